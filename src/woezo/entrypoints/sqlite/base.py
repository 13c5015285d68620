"""Django's SQLite backend; a transaction waits for its turn before it asks the database for the write lock."""

from __future__ import annotations

import threading
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from woezo.entrypoints.sqlite.turns import Turns

TIMEOUT_S = 20.0
_turns: dict[str, Turns] = {}
_making = threading.Lock()


def turns_of(database: str) -> Turns:
    """The turns of a database file; beside it a file of its own, for SQLite locks bytes of the other."""
    with _making:
        if database not in _turns:
            _turns[database] = Turns(f"{database}-turns")
        return _turns[database]


class DatabaseWrapper(base.DatabaseWrapper):
    """Holds its turn from BEGIN to COMMIT, ROLLBACK or the end of the connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: Turns | None = None

    def _start_transaction_under_autocommit(self) -> None:
        if self._turn is None:
            turns = turns_of(str(self.settings_dict["NAME"]))
            try:
                mine = turns.acquire(TIMEOUT_S)
            except OSError as error:
                raise OperationalError(f"{turns.path}: {error.strerror}") from error
            if not mine:
                raise OperationalError("database is locked: no turn to write came in time")
            self._turn = turns
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_turn_back()
            raise

    def _give_turn_back(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.release()

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._give_turn_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give_turn_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._give_turn_back()
