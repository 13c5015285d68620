"""The event loop of a run: arrivals, patience, ringing, handling, wrap-up, shifts and lost sites around the live router.

What is drawn is asked of the customers (customers.py), what is counted is left to a watch, which sees the router's effects.
Both are optional costs: without a watch the router collects no effects, and a feature that a scenario has not costs nothing.
"""

from __future__ import annotations

from typing import Final, cast

from mypy_extensions import i64

from woezo.routing import alarms, contacts, desks, talks
from woezo.routing.codes import (
    AUTOMATIC,
    B_NOT_RESPONDING,
    CONNECTED,
    DEFLECTED,
    ENDED,
    F_NONE,
    FOREVER,
    OVERFLOWED,
    QUEUED,
    R_ACCEPTED,
    R_PENDING,
    R_WRAPPING,
    REJECT_NOT_ALLOWED,
    REJECT_NOT_RESPONDING,
    RESERVED,
)
from woezo.routing.matching import settle
from woezo.routing.model import Agent, Queue, Reservation, Site
from woezo.routing.router import Router
from woezo.simulation.agenda import COMES, PAUSES, SITE_DOWN, STOPS, Agenda
from woezo.simulation.calendar import KIND_BITS
from woezo.simulation.customers import STREAM_BITS, Contact, Customers, Lines
from woezo.simulation.schedule import Schedule
from woezo.simulation.watch import Watch

K_ABANDON: Final = 0
K_ANSWER: Final = 1
K_HANDLED: Final = 2
K_WRAPPED: Final = 3
K_COMES: Final = 4  # who left comes again
K_OFFER: Final = 5  # who waits asks to be called back
K_BACK: Final = 6  # an agent who did not answer is at his desk again: the slot is his id
K_RETURNS: Final = 7  # his pause is over
BREAK: Final = "break"
# written out: a literal is compiled into the code, a sum of names would be looked up at every event
KIND_MASK: Final = 0x7
SLOT_MASK: Final = 0xFFFFF
CHECKSUM_MASK: Final = 0xFFFFFFFFFFFFFF


