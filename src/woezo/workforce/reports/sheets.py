"""The tables of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from woezo.commercial.money import per_euro
from woezo.parameters.declaring import Provenance, declared
from woezo.parameters.faults import shown
from woezo.workforce.costs.costing import ITEMS, Costing, told
from woezo.workforce.costs.prices import contact_price, own_price, reference_price
from woezo.workforce.hiring.calendars import ends
from woezo.workforce.hiring.cohorts import on, on_each
from woezo.workforce.hiring.funnel import STAGES, announced
from woezo.workforce.hiring.plan import GROUPS, LISTS, Plan
from woezo.workforce.hiring.results import Reading
from woezo.workforce.periods import Period, activity_years, calendar_years
from woezo.workforce.reports.comparisons import PEOPLE, beside
from woezo.workforce.tables import EURO, Cell, Column, Table, once

LEVELS: Final = ("p5", "p50", "p95")
Bands = Mapping[str, Sequence[Sequence[float]]]


def of_reading(costing: Costing, bands: Bands) -> dict[str, Table]:
    """The tables of one calendar."""
    tables = (
        _curve(costing, bands),
        _classes(costing),
        _funnel(costing),
        _seats(costing),
        _costs(costing),
        _lines(costing),
        _years(costing),
        _contacts(costing),
    )
    return {table.name: once(table) for table in tables}


def of_plan(plan: Plan, readings: Sequence[Reading]) -> dict[str, Table]:
    """The tables that all readings share."""
    named = {one.name: one for one in readings}
    tables = (
        beside(plan.site.currency, named, "readings"),
        _promises(readings),
        _hours(plan, readings),
        _days_off(plan, readings),
        _learning(plan),
        _parameters(plan),
    )
    return {table.name: once(table) for table in tables}


def _promises(readings: Sequence[Reading]) -> Table:
    columns = [
        Column("promise", "text"),
        Column("counted_as", "code"),
        Column("until", "date"),
        Column("target", "count"),
    ]
    for one in readings:
        columns += [Column(f"expected.{one.name}", "people"), Column(f"chance.{one.name}", "ratio")]
    rows = []
    for together in zip(*(one.chances for one in readings), strict=True):
        one = together[0]
        figures = (figure for each in together for figure in (each.expected, each.chance))
        rows.append((one.name, one.metric, one.last, one.target, *figures))
    return Table("promises", tuple(columns), tuple(rows))


def _curve(costing: Costing, bands: Bands) -> Table:
    """People on the last day of each month, expected and as the simulated plans have them."""
    banded = [count for count in PEOPLE if count in bands]
    columns = [Column("month", "month"), *(Column(count, "people") for count in PEOPLE)]
    columns += [Column(f"{count}.{level}", "people") for count in banded for level in LEVELS]
    rows = []
    for number, month in enumerate(costing.staffing.months):
        expected = (getattr(month.last_day, count) for count in PEOPLE)
        simulated = (bands[count][level][number] for count in banded for level in range(len(LEVELS)))
        rows.append((month.period.first, *expected, *simulated))
    return Table("curve", tuple(columns), tuple(rows))


def on_day(rows: Sequence[tuple[Cell, ...]]) -> Table:
    """Reading, count, expected people and percentiles on one day."""
    columns = (Column("reading", "code"), Column("count", "code"), Column("expected", "people"))
    return Table("on_day", (*columns, *(Column(level, "people") for level in LEVELS)), tuple(rows))


def _learning(plan: Plan) -> Table:
    """By month since certification: the share of an experienced agent's work, and the handling time that goes with it."""
    columns = [Column("month_since_certification", "count"), Column("efficiency", "ratio")]
    columns += [Column(f"handling_s:{one.name}", "count") for one in plan.programmes]
    rows = [
        (month, ratio, *(round(one.handling_s / ratio) if ratio else None for one in plan.programmes))
        for month, ratio in enumerate(plan.learning.efficiency_ratios, 1)
    ]
    return Table("learning_curve", tuple(columns), tuple(rows))


