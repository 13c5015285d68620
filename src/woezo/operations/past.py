"""A decision of the past, seen again as the router saw it: the nearest snapshot, the journal up to it, the question.

That plays up to 20,000 events, so a served centre does it in a second process.
"""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from woezo.interactions.models import Interaction, Reservation
from woezo.journal.apply import rewind_to
from woezo.operations import live
from woezo.operations.dispatcher import Dispatcher
from woezo.operations.recovery import recover
from woezo.routing.codes import QUEUED
from woezo.routing.explain import Explanation, explain
from woezo.trail.models import JournalRecord
from woezo.trail.reads import first_seq_at


def explanation_of(interaction: Interaction) -> Explanation | None:
    """Why its latest agent, or, while it waits, why nobody yet. None: it has not been looked at.

    Whom an agent called in for advice is no decision of the router's.
    """
    present = live.look(_present, interaction.pk)
    if present is not None:
        return present
    reservation = Reservation.objects.filter(interaction=interaction, consult=False).order_by("-id").first()
    return None if reservation is None else _remembered(interaction.public_id, reservation.pk, reservation.made_ms)


def _present(floor: Dispatcher, interaction: int) -> Explanation | None:
    """Who could take an interaction now; None unless it waits."""
    with floor.reading() as router:
        waiting = router.interactions.get(interaction)
        return None if waiting is None or waiting.state != QUEUED else explain(router, waiting)


@lru_cache(maxsize=256)
def _remembered(interaction: UUID, reservation: int, made_ms: int) -> Explanation | None:
    """What is past does not change. The interaction, for another centre may number its reservations alike."""
    return live.aside(decision, reservation, made_ms)


def decision(reservation: int, made_ms: int) -> Explanation | None:
    """The decision that made a reservation, None if the journal does not hold it."""
    record = _record_of(reservation, made_ms)
    if record is None:
        return None
    router = recover(until_seq=record.seq - 1).router
    args, effects = record.body["a"], record.body["e"]
    rewind_to(router, record.at_ms, record.event, args, effects, reservation)
    made = next(effect for effect in effects if effect[:2] == ["reserved", reservation])
    interaction, agent = router.interactions.get(made[2]), router.agents.get(made[3])
    if interaction is None or agent is None:
        return None
    return explain(router, interaction, agent)


def _record_of(reservation: int, made_ms: int) -> JournalRecord | None:
    """The record that made a reservation: its time is known, times grow with seq."""
    bounds = {"seq__gte": first_seq_at(made_ms), "seq__lt": first_seq_at(made_ms + 1)}
    rows = JournalRecord.objects.filter(**bounds).order_by("seq")
    for record in rows.iterator():
        if any(effect[:2] == ["reserved", reservation] for effect in record.body["e"]):
            return record
    return None
