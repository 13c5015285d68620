"""Who comes, and what is drawn for him: the side of the twin that is chance, as the event loop asks for it.

The loop asks only when it needs an answer: whoever is served at once has no patience drawn. That changes nothing, for each
answer is a function of the customer and the purpose.
"""

from __future__ import annotations

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64, mypyc_attr

from woezo.routing.codes import DEFLECTED, FOREVER
from woezo.routing.contacts import CHILD_CALLBACK
from woezo.routing.model import Agent, Interaction, Queue

NEVER_LEAVES: Final = -1
NOWHERE: Final = -1
STREAM_BITS: Final = 20
"""Of what a customer is known by, whenever he comes again: his number in his stream, and below it the stream."""


class Lines:
    """Telephone lines on which customers come; each is held until its contact ends.

    places: so many of them all may wait; 0: any number. queues: those on them, where the places are shared.
    """

    __slots__ = ("many", "places", "queues", "used")

    def __init__(self, many: i64, places: i64 = 0) -> None:
        self.many = many
        self.places = places
        self.queues: list[Queue] = []
        self.used: i64 = 0

    def are_crowded(self) -> bool:
        """Whether more wait than may."""
        waiting: i64 = 0
        for queue in self.queues:
            waiting = waiting + queue.waiting
        return waiting > self.places


@mypyc_attr(free_list_len=1)
class Contact(Interaction):
    """An interaction of the twin.

    stream, number, generation: whose it is (the n-th customer of a stream, who has come back so often). slot: its place in the
    calendar's keys, -1 for none; scheduled: events that name it. leaves_ms, answer_ms, ends_ms: when his patience is over, when
    the agent who is called answers, when the conversation ends; an event of another time is stale. rings: proposals so far.
    born: where contacts that begin or end inside the core are noted for the loop. lines: of those he holds one.
    """

    __slots__ = (
        "answer_ms", "born", "ends_ms", "generation", "leaves_ms", "lines", "number", "rings", "scheduled", "slot",
        "stream",
    )  # fmt: skip

    def __init__(
        self, id: i64, queue: Queue, arrival_ms: i64, stream: i64, number: i64, generation: i64, born: list[Contact]
    ) -> None:
        super().__init__(id, queue, arrival_ms)
        self.slot: i64 = -1
        self.scheduled: i64 = 0
        self.answer_ms: i64 = 0
        self.ends_ms: i64 = 0
        self.leaves_ms: i64 = FOREVER
        self.stream = stream
        self.number = number
        self.generation = generation
        self.rings: i64 = 0
        self.born = born
        self.lines: Lines | None = None

    def continuation(self, id: i64, queue: Queue, now_ms: i64, kind: i64) -> Interaction:
        """The same customer goes on elsewhere; who is to be called back does not leave."""
        child = Contact(id, queue, now_ms, self.stream, self.number, self.generation, self.born)
        if kind != CHILD_CALLBACK:
            child.leaves_ms = self.leaves_ms
            self.hand_line(child)
        self.born.append(child)
        return child

    def once_more(self, id: i64, queue: Queue, at_ms: i64) -> Contact:
        """The same customer with chance of his own for another time: he comes again, or is transferred."""
        return Contact(id, queue, at_ms, self.stream, self.number, self.generation + 1, self.born)

    def hand_line(self, other: Contact) -> None:
        """He goes on as another contact, on the same line."""
        other.lines = self.lines
        self.lines = None

    def over(self) -> None:
        """The line is free; the loop looks at who was sent away, and at whom nothing in its calendar names any more."""
        if self.outcome == DEFLECTED or (self.slot >= 0 and self.scheduled == 0):
            self.born.append(self)
        lines = self.lines
        if lines is not None:
            lines.used = lines.used - 1
            self.lines = None


