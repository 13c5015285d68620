"""What becomes of a class, week by week: who is there, who is certified, how much they do. Expected values, exactly.

People do not depend on each other: each one who starts is still there after so many weeks with the probability of the course
below. So the expected number of a class is its expected starts times the course, and whole distributions are as exact
(chances.py). A week of a class counts from its first day; who leaves, leaves at the end of a week.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from woezo.workforce.funnel import expected_starts
from woezo.workforce.periods import Period
from woezo.workforce.plan import Attrition, Class, Learning, Nesting, Plan, Training

WEEKS_A_MONTH: Final = 365.25 / 12 / 7
LONGEST_WEEKS: Final = 52 * 25


@dataclass(frozen=True)
class Course:
    """Of one recruit, by completed weeks since the first day of his class.

    there: probability of being on the payroll. trained: weeks until certification. efficiency: by week, 0 before certification.
    """

    trained: int
    nested: int
    there: tuple[float, ...]
    efficiency: tuple[float, ...]


def course(plan: Plan, pass_ratio: Decimal | None = None) -> Course:
    """The course of the plan, or of a class with a pass ratio of its own."""
    passing = plan.training.pass_ratio if pass_ratio is None else pass_ratio
    return _course(plan.training, plan.nesting, plan.learning, plan.attrition, passing)


@cache
def _course(training: Training, nesting: Nesting, learning: Learning, attrition: Attrition, passing: Decimal) -> Course:
    there = [1.0] * training.weeks
    efficiency = [0.0] * training.weeks
    left = float(passing)
    for week in range(LONGEST_WEEKS - training.weeks):
        month = int(week / WEEKS_A_MONTH)  # of production, from 0
        there.append(left)
        efficiency.append(float(learning.efficiency_ratios[min(month, len(learning.efficiency_ratios) - 1)]))
        left *= 1 - weekly(attrition, month)
    return Course(training.weeks, training.weeks + nesting.weeks, tuple(there), tuple(efficiency))


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
class Heads:
    """Expected people: recruited so far; on the payroll, of whom in training, in nesting and certified (with those in nesting);
    effective: the certified, each weighed by what he does of an experienced agent's work.
    """

    recruited: float = 0.0
    on_payroll: float = 0.0
    in_training: float = 0.0
    in_nesting: float = 0.0
    certified: float = 0.0
    effective: float = 0.0


@dataclass(frozen=True)
class Cohort:
    """A class with the people who are expected to start in it."""

    start: date
    size: int
    starts: float
    course: Course

    def week(self, on: date) -> int:
        """Completed weeks on a day; negative before the start."""
        return (on - self.start).days // 7


def cohorts(plan: Plan, classes: tuple[Class, ...]) -> tuple[Cohort, ...]:
    """The cohorts of a calendar of classes, in its order."""
    return tuple(
        Cohort(one.start, one.size, expected_starts(plan, one.size), course(plan, one.pass_ratio)) for one in classes
    )


def on(groups: tuple[Cohort, ...], day: date) -> Heads:
    """Everybody on a day."""
    return _total([(one, one.week(day), 1.0) for one in groups if one.start <= day])


def average(groups: tuple[Cohort, ...], period: Period) -> Heads:
    """The mean over the days of a period. recruited is as on its last day."""
    found = _total([(one, week, days / period.days) for one in groups for week, days in _weeks(one, period)])
    return replace(found, recruited=sum(one.starts for one in groups if one.start <= period.last))


def _total(weeks: list[tuple[Cohort, int, float]]) -> Heads:
    """The people of so many weeks of cohorts, each with its weight. Plain sums: a plan asks for tens of thousands of weeks."""
    recruited = training = nesting = certified = effective = 0.0
    for one, week, weight in weeks:
        week = min(week, LONGEST_WEEKS - 1)
        recruited += one.starts * weight
        there = one.starts * one.course.there[week] * weight
        if week < one.course.trained:
            training += there
            continue
        certified += there
        effective += there * one.course.efficiency[week]
        if week < one.course.nested:
            nesting += there
    return Heads(recruited, training + certified, training, nesting, certified, effective)


def _weeks(one: Cohort, period: Period) -> list[tuple[int, int]]:
    """The weeks of a cohort that a period touches, each with how many of its days lie in it."""
    first = max(0, (period.first - one.start).days)
    end = (period.last - one.start).days + 1
    return [
        (week, min(end, 7 * week + 7) - max(first, 7 * week))
        for week in range(first // 7, (end + 6) // 7)
        if end > first
    ]
