"""The outbox as channels use it: what is not sent yet, and that it was."""

from __future__ import annotations

from typing import Final

from django.db import connection

from woezo.trail.models import OutboxEntry
from woezo.trail.prepared import Prepared

BATCH: Final = 200
SENT: Final = "UPDATE trail_outboxentry SET sent_at = CURRENT_TIMESTAMP WHERE id = %s"
_UNSENT: Final = Prepared(
    lambda topic: OutboxEntry.objects.filter(topic=topic, sent_at__isnull=True).order_by("id")[:BATCH], "a topic"
)


def unsent(topic: str) -> list[OutboxEntry]:
    """The oldest entries of a topic that nobody has sent."""
    return _UNSENT.rows(topic)


def mark_sent(entries: list[OutboxEntry]) -> None:
    """In the transaction of what sending did, where it only writes rows; else after it."""
    with connection.cursor() as cursor:
        cursor.executemany(SENT, [(entry.pk,) for entry in entries])
