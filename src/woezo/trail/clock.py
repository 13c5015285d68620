"""The time of everything that is not the routing core: of a message, a page, an opening. Wiring may set another one."""

from __future__ import annotations

import time
from collections.abc import Callable


def _system_ms() -> int:
    return time.time_ns() // 1_000_000


_clock: list[Callable[[], int]] = [_system_ms]


def set_clock(clock: Callable[[], int] | None) -> None:
    """Take the time from here from now on; None: from the machine."""
    _clock[0] = clock or _system_ms


def now_ms() -> int:
    """Milliseconds since 1970, UTC."""
    return _clock[0]()
