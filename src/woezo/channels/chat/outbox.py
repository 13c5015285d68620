"""What the floor did, told to the customer as lines of the thread. Sent twice, a line stands there once."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from woezo.interactions.models import Interaction, Message, Reservation
from woezo.operations import live
from woezo.operations.directory import Directory
from woezo.operations.outbox import TOPIC
from woezo.operations.talks import agents_with
from woezo.trail.outbox import mark_sent, unsent

NAMESPACE = UUID("8f6a2a55-54a7-4c0e-9d3c-0f6f5f2f6f10")
CHANNELS = ("chat", "messaging")


@transaction.atomic
def send() -> bool:
    """Write the lines of what is not sent yet. True if there may be more."""
    entries = unsent(TOPIC)
    directory = live.directory()
    conversations = set()
    for entry in entries:
        interaction = _interaction(entry.body["effect"])
        if interaction is None or interaction.channel not in CHANNELS:
            continue
        code, name = _line(directory, entry.body["effect"])
        _write(interaction, code, name, entry.body["at_ms"], uuid5(NAMESPACE, str(entry.pk)))
        conversations.add(interaction.conversation_id)
    mark_sent(entries)
    transaction.on_commit(lambda: _announce(conversations))
    return bool(entries)


def _announce(conversations: set[int]) -> None:
    agents = {agent for conversation in conversations for agent in agents_with(conversation)}
    if conversations:
        live.announce(agents, conversations)


def _interaction(effect: list[Any]) -> Interaction | None:
    """The interaction that an effect is about."""
    rows = Interaction.objects.select_related("conversation__customer")
    if effect[0] != "accepted":
        return rows.filter(pk=effect[1]).first()
    reservation = Reservation.objects.filter(pk=effect[1]).first()
    return None if reservation is None else rows.filter(pk=reservation.interaction_id).first()


def _line(directory: Directory, effect: list[Any]) -> tuple[str, str]:
    """A code of operations.lines and the name in it."""
    if effect[0] == "accepted":
        agent = directory.agents.get(Reservation.objects.get(pk=effect[1]).agent_id)
        return "joined", agent.alias if agent else ""
    if effect[0] == "child":
        return "goes_on", directory.queues[effect[3]].name
    return "nobody", ""


def _write(interaction: Interaction, code: str, name: str, at_ms: int, client_id: UUID) -> None:
    defaults = {"interaction": interaction, "author": "system", "code": code, "text": name, "at_ms": at_ms}
    conversation = interaction.conversation_id
    Message.objects.get_or_create(conversation_id=conversation, client_id=client_id, defaults=defaults)
