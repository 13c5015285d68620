"""A report as the page shows it: the readings first, then hours, promises, and the tables of the one that is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from woezo.parameters.declaring import Confidence
from woezo.planning.promises.chances import mark
from woezo.planning.promises.definitions import who_counts
from woezo.planning.rendering.charts import Chart, Curve, chart
from woezo.planning.rendering.grids import Grid, grid
from woezo.planning.wording.words import Words
from woezo.workforce.hiring.plan import ON_PAYROLL, STARTS, Plan
from woezo.workforce.hiring.results import Chance, Reading, Report
from woezo.workforce.tables import EURO, Cell, Table

CURVES: Final = (("recruited", "actual"), ("on_payroll", "chosen"), ("effective", "other"))
BANDED: Final = ("on_payroll", "effective")
NOT_ON_PAPER: Final = ("places", "certified", "effective")
KEPT_ON_PAPER: Final = ("classes", "recruited", "cost", "difference", "difference_eur")
SHOWN: Final = (
    "years",
    "classes",
    "staff",
    "costs",
    "contacts",
    "learning_curve",
    "funnel",
    "curve",
    "lines",
    "days_off",
)


@dataclass(frozen=True)
class Panel:
    """A reading on the first screen."""

    name: str
    title: str
    target: int
    chart: Chart
    reading: Reading
    cost: str
    cost_eur: str  # empty where the cost is in euro, or has no rate; so is that of the hour
    hour: str
    hour_eur: str
    starts_a_month: str


def on_paper(tables: Mapping[str, Table]) -> Table | None:
    """The what-ifs with what would still keep the promise in the same row: paper is wide, and its one page is short."""
    table, kept = tables.get("what_ifs"), tables.get("to_keep")
    if table is None or kept is None:
        return table
    wide = [
        number for number, column in enumerate(table.columns) if column.name not in (*NOT_ON_PAPER, _one_hour(table))
    ]
    more = [number for number, column in enumerate(kept.columns) if column.name in KEPT_ON_PAPER]
    columns = [table.columns[number] for number in wide]
    columns += [replace(kept.columns[number], name=f"kept.{kept.columns[number].name}") for number in more]
    rows = [
        (*(row[number] for number in wide), *(beside[number] for number in more))
        for row, beside in zip(table.rows, kept.rows, strict=True)
    ]
    return Table(table.name, tuple(columns), tuple(rows))


def what_ifs_on_paper(tables: Mapping[str, Table], words: Words) -> Grid | None:
    """They with the note of what would keep the promise: a case that costs less is no saving, on paper neither."""
    table = on_paper(tables)
    return (
        None
        if table is None
        else replace(grid(table, words), note=words.note("to_keep" if "to_keep" in tables else table.name))
    )


def _one_hour(table: Table) -> str:
    """The column of the productive hour that is left out: its own currency, where it is known in euro."""
    at = next((number for number, column in enumerate(table.columns) if column.name == "productive_hour_eur"), None)
    known = at is not None and any(row[at] is not None for row in table.rows)
    return "productive_hour" if known else "productive_hour_eur"


def panels(report: Report, words: Words) -> list[Panel]:
    """The readings side by side, on one scale."""
    plan = report.plan
    assert plan is not None
    highest = max((one.end.recruited for one in report.readings), default=0.0)
    target = max((one.target for one in plan.promises), default=0)
    top = max(highest, target, 10.0) * 1.05
    return [_panel(plan, one, words, top, target) for one in report.readings]


def _panel(plan: Plan, one: Reading, words: Words, top: float, target: int) -> Panel:
    currency = plan.site.currency
    months = max(1, len({(held.start.year, held.start.month) for held in one.classes}))
    return Panel(
        name=one.name,
        title=words.label(one.name),
        target=target,
        chart=_chart(one, words, top, target),
        reading=one,
        cost=_amount(one.total, currency, words),
        cost_eur="" if currency == EURO or one.total_eur is None else _amount(one.total_eur, EURO, words),
        hour=_price(one.hour, currency, words),
        hour_eur="" if currency == EURO or one.hour_eur is None else _price(one.hour_eur, EURO, words),
        starts_a_month=words.cell(one.end.recruited / months, "people"),
    )


def _amount(value: int | None, currency: str, words: Words) -> str:
    return "–" if value is None else words.brief(value, currency)


def _price(value: Any, currency: str, words: Words) -> str:
    return "–" if value is None else f"{words.cell(value, f'{currency}/h')} {currency}"


def _chart(one: Reading, words: Words, top: float, target: int) -> Chart:
    curve = one.tables["curve"]
    names = [column.name for column in curve.columns]

    def column(name: str) -> list[float]:
        return [float(row[names.index(name)] or 0) for row in curve.rows] if name in names else []  # type: ignore[arg-type]

    curves = [
        Curve(
            words.label(name),
            style,
            column(name),
            column(f"{name}.p5") if name in BANDED else [],
            column(f"{name}.p95") if name in BANDED else [],
        )
        for name, style in CURVES
    ]
    months = [row[0] for row in curve.rows if isinstance(row[0], date)]
    said = ", ".join(
        f"{each.name.lower()}{words.colon} {words.cell(round(each.values[-1]), 'count')}" for each in curves
    )
    last = words.cell(months[-1], "month")
    return chart(said, months, curves, top, target or None, last, written=words.count)


def gap(report: Report, words: Words) -> dict[str, Any] | None:
    """What people who are there take beyond people who are only hired, and its price."""
    named = {one.name: one for one in report.readings}
    if STARTS not in named or ON_PAYROLL not in named or report.plan is None:
        return None
    starts, there = named[STARTS], named[ON_PAYROLL]
    more = there.total - starts.total
    euro = None if there.total_eur is None or starts.total_eur is None else there.total_eur - starts.total_eur
    people = round(there.promised.recruited) - round(starts.promised.recruited)
    effective = round(there.promised.effective) - round(starts.promised.effective)
    return {
        "starts": f"{people:+d}",
        "more": abs(people),
        "there": str(report.counting(there.promised.on_payroll)),
        "left": str(report.counting(starts.promised.on_payroll)),
        "who": who_counts(report.largest, words) if report.largest else "",
        "due": "" if there.due == report.plan.last_day else words.cell(there.due, "date"),
        **_price_of(more, euro, report.plan.site.currency, words),
        "share": words.percent(more / starts.total) if starts.total else "–",
        "effective": f"{effective:+d}",
        "more_effective": abs(effective),
    }


def _price_of(more: int, euro: int | None, currency: str, words: Words) -> dict[str, str]:
    """An amount in euro, with that of the site beside it; without a rate that of the site alone, and why."""
    own = _amount(more, currency, words)
    if currency == EURO:
        return {"price": own}
    if euro is None:
        return {"price": own, "no_rate": currency}
    return {"price": _amount(euro, EURO, words), "price_too": own}


@dataclass(frozen=True)
class Kept:
    """How a reading keeps a promise: its name, the people expected, the chance, and the mark that stands beside it."""

    reading: str
    expected: str
    chance: str
    mark: str  # on_course, watch, off_course


def promises(report: Report, words: Words) -> list[tuple[Chance, str, str, list[Kept]]]:
    """Each promise in each way of counting: the promise, its way and its last day in words, and how each reading keeps it."""
    plan = report.plan
    assert plan is not None
    asked = float(plan.calendar.probability_ratio)
    rows = []
    for together in zip(*(one.chances for one in report.readings), strict=True):
        first = together[0]
        kept = [
            Kept(
                words.label(reading.name),
                words.cell(round(one.expected), "count"),
                words.chance(one.chance),
                mark(one.chance, asked),
            )
            for reading, one in zip(report.readings, together, strict=True)
        ]
        rows.append((first, words.label(first.metric), words.cell(first.last, "date"), kept))
    return rows


def hours(report: Report, words: Words) -> list[dict[str, Any]]:
    """The productive hour by place, with the length of its bar; what is in euro stands once, beside the others' euro."""
    table = report.tables["hours"]
    rows = [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows]
    euros: list[Any] = [_in_euro(row) for row in rows]
    most = max((float(euro) for euro in euros if euro), default=1.0)
    return [
        {
            "place": row["place"],
            "case": words.label(str(row["case"])),
            "price": "" if row["currency"] == EURO else _price(row["productive_hour"], str(row["currency"]), words),
            "price_eur": _price(euro, EURO, words),
            "width": 0 if euro is None else round(100 * float(euro) / most, 1),
            "own": row["place"] == report.plan.site.name if report.plan else False,
        }
        for row, euro in zip(rows, euros, strict=True)
    ]


def _in_euro(row: Mapping[str, Cell]) -> Cell:
    return row.get("productive_hour_eur", row["productive_hour"])


def days_off(report: Report, words: Words) -> tuple[int, str]:
    """How many take a working day, and which holidays are to be verified; for paper, which has no place for all."""
    table = report.tables["days_off"]
    doubtful = [
        f"{words.cell(day, 'date')} ({words.cell(name, 'holiday')})"
        for day, name, confidence, _lost in table.rows
        if confidence == Confidence.UNCERTAIN
    ]
    return sum(1 for row in table.rows if row[-1]), ", ".join(doubtful)


def chosen(report: Report, name: str) -> Reading:
    """The reading that is looked at: the one of that name, else what the plan says itself."""
    return next((one for one in report.readings if one.name == name), report.in_force)


def tables_of(report: Report, reading: Reading) -> Iterable[Table]:
    """Every table of a reading and those that all share, for a file."""
    yield from report.tables.values()
    yield from reading.tables.values()
