"""Whether what was drawn follows a law: distances and chances, in plain Python. Seeds are fixed, so a failure is a change."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from math import exp, lgamma, log, sqrt

NORMAL = statistics.NormalDist()
RARE = 1e-4
"""A test that draws may fail once in so many seeds."""


def distance(values: Sequence[float], below: Callable[[float], float]) -> float:
    """Kolmogorov and Smirnov: the largest gap between the law and the sample, in units of 1 / sqrt(n)."""
    many = len(values)
    gaps = [
        max(below(value) - index / many, (index + 1) / many - below(value))
        for index, value in enumerate(sorted(values))
    ]
    return sqrt(many) * max(gaps)


FARTHEST = sqrt(-log(RARE / 2) / 2)
"""Which Kolmogorov's distance exceeds with probability RARE (his series' first term)."""


def chi_square_limit(freedom: int) -> float:
    """Which chi-square exceeds with probability RARE (Wilson and Hilferty)."""
    ninth = 2 / (9 * freedom)
    return freedom * (1 - ninth + NORMAL.inv_cdf(1 - RARE) * sqrt(ninth)) ** 3


def chi_square(counts: Sequence[int], expected: float) -> float:
    """The distance of counts from one expectation for all."""
    return sum((count - expected) ** 2 for count in counts) / expected


def assert_mean(values: Sequence[float], expected: float) -> None:
    """The mean lies within four standard errors."""
    error = statistics.stdev(values) / sqrt(len(values))
    assert abs(statistics.fmean(values) - expected) <= 4 * error + 1e-9, (statistics.fmean(values), expected)


def assert_variance(values: Sequence[float], mean: float, expected: float) -> None:
    """The variance lies within four standard errors."""
    assert_mean([(value - mean) ** 2 for value in values], expected)


def gamma_below(shape: float, x: float) -> float:
    """The probability that a gamma variable of scale 1 is at most x: by series, by continued fraction in the tail."""
    if x <= 0:
        return 0.0
    front = exp(shape * log(x) - x - lgamma(shape))
    if x < shape + 1:
        term = total = 1 / shape
        k = shape
        while term > 1e-17 * total:
            k += 1
            term *= x / k
            total += term
        return front * total
    b = x + 1 - shape
    c, d = 1e300, 1 / b
    h = d
    for i in range(1, 500):
        a = -i * (i - shape)
        b += 2
        d = 1 / (a * d + b)
        c = b + a / c
        h *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return 1 - front * h
