"""Where the newest interactions stand that a user may ask for: as parts for accounts.paging, each read along an index.

Parts say where to look and nothing of what he may see: they may hold too much, never too little.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from woezo.accounts.models import Role, User
from woezo.accounts.paging import Part, newest_page_of
from woezo.interactions.access import in_hand_of, interactions_visible_to
from woezo.interactions.models import Interaction
from woezo.people.access import agents_visible_to
from woezo.programmes.access import queues_visible_to
from woezo.programmes.reads import queue_ids


@dataclass(frozen=True)
class Wanted:
    """What is asked for: a state, a queue's code, a channel. None: any."""

    state: str | None = None
    queue: str | None = None
    channel: str | None = None


def newest_visible_to(
    user: User, wanted: Wanted, before: int | None, limit: int
) -> tuple[list[Interaction], int | None]:
    """A page of the interactions that he may see, newest first, and the cursor of the next one."""
    asked = {"state": wanted.state, "queue__code": wanted.queue, "channel": wanted.channel}
    rows = interactions_visible_to(user).filter(**{name: value for name, value in asked.items() if value is not None})
    return newest_page_of(rows.select_related("queue__programme", "agent"), _parts(user, wanted), before, limit)


def _parts(user: User, wanted: Wanted) -> list[Part]:
    rows = Interaction.objects.all()
    if wanted.state not in (None, "ended"):  # few, and in an index of their own
        return [Part(rows.exclude(state="ended"), "state", [wanted.state])]
    queues = _queues(user, wanted)
    if queues == []:
        return []
    if user.role in (Role.TEAM_LEADER, Role.AGENT):
        return _by_agent(user, rows if queues is None else rows.filter(queue__in=queues))
    return [Part(rows) if queues is None else Part(rows, "queue", queues)]


def _queues(user: User, wanted: Wanted) -> list[int] | None:
    """The queues to look in, None for all. An interaction has the channel of its queue, which keeps it."""
    if user.role == Role.CLIENT_USER:
        return queue_ids(wanted.queue, wanted.channel, among=queues_visible_to(user))
    if wanted.queue is None and wanted.channel is None:
        return None
    return queue_ids(wanted.queue, wanted.channel)


def _by_agent(user: User, rows: QuerySet[Interaction]) -> list[Part]:
    """What each of a leader's agents has led, and what any of them has in hand."""
    held = in_hand_of(user).values_list("interaction_id", flat=True)
    leads = agents_visible_to(user).values_list("pk", flat=True) if user.role == Role.TEAM_LEADER else ()
    return [Part(rows, "pk", list(held)), Part(rows, "agent", list(leads))]
