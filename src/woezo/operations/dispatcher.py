"""The one writer of a centre: takes commands in order, lets the router decide, commits, and only then tells.

No thread and no clock of its own: `step(now_ms)` does what there is to do at an instant, so that a whole centre can be
run in virtual time. operations.runner loops on it in the live process.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, transaction

from woezo.journal import apply
from woezo.journal.effects import Encoded
from woezo.journal.marks import BROKEN, CONFIGURATION, VERSIONS, Versions, current, refuse_newer
from woezo.measures.counts import Counts
from woezo.operations import recovery
from woezo.operations.asking import REPEATED, Ask, Asks
from woezo.operations.outbox import outbox_entries
from woezo.operations.projection import Batch, Projector, rang_out
from woezo.operations.suspects import Suspects, Work
from woezo.operations.waiting import Done, Waiters
from woezo.programmes.reads import configuration_events
from woezo.routing.codes import B_DESK_LOST
from woezo.routing.router import Router
from woezo.trail.actions import claim
from woezo.trail.models import JournalRecord
from woezo.trail.records import due_commands, mark_done, write_entries, write_records

log = logging.getLogger("woezo.operations")

COMMANDS_PER_STEP = 200
TIMERS_PER_STEP = 1000
SNAPSHOT_EVERY = 20_000
Listener = Callable[[Batch], None]
Openings = Callable[[Router, int], Sequence[tuple[str, dict[str, Any]]]]


class Unavailable(Exception):
    """The floor has no router at the moment: it starts, or its database is lost."""


class Dispatcher:
    """The router of a centre and everything that must stay in step with it.

    lock: held while the router changes; whoever reads the router outside the dispatcher's thread takes it with
    `reading()`. It is taken after the database's write lock and released after the commit, so nobody ever sees, or
    shows, what is not durable. Never write to the database while reading.
    guard: called within each transaction; what it raises keeps it from being committed.
    """

    def __init__(self, openings: Openings | None = None, snapshot_every: int = SNAPSHOT_EVERY) -> None:
        self.openings = openings
        self.snapshot_every = snapshot_every
        self.lock = threading.RLock()
        self.waiters = Waiters()
        self.asks = Asks()
        self.listeners: list[Listener] = []
        self.guard: Callable[[], None] = lambda: None
        self.state = "starting"
        self.seq = 0
        self.counts = Counts()
        self._router: Router | None = None
        self._projector: Projector | None = None
        self._snapshot_seq = 0
        self._suspects = Suspects()
        self._cold = True

    # -- reading ------------------------------------------------------------------------------------------------------
    @contextmanager
    def reading(self) -> Iterator[Router]:
        """The router, at rest. Raises Unavailable while there is none."""
        with self.lock:
            if self._router is None:
                raise Unavailable
            yield self._router

    def ask(self, ask: Ask, now_ms: int, told: Callable[[Done | None], None]) -> None:
        """Carry this out soon, and call `told` with what becomes of it: None at once while the floor stands."""
        if self.state == "degraded":
            told(None)
        else:
            self.asks.add(ask, now_ms, told)

    # -- working ------------------------------------------------------------------------------------------------------
    def step(self, now_ms: int) -> bool:
        """Do what is due at now_ms. True if there may be more at once; who asks later wakes the dispatcher himself.

        Raises what the database raises; the router is gone then and the next step builds it again.
        """
        work: list[Work] = []
        try:
            if self._router is None:
                self._start(now_ms)
            work = self._due(now_ms)
            if not work and not self._timer_due(now_ms) and not self._opening_due(now_ms):
                return False
            alone = self._suspects.among(work)[:1]
            work = alone or work
            self._commit(now_ms, work, due=not alone)
        except BaseException as error:
            self.forget()
            self._suspects.failed(error, work)
            raise
        if self.seq - self._snapshot_seq >= self.snapshot_every:
            self.snapshot()
        return bool(alone) or len(work) >= COMMANDS_PER_STEP or self._timer_due(now_ms)

    def start(self, now_ms: int) -> None:
        """Recover, and nothing else: what is asked for waits for the first step. Raises what keeps it from it."""
        try:
            self._start(now_ms)
        except BaseException:
            self.forget()
            raise

    def next_due_ms(self) -> int | None:
        """When a timer is due next, None if none runs."""
        router = self._router
        return None if router is None else router.next_due_ms

    def snapshot(self) -> None:
        """Store the whole state, so that the next start reads it instead of a day of records. May fail: it is a help."""
        if self._router is None or self.seq == self._snapshot_seq:
            return
        try:
            self._save_snapshot()
        except DatabaseError:
            log.exception("no snapshot after record %s; the next one comes later", self._snapshot_seq)

    def _save_snapshot(self) -> None:
        with self.lock:
            assert self._router is not None
            body = recovery.snapshot_body(self._router, self.counts)
            at_ms, self._snapshot_seq = int(self._router.now_ms), self.seq
        recovery.save_snapshot(body, at_ms, self._snapshot_seq)

    def _due(self, now_ms: int) -> list[Work]:
        """Those in the table first: who acts upon what he has just written has written it before."""
        asked = self.asks.due(now_ms, COMMANDS_PER_STEP, self._suspects.commands)
        return [*(Work(kind, args, id) for id, kind, args in due_commands(COMMANDS_PER_STEP)), *asked]

    def _timer_due(self, now_ms: int) -> bool:
        due_ms = self.next_due_ms()
        return due_ms is not None and due_ms <= now_ms

    def _opening_due(self, now_ms: int) -> list[Work]:
        if self.openings is None or self._router is None:
            return []
        return [Work(event, args) for event, args in self.openings(self._router, now_ms)]

    def _commit(self, now_ms: int, work: Sequence[Work], due: bool) -> None:
        """Timers and openings, if they are `due`, then `work`, in one transaction; then tell."""
        batch = Batch()
        with self._lock_later() as lock_now:
            with transaction.atomic():
                self.guard()
                lock_now()
                router = self._router
                assert router is not None
                claims = self._claim(work)
                records = [*self._timers(router, batch, now_ms)] if due else []
                openings = self._opening_due(now_ms) if due else []
                results: dict[int, Done] = {}
                for item in [*openings, *work]:
                    number = item.command
                    if number is not None and claims.get(number, number) is None:
                        results[number] = REPEATED
                        continue
                    records.append(
                        self._one(router, batch, now_ms, item, None if number is None else claims.get(number))
                    )
                    if number is not None:
                        results[number] = Done(self.seq, refusal_of(records[-1].body["e"]))
                self._write(batch, records)
                mark_done([(*results[number], id) for number, id in claims.items() if id is not None])
            self.state = "live"
        self.waiters.tell({id: done for id, done in results.items() if id > 0})
        self.asks.settle({id: done for id, done in results.items() if id < 0})
        for listener in self.listeners:
            listener(batch)

    def _claim(self, work: Sequence[Work]) -> dict[int, int | None]:
        """The row of each command. What waits in memory gets one now: None where its key has one already; and none is
        made for what is given up, for that may be the reason."""
        claims: dict[int, int | None] = {}
        for item in work:
            number = item.command
            if number is not None and number > 0:
                claims[number] = number
            elif number is not None and number != self._suspects.given_up:
                row = claim(*self.asks.ask_of(number))
                claims[number] = None if row is None else row.pk
        return claims

    @contextmanager
    def _lock_later(self) -> Iterator[Callable[[], None]]:
        """Release at the end what is taken in the middle: the router's lock, after the transaction has begun."""
        taken = False

        def lock_now() -> None:
            nonlocal taken
            self.lock.acquire()
            taken = True

        try:
            yield lock_now
        finally:
            if taken:
                self.lock.release()

    def _timers(self, router: Router, batch: Batch, now_ms: int) -> Iterator[JournalRecord]:
        for _ in range(TIMERS_PER_STEP):
            if not self._timer_due(now_ms):
                return
            yield self._one(router, batch, now_ms, Work("timer", {}))

    def _one(self, router: Router, batch: Batch, now_ms: int, work: Work, row: int | None = None) -> JournalRecord:
        """Apply one event and note what it did. row: of the command that asked for it."""
        assert self._projector is not None
        event, args, command = work
        if command is not None and command == self._suspects.given_up:
            self._projector.turn_away(batch, event, args)
            event, args = BROKEN, {}
        effects = apply(router, now_ms, event, args)
        at_ms = int(router.now_ms)
        self.seq += 1
        self._projector.note(batch, at_ms, event, args, effects)
        self.counts.fold(at_ms, event, args, effects)
        return JournalRecord(seq=self.seq, at_ms=at_ms, event=event, body={"a": args, "e": effects, "c": row})

    def _write(self, batch: Batch, records: list[JournalRecord]) -> None:
        write_records(records)
        assert self._projector is not None
        self._projector.write(batch)
        entries = [entry for record in records for entry in outbox_entries(record)]
        if entries:
            write_entries(entries)
            batch.told = True

    # -- beginning and beginning again --------------------------------------------------------------------------------
    def _start(self, now_ms: int) -> None:
        """Rebuild the router from the journal, and tell it what it must know before any timer that fell due meanwhile."""
        versions = recovery.written_by()
        refuse_newer(versions)
        with self.lock:
            found = recovery.recover()
            self._router, self.counts, self.seq = found.router, found.counts, found.seq
            self._snapshot_seq = found.snapshot_seq
            self._projector = Projector(found.router)
            recovery.check_projection(found.router)
        first = [*self._upgrade(versions), *self._outage(now_ms)]
        if first:
            self._commit(now_ms, first, due=False)
        self._cold = False
        self.state = "live"

    def _upgrade(self, versions: Versions) -> list[Work]:
        """Where another version wrote so far: a snapshot, so that nobody applies its records again; then our mark.

        A new journal begins the same way. The configuration is told where its arguments may be others.
        """
        if versions == current():
            return []
        if self.seq:
            self._save_snapshot()
        told = configuration_events() if versions.get("configuration") != CONFIGURATION else ()
        return [Work(VERSIONS, current()), *(Work(event, args) for event, args in told)]

    def _outage(self, now_ms: int) -> list[Work]:
        """What a time without us means to the desks: lost with the process that is gone, so each has its grace.

        When only the database was lost the desks have stayed connected to us. What rang out there could not be
        answered; lost and back, it rings anew.
        """
        assert self._router is not None
        found = []
        for agent in self._router.agents.values():
            if agent.desk == 0 or agent.blocked & B_DESK_LOST:
                continue
            desk = {"agent": int(agent.id), "desk": int(agent.desk)}
            if self._cold:
                found.append(Work("desk_lost", desk))
            elif any(rang_out(reservation, now_ms) for reservation in agent.reservations):
                found += [Work("desk_lost", desk), Work("desk_back", desk)]
        return found

    def forget(self) -> None:
        """Throw the router away, the journal knows better: nothing of a failed step was committed."""
        with self.lock:
            self._router = self._projector = None
            self.state = "degraded"
        for listener in self.listeners:
            listener(Batch(everything=True))


def refusal_of(effects: list[Encoded]) -> str:
    """Why an event was refused, "" if it was carried out."""
    return next((str(effect[1]) for effect in effects if effect[0] == "refused"), "")
