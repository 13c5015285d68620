"""Which figures of an indicator are told, so that nothing tells of fewer than five people.

A figure is decided on once, when it is written, from itself and from what was told before, never from a figure that is hidden:
who writes sheets learns nothing of what others wrote. What was told stays in the ledger when its sheet is corrected or deleted,
for somebody may have printed it. Those recruited when there were 104 are the same people on whichever sheet, so the ledger goes
by the number of recruits and not by days.

A figure and its complement (the other people recruited) are told if

1. both are five or more;
2. each differs by five or more from its like in every figure ever told, or both are the same as in one of them: the difference
   of two sheets tells of those who came between them, that of a sheet and its correction of those who were counted wrong;
3. it does not tell what was hidden. Of 104 recruits four are foreigners, which is hidden; of 105, five: if that were told, then
   the one who came is a foreigner, and the four are known. So the larger part must have grown, since the last figure told below
   it, by at least as many as all the people up to the last hidden figure between them: then it may be that all of them were of
   that part, or all but one, two, three or four. And no hidden figure lies above it, up to the next one told: that one is
   hidden because it is near the figure told before, which would be so no longer.

What comes of it, for sheets that say the truth: of whatever is hidden, and whoever knows everything that was told and hidden,
five values remain, 0 to 4 among those who came since the figure told before; fewer only where fewer people have come since, or
have come after it before the figure told next. tests/workforce/promises/test_disclosure.py enumerates all histories.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from woezo.workforce.promises.observed import INDICATORS, Observation

LEAST: Final = 5


class Ledger:
    """What was ever told of one indicator, and beside which numbers of recruits it was hidden.

    figures: (recruited, number); number None: hidden. least: the smallest number that is told.
    """

    def __init__(self, figures: Iterable[tuple[int, int | None]] = (), least: int = LEAST) -> None:
        self.least = least
        self._told: list[tuple[int, int]] = []
        self._hidden: list[int] = []
        # Both parts of what was told, by part and by its value divided by `least`: near ones stand in the same place or beside.
        self._places: tuple[dict[int, int], dict[int, int]] = ({}, {})
        for recruited, number in figures:
            self._add(recruited, number)

    @property
    def figures(self) -> list[tuple[int, int | None]]:
        """All of it, to make the ledger again."""
        return [*self._told, *((recruited, None) for recruited in self._hidden)]

    def decide(self, recruited: int, number: int) -> bool:
        """Whether a figure is told, from now on."""
        told = self._may_tell(recruited, number)
        self._add(recruited, number if told else None)
        return told

    def _add(self, recruited: int, number: int | None) -> None:
        if number is None:
            at = bisect_left(self._hidden, recruited)
            if self._hidden[at : at + 1] != [recruited]:
                self._hidden.insert(at, recruited)
        elif not self._is_told(recruited, number):
            insort(self._told, (recruited, number))
            for places, part in zip(self._places, (number, recruited - number), strict=True):
                places[part // self.least] = part

    def _is_told(self, recruited: int, number: int) -> bool:
        at = bisect_left(self._told, (recruited, number))
        return self._told[at : at + 1] == [(recruited, number)]

    def _may_tell(self, recruited: int, number: int) -> bool:
        if self._is_told(recruited, number):
            return True
        parts = number, recruited - number
        return min(parts) >= self.least and self._is_far(parts) and self._keeps_hidden(recruited, number)

    def _is_far(self, parts: tuple[int, int]) -> bool:
        """From all that was told."""
        return not any(
            abs(places.get(part // self.least + beside, part + self.least) - part) < self.least
            for places, part in zip(self._places, parts, strict=True)
            for beside in (-1, 0, 1)
        )

    def _keeps_hidden(self, recruited: int, number: int) -> bool:
        """Whether what is hidden between the figures told before and after could still be any of 0 to 4."""
        below, above = bisect_left(self._told, (recruited, 0)), bisect_right(self._told, (recruited, recruited))
        base, yes = self._told[below - 1] if below else (0, 0)
        first, last = bisect_right(self._hidden, base), bisect_left(self._hidden, recruited)
        after = bisect_right(self._hidden, recruited)
        if after < len(self._hidden) and (above == len(self._told) or self._hidden[after] < self._told[above][0]):
            return False
        grown = max(number - yes, (recruited - number) - (base - yes))
        return first == last or grown >= self._hidden[last - 1] - base


def decide(ledgers: Mapping[str, Ledger], one: Observation, names: Collection[str]) -> frozenset[str]:
    """Of the indicators of a sheet that were typed: those that are told."""
    return frozenset(
        name
        for name in INDICATORS
        if name in names and (number := getattr(one, name)) is not None and ledgers[name].decide(one.recruited, number)
    )


def counted(one: Observation) -> frozenset[str]:
    """The indicators of a sheet that have a figure."""
    return frozenset(name for name in INDICATORS if getattr(one, name) is not None)


def public(one: Observation, told: Collection[str]) -> Observation:
    """The sheet with the indicators that are told, and no other: nothing else may be worked out from."""
    nothing: dict[str, Any] = {name: None for name in INDICATORS if name not in told}
    return replace(one, **nothing)
