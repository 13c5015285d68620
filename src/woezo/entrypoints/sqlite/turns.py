"""Who may write next, within one process: one at a time, in order of arrival, the dispatcher before all others.

The dispatcher first, because it commits for everybody at once: what it finishes, many wait for.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import Final

FIRST_THREAD: Final = "dispatcher"


class Turns:
    """A lock with an order."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    def acquire(self, timeout_s: float) -> bool:
        """Wait for the turn; False if it did not come in time."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Event()
            if threading.current_thread().name == FIRST_THREAD:
                self._waiting.appendleft(mine)
            else:
                self._waiting.append(mine)
        if mine.wait(timeout_s):
            return True
        with self._lock:
            if mine.is_set():  # it came in this very moment
                return True
            self._waiting.remove(mine)
            return False

    def release(self) -> None:
        """The next one's turn."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
