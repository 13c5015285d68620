"""What of an event must reach somebody outside: rows written in its commit, sent at least once afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from woezo.trail.models import JournalRecord, OutboxEntry

TOPIC: Final = "contact"
TOLD: Final = ("accepted", "rescinded")
COMPANY: Final = {"conference": "interaction", "leave": "reservation"}
"""Events of several agents in one contact, which have no effect of their own, and the argument that says where."""


def outbox_entries(record: JournalRecord) -> Iterator[OutboxEntry]:
    """The entries of one record: who joined or left, where the conversation goes on, that the customer was sent away."""
    effects = record.body["e"]
    if record.event in COMPANY and effects[0][0] != "refused":
        yield _entry(record, [record.event, record.body["a"][COMPANY[record.event]]])
    for effect in effects:
        word = effect[0]
        if word in TOLD or (word == "child" and effect[4] == "transfer") or effect[2:] == ["deflected"]:
            yield _entry(record, effect)


def _entry(record: JournalRecord, effect: list[Any]) -> OutboxEntry:
    return OutboxEntry(seq=record.seq, topic=TOPIC, body={"effect": effect, "at_ms": record.at_ms})
