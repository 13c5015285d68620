"""The facts of a log as the records that a live floor would have written of them.

A router that recovers the records says the same effects of each: a test holds both together, so what a verb of the
routing core tells must change here too. Nothing is decided here: a reservation is told when the log shows it, as an effect
of the arrival if that was the same moment, else of the agent's `activity` that says he is available.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from woezo.journal.effects import Encoded
from woezo.journal.facts import CANCEL, DEFLECT, END, HANG_UP, Contact, Ring, Told
from woezo.journal.lines import Header, Record
from woezo.journal.marks import VERSIONS, current
from woezo.journal.presence import by_agent, joined, most_at_once, present, within
from woezo.routing.codes import TEXT_CHANNELS, WRITTEN_CHANNELS

AVAILABLE: Final = "available"
BREAK: Final = "break"
UNKNOWN_COUNTRY: Final = "ZZ"
LEVEL: Final = 3
LONGEST_SHIFT_MS: Final = 24 * 3_600_000
OUTCOMES: Final = {HANG_UP: "abandoned", DEFLECT: "deflected", CANCEL: "canceled"}
"""What the end of a waiting contact is called."""

# What happens first where the log shows the same moment: whoever comes is there, hands are emptied, then filled.
SIGNS_IN, LETS_GO, ARRIVES, RINGS, TAKES, LEAVES, PAUSES, SIGNS_OUT = range(8)
Moment = tuple[int, int]
Story = Iterator[Moment]
"""Yields when it wants to go on: (at_ms, order within that moment). It writes its records when that moment has come."""


class Recording:
    """One log on its way into a journal.

    gap_ms: an agent of whom the log does not say when he was there counts as away if he has no contact for longer.
    target_ms: threshold of the service level of every queue. country: of the one site, two letters. rings_left_out: calls
    that nobody heard, or at several desks at once. guessed: agents of whom the log does not say when they were there.
    overlaps: conversations that began while their agent still had another one. endless: times of presence in the log that
    are none, since nobody works so long: the agent was never taken out of his queues.
    """

    def __init__(self, told: Told, gap_ms: int, target_ms: int, country: str = UNKNOWN_COUNTRY) -> None:
        self.contacts = sorted((_heard(one) for one in told.contacts), key=lambda one: one.arrived_ms)
        self.rings_left_out = sum(len(one.rings) for one in told.contacts) - sum(
            len(one.rings) for one in self.contacts
        )
        self.target_ms = target_ms
        self.country = country
        busy = by_agent(_held(self.contacts))
        said = by_agent(one for one in told.signed_in if one.to_ms - one.from_ms <= LONGEST_SHIFT_MS)
        self.endless = sum(1 for one in told.signed_in if one.to_ms - one.from_ms > LONGEST_SHIFT_MS)
        self.present = {name: present(busy.get(name, []), said.get(name, []), gap_ms) for name in {*busy, *said}}
        self.guessed = sum(1 for name in busy if name not in said)
        self.overlaps = _overlaps(self.contacts)
        self.paused = {name: joined(times, 0) for name, times in by_agent(told.paused).items()}
        self.capacities = {name: most_at_once(busy.get(name, [])) for name in self.present}
        self.skills = _skills(self.contacts, told.skills)
        self.queues = {name: id for id, name in enumerate(sorted(_queues(self.contacts, told.skills)), 1)}
        first_seen = sorted(self.present, key=lambda name: (self.present[name][0], name))
        self.agents = {name: id for id, name in enumerate(first_seen, 1)}
        self._manual = {one.queue for one in self.contacts if one.rings or 0 < one.rang_ms < one.answered_ms}
        self._wrapped = {one.queue for one in self.contacts if one.wrapped_ms > one.ended_ms}
        self._interaction = self._reservation = 0
        self._customers: dict[str, int] = {}
        self._in_hand = dict.fromkeys(self.agents, 0)
        self._activity = dict.fromkeys(self.agents, AVAILABLE)
        self._next_activity: dict[str, str] = {}
        self._out: list[Record] = []

    def header(self, zone: str, source: str, gap_s: int, names: Mapping[str, str]) -> Header:
        """The first line of the file. names: of agents, as they may be told; a number where there is none."""
        return Header(
            zone,
            source,
            {id: name for name, id in self.queues.items()},
            {id: names.get(name, f"agent {id}") for name, id in self.agents.items()},
            gap_s if self.guessed else None,
        )

    # -- in order of time -----------------------------------------------------------------------------------------------
    def records(self) -> Iterator[Record]:
        """Every record, in order."""
        stories = heapq.merge(
            *[sorted(group, key=lambda one: one[0]) for group in (self._presences(), self._pauses())],
            (((one.arrived_ms, ARRIVES), self._contact(one)) for one in self.contacts),
            key=lambda one: one[0],
        )
        waiting: list[tuple[Moment, int, Story]] = []
        for serial, (begins, story) in enumerate(stories):
            if serial == 0:
                yield from self._configuration(begins[0])
            while waiting and waiting[0][0] < begins:
                yield from self._go_on(waiting)
            heapq.heappush(waiting, (begins, serial, story))
        while waiting:
            yield from self._go_on(waiting)

    def _go_on(self, waiting: list[tuple[Moment, int, Story]]) -> list[Record]:
        """Let the story whose moment has come write its records."""
        _, serial, story = waiting[0]
        self._out = []
        wants = next(story, None)
        if wants is None:
            heapq.heappop(waiting)
        else:
            heapq.heapreplace(waiting, (wants, serial, story))
        return self._out

    def _write(self, at_ms: int, event: str, args: dict[str, Any], effects: list[Encoded]) -> None:
        self._out.append(Record(at_ms, event, args, effects))

    # -- what the centre is -----------------------------------------------------------------------------------------------
    def _configuration(self, at_ms: int) -> Iterator[Record]:
        """One site, one programme; a queue wants the skill of its own number, an agent has those of his queues."""
        yield Record(at_ms, VERSIONS, current(), [])
        yield Record(at_ms, "set_site", {"site": 1, "country": self.country}, [])
        yield Record(at_ms, "set_programme", {"programme": 1, "client": 1, "countries": []}, [])
        channels = {one.queue: one.channel for one in self.contacts}
        for name, id in self.queues.items():
            queue = {
                "queue": id,
                "programme": 1,
                "channel": channels.get(name, "voice"),
                "skills": {str(id): 1},
                "target_ms": self.target_ms,
                "accept": "manual" if name in self._manual else "automatic",
                "not_again_ms": 0,
                "wrap_up": "mandatory" if name in self._wrapped else "optional",
            }
            yield Record(at_ms, "set_queue", queue, [])
        for name, id in self.agents.items():
            capacity = {"units": self.capacities[name], "weights": dict.fromkeys(sorted({*channels.values()}), 1)}
            skills = {str(number): LEVEL for number in sorted(self.queues[q] for q in self.skills.get(name, ()))}
            yield Record(at_ms, "set_agent", {"agent": id, "site": 1, "skills": skills, "capacity": capacity}, [])

    # -- who is there -----------------------------------------------------------------------------------------------------
    def _presences(self) -> Iterator[tuple[Moment, Story]]:
        for name, times in self.present.items():
            for begin_ms, end_ms in times:
                yield (begin_ms, SIGNS_IN), self._presence(name, begin_ms, end_ms)

    def _presence(self, name: str, begin_ms: int, end_ms: int) -> Story:
        id = self.agents[name]
        self._activity[name] = AVAILABLE
        args = {"agent": id, "desk": id, "activity": AVAILABLE, "routable": True}
        self._write(begin_ms, "sign_in", args, [["agent", id], ["agent", id]])
        yield end_ms, SIGNS_OUT
        self._next_activity.pop(name, None)
        self._write(end_ms, "sign_out", {"agent": id}, [["agent", id]])

    def _pauses(self) -> Iterator[tuple[Moment, Story]]:
        for name, times in self.paused.items():
            for begin_ms, end_ms in within(times, self.present.get(name, [])):
                yield (begin_ms, PAUSES), self._pause(name, begin_ms, end_ms)

    def _pause(self, name: str, begin_ms: int, end_ms: int) -> Story:
        self._turn(name, BREAK, begin_ms)
        yield end_ms, PAUSES
        self._turn(name, AVAILABLE, end_ms)

    def _turn(self, name: str, activity: str, at_ms: int) -> None:
        """Begin an activity, or wait until nothing is in hand: who asks for a pause while he talks gets it afterwards."""
        if self._in_hand[name]:
            self._next_activity[name] = activity
        elif self._activity[name] != activity:
            self._now(name, activity, at_ms, [])

    def _now(self, name: str, activity: str, at_ms: int, effects: list[Encoded]) -> None:
        id = self.agents[name]
        self._activity[name] = activity
        args = {"agent": id, "activity": activity, "routable": activity == AVAILABLE}
        self._write(at_ms, "activity", args, [["agent", id], *effects])

    # -- a contact --------------------------------------------------------------------------------------------------------
    def _contact(self, one: Contact) -> Story:
        self._interaction += 1
        id, queue = self._interaction, self.queues[one.queue]
        args = {"interaction": id, "queue": queue}
        if one.credit_ms:
            args["credit_ms"] = one.credit_ms
        if one.customer:  # who comes again, not who he is
            args["customer"] = self._customers.setdefault(one.customer, len(self._customers) + 1)
        at_once = one.answered_ms == one.arrived_ms and one.queue not in self._manual and self._takes_work(one.agent)
        taken = self._taken(one, id) if at_once else []
        self._write(one.arrived_ms, "arrive", args, [["queued", id, queue], *taken])
        for ring in one.rings:
            yield ring.from_ms, RINGS
            number = self._ring(ring.agent, id, queue, ring.from_ms)
            yield ring.to_ms, LETS_GO
            self._write(ring.to_ms, "rescind", {"reservation": number}, [["rescinded", number], ["queued", id, queue]])
            self._let_go(ring.agent, ring.to_ms)
        if not one.agent:
            yield one.ended_ms, LEAVES
            self._write(one.ended_ms, one.ending, {"interaction": id}, [["ended", id, OUTCOMES[one.ending]]])
            return
        yield from self._conversation(one, id, at_once)

    def _takes_work(self, name: str) -> bool:
        """Not in a pause: the contact he takes all the same ends it, and that is told first."""
        return bool(name) and self._activity[name] == AVAILABLE

    def _conversation(self, one: Contact, id: int, at_once: bool) -> Story:
        number = self._reservation
        if one.queue in self._manual:
            rang_ms = one.rang_ms or one.answered_ms
            yield rang_ms, RINGS
            number = self._ring(one.agent, id, self.queues[one.queue], rang_ms)
            yield one.answered_ms, TAKES
            self._write(one.answered_ms, "accept", {"reservation": number}, _accepted(one, id, number))
        elif not at_once:
            yield one.answered_ms, TAKES
            effects = self._taken(one, id)
            number = self._reservation
            self._now(one.agent, AVAILABLE, one.answered_ms, effects)
        if one.channel in WRITTEN_CHANNELS:
            self._write(one.answered_ms, "answer", {"interaction": id}, [["answered", id]])
        yield one.ended_ms, LETS_GO
        wraps = one.queue in self._wrapped
        last: Encoded = ["wrapping" if wraps else "completed", number]
        event = END if one.ending == END else HANG_UP
        self._write(one.ended_ms, event, {"interaction": id}, [["ended", id, "completed"], last])
        if wraps:
            yield max(one.wrapped_ms, one.ended_ms), LETS_GO
            self._write(max(one.wrapped_ms, one.ended_ms), "complete", {"reservation": number}, [["completed", number]])
        self._let_go(one.agent, max(one.wrapped_ms, one.ended_ms))

    def _taken(self, one: Contact, id: int) -> list[Encoded]:
        """Reserved and taken in the same moment."""
        self._reservation += 1
        self._in_hand[one.agent] += 1
        reserved: Encoded = ["reserved", self._reservation, id, self.agents[one.agent], self.queues[one.queue]]
        return [reserved, *_accepted(one, id, self._reservation)]

    def _ring(self, name: str, id: int, queue: int, at_ms: int) -> int:
        """An agent is called; returns the reservation."""
        self._reservation += 1
        self._in_hand[name] += 1
        self._now(name, AVAILABLE, at_ms, [["reserved", self._reservation, id, self.agents[name], queue]])
        return self._reservation

    def _let_go(self, name: str, at_ms: int) -> None:
        self._in_hand[name] -= 1
        if not self._in_hand[name] and name in self._next_activity:
            self._turn(name, self._next_activity.pop(name), at_ms)


def _accepted(one: Contact, id: int, reservation: int) -> list[Encoded]:
    accepted: list[Encoded] = [["accepted", reservation]]
    if one.channel in TEXT_CHANNELS and one.channel not in WRITTEN_CHANNELS:
        accepted.append(["answered", id])
    return accepted


def _heard(one: Contact) -> Contact:
    """Without calls that nobody heard, or that overlap another one of the same contact: it rings at one desk at a time."""
    if not one.rings:
        return one
    kept: list[Ring] = []
    last_ms = (one.rang_ms or one.answered_ms) if one.agent else one.ended_ms
    for ring in sorted(one.rings, key=lambda ring: ring.to_ms):
        begins_ms = kept[-1].to_ms if kept else one.arrived_ms
        if begins_ms <= ring.from_ms < ring.to_ms <= last_ms:
            kept.append(ring)
    return one._replace(rings=tuple(kept))


def _held(contacts: Iterable[Contact]) -> Iterator[tuple[str, int, int]]:
    for one in contacts:
        yield from one.rings
        if one.agent:
            yield one.agent, one.rang_ms or one.answered_ms, max(one.wrapped_ms, one.ended_ms)


def _overlaps(contacts: Iterable[Contact]) -> int:
    """Where people write, an agent may well have several in hand; these are not counted."""
    until_ms: dict[str, int] = {}
    found = 0
    for one in sorted((one for one in contacts if one.agent and one.channel not in TEXT_CHANNELS), key=_answered_ms):
        found += one.answered_ms < until_ms.get(one.agent, 0)
        until_ms[one.agent] = max(one.ended_ms, until_ms.get(one.agent, 0))
    return found


def _answered_ms(one: Contact) -> int:
    return one.answered_ms


def _skills(contacts: Iterable[Contact], said: Mapping[str, set[str]]) -> dict[str, set[str]]:
    found = {name: set(queues) for name, queues in said.items()}
    for one in contacts:
        if one.agent:
            found.setdefault(one.agent, set()).add(one.queue)
        for ring in one.rings:
            found.setdefault(ring.agent, set()).add(one.queue)
    return found


def _queues(contacts: Iterable[Contact], said: Mapping[str, set[str]]) -> set[str]:
    return {one.queue for one in contacts}.union(*said.values())
