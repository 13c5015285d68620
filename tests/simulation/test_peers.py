"""The compiled twin beside other engines and exact chains, where several skills meet: published and measured elsewhere.

R1, R4: examples of ContactCenters (Apache-2.0), played there over millions of contacts. R6: the shape of Wallace and Whitt's
pooling (M&SOM 7, 2005). R7: an N design whose optimum is worked out here (n_design.py). A difference is one if it is more than
three standard errors of both and a tenth of a point, or what the other value was rounded to.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache
from math import sqrt
from typing import Any

import pytest

from tests.simulation import n_design
from tests.simulation.compiled_twin import Sums, played
from tests.simulation.scenarios import Document

LENGTH = float(os.environ.get("WOEZO_THEORY", "1"))
LESS = max(1.0, LENGTH / 2)
"""For all but the N design: the other values are known no better."""
POINT = 0.01
Counts = dict[str, float]
Value = Callable[[Counts], tuple[float, float]]


# -- measures --------------------------------------------------------------------------------------------------------------
def net_level(c: Counts) -> tuple[float, float]:
    """SL-4: who left within the threshold counts in neither."""
    return c["answered_within"], c["answered"] + c["abandoned"] - c["abandoned_within"]


def strict_level(c: Counts) -> tuple[float, float]:
    return c["answered_within"], c["answered"] + c["abandoned"]


def left(c: Counts) -> tuple[float, float]:
    return c["abandoned"], c["answered"] + c["abandoned"]


def wait_min(c: Counts) -> tuple[float, float]:
    return (c["answered_wait_ms"] + c["abandoned_wait_ms"]) / 60_000, c["answered"] + c["abandoned"]


def blocked(c: Counts) -> tuple[float, float]:
    """No line, or no place to wait."""
    return c["blocked"] + c["deflected"], c["blocked"] + c["offered"]


def occupied(c: Counts) -> tuple[float, float]:
    return c["busy_ms"], c["available_ms"]


def added(sums: Sums) -> Counts:
    """All queues and groups of one replication."""
    found: Counts = {}
    for one in (*sums.queues, *sums.groups):
        for name, value in one.items():
            found[name] = found.get(name, 0) + value
    return found


def estimate(value: Value, counts: Sequence[Counts]) -> tuple[float, float]:
    """A ratio of sums over replications and its standard error."""
    pairs = [value(one) for one in counts]
    many, whole = len(pairs), sum(pair[1] for pair in pairs)
    ratio = sum(pair[0] for pair in pairs) / whole
    squares = sum((part - ratio * base) ** 2 for part, base in pairs)
    return ratio, sqrt(squares / (many - 1) * many) / whole


def is_near(name: str, value: Value, counts: Sequence[Counts], other: float, error: float, rounded: float) -> str:
    """ "" where the twin agrees with the other value, else both."""
    mean, mine = estimate(value, counts)
    told = f"{name:44} {other:9.4f} {mean:9.4f} ± {mine:.4f}"
    print(told)
    return "" if abs(mean - other) <= 3 * sqrt(mine**2 + error**2) + rounded else told


def frame(seed: int, replications: int, contacts: float, per_hour: float, warm_up: int = 240) -> Document:
    """So many contacts in all, after a warm-up in minutes."""
    days, minutes = divmod(warm_up + round(contacts / replications / per_hour * 60), 1440)
    ends = {"days": days + 1, "ends": f"{minutes // 60:02}:{minutes % 60:02}"}
    return {"seed": seed, "replications": replications, "warm_up_minutes": warm_up, "slots": "day"} | ends


# -- R1: two types, specialists and generalists ----------------------------------------------------------------------------
RULES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "oldest of both": ({}, {}),
    "longest queue": (  # of equal ones type 0, as over there: a point is less than one who waits
        {"waiting_points": 100, "wait_points_per_s": 0, "priority": 1, "priority_points": 1},
        {"waiting_points": 100, "wait_points_per_s": 0},
    ),
    "type 0 first": ({"priority": 1, "priority_points": 100_000}, {}),
    "longest weighted wait": ({"wait_points_per_s": 30}, {"wait_points_per_s": 8}),
}
R1 = {  # net level of all, of type 0, of type 1; abandoned likewise; mean wait in minutes: of 6.7 M contacts
    "oldest of both": ((56.8, 48.8, 79.0), (16.19, 19.79, 5.40), 0.340),
    "longest queue": ((57.4, 50.7, 76.3), (15.85, 18.97, 6.50), 0.337),
    "type 0 first": ((58.0, 52.1, 74.5), (15.75, 18.51, 7.47), 0.337),
    "longest weighted wait": ((57.5, 50.9, 75.8), (15.87, 18.90, 6.78), 0.337),
}


def r1(rule: str) -> Document:
    def queue(name: str, skill: str, own: dict[str, Any]) -> Document:
        tiers = [{"min_levels": {skill: 2}}, {}]  # the specialists, then everybody
        return {"name": name, "skills": {skill: 1}, "target_s": 19.8, "tiers": tiers} | own

    first, second = RULES[rule]
    zero = {"arrivals": {"per_hour": 360}, "patience": {"mean_s": 120}, "handling": {"mean_s": 60}}
    one = {"arrivals": {"per_hour": 120}, "patience": {"mean_s": 192}, "handling": {"mean_s": 48}}
    slow = [{"queue": name, "handling": {"mean_s": 96}} for name in ("type 0", "type 1")]
    return {
        "scenario": frame(501 + list(RULES).index(rule), 30, 600_000 * LESS, 480),
        "queue": [queue("type 0", "a", zero | first), queue("type 1", "b", one | second)],
        "group": [
            {"name": "specialists 0", "agents": 3, "skills": {"a": 2}},
            {"name": "specialists 1", "agents": 2, "skills": {"b": 2}},
            {"name": "generalists", "agents": 4, "skills": {"a": 1, "b": 1}, "handling": slow},
        ],
    }


# -- R4: one queue, eight hours from empty ---------------------------------------------------------------------------------
def r4(patience: dict[str, Any]) -> Document:
    queue = {"name": "q", "arrivals": {"per_hour": 252}, "handling": {"mean_s": 120}} | patience
    return {
        "scenario": {"seed": 511, "replications": round(200 * LESS), "ends": "08:00", "slots": "day"},
        "queue": [queue],
        "group": [{"name": "g", "agents": 12}],
    }


# -- R6: how many skills an agent needs ------------------------------------------------------------------------------------
R6 = {1: (3.842, 2.455), 2: (0.421, 0.594), 3: (0.373, 0.490), 4: (0.360, 0.461), 5: (0.357, 0.453), 6: (0.356, 0.450)}
"""Blocked of a hundred, mean delay of the admitted in minutes, by skills of an agent.

