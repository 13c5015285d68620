"""The floor in the process that has it: what the screens' views, and nobody who answers requests, may hold in hand."""

from __future__ import annotations

import queue
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from woezo.operations import live
from woezo.operations.asking import PATIENCE_MS, Ask
from woezo.operations.directory import DirectoryCache
from woezo.operations.dispatcher import Dispatcher
from woezo.operations.projection import Batch
from woezo.operations.waiting import Done

GIVEN_UP_S: Final = PATIENCE_MS / 1000 + 0.5
"""A little later than the dispatcher, which answers that it is over, unless it stands."""


def here(function: Callable[..., Any], *args: Any) -> Any:
    """Do it in this thread."""
    return function(*args)


@dataclass
class Floor:
    """live.Floor beside the dispatcher."""

    dispatcher: Dispatcher
    clock: Callable[[], int]
    directory: DirectoryCache
    aside: Callable[..., Any] = here

    def ask(self, ask: Ask) -> Done | None:
        answers: queue.SimpleQueue[Done | None] = queue.SimpleQueue()
        self.dispatcher.ask(ask, self.clock(), answers.put)
        try:
            return answers.get(timeout=GIVEN_UP_S)
        except queue.Empty:
            return None

    def wait(self, command: int, timeout_s: float) -> Done | None:
        return self.dispatcher.waiters.wait(command, timeout_s)

    def look(self, function: Callable[..., Any], *args: Any) -> Any:
        return function(self.dispatcher, *args)

    def tell(self, batch: Batch) -> None:
        for listener in self.dispatcher.listeners:
            listener(batch)

    def forget_names(self) -> None:
        self.directory.forget()
        self.tell(Batch(configured=True))


def dispatcher() -> Dispatcher:
    """The dispatcher of this process."""
    floor = live.the_floor()
    if not isinstance(floor, Floor):
        raise TypeError("the dispatcher runs in another process: live.look")
    return floor.dispatcher
