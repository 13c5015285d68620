// The right column: the customer, the history with this programme, the disposition. A drawer on narrow screens.

import { Icon } from "../common/icons.tsx";
import type { Hand } from "./app.tsx";
import type { Desk } from "./desk.ts";
import { Disposition } from "./disposition.tsx";
import { type Conversation, channelIcon, reservationOf } from "./model.ts";

function initials(name: string): string {
  const letters = name.split(/\s+/).map((part) => Array.from(part)[0] ?? "");
  return ((letters[0] ?? "") + (letters.length > 1 ? (letters.at(-1) ?? "") : "")).toUpperCase();
}

function CustomerCard({ desk, conversation }: { desk: Desk; conversation: Conversation }) {
  const { words, formats } = desk;
  const { customer } = conversation;
  const language = customer.language ? formats.language(customer.language) : "";
  const rows: [string, string][] = [
    [words.subject, conversation.subject ?? ""],
    [words.email, customer.email ?? ""],
    [words.phone, customer.phone ?? ""],
    [words.language, language],
  ];
  return (
    <section class="card" aria-label={words.customer}>
      <div class="row who-is">
        <span class="av" aria-hidden="true">
          {initials(customer.name) || <Icon name="personal" />}
        </span>
        <div class="grow">
          <div class="strong cut f15">{customer.name || words.unknown_customer}</div>
          {customer.since_year ? <div class="muted f12">{words.customer_since(customer.since_year)}</div> : null}
        </div>
      </div>
      <dl class="kv">
        {rows
          .filter(([, value]) => value !== "")
          .map(([term, value]) => (
            <>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </>
          ))}
      </dl>
    </section>
  );
}

function History({ desk, conversation, zone }: { desk: Desk; conversation: Conversation; zone: string }) {
  const { words, formats } = desk;
  const past = conversation.history ?? [];
  return (
    <section class="card">
      <h2 class="minor">{words.history(conversation.programme.name)}</h2>
      {past.length === 0 && <p class="soft f12 hist-none">{words.history_none}</p>}
      <ul class="hist">
        {past.map((one) => (
          <li key={one.at_ms}>
            <time dateTime={new Date(one.at_ms).toISOString()}>{formats.shortDate(one.at_ms, zone)}</time>
            <Icon name={channelIcon(one.channel)} />
            <span>{one.label}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Right({ hand }: { hand: Hand }) {
  const { desk, state, conversation } = hand;
  const close = (): void => hand.setDrawer(false);
  if (conversation === undefined) return <aside class="right none" />;
  const { words } = desk;
  return (
    <aside
      class={hand.drawer ? "right open" : "right"}
      aria-label={words.customer_and_disposition}
      data-region
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape" && hand.drawer) close();
      }}
    >
      <button type="button" class="btn q s drawer-close" onClick={close} aria-label={words.close}>
        <Icon name="close" />
      </button>
      <CustomerCard desk={desk} conversation={conversation} />
      <History desk={desk} conversation={conversation} zone={state.me.zone} />
      <Disposition
        key={conversation.id}
        desk={desk}
        conversation={conversation}
        reservation={reservationOf(state, conversation)}
      />
    </aside>
  );
}
