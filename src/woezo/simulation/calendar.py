"""The calendar of a run: a binary heap of single integers on an unboxed vector.

key = (time << SLOT_BITS | slot) << KIND_BITS | kind: one comparison orders two events, and the order of simultaneous
ones, by (slot, kind), is a property of the run and not of the heap. Times are milliseconds since the run began, slots
are those of interactions in hand and are used again, so a key fits 62 bits for 17 years. Only this module and the
driver use librt: it is young; the way back is a list and heapq, which is what an interpreted core takes (at the end).
"""

from __future__ import annotations

from types import FunctionType
from typing import TYPE_CHECKING, Final

from librt.vecs import append, pop, vec
from mypy_extensions import i64

from woezo.routing.codes import FOREVER

KIND_BITS: Final = 3
SLOT_BITS: Final = 20
TIME_SHIFT: Final = KIND_BITS + SLOT_BITS
MAX_SLOTS: Final = 1 << SLOT_BITS
MAX_RUN_MS: Final = 1 << 39


class Calendar:
    """Events to come, earliest first.

    Nearly every event makes one other. So `take` leaves a hole at the top, which the next `push` fills: one way through
    the heap instead of two.
    """

    __slots__ = ("heap", "hole")

    def __init__(self) -> None:
        self.heap: vec[i64] = vec[i64]()
        self.hole = False

    def push(self, time_ms: i64, slot: i64, kind: i64) -> None:
        """Add an event. Raises OverflowError for a time that would not fit its key."""
        if time_ms >= MAX_RUN_MS:
            raise OverflowError(f"an event at {time_ms} ms: a run lasts 17 years at most")
        key: i64 = (((time_ms << SLOT_BITS) | slot) << KIND_BITS) | kind
        if self.hole:
            self.hole = False
            self._sink(key)
            return
        heap = append(self.heap, key)
        self.heap = heap
        position: i64 = len(heap) - 1
        while position > 0:
            parent: i64 = (position - 1) >> 1
            above = heap[parent]
            if above <= key:
                break
            heap[position] = above
            position = parent
        heap[position] = key

    def next_ms(self) -> i64:
        """When the earliest event is due, FOREVER if there is none."""
        if self.hole:
            self._fill()
        heap = self.heap
        if len(heap) == 0:
            return FOREVER
        return heap[0] >> TIME_SHIFT

    def take(self) -> i64:
        """Take out the earliest event. There must be one, and its time is known by `next_ms`."""
        self.hole = True
        return self.heap[0]

    def _fill(self) -> None:
        """Nothing followed from the event that was taken: the last one of the heap fills its place."""
        self.hole = False
        heap, last = pop(self.heap)
        self.heap = heap
        if len(heap) > 0:
            self._sink(last)

    def _sink(self, key: i64) -> None:
        """Let a key sink from the top to its place."""
        heap = self.heap
        size: i64 = len(heap)
        position: i64 = 0
        child: i64 = 2  # the right one of the two below
        while child < size:
            # A sum and not a branch: which of the two is earlier cannot be foretold, and a processor pays for guessing.
            child = child - (heap[child - 1] < heap[child])
            value = heap[child]
            if value >= key:
                break
            heap[position] = value
            position = child
            child = 2 * child + 2
        if child == size and heap[child - 1] < key:  # one below, without a right one
            heap[position] = heap[child - 1]
            position = child - 1
        heap[position] = key


# Without a compiler the loops above are the dearest part of a run; heapq's are written in C, and the order is the same,
# since it is the keys'. The type checker, and with it the compiler, takes the block for unreachable: it never runs there.
if isinstance(Calendar.push, FunctionType) and not TYPE_CHECKING:
    from heapq import heappop, heappush, heapreplace

    class Calendar(Calendar):  # the same, told in one place above
        """Events to come, earliest first."""

        __slots__ = ()

        def __init__(self):
            self.heap = []
            self.hole = False

        def push(self, time_ms, slot, kind):
            if time_ms >= MAX_RUN_MS:
                raise OverflowError(f"an event at {time_ms} ms: a run lasts 17 years at most")
            if self.hole:
                self.hole = False
                heapreplace(self.heap, time_ms << TIME_SHIFT | slot << KIND_BITS | kind)
            else:
                heappush(self.heap, time_ms << TIME_SHIFT | slot << KIND_BITS | kind)

        def next_ms(self):
            if self.hole:
                self.hole = False
                heappop(self.heap)
            return self.heap[0] >> TIME_SHIFT if self.heap else FOREVER
