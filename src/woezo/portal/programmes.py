"""The programmes that a user may see, read-only: the home of a client's people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.views.decorators.http import require_GET

from woezo.accounts.models import Role
from woezo.accounts.pages import only, user_of
from woezo.programmes.access import programmes_visible_to, queues_visible_to
from woezo.programmes.models import Programme, Queue
from woezo.programmes.reads import opening_state, special_days_ahead
from woezo.programmes.words import CHANNEL_NAMES, special_day
from woezo.trail.clock import now_ms


@dataclass(frozen=True)
class Card:
    """A programme as the page shows it."""

    programme: Programme
    is_open: bool
    changes_at: str
    queues: list[tuple[Queue, Promise | str]]
    days: list[tuple[str, str, str]]  # date, name, what holds


@only(Role.ADMINISTRATOR, Role.VIGIE, Role.TEAM_LEADER, Role.CLIENT_USER)
@require_GET
def programmes(request: HttpRequest) -> HttpResponse:
    """Each programme with its queues, their targets, whether it is open, and the special days ahead."""
    user = user_of(request)
    openings = opening_state(now_ms())
    queues: dict[int, list[tuple[Queue, Promise | str]]] = {}
    for queue in queues_visible_to(user).order_by("name"):
        queues.setdefault(queue.programme_id, []).append((queue, CHANNEL_NAMES[queue.channel]))
    ahead = special_days_ahead(now_ms())
    days = {id: [(date_format(row.date), row.name, special_day(row)) for row in rows] for id, rows in ahead.items()}
    cards = [
        Card(row, openings[row.pk][0], _local(row, openings[row.pk][1]), queues.get(row.pk, []), days.get(row.pk, []))
        for row in programmes_visible_to(user).select_related("client").order_by("name")
    ]
    return render(request, "portal/programmes.html", {"cards": cards})


def _local(programme: Programme, at_ms: int | None) -> str:
    """The day and the time of a change on the programme's own clock."""
    if at_ms is None:
        return ""
    local = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(ZoneInfo(programme.zone))
    return f"{date_format(local.date(), 'l')} {local:%H:%M}"
