// The transfer menu: the queues that may take this conversation, and a note for who comes next.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useAct } from "../common/hooks.ts";
import { Fault } from "../common/parts.tsx";
import type { Desk } from "./desk.ts";
import type { Conversation } from "./model.ts";
import { Pop, type PopProps } from "./pop.tsx";

function TransferForm({ desk, conversation, close }: { desk: Desk; conversation: Conversation; close(): void }) {
  const { words } = desk;
  const act = useAct();
  const [queue, setQueue] = useState<number | null>(null);
  const [note, setNote] = useState("");
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const targets = conversation.transfer_targets ?? [];
  const chosen = targets.find((target) => target.queue === queue);
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>("input, button")?.focus(), []);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setMissing(queue === null);
    if (queue !== null && (await act.run(() => desk.transfer(conversation.id, queue, note.trim())))) close();
  };
  return (
    <form class="pop" ref={form} onSubmit={submit} aria-label={words.transfer_to}>
      <fieldset class="options">
        <legend>{words.transfer_to}</legend>
        {targets.length === 0 && <p class="muted">{words.transfer_none}</p>}
        {targets.map((target) => (
          <label class="option" key={target.queue}>
            <input type="radio" name="queue" checked={queue === target.queue} onChange={() => setQueue(target.queue)} />
            <span class="grow">{target.label}</span>
          </label>
        ))}
      </fieldset>
      {targets.length > 0 && (
        <textarea
          rows={2}
          aria-label={words.transfer_note}
          placeholder={words.transfer_note}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      )}
      {missing && queue === null && (
        <p class="fault" role="alert">
          {words.transfer_choose}
        </p>
      )}
      <Fault error={act.error} words={words} />
      <div class="row end">
        <button type="button" class="btn q" onClick={close}>
          {words.cancel}
        </button>
        {targets.length > 0 && (
          <button type="submit" class="btn p cut" aria-busy={act.busy}>
            {chosen === undefined ? words.transfer : words.transfer_do(chosen.label)}
          </button>
        )}
      </div>
    </form>
  );
}

export function Transfer({ desk, conversation, open, setOpen }: PopProps) {
  return (
    <Pop icon="transfer" label={desk.words.transfer} letter="T" open={open} setOpen={setOpen}>
      {(close) => <TransferForm desk={desk} conversation={conversation} close={close} />}
    </Pop>
  );
}
