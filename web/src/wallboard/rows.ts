// The order of the wallboard: the ten worst queues first, then the others, ten to a page.

export interface QueueRow {
  programme: string;
  queue: string;
  channel: string;
  channel_label: string;
  condition: "met" | "watch" | "missed" | "provisional" | "closed";
  service_level_ratio?: number | null;
  n: number;
  target_ratio: number;
  formula: string;
  threshold_ms: number;
  waiting: number;
  oldest_since_ms?: number | null;
  free: number;
  present: number;
  open: boolean;
}

export interface SiteRow {
  name: string;
  zone: string;
  present: number;
  available: number;
  interacting: number;
  down: boolean;
}

export interface WallboardState {
  queues?: Record<string, QueueRow>;
  sites?: Record<string, SiteRow>;
  message?: string;
}

export const ROWS = 10;

const GRAVITY: Record<QueueRow["condition"], number> = { missed: 0, watch: 1, provisional: 2, met: 3, closed: 4 };

function behind(row: QueueRow): number {
  return row.service_level_ratio == null ? 0 : row.service_level_ratio - row.target_ratio;
}

/** Worst first; among equals who is furthest behind, then who waits, then by name so that rows do not dance. */
export function worstFirst(rows: QueueRow[]): QueueRow[] {
  return [...rows].sort(
    (a, b) =>
      GRAVITY[a.condition] - GRAVITY[b.condition] ||
      (a.condition === "provisional" ? 0 : behind(a) - behind(b)) ||
      b.waiting - a.waiting ||
      a.programme.localeCompare(b.programme) ||
      a.queue.localeCompare(b.queue),
  );
}

export function pageCount(rows: number): number {
  return Math.max(1, Math.ceil(rows / ROWS));
}

/** `?page=2` keeps one page, for floors where several screens hang side by side; null turns the pages. */
export function fixedPage(search: string, pages: number): number | null {
  const wanted = Number(new URLSearchParams(search).get("page"));
  return Number.isInteger(wanted) && wanted >= 1 ? Math.min(wanted, pages) - 1 : null;
}

/** The page that stands on the screen at an instant: every screen of a floor turns at the same time. */
export function pageAt(now_ms: number, pages: number, period_ms: number): number {
  return Math.floor(now_ms / period_ms) % pages;
}
