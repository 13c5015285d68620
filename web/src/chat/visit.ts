// One customer's visit to one shop: the start of a conversation, its token, its stream, its outbox.
// The token is kept per shop, so that the conversation survives a reload and other pages of the same shop.
// A start on its way is kept too, under the client_id that makes it one and the same to the server.

import { type Access, ApiError, request, uuid } from "../common/actions.ts";
import type { Boot } from "../common/boot.ts";
import { type Formats, formats } from "../common/format.ts";
import { Outbox } from "../common/outbox.ts";
import { longStorage, tabStorage } from "../common/store.ts";
import { Stream, serverNow, socketUrl } from "../common/stream.ts";
import { type ChatWords, chatWords } from "../i18n/chat.ts";
import { type ChatState, seenMessages } from "./model.ts";

interface Ticket {
  conversation: string;
  token: string;
}

export interface Start {
  client_id: string;
  name: string;
  text: string;
}

const NO_DRAFT = { name: "", text: "" };
const PAUSES_MS = [500, 1_000, 2_000, 5_000];

export class Visit {
  readonly boot: Boot;
  readonly words: ChatWords;
  readonly formats: Formats;
  readonly brand: string;
  stream: Stream<ChatState> | null = null;
  outbox: Outbox | null = null;
  /** A first message on its way. */
  start: Start | null;
  /** What stands in the form; kept until a conversation has begun with it. */
  draft: { name: string; text: string };
  /** Why the last start was refused; its text is back in the form. */
  refused: ApiError | null = null;
  /** The customer ended the chat himself, here. */
  left = false;
  #ticket: Ticket | null;
  #listeners = new Set<() => void>();
  #slug: string;
  #leaving = false;

  constructor(boot: Boot) {
    this.boot = boot;
    this.words = chatWords[boot.lang];
    this.formats = formats(boot.lang);
    this.brand = boot.brand?.name ?? boot.programme?.name ?? "";
    this.#slug = boot.programme?.slug ?? "";
    this.#ticket = JSON.parse(longStorage.getItem(this.#name("ticket")) ?? "null") as Ticket | null;
    this.draft = JSON.parse(longStorage.getItem(this.#name("draft")) ?? "null") ?? NO_DRAFT;
    this.start = JSON.parse(longStorage.getItem(this.#name("start")) ?? "null") as Start | null;
    if (this.#ticket !== null) this.#follow(this.#ticket);
    else if (this.start !== null) void this.#leave();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get begun(): boolean {
    return this.#ticket !== null || this.start !== null;
  }

  sketch(change: { name?: string; text?: string }): void {
    this.draft = { ...this.draft, ...change };
    this.#keep("draft", this.draft);
  }

  begin(): void {
    this.start = { client_id: uuid(), name: this.draft.name.trim(), text: this.draft.text.trim() };
    this.refused = null;
    this.#keep("start", this.start);
    void this.#leave();
  }

  write(text: string): void {
    if (this.#ticket !== null) this.outbox?.add(this.#ticket.conversation, text, serverNow());
  }

  async end(): Promise<void> {
    if (this.#ticket === null) return;
    this.left = true;
    await request(this.#access(this.#ticket.token), `/chat/conversations/${this.#ticket.conversation}/end`);
  }

  /** Forgets the conversation on this device, to begin another. */
  forget(): void {
    this.stream?.close("");
    this.stream = null;
    this.outbox = null;
    this.#ticket = null;
    this.left = false;
    this.#keep("ticket", null);
  }

  wake(): void {
    this.stream?.wake();
  }

  async #leave(): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = true;
    for (let tries = 0; this.start !== null; tries++) {
      if (await this.#tryStart(this.start)) break;
      const wait_ms = PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 0;
      await new Promise((resolve) => setTimeout(resolve, wait_ms));
    }
    this.#leaving = false;
  }

  /** True when the server has decided: the conversation exists, or it is refused. */
  async #tryStart(start: Start): Promise<boolean> {
    const { client_id, name, text } = start;
    const body = { programme: this.#slug, text, client_id, language: this.boot.lang, ...(name === "" ? {} : { name }) };
    try {
      const call = { body, key: client_id, patience_ms: 0 };
      const ticket = await request<Ticket>(this.#access(), "/chat/conversations", call);
      this.#ticket = { conversation: ticket.conversation, token: ticket.token };
      this.#keep("ticket", this.#ticket);
      this.sketch({ text: "" });
      this.#follow(this.#ticket);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) return false;
      this.refused = error;
      this.start = null;
      this.#keep("start", null);
      return true;
    }
  }

  #follow(ticket: Ticket): void {
    this.outbox = new Outbox(tabStorage, `${this.#name("outbox")}.${ticket.conversation}`, ({ text, client_id }) =>
      request(this.#access(ticket.token), `/chat/conversations/${ticket.conversation}/messages`, {
        body: { text, client_id },
        key: client_id,
        patience_ms: 0,
      }),
    );
    const stream = new Stream<ChatState>(socketUrl(this.boot.ws, { token: ticket.token }));
    this.stream = stream;
    let link = stream.view.link;
    stream.subscribe(() => {
      const { view } = stream;
      if (view.state !== null && view.link === "live") this.#shown(view.state);
      if (view.link === "live" && link !== "live") this.outbox?.flushAll();
      link = view.link;
      this.#tell();
    });
    stream.open();
    this.#tell();
  }

  /** The stream shows what was on its way: it need not be kept any longer. */
  #shown(state: ChatState): void {
    const seen = seenMessages(state);
    this.outbox?.settle(seen);
    if (this.start === null) return;
    this.start = null;
    this.#keep("start", null);
  }

  #access(token?: string): Access {
    const access = { api: this.boot.api, csrf: this.boot.csrf, words: this.words };
    return token === undefined ? access : { ...access, token };
  }

  #name(what: string): string {
    return `woezo.chat.${this.#slug}.${what}`;
  }

  #keep(what: string, value: object | null): void {
    longStorage.setItem(this.#name(what), JSON.stringify(value));
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
