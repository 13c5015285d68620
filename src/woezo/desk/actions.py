"""What an agent may do with his own work, and only with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from woezo.accounts.keys import command_under
from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.interactions.models import Interaction, Message, Reservation
from woezo.operations import live
from woezo.operations.contacts import continuation, take_turn, write_message, written
from woezo.operations.directory import AgentEntry, Directory
from woezo.trail.actions import audit, submit
from woezo.trail.keys import Key
from woezo.trail.prepared import Prepared

OVER = ("unknown_reservation", "wrong_state")
PREFERRED_MS = 60_000
CHANGEABLE_MS = 24 * 3_600_000
"""How long after its end what came of a contact may be said or put right."""

_RESERVATION: Final = Prepared(
    lambda id, agent: Reservation.objects.filter(pk=id, agent_id=agent).select_related("interaction"), 10**9, 10**9 + 1
)
_LAST: Final = Prepared(
    lambda public_id, agent: (
        Reservation.objects.filter(interaction__public_id=public_id, agent_id=agent)
        .select_related("interaction")
        .order_by("-id")[:1]
    ),
    UUID(int=1),
    10**9,
)


@dataclass(frozen=True)
class Seat:
    """An agent at work. What is not his does not exist for him."""

    user: User
    entry: AgentEntry
    key: Key | None

    @cached_property
    def earlier(self) -> live.Asked | None:
        """What he asked for before under this key. Raises key_used if the key belongs to another request.

        An act that only asks the floor learns that there; one that writes before must look here first.
        """
        return command_under(self.key, self.user)

    @property
    def me(self) -> dict[str, Any]:
        """The argument that names him."""
        return {"agent": self.entry.id}

    def ask(self, kind: str, args: dict[str, Any]) -> dict[str, Any]:
        """Submit and wait."""
        return {"seq": live.ask(kind, args, self.user, self.key).seq}

    def check_key(self) -> None:
        """Raises key_used if the key belongs to another request."""
        _ = self.earlier

    def again(self) -> dict[str, Any] | None:
        """What became of this act when it was sent before; the present state may not allow it any more."""
        return None if self.earlier is None else {"seq": live.answer(self.earlier).seq}

    def on_reservation(self, kind: str, id: int) -> dict[str, Any]:
        """An act on one of his reservations."""
        return self.ask(kind, {"reservation": self.reservation(id).pk})

    def on_led(self, kind: str, public_id: UUID) -> dict[str, Any]:
        """An act on the conversation that he leads."""
        try:
            interaction = self.led(public_id)
        except Problem:
            if (done := self.again()) is not None:
                return done
            raise
        return self.ask(kind, {"interaction": interaction.pk})

    def reservation(self, id: int) -> Reservation:
        """One of his reservations."""
        row = _RESERVATION.first(id, self.entry.id)
        if row is None:
            raise Problem("not_found")
        return row

    def last_reservation(self, public_id: UUID) -> Reservation:
        """His latest reservation of an interaction."""
        row = _LAST.first(public_id, self.entry.id)
        if row is None:
            raise Problem("not_found")
        return row

    def talk(self, public_id: UUID) -> Reservation:
        """His part in an interaction in which he talks now."""
        row = self.last_reservation(public_id)
        if row.state != "accepted":
            raise Problem("wrong_state")
        return row

    def leads(self, interaction: Interaction) -> bool:
        """Whether the interaction is his, not a colleague's who asks him."""
        return interaction.agent_id == self.entry.id

    def led(self, public_id: UUID) -> Interaction:
        """An interaction in which he talks and that he leads: where it goes is his to decide."""
        interaction = self.talk(public_id).interaction
        if not self.leads(interaction):
            raise Problem("not_leading")
        return interaction

    def parked(self, public_id: UUID) -> Interaction:
        """An interaction that waits for its customer, and will come back to him."""
        row = Interaction.objects.filter(public_id=public_id, agent_id=self.entry.id).first()
        if row is None:
            raise Problem("not_found")
        return row


def routable(activity: str) -> bool:
    """Whether an activity takes work."""
    for code, _labels, takes_work in live.directory().activities:
        if code == activity:
            return takes_work
    raise Problem("unknown_activity", "activity", value=activity)


def customer_reads(channel: str) -> bool:
    """Whether somebody reads what an agent writes. Behind a task there is work, not a person."""
    return channel != "task"


@transaction.atomic
def write(seat: Seat, public_id: UUID, text: str, client_id: UUID) -> Message:
    """A message to the customer; the first one of a human answers the contact."""
    seat.check_key()
    reservation = seat.last_reservation(public_id)
    interaction = reservation.interaction
    known = written(interaction.conversation_id, "agent", client_id)
    if known is not None:
        return known
    if reservation.state != "accepted" or interaction.state not in ("connected", "held"):
        raise Problem("wrong_state")
    if not customer_reads(interaction.channel):
        raise Problem("nobody_reads")
    if not (interaction.conference or seat.leads(interaction)):
        raise Problem("only_consulted")
    if interaction.answered_at_ms is None:
        submit("answer", {"interaction": interaction.pk}, actor=seat.user)
    return write_message(interaction, "agent", text, client_id, seat.entry.id)


