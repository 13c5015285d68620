"""How the promises of a plan stand, as the page and the files show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from woezo.planning import computing
from woezo.planning.answers import PLANS, SEED, report_of
from woezo.planning.models import Plan
from woezo.planning.promises.chances import mark
from woezo.planning.promises.definitions import who_counts
from woezo.planning.promises.headcount_words import HIDDEN_SENTENCE, HIDDEN_WORD
from woezo.planning.promises.headcounts import Sheet, sheets_of
from woezo.planning.rendering.charts import Chart, Curve, Seen, chart
from woezo.planning.wording.words import Words
from woezo.trail.clock import now_ms
from woezo.workforce.hiring.plan import YOUTH, Promise
from woezo.workforce.hiring.plan import Plan as SitePlan
from woezo.workforce.hiring.results import Reading, Report
from woezo.workforce.promises.headcounts import COLUMNS, FIGURES, NOTE
from woezo.workforce.promises.observed import INDICATORS, Forecast
from woezo.workforce.tables import Cell, Column, Table

DRAWN: Final = (("recruited", "other", "circle"), ("on_payroll", "chosen", "square"))
RATIOS: Final = {
    "nationals": "nationals_ratio",
    "women": "women_ratio",
    "youth": "youth_ratio",
    "first_jobs": "first_job_ratio",
}
OPEN: Final = "open"


@dataclass(frozen=True)
class Tracked:
    """A plan worked out, the sheets of its people, and what follows for its promises, by reading."""

    report: Report | None  # None: it could not be worked out
    sheets: list[Sheet]
    forecasts: Mapping[str, Sequence[Forecast]]

    @property
    def site(self) -> SitePlan | None:
        """The plan as it was read."""
        return self.report.plan if self.report else None

    @property
    def asked(self) -> float:
        """The chance with which the plan is to keep its promises."""
        return float(self.site.calendar.probability_ratio) if self.site else 0.0

    @property
    def in_doubt(self) -> bool:
        """Whether the sheets leave open how many count for a promise."""
        return any(_in_doubt(one) for each in self.forecasts.values() for one in each)

    def outcome(self, one: Forecast) -> str:
        """met or missed once it was counted; before the end on_course, watch, off_course; open where the end is not counted."""
        if one.kept is not None:
            return "met" if one.kept else "missed"
        return OPEN if one.over or one.last < today() else mark(one.chance, self.asked)


def today() -> date:
    """By the centre's clock, in universal time: a promise ends on a day, not at an hour."""
    return datetime.fromtimestamp(now_ms() / 1000, UTC).date()


def tracked(plan: Plan) -> Tracked:
    """How a plan stands. Raises computing's Problem where it takes too long."""
    report, sheets = report_of(plan), sheets_of(plan)
    assert plan.current is not None
    seen = tuple(one.seen for one in sheets)
    return Tracked(report, sheets, computing.compute("outlook", plan.current.text, PLANS, SEED, seen))


# -- tables, for the page and for files -----------------------------------------------------------------------------------
def tables(found: Tracked, words: Words) -> dict[str, Table]:
    """By name: tracker, indicators, headcounts."""
    made = [_tracker(found, words), _indicators(found, words), headcounts(found.sheets, words)]
    return {one.name: one for one in made}


def _tracker(found: Tracked, words: Words) -> Table:
    """A row for each promise and way of counting."""
    columns = [
        Column("promise", "text"),
        Column("authority", "text"),
        Column("counted_as", "code"),
        Column("until", "date"),
        Column("target", "count"),
        Column("sheet_of", "date"),
        Column("actual", "count"),
    ]
    for name in found.forecasts:
        columns += [
            Column(f"expected.{name}", "people"),
            Column(f"low.{name}", "count"),
            Column(f"high.{name}", "count"),
        ]
        columns += [Column(f"chance.{name}", "ratio"), Column(f"outcome.{name}", "code")]
    promises = {one.number: one for one in found.site.promises} if found.site else {}
    rows = []
    for together in zip(*found.forecasts.values(), strict=True):
        one = together[0]
        row: list[Cell] = [
            one.name,
            promises[one.promise].authority,
            one.metric,
            one.last,
            one.target,
            one.seen,
            _between(one, words) if _in_doubt(one) else one.actual,
        ]
        for each in together:
            row += [each.expected, each.low, each.high, each.chance, found.outcome(each)]
        rows.append(tuple(row))
    return Table("tracker", tuple(columns), tuple(rows))


