"""A machine's clock that jumps: time never goes back, and no timer waits for the length of the jump."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import pytest

from tests.operations.centre import T0_MS
from tests.operations.conftest import Floor
from woezo.operations.dispatcher import Dispatcher
from woezo.operations.runner import Runner
from woezo.operations.steady import HELD_MS, SteadyClock

DAY_MS = 86_400_000


@dataclass
class Machine:
    """The two clocks of a machine; only one of them can be set wrong."""

    true_ms: int = T0_MS
    wrong_ms: int = 0

    def steady(self) -> SteadyClock:
        """A clock on this machine, as a process makes it when it starts."""
        return SteadyClock(lambda: self.true_ms + self.wrong_ms, lambda: self.true_ms - T0_MS + 77)


def test_time_is_the_machines_while_nothing_is_wrong() -> None:
    machine = Machine()
    clock = machine.steady()
    for _ in range(5):
        machine.true_ms += 700
        assert clock() == machine.true_ms
    machine.wrong_ms = DAY_MS
    assert clock() == machine.true_ms + DAY_MS


def test_a_small_step_back_is_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    machine = Machine()
    clock = machine.steady()
    clock()
    machine.wrong_ms = -HELD_MS
    assert clock() == T0_MS
    machine.true_ms += HELD_MS + 40
    assert clock() == T0_MS + 40
    assert not caplog.records


def test_after_a_jump_and_back_time_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    machine = Machine()
    clock = machine.steady()
    machine.wrong_ms = 3 * DAY_MS
    clock()
    machine.wrong_ms = 0
    seen = []
    with caplog.at_level(logging.WARNING):
        for _ in range(4):
            seen.append(clock() - T0_MS - 3 * DAY_MS)
            machine.true_ms += 1_000
    assert seen == [0, 1_000, 2_000, 3_000]
    assert len(caplog.records) == 1
    machine.wrong_ms = 3 * DAY_MS + 500  # set wrong again, beyond where the floor is: the machine's clock leads again
    assert clock() == machine.true_ms + machine.wrong_ms
    machine.true_ms += 10
    assert clock() == machine.true_ms + machine.wrong_ms


class NoLock:
    """A centre that nobody else wants."""

    held = True

    def take(self) -> None:
        """Nothing to take."""

    def confirm(self) -> None:
        """Nobody has it."""

    def give_back(self) -> None:
        """Nothing to give back."""


def test_reservations_time_out_after_a_jump_and_after_a_restart(floor: Floor) -> None:
    machine = Machine(true_ms=floor.clock() + 1_000)
    clock = machine.steady()
    wait_ms = floor.centre.chat.timeout_ms
    first, second = floor.centre.agents
    machine.wrong_ms = 365 * DAY_MS
    floor.centre.sign_in(first)
    floor.dispatcher.step(clock())
    machine.wrong_ms = 0
    floor.centre.arrive()
    floor.dispatcher.step(clock())
    assert floor.newest().state == "pending"
    machine.true_ms += wait_ms
    floor.dispatcher.step(clock())
    assert floor.newest().state == "timed_out"

    floor.centre.sign_in(second, 2)
    floor.dispatcher.step(clock())
    late = floor.newest()
    assert (late.agent_id, late.state) == (second.pk, "pending")
    runner = Runner(Dispatcher(), machine.steady(), NoLock())
    runner.begin()
    runner.step()
    machine.true_ms += floor.centre.chat.grace_ms  # the restart took the desk away, which has its grace to come back
    runner.step()
    late.refresh_from_db()
    assert late.state != "pending"
