"""Readings, cases and plans under each other: what each takes, and what it takes more than the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from woezo.commercial.money import minor, units
from woezo.workforce.hiring.results import Reading
from woezo.workforce.tables import EURO, Cell, Column, Table, once

CENT, TENTH = Decimal("0.01"), Decimal("0.1")
PEOPLE: Final = ("recruited", "on_payroll", "certified", "effective")


def beside(currency: str, cases: Mapping[str, Reading], name: str = "what_ifs") -> Table:
    """Calendars or cases under each other: people on the last day, cost, price of an hour, chance of each promise."""
    first = next(iter(cases.values()))
    promised = [one for one in first.chances if one.metric == _own(first, one.promise)]
    columns = (
        Column("case", "code"),
        Column("places", "count"),
        *(Column(one, "people") for one in PEOPLE),
        Column("cost", currency),
        Column("cost_eur", "EUR"),
        Column("productive_hour", f"{currency}/h"),
        Column("productive_hour_eur", "EUR/h"),
        *(Column(f"promise.{one.promise}", "ratio") for one in promised),
    )
    rows = []
    for case, one in cases.items():
        people = (getattr(one.end, count) for count in PEOPLE)
        kept = tuple(chance.chance for chance in one.chances if chance.metric == _own(one, chance.promise))
        rows.append((case, one.places, *people, one.total, one.total_eur, one.hour, one.hour_eur, *kept))
    return once(Table(name, columns, tuple(rows)))


def to_keep(currency: str, planned: Reading, cases: Mapping[str, Reading | None]) -> Table:
    """Of each case the smallest calendar that keeps the promises, and what it costs more than what is planned.

    None where no calendar keeps them.
    """
    columns = (
        Column("case", "code"),
        Column("classes", "count"),
        Column("places", "count"),
        Column("recruited", "people"),
        Column("on_payroll", "people"),
        Column("cost", currency),
        Column("cost_eur", "EUR"),
        Column("difference", currency),
        Column("difference_eur", "EUR"),
        Column("productive_hour", f"{currency}/h"),
        Column("productive_hour_eur", "EUR/h"),
    )
    nothing: tuple[Cell, ...] = (None,) * (len(columns) - 1)
    rows = tuple((case, *(nothing if one is None else _kept(planned, one))) for case, one in cases.items())
    return once(Table("to_keep", columns, rows))


def _kept(planned: Reading, one: Reading) -> tuple[Cell, ...]:
    euro = None if one.total_eur is None or planned.total_eur is None else one.total_eur - planned.total_eur
    people = len(one.classes), one.places, one.end.recruited, one.end.on_payroll
    return *people, one.total, one.total_eur, one.total - planned.total, euro, one.hour, one.hour_eur


def compared(currency: str | None, names: tuple[str, str], pairs: Sequence[tuple[str, Reading, Reading]]) -> Table:
    """Of each pair a row for each plan and one for the difference.

    Figures are rounded as they are shown, amounts to whole units: who subtracts what he reads finds the difference.
    """
    columns = [Column("reading", "code"), Column("plan", "code"), Column("places", "count")]
    columns += [Column(one, "people") for one in PEOPLE]
    if currency:
        columns += [Column("cost", currency), Column("productive_hour", f"{currency}/h")]
    columns += [Column("cost_eur", "EUR"), Column("productive_hour_eur", "EUR/h")]
    rows: list[tuple[Cell, ...]] = []
    for reading, *pair in pairs:
        figures = [_figures(one, currency) for one in pair]
        apart = [None if a is None or b is None else b - a for a, b in zip(*figures, strict=True)]
        lead = zip((f"plan:{names[0]}", f"plan:{names[1]}", "difference"), (*figures, apart), strict=True)
        rows += [(reading, name, *row) for name, row in lead]
    return once(Table("compared", tuple(columns), tuple(rows)))


def _figures(one: Reading, currency: str | None) -> list[Any]:
    own = [_whole(one.total, currency), _rounded(one.hour, CENT)] if currency else []
    people = (float(_rounded(Decimal(str(getattr(one.end, count))), TENTH)) for count in PEOPLE)
    return [one.places, *people, *own, _whole(one.total_eur, EURO), _rounded(one.hour_eur, CENT)]


def _rounded(figure: Decimal | None, to: Decimal) -> Any:
    return None if figure is None else figure.quantize(to)


def _whole(amount: int | None, currency: str) -> int | None:
    """Minor units, of whole units."""
    return None if amount is None else minor(units(amount, currency).quantize(Decimal(1)), currency)


def _own(reading: Reading, promise: int) -> str:
    """The way of counting that a promise names: the first of its chances."""
    return next(one.metric for one in reading.chances if one.promise == promise)
