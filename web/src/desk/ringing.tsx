// The ringing reservation: a card above everything that never takes the focus, and is announced at once.

import { useEffect, useState } from "preact/hooks";
import { queueBeside } from "../common/format.ts";
import { type Act, useAct, useNow } from "../common/hooks.ts";
import { Fault, Key, Since } from "../common/parts.tsx";
import type { Hand } from "./app.tsx";
import type { Desk } from "./desk.ts";
import type { DeskState, Reservation } from "./model.ts";
import { ringingList } from "./model.ts";
import { ring } from "./sound.ts";

const RADIUS = 19;
const AROUND = 2 * Math.PI * RADIUS;

function Countdown({ desk, from_ms, due_ms }: { desk: Desk; from_ms: number; due_ms: number }) {
  const now_ms = useNow();
  const left_ms = Math.max(0, due_ms - now_ms);
  const seconds = Math.ceil(left_ms / 1_000);
  const share = due_ms > from_ms ? Math.min(1, left_ms / (due_ms - from_ms)) : 0;
  return (
    <svg class="cd" viewBox="0 0 44 44" role="img" aria-label={desk.words.seconds_left(seconds)}>
      <circle class="cd-track" cx="22" cy="22" r={RADIUS} />
      <circle
        class="cd-left"
        cx="22"
        cy="22"
        r={RADIUS}
        stroke-dasharray={AROUND}
        stroke-dashoffset={AROUND * (1 - share)}
        transform="rotate(-90 22 22)"
      />
      <text x="22" y="27" text-anchor="middle">
        {seconds}
      </text>
    </svg>
  );
}

/** What rings: a contact of its channel, or a colleague who asks for advice. */
function ringTitle(desk: Desk, reservation: Reservation): string {
  const { words } = desk;
  if (reservation.asked_by) return words.states.consult ?? "";
  return words.ringing[reservation.channel] ?? reservation.channel;
}

interface CardProps {
  desk: Desk;
  reservation: Reservation;
  first: boolean;
  act: Act;
  accept(reservation: Reservation): void;
  reject(reservation: Reservation): void;
}

function RingingCard({ desk, reservation, first, act, accept, reject }: CardProps) {
  const { words, formats } = desk;
  const title = ringTitle(desk, reservation);
  const heading = `ring-${reservation.id}`;
  return (
    <section class="ringcard" aria-labelledby={heading} data-state="ringing">
      <div class="head">
        {reservation.due_ms ? (
          <Countdown desk={desk} from_ms={reservation.made_ms} due_ms={reservation.due_ms} />
        ) : null}
        <div class="grow">
          <h2 id={heading}>{title}</h2>
          <div class="muted two-lines">
            {reservation.programme}, {queueBeside(reservation.programme, reservation.queue)}
          </div>
        </div>
      </div>
      <p class="muted f12">
        {reservation.customer_name !== "" && <b class="med">{reservation.customer_name}. </b>}
        {reservation.asked_by ? (
          words.asks(reservation.asked_by)
        ) : (
          <>
            {words.waits}{" "}
            <b class="med">
              <Since at_ms={reservation.waiting_since_ms} formats={formats} />
            </b>
            {reservation.target_ms > 0 && <>, {words.target(formats.duration(reservation.target_ms))}</>}.
          </>
        )}
        {reservation.accept === "automatic" && <> {words.automatic}.</>}
      </p>
      <div class="btns">
        <button type="button" class="btn p" aria-busy={act.busy} onClick={() => accept(reservation)}>
          {words.accept} {first && <Key>F2</Key>}
        </button>
        {reservation.may_reject && (
          <button type="button" class="btn" aria-busy={act.busy} onClick={() => reject(reservation)}>
            {words.decline} {first && <Key>F4</Key>}
          </button>
        )}
      </div>
      {first && <Fault error={act.error} words={words} />}
    </section>
  );
}

/** Says a new reservation once, whatever else the person is doing. */
export function RingingVoice({ desk, state }: { desk: Desk; state: DeskState }) {
  const [said, setSaid] = useState("");
  const first = ringingList(state)[0];
  const id = first?.id ?? 0;
  useEffect(() => {
    if (first === undefined) {
      setSaid("");
      return;
    }
    const what = ringTitle(desk, first);
    const seconds = first.due_ms ? Math.round((first.due_ms - first.made_ms) / 1_000) : 0;
    setSaid(desk.words.ring_announce(what, first.programme, seconds));
    ring();
  }, [id]);
  return (
    <div class="vh" role="alert" aria-live="assertive">
      {said}
    </div>
  );
}

export function Ringing({ hand }: { hand: Hand }) {
  return ringingList(hand.state).map((reservation, index) => (
    <RingingCard
      key={reservation.id}
      desk={hand.desk}
      reservation={reservation}
      first={index === 0}
      act={hand.ringAct}
      accept={(one) => void hand.accept(one)}
      reject={hand.reject}
    />
  ));
}

/** The proposal ran out: the state says so until the agent is back. */
export function NotResponding({ desk, state }: { desk: Desk; state: DeskState }) {
  const act = useAct();
  const back = state.me.activities.find((activity) => activity.routable);
  if (state.me.status !== "not_responding" || back === undefined) return null;
  return (
    <section class="notice" data-state="not-responding">
      <p>{desk.words.not_responding}</p>
      <button
        type="button"
        class="btn"
        aria-busy={act.busy}
        onClick={() => void act.run(() => desk.setActivity(back.code))}
      >
        {desk.words.resume} <Key>Alt</Key> <Key>A</Key>
      </button>
      <Fault error={act.error} words={desk.words} />
    </section>
  );
}
