"""How many contacts agents have in hand at once: woezo.simulation.fitting.hands."""

from __future__ import annotations

import pytest

from tests.simulation.fitting.journals import centre, history
from tests.simulation.scenarios import exact
from woezo.simulation.fitting.hands import capacity_of, in_hand
from woezo.simulation.fitting.history import Contact
from woezo.simulation.fitting.laws import laws_of
from woezo.simulation.fitting.presence import presence_of
from woezo.simulation.fitting.skills import skills_of
from woezo.simulation.fitting.writing import document_of
from woezo.simulation.scenario.reading import read

CALLS, CHATS = 1, 2
CHANNELS = {CALLS: "voice", CHATS: "chat"}


def conversations(queue: int, *times: tuple[float, float], agent: int = 1) -> list[Contact]:
    """From and until, minutes."""
    return [
        Contact(0, queue, 0, agent=agent, answered_ms=round(begin * 60_000), talked_ms=round(end * 60_000))
        for begin, end in times
    ]


def one_after_the_other(queue: int, many: int) -> list[Contact]:
    return conversations(queue, *((number, number + 1) for number in range(many)))


def two_at_once(many: int, agent: int = 1) -> list[Contact]:
    """All but the first begin while there is another."""
    return conversations(CHATS, *((number, number + 1.5) for number in range(many)), agent=agent)


def test_as_many_as_are_open_together() -> None:
    assert in_hand(two_at_once(10), CHANNELS) == {"chat": 2}
    assert in_hand(one_after_the_other(CHATS, 10), CHANNELS) == {"chat": 1}


def test_those_of_others_are_not_in_hand() -> None:
    agents = [one for agent in range(1, 9) for one in conversations(CHATS, (0, 10), (10, 20), (20, 30), agent=agent)]
    assert in_hand(agents, CHANNELS) == {"chat": 1}


def test_what_happens_seldom_or_for_seconds_is_no_rule() -> None:
    assert in_hand(one_after_the_other(CHATS, 200) + conversations(CHATS, (0.5, 1), (7.5, 8)), CHANNELS) == {"chat": 1}
    assert in_hand(conversations(CHATS, *((n, n + 1.05) for n in range(50))), CHANNELS) == {"chat": 1}


def test_nobody_talks_to_two_at_once() -> None:
    calls = conversations(CALLS, *((number, number + 1.5) for number in range(10)))
    assert in_hand(calls, CHANNELS) == {"voice": 1}


def test_one_call_or_two_chats() -> None:
    most = in_hand([*two_at_once(10), *one_after_the_other(CALLS, 5)], CHANNELS)
    assert capacity_of(most) == {"units": 2, "weights": {"chat": 1, "voice": 2}}
    assert capacity_of({"voice": 1}) == {}
    assert capacity_of({"chat": 7, "email": 20}) == {"units": 20, "weights": {"chat": 2, "email": 1}}


def test_a_fitted_scenario_has_as_many_chats_at_once_as_the_journal() -> None:
    """Else the people of a journal of chats cannot do half of its work."""
    chats = centre(days=2)
    for queue in chats["queue"]:
        queue |= {"channel": "chat", "wrap_up": {"law": "constant", "mean_s": 40}}
        queue["arrivals"]["per_interval"] = [3 * one for one in queue["arrivals"]["per_interval"]]
    for group in chats["group"]:
        group |= {"units": 3, "weights": {"chat": 1}}
    past = history(chats)
    skills = skills_of(past)
    presence = presence_of(past, skills, 1_800_000)
    laws = laws_of(past, presence)
    scenario, faults = read(exact(document_of(past, laws, presence, skills, "chats")))
    assert scenario is not None, faults
    assert {(one.units, dict(one.weights)["chat"]) for one in scenario.groups} == {(3, 1)}
    assert laws.wrap.mean_ms == pytest.approx(40_000, rel=0.02), (
        "a chat that begins while another goes on is no wrap-up"
    )
