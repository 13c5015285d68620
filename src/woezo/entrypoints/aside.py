"""A second process for what takes long to read, so that the floor does not wait: it plays a piece of the journal again.

It starts when it is first needed, does one thing after the other, and ends with this process, however that ends: its
end of the pipe is closed then.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Final, TypeVar

from woezo.accounts.problems import Problem

PATIENCE_S: Final = 20.0
"""Longer than the start of the process and the longest stretch between two snapshots take together."""

PLACES: Final = 3
"""So many may ask at once, each in a thread that serves pages: the others are needed for the floor."""

T = TypeVar("T")


class Aside:
    """Call it with a function of a module and its arguments.

    Raises what the function raises, and Problem unavailable if it hangs or too many ask.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(PLACES)
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def __call__(self, function: Callable[..., T], *args: Any) -> T:
        if not self._places.acquire(blocking=False):
            raise Problem("unavailable")
        try:
            with self._lock:
                ok, value = self._ask(function, args)
        finally:
            self._places.release()
        if not ok:
            raise value
        return value  # type: ignore[no-any-return]

    def stop(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _ask(self, function: Callable[..., Any], args: tuple[Any, ...]) -> tuple[bool, Any]:
        pipe = self._pipe or self._begin()
        try:
            pipe.send((function, args))
            if pipe.poll(PATIENCE_S):
                return pipe.recv()  # type: ignore[no-any-return]
        except (EOFError, OSError):  # it was killed; the next question starts another one
            pass
        self._end()
        return False, Problem("unavailable")

    def _begin(self) -> Connection:
        context = multiprocessing.get_context("spawn")  # a fork would take our threads' locks along
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), name="woezo aside", daemon=True)
        self._process.start()
        theirs.close()
        return self._pipe

    def _end(self) -> None:
        if self._process is not None and self._pipe is not None:
            self._pipe.close()
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None


def _work(pipe: Connection) -> None:
    """The life of the second process: settings and database are those of the environment that it inherits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl C is meant for the server, which ends us
    import django

    django.setup()
    from django.db import close_old_connections

    while True:
        try:
            function, args = pipe.recv()
        except EOFError:
            return
        close_old_connections()
        try:
            pipe.send((True, function(*args)))
        except Exception as error:
            pipe.send((False, error))
