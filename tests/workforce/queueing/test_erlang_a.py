"""Erlang A: published values, the chain of states worked out the long way, the identities, and sizes at which floats end."""

from __future__ import annotations

from math import exp, expm1, inf, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workforce.queueing.chains import Chain
from woezo.measures.formulas import Served, service_level
from woezo.workforce.queueing.erlang import ErlangC, OutOfRange, Traffic, blocked_ratio
from woezo.workforce.queueing.erlang_a import LEVELS, ErlangA, inverses
from woezo.workforce.queueing.offered_wait import OfferedWait, bend

UNIT_MS = 100_000  # the unit of time of a chain: one handling time
CLOSE = 1e-9


def erlang_a(erlangs: float, agents: int, leaves: float) -> ErlangA:
    """leaves: how many a waiting customer would end in one handling time, as theta over mu."""
    return ErlangA(Traffic(erlangs * 36, UNIT_MS), agents, UNIT_MS / leaves)


@st.composite
def queues(draw: st.DrawFn) -> ErlangA:
    """From none to three times what the agents can do, with patience from a hundredth to a hundred times a contact."""
    agents = draw(st.integers(1, 300))
    return erlang_a(agents * draw(st.floats(0, 3)), agents, 10 ** draw(st.floats(-2, 2)))


@pytest.mark.parametrize(
    ("erlangs", "leaves", "agents", "waiting", "abandoned", "wait", "occupancy", "longer"),
    [
        (100, 0.5, 100, 0.596703, 0.033030, 0.066060, 0.966970, 0.277464),
        (100, 1, 100, 0.513299, 0.039861, 0.039861, 0.960139, 0.154779),
        (110, 0.5, 100, 0.929116, 0.094618, 0.189237, 0.995920, 0.720269),
        (1000, 0.5, 1010, 0.441977, 0.006438, 0.012875, 0.983725, 0.004968),
    ],
)
def test_a_is_the_published_value(
    erlangs: float,
    leaves: float,
    agents: int,
    waiting: float,
    abandoned: float,
    wait: float,
    occupancy: float,
    longer: float,
) -> None:
    queue = erlang_a(erlangs, agents, leaves)
    assert round(queue.waiting_ratio, 6) == waiting
    assert round(queue.abandoned_ratio, 6) == abandoned
    assert round(queue.mean_wait_ms / UNIT_MS, 6) == wait
    assert round(queue.occupancy_ratio, 6) == occupancy
    assert round(queue.waits_longer_ratio(0.1 * UNIT_MS), 6) == longer


def test_the_queue_of_garnett_mandelbaum_and_reiman() -> None:
    """48 a minute of one minute each, 50 agents, patience of two minutes."""
    queue = ErlangA(Traffic(48 * 60, 60_000), 50, 120_000)
    assert round(queue.abandoned_ratio, 4) == 0.0309
    assert round(queue.mean_wait_ms / 1000, 2) == 3.71
    assert round(queue.mean_queue, 2) == 2.97
    assert round(queue.occupancy_ratio, 4) == 0.9303
    assert round(queue.waits_longer_ratio(12_500), 4) == 0.0991  # 9.92 % in print, of 9.915
    assert round(queue.waits_longer_ratio(20_000), 4) == 0.0271


@pytest.mark.parametrize(
    ("erlangs", "agents", "leaves", "t"),
    [
        (8, 10, 0.5, 0.1),
        (12, 10, 0.5, 0.5),
        (3, 1, 2.5, 0.2),
        (0.2, 1, 0.01, 1),
        (0.9, 1, 0.01, 3),
        (40, 38, 0.3, 0.2),
        (20, 2, 0.7, 1),
        (60, 5, 20, 0.1),
        (5, 5, 1, 0.3),
        (60, 5, 0.9, 2.6),
    ],
)
def test_a_is_the_chain_s(erlangs: float, agents: int, leaves: float, t: float) -> None:
    chain, queue = Chain(erlangs, agents, leaves), erlang_a(erlangs, agents, leaves)
    assert queue.waiting_ratio == pytest.approx(float(chain.waits()), rel=CLOSE)
    assert queue.mean_queue == pytest.approx(float(chain.queue()), rel=CLOSE)
    assert queue.abandoned_ratio == pytest.approx(float(chain.queue()) * leaves / erlangs, rel=CLOSE)
    assert queue.occupancy_ratio == pytest.approx(float(chain.busy()) / agents, rel=CLOSE)
    assert queue.speed_of_answer_ms == pytest.approx(float(chain.speed_of_answer()) * UNIT_MS, rel=CLOSE)
    assert queue.waits_longer_ratio(t * UNIT_MS) == pytest.approx(float(chain.waits_longer(t)), abs=CLOSE)
    assert queue.answered_within_ratio(t * UNIT_MS) == pytest.approx(float(chain.answered_within(t)), abs=CLOSE)


