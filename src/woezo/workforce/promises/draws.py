"""Distributions of whole numbers of people, thinned: each of them counts by chance, or by being among the marked ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import numpy as np

Distribution = np.ndarray[tuple[int], np.dtype[np.float64]]
TINY: Final = 1e-18
"""What is less likely is left out: all such numbers together stay far below what a sum of floats loses."""


def certain(people: int) -> Distribution:
    """So many, for sure."""
    found = np.zeros(people + 1)
    found[people] = 1.0
    return found


def thinned(chances: Distribution, p: float) -> Distribution:
    """Of that many people each counts with probability p, whatever the others do."""
    if p >= 1.0:
        return chances
    if p <= 0.0:
        return certain(0)
    factorials = _log_factorials(len(chances))

    def row(tries: int) -> tuple[int, Distribution]:
        hits = np.arange(tries + 1)
        ways = factorials[tries] - factorials[hits] - factorials[tries - hits]
        return 0, np.exp(ways + hits * np.log(p) + (tries - hits) * np.log1p(-p))

    return _mixed(chances, row)


def drawn(chances: Distribution, people: int, marked: int) -> Distribution:
    """That many of the people are drawn, of whom some are marked: how many marked ones are among those drawn."""
    factorials = _log_factorials(people)

    def row(draws: int) -> tuple[int, Distribution]:
        least = max(0, draws - (people - marked))
        hits = np.arange(least, min(draws, marked) + 1)
        others, rest = draws - hits, people - marked
        ways = factorials[marked] - factorials[hits] - factorials[marked - hits]
        ways += factorials[rest] - factorials[others] - factorials[rest - others]
        return least, np.exp(ways - (factorials[people] - factorials[draws] - factorials[people - draws]))

    return _mixed(chances, row)


def mean(chances: Distribution) -> float:
    """The expected number."""
    return float(chances @ np.arange(len(chances)))


def sure(chances: Distribution) -> int | None:
    """The number, if there is but one."""
    possible = np.flatnonzero(chances)
    return int(possible[0]) if len(possible) == 1 else None


def _mixed(chances: Distribution, row: Callable[[int], tuple[int, Distribution]]) -> Distribution:
    """Each number gives way to a distribution, which begins at some number."""
    found = np.zeros(len(chances))
    for number in np.flatnonzero(chances > TINY):
        least, spread = row(int(number))
        found[least : least + len(spread)] += chances[number] * spread
    return found


@lru_cache(maxsize=8)
def _log_factorials(most: int) -> Distribution:
    """Logarithms of 0!, 1!, ... of that number."""
    return np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, most + 1)))))
