"""What no single cell shows: parameters that do not go together. Each fault names the cell to change and what the plan does.

A plan that breaks one of these still computes: a class on a holiday starts on the next working day, a class that is too large
is held as large as its room, a promise that nobody can measure is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from woezo.commercial.money import PEGS, per_euro
from woezo.parameters.declaring import Confidence, Provenance, declared, gettext_noop
from woezo.parameters.faults import Fault, fault, one_a_cell
from woezo.workforce.hiring.calendars import MOST_PLACES, ends, period
from woezo.workforce.hiring.funnel import LEAST_YIELD, mean_yield
from woezo.workforce.hiring.plan import CHARGES, GROUPS, LISTS, STARTS, YOUTH, Class, Plan, Programme, Promise
from woezo.workforce.law import CURRENCIES, changes, legal
from woezo.workforce.periods import add_months
from woezo.workforce.tables import EURO
from woezo.workforce.working_time import is_known

# The rates are those that the French franc had to these francs, at 6.55957 of it for one euro (regulation 2866/98).
PARITY: Final = Provenance(
    gettext_noop("Fixed parity since 1 January 1999, Council decision 98/683/EC"), date(1999, 1, 1), Confidence.KNOWN
)
"""The source of a rate that a treaty has fixed."""
LONGEST_YEARS: Final = 10
EARLIEST_WEEKS: Final = 104  # before the opening, for a first class

FRANCS: Final = ("XOF", "XAF")  # what the defaults of amounts are in
NAMED: Final = 12
IDLE_WEEKS: Final = 4  # from certification to the opening, from which on it is said; less may be practice
CAUSES: Final = {
    "promise_without_end": ("calendar_year", "activity_years"),
    "ages_without_share": ("age_from", "age_to"),
}
"""Faults that are none where another cell of the same entry could be read."""
LEFT_OUT: Final = {"meanwhile": "no_promise"}  # what comes of a promise


def checked(plan: Plan) -> tuple[Plan, list[Fault]]:
    """The plan as it can be computed, and what had to be set aside."""
    faults: list[Fault] = []
    for part in (_site, _first_class, _promises, _classes, _programmes):
        plan, found = part(plan)
        faults += found
    faults += [*_money(plan), *_shares(plan), *_names(plan), *_law(plan), *_charges(plan)]
    return _at_parity(plan), faults


def _site(plan: Plan) -> tuple[Plan, list[Fault]]:
    """From the opening to a day that can be foreseen, in a country that is known."""
    site, faults = plan.site, []
    if (name := plan.working_days.holiday(site.opening)) is not None:
        faults.append(fault("opens_on_a_holiday", "site.opening", site.opening, holiday=name, taken=site.opening))
    elif not plan.working_days.works(site.opening):
        faults.append(fault("starts_on_a_weekend", "site.opening", site.opening, taken=site.opening))
    if not is_known(site.country):
        faults.append(fault("country_unknown", "site.country", site.country))
    longest = add_months(site.opening, 12 * LONGEST_YEARS) - timedelta(days=1)
    if site.ends and site.ends < site.opening:
        plan = replace(plan, site=replace(site, ends=None))
        about = {"opening": site.opening, "taken": ends(plan)}
        faults.append(fault("ends_before_it_opens", "site.ends", site.ends, **about))
    elif site.ends and site.ends > longest:
        plan = replace(plan, site=replace(site, ends=longest))
        faults.append(fault("plan_too_long", "site.ends", site.ends, most=LONGEST_YEARS, taken=longest))
    return plan, faults


def _first_class(plan: Plan) -> tuple[Plan, list[Fault]]:
    """Of the regular calendar: on a working day, not years before the opening."""
    first, cell = plan.calendar.first, "calendar.first"
    if first is None:
        return plan, []
    if (wrong := _too_early(plan, first, cell)) is not None:
        return replace(plan, calendar=replace(plan.calendar, first=None)), [wrong]
    wrong = _at_rest(plan, first, cell)
    return plan, [wrong] if wrong else []


def _too_early(plan: Plan, start: date, cell: str) -> Fault | None:
    earliest = plan.site.opening - timedelta(weeks=EARLIEST_WEEKS)
    return fault("class_too_early", cell, start, earliest=earliest, taken="") if start < earliest else None


def _promises(plan: Plan) -> tuple[Plan, list[Fault]]:
    """Those that can be measured."""
    found = [(one, _unmeasurable(plan, one, f"promise.{one.number}")) for one in plan.promises]
    aged = [_ages(plan, one) for one, wrong in found if wrong is None]
    twice = [wrong for one in plan.promises for wrong in _periods(one)]
    faults = [*twice, *(wrong for _, wrong in found if wrong), *(wrong for _, wrong in aged if wrong)]
    return replace(plan, promises=tuple(one for one, _ in aged)), faults


def _ages(plan: Plan, one: Promise) -> tuple[Promise, Fault | None]:
    """A promise with an age band of which a share of the recruits is known."""
    cell, given = f"promise.{one.number}", one.age_band_ratio
    if one.age_from is not None and one.age_to is not None and one.age_from > one.age_to:
        wrong = fault("ages_reversed", f"{cell}.age_to", one.age_to, age_from=one.age_from, meanwhile="every_age")
        return replace(one, age_from=None, age_to=None, age_band_ratio=None), wrong
    if one.ages in (None, YOUTH) or given is not None:
        wrong = fault("share_without_ages", f"{cell}.age_band_ratio", given, taken="")
        return one, wrong if one.ages is None and given is not None else None
    about = {"youth": "recruits.youth_ratio", "taken": plan.recruits.youth_ratio}
    return one, fault("ages_without_share", f"{cell}.age_band_ratio", **about)


def to_know(plan: Plan, calendars: Iterable[tuple[Class, ...]]) -> list[Fault]:
    """What is no fault, since the plan is worked out as it stands, and yet has to be said of it and its calendars."""
    held = [one for classes in calendars for one in classes]
    nobody = [one for one in plan.promises if not one.authority]
    found = [fault("promise_to_nobody", f"promise.{one.number}.authority") for one in nobody]
    return [*found, *_another_currency(plan), *_long_weeks(plan), *(_not_in_the_cost(plan, held) if held else ())]


def _another_currency(plan: Plan) -> Iterator[Fault]:
    """Amounts that the law of the country cannot be laid beside: two francs of one value are two currencies."""
    country, currency = plan.site.country, plan.site.currency
    if (by_law := CURRENCIES.get(country, currency)) != currency:
        yield fault("currency_of_another_law", "site.currency", currency, country=country, legal=by_law)


def _long_weeks(plan: Plan) -> Iterator[Fault]:
    """Weeks longer than the law's, of which the hours beyond cost more than the plan says."""
    row, given = legal(plan.site.country, "weekly_hours", plan.site.opening), plan.presence.weekly_hours
    if row is not None and given > row.value:
        yield fault("hours_beyond_the_law", "presence.weekly_hours", given, most=row.value, source=row.source)


