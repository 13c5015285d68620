"""What the visitor's chat shows."""

from __future__ import annotations

from typing import Any

from woezo.interactions.models import Conversation, Interaction, Message
from woezo.operations import live
from woezo.operations.directory import Directory, ProgrammeEntry
from woezo.operations.lines import spoken
from woezo.operations.talks import current_interaction, message_state, messages_of
from woezo.routing.codes import QUEUED
from woezo.routing.router import Router

State = dict[str, Any]
SHOWN_STATES = {"held": "connected", "created": "queued", "reserved": "queued"}


def build_chats(names: list[str]) -> dict[str, State]:
    """The states of the topics chat:<conversation>."""
    directory = live.directory()
    ids = [int(name.partition(":")[2]) for name in names]
    conversations = Conversation.objects.select_related("customer").in_bulk(ids)
    messages = messages_of(list(conversations), "customer")
    current = {id: current_interaction(id) for id in conversations}
    with live.dispatcher().reading() as router:
        places = {id: _place(router, interaction) for id, interaction in current.items()}
    states = {}
    for id, conversation in conversations.items():
        interaction = current[id]
        if interaction is not None:
            states[f"chat:{id}"] = _state(directory, conversation, interaction, places[id], messages[id])
    return states


def _place(router: Router, interaction: Interaction | None) -> tuple[int | None, int | None]:
    """Position among those who wait in the queue, and the wait to expect; None where it is not known.

    The position counts who came earlier: priorities may overtake, so it is what a waiting customer can understand.
    """
    live_one = None if interaction is None else router.interactions.get(interaction.pk)
    if live_one is None or live_one.state != QUEUED:
        return None, None
    queue = live_one.queue
    before = sum(
        1
        for other in router.interactions.values()
        if other.queue is queue and other.state == QUEUED and other.credited_ms < live_one.credited_ms
    )
    position = before + 1
    return position, int(queue.head_mean_ms * position) if queue.head_mean_ms > 0 else None


def _state(
    directory: Directory,
    conversation: Conversation,
    interaction: Interaction,
    place: tuple[int | None, int | None],
    messages: list[Message],
) -> State:
    programme = directory.programmes[conversation.programme_id]
    agent = directory.agents.get(interaction.agent_id or 0)
    talking = interaction.state in ("connected", "held", "parked")
    language = spoken(conversation.customer.language, programme.language)
    return {
        "conversation": {
            "id": str(conversation.public_id),
            "state": SHOWN_STATES.get(interaction.state, interaction.state),
            "position": place[0],
            "estimated_wait_ms": place[1],
            "held": interaction.state == "held" or None,
            "agent": {"alias": agent.alias} if agent is not None and talking else None,
            "ended_by": _ended_by(interaction),
            "retention_days": programme.retention_days,
        },
        "brand": brand_of(programme),
        "messages": {
            str(m.pk): message_state(m, _author(directory, conversation, m), language, "customer") for m in messages
        },
    }


def _ended_by(interaction: Interaction) -> str | None:
    """Who left; the interaction's subjects of the journal say it, its outcome is enough here."""
    if interaction.state != "ended":
        return None
    return "customer" if interaction.outcome == "abandoned" else "service"


def _author(directory: Directory, conversation: Conversation, message: Message) -> str:
    if message.author == "agent":
        entry = directory.agents.get(message.agent_id or 0)
        return entry.alias if entry else ""
    return conversation.customer.name if message.author == "customer" else ""


def brand_of(programme: ProgrammeEntry) -> State:
    """Name, colour and words of the client."""
    return {"name": programme.name, **programme.brand}
