"""One dispatcher per centre: a lock that the operating system, or the database, gives back when the process dies."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO

from django.db import OperationalError, connection

ADVISORY_KEY = 0x776F657A6F  # "woezo"
TRIES = 50
PAUSE_S = 0.1


class AlreadyRunning(RuntimeError):
    """Another process is the dispatcher of this centre."""


class LockLost(OperationalError):
    """The database session that held the lock is gone, and the lock with it."""


class CentreLock:
    """Held from start to end of a dispatcher. On PostgreSQL it belongs to the session of the thread that took it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "dispatcher.lock"
        self._file: IO[str] | None = None
        self._session: object = None

    @property
    def held(self) -> bool:
        """False once the database session that held it is gone: another process may have taken it since."""
        if connection.vendor == "postgresql":
            return self._session is not None and connection.connection is self._session
        return self._file is not None

    def confirm(self) -> None:
        """Within a transaction, which belongs to one session: raise LockLost unless that one holds the lock.

        Django replaces a dead connection in silence. What is committed in the session that took the lock is safe: as
        long as that one lives, nobody else has it.
        """
        if not self.held:
            raise LockLost("the database session changed; the dispatcher's lock must be taken again")

    def take(self) -> None:
        """Once per session. Take it or raise AlreadyRunning."""
        if connection.vendor == "postgresql":
            self._take_in_database()
            return
        file = self.path.open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise AlreadyRunning(f"{self.path} is held by another process of this centre; stop it first") from None
        self._file = file

    def _take_in_database(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_KEY])
            row = cursor.fetchone()
        if not row or not row[0]:
            raise AlreadyRunning(
                "the database's dispatcher lock is held by another process of this centre; stop it first"
            )
        self._session = connection.connection

    def give_back(self) -> None:
        """The next process may begin."""
        if self._file is not None:
            self._file.close()
            self._file = None
        elif self._session is not None:
            self._session = None
            connection.close()
