"""Whose patience a queue is given, where few of its customers left."""

from __future__ import annotations

from tests.simulation.scenarios import exact
from woezo.simulation.fitting.history import Contact, History
from woezo.simulation.fitting.laws import laws_of
from woezo.simulation.fitting.survival import Curve
from woezo.simulation.fitting.writing import document_of
from woezo.simulation.scenario.reading import read

CALLS, SMALL, LETTERS, CHATS = 1, 2, 3, 4
CHANNELS = {CALLS: "voice", SMALL: "voice", LETTERS: "email", CHATS: "chat"}
HOUR_MS = 3_600_000


def waited(queue: int, many: int, wait_ms: int, *, left: bool = False) -> list[Contact]:
    """So many, one a minute, who waited so long, until they were answered or left."""
    found = []
    for number in range(many):
        at_ms = number * 60_000
        ends_ms = at_ms + wait_ms
        one = Contact(number, queue, at_ms, ended_ms=ends_ms if left else ends_ms + 60_000)
        if left:
            one.outcome = "abandoned"
        else:
            one.agent, one.answered_ms, one.talked_ms, one.outcome = queue, ends_ms, one.ended_ms, "completed"
        found.append(one)
    return found


def calls() -> list[Contact]:
    """Half of them left, after a minute or two; in the small queue one of three."""
    return [
        *waited(CALLS, 200, 60_000, left=True), *waited(CALLS, 200, 120_000, left=True), *waited(CALLS, 400, 90_000),
        *waited(SMALL, 1, 60_000, left=True), *waited(SMALL, 2, 90_000),
    ]  # fmt: skip


def past(contacts: list[Contact]) -> History:
    """With the queues that these came to."""
    queues = {queue: f"queue {queue}" for queue in sorted({one.queue for one in contacts})}
    return History("UTC", queues, {}, False, contacts, channels=CHANNELS)


def patience_of(contacts: list[Contact]) -> dict[int, Curve]:
    """By queue."""
    return {queue: curve for (queue, _), curve in laws_of(past(contacts), {}).patience.items()}


def test_a_small_queue_has_the_patience_of_all() -> None:
    found = patience_of(calls())
    assert found[SMALL].mean_ms < 2 * found[CALLS].mean_ms


def test_who_writes_is_not_as_patient_as_who_calls() -> None:
    """Nobody left in hours: that is no patience of two minutes, though the centre is full of those."""
    found = patience_of([*calls(), *waited(LETTERS, 50, 3 * HOUR_MS)])
    assert LETTERS not in found
    assert found[SMALL] == patience_of(calls())[SMALL]


def test_few_who_left_of_many_are_patient() -> None:
    found = patience_of([*calls(), *waited(CHATS, 200, HOUR_MS), *waited(CHATS, 5, HOUR_MS, left=True)])
    assert found[CHATS].mean_ms > 10 * HOUR_MS


def test_a_queue_in_which_nobody_leaves_is_told_from_the_others_of_its_channel() -> None:
    assert SMALL not in patience_of([one for one in calls() if one.queue == CALLS] + waited(SMALL, 50, HOUR_MS))


def test_however_patient_the_scenario_can_be_played() -> None:
    """Hours of waiting, and hardly anybody left: the tail of such a law is longer than a scenario takes."""
    history = past([*waited(LETTERS, 3000, 3 * HOUR_MS), *waited(LETTERS, 1, HOUR_MS, left=True)])
    document = document_of(history, laws_of(history, {}), {}, {}, "letters")
    document["group"] = [{"name": "they", "skills": {"queue 3": 1}}]
    scenario, faults = read(exact(document))
    assert scenario is not None, faults
