"""Contacts from outside: rows and the command to route them, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction

from woezo.accounts.keys import command_under
from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.interactions.models import Conversation, Customer, Interaction, Message
from woezo.people.reads import skill_ids
from woezo.programmes.models import Queue
from woezo.trail.actions import audit, submit
from woezo.trail.keys import Key
from woezo.trail.prepared import insert

FROM_OUTSIDE: Final = ("chat", "messaging", "email", "task", "callback")
"""Channels whose contacts a request can bring. A call needs a line, which only a voice engine has."""


@dataclass(frozen=True)
class Contact:
    """What somebody wants, as it came in. skills: {code: level}."""

    queue: Queue
    customer: dict[str, str] = field(default_factory=dict)
    skills: dict[str, int] = field(default_factory=dict)
    routing: dict[str, Any] = field(default_factory=dict)  # priority, preferred, preferred_ms, credit_ms
    subject: str = ""
    text: str = ""
    at_ms: int = 0


@transaction.atomic
def receive(contact: Contact, actor: User | None, key: Key | None = None) -> tuple[Interaction, bool]:
    """Store a contact and ask the floor to route it. Under a key used before: the first one, and False."""
    if (earlier := command_under(key, actor)) is not None:
        return Interaction.objects.get(pk=earlier.args["interaction"]), False
    skills = skill_ids(contact.skills)
    queue = contact.queue
    thread = Conversation(customer=_customer(queue, contact.customer), programme=queue.programme, channel=queue.channel)
    insert(thread)
    interaction = Interaction(
        conversation=thread,
        queue=queue,
        channel=queue.channel,
        subject=contact.subject,
        priority=contact.routing.get("priority", -1),
        requirements=skills,
    )
    insert(interaction)
    if contact.text:
        first = {"author": "customer", "text": contact.text, "at_ms": contact.at_ms}
        insert(Message(conversation=thread, interaction=interaction, **first))
    args = {"interaction": interaction.pk, "queue": queue.pk, "skills": skills} | contact.routing
    _, made = submit("arrive", args, actor, key)
    if not made:  # the same request, a moment earlier, in another process
        raise Problem("busy")
    return interaction, True


@transaction.atomic
def cancel(interaction: Interaction, actor: User, key: Key | None = None) -> None:
    """Ask the floor to take a contact out of its queue, or away from its agent."""
    if command_under(key, actor) is not None:
        return
    if interaction.state == "ended":
        raise Problem("wrong_state")
    _, made = submit("cancel", {"interaction": interaction.pk}, actor, key)
    if not made:  # the same request, a moment earlier, in another process
        raise Problem("busy")
    audit(actor, "cancel", "interaction", interaction.public_id)


def note_seen(interaction: Interaction, actor: User) -> None:
    """Who saw which customer."""
    audit(actor, "seen", "customer", interaction.conversation.customer_id, {"interaction": interaction.pk})


def _customer(queue: Queue, fields: dict[str, str]) -> Customer:
    """The client's customer of this reference, else a new one. Never looked for among another client's."""
    client = queue.programme.client_id
    if fields.get("ref"):
        found = Customer.objects.filter(client=client, ref=fields["ref"]).order_by("pk").first()
        if found is not None:
            for name, value in fields.items():
                setattr(found, name, value or getattr(found, name))
            found.save()
            return found
    made = Customer(client_id=client, **fields)
    insert(made)
    return made
