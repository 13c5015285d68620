// Where the agent writes. What is typed is a draft of its conversation and survives a reload.

import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { type Act, useAct, useSource } from "../common/hooks.ts";
import { Icon } from "../common/icons.tsx";
import { Fault, Key } from "../common/parts.tsx";
import { serverNow } from "../common/stream.ts";
import type { Desk } from "./desk.ts";
import { type Conversation, onlyNotes, type Reservation } from "./model.ts";

const MAX_HEIGHT_PX = 168;

/** As high as its text, up to a limit. */
export function fit(field: HTMLTextAreaElement | null): void {
  if (field === null || field.offsetParent === null) return; // hidden behind a tab: it has no height to take
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, MAX_HEIGHT_PX)}px`;
}

interface ComposerProps {
  desk: Desk;
  conversation: Conversation;
  reservation: Reservation | undefined;
  field: RefObject<HTMLTextAreaElement | null>;
  parkAct: Act;
  park(): void;
  hold(): void;
  note(): void;
}

function WrapUpRequest({ desk, reservation }: { desk: Desk; reservation: Reservation }) {
  const act = useAct();
  return (
    <>
      <button
        type="button"
        class="btn q s"
        aria-busy={act.busy}
        onClick={() => void act.run(() => desk.requestWrapUp(reservation.id))}
      >
        <Icon name="wrap-up" />
        {desk.words.request_wrap_up}
      </button>
      <Fault error={act.error} words={desk.words} />
    </>
  );
}

/** What the agent who leads can do with the customer's waiting. */
function Pauses({ desk, conversation, parkAct, park, hold }: ComposerProps) {
  const { words } = desk;
  return (
    <>
      <button type="button" class="btn q s" aria-busy={parkAct.busy} onClick={park}>
        <Icon name="parked" />
        {words.park} <Key>Alt</Key> <Key>P</Key>
      </button>
      <button type="button" class="btn q s" aria-busy={parkAct.busy} onClick={hold}>
        <Icon name="hold" />
        {conversation.state === "held" ? words.retrieve : words.hold} <Key>Alt</Key> <Key>H</Key>
      </button>
    </>
  );
}

function Writing(props: ComposerProps) {
  const { desk, conversation, reservation, field, note } = props;
  const { words } = desk;
  const draft = desk.drafts.of(conversation.id);
  const { text } = draft;
  const notes = onlyNotes(conversation);
  const internal = notes || draft.internal;
  // what was begun as a note stays one, also when a conference opens meanwhile
  const change = (value: string): void => desk.drafts.change(conversation.id, { text: value, internal });
  useLayoutEffect(() => fit(field.current), [text, conversation.id]);
  const send = (): void => {
    if (text.trim() === "") return;
    desk.outbox.add(conversation.id, text.trim(), serverNow(), internal);
    desk.drafts.change(conversation.id, { text: "", internal: false });
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    send();
  };
  return (
    <div class={internal ? "box internal" : "box"}>
      <textarea
        ref={field}
        rows={2}
        aria-label={internal ? words.your_note : words.your_message}
        placeholder={internal ? words.write_note : words.write}
        value={text}
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="tools">
        {!notes && (
          <button type="button" class="btn q s" aria-pressed={internal} onClick={note}>
            <Icon name="note" />
            {words.internal_note} <Key>Alt</Key> <Key>N</Key>
          </button>
        )}
        {conversation.leads && <Pauses {...props} />}
        {reservation?.wrap_up_mode === "on_request" && <WrapUpRequest desk={desk} reservation={reservation} />}
        <button type="button" class="btn p send" onClick={send}>
          {internal ? words.send_note : words.send} <Key>{words.enter}</Key>
        </button>
      </div>
    </div>
  );
}

export function Composer(props: ComposerProps) {
  const { desk, conversation, parkAct, park } = props;
  const { words } = desk;
  useSource(desk.drafts);
  return (
    <div class="compose">
      {conversation.state === "wrapping" && <p class="muted">{words.wrapping}</p>}
      {conversation.state === "held" && conversation.leads && <p class="muted">{words.held}</p>}
      {conversation.state === "parked" && (
        <div class="row wrap-line">
          <p class="muted grow">{words.parked}</p>
          <button type="button" class="btn" aria-busy={parkAct.busy} onClick={park}>
            {words.unpark} <Key>Alt</Key> <Key>P</Key>
          </button>
        </div>
      )}
      {(conversation.state === "connected" || conversation.state === "held") && <Writing {...props} />}
      <Fault error={parkAct.error} words={words} />
    </div>
  );
}
