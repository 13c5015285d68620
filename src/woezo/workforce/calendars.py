"""Which classes are held: those of the plan, or the smallest regular calendar that keeps its promises.

Regular: a class every so many weeks from the first day on, up to the last day of the last promise. Each promise is reached by
the classes after the one before it; over these classes the recruits are spread so evenly that two classes differ by one at
most, and what is more than a room holds starts in a second room on the same day. Smallest: one recruit less, and the promise
is kept with less than the chance that was asked for. One more recruit never lowers that chance, so that bisection finds it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from woezo.workforce.chances import at_least, distribution
from woezo.workforce.faults import Fault, fault
from woezo.workforce.periods import Period, add_months, calendar_year
from woezo.workforce.plan import Class, Plan, Promise

BEGINNING: Final = date(1900, 1, 1)
ENOUGH: Final = 1e-12  # what the sums of floats may lack of a chance that is exactly reached


def ends(plan: Plan) -> date:
    """The last day of the plan."""
    return plan.site.ends or add_months(plan.site.opening, 36) - timedelta(days=1)


def period(plan: Plan, promise: Promise) -> Period | None:
    """When a promise runs; None if it does not say.

    The first years of activity take in who was recruited for them before the opening.
    """
    if promise.calendar_year:
        return calendar_year(promise.calendar_year)
    if promise.activity_years:
        last = add_months(plan.site.opening, 12 * promise.activity_years) - timedelta(days=1)
        return Period(BEGINNING, last)
    return Period(promise.since or BEGINNING, promise.to) if promise.to else None


def chance(plan: Plan, promise: Promise, classes: tuple[Class, ...]) -> float:
    """The exact probability that a calendar of classes keeps a promise."""
    over = period(plan, promise)
    assert over is not None, "checks leave out promises without a period"
    return at_least(distribution(plan, promise, classes, over.first, over.last), promise.target)


def first_class(plan: Plan) -> date:
    """The first day of the first class: the plan's, or a Monday early enough to be certified at the opening."""
    if plan.calendar.first:
        return plan.calendar.first
    certified = plan.site.opening - timedelta(weeks=plan.training.weeks)
    return certified - timedelta(days=certified.weekday())


@dataclass(frozen=True)
class Phase:
    """The days on which classes start, all for one promise."""

    promise: Promise
    days: tuple[date, ...]


def phases(plan: Plan) -> list[Phase]:
    """The start days, cut at the last day of each promise; of promises that end together the later phase has no day."""
    found: list[Phase] = []
    step, day = timedelta(weeks=plan.calendar.every_weeks), first_class(plan)
    dated = [(over.last, promise) for promise in plan.promises if (over := period(plan, promise))]
    for last, promise in sorted(dated, key=lambda one: one[0]):
        days = []
        while day <= last:
            days.append(plan.working_days.on_or_after(day))
            day += step
        found.append(Phase(promise, tuple(days)))
    return found


def spread(recruits: int, days: tuple[date, ...], room: int) -> tuple[Class, ...]:
    """So many recruits over the days, as evenly as whole people can be, in classes that fit into a room."""
    classes: list[Class] = []
    for number, day in enumerate(days):
        size = recruits * (number + 1) // len(days) - recruits * number // len(days)
        rooms = -(-size // room)
        for one in range(rooms):
            classes.append(Class(start=day, size=size * (one + 1) // rooms - size * one // rooms))
    return tuple(classes)


def regular(plan: Plan) -> tuple[tuple[Class, ...], list[Fault]]:
    """The smallest regular calendar that keeps each promise with the chance of the plan, and the promises that none keeps."""
    held: tuple[Class, ...] = ()
    faults: list[Fault] = []
    for phase in phases(plan):
        held, kept = _reach(plan, phase, held)
        if not kept:
            best = f"{chance(plan, phase.promise, held):.3f}"
            places = sum(one.size for one in held)
            cell = f"promise.{phase.promise.number}.target"
            faults.append(fault("out_of_reach", cell, phase.promise.target, chance=best, starts=places))
    return held, faults


def _reach(plan: Plan, phase: Phase, held: tuple[Class, ...]) -> tuple[tuple[Class, ...], bool]:
    """The calendar with the smallest further phase that keeps its promise, or the largest one, and whether it is kept."""
    wanted = float(plan.calendar.probability_ratio) - ENOUGH
    room = plan.training.class_size_most

    def with_recruits(recruits: int) -> tuple[Class, ...]:
        return held + spread(recruits, phase.days, room)

    def kept(recruits: int) -> bool:
        return chance(plan, phase.promise, with_recruits(recruits)) >= wanted

    if kept(0):
        return held, True
    most = len(phase.days) * plan.training.rooms * room
    if not phase.days or not kept(most):
        return with_recruits(most) if phase.days else held, False
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if kept(middle) else (middle, high)
    return with_recruits(high), True


def classes(plan: Plan) -> tuple[tuple[Class, ...], list[Fault]]:
    """The plan's own classes in order of their days, else the regular calendar."""
    if plan.classes:
        return tuple(sorted(plan.classes, key=lambda one: one.start)), []
    return regular(plan)


def read_as(plan: Plan, metric: str) -> Plan:
    """The plan with every promise counted in another way, and no classes of its own: the other reading of the same words."""
    promises = tuple(replace(one, metric=metric) for one in plan.promises)
    return replace(plan, promises=promises, classes=())
