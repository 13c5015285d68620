// The stream against a socket that the test holds in its hand, in virtual time.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { retryDelay, type Socket, Stream, serverNow } from "../src/common/stream.ts";

class Line implements Socket {
  onopen: Socket["onopen"] = null;
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  readyState = 1;
  sent: string[] = [];
  closed = false;

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.closed = true;
  }

  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  fall(): void {
    this.onclose?.(undefined as never);
  }
}

interface State {
  n: number;
  deep?: { a?: number; b?: number };
}

const START_MS = 1_800_000_000_000;
let lines: Line[] = [];

function open(): { stream: Stream<State>; line: Line } {
  const stream = new Stream<State>("ws://centre/ws/desk", () => {
    const line = new Line();
    lines.push(line);
    return line;
  });
  stream.open();
  return { stream, line: last() };
}

function last(): Line {
  const line = lines.at(-1);
  assert.ok(line);
  return line;
}

function snapshot(v: number, state: State, now = Date.now()): object {
  return { t: "snapshot", topic: "desk", epoch: 1, v, now, state };
}

beforeEach(() => {
  lines = [];
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: START_MS });
});

afterEach(() => mock.timers.reset());

test("a snapshot, then deltas in order", () => {
  const { stream, line } = open();
  assert.equal(stream.view.link, "connecting");
  line.say(snapshot(4, { n: 1, deep: { a: 1 } }));
  line.say({ t: "delta", v: 5, now: Date.now(), patch: { n: 2, deep: { b: 2 } } });
  line.say({ t: "delta", v: 6, now: Date.now(), patch: { deep: { a: null } } });
  assert.deepEqual(stream.view.state, { n: 2, deep: { b: 2 } });
  assert.equal(stream.view.link, "live");
});

test("a gap asks once for a fresh snapshot and keeps the last true state until it comes", () => {
  const { stream, line } = open();
  line.say(snapshot(1, { n: 1 }));
  line.say({ t: "delta", v: 3, now: Date.now(), patch: { n: 3 } });
  line.say({ t: "delta", v: 4, now: Date.now(), patch: { n: 4 } });
  assert.deepEqual(line.sent, ['{"t":"resync"}']);
  assert.deepEqual(stream.view.state, { n: 1 });
  line.say(snapshot(9, { n: 9 }));
  line.say({ t: "delta", v: 10, now: Date.now(), patch: { n: 10 } });
  assert.deepEqual(stream.view.state, { n: 10 });
});

test("a delta seen twice is a gap too, never applied twice", () => {
  const { stream, line } = open();
  line.say(snapshot(1, { n: 1 }));
  line.say({ t: "delta", v: 2, now: Date.now(), patch: { n: 2 } });
  line.say({ t: "delta", v: 2, now: Date.now(), patch: { n: 2 } });
  assert.deepEqual(line.sent, ['{"t":"resync"}']);
  assert.deepEqual(stream.view.state, { n: 2 });
});

test("a lost socket keeps the state, says since when, and comes back by itself", () => {
  const { stream, line } = open();
  line.say(snapshot(1, { n: 1 }));
  line.fall();
  assert.equal(stream.view.link, "lost");
  assert.equal(stream.view.lost_since_ms, START_MS);
  assert.deepEqual(stream.view.state, { n: 1 });
  mock.timers.tick(400);
  assert.equal(lines.length, 2);
  last().fall();
  assert.equal(stream.view.lost_since_ms, START_MS);
  mock.timers.tick(800);
  last().say(snapshot(1, { n: 5 }));
  assert.equal(stream.view.link, "live");
  assert.equal(stream.view.lost_since_ms, null);
  assert.deepEqual(stream.view.state, { n: 5 });
});

test("the pauses grow, keep some chance, and end", () => {
  assert.equal(
    retryDelay(0, () => 0),
    200,
  );
  assert.equal(
    retryDelay(0, () => 1),
    400,
  );
  assert.equal(
    retryDelay(3, () => 1),
    3_200,
  );
  assert.equal(
    retryDelay(40, () => 1),
    15_000,
  );
});

test("pings every 15 s; silence is a loss even while the socket pretends to live", () => {
  const { stream, line } = open();
  line.say(snapshot(1, { n: 1 }));
  mock.timers.tick(15_000);
  assert.deepEqual(line.sent, ['{"t":"ping"}']);
  line.say({ t: "pong", now: Date.now() });
  assert.equal(stream.view.as_of_ms, START_MS + 15_000);
  for (let beat = 0; beat < 3; beat++) mock.timers.tick(15_000);
  assert.equal(stream.view.link, "lost");
  assert.equal(line.closed, true);
});

test("a hidden page, whose timers beat once a minute, is not taken for a lost one", () => {
  const { stream, line } = open();
  line.say(snapshot(1, { n: 1 }));
  for (let minute = 1; minute < 6; minute++) {
    mock.timers.setTime(START_MS + minute * 60_000);
    stream.wake();
    line.say({ t: "pong", now: Date.now() });
  }
  assert.equal(stream.view.link, "live");
  assert.equal(lines.length, 1);
});

test("a machine that slept on an unanswered ping begins again at once", () => {
  const { stream, line } = open();
  line.say(snapshot(1, { n: 1 }));
  stream.wake();
  mock.timers.setTime(START_MS + 3_600_000);
  stream.wake();
  assert.equal(stream.view.link, "lost");
});

test("a desk closed by the server does not come back until it is asked to", () => {
  const { stream, line } = open();
  line.say(snapshot(1, { n: 1 }));
  line.say({ t: "closed", reason: "taken_over" });
  mock.timers.tick(120_000);
  assert.equal(lines.length, 1);
  assert.equal(stream.view.closed_reason, "taken_over");
  stream.wake();
  assert.equal(lines.length, 1);
  stream.open();
  last().say(snapshot(1, { n: 2 }));
  assert.equal(stream.view.link, "live");
});

test("the browser's news of a network ends the pause", () => {
  const { stream, line } = open();
  line.say(snapshot(1, { n: 1 }));
  line.fall();
  stream.wake();
  assert.equal(lines.length, 2);
  mock.timers.tick(20_000);
  assert.equal(lines.length, 2 + 0);
});

test("times on the screen follow the server's clock", () => {
  const { line } = open();
  line.say(snapshot(1, { n: 1 }, START_MS + 90_000));
  assert.equal(serverNow(), START_MS + 90_000);
  mock.timers.tick(1_000);
  line.say({ t: "delta", v: 2, now: START_MS + 90_400, patch: { n: 2 } }); // 600 ms late: the better estimate stays
  assert.equal(serverNow(), START_MS + 91_000);
});
