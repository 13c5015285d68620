"""The journal played again into a fresh router that decides for itself: every reservation must be the same.

Identical is promised for one version of the core; across versions the first difference is information.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from woezo.journal import apply
from woezo.journal.effects import Encoded
from woezo.journal.marks import CORE, FIRST_CORE, VERSIONS
from woezo.routing.router import Router
from woezo.trail.models import JournalRecord


class Difference(NamedTuple):
    """The first record whose reservations are not the ones it had."""

    seq: int
    event: str
    recorded: list[Encoded]
    replayed: list[Encoded]


class Replayed(NamedTuple):
    """How far the replay came. difference: None if every reservation was the same. cores: which wrote what was played."""

    events: int
    reservations: int
    difference: Difference | None
    cores: list[int]

    @property
    def promised(self) -> bool:
        """Whether the reservations must be the same: this core made all of them."""
        return set(self.cores) <= {CORE}


class Record(NamedTuple):
    """What the replay needs of a record."""

    seq: int
    at_ms: int
    event: str
    body: dict[str, Any]


def journal_records() -> Iterator[Record]:
    """The whole journal, in order."""
    rows = JournalRecord.objects.order_by("seq").values_list("seq", "at_ms", "event", "body")
    return (Record(*row) for row in rows.iterator(2000))


def replay(records: Iterable[Record]) -> Replayed:
    """Play records, stop at the first difference."""
    router = Router()
    events = reservations = 0
    cores: list[int] = []
    for record in records:
        core = int(record.body["a"]["core"]) if record.event == VERSIONS else FIRST_CORE if not cores else cores[-1]
        if core not in cores[-1:]:
            cores.append(core)
        recorded = _reserved(record.body["e"])
        replayed = _reserved(apply(router, record.at_ms, record.event, record.body["a"]))
        events += 1
        if recorded != replayed:
            difference = Difference(record.seq, record.event, recorded, replayed)
            return Replayed(events, reservations, difference, cores)
        reservations += len(recorded)
    return Replayed(events, reservations, None, cores)


def _reserved(effects: list[Encoded]) -> list[Encoded]:
    return [effect for effect in effects if effect[0] == "reserved"]
