"""Commands that can never be carried out: found, given up, and nothing else with them.

A commit holds many commands. If it fails for a reason that lies in one of them, trying again would fail for ever. So
they come once more one by one, without the timers beside them, and one that fails alone is given up, provided that the
journal takes a record at all: what a full disk or a lost database does is blamed on nobody.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from django.db import DatabaseError, InterfaceError, InternalError, OperationalError, transaction

from woezo.journal.marks import BROKEN
from woezo.trail.models import JournalRecord

log = logging.getLogger("woezo.operations")

PASSING: Final = (OperationalError, InterfaceError, InternalError, OSError, MemoryError)
"""Failures of the machine or the database, whatever the commands are."""


class Work(NamedTuple):
    """One event to carry out, and the command that asked for it; negative: it waits in memory (operations.asking)."""

    event: str
    args: dict[str, Any]
    command: int | None = None


class Suspects:
    """What is known of failures. commands: those of the commit that failed; given_up: the one that will be refused."""

    def __init__(self) -> None:
        self.given_up: int | None = None
        self.commands: set[int] = set()

    def among(self, asked: Sequence[Work]) -> list[Work]:
        """Which of the commands were in a commit that failed, so that each must come alone."""
        return [one for one in asked if one.command in self.commands]

    def failed(self, error: BaseException, work: Sequence[Work]) -> None:
        """A commit of these commands failed."""
        if not work or not isinstance(error, Exception) or isinstance(error, PASSING):
            return
        if not self.among(work):
            self.commands = {one.command for one in work if one.command is not None}
        elif _journal_takes_records():
            self.given_up = work[0].command
            log.error("command %s cannot be carried out; it will be refused", self.given_up)


def _journal_takes_records() -> bool:
    """Try one, and take it back."""
    try:
        with transaction.atomic():
            JournalRecord.objects.create(seq=0, at_ms=0, event=BROKEN, body={})
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return True
