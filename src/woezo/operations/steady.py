"""The floor's time: the machine's clock, except where that one goes back."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final

log = logging.getLogger("woezo.operations")

HELD_MS: Final = 5_000
"""A step back that a time server makes every day. Time stands still for that long at most; nobody needs to know."""


class SteadyClock:
    """Never goes back and never stands still for longer than HELD_MS.

    A clock that jumped forward has left late times in the journal, where they stay. When it is put right, time goes on
    from the latest one at the pace of the monotonic clock, so that timers keep falling due, until the machine's clock
    has caught up.
    """

    def __init__(self, wall_ms: Callable[[], int], monotonic_ms: Callable[[], int]) -> None:
        self._wall_ms = wall_ms
        self._monotonic_ms = monotonic_ms
        self._lock = threading.Lock()
        self._last_ms = 0
        self._base_ms = 0  # the floor's time minus the monotonic clock's, while the machine's clock lies behind
        self._behind = False

    def __call__(self) -> int:
        """Now, in milliseconds since 1970."""
        with self._lock:
            now_ms = self._wall_ms()
            if self._behind or now_ms < self._last_ms - HELD_MS:
                now_ms = self._going_on(now_ms)
            self._last_ms = max(self._last_ms, now_ms)
            return self._last_ms

    def not_before(self, at_ms: int) -> None:
        """This has happened already: a journal that was read says so."""
        with self._lock:
            self._last_ms = max(self._last_ms, at_ms)

    def _going_on(self, wall_ms: int) -> int:
        if not self._behind:
            self._behind = True
            self._base_ms = self._last_ms - self._monotonic_ms()
            log.warning(
                "the machine's clock lies %d s behind the floor's latest event: it jumped; time goes on from that event",
                (self._last_ms - wall_ms) // 1000,
            )
        now_ms = self._base_ms + self._monotonic_ms()
        if wall_ms < max(now_ms, self._last_ms):
            return now_ms
        self._behind = False
        log.warning("the machine's clock has caught up with the floor's time")
        return wall_ms
