"""The twin of a plain queue is what queueing theory says it is: exactly, customer by customer, and on average.

Kiefer and Wolfowitz need no event loop: whoever comes takes the agent who is free first, or leaves when his patience is
over before. Erlang C gives the mean wait where nobody leaves, the birth and death chain of Erlang A who leaves.
"""

from __future__ import annotations

import heapq
import random
import statistics
from typing import NamedTuple

import pytest

from benchmarks.core import prepared
from benchmarks.workloads import Workload, exponential

HANDLING_MS = 300_000


class Scenario(NamedTuple):
    """Agents, and the work that comes in as a number of agents it keeps busy; patience 0: endless."""

    agents: int
    offered: float
    contacts: int
    patience_ms: int = 0


class Result(NamedTuple):
    """What a run counts."""

    answered: int
    abandoned: int
    waited_ms: int


def drawn(scenario: Scenario, seed: int) -> Workload:
    """One queue with calls that are accepted by themselves; exponential everything."""
    chance = random.Random(seed)
    capacity = {"units": 1, "weights": {"voice": 1}}
    load = Workload(
        "plain",
        [
            ("set_site", {"site": 1, "country": "TG"}),
            ("set_programme", {"programme": 1, "client": 1}),
            ("set_queue", {"queue": 1, "programme": 1, "channel": "voice", "accept": "automatic"}),
            *(("set_agent", {"agent": k + 1, "site": 1, "capacity": capacity}) for k in range(scenario.agents)),
        ],
        queues=1,
        agents=scenario.agents,
    )
    load.shifts = [(0, k, 1) for k in range(scenario.agents)]
    now_ms = 0
    for _ in range(scenario.contacts):
        now_ms += exponential(chance, HANDLING_MS / scenario.offered)
        load.arrival_ms.append(now_ms)
        load.handling_ms.append(exponential(chance, HANDLING_MS))
        load.patience_ms.append(exponential(chance, scenario.patience_ms) if scenario.patience_ms else -1)
    load.queue, load.wrap_ms, load.ring_ms = ([0] * scenario.contacts for _ in range(3))
    return load


def played(load: Workload) -> Result:
    run = prepared(load)
    run.play()
    return Result(int(run.answered), int(run.abandoned), int(run.waited_ms))


def by_hand(load: Workload) -> Result:
    """Each contact in order of arrival. A patience that ends as an agent becomes free is drawn out by a millisecond."""
    free_ms = [0] * load.agents
    answered = abandoned = waited_ms = 0
    for index, (arrives_ms, handling_ms) in enumerate(zip(load.arrival_ms, load.handling_ms, strict=True)):
        wait_ms = max(0, free_ms[0] - arrives_ms)
        if load.patience_ms[index] == wait_ms:
            load.patience_ms[index] += 1
        if 0 <= load.patience_ms[index] < wait_ms:
            abandoned += 1
            continue
        heapq.heapreplace(free_ms, arrives_ms + wait_ms + handling_ms)
        answered += 1
        waited_ms += wait_ms
    return Result(answered, abandoned, waited_ms)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(
    "scenario",
    [
        Scenario(1, 0.7, 800),
        Scenario(3, 2.9, 800),
        Scenario(12, 14.0, 1500, patience_ms=60_000),
        Scenario(40, 38.0, 3000, patience_ms=600_000),
        Scenario(5, 50.0, 1500, patience_ms=1_000),
    ],
    ids=str,
)
def test_every_customer_waits_as_long_as_by_hand(scenario: Scenario, seed: int) -> None:
    load = drawn(scenario, seed)
    expected = by_hand(load)
    assert played(load) == expected
    assert expected.answered + expected.abandoned == scenario.contacts


def test_a_run_repeats_itself() -> None:
    scenario = Scenario(12, 11.5, 2000, patience_ms=60_000)
    runs = [prepared(drawn(scenario, seed)) for seed in (1, 1, 2)]
    for run in runs:
        run.play()
    first, again, other = (int(run.checksum) for run in runs)
    assert first == again != other


def erlang_c_wait_ms(agents: int, offered: float) -> float:
    """Mean wait of all, with the recursion for the chance that all are busy."""
    blocked = 1.0
    for k in range(1, agents + 1):
        blocked = offered * blocked / (k + offered * blocked)
    all_busy = blocked / (1 - offered / agents * (1 - blocked))
    return all_busy * HANDLING_MS / (agents - offered)


def erlang_a_abandoned(scenario: Scenario) -> float:
    """The share that leaves: chances of 0, 1, 2 … in the system from what brings it up and down."""
    weights, weight = [1.0], 1.0
    for k in range(1, 40 * scenario.agents):
        leaving = max(0, k - scenario.agents) * HANDLING_MS / scenario.patience_ms
        weight *= scenario.offered / (min(k, scenario.agents) + leaving)
        weights.append(weight)
    waiting = sum(max(0, k - scenario.agents) * one for k, one in enumerate(weights)) / sum(weights)
    return waiting * HANDLING_MS / scenario.patience_ms / scenario.offered


def agrees(samples: list[float], expected: float) -> bool:
    """Within four standard errors of independent runs, and 2 % for the empty beginning of each."""
    error = statistics.stdev(samples) / len(samples) ** 0.5
    return abs(statistics.fmean(samples) - expected) <= 4 * error + 0.02 * expected


def test_the_formulas_are_those_of_the_books() -> None:
    assert erlang_c_wait_ms(1, 0.5) == pytest.approx(HANDLING_MS)  # M/M/1: rho / (mu - lambda)
    assert erlang_c_wait_ms(2, 1.0) == pytest.approx(HANDLING_MS / 3)  # M/M/2: rho^2 / (1 - rho^2) / mu
    endless = Scenario(4, 3.0, 0, patience_ms=10**12)
    assert erlang_a_abandoned(endless) == pytest.approx(erlang_c_wait_ms(4, 3.0) / 10**12, rel=1e-3)


def test_mean_waits_are_erlangs() -> None:
    scenario = Scenario(10, 8.0, 8000)
    means = [result.waited_ms / result.answered for result in (played(drawn(scenario, s)) for s in range(10))]
    assert agrees(means, erlang_c_wait_ms(10, 8.0)), statistics.fmean(means)


def test_who_leaves_is_erlangs() -> None:
    scenario = Scenario(10, 11.0, 5000, patience_ms=120_000)
    shares = [played(drawn(scenario, seed)).abandoned / scenario.contacts for seed in range(10)]
    assert agrees(shares, erlang_a_abandoned(scenario)), statistics.fmean(shares)
