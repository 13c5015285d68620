"""What takes long is read in a second process, which outlives neither its errors nor its server."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from woezo.accounts.problems import Problem
from woezo.entrypoints.aside import PLACES, Aside

ORPHAN = """
import os, signal, timeit
from woezo.entrypoints.aside import Aside
if __name__ == "__main__":
    aside = Aside()
    print(aside(os.getpid), flush=True)
    {}
"""
IDLE = """print("ready", flush=True)
    signal.pause()"""
BUSY = """aside(timeit.timeit, "pass", "print('ready', flush=True)", timeit.default_timer, 10**15)"""


def has_ended(pidfd: int) -> bool:
    try:
        return bool(select.select([pidfd], [], [], 20)[0])
    finally:
        os.close(pidfd)


@pytest.fixture
def aside() -> Iterator[Aside]:
    found = Aside()
    yield found
    found.stop()


def test_it_works_in_one_process_of_its_own(aside: Aside) -> None:
    first = aside(os.getpid)
    assert first != os.getpid()
    assert aside(os.getpid) == first
    assert aside(divmod, 7, 2) == (3, 1)


def test_an_error_comes_back_and_ends_nothing(aside: Aside) -> None:
    first = aside(os.getpid)
    with pytest.raises(ZeroDivisionError):
        aside(divmod, 1, 0)
    assert aside(os.getpid) == first


def test_one_that_was_killed_is_begun_again(aside: Aside) -> None:
    first = aside(os.getpid)
    watched = os.pidfd_open(first)
    os.kill(first, signal.SIGKILL)
    assert has_ended(watched)
    assert aside(os.getpid) != first


def test_one_that_dies_of_a_question_is_said_to_be_unavailable(aside: Aside) -> None:
    first = aside(os.getpid)
    with pytest.raises(Problem, match="unavailable"):
        aside(os._exit, 3)
    assert aside(os.getpid) != first


def test_what_cannot_be_sent_is_an_error_and_ends_nothing(aside: Aside) -> None:
    first = aside(os.getpid)
    with pytest.raises(TypeError):
        aside(memoryview, b"x")
    assert aside(os.getpid) == first


def test_more_than_a_few_who_ask_at_once_are_told_so(aside: Aside) -> None:
    """Each waits in a thread that serves pages; the floor needs the others."""
    aside(os.getpid)
    many = PLACES + 2
    gate = threading.Barrier(many)

    def ask(_: int) -> int | str:
        gate.wait()
        try:
            return aside(sum, range(10_000_000))
        except Problem as problem:
            return problem.code

    with ThreadPoolExecutor(many) as threads:
        told = list(threads.map(ask, range(many)))
    assert told.count("unavailable") == many - PLACES
    assert told.count(sum(range(10_000_000))) == PLACES


@pytest.mark.parametrize("meanwhile", [IDLE, BUSY], ids=["idle", "busy"])
def test_it_ends_with_a_server_that_was_killed(meanwhile: str) -> None:
    server = subprocess.Popen([sys.executable, "-c", ORPHAN.format(meanwhile)], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    watched = os.pidfd_open(int(server.stdout.readline()))
    assert server.stdout.readline() == "ready\n"
    server.kill()
    server.wait()
    assert has_ended(watched), "the second process still runs"
