"""Desks on a real server: taken over, lost, back; acts sent twice, too late, or upon what is another's."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.operations.server import Agent, Customer, Server, Stream
from tests.operations.test_walk import ringing, talk, texts


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server; each test has agents of its own."""
    server = Server(tmp_path_factory.mktemp("desk"), agents=9)
    server.start()
    yield server
    server.stop()


def at_work(server: Server, number: int) -> tuple[Agent, Stream]:
    """An agent who is ready."""
    agent = Agent(server, number)
    desk = agent.open()
    desk.until(lambda s: s.get("me"))
    assert agent.sign_in().status_code == 200
    desk.until(lambda s: s["me"]["status"] == "idle")
    return agent, desk


def off_work(agent: Agent, desk: Stream) -> None:
    """He leaves, so that the next test's customer does not come to him."""
    assert agent.post("sign-out").status_code == 200
    desk.until(lambda s: not s["me"]["signed_in"])
    desk.close()


def take(server: Server, agent: Agent, desk: Stream) -> tuple[Customer, dict[str, Any]]:
    """A customer comes, the agent takes him."""
    customer = Customer(server)
    assert customer.begin("Bonjour").status_code == 201
    reservation = desk.until(ringing)
    assert agent.post(f"reservations/{reservation['id']}/accept").status_code == 200
    return customer, desk.until(talk)


def finish(server: Server, agent: Agent, desk: Stream, thread: dict[str, Any]) -> None:
    """End and wrap up."""
    agent.post(f"interactions/{thread['id']}/end")
    desk.until(lambda s: (talk(s) or {}).get("state") == "wrapping")
    body = {"disposition": server.centre["reason"], "note": ""}
    assert agent.post(f"reservations/{talk(desk.state)['reservation']}/complete", body).status_code == 200
    desk.until(lambda s: not s.get("conversations"))


def test_a_second_desk_takes_over_with_the_work(server: Server) -> None:
    agent, desk = at_work(server, 0)
    _, thread = take(server, agent, desk)
    second = agent.open(str(uuid.uuid4()))
    second.until(lambda s: (talk(s) or {}).get("id") == thread["id"])
    while not desk.closed:
        assert desk.read()
    assert desk.closed == "taken_over"
    finish(server, agent, second, thread)
    off_work(agent, second)


def test_a_desk_that_is_reloaded_keeps_its_work(server: Server) -> None:
    agent, desk = at_work(server, 1)
    _, thread = take(server, agent, desk)
    for _ in range(3):
        desk.close()
        desk = agent.open()
        desk.until(lambda s: (talk(s) or {}).get("id") == thread["id"] and s["me"]["desk"] == "open")
    assert desk.state["me"]["status"] == "interacting"
    finish(server, agent, desk, thread)
    desk.until(lambda s: s["me"]["status"] == "idle")
    off_work(agent, desk)


def test_an_act_sent_again_is_done_once_and_one_too_late_is_refused(server: Server) -> None:
    agent, desk = at_work(server, 2)
    customer = Customer(server)
    customer.begin("Bonjour")
    reservation = desk.until(ringing)
    key = str(uuid.uuid4())
    answers = [agent.post(f"reservations/{reservation['id']}/accept", key=key) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.json()["seq"] for answer in answers}) == 1
    late = agent.post(f"reservations/{reservation['id']}/accept")
    assert (late.status_code, late.json()["error"]["code"]) == (409, "wrong_state")
    assert late.json()["error"]["remedy"]
    stolen = agent.post(f"reservations/{reservation['id']}/reject", key=key)
    assert (stolen.status_code, stolen.json()["error"]["code"]) == (409, "key_used")
    thread = desk.until(talk)
    key = str(uuid.uuid4())
    answers = [agent.post("activity", {"activity": activity}, key) for activity in ("break", "break", "available")]
    assert [answer.status_code for answer in answers] == [200, 200, 409]
    assert answers[2].json()["error"]["code"] == "key_used"
    assert agent.post("activity", {"activity": "available"}).status_code == 200
    finish(server, agent, desk, thread)
    body = {"text": "Trop tard", "client_id": str(uuid.uuid4())}
    assert agent.post(f"interactions/{thread['id']}/messages", body).status_code == 409
    off_work(agent, desk)


