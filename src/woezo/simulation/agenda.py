"""What a run knows beforehand: when agents come to work, pause and go, when a site is lost."""

from __future__ import annotations

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from woezo.routing.codes import FOREVER

STOPS: Final = 0
COMES: Final = 1
PAUSES: Final = 2
SITE_DOWN: Final = 3
SITE_UP: Final = 4


class Agenda:
    """What is known beforehand, in order of time: an agent comes to work, stops after the work in hand, pauses for a while
    (who: his index); a site is lost and back (who: its index).

    A pause begins after the work in hand and lasts as long all the same, as on a floor: a planned return would make every
    break shorter by half a conversation, and a busy centre better staffed than it is.
    """

    __slots__ = ("for_ms", "time_ms", "what", "who")

    def __init__(self, time_ms: list[int], who: list[int], what: list[int], for_ms: list[int]) -> None:
        self.for_ms: vec[i64] = vec[i64](for_ms)
        self.time_ms: vec[i64] = vec[i64](time_ms)
        self.who: vec[i64] = vec[i64](who)
        self.what: vec[i64] = vec[i64](what)


def time_at(times_ms: vec[i64], index: i64) -> i64:
    """A time of a sorted stream, FOREVER past its end."""
    if index < len(times_ms):
        return times_ms[index]
    return FOREVER
