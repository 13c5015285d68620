// "Pourquoi moi ?": one sentence, the timeline, the candidates with their score or their one reason, the formula.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { MISSING } from "../common/format.ts";
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

// Who stood in the line at that moment: what parted them were the points, not a bar.
const ABLE = new Set(["chosen", "able", "later_tier", "fewer_points", "more_loaded", "ready_later"]);

type Candidate = NonNullable<Explanation["candidates"]>[number];

/** Who could have taken it, with the points that decided. */
function Able({ desk, rows }: { desk: Desk; rows: Candidate[] }) {
  const { words, formats } = desk;
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
        {rows.map((row, index) => (
          <tr key={index} class={row.reason_code === "chosen" ? "chosen" : undefined}>
            <th scope="row">{row.who}</th>
            <td class="num">{row.tier == null ? MISSING : formats.number(row.tier)}</td>
            <td class="num">{row.points == null ? MISSING : formats.number(row.points)}</td>
            <td>{row.reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who could not, by the one reason; the names one press away, because there may be thousands. */
function Unable({ desk, rows }: { desk: Desk; rows: Candidate[] }) {
  const reasons = new Map<string, string[]>();
  for (const row of rows) reasons.set(row.reason, [...(reasons.get(row.reason) ?? []), row.who]);
  return (
    <div class="unable">
      {[...reasons].map(([reason, names]) => (
        <details key={reason}>
          <summary>
            {reason} <span class="tn soft">{desk.formats.number(names.length)}</span>
          </summary>
          <p class="muted f12">{names.join(", ")}</p>
        </details>
      ))}
    </div>
  );
}

function Candidates({ desk, explanation }: { desk: Desk; explanation: Explanation }) {
  const rows = explanation.candidates ?? [];
  if (rows.length === 0) return <p class="muted">{desk.words.why_none}</p>;
  const able = rows.filter((row) => ABLE.has(row.reason_code));
  return (
    <>
      {able.length > 0 && <Able desk={desk} rows={able} />}
      <Unable desk={desk} rows={rows.filter((row) => !ABLE.has(row.reason_code))} />
    </>
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
  useLayoutEffect(() => {
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
      <div class="side-in" tabIndex={0}>
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
