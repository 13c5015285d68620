"""Once an hour: what is kept for a time only, goes. In small pieces with pauses between them, so that nobody waits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from woezo.accounts.sessions import forget_expired
from woezo.interactions.erasing import erase_expired
from woezo.trail.pruning import prune

log = logging.getLogger("woezo.operations")

EVERY_S: Final = 3600.0
PAUSE_S: Final = 0.1
JUMP_MS: Final = 60 * 60_000


class Upkeep:
    """The work of a Worker. wall_ms: the machine's clock; monotonic_ms: one that nobody can set."""

    def __init__(self, wall_ms: Callable[[], int], monotonic_ms: Callable[[], int]) -> None:
        self._wall_ms = wall_ms
        self._monotonic_ms = monotonic_ms
        self._offset_ms = wall_ms() - monotonic_ms()
        self._after = 0
        self._more = False

    def work(self) -> bool:
        """One piece. False: the next one comes after a pause."""
        now_ms = self._wall_ms()
        if self._jumped(now_ms):
            self._more = False
            return False
        self._after = erase_expired(now_ms, self._after)
        more = [prune(now_ms), forget_expired(now_ms)]
        self._more = any(more) or self._after > 0
        return False

    def sleep_s(self) -> float:
        """How long until the next piece."""
        return PAUSE_S if self._more else EVERY_S

    def _jumped(self, now_ms: int) -> bool:
        """What is erased is gone: a clock that was set far ahead gets an hour to be put right before it is believed."""
        offset_ms = now_ms - self._monotonic_ms()
        ahead_ms, self._offset_ms = offset_ms - self._offset_ms, offset_ms
        if ahead_ms > JUMP_MS:
            log.warning("upkeep: the machine's clock jumped %d s ahead; nothing is erased this hour", ahead_ms // 1000)
        return ahead_ms > JUMP_MS
