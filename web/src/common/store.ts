// Small values kept by the browser. Storage can be refused or full (private windows): the page then works from
// memory, and only a reload forgets.

import type { Storage } from "./outbox.ts";

function guarded(find: () => Storage): Storage {
  const memory = new Map<string, string>();
  return {
    getItem(key) {
      try {
        return memory.get(key) ?? find().getItem(key);
      } catch {
        return memory.get(key) ?? null;
      }
    },
    setItem(key, value) {
      try {
        find().setItem(key, value);
        memory.delete(key);
      } catch {
        memory.set(key, value);
      }
    },
  };
}

/** Until the tab is closed. */
export const tabStorage: Storage = guarded(() => sessionStorage);
/** Until erased, shared by the tabs of this origin. */
export const longStorage: Storage = guarded(() => localStorage);
