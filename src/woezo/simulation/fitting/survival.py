"""How long something lasts that is often cut short before one sees its end (Kaplan, Meier: Nonparametric estimation
from incomplete observations, JASA 53, 1958).

The patience of a customer who was answered is only known to be longer than his wait; an agent's wrap-up during which
nobody waits is only known not to have been tested. To leave such observations out would make the patient look
impatient.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import log
from typing import Final, NamedTuple

RISK: Final = 100
"""Beyond the time at which so few are still observed, the curve is continued by a constant hazard."""
EVENTS: Final = 30
TAIL_POINTS: Final = 40


class Seen(NamedTuple):
    """A duration; ended: that was its end, else it is only known to be longer. factor: how many times as likely this one is
    to end at any moment as one of the law that is wanted.
    """

    ms: int
    ended: bool
    factor: float = 1.0


class Curve(NamedTuple):
    """Values rising, and the probability of at most each of them; the last is 1 where the curve was continued."""

    values: list[float]
    cumulative: list[float]

    @property
    def mean_ms(self) -> float:
        """Of what it says; what lasts longer than its last value counts as that."""
        steps = zip(self.values, self.cumulative, [0.0, *self.cumulative], strict=False)
        beyond = (1 - self.cumulative[-1]) * self.values[-1]
        return sum(value * (ratio - before) for value, ratio, before in steps) + beyond


def kaplan_meier(seen: Sequence[Seen]) -> Curve:
    """The estimate as it is: its last probability is below 1 if the longest were cut short."""
    values, cumulative, surviving = [], [], 1.0
    for ms, ends, at_risk in _steps(seen):
        surviving *= max(0.0, 1 - ends / at_risk)
        values.append(float(ms))
        cumulative.append(1 - surviving)
    return Curve(values, cumulative)


class Hazards:
    """The cumulated hazard of the law (Nelson and Aalen)."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        self.times: list[int] = []
        self.sums: list[float] = [0.0]
        for ms, ends, at_risk in _steps(seen):
            self.times.append(ms)
            self.sums.append(self.sums[-1] + ends / at_risk)

    def until(self, ms: int) -> float:
        """Up to a duration, with what happened at it."""
        return self.sums[bisect_right(self.times, ms)]


def _steps(seen: Sequence[Seen]) -> Iterator[tuple[int, int, float]]:
    """(duration, how many ended then, the sum of the factors of those who lasted so long), of durations at which one ended."""
    ordered = sorted(seen)
    later = [0.0, *accumulate(one.factor for one in reversed(ordered))]
    position = 0
    while position < len(ordered):
        ms, ends, first = ordered[position].ms, 0, position
        while position < len(ordered) and ordered[position].ms == ms:
            ends += ordered[position].ended
            position += 1
        if ends:
            yield ms, ends, later[len(ordered) - first]


def continued(seen: Sequence[Seen]) -> Curve:
    """The estimate up to where few are left, then an exponential tail with the hazard of those who lasted longest."""
    ordered = sorted(one.ms for one in seen)
    cut_ms = ordered[-RISK] if len(ordered) > 2 * RISK else ordered[len(ordered) // 2]
    curve = kaplan_meier(seen)
    kept = [(value, ratio) for value, ratio in zip(*curve, strict=True) if value <= cut_ms]
    reached = kept[-1][1] if kept else 0.0
    hazard = _hazard(seen, cut_ms)
    tail = [(number + 0.5) / TAIL_POINTS for number in range(TAIL_POINTS)]
    values = [value for value, _ in kept] + [cut_ms - log(1 - one) / hazard for one in tail]
    cumulative = [ratio for _, ratio in kept] + [reached + (1 - reached) * (one + 0.5 / TAIL_POINTS) for one in tail]
    return Curve(values, [*cumulative[:-1], 1.0])


def _hazard(seen: Sequence[Seen], cut_ms: float) -> float:
    """Ends a millisecond of those who lasted longer than the cut; from earlier on where too few ended."""
    since = float(cut_ms)
    while True:
        ends = sum(1 for one in seen if one.ended and one.ms > since)
        if ends >= EVENTS or since < 1:
            exposed = sum((one.ms - since) * one.factor for one in seen if one.ms > since)
            return max(ends, 1) / max(exposed, 1.0)
        since /= 2


def thinned(curve: Curve, most: int) -> Curve:
    """At most so many values, at equal steps of probability."""
    values, cumulative = curve
    if len(values) <= most:
        return curve
    found: list[tuple[float, float]] = []
    for step in range(1, most + 1):
        middle = cumulative[-1] * (step - 0.5) / most
        found.append((values[bisect_left(cumulative, middle - 1e-12)], cumulative[-1] * step / most))
    return Curve([value for value, _ in found], [ratio for _, ratio in found])
