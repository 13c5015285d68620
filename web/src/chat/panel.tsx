// The dialog of the chat: form, queue, messages, end. A sheet on a phone, a corner panel elsewhere.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useAct, useSource } from "../common/hooks.ts";
import { Icon } from "../common/icons.tsx";
import { LinkLine } from "../common/linkline.tsx";
import type { Outbox } from "../common/outbox.ts";
import { Fault } from "../common/parts.tsx";
import type { Stream } from "../common/stream.ts";
import type { Line } from "../common/thread.tsx";
import { Thread } from "../common/thread.tsx";
import { Composer } from "./composer.tsx";
import { type ChatState, lines } from "./model.ts";
import { StartForm } from "./start.tsx";
import type { Visit } from "./visit.ts";

const LONG_WAIT_MS = 15 * 60_000;

function waitWords(visit: Visit, estimated_wait_ms: number): string {
  const { words } = visit;
  if (estimated_wait_ms < 60_000) return words.wait_soon;
  if (estimated_wait_ms > LONG_WAIT_MS) return words.wait_long;
  return words.wait_minutes(Math.ceil(estimated_wait_ms / 60_000));
}

/** What is happening, in words: the queue, the person who answers, the end. */
function Status({ visit, state }: { visit: Visit; state: ChatState }) {
  const { words } = visit;
  const { conversation } = state;
  const answered = lines(state).some((line) => line.author === "agent");
  const parts: string[] = [];
  if (conversation.state === "queued") {
    parts.push(words.queued);
    if (conversation.position) parts.push(words.position(conversation.position));
    if (conversation.estimated_wait_ms != null) parts.push(waitWords(visit, conversation.estimated_wait_ms));
  } else if (conversation.held) parts.push(words.held);
  else if (conversation.state === "connected" && conversation.agent && !answered)
    parts.push(words.answering(conversation.agent.alias));
  else if (conversation.state === "parked") parts.push(words.parked);
  return (
    <div class="status" role="status">
      {parts.map((part) => (
        <p key={part}>{part}</p>
      ))}
    </div>
  );
}

function Ended({ visit, state }: { visit: Visit; state: ChatState }) {
  const { words } = visit;
  return (
    <div class="ended" role="status">
      <p class="strong">
        {visit.left || state.conversation.ended_by === "customer" ? words.ended_by_you : words.ended}
      </p>
      <p class="muted">{words.ended_text}</p>
      <button type="button" class="btn p" onClick={() => visit.forget()}>
        {words.again}
      </button>
    </div>
  );
}

interface TalkProps {
  visit: Visit;
  stream: Stream<ChatState>;
  outbox: Outbox;
}

function Talk({ visit, stream, outbox }: TalkProps) {
  useSource(stream);
  useSource(outbox);
  const [taken, setTaken] = useState("");
  const { state, link, lost_since_ms } = stream.view;
  const { words, formats } = visit;
  if (link === "closed") return <Gone visit={visit} />;
  const shown = state === null ? firstLine(visit) : lines(state);
  return (
    <>
      <LinkLine link={link} lost_since_ms={lost_since_ms} outbox={outbox} words={words} formats={formats} />
      <Thread
        lines={shown}
        pending={outbox.messages}
        outbox={outbox}
        words={words}
        formats={formats}
        own="customer"
        known={state?.conversation.agent?.alias ?? ""}
        label={words.dialog(visit.brand)}
        jump={words.write}
        authors={{ customer: words.you, agent: words.service, system: words.service }}
        onTakeBack={setTaken}
      />
      {state !== null && <Status visit={visit} state={state} />}
      {state?.conversation.state === "ended" ? (
        <Ended visit={visit} state={state} />
      ) : (
        <Composer visit={visit} taken={taken} forgetTaken={() => setTaken("")} />
      )}
    </>
  );
}

/** Before the first snapshot of a conversation just begun, its first message already stands there. */
function firstLine(visit: Visit): Line[] {
  if (visit.start === null) return [];
  return [{ id: 0, author: "customer", name: "", text: visit.start.text, at_ms: Date.now(), client_id: null }];
}

