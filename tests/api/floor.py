"""A floor that does in the asking thread what another thread does in a served centre: the same dispatcher, stepped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from woezo.operations import live
from woezo.operations.directory import DirectoryCache
from woezo.operations.dispatcher import Dispatcher
from woezo.operations.waiting import Done, Ticket
from woezo.trail.models import Command

NOW_MS = 1_795_435_200_000  # Monday noon


def clock() -> int:
    """It is always noon."""
    return NOW_MS


class AskedFloor(Dispatcher):
    """Works when somebody waits for a result."""

    def __init__(self, time: Callable[[], int] = clock) -> None:
        super().__init__()
        self.time = time

    def result(self, command: Command, timeout_s: float, ticket: Ticket | None = None) -> Done | None:
        self.run()
        return super().result(command, 0, ticket)

    def run(self) -> None:
        """Do everything that is asked for."""
        while self.step(self.time()):
            pass


@contextmanager
def floor(time: Callable[[], int] = clock) -> Iterator[AskedFloor]:
    """The floor of this process, started from the database as it stands."""
    asked = AskedFloor(time)
    live.attach(live.Floor(asked, time, DirectoryCache(time)))
    try:
        asked.run()
        yield asked
    finally:
        live.detach()