@transaction.atomic
def write_note(seat: Seat, public_id: UUID, text: str, client_id: UUID) -> Message:
    """A note to colleagues in the same thread; nothing of it reaches the customer."""
    seat.check_key()
    reservation = seat.last_reservation(public_id)
    known = written(reservation.interaction.conversation_id, "agent", client_id)
    if known is not None:
        return known
    if reservation.state not in ("accepted", "wrapping"):
        raise Problem("wrong_state")
    return write_message(reservation.interaction, "agent", text, client_id, seat.entry.id, internal=True)


def end(seat: Seat, public_id: UUID) -> dict[str, Any]:
    """End the conversation. It is fine if the customer was faster: the wrap-up waits all the same."""
    seat.check_key()
    row = seat.last_reservation(public_id)
    if row.state in ("wrapping", "completed") and row.interaction.state == "ended":
        return {"seq": live.seq()}
    if row.state != "accepted" or not seat.leads(row.interaction):
        return seat.on_led("end", public_id)  # which says what stands in the way
    return seat.ask("end", {"interaction": row.interaction_id})


def complete(seat: Seat, id: int, disposition: int | None, note: str) -> dict[str, Any]:
    """Keep what came of the contact, then end the wrap-up. Whose wrap-up has ended by itself may say it for a day."""
    seat.check_key()
    row = seat.reservation(id)
    if row.state not in ("wrapping", "completed"):
        raise Problem("wrong_state")
    if row.ended_ms is not None and live.now_ms() - row.ended_ms > CHANGEABLE_MS:
        raise Problem("too_late")
    _check_disposition(row, disposition)
    if disposition is not None or note:
        _keep(seat, row, disposition, note)
    if row.state == "completed":
        return {"seq": live.seq()}
    try:
        return seat.ask("complete", {"reservation": row.pk})
    except Problem as problem:
        if problem.code not in OVER:
            raise
        return {"seq": live.seq()}


@transaction.atomic
def _keep(seat: Seat, row: Reservation, disposition: int | None, note: str) -> None:
    """Store what is said. What was said before and is another now is a change, of which the trail knows."""
    said, changed, detail = [], [], {}
    row = Reservation.objects.get(pk=row.pk)  # as it is now: another tab may have said something meanwhile
    if disposition is not None and disposition != row.disposition_id:
        if row.disposition_id is not None:
            changed.append("disposition")
            detail["disposition"] = [row.disposition_id, disposition]
        row.disposition_id = disposition
        said.append("disposition")
    if note and note != row.note:
        if row.note:
            changed.append("note")
        row.note = note
        said.append("note")
    if said:
        row.save(update_fields=said)
    if changed:
        audit(seat.user, "changed", "reservation", row.pk, {"fields": changed, **detail})


def needs_disposition(directory: Directory, row: Reservation) -> bool:
    """Whether its agent must say what came of the contact: whom it was given to or who leads it, not who was only asked."""
    queue = directory.queues[row.queue_id]
    led = not row.consult or row.interaction.agent_id == row.agent_id
    return led and queue.must_dispose and bool(directory.programmes[queue.programme].dispositions)


def _check_disposition(row: Reservation, disposition: int | None) -> None:
    """One of the programme's outcomes, of the last choice; there must be one where it is needed."""
    directory = live.directory()
    choices = directory.programmes[directory.queues[row.queue_id].programme].dispositions
    if disposition is None:
        if row.disposition_id is None and needs_disposition(directory, row):
            raise Problem("invalid", "disposition", reason=_("is missing"))
        return
    leaves = {child for _id, _labels, children in choices for child, _names in children}
    leaves |= {id for id, _labels, children in choices if not children}
    if disposition not in leaves:
        raise Problem("unknown_disposition", "disposition")


def transfer(seat: Seat, public_id: UUID, queue: int, agent: int | None, note: str) -> dict[str, Any]:
    """The conversation goes on in another queue of the programme, as an interaction of its own."""
    with transaction.atomic():  # the row of what follows and the command, both or none
        row = seat.last_reservation(public_id)
        take_turn(row.interaction.conversation_id)
        command = command_under(seat.key, seat.user)
        if command is None:
            args = _continue_elsewhere(seat.led(public_id), queue, agent)
            command, made = submit("transfer", args, seat.user, seat.key)
            if not made:  # the key, a moment earlier, for something else
                raise Problem("key_used", "Idempotency-Key")
            if note:
                _keep(seat, row, None, note)
    return {"seq": live.answer(command).seq}


def _continue_elsewhere(interaction: Interaction, queue: int, agent: int | None) -> dict[str, Any]:
    """The row of what follows a transfer, and the arguments that bring it to the floor."""
    directory = live.directory()
    here, there = directory.queues[interaction.queue_id], directory.queues.get(queue)
    if there is None or there.programme != here.programme or there.channel != here.channel or there.id == here.id:
        raise Problem("unknown_queue", "queue", value=queue)
    if agent is not None and agent not in directory.agents:
        raise Problem("unknown_agent", "agent", value=agent)
    child = continuation(interaction, there.id)
    args = {"interaction": interaction.pk, "child": child.pk, "queue": there.id}
    return args if agent is None else args | {"preferred": agent, "preferred_ms": PREFERRED_MS}
