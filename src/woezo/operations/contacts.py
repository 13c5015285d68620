"""Changes of contacts that people make: a contact begins, a message is written. Row and command in one transaction."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from woezo.accounts.models import User
from woezo.interactions.models import Conversation, Customer, Interaction, Message
from woezo.operations import live
from woezo.operations.directory import ProgrammeEntry, QueueEntry
from woezo.operations.talks import agents_with, current_interactions
from woezo.trail.actions import submit
from woezo.trail.keys import Key
from woezo.trail.prepared import Prepared, insert

CLOSED = ("ended",)
_MESSAGE: Final = Prepared(
    lambda conversation, author, client_id: Message.objects.filter(
        conversation_id=conversation, author=author, client_id=client_id
    ),
    10**9,
    "an author",
    UUID(int=1),
)


@transaction.atomic
def begin_contact(
    conversation: Conversation,
    queue: QueueEntry,
    args: dict[str, Any] | None = None,
    subject: str = "",
    previous: Interaction | None = None,
    actor: User | None = None,
    key: Key | None = None,
) -> Interaction:
    """A new interaction of a conversation, and its arrival at the queue."""
    args = args or {}
    interaction = Interaction(
        conversation=conversation,
        queue_id=queue.id,
        channel=queue.channel,
        subject=subject,
        priority=args.get("priority", -1),
        requirements=args.get("skills", {}),
        previous=previous,
        root_id=None if previous is None else previous.root_id or previous.pk,
    )
    insert(interaction)
    submit("arrive", {"interaction": interaction.pk, "queue": queue.id, **args}, actor=actor, key=key)
    return interaction


def continuation(interaction: Interaction, queue: int) -> Interaction:
    """The row of an interaction that goes on from this one, once the floor, asked in the same commit, says so."""
    return Interaction.objects.create(
        conversation_id=interaction.conversation_id,
        queue_id=queue,
        channel=interaction.channel,
        subject=interaction.subject,
        priority=interaction.priority,
        requirements=interaction.requirements,
        previous=interaction,
        root_id=interaction.root_id or interaction.pk,
    )


def new_conversation(
    programme: ProgrammeEntry, channel: str, customer: dict[str, str], public_id: UUID | None = None
) -> Conversation:
    """A conversation with a customer of the programme's client; who gives his reference is known by it."""
    ref = customer.get("ref", "")
    found = Customer.objects.filter(client_id=programme.client, ref=ref).order_by("id").first() if ref else None
    person = found or Customer.objects.create(client_id=programme.client, **customer)
    fields: dict[str, Any] = {"customer": person, "programme_id": programme.id, "channel": channel}
    if public_id is not None:
        fields["public_id"] = public_id
    return Conversation.objects.create(**fields)


def written(conversation: int, author: str, client_id: UUID) -> Message | None:
    """The message of this id in a conversation, if this side sent it before."""
    return _MESSAGE.first(conversation, author, client_id)


def write_message(
    interaction: Interaction, author: str, text: str, client_id: UUID, agent: int | None = None, internal: bool = False
) -> Message:
    """Store a message that is not `written`; the screens of those who may read it learn of it afterwards."""
    conversation = interaction.conversation_id
    message = Message(
        conversation_id=conversation,
        interaction_id=interaction.pk,
        client_id=client_id,
        author=author,
        agent_id=agent,
        text=text,
        internal=internal,
        at_ms=live.now_ms(),
    )
    if not insert(message, once=True):  # sent twice, and the other one was a moment faster
        return written(conversation, author, client_id) or message
    transaction.on_commit(lambda: live.announce(agents_with([conversation]), [] if internal else [conversation]))
    return message


def take_turn(conversation: int) -> None:
    """Until the transaction's end, nobody else decides how this conversation goes on.

    An update that changes nothing: the next one waits for it, in every database.
    """
    Conversation.objects.filter(pk=conversation).update(channel=F("channel"))


@transaction.atomic
def customer_writes(conversation: Conversation, text: str, client_id: UUID) -> Message:
    """A customer's message: it wakes what is parked, and begins a new interaction where the last one is over.

    One message of a conversation after the other, or each of several would begin an interaction.
    """
    take_turn(conversation.pk)
    known = written(conversation.pk, "customer", client_id)
    if known is not None:
        return known
    last = current_interactions([conversation.pk])[conversation.pk]
    if last.state in CLOSED:
        queue = live.directory().queues[last.queue_id]
        last = begin_contact(conversation, queue, subject=last.subject, previous=last)
    elif last.state == "parked":
        submit("unpark", {"interaction": last.pk})
    return write_message(last, "customer", text, client_id)