def _not_in_the_cost(plan: Plan, held: Iterable[Class]) -> Iterator[Fault]:
    """What a site pays for and this plan does not name; and months of pay without work before the opening."""
    first = min(held, key=lambda one: one.start)
    certified = first.start + timedelta(weeks=plan.training.weeks)
    weeks = (plan.site.opening - certified).days // 7
    if weeks >= IDLE_WEEKS:
        cell = f"class.{first.number}.start" if first.number else "calendar.first"
        yield fault("certified_early", cell, first.start, day=certified, weeks=weeks)
    if not any(one.month_pay and (one.heads or one.agents_per_head) for one in plan.support):
        yield fault("nobody_leads", "support")
    if not any(one.cost for one in plan.set_up):
        yield fault("nothing_set_up", "set_up")


def _periods(one: Promise) -> Iterator[Fault]:
    """What says the period a second time, and is not heard (calendars.period)."""
    said = [name for name in ("calendar_year", "activity_years", "to", "since") if getattr(one, name)]
    if said[:1] != ["to"]:
        for name in said[1:]:
            about = {"used": f"promise.{one.number}.{said[0]}", "taken": ""}
            yield fault("period_twice", f"promise.{one.number}.{name}", getattr(one, name), **about)


def _unmeasurable(plan: Plan, one: Promise, cell: str) -> Fault | None:
    if one.target == 0:
        return fault("promise_without_target", f"{cell}.target", one.name, **LEFT_OUT)
    over = period(plan, one)
    if over is None:
        return fault("promise_without_end", f"{cell}.to", one.name, **LEFT_OUT)
    if over.last < over.first:
        return fault("ends_before_it_starts", f"{cell}.to", over.last, start=over.first, **LEFT_OUT)
    if over.last > ends(plan):
        return fault("promise_after_the_plan", f"{cell}.to", over.last, ends=ends(plan), **LEFT_OUT)
    if one.metric != STARTS and one.since:
        return fault("promise_on_a_day", f"{cell}.since", one.since, to=over.last, **LEFT_OUT)
    return None


