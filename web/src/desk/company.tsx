// Under the head, where several agents are in a contact: who, in which part, and what can be done about it.

import { Icon } from "../common/icons.tsx";
import { Fault, Key } from "../common/parts.tsx";
import type { Hand } from "./app.tsx";
import { type Colleague, type Conversation, inCompany } from "./model.ts";

/** What the agent who was called in must know: who asks, and who reads him. */
function Called({ hand, conversation }: { hand: Hand; conversation: Conversation }) {
  const { words } = hand.desk;
  const names = Object.values(conversation.colleagues ?? {}).map((one) => one.alias);
  return (
    <p class="grow">
      {conversation.conference === true ? words.in_conference(names.join(", ")) : words.consulted_by(names[0] ?? "")}
    </p>
  );
}

function Row({ hand, conversation, id, one }: { hand: Hand; conversation: Conversation; id: number; one: Colleague }) {
  const { desk, companyAct } = hand;
  const { words } = desk;
  return (
    <li class="row">
      <span class="grow">
        <b class="med">{one.alias}</b>, {one.site} <span class="muted">{words.company[one.state]}</span>
      </span>
      <button
        type="button"
        class="btn s"
        aria-busy={companyAct.busy}
        onClick={() => void companyAct.run(() => desk.endConsultation(conversation.id, id))}
      >
        {words.let_go}
        <span class="vh"> {one.alias}</span>
      </button>
    </li>
  );
}

function Led({ hand, conversation }: { hand: Hand; conversation: Conversation }) {
  const { desk, companyAct } = hand;
  const { words } = desk;
  const consulted = inCompany(conversation, "consulted").length > 0;
  const answers = consulted || inCompany(conversation, "talking").length > 0;
  return (
    <>
      <ul class="grow">
        {Object.entries(conversation.colleagues ?? {}).map(([id, one]) => (
          <Row key={id} hand={hand} conversation={conversation} id={Number(id)} one={one} />
        ))}
      </ul>
      {consulted && (
        <button type="button" class="btn" aria-busy={companyAct.busy} onClick={hand.confer}>
          <Icon name="conference" />
          {words.confer} <Key>Alt</Key> <Key>C</Key>
        </button>
      )}
      {answers && (
        <button type="button" class="btn" aria-busy={companyAct.busy} onClick={() => void hand.handOver()}>
          <Icon name="transfer" />
          {words.hand_over} <Key>Alt</Key> <Key>L</Key>
        </button>
      )}
    </>
  );
}

export function Company({ hand, conversation }: { hand: Hand; conversation: Conversation }) {
  const { words } = hand.desk;
  const alone = Object.keys(conversation.colleagues ?? {}).length === 0;
  if (conversation.state === "wrapping" || (conversation.leads && alone)) return null;
  return (
    <section class="company" aria-label={words.company_label}>
      <Icon name={conversation.conference === true ? "conference" : "consult"} />
      {conversation.leads ? (
        <Led hand={hand} conversation={conversation} />
      ) : (
        <Called hand={hand} conversation={conversation} />
      )}
      <Fault error={hand.companyAct.error} words={words} />
    </section>
  );
}
