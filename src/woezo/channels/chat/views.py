"""What the visitor's chat shows."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Collection, Container
from typing import Any, NamedTuple

from woezo.interactions.models import Conversation, Interaction, Message
from woezo.operations import floor, live
from woezo.operations.directory import Directory, ProgrammeEntry
from woezo.operations.lines import spoken
from woezo.operations.talks import current_interactions, message_state, messages_of
from woezo.routing.codes import QUEUED
from woezo.routing.model import Interaction as Waiting
from woezo.routing.reading import arrivals_waiting
from woezo.routing.router import Router

State = dict[str, Any]
SHOWN_STATES = {"held": "connected", "created": "queued", "reserved": "queued"}


class Place(NamedTuple):
    """Where a waiting customer stands in the queue, from 1, and the wait to expect, if that is known."""

    queue: int
    position: int
    estimated_wait_ms: int | None


class ChatViews:
    """The builder of the topics chat:<conversation>."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queue_of: dict[str, int] = {}
        self._waiting: dict[int, set[str]] = {}

    def build(self, names: list[str]) -> dict[str, State]:
        """The states of several conversations."""
        directory = live.directory()
        ids = [int(name.partition(":")[2]) for name in names]
        conversations = Conversation.objects.select_related("customer").in_bulk(ids)
        messages = messages_of(list(conversations), "customer")
        current = current_interactions(conversations.keys())
        with floor.dispatcher().reading() as router:
            places = _places(router, [row.pk for row in current.values()])
        self._note_waiting({f"chat:{id}": places.get(row.pk) for id, row in current.items()})
        return {
            f"chat:{id}": _state(directory, conversations[id], row, places.get(row.pk), messages[id])
            for id, row in current.items()
        }

    def _note_waiting(self, places: dict[str, Place | None]) -> None:
        with self._lock:
            for name, place in places.items():
                self._drop(name)
                if place is not None:
                    self._queue_of[name] = place.queue
                    self._waiting.setdefault(place.queue, set()).add(name)

    def _drop(self, name: str) -> None:
        queue = self._queue_of.pop(name, None)
        if queue is not None:
            self._waiting[queue].discard(name)

    def waiting_in(self, queues: Collection[int], watched: Container[str]) -> set[str]:
        """The topics whose customers wait in one of these queues: when somebody leaves it, they move up.

        watched: the topics at which somebody looks; the others are forgotten.
        """
        with self._lock:
            names = {name for queue in queues for name in self._waiting.get(queue, ())}
            for name in [name for name in names if name not in watched]:
                names.discard(name)
                self._drop(name)
            return names


def _places(router: Router, interactions: list[int]) -> dict[int, Place]:
    """By interaction, of those that wait. The position counts who came earlier: priorities may overtake, so it is what a
    waiting customer can understand."""
    waiting = [i for id in interactions if (i := router.interactions.get(id)) is not None and i.state == QUEUED]
    queues = {int(i.queue.id): i.queue for i in waiting}
    came = {id: arrivals_waiting(router, queue) for id, queue in queues.items()}
    return {int(i.id): _place(i, came[int(i.queue.id)]) for i in waiting}


def _place(interaction: Waiting, came: list[int]) -> Place:
    queue = interaction.queue
    position = bisect_left(came, int(interaction.credited_ms)) + 1
    wait_ms = int(queue.head_mean_ms * position) if queue.head_mean_ms > 0 else None
    return Place(int(queue.id), position, wait_ms)


def _state(
    directory: Directory,
    conversation: Conversation,
    interaction: Interaction,
    place: Place | None,
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
            "position": None if place is None else place.position,
            "estimated_wait_ms": None if place is None else place.estimated_wait_ms,
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
