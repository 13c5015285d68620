"""The exact distribution of how many people of a calendar count for a promise on a day.

Of a class, the number that starts has the distribution of funnel.starts; each of them counts with a probability of its own, so
the number that counts is a mixture of binomials. Classes do not depend on each other: the whole is their convolution.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from math import log, log1p

import numpy as np

from woezo.workforce.hiring.cohorts import LONGEST_WEEKS, course
from woezo.workforce.hiring.funnel import Distribution, starts_of
from woezo.workforce.hiring.plan import CERTIFIED, ON_PAYROLL, STARTS, Class, Plan, Promise, Source, Sourcing

Table = np.ndarray[tuple[int, int], np.dtype[np.float64]]

CUT_EVERY = 8  # classes: to look for the ends costs more than a convolution
NOTHING = 1e-30  # the probability below which a number of people is left out at either end of a distribution


def counted(plan: Plan, promise: Promise, one: Class, on: date) -> float:
    """The probability that a person who starts in a class counts for the promise on a day."""
    week = (on - one.start).days // 7
    if week < 0:
        return 0.0
    career = course(plan, one.pass_ratio)
    shares = float(plan.share_that_counts(promise))
    if promise.metric == STARTS:
        return shares
    if promise.metric == CERTIFIED and week < career.trained:
        return 0.0
    assert promise.metric in (ON_PAYROLL, CERTIFIED)
    return shares * career.there[min(week, LONGEST_WEEKS - 1)]


def distribution(plan: Plan, promise: Promise, classes: tuple[Class, ...], since: date, to: date) -> Distribution:
    """The probabilities of 0, 1, 2, ... people that count on the last day of a period.

    For starts: of the classes that start in the period. For the others: everybody who is there on its last day.
    """
    least, whole, of_class = 0, np.ones(1), _of_classes(plan.sources, plan.sourcing)
    for number, one in enumerate(classes):
        if one.start <= to and (promise.metric != STARTS or one.start >= since):
            first, chances = of_class(one.size, counted(plan, promise, one, to))
            least, whole = least + first, np.convolve(whole, chances)
            if number % CUT_EVERY == 0:
                first, whole = likely(whole)
                least += first
    return np.concatenate((np.zeros(least), whole))


def together(one: Distribution, other: Distribution) -> Distribution:
    """The distribution of the sum of two numbers that do not depend on each other."""
    (first, ones), (second, others) = likely(one), likely(other)
    return np.concatenate((np.zeros(first + second), np.convolve(ones, others)))


def likely(chances: Distribution) -> tuple[int, Distribution]:
    """The smallest number that is not next to impossible, and the probabilities from it to the largest one."""
    numbers = np.flatnonzero(chances > NOTHING)
    return int(numbers[0]), chances[numbers[0] : numbers[-1] + 1]


@lru_cache(maxsize=4)
def _of_classes(sources: tuple[Source, ...], sourcing: Sourcing) -> Callable[[int, float], tuple[int, Distribution]]:
    """Of one class of so many places, what is likely: each who starts counts with probability p."""

    @lru_cache(maxsize=5_000)
    def of_class(size: int, p: float) -> tuple[int, Distribution]:
        if p == 0.0:
            return 0, np.ones(1)
        started = starts_of(sources, sourcing, size)
        return likely(started if p == 1.0 else started @ _thinning(size, p))

    return of_class


def _thinning(size: int, p: float) -> Table:
    """Row n: the probabilities of 0 to size successes in n tries."""
    ways, misses = _ways(size)
    found: Table = np.exp(ways + np.arange(size + 1) * log(p) + misses * log1p(-p))
    return found


@lru_cache(maxsize=4)
def _ways(size: int) -> tuple[Table, Table]:
    """For each number of tries (rows) and of successes: the logarithm of how many ways lead there, and the failures."""
    tries, hits = np.indices((size + 1, size + 1))
    logs = np.append(0.0, np.cumsum(np.log(np.arange(1, size + 1))))  # of the factorials
    misses = np.maximum(tries - hits, 0)
    ways = np.where(hits <= tries, logs[tries] - logs[hits] - logs[misses], -np.inf)
    return ways, misses.astype(np.float64)


def moments(chances: Distribution) -> tuple[float, float]:
    """Mean and variance."""
    numbers = np.arange(len(chances))
    mean = float(numbers @ chances)
    return mean, max(0.0, float(numbers**2 @ chances) - mean**2)


def at_least(chances: Distribution, target: int) -> float:
    """The probability of that many or more."""
    return float(min(1.0, chances[target:].sum())) if target < len(chances) else 0.0


def quantile(chances: Distribution, level: float) -> int:
    """The smallest number that is reached or undercut with at least that probability."""
    return int(np.searchsorted(np.cumsum(chances), level - 1e-12))
