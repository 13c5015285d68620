import assert from "node:assert/strict";
import { test } from "node:test";
import { mergePatch } from "../src/common/patch.ts";

test("the examples of RFC 7386", () => {
  const cases: [unknown, unknown, unknown][] = [
    [{ a: "b" }, { a: "c" }, { a: "c" }],
    [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
    [{ a: "b" }, { a: null }, {}],
    [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
    [{ a: ["b"] }, { a: "c" }, { a: "c" }],
    [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
    [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
    [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
    [
      ["a", "b"],
      ["c", "d"],
      ["c", "d"],
    ],
    [{ a: "b" }, ["c"], ["c"]],
    [{ a: "foo" }, null, null],
    [{ a: "foo" }, "bar", "bar"],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: "b", c: null }, { a: "b" }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  for (const [target, patch, expected] of cases) assert.deepEqual(mergePatch(target, patch), expected);
});

test("what a patch does not touch keeps its identity, and the old state stays as it was", () => {
  const before = { me: { name: "Afi" }, list: { a: { n: 1 }, b: { n: 2 } } };
  const after = mergePatch(before, { list: { a: { n: 3 } } }) as typeof before;
  assert.equal(after.me, before.me);
  assert.equal(after.list.b, before.list.b);
  assert.equal(before.list.a.n, 1);
  assert.equal(after.list.a.n, 3);
});