def _indicators(found: Tracked, words: Words) -> Table:
    """Who was recruited, sheet by sheet, the latest first."""
    columns = (
        Column("day", "date"),
        Column("indicator", "code"),
        Column("people", "count"),
        Column("recruited", "count"),
        Column("share", "ratio"),
        Column("assumption", "ratio"),
    )
    rows: list[tuple[Cell, ...]] = []
    for sheet in reversed(found.sheets):
        for name in INDICATORS:
            people = figure(sheet, name, words)
            share = (
                people / sheet.seen.recruited if isinstance(people, int) and sheet.seen.recruited else people or None
            )
            rows.append((sheet.seen.day, name, people, sheet.seen.recruited, share, _assumed(found, name)))
    return Table("indicators", columns, tuple(rows))


def _assumed(found: Tracked, name: str) -> Cell:
    return getattr(found.site.recruits, RATIOS[name]) if found.site else None


def headcounts(sheets: Sequence[Sheet], words: Words, hidden: str = HIDDEN_SENTENCE) -> Table:
    """The sheets as they are imported again. hidden: what stands in the place of a hidden figure, the word or the sentence."""
    columns = (Column("day", "date"), *(Column(name, "count") for name in FIGURES), Column(NOTE, "text"))
    assert [column.name for column in columns] == list(COLUMNS)
    rows = [(one.seen.day, *(figure(one, name, words, hidden) for name in FIGURES), one.note or None) for one in sheets]
    return Table("headcounts", columns, tuple(rows))


def figure(sheet: Sheet, name: str, words: Words, hidden: str = HIDDEN_SENTENCE) -> Cell:
    """A figure of a sheet; in its place, if it may not be shown, why, or that it is hidden."""
    found: Cell = getattr(sheet.seen, name)
    return words.translate(hidden) if name in sheet.hidden else found


# -- the page ---------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Outlook:
    """A promise counted in one way by the calendar of one reading, in words."""

    title: str
    expected: str
    between: str
    chance: str  # nothing where it is settled
    outcome: str
    said: str


@dataclass(frozen=True)
class Way:
    """A promise counted in one way: what is there, and what is to come by each reading."""

    metric: str
    counted_as: str
    promised: bool  # the way that the promise names
    actual: str
    seen: str
    outlooks: list[Outlook]


@dataclass(frozen=True)
class Followed:
    """A promise with its ways of counting."""

    name: str
    target: str
    people: int  # the same
    until: str
    authority: str
    only: str
    estimated: bool  # no sheet counts the people of its ages
    ways: list[Way]


def followed(found: Tracked, words: Words) -> list[Followed]:
    """Each promise; first counted as it says."""
    if found.site is None:
        return []
    rows = list(zip(*found.forecasts.values(), strict=True))
    return [
        _followed(found, promise, [row for row in rows if row[0].promise == promise.number], words)
        for promise in found.site.promises
    ]


def _followed(found: Tracked, promise: Promise, rows: Sequence[Sequence[Forecast]], words: Words) -> Followed:
    return Followed(
        name=promise.name,
        target=words.cell(promise.target, "count"),
        people=promise.target,
        until=words.cell(rows[0][0].last, "date"),
        authority=promise.authority,
        only=who_counts(promise, words),
        estimated=promise.ages not in (None, YOUTH),
        ways=[_way(found, promise, together, words) for together in rows],
    )


