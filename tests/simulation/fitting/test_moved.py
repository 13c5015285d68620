"""Whether customers and people are still as the laws say: woezo.simulation.fitting.moved."""

from __future__ import annotations

from math import log, sqrt
from typing import Any

import pytest

from tests.simulation.scenarios import Document, one_queue, scenario_of
from woezo.simulation.fitting.history import Contact
from woezo.simulation.fitting.moved import Moved, moved
from woezo.simulation.scenario.model import Scenario

HOUR_MS = 3_600_000


def told(number: int, at_ms: int, wait_ms: int, talked_ms: int = 0, agent: int = 0) -> Contact:
    """Answered by an agent, else gone."""
    if agent:
        answered_ms = at_ms + wait_ms
        ended_ms = answered_ms + talked_ms
        return Contact(number, 1, at_ms, 0, agent, answered_ms, ended_ms, ended_ms, ended_ms, "completed")
    return Contact(number, 1, at_ms, ended_ms=at_ms + wait_ms, outcome="abandoned")


def played(scenario: Scenario, *contacts: Contact) -> list[Moved]:
    return moved(contacts, scenario, {(1, 0): "q"}, {7: scenario.groups[0]})


def centre(queue: Document, group: Document) -> Scenario:
    return scenario_of(one_queue({"handling": {"law": "constant", "mean_s": 100}} | queue, group))


def test_conversations_beside_what_these_people_and_hours_should_need() -> None:
    """100 s by a factor of 2 for the agent and of 1.5 for the hour; whoever the scenario does not know does not count."""
    scenario = centre({"handling_by_hour": [1] * 9 + [1.5] + [1] * 14}, {"factor": 2})
    by_hour = played(
        scenario,
        told(1, 8 * HOUR_MS, 0, 150_000, 7),
        told(2, 9 * HOUR_MS, 0, 330_000, 7),
        told(3, 9 * HOUR_MS + 10, 0, 999_000, 8),
    )
    assert [one.handling_ratio for one in by_hour[8:11]] == [pytest.approx(0.75), pytest.approx(1.1), None]
    assert by_hour[8].left_ratio is None
    assert sum(by_hour, Moved()).handling_ratio == pytest.approx(480 / 500)


@pytest.mark.parametrize(("tenure_weeks", "ratio"), [(0, 0.8), (1, 1.0), (9, 1.6)])
def test_who_is_new_needs_as_long_as_his_tenure_says(tenure_weeks: int, ratio: float) -> None:
    """160 s beside the 100 of the queue, times 2 in the first week and 1.6 in the second one."""
    scenario = centre({}, {"factor_by_week": [2, 1.6, 1], "tenure_weeks": tenure_weeks})
    assert played(scenario, told(1, 0, 0, 160_000, 7))[0].handling_ratio == pytest.approx(ratio)


def test_a_law_of_the_group_goes_before_that_of_the_queue() -> None:
    own: dict[str, Any] = {"handling": [{"queue": "q", "handling": {"law": "constant", "mean_s": 50}}]}
    assert played(centre({}, own), told(1, 0, 0, 60_000, 7))[0].handling_ratio == pytest.approx(1.2)


def test_those_who_left_beside_those_who_should_have() -> None:
    """The cumulated hazard of an exponential patience is the wait over its mean; places multiply it, but not who balks."""
    patience = {"mean_s": 100, "balk_ratio": 0.2, "hurry_by_place": [1, 3]}
    by_hour = played(centre({"patience": patience}, {}), told(1, 0, 50_000), told(2, 10, 100_000, 5_000, 7))
    found = by_hour[0]
    expected = (0.5 - log(0.8)) + (3 * 1 - log(0.8))
    assert found.left == 1
    assert found.expected_left == pytest.approx(expected, rel=0.05)
    assert found.left_ratio == pytest.approx(1 / expected, rel=0.05)
    assert found.impatience == pytest.approx((1 - expected) / sqrt(expected), rel=0.05)


def test_without_patience_nobody_should_leave_and_nothing_is_said() -> None:
    [found, *_] = played(centre({}, {}), told(1, 0, 50_000))
    assert (found.left, found.left_ratio, found.impatience) == (0, None, 0)
