"""Customers who are drawn as they come, by the laws of their queue and of the group that serves them."""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from woezo.routing.codes import QUEUED, RESERVED
from woezo.routing.model import Agent, Queue
from woezo.simulation.arrivals import Streams
from woezo.simulation.chance import (
    GENERATION_SHIFT,
    P_AGAIN,
    P_BALK,
    P_CALLBACK,
    P_HANDLING,
    P_MOOD,
    P_PATIENCE,
    P_REDIAL,
    P_REJECT,
    P_RING,
    P_TRANSFER,
    P_WRAP,
    RINGS_SHIFT,
    STREAM_SHIFT,
    Chance,
)
from woezo.simulation.customers import NEVER_LEAVES, NOWHERE, Contact, Customers
from woezo.simulation.laws import NEVER, Law, gamma, whole_ms

MOST_GENERATIONS: Final = 15
MOST_RINGS: Final = 15
HOUR_MS: Final = 3_600_000
WEEK_MS: Final = 7 * 24 * HOUR_MS
DAYS: Final = 1 << GENERATION_SHIFT


class QueueLaws:
    """What the customers of a queue do. patience None: nobody leaves; ratios from 0 to 1; transfer: a queue's index or -1.

    hours: a factor on the handling for each hour of the day, or none. hurry: of who finds 0, 1, 2 … waiting before him, by
    how much likelier he is to leave at any moment; the last for all beyond; none where the place does not count.
    """

    __slots__ = (
        "balk_ratio", "callback_after_ms", "callback_ratio", "handling", "head_start_ms", "hours", "hurry", "patience",
        "redial_after", "redial_ratio",
        "transfer", "transfer_ratio", "wrap",
    )  # fmt: skip

    def __init__(self, handling: Law, wrap: Law) -> None:
        self.handling = handling
        self.wrap = wrap
        self.head_start_ms: i64 = 0
        self.hours: list[float] = []
        self.hurry: list[float] = []
        self.patience: Law | None = None
        self.balk_ratio = 0.0
        self.redial_ratio = 0.0
        self.redial_after: Law | None = None
        self.transfer: i64 = -1
        self.transfer_ratio = 0.0
        self.callback_ratio = 0.0
        self.callback_after_ms: i64 = 0


class GroupLaws:
    """What the agents of a group do. handling: by queue id, where it is not the queue's own, and wrap; factor: on every one.
    weeks: a factor on both in each week of their work, the last for all after it; tenure_weeks: at the begin of the run.
    """

    __slots__ = ("factor", "handling", "reject_ratio", "ring", "tenure_weeks", "weeks", "wrap", "wrap_factor")

    def __init__(self, factor: float, wrap_factor: float, reject_ratio: float, ring: Law | None) -> None:
        self.handling: dict[int, Law] = {}
        self.wrap: Law | None = None
        self.factor = factor
        self.wrap_factor = wrap_factor
        self.reject_ratio = reject_ratio
        self.ring = ring
        self.weeks: list[float] = []
        self.tenure_weeks: i64 = 0

    def learnt(self, now_ms: i64) -> float:
        """The factor of who has worked for so long by now."""
        last: i64 = len(self.weeks) - 1
        if last < 0:
            return 1.0
        week: i64 = self.tenure_weeks + now_ms // WEEK_MS
        return self.weeks[week if week < last else last]


