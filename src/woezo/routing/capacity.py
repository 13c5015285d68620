"""What an agent may hold at once, compiled to a small automaton.

A capacity is a number of units, a weight per channel and, where wanted, a limit per channel: with 6 units, voice 6 and
chat 2, one call or three chats; with a limit of 2 on chat, two chats and room for e-mail. Every mixture that fits is a
**load class**; taking or leaving an interaction moves the agent from class to class by two table look-ups, so limits
over several channels cost the router nothing while it routes.
"""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from woezo.routing.codes import CHANNELS

MAX_UNITS: Final = 1000
MAX_CLASSES: Final = 4096
NO_CLASS: Final = -1

Key = tuple[int, tuple[int, ...], tuple[int, ...]]
"""(units, weight per channel or 0 for a channel never served, limit per channel or 0 for none)."""


class CapacityError(ValueError):
    """The capacity cannot be used; the message names the place."""


class Capacity:
    """The load classes of one capacity.

    used: units in use, by class. taken[c][k]: class after one more interaction of channel c in class k, or NO_CLASS.
    left[c][k]: class after one less. accepting[c]: classes that can take channel c, least loaded first.
    room[k]: one bit per channel that class k can take.
    """

    __slots__ = ("accepting", "index", "key", "left", "room", "taken", "units", "used")

    def __init__(self, key: Key) -> None:
        self.key = key
        self.units = key[0]
        mixtures = _mixtures(key)
        index = {counts: k for k, counts in enumerate(mixtures)}
        self.index = index
        self.used: list[i64] = [_units(counts, key[1]) for counts in mixtures]
        self.taken: list[list[i64]] = []
        self.left: list[list[i64]] = []
        self.accepting: list[list[i64]] = []
        for channel in range(len(CHANNELS)):
            taken: list[i64] = [index.get(_step(counts, channel, 1), NO_CLASS) for counts in mixtures]
            left: list[i64] = [index.get(_step(counts, channel, -1), NO_CLASS) for counts in mixtures]
            self.taken.append(taken)
            self.left.append(left)
            self.accepting.append([k for k in range(len(taken)) if taken[k] != NO_CLASS])
        self.room: list[i64] = [
            sum(1 << c for c in range(len(CHANNELS)) if self.taken[c][k] != NO_CLASS) for k in range(len(mixtures))
        ]

    def class_of(self, channels: list[int]) -> int:
        """The class of an agent who holds interactions of these channels, NO_CLASS if they do not fit.

        They may not fit after his capacity was lowered while he worked.
        """
        counts = [0] * len(CHANNELS)
        for channel in channels:
            counts[channel] += 1
        return self.index.get(tuple(counts), NO_CLASS)


def capacity_key(units: int, weights: dict[str, int], limits: dict[str, int]) -> Key:
    """Check and normalise a capacity. Raises CapacityError with the field's name."""
    if not 1 <= units <= MAX_UNITS:
        raise CapacityError(f"units: {units} is not within 1..{MAX_UNITS}")
    for name, values in (("weights", weights), ("limits", limits)):
        for channel, value in values.items():
            if channel not in CHANNELS:
                raise CapacityError(f"{name}: unknown channel {channel}")
            if not 0 <= value <= MAX_UNITS:
                raise CapacityError(f"{name}.{channel}: {value} is not within 0..{MAX_UNITS}")
    return (
        units,
        tuple(weights.get(channel, 0) for channel in CHANNELS),
        tuple(limits.get(channel, 0) for channel in CHANNELS),
    )


def _units(counts: tuple[int, ...], weights: tuple[int, ...]) -> int:
    return sum(n * w for n, w in zip(counts, weights, strict=True))


def _step(counts: tuple[int, ...], channel: int, by: int) -> tuple[int, ...]:
    return (*counts[:channel], counts[channel] + by, *counts[channel + 1 :])


def _fits(counts: tuple[int, ...], key: Key) -> bool:
    units, weights, limits = key
    for n, weight, limit in zip(counts, weights, limits, strict=True):
        if n and (not weight or (limit and n > limit)):
            return False
    return _units(counts, weights) <= units


def _mixtures(key: Key) -> list[tuple[int, ...]]:
    """Every mixture that fits, by units in use, then lexically: the order is the order of load."""
    seen = {(0,) * len(CHANNELS)}
    front = list(seen)
    while front:
        found = {_step(counts, channel, 1) for counts in front for channel in range(len(CHANNELS))}
        front = [counts for counts in found if counts not in seen and _fits(counts, key)]
        seen.update(front)
        if len(seen) > MAX_CLASSES:
            raise CapacityError(f"units: more than {MAX_CLASSES} mixtures fit; use coarser units")
    return sorted(seen, key=lambda counts: (_units(counts, key[1]), counts))
