// One WebSocket that carries one screen's state: a snapshot, then numbered merge patches.
// A gap in the numbers asks for a fresh snapshot; silence or a closed socket reconnects with backoff.
// The server side of this protocol is woezo/push; both change together.

import { mergePatch } from "./patch.ts";

export type Link = "connecting" | "live" | "lost" | "closed";

export interface View<S> {
  link: Link;
  state: S | null;
  /** Local time since when the link is not live; null while it is. */
  lost_since_ms: number | null;
  /** Server time of the last message: the age of what is on the screen. */
  as_of_ms: number | null;
  closed_reason: string;
}

/** The part of WebSocket that is used, so that a test can stand in for the network. */
export interface Socket {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: never) => void) | null;
  readonly readyState: number;
  send(text: string): void;
  close(): void;
}

type Incoming =
  | { t: "snapshot"; epoch: unknown; v: number; now: number; state: object }
  | { t: "delta"; v: number; now: number; patch: object }
  | { t: "pong"; now: number }
  | { t: "closed"; reason: string };

const PING_MS = 15_000;
const SILENCE_MS = 20_000; // a ping unanswered for so long; not time alone: a hidden page beats once a minute
const FIRST_RETRY_MS = 400;
const LAST_RETRY_MS = 15_000;
const OPEN = 1;

/** Server time minus local time. A message can only arrive late, so the largest difference seen is the nearest. */
let clock_offset_ms = 0;

export function serverNow(): number {
  return Date.now() + clock_offset_ms;
}

function learnClock(now_ms: number, fresh: boolean): void {
  const difference_ms = now_ms - Date.now();
  if (fresh || difference_ms > clock_offset_ms) clock_offset_ms = difference_ms;
}

/** Half to full of an exponential step: many desks that lost one server do not come back in one instant. */
export function retryDelay(attempt: number, random: () => number = Math.random): number {
  const step_ms = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt);
  return step_ms * (0.5 + random() / 2);
}

export class Stream<S extends object> {
  view: View<S> = { link: "connecting", state: null, lost_since_ms: null, as_of_ms: null, closed_reason: "" };
  #listeners = new Set<() => void>();
  #socket: Socket | null = null;
  #version = 0;
  #asked = false;
  #attempt = 0;
  #asked_ms = 0; // the first ping since the server was heard last
  #retry: ReturnType<typeof setTimeout> | undefined;
  #pulse: ReturnType<typeof setInterval> | undefined;
  #url: string;
  #connect: (url: string) => Socket;

  constructor(url: string, connect: (url: string) => Socket = (to) => new WebSocket(to) as unknown as Socket) {
    this.#url = url;
    this.#connect = connect;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Opens the link, at once even while a retry waits; also resumes a stream that the server closed. */
  open(): void {
    this.#drop();
    if (this.view.link === "closed") this.#show({ link: "connecting", closed_reason: "" });
    const socket = this.#connect(this.#url);
    this.#socket = socket;
    this.#asked = false;
    this.#asked_ms = 0;
    socket.onmessage = (event) => this.#receive(JSON.parse(String(event.data)) as Incoming);
    socket.onclose = () => this.#lost();
    this.#pulse = setInterval(() => this.#beat(), PING_MS);
  }

  /** Ends the link for good, until `open`. */
  close(reason: string): void {
    this.#drop();
    this.#show({ link: "closed", closed_reason: reason, lost_since_ms: Date.now() });
  }

  /** The browser says that the network or the screen is back: do not wait for the timer. */
  wake(): void {
    if (this.view.link === "lost") this.open();
    else if (this.view.link === "live") this.#beat();
  }

  #receive(message: Incoming): void {
    this.#asked_ms = 0;
    if (message.t === "closed") {
      this.close(message.reason);
      return;
    }
    learnClock(message.now, message.t === "snapshot");
    if (message.t === "snapshot") this.#replace(message.v, message.now, message.state as S);
    else if (message.t === "delta") this.#patch(message.v, message.now, message.patch);
    else if (!this.#asked) this.view.as_of_ms = message.now; // nothing to draw: the state only stayed true
  }

  #replace(version: number, now_ms: number, state: S): void {
    this.#version = version;
    this.#asked = false;
    this.#attempt = 0;
    this.#show({ link: "live", state, lost_since_ms: null, as_of_ms: now_ms });
  }

  #patch(version: number, now_ms: number, patch: object): void {
    if (this.#asked) return;
    if (version !== this.#version + 1 || this.view.state === null) {
      this.#asked = true;
      this.#socket?.send('{"t":"resync"}');
      return;
    }
    this.#version = version;
    this.#show({ state: mergePatch(this.view.state, patch) as S, as_of_ms: now_ms });
  }

  #beat(): void {
    if (this.#asked_ms > 0 && Date.now() - this.#asked_ms > SILENCE_MS) {
      this.#lost();
    } else if (this.#socket?.readyState === OPEN) {
      this.#socket.send('{"t":"ping"}');
      this.#asked_ms ||= Date.now();
    }
  }

  #lost(): void {
    this.#drop();
    this.#retry = setTimeout(() => this.open(), retryDelay(this.#attempt++));
    this.#show({ link: "lost", lost_since_ms: this.view.lost_since_ms ?? Date.now() });
  }

  #drop(): void {
    clearTimeout(this.#retry);
    clearInterval(this.#pulse);
    if (this.#socket === null) return;
    this.#socket.onmessage = null;
    this.#socket.onclose = null;
    this.#socket.close();
    this.#socket = null;
  }

  #show(change: Partial<View<S>>): void {
    this.view = { ...this.view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** Wakes the stream when the browser says that waiting longer makes no sense. */
export function wakeWithBrowser(stream: { wake(): void }): void {
  window.addEventListener("online", () => stream.wake());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") stream.wake();
  });
}

/** Absolute address of a socket path of this origin. */
export function socketUrl(path: string, query: Record<string, string> = {}): string {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}
