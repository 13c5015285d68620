"""The event loop of a run: arrivals, patience, ringing, handling, wrap-up and shifts around the live router.

Everything random is drawn before the loop starts, one column per attribute, so that variants of a scenario see the
same customers. Ring times, rejections, wrap-up, transfers cost nothing where the scenario has none.
"""

from __future__ import annotations

from typing import Final, cast

from librt.vecs import append, vec
from mypy_extensions import i64, mypyc_attr

from woezo.routing import alarms, contacts, desks, talks
from woezo.routing.codes import CONNECTED, ENDED, F_NONE, FOREVER, QUEUED, R_ACCEPTED, R_PENDING, R_WRAPPING
from woezo.routing.matching import settle
from woezo.routing.model import Agent, Interaction, Queue
from woezo.routing.router import Router
from woezo.simulation.calendar import KIND_BITS, MAX_SLOTS, Calendar

K_ABANDON: Final = 0
K_ANSWER: Final = 1
K_HANDLED: Final = 2
K_WRAPPED: Final = 3
# written out: a literal is compiled into the code, a sum of names would be looked up at every event
KIND_MASK: Final = 0x7
SLOT_MASK: Final = 0xFFFFF
CHECKSUM_MASK: Final = 0xFFFFFFFFFFFFFF


@mypyc_attr(free_list_len=1)
class Contact(Interaction):
    """An interaction of the twin, with what was drawn for it. slot: its place in the calendar's keys, -1 for none;
    scheduled: events that name it; refuses: its next reservation is refused when it has rung.
    """

    __slots__ = ("answer_ms", "handling_ms", "refuses", "ring_ms", "scheduled", "slot", "wrap_ms")

    def __init__(self, id: i64, queue: Queue, arrival_ms: i64, ring_ms: i64, handling_ms: i64, wrap_ms: i64) -> None:
        super().__init__(id, queue, arrival_ms)
        self.slot: i64 = -1
        self.scheduled: i64 = 0
        self.answer_ms: i64 = 0
        self.ring_ms: i64 = ring_ms if ring_ms >= 0 else -ring_ms
        self.handling_ms: i64 = handling_ms
        self.wrap_ms: i64 = wrap_ms
        self.refuses = ring_ms < 0


class Columns:
    """The contacts of a run, one column per attribute, in order of arrival. Times in ms; queue is an index.

    patience_ms < 0: never leaves. ring_ms < 0: the reservation of this contact is refused after -ring_ms. transfer: the
    index of the queue to which the agent transfers it once he has handled it, -1 for none; empty if there are none.
    """

    __slots__ = ("arrival_ms", "handling_ms", "patience_ms", "queue", "ring_ms", "transfer", "wrap_ms")

    def __init__(
        self,
        arrival_ms: list[int],
        queue: list[int],
        patience_ms: list[int],
        handling_ms: list[int],
        wrap_ms: list[int],
        ring_ms: list[int],
        transfer: list[int],
    ) -> None:
        self.arrival_ms: vec[i64] = vec[i64](arrival_ms)
        self.queue: vec[i64] = vec[i64](queue)
        self.patience_ms: vec[i64] = vec[i64](patience_ms)
        self.handling_ms: vec[i64] = vec[i64](handling_ms)
        self.wrap_ms: vec[i64] = vec[i64](wrap_ms)
        self.ring_ms: vec[i64] = vec[i64](ring_ms)
        self.transfer: vec[i64] = vec[i64](transfer)


class Shifts:
    """Changes of agents' presence in order of time: agent index, 1 comes to work, 0 stops after the work in hand."""

    __slots__ = ("agent", "present", "time_ms")

    def __init__(self, time_ms: list[int], agent: list[int], present: list[int]) -> None:
        self.time_ms: vec[i64] = vec[i64](time_ms)
        self.agent: vec[i64] = vec[i64](agent)
        self.present: vec[i64] = vec[i64](present)


