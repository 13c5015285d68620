// The outbox against a network that fails when the test says so, in virtual time.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { ApiError } from "../src/common/actions.ts";
import { Outbox, type Pending } from "../src/common/outbox.ts";

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

/** Lets promises run between two steps of the virtual clock. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

async function pass(duration_ms: number): Promise<void> {
  mock.timers.tick(duration_ms);
  await settle();
}

const LOST = new ApiError(0, { code: "network_lost" });

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("messages of one conversation leave in order, one at a time, with the same id on each try", async () => {
  const tried: [string, string][] = [];
  let down = true;
  const outbox = new Outbox(memory(), "box", async (message: Pending) => {
    tried.push([message.text, message.client_id]);
    if (down) throw LOST;
  });
  const first = outbox.add("c", "un", 1);
  outbox.add("c", "deux", 2);
  await settle();
  await pass(500);
  down = false;
  await pass(1_000);
  assert.deepEqual(
    tried.map(([text]) => text),
    ["un", "un", "un", "deux"],
  );
  assert.deepEqual(new Set(tried.slice(0, 3).map(([, id]) => id)), new Set([first.client_id]));
  assert.deepEqual(
    outbox.messages.map((message) => message.state),
    ["sent", "sent"],
  );
});

test("a message stays until the stream shows it", async () => {
  const outbox = new Outbox(memory(), "box", async () => undefined);
  const message = outbox.add("c", "un", 1);
  await settle();
  assert.equal(outbox.of("c").length, 1);
  outbox.settle(new Set(["another"]));
  assert.equal(outbox.of("c").length, 1);
  outbox.settle(new Set([message.client_id]));
  assert.equal(outbox.of("c").length, 0);
});

test("a reload finds what was waiting, and asks again for what was sent but not shown", async () => {
  const storage = memory();
  const before = new Outbox(storage, "box", async (message) => {
    if (message.text === "deux") throw LOST;
  });
  before.add("c", "un", 1);
  before.add("c", "deux", 2);
  await settle();
  const tried: string[] = [];
  const after = new Outbox(storage, "box", async (message) => void tried.push(message.text));
  assert.equal(after.waiting, 2);
  after.flushAll();
  await settle();
  assert.deepEqual(tried, ["un", "deux"]);
});

test("a refused message is kept with its reason and does not hold up the next", async () => {
  const outbox = new Outbox(memory(), "box", async (message) => {
    if (message.text === "non") throw new ApiError(409, { code: "ended", message: "La discussion est terminée." });
  });
  const refused = outbox.add("c", "non", 1);
  outbox.add("c", "oui", 2);
  await settle();
  assert.deepEqual(
    outbox.messages.map((message) => [message.state, message.error]),
    [
      ["refused", "La discussion est terminée."],
      ["sent", ""],
    ],
  );
  assert.equal(outbox.withdraw(refused.client_id), "non");
  assert.equal(outbox.messages.length, 1);
});

test("the return of the network ends the pause at once", async () => {
  let down = true;
  let tries = 0;
  const outbox = new Outbox(memory(), "box", async () => {
    tries += 1;
    if (down) throw LOST;
  });
  outbox.add("c", "un", 1);
  await settle();
  for (const pause_ms of [500, 1_000, 2_000]) await pass(pause_ms);
  assert.equal(tries, 4);
  down = false;
  outbox.flushAll();
  await settle();
  assert.equal(tries, 5);
  assert.equal(outbox.waiting, 0);
});

test("a fault of the server is tried again, another conversation is not held up", async () => {
  const tried: string[] = [];
  const outbox = new Outbox(memory(), "box", async (message) => {
    tried.push(message.conversation);
    if (message.conversation === "a") throw new ApiError(500, {});
  });
  outbox.add("a", "un", 1);
  outbox.add("b", "deux", 2);
  await settle();
  assert.deepEqual(tried, ["a", "b"]);
  assert.equal(outbox.of("a")[0]?.state, "waiting");
  assert.equal(outbox.of("b")[0]?.state, "sent");
});
