"""Contacts: put one in, find it, read it, follow it, cancel it."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from woezo.accounts.auth import actor, require
from woezo.accounts.fields import Body, Code, Email, Id, Level, Line, Phone, Wait
from woezo.accounts.keys import idempotency_key
from woezo.accounts.models import Role, User
from woezo.accounts.paging import After, Limit, page_of
from woezo.accounts.problems import Problem
from woezo.interactions.access import get_interaction
from woezo.interactions.actions import FROM_OUTSIDE, Contact, cancel, note_seen, receive
from woezo.interactions.models import Interaction, Message
from woezo.interactions.newest import Wanted, newest_visible_to
from woezo.interactions.reads import events_of, thread_of
from woezo.people.reads import active_agent
from woezo.programmes.reads import queue_named
from woezo.trail.clock import now_ms

router = Router(tags=["interactions"])

Channel = Literal["voice", "chat", "messaging", "email", "task", "callback"]
State = Literal["created", "queued", "reserved", "connected", "held", "parked", "ended"]


class Strict(Schema):
    """A misspelt field is an error, not a silent omission."""

    model_config = ConfigDict(extra="forbid")


class CustomerIn(Strict):
    """Who asks. ref: the client's own number for this person."""

    name: Annotated[Line, Field(max_length=120)] = ""
    email: Email = ""
    phone: Phone = ""
    ref: Annotated[Line, Field(max_length=80)] = ""


class InteractionIn(Strict):
    """A contact. Name the queue by id or by code."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "queue_code": "marche-dossiers",
                    "customer": {"name": "Claire Fontanel", "ref": "C-1042"},
                    "subject": "Return 4471-209",
                    "text": "The shade is broken. Please send a new one.",
                    "priority": 5,
                }
            ]
        }
    )

    queue: Id | None = Field(None, description="The queue's id, or queue_code instead.")
    queue_code: Code | None = Field(None, description="The queue's code, as GET /queues lists it.")
    channel: Channel | None = Field(None, description="Only checked: it must be the queue's.")
    customer: CustomerIn = Field(default_factory=CustomerIn)
    language: Annotated[Line, Field(max_length=8, description="The customer's: fr, en, ewe…")] = ""
    skills: Annotated[
        dict[Code, Level], Field(max_length=20, description="Levels asked for beside the queue's own, 5 is best.")
    ] = Field(default_factory=dict)
    priority: Annotated[int, Field(strict=True, ge=0, le=9, description="9 is first; else the queue's.")] | None = None
    preferred_agent: Id | None = Field(None, description="Asked first, if he may serve the queue.")
    preferred_ms: Annotated[Wait, Field(description="How long he stays preferred, in milliseconds; 0: no end.")] = 0
    credit_ms: Annotated[Wait, Field(description="Waiting time that it already has, in milliseconds.")] = 0
    subject: Line = ""
    text: Body | None = Field(None, description="The customer's first message.")


class Created(Schema):
    """The contact's public id and state."""

    id: UUID
    state: str


class CustomerOut(Schema):
    """The customer, for those who serve him."""

    name: str
    email: str
    phone: str
    language: str
    ref: str


class InteractionOut(Schema):
    """A contact as it stands. Times in milliseconds since 1970."""

    id: UUID
    state: str
    outcome: str
    channel: str
    queue: str
    programme: str
    subject: str
    agent: str | None
    arrived_at_ms: int | None
    queued_at_ms: int | None
    answered_at_ms: int | None
    ended_at_ms: int | None


class InteractionDetail(InteractionOut):
    """With the customer, except for the real-time desk."""

    customer: CustomerOut | None


class Interactions(Schema):
    """A page of contacts."""

    items: list[InteractionOut]
    next: int | None


class MessageOut(Schema):
    """A line of the thread. internal: a note between agents."""

    id: int
    at_ms: int
    author: Literal["customer", "agent"]
    agent: str | None
    text: str
    internal: bool


class Messages(Schema):
    """Messages, oldest first."""

    items: list[MessageOut]
    next: int | None


class EventOut(Schema):
    """A record of the journal as far as it concerns the contact."""

    seq: int
    at_ms: int
    event: str
    effects: list[list[Any]]


class Events(Schema):
    """Records, oldest first."""

    items: list[EventOut]
    next: int | None


@router.post("/interactions", response={201: Created, 200: Created}, summary="Put a contact in")
def create(request: HttpRequest, payload: InteractionIn) -> Status[Created]:
    """For administrators and their tokens. Under an Idempotency-Key used before: 200 and the first contact."""
    user = require(request, Role.ADMINISTRATOR)
    interaction, made = receive(_contact(payload), user, idempotency_key(request))
    return Status(201 if made else 200, Created(id=interaction.public_id, state=interaction.state))


