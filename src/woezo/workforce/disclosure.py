"""Which indicators may be shown, so that no figure tells of fewer than five people.

A number is shown if it and its complement (the other people recruited) are both five or more. Two sheets side by side tell of
the people who came between them: so a number is also hidden unless it and its complement have both grown by five or more since
the sheet on which it was last shown, or both are what they were. Every difference between two shown figures is then a sum of
such steps.

A figure that is shown again must not tell what was hidden before it, either. Of 104 recruits four are foreigners, which is
hidden; of 105, five: if that were shown, then the one who came is a foreigner, and the four are known. So the larger part must
have grown by at least as many as all the people who had come up to the last hidden sheet: then it may be that all of them were
of that part, or all but one, two, three or four.

Sheets are gone through from the first to the last, so that a later sheet never changes what was already shown, and printed, of
an earlier one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from woezo.workforce.observed import INDICATORS, Observation

LEAST: Final = 5


def hidden(seen: Sequence[Observation]) -> list[frozenset[str]]:
    """Of each sheet, in order of their days: the names of the indicators that may not be shown."""
    found: list[set[str]] = [set() for _ in seen]
    for name in INDICATORS:
        shown, unseen = (
            (0, 0),
            0,
        )  # both parts as last shown; how many were recruited on the last sheet that was hidden since
        for at, one in enumerate(seen):
            number = getattr(one, name)
            if number is None:
                continue
            parts = number, one.recruited - number
            if min(parts) >= LEAST and _may_follow(shown, parts, unseen):
                shown, unseen = parts, 0
            else:
                found[at].add(name)
                unseen = one.recruited
    return [frozenset(names) for names in found]


def _may_follow(before: tuple[int, int], after: tuple[int, int], unseen: int) -> bool:
    """Whether two parts may be shown after those shown last, with sheets hidden between them up to so many recruited."""
    if after == before:
        return True
    grown = after[0] - before[0], after[1] - before[1]
    return min(grown) >= LEAST and max(grown) >= unseen - sum(before)


def public(one: Observation, names: frozenset[str]) -> Observation:
    """The sheet without what is hidden: nothing else may be worked out from."""
    nothing: dict[str, Any] = dict.fromkeys(names)
    return replace(one, **nothing)
