"""A second process for what takes long to read, so that the floor does not wait: it plays a piece of the journal again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Final, TypeVar

from woezo.accounts.problems import Problem
from woezo.operations.second import NoAnswer, SecondProcess, serve

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
        self._places = threading.BoundedSemaphore(PLACES)
        self._second = SecondProcess(__name__)
        self.stop = self._second.stop

    def __call__(self, function: Callable[..., T], *args: Any) -> T:
        if not self._places.acquire(blocking=False):
            raise Problem("unavailable")
        try:
            ok, value = self._second.ask((function, args), PATIENCE_S)
        except NoAnswer:
            raise Problem("unavailable") from None
        finally:
            self._places.release()
        if not ok:
            raise value
        return value  # type: ignore[no-any-return]


def work(pipe: Connection) -> None:
    """The life of the second process: settings and database are those of the environment that it inherits."""
    import django

    django.setup()
    from django.db import close_old_connections

    def answer(question: tuple[Callable[..., Any], tuple[Any, ...]]) -> Any:
        close_old_connections()
        function, args = question
        return function(*args)

    serve(pipe, answer)
