"""The database fails at the commit: nothing is acknowledged, nothing is half done, and it goes on by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection

from tests.operations.conftest import Floor
from woezo.interactions.models import Interaction, Reservation
from woezo.journal import digest
from woezo.operations.dispatcher import Unavailable
from woezo.operations.recovery import recover
from woezo.trail.models import JournalRecord

Fault = Callable[[], object]


@contextmanager
def refusing_journal() -> Iterator[None]:
    """The table of the journal cannot be written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER broken BEFORE INSERT ON trail_journalrecord BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END"
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER broken")


@contextmanager
def full_disk() -> Iterator[None]:
    """The database may not grow by a single page, and what is free in it is used up."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE filler (body BLOB)")
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        for size in (2_000, 10):
            while True:
                try:
                    cursor.execute(f"INSERT INTO filler VALUES (zeroblob({size}))")
                except DatabaseError:
                    break
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
        cursor.execute("DROP TABLE filler")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="these faults are made in SQLite's own ways")
@pytest.mark.parametrize("fault", [refusing_journal, full_disk])
def test_a_commit_that_fails(floor: Floor, fault: Callable[[], contextmanager[None]]) -> None:
    floor.centre.sign_in(floor.centre.agents[0])
    floor.run()
    records, told = JournalRecord.objects.count(), []
    floor.dispatcher.listeners.append(told.append)
    commands = [floor.centre.arrive().pk for _ in range(40)]
    command = floor.centre.ask("sign_out", agent=floor.centre.agents[1].pk)
    with fault():
        for _ in range(2):
            with pytest.raises(DatabaseError):
                floor.dispatcher.step(floor.clock())
        assert floor.dispatcher.state == "degraded"
        assert all(batch.everything for batch in told)
        with pytest.raises(Unavailable), floor.dispatcher.reading():
            pass
        assert floor.dispatcher.result(command, 0) is None
        assert JournalRecord.objects.count() == records
        assert not Reservation.objects.exists()
        assert set(Interaction.objects.values_list("state", flat=True)) == {"created"}
    floor.run()
    assert floor.dispatcher.state == "live"
    assert Interaction.objects.filter(pk__in=commands).exclude(state="created").count() == 40
    assert Reservation.objects.count() == 1
    with floor.dispatcher.reading() as router:
        assert digest(recover().router) == digest(router)


def test_a_command_that_breaks_the_router_is_refused_and_the_others_go_on(floor: Floor) -> None:
    broken = floor.centre.ask("sign_in", agent=floor.centre.agents[0].pk, desk=1, activity="available", routable=True)
    broken.args = ["not", "arguments"]
    broken.save()
    good = floor.centre.sign_in(floor.centre.agents[1])
    with pytest.raises(AttributeError):
        floor.dispatcher.step(floor.clock())
    floor.run()
    answers = [floor.dispatcher.result(command, 0) for command in (broken, good)]
    assert [answer.refusal for answer in answers if answer] == ["unknown_event", ""]
