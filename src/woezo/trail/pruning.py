"""What the trail need not keep: commands that were carried out and entries that were sent. The journal says what they did."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from woezo.trail.models import Command, OutboxEntry

KEPT_MS: Final = 30 * 86_400_000
"""How long a request may be repeated under its key, and a sent line be looked up."""
PIECE: Final = 500


def prune(now_ms: int) -> bool:
    """Delete a piece of what is old and done. True if there may be more."""
    until = datetime.fromtimestamp(max(0, now_ms - KEPT_MS) / 1000, UTC)
    commands = Command.objects.order_by("pk").values_list("pk", "created_at", "done_seq")[:PIECE]
    done = [pk for pk, created_at, seq in commands if seq is not None and created_at < until]
    entries = OutboxEntry.objects.order_by("pk").values_list("pk", "sent_at")[:PIECE]
    sent = [pk for pk, sent_at in entries if sent_at is not None and sent_at < until]
    if done or sent:
        with transaction.atomic():
            Command.objects.filter(pk__in=done).delete()
            OutboxEntry.objects.filter(pk__in=sent).delete()
    return bool(done or sent)  # even of a piece that was not full: one that stays must not hold up the rest
