"""Pages come from a process of their own: what they need of the floor reaches them, and neither outlives the other badly."""

from __future__ import annotations

import os
import select
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.operations.server import Agent, Customer, Server
from tests.operations.test_walk import ringing
from woezo.accounts.problems import Problem
from woezo.entrypoints.web.far import FarFloor
from woezo.entrypoints.web.frames import Frames, packed

GONE_S = 20


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path, agents=2)
    server.start()
    yield server
    server.stop()


def person(server: Server, who: str) -> httpx.Client:
    """Somebody signed in."""
    cookies = {"sessionid": server.centre[who], "csrftoken": "a" * 32}
    headers = {"X-CSRFToken": "a" * 32, "Referer": f"http://{server.host}/"}
    return httpx.Client(base_url=f"http://{server.host}", cookies=cookies, headers=headers, timeout=20)


def has_ended(pidfd: int) -> bool:
    try:
        return bool(select.select([pidfd], [], [], GONE_S)[0])
    finally:
        os.close(pidfd)


def test_what_only_the_floor_knows_reaches_a_page(server: Server) -> None:
    agent, customer, vigie = Agent(server, 0), Customer(server), person(server, "vigie")
    desk = agent.open()
    assert agent.sign_in().status_code == 200
    desk.until(lambda s: s["me"]["status"] == "idle")
    free = {queue["id"]: queue["free"] for queue in vigie.get("/api/v1/counts").json()["queues"]}
    assert free[server.centre["chat"]] == 1
    assert customer.begin("Bonjour").status_code == 201
    reservation = desk.until(ringing)
    assert agent.post(f"reservations/{reservation['id']}/accept").status_code == 200
    who = agent.http.get(f"/desk/interactions/{reservation['interaction']}/colleagues")
    assert who.json()["queues"][0]["queue"] == server.centre["chat"]
    why = vigie.get(f"/api/v1/interactions/{reservation['interaction']}/explanation").json()
    assert why["candidates"][0]["reason_code"] == "chosen"
    assert agent.post("activity", {"activity": "break"}).status_code == 200
    second = Customer(server)
    assert second.begin("Encore").status_code == 201
    second.open().until(lambda s: s["conversation"]["state"] == "queued")
    waiting = next(row for row in vigie.get("/api/v1/interactions").json()["items"] if row["state"] == "queued")
    why = vigie.get(f"/api/v1/interactions/{waiting['id']}/explanation").json()
    assert {row["reason_code"] for row in why["candidates"]} == {"next_activity", "signed_out"}


def test_what_a_page_changes_is_on_open_screens_at_once(server: Server) -> None:
    agent = Agent(server, 0)
    desk = agent.open()
    desk.until(lambda s: s.get("me"))
    assert desk.state["me"]["language"] == "fr"
    form = {"csrfmiddlewaretoken": "a" * 32, "language": "en"}
    assert agent.http.post(f"http://{server.host}/language/", data=form).status_code == 302
    desk.until(lambda s: s["me"]["language"] == "en")
    assert agent.http.post(f"http://{server.host}/sign-out/", data=form).status_code == 302
    while desk.read():
        pass
    assert desk.closed == "not_allowed"


def test_a_pages_process_that_dies_is_begun_again_and_the_floor_stands(server: Server) -> None:
    agent = Agent(server, 0)
    desk = agent.open()
    assert agent.sign_in().status_code == 200
    desk.until(lambda s: s["me"]["status"] == "idle")
    before = server.pages()
    os.kill(before, signal.SIGKILL)
    english = {"Accept-Language": "en", "Cookie": ""}
    said = []
    while (answer := httpx.get(f"http://{server.host}/api/v1/me", headers=english, timeout=20)).status_code == 503:
        said.append(answer.json()["error"])
    assert answer.status_code == 401
    assert {(error["code"], error["message"]) for error in said} <= {
        ("unavailable", "The centre does not answer at the moment.")
    }
    assert server.pages() != before
    assert agent.post("activity", {"activity": "break"}).status_code == 200
    desk.until(lambda s: s["me"]["activity"] == "break")
    assert desk.closed == ""


def test_a_request_whose_pages_process_dies_is_answered_in_words(server: Server) -> None:
    """It has the request, cannot answer any more, and nobody knows whether it was done."""
    desk = Agent(server, 0).open()
    desk.until(lambda s: s.get("me"))
    os.kill(server.pages(), signal.SIGSTOP)
    asked = []
    for path in ("/", "/api/v1/me"):
        host, port = server.host.split(":")
        connection = socket.create_connection((host, int(port)), timeout=GONE_S)
        lines = f"GET {path} HTTP/1.1\r\nHost: {server.host}\r\nAccept-Language: en\r\nConnection: close\r\n\r\n"
        connection.sendall(lines.encode())
        asked.append(connection)
    for _ in range(2):  # the floor's loop has come round: it has handed both on
        desk.socket.send('{"t":"ping"}')
        desk.read()
    os.kill(server.pages(), signal.SIGKILL)
    answers = [connection.makefile("rb").read().decode() for connection in asked]
    assert [answer.split()[1] for answer in answers] == ["503", "503"]
    assert all("The centre does not answer at the moment." in answer for answer in answers)


def test_pages_end_with_a_floor_that_was_killed(server: Server) -> None:
    watched = os.pidfd_open(server.pages())
    server.kill()
    assert has_ended(watched)


def test_frames_come_whole_however_they_arrive() -> None:
    frames, found = Frames(), []
    sent = [("request", 1, b"x" * 70_000), ("wake",), ("told", 2, (True, {"a": [1]}))]
    data = b"".join(packed(*frame) for frame in sent)
    for at in range(0, len(data), 997):
        found += frames.feed(data[at : at + 997])
    assert found == sent


def test_who_asks_a_floor_that_does_not_answer_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("woezo.entrypoints.web.far.LOOK_S", 0.01)
    said: list[tuple[object, ...]] = []
    far = FarFloor(lambda: 0, lambda *frame: said.append(frame))
    assert far.wait(7, 0.01) is None
    with pytest.raises(Problem, match="unavailable"):
        far.look(len, 1)
    (wait, first, *asked), (look, second, *looked) = said
    assert (wait, asked, look, looked) == ("wait", [7], "look", [len, (1,)])
    assert second != first
    far.told(first, None)  # the answer that comes too late
