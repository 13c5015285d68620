"""What is asked of the floor and writes nothing beside it: an agent's acts, desks that open and are lost.

It waits in memory and is stored by the commit that carries it out: one commit instead of two, and nobody has been
promised anything before. What waits longer than its asker is dropped, unless a failure is being looked into; with the
process it is gone. Whoever writes rows, or cannot ask again, asks by trail.actions.submit.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Collection
from typing import Any, Final, NamedTuple

from woezo.operations.suspects import Work
from woezo.operations.waiting import Done
from woezo.trail.keys import Key

PATIENCE_MS: Final = 2_000
"""How long an act waits for the floor. Then it is over; the same key later learns whether it was carried out after all."""

REPEATED: Final = Done(-1, "repeated")
"""The key was used before: the table of commands knows for what, and what became of it."""


class Ask(NamedTuple):
    """An event, who asks for it (a user's id), and the key that makes it happen once."""

    kind: str
    args: dict[str, Any]
    actor: int | None = None
    key: Key | None = None


class Waiting(NamedTuple):
    """An ask, when it came, and whom to tell: None where it is over without an answer."""

    ask: Ask
    at_ms: int
    told: Callable[[Done | None], None]


class Asks:
    """What waits, in order, under negative numbers: those of commands in the table are positive."""

    def __init__(self) -> None:
        self.wake: Callable[[], None] = lambda: None
        self._lock = threading.Lock()
        self._numbers = itertools.count(-1, -1)
        self._waiting: dict[int, Waiting] = {}

    def add(self, ask: Ask, now_ms: int, told: Callable[[Done | None], None]) -> None:
        """Call `told` once, from the dispatcher's thread."""
        with self._lock:
            self._waiting[next(self._numbers)] = Waiting(ask, now_ms, told)
        self.wake()

    def ask_of(self, number: int) -> Ask:
        """What waits under a number."""
        return self._waiting[number].ask

    def due(self, now_ms: int, limit: int, suspects: Collection[int]) -> list[Work]:
        """The oldest ones. Those whose askers have given up are dropped, but not while a failure is being looked into."""
        with self._lock:
            late = [
                number
                for number, one in self._waiting.items()
                if now_ms - one.at_ms > PATIENCE_MS and number not in suspects
            ]
            dropped = [self._waiting.pop(number) for number in late]
            found = [
                Work(one.ask.kind, one.ask.args, number)
                for number, one in itertools.islice(self._waiting.items(), limit)
            ]
        for one in dropped:
            one.told(None)
        return found

    def settle(self, results: dict[int, Done]) -> None:
        """After a commit: tell those who asked."""
        if not results:
            return
        with self._lock:
            settled = [(self._waiting.pop(number), done) for number, done in results.items()]
        for one, done in settled:
            one.told(done)
