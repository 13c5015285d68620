"""What is worked out of plans, asked of a process of its own: it begins with the first plan that somebody opens.

Answers are kept for a while, so that who looks twice, or turns a page, waits once.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import OrderedDict
from contextlib import suppress
from typing import Any, Final

from woezo.accounts.problems import Problem
from woezo.operations.second import NoAnswer, SecondProcess

log = logging.getLogger(__name__)
WORKER: Final = "woezo.planning.worker"
PATIENCE_S: Final = 20.0
"""About twice what the largest plan that is worked out takes (docs/reference/speed.md), with the start of the process."""
PLACES: Final = 3
"""So many may ask at once, each in a thread that serves pages: the others are needed for the floor."""
KEPT: Final = 32


class Computing:
    """Call it with the name of a function of the worker's table and its arguments: texts, numbers, and what repr tells apart.

    Raises Problem: plan_busy, plan_slow, plan_lost, and internal for a fault of ours.
    """

    def __init__(self, worker: str = WORKER, patience_s: float = PATIENCE_S) -> None:
        self.patience_s = patience_s
        self.second = SecondProcess(worker)
        self._places = threading.BoundedSemaphore(PLACES)
        self._asking = threading.Lock()
        self._keeping = threading.Lock()
        self._kept: OrderedDict[str, Any] = OrderedDict()
        self._wanted: tuple[str, tuple[Any, ...]] | None = None
        self._ahead: threading.Thread | None = None

    def __call__(self, name: str, *arguments: Any) -> Any:
        found = self._remembered(_digest(name, arguments))
        if found:
            return found[0]
        if not self._places.acquire(blocking=False):
            raise Problem("plan_busy")
        try:
            return self._once(name, arguments)
        finally:
            self._places.release()

    def ahead(self, name: str, *arguments: Any) -> None:
        """Let it be worked out for who will ask in a moment: nobody waits for it. Of several only the last is sure to be.

        It takes no place, for it holds no thread that serves pages.
        """
        with self._keeping:
            self._wanted = name, arguments
            if self._ahead is None:
                self._ahead = threading.Thread(target=self._work_ahead, name="plans ahead", daemon=True)
                self._ahead.start()

    def stop(self) -> None:
        """End the process, if there is one, and forget what it said."""
        self.second.stop()
        self._kept.clear()

    def _work_ahead(self) -> None:
        while True:
            with self._keeping:
                wanted, self._wanted = self._wanted, None
                if wanted is None:
                    self._ahead = None
                    return
            with suppress(Problem):  # who asks next is told
                self._once(*wanted)

    def _once(self, name: str, arguments: tuple[Any, ...]) -> Any:
        digest = _digest(name, arguments)
        with self._asking:
            found = self._remembered(digest)  # who was before us may have asked for the same
            return found[0] if found else self._ask(digest, name, arguments)

    def _ask(self, digest: str, name: str, arguments: tuple[Any, ...]) -> Any:
        try:
            ok, value = self.second.ask((name, arguments), self.patience_s)
        except NoAnswer as error:
            log.warning("%s of a plan has no answer: the worker was %s", name, error)
            raise Problem(f"plan_{error}", seconds=round(self.patience_s)) from None
        if isinstance(value, MemoryError):
            raise Problem("plan_lost")
        if not ok:
            log.error("%s of a plan failed: %s", name, type(value).__name__, exc_info=value)
            raise Problem("internal")
        with self._keeping:
            self._kept[digest] = value
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return value

    def _remembered(self, digest: str) -> tuple[Any] | None:
        with self._keeping:
            if digest not in self._kept:
                return None
            self._kept.move_to_end(digest)
            return (self._kept[digest],)


def _digest(name: str, arguments: tuple[Any, ...]) -> str:
    return hashlib.sha256(repr((name, arguments)).encode("utf-8", "surrogatepass")).hexdigest()


_computing: list[Computing] = []


def attach(computing: Computing) -> None:
    """This process shows plans."""
    _computing[:] = [computing]


def detach() -> None:
    """It does so no longer."""
    _computing.clear()


def compute(name: str, *arguments: Any) -> Any:
    """What Computing says. Raises what it raises, and unavailable where nobody has attached one."""
    if not _computing:
        raise Problem("unavailable")
    return _computing[0](name, *arguments)


def ahead(name: str, *arguments: Any) -> None:
    """What Computing.ahead says; nothing where nobody has attached one."""
    if _computing:
        _computing[0].ahead(name, *arguments)
