"""The floor in virtual time on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.operations.centre import Centre, Clock, make_centre
from woezo.interactions.models import Reservation
from woezo.operations import live
from woezo.operations.directory import DirectoryCache
from woezo.operations.dispatcher import Dispatcher
from woezo.operations.floor import Floor as LiveFloor


@dataclass
class Floor:
    """A centre, its dispatcher and its clock."""

    centre: Centre
    dispatcher: Dispatcher
    clock: Clock

    def run(self) -> None:
        """Everything that is due now."""
        while self.dispatcher.step(self.clock()):
            pass

    def after(self, wait_ms: int) -> None:
        """Let time pass, then do what is due."""
        self.clock.advance(wait_ms)
        self.run()

    def do(self, kind: str, **args: object) -> str:
        """One act, done now; the reason if it is refused."""
        command = self.centre.ask(kind, **args)
        self.run()
        done = self.dispatcher.waiters.wait(command.pk, 0)
        assert done is not None
        return done.refusal

    def newest(self) -> Reservation:
        """The reservation made last."""
        return Reservation.objects.order_by("-id")[0]


@pytest.fixture
def floor(transactional_db: None) -> Iterator[Floor]:
    """A started floor with two agents."""
    clock = Clock()
    floor = Floor(make_centre(), Dispatcher(), clock)
    live.attach(LiveFloor(floor.dispatcher, clock, DirectoryCache(clock)))
    floor.run()
    yield floor
    live.detach()
