"""The page of a fitted scenario: what was seen beside what was written, as one HTML file without script and without network.

Colours and sizes are the product's (portal/static/portal/tokens.css). Each drawing has a sentence that says how to
read it, and its numbers in a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from html import escape
from importlib import resources
from typing import Final

from babel.dates import get_day_names

from woezo.entrypoints import fit_curves
from woezo.entrypoints.cli_figures import figure, written
from woezo.entrypoints.fit_curves import BOTTOM, HEIGHT, LEFT, MINUTE_MS, RIGHT, WIDTH, Drawing
from woezo.entrypoints.words import language, say
from woezo.planning.wording.words import MISSING, Words
from woezo.simulation.fitting.beside import MOST_QUEUES, Beside, DaySeen, Distribution, Weekday
from woezo.simulation.fitting.calling_again import CallingAgain

EPOCH: Final = date(1970, 1, 1)
MADE_BY: Final = '<meta name="generator" content="woezo fit">'
"""By this a page is known as one that may be written anew."""
STYLE: Final = """
* { box-sizing: border-box; }
body { margin: 0; background: var(--canvas); color: var(--text); font: var(--fs-14)/var(--lh) var(--font); }
main { max-width: 1240px; margin: 0 auto; padding: var(--sp-6) var(--sp-5); }
h1 { font-size: var(--fs-22); line-height: var(--lh-tight); margin: 0 0 var(--sp-3); overflow-wrap: anywhere; }
h2 { font-size: var(--fs-18); margin: var(--sp-7) 0 var(--sp-2); }
p { margin: 0 0 var(--sp-4); color: var(--text-2); max-width: 76ch; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%), 1fr)); gap: var(--sp-4); }
.panels { align-items: start; }
figure { margin: 0; padding: var(--sp-4); min-width: 0; }
figure { background: var(--surface); border: 1px solid var(--line); border-radius: var(--r-3); }
figcaption { font-weight: var(--fw-medium); margin-bottom: var(--sp-3); overflow-wrap: anywhere; }
svg { display: block; width: 100%; max-width: 460px; height: auto; }
svg text { font: 11px var(--font); fill: var(--text-3); font-variant-numeric: tabular-nums; }
.grid { stroke: var(--ch-grid); }
.area { fill: var(--ch-ref); opacity: .32; }
.range { stroke: var(--ch-ref); fill: none; }
.line { fill: none; }
.line.seen { stroke: var(--ch-ref); stroke-width: 5; opacity: .45; }
.line.written { stroke: var(--ch-1); stroke-width: 1.75; }
.mark.seen { fill: var(--surface); stroke: var(--text-2); stroke-width: 1.5; }
.mark.written { fill: var(--ch-1); }
.mark.beyond { fill: var(--ch-2); }
.key { display: inline-block; width: 18px; height: 8px; margin-right: var(--sp-2); background: var(--ch-ref); opacity: .45; }
.key.written { height: 2px; background: var(--ch-1); opacity: 1; vertical-align: 3px; margin-left: var(--sp-4); }
table { border-collapse: collapse; font-size: var(--fs-12); margin-top: var(--sp-3); }
caption { text-align: left; color: var(--text-3); }
th, td { padding: 2px var(--sp-3); text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th, td { border-bottom: 1px solid var(--line); }
th { color: var(--text-2); font-weight: var(--fw-medium); }
th:first-child { text-align: left; padding-left: 0; }
details { margin-top: var(--sp-3); font-size: var(--fs-12); }
summary { cursor: pointer; color: var(--text-2); min-height: 24px; }
.scroll { overflow-x: auto; }
@page { margin: 12mm; }
@media print {
  :root:not([data-theme]) {
    color-scheme: light; --canvas: #fff; --surface: #fff; --line: #c5c8c0; --text: #1b1e1b; --text-2: #50554e;
    --text-3: #656a62; --ch-1: #0d6470; --ch-2: #b5501a; --ch-ref: #757a71; --ch-grid: #e6e8e3;
  }
  body, figure { background: none; }
  main { max-width: none; padding: 0; }
  .panels { grid-template-columns: repeat(2, 1fr); }
  figure { break-inside: avoid; }
  h2, h2 + p { break-after: avoid; }
  details { display: none; }
}
"""


def page(found: Beside, name: str, file: str, contacts: int, words: Words) -> str:
    """The whole file."""
    first, last = (_date(one.day, words) for one in (found.days[0], found.days[-1]))
    title = say("plots_title", name=name)
    about = say("plots_about", contacts=words.cell(contacts, "count"), first=first, last=last, file=file)
    tokens = (resources.files("woezo.portal") / "static" / "portal" / "tokens.css").read_text(encoding="utf-8")
    key = f'<span class="key"></span>{_said("plots_seen")} <span class="key written"></span>{_said("plots_written")}'
    body = "\n".join(_sections(found, words))
    return f"""<!doctype html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
{MADE_BY}
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{tokens}{STYLE}</style>
</head>
<body><main>
<h1>{escape(title)}</h1>
<p>{escape(about)}</p>
<p>{key}</p>
{body}
</main></body>
</html>
"""


def _sections(found: Beside, words: Words) -> Iterable[str]:
    yield _section("plots_arrivals", _weekdays(found.arrivals, words))
    yield _section("plots_agents", _weekdays(found.agents, words))
    left = say("plots_left_out", most=MOST_QUEUES, left=found.left_out) if found.left_out else ""
    yield _section("plots_handling", [_distribution(one, words) for one in found.handling], left)
    if found.patience:
        yield _section("plots_patience", [_distribution(one, words) for one in found.patience])
    if found.redials:
        yield _section("plots_redials", [_calling_again(one, words) for one in found.redials])
    if found.wrap:
        code = "plots_wrap_known" if found.wrap[0].name else "plots_wrap"
        yield _section(code, [_distribution(one, words) for one in found.wrap])
    yield _section("plots_days", [_days("plots_days_drawn", found.days, "count", words)])
    if found.pace:
        yield _section("plots_pace", [_days("plots_pace_drawn", found.pace, "number", words)])


def _section(code: str, panels: Sequence[str], more: str = "") -> str:
    how = f"{say(f'{code}_read')} {more}".strip()
    inside = "\n".join(panels)
    return f'<section><h2>{_said(code)}</h2>\n<p>{escape(how)}</p>\n<div class="panels">\n{inside}\n</div></section>'


def _said(code: str) -> str:
    return escape(say(code))


# -- panels ---------------------------------------------------------------------------------------------------------------
def _weekdays(days: Sequence[Weekday], words: Words) -> list[str]:
    names = get_day_names("wide", locale=words.locale)
    found = []
    for day, drawing in zip(days, fit_curves.weekdays(days), strict=True):
        title = say("plots_weekday", weekday=str(names[day.weekday]).capitalize(), days=day.days)
        columns = [("plots_seen", day.seen), ("plots_written", day.written)]
        columns += [("plots_least", day.low), ("plots_most", day.high)] if day.high else []
        rows = [
            (_clock(at, len(day.seen)), *(_number(values[at], words) for _, values in columns))
            for at in range(len(day.seen))
            if day.seen[at] or day.written[at]
        ]
        table = _table((say("plots_hour"), *(say(code) for code, _ in columns)), rows)
        found.append(_panel(title, drawing, _folded(table), say("plots_hours_axis")))
    return found


def _distribution(one: Distribution, words: Words) -> str:
    cut = words.percent(one.cut_short / one.many) if one.many else MISSING
    observed = say("plots_cut_short" if one.cut_short else "plots_many", many=words.cell(one.many, "count"), cut=cut)
    title = f"{one.name}{words.colon} {observed}" if one.name else observed
    rows = [
        (words.percent(share), figure(seen, "ms", words), figure(law, "ms", words))
        for share, seen, law in one.quantiles()
    ]
    table = _table((say("plots_share"), say("plots_seen"), say("plots_written")), rows)
    drawing = fit_curves.distribution(one)
    return _panel(title, drawing, table, say(f"plots_axis_{drawing.unit}"), "%")


def _calling_again(one: CallingAgain, words: Words) -> str:
    title = say("plots_redials_drawn", queue=one.name, many=words.cell(one.many, "count"))
    rows = [(str(at_ms // MINUTE_MS), *(words.percent(share) for share in shares)) for at_ms, *shares in one.shares()]
    table = _table(tuple(say(f"plots_{head}") for head in ("until", "seen", "anyway", "written")), rows)
    return _panel(title, fit_curves.calling_again(one), table, say("plots_axis_min"), "%")


def _days(code: str, days: Sequence[DaySeen], unit: str, words: Words) -> str:
    drawing = fit_curves.days(days)
    inside = sum(one.is_within for one in days)
    title = say(code, inside=inside, all=len(days))
    rows = []
    for one in days:
        values = (one.seen, one.low, one.high)
        cells = [words.cell(round(value), unit) if unit == "count" else written(value, 2, words) for value in values]
        rows.append((_date(one.day, words), *cells))
    heads = tuple(say(head) for head in ("plots_day", "plots_seen", "plots_from", "plots_to"))
    ends = [_date(int(tick.label), words) for tick in drawing.columns]
    return _panel(title, drawing, _folded(_table(heads, rows)), "", labels=ends)


def _panel(
    title: str, drawing: Drawing, table: str, axis: str, sign: str = "", labels: Sequence[str] | None = None
) -> str:
    return f"<figure><figcaption>{escape(title)}</figcaption>\n{_svg(title, drawing, axis, sign, labels)}\n{table}</figure>"


def _svg(title: str, drawing: Drawing, axis: str, sign: str, labels: Sequence[str] | None) -> str:
    parts = [f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">']
    for row in drawing.rows:
        parts.append(f'<path class="grid" d="M{LEFT} {row.at}H{RIGHT}"/>')
        label = f"{row.label}\N{NO-BREAK SPACE}{sign}" if sign else row.label
        parts.append(f'<text x="{LEFT - 6}" y="{row.at + 4:.1f}" text-anchor="end">{label}</text>')
    for number, column in enumerate(drawing.columns):
        label = labels[number] if labels else column.label
        parts.append(f'<text x="{column.at}" y="{BOTTOM + 14}" text-anchor="{column.anchor}">{escape(label)}</text>')
    if axis:
        parts.append(f'<text x="{RIGHT}" y="{HEIGHT - 1}" text-anchor="end">{escape(axis)}</text>')
    for path, style in (
        (drawing.areas, "area"),
        (drawing.ranges, "range"),
        (drawing.seen, "line seen"),
        (drawing.written, "line written"),
    ):
        if path:
            parts.append(f'<path class="{style}" d="{path}"/>')
    radius = 3.5 if len(drawing.marks) < 60 else 2
    parts += [f'<circle class="mark {style}" cx="{x}" cy="{y}" r="{radius}"/>' for x, y, style in drawing.marks]
    return "".join([*parts, "</svg>"])


# -- tables ---------------------------------------------------------------------------------------------------------------
def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "\n".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></div>'


def _folded(table: str) -> str:
    return f"<details><summary>{_said('plots_numbers')}</summary>{table}</details>"


def _clock(at: int, many: int) -> str:
    minutes = at * 1440 // many
    return f"{minutes // 60}:{minutes % 60:02}"


def _number(value: float, words: Words) -> str:
    return written(value, 1, words)


def _date(day: int, words: Words) -> str:
    return words.cell(EPOCH + timedelta(days=day), "date")
