"""Changes to sites, teams, skills, activities and agents. `write` stores the rows; it runs inside the transaction."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from woezo.accounts.models import User
from woezo.people.models import Activity, Agent, Site, Skill, Team
from woezo.people.reads import Event, agent_event, site_event
from woezo.trail.actions import record_change

PersonRow = Site | Team | Skill | Activity | Agent


@transaction.atomic
def store(row: PersonRow, write: Callable[[], object], fields: list[str], actor: User) -> None:
    """Write a new or changed row, and tell the floor."""
    action = "created" if row.pk is None else "changed"
    write()
    record_change(actor, action, row._meta.model_name or "", row.pk, fields, _events(row))


@transaction.atomic
def remove(row: Team | Skill | Activity, actor: User) -> None:
    """Forget a row that nothing needs. Raises ProtectedError where something does."""
    record_change(actor, "removed", row._meta.model_name or "", row.pk, [])
    row.delete()


def _events(row: PersonRow) -> list[Event]:
    if isinstance(row, Site):
        return [site_event(row)]
    if isinstance(row, Agent):
        return [agent_event(row)]
    return []