LARGE = [
    (10_000, 10_000, 0.5),
    (9_500, 10_000, 0.01),
    (30_000, 10_000, 2),
    (15_000, 10_000, 0.5),
    (600, 100, 0.001),
    (2_000, 1, 0.5),
]


@pytest.mark.parametrize(("erlangs", "agents", "leaves"), LARGE)
def test_a_of_ten_thousand_agents_is_the_chain_s(erlangs: float, agents: int, leaves: float) -> None:
    chain, queue = Chain(erlangs, agents, leaves), erlang_a(erlangs, agents, leaves)
    assert queue.waiting_ratio == pytest.approx(float(chain.waits()), rel=CLOSE)
    assert queue.mean_queue == pytest.approx(float(chain.queue()), rel=CLOSE)
    assert queue.occupancy_ratio == pytest.approx(float(chain.busy()) / agents, rel=CLOSE)
    assert queue.speed_of_answer_ms == pytest.approx(float(chain.speed_of_answer()) * UNIT_MS, rel=CLOSE)


def integrated(queue: ErlangA, t: float) -> tuple[float, float]:
    """Of those who wait: whose offered wait is longer than t, and who is answered by t; Simpson's rule on its density."""
    erlangs, leaves = queue.traffic.erlangs, UNIT_MS / queue.mean_patience_ms
    agents = queue.agents
    top = max(0.0, log(erlangs / agents) / leaves)

    def density(s: float) -> float:
        return exp(erlangs * exp(-leaves * top) * -expm1(-leaves * (s - top)) / leaves - agents * (s - top))

    steps = 200_000
    end = top
    while density(end) > 1e-18:
        end += 0.01 * max(top, 1 / agents, 1e-3)
    parts = [0.0, 0.0, 0.0]
    for low, high, late in ((0.0, t, False), (t, max(t, end), True)):
        width = (high - low) / steps
        for k in range(steps + 1):
            s = low + k * width
            weight = density(s) * width / 3 * (1 if k in (0, steps) else 4 if k % 2 else 2)
            parts[2] += weight
            parts[0] += weight * late
            parts[1] += weight * (not late) * exp(-leaves * s)
    return parts[0] / parts[2], parts[1] / parts[2]


@pytest.mark.parametrize(
    ("erlangs", "agents", "leaves", "t"),
    [
        (10_000, 10_000, 0.5, 0.01),
        (15_000, 10_000, 0.5, 0.8),
        (15_000, 10_000, 0.5, 0.815),
        (600, 100, 0.001, 1_800),
        (600, 100, 0.001, 1_780),
        (9_900, 10_000, 0.01, 0.005),
    ],
)
def test_the_offered_wait_is_its_integral(erlangs: float, agents: int, leaves: float, t: float) -> None:
    """Where a chain is too long: the density on paper, added up."""
    queue = erlang_a(erlangs, agents, leaves)
    longer, answered = integrated(queue, t)
    waiting = queue.waiting_ratio
    assert queue.waits_longer_ratio(t * UNIT_MS) == pytest.approx(waiting * longer * exp(-leaves * t), abs=CLOSE)
    assert queue.answered_within_ratio(t * UNIT_MS) == pytest.approx(1 - waiting + waiting * answered, abs=CLOSE)


@given(queues())
def test_who_leaves_is_patience_times_wait(queue: ErlangA) -> None:
    """And the busy are those who come and do not leave, the waiting those who come times their wait."""
    assert queue.abandoned_ratio * queue.mean_patience_ms == pytest.approx(queue.mean_wait_ms, rel=CLOSE)
    assert queue.answered_ratio == pytest.approx(1 - queue.abandoned_ratio, abs=1e-12)
    assert queue.mean_queue * UNIT_MS / queue.mean_patience_ms == pytest.approx(
        queue.traffic.erlangs * queue.abandoned_ratio, rel=CLOSE
    )
    for ratio in (queue.waiting_ratio, queue.abandoned_ratio, queue.occupancy_ratio):
        assert 0 <= ratio <= 1 + 1e-12
    assert queue.abandoned_ratio <= queue.waiting_ratio


