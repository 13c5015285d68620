// The desk's state as the server pushes it, and small readings of it. No decision is taken here: the router decides.

import type { IconName } from "../common/icons.tsx";
import { isIcon } from "../common/icons.tsx";

export interface Activity {
  code: string;
  label: string;
  routable: boolean;
}

export interface Me {
  id: number;
  name: string;
  alias: string;
  site: string;
  zone: string;
  team: string;
  language: string;
  activity: string;
  activity_since_ms: number;
  status: "off_queue" | "idle" | "reserved" | "interacting" | "wrapping" | "not_responding";
  status_since_ms: number;
  next_activity?: string | null;
  activities: Activity[];
  places: { used: number; total: number };
  desk: "open" | "taken_over" | "lost";
  handled_today: number;
  signed_in: boolean;
}

export interface Reservation {
  id: number;
  state: "pending" | "accepted" | "wrapping";
  interaction: string;
  made_ms: number;
  due_ms?: number | null;
  programme: string;
  queue: string;
  channel: string;
  waiting_since_ms: number;
  target_ms: number;
  accept: "manual" | "automatic";
  may_reject: boolean;
  customer_name: string;
  wrap_up_mode: string;
  wrap_due_ms?: number | null;
  disposition_required: boolean;
  /** Who asks for advice, where this is a consultation. */
  asked_by?: string | null;
}

export interface Message {
  id: number;
  author: "customer" | "agent" | "system";
  name: string;
  text: string;
  at_ms: number;
  client_id?: string | null;
  /** A note between agents; the customer never gets it. */
  internal?: boolean | null;
}

export interface Colleague {
  alias: string;
  site: string;
  state: "ringing" | "consulted" | "talking";
}

export interface Reason {
  id: number;
  label: string;
  children?: Reason[];
}

export interface Conversation {
  id: string;
  reservation: number;
  state: "connected" | "held" | "parked" | "wrapping";
  channel: string;
  customer: { name: string; language?: string; email?: string; phone?: string; since_year?: number | null };
  programme: { name: string; brand: string };
  queue: string;
  queued_at_ms: number;
  accepted_ms: number;
  wait_ms: number;
  subject?: string;
  messages?: Record<string, Message>;
  dispositions?: Reason[];
  history?: { at_ms: number; channel: string; label: string }[];
  transfer_targets?: { queue: number; label: string }[];
  /** Behind a task nobody reads what is written: notes are all there is to write. */
  customer_reads: boolean;
  /** Whether the contact is this agent's; else a colleague asked for advice. */
  leads: boolean;
  conference?: boolean;
  /** The other agents in it or called into it, by id. */
  colleagues?: Record<string, Colleague>;
}

export interface DeskState {
  me: Me;
  reservations?: Record<string, Reservation>;
  conversations?: Record<string, Conversation>;
  server?: { version: string; state?: "live" | "degraded" };
}

const CHANNEL_ICONS: Record<string, IconName> = {
  voice: "talk",
  callback: "talk",
  chat: "chat",
  messaging: "chat",
  email: "async",
  task: "async",
};

const CHANNEL_STATES: Record<string, string> = { voice: "talk", callback: "talk", email: "async", task: "async" };

const ACTIVITY_ICONS: Record<string, IconName> = {
  meeting: "briefing",
  coaching: "training",
  preview: "outbound",
  incident_outsourcer: "incident",
  incident_client: "incident",
};

export function channelIcon(channel: string): IconName {
  return CHANNEL_ICONS[channel] ?? "chat";
}

export function activityIcon(code: string): IconName {
  const name = code.replaceAll("_", "-");
  return ACTIVITY_ICONS[code] ?? (isIcon(name) ? name : "offline");
}

/** The one state that the bar shows, as the code of the vocabulary with dashes. */
export function shownState(state: DeskState): string {
  const { me } = state;
  if (!me.signed_in) return "offline";
  if (me.status === "reserved") return "ringing";
  if (me.status === "wrapping") return "wrap-up";
  if (me.status === "not_responding") return "not-responding";
  if (me.status !== "interacting") return me.activity.replaceAll("_", "-");
  const talks = conversationList(state).filter((one) => one.state === "connected" || one.state === "held");
  const busy = talks[0];
  if (talks.some((one) => one.conference === true)) return "conference";
  if (talks.some((one) => one.leads && one.state === "held")) return "hold";
  if (talks.some((one) => !one.leads || inCompany(one, "consulted").length > 0)) return "consult";
  return CHANNEL_STATES[busy?.channel ?? ""] ?? "chat";
}

/** The colleagues of a contact who are in this state. */
export function inCompany(conversation: Conversation, state: Colleague["state"]): [number, Colleague][] {
  const colleagues = Object.entries(conversation.colleagues ?? {}).filter(([, one]) => one.state === state);
  return colleagues.map(([id, one]) => [Number(id), one]);
}

/** No customer reads: a task, or asked for advice and not in a conference. What this agent writes is for colleagues. */
export function onlyNotes(conversation: Conversation): boolean {
  return !conversation.customer_reads || (!conversation.leads && conversation.conference !== true);
}

export function activityLabel(me: Me, code: string): string {
  return me.activities.find((activity) => activity.code === code)?.label ?? code;
}

/** In the order in which they were accepted: a place in the list, and its key, stays where it is. */
export function conversationList(state: DeskState): Conversation[] {
  return Object.values(state.conversations ?? {}).sort(
    (a, b) => a.accepted_ms - b.accepted_ms || (a.id < b.id ? -1 : 1),
  );
}

export function ringingList(state: DeskState): Reservation[] {
  return Object.values(state.reservations ?? {})
    .filter((reservation) => reservation.state === "pending")
    .sort((a, b) => a.made_ms - b.made_ms || a.id - b.id);
}

export function messageList(conversation: Conversation): Message[] {
  return Object.values(conversation.messages ?? {}).sort((a, b) => a.id - b.id);
}

/** What was said last, to the customer or between colleagues; who joined or left is no news in a list. */
export function lastSaid(conversation: Conversation): Message | undefined {
  return messageList(conversation).findLast((message) => message.author !== "system");
}

export function reservationOf(state: DeskState, conversation: Conversation): Reservation | undefined {
  return state.reservations?.[String(conversation.reservation)];
}

/** Every client_id that the server shows: what the outbox may forget. */
export function seenMessages(state: DeskState): Set<string> {
  const seen = new Set<string>();
  for (const conversation of Object.values(state.conversations ?? {})) {
    for (const message of Object.values(conversation.messages ?? {}))
      if (message.client_id) seen.add(message.client_id);
  }
  return seen;
}

/** Until when the first answer is promised, or null once somebody has answered. */
export function answerBefore(conversation: Conversation, reservation: Reservation | undefined): number | null {
  if (reservation === undefined || reservation.target_ms <= 0) return null;
  if (conversation.state !== "connected" || !conversation.leads || !conversation.customer_reads) return null;
  const answered = Object.values(conversation.messages ?? {}).some((one) => one.author === "agent" && !one.internal);
  return answered ? null : reservation.waiting_since_ms + reservation.target_ms;
}
