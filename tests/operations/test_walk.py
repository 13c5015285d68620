"""The first walk on a real server: a customer writes, an agent takes it, they talk, it is wrapped up."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.operations.server import Agent, Customer, Server, Stream


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the walks of this file."""
    server = Server(tmp_path_factory.mktemp("walk"), agents=4)
    server.start()
    yield server
    server.stop()


def ringing(state: dict[str, Any]) -> dict[str, Any] | None:
    """The reservation that rings."""
    return next((r for r in state.get("reservations", {}).values() if r["state"] == "pending"), None)


def talk(state: dict[str, Any]) -> dict[str, Any] | None:
    """The conversation in hand."""
    return next(iter(state.get("conversations", {}).values()), None)


def texts(thread: dict[str, Any]) -> list[str]:
    """What people said, in order."""
    lines = sorted(thread.get("messages", {}).values(), key=lambda line: int(line["id"]))
    return [line["text"] for line in lines if line["author"] != "system"]


def test_a_chat_from_first_word_to_disposition(server: Server) -> None:
    agent, customer = Agent(server, 0), Customer(server)
    desk = agent.open()
    desk.until(lambda s: s.get("me"))
    assert desk.state["me"]["signed_in"] is False
    assert agent.sign_in().status_code == 200
    desk.until(lambda s: s["me"]["status"] == "idle")
    assert customer.begin("Bonjour, où est ma commande ?").status_code == 201
    chat = customer.open()
    reservation = desk.until(ringing)
    assert reservation["customer_name"] == "Awa"
    assert agent.post(f"reservations/{reservation['id']}/accept").json()["ok"] is True
    thread = desk.until(talk)
    assert texts(thread) == ["Bonjour, où est ma commande ?"]
    chat.until(lambda s: s["conversation"]["state"] == "connected")
    assert chat.state["conversation"]["agent"]["alias"] == "Alias 0"
    chat.until(lambda s: any("Alias 0" in line["text"] for line in s["messages"].values()))
    written = agent.post(f"interactions/{thread['id']}/messages", {"text": "Bonjour !", "client_id": str(uuid.uuid4())})
    assert written.status_code == 200, written.text
    chat.until(lambda s: texts(s)[-1:] == ["Bonjour !"])
    assert customer.write("Merci").status_code == 201
    desk.until(lambda s: texts(talk(s) or {})[-1:] == ["Merci"])
    assert agent.post(f"interactions/{thread['id']}/end").status_code == 200
    desk.until(lambda s: (talk(s) or {}).get("state") == "wrapping")
    chat.until(lambda s: s["conversation"]["state"] == "ended")
    missing = agent.post(f"reservations/{reservation['id']}/complete", {"disposition": None, "note": ""})
    assert (missing.status_code, missing.json()["error"]["field"]) == (422, "disposition")
    body = {"disposition": server.centre["reason"], "note": "colis en retard"}
    assert agent.post(f"reservations/{reservation['id']}/complete", body).status_code == 200
    desk.until(lambda s: not s.get("conversations") and s["me"]["status"] == "idle")
    assert desk.until(lambda s: s["me"]["handled_today"]) == 1
    assert agent.post("sign-out").status_code == 200
    desk.until(lambda s: not s["me"]["signed_in"])


def test_who_may_not_is_told_so(server: Server) -> None:
    for url in ("desk?desk=1", "wallboard", "chat?token=no"):
        stream = Stream(f"ws://{server.host}/ws/{url}")
        stream.read()
        assert stream.closed == "not_allowed"
