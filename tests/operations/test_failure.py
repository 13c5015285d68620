"""The database fails at the commit: nothing is acknowledged, nothing is half done, and it goes on by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError

from tests.operations.centre import Centre
from tests.operations.conftest import Floor
from tests.operations.faults import full_disk, refusing_journal, sqlite_only
from woezo.accounts.problems import Problem
from woezo.interactions.models import Interaction, Reservation
from woezo.journal import EVENTS, digest
from woezo.operations import live
from woezo.operations.dispatcher import Dispatcher, Unavailable
from woezo.operations.recovery import recover
from woezo.operations.replay import journal_records, replay
from woezo.routing.model import Args
from woezo.routing.router import Router
from woezo.trail.actions import submit
from woezo.trail.models import Command, JournalRecord

Fault = Callable[[], object]


@sqlite_only
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
        assert floor.dispatcher.waiters.wait(command.pk, 0) is None
        assert JournalRecord.objects.count() == records
        assert not Reservation.objects.exists()
        assert set(Interaction.objects.values_list("state", flat=True)) == {"created"}
    floor.run()
    assert floor.dispatcher.state == "live"
    assert Interaction.objects.filter(pk__in=commands).exclude(state="created").count() == 40
    assert Reservation.objects.count() == 1
    with floor.dispatcher.reading() as router:
        assert digest(recover().router) == digest(router)


Culprit = Callable[[Centre], Command]


def not_arguments(centre: Centre) -> Command:
    """The router cannot read it."""
    return submit("sign_in", ["not", "arguments"])[0]  # type: ignore[arg-type]


def without_a_row(centre: Centre) -> Command:
    """The router takes it, the database cannot: the reservation would belong to no interaction."""
    return centre.ask("arrive", interaction=987_654, queue=centre.chat.pk)


def too_large(centre: Centre) -> Command:
    """A number that no column holds."""
    return centre.ask("arrive", interaction=1 << 70, queue=centre.chat.pk)


CULPRITS = {not_arguments: "impossible", without_a_row: "impossible", too_large: "bad_argument"}


def through_failures(dispatcher: Dispatcher, now_ms: int, at_most: int = 4) -> None:
    """Step as the dispatcher's thread does, which tries again after a failure."""
    failures = 0
    while True:
        try:
            if not dispatcher.step(now_ms):
                return
        except Exception:
            failures += 1
            assert failures <= at_most


@pytest.mark.parametrize("culprit", CULPRITS)
@pytest.mark.parametrize("place", [0, 1, 3])
@pytest.mark.parametrize("free", [True, False], ids=["an agent is free", "nobody is free"])
def test_a_command_that_can_never_succeed_is_refused_and_the_others_go_on(
    floor: Floor, culprit: Culprit, place: int, free: bool
) -> None:
    if free:
        floor.do("sign_in", agent=floor.centre.agents[0].pk, desk=1, activity="available", routable=True)
    waiting = [floor.centre.arrive() for _ in range(place)]
    broken = culprit(floor.centre)
    behind = floor.centre.sign_in(floor.centre.agents[1], 2)
    through_failures(floor.dispatcher, floor.clock())
    answers = [floor.dispatcher.waiters.wait(command.pk, 0) for command in (broken, behind)]
    assert [answer.refusal for answer in answers if answer] == [CULPRITS[culprit], ""]
    if CULPRITS[culprit] == "impossible":
        with pytest.raises(Problem) as told:
            live.answer(broken)
        assert (told.value.code, told.value.status) == ("impossible", 409)
        assert told.value.body()["error"]["remedy"]
    assert floor.dispatcher.state == "live"
    for contact in waiting:
        contact.refresh_from_db()
        assert contact.state in ("queued", "reserved")
    with floor.dispatcher.reading() as router:
        assert digest(recover().router) == digest(router)
    assert replay(journal_records()).difference is None


@pytest.mark.parametrize("culprit", CULPRITS)
def test_the_server_starts_with_such_a_command_before_it(floor: Floor, culprit: Culprit) -> None:
    floor.centre.arrive()
    broken = culprit(floor.centre)
    again = Dispatcher()
    again.start(floor.clock())
    through_failures(again, floor.clock())
    answer = again.waiters.wait(broken.pk, 0)
    assert answer is not None
    assert answer.refusal == CULPRITS[culprit]


def test_a_contact_whose_arrival_is_given_up_is_over(floor: Floor) -> None:
    contact = floor.centre.arrive()
    with unreadable("arrive"):
        through_failures(floor.dispatcher, floor.clock())
    contact.refresh_from_db()
    assert contact.state == "ended"


@contextmanager
def unreadable(event: str) -> Iterator[None]:
    """A fault of the router itself, at one event."""
    handler = EVENTS[event]

    def fault(router: Router, args: Args) -> str:
        raise ZeroDivisionError

    EVENTS[event] = fault
    try:
        yield
    finally:
        EVENTS[event] = handler


@sqlite_only
@pytest.mark.parametrize("fault", [refusing_journal, full_disk])
def test_what_the_database_does_is_blamed_on_nobody(floor: Floor, fault: Callable[[], contextmanager[None]]) -> None:
    commands = [floor.centre.sign_in(agent, number) for number, agent in enumerate(floor.centre.agents, 1)]
    for _ in range(40):
        floor.centre.arrive()
    with fault():
        for _ in range(6):
            with pytest.raises(DatabaseError):
                floor.dispatcher.step(floor.clock())
    floor.run()
    answers = [floor.dispatcher.waiters.wait(command.pk, 0) for command in commands]
    assert [answer.refusal for answer in answers if answer] == ["", ""]


def test_a_timer_is_never_taken_for_the_command_beside_it(floor: Floor) -> None:
    """Both are due and the timer fails: the command is carried out without it, the timer once it can be."""
    chat, until_ms = floor.centre.chat.pk, floor.clock() + 60_000
    floor.do("override_priority", queue=chat, priority=3, until_ms=until_ms)
    floor.clock.advance(60_000)
    command = floor.centre.sign_in(floor.centre.agents[1], 2)
    with unreadable("timer"):
        for carried_out in (False, True):
            with pytest.raises(ZeroDivisionError):
                floor.run()
            answer = floor.dispatcher.waiters.wait(command.pk, 0)
            assert (answer is not None) == carried_out
    assert answer is not None
    assert answer.refusal == ""
    floor.run()
    assert JournalRecord.objects.order_by("-seq")[0].event == "timer"
    assert floor.dispatcher.next_due_ms() is None
