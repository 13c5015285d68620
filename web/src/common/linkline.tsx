// The one line under the top bar about the link to the server: lost since when, and what came back; or that the
// server is there and its floor stands, so that what is shown may be old.

import { useEffect, useRef, useState } from "preact/hooks";
import type { CommonWords } from "../i18n/common.ts";
import type { Formats } from "./format.ts";
import { useLasting, useNow, useSource } from "./hooks.ts";
import type { Outbox } from "./outbox.ts";
import type { Link } from "./stream.ts";

const THANKS_MS = 4_000;
const PATIENCE_MS = 1_200; // a reload of the server's worker is not worth a word

interface LinkLineProps {
  link: Link;
  lost_since_ms: number | null;
  /** The server says that its floor stands. */
  standing?: boolean;
  outbox: Outbox;
  words: CommonWords;
  formats: Formats;
}

function Lost({
  lost_since_ms,
  words,
  formats,
  kept,
}: {
  lost_since_ms: number;
  words: CommonWords;
  formats: Formats;
  kept: boolean;
}) {
  useNow();
  const age = formats.duration(Date.now() - lost_since_ms);
  return <>{kept ? words.lost_kept(age) : words.lost(age)}</>;
}

/** After a loss that was shown: how many waiting messages left, for four seconds. */
function useRestored(lost: boolean, outbox: Outbox, words: CommonWords): string {
  const [text, setText] = useState("");
  const waiting = useRef(0);
  const was_lost = useRef(false);
  useEffect(() => {
    if (lost) {
      was_lost.current = true;
      setText("");
      return undefined;
    }
    if (!was_lost.current) return undefined;
    was_lost.current = false;
    setText(waiting.current > 0 ? words.restored_sent(waiting.current) : words.restored);
    waiting.current = 0;
    const timer = setTimeout(() => setText(""), THANKS_MS);
    return () => clearTimeout(timer);
  }, [lost]);
  if (lost) waiting.current = Math.max(waiting.current, outbox.waiting);
  return text;
}

export function LinkLine({ link, lost_since_ms, standing = false, outbox, words, formats }: LinkLineProps) {
  useSource(outbox);
  const lost = useLasting(link === "lost", PATIENCE_MS);
  const stands = useLasting(standing && link === "live", PATIENCE_MS);
  const restored = useRestored(lost || stands, outbox, words);
  const shown = lost ? "lost" : stands ? "standing" : restored !== "" ? "restored" : undefined;
  return (
    <div class="link-line" role="status" data-link={shown}>
      {lost && lost_since_ms !== null ? (
        <span aria-live="off">
          <Lost lost_since_ms={lost_since_ms} words={words} formats={formats} kept={outbox.waiting > 0} />
        </span>
      ) : stands ? (
        words.standing
      ) : (
        restored
      )}
    </div>
  );
}
