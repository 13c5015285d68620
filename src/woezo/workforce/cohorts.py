"""What becomes of a class, week by week: who is there, who is certified, how much they do. Expected values, exactly.

People do not depend on each other: each one who starts is still there after so many weeks with the probability of the course
below. So the expected number of a class is its expected starts times the course, and whole distributions are as exact
(chances.py). A week of a class counts from its first day; who leaves, leaves at the end of a week.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import mul
from typing import Final

from woezo.workforce.funnel import expected_starts
from woezo.workforce.periods import Period
from woezo.workforce.plan import Attrition, Class, Learning, Nesting, Plan, Training
from woezo.workforce.results import Heads

WEEKS_A_MONTH: Final = 365.25 / 12 / 7
LONGEST_WEEKS: Final = 52 * 15  # a plan of ten years, and what comes before it


@dataclass(frozen=True)
class Series:
    """A figure of one recruit in each week since his first day; before: its sum over the days before each week."""

    weekly: tuple[float, ...]
    before: tuple[float, ...]

    def until(self, day: int) -> float:
        """The sum over the first so many days; a plan's months then cost a look-up for each class, not one for each week."""
        week = min(day // 7, LONGEST_WEEKS - 1)
        return self.before[week] + self.weekly[week] * (day - 7 * week)


def _series(weekly: Iterable[float]) -> Series:
    found = tuple(weekly)
    return Series(found, tuple(accumulate((7 * value for value in found[:-1]), initial=0.0)))


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
    def training(self) -> Series:
        """In training."""
        return _series(value * (week < self.trained) for week, value in enumerate(self.there))

    @cached_property
    def nesting(self) -> Series:
        """In nesting."""
        return _series(value * (self.trained <= week < self.nested) for week, value in enumerate(self.there))

    @cached_property
    def certified(self) -> Series:
        """Certified and there."""
        return _series(value * (week >= self.trained) for week, value in enumerate(self.there))

    @cached_property
    def effective(self) -> Series:
        """The work of an experienced agent that he does."""
        return _series(map(mul, self.there, self.efficiency))


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


def cohorts(plan: Plan, classes: tuple[Class, ...]) -> tuple[Cohort, ...]:
    """The cohorts of a calendar of classes, in its order."""
    return tuple(
        Cohort(one.start, one.size, expected_starts(plan, one.size), course(plan, one.pass_ratio)) for one in classes
    )


def on(groups: tuple[Cohort, ...], day: date) -> Heads:
    """Everybody on a day."""
    recruited = training = nesting = certified = effective = 0.0
    for one in groups:
        week = min((day - one.start).days // 7, LONGEST_WEEKS - 1)
        if week < 0:
            continue
        recruited += one.starts
        there = one.starts * one.course.there[week]
        if week < one.course.trained:
            training += there
            continue
        certified += there
        effective += there * one.course.efficiency[week]
        if week < one.course.nested:
            nesting += there
    return Heads(recruited, training + certified, training, nesting, certified, effective)


def average(groups: tuple[Cohort, ...], period: Period) -> Heads:
    """The mean over the days of a period. recruited is as on its last day."""
    recruited = training = nesting = certified = effective = 0.0
    for one in groups:
        end = (period.last - one.start).days + 1
        if end <= 0:
            continue
        begin, each = max(0, (period.first - one.start).days), one.starts / period.days
        recruited += one.starts
        if begin < 7 * one.course.nested:  # most classes of a plan are past both
            training += each * (one.course.training.until(end) - one.course.training.until(begin))
            nesting += each * (one.course.nesting.until(end) - one.course.nesting.until(begin))
        certified += each * (one.course.certified.until(end) - one.course.certified.until(begin))
        effective += each * (one.course.effective.until(end) - one.course.effective.until(begin))
    return Heads(recruited, training + certified, training, nesting, certified, effective)
