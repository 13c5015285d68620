"""What hangs on the wall: the condition of each queue by its own target, who waits, who is there, whose part one sees."""

from __future__ import annotations

from typing import Any

import pytest

from tests.operations.conftest import Floor, floor  # noqa: F401  (the fixture of the floor in virtual time)
from woezo.accounts.models import Role, User
from woezo.operations import live
from woezo.people.models import Site
from woezo.programmes.access import wallboard_of
from woezo.programmes.models import Client, Programme, Queue
from woezo.wallboard.views import LEAST_N, build_wallboards

TARGET_MS = 60_000


@pytest.fixture(name="hall")
def _hall(floor: Floor) -> Floor:  # noqa: F811
    """One agent with room for one chat at a time."""
    agent = floor.centre.agents[0]
    floor.do("set_agent", agent=agent.pk, site=agent.site_id, skills={}, capacity={"units": 1, "weights": {"chat": 1}})
    queue = floor.centre.chat
    for kind, args in (
        ("set_queue", {"queue": queue.pk, "programme": queue.programme_id, "channel": "chat", "target_ms": TARGET_MS}),
        ("sign_in", {"agent": agent.pk, "desk": 1, "activity": "available", "routable": True}),
    ):
        assert floor.do(kind, **args) == "", kind
    return floor


def serve(hall: Floor, wait_ms: int) -> None:
    """A customer is answered after a wait, and the agent is free again."""
    interaction = hall.centre.arrive()
    hall.run()
    assert hall.do("accept", reservation=hall.newest().pk) == ""
    hall.after(wait_ms)
    for act in ("answer", "end"):
        assert hall.do(act, interaction=interaction.pk) == "", act
    hall.do("complete", reservation=hall.newest().pk)


def board(name: str = "wallboard:en") -> dict[str, Any]:
    return build_wallboards([name])[name]


def row(hall: Floor) -> dict[str, Any]:
    found: dict[str, Any] = board()["queues"][str(hall.centre.chat.pk)]
    return found


def with_target(hall: Floor, ratio: str) -> dict[str, Any]:
    Queue.objects.update(target_ratio=ratio)
    live.forget_names()
    return row(hall)


def test_a_queue_is_judged_by_its_own_target_once_enough_came(hall: Floor) -> None:
    for _ in range(2):
        serve(hall, TARGET_MS + 1)
    for _ in range(LEAST_N - 3):
        serve(hall, TARGET_MS - 1)
    assert (row(hall)["n"], row(hall)["condition"]) == (LEAST_N - 1, "provisional")
    serve(hall, 0)
    seen = {ratio: with_target(hall, ratio)["condition"] for ratio in ("0.790", "0.800", "0.801", "0.830", "0.831")}
    assert seen == {"0.790": "met", "0.800": "met", "0.801": "watch", "0.830": "watch", "0.831": "missed"}
    assert row(hall)["service_level_ratio"] == 0.8
    hall.do("programme_closed", programme=hall.centre.programme.pk)
    assert (row(hall)["condition"], row(hall)["open"]) == ("closed", False)


def test_a_queue_to_which_nobody_came_says_nothing(hall: Floor) -> None:
    empty = row(hall)
    assert (empty["condition"], empty["service_level_ratio"], empty["n"]) == ("provisional", None, 0)


def test_the_day_begins_at_midnight_of_the_programme(hall: Floor) -> None:
    serve(hall, 0)
    assert row(hall)["n"] == 1
    hall.after(86_400_000)
    serve(hall, 0)
    assert row(hall)["n"] == 1


def test_who_waits_and_who_is_there(hall: Floor) -> None:
    assert (row(hall)["waiting"], row(hall)["oldest_since_ms"]) == (0, None)
    assert (row(hall)["free"], row(hall)["present"]) == (1, 1)
    begun_ms = hall.clock()
    for _ in range(3):
        hall.centre.arrive()
        hall.run()
        hall.after(1000)
    assert (row(hall)["waiting"], row(hall)["oldest_since_ms"]) == (2, begun_ms + 1000)
    assert hall.do("accept", reservation=hall.newest().pk) == ""
    site = board()["sites"][str(hall.centre.site.pk)]
    assert (site["present"], site["available"], site["interacting"], site["down"]) == (1, 0, 1, False)
    hall.do("desk_lost", agent=hall.centre.agents[0].pk, desk=1)
    assert board()["sites"][str(hall.centre.site.pk)]["present"] == 0
    hall.do("site_down", site=hall.centre.site.pk)
    assert board()["sites"][str(hall.centre.site.pk)]["down"]


def test_each_reads_his_language(hall: Floor) -> None:
    chat, voice = (str(queue.pk) for queue in (hall.centre.chat, hall.centre.voice))
    for language, words in (("fr", ("Discussion", "Voix")), ("en", ("Chat", "Voice"))):
        queues = board(f"wallboard:{language}")["queues"]
        assert (queues[chat]["channel_label"], queues[voice]["channel_label"]) == words


def test_a_clients_people_see_their_programmes_and_nobody_of_the_floor(hall: Floor) -> None:
    other = Client.objects.create(name="Volt")
    programme = Programme.objects.create(client=other, name="Volt", slug="volt", zone="UTC")
    queue = Queue.objects.create(programme=programme, name="Volt", code="volt", channel="chat")
    Site.objects.create(name="Lomé", country="TG", zone="Africa/Lome", currency="XOF")
    live.forget_names()
    theirs = User.objects.create_user("c@example.org", name="C", role=Role.CLIENT_USER, client=other)
    leader = User.objects.create_user("l@example.org", name="L", role=Role.TEAM_LEADER)
    vigie = User.objects.create_user("v@example.org", name="V", role=Role.VIGIE)
    hall.centre.agents[0].team.leader = leader
    hall.centre.agents[0].team.save()
    seen = {user.name: board(f"wallboard:en{wallboard_of(user)}") for user in (theirs, leader, vigie)}
    assert set(seen["C"]["queues"]) == {str(queue.pk)}
    assert seen["C"]["sites"] == {}
    assert str(queue.pk) in seen["V"]["queues"]
    assert len(seen["V"]["sites"]) == 2
    assert set(seen["L"]["sites"]) == {str(hall.centre.site.pk)}
    assert wallboard_of(hall.centre.agents[0].user) is None
