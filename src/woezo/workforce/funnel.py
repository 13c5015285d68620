"""From applicants to a full class.

A class of n places is announced to so many applicants that n of them would come on average, and a margin more. Each applicant
passes the stages of his source on his own; whoever comes beyond the places is put off. So the number that starts is the
smaller of the places and of a sum of binomial numbers, one for each source, and its distribution is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import cache
from math import exp, lgamma, log, log1p

from woezo.workforce.plan import Plan, Source, Sourcing

STAGES = ("reached", "test", "interview", "accepted", "shows_up")


def yield_ratio(source: Source) -> Decimal:
    """The share of the source's applicants that are there on the first day: the product of its stages."""
    product = Decimal(1)
    for stage in STAGES:
        product *= getattr(source, f"{stage}_ratio")
    return product


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


@cache
def _announced(sources: tuple[Source, ...], sourcing: Sourcing, size: int) -> tuple[Announced, ...]:
    shares = sum((one.share_ratio for one in sources), Decimal(0))
    if shares == 0:
        return ()
    mean_yield = sum((one.share_ratio * yield_ratio(one) for one in sources), Decimal(0)) / shares
    if mean_yield == 0:
        return ()
    needed = size * (1 + sourcing.margin_ratio) / mean_yield
    return tuple(
        Announced(one, int((needed * one.share_ratio / shares).to_integral_value(rounding=ROUND_CEILING)))
        for one in sources
        if one.share_ratio
    )


def starts(plan: Plan, size: int) -> tuple[float, ...]:
    """The probability that 0, 1, ... size people start in a class of that size.

    A plan without sources fills every class: it says nothing of applicants.
    """
    if not plan.sources:
        return (0.0,) * size + (1.0,)
    found: tuple[float, ...] = plan.once(("starts", size), lambda: _starts(announced(plan, size), size))
    return found


@cache
def _starts(wanted: tuple[Announced, ...], size: int) -> tuple[float, ...]:
    """Sums of binomials, everything from the size on taken together."""
    sofar = [1.0]
    for one in wanted:
        chances = binomial(one.applicants, float(yield_ratio(one.source)), size)
        joined = [0.0] * (size + 1)
        for i, p in enumerate(sofar):
            for j, q in enumerate(chances):
                joined[min(i + j, size)] += p * q
        sofar = joined
    sofar += [0.0] * (size + 1 - len(sofar))
    return tuple(sofar)


def binomial(tries: int, p: float, cap: int) -> list[float]:
    """The probability of 0, 1, ... up to cap successes; the last takes all that are more."""
    if p in (0.0, 1.0):
        certain = min(int(tries * p), cap)
        return [float(k == certain) for k in range(certain + 1)]
    last = min(tries, cap)
    found = [exp(log_ways(tries, k) + k * log(p) + (tries - k) * log1p(-p)) for k in range(last)]
    return [*found, max(0.0, 1.0 - sum(found))]


def log_ways(tries: int, k: int) -> float:
    """Logarithm of the binomial coefficient: the number itself is beyond a float from about a thousand tries on."""
    return lgamma(tries + 1) - lgamma(k + 1) - lgamma(tries - k + 1)


def expected_starts(plan: Plan, size: int) -> float:
    """The mean of starts()."""
    found: float = plan.once(("mean", size), lambda: sum(number * p for number, p in enumerate(starts(plan, size))))
    return found
