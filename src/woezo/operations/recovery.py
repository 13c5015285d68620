"""From snapshot and journal to the router as it was at the last commit, deciding nothing again."""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Collection
from typing import Any, NamedTuple

from woezo.interactions.models import Interaction, Reservation
from woezo.journal import apply, restore, take_snapshot
from woezo.journal.marks import VERSIONS, Versions, current, refuse_newer
from woezo.measures.counts import Counts
from woezo.routing.reading import interaction_state, reservation_state
from woezo.routing.router import Router
from woezo.trail.models import Command, JournalRecord, Snapshot

log = logging.getLogger("woezo.operations")


class Recovered(NamedTuple):
    """The router after the record `seq`."""

    router: Router
    counts: Counts
    seq: int
    snapshot_seq: int


def written_by() -> Versions:
    """What the newest records were written by, {} if nothing says so: each version marks where it begins."""
    snapshot = Snapshot.objects.order_by("-seq").first()
    since = 0 if snapshot is None else snapshot.seq
    mark = JournalRecord.objects.filter(seq__gt=since, event=VERSIONS).order_by("-seq").first()
    if mark is not None:
        return dict(mark.body["a"])
    return {} if snapshot is None else dict(snapshot.versions)


def snapshot_body(router: Router, counts: Counts) -> dict[str, Any]:
    """Everything that a start needs, as data that no longer changes."""
    return {"router": take_snapshot(router), "counts": counts.data()}


def save_snapshot(body: dict[str, Any], at_ms: int, seq: int) -> None:
    """Store a snapshot. Earlier ones stay as long as the journal: no decision is then further away than a piece of it,
    and a damaged one has another before it. They take a thirtieth of the journal's room."""
    packed = zlib.compress(json.dumps(body, separators=(",", ":")).encode(), 6)
    Snapshot.objects.update_or_create(seq=seq, defaults={"at_ms": at_ms, "versions": current(), "body": packed})


def recover(until_seq: int | None = None) -> Recovered:
    """The router after the last record, or after the record until_seq. Raises NewerJournal."""
    refuse_newer(written_by())
    router, counts, snapshot_seq = _newest_snapshot(until_seq)
    seq = snapshot_seq
    records = JournalRecord.objects.filter(seq__gt=snapshot_seq).order_by("seq")
    if until_seq is not None:
        records = records.filter(seq__lte=until_seq)
    for record in records.iterator(2000):
        args, effects = record.body["a"], record.body["e"]
        again = apply(router, record.at_ms, record.event, args, recorded=effects)
        counts.fold(record.at_ms, record.event, args, effects)
        seq = record.seq
        if again != effects:
            log.warning("recovery: record %s did %s, now %s", seq, effects, again)
    return Recovered(router, counts, seq, snapshot_seq)


def _newest_snapshot(until_seq: int | None) -> tuple[Router, Counts, int]:
    rows = Snapshot.objects.order_by("-seq")
    if until_seq is not None:
        rows = rows.filter(seq__lte=until_seq)
    for row in rows:
        try:
            body = json.loads(zlib.decompress(bytes(row.body)))
            return restore(body["router"]), Counts(dict(body["counts"])), row.seq
        except Exception as error:  # whatever it is: a snapshot only spares time, the journal is the truth
            log.warning("recovery: snapshot %s cannot be used (%r); it goes on from an earlier one", row.seq, error)
    return Router(), Counts(), 0


def check_projection(router: Router) -> int:
    """Compare the rows of what is in hand with the router, repair what differs. Returns how many differed."""
    contacts = {int(i.id): interaction_state(i) for i in router.interactions.values()}
    attempts = {int(r.id): reservation_state(r) for r in router.reservations.values()}
    wrong = 0
    for model, live, final in ((Interaction, contacts, "ended"), (Reservation, attempts, "canceled")):
        open_states = ("queued", "reserved", "connected", "held", "parked", "pending", "accepted", "wrapping")
        rows = model._default_manager.exclude(state="ended")  # in these words: the index interaction_live is of those
        stored = dict(rows.filter(state__in=open_states).values_list("id", "state"))
        for id in sorted(stored.keys() | live.keys()):
            state = live.get(id, final)
            if stored.get(id, final) != state and state not in ("ended", "created"):
                log.error("projection: %s %s was %s, is %s", model.__name__, id, stored.get(id), state)
                wrong += model._default_manager.filter(pk=id).update(state=state)
            elif id in stored and id not in live:
                log.error("projection: %s %s was %s, is over", model.__name__, id, stored[id])
                wrong += model._default_manager.filter(pk=id).update(state=final)
    return wrong + _end_unasked(contacts.keys())


def _end_unasked(known: Collection[int]) -> int:
    """End the rows of interactions that never reached the floor and that no open command brings there."""
    created = Interaction.objects.exclude(state="ended").filter(state="created")
    waiting = set(created.values_list("pk", flat=True)) - set(known)
    if waiting:  # the commands after the rows: both came in one commit
        for args in Command.objects.filter(done_seq__isnull=True).values_list("args", flat=True):
            if isinstance(args, dict):
                waiting -= {args.get("interaction"), args.get("child")}
    for id in sorted(waiting):
        log.error("projection: Interaction %s was created, nobody asked for it", id)
    return Interaction.objects.filter(pk__in=waiting, state="created").update(state="ended")
