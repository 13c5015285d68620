"""From many events that fail to few that fail alike, within a bounded number of tries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
MAX_EVENTS = 3000
MAX_REPLAYED = 60_000
"""Events in all that may be replayed: a failure is to be read within a minute or two."""


def shrink(events: list[T], kind: Callable[[list[T]], str]) -> list[T]:
    """Leave out blocks, large ones first, as long as the failure stays of its kind. Long lists stay as they are."""
    wanted = kind(events) if len(events) <= MAX_EVENTS else ""
    if not wanted:
        return events[-20:]
    replayed, size = 0, len(events) // 2
    while size and replayed < MAX_REPLAYED:
        start = 0
        while start < len(events) and replayed < MAX_REPLAYED:
            fewer = events[:start] + events[start + size :]
            replayed += len(fewer)
            if kind(fewer) == wanted:
                events = fewer
            else:
                start += size
        size //= 2
    return events
