"""Customers whom a journal knows: how long they talked and when they gave up. Only what it does not tell is drawn.

Who left has shown his patience. Who was answered has shown only that it is longer than his wait: it is drawn from what is left
of the law beyond it. Who left has no conversation: it is drawn. A conversation is kept as it would be with an agent of factor
1, and lasts longer or shorter with whoever takes it now.
"""

from __future__ import annotations

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from woezo.routing.model import Agent, Queue
from woezo.simulation.arrivals import Streams
from woezo.simulation.chance import RINGS_SHIFT, Chance
from woezo.simulation.customers import NEVER_LEAVES, Contact
from woezo.simulation.drawn import Drawn, GroupLaws, QueueLaws
from woezo.simulation.laws import NEVER, whole_ms

ATTEMPTS: Final = 15
UNKNOWN: Final = -1


class Known:
    """What is known of the customers of one stream, in order of arrival. left_ms: his wait if he left, -1 if he did not;
    waited_ms: his wait; talked_ms: his conversation with an agent of factor 1, -1 if there was none."""

    __slots__ = ("left_ms", "talked_ms", "waited_ms")

    def __init__(self, left_ms: list[int], waited_ms: list[int], talked_ms: list[int]) -> None:
        self.left_ms: vec[i64] = vec[i64](left_ms)
        self.waited_ms: vec[i64] = vec[i64](waited_ms)
        self.talked_ms: vec[i64] = vec[i64](talked_ms)


class Recorded(Drawn):
    """The customers of a journal; known: by index of the queue, which is that of its stream."""

    __slots__ = ("known",)

    def __init__(
        self,
        queues: list[Queue],
        laws: list[QueueLaws],
        groups: list[GroupLaws],
        streams: Streams,
        chance: Chance,
        known: list[Known],
    ) -> None:
        super().__init__(queues, laws, groups, streams, chance)
        self.known = known

    def patience_ms(self, contact: Contact) -> i64:
        """As he showed it, else longer than he waited. A continuation of his is drawn like anybody's."""
        if contact.generation > 0:
            return super().patience_ms(contact)
        known = self.known[contact.stream]
        left_ms = known.left_ms[contact.number]
        if left_ms >= 0:
            return left_ms
        laws = self._laws(contact)
        patience = laws.patience
        if patience is None:
            return NEVER_LEAVES
        waited_ms = known.waited_ms[contact.number]
        attempt: i64 = 0
        found: i64 = 0
        while attempt < ATTEMPTS:
            number = contact.number | (attempt << RINGS_SHIFT)
            found = self._patience(patience, laws.hurry, contact, number)
            if found >= NEVER:
                return NEVER_LEAVES
            if found > waited_ms:
                return found
            attempt = attempt + 1
        return waited_ms + found  # hardly anybody of this law waits so long: he waits a while yet

    def handling_ms(self, contact: Contact, agent: Agent, now_ms: i64) -> i64:
        """As long as it was, by the factor of who has it now."""
        if contact.generation == 0:
            talked_ms = self.known[contact.stream].talked_ms[contact.number]
            if talked_ms >= 0:
                group = self.groups[agent.id]
                lasts = whole_ms(float(talked_ms) * group.factor * group.learnt(now_ms))
                return lasts if lasts > 0 else 1
        return super().handling_ms(contact, agent, now_ms)
