"""Plans are worked out in one process of its own: it survives nothing of ours, and nothing of it reaches us but answers."""

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

from tests.entrypoints.command import clean_environment
from woezo.accounts.problems import Problem
from woezo.planning import computing
from woezo.planning.computing import KEPT, PLACES, Computing
from woezo.planning.reads import presets
from woezo.workforce.hiring.results import Report

STRANGE = "tests.planning.strange"
ORPHAN = """
import os, signal
from woezo.planning.computing import Computing
if __name__ == "__main__":
    compute = Computing("tests.planning.strange", 1000)
    print(compute("pid"), flush=True)
    {}
"""
IDLE = """print("ready", flush=True)
    signal.pause()"""
BUSY = 'compute("forever")'
PAGES = """
import sys
from datetime import date
import woezo.entrypoints.asgi
from django.urls import get_resolver
from woezo.entrypoints import wiring
from woezo.planning import computing
from woezo.planning.hiring import editable, figures
from woezo.planning.promises import pages as promises
from woezo.planning.reads import presets
from woezo.workforce.promises.observed import Observation
get_resolver().url_patterns
if __name__ == "__main__":
    computing.attach(computing.Computing())
    seen = Observation(date(2020, 12, 31), 104, 80, 70, nationals=90)
    before = set(sys.modules)
    for name, more in (("report", ()), ("what_ifs", ("on_payroll",)), ("to_keep", ("on_payroll",)), ("outlook", ((seen,),))):
        computing.compute(name, presets()["lome"].text, 50, 7, *more)
    print("woezo.workforce.hiring.results" in sys.modules, "numpy" in sys.modules, sorted(set(sys.modules) - before))
"""


@pytest.fixture
def compute() -> Iterator[Computing]:
    found = Computing(STRANGE)
    yield found
    found.stop()


def has_ended(pidfd: int) -> bool:
    try:
        return bool(select.select([pidfd], [], [], 20)[0])
    finally:
        os.close(pidfd)


def python(code: str) -> subprocess.Popen[str]:
    """A process of its own."""
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=clean_environment())


def test_a_plan_is_worked_out_and_a_second_look_costs_nothing(compute: Computing) -> None:
    text = presets()["lome"].text
    first = compute("report", text, 20, 7)
    assert isinstance(first, Report)
    assert first.plan is not None
    assert (first.plan.site.name, first.plans, first.seed) == ("Lomé", 20, 7)
    assert {one.name for one in first.readings} >= {"starts", "on_payroll"}
    assert compute("report", text, 20, 7) is first
    assert compute("report", text, 20, 8).seed == 8
    assert compute("what_ifs", text, 20, 7, "starts").rows
    assert compute("to_keep", text, 20, 7, "starts").rows
    assert compute("compared", ("a", text), ("b", text), 20, 7).rows


def test_the_worker_knows_no_django_and_stands_back(compute: Computing) -> None:
    loaded = compute("loaded")
    assert {"numpy", "woezo"} <= set(loaded)
    assert not {"django", "starlette", "asyncio"} & set(loaded)
    assert compute("nice") >= 10


def test_the_pages_never_load_numpy_though_a_plan_was_worked_out() -> None:
    process = python(PAGES)
    told, _ = process.communicate(timeout=60)
    assert told.startswith("True False ["), told


def test_it_begins_when_it_is_asked_and_not_before(compute: Computing) -> None:
    assert compute.second._process is None
    first = compute("pid")
    assert first != os.getpid()
    assert compute("pid") == first


def test_one_that_was_killed_is_begun_again(compute: Computing) -> None:
    first = compute("count", "a")
    pid = compute("pid")
    watched = os.pidfd_open(pid)
    os.kill(pid, signal.SIGKILL)
    assert has_ended(watched)
    assert compute("count", "a") == first  # kept
    assert compute("count", "b") == 1  # by another one


