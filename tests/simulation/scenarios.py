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
