"""In which week of his course a person is gone, by the number that is his luck: looked up for many people at once."""

from __future__ import annotations

from typing import Final

import numpy as np

BITS: Final = 53
"""Of a person's number: as many as a float holds exactly."""
LOOKED_UP: Final = 14
"""So many of them are looked up: few enough to stay in the processor's cache, and most courses need no more."""

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.uint64]]
Figures = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Weeks = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


def fractions(numbers: Numbers) -> Figures:
    """Numbers of so many bits as fractions of 1."""
    return numbers.astype(np.float64) * 2.0**-BITS


class Leaving:
    """Of a course: there is the probability of being there in each week, which never rises."""

    def __init__(self, there: Figures) -> None:
        self.rising = there[::-1]
        edges = np.arange(2**LOOKED_UP + 1) / 2**LOOKED_UP
        at_first, at_last = self._weeks(edges[:-1], "right"), self._weeks(edges[1:], "left")
        self.weeks = np.where(at_first == at_last, at_first, -1)  # -1: the first bits do not tell

    def week(self, numbers: Numbers) -> Weeks:
        """For each number the first week in which the course is not above it: from then on the person is gone."""
        found: Weeks = self.weeks[(numbers >> np.uint64(BITS - LOOKED_UP)).astype(np.int64)]
        unsure = found < 0
        found[unsure] = self._weeks(fractions(numbers[unsure]), "right")
        return found

    def _weeks(self, numbers: Figures, side: str) -> Weeks:
        return len(self.rising) - np.searchsorted(self.rising, numbers, side=side)  # type: ignore[call-overload, no-any-return]
