"""What other apps may read of programmes: the whole configuration of the core, in the order it depends on itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.db.models import QuerySet

from woezo.accounts.problems import Problem
from woezo.people.reads import Event, agent_events, site_events
from woezo.programmes.hours import opening_of, opening_state, special_days_ahead
from woezo.programmes.models import Programme, Queue, Tier
from woezo.trail.prepared import Prepared

__all__ = [
    "configuration_events",
    "opening_of",
    "opening_state",
    "programme_event",
    "programme_events",
    "queue_event",
    "queue_events",
    "queue_ids",
    "queue_named",
    "special_days_ahead",
]

QUEUE_RULES = (
    "target_ms",
    "priority",
    "scoring",
    "accept",
    "tone_ms",
    "timeout_ms",
    "reject",
    "not_again_ms",
    "wrap_up",
    "wrap_up_ms",
    "max_waiting",
    "max_wait_ms",
    "limit_action",
    "grace_ms",
    "short_ms",
)
"""The columns of Queue that are arguments of set_queue under the same name."""


def configuration_events() -> list[Event]:
    """The events that bring an empty router to the configuration in the database."""
    return [*site_events(), *programme_events(), *queue_events(), *agent_events()]


def programme_event(programme: Programme) -> Event:
    """The upsert of a programme."""
    args = {"programme": programme.pk, "client": programme.client_id, "countries": list(programme.countries)}
    return "set_programme", args


def programme_events() -> list[Event]:
    """All programmes, in order of id."""
    return [programme_event(programme) for programme in Programme.objects.order_by("pk")]


def queue_ids(code: str | None, channel: str | None, among: QuerySet[Queue] | None = None) -> list[int]:
    """Of all queues, or of some, those of a code and of a channel; None: of any."""
    wanted = {name: value for name, value in (("code", code), ("channel", channel)) if value is not None}
    rows = Queue.objects.all() if among is None else among
    return list(rows.filter(**wanted).values_list("pk", flat=True))


_BY_ID: Final = Prepared(lambda pk: Queue.objects.select_related("programme").filter(pk=pk), 10**9)
_BY_CODE: Final = Prepared(
    lambda code: Queue.objects.select_related("programme").filter(code=code).order_by("pk")[:1], "a code"
)


def queue_named(pk: int | None, code: str | None) -> Queue:
    """A queue by its number or its code, with its programme. Raises Problem unless one is given and known."""
    if (pk is None) == (code is None):
        raise Problem("queue_once", "queue")
    queue = _BY_CODE.first(code) if pk is None else _BY_ID.first(pk)
    if queue is None:
        raise Problem("unknown_queue", "queue" if pk is not None else "queue_code", value=pk or code)
    return queue


def queue_event(queue: Queue) -> Event:
    """The upsert of a queue with its skills and tiers."""
    return _queue_events([queue])[0]


def queue_events() -> list[Event]:
    """All queues, in order of id, in four queries."""
    return _queue_events(Queue.objects.order_by("pk").prefetch_related("skills", "tiers__sites"))


def _queue_events(queues: Iterable[Queue]) -> list[Event]:
    return [("set_queue", _queue_args(queue)) for queue in queues]


def _queue_args(queue: Queue) -> dict[str, Any]:
    skills = sorted((row.skill_id, row.level) for row in queue.skills.all())
    args: dict[str, Any] = {
        "queue": queue.pk,
        "programme": queue.programme_id,
        "channel": queue.channel,
        "skills": {str(skill): level for skill, level in skills},
        "tiers": [_tier_args(tier) for tier in queue.tiers.all()],
        "overflow_queue": queue.overflow_queue_id or 0,
    }
    return args | {name: getattr(queue, name) for name in QUEUE_RULES}


def _tier_args(tier: Tier) -> dict[str, Any]:
    return {
        "min_levels": tier.min_levels,
        "sites": sorted(site.pk for site in tier.sites.all()),
        "after_ms": tier.after_ms,
        "expected_wait_permille": tier.expected_wait_permille,
        "points": tier.points,
        "hold_back": tier.hold_back,
    }