def test_what_is_anothers_does_not_exist(server: Server) -> None:
    agent, desk = at_work(server, 3)
    _, thread = take(server, agent, desk)
    stranger = Agent(server, 4)
    body = {"text": "x", "client_id": str(uuid.uuid4())}
    paths = [
        (f"reservations/{thread['reservation']}/complete", {"disposition": None, "note": ""}),
        (f"reservations/{thread['reservation']}/reject", {}),
        (f"interactions/{thread['id']}/messages", body),
        (f"interactions/{thread['id']}/end", {}),
        (f"interactions/{thread['id']}/park", {}),
        (f"interactions/{thread['id']}/unpark", {}),
        (f"interactions/{thread['id']}/transfer", {"queue": server.centre["other"]}),
    ]
    assert {stranger.post(path, data).status_code for path, data in paths} == {404}
    assert stranger.http.get(f"/interactions/{thread['id']}/explanation").status_code == 404
    mine = agent.http.get(f"/interactions/{thread['id']}/explanation").json()
    assert "Alias 3 (Dakar)" in mine["summary"]
    assert mine["candidates"][0]["reason_code"] == "chosen"
    finish(server, agent, desk, thread)
    off_work(agent, desk)


def test_parked_and_taken_up_again(server: Server) -> None:
    agent, desk = at_work(server, 5)
    customer, thread = take(server, agent, desk)
    assert agent.post(f"interactions/{thread['id']}/park").status_code == 200
    desk.until(lambda s: (talk(s) or {}).get("state") == "parked")
    desk.until(lambda s: s["me"]["places"]["used"] == 0)
    assert customer.write("Me revoici").status_code == 201
    reservation = desk.until(ringing)
    agent.post(f"reservations/{reservation['id']}/accept")
    thread = desk.until(lambda s: (t := talk(s)) and t["state"] == "connected" and t)
    assert texts(thread) == ["Bonjour", "Me revoici"]
    finish(server, agent, desk, thread)
    off_work(agent, desk)


def test_transferred_to_another_queue(server: Server) -> None:
    agent, desk = at_work(server, 6)
    other, other_desk = at_work(server, 7)
    customer = Customer(server)
    customer.begin("Bonjour")
    reservation = desk.until(ringing)  # ready for longest
    agent.post(f"reservations/{reservation['id']}/accept")
    thread = desk.until(talk)
    assert [target["label"] for target in thread["transfer_targets"]] == ["Suivi"]
    key = str(uuid.uuid4())
    body = {"queue": server.centre["other"], "note": "à suivre"}
    answers = [agent.post(f"interactions/{thread['id']}/transfer", body, key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200], answers[0].text
    wrong = other.post(f"interactions/{thread['id']}/transfer", {"queue": 999})
    assert wrong.status_code == 404
    reservation = other_desk.until(ringing)
    assert reservation["queue"] == "Suivi"
    other.post(f"reservations/{reservation['id']}/accept")
    second = other_desk.until(talk)
    assert second["id"] != thread["id"]
    assert texts(second) == ["Bonjour"]
    chat = customer.open()
    chat.until(lambda s: (s["conversation"].get("agent") or {}).get("alias") == "Alias 7")
    assert customer.post("end").status_code == 200
    for person, screen in ((agent, desk), (other, other_desk)):
        screen.until(lambda s: (talk(s) or {}).get("state") == "wrapping")
        done = {"disposition": server.centre["reason"]}
        assert person.post(f"reservations/{talk(screen.state)['reservation']}/complete", done).status_code == 200
        off_work(person, screen)


def test_the_wallboard_counts(server: Server) -> None:
    board = Stream(f"ws://{server.host}/ws/wallboard", f"sessionid={server.centre['vigie']}")
    board.until(lambda s: s.get("queues"))
    row = board.state["queues"][str(server.centre["chat"])]
    assert (row["formula"], row["channel_label"], row["open"]) == ("SL-4", "Discussion", True)
    customer = Customer(server)
    customer.begin("Bonjour")
    board.until(lambda s: s["queues"][str(server.centre["chat"])]["waiting"] == 1)
    customer.post("end")
    board.until(lambda s: s["queues"][str(server.centre["chat"])]["waiting"] == 0)
    agent = Stream(f"ws://{server.host}/ws/wallboard", Agent(server, 0).cookie)
    agent.read()
    assert agent.closed == "not_allowed"


def test_signed_out_of_the_product_closes_the_desk(server: Server) -> None:
    agent, desk = at_work(server, 8)
    answer = agent.http.post(f"http://{server.host}/sign-out/")
    assert answer.status_code == 302
    while not desk.closed:
        assert desk.read()
    assert desk.closed == "not_allowed"
    assert agent.http.get("/me").status_code == 401


def test_another_sites_page_opens_nothing(server: Server) -> None:
    from websockets.sync.client import connect

    agent = Agent(server, 0)
    address = f"ws://{server.host}/ws/desk?desk={agent.desk}"
    with connect(address, additional_headers={"Cookie": agent.cookie}, origin="https://evil.example") as socket:
        assert '"not_allowed"' in str(socket.recv(timeout=5))