@given(queues(), st.floats(0, 5))
def test_the_tail_adds_up_to_the_mean_and_falls(queue: ErlangA, patiences: float) -> None:
    t_ms = patiences * queue.mean_patience_ms
    longer, answered = queue.waits_longer_ratio(t_ms), queue.answered_within_ratio(t_ms)
    assert longer <= queue.waiting_ratio * exp(-patiences) * (1 + 1e-12)
    assert -CLOSE <= 1 - longer - answered <= queue.abandoned_ratio + CLOSE, "who left by then"
    assert queue.waits_longer_ratio(0) == pytest.approx(queue.waiting_ratio, abs=CLOSE)
    assert queue.answered_within_ratio(0) == pytest.approx(1 - queue.waiting_ratio, abs=CLOSE)
    assert queue.answered_within_ratio(60 * queue.mean_patience_ms) == pytest.approx(queue.answered_ratio, abs=CLOSE)


@given(st.integers(1, 200), st.floats(0, 0.9))
def test_endless_patience_is_erlang_c(agents: int, load: float) -> None:
    traffic = Traffic(agents * load * 3600, 1000)
    a, c = ErlangA(traffic, agents, 1e9), ErlangC(traffic, agents)
    assert a.waiting_ratio == pytest.approx(c.waiting_ratio, abs=1e-4 * load)
    assert a.mean_wait_ms == pytest.approx(c.mean_wait_ms, rel=1e-3, abs=1e-9)
    assert a.speed_of_answer_ms == pytest.approx(c.speed_of_answer_ms, rel=1e-3, abs=1e-9)
    assert a.waits_longer_ratio(500) == pytest.approx(c.waits_longer_ratio(500), abs=1e-4)
    assert a.service_level_ratio(500) == pytest.approx(c.service_level_ratio(500), abs=1e-4)


@given(st.integers(1, 200), st.floats(0, 3))
def test_no_patience_is_erlang_b(agents: int, load: float) -> None:
    traffic = Traffic(agents * load * 36, UNIT_MS)
    queue, blocked = ErlangA(traffic, agents, 1e-6), blocked_ratio(agents, traffic.erlangs)
    assert queue.waiting_ratio == pytest.approx(blocked, abs=1e-7)
    assert queue.abandoned_ratio == pytest.approx(blocked, abs=1e-7)
    assert queue.speed_of_answer_ms < 1e-6


@given(st.integers(1, 200), st.floats(0, 2))
def test_patience_like_a_contact_is_poisson(agents: int, load: float) -> None:
    """In the system, served or waiting, everybody stays as long: M/M/infinity."""
    erlangs = agents * load
    below, term = 0.0, exp(-erlangs)
    for k in range(agents):
        below += term
        term *= erlangs / (k + 1)
    assert erlang_a(erlangs, agents, 1).waiting_ratio == pytest.approx(1 - below, abs=CLOSE)


@given(queues(), st.floats(0, 3))
def test_an_agent_more_helps(queue: ErlangA, patiences: float) -> None:
    more = ErlangA(queue.traffic, queue.agents + 1, queue.mean_patience_ms)
    t_ms = patiences * queue.mean_patience_ms
    assert more.waiting_ratio <= queue.waiting_ratio + 1e-12
    assert more.abandoned_ratio <= queue.abandoned_ratio + 1e-12
    assert more.occupancy_ratio <= queue.occupancy_ratio + 1e-12
    assert more.speed_of_answer_ms <= queue.speed_of_answer_ms * (1 + CLOSE)
    for formula in LEVELS:
        assert more.service_level_ratio(t_ms, formula) >= queue.service_level_ratio(t_ms, formula) - CLOSE


@settings(max_examples=30)
@given(queues(), st.floats(0, 0.999))
def test_the_percentile_is_where_the_tail_is_what_is_left(queue: ErlangA, ratio: float) -> None:
    wait_ms = queue.wait_percentile_ms(ratio)
    assert wait_ms >= 0
    if wait_ms:
        assert queue.waits_longer_ratio(wait_ms) == pytest.approx(1 - ratio, rel=1e-6)
    else:
        assert queue.waiting_ratio <= 1 - ratio


