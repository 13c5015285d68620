"""Changes to clients, programmes, queues and what belongs to them. `write` stores the rows inside the transaction."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from woezo.accounts.models import User
from woezo.people.reads import Event
from woezo.programmes.models import Client, Disposition, Holiday, OpeningPeriod, Programme, Queue, Tier
from woezo.programmes.reads import programme_event, queue_event
from woezo.trail.actions import record_change

ProgrammeRow = Client | Programme | Queue | Tier | Disposition | OpeningPeriod | Holiday


@transaction.atomic
def store(row: ProgrammeRow, write: Callable[[], object], fields: list[str], actor: User) -> None:
    """Write a new or changed row, and tell the floor. Hours are told by the floor's own look at the calendar."""
    action = "created" if row.pk is None else "changed"
    write()
    record_change(actor, action, row._meta.model_name or "", row.pk, fields, _events(row))


@transaction.atomic
def remove(row: Client | Tier | Disposition | OpeningPeriod | Holiday, actor: User) -> None:
    """Forget a row that nothing needs. Raises ProtectedError where something does."""
    name, number = row._meta.model_name or "", row.pk
    queue = row.queue if isinstance(row, Tier) else None
    row.delete()
    record_change(actor, "removed", name, number, [], [queue_event(queue)] if queue else [])


def _events(row: ProgrammeRow) -> list[Event]:
    if isinstance(row, Programme):
        return [programme_event(row)]
    if isinstance(row, Queue):
        return [queue_event(row)]
    if isinstance(row, Tier):
        return [queue_event(row.queue)]
    return []
