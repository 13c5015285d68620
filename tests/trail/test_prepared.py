"""A query that is compiled once finds what Django finds, and a row that is stored by one statement is whole."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.db.models import Case, F, Q, When
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from tests.operations.centre import make_centre
from woezo.interactions.models import Conversation, Customer, Interaction
from woezo.trail.models import Command
from woezo.trail.prepared import LONGEST, Prepared, PreparedMany, insert

pytestmark = pytest.mark.django_db(transaction=True)


def contacts(count: int) -> list[Interaction]:
    """Contacts in a queue of a new centre."""
    centre = make_centre()
    customer = Customer.objects.create(client=centre.programme.client, name="Awa", ref="A-1")
    found = []
    for number in range(count):
        thread = Conversation.objects.create(customer=customer, programme=centre.programme, channel="chat")
        wanted = {"requirements": {"3": number}, "subject": f"n° {number}", "arrived_at_ms": number}
        found.append(Interaction.objects.create(conversation=thread, queue=centre.chat, channel="chat", **wanted))
    return found


def whole(row: Interaction) -> dict[str, object]:
    """All that is in a row."""
    return {field.attname: getattr(row, field.attname) for field in Interaction._meta.concrete_fields}


def test_rows_are_the_same_and_related_ones_are_there_without_another_query() -> None:
    made = contacts(3)
    query = Prepared(
        lambda public_id, state: (
            Interaction.objects.filter(public_id=public_id, state=state, conversation__channel="chat")
            .select_related("conversation__customer", "agent")
            .order_by("-id")[:1]
        ),
        uuid.UUID(int=1),
        "a state",
    )
    for row in made:
        found = query.first(row.public_id, "created")
        assert found is not None
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert whole(found) == whole(Interaction.objects.get(pk=row.pk))
            assert (found.conversation.customer.name, found.agent) == ("Awa", None)
        assert len(asked) == 1, "only the comparison asks"
        assert query.first(row.public_id, "ended") is None
    found.subject = "changed"
    found.save()
    assert Interaction.objects.get(pk=found.pk).subject == "changed"


def test_no_row_has_a_number_that_no_row_can_hold() -> None:
    query = Prepared(lambda pk: Interaction.objects.filter(pk=pk), 10**9)
    assert [query.first(number) for number in (1 << 63, 1 << 200, -(1 << 63) - 1, 1 << 62)] == [None] * 4


def test_lists_of_any_length_give_each_row_once() -> None:
    made = contacts(7)
    query = PreparedMany(lambda ids: Interaction.objects.filter(pk__in=ids).order_by("-id"))
    for count in range(8):
        wanted = [row.pk for row in made[:count]]
        assert [row.pk for row in query.rows(wanted)] == wanted[::-1]
    many = [row.pk for row in made] + list(range(10**6, 10**6 + 2 * LONGEST))
    assert {row.pk for row in query.rows(many)} == {row.pk for row in made}


def test_what_a_query_computes_comes_along() -> None:
    Command.objects.create(kind="one")
    late = Case(When(Q(created_at__lt=Now() - timedelta(hours=1)), then=True), default=False)
    query = Prepared(lambda kind: Command.objects.filter(kind=kind).annotate(late=late, twice=F("id") * 2), "a kind")
    found = query.first("one")
    assert found is not None
    assert (bool(found.late), found.twice) == (False, 2 * found.pk)  # type: ignore[attr-defined]


def test_a_row_is_stored_with_its_defaults_and_its_id() -> None:
    row = contacts(1)[0]
    copy = Interaction(conversation=row.conversation, queue=row.queue, channel="chat", requirements={"7": 4})
    assert insert(copy)
    stored = Interaction.objects.get(pk=copy.pk)
    assert whole(stored) == whole(copy)
    assert (stored.state, stored.requirements, stored.priority) == ("created", {"7": 4}, -1)
    copy.subject = "changed"
    copy.save()
    assert Interaction.objects.get(pk=copy.pk).subject == "changed"


def test_a_row_that_is_there_is_not_stored_again() -> None:
    key = uuid.uuid4()
    assert insert(Command(kind="one", key=key), once=True)
    assert not insert(Command(kind="two", key=key), once=True)
    with pytest.raises(IntegrityError):
        insert(Command(kind="three", key=key))
    assert list(Command.objects.values_list("kind", flat=True)) == ["one"]
    assert insert(Command(kind="four"), once=True)
