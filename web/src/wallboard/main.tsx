// The wallboard: queues worst first, sites at the foot, no controls and no names of people.

import "../common/base.css";
import "./wallboard.css";
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { type Boot, readBoot } from "../common/boot.ts";
import { type Formats, formats, MISSING, queueBeside } from "../common/format.ts";
import { useLasting, useNow, useStream } from "../common/hooks.ts";
import { Icon, Logo } from "../common/icons.tsx";
import { Since } from "../common/parts.tsx";
import { Stream, socketUrl, type View, wakeWithBrowser } from "../common/stream.ts";
import { type WallboardWords, wallboardWords } from "../i18n/wallboard.ts";
import {
  fixedPage,
  pageAt,
  pageCount,
  type QueueRow,
  ROWS,
  type SiteRow,
  type WallboardState,
  worstFirst,
} from "./rows.ts";

const PAGE_MS = 20_000;
const STALE_MS = 5_000;
const BAR_WIDTH = 320;
const BAR_FROM = 0.5; // the bar shows 50 to 100 %: below, a service level is missed whatever its figure

interface Board {
  boot: Boot;
  words: WallboardWords;
  formats: Formats;
  stream: Stream<WallboardState>;
}

function along(ratio: number): number {
  return Math.max(0, Math.min(1, (ratio - BAR_FROM) / (1 - BAR_FROM))) * BAR_WIDTH;
}

function TargetBar({ board, row }: { board: Board; row: QueueRow }) {
  const { words, formats } = board;
  const target = formats.percent(row.target_ratio, 0);
  const value = row.service_level_ratio ?? null;
  const x = along(row.target_ratio);
  return (
    <div class="tg">
      <svg
        class="bar"
        viewBox={`0 0 ${BAR_WIDTH} 18`}
        role="img"
        aria-label={value === null ? words.target(target) : words.bar(formats.percent(value), target)}
      >
        <rect class="bar-track" y="6" width={BAR_WIDTH} height="6" rx="3" />
        {value !== null && <rect class="bar-value" y="6" width={Math.max(4, along(value))} height="6" rx="3" />}
        <path class="bar-target" d={`M${x} 0V18`} />
      </svg>
      <span class="of">
        <span aria-hidden="true">{words.target(formats.hundredths(row.target_ratio, 0))}</span>
        <span>{words.contacts(formats.number(row.n))}</span>
      </span>
    </div>
  );
}

function Queue({ board, row }: { board: Board; row: QueueRow }) {
  const { words, formats } = board;
  const { condition } = row;
  return (
    <tr class={condition}>
      <th scope="row">
        <span class="q cut">
          <b>{row.programme}</b>{" "}
          {row.queue === row.programme ? row.channel_label : queueBeside(row.programme, row.queue)}
        </span>
      </th>
      <td>
        <span class="sl" data-sl={condition}>
          <Icon name={condition} />
          {words.conditions[condition]}
        </span>
      </td>
      <td class={row.service_level_ratio == null ? "num sv nil" : "num sv"}>
        {row.service_level_ratio == null ? MISSING : formats.hundredths(row.service_level_ratio)}
      </td>
      <td>
        <TargetBar board={board} row={row} />
      </td>
      <td class={row.waiting === 0 ? "num wt nil" : "num wt"}>
        {row.waiting === 0 ? MISSING : formats.number(row.waiting)}
      </td>
      <td class="num lw">{row.oldest_since_ms ? <Since at_ms={row.oldest_since_ms} formats={formats} /> : MISSING}</td>
      <td class="num fr">
        {formats.number(row.free)}
        <span> / {formats.number(row.present)}</span>
      </td>
    </tr>
  );
}