def _classes(plan: Plan) -> tuple[Plan, list[Fault]]:
    """Each class on a working day of the plan, no larger than a room, all of them no more than can be worked out."""
    kept: list[Class] = []
    faults: list[Fault] = []
    room, free = plan.training.class_size_most, MOST_PLACES
    for one in plan.classes:
        cell = f"class.{one.number}"
        if one.size > room:
            faults.append(fault("class_larger_than_room", f"{cell}.size", one.size, most=room, taken=room))
            one = replace(one, size=room)
        wrong = _at_rest(plan, one.start, f"{cell}.start")
        held = replace(one, start=plan.working_days.on_or_after(one.start))
        outside = _outside(plan, held, one, cell, free)
        faults += [found for found in (outside or wrong,) if found]
        if outside is None:
            kept.append(held)
            free -= held.size
    return replace(plan, classes=tuple(kept)), faults


def _outside(plan: Plan, held: Class, one: Class, cell: str, free: int) -> Fault | None:
    """Why a class is left out."""
    if held.start > ends(plan):
        return fault("class_after_the_plan", f"{cell}.start", one.start, ends=ends(plan), taken="")
    if held.size > free:
        return fault("too_many_places", f"{cell}.size", one.size, most=MOST_PLACES, taken="")
    return _too_early(plan, one.start, f"{cell}.start")


def _at_rest(plan: Plan, start: date, cell: str) -> Fault | None:
    """A start on a day on which the site does not work; it starts on the next day on which it does."""
    taken = plan.working_days.on_or_after(start)
    if taken == start:
        return None
    name = plan.working_days.holiday(start) or ""
    code = "starts_on_a_holiday" if name else "starts_on_a_weekend"
    return fault(code, cell, start, holiday=name, taken=taken)


def as_written(faults: Iterable[Fault], found: Iterable[Fault]) -> list[Fault]:
    """Faults of reading, and what was found wrong afterwards. What only follows from a cell that could not be read is told of
    that cell, once.
    """
    read = list(faults)
    unread = {one.cell for one in read}
    return one_a_cell(read, [_of_its_cause(one, unread) for one in found])


def _of_its_cause(one: Fault, unread: set[str]) -> Fault:
    table = one.cell.rpartition(".")[0]
    causes = (f"{table}.{name}" for name in CAUSES.get(one.code, ()))
    cause = next((cell for cell in causes if cell in unread), None)
    return one if cause is None else replace(one, cell=cause, about=tuple(w for w in one.about if w[0] == "meanwhile"))