Thirty places to wait are shared by all types. Two skills: each other type is the second one of three in fifteen. With 120 lines
alone, which those who talk hold too, more may wait while an agent is idle: with one skill that is worked out below.
"""


def seconds(skills: int) -> list[list[int]]:
    """The other types that agents of a type have beside their own, as steps round a ring: for two skills each of them, for more
    those that follow.
    """
    return [[step] for step in range(1, 6)] if skills == 2 else [list(range(1, skills))]


def r6(skills: int, places: int = 30) -> Document:
    """Six types of ninety agents; an agent's own type comes first."""
    types = range(6)
    queue = {
        "handling": {"mean_s": 600}, "arrivals": {"per_hour": 84}, "lines": "trunk",
    }  # fmt: skip
    return {
        "scenario": frame(520 + skills, 40, 350_000 * LESS, 504, warm_up=600),
        "lines": [{"name": "trunk", "number_of_lines": 120, "waiting_places": places}],
        "queue": [
            queue | {"name": f"type {k}", "skills": {f"s{k}": 1}, "tiers": [{"min_levels": {f"s{k}": 2}}, {}]}
            for k in types
        ],
        "group": [
            {
                "name": f"group {k}.{number}",
                "agents": 15 // len(seconds(skills)),
                "skills": {f"s{k}": 2} | {f"s{(k + step) % 6}": 1 for step in more},
            }
            for k in types
            for number, more in enumerate(seconds(skills))
        ],
    }