@router.get("/interactions", response=Interactions, summary="Contacts that you may see, newest first")
def index(
    request: HttpRequest,
    state: State | None = None,
    queue: Code | None = None,
    channel: Channel | None = None,
    limit: Limit = 50,
    after: After | None = None,
) -> Interactions:
    """By state, queue code and channel; ask on with after=next."""
    found, more = newest_visible_to(actor(request), Wanted(state, queue, channel), after, limit)
    return Interactions(items=[InteractionOut(**_fields(row)) for row in found], next=more)


@router.get("/interactions/{public_id}", response=InteractionDetail, summary="One contact")
def read(request: HttpRequest, public_id: UUID) -> InteractionDetail:
    """Seeing the customer is noted in the audit."""
    user = actor(request)
    interaction = get_interaction(user, public_id)
    return InteractionDetail(**_fields(interaction), customer=_customer(interaction, user))


@router.get("/interactions/{public_id}/messages", response=Messages, summary="What was said in a contact's thread")
def messages(request: HttpRequest, public_id: UUID, after: After = 0, limit: Limit = 100) -> Messages:
    """Ask on with after=next. Notes between agents are not for a client's people. Seeing it is noted in the audit."""
    user = require(request, Role.ADMINISTRATOR, Role.TEAM_LEADER, Role.AGENT, Role.CLIENT_USER)
    interaction = get_interaction(user, public_id)
    found, more = page_of(thread_of(interaction, notes=user.role != Role.CLIENT_USER), after, limit)
    note_seen(interaction, user)
    return Messages(items=[_message(row) for row in found], next=more)


def _message(row: Message) -> MessageOut:
    return MessageOut(
        id=row.pk,
        at_ms=row.at_ms,
        author="agent" if row.author == "agent" else "customer",
        agent=row.agent.alias if row.agent else None,
        text=row.text,
        internal=row.internal,
    )


@router.get("/interactions/{public_id}/events", response=Events, summary="What happened to a contact")
def events(request: HttpRequest, public_id: UUID, after: After = 0) -> Events:
    """Records of the journal: ids and codes only. Not for a client's people, whom the floor's ids do not concern."""
    user = require(request, Role.ADMINISTRATOR, Role.VIGIE, Role.TEAM_LEADER, Role.AGENT)
    found, more = events_of(get_interaction(user, public_id), after)
    return Events(items=[EventOut(**vars(event)) for event in found], next=more)


@router.post("/interactions/{public_id}/cancel", response={202: Created}, summary="Cancel a contact")
def cancel_one(request: HttpRequest, public_id: UUID) -> Status[Created]:
    """For administrators. Answers once the floor is asked; read the contact to see it ended."""
    user = require(request, Role.ADMINISTRATOR)
    interaction = get_interaction(user, public_id)
    cancel(interaction, user, idempotency_key(request))
    return Status(202, Created(id=interaction.public_id, state=interaction.state))


def _contact(payload: InteractionIn) -> Contact:
    queue = queue_named(payload.queue, payload.queue_code)
    _may_bring(payload, queue.channel)
    routing: dict[str, Any] = {}
    if payload.priority is not None:
        routing["priority"] = payload.priority
    if payload.preferred_agent is not None:
        routing["preferred"] = active_agent(payload.preferred_agent).pk
        routing["preferred_ms"] = payload.preferred_ms
    if payload.credit_ms:
        routing["credit_ms"] = payload.credit_ms
    customer = payload.customer.model_dump() | {"language": payload.language}
    return Contact(queue, customer, payload.skills, routing, payload.subject, payload.text or "", now_ms())


def _may_bring(payload: InteractionIn, channel: str) -> None:
    """The queue that was named serves the channel, and a request can bring its contacts."""
    if payload.channel is not None and payload.channel != channel:
        raise Problem("wrong_channel", "channel", expected=channel, value=payload.channel)
    if channel not in FROM_OUTSIDE:
        raise Problem("channel_needs_line", "queue")


def _fields(row: Interaction) -> dict[str, Any]:
    names = ("state", "outcome", "channel", "subject", "arrived_at_ms", "queued_at_ms", "answered_at_ms", "ended_at_ms")
    return {name: getattr(row, name) for name in names} | {
        "id": row.public_id,
        "queue": row.queue.code,
        "programme": row.queue.programme.slug,
        "agent": row.agent.alias if row.agent else None,
    }


def _customer(row: Interaction, user: User) -> CustomerOut | None:
    """Vigies steer queues; they need no names."""
    if user.role == Role.VIGIE:
        return None
    note_seen(row, user)
    customer = row.conversation.customer
    return CustomerOut.model_validate(customer, from_attributes=True)
