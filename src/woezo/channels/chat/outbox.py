"""What the floor did, told to the customer as lines of the thread. Sent twice, a line stands there once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid5

from django.db import transaction

from woezo.interactions.models import Interaction, Message, Reservation
from woezo.operations import live
from woezo.operations.directory import Directory
from woezo.operations.outbox import TOPIC
from woezo.operations.talks import agents_with
from woezo.trail.outbox import BATCH, mark_sent, unsent
from woezo.trail.prepared import Prepared, insert

NAMESPACE = UUID("8f6a2a55-54a7-4c0e-9d3c-0f6f5f2f6f10")
CHANNELS = ("chat", "messaging")
_RESERVATION: Final = Prepared(lambda id: Reservation.objects.filter(pk=id).select_related("interaction"), 10**9)


class Line(NamedTuple):
    """A code of operations.lines, the name in it, and what makes it the same line when it is sent again."""

    interaction: Interaction
    code: str
    name: str
    once: str


def send() -> bool:
    """Write the lines of what is not sent yet. True if there may be more."""
    entries = unsent(TOPIC)
    if not entries:  # seen without the lock for which every writer waits
        return False
    directory = live.directory()
    conversations = set()
    with transaction.atomic():
        for entry in entries:
            for line in _lines(directory, entry.body["effect"], str(entry.pk)):
                if line.interaction.channel in CHANNELS:
                    _write(line, entry.body["at_ms"])
                    conversations.add(line.interaction.conversation_id)
        mark_sent(entries)
    if conversations:
        live.announce(agents_with(conversations), conversations)
    return len(entries) == BATCH


def _lines(directory: Directory, effect: list[Any], once: str) -> Iterator[Line]:
    """What an effect means to the customer. Of a consultation he learns nothing."""
    word, id = effect[:2]
    if word in ("accepted", "leave", "rescinded"):
        reservation = _RESERVATION.first(id)
        if reservation is None:
            return
        if word != "accepted":
            yield from _parting(directory, reservation)
        elif not reservation.consult or reservation.interaction.conference:
            once = _joined(reservation) if reservation.consult else once
            yield Line(reservation.interaction, "joined", _alias(directory, reservation), once)
        return
    interaction = Interaction.objects.filter(pk=id).first()
    if interaction is None:
        return
    if word == "conference":
        yield from _joining(directory, interaction)
    elif word == "child":
        yield Line(interaction, "goes_on", directory.queues[effect[3]].name, once)
    else:
        yield Line(interaction, "nobody", "", once)


def _joining(directory: Directory, interaction: Interaction) -> Iterator[Line]:
    """Each agent whom a conference brings to the customer."""
    called = interaction.reservations.filter(consult=True, state="accepted").exclude(agent=interaction.agent_id)
    for one in called.order_by("pk"):
        yield Line(interaction, "joined", _alias(directory, one), _joined(one))


def _parting(directory: Directory, gone: Reservation) -> Iterator[Line]:
    """One of several agents is gone: whom the customer knew he misses, and who was called in may be his from now on."""
    interaction = gone.interaction
    if interaction.state not in ("connected", "held"):
        return
    lines = Message.objects.filter(conversation=interaction.conversation_id, author="system")
    if lines.filter(client_id=_id(_joined(gone))).exists():
        yield Line(interaction, "left", _alias(directory, gone), f"left/{gone.pk}")
    talking = interaction.reservations.filter(agent=interaction.agent_id, consult=True, state="accepted")
    for leader in talking:
        yield Line(interaction, "goes_on", _alias(directory, leader), f"leads/{leader.pk}")


def _joined(reservation: Reservation) -> str:
    return f"conference/{reservation.pk}"


def _alias(directory: Directory, reservation: Reservation) -> str:
    agent = directory.agents.get(reservation.agent_id)
    return agent.alias if agent else ""


def _id(once: str) -> UUID:
    return uuid5(NAMESPACE, once)


def _write(line: Line, at_ms: int) -> None:
    row = Message(
        conversation_id=line.interaction.conversation_id,
        client_id=_id(line.once),
        interaction=line.interaction,
        author="system",
        code=line.code,
        text=line.name,
        at_ms=at_ms,
    )
    insert(row, once=True)  # a line that was sent before stays
