"""The laws of durations: from a counter of chance to milliseconds.

A law draws by inversion where its quantile is simple, so that more of chance is always a longer time, by whatever law, and
variants stay in step; gamma by rejection with attempts counted in the lowest bits of the purpose (Marsaglia, Tsang: A simple
method for generating gamma variables, ACM TOMS 26, 2000).
"""

from __future__ import annotations

from math import exp, log, sqrt
from typing import Final

from mypy_extensions import i64

from woezo.simulation.chance import Chance, normal_quantile

NEVER: Final = 1 << 38
"""A duration longer than any run (a run lasts 2**39 ms at most), which still may be added to a time of it."""
LONGEST: Final = 274877906944.0  # NEVER as a float


def whole_ms(duration_ms: float) -> i64:
    """Rounded to a millisecond, at least 0; NEVER for what is longer than that."""
    if duration_ms >= 274877906944.0:
        return 274877906944
    return int(duration_ms + 0.5)


class Law:
    """A duration that is drawn."""

    __slots__ = ()

    def draw(self, chance: Chance, number: i64, purpose: i64) -> float:
        """Milliseconds, not rounded."""
        raise NotImplementedError

    def hurried(self, chance: Chance, number: i64, purpose: i64, hurry: float) -> float:
        """As `draw`, of who is at every moment so many times as likely to end: proportional hazards, S(t) ** hurry. More
        of it is never a longer time. Gamma, which is drawn by rejection, has no such draw: a scenario with one is refused
        before it is played (gamma_hurried).
        """
        raise NotImplementedError

    def mean_ms(self) -> float:
        """The mean; NEVER for a law whose durations may be endless."""
        raise NotImplementedError


def _hurry(u: float, hurry: float) -> float:
    """The probability whose quantile a hurried draw takes."""
    return 1.0 - exp(log(1.0 - u) / hurry)


class Constant(Law):
    """Always the same."""

    __slots__ = ("ms",)

    def __init__(self, ms: float) -> None:
        self.ms = ms

    def draw(self, chance: Chance, number: i64, purpose: i64) -> float:
        """The same."""
        return self.ms

    def hurried(self, chance: Chance, number: i64, purpose: i64, hurry: float) -> float:
        """The same: before it nobody ends, then all do."""
        return self.ms

    def mean_ms(self) -> float:
        """The same."""
        return self.ms


class Exponential(Law):
    """Memoryless, by its mean."""

    __slots__ = ("mean",)

    def __init__(self, mean: float) -> None:
        self.mean = mean

    def draw(self, chance: Chance, number: i64, purpose: i64) -> float:
        """By inversion."""
        return -self.mean * log(1.0 - chance.uniform(number, purpose))

    def hurried(self, chance: Chance, number: i64, purpose: i64, hurry: float) -> float:
        """By so much shorter."""
        return self.draw(chance, number, purpose) / hurry

    def mean_ms(self) -> float:
        """Its parameter."""
        return self.mean


class Lognormal(Law):
    """exp(location + scale x standard normal), in milliseconds."""

    __slots__ = ("location", "scale")

    def __init__(self, location: float, scale: float) -> None:
        self.location = location
        self.scale = scale

    def draw(self, chance: Chance, number: i64, purpose: i64) -> float:
        """By inversion."""
        return exp(self.location + self.scale * normal_quantile(chance.uniform(number, purpose)))

    def hurried(self, chance: Chance, number: i64, purpose: i64, hurry: float) -> float:
        """By inversion."""
        return exp(self.location + self.scale * normal_quantile(_hurry(chance.uniform(number, purpose), hurry)))

    def mean_ms(self) -> float:
        """exp(location + scale^2 / 2)."""
        return exp(self.location + self.scale * self.scale / 2.0)


