"""What of an event must reach somebody outside: rows written in its commit, sent at least once afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from woezo.trail.models import JournalRecord, OutboxEntry

TOPIC: Final = "contact"


def outbox_entries(record: JournalRecord) -> Iterator[OutboxEntry]:
    """The entries of one record: an agent joined, the conversation goes on elsewhere, the customer was sent away."""
    for effect in record.body["e"]:
        word = effect[0]
        if word == "accepted" or (word == "child" and effect[4] == "transfer") or effect[2:] == ["deflected"]:
            yield OutboxEntry(seq=record.seq, topic=TOPIC, body={"effect": effect, "at_ms": record.at_ms})
