// Messages on their way: written to the browser's storage before the first try, taken out only once the stream
// shows them. A reload, a lost network or a killed server therefore neither loses nor doubles one: the server
// knows a message by its client_id.

import { ApiError, uuid } from "./actions.ts";

export interface Pending {
  client_id: string;
  conversation: string;
  text: string;
  at_ms: number;
  /** waiting: no answer yet; sent: the server has it, the stream will show it; refused: kept, a person decides. */
  state: "waiting" | "sent" | "refused";
  error: string;
  /** A note between agents. */
  internal: boolean;
}

export interface Storage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

type Send = (message: Pending) => Promise<unknown>;

const PAUSES_MS = [500, 1_000, 2_000, 5_000];

function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);
}

export class Outbox {
  messages: Pending[];
  #listeners = new Set<() => void>();
  #busy = new Set<string>();
  #resting = new Set<() => void>();
  #storage: Storage;
  #name: string;
  #send: Send;

  constructor(storage: Storage, name: string, send: Send) {
    this.#storage = storage;
    this.#name = name;
    this.#send = send;
    this.messages = JSON.parse(storage.getItem(name) ?? "[]") as Pending[];
    // Sent but not seen in the stream before the reload: asking again is harmless and certain.
    for (const message of this.messages) if (message.state === "sent") message.state = "waiting";
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  of(conversation: string): Pending[] {
    return this.messages.filter((message) => message.conversation === conversation);
  }

  get waiting(): number {
    return this.messages.filter((message) => message.state === "waiting").length;
  }

  add(conversation: string, text: string, at_ms: number, internal = false): Pending {
    const message: Pending = { client_id: uuid(), conversation, text, at_ms, state: "waiting", error: "", internal };
    this.#keep([...this.messages, message]);
    void this.flush(conversation);
    return message;
  }

  /** Takes out what the stream now shows. */
  settle(seen: Set<string>): void {
    if (!this.messages.some((message) => seen.has(message.client_id))) return;
    this.#keep(this.messages.filter((message) => !seen.has(message.client_id)));
  }

  /** Takes a refused message out and gives its text back for the composer. */
  withdraw(client_id: string): string {
    const message = this.messages.find((one) => one.client_id === client_id);
    this.#keep(this.messages.filter((one) => one.client_id !== client_id));
    return message?.text ?? "";
  }

  retry(client_id: string): void {
    const message = this.messages.find((one) => one.client_id === client_id);
    if (message === undefined) return;
    this.#change(client_id, { state: "waiting", error: "" });
    void this.flush(message.conversation);
  }

  /** Tries everything at once: what rests after a failure does not wait any longer. */
  flushAll(): void {
    for (const wake of this.#resting) wake();
    for (const conversation of new Set(this.messages.map((message) => message.conversation)))
      void this.flush(conversation);
  }

  /** Sends a conversation's messages one after the other, so that they keep their order. */
  async flush(conversation: string): Promise<void> {
    if (this.#busy.has(conversation)) return;
    this.#busy.add(conversation);
    try {
      for (let failures = 0; ; ) {
        const next = this.messages.find((one) => one.conversation === conversation && one.state === "waiting");
        if (next === undefined) return;
        if (await this.#tryOnce(next)) failures = 0;
        else await this.#rest(failures++);
      }
    } finally {
      this.#busy.delete(conversation);
    }
  }

  /** True when the message left the line: sent, or refused for good. */
  async #tryOnce(message: Pending): Promise<boolean> {
    try {
      await this.#send(message);
      this.#change(message.client_id, { state: "sent" });
      return true;
    } catch (error) {
      if (isPassing(error)) return false;
      this.#change(message.client_id, { state: "refused", error: error instanceof Error ? error.message : "" });
      return true;
    }
  }

  #rest(failures: number): Promise<void> {
    const wait_ms = PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? 0;
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#resting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, wait_ms);
      this.#resting.add(wake);
    });
  }

  #change(client_id: string, change: Partial<Pending>): void {
    this.#keep(this.messages.map((one) => (one.client_id === client_id ? { ...one, ...change } : one)));
  }

  #keep(messages: Pending[]): void {
    this.messages = messages;
    this.#storage.setItem(this.#name, JSON.stringify(messages));
    for (const listener of this.#listeners) listener();
  }
}
