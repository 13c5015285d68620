"""Writers come one at a time, in order, the dispatcher first; who waits too long gives up and leaves no trace."""

from __future__ import annotations

import fcntl
import select
import subprocess
import sys
import threading
from pathlib import Path

from woezo.entrypoints.sqlite.turns import FIRST_THREAD, GATE, Turns

OTHER = """
import sys
from woezo.entrypoints.sqlite.turns import Turns
turns = Turns(sys.argv[1])
assert turns.acquire(20)
print("taken", flush=True)
if sys.argv[2:]:
    sys.stdin.read()
turns.release()
"""


def other(path: Path, *more: str) -> subprocess.Popen[str]:
    """Another process that takes a turn; with `more` it keeps it."""
    command = [sys.executable, "-c", OTHER, str(path), *more]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_in_order_of_arrival_and_the_dispatcher_first(tmp_path: Path) -> None:
    turns, served = Turns(str(tmp_path / "turns")), []
    assert turns.acquire(1)

    def write(name: str) -> None:
        assert turns.acquire(10)
        served.append(name)
        turns.release()

    threads = []
    for count, name in enumerate(("one", "two", "three", FIRST_THREAD), 1):
        thread = threading.Thread(target=write, args=(name,), name=name)
        thread.start()
        threads.append(thread)
        while len(turns._waiting) < count:
            threading.Event().wait(0.001)
    turns.release()
    for thread in threads:
        thread.join(10)
    assert served == [FIRST_THREAD, "one", "two", "three"]
    assert turns.acquire(0)


def test_who_gives_up_does_not_hold_up_the_others(tmp_path: Path) -> None:
    turns = Turns(str(tmp_path / "turns"))
    assert turns.acquire(1)
    assert not turns.acquire(0.01)
    turns.release()
    assert turns.acquire(0)


def test_a_turn_in_another_process_is_waited_for_and_ends_with_that_process(tmp_path: Path) -> None:
    turns = Turns(str(tmp_path / "turns"))
    with other(tmp_path / "turns", "keep") as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "taken\n"
        assert not turns.acquire(0.01)
        holder.kill()
        assert turns.acquire(20)
    turns.release()


def test_a_busy_process_does_not_come_twice_while_another_one_waits(tmp_path: Path) -> None:
    turns = Turns(str(tmp_path / "turns"))
    assert turns.acquire(1)
    with other(tmp_path / "turns") as waiting:
        assert waiting.stdout is not None
        while _is_free(turns._file, GATE):
            assert waiting.poll() is None
        turns.release()
        assert turns.acquire(20)
        assert select.select([waiting.stdout], [], [], 0)[0], "it came before who waited"
    turns.release()


def _is_free(file: int, byte: int) -> bool:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
    except BlockingIOError:
        return False
    fcntl.lockf(file, fcntl.LOCK_UN, 1, byte)
    return True
