"""From records to counts, for every way in which a contact can go."""

from __future__ import annotations

import json
from typing import Any

import pytest

from woezo.measures.counts import KEPT_MS, Counts, served
from woezo.measures.fold import INTERVAL_MS

T_MS = 1_795_420_800_000 + 60_000
START_MS = T_MS - T_MS % INTERVAL_MS
CHAT, VOICE = 1, 2


class Journal:
    """Writes records at times relative to T_MS."""

    def __init__(self) -> None:
        self.counts = Counts()
        for queue, channel in ((CHAT, "chat"), (VOICE, "voice")):
            rules = {"queue": queue, "channel": channel, "target_ms": 30_000, "short_ms": 5_000}
            self.at(0, "set_queue", rules)

    def at(self, ms: int, event: str, args: dict[str, Any], *effects: list[Any]) -> Journal:
        """One record."""
        self.counts.fold(T_MS + ms, event, args, list(effects))
        return self

    def arrive(self, ms: int, id: int, queue: int = VOICE) -> Journal:
        """A contact that waits."""
        return self.at(ms, "arrive", {"interaction": id, "queue": queue}, ["queued", id, queue])

    def taken(self, ms: int, id: int, queue: int = VOICE, reservation: int = 0) -> Journal:
        """Reserved and accepted by agent 9."""
        number = reservation or id
        return self.at(ms, "accept", {"reservation": number}, ["reserved", number, id, 9, queue], ["accepted", number])

    def row(self, queue: int = VOICE) -> dict[str, int]:
        """What is not zero."""
        return {name: n for name, n in self.counts.since(queue, START_MS).items() if n}


def test_voice_answered_within_and_beyond_the_target() -> None:
    journal = Journal().arrive(0, 1).taken(30_000, 1).arrive(0, 2).taken(30_001, 2)
    row = journal.row()
    assert (row["offered"], row["answered"], row["answered_within"]) == (2, 2, 1)
    assert row["answered_wait_ms"] == 60_001


def test_text_is_answered_by_the_first_message_not_by_accepting() -> None:
    journal = Journal().arrive(0, 1, CHAT).taken(1_000, 1, CHAT)
    assert "answered" not in journal.row(CHAT)
    journal.at(40_000, "answer", {"interaction": 1}, ["answered", 1])
    assert journal.row(CHAT)["answered"] == 1
    assert "answered_within" not in journal.row(CHAT)


@pytest.mark.parametrize(("ms", "within", "short"), [(5_000, 1, 1), (5_001, 1, 0), (30_000, 1, 0), (30_001, 0, 0)])
def test_abandoned(ms: int, within: int, short: int) -> None:
    journal = Journal().arrive(0, 1).at(ms, "hang_up", {"interaction": 1}, ["ended", 1, "abandoned"])
    counts = served(journal.counts.since(VOICE, START_MS))
    assert (counts.abandoned, counts.abandoned_within, counts.abandoned_short) == (1, within, short)


def test_a_customer_who_leaves_before_a_word_was_said_to_him_has_abandoned() -> None:
    journal = Journal().arrive(0, 1, CHAT).taken(1_000, 1, CHAT)
    journal.at(20_000, "hang_up", {"interaction": 1}, ["ended", 1, "completed"], ["completed", 1])
    assert journal.row(CHAT)["abandoned"] == 1


def test_an_agent_who_closes_without_a_word_is_counted_apart() -> None:
    journal = Journal().arrive(0, 1, CHAT).taken(1_000, 1, CHAT)
    journal.at(20_000, "end", {"interaction": 1}, ["ended", 1, "completed"], ["completed", 1])
    row = journal.row(CHAT)
    assert (row["unanswered"], row["ended"]) == (1, 1)
    assert "abandoned" not in row


@pytest.mark.parametrize("outcome", ["overflowed", "deflected", "called_back", "canceled"])
def test_sent_elsewhere(outcome: str) -> None:
    journal = Journal().at(0, "arrive", {"interaction": 1, "queue": VOICE}, ["ended", 1, outcome])
    assert journal.row() == {"offered": 1, "ended": 1, outcome: 1}


def test_every_contact_that_has_ended_is_in_one_class() -> None:
    journal = Journal()
    for id, outcome in enumerate(["abandoned", "overflowed", "deflected", "called_back", "canceled"], 1):
        journal.arrive(0, id).at(9_000, "timer", {}, ["ended", id, outcome])
    journal.arrive(0, 9).taken(5, 9).at(9, "end", {"interaction": 9}, ["ended", 9, "completed"], ["completed", 9])
    row = journal.counts.since(VOICE, START_MS)
    classes = ("answered", "abandoned", "overflowed", "deflected", "called_back", "canceled", "unanswered")
    assert row["offered"] == row["ended"] == sum(row[name] for name in classes) == 6


def test_handling_belongs_to_the_interval_of_the_arrival_and_handled_to_the_agent() -> None:
    journal = Journal().arrive(0, 1).taken(1_000, 1)
    journal.at(2 * INTERVAL_MS, "end", {"interaction": 1}, ["ended", 1, "completed"], ["wrapping", 1])
    journal.at(2 * INTERVAL_MS + 7_000, "complete", {"reservation": 1}, ["completed", 1])
    row = journal.counts.tallies[VOICE]
    assert list(row) == [START_MS]
    found = journal.row()
    assert (found["handled"], found["handling_ms"], found["wrap_ms"]) == (1, 2 * INTERVAL_MS - 1_000, 7_000)
    assert journal.counts.handled_since(9, T_MS) == 1
    assert journal.counts.handled_since(9, T_MS + 3 * INTERVAL_MS) == 0


def test_a_child_is_offered_to_its_own_queue() -> None:
    journal = Journal().arrive(0, 1).taken(10, 1)
    journal.at(
        20, "transfer", {}, ["child", 2, 1, CHAT, "transfer"], ["queued", 2, CHAT], ["ended", 1, "transferred"],
        ["completed", 1],
    )  # fmt: skip
    assert journal.row()["transferred"] == 1
    assert journal.row(CHAT) == {"offered": 1}


def test_what_was_refused_counts_nothing() -> None:
    journal = Journal().at(0, "arrive", {"interaction": 1, "queue": 77}, ["refused", "unknown_queue"])
    assert journal.row(77) == {}


def test_a_rejected_reservation_is_not_handled() -> None:
    journal = Journal().arrive(0, 1).at(1, "timer", {}, ["reserved", 1, 1, 9, VOICE], ["timed_out", 1])
    assert "handled" not in journal.row()


def test_stored_and_taken_up_again() -> None:
    journal = Journal().arrive(0, 1).taken(1_000, 1)
    journal.counts = Counts(json.loads(json.dumps(journal.counts.data())))
    journal.at(5_000, "end", {"interaction": 1}, ["ended", 1, "completed"], ["completed", 1])
    assert journal.row()["handled"] == 1


def test_old_intervals_are_forgotten() -> None:
    journal = Journal().arrive(0, 1).at(9, "hang_up", {}, ["ended", 1, "abandoned"])
    journal.arrive(KEPT_MS + 2 * INTERVAL_MS, 2)
    assert list(journal.counts.tallies[VOICE]) == [START_MS + KEPT_MS + 2 * INTERVAL_MS]
