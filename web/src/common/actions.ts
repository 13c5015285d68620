// Calls to the HTTP API. Each act carries one Idempotency-Key for all its tries, so that a network lost between
// the act and its answer repeats the question, never the act.

import type { CommonWords } from "../i18n/common.ts";

export interface Access {
  api: string;
  csrf: string;
  token?: string;
  words: CommonWords;
}

/** The error object of the API: `message` and `remedy` are sentences in the user's language. */
export class ApiError extends Error {
  code: string;
  status: number;
  remedy: string;
  ref: string;
  field: string;

  constructor(
    status: number,
    body: { code?: string; message?: string; remedy?: string; ref?: string; field?: string },
  ) {
    super(body.message ?? "");
    this.status = status;
    this.code = body.code ?? "";
    this.remedy = body.remedy ?? "";
    this.ref = body.ref ?? "";
    this.field = body.field ?? "";
  }
}

export interface Call {
  method?: "GET" | "POST";
  body?: object;
  key?: string;
  /** How long a lost network is tried again before the error is shown. */
  patience_ms?: number;
}

const PATIENCE_MS = 20_000;
const PAUSES_MS = [300, 800, 2_000, 4_000];
const PASSING = new Set([502, 503, 504]); // the server is between two lives

/** A random UUID; `crypto.randomUUID` is missing on pages without TLS. */
export function uuid(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function pause(duration_ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, duration_ms));
}

function headers(access: Access, key: string): Record<string, string> {
  const result: Record<string, string> = { Accept: "application/json", "Content-Type": "application/json" };
  if (access.token !== undefined) result.Authorization = `Bearer ${access.token}`;
  else result["X-CSRFToken"] = access.csrf;
  if (key !== "") result["Idempotency-Key"] = key;
  return result;
}

async function answerOf(response: Response, words: CommonWords): Promise<unknown> {
  const body = (await response.json().catch(() => null)) as { error?: object } | null;
  if (response.ok && body !== null) return body;
  const known = body?.error;
  throw new ApiError(
    response.status,
    known ?? { code: `http_${response.status}`, message: words.server_fault(response.status) },
  );
}

/** One try: the answer, or null when the network or a restarting server gave none. */
async function attempt(access: Access, path: string, call: Call, key: string): Promise<Response | null> {
  const init: RequestInit = {
    method: call.method ?? "POST",
    headers: headers(access, key),
    credentials: "same-origin",
  };
  if (call.body !== undefined) init.body = JSON.stringify(call.body);
  try {
    const response = await fetch(access.api + path, init);
    return PASSING.has(response.status) ? null : response;
  } catch {
    return null; // fetch rejects only when no answer came
  }
}

export async function request<T>(access: Access, path: string, call: Call = {}): Promise<T> {
  const key = call.method === "GET" ? "" : (call.key ?? uuid());
  const give_up_ms = Date.now() + (call.patience_ms ?? PATIENCE_MS);
  for (let tries = 0; ; tries++) {
    const response = await attempt(access, path, call, key);
    if (response !== null) return (await answerOf(response, access.words)) as T;
    const wait_ms = PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 0;
    if (Date.now() + wait_ms > give_up_ms) {
      throw new ApiError(0, {
        code: "network_lost",
        message: access.words.no_answer,
        remedy: access.words.try_again_later,
      });
    }
    await pause(wait_ms);
  }
}
