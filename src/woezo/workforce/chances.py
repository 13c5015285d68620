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

NOTHING = 1e-30  # the probability below which a number of people is left out at either end of a distribution


def counted(plan: Plan, promise: Promise, one: Class, on: date) -> float:
    """The probability that a person who starts in a class counts for the promise on a day."""
    week = (on - one.start).days // 7
    if week < 0:
        return 0.0
    career = course(plan, one.pass_ratio)
    shares = 1.0
    if promise.nationals_only:
        shares *= float(plan.recruits.nationals_ratio)
    if promise.youth_only:
        shares *= float(plan.recruits.youth_ratio)
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
    whole = np.ones(1)
    for one in classes:
        if one.start <= to and (promise.metric != STARTS or one.start >= since):
            p = counted(plan, promise, one, to)
            whole = together(whole, _class(plan.sources, plan.sourcing, one.size, p))
    return whole


def together(one: Distribution, other: Distribution) -> Distribution:
    """The distribution of the sum of two numbers that do not depend on each other."""
    first, second = np.flatnonzero(one > NOTHING), np.flatnonzero(other > NOTHING)
    likely = np.convolve(one[first[0] : first[-1] + 1], other[second[0] : second[-1] + 1])
    return np.concatenate((np.zeros(first[0] + second[0]), likely))


@lru_cache(maxsize=5_000)
def _class(sources: tuple[Source, ...], sourcing: Sourcing, size: int, p: float) -> Distribution:
    """Of one class: each who starts counts with probability p."""
    started = starts_of(sources, sourcing, size)
    if p == 1.0:
        return started
    if p == 0.0:
        return np.ones(1)
    found: Distribution = started @ _thinning(size, p)
    return found


def _thinning(size: int, p: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Row n: the probabilities of 0 to size successes in n tries."""
    tries, hits = np.indices((size + 1, size + 1))
    logs = np.append(0.0, np.cumsum(np.log(np.arange(1, size + 1))))  # of the factorials
    ways = logs[tries] - logs[hits] - logs[np.maximum(tries - hits, 0)]
    return np.exp(np.where(hits <= tries, ways + hits * log(p) + (tries - hits) * log1p(-p), -np.inf))


def at_least(chances: Distribution, target: int) -> float:
    """The probability of that many or more."""
    return float(min(1.0, chances[target:].sum())) if target < len(chances) else 0.0


def quantile(chances: Distribution, level: float) -> int:
    """The smallest number that is reached or undercut with at least that probability."""
    return int(np.searchsorted(np.cumsum(chances), level - 1e-12))
