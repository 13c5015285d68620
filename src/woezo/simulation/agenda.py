"""What a run knows beforehand: when agents come to work, pause and go, when a site is lost. A part of it is held at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from woezo.routing.codes import FOREVER

STOPS: Final = 0
COMES: Final = 1
PAUSES: Final = 2
SITE_DOWN: Final = 3
SITE_UP: Final = 4

Part = tuple[list[int], list[int], list[int], list[int]]
"""Columns of some happenings in order: when, who, what, for how long."""


class Agenda:
    """What is known beforehand, in order of time: an agent comes to work, stops after the work in hand, pauses for a while
    (who: his index); a site is lost and back (who: its index).

    It comes in parts, of a day say, in order of time: the next one is made when the run gets there, so that a year needs no
    more memory than a day.

    A pause begins after the work in hand and lasts as long all the same, as on a floor: a planned return would make every
    break shorter by half a conversation, and a busy centre better staffed than it is.
    """

    __slots__ = ("at", "for_ms", "later", "time_ms", "what", "who")

    def __init__(self, parts: Iterator[Part]) -> None:
        self.later = parts
        self.at: i64 = 0  # the one that is next, in the part that is held
        self.time_ms: vec[i64] = vec[i64]()
        self.who: vec[i64] = vec[i64]()
        self.what: vec[i64] = vec[i64]()
        self.for_ms: vec[i64] = vec[i64]()
        self._turn()

    def next_ms(self) -> i64:
        """When the next one is, FOREVER after the last."""
        if self.at >= len(self.time_ms):
            return FOREVER
        return self.time_ms[self.at]

    def advance(self) -> None:
        """The next one has happened."""
        self.at = self.at + 1
        if self.at >= len(self.time_ms):
            self._turn()

    def _turn(self) -> None:
        """To the next part in which something happens."""
        for time_ms, who, what, for_ms in self.later:
            if time_ms:
                self.at = 0
                self.time_ms = vec[i64](time_ms)
                self.who = vec[i64](who)
                self.what = vec[i64](what)
                self.for_ms = vec[i64](for_ms)
                return
