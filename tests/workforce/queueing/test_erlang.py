"""Erlang B and C: published values, the chain of states worked out the long way, what holds for any queue, and the limits."""

from __future__ import annotations

import heapq
import random
from fractions import Fraction
from math import exp, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workforce.queueing.chains import Chain, balance
from woezo.workforce.queueing.erlang import MOST_AGENTS, ErlangB, ErlangC, OutOfRange, Traffic, Unstable, blocked_ratio
from woezo.workforce.queueing.erlang_a import LEVELS

HANDLING_MS = 100_000  # the unit of time of a chain
CLOSE = 1e-9

loads = st.floats(0, 300)
counts = st.integers(1, 400)


def traffic(erlangs: float) -> Traffic:
    """Of contacts of 100 s."""
    return Traffic(erlangs * 36, HANDLING_MS)


@pytest.mark.parametrize(
    ("agents", "erlangs", "blocked"),
    [(10, 8, 0.121661), (10, 10, 0.214582), (30, 20, 0.008457), (100, 90, 0.026957), (120, 100, 0.005690)],
)
def test_b_is_the_published_value(agents: int, erlangs: float, blocked: float) -> None:
    assert round(blocked_ratio(agents, erlangs), 6) == blocked
    assert ErlangB(traffic(erlangs), agents).blocked_ratio == pytest.approx(blocked_ratio(agents, erlangs))


@pytest.mark.parametrize(
    ("agents", "erlangs", "waiting"),
    [(10, 8, 0.409180), (14, 10, 0.174132), (55, 50, 0.384547), (100, 90, 0.216940), (110, 100, 0.237008)],
)
def test_c_is_the_published_value(agents: int, erlangs: float, waiting: float) -> None:
    assert round(ErlangC(traffic(erlangs), agents).waiting_ratio, 6) == waiting


@pytest.mark.parametrize(
    ("arrivals_per_hour", "asa_s", "printed"),
    [(800, 0.0, "0:00"), (1400, 2.4, "0:02"), (1550, 47.9, "0:48"), (1580, 153.9, "2:34"), (1585, 213.6, "3:34")],
)
def test_the_table_of_the_last_calls_that_an_hour_bears(arrivals_per_hour: float, asa_s: float, printed: str) -> None:
    """A. Mandelbaum's lecture: 100 agents, 3:45 each; 5 calls more cost a minute."""
    wait_s = ErlangC(Traffic(arrivals_per_hour, 225_000), 100).mean_wait_ms / 1000
    assert round(wait_s, 1) == asa_s
    assert f"{round(wait_s) // 60}:{round(wait_s) % 60:02}" == printed


def test_the_queue_of_garnett_mandelbaum_and_reiman_without_patience() -> None:
    queue = ErlangC(Traffic(48 * 60, 60_000), 50)
    assert round(queue.mean_wait_ms / 1000, 1) == 20.8
    assert round(queue.wait_percentile_ms(0.9) / 1000, 1) == 58.1
    assert queue.occupancy_ratio == 0.96


@pytest.mark.parametrize(("agents", "erlangs"), [(1, 0.25), (3, 7), (10, 9.5), (60, 60), (7, 0.001), (40, 300)])
def test_b_is_the_sum_in_fractions(agents: int, erlangs: float) -> None:
    term = total = Fraction(1)
    for k in range(1, agents + 1):
        term *= Fraction(erlangs) / k
        total += term
    assert blocked_ratio(agents, erlangs) == pytest.approx(float(term / total), rel=1e-13)


@pytest.mark.parametrize("erlangs", [500.0, 9_000.0, 10_000.0, 25_000.0])
def test_b_of_ten_thousand_agents_is_the_chain_s(erlangs: float) -> None:
    chain = balance(erlangs, lambda state: min(state, 10_000), last=10_000)
    assert blocked_ratio(10_000, erlangs) == pytest.approx(float(chain[-1]), rel=CLOSE, abs=1e-300)


@pytest.mark.parametrize(("agents", "erlangs", "t"), [(1, 0.5, 2), (10, 8, 0.3), (10, 9.5, 2), (40, 30, 0.01)])
def test_c_is_the_chain_s(agents: int, erlangs: float, t: float) -> None:
    chain, queue = Chain(erlangs, agents), ErlangC(traffic(erlangs), agents)
    assert queue.waiting_ratio == pytest.approx(float(chain.waits()), rel=CLOSE)
    assert queue.mean_queue == pytest.approx(float(chain.queue()), rel=CLOSE)
    assert queue.occupancy_ratio == pytest.approx(float(chain.busy()) / agents, rel=CLOSE)
    assert queue.speed_of_answer_ms == queue.mean_wait_ms
    assert queue.mean_wait_ms == pytest.approx(float(chain.speed_of_answer()) * HANDLING_MS, rel=CLOSE)
    assert queue.waits_longer_ratio(t * HANDLING_MS) == pytest.approx(float(chain.waits_longer(t)), rel=CLOSE)
    assert queue.service_level_ratio(t * HANDLING_MS) == pytest.approx(float(chain.answered_within(t)), rel=CLOSE)


