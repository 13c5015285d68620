"""A second process of this program for what takes long: it answers one question after the other, and ends with us.

It starts when it is first needed. However we end, our end of the pipe is closed then, and it ends too, also in the middle of
an answer. No Django here: what is asked may have no use for it.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any


class NoAnswer(Exception):
    """The process had to be ended, or has ended: "slow" or "lost". The next question begins another one."""


class SecondProcess:
    """module: its `work(pipe)` is the life of the process, which calls `serve`."""

    def __init__(self, module: str) -> None:
        self.module = module
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def ask(self, question: Any, patience_s: float) -> tuple[bool, Any]:
        """Whether the process could answer, and the value or the error. From any thread; one at a time. Raises NoAnswer."""
        with self._lock:
            pipe = self._running()
            try:
                pipe.send(question)
                if pipe.poll(patience_s):
                    return pipe.recv()  # type: ignore[no-any-return]
                why = "slow"
            except (EOFError, OSError):
                why = "lost"
            self._end()
        raise NoAnswer(why)

    def stop(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _running(self) -> Connection:
        """Our end of the pipe to a process that lives."""
        if self._process is not None and connection.wait([self._process.sentinel], 0):
            self._end()
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")  # a fork would take our threads' locks along
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_live, args=(theirs, self.module), name=self.module, daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def _end(self) -> None:
        if self._process is not None and self._pipe is not None:
            self._pipe.close()
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None


def _live(pipe: Connection, module: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl C is meant for the server, which ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    importlib.import_module(module).work(pipe)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # nobody waits for what is being worked out


def serve(pipe: Connection, answer: Callable[[Any], Any]) -> None:
    """Answer questions until nobody can ask any more. An error is an answer too."""
    with suppress(EOFError, OSError):
        while True:
            question = pipe.recv()
            try:
                said = True, answer(question)
            except Exception as error:
                said = False, error
            try:
                pipe.send(said)
            except (AttributeError, TypeError, ValueError) as error:  # it cannot be packed
                pipe.send((False, TypeError(str(error))))
