// The transfer menu: the queues that may take this conversation, and a note for who comes next.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useAct } from "../common/hooks.ts";
import { Icon } from "../common/icons.tsx";
import { useOutside } from "../common/menu.tsx";
import { Fault, Key } from "../common/parts.tsx";
import type { Desk } from "./desk.ts";
import type { Conversation } from "./model.ts";

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

interface TransferProps {
  desk: Desk;
  conversation: Conversation;
  open: boolean;
  setOpen(open: boolean): void;
}

export function Transfer({ desk, conversation, open, setOpen }: TransferProps) {
  const trigger = useRef<HTMLButtonElement>(null);
  const box = useOutside(open, () => setOpen(false));
  const close = (): void => {
    setOpen(false);
    trigger.current?.focus();
  };
  return (
    <div
      class="menu-box end"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        close();
      }}
    >
      <button type="button" class="btn" ref={trigger} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="transfer" />
        <span class="label">{desk.words.transfer}</span> <Key>Alt</Key> <Key>T</Key>
      </button>
      {open && <TransferForm desk={desk} conversation={conversation} close={close} />}
    </div>
  );
}
