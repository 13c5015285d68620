"""What a database does when it fails at the commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="these faults are made in SQLite's own ways")


@contextmanager
def refusing_journal() -> Iterator[None]:
    """The table of the journal cannot be written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER broken BEFORE INSERT ON trail_journalrecord BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END"
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER broken")


@contextmanager
def full_disk() -> Iterator[None]:
    """The database may not grow by a single page, and what is free in it is used up."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE filler (body BLOB)")
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        for size in (2_000, 10):
            while True:
                try:
                    cursor.execute(f"INSERT INTO filler VALUES (zeroblob({size}))")
                except DatabaseError:
                    break
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
        cursor.execute("DROP TABLE filler")
