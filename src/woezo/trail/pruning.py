"""What the trail need not keep: commands that were carried out and entries that were sent, for the journal says what they
did; and who did or saw what, once nobody may ask for it any more."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from woezo.trail.models import AuditEntry, Command, OutboxEntry

KEPT_MS: Final = 30 * 86_400_000
"""How long a request may be repeated under its key, and a sent line be looked up."""
AUDIT_KEPT_MS: Final = 3 * 365 * 86_400_000
"""How long it is known who saw and changed what. What a centre says of itself (`founded`) stays."""
PIECE: Final = 500


def prune(now_ms: int) -> bool:
    """Delete a piece of what is old and done. True if there may be more."""
    until = _moment(now_ms - KEPT_MS)
    commands = Command.objects.order_by("pk").values_list("pk", "created_at", "done_seq")[:PIECE]
    done = [pk for pk, created_at, seq in commands if seq is not None and created_at < until]
    entries = OutboxEntry.objects.order_by("pk").values_list("pk", "sent_at")[:PIECE]
    sent = [pk for pk, sent_at in entries if sent_at is not None and sent_at < until]
    known = AuditEntry.objects.exclude(object_type="centre").order_by("pk").values_list("pk", "at")[:PIECE]
    seen = [pk for pk, at in known if at < _moment(now_ms - AUDIT_KEPT_MS)]
    if done or sent or seen:
        with transaction.atomic():
            Command.objects.filter(pk__in=done).delete()
            OutboxEntry.objects.filter(pk__in=sent).delete()
            AuditEntry.objects.filter(pk__in=seen).delete()
    return bool(done or sent or seen)  # even of a piece that was not full: one that stays must not hold up the rest


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(max(0, at_ms) / 1000, UTC)
