"""A thread that does one kind of work whenever it is woken, and tries again, ever more slowly, when it fails."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import DatabaseError, connection

log = logging.getLogger("woezo.operations")

FIRST_PAUSE_S = 0.1
LAST_PAUSE_S = 5.0


class Worker:
    """work() says whether there may be more to do at once; sleep_s() how long to wait at most if not."""

    def __init__(self, name: str, work: Callable[[], bool], sleep_s: Callable[[], float]) -> None:
        self.name = name
        self.work = work
        self.sleep_s = sleep_s
        self.begin: Callable[[], None] = lambda: None
        self.end: Callable[[], None] = lambda: None
        self._wake = threading.Event()
        self._ready = threading.Event()
        self._stopping = False
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Return once `begin` is done. Raises what it raises."""
        self._thread.start()
        self._ready.wait()
        if self._error is not None:
            raise self._error

    def wake(self) -> None:
        """There may be something to do."""
        self._wake.set()

    def stop(self) -> None:
        """Return once `end` is done."""
        self._stopping = True
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            self.begin()
        except Exception as error:
            self._error = error
        self._ready.set()
        if self._error is None:
            self._loop()
            self.end()
        connection.close()

    def _loop(self) -> None:
        pause_s = FIRST_PAUSE_S
        while not self._stopping:
            self._wake.clear()
            try:
                more = self.work()
            except Exception as error:
                self._report(error, pause_s)
                self._wake.wait(pause_s)
                pause_s = min(pause_s * 2, LAST_PAUSE_S)
                continue
            pause_s = FIRST_PAUSE_S
            if not more and not self._stopping:
                self._wake.wait(self.sleep_s())

    def _report(self, error: Exception, pause_s: float) -> None:
        expected = isinstance(error, DatabaseError)
        log.error("%s stands: %s; next try in %.1f s", self.name, error, pause_s, exc_info=None if expected else error)
        if connection.vendor == "sqlite":  # elsewhere the connection may hold a lock; it is dropped only if dead
            connection.close()
        else:
            connection.close_if_unusable_or_obsolete()
