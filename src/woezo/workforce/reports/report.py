"""A plan worked out: its readings, each with its calendar, people, chances and cost, and all of it as tables.

A promise of 500 people has two readings: 500 who start, and 500 who are there at the end. The report works out the smallest
regular calendar for each, whatever the plan itself says; a plan with classes of its own is a third, and stands first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from woezo.workforce.costs.costing import Costing
from woezo.workforce.costs.prices import average_hour
from woezo.workforce.costs.staffing import Staffing
from woezo.workforce.hiring import individuals
from woezo.workforce.hiring.calendars import BEGINNING, chance, classes, ends, period, read_as
from woezo.workforce.hiring.chances import counted
from woezo.workforce.hiring.checks import as_written, checked, crowded, no_more_classes, to_know
from woezo.workforce.hiring.cohorts import cohorts, on
from woezo.workforce.hiring.funnel import expected_starts
from woezo.workforce.hiring.plan import METRICS, ON_PAYROLL, STARTS, Class, Plan
from woezo.workforce.hiring.reading import read
from woezo.workforce.hiring.results import GIVEN, Chance, Reading, Report, Which
from woezo.workforce.reports import comparisons, sheets
from woezo.workforce.reports.what_if import befalling, kept
from woezo.workforce.tables import Table

PLANS: Final = 1_000
SEED: Final = 2020
ANY: Final = Which()


def build(document: Mapping[str, Any], *, plans: int = PLANS, seed: int = SEED) -> Report:
    """Work out a plan; with so many simulated plans for the bands."""
    written, faults = read(document)
    if written is None:
        return Report(None, (), tuple(faults), {}, seed, plans)
    plan, found = checked(written)
    measured = {one.number for one in plan.promises}
    left_out = tuple(one.name for one in written.promises if one.number not in measured)
    nobody_comes = any(one.code == "nobody_comes" for one in found)
    readings = []
    for name, one in _readings(plan):
        held, unreached = classes(one)
        if not nobody_comes:  # else no number of rooms would help
            found += [*unreached, *crowded(one, held)]
        if not unreached and not left_out:  # else a promise that is mended brings more classes
            found += no_more_classes(plan, held)
        readings.append(worked_out(plan, name, held, plans=plans, seed=seed))
    tables, notes = sheets.of_plan(plan, readings), tuple(to_know(plan, (one.classes for one in readings)))
    told = tuple(dict.fromkeys(as_written(faults, found)))
    return Report(plan, tuple(readings), told, tables, seed, plans, notes, left_out)


def _readings(plan: Plan) -> list[tuple[str, Plan]]:
    """The plan's own calendar where it has one, then the readings of its promises."""
    found = [(GIVEN, plan)] if plan.classes or not plan.promises else []
    return found + [(metric, read_as(plan, metric)) for metric in (STARTS, ON_PAYROLL) if plan.promises]


def worked_out(plan: Plan, name: str, held: tuple[Class, ...], *, plans: int, seed: int) -> Reading:
    """A calendar with its bands and tables."""
    costing = Costing(Staffing(replace(plan, classes=held), held))
    days = [month.period.last for month in costing.staffing.months]
    simulated = individuals.simulate(plan, held, days, plans=plans, seed=seed)
    bands = {count: individuals.bands(figures).tolist() for count, figures in simulated.items()}
    return replace(_summed(costing, name, METRICS), tables=sheets.of_reading(costing, bands))


def _summed(costing: Costing, name: str, metrics: tuple[str, ...]) -> Reading:
    """What comes of a calendar, without tables."""
    plan, held, hour = costing.plan, costing.staffing.classes, average_hour(costing)
    periods = [over for one in plan.promises if (over := period(plan, one)) is not None]
    due = max((over.last for over in periods), default=ends(plan))
    return Reading(
        name=name,
        classes=held,
        end=on(costing.staffing.cohorts, ends(plan)),
        due=due,
        promised=on(costing.staffing.cohorts, due),
        chances=chances(plan, held, metrics),
        total=costing.total,
        total_eur=costing.total_eur,
        hour=None if hour is None else hour.price,
        hour_eur=None if hour is None else hour.price_eur,
    )


