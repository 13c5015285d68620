// Preact hooks shared by the screens.

import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import { ApiError } from "./actions.ts";
import { type Stream, serverNow, type View } from "./stream.ts";

interface Source {
  subscribe(listener: () => void): () => void;
}

/** Draws again whenever the source says that it changed. A layout effect: no change can fall between drawing and subscribing. */
export function useSource(source: Source): void {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(() => source.subscribe(() => again(undefined)), [source]);
}

export function useStream<S extends object>(stream: Stream<S>): View<S> {
  useSource(stream);
  return stream.view;
}

/** Server time, drawn again on each whole period. Only the component that shows a counter uses it. */
export function useNow(period_ms = 1_000): number {
  const [now_ms, setNow] = useState(serverNow);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = (): void => {
      setNow(serverNow());
      timer = setTimeout(tick, period_ms - (serverNow() % period_ms));
    };
    tick();
    return () => clearTimeout(timer);
  }, [period_ms]);
  return now_ms;
}

/** True once a condition has held for a while: what is over at once is not worth a word on the screen. */
export function useLasting(condition: boolean, after_ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!condition) {
      setLasting(false);
      return undefined;
    }
    const timer = setTimeout(() => setLasting(true), after_ms);
    return () => clearTimeout(timer);
  }, [condition, after_ms]);
  return condition && lasting;
}

export interface Act {
  busy: boolean;
  error: ApiError | null;
  run(task: () => Promise<unknown>): Promise<boolean>;
  clear(): void;
}

/** One act of the person: busy while it is under way, its error shown at the place of the act. */
export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const running = useRef(false);
  const run = async (task: () => Promise<unknown>): Promise<boolean> => {
    if (running.current) return false; // a second press of the same button
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await task();
      return true;
    } catch (fault) {
      setError(fault instanceof ApiError ? fault : new ApiError(0, { code: "client", message: String(fault) }));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { busy, error, run, clear: () => setError(null) };
}
