"""The event loop of a run: arrivals, patience, ringing, handling, wrap-up and shifts around the live router.

Everything random is drawn before the loop starts, one column per attribute, so that variants of a scenario see the
same customers. Ring times, rejections, wrap-up, transfers cost nothing where the scenario has none.
"""

from __future__ import annotations

from typing import Final, cast

from librt.vecs import vec
from mypy_extensions import i64

from woezo.routing import alarms, contacts, desks, talks
from woezo.routing.codes import CONNECTED, ENDED, QUEUED, R_ACCEPTED, R_PENDING, R_WRAPPING
from woezo.routing.matching import settle
from woezo.routing.model import Agent, Interaction, Queue
from woezo.routing.router import Router
from woezo.simulation.calendar import KIND_BITS, MAX_SLOTS, NOTHING, SLOT_BITS, Calendar

K_ABANDON: Final = 0
K_ANSWER: Final = 1
K_HANDLED: Final = 2
K_WRAPPED: Final = 3
KIND_MASK: Final = (1 << KIND_BITS) - 1
SLOT_MASK: Final = (1 << SLOT_BITS) - 1


CHECKSUM_MASK: Final = (1 << 56) - 1


class Contact(Interaction):
    """An interaction of the twin. slot: its place in the calendar's keys, -1 for none; scheduled: events that name it."""

    __slots__ = ("answer_ms", "refused", "scheduled", "slot")

    def __init__(self, id: i64, queue: Queue, arrival_ms: i64) -> None:
        super().__init__(id, queue, arrival_ms)
        self.slot: i64 = -1
        self.scheduled: i64 = 0
        self.answer_ms: i64 = 0
        self.refused = False


class Columns:
    """The contacts of a run, one column per attribute, in order of arrival. Times in ms; queue is an index.

    patience_ms < 0: never leaves. ring_ms < 0: the reservation of this contact is refused after -ring_ms.
    """

    __slots__ = ("arrival_ms", "handling_ms", "patience_ms", "queue", "ring_ms", "wrap_ms")

    def __init__(
        self,
        arrival_ms: list[int],
        queue: list[int],
        patience_ms: list[int],
        handling_ms: list[int],
        wrap_ms: list[int],
        ring_ms: list[int],
    ) -> None:
        self.arrival_ms: vec[i64] = vec[i64](arrival_ms)
        self.queue: vec[i64] = vec[i64](queue)
        self.patience_ms: vec[i64] = vec[i64](patience_ms)
        self.handling_ms: vec[i64] = vec[i64](handling_ms)
        self.wrap_ms: vec[i64] = vec[i64](wrap_ms)
        self.ring_ms: vec[i64] = vec[i64](ring_ms)


class Shifts:
    """Changes of agents' presence in order of time: agent index, 1 comes to work, 0 stops after the work in hand."""

    __slots__ = ("agent", "present", "time_ms")

    def __init__(self, time_ms: list[int], agent: list[int], present: list[int]) -> None:
        self.time_ms: vec[i64] = vec[i64](time_ms)
        self.agent: vec[i64] = vec[i64](agent)
        self.present: vec[i64] = vec[i64](present)


