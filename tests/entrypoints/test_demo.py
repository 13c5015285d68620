"""The demo is whole, the same everywhere, and the routing core accepts every rule of it."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from woezo.accounts.models import Role, User
from woezo.entrypoints.demo import NotADemoError, is_seeded, seed_demo
from woezo.journal import apply
from woezo.people.models import Agent
from woezo.programmes.models import Programme, Queue
from woezo.programmes.reads import configuration_events
from woezo.routing import Router

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.DEMO = True
    assert not is_seeded()
    seed_demo()
    assert is_seeded()


def test_a_real_directory_never_becomes_a_demo() -> None:
    with pytest.raises(NotADemoError):
        seed_demo()
    assert not User.objects.exists()


def test_every_role_and_programme_is_there(demo: None) -> None:
    assert {user.role for user in User.objects.all()} == {str(role) for role in Role}
    assert Programme.objects.count() == 7
    assert 55 <= Agent.objects.count() <= 65
    assert len({agent.alias for agent in Agent.objects.all()}) == Agent.objects.count()
    afi = Agent.objects.get(user__email="afi.dossou@ponleve.example")
    assert (afi.alias, afi.site.name) == ("Akossiwa", "Lomé")


def test_the_core_accepts_the_whole_configuration(demo: None) -> None:
    router = Router()
    for event, args in configuration_events():
        assert not [effect for effect in apply(router, 0, event, args) if effect[0] == "refused"], (event, args)
    assert len(router.queues) == Queue.objects.count()
    assert len(router.agents) == Agent.objects.count()


def test_every_queue_has_somebody_who_may_serve_it(demo: None) -> None:
    router = Router()
    for event, args in configuration_events():
        apply(router, 0, event, args)
    for index, agent in enumerate(router.agents):
        apply(router, 0, "sign_in", {"agent": agent, "desk": index + 1, "activity": "available", "routable": True})
    for queue in Queue.objects.all():
        effects = apply(router, 0, "arrive", {"interaction": queue.pk, "queue": queue.pk})
        assert any(effect[0] == "reserved" for effect in effects), queue.code


def test_afi_alone_is_given_a_chat_of_the_shop(demo: None) -> None:
    router = Router()
    for event, args in configuration_events():
        apply(router, 0, event, args)
    afi = Agent.objects.get(alias="Akossiwa")
    apply(router, 0, "sign_in", {"agent": afi.pk, "desk": 1, "activity": "available", "routable": True})
    chat = Queue.objects.get(code="marche-chat")
    effects = apply(router, 0, "arrive", {"interaction": 1, "queue": chat.pk})
    assert ["reserved", 1, 1, afi.pk, chat.pk] in effects