# -- R7: holding generalists back ------------------------------------------------------------------------------------------
THRESHOLDS = (6, 2, 2, 1)


def r7() -> Document:
    """A unit of time is a minute."""
    per_hour = [60 * one for one in n_design.ARRIVALS]
    queue = {"max_waiting": n_design.PLACES, "limit_action": "deflect"}
    slow = {"queue": "one", "handling": {"mean_s": 60 / n_design.SERVICE_B[0]}}
    return {
        "scenario": frame(531, 40, 1_200_000 * LENGTH, sum(per_hour)),
        "queue": [
            queue
            | {
                "name": "one", "skills": {"a": 1}, "arrivals": {"per_hour": per_hour[0]}, "handling": {"mean_s": 60},
                "patience": {"mean_s": 60 / n_design.LEAVING[0]},
                "tiers": [{"min_levels": {"a": 2}}, {"hold_counts": list(THRESHOLDS)}],
            },
            queue
            | {
                "name": "two", "skills": {"b": 1}, "arrivals": {"per_hour": per_hour[1]}, "handling": {"mean_s": 60},
                "patience": {"mean_s": 60 / n_design.LEAVING[1]}, "priority": 1, "priority_points": 100_000,
            },
        ],
        "group": [
            {"name": "first", "agents": n_design.AGENTS, "skills": {"a": 2}},
            {"name": "both", "agents": n_design.AGENTS, "skills": {"a": 1, "b": 1}, "handling": [slow]},
        ],
    }  # fmt: skip


def documents() -> dict[str, Document]:
    found = {rule: r1(rule) for rule in RULES} | {f"{k} skills": r6(k) for k in R6} | {"lines alone": r6(1, 0)}
    found |= {"empty": r4({}), "empty, patience": r4({"patience": {"mean_s": 60}}), "held back": r7()}
    return found


@cache
def results() -> dict[str, list[Sums]]:
    made = documents()
    return dict(zip(made, played(list(made.values())), strict=True))


@pytest.mark.xdist_group("compiled")
@pytest.mark.parametrize("rule", RULES)
def test_generalists_choose_as_in_the_other_engine(rule: str) -> None:
    """R1."""
    sums = results()[rule]
    sides = [[added(one) for one in sums], *([dict(one.queues[k]) for one in sums] for k in (0, 1))]
    levels, shares, wait = R1[rule]
    print(f"\n{rule}")
    faults = [is_near("mean wait, min", wait_min, sides[0], wait, 0.0005, 0.0015)]
    for counts, level, share, name in zip(sides, levels, shares, ("all", "type 0", "type 1"), strict=True):
        faults.append(is_near(f"level, {name}", net_level, counts, level / 100, 0.05 * POINT, 0.1 * POINT))
        faults.append(is_near(f"abandoned, {name}", left, counts, share / 100, 0.05 * POINT, 0.1 * POINT))
    assert not any(faults), "\n".join(filter(None, faults))


@pytest.mark.xdist_group("compiled")
def test_a_day_from_empty() -> None:
    """R4: published to two digits of the error."""
    plain, leaving = ([added(one) for one in results()[name]] for name in ("empty", "empty, patience"))
    faults = [
        is_near("level", strict_level, plain, 0.902, 0.001, 0.001),
        is_near("mean wait, min", wait_min, plain, 0.099, 0.001, 0.0005),
        is_near("occupancy", occupied, plain, 0.695, 0.0005, 0.001),
        is_near("level, patience", net_level, leaving, 0.968, 0.0005, 0.001),
        is_near("abandoned a day", lambda c: (c["abandoned"], 1), leaving, 58.6, 0.5, 0.1),
    ]
    assert not any(faults), "\n".join(filter(None, faults))


def pooled(skills: int) -> list[Counts]:
    return [added(one) for one in results()[f"{skills} skills"]]


