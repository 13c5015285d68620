"""How the place in the queue drives customers away: who finds many before him is likelier to leave at every moment.

Callers who are told their place, or hear how long nothing moves, do not only wait until they have had enough. Without
this a twin's long queues last too long: in the call log of a bank whoever found seven before him left twice as soon as
who found none, after the same wait. The model is one of proportional hazards (Cox: Regression models and life tables,
JRSS B 34, 1972), by place, one set of factors for all streams; each stream keeps its own law, that of somebody of
factor 1 (Breslow's estimate: the product of Kaplan and Meier with every customer counted by his factor).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from math import sqrt
from typing import Final, NamedTuple

from woezo.simulation.fitting.history import Contact, Stream, stream_of
from woezo.simulation.fitting.survival import Hazards, Seen

LEAST_LEFT: Final = 100
"""So many must have left from a place for it to have a factor of its own: an error of a tenth."""
MOST_PLACES: Final = 30
STEPS: Final = 8
"""The factors and the laws in turn: after these steps the third digit stands."""
SURE: Final = 2.326
"""Standard deviations of a normal number that one in a hundred exceeds: without such a difference nothing is written."""


class Waited(NamedTuple):
    """A customer who had to wait: how long, whether he left, how many waited in his queue when he came."""

    stream: Stream
    ms: int
    left: bool
    ahead: int


def with_ahead(contacts: Iterable[Contact]) -> Iterator[tuple[Contact, int]]:
    """Each, in order of arrival, with the number of those who waited in his queue when he came."""
    waiting: dict[Stream, list[int]] = defaultdict(list)  # when each who waits will do so no more
    for one in sorted(contacts, key=lambda one: one.arrived_ms):
        ends = waiting[stream_of(one)]
        while ends and ends[0] <= one.arrived_ms:
            heappop(ends)
        yield one, len(ends)
        if one.wait_ms > 0:
            heappush(ends, one.arrived_ms + one.wait_ms)


def waits(contacts: Iterable[Contact]) -> list[Waited]:
    """Of those who were not answered at once, and were answered or left; in order of arrival."""
    return [
        Waited(stream_of(one), one.wait_ms, one.abandoned, ahead)
        for one, ahead in with_ahead(contacts)
        if one.wait_ms > 0 and (one.answered_ms >= 0 or one.abandoned)
    ]


def hurry_by_place(waited: Sequence[Waited]) -> list[float]:
    """By how much likelier who finds 0, 1, 2 … before him is to leave at any moment, the last for all beyond; 1 on
    average. None at all where the places do not differ by more than chance.
    """
    places = _places(waited)
    if len(places) < 2:
        return []
    left, alike = _left_and_expected(waited, places, [1.0] * len(places))
    if not _differ(left, alike):
        return []
    factors = [1.0] * len(places)
    for _ in range(STEPS):
        left, expected = _left_and_expected(waited, places, factors)
        exposed = [one / factor for one, factor in zip(expected, factors, strict=True)]
        factors = [seen / one for seen, one in zip(left, exposed, strict=True)]
        mean = sum(factor * one for factor, one in zip(factors, exposed, strict=True)) / sum(exposed)
        factors = [factor / mean for factor in factors]
    return [_of(places, factors, ahead) for ahead in range(places[-1] + 1)]


def factor_of(hurry: Sequence[float], ahead: int) -> float:
    """Of somebody who finds so many before him."""
    return hurry[min(ahead, len(hurry) - 1)] if hurry else 1.0


def seen_by_stream(waited: Iterable[Waited], hurry: Sequence[float]) -> dict[Stream, list[Seen]]:
    """Of each stream, how long customers waited; ended: until they left; each counted by his factor."""
    found: dict[Stream, list[Seen]] = defaultdict(list)
    for one in waited:
        found[one.stream].append(Seen(one.ms, one.left, factor_of(hurry, one.ahead)))
    return found


def _places(waited: Iterable[Waited]) -> list[int]:
    """The first place of each that has a factor of its own."""
    left = [0] * (MOST_PLACES + 1)
    for one in waited:
        left[min(one.ahead, MOST_PLACES)] += one.left
    firsts, so_far = [0], 0
    for place in range(MOST_PLACES + 1):
        if so_far >= LEAST_LEFT and sum(left[place:]) >= LEAST_LEFT:
            firsts.append(place)
            so_far = 0
        so_far += left[place]
    return firsts


def _of(places: Sequence[int], factors: Sequence[float], ahead: int) -> float:
    return factors[bisect_right(places, ahead) - 1]


def _left_and_expected(
    waited: Sequence[Waited], places: Sequence[int], factors: Sequence[float]
) -> tuple[list[float], list[float]]:
    """Of each place: how many left, and how many should have, by their factors, during the waits that there were."""
    by_stream: dict[Stream, list[Waited]] = defaultdict(list)
    for one in waited:
        by_stream[one.stream].append(one)
    left, expected = [0.0] * len(places), [0.0] * len(places)
    for many in by_stream.values():
        hazards = Hazards([Seen(one.ms, one.left, _of(places, factors, one.ahead)) for one in many])
        for one in many:
            place = bisect_right(places, one.ahead) - 1
            left[place] += one.left
            expected[place] += factors[place] * hazards.until(one.ms)
    return left, expected


def _differ(left: Sequence[float], expected: Sequence[float]) -> bool:
    """By more than chance: the log-rank statistic against its chi-square, by the cube root of Wilson and Hilferty."""
    statistic = sum((one - planned) ** 2 / planned for one, planned in zip(left, expected, strict=True) if planned)
    freedom = len(left) - 1
    variance = 2 / (9 * freedom)
    deviation: float = ((statistic / freedom) ** (1 / 3) - (1 - variance)) / sqrt(variance)
    return deviation > SURE
