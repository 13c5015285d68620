// Which desk this tab is: one id per tab, kept over reloads so that the server knows the same desk came back.
// A duplicated tab inherits the id with its storage; the lock tells the copy that the id is taken.

import { uuid } from "../common/actions.ts";
import { tabStorage } from "../common/store.ts";

const NAME = "woezo.desk.id";
const PATIENCE_MS = 700; // a reload frees the lock of the page before it a moment late

function holdUntilClosed(): Promise<void> {
  return new Promise(() => undefined);
}

function lock(id: string): Promise<boolean> {
  if (navigator.locks === undefined) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks
      .request(`woezo-desk-${id}`, { signal: AbortSignal.timeout(PATIENCE_MS) }, () => {
        resolve(true);
        return holdUntilClosed();
      })
      .catch(() => resolve(false));
  });
}

export async function deskId(): Promise<string> {
  const kept = tabStorage.getItem(NAME);
  if (kept !== null && (await lock(kept))) return kept;
  const id = uuid();
  tabStorage.setItem(NAME, id);
  void lock(id);
  return id;
}