@given(queues(), st.floats(0, 3))
def test_service_levels_are_those_of_the_measures(queue: ErlangA, patiences: float) -> None:
    """The same formulas as on the floor, over as many contacts as integers bear."""
    t_ms, many = patiences * queue.mean_patience_ms, 10**15
    within = queue.answered_within_ratio(t_ms)
    gone = max(0.0, 1 - queue.waits_longer_ratio(t_ms) - within)
    counts = Served(
        answered=round(queue.answered_ratio * many),
        abandoned=round(queue.abandoned_ratio * many),
        answered_within=round(within * many),
        abandoned_within=round(gone * many),
    )
    for formula in LEVELS:
        assert queue.service_level_ratio(t_ms, formula) == pytest.approx(service_level(formula, counts), abs=1e-6)
    with pytest.raises(KeyError):
        queue.service_level_ratio(t_ms, "SL-7")


def test_nothing_comes() -> None:
    queue = ErlangA(Traffic(0, UNIT_MS), 3, UNIT_MS)
    assert (queue.waiting_ratio, queue.abandoned_ratio, queue.mean_wait_ms, queue.mean_queue) == (0, 0, 0, 0)
    assert (queue.occupancy_ratio, queue.speed_of_answer_ms, queue.wait_percentile_ms(0.9)) == (0, 0, 0)
    assert (queue.answered_within_ratio(0), queue.waits_longer_ratio(0)) == (1, 0)


@pytest.mark.parametrize("patience_ms", [0, -1, inf, float("nan"), 1e10])
def test_patience_has_limits(patience_ms: float) -> None:
    with pytest.raises(OutOfRange) as told:
        ErlangA(Traffic(10, UNIT_MS), 3, patience_ms)
    assert told.value.name == "mean_patience_ms"


@pytest.mark.parametrize(
    ("arrivals_per_hour", "mean_handling_ms", "agents", "patience_ms"),
    [
        (1e7, 360_000, 10_000, 1e6),
        (1e7, 36_000, 100_000, 1e7),
        (1e7, 1e10, 1, 1e-6),
        (1e7, 1e10, 100_000, 1e7),
        (1e-300, 1, 100_000, 1e9),
        (1e-308, 180_000, 1, 1_000),
        (1e7, 1, 1, 1e7),
    ],
)
def test_nothing_overflows_at_the_limits(
    arrivals_per_hour: float, mean_handling_ms: float, agents: int, patience_ms: float
) -> None:
    queue = ErlangA(Traffic(arrivals_per_hour, mean_handling_ms), agents, patience_ms)
    ratios = [queue.waiting_ratio, queue.abandoned_ratio, queue.occupancy_ratio, queue.waits_longer_ratio(20_000)]
    ratios += [queue.service_level_ratio(20_000, formula) for formula in LEVELS]
    assert all(0 <= ratio <= 1 + CLOSE for ratio in ratios), ratios
    assert 0 <= queue.speed_of_answer_ms < inf
    assert 0 <= queue.wait_percentile_ms(0.9) < inf


@pytest.mark.parametrize(("y", "count"), [(0.001, 3), (0, 50), (0, 25), (7.5, 1000), (300, 2), (1e10, 3), (20, 1)])
def test_inverses_are_their_sum(y: float, count: int) -> None:
    assert inverses(y, count) == pytest.approx(sum(1 / (y + i) for i in range(1, count + 1)), rel=1e-13)


@pytest.mark.parametrize("d", [1e-9, 0.01, 0.0499, 0.0501, -0.04, -0.06, 2.0, -3.0])
def test_the_bend_does_not_cancel(d: float) -> None:
    terms, term = 0.0, -d
    for k in range(2, 60):
        term *= -d / k
        terms += term
    assert bend(d) == pytest.approx(terms, rel=1e-12)


def test_the_turning_point_leaves_no_step() -> None:
    """The two ways to work a wait out meet where one gives over to the other."""
    offered = OfferedWait(2_000.0, 3_000.0)
    turn = log(3_000 / 2_000)
    below, above = offered.longer_ratio(turn - 1e-12), offered.longer_ratio(turn + 1e-12)
    assert below == pytest.approx(above, abs=1e-9)
    assert below > above
