"""The floor over HTTP: why a contact went where it went, and the counts of now and of today."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from woezo.accounts.auth import actor, require
from woezo.accounts.models import Role
from woezo.accounts.paging import After, Limit
from woezo.interactions.access import get_interaction
from woezo.measures.counts import served
from woezo.measures.formulas import (
    FORMULAS_VERSION,
    answer_rate,
    average_speed_of_answer_ms,
    denominator,
    service_level,
)
from woezo.operations import live
from woezo.operations.days import midnight_ms
from woezo.operations.dispatcher import Dispatcher
from woezo.operations.why import why
from woezo.programmes.access import queues_visible_to
from woezo.routing.reading import NOBODY, QueueCounts, floor_counts
from woezo.trail.models import JournalRecord

router = Router(tags=["operations"])


class Step(Schema):
    """Something that happened."""

    at_ms: int
    label: str


class CandidateOut(Schema):
    """An agent and his one reason."""

    who: str
    tier: int | None
    points: int | None
    reason_code: str
    reason: str


class Why(Schema):
    """Why this agent."""

    summary: str
    timeline: list[Step]
    candidates: list[CandidateOut]
    formula: str


class ServiceLevel(Schema):
    """A service level always comes with its formula and with how many contacts it stands on."""

    formula: str
    version: int
    ratio: float | None
    n: int
    threshold_ms: int


class QueueCountsOut(Schema):
    """A queue now and today; today begins at midnight where the programme is."""

    id: int
    code: str
    waiting: int
    oldest_since_ms: int | None
    free: int
    present: int
    today: dict[str, int]
    service_level: ServiceLevel
    answer_ratio: float | None
    speed_of_answer_ms: float | None


class CountsOut(Schema):
    """Counts at an instant."""

    at_ms: int
    queues: list[QueueCountsOut]


class EventOut(Schema):
    """A record of the journal: opaque numbers and codes."""

    seq: int
    at_ms: int
    event: str
    args: dict[str, Any]
    effects: list[list[Any]]


class EventsOut(Schema):
    """A page of the journal."""

    items: list[EventOut]
    next: int | None


@router.get(
    "/interactions/{uuid:public_id}/explanation", response=Why, summary="Why this agent, and why not the others"
)
def explanation(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """As the router saw it at the moment of its decision; while the contact waits, as it sees it now."""
    user = require(request, Role.ADMINISTRATOR, Role.VIGIE, Role.TEAM_LEADER, Role.AGENT)
    return why(get_interaction(user, public_id), live.directory())


@router.get("/counts", response=CountsOut, summary="Queues now and today")
def counts(request: HttpRequest) -> dict[str, Any]:
    """Of the queues that you may see."""
    directory, now_ms = live.directory(), live.now_ms()
    visible = set(queues_visible_to(actor(request)).values_list("pk", flat=True)) & directory.queues.keys()
    zones = {id: directory.programmes[directory.queues[id].programme].zone for id in visible}
    found = live.look(_counted, {id: midnight_ms(zone, now_ms) for id, zone in zones.items()})
    return {"at_ms": now_ms, "queues": [_counts(id, *found[id]) for id in sorted(visible)]}


def _counted(floor: Dispatcher, since_ms: dict[int, int]) -> dict[int, tuple[QueueCounts, dict[str, int]]]:
    """By queue: how it stands, and what has been counted since an instant."""
    with floor.reading() as router:
        now = floor_counts(router)
        return {id: (now.get(id, NOBODY), floor.counts.since(id, at_ms)) for id, at_ms in since_ms.items()}


def _counts(id: int, now: QueueCounts, today: dict[str, int]) -> dict[str, Any]:
    entry = live.directory().queues[id]
    measured = served(today)
    level = service_level(entry.formula, measured)
    return {
        "id": id,
        "code": entry.code,
        "waiting": now.waiting,
        "oldest_since_ms": now.oldest_ms or None,
        "free": now.free,
        "present": now.present,
        "today": today,
        "service_level": {
            "formula": entry.formula,
            "version": FORMULAS_VERSION,
            "ratio": level,
            "n": denominator(entry.formula, measured),
            "threshold_ms": entry.target_ms,
        },
        "answer_ratio": answer_rate(measured),
        "speed_of_answer_ms": average_speed_of_answer_ms(today["answered_wait_ms"], today["answered"]),
    }


@router.get("/events", response=EventsOut, summary="The journal, from a record on")
def events(request: HttpRequest, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    """For the real-time desk and for integrations; ask on with after=next."""
    require(request, Role.ADMINISTRATOR, Role.VIGIE)
    rows = list(JournalRecord.objects.filter(seq__gt=after).order_by("seq")[: limit + 1])
    items = [
        {"seq": row.seq, "at_ms": row.at_ms, "event": row.event, "args": row.body["a"], "effects": row.body["e"]}
        for row in rows[:limit]
    ]
    return {"items": items, "next": rows[limit - 1].seq if len(rows) > limit else None}
