// The disposition: a reason in two choices by number keys, a detail, then the end. Open from the start of the contact.

import { useState } from "preact/hooks";
import { useAct, useNow, useSource } from "../common/hooks.ts";
import { Fault, Key } from "../common/parts.tsx";
import type { Desk } from "./desk.ts";
import type { Conversation, Reason, Reservation } from "./model.ts";
import { chosenReason } from "./reasons.ts";

interface ChoiceListProps {
  name: string;
  label: string;
  reasons: Reason[];
  chosen: number | null;
  radios: boolean;
  choose(reason: Reason): void;
}

function ChoiceList({ name, label, reasons, chosen, radios, choose }: ChoiceListProps) {
  return (
    <div role="radiogroup" aria-label={label}>
      {reasons.map((reason, index) => (
        <label class={reason.id === chosen ? "reason on" : "reason"} key={reason.id}>
          <input type="radio" name={name} class="vh" checked={reason.id === chosen} onChange={() => choose(reason)} />
          {radios && <span class="radio" aria-hidden="true" />}
          <span class="grow">{reason.label}</span>
          {index < 9 && <Key>{index + 1}</Key>}
        </label>
      ))}
    </div>
  );
}

function WrapClock({ desk, reservation }: { desk: Desk; reservation: Reservation }) {
  const now_ms = useNow();
  const { words, formats } = desk;
  if (!reservation.wrap_due_ms) return <span>{words.states["wrap-up"]}</span>;
  const left_ms = reservation.wrap_due_ms - now_ms;
  return <span class="tn">{left_ms > 0 ? words.wrap_left(formats.duration(left_ms)) : words.wrap_over}</span>;
}

function Tree({ desk, conversation }: { desk: Desk; conversation: Conversation }) {
  const { words, drafts } = desk;
  const reasons = conversation.dispositions ?? [];
  const draft = drafts.of(conversation.id);
  const first = reasons.find((one) => one.id === draft.reason);
  const choose = (reason: Reason): void => drafts.change(conversation.id, { reason: reason.id, detail: null });
  const detail = (reason: Reason): void => drafts.change(conversation.id, { detail: reason.id });
  return (
    <div class="tree">
      <ChoiceList
        name="reason"
        label={words.reason_first}
        reasons={reasons}
        chosen={draft.reason}
        radios={false}
        choose={choose}
      />
      {(first?.children ?? []).length === 0 ? (
        <p class="soft f12 alone">{first === undefined ? words.reason_before : words.reason_alone}</p>
      ) : (
        <ChoiceList
          name="detail"
          label={words.reason_second}
          reasons={first?.children ?? []}
          chosen={draft.detail}
          radios
          choose={detail}
        />
      )}
    </div>
  );
}

interface DispositionProps {
  desk: Desk;
  conversation: Conversation;
  reservation: Reservation | undefined;
}

export function Disposition({ desk, conversation, reservation }: DispositionProps) {
  useSource(desk.drafts);
  const { words, drafts } = desk;
  const act = useAct();
  const [missing, setMissing] = useState(false);
  const reasons = conversation.dispositions ?? [];
  const draft = drafts.of(conversation.id);
  const chosen = chosenReason(reasons, draft.reason, draft.detail);
  const required = reservation?.disposition_required === true && reasons.length > 0;
  const wrapping = conversation.state === "wrapping";
  const finish = (): void => {
    setMissing(required && chosen === null);
    if (required && chosen === null) document.querySelector<HTMLElement>(".tree input")?.focus();
    else void act.run(() => desk.finish(conversation, chosen, draft.note.trim()));
  };
  return (
    <section class="card wrap" id="disposition" tabIndex={-1} aria-labelledby="disposition-title">
      <div class="row">
        <h2 id="disposition-title">{words.disposition}</h2>
        <span class={wrapping ? "st push" : "soft f12 push"} data-state={wrapping ? "wrap-up" : undefined}>
          {wrapping && reservation !== undefined ? (
            <WrapClock desk={desk} reservation={reservation} />
          ) : required ? (
            words.disposition_hint
          ) : (
            words.disposition_optional
          )}
        </span>
      </div>
      {reasons.length === 0 ? (
        <p class="muted">{words.disposition_none}</p>
      ) : (
        <Tree desk={desk} conversation={conversation} />
      )}
      <textarea
        id="disposition-note"
        class="note-field"
        aria-label={words.note}
        placeholder={words.note}
        rows={2}
        value={draft.note}
        onInput={(event) => drafts.change(conversation.id, { note: event.currentTarget.value })}
      />
      {missing && chosen === null && (
        <p class="fault" role="alert">
          {words.choose_reason}
        </p>
      )}
      <Fault error={act.error} words={words} />
      <div class="row end">
        <button type="button" class="btn p" aria-busy={act.busy} onClick={finish}>
          {wrapping ? words.finish_wrap : words.finish}
        </button>
      </div>
    </section>
  );
}
