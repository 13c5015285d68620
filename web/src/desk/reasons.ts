// The two choices of a disposition, read and made by number keys.

import type { Draft } from "./drafts.ts";
import type { Reason } from "./model.ts";

/** What the two choices amount to: the second where there is one to make, else the first. */
export function chosenReason(reasons: Reason[], reason: number | null, detail: number | null): number | null {
  const first = reasons.find((one) => one.id === reason);
  if (first === undefined) return null;
  const seconds = first.children ?? [];
  if (seconds.length === 0) return first.id;
  return seconds.some((one) => one.id === detail) ? detail : null;
}

/** What a digit chooses: in the first list until a reason stands there, or while the person is in it; then in the second. */
export function pickByDigit(reasons: Reason[], draft: Draft, digit: number, in_first: boolean): Partial<Draft> | null {
  const first = reasons.find((one) => one.id === draft.reason);
  const seconds = first?.children ?? [];
  if (first !== undefined && seconds.length > 0 && !in_first) {
    const detail = seconds[digit - 1];
    return detail === undefined ? null : { detail: detail.id };
  }
  const reason = reasons[digit - 1];
  return reason === undefined ? null : { reason: reason.id, detail: null };
}
