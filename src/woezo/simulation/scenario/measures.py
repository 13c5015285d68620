"""What a report says of a queue, a group or the whole: a name, a numerator and a denominator, both sums of raw counts.

A ratio over several replications is the sum of its numerators over the sum of its denominators, as over several days on the
live floor; never the mean of ratios.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from woezo.measures.formulas import SERVICE_LEVELS, Served, denominator, met

Counted = dict[str, float]
"""Raw counts by name: of measures.tally.FIELDS for queues, of simulation.watch.GROUP_FIELDS for groups."""


@dataclass(frozen=True)
class Measure:
    """A figure of the report. unit: count, ratio, ms, agents. whole None: a plain count of a replication."""

    name: str
    unit: str
    part: Callable[[Counted], float]
    whole: Callable[[Counted], float] | None = None


def _served(counts: Counted) -> Served:
    return Served(**{name: int(counts[name]) for name in Served._fields})


def _level(formula: str) -> Measure:
    return Measure(formula, "ratio", lambda c: met(formula, _served(c)), lambda c: denominator(formula, _served(c)))


def _field(name: str) -> Callable[[Counted], float]:
    return lambda c: c[name]


def _served_or_left(counts: Counted) -> float:
    return counts["answered"] + counts["abandoned"]


OF_QUEUES: Final = (
    Measure("offered", "count", _field("offered")),
    Measure("answered", "count", _field("answered")),
    Measure("abandoned", "count", _field("abandoned")),
    Measure("blocked", "count", _field("blocked")),
    Measure("deflected", "count", _field("deflected")),
    Measure("overflowed", "count", _field("overflowed")),
    Measure("called_back", "count", _field("called_back")),
    Measure("transferred", "count", _field("transferred")),
    *map(_level, SERVICE_LEVELS),
    Measure("abandonment_ratio", "ratio", _field("abandoned"), _served_or_left),
    Measure("blocking_ratio", "ratio", _field("blocked"), lambda c: c["blocked"] + c["offered"]),
    Measure("mean_wait_ms", "ms", lambda c: c["answered_wait_ms"] + c["abandoned_wait_ms"], _served_or_left),
    Measure("average_speed_of_answer_ms", "ms", _field("answered_wait_ms"), _field("answered")),
    Measure("handling_ms", "ms", _field("handling_ms"), _field("handled")),
    Measure("wrap_ms", "ms", _field("wrap_ms"), _field("handled")),
)

OF_GROUPS: Final = (
    Measure("accepted", "count", _field("accepted")),
    Measure("missed", "count", _field("missed")),
    Measure("handled", "count", _field("handled")),
    Measure("signed_in", "agents", _field("signed_in_ms"), _field("counted_ms")),
    Measure("available", "agents", _field("available_ms"), _field("counted_ms")),
    Measure("busy", "agents", _field("busy_ms"), _field("counted_ms")),
    Measure("occupancy", "ratio", _field("busy_ms"), _field("available_ms")),
    Measure("ringing_ratio", "ratio", _field("ringing_ms"), _field("available_ms")),
    Measure("talking_ratio", "ratio", _field("talking_ms"), _field("available_ms")),
    Measure("wrapping_ratio", "ratio", _field("wrapping_ms"), _field("available_ms")),
)