def _time_at(times_ms: vec[i64], index: i64) -> i64:
    """A time of a sorted stream, FOREVER past its end."""
    if index < len(times_ms):
        return times_ms[index]
    return FOREVER


class Run:
    """One run of a scenario. After `play`: counts, and a checksum over every reservation in order."""

    __slots__ = (
        "abandoned",
        "after_free",
        "agents",
        "answered",
        "calendar",
        "checksum",
        "columns",
        "events",
        "free",
        "queues",
        "router",
        "shifts",
        "slots",
        "waited_ms",
    )

    def __init__(
        self, router: Router, queues: list[Queue], agents: list[Agent], columns: Columns, shifts: Shifts
    ) -> None:
        self.router = router
        self.queues = queues
        self.agents = agents
        self.columns = columns
        self.shifts = shifts
        self.calendar = Calendar()
        self.slots: list[Contact | None] = []
        self.free: i64 = -1  # the slot that was given back last; after_free leads to the one before it
        self.after_free: vec[i64] = vec[i64]()
        self.events: i64 = 0
        self.answered: i64 = 0
        self.abandoned: i64 = 0
        self.waited_ms: i64 = 0
        self.checksum: i64 = 0

    def play(self) -> None:
        """Run to the end of the contacts and of the work they bring.

        Of what is due in one millisecond a timer comes first, then a shift, then an arrival, then the calendar.
        """
        columns = self.columns
        shifts = self.shifts
        calendar = self.calendar
        router = self.router
        timers = router.timers
        next_contact: i64 = 0
        next_shift: i64 = 0
        came: Contact | None = None  # who has arrived in this event
        arrives_ms: i64 = _time_at(columns.arrival_ms, 0)
        shift_ms: i64 = _time_at(shifts.time_ms, 0)
        while True:
            due_ms = calendar.next_ms()
            timer_ms = timers.first_ms()
            if timer_ms <= shift_ms and timer_ms <= arrives_ms and timer_ms <= due_ms and timer_ms < FOREVER:
                router.now_ms = timer_ms
                alarms.fire(router)
            elif shift_ms <= arrives_ms and shift_ms <= due_ms and shift_ms < FOREVER:
                self._shift(shift_ms, shifts.agent[next_shift], shifts.present[next_shift])
                next_shift = next_shift + 1
                shift_ms = _time_at(shifts.time_ms, next_shift)
            elif arrives_ms <= due_ms and arrives_ms < FOREVER:
                came = self._arrive(next_contact, arrives_ms)
                next_contact = next_contact + 1
                arrives_ms = _time_at(columns.arrival_ms, next_contact)
            elif due_ms < FOREVER:
                self._due(calendar.take(), due_ms)
            else:
                return
            self.events = self.events + 1
            if router.dirty_group is not None or router.dirty_queues:
                settle(router)
            if came is not None:
                self._let_wait(came, columns.patience_ms[next_contact - 1])
                came = None
            if router.made is not None:
                self._drain()

    def _shift(self, time_ms: i64, agent: i64, present: i64) -> None:
        router = self.router
        router.now_ms = time_ms
        who = self.agents[agent]
        if present != 0:
            desks.sign_in(router, who, 1, "available", True)
        else:
            desks.sign_out(router, who)

    def _arrive(self, index: i64, time_ms: i64) -> Contact:
        router = self.router
        columns = self.columns
        router.now_ms = time_ms
        contact = Contact(
            index,
            self.queues[columns.queue[index]],
            time_ms,
            columns.ring_ms[index],
            columns.handling_ms[index],
            columns.wrap_ms[index],
        )
        contacts.arrive(router, contact)
        return contact

    def _let_wait(self, contact: Contact, patience_ms: i64) -> None:
        """Whoever still waits will leave when his patience is over."""
        if contact.state == QUEUED and patience_ms >= 0:
            self._schedule(contact, K_ABANDON, self.router.now_ms + patience_ms)

    def _schedule(self, contact: Contact, kind: i64, time_ms: i64) -> None:
        if contact.slot < 0:
            self._take_slot(contact)
        contact.scheduled = contact.scheduled + 1
        self.calendar.push(time_ms, contact.slot, kind)

    def _take_slot(self, contact: Contact) -> None:
        slot = self.free
        if slot >= 0:
            self.free = self.after_free[slot]
            self.slots[slot] = contact
        else:
            slot = len(self.slots)
            if slot >= MAX_SLOTS:
                raise OverflowError("more than 2**20 contacts in hand at once: the scenario is unstable")
            self.slots.append(contact)
            self.after_free = append(self.after_free, -1)
        contact.slot = slot

    def _due(self, key: i64, time_ms: i64) -> None:
        found = self.slots[(key >> KIND_BITS) & SLOT_MASK]
        assert found is not None
        contact = found
        kind: i64 = key & KIND_MASK
        self.router.now_ms = time_ms
        if kind == K_HANDLED:
            self._handled(contact, time_ms)
        elif kind == K_ANSWER:
            self._rang(contact, time_ms)
        elif kind == K_WRAPPED:
            reservation = contact.reservation
            if reservation is not None:
                talks.complete(self.router, reservation)
        elif contact.state == QUEUED:
            contacts.hang_up(self.router, contact)
            self.abandoned = self.abandoned + 1
        contact.scheduled = contact.scheduled - 1
        # An interaction that is over gives its slot back once nothing in the calendar names it any more.
        if contact.scheduled == 0 and contact.state == ENDED:
            self.slots[contact.slot] = None
            self.after_free[contact.slot] = self.free
            self.free = contact.slot
            contact.slot = -1

    def _rang(self, contact: Contact, time_ms: i64) -> None:
        """The agent answers or refuses, unless the reservation is no longer the one that was scheduled."""
        reservation = contact.reservation
        if reservation is None or reservation.state != R_PENDING or contact.answer_ms != time_ms:
            return
        if contact.refuses:
            contact.refuses = False
            talks.reject(self.router, reservation)
            return
        talks.accept(self.router, reservation)
        self._connected(contact, time_ms)

    def _connected(self, contact: Contact, time_ms: i64) -> None:
        self.answered = self.answered + 1
        self.waited_ms = self.waited_ms + time_ms - contact.arrival_ms
        self._schedule(contact, K_HANDLED, time_ms + contact.handling_ms)

    def _handled(self, contact: Contact, time_ms: i64) -> None:
        if contact.state != CONNECTED:
            return
        transfer = self.columns.transfer
        if contact.id >= len(transfer) or transfer[contact.id] < 0 or not self._transfer(contact, time_ms):
            talks.end(self.router, contact)
        reservation = contact.reservation
        if reservation is not None and reservation.state == R_WRAPPING:
            self._schedule(contact, K_WRAPPED, time_ms + contact.wrap_ms)

    def _transfer(self, contact: Contact, time_ms: i64) -> bool:
        """Go on in another queue as a contact of its own, handled anew. False if its door is shut."""
        columns = self.columns
        index = contact.id
        child = Contact(
            len(columns.transfer) + index,
            self.queues[columns.transfer[index]],
            time_ms,
            contact.ring_ms,
            contact.handling_ms,
            contact.wrap_ms,
        )
        if talks.transfer(self.router, contact, child, None, 0) != F_NONE:
            return False
        self._let_wait(child, columns.patience_ms[index])
        return True

    def _drain(self) -> None:
        """Schedule what follows from the reservations of this event."""
        router = self.router
        reservation = router.made
        router.made = None
        while reservation is not None:
            contact = cast(Contact, reservation.interaction)
            self.checksum = (self.checksum * 31 + contact.id * 7919 + reservation.agent.id) & CHECKSUM_MASK
            if reservation.state == R_ACCEPTED:
                self._connected(contact, router.now_ms)
            elif reservation.state == R_PENDING:
                contact.answer_ms = router.now_ms + contact.ring_ms
                self._schedule(contact, K_ANSWER, contact.answer_ms)
            reservation = reservation.made_after
