"""A journal as contacts and spells: woezo.simulation.fitting.history."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulation.fitting.journals import header
from woezo.journal.lines import Header, Record
from woezo.simulation.fitting.history import History, history_of
from woezo.timekit import local_ms


def history(*rows: tuple[int, str, dict[str, Any], list[Any]], zone: Header | None = None) -> History:
    """Times in seconds."""
    records = [Record(at_s * 1000, event, args, effects) for at_s, event, args, effects in rows]
    return history_of(zone or header({1: "q"}, 2), records, lambda at_ms: at_ms)


ARRIVES = (10, "arrive", {"interaction": 1, "queue": 1, "credit_ms": 90_000}, [["queued", 1, 1]])


def test_a_contact_from_its_arrival_to_the_end_of_its_wrap_up() -> None:
    found = history(
        ARRIVES,
        (25, "activity", {"agent": 2, "routable": True}, [["reserved", 1, 1, 2, 1]]),
        (30, "accept", {}, [["accepted", 1]]),
        (100, "end", {}, [["ended", 1, "completed"], ["wrapping", 1]]),
        (120, "complete", {}, [["completed", 1]]),
    )
    (one,) = found.contacts
    assert (one.arrived_ms, one.answered_ms, one.talked_ms, one.done_ms) == (10_000, 30_000, 100_000, 120_000)
    assert (one.agent, one.credit_ms, one.wait_ms, one.abandoned) == (2, 90_000, 20_000, False)


def test_who_left_and_who_never_ended() -> None:
    found = history(
        ARRIVES,
        (11, "arrive", {"interaction": 2, "queue": 1}, []),
        (40, "hang_up", {}, [["ended", 1, "abandoned"]]),
    )
    (one,) = found.contacts
    assert one.abandoned
    assert one.wait_ms == 30_000


def test_a_refused_proposal_is_no_answer() -> None:
    found = history(
        ARRIVES,
        (12, "x", {}, [["reserved", 1, 1, 1, 1]]),
        (15, "x", {}, [["rejected", 1], ["reserved", 2, 1, 2, 1]]),
        (16, "x", {}, [["accepted", 2]]),
        (20, "x", {}, [["ended", 1, "completed"], ["completed", 2]]),
    )
    assert (found.contacts[0].agent, found.contacts[0].answered_ms, found.contacts[0].talked_ms) == (2, 16_000, 20_000)


def test_spells_of_presence_and_pauses() -> None:
    found = history(
        (0, "sign_in", {"agent": 1}, []),
        (50, "activity", {"agent": 1, "routable": False}, []),
        (60, "activity", {"agent": 1, "routable": True}, []),
        (90, "sign_out", {"agent": 1}, []),
        (95, "sign_in", {"agent": 2}, []),
        (99, "sign_in", {"agent": 2}, []),
    )
    assert found.presence == {1: [(0, 90_000)], 2: [(95_000, 99_000)]}
    assert found.pauses == {1: [(50_000, 60_000)]}


def test_days_are_those_of_the_zone() -> None:
    """22:30 UTC in summer is half past midnight in Paris and half past ten in Lomé."""
    at_ms = 1_783_808_999_000 - 1_783_808_999_000 % 86_400_000 + 81_000_000
    for zone, hour in (("Europe/Paris", 0), ("Africa/Lome", 22), ("Asia/Kolkata", 4)):
        assert local_ms(zone, at_ms) // 3_600_000 % 24 == hour


def test_a_part_of_a_history_keeps_who_was_there() -> None:
    found = history(
        ARRIVES,
        (20, "hang_up", {}, [["ended", 1, "abandoned"]]),
        (90_000, "arrive", {"interaction": 2, "queue": 1}, []),
        (90_010, "hang_up", {}, [["ended", 2, "abandoned"]]),
    )
    assert found.days == [0, 1]
    assert [one.interaction for one in found.between(0, 86_400_000).contacts] == [1]
    assert found.between(5, 6).contacts == []


@pytest.mark.parametrize("effect", [["accepted", 7], ["completed", 7], ["wrapping", 7], ["ended", 7, "completed"]])
def test_the_end_of_what_began_before_the_journal_tells_nothing(effect: list[Any]) -> None:
    if effect[0] == "accepted":
        with pytest.raises(KeyError):
            history((1, "x", {}, [effect]))
    else:
        assert history((1, "x", {}, [effect])).contacts == []