class Run:
    """One run of a scenario. After `play`: counts, and a checksum over every reservation in order."""

    __slots__ = (
        "abandoned",
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
        self.free: list[i64] = []
        self.events: i64 = 0
        self.answered: i64 = 0
        self.abandoned: i64 = 0
        self.waited_ms: i64 = 0
        self.checksum: i64 = 0

    def play(self) -> None:
        """Run to the end of the contacts and of the work they bring."""
        columns = self.columns
        shifts = self.shifts
        contacts_total: i64 = len(columns.arrival_ms)
        shifts_total: i64 = len(shifts.time_ms)
        next_contact: i64 = 0
        next_shift: i64 = 0
        while True:
            key = self.calendar.first()
            due_ms: i64 = NOTHING if key == NOTHING else key >> (KIND_BITS + SLOT_BITS)
            arrives_ms: i64 = columns.arrival_ms[next_contact] if next_contact < contacts_total else NOTHING
            shift_ms: i64 = shifts.time_ms[next_shift] if next_shift < shifts_total else NOTHING
            timer = self.router.timers.first()
            if timer is not None and timer.due_ms <= min(due_ms, arrives_ms, shift_ms):
                self._timer(timer.due_ms)
            elif shift_ms <= arrives_ms and shift_ms <= due_ms and shift_ms != NOTHING:
                self._shift(shift_ms, shifts.agent[next_shift], shifts.present[next_shift])
                next_shift = next_shift + 1
            elif arrives_ms <= due_ms and arrives_ms != NOTHING:
                self._arrive(next_contact, arrives_ms)
                next_contact = next_contact + 1
            elif due_ms != NOTHING:
                self._due(self.calendar.pop(), due_ms)
            else:
                return
            self.events = self.events + 1
            self._drain()

    def _timer(self, time_ms: i64) -> None:
        self.router.now_ms = time_ms
        alarms.fire(self.router)
        settle(self.router)

    def _shift(self, time_ms: i64, agent: i64, present: i64) -> None:
        router = self.router
        router.now_ms = time_ms
        who = self.agents[agent]
        if present != 0:
            desks.sign_in(router, who, 1, "available", True)
        else:
            desks.sign_out(router, who)
        self._settle()

    def _settle(self) -> None:
        router = self.router
        if router.dirty_groups or router.dirty_queues:
            settle(router)

    def _arrive(self, index: i64, time_ms: i64) -> None:
        router = self.router
        router.now_ms = time_ms
        contact = Contact(index, self.queues[self.columns.queue[index]], time_ms)
        contacts.arrive(router, contact)
        self._settle()
        patience_ms = self.columns.patience_ms[index]
        if contact.state == QUEUED and patience_ms >= 0:
            self._schedule(contact, K_ABANDON, time_ms + patience_ms)

    def _schedule(self, contact: Contact, kind: i64, time_ms: i64) -> None:
        slot = contact.slot
        if slot < 0:
            slot = self._take_slot(contact)
        contact.scheduled = contact.scheduled + 1
        self.calendar.push((((time_ms << SLOT_BITS) | slot) << KIND_BITS) | kind)

    def _take_slot(self, contact: Contact) -> i64:
        if self.free:
            slot = self.free.pop()
            self.slots[slot] = contact
        else:
            slot = len(self.slots)
            if slot >= MAX_SLOTS:
                raise OverflowError("more than 2**20 contacts in hand at once: the scenario is unstable")
            self.slots.append(contact)
        contact.slot = slot
        return slot

    def _due(self, key: i64, time_ms: i64) -> None:
        contact = self.slots[(key >> KIND_BITS) & SLOT_MASK]
        assert contact is not None
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
        self._settle()
        contact.scheduled = contact.scheduled - 1
        # An interaction that is over gives its slot back once nothing in the calendar names it any more.
        if contact.scheduled == 0 and contact.state == ENDED:
            self.slots[contact.slot] = None
            self.free.append(contact.slot)
            contact.slot = -1

    def _rang(self, contact: Contact, time_ms: i64) -> None:
        """The agent answers or refuses, unless the reservation is no longer the one that was scheduled."""
        reservation = contact.reservation
        if reservation is None or reservation.state != R_PENDING or contact.answer_ms != time_ms:
            return
        if self.columns.ring_ms[contact.id] < 0 and not contact.refused:
            contact.refused = True
            talks.reject(self.router, reservation)
            return
        talks.accept(self.router, reservation)
        self._connected(contact, time_ms)

    def _connected(self, contact: Contact, time_ms: i64) -> None:
        self.answered = self.answered + 1
        self.waited_ms = self.waited_ms + time_ms - contact.arrival_ms
        self._schedule(contact, K_HANDLED, time_ms + self.columns.handling_ms[contact.id])

    def _handled(self, contact: Contact, time_ms: i64) -> None:
        if contact.state != CONNECTED:
            return
        talks.end(self.router, contact)
        reservation = contact.reservation
        if reservation is not None and reservation.state == R_WRAPPING:
            self._schedule(contact, K_WRAPPED, time_ms + self.columns.wrap_ms[contact.id])

    def _drain(self) -> None:
        """Schedule what follows from the reservations of this event."""
        router = self.router
        made = router.made
        if not made:
            return
        now_ms = router.now_ms
        for reservation in made:
            contact = cast(Contact, reservation.interaction)
            self.checksum = (self.checksum * 31 + contact.id * 7919 + reservation.agent.id) & CHECKSUM_MASK
            if reservation.state == R_ACCEPTED:
                self._connected(contact, now_ms)
            elif reservation.state == R_PENDING:
                ring_ms = self.columns.ring_ms[contact.id]
                contact.answer_ms = now_ms + (ring_ms if ring_ms >= 0 else -ring_ms)
                self._schedule(contact, K_ANSWER, contact.answer_ms)
        made.clear()
