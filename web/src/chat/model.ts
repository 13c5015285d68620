// The customer's side of a chat, as the server pushes it.

import type { Brand } from "../common/boot.ts";
import type { Line } from "../common/thread.tsx";

export interface ChatState {
  conversation: {
    id: string;
    state: "queued" | "connected" | "parked" | "ended";
    position?: number | null;
    estimated_wait_ms?: number | null;
    agent?: { alias: string } | null;
    held?: boolean | null;
    ended_by?: string | null;
    retention_days: number;
  };
  brand?: Brand;
  messages?: Record<string, Line>;
}

export function lines(state: ChatState): Line[] {
  return Object.values(state.messages ?? {}).sort((a, b) => a.id - b.id);
}

export function seenMessages(state: ChatState): Set<string> {
  const seen = new Set<string>();
  for (const line of Object.values(state.messages ?? {})) if (line.client_id) seen.add(line.client_id);
  return seen;
}
