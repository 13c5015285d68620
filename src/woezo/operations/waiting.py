"""Who waits for what the dispatcher makes of a command: API threads, for a moment."""

from __future__ import annotations

import threading
from typing import NamedTuple


class Done(NamedTuple):
    """What became of a command: the journal record that carried it out, or the reason of the refusal."""

    seq: int
    refusal: str


Ticket = tuple[threading.Event, list[Done]]
"""Set once the list holds the answer."""


class Waiters:
    """One event per command that somebody waits for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[int, list[Ticket]] = {}

    def expect(self, command: int) -> Ticket:
        """Announce an interest; the event is set once the list holds the answer."""
        ticket: Ticket = (threading.Event(), [])
        with self._lock:
            self._waiting.setdefault(command, []).append(ticket)
        return ticket

    def wait(self, command: int, ticket: Ticket, timeout_s: float) -> Done | None:
        """The answer to a ticket that was taken before the command was committed; None if it does not come in time."""
        event, answers = ticket
        if event.wait(timeout_s):
            return answers[0]
        self.forget(command, ticket)
        return answers[0] if answers else None  # in this very moment

    def forget(self, command: int, ticket: Ticket) -> None:
        """The answer came too late or by another way."""
        with self._lock:
            tickets = self._waiting.get(command, [])
            if ticket in tickets:
                tickets.remove(ticket)
            if not tickets:
                self._waiting.pop(command, None)

    def tell(self, results: dict[int, Done]) -> None:
        """After a commit: wake those who wait for these commands."""
        if not self._waiting:
            return
        with self._lock:
            woken = [(ticket, done) for id, done in results.items() for ticket in self._waiting.pop(id, [])]
        for (event, answers), done in woken:
            answers.append(done)
            event.set()
