"""The list of contacts: page by page exactly what each may see, newest first, and never by reading the whole table."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from woezo.accounts.models import Role, User
from woezo.entrypoints.demo import seed_demo
from woezo.interactions.access import interactions_visible_to
from woezo.interactions.models import Conversation, Customer, Interaction, Reservation
from woezo.interactions.newest import Wanted, newest_visible_to
from woezo.people.access import WHOLE_FLOOR
from woezo.people.models import Agent
from woezo.programmes.models import Queue
from woezo.routing.codes import INTERACTION_STATES

pytestmark = pytest.mark.django_db
PEOPLE = ("solange.etoa", "yannick.bidias", "kodjo.agbeko", "afi.dossou", "claire.aubin")
QUEUES = ("marche-chat", "marche-email", "marche-dossiers", "volt-voix", "panbank-voix")
CONTACTS = 300


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    settings.DEMO = True
    seed_demo()


def make_contacts(chance: random.Random) -> None:
    """Contacts of several clients, led by several agents or nobody, a few in hand. Some customers are another client's:
    their contact overflowed. Some ids are negative: those began inside the core."""
    agents = [
        *Agent.objects.filter(team__name="Lomé Commerce")[:3],
        *Agent.objects.filter(team__name="Cotonou Commerce")[:2],
    ]
    queues = [q for q in Queue.objects.select_related("programme").order_by("pk") if q.code in QUEUES]
    assert len(queues) == len(QUEUES)
    customers = {q.programme.client_id: Customer.objects.create(client_id=q.programme.client_id) for q in queues}
    for number in range(1, CONTACTS + 1):
        queue, agent = chance.choice(queues), chance.choice([*agents, None])
        client = queue.programme.client_id if chance.random() < 0.7 else chance.choice(list(customers))
        thread = Conversation.objects.create(
            customer=customers[client], programme=queue.programme, channel=queue.channel
        )
        row = Interaction.objects.create(
            id=chance.choice((number, -number)),
            conversation=thread,
            queue=queue,
            channel=queue.channel,
            agent=agent,
            state=chance.choice((*INTERACTION_STATES, *["ended"] * 5)),
        )
        holder, state = agent or chance.choice(agents), chance.choice(("accepted", *["completed"] * 4))
        Reservation.objects.create(id=number, interaction=row, agent=holder, queue=queue, state=state, made_ms=0)


def filters() -> Iterator[Wanted]:
    for state, queue, channel in itertools.product(
        (None, "ended", "queued", "parked"),
        (None, "marche-chat", "volt-voix", "nowhere"),
        (None, "chat", "task", "voice"),
    ):
        yield Wanted(state, queue, channel)


def read(user: User, wanted: Wanted, limit: int) -> list[int]:
    """Every page, one after the other."""
    found: list[int] = []
    cursor: int | None = None
    while True:
        rows, cursor = newest_visible_to(user, wanted, cursor, limit)
        assert len(rows) <= limit
        found += [row.pk for row in rows]
        if cursor is None:
            return found


@pytest.mark.parametrize("seed", range(3))
def test_the_pages_hold_what_a_user_may_see_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)
    make_contacts(chance)
    users = [User.objects.get(email=f"{name}@ponleve.example") for name in PEOPLE]
    users.append(User.objects.create(email="none@example.org", name="Of no client", role=Role.CLIENT_USER))
    seen = 0
    for user, wanted in itertools.product(users, filters()):
        asked = {"state": wanted.state, "queue__code": wanted.queue, "channel": wanted.channel}
        rows = interactions_visible_to(user).filter(**{name: value for name, value in asked.items() if value})
        expected = list(rows.order_by("-pk").values_list("pk", flat=True))
        assert read(user, wanted, chance.choice((3, 40, 200))) == expected, (seed, user.name, wanted)
        seen += len(expected)
    assert seen > CONTACTS


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a small table whole, whatever its indexes")
@pytest.mark.parametrize("name", PEOPLE)
def test_no_page_reads_the_whole_table(name: str) -> None:
    user = User.objects.get(email=f"{name}@ponleve.example")
    for wanted in filters():
        with CaptureQueriesContext(connection) as asked:
            newest_visible_to(user, wanted, None, 50)
        steps = [step for query in asked.captured_queries for step in plan_of(query["sql"])]
        whole = [step for step in steps if step.startswith("SCAN interactions_")]
        everything = user.role in WHOLE_FLOOR and wanted.queue is None and wanted.channel is None
        if not (everything and wanted.state in (None, "ended")):  # there the newest of all are the newest
            assert not whole, (wanted, steps)


def plan_of(statement: str) -> list[str]:
    """How SQLite would go about it."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        return [str(step[-1]) for step in cursor.fetchall()]
