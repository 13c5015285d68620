"""Timers of the core: an indexed binary heap, so that a timer is moved or stopped in place.

Why not heapq with lazy deletion: a stopped ring time would stay in the heap for as long as it would have lasted, and
most ring times are stopped. Ties are broken by (kind, id), which is part of the specification of the router.
"""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64, mypyc_attr

from woezo.routing.codes import FOREVER

T_RESERVATION: Final = 0  # a pending reservation rings out, or is accepted after its tone
T_WRAP_UP: Final = 1
T_GRACE: Final = 2  # a lost desk's interaction goes back to its line
T_LINE: Final = 3  # the head of a line reaches a tier, a hold-back wait or the queue's limit
T_PREFERRED: Final = 4  # the patience for a preferred agent ends
T_EXCLUSION: Final = 5  # a rejected interaction may be proposed to the same agent again
T_CALLBACK: Final = 6
T_SKILLS: Final = 7  # end of a temporary override
T_TIERS: Final = 8
T_PRIORITY: Final = 9


@mypyc_attr(free_list_len=1)
class Timer:
    """One time at which something happens by itself. `position` is -1 while the timer does not run."""

    __slots__ = ("due_ms", "kind", "owner", "owner_id", "position")

    def __init__(self, kind: int, owner_id: int, owner: object) -> None:
        self.kind: i64 = kind
        self.owner_id: i64 = owner_id
        self.owner = owner
        self.due_ms: i64 = 0
        self.position: i64 = -1


def _before(a: Timer, b: Timer) -> bool:
    if a.due_ms != b.due_ms:
        return a.due_ms < b.due_ms
    if a.kind != b.kind:
        return a.kind < b.kind
    return a.owner_id < b.owner_id


class TimerHeap:
    """The running timers of one router, earliest first."""

    __slots__ = ("heap",)

    def __init__(self) -> None:
        self.heap: list[Timer] = []

    def first(self) -> Timer | None:
        """The timer that is due first, or None."""
        return self.heap[0] if self.heap else None

    def first_ms(self) -> i64:
        """When the first timer is due, FOREVER if none runs."""
        if self.heap:
            return self.heap[0].due_ms
        return FOREVER

    def start(self, timer: Timer, due_ms: i64) -> None:
        """Run `timer` until `due_ms`; a running timer is moved."""
        timer.due_ms = due_ms
        if timer.position < 0:
            timer.position = len(self.heap)
            self.heap.append(timer)
            self._up(timer)
        else:
            self._up(timer)
            self._down(timer)

    def stop(self, timer: Timer) -> None:
        """Stop `timer`; one that does not run is left alone."""
        position = timer.position
        if position < 0:
            return
        timer.position = -1
        last = self.heap.pop()
        if last is timer:
            return
        self.heap[position] = last
        last.position = position
        self._up(last)
        self._down(last)

    def _up(self, timer: Timer) -> None:
        heap = self.heap
        position = timer.position
        while position > 0:
            parent_position = (position - 1) >> 1
            parent = heap[parent_position]
            if not _before(timer, parent):
                break
            heap[position] = parent
            parent.position = position
            position = parent_position
        heap[position] = timer
        timer.position = position

    def _down(self, timer: Timer) -> None:
        heap = self.heap
        size: i64 = len(heap)
        position = timer.position
        while True:
            child_position = 2 * position + 1
            if child_position >= size:
                break
            child = heap[child_position]
            if child_position + 1 < size:
                right = heap[child_position + 1]
                if _before(right, child):
                    child_position = child_position + 1
                    child = right
            if not _before(child, timer):
                break
            heap[position] = child
            child.position = position
            position = child_position
        heap[position] = timer
        timer.position = position
