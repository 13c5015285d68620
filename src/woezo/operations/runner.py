"""The thread that lets the dispatcher work in a live process."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import DatabaseError, connection

from woezo.operations.dispatcher import Dispatcher
from woezo.operations.lock import CentreLock
from woezo.trail.actions import on_command

log = logging.getLogger("woezo.operations")

LONGEST_SLEEP_S = 1.0  # commands of another process, `woezo` on the command line, are seen this late at worst
FIRST_PAUSE_S = 0.1
LAST_PAUSE_S = 5.0


class Runner:
    """Steps when a command was committed or a timer is due; after a failure tries again, ever more slowly."""

    def __init__(self, dispatcher: Dispatcher, clock: Callable[[], int], lock: CentreLock) -> None:
        self.dispatcher = dispatcher
        self.clock = clock
        self.lock = lock
        self._wake = threading.Event()
        self._stopping = False
        self._ready = threading.Event()
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="dispatcher", daemon=True)
        self._forget: Callable[[], None] | None = None

    def start(self) -> None:
        """Return once the floor is recovered and works. Raises what keeps it from it."""
        self._forget = on_command(self._wake.set)
        self._thread.start()
        self._ready.wait()
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        """End cleanly, with a snapshot."""
        self._stopping = True
        self._wake.set()
        self._thread.join()
        if self._forget is not None:
            self._forget()

    def _run(self) -> None:
        try:
            self.lock.take()
            self.dispatcher.step(self.clock())
        except Exception as error:
            self._error = error
            self._ready.set()
            connection.close()
            return
        self._ready.set()
        pause_s = FIRST_PAUSE_S
        while not self._stopping:
            self._wake.clear()
            try:
                worked = self.dispatcher.step(self.clock())
            except Exception as error:
                pause_s = self._after_failure(error, pause_s)
                continue
            pause_s = FIRST_PAUSE_S
            if not worked and not self._stopping:
                self._wake.wait(self._sleep_s())
        self.dispatcher.snapshot()
        self.lock.give_back()
        connection.close()

    def _after_failure(self, error: Exception, pause_s: float) -> float:
        expected = isinstance(error, DatabaseError)
        log.error("the floor stands: %s; next try in %.1f s", error, pause_s, exc_info=None if expected else error)
        if connection.vendor == "sqlite":  # elsewhere the connection holds the lock, unless it is dead
            connection.close()
        else:
            connection.close_if_unusable_or_obsolete()
        self._wake.wait(pause_s)
        return min(pause_s * 2, LAST_PAUSE_S)

    def _sleep_s(self) -> float:
        due_ms = self.dispatcher.next_due_ms()
        if due_ms is None:
            return LONGEST_SLEEP_S
        return min(LONGEST_SLEEP_S, max(0.0, (due_ms - self.clock()) / 1000))
