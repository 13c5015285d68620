// Small components that every screen may use.

import type { ComponentChildren } from "preact";
import type { CommonWords } from "../i18n/common.ts";
import type { ApiError } from "./actions.ts";
import type { Formats } from "./format.ts";
import { useNow } from "./hooks.ts";

/** What happened, what to do, and the reference to quote. */
export function Fault({
  error,
  words,
  children,
}: {
  error: ApiError | null;
  words: CommonWords;
  children?: ComponentChildren;
}) {
  if (error === null) return null;
  return (
    <p class="fault" role="alert">
      {error.message} {error.remedy !== "" && <span>{error.remedy} </span>}
      {error.ref !== "" && <span class="soft">{words.reference(error.ref)} </span>}
      {children}
    </p>
  );
}

/** Time passed since an instant of the server. */
export function Since({ at_ms, formats }: { at_ms: number; formats: Formats }) {
  const now_ms = useNow();
  return <span class="tn">{formats.duration(now_ms - at_ms)}</span>;
}

export function Key({ children }: { children: ComponentChildren }) {
  return <kbd aria-hidden="true">{children}</kbd>;
}
