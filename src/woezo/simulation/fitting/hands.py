"""How many contacts of a channel agents have in hand at once, as their conversations show it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from heapq import heappop, heappush
from math import lcm
from typing import Any, Final

from woezo.simulation.fitting.history import Contact

SPOKEN: Final = frozenset({"voice", "callback"})
"""One at a time: two that overlap are a matter of clocks."""
LITTLE_MS: Final = 5_000
"""So are contacts that overlap for less."""
SEEN: Final = 3
SEEN_RATIO: Final = 0.02
"""As many at once as so many conversations began with: what is rarer was an exception."""
MOST: Final = 20
"""What is kept open all day is not in hand."""
MOST_UNITS: Final = 100
"""Of a scenario."""


def in_hand(answered: Iterable[Contact], channels: Mapping[int, str]) -> dict[str, int]:
    """By channel, the most that these agents take at once. answered: their conversations, in any order."""
    began: dict[str, Counter[int]] = defaultdict(Counter)
    open_until: dict[tuple[int, str], list[int]] = defaultdict(list)
    for one in sorted(answered, key=lambda one: one.answered_ms):
        channel = channels.get(one.queue, "voice")
        ends = open_until[one.agent, channel]
        while ends and ends[0] <= one.answered_ms + LITTLE_MS:
            heappop(ends)
        heappush(ends, one.talked_ms)
        began[channel][1 if channel in SPOKEN else min(MOST, len(ends))] += 1
    return {channel: _most(counts) for channel, counts in sorted(began.items())}


def _most(counts: Counter[int]) -> int:
    needed = max(SEEN, SEEN_RATIO * counts.total())
    so_far = 0
    for level in range(MOST, 1, -1):
        so_far += counts[level]
        if so_far >= needed:
            return level
    return 1


def capacity_of(most: Mapping[str, int]) -> dict[str, Any]:
    """As a group of a scenario has it; nothing where a contact takes the whole agent."""
    if all(many == 1 for many in most.values()):
        return {}
    units = lcm(*most.values())
    units = units if units <= MOST_UNITS else max(most.values())
    return {"units": units, "weights": {channel: max(1, units // many) for channel, many in most.items()}}
