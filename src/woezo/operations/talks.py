"""Reads of what agents have in hand: reservations, conversations, messages, for screens that show many at once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django.db import connection
from django.db.models import Prefetch, prefetch_related_objects

from woezo.interactions.models import Interaction, Message, Reservation
from woezo.operations.lines import text_of
from woezo.trail.prepared import Prepared, PreparedMany

IN_HAND = ("pending", "accepted", "wrapping")
MESSAGES_SHOWN = 200
HISTORY_SHOWN = 6
AGENTS_WITH: Final = (
    "SELECT r.agent_id FROM interactions_reservation r JOIN interactions_interaction i ON i.id = r.interaction_id "
    "WHERE i.conversation_id IN ({0}) AND r.state IN ('pending', 'accepted', 'wrapping') "
    "UNION SELECT agent_id FROM interactions_interaction "
    "WHERE conversation_id IN ({0}) AND state = 'parked' AND agent_id IS NOT NULL"
)


_IN_HAND: Final = PreparedMany(
    lambda agents: (
        Reservation.objects.filter(agent_id__in=agents, state__in=IN_HAND)
        .select_related("interaction__conversation__customer")
        .order_by("id")
    )
)
_PARKED: Final = PreparedMany(
    lambda agents: Interaction.objects.filter(agent_id__in=agents, state="parked").select_related(
        "conversation__customer"
    )
)
_OF_CONVERSATIONS: Final = PreparedMany(lambda ids: Interaction.objects.filter(conversation_id__in=ids))
_MESSAGES: Final = PreparedMany(lambda ids: Message.objects.filter(conversation_id__in=ids).order_by("id"))
_EARLIER: Final = Prepared(
    lambda customer, programme, before_ms, present: (
        Interaction.objects.filter(
            conversation__customer_id=customer, conversation__programme_id=programme, arrived_at_ms__lt=before_ms
        )
        .exclude(pk=present)
        .order_by("-arrived_at_ms")[:HISTORY_SHOWN]
    ),
    *(10**9 + number for number in range(4)),
)


def reservations_in_hand(agents: Collection[int]) -> list[Reservation]:
    """Reservations of these agents that are not over, with interaction, conversation and customer."""
    return _IN_HAND.rows(agents)


def parked_with(agents: Collection[int]) -> list[Interaction]:
    """Parked interactions that will come back to these agents, with conversation, customer and reservations."""
    found = _PARKED.rows(agents)
    if found:
        done = Reservation.objects.filter(state="completed").order_by("id")
        prefetch_related_objects(found, Prefetch("reservations", done))
    return found


def messages_of(conversations: Collection[int], reader: str) -> dict[int, list[Message]]:
    """The latest messages of each conversation that this side (customer or agent) may read, oldest first."""
    found: dict[int, list[Message]] = {id: [] for id in conversations}
    for message in _MESSAGES.rows(conversations):
        if reader == "agent" or not message.internal:
            found[message.conversation_id].append(message)
    return {id: messages[-MESSAGES_SHOWN:] for id, messages in found.items()}


def message_state(message: Message, name: str, language: str, reader: str) -> dict[str, Any]:
    """A message as a side (customer or agent) gets it, in its language, with the client_id of its own messages only."""
    return {
        "id": message.pk,
        "author": message.author,
        "name": name,
        "text": text_of(message, language),
        "at_ms": message.at_ms,
        "client_id": str(message.client_id) if message.author == reader else None,
        "internal": message.internal or None,
    }


def earlier_contacts(interaction: Interaction) -> list[Interaction]:
    """What the same customer asked of the same programme before, newest first."""
    conversation = interaction.conversation
    before_ms = interaction.arrived_at_ms or 0
    return _EARLIER.rows(conversation.customer_id, conversation.programme_id, before_ms, interaction.pk)


def current_interactions(conversations: Collection[int]) -> dict[int, Interaction]:
    """The latest interaction of each conversation; none of one whose first has never arrived.

    One just begun has not arrived yet.
    """
    found: dict[int, list[Interaction]] = {}
    for row in _OF_CONVERSATIONS.rows(conversations):
        found.setdefault(row.conversation_id, []).append(row)
    return {id: max(rows, key=_lateness) for id, rows in found.items()}


def _lateness(row: Interaction) -> tuple[bool, int, bool, int]:
    return row.state == "created", row.arrived_at_ms or 0, row.state != "ended", abs(row.pk)


def not_over(conversation: int) -> list[int]:
    """The interactions of a conversation that have not ended."""
    rows = Interaction.objects.filter(conversation_id=conversation).exclude(state="ended")
    return list(rows.order_by("id").values_list("pk", flat=True))


def agents_with(conversations: Collection[int]) -> set[int]:
    """The agents in whose hands these conversations are, or to whom they will come back."""
    with connection.cursor() as cursor:
        cursor.execute(AGENTS_WITH.format(", ".join(["%s"] * len(conversations))), [*conversations, *conversations])
        return {agent for (agent,) in cursor.fetchall()}
