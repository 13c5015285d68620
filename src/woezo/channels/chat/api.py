"""The visitor's API: begin, write, end. A token per conversation; nothing else of the product opens with it."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import StringConstraints

from woezo.accounts.fields import Body, Line
from woezo.accounts.problems import Problem
from woezo.channels.chat.limits import may_begin, may_write
from woezo.channels.chat.reads import public_id_of, token_of
from woezo.interactions.models import Conversation
from woezo.operations import live
from woezo.operations.contacts import begin_contact, customer_writes, new_conversation, write_message
from woezo.operations.directory import QueueEntry
from woezo.operations.talks import not_over
from woezo.trail.actions import submit

router = Router(tags=["chat"])
NAMESPACE = UUID("3b0c6b0e-3c1f-4a53-9f0e-5d4c3a0d7c11")
"""The conversation begun by a client_id has the id uuid5(NAMESPACE, client_id): begun twice it is one.

The client_id of a start is therefore a key to its conversation. It is nowhere stored: both uuid5 hide it.
"""
FIRST = UUID("c5a8d2f4-6f0b-4a3e-9c57-1b7f0e2d9a34")
"""The first message has the id uuid5(FIRST, client_id of the start)."""

Said = Annotated[Body, StringConstraints(max_length=4000)]


class Start(Schema):
    """A first message."""

    programme: Annotated[Line, Field(max_length=40)]
    text: Said
    client_id: UUID
    queue: int | None = None
    name: Annotated[Line, StringConstraints(max_length=120)] = ""
    language: Annotated[Line, Field(max_length=8)] = ""


class Ticket(Schema):
    """The conversation and the key to it."""

    conversation: UUID
    token: str


class Message(Schema):
    """A further message."""

    text: Said
    client_id: UUID


class Written(Schema):
    """The message's number; it gives the order of a thread."""

    id: int


@router.post("/conversations", auth=None, response={200: Ticket, 201: Ticket}, summary="Begin a conversation")
def begin(request: HttpRequest, payload: Start) -> Any:
    """The same client_id again answers the same conversation, so a start whose answer was lost can be repeated."""
    may_begin(request)
    public_id = uuid5(NAMESPACE, str(payload.client_id))
    known = Conversation.objects.filter(public_id=public_id)
    try:
        with transaction.atomic():
            conversation = known.first()
            if conversation is not None:
                return Status(200, _ticket(conversation))
            conversation = _begun(payload, public_id)
    except IntegrityError:
        conversation = known.first()  # the same start, a moment earlier, in another thread
        if conversation is None:
            raise
        return Status(200, _ticket(conversation))
    return Status(201, _ticket(conversation))


@router.post("/conversations/{uuid:public_id}/messages", auth=None, response={201: Written}, summary="Write a message")
def write(request: HttpRequest, public_id: UUID, payload: Message) -> Any:
    """Stored once however often it is sent."""
    conversation = _conversation(request, public_id)  # first: who has no key to it leaves no counter behind
    may_write(public_id)
    message = customer_writes(conversation, payload.text, payload.client_id)
    return Status(201, Written(id=message.pk))


@router.post("/conversations/{uuid:public_id}/end", auth=None, response={200: dict[str, bool]}, summary="Leave")
def end(request: HttpRequest, public_id: UUID) -> dict[str, bool]:
    """The customer leaves; leaving twice is leaving once."""
    conversation = _conversation(request, public_id)
    for interaction in not_over(conversation.pk):
        try:
            with transaction.atomic():  # written, for he closes the page and cannot ask again
                command, _ = submit("hang_up", {"interaction": interaction})
            live.answer(command)
        except Problem as problem:
            if problem.code not in ("unknown_interaction", "wrong_state"):
                raise
    return {"ok": True}


def _begun(payload: Start, public_id: UUID) -> Conversation:
    """The rows of a conversation with its first message. Raises IntegrityError if it was begun meanwhile."""
    queue = _chat_queue(payload.programme, payload.queue)
    programme = live.directory().programmes[queue.programme]
    customer = {"name": payload.name, "language": payload.language}
    conversation = new_conversation(programme, "chat", customer, public_id)
    interaction = begin_contact(conversation, queue)
    write_message(interaction, "customer", payload.text, uuid5(FIRST, str(payload.client_id)))
    return conversation


def _ticket(conversation: Conversation) -> Ticket:
    return Ticket(conversation=conversation.public_id, token=token_of(conversation))


def _chat_queue(slug: str, wanted: int | None) -> QueueEntry:
    """The programme's chat queue, or the one that the page names."""
    directory = live.directory()
    ours = {programme.id for programme in directory.programmes.values() if programme.slug == slug}
    queues = [queue for queue in directory.queues.values() if queue.programme in ours and queue.channel == "chat"]
    found = next((queue for queue in queues if wanted in (None, queue.id)), None)
    if found is None:
        raise Problem("unknown_queue", "programme" if not queues else "queue", value=wanted or slug)
    return found


def _conversation(request: HttpRequest, public_id: UUID) -> Conversation:
    """The conversation of the address, if the token is its key."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or public_id_of(token.strip()) != public_id:
        raise Problem("not_signed_in")
    conversation = Conversation.objects.filter(public_id=public_id).first()
    if conversation is None:
        raise Problem("not_found")
    return conversation
