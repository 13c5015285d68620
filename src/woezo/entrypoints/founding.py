"""The first rows of a real centre, and how a database says which kind of centre it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from django.db import connection, transaction
from django.utils.text import slugify

from woezo.accounts.models import Role, User
from woezo.entrypoints.starting import FIRST_DISPOSITIONS, write_activities, write_dispositions
from woezo.people.models import Site
from woezo.programmes.models import Client, OpeningPeriod, Programme, Queue
from woezo.trail.actions import audit
from woezo.trail.models import AuditEntry

FOUNDED = "founded"
MIDNIGHT = time(0)


@dataclass(frozen=True)
class Plan:
    """What is asked of whoever creates a centre."""

    outsourcer: str
    site: str
    country: str
    zone: str
    currency: str
    client: str
    programme: str
    admin_name: str
    admin_email: str


def kind_of_centre() -> str:
    """ "demo" or "real" as it was founded, "" where the database holds no centre. Reads only, at any version."""
    tables = set(connection.introspection.table_names())
    if AuditEntry._meta.db_table not in tables or Site._meta.db_table not in tables:
        return ""
    mark = AuditEntry.objects.filter(action=FOUNDED, object_type="centre").order_by("id").first()
    if mark is not None:
        return mark.object_id
    return "real" if Site.objects.exists() else ""


def mark(kind: str, founder: User | None = None) -> None:
    """Write down for good what kind of centre this database holds. In the transaction that makes it."""
    audit(founder, FOUNDED, "centre", kind)


@transaction.atomic
def found(plan: Plan, password: str, language: str) -> Programme:
    """One site, one client with one programme and one chat queue, open at all hours, and one administrator."""
    write_activities()
    Site.objects.create(
        name=plan.site,
        country=plan.country,
        zone=plan.zone,
        currency=plan.currency,
        legal_entity=plan.outsourcer,
    )
    programme = _programme(plan, language)
    founder = User.objects.create_user(
        plan.admin_email, password, name=plan.admin_name, role=Role.ADMINISTRATOR, language=language
    )
    mark("real", founder)
    return programme


def _programme(plan: Plan, language: str) -> Programme:
    slug = slugify(plan.programme)[:40].strip("-") or "programme"
    programme = Programme.objects.create(
        client=Client.objects.create(name=plan.client),
        name=plan.programme,
        slug=slug,
        zone=plan.zone,
        languages=[language],
        brand={"name": plan.client},
    )
    OpeningPeriod.objects.bulk_create(
        OpeningPeriod(programme=programme, weekday=day, opens=MIDNIGHT, closes=MIDNIGHT) for day in range(7)
    )
    write_dispositions(programme, FIRST_DISPOSITIONS)
    Queue.objects.create(programme=programme, name=f"{plan.programme} chat"[:60], code=f"{slug}-chat", channel="chat")
    return programme