class Drawn(Customers):
    """The customers of one replication.

    queues and laws by index of the queue, which is that of its stream; groups by agent id, from 0.
    """

    __slots__ = (
        "chance", "day_shape", "groups", "hour_shape", "laws", "mood", "mood_hour", "next_id", "queues", "streams",
    )  # fmt: skip

    def __init__(
        self, queues: list[Queue], laws: list[QueueLaws], groups: list[GroupLaws], streams: Streams, chance: Chance
    ) -> None:
        super().__init__()
        self.queues = queues
        self.laws = laws
        self.groups = groups
        self.streams = streams
        self.until_ms = streams.until_ms
        self.chance = chance
        self.next_id: i64 = 1
        self.day_shape = 0.0
        self.hour_shape = 0.0
        self.mood = 1.0
        self.mood_hour: i64 = -1

    def set_moods(self, day_shape: float, hour_shape: float) -> None:
        """Let all handling of a day, of an hour, be longer or shorter together: gamma factors of mean 1 and these shapes."""
        self.day_shape = day_shape
        self.hour_shape = hour_shape

    def _mood(self, hour: i64) -> float:
        if hour != self.mood_hour:
            self.mood_hour = hour
            self.mood = 1.0
            if self.day_shape > 0.0:
                self.mood = gamma(self.chance, self.day_shape, hour // 24, P_MOOD | DAYS) / self.day_shape
            if self.hour_shape > 0.0:
                self.mood = self.mood * gamma(self.chance, self.hour_shape, hour, P_MOOD) / self.hour_shape
        return self.mood

    def next_ms(self) -> i64:
        """Of all streams."""
        return self.streams.next_ms()

    def take(self, now_ms: i64) -> Contact:
        """Of the stream that is first."""
        stream = self.streams.first()
        number = self.streams.streams[stream].number
        self.streams.advance()
        id = self.next_id
        self.next_id = id + 1
        contact = Contact(id, self.queues[stream], now_ms, stream, number, 0, self.born)
        contact.credited_ms = now_ms - self.laws[stream].head_start_ms
        return contact

    def new_id(self) -> i64:
        """The next one."""
        id = self.next_id
        self.next_id = id + 1
        return id

    def _purpose(self, contact: Contact, purpose: i64) -> i64:
        generation = contact.generation
        if generation > MOST_GENERATIONS:
            generation = 15
        return (contact.stream << STREAM_SHIFT) | (generation << GENERATION_SHIFT) | purpose

    def _laws(self, contact: Contact) -> QueueLaws:
        """Of the queue in which he is: a transfer goes on under the laws of the other one."""
        return self.laws[contact.queue.id - 1]

    def patience_ms(self, contact: Contact) -> i64:
        """Who balks leaves at once, if there is no agent for him at once."""
        laws = self._laws(contact)
        ratio = laws.balk_ratio if contact.state != RESERVED else 0.0
        if ratio > 0.0 and self.chance.uniform(contact.number, self._purpose(contact, P_BALK)) < ratio:
            return 0
        patience = laws.patience
        if patience is None:
            return NEVER_LEAVES
        found = self._patience(patience, laws.hurry, contact, contact.number)
        return found if found < NEVER else NEVER_LEAVES

    def _patience(self, law: Law, hurry: list[float], contact: Contact, number: i64) -> i64:
        purpose = self._purpose(contact, P_PATIENCE)
        if not hurry:
            return whole_ms(law.draw(self.chance, number, purpose))
        ahead: i64 = contact.queue.waiting - 1 if contact.state == QUEUED else 0
        last: i64 = len(hurry) - 1
        return whole_ms(law.hurried(self.chance, number, purpose, hurry[ahead if ahead < last else last]))

    def ring_ms(self, contact: Contact, agent: Agent) -> i64:
        """Every proposal has a chance of its own; who was proposed fifteen times in vain is answered: a run must end."""
        rings = contact.rings
        if rings > MOST_RINGS:
            return 0
        laws = self.groups[agent.id]
        ring = laws.ring
        proposal = contact.number | (rings << RINGS_SHIFT)
        ring_ms: i64 = 0
        if ring is not None:
            ring_ms = whole_ms(ring.draw(self.chance, proposal, self._purpose(contact, P_RING)))
        if laws.reject_ratio > 0.0:
            chosen = self.chance.uniform(proposal, self._purpose(contact, P_REJECT))
            if chosen < laws.reject_ratio:
                return -ring_ms if ring_ms > 0 else -1
        return ring_ms

    def handling_ms(self, contact: Contact, agent: Agent, now_ms: i64) -> i64:
        """At least a millisecond."""
        group = self.groups[agent.id]
        law = self._laws(contact).handling
        if group.handling:
            law = group.handling.get(contact.queue.id, law)
        drawn = law.draw(self.chance, contact.number, self._purpose(contact, P_HANDLING))
        drawn = drawn * group.factor * group.learnt(now_ms)
        if self.day_shape > 0.0 or self.hour_shape > 0.0:
            drawn = drawn * self._mood(now_ms // HOUR_MS)
        hours = self._laws(contact).hours
        if hours:
            drawn = drawn * hours[now_ms // HOUR_MS % 24]
        found = whole_ms(drawn)
        return found if found > 0 else 1

    def wrap_ms(self, contact: Contact, agent: Agent) -> i64:
        """What is left to do."""
        group = self.groups[agent.id]
        own = group.wrap
        law = self._laws(contact).wrap if own is None else own
        drawn = law.draw(self.chance, contact.number, self._purpose(contact, P_WRAP))
        return whole_ms(drawn * group.wrap_factor * group.learnt(contact.ends_ms))

    def transfer_to(self, contact: Contact) -> i64:
        """By the ratio of the queue; a customer is sent on fifteen times at most."""
        laws = self._laws(contact)
        if laws.transfer < 0 or contact.generation >= MOST_GENERATIONS:
            return NOWHERE
        chosen = self.chance.uniform(contact.number, self._purpose(contact, P_TRANSFER))
        return laws.transfer if chosen < laws.transfer_ratio else NOWHERE

    def offer_ms(self, contact: Contact) -> i64:
        """Those who would rather be called back ask for it after the same wait."""
        laws = self._laws(contact)
        if laws.callback_ratio == 0.0:
            return NEVER_LEAVES
        chosen = self.chance.uniform(contact.number, self._purpose(contact, P_CALLBACK))
        return laws.callback_after_ms if chosen < laws.callback_ratio else NEVER_LEAVES

    def redial_ms(self, contact: Contact) -> i64:
        """Those who try again."""
        laws = self._laws(contact)
        after = laws.redial_after
        if after is None or contact.generation >= MOST_GENERATIONS:
            return NEVER_LEAVES
        if self.chance.uniform(contact.number, self._purpose(contact, P_REDIAL)) >= laws.redial_ratio:
            return NEVER_LEAVES
        return whole_ms(after.draw(self.chance, contact.number, self._purpose(contact, P_AGAIN)))
