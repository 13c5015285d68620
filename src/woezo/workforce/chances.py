"""The exact distribution of how many people of a calendar count for a promise on a day.

Of a class, the number that starts has the distribution of funnel.starts; each of them counts with a probability of its own, so
the number that counts is a mixture of binomials. Classes do not depend on each other: the whole is their convolution.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import log, log1p

import numpy as np

from woezo.workforce.cohorts import LONGEST_WEEKS, course
from woezo.workforce.funnel import Distribution, starts_of
from woezo.workforce.plan import CERTIFIED, ON_PAYROLL, STARTS, Class, Plan, Promise, Source, Sourcing

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
    least, whole = 0, np.ones(1)
    for number, one in enumerate(classes):
        if one.start <= to and (promise.metric != STARTS or one.start >= since):
            first, chances = _class(plan.sources, plan.sourcing, one.size, counted(plan, promise, one, to))
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


@lru_cache(maxsize=5_000)
def _class(sources: tuple[Source, ...], sourcing: Sourcing, size: int, p: float) -> tuple[int, Distribution]:
    """Of one class, what is likely: each who starts counts with probability p."""
    started = starts_of(sources, sourcing, size)
    if p == 0.0:
        return 0, np.ones(1)
    return likely(started if p == 1.0 else started @ _thinning(size, p))


def _thinning(size: int, p: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Row n: the probabilities of 0 to size successes in n tries."""
    tries, hits = np.indices((size + 1, size + 1))
    logs = np.append(0.0, np.cumsum(np.log(np.arange(1, size + 1))))  # of the factorials
    ways = logs[tries] - logs[hits] - logs[np.maximum(tries - hits, 0)]
    return np.exp(np.where(hits <= tries, ways + hits * log(p) + (tries - hits) * log1p(-p), -np.inf))


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
