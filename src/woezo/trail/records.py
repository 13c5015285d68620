"""The dispatcher's statements, written out: at a hundred events a second Django's compiler takes longer than the database.

They must change with the models of this app; the tests of the dispatcher run every one of them on both databases.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection

from woezo.trail.models import JournalRecord, OutboxEntry

DUE: Final = "SELECT id, kind, args FROM trail_command WHERE done_seq IS NULL ORDER BY id LIMIT %s"
RECORD: Final = "INSERT INTO trail_journalrecord (seq, at_ms, event, body) VALUES (%s, %s, %s, %s)"
ENTRY: Final = "INSERT INTO trail_outboxentry (seq, topic, body) VALUES (%s, %s, %s)"
DONE: Final = "UPDATE trail_command SET done_seq = %s, refusal = %s WHERE id = %s"


def due_commands(limit: int) -> list[tuple[int, str, Any]]:
    """The oldest commands that are not done: id, kind, arguments."""
    with connection.cursor() as cursor:
        cursor.execute(DUE, [limit])
        return [(id, kind, json.loads(args)) for id, kind, args in cursor.fetchall()]


def write_records(records: Iterable[JournalRecord]) -> None:
    """Append to the journal."""
    _many(RECORD, [(r.seq, r.at_ms, r.event, json.dumps(r.body)) for r in records])


def write_entries(entries: Iterable[OutboxEntry]) -> None:
    """What must reach a channel after this commit."""
    _many(ENTRY, [(e.seq, e.topic, json.dumps(e.body)) for e in entries])


def mark_done(rows: Sequence[tuple[int, str, int]]) -> None:
    """Say of commands which record carried them out, and why not if it did not: seq, refusal, id."""
    _many(DONE, rows)


def _many(statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)
