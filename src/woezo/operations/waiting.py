"""Who waits for what the dispatcher makes of a command: threads of this process, for a moment, and those of others."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final, NamedTuple

KEPT: Final = 10_000
"""Answers that are kept for who asks a moment late: far more than a floor gives in the time that anybody waits."""


class Done(NamedTuple):
    """What became of a command: the journal record that carried it out, or the reason of the refusal."""

    seq: int
    refusal: str


Told = Callable[[Done], None]


class Waiters:
    """Whom to tell, by command, and the latest answers."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[int, list[Told]] = {}
        self._answers: dict[int, Done] = {}

    def when_done(self, command: int, told: Told) -> None:
        """Call `told` once, in whatever thread the answer is known; at once if it is."""
        with self._lock:
            done = self._answers.get(command)
            if done is None:
                self._waiting.setdefault(command, []).append(told)
        if done is not None:
            told(done)

    def wait(self, command: int, timeout_s: float) -> Done | None:
        """The answer; None if it does not come in time."""
        answers: list[Done] = []
        event = threading.Event()

        def told(done: Done) -> None:
            answers.append(done)
            event.set()

        self.when_done(command, told)
        if not event.wait(timeout_s):
            self._forget(command, told)
        return answers[0] if answers else None

    def _forget(self, command: int, told: Told) -> None:
        with self._lock:
            waiting = self._waiting.get(command, [])
            if told in waiting:
                waiting.remove(told)
            if not waiting:
                self._waiting.pop(command, None)

    def tell(self, results: dict[int, Done]) -> None:
        """After a commit: wake those who wait for these commands."""
        with self._lock:
            self._answers.update(results)
            while len(self._answers) > KEPT:
                del self._answers[next(iter(self._answers))]
            woken = [(told, done) for id, done in results.items() for told in self._waiting.pop(id, ())]
        for told, done in woken:
            told(done)
