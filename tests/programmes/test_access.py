"""One rule for the API and the wallboard: whole programmes, and of another client nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import Caller, call, demo
from tests.api.floor import floor
from woezo.accounts.models import User
from woezo.people.models import Site
from woezo.programmes.access import programmes_visible_to, queues_visible_to, wallboard_of
from woezo.programmes.models import Programme, Queue
from woezo.wallboard.views import build_wallboards

__all__ = ["call", "demo"]

pytestmark = pytest.mark.django_db

# who looks, the clients whose queues he sees, the sites on his wallboard
SEEN = {
    "solange.etoa": (None, {"Paris", "Douala", "Cotonou", "Lomé"}),
    "yannick.bidias": (None, {"Paris", "Douala", "Cotonou", "Lomé"}),
    "kodjo.agbeko": ({"Brindelune"}, {"Lomé"}),
    "claire.aubin": ({"Brindelune"}, set()),
}


@pytest.mark.parametrize("name", SEEN)
def test_the_wallboard_shows_what_the_api_lists(call: Callable[[str], Caller], name: str) -> None:
    user = User.objects.get(email=f"{name}@ponleve.example")
    topic = f"wallboard:fr{wallboard_of(user)}"
    with floor():
        board = build_wallboards([topic])[topic]
    listed = {str(queue["id"]) for queue in call(name).get("/queues", limit=200).json()["items"]}
    assert set(board["queues"]) == listed
    clients, sites = SEEN[name]
    shown = Queue.objects.filter(pk__in=board["queues"])
    assert clients is None or set(shown.values_list("programme__client__name", flat=True)) == clients
    assert {Site.objects.get(pk=id).name for id in board["sites"]} == sites


def test_a_programme_is_seen_whole_or_not_at_all(demo: None) -> None:
    for user in User.objects.filter(role__in=("team_leader", "agent")):
        queues = queues_visible_to(user)
        for programme in Programme.objects.all():
            seen = queues.filter(programme=programme).count()
            assert seen in (0, programme.queues.count())
            assert (seen > 0) == programmes_visible_to(user).filter(pk=programme.pk).exists()


def test_an_agent_has_no_wallboard(demo: None) -> None:
    assert wallboard_of(User.objects.get(email="afi.dossou@ponleve.example")) is None
