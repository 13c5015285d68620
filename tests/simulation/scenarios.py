"""Scenarios for tests: from a document to what came of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from woezo.measures.tally import FIELDS
from woezo.simulation.driver import Run
from woezo.simulation.scenario.building import run_of
from woezo.simulation.scenario.model import Scenario
from woezo.simulation.scenario.reading import read
from woezo.simulation.scenario.replications import Played, play
from woezo.simulation.watch import GROUP_FIELDS

Document = dict[str, Any]
Effects = list[tuple[int, int, int, int, int]]


def exact(value: Any) -> Any:
    """A document with Decimals for floats, as a text is read."""
    if isinstance(value, dict):
        return {name: exact(one) for name, one in value.items()}
    if isinstance(value, list):
        return [exact(one) for one in value]
    return Decimal(str(value)) if isinstance(value, float) else value


def scenario_of(document: Document) -> Scenario:
    """A scenario that can be played."""
    scenario, faults = read(exact(document))
    assert scenario is not None, faults
    return scenario


def one_queue(queue: Document, group: Document | None = None, **frame: Any) -> Document:
    """A document with one queue "q" and one group "g": handling 60 s unless it says so."""
    return {
        "scenario": {"seed": 1, "begins": "08:00", "ends": "12:00", "replications": 1} | frame,
        "queue": [{"name": "q", "handling": {"law": "constant", "mean_s": 60}} | queue],
        "group": [{"name": "g", "agents": 1} | (group or {})],
    }


def queue_counts(played: Played, index: int = 0) -> dict[str, int]:
    """Everything of one queue."""
    return {name: sum(slot[column] for slot in played.queues[index]) for column, name in enumerate(FIELDS)}


def group_counts(played: Played, index: int = 0) -> dict[str, int]:
    """Everything of one group."""
    return {name: sum(slot[column] for slot in played.groups[index]) for column, name in enumerate(GROUP_FIELDS)}


def counts_of(document: Document, replication: int = 0) -> dict[str, int]:
    """Of the first queue."""
    return queue_counts(play(scenario_of(document), replication))


def logged(scenario: Scenario, replication: int = 0) -> tuple[Run, Effects]:
    """A run that is over, and everything it did, as (time, code and three numbers)."""
    run = run_of(scenario, replication)
    assert run.watch is not None
    run.watch.log = []
    run.play()
    run.watch.close()
    return run, run.watch.log


def everything(seed: int, **frame: Any) -> Document:
    """Every feature of a scenario, all at once, on two sites for a day and a half."""
    return {
        "scenario": {"seed": seed, "days": 2, "begins": "07:30", "ends": "16:40", "weekday": 4} | frame,
        "site": [{"name": "Lomé"}, {"name": "Cotonou", "country": "BJ"}],
        "programme": [{"name": "shop"}, {"name": "bank"}],
        "lines": [{"name": "trunk", "number_of_lines": 14}],
        "queue": [
            {
                "name": "calls", "programme": "shop", "skills": {"fr": 1}, "lines": "trunk", "accept": "manual",
                "timeout_s": 15, "arrivals": {"per_interval": [60, 90, 40], "interval_minutes": 60, "busyness_cv": 0.3},
                "patience": {"mean_s": 90, "balk_ratio": 0.05, "never_ratio": 0.1},
                "handling": {"law": "lognormal", "mean_s": 200, "cv": 1.2}, "wrap_up": {"law": "gamma", "mean_s": 40},
                "redial_ratio": 0.5, "redial_after": {"mean_s": 300}, "transfer_ratio": 0.15, "transfer_to": "second",
                "callback_ratio": 0.1, "callback_after_s": 45, "max_waiting": 8, "limit_action": "overflow",
                "overflow_to": "second", "urgency_points": 20, "grace_s": 20, "not_again_s": 10,
                "tiers": [{"min_levels": {"fr": 3}}, {"after_s": 20, "points": -5}],
            },
            {
                "name": "second", "programme": "bank", "skills": {"bank": 1}, "accept": "automatic", "tone_s": 2,
                "arrivals": {"per_hour": 30}, "patience": {"law": "weibull", "mean_s": 120, "shape": 0.8},
                "handling": {"mean_s": 260}, "wrap_up": {"mean_s": 30}, "wrap_up_mode": "mandatory_timeout",
                "wrap_up_s": 45, "max_wait_s": 240, "redial_ratio": 0.3, "redial_after": {"mean_s": 600},
                "priority": 1, "tiers": [{"hold_counts": [2, 1]}, {"after_s": 60}], "reject": "not_responding",
            },
            {
                "name": "chat", "channel": "chat", "skills": {"write": 1}, "arrivals": {"per_hour": 80},
                "patience": {"mean_s": 200}, "handling": {"law": "gamma", "mean_s": 500, "cv": 0.7}, "accept": "manual",
                "timeout_s": 30, "wrap_up": {"mean_s": 20}, "wrap_up_mode": "forced_timeout", "wrap_up_s": 15,
                "transfer_ratio": 0.1, "transfer_to": "calls", "waiting_points": 3,
            },
            {
                "name": "tasks", "channel": "task", "skills": {"write": 1},
                "arrivals": {"times_s": [k * 700 for k in range(60)]}, "handling": {"law": "constant", "mean_s": 300},
            },
        ],
        "group": [
            {
                "name": "seniors", "site": "Lomé", "agents": 5, "skills": {"fr": 3, "bank": 1}, "cost": 3,
                "ring": {"mean_s": 4}, "reject_ratio": 0.08, "factor": 0.9, "absence_ratio": 0.1,
                "shifts": [
                    {"agents": 3, "begins": "07:00", "ends": "15:00", "breaks": ["10:00-10:15", "12:00-12:45"]},
                    {"begins": "09:00", "ends": "17:00", "breaks": ["13:00-13:45"]},
                ],
            },
            {
                "name": "mixed", "site": "Cotonou", "agents": 7, "skills": {"fr": 2, "write": 2}, "units": 3,
                "weights": {"voice": 3, "chat": 1, "task": 2}, "ring": {"mean_s": 9}, "reject_ratio": 0.05,
                "wrap_up_factor": 1.3, "shifts": [{"begins": "22:00", "ends": "14:00"}, {"agents": 2, "begins": "08:00"}],
                "handling": [{"queue": "chat", "handling": {"mean_s": 420}}],
            },
            {"name": "night", "site": "Lomé", "agents": 2, "skills": {"fr": 1, "bank": 2, "write": 1}, "absence_ratio": 0.3},
        ],
        "outage": [
            {"site": "Cotonou", "day": 1, "at": "11:05", "minutes": 35},
            {"site": "Lomé", "day": 2, "at": "09:30", "minutes": 3},
        ],
    }  # fmt: skip
