"""Which queues each agent serves, as his contacts show it, and who works alike.

A log says who served what, not who may: counts tell. Whether somebody has a queue that would be much of his work, his own
count tells; of a rare one he may have had no contact by chance, and those who work like him tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import sqrt
from typing import Final

from woezo.simulation.fitting.history import History

SERVES_RATIO: Final = 0.25
"""An agent has the skill of a queue if it has this part of the share among his contacts that it has among all, or
RARE_RATIO of them: of a centre of which one queue is most, nobody's own programme is.
"""
SEEN: Final = 3
"""So many contacts of a queue at least: among two hundred queues one that went astray is no skill."""
FEW: Final = 30
"""Of an agent with fewer contacts every queue that he served counts."""
RARE_RATIO: Final = 0.05
"""A queue that is less than this of somebody's work does not tell him from others: not to be seen in it may be chance."""
APART_RATIO: Final = 0.25
"""Where those that others never had are together so much of it, they do: nobody misses dozens of queues by chance."""


def skills_of(history: History) -> dict[int, frozenset[int]]:
    """The queues that each agent serves: those that he is seen in, and the rare ones of the agents who work alike.

    They are looked for from the set of queues with most contacts on: who differs from it by little of the work joins, who
    does not begins a circle of his own. What is little is seen from the work of those two: of forty programmes none is a
    twentieth of the centre's, and each is all the work of its own people.
    """
    by_agent: dict[int, Counter[int]] = {}
    for one in history.contacts:
        if one.agent:
            by_agent.setdefault(one.agent, Counter())[one.queue] += 1
    whole = sum(by_agent.values(), Counter())
    alike: dict[frozenset[int], list[int]] = {}
    for agent, counts in by_agent.items():
        alike.setdefault(_seen(counts, whole), []).append(agent)
    work = {queues: sum((by_agent[agent] for agent in agents), Counter()) for queues, agents in alike.items()}
    circles: list[Circle] = []
    for queues in sorted(alike, key=lambda one: (-work[one].total(), sorted(one))):
        joined = next((one for one in circles if one.takes(queues, work[queues])), None)
        if joined is None:
            circles.append(joined := Circle())
        joined.add(queues, work[queues], alike[queues])
    return {agent: frozenset(one.queues) for one in circles for agent in one.agents}


class Circle:
    """Agents who work alike."""

    def __init__(self) -> None:
        self.queues: set[int] = set()
        self.work: Counter[int] = Counter()
        self.agents: list[int] = []

    def takes(self, queues: frozenset[int], work: Counter[int]) -> bool:
        """Whether what one side serves and the other does not is little of its work."""
        return _little(self.queues - queues, self.work, work) and _little(queues - self.queues, work, self.work)

    def add(self, queues: frozenset[int], work: Counter[int], agents: Iterable[int]) -> None:
        """Who joins brings his queues."""
        self.queues |= queues
        self.work += work
        self.agents += agents


def _seen(counts: Counter[int], whole: Counter[int]) -> frozenset[int]:
    many, everything = counts.total(), whole.total()
    if many < FEW:
        return frozenset(counts)
    return frozenset(
        queue
        for queue, count in counts.items()
        if count >= max(SEEN, many * min(RARE_RATIO, SERVES_RATIO * whole[queue] / everything))
    )


def _little(queues: Iterable[int], work: Counter[int], others: Counter[int]) -> bool:
    """Whether each of them is rare in the work, two standard deviations of chance allowed for, and those that others never
    had are little of it together.
    """
    many = work.total()
    if any(work[queue] - 2 * sqrt(work[queue]) >= RARE_RATIO * many for queue in queues):
        return False
    return sum(work[queue] for queue in queues if queue not in others) < APART_RATIO * many
