"""Play contacts of the past through the live dispatcher in virtual time, as tasks, with the agents who were there.

Only what the customers and the agents did is given: when they came, how long a service took, when an agent was at work,
when a caller gave up. Who gets whom and when is the router's affair, so the wait is what comes of it.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from django.db import transaction

from woezo.interactions.models import Interaction
from woezo.operations.dispatcher import Dispatcher
from woezo.operations.projection import Batch
from woezo.trail.actions import submit

SIGN_IN, ARRIVE, LEAVE, END, SIGN_OUT = range(5)
"""In this order within a millisecond: who comes to work can take who arrives."""
DESK: Final = 1


class Contact(NamedTuple):
    """A contact of the past. patience_ms: when the caller gave up, -1 if he was served and so never showed it."""

    interaction: int
    queue: int
    arrival_ms: int
    service_ms: int
    patience_ms: int
    credit_ms: int


class Shift(NamedTuple):
    """An agent at work."""

    agent: int
    start_ms: int
    end_ms: int


class Playback:
    """One run. `play` yields the share done, so that whoever waits can be told."""

    def __init__(self, dispatcher: Dispatcher, contacts: Sequence[Contact], shifts: Sequence[Shift]) -> None:
        self.dispatcher = dispatcher
        self.contacts = {contact.interaction: contact for contact in contacts}
        self._calendar: list[tuple[int, int, int]] = []
        for contact in contacts:
            self._at(contact.arrival_ms, ARRIVE, contact.interaction)
            if contact.patience_ms >= 0:
                self._at(contact.arrival_ms + contact.patience_ms, LEAVE, contact.interaction)
        for shift in shifts:
            self._at(shift.start_ms, SIGN_IN, shift.agent)
            self._at(shift.end_ms, SIGN_OUT, shift.agent)
        self._done: set[int] = set()
        self._served: set[int] = set()

    def _at(self, at_ms: int, kind: int, id: int) -> None:
        heapq.heappush(self._calendar, (at_ms, kind, id))

    def play(self) -> Iterator[float]:
        """Run to the end."""
        listener: Callable[[Batch], None] = self._listen
        self.dispatcher.listeners.append(listener)
        total = len(self._calendar) + len(self.contacts)
        played = 0
        try:
            while self._calendar:
                now_ms = self._calendar[0][0]
                due_ms = self.dispatcher.next_due_ms()
                if due_ms is not None and due_ms < now_ms:
                    self.dispatcher.step(due_ms)
                    continue
                with transaction.atomic():
                    while self._calendar and self._calendar[0][0] == now_ms:
                        _, kind, id = heapq.heappop(self._calendar)
                        self._submit(kind, id)
                        played += 1
                self.dispatcher.step(now_ms)
                yield min(1.0, played / total)
        finally:
            self.dispatcher.listeners.remove(listener)

    def _listen(self, batch: Batch) -> None:
        """Note who is over, and when who was given to an agent will be."""
        with self.dispatcher.reading() as router:
            now_ms = int(router.now_ms)
        for id, change in batch.contacts.items():
            if change.ended_ms is not None:
                self._done.add(id)
            elif change.agent is not None and id not in self._served:
                self._served.add(id)
                self._at(now_ms + self.contacts[id].service_ms, END, id)

    def _submit(self, kind: int, id: int) -> None:
        if kind in (LEAVE, END) and id in self._done:
            return
        submit(*self._command(kind, id))

    def _command(self, kind: int, id: int) -> tuple[str, dict[str, Any]]:
        if kind == ARRIVE:
            contact = self.contacts[id]
            return "arrive", {"interaction": id, "queue": contact.queue, "credit_ms": contact.credit_ms}
        if kind == SIGN_IN:
            return "sign_in", {"agent": id, "desk": DESK, "activity": "available", "routable": True}
        if kind == SIGN_OUT:
            return "sign_out", {"agent": id}
        return ("end" if kind == END else "hang_up"), {"interaction": id}


def waits_ms() -> dict[int, tuple[int | None, int | None]]:
    """By interaction: how long it waited until it was answered, and until it ended."""
    rows = Interaction.objects.values_list("id", "arrived_at_ms", "answered_at_ms", "ended_at_ms")
    return {
        id: (None if answered is None else answered - arrived, None if ended is None else ended - arrived)
        for id, arrived, answered, ended in rows
        if arrived is not None
    }
