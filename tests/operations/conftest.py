"""The floor in virtual time on a real database."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.operations.centre import Centre, Clock, make_centre
from woezo.operations.dispatcher import Dispatcher


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


@pytest.fixture
def floor(transactional_db: None) -> Floor:
    """A started floor with two agents."""
    floor = Floor(make_centre(), Dispatcher(), Clock())
    floor.run()
    return floor