def test_one_that_dies_of_a_plan_is_said_to_be_lost(compute: Computing) -> None:
    with pytest.raises(Problem, match="plan_lost"):
        compute("exit")
    assert compute("count", "a") == 1


def test_one_that_is_stuck_is_ended_after_a_while() -> None:
    compute = Computing(STRANGE, 0.5)
    with pytest.raises(Problem, match="plan_slow"):
        compute("forever")
    assert compute.second._process is None
    compute.patience_s = 20
    assert compute("count", "a") == 1
    compute.stop()


def test_a_plan_that_wants_too_much_memory_fails_alone(compute: Computing) -> None:
    pid = compute("pid")
    with pytest.raises(Problem, match="plan_lost"):
        compute("fill")
    assert compute("count", "a") == 1
    assert os.kill(pid, 0) is None


def test_a_fault_of_ours_is_said_in_the_log_and_is_not_kept(
    compute: Computing, caplog: pytest.LogCaptureFixture
) -> None:
    for name, arguments, said in (
        ("fail", ("why",), "ZeroDivisionError"),
        ("unsendable", (), "TypeError"),
        ("x", (), "KeyError"),
    ):
        with pytest.raises(Problem, match="internal"):
            compute(name, *arguments)
        assert said in caplog.text
    assert not compute._kept
    assert compute("count", "a") == 1


def test_only_the_latest_answers_are_kept(compute: Computing) -> None:
    for number in range(KEPT + 1):
        assert compute("count", str(number)) == number + 1
        assert compute("count", "0") == 1  # it stays: somebody looks at it again and again
    assert compute("count", "1") == KEPT + 2


def test_who_asks_for_the_same_at_once_waits_for_one_answer(compute: Computing) -> None:
    gate = threading.Barrier(PLACES)

    def ask(_: int) -> int:
        gate.wait()
        found: int = compute("count", "same")
        return found

    with ThreadPoolExecutor(PLACES) as threads:
        assert list(threads.map(ask, range(PLACES))) == [1] * PLACES


def test_more_than_a_few_who_ask_at_once_are_told_so(compute: Computing) -> None:
    """Each waits in a thread that serves pages; the floor needs the others."""
    compute("pid")
    many = PLACES + 2
    gate = threading.Barrier(many)
    text = presets()["lome"].text

    def ask(number: int) -> str:
        gate.wait()
        try:
            compute("report", text, 200, number)
        except Problem as problem:
            return problem.code
        return "done"

    with ThreadPoolExecutor(many) as threads:
        told = list(threads.map(ask, range(many)))
    assert sorted(told) == ["done"] * PLACES + ["plan_busy"] * (many - PLACES)


def test_what_is_worked_out_ahead_takes_nobodys_place_and_the_last_wins(compute: Computing) -> None:
    for number in range(PLACES * 3):
        compute.ahead("count", str(number))
    compute.ahead("fail", "nobody is told")
    compute.ahead("count", "last")
    assert compute("count", "mine")
    while (ahead := compute._ahead) is not None:
        ahead.join()
    asked = compute("count", "again")
    assert asked <= PLACES * 3 + 3
    assert compute("count", "last") < asked


@pytest.mark.parametrize("meanwhile", [IDLE, BUSY], ids=["idle", "busy"])
def test_it_ends_with_a_server_that_was_killed(meanwhile: str) -> None:
    server = python(ORPHAN.format(meanwhile))
    assert server.stdout is not None
    watched = os.pidfd_open(int(server.stdout.readline()))
    assert server.stdout.readline() == "ready\n"
    server.kill()
    server.wait()
    assert has_ended(watched), "the worker still runs"


def test_where_no_worker_is_attached_there_is_no_answer(compute: Computing) -> None:
    with pytest.raises(Problem, match="unavailable"):
        computing.compute("pid")
    computing.attach(compute)
    assert computing.compute("count", "a") == 1
    computing.detach()
    with pytest.raises(Problem, match="unavailable"):
        computing.compute("count", "a")