@pytest.mark.parametrize("ratio", [0.0, 0.5, 0.9, 0.99])
def test_the_percentile_is_where_the_tail_is_what_is_left(ratio: float) -> None:
    queue = ErlangC(traffic(8), 10)
    wait_ms = queue.wait_percentile_ms(ratio)
    if wait_ms:
        assert queue.waits_longer_ratio(wait_ms) == pytest.approx(1 - ratio)
    else:
        assert queue.waiting_ratio <= 1 - ratio


def test_one_agent_is_the_queue_of_the_books() -> None:
    """M/M/1: rho, rho / (mu - lambda), exp(-(mu - lambda) t)."""
    queue = ErlangC(traffic(0.75), 1)
    assert queue.waiting_ratio == pytest.approx(0.75)
    assert queue.mean_wait_ms == pytest.approx(3 * HANDLING_MS)
    assert queue.waits_longer_ratio(HANDLING_MS) == pytest.approx(0.75 * exp(-0.25))


@given(loads, counts)
def test_an_agent_more_loses_fewer(erlangs: float, agents: int) -> None:
    fewer, more = ErlangB(traffic(erlangs), agents), ErlangB(traffic(erlangs), agents + 1)
    assert 0 <= more.blocked_ratio <= fewer.blocked_ratio <= 1
    assert more.occupancy_ratio <= fewer.occupancy_ratio * (1 + CLOSE)
    assert fewer.occupancy_ratio <= 1 + CLOSE


@given(loads, counts)
def test_an_agent_more_shortens_the_wait(erlangs: float, over: int) -> None:
    agents = int(traffic(erlangs).erlangs) + over
    fewer, more = ErlangC(traffic(erlangs), agents), ErlangC(traffic(erlangs), agents + 1)
    assert blocked_ratio(agents, traffic(erlangs).erlangs) <= fewer.waiting_ratio + CLOSE <= 1 + 2 * CLOSE
    assert more.waiting_ratio <= fewer.waiting_ratio
    assert more.mean_wait_ms <= fewer.mean_wait_ms
    assert more.service_level_ratio(20_000) >= fewer.service_level_ratio(20_000)
    assert {fewer.service_level_ratio(20_000, formula) for formula in LEVELS} == {1 - fewer.waits_longer_ratio(20_000)}


def test_nothing_comes() -> None:
    nothing = Traffic(0, HANDLING_MS)
    lost, queue = ErlangB(nothing, 3), ErlangC(nothing, 3)
    assert (lost.blocked_ratio, lost.occupancy_ratio) == (0, 0)
    assert (queue.waiting_ratio, queue.mean_wait_ms, queue.mean_queue, queue.occupancy_ratio) == (0, 0, 0, 0)
    assert (queue.service_level_ratio(0), queue.wait_percentile_ms(0.9)) == (1, 0)
    assert blocked_ratio(0, 0) == blocked_ratio(0, 5) == 1


@pytest.mark.parametrize(("agents", "erlangs"), [(10, 10), (10, 10.5), (1, 1)])
def test_c_without_balance_is_refused(agents: int, erlangs: float) -> None:
    with pytest.raises(Unstable) as told:
        ErlangC(traffic(erlangs), agents)
    assert (told.value.agents, told.value.erlangs) == (agents, pytest.approx(erlangs))
    assert 0 < ErlangB(traffic(erlangs), agents).blocked_ratio < 1


@pytest.mark.parametrize(
    ("name", "arrivals_per_hour", "mean_handling_ms", "agents"),
    [
        ("arrivals_per_hour", -1, 1000, 1),
        ("arrivals_per_hour", float("nan"), 1000, 1),
        ("arrivals_per_hour", float("inf"), 1000, 1),
        ("mean_handling_ms", 1, 0, 1),
        ("mean_handling_ms", 1, 1e11, 1),
        ("agents", 1, 1000, 0),
        ("agents", 1, 1000, MOST_AGENTS + 1),
    ],
)
def test_beyond_the_limits_is_named(name: str, arrivals_per_hour: float, mean_handling_ms: float, agents: int) -> None:
    for queue in (ErlangB, ErlangC):
        with pytest.raises(OutOfRange) as told:
            queue(Traffic(arrivals_per_hour, mean_handling_ms), agents)
        assert told.value.name == name


def test_loss_does_not_depend_on_how_handling_times_are_spread() -> None:
    """Half of them last a quarter of the mean or less (lognormal): as many are lost as with any other spread."""
    seed, agents, erlangs, contacts = 1917, 10, 8.0, 200_000
    print(f"seed {seed}")
    chance, now, lost, sigma = random.Random(seed), 0.0, 0, 1.7
    busy: list[float] = []
    for _ in range(contacts):
        now += chance.expovariate(erlangs)
        while busy and busy[0] <= now:
            heapq.heappop(busy)
        if len(busy) == agents:
            lost += 1
        else:
            heapq.heappush(busy, now + chance.lognormvariate(-sigma * sigma / 2, sigma))
    expected = blocked_ratio(agents, erlangs)
    assert abs(lost / contacts - expected) < 5 * sqrt(expected / contacts) * 2  # losses come in bursts
