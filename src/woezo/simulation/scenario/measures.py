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
    """A figure of the report. unit: count, ratio, ms, agents. formula: what it is, in names of raw counts, for the reference
    page. whole None: a plain count of a replication.
    """

    name: str
    unit: str
    formula: str
    part: Callable[[Counted], float]
    whole: Callable[[Counted], float] | None = None


def _served(counts: Counted) -> Served:
    return Served(**{name: int(counts[name]) for name in Served._fields})


def _level(name: str, formula: str) -> Measure:
    return Measure(name, "ratio", formula, lambda c: met(name, _served(c)), lambda c: denominator(name, _served(c)))


def _field(name: str) -> Callable[[Counted], float]:
    return lambda c: c[name]


def _served_or_left(counts: Counted) -> float:
    return counts["answered"] + counts["abandoned"]


def _count(name: str) -> Measure:
    return Measure(name, "count", name, _field(name))


def _share(name: str, part: str, whole: str, unit: str = "ratio") -> Measure:
    return Measure(name, unit, f"{part} / {whole}", _field(part), _field(whole))


LEVEL_FORMULAS: Final = {
    "SL-1": "(answered_within + abandoned_within) / (answered + abandoned)",
    "SL-2": "answered_within / answered",
    "SL-3": "answered_within / (answered + abandoned)",
    "SL-4": "answered_within / (answered + abandoned - abandoned_within)",
    "SL-5": "answered_within / (answered + abandoned - abandoned_short)",
    "SL-6": "(answered_within + abandoned_short) / (answered + abandoned)",
}
assert set(LEVEL_FORMULAS) == set(SERVICE_LEVELS)

OF_QUEUES: Final = (
    *map(
        _count, ("offered", "answered", "abandoned", "blocked", "deflected", "overflowed", "called_back", "transferred")
    ),
    *(_level(name, formula) for name, formula in LEVEL_FORMULAS.items()),
    Measure("abandonment_ratio", "ratio", "abandoned / (answered + abandoned)", _field("abandoned"), _served_or_left),
    Measure(
        "blocking_ratio",
        "ratio",
        "blocked / (blocked + offered)",
        _field("blocked"),
        lambda c: c["blocked"] + c["offered"],
    ),
    Measure(
        "mean_wait_ms",
        "ms",
        "(answered_wait_ms + abandoned_wait_ms) / (answered + abandoned)",
        lambda c: c["answered_wait_ms"] + c["abandoned_wait_ms"],
        _served_or_left,
    ),
    _share("average_speed_of_answer_ms", "answered_wait_ms", "answered", "ms"),
    _share("handling_ms", "handling_ms", "handled", "ms"),
    _share("wrap_ms", "wrap_ms", "handled", "ms"),
)

OF_GROUPS: Final = (
    *map(_count, ("accepted", "missed", "handled")),
    _share("signed_in", "signed_in_ms", "counted_ms", "agents"),
    _share("available", "available_ms", "counted_ms", "agents"),
    _share("busy", "busy_ms", "counted_ms", "agents"),
    _share("occupancy", "busy_ms", "available_ms"),
    _share("ringing_ratio", "ringing_ms", "available_ms"),
    _share("talking_ratio", "talking_ms", "available_ms"),
    _share("wrapping_ratio", "wrapping_ms", "available_ms"),
)