def _classes(costing: Costing) -> Table:
    plan, staffing = costing.plan, costing.staffing
    columns = (
        Column("number", "count"),
        Column("sourcing_from", "date"),
        Column("start", "date"),
        Column("size", "count"),
        Column("applicants", "count"),
        Column("starts", "people"),
        Column("trainers", "count"),
        Column("certification", "date"),
        Column("certified", "people"),
        Column("there_at_the_end", "people"),
    )
    rows = []
    for number, (held, cohort, applicants) in enumerate(
        zip(staffing.classes, staffing.cohorts, staffing.applicants, strict=True), 1
    ):
        certified = held.start + timedelta(weeks=plan.training.weeks)
        trainers = -(-held.size // plan.training.trainees_per_trainer)
        sourcing = held.start - timedelta(weeks=plan.sourcing.lead_weeks)
        passed, left = cohort.there(certified), cohort.there(ends(plan))
        rows.append(
            (number, sourcing, held.start, held.size, applicants, cohort.starts, trainers, certified, passed, left)
        )
    return Table("classes", columns, tuple(rows))


def _funnel(costing: Costing) -> Table:
    """All applicants of the plan by source, and how many are expected after each stage."""
    plan = costing.plan
    sums = {one.number: [Decimal(0)] * (len(STAGES) + 1) for one in plan.sources}
    for held in costing.staffing.classes:
        for wanted in announced(plan, held.size):
            row = sums[wanted.source.number]
            row[0] += wanted.applicants
            for number, (_, left) in enumerate(wanted.by_stage(), 1):
                row[number] += left
    columns = (Column("source", "text"), Column("applicants", "count"), *(Column(stage, "people") for stage in STAGES))
    named = {one.number: one.name for one in plan.sources}
    rows: list[tuple[Cell, ...]] = [(named[number], int(row[0]), *map(float, row[1:])) for number, row in sums.items()]
    return Table("funnel", columns, tuple(rows))


def _seats(costing: Costing) -> Table:
    """Seats, places in training and the people beside the agents."""
    roles = [role.name for role in costing.plan.support]
    columns = (
        Column("month", "month"),
        Column("certified", "people"),
        Column("in_training", "people"),
        Column("seats", "count"),
        Column("training_places", "count"),
        Column("coaches", "count"),
        *(Column(f"role:{name}", "count") for name in roles),
        Column("productive_hours", "hours"),
        Column("idle_hours", "hours"),
        Column("effective_hours", "hours"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            month.period.first,
            month.heads.certified,
            month.heads.in_training,
            month.seats,
            month.training_places,
            month.coaches,
            *(heads for _, heads in month.roles),
            month.work.productive_hours,
            month.work.idle_hours,
            month.work.effective_hours,
        )
        for month in costing.staffing.months
    ]
    return Table("staff", columns, tuple(rows))


def _costs(costing: Costing) -> Table:
    """A row for each month and one for the whole; the totals are the sums of their row, in both currencies."""
    currency = costing.plan.site.currency
    by_month: dict[Any, dict[str, int]] = {month.period.first: {} for month in costing.staffing.months}
    euro: dict[Any, int] = dict.fromkeys(by_month, 0)
    for line in costing.lines:
        row = by_month[line.month.first]
        row[line.item] = row.get(line.item, 0) + line.amount
        euro[line.month.first] += line.amount_eur or 0
    known = costing.total_eur is not None
    rows: list[tuple[Cell, ...]] = [
        (month, *(row.get(item, 0) for item in ITEMS), sum(row.values()), euro[month] if known else None)
        for month, row in by_month.items()
    ]
    sums = (sum(row.get(item, 0) for row in by_month.values()) for item in ITEMS)
    rows.append(("total", *sums, costing.total, costing.total_eur))
    columns = (
        Column("month", "month"),
        *(Column(item, currency) for item in ITEMS),
        Column("total", currency),
        Column("total_eur", "EUR"),
    )
    return Table("costs", columns, tuple(rows))


def _lines(costing: Costing) -> Table:
    """Every line with its quantity and price: what all the other amounts are sums of."""
    currency = costing.plan.site.currency
    columns = (
        Column("month", "month"),
        Column("item", "code"),
        Column("detail", "word"),
        Column("quantity", "number"),
        Column("price", "rate"),
        Column("amount", currency),
        Column("amount_eur", "EUR"),
    )
    rows = (
        (line.month.first, line.item, line.detail, line.quantity, told(line, currency), line.amount, line.amount_eur)
        for line in costing.lines
    )
    return Table("lines", columns, tuple(rows))


def _years(costing: Costing) -> Table:
    """By calendar year, then by year of activity: who came, left and is there; cost and hours of the months that end in it."""
    plan, groups, last = costing.plan, costing.staffing.cohorts, ends(costing.plan)
    first = min(costing.staffing.first, plan.site.opening)
    periods = [("calendar_year", one.first.year, one) for one in calendar_years(first, last)]
    if first < plan.site.opening:
        periods.append(("activity_year", 0, Period(first, plan.site.opening - timedelta(days=1))))
    periods += [("activity_year", n, one) for n, one in enumerate(activity_years(plan.site.opening, last), 1)]
    columns = (
        Column("kind", "code"),
        Column("year", "year"),
        Column("first", "date"),
        Column("last", "date"),
        Column("starts", "people"),
        Column("leavers", "people"),
        Column("on_payroll", "people"),
        Column("effective", "people"),
        Column("cost", plan.site.currency),
        Column("cost_eur", "EUR"),
        Column("productive_hours", "hours"),
    )
    rows = []
    befores = on_each(groups, [over.first - timedelta(days=1) for _, _, over in periods])
    afters = on_each(groups, [over.last for _, _, over in periods])
    for (kind, year, over), before, after in zip(periods, befores, afters, strict=True):
        starts = after.recruited - before.recruited
        months = [month for month in costing.staffing.months if over.first <= month.period.last <= over.last]
        firsts = {month.period.first for month in months}
        lines = [line for line in costing.lines if line.month.first in firsts]
        euro = sum(line.amount_eur or 0 for line in lines) if costing.total_eur is not None else None
        leavers = starts - (after.on_payroll - before.on_payroll)
        hours = sum(month.work.productive_hours for month in months)
        cost = sum(line.amount for line in lines)
        rows.append(
            (kind, year, over.first, over.last, starts, leavers, after.on_payroll, after.effective, cost, euro, hours)
        )
    return Table("years", columns, tuple(rows))


def _contacts(costing: Costing) -> Table:
    """A contact of each programme: over the plan, by experienced agents of the site, and at the other places."""
    plan, staffing = costing.plan, costing.staffing
    agents = on(staffing.cohorts, ends(plan)).certified
    own = own_price(plan, agents)
    others = [reference_price(one) for one in plan.references]
    currency = plan.site.currency
    columns = (
        Column("programme", "text"),
        Column("capacity", "count"),
        Column("over_the_plan", f"{currency}/contact"),
        Column("over_the_plan_eur", "EUR/contact"),
        Column(f"place:{plan.site.name}", "EUR/contact"),
        *(Column(f"place:{one.place}", "EUR/contact") for one in others),
    )
    rate = per_euro(currency, plan.site.per_euro)
    rows = []
    for number, programme in enumerate(plan.programmes):
        contacts = round(sum(month.work.contacts[number] for month in staffing.months))
        price = contact_price(costing, number)
        euro = price / rate if price is not None and rate else None
        rows.append((programme.name, contacts, price, euro, *(one.contact_eur(programme) for one in (own, *others))))
    return Table("contacts", columns, tuple(rows))


def _hours(plan: Plan, readings: Sequence[Reading]) -> Table:
    """The productive hour: the averages of the readings, the steady state of the largest, other places; euros stand there."""
    rows: list[tuple[Cell, ...]] = []
    largest = max(readings, key=lambda one: one.end.certified, default=None)
    if largest and largest.end.certified >= 1:  # one agent alone would carry all that is fixed
        own = own_price(plan, largest.end.certified)
        rows.append((own.place, f"steady.{largest.name}", own.currency, own.price, own.price_eur))
    for one in readings:
        rows.append((plan.site.name, f"average.{one.name}", plan.site.currency, one.hour, one.hour_eur))
    for place in map(reference_price, plan.references):
        rows.append((place.place, "steady", place.currency, place.price, place.price_eur))
    all_euro = all(row[2] == EURO for row in rows)
    columns = (
        Column("place", "text"),
        Column("case", "code"),
        Column("currency", "text"),
        Column("productive_hour", f"{EURO}/h" if all_euro else "price"),
        Column("productive_hour_eur", f"{EURO}/h"),
    )
    if not all_euro:
        rows = [row if row[2] != EURO else (*row[:3], None, row[4]) for row in rows]
    return Table("hours", columns, tuple(rows))


def _days_off(plan: Plan, readings: Sequence[Reading]) -> Table:
    """The holidays from the first class or the opening to the end, and which of them take a working day."""
    first = min([plan.site.opening, *(held.start for one in readings for held in one.classes)])
    columns = (
        Column("date", "date"),
        Column("name", "holiday"),
        Column("confidence", "code"),
        Column("working_days_lost", "count"),
    )
    rows = [
        (one.day, one.name, str(one.confidence), int(one.is_lost))
        for one in plan.working_days.days_off(first, plan.last_day)
    ]
    return Table("days_off", columns, tuple(rows))


def _parameters(plan: Plan) -> Table:
    """Every parameter with what it is, where it is from and how far it may be trusted."""
    columns = (
        Column("key", "text"),
        Column("value", "value"),
        Column("source", "word"),
        Column("date", "date"),
        Column("confidence", "code"),
    )
    rows = [
        (key, _value(value), one.source, one.at, str(one.confidence))
        for key, value, one in parameters(plan)
        if value not in (None, "")
    ]
    return Table("parameters", columns, tuple(rows))


def _value(value: Any) -> Cell:
    """Numbers and days as such, all else as it would stand in the text of the plan."""
    as_it_is = isinstance(value, int | Decimal | date) and not isinstance(value, bool)
    return value if as_it_is else shown(value)


def parameters(plan: Plan) -> Iterable[tuple[str, Any, Provenance]]:
    """Key, value and provenance of everything the plan goes by."""
    for name, kind in GROUPS.items():
        for one, parameter in declared(kind):
            key = f"{name}.{one.name}"
            yield key, getattr(getattr(plan, name), one.name), plan.provenance.get(key, parameter.provenance)
    for name, (many, kind) in LISTS.items():
        for entry in getattr(plan, many):
            for one, parameter in declared(kind):
                key = f"{name}.{entry.number}.{one.name}"
                yield key, getattr(entry, one.name), plan.provenance.get(key, parameter.provenance)
