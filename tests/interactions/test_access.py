"""Who sees whom, which programme and which contact, on the demo's floor."""

from __future__ import annotations

import uuid

import pytest
from pytest_django import Settings

from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.entrypoints.demo import seed_demo
from woezo.interactions.access import get_interaction, interactions_visible_to, reservations_visible_to
from woezo.interactions.models import Conversation, Customer, Interaction, Reservation
from woezo.people.access import agent_of, agents_visible_to
from woezo.people.models import Agent
from woezo.programmes.access import programmes_visible_to, queues_visible_to
from woezo.programmes.models import Programme, Queue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    settings.DEMO = True
    seed_demo()


def who(name: str) -> User:
    return User.objects.get(email=f"{name}@ponleve.example")


def contact(queue: str, agent: Agent | None = None, state: str = "accepted") -> Interaction:
    row = Queue.objects.select_related("programme").get(code=queue)
    customer = Customer.objects.create(client_id=row.programme.client_id)
    thread = Conversation.objects.create(customer=customer, programme=row.programme, channel=row.channel)
    found = Interaction.objects.create(conversation=thread, queue=row, channel=row.channel)
    if agent:
        number = Reservation.objects.count() + 1
        Reservation.objects.create(id=number, interaction=found, agent=agent, queue=row, state=state, made_ms=0)
    return found


@pytest.mark.parametrize("name", ["solange.etoa", "yannick.bidias"])
def test_administrator_and_vigie_see_the_whole_floor(name: str) -> None:
    contact("marche-chat")
    assert agents_visible_to(who(name)).count() == Agent.objects.count()
    assert queues_visible_to(who(name)).count() == Queue.objects.count()
    assert programmes_visible_to(who(name)).count() == Programme.objects.count()
    assert interactions_visible_to(who(name)).count() == 1


def test_a_leader_sees_his_teams_and_what_they_serve() -> None:
    leader = who("kodjo.agbeko")
    assert {agent.team.name for agent in agents_visible_to(leader) if agent.team} == {"Lomé Commerce"}
    codes = set(queues_visible_to(leader).values_list("code", flat=True))
    assert {"marche-chat", "marche-voix"} <= codes
    assert not {"sante-voix", "telkamer-voix-fr", "panbank-voix"} & codes
    afi = Agent.objects.get(alias="Akossiwa")
    other = Agent.objects.filter(team__name="Cotonou Commerce")[0]
    mine, foreign = contact("marche-chat", afi), contact("marche-chat", other)
    assert get_interaction(leader, mine.public_id) == mine
    with pytest.raises(Problem):
        get_interaction(leader, foreign.public_id)


def test_an_agent_sees_himself_and_what_he_has_in_hand() -> None:
    user = who("afi.dossou")
    afi = agent_of(user)
    assert afi is not None
    assert list(agents_visible_to(user)) == [afi]
    for state in ("pending", "accepted", "wrapping"):
        assert get_interaction(user, contact("marche-chat", afi, state).public_id)
    for state in ("completed", "timed_out", "rejected", "canceled", "rescinded"):
        with pytest.raises(Problem):
            get_interaction(user, contact("marche-chat", afi, state).public_id)
    assert reservations_visible_to(user).count() == 8
    assert set(programmes_visible_to(user).values_list("slug", flat=True)) == {"marche"}


def test_a_clients_people_see_their_programmes_and_nobody_of_the_floor() -> None:
    user = who("claire.aubin")
    assert list(programmes_visible_to(user).values_list("slug", flat=True)) == ["marche"]
    assert set(queues_visible_to(user).values_list("programme__slug", flat=True)) == {"marche"}
    assert not agents_visible_to(user).exists()
    assert not reservations_visible_to(user).exists()
    assert get_interaction(user, contact("marche-email").public_id)
    with pytest.raises(Problem):
        get_interaction(user, contact("volt-voix").public_id)


def test_a_client_user_without_a_client_sees_nothing() -> None:
    user = who("claire.aubin")
    user.client = None
    user.save()
    contact("marche-chat")
    for rows in (programmes_visible_to(user), queues_visible_to(user), interactions_visible_to(user)):
        assert not rows.exists()


def test_barred_clients_are_not_served() -> None:
    barred = Agent.objects.filter(barred_clients__name="Sikavi")[0]
    assert not queues_visible_to(barred.user).filter(programme__slug="momo").exists()


def test_what_does_not_exist_is_not_found() -> None:
    with pytest.raises(Problem) as error:
        get_interaction(who("solange.etoa"), uuid.uuid4())
    assert error.value.status == 404
