// Whom to ask: a queue of the programme, or one of its agents who are ready now; and the question, a note to him.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useAct } from "../common/hooks.ts";
import { Fault } from "../common/parts.tsx";
import { serverNow } from "../common/stream.ts";
import type { Colleagues, Desk } from "./desk.ts";
import type { Conversation } from "./model.ts";
import { Pop, type PopProps } from "./pop.tsx";

interface Option {
  key: string;
  label: string;
  beside: string;
  whom: { queue: number; agent?: number };
}

/** One list: queues with somebody free, then their ready agents. */
function options(desk: Desk, found: Colleagues): Option[] {
  const { words } = desk;
  const queues = found.queues
    .filter((one) => one.free > 0)
    .map(({ queue, label, free }) => ({ key: `q${queue}`, label, beside: words.free(free), whom: { queue } }));
  const agents = found.agents.map(({ agent, alias, site, queue }) => ({
    key: `a${agent}`,
    label: alias,
    beside: site,
    whom: { queue, agent },
  }));
  return [...queues, ...agents];
}

function ConsultForm({ desk, conversation, close }: { desk: Desk; conversation: Conversation; close(): void }) {
  const { words } = desk;
  const [look, ask] = [useAct(), useAct()];
  const [found, setFound] = useState<Option[] | null>(null);
  const [chosen, setChosen] = useState("");
  const [question, setQuestion] = useState("");
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const load = (): void => void look.run(async () => setFound(options(desk, await desk.colleagues(conversation.id))));
  useLayoutEffect(load, []);
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>("input, button")?.focus(), [found]);
  const whom = found?.find((one) => one.key === chosen);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setMissing(whom === undefined);
    if (whom === undefined || !(await ask.run(() => desk.consult(conversation.id, whom.whom)))) return;
    if (question.trim() !== "") desk.outbox.add(conversation.id, question.trim(), serverNow(), true);
    close();
  };
  return (
    <form class="pop" ref={form} onSubmit={submit} aria-label={words.consult_whom} aria-busy={look.busy}>
      <fieldset class="options">
        <legend>{words.consult_whom}</legend>
        {found?.length === 0 && <p class="muted">{words.consult_none}</p>}
        {(found ?? []).map((one) => (
          <label class="option" key={one.key}>
            <input type="radio" name="whom" checked={chosen === one.key} onChange={() => setChosen(one.key)} />
            <span class="grow cut">{one.label}</span>
            <span class="soft f12 nw">{one.beside}</span>
          </label>
        ))}
      </fieldset>
      {found !== null && found.length > 0 && (
        <textarea
          rows={2}
          aria-label={words.consult_question}
          placeholder={words.consult_question}
          value={question}
          onInput={(event) => setQuestion(event.currentTarget.value)}
        />
      )}
      {missing && whom === undefined && (
        <p class="fault" role="alert">
          {words.consult_choose}
        </p>
      )}
      <Fault error={look.error ?? ask.error} words={words} />
      <div class="row end">
        <button type="button" class="btn q" onClick={close}>
          {words.cancel}
        </button>
        {found?.length === 0 || look.error !== null ? (
          <button type="button" class="btn" aria-busy={look.busy} onClick={load}>
            {words.retry}
          </button>
        ) : (
          <button type="submit" class="btn p cut" aria-busy={ask.busy}>
            {whom === undefined ? words.consult : words.consult_do(whom.label)}
          </button>
        )}
      </div>
    </form>
  );
}

export function Consult({ desk, conversation, open, setOpen }: PopProps) {
  return (
    <Pop icon="consult" label={desk.words.consult} letter="K" open={open} setOpen={setOpen}>
      {(close) => <ConsultForm desk={desk} conversation={conversation} close={close} />}
    </Pop>
  );
}
