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
from woezo.workforce.funnel import log_ways, starts
from woezo.workforce.plan import CERTIFIED, ON_PAYROLL, STARTS, Class, Plan, Promise

Distribution = np.ndarray[tuple[int], np.dtype[np.float64]]


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
            whole = np.convolve(whole, _class(starts(plan, one.size), counted(plan, promise, one, to)))
    return whole


@lru_cache(maxsize=20_000)
def _class(started: tuple[float, ...], p: float) -> Distribution:
    """Of one class: each who starts counts with probability p."""
    size = len(started) - 1
    if p == 1.0:
        return np.array(started)
    if p == 0.0:
        return np.ones(1)
    return np.array(started) @ _thinning(size, p)


def _thinning(size: int, p: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Row n: the probabilities of 0 to size successes in n tries."""
    tries, hits = np.indices((size + 1, size + 1))
    found: np.ndarray[tuple[int, int], np.dtype[np.float64]] = np.exp(
        _ways(size) + hits * log(p) + (tries - hits) * log1p(-p)
    )
    return found


@lru_cache(maxsize=2_000)
def _ways(size: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Logarithms of the binomial coefficients; none where more succeed than try."""
    return np.array([[log_ways(n, k) if k <= n else -np.inf for k in range(size + 1)] for n in range(size + 1)])


def at_least(chances: Distribution, target: int) -> float:
    """The probability of that many or more."""
    return float(min(1.0, chances[target:].sum())) if target < len(chances) else 0.0


def quantile(chances: Distribution, level: float) -> int:
    """The smallest number that is reached or undercut with at least that probability."""
    return int(np.searchsorted(np.cumsum(chances), level - 1e-12))