def _way(found: Tracked, promise: Promise, together: Sequence[Forecast], words: Words) -> Way:
    one = together[0]
    return Way(
        metric=one.metric,
        counted_as=words.label(one.metric),
        promised=one.metric == promise.metric,
        actual=_between(one, words),
        seen=words.cell(one.seen, "date") if one.seen else "",
        outlooks=[_outlook(found, name, each, words) for name, each in zip(found.forecasts, together, strict=True)],
    )


def _between(one: Forecast, words: Words) -> str:
    """What counts so far; where the sheets do not tell it exactly, from the fewest to the most."""
    if not _in_doubt(one):
        return words.cell(one.actual, "count")
    return f"{words.cell(one.least, 'count')}–{words.cell(one.most, 'count')}"


def _in_doubt(one: Forecast) -> bool:
    return one.seen is not None and one.actual is None


def _outlook(found: Tracked, name: str, one: Forecast, words: Words) -> Outlook:
    outcome = found.outcome(one)
    return Outlook(
        title=words.label(name),
        expected=words.cell(round(one.expected), "count"),
        between="" if one.low == one.high else f"{words.cell(one.low, 'count')}–{words.cell(one.high, 'count')}",
        chance="" if one.kept is not None else words.chance(one.chance),
        outcome=outcome,
        said=words.label(outcome),
    )


@dataclass(frozen=True)
class Counted:
    """An indicator: where it was last shown, and whether the last sheet hides it."""

    title: str
    people: str
    share: str
    assumed: str
    day: str
    hidden: str


def indicators(found: Tracked, words: Words) -> list[Counted]:
    """All four, each as last shown."""
    rows = []
    for name in INDICATORS:
        shown = next((one.seen for one in reversed(found.sheets) if getattr(one.seen, name) is not None), None)
        people = getattr(shown, name, None)
        rows.append(
            Counted(
                title=words.label(name),
                people=words.cell(people, "count"),
                share=words.percent(people / shown.recruited) if shown and people is not None else "–",
                assumed=words.cell(_assumed(found, name), "ratio"),
                day=words.cell(shown.day, "date") if shown else "",
                hidden=words.translate(HIDDEN_WORD) if found.sheets and name in found.sheets[-1].hidden else "",
            )
        )
    return rows


def charts(found: Tracked, words: Words) -> list[tuple[str, Chart]]:
    """Of each reading: its title, the planned curves and what was counted, on one scale."""
    readings = found.report.readings if found.report else ()
    seen = [one.seen.recruited for one in found.sheets]
    top = max([10.0, *(one.end.recruited for one in readings), *seen]) * 1.05
    return [(words.label(one.name), _chart(found, one, words, top)) for one in readings]


def _chart(found: Tracked, one: Reading, words: Words, top: float) -> Chart:
    curve = one.tables["curve"]
    at = {column.name: number for number, column in enumerate(curve.columns)}
    months = [row[0] for row in curve.rows if isinstance(row[0], date)]
    curves = [
        Curve(words.label(name), style, [float(row[at[name]] or 0) for row in curve.rows])  # type: ignore[arg-type]
        for name, style, _ in DRAWN
    ]
    marks = [
        Seen(
            sheet.seen.day,
            people,
            shape,
            f"{words.cell(sheet.seen.day, 'date')}, {words.label(name)}{words.colon} {words.cell(people, 'count')}",
        )
        for sheet in found.sheets
        for name, _, shape in DRAWN
        for people in [getattr(sheet.seen, name)]
    ]
    said = ", ".join(
        f"{each.name.lower()}{words.colon} {words.cell(round(each.values[-1]), 'count')}" for each in curves
    )
    last = f"; {marks[-2].said}; {marks[-1].said}" if marks else ""
    return chart(said + last, months, curves, top, None, words.cell(months[-1], "month"), marks, words.count)


class Last(NamedTuple):
    """A promise, counted as it says."""

    promise: Followed
    way: Way


def last_actuals(plan: Plan, words: Words) -> list[Last]:
    """For the plan's first screen, which includes planning/tracker.html: each promise, its last actual and how it stands."""
    return [Last(one, way) for one in followed(tracked(plan), words) for way in one.ways if way.promised]
