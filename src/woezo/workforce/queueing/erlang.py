"""One queue in balance, in closed form: Erlang's loss formula (B) and his delay formula (C).

Contacts come by chance at a constant rate (a Poisson process) and an agent serves one at a time. B: who finds everybody busy
is lost; how handling times are spread does not matter. C: he waits for as long as it takes, first come, first served;
handling times are exponential. Where customers leave the queue: erlang_a. How many agents a goal takes: fewest_agents.

Source of the formulas: A. K. Erlang, Post Office Electrical Engineers' Journal 10 (1917); the recursion for B, which neither
overflows nor cancels at any size, and C from B: R. B. Cooper, Introduction to Queueing Theory, 2nd edition (1981).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import exp, log
from typing import Final

HOUR_MS: Final = 3_600_000
MOST_AGENTS: Final = 100_000
LIMITS: Final[dict[str, tuple[float, float]]] = {
    "arrivals_per_hour": (0, 10_000_000),
    "mean_handling_ms": (1, 10_000_000_000),
    "mean_patience_ms": (1e-6, 1_000_000_000),
    "agents": (1, MOST_AGENTS),
}
"""What is worked out: all of it takes less than some seconds, and nothing overflows."""


class OutOfRange(ValueError):
    """A number that nothing can be worked out for: its name, what was given, and the least and the most."""

    def __init__(self, name: str, given: float, least: float, most: float) -> None:
        super().__init__(f"{name}: {given} is not from {least} to {most}")
        self.name, self.given, self.least, self.most = name, given, least, most


class Unstable(ValueError):
    """Erlang C with no more agents than erlangs: the queue grows for ever, and there is no balance to describe."""

    def __init__(self, agents: int, erlangs: float) -> None:
        super().__init__(f"{agents} agents never catch up with {erlangs} erlangs")
        self.agents, self.erlangs = agents, erlangs


def within_limits(name: str, given: float) -> None:
    """Raise OutOfRange unless the number is within LIMITS; no number (nan) is not."""
    least, most = LIMITS[name]
    if not least <= given <= most:
        raise OutOfRange(name, given, least, most)


@dataclass(frozen=True)
class Traffic:
    """What comes: contacts an hour on average (0 or more) and how long one takes an agent on average, wrap-up included.

    Raises OutOfRange beyond LIMITS.
    """

    arrivals_per_hour: float
    mean_handling_ms: float

    def __post_init__(self) -> None:
        within_limits("arrivals_per_hour", self.arrivals_per_hour)
        within_limits("mean_handling_ms", self.mean_handling_ms)

    @property
    def erlangs(self) -> float:
        """The load: how many agents would be busy if nobody ever waited or was lost."""
        return self.arrivals_per_hour * self.mean_handling_ms / HOUR_MS


def blocked_ratio(agents: int, erlangs: float) -> float:
    """Erlang B: the share of contacts that find all agents (0 or more) busy and are lost. erlangs is 0 or more.

    B(0) = 1, B(n) = a B(n-1) / (n + a B(n-1)).
    """
    blocked = 1.0
    for n in range(1, agents + 1):
        blocked = erlangs * blocked / (n + erlangs * blocked)
    return blocked


@dataclass(frozen=True)
class ErlangB:
    """Nobody waits: who finds all agents busy is lost. Raises OutOfRange beyond LIMITS."""

    traffic: Traffic
    agents: int

    def __post_init__(self) -> None:
        within_limits("agents", self.agents)

    @cached_property
    def blocked_ratio(self) -> float:
        """The share of contacts that is lost."""
        return blocked_ratio(self.agents, self.traffic.erlangs)

    @property
    def occupancy_ratio(self) -> float:
        """The share of their time for which agents are busy."""
        return self.traffic.erlangs * (1 - self.blocked_ratio) / self.agents


@dataclass(frozen=True)
class ErlangC:
    """Everybody waits until he is served. Raises OutOfRange beyond LIMITS, Unstable with no more agents than erlangs."""

    traffic: Traffic
    agents: int

    def __post_init__(self) -> None:
        within_limits("agents", self.agents)
        if self.traffic.erlangs >= self.agents:
            raise Unstable(self.agents, self.traffic.erlangs)

    @cached_property
    def waiting_ratio(self) -> float:
        """The share of contacts that wait at all: C = n B / (n - a (1 - B))."""
        blocked, erlangs = blocked_ratio(self.agents, self.traffic.erlangs), self.traffic.erlangs
        return self.agents * blocked / (self.agents - erlangs + erlangs * blocked)

    @property
    def abandoned_ratio(self) -> float:
        """Nobody leaves."""
        return 0.0

    @property
    def occupancy_ratio(self) -> float:
        """The share of their time for which agents are busy: a / n."""
        return self.traffic.erlangs / self.agents

    @property
    def mean_wait_ms(self) -> float:
        """Mean wait of all, those who do not wait included: C h / (n - a)."""
        return self.waiting_ratio * self._mean_delay_ms

    @property
    def speed_of_answer_ms(self) -> float:
        """Mean wait of the answered (ASA): of all."""
        return self.mean_wait_ms

    @property
    def mean_queue(self) -> float:
        """How many wait on average (Little's law)."""
        return self.traffic.arrivals_per_hour * self.mean_wait_ms / HOUR_MS

    def waits_longer_ratio(self, wait_ms: float) -> float:
        """The share of contacts that wait longer than this (0 or more): C exp(-(n - a) t / h)."""
        return self.waiting_ratio * exp(-wait_ms / self._mean_delay_ms)

    def service_level_ratio(self, target_ms: float, formula: str = "SL-3") -> float:
        """The share answered within the threshold. All formulas are one where nobody leaves."""
        return 1 - self.waits_longer_ratio(target_ms)

    def wait_percentile_ms(self, ratio: float) -> float:
        """The wait that this share of contacts does not exceed, 0 <= ratio < 1: 0.9 for the 90th percentile."""
        return self._mean_delay_ms * log(self.waiting_ratio / (1 - ratio)) if self.waiting_ratio > 1 - ratio else 0.0

    @property
    def _mean_delay_ms(self) -> float:
        """Mean wait of those who wait."""
        return self.traffic.mean_handling_ms / (self.agents - self.traffic.erlangs)
