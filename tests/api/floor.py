"""A floor that does in the asking thread what another thread does in a served centre: the same dispatcher, stepped."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from woezo.operations import live
from woezo.operations.asking import Ask
from woezo.operations.directory import DirectoryCache
from woezo.operations.dispatcher import Dispatcher
from woezo.operations.floor import Floor
from woezo.operations.waiting import Done

NOW_MS = 1_795_435_200_000  # Monday noon


def clock() -> int:
    """It is always noon."""
    return NOW_MS


class AskedFloor(Dispatcher):
    """Works when somebody waits for a result."""

    def __init__(self, time: Callable[[], int] = clock) -> None:
        super().__init__()
        self.time = time

    def run(self) -> None:
        """Do everything that is asked for."""
        while self.step(self.time()):
            pass


class FarFloor(Floor):
    """Reached as from another process: what is asked and answered must be such that it can be sent."""

    def ask(self, ask: Ask) -> Done | None:
        answers: list[Done | None] = []
        self.dispatcher.asks.add(pickle.loads(pickle.dumps(ask)), self.clock(), answers.append)
        self.run()
        return answers[0] if answers else None

    def wait(self, command: int, timeout_s: float) -> Done | None:
        self.run()
        return super().wait(command, 0)

    def run(self) -> None:
        """The dispatcher's work, done by who waits for it."""
        assert isinstance(self.dispatcher, AskedFloor)
        self.dispatcher.run()

    def look(self, function: Callable[..., Any], *args: Any) -> Any:
        sent, values = pickle.loads(pickle.dumps((function, args)))
        return pickle.loads(pickle.dumps(super().look(sent, *values)))


@contextmanager
def floor(time: Callable[[], int] = clock) -> Iterator[AskedFloor]:
    """The floor of this process, started from the database as it stands."""
    asked = AskedFloor(time)
    live.attach(FarFloor(asked, time, DirectoryCache(time)))
    try:
        asked.run()
        yield asked
    finally:
        live.detach()
