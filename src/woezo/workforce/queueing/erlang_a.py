"""One queue in balance whose customers leave when their patience ends: Erlang A, M/M/n+M.

As Erlang C, and each customer has a patience of his own, exponential with the mean given, and leaves unserved once he has
waited for that long. There is a balance at any load. First: C. Palm, Tele 1957 (in Swedish 1946); today's form: O. Garnett, A.
Mandelbaum and M. Reiman, Manufacturing & Service Operations Management 4 (2002). Nothing here is an approximation: everything
is a sum of positive terms or the incomplete gamma function (offered_wait); steps grow as the root of traffic times patience.

In mean patiences: y contacts are finished, x arrive. A queue of j weighs x^j / ((y+1)…(y+j)) beside an empty one; who finds it
leaves with chance (j+1)/(y+j+1), and if he is served he waited 1/(y+1) + … + 1/(y+j+1) on average.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import exp, log, log1p
from typing import Final, NamedTuple

from woezo.workforce.queueing.erlang import HOUR_MS, Traffic, blocked_ratio, within_limits
from woezo.workforce.queueing.offered_wait import PRECISION, OfferedWait

LEVELS: Final = ("SL-1", "SL-2", "SL-3", "SL-4")
"""The formulas of measures.formulas that need no limit of a short abandonment."""


class Delayed(NamedTuple):
    """Of those who find all agents busy: who is answered, who leaves, and the waits of the answered, spread over all."""

    answered_ratio: float
    abandoned_ratio: float
    answered_wait: float


@dataclass(frozen=True)
class ErlangA:
    """mean_patience_ms: how long customers would wait on average before they leave. Raises OutOfRange beyond erlang.LIMITS."""

    traffic: Traffic
    agents: int
    mean_patience_ms: float

    def __post_init__(self) -> None:
        within_limits("agents", self.agents)
        within_limits("mean_patience_ms", self.mean_patience_ms)

    @cached_property
    def waiting_ratio(self) -> float:
        """The share of contacts that find all agents busy, whether they are served in the end or not.

        1/B and 1/u count the states up to and from n in units of state n, which both have.
        """
        blocked, alone = blocked_ratio(self.agents, self.traffic.erlangs), self._offered.none_ahead_ratio(0.0)
        return blocked / (alone + blocked - alone * blocked)

    @property
    def abandoned_ratio(self) -> float:
        """The share of contacts that leave unserved."""
        return self.waiting_ratio * self._delayed.abandoned_ratio

    @property
    def answered_ratio(self) -> float:
        """The share of contacts that are served."""
        return 1 - self.waiting_ratio + self.waiting_ratio * self._delayed.answered_ratio

    @property
    def mean_wait_ms(self) -> float:
        """Mean time in the queue of all, served or not: what they have in common is the rate at which they leave it."""
        return self.abandoned_ratio * self.mean_patience_ms

    @property
    def speed_of_answer_ms(self) -> float:
        """Mean wait of the answered (ASA)."""
        waited_ms = self.waiting_ratio * self._delayed.answered_wait * self.mean_patience_ms
        return waited_ms / self.answered_ratio

    @property
    def mean_queue(self) -> float:
        """How many wait on average (Little's law)."""
        return self.traffic.arrivals_per_hour * self.mean_wait_ms / HOUR_MS

    @property
    def occupancy_ratio(self) -> float:
        """The share of their time for which agents are busy."""
        return self.traffic.erlangs * self.answered_ratio / self.agents

    def waits_longer_ratio(self, wait_ms: float) -> float:
        """The share of contacts that are in the queue for longer than this (0 or more), served or not."""
        t = wait_ms / self.mean_patience_ms
        return self.waiting_ratio * self._offered.longer_ratio(t) * exp(-t)

    def answered_within_ratio(self, target_ms: float) -> float:
        """The share of contacts that are answered within the threshold (0 or more)."""
        if self.waiting_ratio < PRECISION:  # next to no load, by which nothing can be divided
            return 1.0
        t = target_ms / self.mean_patience_ms
        here, later = self._offered.none_ahead_ratio(0.0), self._offered.none_ahead_ratio(t)
        finished = self.agents / self.traffic.erlangs * (1 - self._offered.longer_ratio(t) - here + later)
        return max(0.0, 1 - self.waiting_ratio * (1 - finished))

    def service_level_ratio(self, target_ms: float, formula: str = "SL-3") -> float:
        """The service level by a formula of LEVELS. Raises KeyError for another."""
        answered, longer = self.answered_within_ratio(target_ms), self.waits_longer_ratio(target_ms)
        good = 1 - longer if formula == "SL-1" else answered
        counted = {"SL-1": 1.0, "SL-2": self.answered_ratio, "SL-3": 1.0, "SL-4": answered + longer}[formula]
        return min(1.0, good / counted) if counted else 0.0

    def wait_percentile_ms(self, ratio: float) -> float:
        """The time in the queue, served or not, that this share of contacts does not exceed, 0 <= ratio < 1."""
        if self.waiting_ratio <= 1 - ratio:
            return 0.0
        low, high = 0.0, self.mean_patience_ms * log(self.waiting_ratio / (1 - ratio))  # nobody outlasts his patience
        while low < (middle := (low + high) / 2) < high and high - low > 1e-13 * high:
            low, high = (middle, high) if self.waits_longer_ratio(middle) > 1 - ratio else (low, middle)
        return high

    @cached_property
    def _offered(self) -> OfferedWait:
        finished = self.agents * self.mean_patience_ms / self.traffic.mean_handling_ms
        return OfferedWait(finished, self.traffic.arrivals_per_hour * self.mean_patience_ms / HOUR_MS)

    @cached_property
    def _delayed(self) -> Delayed:
        return delayed(self._offered.y, self._offered.x)


def delayed(y: float, x: float) -> Delayed:
    """Means over what a contact may find in the queue when all agents are busy. y > 0, x >= 0."""
    weights = answered = abandoned = waits = 0.0
    for j, weight, wait in _found(y, x):
        weights += weight
        answered += weight * (y / (y + j + 1))
        abandoned += weight * ((j + 1) / (y + j + 1))
        waits += weight * (y / (y + j + 1)) * wait
    return Delayed(answered / weights, abandoned / weights, waits / weights)


def _found(y: float, x: float) -> Iterator[tuple[int, float, float]]:
    """Lengths of the queue, the likeliest first, each with its weight and the wait of who finds it and is served."""
    peak = max(0, int(x - y))
    peak_wait = inverses(y, peak + 1)
    j, weight, wait = peak, 1.0, peak_wait
    yield j, weight, wait
    while weight * x > PRECISION * (y + j + 1 - x):  # what is left is less than a geometric series
        j += 1
        weight *= x / (y + j)
        wait += 1 / (y + j + 1)
        yield j, weight, wait
    j, weight, wait = peak, 1.0, peak_wait
    while j > 0 and weight * (y + j) > PRECISION * (x - y - j):
        weight *= (y + j) / x
        wait -= 1 / (y + j + 1)
        j -= 1
        yield j, weight, wait


def inverses(y: float, count: int) -> float:
    """1/(y+1) + … + 1/(y+count); from y = 20 on by Euler and Maclaurin's formula, whose error is below 1e-15."""
    total = 0.0
    while count and y < 20:
        y, count = y + 1, count - 1
        total += 1 / y
    if not count:
        return total
    first, last = 1 / y, 1 / (y + count)
    corrections = sum((last**k - first**k) / c for k, c in ((1, 2), (2, -12), (4, 120), (6, -252), (8, 240)))
    return total + log1p(count / y) + corrections