function Queues({ board, rows }: { board: Board; rows: QueueRow[] }) {
  const { words } = board;
  if (rows.length === 0) return <p class="none">{words.empty}</p>;
  return (
    <table data-rows={rows.length}>
      <thead>
        <tr>
          <th scope="col">{words.queue}</th>
          <th scope="col">{words.today}</th>
          <th scope="col" class="num">
            {words.service}
          </th>
          <th scope="col">
            <span class="vh">{words.against_target}</span>
          </th>
          <th scope="col" class="num">
            {words.waiting}
          </th>
          <th scope="col" class="num">
            {words.longest}
          </th>
          <th scope="col" class="num">
            {words.free}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Queue key={`${row.programme} ${row.queue}`} board={board} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Site({ board, site, now_ms }: { board: Board; site: SiteRow; now_ms: number }) {
  const { words, formats } = board;
  return (
    <div class={site.down ? "s down" : "s"}>
      <h2>
        <span class="cut">{site.name}</span> <time>{formats.time(now_ms, site.zone)}</time>
      </h2>
      {site.down ? (
        <p>
          <Icon name="incident" />
          {words.down}
        </p>
      ) : (
        <p>
          <span>
            <b>{formats.number(site.present)}</b> {words.present(site.present)},
          </span>{" "}
          <span>
            <b>{formats.number(site.available)}</b> {words.available}
          </span>
        </p>
      )}
    </div>
  );
}

/** The time; while the link is lost, the age of the values in its place. */
function Clock({ board, view }: { board: Board; view: View<WallboardState> }) {
  const now_ms = useNow();
  const lost = useLasting(view.link === "lost", STALE_MS);
  const { words, formats } = board;
  if (lost && view.as_of_ms !== null) {
    return (
      <p class="stale" role="status">
        <Icon name="watch" />
        {words.stale(formats.duration(now_ms - view.as_of_ms))}
      </p>
    );
  }
  return <time class="now">{formats.time(now_ms)}</time>;
}

function Closed({ board }: { board: Board }) {
  return (
    <main class="closed-page">
      <Logo />
      <h1>{board.words.not_allowed}</h1>
      <a class="btn p" href={board.boot.urls?.sign_in ?? "/"}>
        {board.words.sign_in}
      </a>
    </main>
  );
}

function Wallboard({ board }: { board: Board }) {
  const view = useStream(board.stream);
  const now_ms = useNow();
  const slow = useLasting(view.state === null, 400);
  const { words, formats } = board;
  useEffect(() => {
    document.title = `${words.title} – Woezo`;
  }, []);
  if (view.link === "closed") return <Closed board={board} />;
  const rows = worstFirst(Object.values(view.state?.queues ?? {}));
  const pages = pageCount(rows.length);
  const page = fixedPage(location.search, pages) ?? pageAt(now_ms, pages, PAGE_MS);
  const sites = Object.entries(view.state?.sites ?? {});
  return (
    <>
      <header>
        <Logo />
        <h1>{words.title}</h1>
        <span class="z">{formats.dayAndDate(now_ms)}</span>
        {pages > 1 && <span class="z">{words.page(page + 1, pages)}</span>}
        <Clock board={board} view={view} />
      </header>
      <main>
        {view.state === null ? (
          slow && <div class="progress" role="progressbar" aria-label={words.loading} />
        ) : (
          <Queues board={board} rows={rows.slice(page * ROWS, (page + 1) * ROWS)} />
        )}
      </main>
      <footer>
        {sites.map(([id, site]) => (
          <Site key={id} board={board} site={site} now_ms={now_ms} />
        ))}
        <div class="s note">
          <h2>{words.note}</h2>
          <p>{view.state?.message || words.no_note}</p>
        </div>
      </footer>
    </>
  );
}

const root = document.getElementById("app");
if (root !== null) {
  const boot = readBoot();
  document.documentElement.dataset.theme = "dark";
  const stream = new Stream<WallboardState>(socketUrl(boot.ws));
  stream.open();
  wakeWithBrowser(stream);
  render(<Wallboard board={{ boot, words: wallboardWords[boot.lang], formats: formats(boot.lang), stream }} />, root);
}
