"""From effects to rows: interactions and reservations as pages and reports read them.

The states come from the router, which has decided; the times from the moment of the effect. All changes of a batch are
collected and written by a handful of statements inside the batch's transaction. They are written out, because the
compiler of Django's queries takes longer than the database; they must change with the models of interactions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import IntegrityError, connection

from woezo.interactions.models import Interaction
from woezo.journal.effects import Encoded
from woezo.routing.codes import R_PENDING
from woezo.routing.model import Reservation as LiveReservation
from woezo.routing.reading import interaction_state, reservation_state
from woezo.routing.reading import outcome as outcome_word
from woezo.routing.router import Router
from woezo.routing.rules import MAX_ID

UPDATE_INTERACTION = (
    "UPDATE interactions_interaction SET state = %s, conference = %s, "
    "outcome = CASE WHEN %s = '' THEN outcome ELSE %s END, "
    "arrived_at_ms = COALESCE(arrived_at_ms, %s), queued_at_ms = COALESCE(queued_at_ms, %s), "
    "answered_at_ms = COALESCE(answered_at_ms, %s), ended_at_ms = COALESCE(ended_at_ms, %s), "
    "agent_id = COALESCE(%s, agent_id) WHERE id = %s"
)
UPDATE_RESERVATION = (
    "UPDATE interactions_reservation SET state = %s, due_ms = %s, accepted_ms = COALESCE(accepted_ms, %s), "
    "ended_ms = COALESCE(ended_ms, %s), wrap_due_ms = COALESCE(%s, wrap_due_ms) WHERE id = %s"
)
INSERT_RESERVATION = (
    "INSERT INTO interactions_reservation (id, interaction_id, agent_id, queue_id, consult, made_ms, "
    "state, due_ms, accepted_ms, ended_ms, wrap_due_ms, note) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '')"
)
PLACES = "SELECT id, conversation_id, queue_id FROM interactions_interaction WHERE id IN ({})"
NEWCOMERS = {"arrive": "interaction", "transfer": "child", "callback": "child", "overflow": "child"}
"""Which argument of an event names the interaction that it brings. Refused, that one is over."""
ENDINGS = {"rejected", "timed_out", "rescinded", "canceled", "completed"}


class Held(NamedTuple):
    """Whose a reservation in hand is, of which interaction, and whether it was made as a consultation."""

    interaction: int
    agent: int
    consult: bool


@dataclass
class Contact:
    """What a batch changes of one interaction."""

    outcome: str = ""
    arrived_ms: int | None = None
    queued_ms: int | None = None
    answered_ms: int | None = None
    ended_ms: int | None = None
    agent: int | None = None


@dataclass
class Attempt:
    """What a batch changes of one reservation."""

    ending: str = ""
    held: Held | None = None
    queue: int = 0
    made_ms: int | None = None  # set: the row is new
    accepted_ms: int | None = None
    ended_ms: int | None = None


@dataclass
class Batch:
    """All that the events of one commit changed, for the rows and for the screens."""

    contacts: dict[int, Contact] = field(default_factory=dict)
    attempts: dict[int, Attempt] = field(default_factory=dict)
    children: dict[int, tuple[int, int, str]] = field(default_factory=dict)  # born inside: parent, queue, kind
    agents: set[int] = field(default_factory=set)
    queues: set[int] = field(default_factory=set)
    conversations: set[int] = field(default_factory=set)
    configured: bool = False
    told: bool = False  # the outbox has something new
    everything: bool = False  # the floor was lost: every screen must look again

    def contact(self, id: int) -> Contact:
        """The interaction's changes."""
        return self.contacts.setdefault(id, Contact())

    def attempt(self, id: int) -> Attempt:
        """The reservation's changes."""
        return self.attempts.setdefault(id, Attempt())