class Customers:
    """What the loop asks. Times in milliseconds. until_ms: from then on nobody comes, not even again."""

    __slots__ = ("born", "until_ms")

    def __init__(self) -> None:
        self.born: list[Contact] = []
        self.until_ms: i64 = FOREVER

    def next_ms(self) -> i64:
        """When the next one comes, FOREVER if nobody does any more."""
        raise NotImplementedError

    def take(self, now_ms: i64) -> Contact:
        """He who comes now."""
        raise NotImplementedError

    def new_id(self) -> i64:
        """An id for a contact that begins in the loop: a transfer, a redial."""
        raise NotImplementedError

    def patience_ms(self, contact: Contact) -> i64:
        """How long he waits, from his arrival; -1: for ever."""
        raise NotImplementedError

    def ring_ms(self, contact: Contact, agent: Agent) -> i64:
        """How long it rings until the agent answers; negative: until he refuses."""
        raise NotImplementedError

    def handling_ms(self, contact: Contact, agent: Agent, now_ms: i64) -> i64:
        """The conversation that begins now."""
        raise NotImplementedError

    def wrap_ms(self, contact: Contact, agent: Agent) -> i64:
        """What the agent does afterwards."""
        raise NotImplementedError

    def transfer_to(self, contact: Contact) -> i64:
        """The index of the queue in which it goes on, -1 for none."""
        return NOWHERE

    def offer_ms(self, contact: Contact) -> i64:
        """How long he waits until he asks to be called back, -1: he does not."""
        return NEVER_LEAVES

    def redial_ms(self, contact: Contact) -> i64:
        """After how long he who left comes again, -1: he does not."""
        return NEVER_LEAVES


def as_vec(values: list[int]) -> vec[i64]:
    """Unboxed."""
    return vec[i64](values)


class Columns(Customers):
    """Everything drawn beforehand, one column per attribute, in order of arrival: the loop alone, and logs.

    queue is an index. patience_ms < 0: never leaves. ring_ms < 0: the first proposal is refused after -ring_ms. transfer:
    empty if there are none.
    """

    __slots__ = (
        "arrival_ms", "handling", "next_born", "patience", "position", "queue", "queues", "ring", "transfer", "wrap",
    )  # fmt: skip

    def __init__(
        self,
        queues: list[Queue],
        arrival_ms: list[int],
        queue: list[int],
        patience_ms: list[int],
        handling_ms: list[int],
        wrap_ms: list[int],
        ring_ms: list[int],
        transfer: list[int],
    ) -> None:
        super().__init__()
        self.queues = queues
        self.arrival_ms = as_vec(arrival_ms)
        self.queue = as_vec(queue)
        self.patience = as_vec(patience_ms)
        self.handling = as_vec(handling_ms)
        self.wrap = as_vec(wrap_ms)
        self.ring = as_vec(ring_ms)
        self.transfer = as_vec(transfer)
        self.position: i64 = 0
        self.next_born: i64 = len(arrival_ms)

    def next_ms(self) -> i64:
        """The next of the column."""
        if self.position < len(self.arrival_ms):
            return self.arrival_ms[self.position]
        return FOREVER

    def take(self, now_ms: i64) -> Contact:
        """His number is his row."""
        row = self.position
        self.position = row + 1
        return Contact(row, self.queues[self.queue[row]], now_ms, 0, row, 0, self.born)

    def new_id(self) -> i64:
        """Above all rows."""
        found = self.next_born
        self.next_born = found + 1
        return found

    def patience_ms(self, contact: Contact) -> i64:
        """Of his row."""
        return self.patience[contact.number]

    def ring_ms(self, contact: Contact, agent: Agent) -> i64:
        """Of his row; who was refused once is answered."""
        ring: i64 = self.ring[contact.number]
        return ring if contact.rings == 1 or ring >= 0 else -ring

    def handling_ms(self, contact: Contact, agent: Agent, now_ms: i64) -> i64:
        """Of his row."""
        return self.handling[contact.number]

    def wrap_ms(self, contact: Contact, agent: Agent) -> i64:
        """Of his row."""
        return self.wrap[contact.number]

    def transfer_to(self, contact: Contact) -> i64:
        """Once, by his row."""
        if len(self.transfer) == 0 or contact.generation > 0:
            return NOWHERE
        return self.transfer[contact.number]
