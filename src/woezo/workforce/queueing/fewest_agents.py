"""How many agents one queue takes to reach its goals, by the closed forms: what Erlang calculators are asked for.

Every figure gets better with each agent more, and occupancy, which is capped, falls; so the first number that will do is found
by doubling and halving. Agents present and taking contacts are meant: breaks, training and absence come on top.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from woezo.workforce.queueing.erlang import MOST_AGENTS, ErlangC, OutOfRange, Traffic, Unstable
from woezo.workforce.queueing.erlang_a import ErlangA

RATIOS: Final = (0.000_001, 0.999_999)
WAITS_MS: Final = (0.0, 1_000_000_000.0)
SHORTEST_ASA_MS: Final = 1.0


class OutOfReach(ValueError):
    """The goals take more than MOST_AGENTS agents."""


@dataclass(frozen=True)
class Goals:
    """What is asked of a queue; None: not asked for. At least one must be, or nothing would be needed (ValueError).

    service_level_ratio: at least this share within target_ms, by a formula of erlang_a.LEVELS. speed_of_answer_ms: ASA at most.
    abandoned_ratio: at most. occupancy_ratio: at most, so that agents breathe. Raises OutOfRange unless ratios are within
    RATIOS, the target within WAITS_MS, and the ASA too but 1 ms at least: nobody waiting at all takes agents without end.
    """

    service_level_ratio: float | None = None
    target_ms: float = 20_000
    formula: str = "SL-3"
    speed_of_answer_ms: float | None = None
    abandoned_ratio: float | None = None
    occupancy_ratio: float | None = None

    def __post_init__(self) -> None:
        asked = [
            (name, given, *limits)
            for name, given, limits in (
                ("service_level_ratio", self.service_level_ratio, RATIOS),
                ("speed_of_answer_ms", self.speed_of_answer_ms, (SHORTEST_ASA_MS, WAITS_MS[1])),
                ("abandoned_ratio", self.abandoned_ratio, RATIOS),
                ("occupancy_ratio", self.occupancy_ratio, RATIOS),
            )
            if given is not None
        ]
        if not asked:
            raise ValueError("no goal")
        for name, given, least, most in (*asked, ("target_ms", self.target_ms, *WAITS_MS)):
            if not least <= given <= most:
                raise OutOfRange(name, given, least, most)

    def met_by(self, queue: ErlangA | ErlangC) -> bool:
        """Whether the queue does all that is asked."""
        return (
            (self.occupancy_ratio is None or queue.occupancy_ratio <= self.occupancy_ratio)
            and (self.abandoned_ratio is None or queue.abandoned_ratio <= self.abandoned_ratio)
            and (self.speed_of_answer_ms is None or queue.speed_of_answer_ms <= self.speed_of_answer_ms)
            and (
                self.service_level_ratio is None
                or queue.service_level_ratio(self.target_ms, self.formula) >= self.service_level_ratio
            )
        )


def fewest_agents(traffic: Traffic, goals: Goals, mean_patience_ms: float | None = None) -> int:
    """The fewest agents that reach the goals, by Erlang A, or by Erlang C without a patience. Raises OutOfReach."""

    def enough(agents: int) -> bool:
        try:
            queue = ErlangC(traffic, agents) if mean_patience_ms is None else ErlangA(traffic, agents, mean_patience_ms)
        except Unstable:
            return False
        return goals.met_by(queue)

    return _first(enough, min(MOST_AGENTS, int(traffic.erlangs) + 1))


def fewest_agents_of_b(traffic: Traffic, blocked_ratio: float) -> int:
    """The fewest agents that lose no more than this share of contacts, 0 < ratio < 1, by Erlang B. Raises OutOfReach."""
    blocked, agents = 1.0, 0
    while blocked > blocked_ratio:
        if agents == MOST_AGENTS:
            raise OutOfReach
        agents += 1
        blocked = traffic.erlangs * blocked / (agents + traffic.erlangs * blocked)
    return max(1, agents)


def _first(enough: Callable[[int], bool], guess: int) -> int:
    while not enough(guess):
        if guess == MOST_AGENTS:
            raise OutOfReach
        guess = min(MOST_AGENTS, 2 * guess)
    return 1 + bisect_left(range(1, guess), True, key=enough)
