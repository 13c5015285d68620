"""What sees every effect of a run, and counts it by the same fold as the live floor; and the time of the people.

Counts are kept per queue and slot: a slot is a quarter of an hour of the run, or of the day or week where a run is long, so
that memory does not grow with it. The time of agents is added up per group and slot: how many there are, times how long.
"""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from woezo.measures.fold import INTERVAL_MS, Fold
from woezo.measures.tally import Rules, Tally
from woezo.routing.codes import (
    B_DESK_LOST,
    B_NOT_RESPONDING,
    B_SITE_DOWN,
    E_ACCEPTED,
    E_AGENT,
    E_ANSWERED,
    E_CANCELED,
    E_CHILD,
    E_COMPLETED,
    E_ENDED,
    E_REJECTED,
    E_RESCINDED,
    E_RESERVED,
    E_TIMED_OUT,
    E_WRAPPING,
    FOREVER,
)
from woezo.routing.model import Agent
from woezo.routing.router import Effect, Router

AWAY: Final = B_DESK_LOST | B_SITE_DOWN | B_NOT_RESPONDING
E_BEGUN: Final = -1
"""In the log of a watch: a contact came from outside."""
GROUP_FIELDS: Final = (
    "signed_in_ms",
    "available_ms",  # at the desk, and routable or with work in hand
    "busy_ms",  # with work in hand
    "ringing_ms",  # by contact, as the two below: who holds three chats counts three times
    "talking_ms",
    "wrapping_ms",
    "accepted",
    "missed",  # proposals that came to nothing
    "handled",
)


class GroupTime:
    """The people of one group: how many there are now of each kind, and their time and work since the slot began."""

    __slots__ = (
        "accepted", "available", "available_ms", "busy", "busy_ms", "handled", "missed", "ringing", "ringing_ms",
        "signed_in", "signed_in_ms", "since_ms", "talking", "talking_ms", "wrapping", "wrapping_ms",
    )  # fmt: skip

    def __init__(self) -> None:
        self.since_ms: i64 = 0
        self.signed_in: i64 = 0
        self.available: i64 = 0
        self.busy: i64 = 0
        self.ringing: i64 = 0
        self.talking: i64 = 0
        self.wrapping: i64 = 0
        self.signed_in_ms: i64 = 0
        self.available_ms: i64 = 0
        self.busy_ms: i64 = 0
        self.ringing_ms: i64 = 0
        self.talking_ms: i64 = 0
        self.wrapping_ms: i64 = 0
        self.accepted: i64 = 0
        self.missed: i64 = 0
        self.handled: i64 = 0

    def until(self, now_ms: i64) -> None:
        """Add up to now; before any of the numbers changes."""
        passed = now_ms - self.since_ms
        if passed == 0:
            return
        self.since_ms = now_ms
        self.signed_in_ms = self.signed_in_ms + self.signed_in * passed
        self.available_ms = self.available_ms + self.available * passed
        self.busy_ms = self.busy_ms + self.busy * passed
        self.ringing_ms = self.ringing_ms + self.ringing * passed
        self.talking_ms = self.talking_ms + self.talking * passed
        self.wrapping_ms = self.wrapping_ms + self.wrapping * passed

    def take(self) -> list[int]:
        """The sums in the order of GROUP_FIELDS; they begin again from nothing."""
        found: list[int] = [
            self.signed_in_ms, self.available_ms, self.busy_ms, self.ringing_ms, self.talking_ms, self.wrapping_ms,
            self.accepted, self.missed, self.handled,
        ]  # fmt: skip
        self.signed_in_ms = 0
        self.available_ms = 0
        self.busy_ms = 0
        self.ringing_ms = 0
        self.talking_ms = 0
        self.wrapping_ms = 0
        self.accepted = 0
        self.missed = 0
        self.handled = 0
        return found


class Person:
    """An agent as the time of his group sees him."""

    __slots__ = ("available", "group", "held", "routable", "signed_in")

    def __init__(self, group: GroupTime) -> None:
        self.group = group
        self.held: i64 = 0
        self.routable: i64 = 0
        self.signed_in: i64 = 0
        self.available: i64 = 0

    def hold(self, more: i64) -> None:
        """One contact more or less in hand."""
        before: i64 = 1 if self.held > 0 else 0
        self.held = self.held + more
        after: i64 = 1 if self.held > 0 else 0
        if before != after:
            self.group.busy = self.group.busy + after - before
            self._count_available()

    def become(self, agent: Agent) -> None:
        """His activity or his desk has changed."""
        signed_in: i64 = 1 if agent.desk != 0 else 0
        self.group.signed_in = self.group.signed_in + signed_in - self.signed_in
        self.signed_in = signed_in
        self.routable = 1 if agent.desk != 0 and agent.routable and agent.blocked & AWAY == 0 else 0
        self._count_available()

    def _count_available(self) -> None:
        available: i64 = 1 if self.routable == 1 or (self.held > 0 and self.signed_in == 1) else 0
        self.group.available = self.group.available + available - self.available
        self.available = available


