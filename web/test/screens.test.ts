// Small readings of the screens' state.

import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, usableAccent } from "../src/chat/brand.ts";
import { keyName } from "../src/common/keys.ts";
import { Drafts } from "../src/desk/drafts.ts";
import { type DeskState, type Me, shownState } from "../src/desk/model.ts";
import { chosenReason, pickByDigit } from "../src/desk/reasons.ts";
import { fixedPage, pageAt, pageCount, type QueueRow, worstFirst } from "../src/wallboard/rows.ts";

const NO_DRAFT = { text: "", internal: false, note: "", reason: null, detail: null, seen: 0 };
const REASONS = [
  { id: 1, label: "Livraison", children: [{ id: 11, label: "Retard" }] },
  { id: 2, label: "Retour", children: [] },
];

test("a reason with details needs one of them; a reason without is enough", () => {
  assert.equal(chosenReason(REASONS, null, null), null);
  assert.equal(chosenReason(REASONS, 1, null), null);
  assert.equal(chosenReason(REASONS, 1, 11), 11);
  assert.equal(chosenReason(REASONS, 2, null), 2);
  assert.equal(chosenReason(REASONS, 2, 11), 2);
  assert.equal(chosenReason(REASONS, 9, null), null);
});

test("two digits choose a reason and its detail; in the first list a digit chooses there again", () => {
  assert.deepEqual(pickByDigit(REASONS, NO_DRAFT, 1, false), { reason: 1, detail: null });
  assert.deepEqual(pickByDigit(REASONS, { ...NO_DRAFT, reason: 1 }, 1, false), { detail: 11 });
  assert.deepEqual(pickByDigit(REASONS, { ...NO_DRAFT, reason: 1 }, 2, true), { reason: 2, detail: null });
  assert.equal(pickByDigit(REASONS, { ...NO_DRAFT, reason: 1 }, 7, false), null);
  assert.deepEqual(pickByDigit(REASONS, { ...NO_DRAFT, reason: 2 }, 1, false), { reason: 1, detail: null });
});

test("keys have names that hold on French and English keyboards", () => {
  const key = (key: string, code: string, held: object = {}) =>
    keyName({ key, code, altKey: false, ctrlKey: false, metaKey: false, ...held });
  assert.equal(key("F2", "F2"), "F2");
  assert.equal(key("&", "Digit1", { ctrlKey: true }), "Ctrl+1");
  assert.equal(key("a", "KeyQ", { altKey: true }), "Alt+A");
  assert.equal(key("æ", "KeyA", { altKey: true }), "Alt+A");
  assert.equal(key("é", "Digit2"), "2");
  assert.equal(key("?", "Slash"), "?");
  assert.equal(key("c", "KeyC", { metaKey: true }), "");
});

test("drafts survive a reload and go with their conversation", () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  new Drafts(storage, "drafts").change("c", { text: "Bonjour" });
  const after = new Drafts(storage, "drafts");
  assert.equal(after.of("c").text, "Bonjour");
  after.prune((id) => id !== "c");
  assert.equal(new Drafts(storage, "drafts").of("c").text, "");
});

test("the bar shows one state: the word for what the agent does now", () => {
  const me = { activity: "incident_client", status: "off_queue", signed_in: true, activities: [] } as unknown as Me;
  const state = (change: Partial<Me>, conversations = {}): DeskState => ({ me: { ...me, ...change }, conversations });
  assert.equal(shownState(state({})), "incident-client");
  assert.equal(shownState(state({ signed_in: false })), "offline");
  assert.equal(shownState(state({ status: "not_responding" })), "not-responding");
  assert.equal(shownState(state({ status: "wrapping" })), "wrap-up");
  const talk = (change: object): string => {
    const one = { id: "c", state: "connected", channel: "voice", accepted_ms: 1, leads: true, ...change };
    return shownState(state({ status: "interacting" }, { c: one }));
  };
  assert.equal(talk({}), "talk");
  assert.equal(talk({ channel: "task" }), "async");
  assert.equal(talk({ state: "held" }), "hold");
  assert.equal(talk({ leads: false }), "consult");
  const colleagues = (state: string): object => ({ 7: { alias: "Afi", site: "Lomé", state } });
  assert.equal(talk({ colleagues: colleagues("ringing") }), "talk");
  assert.equal(talk({ colleagues: colleagues("consulted") }), "consult");
  assert.equal(talk({ leads: false, conference: true, colleagues: colleagues("talking") }), "conference");
});

test("the wallboard puts the worst first and turns its pages by the clock", () => {
  const row = (programme: string, condition: QueueRow["condition"], ratio: number | null, waiting = 0): QueueRow =>
    ({ programme, queue: "voix", condition, service_level_ratio: ratio, target_ratio: 0.8, waiting }) as QueueRow;
  const rows = [
    row("Fermé", "closed", null),
    row("Tenu", "met", 0.9),
    row("Loin", "missed", 0.5),
    row("Proche", "missed", 0.75),
    row("Provisoire", "provisional", 0.2, 3),
    row("Limite", "watch", 0.81),
  ];
  assert.deepEqual(
    worstFirst(rows).map((one) => one.programme),
    ["Loin", "Proche", "Limite", "Provisoire", "Tenu", "Fermé"],
  );
  assert.equal(pageCount(0), 1);
  assert.equal(pageCount(10), 1);
  assert.equal(pageCount(21), 3);
  assert.deepEqual(
    [0, 19_999, 20_000, 40_000, 60_000].map((at) => pageAt(at, 3, 20_000)),
    [0, 0, 1, 2, 0],
  );
  assert.deepEqual(
    ["", "?page=1", "?page=3", "?page=9", "?page=0", "?page=x"].map((search) => fixedPage(search, 3)),
    [null, 0, 2, 2, null, null],
  );
});

test("a client's colour that cannot be read is not used", () => {
  assert.ok(Math.abs(contrast("#000000", "#ffffff") - 21) < 0.01);
  assert.equal(usableAccent("#734321"), "#734321");
  assert.equal(usableAccent("#ffcc00"), null);
  assert.equal(usableAccent("red"), null);
  assert.equal(usableAccent(undefined), null);
});
