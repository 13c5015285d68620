"""What the laws of a scenario would have made of what happened: whether customers and people are still as they were.

A twin plays the laws that were fitted to the past. Where conversations last longer now, or customers leave sooner, it
is wrong by that, whatever its router does; so a check says by how much they moved.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from math import log, sqrt
from typing import Final

from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.chance import P_PATIENCE, Chance
from woezo.simulation.fitting.history import Contact, Stream, stream_of
from woezo.simulation.fitting.laws import HOUR_MS
from woezo.simulation.fitting.places import factor_of, with_ahead
from woezo.simulation.scenario.laws import law_of, patience_of
from woezo.simulation.scenario.model import GroupRule, Patience, QueueRule, Scenario

DRAWS: Final = 20_000
MOST_HAZARDS: Final = 1000
"""Of all queues that a scenario may have the hazard of their patience is worked out once for all days."""


@dataclass(frozen=True)
class Moved:
    """Of some time: how many left and how many should have, during the waits that there were; how long people talked and
    how long they should have, in the conversations that there were.
    """

    left: float = 0.0
    expected_left: float = 0.0
    talked_ms: float = 0.0
    expected_talked_ms: float = 0.0

    def __add__(self, other: Moved) -> Moved:
        return Moved(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))

    @property
    def impatience(self) -> float:
        """The martingale residual of survival analysis over its root: by how many standard deviations more left than the
        cumulated hazard of all waits allows, of everybody by his place.
        """
        return (self.left - self.expected_left) / sqrt(self.expected_left) if self.expected_left > 0 else 0.0

    @property
    def left_ratio(self) -> float | None:
        """How many left over how many should have."""
        return self.left / self.expected_left if self.expected_left > 0 else None

    @property
    def handling_ratio(self) -> float | None:
        """How long conversations were over how long they should have been for these queues, people and hours."""
        return self.talked_ms / self.expected_talked_ms if self.expected_talked_ms > 0 else None


def moved(
    contacts: Sequence[Contact], scenario: Scenario, names: Mapping[Stream, str], people: Mapping[int, GroupRule]
) -> list[Moved]:
    """Of each hour of one day, by its contacts' arrivals. names: of the queues; people: the group of each agent."""
    queues = {queue.name: queue for queue in scenario.queues}
    hazards = {name: _hazard(queue.patience) for name, queue in queues.items()}
    mean_ms = {name: law_of(queue.handling).mean_ms() for name, queue in queues.items()}
    found = [[0.0] * 4 for _ in range(24)]  # in the order of Moved
    for one, ahead in with_ahead(contacts):
        name = names[stream_of(one)]
        hazard, person = hazards.get(name), people.get(one.agent)
        row = found[one.arrived_ms % DAY_MS // HOUR_MS]
        if hazard is not None:
            row[0] += one.abandoned
            row[1] += hazard(one.wait_ms, ahead)
        if name in queues and person is not None and one.talked_ms > one.answered_ms >= 0:
            expected_ms = _own_mean_ms(name, person, mean_ms[name]) * _factor(queues[name], person, one.answered_ms)
            row[2] += one.talked_ms - one.answered_ms
            row[3] += expected_ms
    return [Moved(*row) for row in found]


def _own_mean_ms(queue: str, person: GroupRule, common_ms: float) -> float:
    """Of the law that this group has in a queue, if it is not the queue's."""
    own = next((one.handling for one in person.handling if one.queue == queue), None)
    return common_ms if own is None else law_of(own).mean_ms()


def _factor(queue: QueueRule, person: GroupRule, at_ms: int) -> float:
    hour = float(queue.handling_by_hour[at_ms // HOUR_MS % 24]) if queue.handling_by_hour else 1.0
    return person.pace * hour


@lru_cache(MOST_HAZARDS)
def _hazard(patience: Patience | None) -> Callable[[int, int], float] | None:
    """The cumulated hazard of a patience up to a wait, of who finds so many before him, from many draws of its law: so it is
    had of any. Who balks does so wherever he stands.
    """
    law = patience_of(patience)
    if law is None or patience is None:
        return None
    chance = Chance(0, 0)
    drawn = array("d", sorted(law.draw(chance, number, P_PATIENCE) for number in range(DRAWS)))
    at_once = -log(1 - min(0.999, float(patience.balk_ratio)))
    hurry = [float(one) for one in patience.hurry_by_place]

    def hazard(wait_ms: int, ahead: int) -> float:
        return at_once - log(1 - bisect_right(drawn, wait_ms) / (DRAWS + 1)) * factor_of(hurry, ahead)

    return hazard
