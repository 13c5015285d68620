"""What an agent may hold at once, compiled to a small automaton.

A capacity is a number of units, a weight per channel and, where wanted, a limit per channel: with 6 units, voice 6 and
chat 2, one call or three chats; with a limit of 2 on chat, two chats and room for e-mail. Every mixture that fits is a
**load class**, and each class knows the class after one more or one less of a channel, so limits over several
channels cost the router nothing while it routes.
"""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from woezo.routing.codes import CHANNELS

MAX_UNITS: Final = 1000
MAX_CLASSES: Final = 4096

Key = tuple[int, tuple[int, ...], tuple[int, ...]]
"""(units, weight per channel or 0 for a channel never served, limit per channel or 0 for none)."""


class CapacityError(ValueError):
    """The capacity cannot be used; the message names the place."""


class LoadClass:
    """One mixture of interactions that fits a capacity. used: its units.

    taken[c], left[c]: the class after one more, or one less, interaction of channel c; None where there is none. room:
    one bit per channel of which one more fits.
    """

    __slots__ = ("index", "left", "room", "taken", "used")

    def __init__(self, index: i64, used: i64) -> None:
        self.index = index
        self.used = used
        self.room: i64 = 0
        self.taken: list[LoadClass | None] = []
        self.left: list[LoadClass | None] = []


class Capacity:
    """The load classes of one capacity, least loaded first: the first is that of an agent who holds nothing."""

    __slots__ = ("classes", "key", "mixtures", "units")

    def __init__(self, key: Key) -> None:
        self.key = key
        self.units = key[0]
        mixtures = _mixtures(key)
        self.classes = [LoadClass(k, _units(counts, key[1])) for k, counts in enumerate(mixtures)]
        self.mixtures = dict(zip(mixtures, self.classes, strict=True))
        for counts, load in self.mixtures.items():
            for channel in range(len(CHANNELS)):
                taken = self.mixtures.get(_step(counts, channel, 1))
                load.taken.append(taken)
                load.left.append(self.mixtures.get(_step(counts, channel, -1)))
                if taken is not None:
                    load.room = load.room | (1 << channel)

    def serves(self, channel: i64) -> bool:
        """Whether even one interaction of the channel fits."""
        return self.classes[0].taken[channel] is not None

    def class_of(self, channels: list[int]) -> LoadClass | None:
        """The class of an agent who holds interactions of these channels, None if they do not fit.

        They may not fit after his capacity was lowered while he worked.
        """
        counts = [0] * len(CHANNELS)
        for channel in channels:
            counts[channel] += 1
        return self.mixtures.get(tuple(counts))


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
