"""The calendar of a run: a binary heap of single integers on an unboxed vector.

key = (time << SLOT_BITS | slot) << KIND_BITS | kind: one comparison orders two events, and the order of simultaneous
ones, by (slot, kind), is a property of the run and not of the heap. Times are milliseconds since the run began, slots
are those of interactions in hand and are used again, so a key fits 63 bits for 34 years. Only this module and the
driver use librt: it is young; the way back is a list and heapq.
"""

from __future__ import annotations

from typing import Final

from librt.vecs import append, pop, vec
from mypy_extensions import i64

KIND_BITS: Final = 3
SLOT_BITS: Final = 20
MAX_SLOTS: Final = 1 << SLOT_BITS
MAX_RUN_MS: Final = 1 << 39
NOTHING: Final = (1 << 62) - 1
"""Larger than any key."""


class Calendar:
    """Events to come, earliest first."""

    __slots__ = ("heap",)

    def __init__(self) -> None:
        self.heap: vec[i64] = vec[i64]()

    def push(self, key: i64) -> None:
        """Add an event."""
        heap = append(self.heap, key)
        position: i64 = len(heap) - 1
        while position > 0:
            parent: i64 = (position - 1) >> 1
            above = heap[parent]
            if above <= key:
                break
            heap[position] = above
            position = parent
        heap[position] = key
        self.heap = heap

    def first(self) -> i64:
        """The earliest event, NOTHING if there is none."""
        heap = self.heap
        if len(heap) == 0:
            return NOTHING
        return heap[0]

    def pop(self) -> i64:
        """Take out the earliest event. There must be one."""
        heap, last = pop(self.heap)
        size: i64 = len(heap)
        if size == 0:
            self.heap = heap
            return last
        first = heap[0]
        position: i64 = 0
        while True:
            child: i64 = 2 * position + 1
            if child >= size:
                break
            value = heap[child]
            if child + 1 < size:
                right = heap[child + 1]
                if right < value:
                    child = child + 1
                    value = right
            if value >= last:
                break
            heap[position] = value
            position = child
        heap[position] = last
        self.heap = heap
        return first
