// "Pourquoi moi ?": one sentence, the timeline, the candidates with their score or their one reason, the formula.

import { useEffect, useRef, useState } from "preact/hooks";
import { useAct } from "../common/hooks.ts";
import { Icon } from "../common/icons.tsx";
import { Fault } from "../common/parts.tsx";
import type { Desk, Explanation } from "./desk.ts";
import type { Conversation, Me } from "./model.ts";

function clock(at_ms: number, zone: string, lang: string): string {
  return new Intl.DateTimeFormat(lang === "fr" ? "fr-FR" : "en-GB", {
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
    timeZone: zone,
  }).format(at_ms);
}

function Candidates({ desk, explanation }: { desk: Desk; explanation: Explanation }) {
  const { words, formats } = desk;
  const rows = explanation.candidates ?? [];
  if (rows.length === 0) return <p class="muted">{words.why_none}</p>;
  return (
    <table class="cands">
      <thead>
        <tr>
          <th scope="col">{words.why_who}</th>
          <th scope="col" class="num">
            {words.why_tier}
          </th>
          <th scope="col" class="num">
            {words.why_points}
          </th>
          <th scope="col">{words.why_reason}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.who} class={row.reason_code === "chosen" ? "chosen" : undefined}>
            <th scope="row">{row.who}</th>
            <td class="num">{row.tier == null ? "–" : formats.number(row.tier)}</td>
            <td class="num">{row.points == null ? "–" : formats.number(row.points)}</td>
            <td>{row.reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Body({ desk, explanation, me }: { desk: Desk; explanation: Explanation; me: Me }) {
  const { words, formats } = desk;
  return (
    <>
      <p class="f15">{explanation.summary}</p>
      <h3>{words.why_timeline}</h3>
      <ol class="timeline">
        {(explanation.timeline ?? []).map((step) => (
          <li key={`${step.at_ms} ${step.label}`}>
            <time class="tn">{clock(step.at_ms, me.zone, formats.lang)}</time>
            <span>{step.label}</span>
          </li>
        ))}
      </ol>
      <h3>{words.why_candidates}</h3>
      <Candidates desk={desk} explanation={explanation} />
      {explanation.formula ? (
        <>
          <h3>{words.why_formula}</h3>
          <p class="formula">{explanation.formula}</p>
        </>
      ) : null}
    </>
  );
}

export function Why({
  desk,
  conversation,
  me,
  close,
}: {
  desk: Desk;
  conversation: Conversation;
  me: Me;
  close(): void;
}) {
  const act = useAct();
  const [explanation, setExplanation] = useState<Explanation | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const load = (): void => void act.run(async () => setExplanation(await desk.explain(conversation.id)));
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    load();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [conversation.id]);
  return (
    <div
      class="side"
      role="dialog"
      aria-labelledby="why-title"
      tabIndex={-1}
      ref={panel}
      aria-busy={act.busy}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <header>
        <h2 id="why-title">{desk.words.why_title}</h2>
        <button type="button" class="btn q s" aria-label={desk.words.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="side-in">
        {explanation === null && conversation.why ? <p class="f15">{conversation.why}</p> : null}
        <Fault error={act.error} words={desk.words}>
          <button type="button" class="btn s" onClick={load}>
            {desk.words.retry}
          </button>
        </Fault>
        {explanation !== null && <Body desk={desk} explanation={explanation} me={me} />}
      </div>
    </div>
  );
}
