"""One dispatcher per centre; the next one may begin when the first is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.operations.conftest import Floor
from tests.operations.server import Server
from woezo.journal import digest
from woezo.operations.dispatcher import Dispatcher
from woezo.operations.lock import ADVISORY_KEY, AlreadyRunning, CentreLock, LockLost
from woezo.operations.recovery import recover
from woezo.operations.runner import Runner
from woezo.operations.steady import SteadyClock
from woezo.trail.models import JournalRecord

T = TypeVar("T")
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="the lock is a file elsewhere")


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere one session may take its lock twice")
def test_the_second_one_is_refused(tmp_path: Path) -> None:
    first, second = CentreLock(tmp_path), CentreLock(tmp_path)
    first.take()
    assert first.held
    with pytest.raises(AlreadyRunning, match="another process"):
        second.take()
    first.give_back()
    second.take()
    second.give_back()


def elsewhere(work: Callable[[], T]) -> T:
    """In a session of its own, whose locks end with it."""

    def run() -> T:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(run).result()


@contextmanager
def another_process() -> Iterator[None]:
    """It holds the centre."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_KEY])
        assert cursor.fetchone()[0]
    yield
    with other.cursor() as cursor:  # the server ends a session a moment after it was closed
        cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_KEY])
    other.close()


@pytest.fixture
def runner(floor: Floor, tmp_path: Path) -> Iterator[Runner]:
    """The dispatcher of this process."""
    runner = Runner(floor.dispatcher, SteadyClock(floor.clock, floor.clock), CentreLock(tmp_path))
    runner.begin()
    yield runner
    runner.lock.give_back()


def lose_session() -> None:
    """The server ends our session; Django, which asks after its connection now and then, will open another one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]

    def end() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])

    elsewhere(end)
    connection.close_if_unusable_or_obsolete()


@postgresql
def test_it_is_asked_for_once_per_session(floor: Floor, runner: Runner) -> None:
    with CaptureQueriesContext(connection) as asked:
        for number, agent in enumerate(floor.centre.agents, 1):
            floor.centre.sign_in(agent, number)
            while runner.step():
                pass
    assert not [query for query in asked.captured_queries if "advisory" in query["sql"]]
    with pytest.raises(AlreadyRunning):
        elsewhere(CentreLock(Path()).take)


@postgresql
def test_nothing_is_committed_in_a_session_without_the_lock(floor: Floor, runner: Runner) -> None:
    """Our session is gone and another process has begun, before we have noticed."""
    command = floor.centre.sign_in(floor.centre.agents[0])
    before = JournalRecord.objects.count()
    lose_session()
    with another_process():
        with pytest.raises(LockLost):
            runner.step()
        for _ in range(2):
            with pytest.raises(AlreadyRunning):
                runner.step()
    assert JournalRecord.objects.count() == before
    while runner.step():
        pass
    assert floor.dispatcher.waiters.wait(command.pk, 0) is not None


@postgresql
def test_what_another_process_wrote_meanwhile_is_read(floor: Floor, runner: Runner) -> None:
    lose_session()

    def work() -> None:
        lock = CentreLock(Path())
        lock.take()
        floor.centre.sign_in(floor.centre.agents[0])
        other = Dispatcher()
        while other.step(floor.clock()):
            pass

    elsewhere(work)
    while runner.step():
        pass
    assert floor.dispatcher.seq == JournalRecord.objects.count()
    with floor.dispatcher.reading() as router:
        assert digest(recover().router) == digest(router)
        assert router.agents[floor.centre.agents[0].pk].desk == 1


def test_a_second_server_does_not_start(tmp_path: Path) -> None:
    server = Server(tmp_path)
    server.start()
    try:
        second = server.spawn()
        assert second.wait(timeout=60) != 0
        assert "another process of this centre" in server.log()
        assert server.process is not None
        assert server.process.poll() is None
    finally:
        server.stop()
