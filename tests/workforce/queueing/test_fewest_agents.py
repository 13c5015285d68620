"""The fewest agents for a goal: the goal is met with them and not with one fewer, and published needs come out."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woezo.workforce.queueing.erlang import MOST_AGENTS, ErlangC, OutOfRange, Traffic, Unstable, blocked_ratio
from woezo.workforce.queueing.erlang_a import LEVELS, ErlangA
from woezo.workforce.queueing.fewest_agents import Goals, OutOfReach, fewest_agents, fewest_agents_of_b

HALF_HOUR = Traffic(240, 318_000)  # 120 calls of 5:18 in half an hour, 21.2 erlangs


@st.composite
def goals(draw: st.DrawFn) -> Goals:
    """One to four of them, some easy, some hard."""
    asked = {
        "service_level_ratio": draw(st.none() | st.floats(0.01, 0.999)),
        "speed_of_answer_ms": draw(st.none() | st.floats(1, 100_000)),
        "abandoned_ratio": draw(st.none() | st.floats(0.001, 0.9)),
        "occupancy_ratio": draw(st.floats(0.3, 0.99)),
    }
    return Goals(**asked, target_ms=draw(st.floats(0, 60_000)), formula=draw(st.sampled_from(LEVELS)))


@settings(max_examples=60)
@given(st.floats(0, 1000), goals(), st.none() | st.floats(1_000, 1_000_000))
def test_one_fewer_will_not_do(arrivals_per_hour: float, goals: Goals, patience_ms: float | None) -> None:
    """Counted up from one agent: what is found is the first number that will do."""
    traffic = Traffic(arrivals_per_hour, 180_000)

    def met(agents: int) -> bool:
        try:
            queue = ErlangC(traffic, agents) if patience_ms is None else ErlangA(traffic, agents, patience_ms)
        except Unstable:
            return False
        return goals.met_by(queue)

    assert fewest_agents(traffic, goals, patience_ms) == next(n for n in count(1) if met(n))


def test_a_half_hour_of_the_trade() -> None:
    """21.2 erlangs, 80 % in 20 s: 26 agents, level 82.6 %, occupancy 81.5 %, ASA 15.6 s."""
    agents = fewest_agents(HALF_HOUR, Goals(service_level_ratio=0.8))
    queue = ErlangC(HALF_HOUR, agents)
    assert agents == 26
    assert round(queue.service_level_ratio(20_000), 3) == 0.826
    assert round(queue.occupancy_ratio, 3) == 0.815
    assert round(queue.mean_wait_ms / 1000, 1) == 15.6


def test_each_goal_asks_for_its_own_number() -> None:
    """Customers who leave make room for the others; a cap on occupancy asks for more."""
    assert fewest_agents(HALF_HOUR, Goals(service_level_ratio=0.8), 120_000) < 26
    assert fewest_agents(HALF_HOUR, Goals(speed_of_answer_ms=15_700)) == 26
    assert fewest_agents(HALF_HOUR, Goals(speed_of_answer_ms=15_500)) == 27
    assert fewest_agents(HALF_HOUR, Goals(occupancy_ratio=0.75)) == 29  # 21.2 / 0.75 = 28.3
    assert fewest_agents(HALF_HOUR, Goals(service_level_ratio=0.8, occupancy_ratio=0.75)) == 29
    assert fewest_agents(HALF_HOUR, Goals(abandoned_ratio=0.05)) == 22, "nobody leaves, but the queue must have an end"


@given(st.floats(0, 500), st.floats(0.0001, 0.9))
def test_b_loses_no_more_than_it_may(erlangs: float, blocked: float) -> None:
    traffic = Traffic(erlangs * 36, 100_000)
    agents = fewest_agents_of_b(traffic, blocked)
    assert blocked_ratio(agents, traffic.erlangs) <= blocked
    assert agents == 1 or blocked_ratio(agents - 1, traffic.erlangs) > blocked


def test_ten_thousand_agents() -> None:
    traffic = Traffic(200_000, 180_000)
    goals = Goals(service_level_ratio=0.8)
    assert fewest_agents(traffic, goals, 120_000) <= fewest_agents(traffic, goals) < 10_100


def test_more_than_can_be_worked_out_is_refused() -> None:
    traffic = Traffic(2_000_000, 180_000)  # 100,000 erlangs
    for ask in (
        lambda: fewest_agents(traffic, Goals(service_level_ratio=0.8)),
        lambda: fewest_agents(traffic, Goals(occupancy_ratio=0.5), 60_000),
        lambda: fewest_agents_of_b(traffic, 0.000_1),
    ):
        with pytest.raises(OutOfReach):
            ask()
    assert fewest_agents(traffic, Goals(occupancy_ratio=0.999), 60_000) <= MOST_AGENTS


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("service_level_ratio", 1.0),
        ("service_level_ratio", 0.0),
        ("abandoned_ratio", -0.1),
        ("occupancy_ratio", 1.2),
        ("speed_of_answer_ms", 0.0),
        ("speed_of_answer_ms", float("nan")),
        ("target_ms", -1.0),
    ],
)
def test_a_goal_that_makes_no_sense_is_named(name: str, given: float) -> None:
    with pytest.raises(OutOfRange) as told:
        Goals(**{"abandoned_ratio": 0.5, name: given})
    assert told.value.name == name


def test_no_goal_is_none() -> None:
    with pytest.raises(ValueError, match="no goal"):
        Goals()
