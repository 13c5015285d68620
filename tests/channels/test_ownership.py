"""Whose a conversation is: nothing that an agent sees opens it, and what its customer writes goes to one contact."""

from __future__ import annotations

import json
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests.channels.test_chat import START, begin, write
from tests.operations.conftest import Floor
from woezo.channels.chat.views import ChatViews
from woezo.desk.views import DeskViews
from woezo.interactions.models import Conversation, Interaction, Message
from woezo.operations import live
from woezo.operations.contacts import customer_writes, write_message
from woezo.operations.presence import PresenceBook

AT_ONCE = 4


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


def in_hand(floor: Floor) -> dict[str, Any]:
    """What the first agent's desk shows of the conversation that he has accepted."""
    name = f"desk:{floor.centre.agents[0].pk}"
    state = DeskViews(PresenceBook()).build([name])[name]
    return next(iter(state["conversations"].values()))  # type: ignore[no-any-return]


def accepted(floor: Floor, client: Client, start: str) -> None:
    """The first agent takes the conversation begun by `start`."""
    floor.centre.sign_in(floor.centre.agents[0])
    assert begin(client, client_id=start).status_code == 201
    floor.run()
    assert floor.do("accept", reservation=floor.newest().pk) == ""


def test_nothing_on_a_desk_begins_the_conversation_again(floor: Floor, client: Client) -> None:
    start = str(uuid.uuid4())
    accepted(floor, client, start)
    assert start not in json.dumps(in_hand(floor))
    assert not Message.objects.filter(client_id=start).exists()
    for seen in Message.objects.values_list("client_id", flat=True):
        assert begin(client, client_id=str(seen)).status_code == 201  # a conversation of its own


def test_each_side_gets_the_ids_of_its_own_messages(floor: Floor, client: Client) -> None:
    accepted(floor, client, str(uuid.uuid4()))
    interaction = Interaction.objects.get()
    write_message(interaction, "agent", "Bonjour !", uuid.uuid4(), floor.centre.agents[0].pk)
    chat = f"chat:{interaction.conversation_id}"
    for state, own in ((in_hand(floor), "agent"), (ChatViews().build([chat])[chat], "customer")):
        lines = state["messages"].values()
        assert len(lines) == 2
        assert {line["author"] for line in lines if line["client_id"]} == {own}


@pytest.fixture
def ended(floor: Floor, client: Client) -> dict[str, str]:
    """The ticket of a conversation whose contact is over."""
    ticket = begin(client).json()
    floor.run()
    assert floor.do("hang_up", interaction=Interaction.objects.get().pk) == ""
    return ticket


def test_two_messages_after_the_end_begin_one_contact(floor: Floor, client: Client, ended: dict[str, str]) -> None:
    assert [write(client, ended).status_code for _ in range(2)] == [201, 201]
    second = Interaction.objects.exclude(state="ended").get()
    assert second.messages.count() == 2
    floor.run()
    assert Interaction.objects.count() == 2


def test_messages_at_once_after_the_end_begin_one_contact(floor: Floor, ended: dict[str, str]) -> None:
    conversation = Conversation.objects.get(public_id=ended["conversation"])
    together = threading.Barrier(AT_ONCE)

    def say(number: int) -> int | None:
        try:
            together.wait(10)
            return customer_writes(conversation, f"Encore {number}", uuid.uuid4()).interaction_id
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        assert len(set(threads.map(say, range(AT_ONCE)))) == 1
    assert Interaction.objects.count() == 2


def test_one_message_sent_twice_at_once_stands_once(floor: Floor, ended: dict[str, str]) -> None:
    conversation = Conversation.objects.get(public_id=ended["conversation"])
    together, id = threading.Barrier(AT_ONCE), uuid.uuid4()

    def say(_number: int) -> int:
        try:
            together.wait(10)
            return customer_writes(conversation, "Encore", id).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        assert len(set(threads.map(say, range(AT_ONCE)))) == 1
    assert (Message.objects.count(), Interaction.objects.count()) == (2, 2)


def test_who_leaves_leaves_every_contact_of_his_conversation(
    floor: Floor, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = begin(client).json()
    thread = Conversation.objects.get()
    extra = Interaction.objects.create(conversation=thread, queue=floor.centre.chat, channel="chat")
    floor.centre.ask("arrive", interaction=extra.pk, queue=floor.centre.chat.pk)
    floor.run()
    assert set(Interaction.objects.values_list("state", flat=True)) == {"queued"}
    monkeypatch.setattr(live, "PATIENCE_S", 0.0)
    codes = []
    while codes[-1:] != [200] and len(codes) < 4:
        headers = {"Authorization": f"Bearer {ticket['token']}"}
        codes.append(client.post(f"{START}/{ticket['conversation']}/end", headers=headers).status_code)
        floor.run()
    assert codes == [503, 503, 200]  # one contact after the other, each once the floor has answered
    assert set(Interaction.objects.values_list("state", flat=True)) == {"ended"}