function Gone({ visit }: { visit: Visit }) {
  const { words } = visit;
  return (
    <div class="ended" role="status">
      <p class="strong">{words.expired}</p>
      <p class="muted">{words.expired_text}</p>
      <button type="button" class="btn p" onClick={() => visit.forget()}>
        {words.again}
      </button>
    </div>
  );
}

/** The first message is on its way and no conversation exists yet. */
function Leaving({ visit }: { visit: Visit }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 1_500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="leaving">
      <p class="m a waiting">{visit.start?.text}</p>
      <span class="at r">{visit.words.waiting_to_send}</span>
      <p class="status" role="status">
        {slow ? visit.words.start_kept : visit.words.starting}
      </p>
    </div>
  );
}

function EndQuestion({ visit, close }: { visit: Visit; close(): void }) {
  const act = useAct();
  const { words } = visit;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>("button")?.focus(), []);
  return (
    <div class="ask" role="alertdialog" aria-label={words.end_question} ref={box}>
      <p class="strong">{words.end_question}</p>
      <div class="row">
        <button type="button" class="btn" onClick={close}>
          {words.end_no}
        </button>
        <button
          type="button"
          class="btn p"
          aria-busy={act.busy}
          onClick={() => void act.run(() => visit.end()).then((done) => done && close())}
        >
          {words.end_yes}
        </button>
      </div>
      <Fault error={act.error} words={words} />
    </div>
  );
}

function Head({ visit, reduce, ask }: { visit: Visit; reduce(): void; ask: (() => void) | null }) {
  const { words, brand } = visit;
  const alias = visit.stream?.view.state?.conversation.agent?.alias;
  return (
    <div class="wh">
      <span class="av" aria-hidden="true">
        {Array.from(alias ?? brand)[0]?.toUpperCase()}
      </span>
      <div class="grow">
        <h2 class="cut">{alias ?? brand}</h2>
        <p class="cut">{alias === undefined ? words.service : words.role(brand)}</p>
      </div>
      <button type="button" class="x" aria-label={words.reduce} onClick={reduce}>
        <Icon name="down" />
      </button>
      {ask !== null && (
        <button type="button" class="x" aria-label={words.end} onClick={ask}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}

/** Tab stays in the dialog where it covers the page; elsewhere the shop stays within reach. */
function keepInside(event: KeyboardEvent, panel: HTMLElement): void {
  if (event.key !== "Tab" || !window.matchMedia("(max-width: 599px)").matches) return;
  const stops = Array.from(panel.querySelectorAll<HTMLElement>("button, input, textarea, a[href], [tabindex='0']"));
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}

export function Panel({ visit, reduce }: { visit: Visit; reduce(): void }) {
  useSource(visit);
  const [asking, setAsking] = useState(false);
  const panel = useRef<HTMLElement>(null);
  const { words, stream, outbox } = visit;
  const state = stream?.view.state ?? null;
  const running = state !== null && state.conversation.state !== "ended" && stream?.view.link !== "closed";
  useLayoutEffect(() => {
    const first = panel.current?.querySelector<HTMLElement>("textarea, input");
    (first ?? panel.current)?.focus();
  }, [visit.begun]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      if (asking) setAsking(false);
      else reduce();
    } else if (panel.current !== null) keepInside(event, panel.current);
  };
  const days = state?.conversation.retention_days;
  return (
    <section
      class="w"
      role="dialog"
      aria-label={words.dialog(visit.brand)}
      ref={panel}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <Head visit={visit} reduce={reduce} ask={running ? () => setAsking(true) : null} />
      {asking && running && <EndQuestion visit={visit} close={() => setAsking(false)} />}
      {stream !== null && outbox !== null ? (
        <Talk key={stream.view.state?.conversation.id} visit={visit} stream={stream} outbox={outbox} />
      ) : visit.start !== null ? (
        <Leaving visit={visit} />
      ) : (
        <StartForm visit={visit} />
      )}
      {days !== undefined && <p class="fn">{words.retention(days)}</p>}
    </section>
  );
}
