"""The pages process: Django in a fixed pool of threads, each with a database connection that it keeps."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Final

from woezo.entrypoints.web.frames import Frames, packed

log = logging.getLogger("woezo.web")
THREADS: Final = 8
"""They share one interpreter: at 24 an answer cost half as much again as at 8, for the threads took turns at every query."""
READ: Final = 1 << 18


def serve_pages(end: socket.socket, other: socket.socket | None) -> None:
    """The life of the process. other: the floor's end, where a fork has brought it along: open, it would hide the end
    of the floor from us."""
    for number in (signal.SIGINT, signal.SIGTERM):  # meant for the floor, with which we end
        signal.signal(number, signal.SIG_IGN)
    if other is not None:
        other.close()
    import django

    django.setup()
    from woezo.entrypoints.wiring import pages

    try:
        pages(end).run()
    finally:
        os._exit(0)  # without waiting for threads whose answers nobody can get any more


class Pages:
    """Answers requests and hears what the floor says. answered: what Django says to a request."""

    def __init__(self, end: socket.socket, answered: Callable[[Any], Any]) -> None:
        self.end = end
        self.answered = answered
        self.hears: dict[str, Callable[..., None]] = {"request": self._request}
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="web")
        self._saying = threading.Lock()

    def say(self, *frame: Any) -> None:
        """Send a frame, from any thread."""
        data = packed(*frame)
        with self._saying:
            self.end.sendall(data)

    def run(self) -> None:
        """Until the floor is gone."""
        frames = Frames()
        while data := self._read():
            for word, *values in frames.feed(data):
                self.hears[word](*values)

    def _read(self) -> bytes:
        try:
            return self.end.recv(READ)
        except OSError:
            return b""

    def _request(self, number: int, request: Any) -> None:
        self.threads.submit(self._answer, number, request)

    def _answer(self, number: int, request: Any) -> None:
        try:
            answer = self.answered(request)
        except BaseException:
            log.exception("%s %s has no answer", request.scope["method"], request.scope["path"])
            answer = None
        with suppress(OSError):  # the floor is gone
            self.say("answer", number, answer)
