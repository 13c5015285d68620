"""Which classes are held: those of the plan, or the smallest regular calendar that keeps its promises.

Regular: a class every so many weeks from the first day on, up to the last day of the last promise. Each promise, in the order
in which they end, is reached by the classes of its own period that none before it has; over these classes the recruits are
spread so evenly that two classes differ by one at most, and what is more than a room holds starts in a second room on the same
day, as long as rooms are free: where training takes longer than the way to the next class, both want one. Smallest: one recruit
less, and the promise is kept with less than the chance that was asked for. That is what bisection holds fast; should a second
room on one day bring fewer people than a full one, a yet smaller calendar might do as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import sqrt
from statistics import NormalDist
from typing import Final

from woezo.parameters.faults import Fault, fault
from woezo.workforce.hiring.chances import at_least, distribution, moments, together
from woezo.workforce.hiring.funnel import Distribution
from woezo.workforce.hiring.plan import STARTS, Class, Plan, Promise
from woezo.workforce.periods import Period, add_months, calendar_year

BEGINNING: Final = date(1900, 1, 1)
ENOUGH: Final = 1e-12  # what the sums of floats may lack of a chance that is exactly reached
MOST_PLACES: Final = 20_000  # of all classes: what a page can wait for, and some seven times the largest site in mind
MOST_CLASSES: Final = 1_000
LEAPS: Final = 6  # of the search, by the normal law; after them the rest is halved
UNLIKELY: Final = 1e-6  # beyond it the normal law tells nothing


def ends(plan: Plan) -> date:
    """The last day of the plan."""
    return plan.last_day


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
    return at_least(counting(plan, promise, classes), promise.target)


def counting(plan: Plan, promise: Promise, classes: tuple[Class, ...]) -> Distribution:
    """How many of a calendar of classes count for a promise."""
    over = period(plan, promise)
    assert over is not None, "checks leave out promises without a period"
    return distribution(plan, promise, classes, over.first, over.last)


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
    """The start days of each promise; of promises that end together the later one has what the first cannot count."""
    dated = [(over, promise) for promise in plan.promises if (over := period(plan, promise))]
    dated.sort(key=lambda one: one[0].last)
    free = start_days(plan, dated[-1][0].last) if dated else []
    found: list[Phase] = []
    for over, promise in dated:
        since = over.first if promise.metric == STARTS else BEGINNING
        days = tuple(day for day in free if since <= day <= over.last)
        free = [day for day in free if day not in days]
        found.append(Phase(promise, days))
    return found


def start_days(plan: Plan, last: date) -> list[date]:
    """A working day every so many weeks from the first class on, none after the last day."""
    found: list[date] = []
    step, day = timedelta(weeks=plan.calendar.every_weeks), first_class(plan)
    while (held := plan.working_days.on_or_after(day)) <= last:
        if held not in found[-1:]:  # holidays without end push two days to the same one
            found.append(held)
        day += step
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


Calendar = tuple[Class, ...]


def as_meant(held: Calendar) -> Calendar:
    """A calendar whose classes go as they were meant to."""
    return held


def regular(plan: Plan, befallen: Callable[[Calendar], Calendar] = as_meant) -> tuple[Calendar, list[Fault]]:
    """The smallest regular calendar that keeps each promise with the chance of the plan, and the promises that none keeps.

    befallen: what becomes of the classes of a calendar that is held.
    """
    held: Calendar = ()
    faults: list[Fault] = []
    for phase in phases(plan):
        held, kept = _reach(plan, phase, held, befallen)
        if not kept:
            faults.append(_out_of_reach(plan, phase.promise, held))
    return tuple(sorted(held, key=lambda one: one.start)), faults


def _reach(plan: Plan, phase: Phase, held: Calendar, befallen: Callable[[Calendar], Calendar]) -> tuple[Calendar, bool]:
    """The calendar with the smallest further phase that keeps its promise, or the largest one, and whether it is kept."""
    promise, wanted = phase.promise, float(plan.calendar.probability_ratio) - ENOUGH
    begun = befallen(held)
    before = counting(plan, promise, begun)

    def further(recruits: int) -> Calendar:
        return held + spread(recruits, phase.days, plan.training.class_size_most)

    def counted(recruits: int) -> Distribution:
        whole = befallen(further(recruits))
        first, more = whole[: len(held)], whole[len(held) :]
        return together(before if first == begun else counting(plan, promise, first), counting(plan, promise, more))

    def enough(chances: Distribution) -> bool:
        return at_least(chances, promise.target) >= wanted

    if at_least(before, promise.target) >= wanted:
        return held, True
    most = _most(plan, phase, held)
    at_most = counted(most)
    if not enough(at_most):
        return further(most), False
    each = moments(at_most)[0] / most

    def missing(recruits: int) -> int:
        chances = counted(recruits)
        return _missing(chances, promise.target, wanted, each)

    smallest = _smallest(missing, most, _guess(promise.target, wanted, before, at_most, most))
    return further(smallest), True


def _smallest(missing: Callable[[int], int], most: int, guess: int) -> int:
    """The smallest number of which nothing is missing; of 0 something is, of most nothing.

    missing: about how many more it would take, if a number is not enough; else 0, or less by those that can be spared. Each
    number that is asked costs a convolution of all classes; what is missing leads to the next one, so that a few of them do.
    """
    low, high, probe, asked = 0, most, guess, 0
    while high - low > 1:
        probe = min(max(probe, low + 1), high - 1) if asked < LEAPS else (low + high) // 2
        more = missing(probe)
        low, high = (probe, high) if more > 0 else (low, probe)
        probe, asked = probe + (more if more > 0 else min(more, -1)), asked + 1
    return high


def _missing(chances: Distribution, target: int, wanted: float, each: float) -> int:
    """How many recruits lack for the chance that is wanted, if the sum were normal; each: people who count, of a recruit."""
    reached = at_least(chances, target)
    lack = _quantile(wanted) - _quantile(reached)
    people = lack * sqrt(moments(chances)[1]) / each if each else 0.0
    return max(1, round(people)) if reached < wanted else min(0, round(people))


def _quantile(chance: float) -> float:
    """Of the normal law."""
    return NormalDist().inv_cdf(min(max(chance, UNLIKELY), 1 - UNLIKELY))


def _guess(target: int, wanted: float, before: Distribution, at_most: Distribution, most: int) -> int:
    """How many recruits it should take, if people counted in proportion to recruits and the sum were normal."""
    (mean, variance), (each, spread_each) = moments(before), (one / most for one in moments(at_most))
    if not each:
        return most
    margin = _quantile(wanted)
    first = max(0.0, (target - mean) / each)
    return round((target - mean + margin * sqrt(variance + spread_each * first)) / each)


def _most(plan: Plan, phase: Phase, held: tuple[Class, ...]) -> int:
    """How many recruits a phase can take in: so many rooms are free on each of its days, and a plan has an end."""
    if not phase.days:
        return 0
    training = plan.training
    at_once = -(-training.weeks // plan.calendar.every_weeks)
    rooms = min(max(1, training.rooms // at_once), max(0, MOST_CLASSES - len(held)) // len(phase.days))
    return min(len(phase.days) * rooms * training.class_size_most, MOST_PLACES - places(held))


def places(held: tuple[Class, ...]) -> int:
    """All places of a calendar."""
    return sum(one.size for one in held)


def _out_of_reach(plan: Plan, promise: Promise, held: tuple[Class, ...]) -> Fault:
    """Why no calendar keeps a promise: its period is over before a class can start, or there is too little room."""
    over, first = period(plan, promise), plan.working_days.on_or_after(first_class(plan))
    if over is not None and over.last < first:
        said = next(name for name in ("calendar_year", "activity_years", "to") if getattr(promise, name))
        return fault("promise_before_the_first_class", f"promise.{promise.number}.{said}", over.last, first=first)
    about = {"counted": promise.metric, "chance": f"{chance(plan, promise, held):.3f}", "starts": places(held)}
    return fault("out_of_reach", f"promise.{promise.number}.target", promise.target, **about)


def classes(plan: Plan) -> tuple[tuple[Class, ...], list[Fault]]:
    """The plan's own classes in order of their days, else the regular calendar."""
    if plan.classes:
        return tuple(sorted(plan.classes, key=lambda one: one.start)), []
    return regular(plan)


def read_as(plan: Plan, metric: str) -> Plan:
    """The plan with every promise counted in another way, and no classes of its own: the other reading of the same words."""
    promises = tuple(replace(one, metric=metric) for one in plan.promises)
    return replace(plan, promises=promises, classes=())
