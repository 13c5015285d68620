"""A transfer is whole or not at all: no row of an interaction stays behind that the floor will never know."""

from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from tests.operations.conftest import Floor
from woezo.accounts.problems import Problem
from woezo.channels.chat.views import ChatViews
from woezo.desk import actions
from woezo.desk.actions import Seat
from woezo.interactions.models import Interaction
from woezo.operations import live
from woezo.operations.contacts import continuation
from woezo.operations.dispatcher import Dispatcher
from woezo.programmes.models import Queue
from woezo.trail.keys import Key
from woezo.trail.models import Command

AT_ONCE = 4


@pytest.fixture
def talk(floor: Floor) -> Interaction:
    """A conversation in the first agent's hands, in a programme with a second chat queue."""
    Queue.objects.create(programme=floor.centre.programme, name="Suivi", code="suivi", channel="chat")
    other = Queue.objects.get(code="suivi")
    floor.centre.ask("set_queue", queue=other.pk, programme=other.programme_id, channel="chat")
    live.forget_names()
    floor.centre.sign_in(floor.centre.agents[0])
    interaction = floor.centre.arrive()
    floor.run()
    assert floor.do("accept", reservation=floor.newest().pk) == ""
    interaction.refresh_from_db()
    return interaction


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "PATIENCE_S", 0.0)


def a_key() -> Key:
    """A key of its own."""
    return Key(uuid.uuid4(), "transfer")


def transfer(floor: Floor, talk: Interaction, key: Key) -> int | str:
    """What the agent's act answers: the record, or the code of the refusal."""
    agent = floor.centre.agents[0]
    seat = Seat(agent.user, live.directory().agents[agent.pk], key)
    try:
        return int(actions.transfer(seat, talk.public_id, Queue.objects.get(code="suivi").pk, None, "")["seq"])
    except Problem as problem:
        return problem.code


def at_once(floor: Floor, talk: Interaction, keys: list[Key]) -> list[int | str]:
    """The act several times at the same moment, and what each is answered once the floor has done it."""
    together = threading.Barrier(len(keys))

    def one(key: Key) -> int | str:
        try:
            together.wait(10)
            with transaction.atomic():  # SQLite in memory lets nobody read beside a writer
                return transfer(floor, talk, key)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(keys)) as threads:
        assert set(threads.map(one, keys)) == {"unavailable"}  # nobody works on the floor yet
    floor.run()
    return [transfer(floor, talk, key) for key in keys]


def test_at_once_under_one_key_is_once(floor: Floor, talk: Interaction) -> None:
    answers = at_once(floor, talk, [a_key()] * AT_ONCE)
    assert len(set(answers)) == 1
    assert isinstance(answers[0], int)
    child = Interaction.objects.exclude(pk=talk.pk).get()
    assert (child.state, child.previous_id) == ("queued", talk.pk)


def test_of_several_acts_one_is_done_and_leaves_one_row(floor: Floor, talk: Interaction) -> None:
    answers = at_once(floor, talk, [a_key() for _ in range(AT_ONCE)])
    assert sum(isinstance(answer, int) for answer in answers) == 1
    assert {answer for answer in answers if isinstance(answer, str)} == {"wrong_state"}
    assert Interaction.objects.exclude(state="ended").count() == 1
    assert Command.objects.filter(kind="transfer", refusal="").count() == 1


def test_refused_later_leaves_the_chat_as_it_is(floor: Floor, talk: Interaction) -> None:
    floor.centre.ask("end", interaction=talk.pk)
    assert transfer(floor, talk, a_key()) == "unavailable"  # asked for, not answered
    floor.run()
    assert not Interaction.objects.exclude(state="ended").exists()
    name = f"chat:{talk.conversation_id}"
    assert ChatViews().build([name])[name]["conversation"]["state"] == "ended"


def test_an_arrival_that_is_refused_is_over(floor: Floor, talk: Interaction) -> None:
    unknown = Queue.objects.create(programme=floor.centre.programme, name="Neuf", code="neuf", channel="chat")
    assert floor.centre.arrive(unknown).pk
    floor.run()
    assert Interaction.objects.get(queue=unknown).state == "ended"


def test_a_row_left_by_a_crash_is_over_after_the_next_start(floor: Floor, talk: Interaction) -> None:
    left = continuation(talk, talk.queue_id)
    asked = floor.centre.arrive()
    other = Dispatcher()
    other.step(floor.clock())
    left.refresh_from_db()
    assert left.state == "ended"
    name = f"chat:{talk.conversation_id}"
    assert ChatViews().build([name])[name]["conversation"]["state"] == "connected"
    while other.step(floor.clock()):
        pass
    asked.refresh_from_db()
    assert asked.state in ("queued", "reserved")
