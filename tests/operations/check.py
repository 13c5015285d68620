"""Run in a process of its own on a data directory: is everything that was acknowledged there, once, and consistent?

Reads {"conversations", "messages", "acts"} as JSON from stdin, prints {"faults", "cores"}: what is wrong, and which
versions of the core wrote the journal, one after the other.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from itertools import pairwise
from typing import Any

import django


def main() -> None:
    """Print what was found."""
    django.setup()
    acked: dict[str, Any] = json.load(sys.stdin)
    faults = [*_rows(acked), *_acts(acked), *_reservations(), *_journal()]
    print(json.dumps({"faults": faults, "cores": _cores()}))


def _cores() -> list[int]:
    from woezo.trail.models import JournalRecord

    marks = JournalRecord.objects.filter(event="versions").order_by("seq")
    return [mark.body["a"]["core"] for mark in marks]


def _rows(acked: dict[str, Any]) -> list[str]:
    """Conversations and messages that a client was told are kept."""
    from woezo.interactions.models import Conversation, Message

    conversations = {str(id) for id in Conversation.objects.values_list("public_id", flat=True)}
    messages = Counter(str(id) for id in Message.objects.values_list("client_id", flat=True))
    lost = [f"conversation {id} is lost" for id in acked["conversations"] if id not in conversations]
    lost += [f"message {id} is there {messages[id]} times" for id in acked["messages"] if messages[id] != 1]
    return lost


def _acts(acked: dict[str, Any]) -> list[str]:
    """Acts of agents that were answered with a record of the journal."""
    from woezo.trail.models import Command, JournalRecord

    faults = []
    for key, kind, seq in acked["acts"]:
        command = Command.objects.filter(key=key).first()
        record = JournalRecord.objects.filter(seq=seq).first()
        if command is None or command.done_seq != seq or record is None or record.event != kind:
            faults.append(f"{kind} {key} was acknowledged as {seq}")
        elif record.body["c"] != command.pk:
            faults.append(f"record {seq} is not that of command {command.pk}")
    if Command.objects.filter(done_seq__isnull=True).exists():
        faults.append("commands are left open")
    return faults


def _reservations() -> list[str]:
    """At no time did two agents have one contact, or one agent more than he can hold."""
    from woezo.interactions.models import Reservation

    faults = []
    spans: dict[int, list[tuple[int, float, int]]] = {}
    for row in Reservation.objects.order_by("made_ms", "id"):
        end_ms = float("inf") if row.ended_ms is None else float(row.ended_ms)
        spans.setdefault(row.interaction_id, []).append((row.made_ms, end_ms, row.pk))
    for interaction, found in spans.items():
        for (_, end_ms, first), (start_ms, _, second) in pairwise(found):
            if start_ms < end_ms:
                faults.append(f"interaction {interaction} was in reservations {first} and {second} at once")
    return faults


def _journal() -> list[str]:
    """No number is missing, a fresh router of the same core decides the same, and the rows say what the router says."""
    from woezo.journal import digest
    from woezo.operations.recovery import check_projection, recover
    from woezo.operations.replay import journal_records, replay
    from woezo.trail.models import JournalRecord, Snapshot

    seqs = list(JournalRecord.objects.order_by("seq").values_list("seq", flat=True))
    faults = [] if seqs == list(range(1, len(seqs) + 1)) else ["the journal has gaps"]
    outcome = replay(journal_records())
    if outcome.difference is not None and outcome.promised:
        faults.append(f"the replay differs: {outcome.difference}")
    found = recover()
    Snapshot.objects.all().delete()
    if digest(found.router) != digest(recover().router):
        faults.append("snapshot and journal give other routers")
    wrong = check_projection(found.router)
    if wrong:
        faults.append(f"{wrong} rows differ from the router")
    return faults


if __name__ == "__main__":
    main()
