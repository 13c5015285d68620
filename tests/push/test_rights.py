"""A screen that is open when its user loses a right closes, and shows nothing more."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connections
from django.http import HttpRequest
from starlette.applications import Starlette
from starlette.testclient import TestClient, WebSocketTestSession

from tests.operations.conftest import Floor, floor
from woezo.accounts.actions import choose_language, store
from woezo.accounts.models import Role, User
from woezo.accounts.sessions import close_session, on_doubt
from woezo.desk.views import DeskViews
from woezo.operations import floor as floor_module
from woezo.operations import live
from woezo.operations.desk_ids import desk_number
from woezo.operations.directory import DirectoryCache
from woezo.operations.dispatcher import Dispatcher
from woezo.operations.floor import Floor as LiveFloor
from woezo.operations.presence import PresenceBook
from woezo.push import desks, doubts
from woezo.push import sockets as sockets_module
from woezo.push.hub import Hub
from woezo.push.sockets import Sockets
from woezo.routing.codes import B_DESK_LOST
from woezo.wallboard.views import build_wallboards

__all__ = ["floor"]


class Seen:
    """A user, his session, and the screens of this process."""

    def __init__(self, client: TestClient, user: User) -> None:
        self.client, self.user = client, user
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self.session = session

    def look(self, path: str) -> WebSocketTestSession:
        """Open a screen."""
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session.session_key}"}
        return self.client.websocket_connect(path, headers=headers)

    def change(self, **fields: Any) -> None:
        """An administrator changes him."""
        for name, value in fields.items():
            setattr(self.user, name, value)
        store(self.user, self.user.save, sorted(fields), self.user)

    def new_password(self) -> None:
        """Which ends every session that he has."""
        self.user.set_password("une autre phrase de passe")
        self.change()

    def sign_out(self) -> None:
        """The end of the session."""
        request = HttpRequest()
        request.session, request.user = self.session, self.user
        close_session(request)


@pytest.fixture
def client(floor: Floor) -> Iterator[TestClient]:
    """Screens of a floor, without the rest of a centre."""
    views, threads = ThreadPoolExecutor(1), ThreadPoolExecutor(2)
    hub = Hub(floor.clock, views)
    hub.register("desk", DeskViews(PresenceBook()).build)
    hub.register("wallboard", build_wallboards)
    sockets = Sockets(hub, threads)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await hub.start()
        deaf = on_doubt(lambda user: hub.call_from_thread(sockets.doubts.tell, user))
        yield
        deaf()
        await hub.stop()

    with TestClient(Starlette(routes=sockets.routes(), lifespan=lifespan)) as client:
        yield client
    for executor in (views, threads):
        for _ in range(2):
            executor.submit(connections.close_all)
        executor.shutdown()


def agent_at(client: TestClient, floor: Floor) -> Seen:
    """The first agent."""
    return Seen(client, User.objects.get(pk=floor.centre.agents[0].user_id))


LOSSES: list[Callable[[Seen], None]] = [
    lambda seen: seen.change(is_active=False),
    lambda seen: seen.change(role=Role.ADMINISTRATOR),
    lambda seen: seen.new_password(),
    lambda seen: seen.sign_out(),
]


@pytest.mark.parametrize("lose", LOSSES, ids=["deactivated", "role", "password", "signed out"])
def test_a_desk_closes(floor: Floor, client: TestClient, lose: Callable[[Seen], None]) -> None:
    agent = agent_at(client, floor)
    with agent.look(f"/ws/desk?desk={uuid.uuid4()}") as desk:
        assert desk.receive_json()["t"] == "snapshot"
        lose(agent)
        assert desk.receive_json() == {"t": "closed", "reason": "not_allowed"}
    with agent.look(f"/ws/desk?desk={uuid.uuid4()}") as desk:
        assert desk.receive_json()["t"] == "closed"


def test_a_wallboard_closes_with_the_client_that_it_showed(floor: Floor, client: TestClient) -> None:
    owner = floor.centre.programme.client
    user = User.objects.create_user("c@example.org", None, name="C", role=Role.CLIENT_USER, client=owner, language="fr")
    seen = Seen(client, user)
    with seen.look("/ws/wallboard") as board:
        assert board.receive_json()["t"] == "snapshot"
        seen.change(role=Role.VIGIE, client=None)
        assert board.receive_json()["t"] == "closed"


def test_others_and_harmless_changes_close_nothing(floor: Floor, client: TestClient) -> None:
    agent, other = agent_at(client, floor), User.objects.get(pk=floor.centre.agents[1].user_id)
    with agent.look(f"/ws/desk?desk={uuid.uuid4()}") as desk:
        assert desk.receive_json()["t"] == "snapshot"
        choose_language(agent.user, "en")
        agent.change(name="Nouveau nom")
        other.is_active = False
        store(other, other.save, ["is_active"], other)
        desk.send_json({"t": "ping"})
        assert desk.receive_json()["t"] == "pong"


def test_what_nobody_told_is_found_in_time(floor: Floor, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubts, "RECHECK_S", 0.05)
    agent = agent_at(client, floor)
    with agent.look(f"/ws/desk?desk={uuid.uuid4()}") as desk:
        assert desk.receive_json()["t"] == "snapshot"
        User.objects.filter(pk=agent.user.pk).update(is_active=False)
        assert desk.receive_json()["t"] == "closed"


def test_a_frame_that_is_not_ours_ends_its_socket_and_no_other(floor: Floor, client: TestClient) -> None:
    agent = agent_at(client, floor)
    for frame in ("no json", "[" * 100_000, "{", '"text"'):
        with agent.look(f"/ws/desk?desk={uuid.uuid4()}") as desk:
            assert desk.receive_json()["t"] == "snapshot"
            desk.send_text(frame)
    with agent.look(f"/ws/desk?desk={uuid.uuid4()}") as desk:
        assert desk.receive_json()["t"] == "snapshot"


def test_a_desk_that_came_back_while_the_floor_stood_is_told_of_later(
    floor: Floor, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets_module, "RETRY_S", 0.01)
    agent, id, desk_id = agent_at(client, floor), floor.centre.agents[0].pk, str(uuid.uuid4())
    desk = desk_number(desk_id)
    floor.centre.sign_in(floor.centre.agents[0], desk)
    floor.run()
    assert floor.do("desk_lost", agent=id, desk=desk) == ""
    whole = LiveFloor(floor.dispatcher, floor.clock, DirectoryCache(floor.clock))
    live.attach(replace(whole, dispatcher=Dispatcher()))  # it has not started: there is no router
    with agent.look(f"/ws/desk?desk={desk_id}") as screen:
        screen.send_json({"t": "ping"})
        assert screen.receive_json()["t"] == "pong"
        live.attach(whole)
        for _ in range(1000):
            floor.run()
            with floor.dispatcher.reading() as router:
                if not router.agents[id].blocked & B_DESK_LOST:
                    return
            screen.send_json({"t": "ping"})
            screen.receive_json()
    raise AssertionError("the desk stayed lost")


def test_a_loss_that_the_floor_has_not_heard_of_yet_is_followed_by_the_return(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both wait: the return must be asked for although the floor still takes the desk for open."""
    monkeypatch.setattr(floor_module, "GIVEN_UP_S", 0.01)
    id = floor.centre.agents[0].pk
    floor.centre.sign_in(floor.centre.agents[0], 7)
    floor.run()
    assert not desks.lost(id, 7)
    assert not desks.opened(id, 7)
    floor.run()
    with floor.dispatcher.reading() as router:
        assert not router.agents[id].blocked & B_DESK_LOST
