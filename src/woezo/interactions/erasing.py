"""What was promised to customers: words and names go when a programme's time is over. Numbers and the journal stay."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

from django.db import transaction
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from woezo.interactions.models import Conversation, Customer, Interaction, Message, Reservation
from woezo.trail.actions import audit

DAY_MS: Final = 86_400_000
PIECE: Final = 10  # conversations; what one transaction erases must not keep others waiting
GOING_ON: Final = ("queued", "reserved", "connected", "held", "parked")
IN_HAND: Final = ("pending", "accepted", "wrapping")
NAMED: Final = ~Q(customer__name="", customer__email="", customer__phone="", customer__ref="")


def erase_expired(now_ms: int, after: int = 0) -> int:
    """Erase a piece of what is older than its programme keeps: messages, subjects, notes, customers.

    Returns the conversation up to which it has looked, from which to go on, 0 at the end.
    """
    rows = _holding(_expired(Conversation.objects.filter(pk__gt=after), now_ms)).order_by("pk")
    ids: list[int] = list(rows.values_list("pk", flat=True)[:PIECE])
    if not ids:
        return 0
    with transaction.atomic():
        # as operations.contacts.take_turn does: whoever writes at this moment has written, or waits and finds the new name
        Conversation.objects.filter(pk__in=ids).update(channel=F("channel"))
        _erase(list(_expired(Conversation.objects.filter(pk__in=ids), now_ms)), now_ms)
    return ids[-1]


def _expired(rows: QuerySet[Conversation], now_ms: int) -> QuerySet[Any]:
    """Those of `rows` in which nothing has happened for as long as their programme keeps messages."""
    kept_ms = Cast("programme__retention_days", BigIntegerField()) * Value(DAY_MS, BigIntegerField())
    rows = rows.annotate(until_ms=Value(now_ms, BigIntegerField()) - kept_ms)
    contacts = Interaction.objects.filter(conversation=OuterRef("pk"))
    late = Q(ended_at_ms__gte=OuterRef("until_ms")) | Q(arrived_at_ms__gte=OuterRef("until_ms"))
    attempts = Reservation.objects.filter(interaction__conversation=OuterRef("pk"), state__in=IN_HAND)
    return rows.filter(
        _begun_before(rows, now_ms),
        ~Exists(Message.objects.filter(conversation=OuterRef("pk"), at_ms__gte=OuterRef("until_ms"))),
        ~Exists(contacts.filter(late | Q(state__in=GOING_ON))),
        ~Exists(attempts),
    )


def _begun_before(rows: QuerySet[Any], now_ms: int) -> Q:
    """Begun before the time that is kept: one that has not arrived yet has no other date."""
    found = Q(pk__in=[])
    for days in set(rows.order_by().values_list("programme__retention_days", flat=True).distinct()):
        until = datetime.fromtimestamp(max(0, now_ms - days * DAY_MS) / 1000, UTC)
        found |= Q(programme__retention_days=days, created_at__lt=until)
    return found


def _holding(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those in which something is left to erase. A customer goes with the newest of his conversations."""
    newer = Conversation.objects.filter(customer=OuterRef("customer"), pk__gt=OuterRef("pk"))
    return rows.filter(
        Exists(Message.objects.filter(conversation=OuterRef("pk")))
        | Exists(Interaction.objects.filter(conversation=OuterRef("pk")).exclude(subject=""))
        | Exists(Reservation.objects.filter(interaction__conversation=OuterRef("pk")).exclude(note=""))
        | (NAMED & ~Exists(newer))
    )


def _erase(rows: list[Any], now_ms: int) -> None:
    ids = [row.pk for row in rows]
    messages = 0
    for until_ms in {row.until_ms for row in rows}:
        old = [row.pk for row in rows if row.until_ms == until_ms]
        messages += Message.objects.filter(conversation__in=old, at_ms__lt=until_ms).delete()[0]
    Interaction.objects.filter(conversation__in=ids).exclude(subject="").update(subject="")
    Reservation.objects.filter(interaction__conversation__in=ids).exclude(note="").update(note="")
    for row in rows:  # the customer's key opens a conversation by this name; it ends with what it opened
        row.public_id = uuid4()
    Conversation.objects.bulk_update(rows, ["public_id"])
    customers = _forget({row.customer_id for row in rows}, now_ms)
    if messages or customers:
        detail = {"conversations": len(ids), "messages": messages, "customers": customers}
        audit(None, "erase", "conversation", max(ids), detail)


def _forget(customers: set[int], now_ms: int) -> int:
    """Blank those of the customers whom nothing that is kept refers to."""
    theirs = Conversation.objects.filter(customer__in=customers)
    gone = _expired(theirs, now_ms).values("pk")
    kept = set(theirs.exclude(pk__in=gone).values_list("customer", flat=True))
    blank = {"name": "", "email": "", "phone": "", "ref": ""}
    return Customer.objects.filter(pk__in=customers - kept).exclude(**blank).update(**blank)