class Watch(Fold):
    """Counts of one replication.

    tallies: by queue id, one a slot; group_rows: by group, one row of GROUP_FIELDS a slot. What arrives before warm_up_ms is
    counted apart and forgotten; people's time is counted from then to until_ms. log: where it is a list, every effect is added
    to it, as (time, code, and its first three numbers).
    """

    __slots__ = (
        "boundary_ms", "group_rows", "groups", "log", "people", "slot", "slots", "spare", "tallies", "until_ms", "warm_up_ms",
    )  # fmt: skip

    def __init__(
        self, rules: dict[int, Rules], groups: i64, members: list[int], slots: i64, warm_up_ms: i64, until_ms: i64
    ) -> None:
        """members: the group of each agent by his id, from 0; ids begin at 1, so its first entry is nobody's."""
        super().__init__()
        self.rules = rules
        self.slots = slots
        self.warm_up_ms = warm_up_ms
        self.until_ms = until_ms
        self.log: list[tuple[int, int, int, int, int]] | None = None
        self.spare = Tally(0, 0)
        self.tallies: dict[int, list[Tally]] = {
            queue: [Tally(queue, warm_up_ms + slot * INTERVAL_MS) for slot in range(slots)] for queue in rules
        }
        self.groups = [GroupTime() for _ in range(groups)]
        self.people = [Person(self.groups[group]) for group in members]
        self.group_rows: list[list[list[int]]] = [
            [[0] * len(GROUP_FIELDS) for _ in range(slots)] for _ in range(groups)
        ]
        self.slot: i64 = -1  # that of the people's time; -1 before and after it is counted
        self.boundary_ms: i64 = warm_up_ms

    def tally_of(self, queue: int, at_ms: i64) -> Tally:
        """That of the slot. Slots begin with what is counted; what begins after the end belongs to the last of them."""
        since_ms = at_ms - self.warm_up_ms
        if since_ms < 0:
            return self.spare
        if at_ms >= self.until_ms:
            since_ms = self.until_ms - self.warm_up_ms - 1
        return self.tallies[queue][since_ms // INTERVAL_MS % self.slots]

    def come(self, interaction: int, queue: int, at_ms: i64, customer: i64) -> None:
        """A contact from outside. customer: the same whenever he comes again."""
        self.begun(interaction, queue, at_ms)
        log = self.log
        if log is not None:
            log.append((at_ms, E_BEGUN, interaction, queue, customer))

    def blocked(self, queue: int, at_ms: i64) -> None:
        """Somebody found no line free."""
        tally = self.tally_of(queue, at_ms)
        tally.blocked = tally.blocked + 1

    def see(self, router: Router, hung_up: bool) -> None:
        """Everything that an event has done."""
        now_ms = router.now_ms
        while now_ms >= self.boundary_ms:
            self._cross()
        effects = router.effects
        log = self.log
        if log is not None:
            for effect in effects:
                log.append((now_ms, effect.code, effect.a, effect.b, effect.c))
        for effect in effects:
            self._count(router, effect, hung_up, now_ms)
        effects.clear()

    def close(self) -> None:
        """The run is over, be it before its end."""
        while self.boundary_ms <= self.until_ms:
            self._cross()

    def _cross(self) -> None:
        """A slot of the people's time ends at the boundary, and the next one begins."""
        at_ms = self.boundary_ms
        for index, group in enumerate(self.groups):
            group.until(at_ms)
            values = group.take()
            if self.slot >= 0:
                row = self.group_rows[index][self.slot]
                for column, value in enumerate(values):
                    row[column] += value
        if at_ms >= self.until_ms:
            self.slot = -1
            self.boundary_ms = FOREVER
        else:
            self.slot = (self.slot + 1) % self.slots
            self.boundary_ms = min(at_ms + INTERVAL_MS, self.until_ms)

    def _count(self, router: Router, effect: Effect, hung_up: bool, now_ms: i64) -> None:
        code = effect.code
        if code == E_RESERVED:
            self.reserved(effect.a, effect.b, effect.c, now_ms)
            person = self.people[effect.c]
            person.group.until(now_ms)
            person.group.ringing = person.group.ringing + 1
            person.hold(1)
        elif code == E_ACCEPTED:
            self.accepted(effect.a, now_ms)
            group = self.people[self.attempts[effect.a].agent].group
            group.until(now_ms)
            group.ringing = group.ringing - 1
            group.talking = group.talking + 1
            group.accepted = group.accepted + 1
        elif code == E_ENDED:
            self.ended(effect.a, effect.b, hung_up, now_ms)
        elif code == E_WRAPPING:
            self.wrapping(effect.a, now_ms)
            group = self.people[self.attempts[effect.a].agent].group
            group.until(now_ms)
            group.talking = group.talking - 1
            group.wrapping = group.wrapping + 1
        elif code == E_COMPLETED:
            self._leave(effect.a, now_ms, True)
            self.completed(effect.a, now_ms)
        elif code in (E_REJECTED, E_TIMED_OUT, E_RESCINDED, E_CANCELED):
            self._leave(effect.a, now_ms, False)
            self.given_up(effect.a, now_ms)
        elif code == E_AGENT:
            person = self.people[effect.a]
            person.group.until(now_ms)
            person.become(router.agents[effect.a])
        elif code == E_CHILD:
            self.begun(effect.a, effect.c, now_ms)
        elif code == E_ANSWERED:
            self.answered(effect.a, now_ms)

    def _leave(self, reservation: int, now_ms: i64, done: bool) -> None:
        """A reservation is over: it rang, was talked in, or was being wrapped up until now."""
        attempt = self.attempts[reservation]
        person = self.people[attempt.agent]
        group = person.group
        group.until(now_ms)
        if done:
            group.handled = group.handled + 1
        elif attempt.accepted_ms == 0:
            group.missed = group.missed + 1
        if attempt.wrapping_ms:
            group.wrapping = group.wrapping - 1
        elif attempt.accepted_ms:
            group.talking = group.talking - 1
        else:
            group.ringing = group.ringing - 1
        person.hold(-1)
