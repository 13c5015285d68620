"""A worker whose table holds what no plan asks for: the same life, other functions."""

from __future__ import annotations

import os
import sys
import timeit
from multiprocessing.connection import Connection
from typing import Any

from woezo.planning import worker


def loaded() -> list[str]:
    """The packages of this process."""
    return sorted({name.partition(".")[0] for name in sys.modules})


def forever() -> float:
    """Busy, and says so."""
    return timeit.timeit("pass", "print('ready', flush=True)", number=10**15)


def fail(why: str) -> Any:
    """A fault of ours."""
    raise ZeroDivisionError(why)


def fill() -> int:
    """More memory than there may be."""
    return len(bytearray(worker.LARGEST_BYTES))


counted: list[int] = []


def count(_name: str) -> int:
    """How often it was asked."""
    counted.append(1)
    return len(counted)


FUNCTIONS = {
    **worker.FUNCTIONS,
    "loaded": loaded,
    "pid": os.getpid,
    "nice": lambda: os.nice(0),
    "forever": forever,
    "fail": fail,
    "fill": fill,
    "count": count,
    "exit": lambda: os._exit(3),
    "unsendable": lambda: lambda: None,
}


def work(pipe: Connection) -> None:
    """The worker's, with this table."""
    worker.work(pipe, FUNCTIONS)
