// The whole desk: chooses what stands on the screen, holds what is open, and gives each key its act.

import { useEffect, useRef, useState } from "preact/hooks";
import { type Act, useAct, useStream } from "../common/hooks.ts";
import { type Bindings, runKey } from "../common/keys.ts";
import { LinkLine } from "../common/linkline.tsx";
import { Bar } from "./bar.tsx";
import type { Desk } from "./desk.ts";
import { Help } from "./help.tsx";
import { Left } from "./left.tsx";
import { Middle } from "./middle.tsx";
import { type Conversation, conversationList, type DeskState, type Reservation, ringingList } from "./model.ts";
import { ClosedPage, Loading, SignInPage } from "./pages.tsx";
import { pickByDigit } from "./reasons.ts";
import { Right } from "./right.tsx";
import { RingingVoice } from "./ringing.tsx";
import { type TalkActs, talkActs } from "./talk.ts";
import { Why } from "./why.tsx";

type Tab = "list" | "thread" | "right";
/** The form that is open under the head. */
type Form = "" | "transfer" | "consult";

/** The conversation in hand. What the agent has just accepted comes to hand as soon as the server shows it. */
function useChosen(state: DeskState, arrive: () => void) {
  const [chosen, setChosen] = useState("");
  const [wanted, setWanted] = useState("");
  const list = conversationList(state);
  const arrived = wanted !== "" && list.some((one) => one.id === wanted);
  const current = arrived ? wanted : list.some((one) => one.id === chosen) ? chosen : (list[0]?.id ?? "");
  useEffect(() => {
    if (arrived) {
      setChosen(wanted);
      setWanted("");
      arrive();
    } else if (current !== chosen) setChosen(current);
  }, [arrived, current]);
  return { current, list, choose: setChosen, want: setWanted, forget: () => setWanted("") };
}

/** F6 walks the regions of the screen. */
function nextRegion(): void {
  const regions = Array.from(document.querySelectorAll<HTMLElement>("[data-region]")).filter(
    (one) => one.offsetParent !== null,
  );
  const at = regions.findIndex((one) => one.contains(document.activeElement));
  regions[(at + 1) % regions.length]?.focus();
}

function useKeys(bindings: Bindings): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (document.querySelector("dialog[open]") === null) runKey(event, latest.current);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function digitBindings(desk: Desk, conversation: Conversation | undefined): Bindings {
  const bindings: Bindings = {};
  if (conversation === undefined) return bindings;
  for (let digit = 1; digit <= 9; digit++) {
    bindings[String(digit)] = () => {
      const focused = document.activeElement;
      const in_first = focused instanceof HTMLInputElement && focused.name === "reason";
      const change = pickByDigit(conversation.dispositions ?? [], desk.drafts.of(conversation.id), digit, in_first);
      if (change === null) return;
      desk.drafts.change(conversation.id, change);
      if (in_first) document.getElementById("disposition")?.focus(); // the next digit belongs to the second list
    };
  }
  return bindings;
}

/** What is open on this desk, and the acts of the agent on the conversation in hand. */
export interface Hand extends TalkActs {
  desk: Desk;
  state: DeskState;
  list: Conversation[];
  conversation: Conversation | undefined;
  tab: Tab;
  drawer: boolean;
  form: Form;
  ringAct: Act;
  activityAct: Act;
  endAct: Act;
  parkAct: Act;
  companyAct: Act;
  field: { current: HTMLTextAreaElement | null };
  setTab(tab: Tab): void;
  setDrawer(open: boolean): void;
  setForm(form: Form): void;
  open(id: string): void;
  accept(reservation: Reservation): Promise<void>;
  reject(reservation: Reservation): void;
  showRight(): void;
  end(): Promise<void>;
  available(): void;
}

function focusLater(find: () => HTMLElement | null | undefined): void {
  requestAnimationFrame(() => find()?.focus());
}

function useHand(desk: Desk, state: DeskState): Hand {
  const [tab, setTab] = useState<Tab>("list");
  const [drawer, setDrawer] = useState(false);
  const [form, setForm] = useState<Form>("");
  const [ringAct, activityAct, endAct, parkAct, companyAct] = [useAct(), useAct(), useAct(), useAct(), useAct()];
  const field = useRef<HTMLTextAreaElement | null>(null);
  const toField = (): void => focusLater(() => field.current);
  const { current, list, choose, want, forget } = useChosen(state, () => {
    setTab("thread");
    toField();
  });
  const conversation = list.find((one) => one.id === current);
  const open = (id: string): void => {
    choose(id);
    setTab("thread");
    setForm("");
    for (const act of [endAct, parkAct, companyAct]) act.clear();
    toField();
  };
  const accept = async (reservation: Reservation): Promise<void> => {
    want(reservation.interaction);
    if (!(await ringAct.run(() => desk.accept(reservation.id)))) forget();
  };
  const showRight = (): void => {
    setDrawer(!drawer);
    setTab("right");
    if (!drawer) focusLater(() => document.querySelector<HTMLElement>(".right"));
  };
  const finish = async (act: Act, end: (one: Conversation) => Promise<unknown>): Promise<void> => {
    if (conversation === undefined) return;
    const before = document.activeElement;
    if (conversation.state !== "wrapping" && !(await act.run(() => end(conversation)))) return;
    setDrawer(true);
    setTab("right");
    const panel = document.getElementById("disposition");
    const now = document.activeElement;
    if (now !== before && panel?.contains(now)) return; // gone there meanwhile, and perhaps typing
    focusLater(() => document.getElementById("disposition"));
  };
  const end = (): Promise<void> => finish(endAct, (one) => desk.end(one));
  const talk = talkActs({ desk, conversation, parkAct, companyAct, finish, toField });
  const reject = (reservation: Reservation): void => void ringAct.run(() => desk.reject(reservation.id));
  const available = (): void => {
    const back = state.me.activities.find((activity) => activity.routable);
    if (back !== undefined) void activityAct.run(() => desk.setActivity(back.code));
  };
  const shown = { tab, drawer, form, setTab, setDrawer, setForm, field };
  const acts = { ringAct, activityAct, endAct, parkAct, companyAct, open, accept, reject, showRight };
  return { desk, state, list, conversation, ...shown, ...acts, ...talk, end, available };
}

