"""When agents were there, from their contacts alone: woezo.simulation.fitting.presence."""

from __future__ import annotations

import pytest

from tests.simulation.fitting.journals import centre, header, history
from woezo.simulation.fitting.history import Contact, History
from woezo.simulation.fitting.presence import Day, presence_of
from woezo.simulation.fitting.skills import skills_of

GAP_MS = 1_800_000


def day(*contacts: tuple[int, int, int, int]) -> Day:
    """Of agent 1. contacts: (arrival, answered or left, end, agent; 0: who left), seconds."""
    found = History("UTC", {1: "q"}, {1: "a"}, presence_known=False)
    for number, (arrived, until, end, agent) in enumerate(contacts, 1):
        one = Contact(number, 1, arrived * 1000, agent=agent, outcome="completed" if agent else "abandoned")
        if agent:
            one.answered_ms, one.talked_ms, one.done_ms, one.ended_ms = until * 1000, *(end * 1000,) * 3
        else:
            one.ended_ms = until * 1000
        found.contacts.append(one)
    return presence_of(found, {1: frozenset({1})}, GAP_MS)[1]


def test_while_customers_wait_the_time_between_two_contacts_is_wrap_up() -> None:
    found = day((0, 0, 100, 1), (50, 112, 200, 1), (55, 230, 300, 1))
    assert [(one.ms, one.ended) for one in found.wraps] == [(12_000, True), (30_000, True)]
    assert not found.pauses


def test_a_wrap_up_that_the_journal_knows_is_no_pause_however_long() -> None:
    """Two minutes of wrap-up, and three seconds until he has the next one; then forty more than the wrap-up."""
    found = History("UTC", {1: "q"}, {1: "a"}, presence_known=False)
    rows = [(0, 0, 100, 220), (50, 223, 300, 420), (310, 460, 500, 560)]
    for number, (arrived, *seconds) in enumerate(rows, 1):
        answered, talked, done = (one * 1000 for one in seconds)
        found.contacts.append(Contact(number, 1, arrived * 1000, 0, 1, answered, talked, done, talked, "completed"))
    day = presence_of(found, {1: frozenset({1})}, GAP_MS)[1]
    assert [(one.ms, one.ended) for one in day.wraps] == [(123_000, True)]
    assert [(one.ms, one.ended) for one in day.beyond] == [(3_000, True)]
    assert day.pauses == [(420_000, 40_000)]


def test_longer_than_that_is_a_pause() -> None:
    found = day((0, 0, 100, 1), (50, 400, 450, 1))
    assert found.pauses == [(100_000, 300_000)]
    assert not found.wraps


def test_who_waits_in_vain_for_a_part_of_the_time_tells_of_that_part() -> None:
    """Somebody waits from 50 to 120: the agent, free since 100, was not ready in the first 20 s; then nobody knows."""
    found = day((0, 0, 100, 1), (50, 120, 0, 0), (500, 500, 600, 1))
    assert [(one.ms, one.ended) for one in found.wraps] == [(20_000, False)]


def test_a_backlog_that_comes_later_tells_of_a_pause_then() -> None:
    found = day((0, 0, 100, 1), (700, 800, 0, 0), (900, 900, 950, 1))
    assert found.pauses == [(710_000, 90_000)]


def test_who_waits_shorter_than_a_call_takes_to_connect_tells_nothing() -> None:
    found = day((0, 0, 100, 1), (95, 104, 0, 0), (300, 300, 400, 1))
    assert not found.wraps
    assert not found.pauses


def test_a_long_time_without_a_contact_is_an_absence_whoever_waits() -> None:
    found = day((0, 0, 100, 1), (1500, 1700, 0, 0), (4000, 4000, 4100, 1))
    (first, second) = found.spells
    assert first[1] < 4_000_000 <= second[0] + 10_000
    assert not found.pauses


def test_the_presence_of_a_twin_is_found_again() -> None:
    """Eight agents from 8 to 18 on fourteen days; who waits for his first contact is not seen. Of a log without wrap-up."""
    found = history(centre())
    for one in found.contacts:
        one.done_ms = one.talked_ms
    days = presence_of(found, skills_of(found), GAP_MS)
    hours = sum(to_ms - from_ms for one in days.values() for from_ms, to_ms in one.spells) / 3_600_000
    assert hours == pytest.approx(8 * 14 * 10, rel=0.02)
    paused = sum(for_ms for one in days.values() for _, for_ms in one.pauses) / 3_600_000
    assert paused < 0.01 * hours
    ended = [one.ms for day in days.values() for one in day.wraps if one.ended]
    assert sorted(ended)[len(ended) // 2] == pytest.approx(20_000, abs=1)


def test_a_journal_that_knows_presence_is_believed() -> None:
    found = History("UTC", {1: "q"}, header({}, 1).agents, presence_known=True, presence={1: [(0, 9_000)]})
    found.pauses = {1: [(3_000, 5_000)]}
    one = Contact(1, 1, 1_000, agent=1, answered_ms=1_000, talked_ms=2_000, done_ms=2_000, ended_ms=2_000)
    found.contacts = [one]
    known = presence_of(found, {1: frozenset({1})}, GAP_MS)[1]
    assert (known.spells, known.pauses) == ([(0, 9_000)], [(3_000, 2_000)])
