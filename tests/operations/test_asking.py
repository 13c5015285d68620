"""What is asked of the floor in memory is stored with its answer, once, and never later than its asker waits."""

from __future__ import annotations

import uuid
from contextlib import suppress

import pytest
from django.db import DatabaseError

from tests.operations.conftest import Floor
from tests.operations.faults import full_disk, sqlite_only
from woezo.journal.marks import BROKEN
from woezo.operations.asking import PATIENCE_MS, REPEATED, Ask
from woezo.operations.waiting import Done
from woezo.trail.actions import submit
from woezo.trail.keys import Key
from woezo.trail.models import Command, JournalRecord


class Asker:
    """Asks, and hears what becomes of it."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.heard: list[Done | None] = []

    def ask(self, kind: str, key: Key | None = None, **args: object) -> None:
        agent = self.floor.centre.agents[0]
        self.floor.dispatcher.asks.add(Ask(kind, args, agent.user_id, key), self.floor.clock(), self.heard.append)

    def sign_in(self, key: Key | None = None, desk: int = 1) -> None:
        agent = self.floor.centre.agents[0].pk
        self.ask("sign_in", key, agent=agent, desk=desk, activity="available", routable=True)


@pytest.fixture
def asker(floor: Floor) -> Asker:
    return Asker(floor)


def new_key() -> Key:
    return Key(uuid.uuid4(), "digest")


def test_one_commit_holds_what_was_asked_and_what_became_of_it(floor: Floor, asker: Asker) -> None:
    key = new_key()
    asker.sign_in(key)
    asker.ask("accept", reservation=10**6)
    assert (asker.heard, Command.objects.exists()) == ([], False)
    floor.run()
    done, refused = asker.heard
    assert done is not None
    assert refused is not None
    assert (done.refusal, refused.refusal) == ("", "unknown_reservation")
    stored = Command.objects.order_by("done_seq")
    assert [(row.done_seq, row.refusal, row.key) for row in stored] == [(*done, key.id), (*refused, None)]
    assert stored[0].actor_id == floor.centre.agents[0].user_id
    assert stored[0].args["desk"] == 1
    assert JournalRecord.objects.get(seq=done.seq).event == "sign_in"


def test_a_key_is_carried_out_once_in_one_commit_and_in_the_next(floor: Floor, asker: Asker) -> None:
    key = new_key()
    asker.sign_in(key)
    asker.sign_in(key)
    floor.run()
    asker.sign_in(key)
    floor.run()
    (first,) = (done for done in asker.heard if done != REPEATED)
    assert first is not None
    assert len(asker.heard) == 3
    assert Command.objects.get().done_seq == first.seq
    written = submit("sign_out", {"agent": floor.centre.agents[0].pk}, key=new_key())[0]
    assert written.key is not None
    asker.sign_in(Key(written.key, "digest"))
    floor.run()
    assert asker.heard[-1] == REPEATED


def test_what_was_written_before_comes_before(floor: Floor, asker: Asker) -> None:
    asker.sign_in()
    floor.run()
    floor.centre.arrive()
    asker.ask("activity", agent=floor.centre.agents[0].pk, activity="break", routable=False)
    floor.run()
    events = list(JournalRecord.objects.order_by("-seq").values_list("event", flat=True)[:2])
    assert events == ["activity", "arrive"]


@sqlite_only
def test_what_nobody_waits_for_any_more_is_not_done(floor: Floor, asker: Asker) -> None:
    asker.sign_in()
    for _ in range(40):  # more than fits into the pages that are there
        floor.centre.arrive()
    with full_disk():
        with pytest.raises(DatabaseError):
            floor.dispatcher.step(floor.clock())
        assert asker.heard == []
        floor.clock.advance(PATIENCE_MS + 1)
        asker.sign_in(desk=2)
    floor.run()
    gone, done = asker.heard
    assert gone is None
    assert done is not None
    with floor.dispatcher.reading() as router:
        assert router.agents[floor.centre.agents[0].pk].desk == 2


def test_one_that_can_never_be_carried_out_is_refused_alone(floor: Floor, asker: Asker) -> None:
    """Others keep coming while it is looked for."""
    other = Asker(floor)
    other.sign_in()
    floor.run()
    other.heard.clear()
    asker.ask("arrive", interaction=987_654, queue=floor.centre.chat.pk)  # the reservation would be of no row
    for _ in range(6):
        other.ask("accept", reservation=10**6)
        submit("accept", {"reservation": 10**6})
        with suppress(Exception):
            floor.run()
    floor.run()
    assert [done and done.refusal for done in asker.heard] == ["impossible"]
    assert [done and done.refusal for done in other.heard] == ["unknown_reservation"] * 6
    assert not Command.objects.filter(done_seq__isnull=True).exists()
    assert JournalRecord.objects.filter(event=BROKEN).count() == 1


def test_one_that_cannot_even_be_stored_is_refused_alone(floor: Floor, asker: Asker) -> None:
    """Nobody has this number: the row of the command is what fails."""
    nobody = Ask("sign_out", {"agent": floor.centre.agents[0].pk}, actor=987_654)
    floor.dispatcher.ask(nobody, floor.clock(), asker.heard.append)
    other = Asker(floor)
    other.sign_in()
    for _ in range(4):
        with suppress(Exception):
            floor.run()
    floor.run()
    assert [done and done.refusal for done in asker.heard + other.heard] == ["impossible", ""]


def test_while_the_floor_stands_nobody_waits_for_it(floor: Floor, asker: Asker) -> None:
    floor.dispatcher.forget()
    floor.dispatcher.ask(Ask("accept", {"reservation": 1}), floor.clock(), asker.heard.append)
    assert asker.heard == [None]
