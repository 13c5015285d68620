"""From applicants to a full class.

A class of n places is announced to so many applicants that n of them would come on average, and a margin more. Each applicant
passes the stages of his source on his own; whoever comes beyond the places is put off. So the number that starts is the
smaller of the places and of a sum of binomial numbers, one for each source, and its distribution is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from math import log, log1p
from typing import Final

import numpy as np

from woezo.workforce.hiring.plan import Plan, Source, Sourcing

STAGES = ("reached", "test", "interview", "accepted", "shows_up")
LEAST_YIELD: Final = Decimal("0.00001")  # below one of a hundred thousand applicants nobody can be had

Distribution = np.ndarray[tuple[int], np.dtype[np.float64]]


def yield_ratio(source: Source) -> Decimal:
    """The share of the source's applicants that are there on the first day: the product of its stages."""
    product = Decimal(1)
    for stage in STAGES:
        product *= getattr(source, f"{stage}_ratio")
    return product


def mean_yield(sources: tuple[Source, ...]) -> Decimal:
    """The share of all applicants that are there on the first day."""
    shares = sum((one.share_ratio for one in sources), Decimal(0))
    return sum((one.share_ratio * yield_ratio(one) for one in sources), Decimal(0)) / shares if shares else shares


@dataclass(frozen=True)
class Announced:
    """The applicants of one source for one class."""

    source: Source
    applicants: int

    def by_stage(self) -> list[tuple[str, Decimal]]:
        """Expected people left after each stage."""
        left, found = Decimal(self.applicants), []
        for stage in STAGES:
            left *= getattr(self.source, f"{stage}_ratio")
            found.append((stage, left))
        return found


def announced(plan: Plan, size: int) -> tuple[Announced, ...]:
    """The applicants that a class of that size needs from each source; () where nobody can be had."""
    found: tuple[Announced, ...] = plan.once(("announced", size), lambda: _announced(plan.sources, plan.sourcing, size))
    return found


@lru_cache(maxsize=2_000)
def _announced(sources: tuple[Source, ...], sourcing: Sourcing, size: int) -> tuple[Announced, ...]:
    passing = mean_yield(sources)
    if passing < LEAST_YIELD:
        return ()
    needed = size * (1 + sourcing.margin_ratio) / passing
    shares = sum((one.share_ratio for one in sources), Decimal(0))
    return tuple(
        Announced(one, int((needed * one.share_ratio / shares).to_integral_value(rounding=ROUND_CEILING)))
        for one in sources
        if one.share_ratio
    )


def starts(plan: Plan, size: int) -> Distribution:
    """The probability that 0, 1, ... size people start in a class of that size.

    A plan without sources fills every class: it says nothing of applicants.
    """
    found: Distribution = plan.once(("starts", size), lambda: starts_of(plan.sources, plan.sourcing, size))
    return found


@lru_cache(maxsize=2_000)
def starts_of(sources: tuple[Source, ...], sourcing: Sourcing, size: int) -> Distribution:
    """starts() of a plan with these sources: a sum of binomials, everything from the size on taken together."""
    sofar = np.ones(1) if sources else certain(size, size)
    for one in _announced(sources, sourcing, size):
        sofar = capped(np.convolve(sofar, binomial(one.applicants, float(yield_ratio(one.source)), size)), size)
    found = np.pad(sofar, (0, size + 1 - len(sofar)))
    found.flags.writeable = False
    return found


def certain(most: int, number: int) -> Distribution:
    """That number and no other, of 0 to most."""
    found: Distribution = (np.arange(most + 1) == number).astype(np.float64)
    return found


def capped(chances: Distribution, most: int) -> Distribution:
    """Everything above a number counted as that number."""
    if len(chances) <= most + 1:
        return chances
    found: Distribution = np.append(chances[:most], chances[most:].sum())
    return found


def binomial(tries: int, p: float, cap: int) -> Distribution:
    """The probability of 0, 1, ... up to cap successes; the last takes all that are more."""
    last = min(tries, cap)
    if p in (0.0, 1.0):
        return certain(last, last if p else 0)
    hits = np.arange(last)
    below = np.exp(log_ways(tries, last)[:last] + hits * log(p) + (tries - hits) * log1p(-p))
    found: Distribution = np.append(below, max(0.0, 1.0 - below.sum()))
    return found


def log_ways(tries: int, most: int) -> Distribution:
    """Logarithms of the binomial coefficients of 0, 1, ... up to most: the numbers themselves are soon beyond a float."""
    hits = np.arange(most)
    found: Distribution = np.append(0.0, np.cumsum(np.log((tries - hits) / (hits + 1.0))))
    return found


def expected_starts(plan: Plan, size: int) -> float:
    """The mean of starts()."""
    chances = starts(plan, size)
    found: float = plan.once(("mean", size), lambda: float(chances @ np.arange(len(chances))))
    return found
