"""The outbox as channels use it: what is not sent yet, and that it was."""

from __future__ import annotations

from django.db.models.functions import Now

from woezo.trail.models import OutboxEntry

BATCH = 200


def unsent(topic: str) -> list[OutboxEntry]:
    """The oldest entries of a topic that nobody has sent."""
    return list(OutboxEntry.objects.filter(topic=topic, sent_at__isnull=True).order_by("id")[:BATCH])


def mark_sent(entries: list[OutboxEntry]) -> None:
    """In the transaction of what sending did, where it only writes rows; else after it."""
    OutboxEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(sent_at=Now())
