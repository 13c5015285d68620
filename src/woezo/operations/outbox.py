"""What of an event must reach a channel: rows written in its commit, sent at least once afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from woezo.trail.models import JournalRecord, OutboxEntry

TOLD = ("accepted", "child", "ended", "parked")
"""Effects that somebody outside must learn of: the customer, a telephone, a mailbox."""


def outbox_entries(record: JournalRecord) -> Iterator[OutboxEntry]:
    """The entries of one record."""
    for effect in record.body["e"]:
        if effect[0] in TOLD:
            yield OutboxEntry(seq=record.seq, topic="contact", body={"effect": effect, "at_ms": record.at_ms})
