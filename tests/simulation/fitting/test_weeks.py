"""Queues that open, or close, while a history goes on: woezo.simulation.fitting.writing."""

from __future__ import annotations

import random

from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.fitting.history import Contact, History
from woezo.simulation.fitting.laws import laws_of
from woezo.simulation.fitting.writing import Weeks, document_of

OLD, NEW = 1, 2
HOUR_MS = 3_600_000


def day_of(queue: int, day: int, many: int) -> list[Contact]:
    found = []
    for number in range(many):
        at_ms = day * DAY_MS + 8 * HOUR_MS + number * 60_000
        found.append(Contact(number, queue, at_ms, 0, queue, at_ms, at_ms + 30_000, -1, at_ms + 30_000, "completed"))
    return found


def past() -> History:
    """Eight weeks, of which the new queue has the last four; a Poisson number of contacts a day, near enough."""
    chance = random.Random(1)
    contacts = []
    for day in range(56):
        contacts += day_of(OLD, day, round(chance.gauss(100, 10)))
        contacts += day_of(NEW, day, round(chance.gauss(100, 10))) if day >= 28 else []
    return History("UTC", {OLD: "old", NEW: "new"}, {}, False, contacts)


def test_days_of_a_queue_that_opened_later_do_not_differ_by_that() -> None:
    history = past()
    document = document_of(history, laws_of(history, {}), {}, {}, "x")
    assert all(queue["arrivals"]["busyness_cv"] < 0.1 for queue in document["queue"])


def test_a_queue_is_open_from_its_first_day_on() -> None:
    weeks = Weeks(past())
    assert weeks.open({40, 28, 55}) == list(range(28, 56))
    assert weeks.open({3, 50}) == list(range(56)), "that it has nobody on a day is chance"
