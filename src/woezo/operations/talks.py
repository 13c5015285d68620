"""Reads of what agents have in hand: reservations, conversations, messages, for screens that show many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from woezo.interactions.models import Interaction, Message, Reservation
from woezo.operations.lines import text_of

IN_HAND = ("pending", "accepted", "wrapping")
MESSAGES_SHOWN = 200
HISTORY_SHOWN = 6


def reservations_in_hand(agents: Collection[int]) -> QuerySet[Reservation]:
    """Reservations of these agents that are not over, with interaction, conversation and customer."""
    rows = Reservation.objects.filter(agent_id__in=agents, state__in=IN_HAND)
    return rows.select_related("interaction__conversation__customer").order_by("id")


def parked_with(agents: Collection[int]) -> QuerySet[Interaction]:
    """Parked interactions that will come back to these agents."""
    done = Reservation.objects.filter(state="completed").order_by("id")
    rows = Interaction.objects.filter(agent_id__in=agents, state="parked")
    return rows.select_related("conversation__customer").prefetch_related(Prefetch("reservations", queryset=done))


def messages_of(conversations: Collection[int], reader: str) -> dict[int, list[Message]]:
    """The latest messages of each conversation that this side (customer or agent) may read, oldest first."""
    found: dict[int, list[Message]] = {id: [] for id in conversations}
    if not found:
        return found
    rows = Message.objects.filter(conversation_id__in=conversations)
    for message in (rows if reader == "agent" else rows.filter(internal=False)).order_by("id"):
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
    rows = Interaction.objects.filter(
        conversation__customer_id=conversation.customer_id,
        conversation__programme_id=conversation.programme_id,
        arrived_at_ms__lt=interaction.arrived_at_ms or 0,
    )
    return list(rows.exclude(pk=interaction.pk).order_by("-arrived_at_ms")[:HISTORY_SHOWN])


def current_interactions(conversations: Collection[int]) -> dict[int, Interaction]:
    """The latest interaction of each conversation; none of one whose first has never arrived.

    One just begun has not arrived yet.
    """
    found: dict[int, list[Interaction]] = {}
    for row in Interaction.objects.filter(conversation_id__in=conversations):
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
    holding = Reservation.objects.filter(interaction__conversation_id__in=conversations, state__in=IN_HAND)
    parked = Interaction.objects.filter(conversation_id__in=conversations, state="parked", agent_id__isnull=False)
    return {*holding.values_list("agent_id", flat=True), *_known(parked.values_list("agent_id", flat=True))}


def _known(ids: Iterable[int | None]) -> list[int]:
    return [id for id in ids if id is not None]
