"""What no single cell shows: parameters that do not go together. Each fault names the cell to change and what the plan does.

A plan that breaks one of these still computes: a class on a holiday starts on the next working day, a class that is too large
is held as large as its room, a promise that nobody can measure is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from woezo.workforce.calendars import ends, period
from woezo.workforce.costing import per_euro
from woezo.workforce.faults import Fault, fault
from woezo.workforce.funnel import yield_ratio
from woezo.workforce.law import legal
from woezo.workforce.plan import STARTS, Class, Plan, Programme, Promise


def checked(plan: Plan) -> tuple[Plan, list[Fault]]:
    """The plan as it can be computed, and what had to be set aside."""
    faults: list[Fault] = []
    if plan.site.ends and plan.site.ends < plan.site.opening:
        bare = replace(plan, site=replace(plan.site, ends=None))
        about = {"opening": plan.site.opening, "taken": ends(bare)}
        faults.append(fault("ends_before_it_opens", "site.ends", plan.site.ends, **about))
        plan = bare
    for part in (_promises, _classes, _programmes):
        plan, found = part(plan)
        faults += found
    return plan, [*faults, *_money(plan), *_shares(plan), *_law(plan)]


def _promises(plan: Plan) -> tuple[Plan, list[Fault]]:
    """Those that can be measured."""
    found = [(one, _unmeasurable(plan, one, f"promise.{one.number}")) for one in plan.promises]
    kept = tuple(one for one, wrong in found if wrong is None)
    return replace(plan, promises=kept), [wrong for _, wrong in found if wrong is not None]


def _unmeasurable(plan: Plan, one: Promise, cell: str) -> Fault | None:
    if one.target == 0:
        return fault("promise_without_target", f"{cell}.target", one.name)
    over = period(plan, one)
    if over is None:
        return fault("promise_without_end", f"{cell}.to", one.name)
    if over.last < over.first:
        return fault("ends_before_it_starts", f"{cell}.to", over.last, start=over.first)
    if over.last > ends(plan):
        return fault("promise_after_the_plan", f"{cell}.to", over.last, ends=ends(plan))
    if one.metric != STARTS and one.since:
        return fault("promise_on_a_day", f"{cell}.since", one.since, to=over.last)
    return None


def _classes(plan: Plan) -> tuple[Plan, list[Fault]]:
    """Each class on a working day of the plan, no larger than a room."""
    kept: list[Class] = []
    faults: list[Fault] = []
    room = plan.training.class_size_most
    for one in plan.classes:
        cell = f"class.{one.number}"
        if one.start > ends(plan):
            faults.append(fault("class_after_the_plan", f"{cell}.start", one.start, ends=ends(plan)))
            continue
        if one.size > room:
            faults.append(fault("class_larger_than_room", f"{cell}.size", one.size, most=room, taken=room))
            one = replace(one, size=room)
        kept.append(_on_working_day(plan, one, cell, faults))
    return replace(plan, classes=tuple(kept)), faults


def _on_working_day(plan: Plan, one: Class, cell: str, faults: list[Fault]) -> Class:
    taken = plan.working_days.on_or_after(one.start)
    if taken == one.start:
        return one
    name = plan.working_days.holiday(one.start) or ""
    code = "starts_on_a_holiday" if name else "starts_on_a_weekend"
    faults.append(fault(code, f"{cell}.start", one.start, holiday=name, taken=taken))
    return replace(one, start=taken)


def crowded(plan: Plan, held: tuple[Class, ...]) -> list[Fault]:
    """The first day on which the classes of a calendar want more rooms, and more trainers, than there are."""
    found: dict[str, Fault] = {}
    lasts = timedelta(weeks=plan.training.weeks)
    for one in held:
        along = [other for other in held if other.start <= one.start < other.start + lasts]
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


def _programmes(plan: Plan) -> tuple[Plan, list[Fault]]:
    """Each with a start within the plan; the opening for those that name none."""
    kept: list[Programme] = []
    faults: list[Fault] = []
    opening = plan.site.opening
    for one in plan.programmes:
        start, cell = one.start or opening, f"programme.{one.number}.start"
        if start > ends(plan):
            faults.append(fault("programme_after_the_plan", cell, start, ends=ends(plan)))
            continue
        if start < opening:
            faults.append(fault("programme_before_the_opening", cell, start, opening=opening, taken=opening))
        kept.append(replace(one, start=max(start, opening)))
    return replace(plan, programmes=tuple(kept)), faults


def _money(plan: Plan) -> Iterator[Fault]:
    """Currencies that have no rate: their figures stay in the currency of the place."""
    if per_euro(plan.site.currency, plan.site.per_euro) is None:
        yield fault("currency_without_rate", "site.per_euro", plan.site.currency)
    for one in plan.references:
        if per_euro(one.currency, one.per_euro) is None:
            yield fault("currency_without_rate", f"reference.{one.number}.per_euro", one.currency)


def _shares(plan: Plan) -> Iterator[Fault]:
    """Lists of which nobody passes, or whose shares are all nothing."""
    if plan.sources and sum(one.share_ratio * yield_ratio(one) for one in plan.sources) == 0:
        yield fault("nobody_comes", f"source.{plan.sources[0].number}.share_ratio")
    if plan.programmes and sum(one.share_ratio for one in plan.programmes) == 0:
        yield fault("no_share", f"programme.{plan.programmes[0].number}.share_ratio")


def _law(plan: Plan) -> Iterator[Fault]:
    """Pay below the minimum wage on the day of opening."""
    least = legal(plan.site.country, "minimum_wage_month", plan.site.opening)
    for name in ("agent_month", "trainee_month"):
        pay: Decimal = getattr(plan.pay, name)
        if least is not None and pay < least.value:
            about = {"least": least.value, "since": least.valid_from, "source": least.source}
            yield fault("below_minimum_wage", f"pay.{name}", pay, **about)