def crowded(plan: Plan, held: tuple[Class, ...]) -> list[Fault]:
    """The first day on which the classes of a calendar want more rooms, and more trainers, than there are."""
    found: dict[str, Fault] = {}
    until = {one.start: _until(plan, one.start) for one in held}
    for one in held:
        along = [other for other in held if other.start <= one.start < until[other.start]]
        wanted = {
            "rooms": len(along),
            "trainers": sum(-(-other.size // plan.training.trainees_per_trainer) for other in along),
        }
        cell = f"class.{one.number}.start" if one.number else "calendar.every_weeks"
        for what, needed in wanted.items():
            there = getattr(plan.training, what)
            if needed > there:
                found.setdefault(what, fault(f"{what}_short", cell, one.start, needed=needed, there=there))
    return list(found.values())


def _until(plan: Plan, start: date) -> date:
    """The day from which a class's room is free again: a class that begins after a holiday does not end later for it."""
    day = plan.working_days.on_or_before(start - timedelta(days=1)) + timedelta(days=1)
    return day + timedelta(weeks=plan.training.weeks)


def no_more_classes(plan: Plan, held: tuple[Class, ...]) -> list[Fault]:
    """A plan that runs on long after the last class: nobody takes the place of those who leave."""
    last = max((one.start for one in held), default=plan.last_day)
    if plan.classes or plan.last_day - last <= timedelta(weeks=2 * plan.calendar.every_weeks + plan.training.weeks):
        return []
    return [fault("no_more_classes", "site.ends", plan.last_day, last=last)]


def _programmes(plan: Plan) -> tuple[Plan, list[Fault]]:
    """Each with a start within the plan; the opening for those that name none."""
    kept: list[Programme] = []
    faults: list[Fault] = []
    opening = plan.site.opening
    for one in plan.programmes:
        start, cell = one.start or opening, f"programme.{one.number}.start"
        if start > ends(plan):
            faults.append(fault("programme_after_the_plan", cell, start, ends=ends(plan), taken=""))
            continue
        if start < opening:
            faults.append(fault("programme_before_the_opening", cell, start, opening=opening, taken=opening))
        elif (name := plan.working_days.holiday(start)) is not None and one.start is not None:
            faults.append(fault("opens_on_a_holiday", cell, start, holiday=name, taken=start))
        kept.append(replace(one, start=max(start, opening)))
    return replace(plan, programmes=tuple(kept)), faults


def _money(plan: Plan) -> Iterator[Fault]:
    """Currencies that have no rate (their figures stay in the currency of the place), and rates that are not heard."""
    places = [("site", plan.site.currency, plan.site.per_euro)]
    places += [(f"reference.{one.number}", one.currency, one.per_euro) for one in plan.references]
    for place, currency, given in places:
        if per_euro(currency, given) is None:
            yield fault("currency_without_rate", f"{place}.per_euro", currency)
        elif given is not None and PEGS.get(currency, given) != given:
            yield fault("rate_is_fixed", f"{place}.per_euro", given, currency=currency, taken=PEGS[currency])
    left = [key for key, amount in _amounts(plan) if amount]
    if plan.site.currency not in FRANCS and left:
        more = (f"… ({len(left)})",) if len(left) > NAMED else ()
        about = {"keys": (*left[:NAMED], *more), "every": tuple(left)}
        yield fault("default_in_francs", "site.currency", plan.site.currency, **about)


def _at_parity(plan: Plan) -> Plan:
    """With the rates that are fixed, which count whatever the plan says: who reads its parameters reads what it goes by."""
    found = dict(plan.provenance)
    places: list[tuple[str, Any]] = [("site", plan.site)]
    places += [(f"reference.{one.number}", one) for one in plan.references]
    held = [_with_parity(place, f"{at}.per_euro", found) for at, place in places]
    return replace(plan, site=held[0], references=tuple(held[1:]), provenance=found)


def _with_parity(place: Any, key: str, provenance: dict[str, Provenance]) -> Any:
    fixed = PEGS.get(place.currency)
    if fixed is None or place.currency == EURO or place.per_euro == fixed:
        return place
    provenance[key] = PARITY
    return replace(place, per_euro=fixed)


def _amounts(plan: Plan) -> Iterator[tuple[str, Decimal]]:
    """The amounts that the plan leaves to the defaults."""
    groups = [(name, getattr(plan, name)) for name in GROUPS]
    groups += [(f"{name}.{one.number}", one) for name, (many, _) in LISTS.items() for one in getattr(plan, many)]
    for at, group in groups:
        for one, parameter in declared(group):
            key = f"{at}.{one.name}"
            if parameter.kind == "amount" and plan.provenance.get(key) is parameter.provenance:
                yield key, getattr(group, one.name)


def _shares(plan: Plan) -> Iterator[Fault]:
    """Lists of which nobody passes, or whose shares are all nothing; and recruits from nowhere."""
    if not plan.sources and (plan.classes or plan.promises):
        yield fault("no_source", "source")
    if plan.sources and mean_yield(plan.sources) < LEAST_YIELD:
        yield fault("nobody_comes", f"source.{plan.sources[0].number}.share_ratio")
    if plan.programmes and sum(one.share_ratio for one in plan.programmes) == 0:
        yield fault("no_share", f"programme.{plan.programmes[0].number}.share_ratio")
    for name in ("absence_ratio", "breaks_ratio", "internal_ratio"):
        if getattr(plan.presence, name) == 1:
            yield fault("no_productive_hour", f"presence.{name}")


def _names(plan: Plan) -> Iterator[Fault]:
    """Names that head a column, or a line, twice."""
    own = {plan.site.name} if plan.references else set()
    for kind, entries, taken in (
        ("source", plan.sources, set()),
        ("support", plan.support, set()),
        ("reference", plan.references, own),
    ):
        for one in entries:
            if one.name in taken:
                yield fault("name_twice", f"{kind}.{one.number}.name", one.name)
            taken.add(one.name)


def _law(plan: Plan) -> Iterator[Fault]:
    """Pay below the minimum wage, of the opening or of a later day of the plan, where both are in the same currency."""
    site, rule = plan.site, "minimum_wage_month"
    least = legal(site.country, rule, site.opening)
    if least is None or CURRENCIES[site.country] != site.currency:
        return
    for name in ("agent_month", "trainee_month"):
        for row in (least, *changes(site.country, rule, site.opening, ends(plan))):
            years = max(0, row.valid_from.year - site.opening.year)
            pay: Decimal = getattr(plan.pay, name) * (1 + plan.pay.raise_a_year_ratio) ** years
            if pay < row.value:
                about = {"least": row.value, "since": row.valid_from, "source": row.source}
                yield fault("below_minimum_wage", f"pay.{name}", round(pay), **about)
                break


def _charges(plan: Plan) -> Iterator[Fault]:
    """Charges written as the law has them at the opening: what the law has later is followed only where they are left out."""
    site, given, key = plan.site, plan.pay.employer_charges_ratio, f"pay.{CHARGES}"
    row = legal(site.country, CHARGES, site.opening)
    if key in plan.by_law or row is None or row.value != given:
        return
    for later in changes(site.country, CHARGES, site.opening, ends(plan)):
        about = {"then": later.value, "since": later.valid_from, "source": later.source}
        yield fault("law_changes", key, given, **about)