def chances(plan: Plan, held: tuple[Class, ...], metrics: tuple[str, ...]) -> tuple[Chance, ...]:
    """Of each promise: counted as it says, then in the other ways of metrics."""
    found = []
    for promise in plan.promises:
        over = period(plan, promise)
        assert over is not None
        for metric in (promise.metric, *(one for one in metrics if one != promise.metric)):
            one = replace(promise, metric=metric)
            counting = [c for c in held if c.start <= over.last and (metric != STARTS or c.start >= over.first)]
            expected = sum(expected_starts(plan, c.size) * counted(plan, one, c, over.last) for c in counting)
            kept = chance(plan, one, held)
            since = None if over.first == BEGINNING else over.first
            found.append(Chance(promise.number, promise.name, metric, since, over.last, promise.target, expected, kept))
    return tuple(found)


def what_ifs(report: Report, reading: str, which: Which = ANY) -> Table | None:
    """A reading beside each what-if on the same calendar, promises counted as in that reading; None if there is none."""
    plan, chosen = _asked(report, reading)
    if plan is None or chosen is None:
        return None
    plan = replace(plan, classes=chosen.classes)
    cases = {"as_planned": plan} | {name: change(plan) for name, change in befalling(plan, which).items()}
    summed = {name: _summed(Costing(Staffing(one, one.classes)), name, ()) for name, one in cases.items()}
    return comparisons.beside(plan.site.currency, summed)


def to_keep(report: Report, reading: str, which: Which = ANY) -> Table | None:
    """What would still keep the promises of a reading in each what-if; None if there is none, or nothing is promised.

    On the calendar that was decided, people who leave cost less: that is no saving, and this says what it is.
    """
    plan, chosen = _asked(report, reading)
    if plan is None or chosen is None or not plan.promises:
        return None
    cases = {"as_planned": lambda plan: plan} | befalling(plan, which)
    summed: dict[str, Reading | None] = {}
    for name, change in cases.items():
        one = kept(plan, change)
        summed[name] = None if one is None else _summed(Costing(Staffing(one, one.classes)), name, ())
    return comparisons.to_keep(plan.site.currency, chosen, summed)


def cases(report: Report, reading: str, which: Which = ANY) -> tuple[Table, ...]:
    """Both tables of the what-ifs of a reading, as far as there are such."""
    found = what_ifs(report, reading, which), to_keep(report, reading, which)
    return tuple(table for table in found if table is not None)


def _asked(report: Report, reading: str) -> tuple[Plan | None, Reading | None]:
    """The plan as a reading counts its promises, and that reading."""
    chosen = next((one for one in report.readings if one.name == reading), None)
    plan = report.plan
    return plan if plan is None or reading == GIVEN else read_as(plan, reading), chosen


def compared(first: tuple[str, Report], second: tuple[str, Report]) -> Table | None:
    """Two plans by name under each other for each reading that both have, and the second less the first.

    Where one of them has classes of its own, the calendars in force come first, whatever the other goes by.

    Amounts in the currency of the sites stand only if it is the same. None if the plans share no reading.
    """
    plans = first[1].plan, second[1].plan
    if plans[0] is None or plans[1] is None or not first[1].readings or not second[1].readings:
        return None
    others = {one.name: one for one in second[1].readings}
    pairs = [(one.name, one, others[one.name]) for one in first[1].readings if one.name in others]
    in_force = first[1].in_force, second[1].in_force
    if GIVEN in {one.name for one in in_force}:
        pairs = [("in_force", *in_force), *(pair for pair in pairs if pair[0] != GIVEN)]
    same = plans[0].site.currency == plans[1].site.currency
    return comparisons.compared(plans[0].site.currency if same else None, (first[0], second[0]), pairs)


def on_day(report: Report, day: date) -> Table | None:
    """The people of each reading on a day, expected and as the simulated plans have them; None without a plan."""
    if report.plan is None or not report.readings:
        return None
    rows = []
    for reading in report.readings:
        plan = replace(report.plan, classes=reading.classes)
        expected = on(cohorts(plan, reading.classes), day)
        found = individuals.simulate(plan, reading.classes, [day], plans=report.plans, seed=report.seed)
        for count, figures in found.items():
            levels = (float(level[0]) for level in individuals.bands(figures))
            rows.append((reading.name, count, getattr(expected, count), *levels))
    return sheets.on_day(rows)
