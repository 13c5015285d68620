"""What becomes of a class, week by week: who is there, who is certified, how much they do. Expected values, exactly.

People do not depend on each other: each one who starts is still there after so many weeks with the probability of the course
below. So the expected number of a class is its expected starts times the course, and whole distributions are as exact
(chances.py). A week of a class counts from its first day; who leaves, leaves at the end of a week.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import mul
from typing import Final

import numpy as np

from woezo.workforce.hiring.funnel import expected_starts
from woezo.workforce.hiring.leaving import Leaving
from woezo.workforce.hiring.plan import Attrition, Class, Learning, Nesting, Plan, Training
from woezo.workforce.hiring.results import Heads
from woezo.workforce.periods import Period

WEEKS_A_MONTH: Final = 365.25 / 12 / 7
LONGEST_WEEKS: Final = 52 * 15  # a plan of ten years, and what comes before it


TRAINING, NESTING, CERTIFIED, EFFECTIVE = FIGURES = range(4)
"""What is known of a course by week: the rows of Course.weekly."""

Days = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Figures = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True)
class Course:
    """Of one recruit, by completed weeks since the first day of his class.

    there: probability of being on the payroll. efficiency: 0 before certification. trained: weeks until certification; nested:
    weeks until the end of nesting.
    """

    trained: int
    nested: int
    there: tuple[float, ...]
    efficiency: tuple[float, ...]

    @cached_property
    def stays(self) -> Figures:
        """there, to look up many at once."""
        return np.array(self.there)

    @cached_property
    def works(self) -> Figures:
        """efficiency, to look up many at once."""
        return np.array(self.efficiency)

    @cached_property
    def leaving(self) -> Leaving:
        """When who has which luck is gone."""
        return Leaving(self.stays)

    @cached_property
    def settled(self) -> int:
        """The first week from which efficiency is what it stays."""
        return 1 + max((week for week, value in enumerate(self.efficiency) if value != self.efficiency[-1]), default=-1)

    @cached_property
    def weekly(self) -> Figures:
        """In training; in nesting; certified and there; the work of an experienced agent that he does: each by week."""
        week = np.arange(LONGEST_WEEKS)
        certified = np.where(week >= self.trained, self.stays, 0.0)
        nesting = np.where(week < self.nested, certified, 0.0)
        return np.stack((self.stays - certified, nesting, certified, certified * self.works))

    @cached_property
    def before(self) -> Figures:
        """The sums of these over the days before each week."""
        return np.pad(np.cumsum(7 * self.weekly[:, :-1], axis=1), ((0, 0), (1, 0)))


def course(plan: Plan, pass_ratio: Decimal | None = None) -> Course:
    """The course of the plan, or of a class with a pass ratio of its own."""
    found: Course = plan.once(("course", pass_ratio), lambda: _of(plan, pass_ratio))
    return found


def _of(plan: Plan, pass_ratio: Decimal | None) -> Course:
    passing = plan.training.pass_ratio if pass_ratio is None else pass_ratio
    return _course(plan.training, plan.nesting, plan.learning, plan.attrition, passing)


@lru_cache(maxsize=50)
def _course(training: Training, nesting: Nesting, learning: Learning, attrition: Attrition, passing: Decimal) -> Course:
    months = [int(week / WEEKS_A_MONTH) for week in range(LONGEST_WEEKS - training.weeks)]  # of production, from 0
    staying = [1 - weekly(attrition, month) for month in range(months[-1] + 1)]
    there = accumulate((staying[month] for month in months[:-1]), mul, initial=float(passing))
    done = [float(ratio) for ratio in learning.efficiency_ratios]
    efficiency = [done[min(month, len(done) - 1)] for month in months]
    begun = (1.0,) * training.weeks
    return Course(
        training.weeks, training.weeks + nesting.weeks, (*begun, *there), (*(0.0 for _ in begun), *efficiency)
    )


def weekly(attrition: Attrition, month: int) -> float:
    """The probability of leaving in a week of that month of production (from 0): the month's, spread evenly over its weeks."""
    if month < 3:
        monthly = attrition.months_1_to_3_ratio
    elif month < 12:
        monthly = attrition.months_4_to_12_ratio
    else:
        monthly = attrition.later_ratio
    return float(1 - (1 - float(monthly)) ** (1 / WEEKS_A_MONTH))