function deskBindings(hand: Hand, showKeys: () => void): Bindings {
  const { state, list, conversation } = hand;
  const first = ringingList(state)[0];
  const bindings: Bindings = {
    F2: first && (() => void hand.accept(first)),
    F4: first?.may_reject ? () => hand.reject(first) : undefined,
    F6: nextRegion,
    "Alt+A": hand.available,
    "Alt+T": conversation?.leads ? () => hand.setForm("transfer") : undefined,
    "Alt+K": conversation?.leads ? () => hand.setForm("consult") : undefined,
    "Alt+C": hand.confer,
    "Alt+L": () => void hand.handOver(),
    "Alt+H": hand.hold,
    "Alt+P": hand.park,
    "Alt+Q": () => void hand.end(),
    "Alt+N": hand.note,
    "Alt+I": hand.showRight,
    "?": showKeys,
    ...digitBindings(hand.desk, conversation),
  };
  for (const [index, one] of list.slice(0, 6).entries()) bindings[`Ctrl+${index + 1}`] = () => hand.open(one.id);
  return bindings;
}

function Tabs({ hand }: { hand: Hand }) {
  const { words } = hand.desk;
  const ringing = ringingList(hand.state).length;
  const tabs: [Tab, string][] = [
    ["list", words.tab_list],
    ["thread", words.tab_thread],
    ["right", words.tab_right],
  ];
  return (
    <nav class="tabs" aria-label={words.title}>
      {tabs.map(([name, label]) => (
        <button type="button" key={name} aria-current={hand.tab === name} onClick={() => hand.setTab(name)}>
          {label}
          {name === "list" && ringing > 0 && <span class="new">{ringing}</span>}
        </button>
      ))}
    </nav>
  );
}

function OpenDesk({ desk, state }: { desk: Desk; state: DeskState }) {
  const hand = useHand(desk, state);
  const [why, setWhy] = useState("");
  const [help, setHelp] = useState(false);
  const { conversation } = hand;
  const current = conversation?.id ?? "";
  useKeys(deskBindings(hand, () => setHelp(true)));
  useTitle(desk, state);
  const { link, lost_since_ms } = desk.stream.view;
  const { words, formats, outbox } = desk;
  return (
    <>
      <Bar desk={desk} state={state} act={hand.activityAct} showKeys={() => setHelp(true)} />
      <LinkLine
        link={link}
        lost_since_ms={lost_since_ms}
        standing={state.server?.state === "degraded"}
        outbox={outbox}
        words={words}
        formats={formats}
      />
      <RingingVoice desk={desk} state={state} />
      <Tabs hand={hand} />
      <main class="desk" data-tab={hand.tab} data-stale={link === "lost"}>
        <Left hand={hand} />
        <Middle hand={hand} why={() => setWhy(why === current ? "" : current)} />
        <Right hand={hand} />
        {conversation !== undefined && why === current && (
          <Why desk={desk} conversation={conversation} me={state.me} close={() => setWhy("")} />
        )}
      </main>
      {help && <Help desk={desk} close={() => setHelp(false)} />}
    </>
  );
}

/** The tab's title says that something rings, for an agent who looks elsewhere. */
function useTitle(desk: Desk, state: DeskState): void {
  const ringing = ringingList(state).length;
  useEffect(() => {
    const { words } = desk;
    document.title = ringing > 0 ? `(${ringing}) ${words.states.ringing} – Woezo` : `${words.title} – Woezo`;
  }, [ringing]);
}

export function App({ desk }: { desk: Desk }) {
  const { link, state, closed_reason } = useStream(desk.stream);
  if (link === "closed") return <ClosedPage desk={desk} reason={closed_reason} />;
  if (state === null) return <Loading desk={desk} />;
  if (state.me.desk === "taken_over") return <ClosedPage desk={desk} reason="taken_over" />;
  if (!state.me.signed_in) return <SignInPage desk={desk} me={state.me} />;
  return <OpenDesk desk={desk} state={state} />;
}
