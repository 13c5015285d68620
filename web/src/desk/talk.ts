// What the agent who leads a conversation can do with it besides writing and ending.

import type { Act } from "../common/hooks.ts";
import type { Desk } from "./desk.ts";
import type { Conversation } from "./model.ts";

export interface TalkActs {
  park(): void;
  hold(): void;
  confer(): void;
  handOver(): Promise<void>;
  note(): void;
}

interface Means {
  desk: Desk;
  conversation: Conversation | undefined;
  parkAct: Act;
  companyAct: Act;
  /** Ends the agent's part, then shows the disposition. */
  finish(act: Act, end: (one: Conversation) => Promise<unknown>): Promise<void>;
  toField(): void;
}

export function talkActs({ desk, conversation, parkAct, companyAct, finish, toField }: Means): TalkActs {
  const led = conversation?.leads === true && conversation.state !== "wrapping" ? conversation : undefined;
  const colleagues = Object.values(led?.colleagues ?? {});
  return {
    park: () => {
      if (led === undefined) return;
      void parkAct.run(() => (led.state === "parked" ? desk.unpark(led.id) : desk.park(led.id)));
    },
    hold: () => {
      if (led?.state === "held") void parkAct.run(() => desk.retrieve(led.id));
      else if (led?.state === "connected") void parkAct.run(() => desk.hold(led.id));
    },
    confer: () => {
      if (led === undefined || !colleagues.some((one) => one.state === "consulted")) return;
      void companyAct.run(() => desk.conference(led.id));
    },
    handOver: async () => {
      if (colleagues.some((one) => one.state !== "ringing")) await finish(companyAct, (one) => desk.leave(one.id));
    },
    note: () => {
      // The disposition has a note of its own: of whoever stands in it, also before the push says that the contact ended.
      const qualifying = document.getElementById("disposition")?.contains(document.activeElement) === true;
      if (qualifying || (conversation?.state !== "connected" && conversation?.state !== "held")) {
        document.getElementById("disposition-note")?.focus();
        return;
      }
      desk.drafts.change(conversation.id, { internal: !desk.drafts.of(conversation.id).internal });
      toField();
    },
  };
}
