"""Who waits for what the dispatcher makes of a command: API threads, for a moment."""

from __future__ import annotations

import threading
from typing import NamedTuple


class Done(NamedTuple):
    """What became of a command: the journal record that carried it out, or the reason of the refusal."""

    seq: int
    refusal: str


class Waiters:
    """One event per command that somebody waits for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[int, list[tuple[threading.Event, list[Done]]]] = {}

    def expect(self, command: int) -> tuple[threading.Event, list[Done]]:
        """Announce an interest; the event is set once the list holds the answer."""
        ticket: tuple[threading.Event, list[Done]] = (threading.Event(), [])
        with self._lock:
            self._waiting.setdefault(command, []).append(ticket)
        return ticket

    def forget(self, command: int, ticket: tuple[threading.Event, list[Done]]) -> None:
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
