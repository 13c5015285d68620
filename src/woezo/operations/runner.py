"""The dispatcher's thread in a live process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from woezo.operations.dispatcher import Dispatcher
from woezo.operations.steady import SteadyClock
from woezo.operations.worker import Worker
from woezo.trail.actions import on_command

LONGEST_SLEEP_S = 1.0  # commands of another process, `woezo` on the command line, are seen this late at worst


class Lock(Protocol):
    """What keeps a second dispatcher away: lock.CentreLock."""

    @property
    def held(self) -> bool: ...

    def take(self) -> None: ...

    def confirm(self) -> None: ...

    def give_back(self) -> None: ...


class Runner:
    """Steps when a command was committed or a timer is due."""

    def __init__(self, dispatcher: Dispatcher, clock: SteadyClock, lock: Lock) -> None:
        self.dispatcher = dispatcher
        self.clock = clock
        self.lock = lock
        dispatcher.guard = lock.confirm
        self.worker = Worker("dispatcher", self.step, self._sleep_s)
        self.worker.begin = self.begin
        self.worker.end = self._end
        self._forget: Callable[[], None] | None = None

    def start(self) -> None:
        """Return once the floor is recovered and works. Raises what keeps it from it."""
        self._forget = on_command(self.worker.wake)
        self.dispatcher.asks.wake = self.worker.wake
        self.worker.start()

    def stop(self) -> None:
        """End cleanly, with a snapshot."""
        self.worker.stop()
        if self._forget is not None:
            self._forget()

    def begin(self) -> None:
        """Recover. The clock learns what the journal has seen, which may lie after what the machine says."""
        self.lock.take()
        self.dispatcher.start(self.clock())
        with self.dispatcher.reading() as router:
            self.clock.not_before(int(router.now_ms))

    def step(self) -> bool:
        """What there is to do now."""
        if not self.lock.held:
            self.dispatcher.forget()  # another process may have written since
            self.lock.take()
        return self.dispatcher.step(self.clock()) or not self.lock.held

    def _end(self) -> None:
        self.dispatcher.snapshot()
        self.lock.give_back()

    def _sleep_s(self) -> float:
        due_ms = self.dispatcher.next_due_ms()
        if due_ms is None:
            return LONGEST_SLEEP_S
        return min(LONGEST_SLEEP_S, max(0.0, (due_ms - self.clock()) / 1000))