@pytest.mark.xdist_group("compiled")
@pytest.mark.parametrize("skills", R6)
def test_a_few_skills_are_as_good_as_all(skills: int) -> None:
    """R6."""
    share, wait = R6[skills]
    faults = [
        is_near(f"blocked, {skills} skills", blocked, pooled(skills), share / 100, 0.0, 0.1 * POINT),
        is_near(f"mean delay, {skills} skills, min", wait_min, pooled(skills), wait, 0.0005, 0.01),
    ]
    assert not any(faults), "\n".join(filter(None, faults))


def shared_lines(agents: int, erlangs: float, types: int, lines: int) -> tuple[float, float]:
    """Queues side by side on shared lines: the chance that all lines are held, and the mean wait in handling times.

    Each is a birth and death chain, and lines only cut states off: the chances are products (Kelly 1979).
    """
    alone = [1.0]
    for k in range(1, lines + 1):
        alone.append(alone[-1] * erlangs / min(k, agents))
    others = alone
    for _ in range(types - 2):
        others = convolved(others, alone)
    whole = convolved(others, alone)
    full = whole[lines] / sum(whole)
    queue = sum((n - agents) * alone[n] * sum(others[: lines - n + 1]) for n in range(agents, lines + 1)) / sum(whole)
    return full, queue / (erlangs * (1 - full))


def convolved(one: list[float], other: list[float]) -> list[float]:
    return [sum(one[k] * other[n - k] for k in range(n + 1)) for n in range(len(one))]


@pytest.mark.xdist_group("compiled")
def test_specialists_on_shared_lines_are_a_product() -> None:
    """R6 with one skill."""
    alone = [added(one) for one in results()["lines alone"]]
    full, wait = shared_lines(15, 14, 6, 120)
    faults = [
        is_near("blocked, 1 skill", blocked, alone, full, 0.0, 0.0),
        is_near("mean delay, 1 skill, min", wait_min, alone, wait * 10, 0.0, 0.0),
    ]
    assert not any(faults), "\n".join(filter(None, faults))


@pytest.mark.xdist_group("compiled")
def test_two_skills_give_most_of_pooling() -> None:
    """R6: over there 93 % of the gain in delay."""
    delay = {skills: estimate(wait_min, pooled(skills))[0] for skills in (1, 2, 6)}
    assert 0.88 < (delay[1] - delay[2]) / (delay[1] - delay[6]) < 0.96


def test_the_chain_of_the_n_design_is_known() -> None:
    """R7: the optimum, the best rule that never idles, and the thresholds."""
    assert n_design.cost_rate() == pytest.approx(1.5888, abs=2e-4)
    assert n_design.cost_rate((1, 1, 1, 1)) / n_design.cost_rate() == pytest.approx(1.127, abs=5e-4)
    assert n_design.cost_rate(THRESHOLDS) < 1.005 * n_design.cost_rate()


@pytest.mark.xdist_group("compiled")
def test_thresholds_come_near_the_optimum() -> None:
    """R7: the mean number waiting is what all waits add up to, over the time (Little)."""
    document = r7()["scenario"]
    hours = (document["days"] - 1) * 24 + int(document["ends"][:2]) + int(document["ends"][3:]) / 60
    minutes = hours * 60 - document["warm_up_minutes"]
    counts = [
        {"cost": sum(cost * wait_min(dict(queue))[0] for cost, queue in zip(n_design.COSTS, one.queues, strict=True))}
        for one in results()["held back"]
    ]
    mean, error = estimate(lambda c: (c["cost"], minutes), counts)
    optimum, thresholds = n_design.cost_rate(), n_design.cost_rate(THRESHOLDS)
    print(f"\ncost {mean:.4f} ± {error:.4f}, exactly {thresholds:.4f}, optimum {optimum:.4f}")
    assert abs(mean - thresholds) <= 3 * error
    assert mean <= 1.005 * optimum + 3 * error
    assert error < 0.01 * optimum / sqrt(LENGTH)
