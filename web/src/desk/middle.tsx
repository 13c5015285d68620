// The conversation in hand: who, since when, what can be done with it, the thread, the composer.

import { useEffect } from "preact/hooks";
import { useSource } from "../common/hooks.ts";
import { Fault, Key, Since } from "../common/parts.tsx";
import { Thread } from "../common/thread.tsx";
import type { Hand } from "./app.tsx";
import { Company } from "./company.tsx";
import { Composer } from "./composer.tsx";
import { Consult } from "./consult.tsx";
import type { Desk } from "./desk.ts";
import { type Conversation, type Me, messageList, reservationOf } from "./model.ts";
import { Transfer } from "./transfer.tsx";

interface MiddleProps {
  hand: Hand;
  why(): void;
}

function Head({ props, conversation }: { props: MiddleProps; conversation: Conversation }) {
  const { desk, state, endAct, form, setForm, showRight } = props.hand;
  const { words, formats } = desk;
  const { customer, programme } = conversation;
  const live = conversation.leads && (conversation.state === "connected" || conversation.state === "held");
  const popOf = (name: "transfer" | "consult") => ({
    desk,
    conversation,
    open: form === name,
    setOpen: (open: boolean) => setForm(open ? name : ""),
  });
  return (
    <div class="chead">
      <div class="grow">
        <h2 class="cut">{customer.name || words.unknown_customer}</h2>
        <div class="muted f12 row">
          <span class="cut">{words.under_name(programme.brand || programme.name, state.me.alias)}</span>
          <button type="button" class="link nw" onClick={props.why}>
            {words.why}
          </button>
        </div>
      </div>
      <span class="muted elapsed" title={words.elapsed}>
        <Since at_ms={conversation.accepted_ms} formats={formats} />
      </span>
      {live && <Consult {...popOf("consult")} />}
      {live && <Transfer {...popOf("transfer")} />}
      {conversation.state !== "wrapping" && (
        <button type="button" class="btn" aria-busy={endAct.busy} onClick={() => void props.hand.end()}>
          <span class="label">{conversation.leads ? words.end : words.leave}</span> <Key>Alt</Key> <Key>Q</Key>
        </button>
      )}
      <button type="button" class="btn drawer-only" onClick={showRight} aria-label={words.show_right}>
        <span class="label">{words.tab_right}</span> <Key>Alt</Key> <Key>I</Key>
      </button>
    </div>
  );
}

/** The day, when the contact entered the queue, and how long the customer had waited. */
function Opening({ desk, conversation, me }: { desk: Desk; conversation: Conversation; me: Me }) {
  const { words, formats } = desk;
  const day = formats.dayAndDate(conversation.queued_at_ms, me.zone);
  const today = day === formats.dayAndDate(Date.now(), me.zone) ? words.today : day;
  return (
    <p class="sys">
      {today}. {words.entered(formats.time(conversation.queued_at_ms, me.zone), formats.duration(conversation.wait_ms))}
    </p>
  );
}

/** What was on the screen counts as read. */
function useSeen(desk: Desk, conversation: Conversation | undefined, tab: string): void {
  const last = conversation === undefined ? 0 : (messageList(conversation).at(-1)?.id ?? 0);
  useEffect(() => {
    if (conversation === undefined) return undefined;
    const read = (): void => {
      const shown = document.visibilityState === "visible" && document.querySelector<HTMLElement>(".mid")?.offsetParent;
      if (shown && desk.drafts.of(conversation.id).seen < last) {
        desk.drafts.change(conversation.id, { seen: last });
      }
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [conversation?.id, last, tab]);
}

export function Middle(props: MiddleProps) {
  const { hand } = props;
  const { desk, state, conversation } = hand;
  const { words } = desk;
  useSource(desk.outbox);
  useSeen(desk, conversation, hand.tab);
  if (conversation === undefined) {
    return (
      <section class="mid" aria-label={words.tab_thread} data-region tabIndex={-1}>
        <p class="empty">{words.idle}</p>
      </section>
    );
  }
  const label = words.conversation_with(conversation.customer.name || words.unknown_customer);
  const draft = desk.drafts.of(conversation.id);
  return (
    <section class="mid" aria-label={label} data-region tabIndex={-1}>
      <Head props={props} conversation={conversation} />
      <Company hand={hand} conversation={conversation} />
      <Fault error={hand.endAct.error} words={words} />
      <Thread
        key={conversation.id}
        lines={messageList(conversation)}
        pending={desk.outbox.of(conversation.id)}
        outbox={desk.outbox}
        words={words}
        formats={desk.formats}
        zone={state.me.zone}
        own="agent"
        self={state.me.alias}
        noteOf={words.note_of}
        known={conversation.customer.name}
        label={label}
        jump={words.new_messages}
        authors={{ customer: words.customer, agent: words.you, system: words.system }}
        customerLanguage={conversation.customer.language}
        head={<Opening desk={desk} conversation={conversation} me={state.me} />}
        onTakeBack={(text) =>
          desk.drafts.change(conversation.id, { text: draft.text === "" ? text : `${draft.text}\n${text}` })
        }
      />
      <Composer
        desk={desk}
        conversation={conversation}
        reservation={reservationOf(state, conversation)}
        field={hand.field}
        parkAct={hand.parkAct}
        park={hand.park}
        hold={hand.hold}
        note={hand.note}
      />
    </section>
  );
}
