"""Simulated plans: every recruit as a person who starts, learns and leaves by numbers of his own.

The random numbers are a function of (seed, plan, class, place), not a stream: the person on a place has the same luck in every
variant of a plan, so that variants differ by what was changed and by nothing else, and the order of the work changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np

from woezo.workforce.hiring.cohorts import LONGEST_WEEKS, Course, course
from woezo.workforce.hiring.funnel import starts
from woezo.workforce.hiring.leaving import BITS, Figures, Numbers, Weeks, fractions
from woezo.workforce.hiring.plan import Class, Plan

COUNTS: Final = ("recruited", "on_payroll", "certified", "effective")
LEVELS: Final = (0.05, 0.5, 0.95)
MOST_AT_ONCE: Final = 1_000_000  # people of a class, over all plans: what keeps memory within bounds

# The finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
STEPS: Final = ((np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)), (np.uint64(27), np.uint64(0x94D049BB133111EB)))
LAST: Final = np.uint64(31)


def mixed(numbers: Numbers) -> Numbers:
    """Each number as one that looks random; a bijection of 64 bits."""
    with np.errstate(over="ignore"):
        for shift, factor in STEPS:
            numbers = numbers ^ (numbers >> shift)
            numbers *= factor
        return numbers ^ (numbers >> LAST)


def luck(seed: int, plans: range, cohort: int, places: int) -> Numbers:
    """A number of so many bits for each plan (rows) and place (columns) of a class; place 0 is the class's own.

    Of the seed the last 64 bits count.
    """
    with np.errstate(over="ignore"):
        start = mixed(np.array([seed % 2**64], dtype=np.uint64) + GOLDEN)
        of_class = mixed(start + GOLDEN * np.uint64(cohort + 1))
        of_plan = mixed(of_class + GOLDEN * np.arange(plans.start + 1, plans.stop + 1, dtype=np.uint64))
        of_place = mixed(of_plan[:, None] + GOLDEN * np.arange(1, places + 1, dtype=np.uint64)[None, :])
    return of_place >> np.uint64(64 - BITS)


def uniform(seed: int, plans: range, cohort: int, places: int) -> Figures:
    """The same, in [0, 1)."""
    return fractions(luck(seed, plans, cohort, places))


def simulate(
    plan: Plan, classes: tuple[Class, ...], days: Sequence[date], *, plans: int, seed: int
) -> dict[str, Figures]:
    """Of each simulated plan (rows) the people on each day (columns), by name of COUNTS."""
    most = max((one.size for one in classes), default=1)
    parts = [range(first, min(first + MOST_AT_ONCE // most, plans)) for first in range(0, plans, MOST_AT_ONCE // most)]
    found = [_simulate(plan, classes, days, part, seed) for part in parts]
    return {name: np.concatenate([one[name] for one in found]) for name in COUNTS}


def _simulate(
    plan: Plan, classes: tuple[Class, ...], days: Sequence[date], plans: range, seed: int
) -> dict[str, Figures]:
    order = sorted(range(len(days)), key=days.__getitem__)
    crowd = Crowd(len(plans), [days[number] for number in order])
    for number, one in enumerate(classes):
        numbers = luck(seed, plans, number, one.size + 1)
        ladder = np.cumsum(starts(plan, one.size))
        began = np.searchsorted(ladder, fractions(numbers[:, 0]), side="right").clip(max=one.size)
        crowd.take_in(one.start, course(plan, one.pass_ratio), began, numbers[:, 1:])
    found = crowd.figures(course(plan))
    back = np.argsort(order)
    return {name: figures[:, back] for name, figures in found.items()}


class Crowd:
    """The people of so many plans on each of several days in their order, class after class.

    A person stays as long as the course is above his number: one number decides certification and leaving. So it is enough to
    know on which of the days he is gone, and the sums over all classes need one count in the end. Only of the weeks in which
    agents still learn it must be known how many of which class are there.
    """

    def __init__(self, plans: int, days: Sequence[date]) -> None:
        self.days = np.array([day.toordinal() for day in days], dtype=np.int64)
        self.row = np.arange(plans)[:, None]
        shape = plans, len(days) + 1  # the last column is of what happens after all the days
        self.began, self.came, self.untrained, self.learning = (np.zeros(shape) for _ in range(4))
        self.gone: list[Weeks] = []
        self.went = np.zeros(plans * (len(days) + 1), dtype=np.int64)

    def take_in(self, start: date, career: Course, began: Weeks, numbers: Numbers) -> None:
        """A class: how many of it have begun in each plan, and the numbers of its places."""
        weeks = ((self.days - start.toordinal()) // 7).clip(max=LONGEST_WEEKS - 1)
        first, certified, settled = np.searchsorted(weeks, (0, career.trained, max(career.trained, career.settled)))
        day = np.searchsorted(weeks, np.arange(LONGEST_WEEKS + 1))  # on which who is gone in that week is gone
        left = day[career.leaving.week(numbers)]
        left[np.arange(numbers.shape[1]) >= began[:, None]] = first  # whoever has not begun is gone at once
        self.began[:, first] += began
        self.came[:, first] += numbers.shape[1]
        self.untrained[:, first] += began
        self.untrained[:, certified] -= began
        if settled > certified:
            there = numbers.shape[1] - self._gone_by(left - certified, settled - certified)
            lacking = career.works[weeks[certified:settled]] - career.efficiency[-1]
            self.learning[:, certified:settled] += there * lacking
        self.gone.append((left + self.row * len(self.began[0])).ravel())
        if sum(map(len, self.gone)) > MOST_AT_ONCE:
            self._count()

    def _gone_by(self, left: Weeks, days: int) -> Weeks:
        """How many of each plan are gone on each of the first days."""
        places = left.clip(0, days) + self.row * (days + 1)
        counts = np.bincount(places.ravel(), minlength=len(left) * (days + 1))
        return counts.reshape(len(left), days + 1).cumsum(axis=1)[:, :-1]

    def _count(self) -> None:
        if self.gone:
            self.went += np.bincount(np.concatenate(self.gone), minlength=len(self.went))
            self.gone = []

    def figures(self, career: Course) -> dict[str, Figures]:
        """By name of COUNTS; career is a course of the plan: all have the same efficiency in the end."""
        self._count()
        steps = self.began, self.came - self.went.reshape(self.came.shape), self.untrained
        recruited, on_payroll, untrained = (one.cumsum(axis=1)[:, :-1] for one in steps)
        certified = on_payroll - untrained
        effective = certified * career.efficiency[-1] + self.learning[:, :-1]
        return dict(zip(COUNTS, (recruited, on_payroll, certified, effective), strict=True))


def bands(figures: Figures) -> Figures:
    """The 5th, 50th and 95th percentile (rows) of each day (columns): smallest values reached by that share of the plans."""
    return np.quantile(figures, LEVELS, axis=0, method="inverted_cdf")
