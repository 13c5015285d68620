"""What the journal says of one interaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from woezo.interactions.models import Conversation, Interaction, Message
from woezo.trail.reads import Window, first_seq_at, records_naming

PLACES: Final[dict[str, tuple[int, ...]]] = {
    "queued": (1,),
    "reserved": (2,),
    "answered": (1,),
    "held": (1,),
    "retrieved": (1,),
    "parked": (1,),
    "ended": (1,),
    "child": (1, 2),
}
"""Where an effect names interactions."""

RESERVATION_EFFECTS: Final = frozenset(
    ("accepted", "rejected", "timed_out", "rescinded", "canceled", "wrapping", "completed")
)


@dataclass(frozen=True)
class JournalEvent:
    """A record as far as it concerns one interaction: the event, and its effects upon it."""

    seq: int
    at_ms: int
    event: str
    effects: list[list[Any]]


def programme_has_contacts(programme: int) -> bool:
    """Whether customers have come to a programme: then it belongs to its client for good."""
    return Conversation.objects.filter(programme=programme).exists()


def queue_has_contacts(queue: int) -> bool:
    """Whether customers have come to a queue: then it belongs to its client for good."""
    return Interaction.objects.filter(queue=queue).exists()


def thread_of(interaction: Interaction, notes: bool) -> QuerySet[Message]:
    """What people wrote in the thread of an interaction; notes: also what agents wrote to each other."""
    rows = Message.objects.filter(conversation=interaction.conversation_id).exclude(author="system")
    return (rows if notes else rows.filter(internal=False)).select_related("agent")


def events_of(interaction: Interaction, after_seq: int = 0) -> tuple[list[JournalEvent], int | None]:
    """The records of an interaction after `after_seq`, oldest first, and where to go on if there may be more.

    Its last one is that of its own end, or of the last wrap-up's. What is asked in vain later does not happen to it.
    """
    if interaction.arrived_at_ms is None:
        return [], None
    attempts = interaction.reservations.order_by("pk").values_list("pk", "ended_ms")
    reservations = [id for id, _ in attempts]
    ends = [
        ended_ms for ended_ms in (interaction.ended_at_ms, *(at_ms for _, at_ms in attempts)) if ended_ms is not None
    ]
    is_over = len(ends) == 1 + len(reservations)
    window = Window(max(first_seq_at(interaction.arrived_at_ms), after_seq + 1), max(ends) if is_over else None)
    found: list[JournalEvent] = []
    records, more = records_naming(window, interaction.pk, *reservations)
    for record in records:
        effects = [e for e in record.body["e"] if _concerns(e, interaction.pk, reservations)]
        if effects or _asked_for(record.body["a"], interaction.pk, reservations):
            found.append(JournalEvent(record.seq, record.at_ms, record.event, effects))
    return found, more


def _asked_for(args: dict[str, Any], interaction: int, reservations: Sequence[int]) -> bool:
    named = [args.get(name) for name in ("interaction", "child", "previous")]
    return interaction in named or args.get("reservation") in reservations


def _concerns(effect: list[Any], interaction: int, reservations: Sequence[int]) -> bool:
    if effect[0] in RESERVATION_EFFECTS:
        return effect[1] in reservations
    return any(effect[place] == interaction for place in PLACES.get(effect[0], ()))
