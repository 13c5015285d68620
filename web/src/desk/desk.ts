// One open desk: its stream, its outbox, and one method per act of the agent.

import { type Access, request } from "../common/actions.ts";
import type { Boot } from "../common/boot.ts";
import { type Formats, formats } from "../common/format.ts";
import { Outbox } from "../common/outbox.ts";
import { tabStorage } from "../common/store.ts";
import { Stream, socketUrl } from "../common/stream.ts";
import { type DeskWords, deskWords } from "../i18n/desk.ts";
import { Drafts } from "./drafts.ts";
import { type Conversation, type DeskState, seenMessages } from "./model.ts";

export interface Explanation {
  summary: string;
  timeline?: { at_ms: number; label: string }[];
  candidates?: { who: string; tier?: number | null; points?: number | null; reason_code: string; reason: string }[];
  formula?: string;
}

/** Who could be consulted at this moment. */
export interface Colleagues {
  queues: { queue: number; label: string; free: number }[];
  agents: { agent: number; alias: string; site: string; queue: number }[];
}

export class Desk {
  readonly id: string;
  readonly boot: Boot;
  readonly words: DeskWords;
  readonly formats: Formats;
  readonly access: Access;
  readonly stream: Stream<DeskState>;
  readonly outbox: Outbox;
  readonly drafts: Drafts;

  constructor(boot: Boot, id: string) {
    this.id = id;
    this.boot = boot;
    this.words = deskWords[boot.lang];
    this.formats = formats(boot.lang);
    this.access = { api: boot.api, csrf: boot.csrf, words: this.words };
    this.stream = new Stream<DeskState>(socketUrl(boot.ws, { desk: id }));
    this.drafts = new Drafts(tabStorage, "woezo.desk.drafts");
    this.outbox = new Outbox(tabStorage, "woezo.desk.outbox", ({ conversation, text, client_id, internal }) =>
      request(this.access, `/desk/interactions/${conversation}/${internal ? "notes" : "messages"}`, {
        body: { text, client_id },
        key: client_id,
        patience_ms: 0,
      }),
    );
    this.stream.subscribe(() => this.#follow());
  }

  signIn(activity: string): Promise<unknown> {
    return this.#post("sign-in", { desk: this.id, activity });
  }

  signOut(): Promise<unknown> {
    return this.#post("sign-out", { desk: this.id });
  }

  setActivity(activity: string): Promise<unknown> {
    return this.#post("activity", { activity });
  }

  accept(reservation: number): Promise<unknown> {
    return this.#post(`reservations/${reservation}/accept`);
  }

  reject(reservation: number): Promise<unknown> {
    return this.#post(`reservations/${reservation}/reject`);
  }

  requestWrapUp(reservation: number): Promise<unknown> {
    return this.#post(`reservations/${reservation}/request-wrap-up`);
  }

  /** Ends a contact that this agent leads; else only his part in a colleague's. */
  end(conversation: Conversation): Promise<unknown> {
    return conversation.leads ? this.#post(`interactions/${conversation.id}/end`) : this.leave(conversation.id);
  }

  leave(conversation: string): Promise<unknown> {
    return this.#post(`interactions/${conversation}/leave`);
  }

  hold(conversation: string): Promise<unknown> {
    return this.#post(`interactions/${conversation}/hold`);
  }

  retrieve(conversation: string): Promise<unknown> {
    return this.#post(`interactions/${conversation}/retrieve`);
  }

  colleagues(conversation: string): Promise<Colleagues> {
    return request<Colleagues>(this.access, `/desk/interactions/${conversation}/colleagues`, { method: "GET" });
  }

  consult(conversation: string, whom: { queue: number; agent?: number }): Promise<unknown> {
    return this.#post(`interactions/${conversation}/consult`, whom);
  }

  endConsultation(conversation: string, agent: number): Promise<unknown> {
    return this.#post(`interactions/${conversation}/end-consultation`, { agent });
  }

  conference(conversation: string): Promise<unknown> {
    return this.#post(`interactions/${conversation}/conference`);
  }

  park(conversation: string): Promise<unknown> {
    return this.#post(`interactions/${conversation}/park`);
  }

  unpark(conversation: string): Promise<unknown> {
    return this.#post(`interactions/${conversation}/unpark`);
  }

  transfer(conversation: string, queue: number, note: string): Promise<unknown> {
    return this.#post(`interactions/${conversation}/transfer`, { queue, note });
  }

  /** Ends the conversation where it still runs, then hands in its disposition. */
  async finish(conversation: Conversation, disposition: number | null, note: string): Promise<void> {
    if (conversation.state !== "wrapping") await this.end(conversation);
    await this.#post(`reservations/${conversation.reservation}/complete`, { disposition, note });
  }

  explain(conversation: string): Promise<Explanation> {
    return request<Explanation>(this.access, `/interactions/${conversation}/explanation`, { method: "GET" });
  }

  #post(path: string, body: object = {}): Promise<unknown> {
    return request(this.access, `/desk/${path}`, { body });
  }

  /** Each new state settles the messages that it shows. */
  #follow(): void {
    const { link, state } = this.stream.view;
    if (state === null || link !== "live") return;
    this.outbox.settle(seenMessages(state));
    this.drafts.prune((id) => id in (state.conversations ?? {}) || this.outbox.of(id).length > 0);
  }
}
