// A conversation's messages as both sides see them: grouped by author and minute, the waiting ones at the end,
// held at the bottom unless the person reads further up.

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { CommonWords } from "../i18n/common.ts";
import type { Formats } from "./format.ts";
import { Icon } from "./icons.tsx";
import type { Outbox, Pending } from "./outbox.ts";

export interface Line {
  id: number;
  author: "customer" | "agent" | "system";
  name: string;
  text: string;
  at_ms: number;
  client_id?: string | null;
  /** A note between agents. */
  internal?: boolean | null;
}

export interface ThreadProps {
  lines: Line[];
  pending: Pending[];
  outbox: Outbox;
  words: CommonWords;
  formats: Formats;
  zone?: string;
  /** The name that the head of the screen already says. */
  known: string;
  /** Whose screen this is: that side stands at the right. */
  own: "customer" | "agent";
  /** The name under which the person writes; several agents may be in one conversation. */
  self?: string;
  /** What stands before a note between agents, by its author. */
  noteOf?: (name: string) => string;
  label: string;
  jump: string;
  authors: Record<"customer" | "agent" | "system", string>;
  customerLanguage?: string | undefined;
  head?: ComponentChildren;
  onTakeBack(text: string): void;
}

const NEAR_PX = 60;

function sameGroup(a: Line | undefined, b: Line): boolean {
  return (
    a !== undefined &&
    a.author === b.author &&
    a.name === b.name &&
    a.internal === b.internal &&
    Math.floor(a.at_ms / 60_000) === Math.floor(b.at_ms / 60_000)
  );
}

function dayOf(line: Line, props: ThreadProps): string {
  return props.formats.dayAndDate(line.at_ms, props.zone);
}

function Stamp({ line, props }: { line: Line; props: ThreadProps }) {
  const own = line.author === props.own;
  const mine = own && (props.self === undefined || line.name === props.self);
  const time = props.formats.time(line.at_ms, props.zone);
  return (
    <span class={own && !line.internal ? "at r" : "at"}>
      {mine || line.internal || line.name === "" || line.name === props.known ? time : `${line.name}, ${time}`}
      {mine && line.client_id && `, ${props.words.sent}`}
    </span>
  );
}

function Note({
  text,
  name,
  props,
  waiting = false,
}: {
  text: string;
  name: string;
  props: ThreadProps;
  waiting?: boolean;
}) {
  return (
    <p class={waiting ? "note waiting" : "note"}>
      <Icon name="note" small />
      <span>
        <b class="med">{props.noteOf?.(name)}</b> {text}
      </span>
    </p>
  );
}

function Bubble({ line, props }: { line: Line; props: ThreadProps }) {
  if (line.author === "system") return <p class="sys">{line.text}</p>;
  if (line.internal) return <Note text={line.text} name={line.name} props={props} />;
  const foreign =
    line.author === "customer" && props.customerLanguage !== props.formats.lang ? props.customerLanguage : undefined;
  return (
    <p class={line.author === props.own ? "m a" : "m c"} lang={foreign}>
      <span class="vh">{props.authors[line.author]}. </span>
      {line.text}
    </p>
  );
}

function Waiting({ message, props }: { message: Pending; props: ThreadProps }) {
  const { words, outbox } = props;
  return (
    <>
      {message.internal ? (
        <Note text={message.text} name={props.self ?? ""} props={props} waiting />
      ) : (
        <p class="m a waiting">
          <span class="vh">{props.authors[props.own]}. </span>
          {message.text}
        </p>
      )}
      {message.state !== "refused" ? (
        <span class="at r">{message.state === "sent" ? words.sent : words.waiting_to_send}</span>
      ) : (
        <div class="fault r" role="alert">
          {words.not_sent} {message.error}{" "}
          <button type="button" class="btn s" onClick={() => outbox.retry(message.client_id)}>
            {words.retry}
          </button>{" "}
          <button type="button" class="btn s" onClick={() => props.onTakeBack(outbox.withdraw(message.client_id))}>
            {words.take_back}
          </button>
        </div>
      )}
    </>
  );
}

/** Keeps the end in view while the person is near it; otherwise offers to go there. */
function useBottom(count: number) {
  const log = useRef<HTMLDivElement>(null);
  const near = useRef(true);
  const [behind, setBehind] = useState(false);
  const toEnd = (): void => {
    if (log.current !== null) log.current.scrollTop = log.current.scrollHeight;
    setBehind(false);
  };
  const onScroll = (): void => {
    const box = log.current;
    if (box === null) return;
    near.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    if (near.current) setBehind(false);
  };
  useLayoutEffect(() => {
    if (near.current) toEnd();
    else setBehind(true);
  }, [count]);
  useEffect(() => {
    if (log.current === null || typeof ResizeObserver === "undefined") return undefined;
    const watch = new ResizeObserver(() => {
      if (near.current) toEnd();
    });
    watch.observe(log.current);
    return () => watch.disconnect();
  }, []);
  return { log, behind, toEnd, onScroll };
}

export function Thread(props: ThreadProps) {
  const { lines, pending } = props;
  const { log, behind, toEnd, onScroll } = useBottom(lines.length + pending.length);
  return (
    <div class="thread-box">
      <div
        class="thread"
        role="log"
        aria-live="polite"
        aria-label={props.label}
        ref={log}
        onScroll={onScroll}
        tabIndex={0}
      >
        <div class="thread-in">
          {props.head}
          {lines.map((line, index) => {
            const next = lines[index + 1];
            const day = dayOf(line, props);
            const before = lines[index - 1];
            const last = next === undefined || !sameGroup(line, next);
            return (
              <div class="turn" key={line.id} data-author={line.author}>
                {before !== undefined && dayOf(before, props) !== day && <p class="sys">{day}</p>}
                <Bubble line={line} props={props} />
                {last && line.author !== "system" && <Stamp line={line} props={props} />}
              </div>
            );
          })}
          {pending.map((message) => (
            <div class="turn" key={message.client_id} data-author={props.own}>
              <Waiting message={message} props={props} />
            </div>
          ))}
        </div>
      </div>
      {behind && (
        <button type="button" class="btn s jump" onClick={toEnd}>
          {props.jump}
        </button>
      )}
    </div>
  );
}
