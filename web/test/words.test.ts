// Every string in both languages, French typography, and formats of both.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { formats, queueBeside } from "../src/common/format.ts";
import { chatWords } from "../src/i18n/chat.ts";
import { deskWords } from "../src/i18n/desk.ts";
import { wallboardWords } from "../src/i18n/wallboard.ts";

/** All strings below a value; functions are called with numbers and words. */
function strings(value: unknown, path: string): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") {
    const filled = [2, 2, 2].slice(0, value.length);
    const text = String((value as (...values: unknown[]) => string)(...filled));
    return [[path, text]];
  }
  return Object.entries(value as object).flatMap(([key, below]) => strings(below, `${path}.${key}`));
}

const SCREENS = { desk: deskWords, chat: chatWords, wallboard: wallboardWords };

test("both languages have the same strings, none empty", () => {
  for (const [screen, { fr, en }] of Object.entries(SCREENS)) {
    const [french, english] = [strings(fr, screen), strings(en, screen)];
    assert.deepEqual(
      french.map(([path]) => path),
      english.map(([path]) => path),
    );
    for (const [path, text] of [...french, ...english]) assert.ok(text.trim() !== "", path);
  }
});

test("French keeps : ; ? ! % with their word, and nobody is shouted at", () => {
  for (const [screen, { fr, en }] of Object.entries(SCREENS)) {
    for (const [path, text] of strings(fr, screen)) {
      assert.doesNotMatch(text, / [:;?!»]|\d %|« /, path);
      assert.doesNotMatch(text, /[^\s\u00a0\u202f][;?!](\s|$)/, path);
      assert.doesNotMatch(text, /'/, `${path}: the apostrophe is ’`);
    }
    for (const [path, text] of [...strings(fr, screen), ...strings(en, screen)]) assert.doesNotMatch(text, /!/, path);
  }
});

test("numbers, percentages and durations as both languages write them", () => {
  const [fr, en] = [formats("fr"), formats("en")];
  assert.equal(fr.number(1161), "1\u202f161");
  assert.equal(en.number(1161), "1,161");
  assert.match(fr.percent(0.781), /^78,1[\u00a0\u202f]%$/);
  assert.equal(en.percent(0.781), "78.1%");
  assert.equal(fr.hundredths(0.8, 0), "80");
  assert.equal(fr.number(-6), "\u22126");
  assert.equal(fr.duration(42_000), "0:42");
  assert.equal(fr.duration(724_000), "12:04");
  assert.equal(fr.duration(80 * 60_000), "1\u00a0h\u00a020");
  assert.equal(fr.duration(3 * 86_400_000), "3\u00a0j");
  assert.equal(en.duration(3 * 86_400_000), "3\u00a0d");
  assert.equal(fr.duration(-5_000), "0:00");
});

test("a queue named after its programme is not named twice", () => {
  assert.equal(queueBeside("MARCHE", "MARCHE chat"), "chat");
  assert.equal(queueBeside("Marché", "Marché – suivi"), "suivi");
  assert.equal(queueBeside("Marché", "Suivi"), "Suivi");
  assert.equal(queueBeside("Marché", "Marché"), "Marché");
});

test("times in the zone of the site; an unknown zone does not break the screen", () => {
  const at_ms = Date.UTC(2026, 10, 23, 13, 10);
  assert.equal(formats("fr").time(at_ms, "Africa/Lome"), "13:10");
  assert.equal(formats("en").time(at_ms, "Africa/Douala"), "14:10");
  assert.match(formats("fr").time(at_ms, "Nowhere/Land"), /^\d\d:\d\d$/);
  assert.equal(formats("fr").dayAndDate(at_ms, "Africa/Lome"), "lundi 23 novembre");
  assert.match(formats("en").dayAndDate(at_ms, "Africa/Lome"), /^Monday,? 23 November$/);
  assert.equal(formats("fr").language("ee"), "éwé");
  assert.equal(formats("fr").language("??"), "??");
});

test("stylesheets use semantic tokens: no colour of their own, no raw scale", () => {
  const root = new URL("../../src/", import.meta.url);
  for (const folder of ["common", "desk", "chat", "wallboard"]) {
    for (const name of readdirSync(new URL(`${folder}/`, root)).filter((file) => file.endsWith(".css"))) {
      const text = readFileSync(new URL(`${folder}/${name}`, root), "utf8");
      assert.doesNotMatch(text, /#[0-9a-f]{3,8}\b(?!\s*\{)|rgb\(|hsl\(|var\(--n-/i, `${folder}/${name}`);
    }
  }
});
