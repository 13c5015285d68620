"""Means over replications with their 95 % intervals.

Counts: the mean, and Student's t on its standard error. Ratios: sum over sum, and Student's t on the error of its linearisation
(delta method: residuals numerator - ratio x denominator); for replications of equal length the ordinary estimate of a ratio.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt

LEVEL = 0.95


@dataclass(frozen=True)
class Estimate:
    """A mean and the half-width of its interval; None where there is nothing to divide by, or only one replication."""

    mean: float | None
    ci95: float | None


def count_of(values: Sequence[float]) -> Estimate:
    """The mean of counts."""
    return ratio_of(values, [1.0] * len(values))


def ratio_of(parts: Sequence[float], wholes: Sequence[float]) -> Estimate:
    """The sum of the numerators over the sum of the denominators."""
    many, whole = len(parts), sum(wholes)
    if whole <= 0:
        return Estimate(None, None)
    ratio = sum(parts) / whole
    if many < 2:
        return Estimate(ratio, None)
    squares = sum((part - ratio * one) ** 2 for part, one in zip(parts, wholes, strict=True))
    error = sqrt(squares / (many - 1) / many) / (whole / many)
    return Estimate(ratio, t_quantile(many - 1, (1 + LEVEL) / 2) * error)


def difference_of(
    parts: Sequence[float], wholes: Sequence[float], other_parts: Sequence[float], other_wholes: Sequence[float]
) -> Estimate:
    """The other ratio less the first one, by pairs of replications with the same chance: what both share cancels out."""
    many = len(parts)
    if sum(wholes) <= 0 or sum(other_wholes) <= 0:
        return Estimate(None, None)
    ratio, other = sum(parts) / sum(wholes), sum(other_parts) / sum(other_wholes)
    if many < 2:
        return Estimate(other - ratio, None)
    mean, other_mean = sum(wholes) / many, sum(other_wholes) / many
    apart = [
        (other_part - other * other_whole) / other_mean - (part - ratio * whole) / mean
        for part, whole, other_part, other_whole in zip(parts, wholes, other_parts, other_wholes, strict=True)
    ]
    error = sqrt(sum(one * one for one in apart) / (many - 1) / many)
    return Estimate(other - ratio, t_quantile(many - 1, (1 + LEVEL) / 2) * error)


def t_quantile(freedom: int, ratio: float) -> float:
    """The quantile of Student's t above one half, by bisection on its distribution, to 1e-10."""
    low, high = 0.0, 1.0
    while t_below(freedom, high) < ratio:
        high *= 2
    while high - low > 1e-10 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if t_below(freedom, middle) < ratio else (low, middle)
    return (low + high) / 2


def t_below(freedom: int, value: float) -> float:
    """The probability of at most this value, which is not negative."""
    return 1 - _incomplete_beta(freedom / 2, 0.5, freedom / (freedom + value * value)) / 2


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """Regularised, by its continued fraction (Abramowitz, Stegun 26.5.8), evaluated by Lentz's method."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    tiny, c, d = 1e-300, 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    result = d
    for m in range(1, 500):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + term * d
            c = 1 + term / c
            d = 1 / (d if abs(d) > tiny else tiny)
            c = c if abs(c) > tiny else tiny
            result *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * result
