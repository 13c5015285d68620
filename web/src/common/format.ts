// Numbers, durations and times as every screen writes them. French uses U+202F inside numbers and before a
// percent sign, as Intl does; a missing value is an en dash.

export type Lang = "fr" | "en";

export const MISSING = "–";

export interface Formats {
  lang: Lang;
  number(value: number): string;
  percent(ratio: number, decimals?: number): string;
  /** A ratio as points of a hundred, without the sign: wallboard column heads carry it. */
  hundredths(ratio: number, decimals?: number): string;
  /** m:ss under an hour, then `1 h 20`, then days. */
  duration(span_ms: number): string;
  time(at_ms: number, zone?: string): string;
  shortDate(at_ms: number, zone?: string): string;
  longDate(at_ms: number, zone?: string): string;
  dayAndDate(at_ms: number, zone?: string): string;
  language(code: string): string;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function two(value: number): string {
  return String(value).padStart(2, "0");
}

export function duration(span_ms: number, day_letter: string): string {
  const span = Math.max(0, span_ms);
  if (span >= DAY_MS) return `${Math.floor(span / DAY_MS)}\u00a0${day_letter}`;
  const minutes = Math.floor(span / MINUTE_MS);
  if (span >= HOUR_MS) return `${Math.floor(minutes / 60)}\u00a0h\u00a0${two(minutes % 60)}`;
  return `${minutes}:${two(Math.floor(span / SECOND_MS) % 60)}`;
}

/** A queue beside its programme: many are named after it, and the same word twice in a row helps nobody. */
export function queueBeside(programme: string, queue: string): string {
  const rest = queue.startsWith(programme) ? queue.slice(programme.length).replace(/^[\s,:–-]+/, "") : queue;
  return rest === "" ? queue : rest;
}

/** An unknown zone name must not blank a whole screen: the browser's own zone is used instead. */
function dates(locale: string, options: Intl.DateTimeFormatOptions): (at_ms: number, zone?: string) => string {
  const made = new Map<string, Intl.DateTimeFormat>();
  const make = (zone: string): Intl.DateTimeFormat => {
    try {
      return new Intl.DateTimeFormat(locale, zone === "" ? options : { ...options, timeZone: zone });
    } catch {
      return new Intl.DateTimeFormat(locale, options);
    }
  };
  return (at_ms, zone = "") => {
    const format = made.get(zone) ?? make(zone);
    made.set(zone, format);
    return format.format(at_ms);
  };
}

function languageNames(locale: string): (code: string) => string {
  const names = new Intl.DisplayNames(locale, { type: "language" });
  return (code) => {
    try {
      return names.of(code) ?? code;
    } catch {
      return code;
    }
  };
}

export function formats(lang: Lang): Formats {
  const locale = lang === "fr" ? "fr-FR" : "en-GB";
  const decimal = (value: number, decimals: number, style: "decimal" | "percent"): string =>
    new Intl.NumberFormat(locale, { style, minimumFractionDigits: decimals, maximumFractionDigits: decimals })
      .format(value)
      .replace("-", "\u2212");
  return {
    lang,
    number: (value) => decimal(value, 0, "decimal"),
    percent: (ratio, decimals = 1) => decimal(ratio, decimals, "percent"),
    hundredths: (ratio, decimals = 1) => decimal(ratio * 100, decimals, "decimal"),
    duration: (span_ms) => duration(span_ms, lang === "fr" ? "j" : "d"),
    time: dates(locale, { hour: "numeric", minute: "2-digit", hour12: false }),
    shortDate: dates(locale, { day: "numeric", month: "short" }),
    longDate: dates(locale, { day: "numeric", month: "long", year: "numeric" }),
    dayAndDate: dates(locale, { weekday: "long", day: "numeric", month: "long" }),
    language: languageNames(locale),
  };
}