@dataclass(frozen=True)
class Cohort:
    """A class with the people who are expected to start in it."""

    start: date
    size: int
    starts: float
    course: Course

    def there(self, day: date) -> float:
        """Of its people on the payroll on a day."""
        week = min((day - self.start).days // 7, LONGEST_WEEKS - 1)
        return self.starts * self.course.there[week] if week >= 0 else 0.0


def cohorts(plan: Plan, classes: tuple[Class, ...]) -> tuple[Cohort, ...]:
    """The cohorts of a calendar of classes, in its order."""
    return tuple(
        Cohort(one.start, one.size, expected_starts(plan, one.size), course(plan, one.pass_ratio)) for one in classes
    )


def on(groups: tuple[Cohort, ...], day: date) -> Heads:
    """Everybody on a day."""
    return on_each(groups, [day])[0]


def on_each(groups: tuple[Cohort, ...], days: Sequence[date]) -> list[Heads]:
    """Everybody on each of the days."""
    return _heads(*_on(groups, days, FIGURES)) if groups else [Heads()] * len(days)


def peak_on_each(groups: tuple[Cohort, ...], days: Sequence[date]) -> list[tuple[float, float]]:
    """Certified people, and people in training, on each of the days: of many days the two that places are wanted for."""
    if not groups:
        return [(0.0, 0.0)] * len(days)
    _, (certified, training) = _on(groups, days, (CERTIFIED, TRAINING))
    return list(zip(certified.sum(axis=1).tolist(), training.sum(axis=1).tolist(), strict=True))


def _on(groups: tuple[Cohort, ...], days: Sequence[date], figures: Iterable[int]) -> tuple[Figures, list[Figures]]:
    """Of each class (columns) on each of the days: the recruited, and the figures of a course that are wanted."""
    all_of = _Together(groups)
    weeks = (_ordinals(days)[:, None] - all_of.begun) // 7
    recruited = np.where(weeks >= 0, all_of.starts, 0.0)
    at = all_of.offset + weeks.clip(0, LONGEST_WEEKS - 1)
    return recruited, [recruited * all_of.weekly[one][at] for one in figures]


def average(groups: tuple[Cohort, ...], period: Period) -> Heads:
    """The mean over the days of a period. recruited is as on its last day."""
    return average_each(groups, [period])[0]


def average_each(groups: tuple[Cohort, ...], periods: Sequence[Period]) -> list[Heads]:
    """The mean over the days of each period. recruited is as on its last day."""
    if not groups:
        return [Heads()] * len(periods)
    all_of = _Together(groups)
    firsts, lasts = (_ordinals([getattr(one, name) for one in periods])[:, None] for name in ("first", "last"))
    begin, end = (firsts - all_of.begun).clip(min=0), (lasts - all_of.begun + 1).clip(min=0)
    recruited = np.where(end > 0, all_of.starts, 0.0)
    each = recruited / (lasts - firsts + 1)
    sums = zip(all_of.until(end), all_of.until(begin), strict=True)
    return _heads(recruited, [each * (after - before) for after, before in sums])


class _Together:
    """The cohorts side by side: first days as numbers, those who start, and the figures of their courses, all in one row.

    In one sum whatever their courses are: else a plan would differ from its what-ifs by the last bits of what they share.
    """

    def __init__(self, groups: tuple[Cohort, ...]) -> None:
        courses = list({id(one.course): one.course for one in groups}.values())
        places = {id(one): number * LONGEST_WEEKS for number, one in enumerate(courses)}
        self.begun = _ordinals([one.start for one in groups])
        self.starts = np.array([one.starts for one in groups])
        self.offset = np.array([places[id(one.course)] for one in groups], dtype=np.int64)
        self.weekly = np.concatenate([one.weekly for one in courses], axis=1)
        self.before = np.concatenate([one.before for one in courses], axis=1)

    def until(self, day: Days) -> list[Figures]:
        """Each figure's sum over the first so many days; a month then costs a look-up for each class, not one for each week."""
        week = np.minimum(day // 7, LONGEST_WEEKS - 1)
        at, over = self.offset + week, day - 7 * week
        return [before[at] + weekly[at] * over for before, weekly in zip(self.before, self.weekly, strict=True)]


def _ordinals(days: Iterable[date]) -> Days:
    return np.array([one.toordinal() for one in days], dtype=np.int64)


def _heads(recruited: Figures, others: list[Figures]) -> list[Heads]:
    """From those of each class (columns) on each day: recruited, then in training, in nesting, certified, effective."""
    sums = [one.sum(axis=1).tolist() for one in (recruited, *others)]
    return [
        Heads(begun, training + certified, training, nesting, certified, effective)
        for begun, training, nesting, certified, effective in zip(*sums, strict=True)
    ]