class Projector:
    """Keeps the rows in step with one router. held: reservations in hand as of the last event."""

    def __init__(self, router: Router) -> None:
        self.router = router
        self.held: dict[int, Held] = {
            int(r.id): Held(int(r.interaction.id), int(r.agent.id), r.consult) for r in router.reservations.values()
        }

    def note(self, batch: Batch, at_ms: int, event: str, args: dict[str, Any], effects: list[Encoded]) -> None:
        """Collect what one event did."""
        if event.startswith(("set_", "remove_")):
            batch.configured = True
        if event == "arrive" and (not effects or effects[0][0] != "refused"):
            batch.contact(int(args["interaction"])).arrived_ms = at_ms
        if any(effect[0] == "refused" for effect in effects):
            self.turn_away(batch, event, args)
        for effect in effects:
            self._note_effect(batch, at_ms, effect)

    def turn_away(self, batch: Batch, event: str, args: dict[str, Any]) -> None:
        """An event was refused: the interaction that it was to bring is over. Its arguments may be anything."""
        newcomer = args.get(NEWCOMERS.get(event, "")) if isinstance(args, dict) else None
        if type(newcomer) is int and 0 < newcomer <= MAX_ID:
            batch.contact(newcomer)

    def _note_effect(self, batch: Batch, at_ms: int, effect: Encoded) -> None:
        word = str(effect[0])
        if word in ("refused", "desk_taken", "agent"):
            if word != "refused":
                self._note_agent(batch, int(effect[1]))
            return
        id = int(effect[1])
        if word == "reserved":
            self._note_reserved(batch, at_ms, effect)
        elif word in ENDINGS or word in ("accepted", "wrapping"):
            self._note_reservation(batch, at_ms, word, id)
        elif word == "child":
            self._note_child(batch, at_ms, effect)
        else:
            self._note_contact(batch, at_ms, word, id, effect)

    def _note_agent(self, batch: Batch, id: int) -> None:
        """A desk that is lost or back changes when its ringing ends, without another word."""
        batch.agents.add(id)
        agent = self.router.agents.get(id)
        for reservation in agent.reservations if agent is not None else ():
            if reservation.state == R_PENDING:
                batch.attempt(int(reservation.id))

    def _note_reserved(self, batch: Batch, at_ms: int, effect: Encoded) -> None:
        id, interaction, agent, queue = (int(value) for value in effect[1:5])
        live = self.router.reservations.get(id)
        self.held[id] = Held(interaction, agent, live is not None and live.consult)
        attempt = batch.attempt(id)
        attempt.made_ms, attempt.queue, attempt.held = at_ms, queue, self.held[id]
        batch.contact(interaction)
        batch.agents.add(agent)
        batch.queues.add(queue)
        if attempt.held.consult:
            batch.agents.update(self._agents_of(interaction))

    def _note_reservation(self, batch: Batch, at_ms: int, word: str, id: int) -> None:
        held = self.held[id]
        attempt, contact = batch.attempt(id), batch.contact(held.interaction)
        batch.agents.add(held.agent)
        if word == "accepted":
            attempt.accepted_ms = at_ms
            live = self.router.interactions.get(held.interaction)
            if live is not None and live.answered_ms:
                contact.answered_ms = int(live.answered_ms)
            if not held.consult:
                contact.agent = held.agent
        elif word in ENDINGS:
            attempt.ending, attempt.ended_ms = word, at_ms
            del self.held[id]
        self._note_company(batch, held.interaction)

    def _note_company(self, batch: Batch, id: int) -> None:
        """Where several agents are in an interaction, each of them sees the change, and who was called in may lead."""
        live = self.router.interactions.get(id)
        leader = None if live is None or live.reservation is None else self.held.get(int(live.reservation.id))
        if leader is not None and live is not None and (leader.consult or live.others is not None):
            batch.agents.update(self._agents_of(id))
            batch.contact(id).agent = leader.agent

    def _note_child(self, batch: Batch, at_ms: int, effect: Encoded) -> None:
        child, parent, queue = (int(value) for value in effect[1:4])
        batch.contact(child).arrived_ms = at_ms
        batch.contact(parent)
        batch.queues.add(queue)
        if child < 0:
            batch.children[child] = (parent, queue, str(effect[4]))

    def _note_contact(self, batch: Batch, at_ms: int, word: str, id: int, effect: Encoded) -> None:
        contact = batch.contact(id)
        if word == "queued":
            contact.queued_ms = contact.queued_ms or at_ms
            batch.queues.add(int(effect[2]))
        elif word == "answered":
            contact.answered_ms = at_ms
        elif word == "ended":
            contact.outcome, contact.ended_ms = str(effect[2]), at_ms
        batch.agents.update(self._agents_of(id))

    def _agents_of(self, interaction: int) -> set[int]:
        live = self.router.interactions.get(interaction)
        if live is None:
            return set()
        found = {int(other.agent.id) for other in live.others or []}
        if live.reservation is not None:
            found.add(int(live.reservation.agent.id))
        return found

    # -- writing ------------------------------------------------------------------------------------------------------
    def write(self, batch: Batch) -> None:
        """Bring the rows up to the router. Called inside the transaction of the batch."""
        self._write_children(batch)
        self._write_contacts(batch)
        self._write_attempts(batch)

    def _write_children(self, batch: Batch) -> None:
        """Rows for what was born inside the core; a child may be the parent of the next."""
        for child, (parent_id, queue, _kind) in batch.children.items():
            parent = Interaction.objects.get(pk=parent_id)
            Interaction.objects.create(
                id=child,
                conversation_id=parent.conversation_id,
                queue_id=queue,
                channel=parent.channel,
                subject=parent.subject,
                priority=parent.priority,
                requirements=parent.requirements,
                root_id=parent.root_id or parent.pk,
                previous_id=parent.pk,
            )

    def _write_contacts(self, batch: Batch) -> None:
        rows = [self._contact_row(id, contact) for id, contact in sorted(batch.contacts.items())]
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(UPDATE_INTERACTION, rows)
                cursor.execute(PLACES.format(", ".join(["%s"] * len(rows))), list(batch.contacts))
                stored = cursor.fetchall()
            missing = {id for id, contact in batch.contacts.items() if contact.arrived_ms is not None}
            for id, conversation, queue in stored:
                missing.discard(id)
                batch.conversations.add(conversation)
                batch.queues.add(queue)
            if missing:  # now, and not at the commit that gives it to somebody
                raise IntegrityError(f"interactions came to the floor without their rows: {sorted(missing)}")

    def _contact_row(self, id: int, contact: Contact) -> tuple[Any, ...]:
        live = self.router.interactions.get(id)
        state = "ended" if live is None else interaction_state(live)
        outcome = contact.outcome or ("" if live is None else outcome_word(live))
        times = (contact.arrived_ms, contact.queued_ms, contact.answered_ms, contact.ended_ms)
        conference = live is not None and live.conference
        return (state, conference, outcome, outcome, *times, contact.agent, id)

    def _write_attempts(self, batch: Batch) -> None:
        new = {id for id, attempt in batch.attempts.items() if attempt.made_ms is not None}
        changes = sorted(batch.attempts.items())
        made = [self._new_row(id, attempt) for id, attempt in changes if id in new]
        rows = [(*self._attempt_row(id, attempt), id) for id, attempt in changes if id not in new]
        with connection.cursor() as cursor:
            if made:
                cursor.executemany(INSERT_RESERVATION, made)
            if rows:
                cursor.executemany(UPDATE_RESERVATION, rows)

    def _attempt_row(self, id: int, attempt: Attempt) -> tuple[Any, ...]:
        """state, due_ms, accepted_ms, ended_ms, wrap_due_ms"""
        live = self.router.reservations.get(id)
        if live is None:
            return (attempt.ending, None, attempt.accepted_ms, attempt.ended_ms, None)
        state, due_ms = reservation_state(live), due_of(live)
        ringing = state == "pending"
        return (state, due_ms if ringing else None, attempt.accepted_ms, None, None if ringing else due_ms)

    def _new_row(self, id: int, attempt: Attempt) -> tuple[Any, ...]:
        held = attempt.held
        assert held is not None
        place = (id, held.interaction, held.agent, attempt.queue, held.consult, attempt.made_ms)
        return (*place, *self._attempt_row(id, attempt))


def due_of(reservation: LiveReservation) -> int | None:
    """When the ringing or the wrap-up of a reservation ends by itself; None: never."""
    timer = reservation.timer
    return None if timer is None or timer.position < 0 else int(timer.due_ms)


def rang_out(reservation: LiveReservation, now_ms: int) -> bool:
    """Whether a proposal's time is over, so that its agent is about to be taken for absent."""
    due_ms = due_of(reservation)
    return reservation.state == R_PENDING and not reservation.tone and due_ms is not None and due_ms <= now_ms
