"""Who was there, as far as a log shows it: what it says of sign-ins, else from contact to contact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

Times = list[tuple[int, int]]
"""(from, to) in milliseconds since 1970."""


def joined(times: Iterable[tuple[int, int]], gap_ms: int) -> Times:
    """In order, with what overlaps or lies gap_ms or less apart as one."""
    found: Times = []
    for begin_ms, end_ms in sorted(times):
        if found and begin_ms - found[-1][1] <= gap_ms:
            found[-1] = (found[-1][0], max(found[-1][1], end_ms))
        else:
            found.append((begin_ms, end_ms))
    return found


def present(busy: Sequence[tuple[int, int]], said: Sequence[tuple[int, int]], gap_ms: int) -> Times:
    """When one agent was there. busy: his contacts; said: what the log says, extended by contacts at its edges.

    Beyond what is said, or where nothing is: from contact to contact, and a gap of more than gap_ms is an absence.
    """
    known = joined(said, 0)
    held = sorted(busy)
    return joined([*known, *held, *joined(_beyond(held, known), gap_ms)], 0)


def _beyond(times: Iterable[tuple[int, int]], known: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those of times that touch none of known; both in order."""
    at = 0
    for begin_ms, end_ms in times:
        while at < len(known) and known[at][1] < begin_ms:
            at += 1
        if at == len(known) or end_ms < known[at][0]:
            yield begin_ms, end_ms


def most_at_once(busy: Iterable[tuple[int, int]]) -> int:
    """The most contacts in hand at one time, 1 at least. What begins as another ends does not overlap it.

    One that lasted no time counts as in hand for a moment, since what begins with it may come before or after it.
    """
    steps = sorted(step for begin_ms, end_ms in busy for step in ((begin_ms, 1), (max(end_ms, begin_ms + 1), -1)))
    most = now = 0
    for _, by in steps:
        now += by
        most = max(most, now)
    return max(most, 1)


def within(times: Sequence[tuple[int, int]], bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of times that lie inside bounds; both in order and without overlap."""
    at = 0
    for begin_ms, end_ms in times:
        while at < len(bounds) and bounds[at][1] <= begin_ms:
            at += 1
        for low_ms, high_ms in islice(bounds, at, None):
            if low_ms >= end_ms:
                break
            yield max(begin_ms, low_ms), min(end_ms, high_ms)


def by_agent(spans: Iterable[tuple[str, int, int]]) -> Mapping[str, Times]:
    """{agent: times}."""
    found: dict[str, Times] = {}
    for agent, begin_ms, end_ms in spans:
        found.setdefault(agent, []).append((begin_ms, end_ms))
    return found
