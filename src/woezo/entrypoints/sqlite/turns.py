"""Who may write next: one at a time, in order of arrival within a process, the dispatcher before all others; between
processes, in turn.

The dispatcher first, because it commits for everybody at once: what it finishes, many wait for. Between processes two
bytes of a file are locked: the gate, and the lock. Who waits for the lock holds the gate, so that a busy process does
not come twice while another one waits.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections import deque
from typing import Final

FIRST_THREAD: Final = "dispatcher"
GATE, LOCK = 0, 1
FIRST_PAUSE_S: Final = 0.0002
LAST_PAUSE_S: Final = 0.001


class Turns:
    """A lock with an order, between the threads of this process and, through the file, with other processes.

    The system takes the file's locks back when a process ends. They belong to the process, and closing the file in any
    way would give them back: it is opened once.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()
        self._file = -1

    def acquire(self, timeout_s: float) -> bool:
        """Wait for the turn; False if it did not come in time, once in this process and once among processes."""
        if not self._acquire_here(timeout_s):
            return False
        there = False
        try:
            there = self._acquire_there(timeout_s)
        finally:
            if not there:
                self._release_here()
        return there

    def release(self) -> None:
        """The next one's turn."""
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, LOCK)
        self._release_here()

    def _acquire_here(self, timeout_s: float) -> bool:
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

    def _release_here(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False

    def _acquire_there(self, timeout_s: float) -> bool:
        if self._file < 0:
            self._file = _opened(self.path)
        if not self._lock_byte(GATE, timeout_s):
            return False
        try:
            return self._lock_byte(LOCK, timeout_s)
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, GATE)

    def _lock_byte(self, byte: int, timeout_s: float) -> bool:
        """Asked again and again, for the system's own waiting knows no end; mostly the first try succeeds."""
        pause_s, waited_s = FIRST_PAUSE_S, 0.0
        while True:
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
                return True
            except (BlockingIOError, PermissionError):  # POSIX leaves open which of the two
                if waited_s >= timeout_s:
                    return False
            threading.Event().wait(pause_s)
            waited_s += pause_s
            pause_s = min(pause_s * 1.5, LAST_PAUSE_S)


def _opened(path: str) -> int:
    """The file, which belongs to whom the folder belongs: root may be the first who writes beside a service."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if os.geteuid() == 0:
        folder = os.stat(os.path.dirname(path) or ".")
        os.fchown(file, folder.st_uid, folder.st_gid)
    return file
