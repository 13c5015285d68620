"""What other apps may read of the trail: commands by key, records of the journal, the history of an object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Max, Q, TextField
from django.db.models.functions import Cast

from woezo.trail.keys import Key
from woezo.trail.models import AuditEntry, Command, JournalRecord
from woezo.trail.prepared import Prepared

SCANNED_AT_MOST: Final = 50_000
BOUNDS: Final = "SELECT (SELECT MIN(seq) FROM trail_journalrecord), (SELECT MAX(seq) FROM trail_journalrecord)"
"""Each by itself: asked for both at once, SQLite reads the whole table."""
NEXT: Final = "SELECT seq, at_ms FROM trail_journalrecord WHERE seq >= %s ORDER BY seq LIMIT 1"
"""Written out: a bisection asks two dozen times."""


_BY_KEY: Final = Prepared(lambda key: Command.objects.filter(key=key)[:1], UUID(int=1))


def command_of(key: Key) -> Command | None:
    """The command that was asked for under this key."""
    return _BY_KEY.first(key.id)


def first_seq_at(at_ms: int) -> int:
    """The first record at or after an instant. Times grow with seq, so a bisection needs no index on them."""
    with connection.cursor() as cursor:
        cursor.execute(BOUNDS)
        low, high = cursor.fetchone()
        if low is None:
            return 0
        high += 1
        while low < high:
            middle = (low + high) // 2
            cursor.execute(NEXT, [middle])
            found = cursor.fetchone()
            if found is None or found[1] >= at_ms:
                high = middle
            else:
                low = found[0] + 1
    return int(low)


@dataclass(frozen=True)
class Window:
    """A stretch of the journal: from a record on, up to an instant (None: to its end)."""

    first_seq: int
    until_ms: int | None


def records_naming(window: Window, *numbers: int) -> tuple[Iterator[JournalRecord], int | None]:
    """Records of a window in which one of the numbers stands, and where to go on if the window is long.

    The database looks for the digits, which is coarse and quick; what they mean the caller knows.
    """
    end = window.first_seq + SCANNED_AT_MOST
    rows = JournalRecord.objects.filter(seq__gte=window.first_seq, seq__lt=end)
    last = JournalRecord.objects.aggregate(high=Max("seq"))["high"] or 0
    more = end <= last
    if window.until_ms is not None:
        beyond = first_seq_at(window.until_ms + 1)
        rows = rows.filter(seq__lt=beyond)
        more = end < beyond
    names = reduce(or_, (Q(text__contains=str(number)) for number in numbers))
    found = rows.annotate(text=Cast("body", TextField())).filter(names).order_by("seq")
    return found.iterator(), end if more else None


def history_of(object_type: str, object_id: object, limit: int = 20) -> list[AuditEntry]:
    """Who did what to an object, newest first."""
    rows = AuditEntry.objects.filter(object_type=object_type, object_id=str(object_id)).select_related("actor")
    return list(rows.order_by("-pk")[:limit])
