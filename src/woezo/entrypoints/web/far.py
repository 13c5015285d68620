"""The floor, reached from the pages process: what is asked of it goes over the frames, what comes back wakes who asked."""

from __future__ import annotations

import itertools
import secrets
import threading
from collections.abc import Callable
from typing import Any, Final

from woezo.accounts.problems import Problem
from woezo.entrypoints.aside import Aside
from woezo.operations.asking import Ask
from woezo.operations.directory import DirectoryCache
from woezo.operations.floor import GIVEN_UP_S
from woezo.operations.projection import Batch
from woezo.operations.waiting import Done

LOOK_S: Final = 10.0
"""A look takes milliseconds, but for the time in which the floor waits for its database."""


class FarFloor:
    """live.Floor in the pages process. say: sends a frame."""

    def __init__(self, clock: Callable[[], int], say: Callable[..., None]) -> None:
        self.clock = clock
        self.directory = DirectoryCache(clock)
        self.aside = Aside()
        self._say = say
        self._numbers = itertools.count(secrets.randbits(60))  # an answer meant for a process before us finds nobody
        self._asked: dict[int, tuple[threading.Event, list[Any]]] = {}

    def ask(self, ask: Ask) -> Done | None:
        done: Done | None = self._ask("ask", ask, timeout_s=GIVEN_UP_S)
        return done

    def wait(self, command: int, timeout_s: float) -> Done | None:
        done: Done | None = self._ask("wait", command, timeout_s=timeout_s)
        return done

    def look(self, function: Callable[..., Any], *args: Any) -> Any:
        found = self._ask("look", function, args, timeout_s=LOOK_S)
        if found is None:
            raise Problem("unavailable")
        ok, value = found
        if not ok:
            raise value
        return value

    def tell(self, batch: Batch) -> None:
        self._say("tell", batch)

    def forget_names(self) -> None:
        self.directory.forget()
        self._say("names")

    def _ask(self, word: str, *values: Any, timeout_s: float) -> Any:
        """What comes back for a question, None if nothing does in time."""
        number = next(self._numbers)
        event, answers = self._asked[number] = (threading.Event(), [])
        try:
            self._say(word, number, *values)
            event.wait(timeout_s)
        finally:
            del self._asked[number]
        return answers[0] if answers else None

    def told(self, number: int, answer: Any) -> None:
        """From the thread that reads the frames. Who asked may have given up."""
        waiting = self._asked.get(number)
        if waiting is not None:
            event, answers = waiting
            answers.append(answer)
            event.set()