class Run:
    """One run of a scenario. After `play`: counts, and a checksum over every reservation in order."""

    __slots__ = (
        "abandoned", "agenda", "agents", "answered", "came", "checksum", "customers", "events", "lines",
        "pauses", "queues", "router", "schedule", "sites", "waited_ms", "watch",
    )  # fmt: skip

    def __init__(
        self,
        router: Router,
        queues: list[Queue],
        agents: list[Agent],
        sites: list[Site],
        customers: Customers,
        agenda: Agenda,
        watch: Watch | None,
        lines: list[Lines | None] | None = None,
    ) -> None:
        """lines: by queue id less one; none at all where every customer finds one."""
        self.lines = lines
        self.pauses: dict[int, int] = {}  # by agent id: how long the pause will last that waits for the work in hand
        self.router = router
        self.queues = queues
        self.agents = agents
        self.sites = sites
        self.customers = customers
        self.agenda = agenda
        self.watch = watch
        self.came: Contact | None = None  # who has come again in this event
        self.schedule = Schedule()
        self.events: i64 = 0
        self.answered: i64 = 0
        self.abandoned: i64 = 0
        self.waited_ms: i64 = 0
        self.checksum: i64 = 0

    def play(self) -> None:
        """Run to the end of the contacts and of the work they bring.

        Of what is due in one millisecond a timer comes first, then the agenda, then an arrival, then the calendar.
        """
        while self.step(1 << 40):
            pass

    def step(self, many: i64) -> bool:
        """Up to so many events; False when nothing is left to do."""
        calendar = self.schedule.calendar
        router = self.router
        timers = router.timers
        customers = self.customers
        watch = self.watch
        came: Contact | None = None  # who has arrived in this event
        arrives_ms: i64 = customers.next_ms()
        agenda_ms: i64 = self.agenda.next_ms()
        while many > 0:
            many = many - 1
            due_ms = calendar.next_ms()
            timer_ms = timers.first_ms()
            hung_up = False
            if timer_ms <= agenda_ms and timer_ms <= arrives_ms and timer_ms <= due_ms and timer_ms < FOREVER:
                router.now_ms = timer_ms
                alarms.fire(router)
                if self.pauses:
                    self._begin_pauses()
            elif agenda_ms <= arrives_ms and agenda_ms <= due_ms and agenda_ms < FOREVER:
                self._follow_agenda(agenda_ms)
                agenda_ms = self.agenda.next_ms()
            elif arrives_ms <= due_ms and arrives_ms < FOREVER:
                router.now_ms = arrives_ms
                came = customers.take(arrives_ms)
                self._arrive(came)
                arrives_ms = customers.next_ms()
            elif due_ms < FOREVER:
                hung_up = self._due(calendar.take(), due_ms)
                came = self.came
                self.came = None
            else:
                return False
            self.events = self.events + 1
            if router.dirty_group is not None or router.dirty_queues:
                settle(router)
            if came is not None:
                self._let_wait(came)
                came = None
            if router.made is not None:
                self._drain()
            if customers.born:
                self._adopt()
            if watch is not None:
                watch.see(router, hung_up)
        return True

    # -- who comes ----------------------------------------------------------------------------------------------------
    def _arrive(self, contact: Contact) -> None:
        watch = self.watch
        if self.lines is not None and not self._finds_line(contact, self.lines[contact.queue.id - 1]):
            return
        if watch is not None:
            watch.come(
                contact.id, contact.queue.id, self.router.now_ms, (contact.number << STREAM_BITS) | contact.stream
            )
        contacts.arrive(self.router, contact)

    def _finds_line(self, contact: Contact, lines: Lines | None) -> bool:
        """Whether a line is free for him, which he then holds; else he is sent away before anybody knows of him."""
        if lines is None:
            return True
        if lines.used >= lines.many:
            contact.state = ENDED
            contact.outcome = DEFLECTED
            if self.watch is not None:
                self.watch.blocked(contact.queue.id, self.router.now_ms)
            self._redial(contact)
            return False
        lines.used = lines.used + 1
        contact.lines = lines
        return True

    def _let_wait(self, contact: Contact) -> None:
        """Whoever has no agent yet is sent away where no place to wait is left; else he will leave when his patience is over,
        or ask to be called back.
        """
        customers = self.customers
        now_ms = self.router.now_ms
        lines = contact.lines
        if contact.state == QUEUED and lines is not None and lines.places > 0 and lines.are_crowded():
            contacts.finish_waiting(self.router, contact, DEFLECTED)  # he has just come, and was the last
            return
        if contact.state == QUEUED or contact.state == RESERVED:
            patience_ms = customers.patience_ms(contact)
            if patience_ms >= 0:
                contact.leaves_ms = now_ms + patience_ms
                self.schedule.add(contact, K_ABANDON, contact.leaves_ms)
            offer_ms = customers.offer_ms(contact)
            if offer_ms >= 0:
                self.schedule.add(contact, K_OFFER, now_ms + offer_ms)
        elif contact.state == ENDED and contact.outcome == OVERFLOWED:
            patience_ms = customers.patience_ms(contact)
            for child in customers.born:  # he himself, in the other queue
                if patience_ms >= 0 and child.queue is not contact.queue:
                    child.leaves_ms = now_ms + patience_ms

    def _redial(self, contact: Contact) -> None:
        redial_ms = self.customers.redial_ms(contact)
        now_ms = self.router.now_ms
        if redial_ms < 0 or now_ms + redial_ms >= self.customers.until_ms:
            return
        again = contact.once_more(self.customers.new_id(), contact.queue, now_ms + redial_ms)
        self.schedule.add(again, K_COMES, now_ms + redial_ms)

    def _adopt(self) -> None:
        """Contacts that began or ended inside the core: who overflowed keeps his patience, who was sent away may redial."""
        born = self.customers.born
        now_ms = self.router.now_ms
        for contact in born:
            if contact.state == ENDED:
                if contact.outcome == DEFLECTED:
                    self._redial(contact)
                if contact.scheduled == 0 and contact.slot >= 0:
                    self.schedule.give_slot_back(contact)
            elif contact.state in (QUEUED, RESERVED) and contact.leaves_ms < FOREVER:
                self.schedule.add(contact, K_ABANDON, max(now_ms, contact.leaves_ms))
        born.clear()

    # -- what is known beforehand -------------------------------------------------------------------------------------
    def _follow_agenda(self, time_ms: i64) -> None:
        agenda = self.agenda
        what = agenda.what[agenda.at]
        who = agenda.who[agenda.at]
        for_ms = agenda.for_ms[agenda.at]
        agenda.advance()
        router = self.router
        router.now_ms = time_ms
        if what == COMES:
            desks.sign_in(router, self.agents[who], 1, "available", True)
        elif what == STOPS:
            desks.sign_out(router, self.agents[who])
        elif what == PAUSES:
            self._pause(self.agents[who], for_ms)
        elif what == SITE_DOWN:
            desks.site_down(router, self.sites[who])
            if self.pauses:
                self._begin_pauses()
        else:
            desks.site_up(router, self.sites[who])

    def _pause(self, agent: Agent, for_ms: i64) -> None:
        """Now, or after the work in hand."""
        if agent.desk == 0:
            return
        desks.change_activity(self.router, agent, BREAK, False)
        self.pauses[agent.id] = for_ms
        self._begin_pause(agent)

    def _begin_pause(self, agent: Agent) -> None:
        """Once he holds nothing any more."""
        if agent.first_held is None:
            for_ms = self.pauses.pop(agent.id, 0)
            if for_ms > 0:
                self.schedule.calendar.push(self.router.now_ms + for_ms, agent.id, K_RETURNS)

    def _begin_pauses(self) -> None:
        """A timer may have ended anybody's wrap-up."""
        for id in list(self.pauses):
            self._begin_pause(self.router.agents[id])

    # -- the calendar -------------------------------------------------------------------------------------------------
    def _due(self, key: i64, time_ms: i64) -> bool:
        """One event of the calendar; whether a customer hung up."""
        kind: i64 = key & KIND_MASK
        self.router.now_ms = time_ms
        if kind >= K_BACK:  # it is an agent's
            self._come_back(self.router.agents[(key >> KIND_BITS) & SLOT_MASK], kind == K_RETURNS)
            return False
        contact = self.schedule.contact(key)
        hung_up = False
        if kind == K_HANDLED:
            self._handled(contact, time_ms)
        elif kind == K_ANSWER:
            self._rang(contact, time_ms)
        elif kind == K_WRAPPED:
            reservation = contact.reservation
            if reservation is not None:
                talks.complete(self.router, reservation)
                if self.pauses:
                    self._begin_pause(reservation.agent)
        elif kind == K_ABANDON:
            hung_up = self._leaves(contact)
        elif kind == K_COMES:
            self.came = contact
            self._arrive(contact)
        elif contact.state == QUEUED:
            contacts.call_back(self.router, contact, self.customers.new_id(), time_ms)
        self.schedule.done(contact)
        return hung_up

    def _leaves(self, contact: Contact) -> bool:
        """His patience is over, be it that it rings at an agent's."""
        if contact.state != QUEUED and contact.state != RESERVED:
            return False
        ringing = contact.reservation
        contacts.hang_up(self.router, contact)
        if self.pauses and ringing is not None:
            self._begin_pause(ringing.agent)
        self.abandoned = self.abandoned + 1
        self._redial(contact)
        return True

    # -- with an agent ------------------------------------------------------------------------------------------------
    def _drain(self) -> None:
        """Schedule what follows from the reservations of this event."""
        router = self.router
        reservation = router.made
        router.made = None
        while reservation is not None:
            contact = cast(Contact, reservation.interaction)
            self.checksum = (self.checksum * 31 + contact.id * 7919 + reservation.agent.id) & CHECKSUM_MASK
            if reservation.state == R_ACCEPTED:
                self._connected(contact, reservation.agent, router.now_ms)
            elif reservation.state == R_PENDING:
                self._ring(contact, reservation)
            reservation = reservation.made_after

    def _ring(self, contact: Contact, reservation: Reservation) -> None:
        now_ms = self.router.now_ms
        queue = contact.queue
        contact.rings = contact.rings + 1
        if queue.accept == AUTOMATIC:
            contact.answer_ms = now_ms + queue.tone_ms
            self.schedule.add(contact, K_ANSWER, contact.answer_ms)
            return
        agent = reservation.agent
        ring_ms = self.customers.ring_ms(contact, agent)
        refuses = ring_ms < 0
        if refuses:
            ring_ms = -ring_ms
        limit_ms = agent.timeout_ms if agent.timeout_ms > 0 else queue.timeout_ms
        if 0 < limit_ms <= ring_ms:  # in the same millisecond the timer is first
            contact.answer_ms = FOREVER
            self.schedule.calendar.push(now_ms + ring_ms, agent.id, K_BACK)
            return
        contact.answer_ms = now_ms + ring_ms
        self.schedule.add(contact, K_ANSWER, contact.answer_ms)
        if refuses and queue.reject != REJECT_NOT_ALLOWED:  # else he has to answer
            contact.answer_ms = -contact.answer_ms  # negative: he refuses then

    def _rang(self, contact: Contact, time_ms: i64) -> None:
        """The agent answers or refuses, unless the reservation is no longer the one that was scheduled."""
        reservation = contact.reservation
        if reservation is None:
            return
        if contact.answer_ms == time_ms:
            if reservation.state == R_PENDING:
                talks.accept(self.router, reservation)
            if reservation.state == R_ACCEPTED and reservation.accepted_ms == time_ms:  # now, by us or by its tone
                self._connected(contact, reservation.agent, time_ms)
        elif contact.answer_ms == -time_ms and reservation.state == R_PENDING:
            talks.reject(self.router, reservation)
            if contact.queue.reject == REJECT_NOT_RESPONDING:  # he is taken for absent until he would be asked again
                self.schedule.calendar.push(time_ms + contact.queue.not_again_ms, reservation.agent.id, K_BACK)
            if self.pauses:
                self._begin_pause(reservation.agent)

    def _come_back(self, agent: Agent, from_pause: bool) -> None:
        """Whoever did not answer is there again, or his pause is over: one does not end the other."""
        paused = agent.desk != 0 and agent.activity == BREAK
        if paused if from_pause else agent.blocked & B_NOT_RESPONDING:
            desks.change_activity(self.router, agent, "available", True)

    def _connected(self, contact: Contact, agent: Agent, time_ms: i64) -> None:
        if contact.queue.written and contact.answered_ms == 0:
            talks.answer(self.router, contact)
        self.answered = self.answered + 1
        self.waited_ms = self.waited_ms + time_ms - contact.arrival_ms
        contact.ends_ms = time_ms + self.customers.handling_ms(contact, agent, time_ms)
        self.schedule.add(contact, K_HANDLED, contact.ends_ms)

    def _handled(self, contact: Contact, time_ms: i64) -> None:
        if contact.state != CONNECTED or contact.ends_ms != time_ms:
            return
        reservation = contact.reservation
        transfer = self.customers.transfer_to(contact)
        if transfer < 0 or not self._transfer(contact, self.queues[transfer], time_ms):
            talks.end(self.router, contact)
        if reservation is None:
            return
        if reservation.state == R_WRAPPING:
            self.schedule.add(contact, K_WRAPPED, time_ms + self.customers.wrap_ms(contact, reservation.agent))
        elif self.pauses:
            self._begin_pause(reservation.agent)

    def _transfer(self, contact: Contact, queue: Queue, time_ms: i64) -> bool:
        """Go on in another queue as a contact of its own, handled anew. False if its door is shut."""
        child = contact.once_more(self.customers.new_id(), queue, time_ms)
        contact.hand_line(child)
        if talks.transfer(self.router, contact, child, None, 0) != F_NONE:
            child.hand_line(contact)
            return False
        self._let_wait(child)
        return True
