"""Redials: of the customers who were lost, how many call again because of it, and when.

Somebody who calls twice a day anyway calls again after he left, too. How often that is, those tell who were answered: they had
no reason of this kind. Until a time t after his call, a customer has not called again if he neither redials nor would have
called anyway, which are independent of each other:

    S_lost(t) = (1 - p G(t)) S_answered(t),    so    p G(t) = 1 - S_lost(t) / S_answered(t)

with p the share that redials, G the law of its delay, and S the curves of Kaplan and Meier, which nobody's evening cuts short
unnoticed: who is seen for an hour only before the centre closes tells of that hour. The ratio is the relative survival of
medicine (Ederer, Axtell, Cutler: The relative survival rate: a statistical methodology, NCI Monograph 6, 1961), its error
Greenwood's of both curves. That redials must not be counted as demand, and that the answered too call again: Ding, Koole, van
der Mei: On the estimation of the true demand in call centers with redials and reconnects, EJOR 246, 2015. The answered who call
again because nothing was solved make redials look fewer than they are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.fitting.history import Contact, Stream
from woezo.simulation.fitting.survival import Curve, Seen, kaplan_meier, thinned

WITHIN_MS: Final = 4 * 3_600_000
"""Who calls again later than this, comes on another errand or on another day."""
LEAST_LOST: Final = 100
"""A stream has redials of its own if so many of its lost customers are known; else those of all."""
LEAST: Final = 30
"""Known customers who were lost, and who were answered: of fewer nothing is said."""
RISK: Final = 20
"""The curves are read as far as so many customers are still observed."""
CERTAIN: Final = 1.96
MINUTE_MS: Final = 60_000
WEEK_MINUTES: Final = 7 * 24 * 60
MONDAY_MS: Final = 3 * DAY_MS
"""1970-01-01 was a Thursday: so long after a Monday."""
VALUES: Final = 200


@dataclass(frozen=True)
class Redials:
    """ratio: share of the lost that calls again for that reason; half_width: of its 95 % interval; after: how long after,
    milliseconds; lost: of so many known customers.
    """

    ratio: float
    half_width: float
    after: Curve
    lost: int

    @property
    def certain(self) -> bool:
        """Beyond chance: else nobody is said to redial, and his call counts as a first one."""
        return self.ratio > self.half_width


def redials_of(streams: Mapping[Stream, Sequence[Contact]]) -> dict[Stream, Redials] | None:
    """Of each stream of which enough customers are known, of small ones the common ones; None: no customer is known.
    streams: the contacts of each, in order of arrival.
    """
    if not any(one.customer for many in streams.values() for one in many):
        return None
    seen = observed(streams)
    everybody = Observed([], [])
    for some in seen.values():
        everybody.lost.extend(some.lost)
        everybody.answered.extend(some.answered)
    if min(len(everybody.lost), len(everybody.answered)) < LEAST:
        return {}
    common = _estimated(everybody)
    found = {}
    for stream, some in seen.items():
        lost = [one for one in streams[stream] if one.lost]
        if not lost or 2 * sum(one.customer > 0 for one in lost) < len(lost):
            continue  # of most of them nothing is known
        own = len(some.lost) >= LEAST_LOST and len(some.answered) >= LEAST
        found[stream] = _estimated(some) if own else common
    return found


@dataclass(frozen=True)
class Observed:
    """How long until customers called again; not ended: so long they did not."""

    lost: list[Seen]
    answered: list[Seen]


def observed(streams: Mapping[Stream, Sequence[Contact]]) -> dict[Stream, Observed]:
    """Of the known customers of each stream, until the last call of the day. streams: the contacts of each, in order of
    arrival.
    """
    closes_ms: dict[int, int] = {}
    for many in streams.values():
        for one in many:
            day = one.arrived_ms // DAY_MS
            closes_ms[day] = max(one.arrived_ms, closes_ms.get(day, 0))
    return {stream: _seen(many, closes_ms) for stream, many in streams.items()}


def _seen(contacts: Sequence[Contact], closes_ms: Mapping[int, int]) -> Observed:
    """Of the contacts of one stream."""
    found = Observed([], [])
    calls: dict[int, list[Contact]] = defaultdict(list)
    for one in contacts:
        if one.customer:
            calls[one.customer].append(one)
    for mine in calls.values():
        arrivals = [one.arrived_ms for one in mine]
        for one in mine:
            until_ms = min(one.ended_ms + WITHIN_MS, closes_ms.get(one.ended_ms // DAY_MS, 0))
            later = bisect_right(arrivals, one.ended_ms)
            again_ms = arrivals[later] if later < len(arrivals) else until_ms + 1
            ended = again_ms <= until_ms
            lasted_ms = min(again_ms, until_ms) - one.ended_ms
            if lasted_ms > 0 and (one.lost or one.answered_ms >= 0):
                (found.lost if one.lost else found.answered).append(Seen(lasted_ms, ended))
    return found


# -- the ratio of the curves --------------------------------------------------------------------------------------------------
def _estimated(seen: Observed) -> Redials:
    horizon_ms = min(_observed_ms(seen.lost), _observed_ms(seen.answered))
    lost, answered = kaplan_meier(seen.lost), kaplan_meier(seen.answered)
    values, reached = [], []
    anyway = Steps(answered)
    highest = share = 0.0
    for at_ms, ratio in zip(*lost, strict=True):
        if at_ms > horizon_ms:
            break
        share = 1 - (1 - ratio) / max(1 - anyway.until(at_ms), 1e-9)
        if share > highest:
            highest = share
            values.append(at_ms)
            reached.append(share)
    share = max(0.0, 1 - (1 - Steps(lost).until(horizon_ms)) / max(1 - anyway.until(horizon_ms), 1e-9))
    error = (1 - share) * sqrt(_greenwood(seen.lost, horizon_ms) + _greenwood(seen.answered, horizon_ms))
    return Redials(share, CERTAIN * error, _law(values, reached, share), len(seen.lost))


def _law(values: list[float], reached: list[float], share: float) -> Curve:
    """What rises above the whole share by chance, and falls back to it, is cut."""
    if share <= 0:
        return Curve([], [])
    kept = [(value, min(one, share) / share) for value, one in zip(values, reached, strict=True)]
    rising = [pair for pair, before in zip(kept, [(0.0, 0.0), *kept], strict=False) if pair[1] > before[1]]
    return thinned(Curve([value for value, _ in rising], [*(one for _, one in rising[:-1]), 1.0]), VALUES)


class Steps:
    """A curve that is read at rising times."""

    def __init__(self, curve: Curve) -> None:
        self.curve = curve
        self.position = 0

    def until(self, at_ms: float) -> float:
        """The probability up to a time, which is not before the one asked for last."""
        values, cumulative = self.curve
        while self.position < len(values) and values[self.position] <= at_ms:
            self.position += 1
        return cumulative[self.position - 1] if self.position else 0.0


def _observed_ms(seen: Sequence[Seen]) -> float:
    """Until then so many are observed."""
    ordered = sorted(one.ms for one in seen)
    return float(ordered[-min(RISK, len(ordered))])


def _greenwood(seen: Sequence[Seen], until_ms: float) -> float:
    """The variance of the logarithm of a curve at a time."""
    at_risk, found = len(seen), 0.0
    for one in sorted(seen, key=lambda one: (one.ms, not one.ended)):
        if one.ms > until_ms:
            break
        if one.ended and at_risk > 1:
            found += 1 / (at_risk * (at_risk - 1))
        at_risk -= 1
    return found


# -- what they are of the arrivals ------------------------------------------------------------------------------------------
def expected(lost_at_ms: Iterable[int], ratio: float, after: Curve) -> dict[int, float]:
    """How many redials these losses bring in all, by hour of the week, from Monday on."""
    lost: dict[int, int] = defaultdict(int)
    for at_ms in lost_at_ms:
        lost[(at_ms + MONDAY_MS) // MINUTE_MS % WEEK_MINUTES] += 1
    delays: dict[int, float] = defaultdict(float)
    for minutes, share in _minutes(after):
        delays[minutes] += share
    found: dict[int, float] = defaultdict(float)
    for minute, many in lost.items():
        for delay, share in delays.items():
            found[(minute + delay) % WEEK_MINUTES // 60] += many * ratio * share
    return found


def _minutes(after: Curve) -> Iterator[tuple[int, float]]:
    before = 0.0
    for value, until in zip(*after, strict=True):
        yield round(value / MINUTE_MS), until - before
        before = until
