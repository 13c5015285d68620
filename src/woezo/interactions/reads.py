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
WRAP_UP_ALLOWANCE_MS: Final = 3_600_000


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
    """The records of an interaction after `after_seq`, oldest first, and where to go on if there may be more."""
    if interaction.arrived_at_ms is None:
        return [], None
    reservations = sorted(interaction.reservations.values_list("pk", flat=True))
    first = max(first_seq_at(interaction.arrived_at_ms), after_seq + 1)
    ended = interaction.ended_at_ms
    window = Window(first, None if ended is None else ended + WRAP_UP_ALLOWANCE_MS)
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
