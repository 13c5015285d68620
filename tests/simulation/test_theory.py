"""The compiled twin is what queueing theory says: Erlang B, C and A and the queue with a limit, on fixed sets of numbers.

Each measure of each set must lie within a band that holds for all of them at once with 99 % (Bonferroni; Student's t over
replications). In every run the bands are some per cent wide; `make soak` plays twenty-two times as long, prints the table, and
every band must be narrower than 1 % of its value.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from math import sqrt
from typing import Any, NamedTuple

import pytest

from tests.simulation.compiled_twin import Sums, played
from tests.simulation.scenarios import Document
from woezo.simulation.scenario.estimates import t_quantile
from woezo.workforce.queueing.erlang import ErlangB, ErlangC, Traffic
from woezo.workforce.queueing.erlang_a import ErlangA

LENGTH = float(os.environ.get("WOEZO_THEORY", "1"))
"""How many times as long as in every run."""
WIDEST = 0.01 if LENGTH >= 22 else 0.07
REPLICATIONS = 40
HANDLING_S = 60
SEED = 7001
Value = Callable[[dict[str, int]], tuple[float, float]]


class Measure(NamedTuple):
    """What theory says, and how the twin counts it: a numerator and a denominator."""

    name: str
    theory: float
    counted: Value


class Case(NamedTuple):
    """A queue, what is asked of it, and how many contacts a run of it has (thousands, of all replications, at length 1)."""

    title: str
    document: Document
    measures: tuple[Measure, ...]


def offered(counts: dict[str, int]) -> float:
    return counts["offered"] + counts["blocked"]


def waited(counts: dict[str, int]) -> float:
    return counts["answered_wait_ms"] + counts["abandoned_wait_ms"]


BLOCKED: Value = lambda c: (c["blocked"] + c["deflected"], offered(c))  # noqa: E731
OCCUPIED: Value = lambda c: (c["busy_ms"], c["available_ms"])  # noqa: E731
WAIT: Value = lambda c: (waited(c) / 1000, c["answered"] + c["abandoned"])  # noqa: E731
ANSWER: Value = lambda c: (c["answered_wait_ms"] / 1000, c["answered"])  # noqa: E731
LEFT: Value = lambda c: (c["abandoned"], c["answered"] + c["abandoned"])  # noqa: E731
LATE: Value = lambda c: (  # noqa: E731
    c["answered"] + c["abandoned"] - c["answered_within"] - c["abandoned_within"],
    c["answered"] + c["abandoned"],
)


def document(agents: int, erlangs: float, contacts: int, **queue: Any) -> Document:
    """One queue in balance: the first two hours are not counted."""
    per_hour = erlangs * 3600 / HANDLING_S
    whole_days, minutes = divmod(120 + round(contacts * 1000 * LENGTH / REPLICATIONS / per_hour * 60), 1440)
    return {
        "scenario": {
            "replications": REPLICATIONS, "warm_up_minutes": 120, "slots": "day",
            "days": whole_days + 1, "ends": f"{minutes // 60:02}:{minutes % 60:02}",
        },
        "lines": [{"name": "trunk", "number_of_lines": agents + queue.pop("places", 0)}],
        "queue": [{"name": "q", "arrivals": {"per_hour": per_hour}, "handling": {"mean_s": HANDLING_S}} | queue],
        "group": [{"name": "g", "agents": agents}],
    }  # fmt: skip


def traffic(erlangs: float) -> Traffic:
    return Traffic(erlangs * 3600 / HANDLING_S, HANDLING_S * 1000)


# -- Erlang B: as many lines as agents; whatever the law of handling -------------------------------------------------------
LAWS: dict[str, dict[str, Any]] = {
    "exponential": {},
    "lognormal": {"handling": {"law": "lognormal", "mean_s": HANDLING_S, "cv": 1.3}},
    "constant": {"handling": {"law": "constant", "mean_s": HANDLING_S}},
    "gamma": {"handling": {"law": "gamma", "mean_s": HANDLING_S, "cv": 1.5}},
    "weibull": {"handling": {"law": "weibull", "mean_s": HANDLING_S, "shape": 0.7}},
}


def loss(agents: int, erlangs: float, law: str, contacts: int) -> Case:
    book = ErlangB(traffic(erlangs), agents)
    measures = (
        Measure("blocked", book.blocked_ratio, BLOCKED),
        Measure("occupancy", book.occupancy_ratio, OCCUPIED),
    )
    return Case(
        f"B({agents}, {erlangs:g}) {law}", document(agents, erlangs, contacts, lines="trunk", **LAWS[law]), measures
    )


# -- a queue with a limit: M/M/c/c+k, by its chain -------------------------------------------------------------------------
def limited(agents: int, erlangs: float, places: int, contacts: int, lines: bool = False) -> Case:
    weights = [1.0]
    for k in range(1, agents + places + 1):
        weights.append(weights[-1] * erlangs / min(k, agents))
    chances = [one / sum(weights) for one in weights]
    admitted = 1 - chances[-1]
    waiting = sum(k * chances[agents + k] for k in range(places + 1))
    limit: dict[str, Any] = {"max_waiting": places, "limit_action": "deflect"}
    if lines:
        limit = {"lines": "trunk", "places": places}
    measures = (
        Measure("turned away", chances[-1], BLOCKED),
        Measure("mean wait", waiting / erlangs / admitted * HANDLING_S, ANSWER),
        Measure("occupancy", erlangs * admitted / agents, OCCUPIED),
    )
    how = "lines" if lines else "places"
    return Case(
        f"{agents} agents, {erlangs:g} erlangs, {places} {how}", document(agents, erlangs, contacts, **limit), measures
    )


# -- Erlang C and A --------------------------------------------------------------------------------------------------------
def delay(agents: int, erlangs: float, target_s: float, contacts: int) -> Case:
    book = ErlangC(traffic(erlangs), agents)
    measures = (
        Measure(f"P(W > {target_s:g} s)", book.waits_longer_ratio(target_s * 1000), LATE),
        Measure("mean wait", book.mean_wait_ms / 1000, WAIT),
        Measure("occupancy", book.occupancy_ratio, OCCUPIED),
    )
    return Case(f"C({agents}, {erlangs:g})", document(agents, erlangs, contacts, target_s=target_s), measures)


def patient(agents: int, erlangs: float, patience_s: float, target_s: float, contacts: int) -> Case:
    book = ErlangA(traffic(erlangs), agents, patience_s * 1000)
    measures = (
        Measure("abandoned", book.abandoned_ratio, LEFT),
        Measure(f"P(W > {target_s:g} s)", book.waits_longer_ratio(target_s * 1000), LATE),
        Measure("mean wait", book.mean_wait_ms / 1000, WAIT),
        Measure("speed of answer", book.speed_of_answer_ms / 1000, ANSWER),
        Measure("occupancy", book.occupancy_ratio, OCCUPIED),
    )
    made = document(agents, erlangs, contacts, target_s=target_s, patience={"mean_s": patience_s})
    return Case(f"A({agents}, {erlangs:g}, {patience_s:g} s)", made, measures)


CASES = (
    loss(1, 0.5, "exponential", 30),
    loss(2, 1, "exponential", 110),
    loss(5, 4, "exponential", 160),
    loss(10, 8, "exponential", 400),
    loss(10, 10, "exponential", 150),
    loss(20, 20, "exponential", 500),
    loss(50, 55, "exponential", 550),
    loss(5, 4, "lognormal", 300),
    loss(10, 10, "lognormal", 300),
    loss(20, 20, "lognormal", 450),
    loss(10, 10, "constant", 80),
    loss(10, 10, "gamma", 250),
    loss(5, 4, "weibull", 250),
    limited(1, 0.8, 3, 320),
    limited(5, 5, 3, 420),
    limited(10, 11, 5, 650),
    limited(10, 11, 5, 650, lines=True),
    limited(30, 36, 6, 650),
    delay(1, 0.3, 0.001, 450),
    delay(1, 0.5, 30, 500),
    delay(1, 0.6, 60, 800),
    delay(2, 0.8, 0.001, 800),
    delay(2, 1.2, 20, 1200),
    delay(3, 1.5, 0.001, 1400),
    delay(3, 2, 20, 1700),
    delay(5, 2.5, 0.001, 2200),
    delay(5, 3, 10, 1900),
    patient(1, 1, 60, 0.001, 160),
    patient(2, 2.5, 30, 20, 170),
    patient(5, 5, 60, 0.001, 320),
    patient(5, 7, 120, 30, 280),
    patient(10, 11, 120, 20, 600),
    patient(10, 9, 30, 0.001, 950),
    patient(10, 10, 60, 10, 700),
    patient(20, 22, 60, 10, 850),
    patient(30, 36, 90, 15, 850),
    patient(50, 60, 60, 10, 850),
    patient(100, 125, 60, 10, 900),
)


@cache
def results() -> list[list[Sums]]:
    """Of every case."""
    for place, case in enumerate(CASES):
        case.document["scenario"]["seed"] = SEED + place
    return played([case.document for case in CASES])


class Band(NamedTuple):
    """A measure of the twin with the half-width of its band."""

    mean: float
    half: float


def band(counted: Value, sums: list[Sums], confidence: float) -> Band:
    """A ratio of sums over replications, by linearisation."""
    pairs = [counted(one.queues[0] | one.groups[0]) for one in sums]
    many, whole = len(pairs), sum(pair[1] for pair in pairs)
    ratio = sum(pair[0] for pair in pairs) / whole
    squares = sum((part - ratio * base) ** 2 for part, base in pairs)
    return Band(ratio, t_quantile(many - 1, (1 + confidence) / 2) * sqrt(squares / (many - 1) * many) / whole)


def compared() -> Iterator[tuple[Case, Measure, Band]]:
    confidence = 1 - 0.01 / sum(len(case.measures) for case in CASES)
    for case, sums in zip(CASES, results(), strict=True):
        for measure in case.measures:
            yield case, measure, band(measure.counted, sums, confidence)


@pytest.mark.xdist_group("compiled")
def test_the_twin_is_what_theory_says() -> None:
    assert len(CASES) >= 30
    faults = []
    print()
    for case, measure, found in compared():
        off, width = found.mean - measure.theory, found.half / measure.theory
        line = f"{case.title:32} {measure.name:16} {measure.theory:10.5f} {found.mean:10.5f}"
        line += f" {off / measure.theory:+8.2%} ± {width:.2%}"
        print(line)
        if abs(off) > found.half or width > WIDEST:
            faults.append(line)
    print(f"{sum(one.queues[0]['offered'] for sums in results() for one in sums):,} contacts, seed {SEED}")
    assert not faults, "\n".join(faults)


@pytest.mark.xdist_group("compiled")
def test_what_is_stable_leaves_nobody_behind() -> None:
    """Everybody is served, leaves or is turned away: after the end the queues run empty."""
    assert not [case.title for case, sums in zip(CASES, results(), strict=True) if any(one.left for one in sums)]
