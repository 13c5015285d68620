// What the agent has typed or chosen and not yet sent, per conversation; kept over a reload of the tab.

import type { Storage } from "../common/outbox.ts";

export interface Draft {
  text: string;
  /** What is typed is a note to colleagues. */
  internal: boolean;
  note: string;
  reason: number | null;
  detail: number | null;
  /** Id of the last message that was on the screen. */
  seen: number;
}

const EMPTY: Draft = { text: "", internal: false, note: "", reason: null, detail: null, seen: 0 };

export class Drafts {
  #drafts: Record<string, Draft>;
  #listeners = new Set<() => void>();
  #storage: Storage;
  #name: string;

  constructor(storage: Storage, name: string) {
    this.#storage = storage;
    this.#name = name;
    this.#drafts = JSON.parse(storage.getItem(name) ?? "{}") as Record<string, Draft>;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  of(conversation: string): Draft {
    return this.#drafts[conversation] ?? EMPTY;
  }

  change(conversation: string, change: Partial<Draft>): void {
    this.#keep({ ...this.#drafts, [conversation]: { ...this.of(conversation), ...change } });
  }

  /** Forgets the drafts of conversations that left the desk, once nothing of the agent's own words is in them. */
  prune(present: (conversation: string) => boolean): void {
    const kept = Object.entries(this.#drafts).filter(([id]) => present(id));
    if (kept.length < Object.keys(this.#drafts).length) this.#keep(Object.fromEntries(kept));
  }

  #keep(drafts: Record<string, Draft>): void {
    this.#drafts = drafts;
    this.#storage.setItem(this.#name, JSON.stringify(drafts));
    for (const listener of this.#listeners) listener();
  }
}
