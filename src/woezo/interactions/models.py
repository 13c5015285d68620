"""Customers, conversations, interactions, reservations, messages.

state, outcome and the times of Interaction and Reservation are the projection of the journal: only
operations.projection writes them.
"""

from __future__ import annotations

import uuid

from django.db import models

from woezo.routing.codes import CHANNELS, INTERACTION_STATES, RESERVATION_STATES


class Customer(models.Model):
    """A person served for a client. Never joined across clients."""

    client = models.ForeignKey("programmes.Client", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=32, blank=True)
    language = models.CharField(max_length=8, blank=True)
    ref = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["client", "ref"], name="customer_ref")]


class Conversation(models.Model):
    """The long-lived thread with one customer on a channel of a programme."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="conversations")
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=12, choices=[(word, word) for word in CHANNELS])
    created_at = models.DateTimeField(auto_now_add=True)


class Interaction(models.Model):
    """One routed piece of work. Its id is the core's; those that began inside the core have negative ids."""

    id = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="interactions")
    queue = models.ForeignKey("programmes.Queue", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=12, choices=[(word, word) for word in CHANNELS])  # its queue's
    state = models.CharField(max_length=12, choices=[(w, w) for w in INTERACTION_STATES], default="created")
    outcome = models.CharField(max_length=12, blank=True, default="")
    conference = models.BooleanField(default=False)
    subject = models.CharField(max_length=160, blank=True)
    priority = models.SmallIntegerField(default=-1)
    requirements = models.JSONField(default=dict)
    agent = models.ForeignKey("people.Agent", null=True, on_delete=models.SET_NULL, related_name="+")  # who leads it
    root = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", db_constraint=False)
    previous = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", db_constraint=False)
    arrived_at_ms = models.BigIntegerField(null=True)
    queued_at_ms = models.BigIntegerField(null=True)
    answered_at_ms = models.BigIntegerField(null=True)
    ended_at_ms = models.BigIntegerField(null=True)

    class Meta:
        indexes = [  # interactions.newest reads along those that end with the id
            models.Index(fields=["queue", "id"], name="interaction_queue"),
            models.Index(fields=["agent", "id", "queue"], name="interaction_led"),
            models.Index(fields=["state", "id"], name="interaction_live", condition=~models.Q(state="ended")),
            models.Index(fields=["agent", "state"], name="interaction_agent"),
            models.Index(fields=["conversation", "id"], name="interaction_thread"),
        ]


class Reservation(models.Model):
    """One attempt to give an interaction to one agent, or to call a second one into it. Its id is the core's."""

    id = models.BigIntegerField(primary_key=True)
    interaction = models.ForeignKey(Interaction, on_delete=models.PROTECT, related_name="reservations")
    agent = models.ForeignKey("people.Agent", on_delete=models.PROTECT, related_name="reservations")
    queue = models.ForeignKey("programmes.Queue", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(w, w) for w in RESERVATION_STATES], default="pending")
    consult = models.BooleanField(default=False)  # made to ask for advice; he may lead the interaction later
    made_ms = models.BigIntegerField()
    due_ms = models.BigIntegerField(null=True)
    accepted_ms = models.BigIntegerField(null=True)
    ended_ms = models.BigIntegerField(null=True)
    wrap_due_ms = models.BigIntegerField(null=True)
    disposition = models.ForeignKey("programmes.Disposition", null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.TextField(blank=True, max_length=2000)

    class Meta:
        indexes = [models.Index(fields=["agent", "state"], name="reservation_agent")]


class Message(models.Model):
    """A message of a conversation. client_id is given by whoever wrote it, so that sending twice stores once. What
    one side chooses meets nothing of another's: a line of the system has an id that can be worked out beforehand.

    code: what a line of the system says, to each reader in his language; its text is the name in it, or empty.
    internal: a note between agents, which the customer never gets.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    interaction = models.ForeignKey(Interaction, null=True, on_delete=models.SET_NULL, related_name="messages")
    author = models.CharField(max_length=10, choices=[(w, w) for w in ("customer", "agent", "system")])
    agent = models.ForeignKey("people.Agent", null=True, on_delete=models.SET_NULL, related_name="+")
    code = models.CharField(max_length=12, blank=True, default="")
    text = models.TextField(max_length=10_000, blank=True)
    internal = models.BooleanField(default=False)
    at_ms = models.BigIntegerField()
    client_id = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["conversation", "author", "client_id"], name="message_once")]