class Weibull(Law):
    """scale x (-ln(1 - u)) ** (1 / shape): below shape 1 the impatient leave early and who stays, stays."""

    __slots__ = ("mean", "power", "scale")

    def __init__(self, scale: float, shape: float, mean: float) -> None:
        self.scale = scale
        self.power = 1.0 / shape
        self.mean = mean

    def draw(self, chance: Chance, number: i64, purpose: i64) -> float:
        """By inversion; a power as exp(log), the same in every build."""
        return self.scale * exp(self.power * log(-log(1.0 - chance.uniform(number, purpose))))

    def hurried(self, chance: Chance, number: i64, purpose: i64, hurry: float) -> float:
        """By a power shorter."""
        return self.draw(chance, number, purpose) * exp(-self.power * log(hurry))

    def mean_ms(self) -> float:
        """scale x Gamma(1 + 1 / shape), from whoever made it."""
        return self.mean


class Gamma(Law):
    """By shape and scale."""

    __slots__ = ("scale", "shape")

    def __init__(self, shape: float, scale: float) -> None:
        self.shape = shape
        self.scale = scale

    def draw(self, chance: Chance, number: i64, purpose: i64) -> float:
        """By rejection."""
        return self.scale * gamma(chance, self.shape, number, purpose)

    def mean_ms(self) -> float:
        """shape x scale."""
        return self.shape * self.scale


def gamma(chance: Chance, shape: float, number: i64, purpose: i64) -> float:
    """A gamma variable of scale 1. purpose ends in four zero bits; they count the attempts.

    An attempt fails in 5 % of cases at most; after seven the last candidate is taken, once in a billion.
    """
    boost = 1.0
    if shape < 1.0:
        boost = exp(log(chance.uniform(number, purpose | 14)) / shape)
        shape = shape + 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / (3.0 * sqrt(d))
    attempt: i64 = 0
    v = 1.0
    while attempt < 14:
        x = chance.normal(number, purpose | attempt)
        u = chance.uniform(number, purpose | (attempt + 1))
        attempt = attempt + 2
        v = 1.0 + c * x
        if v <= 0.0:
            v = 1.0
            continue
        v = v * v * v
        if log(u) < 0.5 * x * x + d - d * v + d * log(v):
            break
    return d * v * boost


class Empirical(Law):
    """One of some values, each with its own probability; beyond their sum: NEVER.

    cumulative: rising, the last at most 1. A value is drawn by inversion, so that the order of the values is kept.
    """

    __slots__ = ("cumulative", "values")

    def __init__(self, values: list[float], cumulative: list[float]) -> None:
        self.values = values
        self.cumulative = cumulative

    def draw(self, chance: Chance, number: i64, purpose: i64) -> float:
        """By bisection."""
        return self._at(chance.uniform(number, purpose))

    def hurried(self, chance: Chance, number: i64, purpose: i64, hurry: float) -> float:
        """By bisection."""
        return self._at(_hurry(chance.uniform(number, purpose), hurry))

    def _at(self, u: float) -> float:
        low: i64 = 0
        high: i64 = len(self.values)
        while low < high:
            middle: i64 = (low + high) >> 1
            if self.cumulative[middle] < u:
                low = middle + 1
            else:
                high = middle
        if low == len(self.values):
            return 274877906944.0
        return self.values[low]

    def mean_ms(self) -> float:
        """Of the values, if it is always one of them."""
        if self.cumulative[-1] < 0.999999999:
            return 274877906944.0
        total = 0.0
        before = 0.0
        for value, until in zip(self.values, self.cumulative, strict=True):
            total += value * (until - before)
            before = until
        return total


class Sometimes(Law):
    """Another law, but for a share that has no end: who never leaves. The last attempt of the purpose decides."""

    __slots__ = ("law", "never_ratio")

    def __init__(self, law: Law, never_ratio: float) -> None:
        self.law = law
        self.never_ratio = never_ratio

    def draw(self, chance: Chance, number: i64, purpose: i64) -> float:
        """The other's, or NEVER."""
        if chance.uniform(number, purpose | 15) < self.never_ratio:
            return 274877906944.0
        return self.law.draw(chance, number, purpose)

    def hurried(self, chance: Chance, number: i64, purpose: i64, hurry: float) -> float:
        """Who never leaves does not leave in a hurry either."""
        if chance.uniform(number, purpose | 15) < self.never_ratio:
            return 274877906944.0
        return self.law.hurried(chance, number, purpose, hurry)

    def mean_ms(self) -> float:
        """Endless."""
        return 274877906944.0
