"""The visitor's API: begun once, written once, opened by its own token only, limited, said in his language."""

from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests.operations.conftest import Floor
from woezo.channels.chat.limits import CONVERSATIONS, MESSAGES
from woezo.channels.chat.reads import conversation_of_token
from woezo.interactions.erasing import erase_expired
from woezo.interactions.models import Conversation, Interaction, Message
from woezo.trail.models import Command

START = "/api/v1/chat/conversations"


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


def begin(client: Client, **more: Any) -> Any:
    """A first message."""
    body = {"programme": "karite", "text": "Bonjour", "client_id": str(uuid.uuid4()), "name": "Awa", "language": "fr"}
    return client.post(START, body | more, content_type="application/json")


def write(client: Client, ticket: dict[str, str], text: str = "Encore", client_id: str = "", token: str = "") -> Any:
    """A further message."""
    body = {"text": text, "client_id": client_id or str(uuid.uuid4())}
    headers = {"Authorization": f"Bearer {token or ticket['token']}"}
    address = f"{START}/{ticket['conversation']}/messages"
    return client.post(address, body, content_type="application/json", headers=headers)


def test_begun_twice_with_one_id_is_begun_once(floor: Floor, client: Client) -> None:
    id = str(uuid.uuid4())
    first, again = begin(client, client_id=id), begin(client, client_id=id)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (Conversation.objects.count(), Message.objects.count(), Command.objects.filter(kind="arrive").count()) == (
        1,
        1,
        1,
    )


def test_begun_four_times_at_once_is_begun_once(floor: Floor) -> None:
    id = str(uuid.uuid4())
    gate = threading.Barrier(4)

    def start(_: int) -> Any:
        gate.wait()
        try:
            return begin(Client(raise_request_exception=False), client_id=id)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(start, range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.json()["token"] for answer in answers}) == 1
    assert (Conversation.objects.count(), Message.objects.count(), Interaction.objects.count()) == (1, 1, 1)


def test_written_at_once_after_the_end_begins_one_contact(floor: Floor, client: Client) -> None:
    ticket = begin(client).json()
    floor.run()
    assert floor.do("hang_up", interaction=Interaction.objects.get().pk) == ""
    gate = threading.Barrier(4)

    def say(number: int) -> int:
        gate.wait()
        try:
            return int(write(Client(raise_request_exception=False), ticket, f"Encore {number}").status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(say, range(4))) == [201] * 4
    floor.run()
    assert (Interaction.objects.count(), Message.objects.count()) == (2, 5)


def test_written_twice_with_one_id_is_written_once(floor: Floor, client: Client) -> None:
    ticket, id = begin(client).json(), str(uuid.uuid4())
    answers = [write(client, ticket, client_id=id) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert Message.objects.count() == 2


def test_another_conversations_token_opens_nothing(floor: Floor, client: Client) -> None:
    mine, other = begin(client).json(), begin(client).json()
    for token in (other["token"], "x", mine["token"][:-1]):
        answer = write(client, mine, token=token)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "not_signed_in")
    assert Message.objects.count() == 2


def test_a_token_ends_with_what_it_opens(floor: Floor, client: Client) -> None:
    ticket = begin(client).json()
    floor.run()
    floor.do("hang_up", interaction=Interaction.objects.get().pk)
    now_ms = floor.clock()
    Conversation.objects.update(created_at=datetime.fromtimestamp(now_ms / 1000, UTC))
    kept_ms = floor.centre.programme.retention_days * 86_400_000
    erase_expired(now_ms + kept_ms - 3_600_000)
    assert conversation_of_token(ticket["token"]) is not None
    erase_expired(now_ms + kept_ms + 3_600_000)
    assert conversation_of_token(ticket["token"]) is None
    for answer in (write(client, ticket), client.post(f"{START}/{ticket['conversation']}/end")):
        assert answer.status_code in (401, 404)
    assert not Message.objects.exists()


def test_a_message_after_the_end_begins_a_new_contact(floor: Floor, client: Client) -> None:
    ticket = begin(client).json()
    floor.run()
    first = Interaction.objects.get()
    assert floor.do("hang_up", interaction=first.pk) == ""
    assert write(client, ticket).status_code == 201
    floor.run()
    second = Interaction.objects.exclude(pk=first.pk).get()
    assert (second.state, second.previous_id, second.root_id) == ("queued", first.pk, first.pk)
    assert second.conversation_id == first.conversation_id


def test_a_message_wakes_a_parked_contact(floor: Floor, client: Client) -> None:
    floor.centre.sign_in(floor.centre.agents[0])
    ticket = begin(client).json()
    floor.run()
    floor.do("accept", reservation=floor.newest().pk)
    floor.do("park", interaction=Interaction.objects.get().pk)
    assert Interaction.objects.get().state == "parked"
    write(client, ticket)
    floor.run()
    assert Interaction.objects.get().state == "reserved"
    assert floor.newest().agent_id == floor.centre.agents[0].pk


@pytest.mark.parametrize(
    ("more", "status", "field"),
    [
        ({"programme": "nowhere"}, 422, "programme"),
        ({"queue": 999}, 422, "queue"),
        ({"text": ""}, 422, "text"),
        ({"text": "a\x00b"}, 422, "text"),
        ({"text": "\ud800"}, 422, "text"),
        ({"name": "a\x00b"}, 422, "name"),
        ({"language": "f\x00"}, 422, "language"),
        ({"language": "\udfff"}, 422, "language"),
        ({"programme": "karite\x00"}, 422, "programme"),
        ({"text": "x" * 4001}, 422, "text"),
        ({"client_id": "no"}, 422, "client_id"),
    ],
)
def test_what_cannot_be_begun_says_which_field(
    floor: Floor, client: Client, more: dict[str, Any], status: int, field: str
) -> None:
    answer = begin(client, **more)
    error = answer.json()["error"]
    assert (answer.status_code, error["field"]) == (status, field)
    assert error["message"]
    assert error["remedy"]
    assert not Conversation.objects.exists()


def test_too_fast(floor: Floor, client: Client) -> None:
    far = Client(REMOTE_ADDR="203.0.113.9")
    codes = [begin(far).status_code for _ in range(CONVERSATIONS + 1)]
    assert codes == [201] * CONVERSATIONS + [429]
    ticket = begin(client).json()
    codes = [write(client, ticket).status_code for _ in range(MESSAGES + 1)]
    assert codes == [201] * MESSAGES + [429]


def test_who_has_no_key_leaves_no_counter(floor: Floor, client: Client) -> None:
    ticket = begin(client).json()
    assert [write(client, ticket, token="x").status_code for _ in range(MESSAGES + 1)] == [401] * (MESSAGES + 1)
    assert write(client, ticket).status_code == 201


def test_the_page_of_a_shop(floor: Floor, client: Client) -> None:
    page = client.get("/chat/karite/")
    assert page.status_code == 200
    assert b'id="woezo-boot"' in page.content
    assert b"<script>" not in page.content
    assert client.get("/chat/nowhere/").status_code == 404
