"""Service level and its neighbours: every formula has a name and a version; a contract names the one it uses.

Ratios are computed on reading as sum over sum, never as a mean of percentages. None: there is nothing to divide by.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

FORMULAS_VERSION: Final = 1


class Served(NamedTuple):
    """Counts of contacts. within: within the threshold T; short: abandoned within the short-abandon limit s."""

    answered: int = 0
    abandoned: int = 0
    answered_within: int = 0
    abandoned_within: int = 0
    abandoned_short: int = 0


def total(parts: list[Served]) -> Served:
    """The sum of several counts."""
    return Served(*(sum(values) for values in zip(*parts, strict=True))) if parts else Served()


def ratio(part: float, whole: float) -> float | None:
    """part / whole; None where there is nothing."""
    return None if whole <= 0 else part / whole


SERVICE_LEVELS: Final[dict[str, tuple[Callable[[Served], int], Callable[[Served], int]]]] = {
    "SL-1": (lambda c: c.answered_within + c.abandoned_within, lambda c: c.answered + c.abandoned),
    "SL-2": (lambda c: c.answered_within, lambda c: c.answered),
    "SL-3": (lambda c: c.answered_within, lambda c: c.answered + c.abandoned),
    "SL-4": (lambda c: c.answered_within, lambda c: c.answered + c.abandoned - c.abandoned_within),
    "SL-5": (lambda c: c.answered_within, lambda c: c.answered + c.abandoned - c.abandoned_short),
    "SL-6": (lambda c: c.answered_within + c.abandoned_short, lambda c: c.answered + c.abandoned),
}
"""Met and of how many, by name: all, answered (flattering, never in a contract), strict, net, short, short after ICMI."""


def service_level(formula: str, counts: Served) -> float | None:
    """The service level by a named formula. Raises KeyError for a name that is not one of SL-1 to SL-6."""
    return ratio(met(formula, counts), denominator(formula, counts))


def met(formula: str, counts: Served) -> int:
    """How many contacts met it."""
    return SERVICE_LEVELS[formula][0](counts)


def denominator(formula: str, counts: Served) -> int:
    """How many contacts a service level stands on."""
    return SERVICE_LEVELS[formula][1](counts)


def answer_rate(counts: Served, without_short: bool = False) -> float | None:
    """Answered of those who were answered or left (taux de décroché), short abandons left out on demand."""
    short = counts.abandoned_short if without_short else 0
    return ratio(counts.answered, counts.answered + counts.abandoned - short)


def average_speed_of_answer_ms(answered_wait_ms: int, answered: int) -> float | None:
    """Mean wait of those who were answered (ASA, DMR)."""
    return ratio(answered_wait_ms, answered)
