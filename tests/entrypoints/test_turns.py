"""Writers come one at a time, in order, the dispatcher first; who waits too long gives up and leaves no trace."""

from __future__ import annotations

import threading

from woezo.entrypoints.sqlite.turns import FIRST_THREAD, Turns


def test_in_order_of_arrival_and_the_dispatcher_first() -> None:
    turns, served = Turns(), []
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


def test_who_gives_up_does_not_hold_up_the_others() -> None:
    turns = Turns()
    assert turns.acquire(1)
    assert not turns.acquire(0.01)
    turns.release()
    assert turns.acquire(0)
