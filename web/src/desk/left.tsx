// The left column: what rings, then my conversations with their clocks.

import { type Act, useNow, useSource } from "../common/hooks.ts";
import { Icon, type IconName } from "../common/icons.tsx";
import { Fault, Key } from "../common/parts.tsx";
import type { Hand } from "./app.tsx";
import type { Desk } from "./desk.ts";
import {
  activityLabel,
  answerBefore,
  type Conversation,
  channelIcon,
  conversationList,
  type DeskState,
  lastSaid,
  messageList,
  type Reservation,
  reservationOf,
} from "./model.ts";
import { NotResponding, Ringing } from "./ringing.tsx";

function Clock({
  desk,
  conversation,
  reservation,
}: {
  desk: Desk;
  conversation: Conversation;
  reservation: Reservation | undefined;
}) {
  const now_ms = useNow();
  if (conversation.state === "wrapping" && reservation?.wrap_due_ms) {
    return <span class="t">{desk.formats.duration(reservation.wrap_due_ms - now_ms)}</span>;
  }
  const last = lastSaid(conversation);
  return <span class="t">{desk.formats.duration(now_ms - (last?.at_ms ?? conversation.accepted_ms))}</span>;
}

function Promised({ desk, before_ms }: { desk: Desk; before_ms: number }) {
  const left_ms = before_ms - useNow();
  const { words, formats } = desk;
  return (
    <span class="late">
      {left_ms >= 0 ? words.before(formats.duration(left_ms)) : words.overdue(formats.duration(-left_ms))}
    </span>
  );
}

function Meta({
  desk,
  conversation,
  reservation,
}: {
  desk: Desk;
  conversation: Conversation;
  reservation: Reservation | undefined;
}) {
  const { words } = desk;
  const seen = desk.drafts.of(conversation.id).seen;
  const unread = messageList(conversation).filter((one) => one.author === "customer" && one.id > seen).length;
  const before_ms = answerBefore(conversation, reservation);
  return (
    <span class="meta">
      <span class="tag cut">{conversation.programme.name}</span>
      {unread > 0 && (
        <span class="new">
          <span aria-hidden="true">{unread}</span>
          <span class="vh">{words.unread(unread)}</span>
        </span>
      )}
      {conversation.state === "parked" && <span class="cut">{words.waits_for_customer}</span>}
      {conversation.state === "held" && conversation.leads && <span class="cut">{words.states.hold}</span>}
      {conversation.state !== "wrapping" && !conversation.leads && (
        <span class="cut">{conversation.conference ? words.states.conference : words.states.consult}</span>
      )}
      {conversation.state === "wrapping" && (
        <>
          <span class="st" data-state="wrap-up">
            {words.states["wrap-up"]}
          </span>
          {reservation?.disposition_required && <span class="late">{words.to_qualify}</span>}
        </>
      )}
      {before_ms !== null && <Promised desk={desk} before_ms={before_ms} />}
    </span>
  );
}

interface ItemProps {
  desk: Desk;
  conversation: Conversation;
  reservation: Reservation | undefined;
  current: boolean;
  place: number;
  choose(): void;
}

function rowIcon(conversation: Conversation): IconName {
  if (conversation.state === "parked") return "parked";
  if (conversation.state !== "wrapping" && !conversation.leads) return "consult";
  return conversation.state === "wrapping" ? "wrap-up" : channelIcon(conversation.channel);
}

function Item({ desk, conversation, reservation, current, place, choose }: ItemProps) {
  const waiting = desk.outbox.of(conversation.id).at(-1);
  const last = lastSaid(conversation);
  const draft = current ? "" : desk.drafts.of(conversation.id).text;
  return (
    <li>
      <button
        type="button"
        class="conv"
        aria-current={current}
        onClick={choose}
        title={place <= 6 ? `Ctrl ${place}` : undefined}
      >
        <Icon name={rowIcon(conversation)} />
        <span class="nm cut">{conversation.customer.name || desk.words.unknown_customer}</span>
        <Clock desk={desk} conversation={conversation} reservation={reservation} />
        <span class="tx cut">
          {draft !== "" && <Icon name="wrap-up" small />}{" "}
          {draft || waiting?.text || last?.text || desk.words.no_message}
        </span>
        <Meta desk={desk} conversation={conversation} reservation={reservation} />
      </button>
    </li>
  );
}

function Empty({ desk, state, act }: { desk: Desk; state: DeskState; act: Act }) {
  const { me } = state;
  const current = me.activities.find((activity) => activity.code === me.activity);
  if (me.status === "not_responding") return null;
  if (current?.routable !== false) return <p class="empty">{desk.words.none_available}</p>;
  const back = me.activities.find((activity) => activity.routable);
  return (
    <div class="empty">
      <p>{desk.words.none_away(activityLabel(me, me.activity))}</p>
      {back !== undefined && (
        <button
          type="button"
          class="btn"
          aria-busy={act.busy}
          onClick={() => void act.run(() => desk.setActivity(back.code))}
        >
          {desk.words.go_available} <Key>Alt</Key> <Key>A</Key>
        </button>
      )}
    </div>
  );
}

/** Texts whose conversation left the desk before they could be sent: kept until the agent has read them. */
function Orphans({ desk, state }: { desk: Desk; state: DeskState }) {
  const lost = desk.outbox.messages.filter(
    (one) => one.state === "refused" && !(one.conversation in (state.conversations ?? {})),
  );
  return lost.map((message) => (
    <div class="notice" role="alert" key={message.client_id}>
      <p>{message.error || desk.words.not_sent}</p>
      <blockquote>{message.text}</blockquote>
      <button type="button" class="btn s" onClick={() => void desk.outbox.withdraw(message.client_id)}>
        {desk.words.close}
      </button>
    </div>
  ));
}

export function Left({ hand }: { hand: Hand }) {
  const { desk, state } = hand;
  useSource(desk.drafts);
  useSource(desk.outbox);
  const conversations = conversationList(state);
  const { used, total } = state.me.places;
  return (
    <aside class="left" aria-label={desk.words.my_conversations} data-region tabIndex={-1}>
      {hand.activityAct.error !== null && (
        <div class="notice">
          <Fault error={hand.activityAct.error} words={desk.words} />
        </div>
      )}
      <Ringing hand={hand} />
      <NotResponding desk={desk} state={state} />
      <Orphans desk={desk} state={state} />
      <div class="sec">
        <h2>{desk.words.conversations}</h2>
        <span>{desk.words.places_used(used, total)}</span>
      </div>
      <ul class="convs">
        {conversations.map((conversation, index) => (
          <Item
            key={conversation.id}
            desk={desk}
            conversation={conversation}
            reservation={reservationOf(state, conversation)}
            current={conversation.id === hand.conversation?.id}
            place={index + 1}
            choose={() => hand.open(conversation.id)}
          />
        ))}
      </ul>
      {conversations.length === 0 && <Empty desk={desk} state={state} act={hand.activityAct} />}
    </aside>
  );
}
