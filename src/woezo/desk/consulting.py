"""Several agents in one contact: advice, a conference, handing over. Who leads the contact decides; who was asked may go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from woezo.accounts.problems import Problem
from woezo.desk.actions import Seat
from woezo.interactions.models import Interaction, Reservation
from woezo.operations import live


def consult(seat: Seat, public_id: UUID, queue: int | None, agent: int | None) -> dict[str, Any]:
    """Call a colleague in: a named one, or whom a queue of the same programme would give now."""
    done = seat.again()
    return done or seat.ask("consult", _whom(seat.led(public_id), queue, agent))


def _whom(interaction: Interaction, queue: int | None, agent: int | None) -> dict[str, Any]:
    directory = live.directory()
    args: dict[str, Any] = {"interaction": interaction.pk}
    if queue is None and agent is None:
        raise Problem("invalid", "queue", reason=_("is missing"))
    if agent is not None:
        if agent not in directory.agents:
            raise Problem("unknown_agent", "agent", value=agent)
        args["agent"] = agent
    if queue is not None:
        there = directory.queues.get(queue)
        if there is None or there.programme != directory.queues[interaction.queue_id].programme:
            raise Problem("unknown_queue", "queue", value=queue)
        args["queue"] = queue
    return args


def end_consultation(seat: Seat, public_id: UUID, agent: int) -> dict[str, Any]:
    """Let a colleague go who was called in, whether it still rings at his desk or he is in the contact."""
    return seat.again() or _let_go(seat, seat.led(public_id), agent)


def _let_go(seat: Seat, interaction: Interaction, agent: int) -> dict[str, Any]:
    called = _called(interaction, "pending", "accepted").filter(agent_id=agent).order_by("-pk").first()
    if called is None:
        raise Problem("no_colleague", "agent")
    return seat.ask("rescind" if called.state == "pending" else "leave", {"reservation": called.pk})


def leave(seat: Seat, public_id: UUID) -> dict[str, Any]:
    """Go. Who leads hands over to the colleague who has been in the contact longest; alone, he cannot leave."""
    return seat.again() or _leave(seat, seat.talk(public_id))


def _leave(seat: Seat, mine: Reservation) -> dict[str, Any]:
    if seat.leads(mine.interaction) and not _called(mine.interaction, "accepted").exclude(pk=mine.pk).exists():
        raise Problem("no_colleague")
    return seat.ask("leave", {"reservation": mine.pk})


def _called(interaction: Interaction, *states: str) -> Any:
    """Reservations of colleagues who were called into an interaction."""
    return Reservation.objects.filter(interaction=interaction, consult=True, state__in=states)
