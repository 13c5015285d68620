"""Programmes and queues, as the user may see them."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema

from woezo.accounts.auth import actor
from woezo.accounts.paging import After, Limit, page_of
from woezo.programmes.access import programmes_visible_to, queues_visible_to
from woezo.programmes.models import Queue
from woezo.programmes.reads import opening_state
from woezo.trail.clock import now_ms

router = Router(tags=["programmes"])


class ProgrammeOut(Schema):
    """A client's programme, and whether it is open."""

    id: int
    name: str
    slug: str
    client: str
    zone: str
    languages: list[str]
    countries: list[str]
    open: bool
    next_change_ms: int | None


class QueueOut(Schema):
    """A queue: what it asks for and what it promises."""

    id: int
    code: str
    name: str
    programme: str
    channel: str
    skills: dict[str, int]
    target_ms: int
    target_ratio: float
    formula: str


class Queues(Schema):
    """A page of queues."""

    items: list[QueueOut]
    next: int | None


@router.get("/programmes", response=list[ProgrammeOut], summary="Programmes that you may see")
def programmes(request: HttpRequest) -> list[ProgrammeOut]:
    """With their opening at this moment, in milliseconds since 1970."""
    openings = opening_state(now_ms())
    return [
        ProgrammeOut(
            id=row.pk,
            name=row.name,
            slug=row.slug,
            client=row.client.name,
            zone=row.zone,
            languages=row.languages,
            countries=row.countries,
            open=openings[row.pk][0],
            next_change_ms=openings[row.pk][1],
        )
        for row in programmes_visible_to(actor(request)).select_related("client").order_by("pk")
    ]


@router.get("/queues", response=Queues, summary="Queues that you may see")
def queues(request: HttpRequest, limit: Limit = 100, after: After | None = None) -> Queues:
    """In order of id; ask on with after=next."""
    rows = queues_visible_to(actor(request)).select_related("programme").prefetch_related("skills__skill")
    found, more = page_of(rows, after, limit)
    return Queues(items=[_queue(row) for row in found], next=more)


def _queue(row: Queue) -> QueueOut:
    return QueueOut(
        id=row.pk,
        code=row.code,
        name=row.name,
        programme=row.programme.slug,
        channel=row.channel,
        skills={skill.skill.code: skill.level for skill in row.skills.all()},
        target_ms=row.target_ms,
        target_ratio=float(row.target_ratio),
        formula=row.formula,
    )
