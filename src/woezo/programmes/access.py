"""Which programmes and queues a user may see. Every screen and operation goes through these functions."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from woezo.accounts.models import Role, User
from woezo.people.access import WHOLE_FLOOR, agents_visible_to
from woezo.people.models import Agent
from woezo.programmes.models import Programme, Queue, QueueSkill


def programmes_visible_to(user: User) -> QuerySet[Programme]:
    """All for administrator and vigie; a client's people theirs; others those that they or their agents may serve."""
    if user.role in WHOLE_FLOOR:
        return Programme.objects.all()
    if user.role == Role.CLIENT_USER:
        return Programme.objects.filter(client=user.client_id) if user.client_id else Programme.objects.none()
    return Programme.objects.filter(pk__in=_served_by(agents_visible_to(user)))


def queues_visible_to(user: User) -> QuerySet[Queue]:
    """Those of the programmes that he sees: the programme is what is kept apart."""
    if user.role in WHOLE_FLOOR:
        return Queue.objects.all()
    return Queue.objects.filter(programme__in=programmes_visible_to(user))


def wallboard_of(user: User) -> str | None:
    """What of the floor a user's wallboard shows: "" for all of it, ":<programmes>:<sites>" for a part of it.

    A leader sees his programmes and his agents' sites, a client's people their programmes. None: no wallboard; an agent
    sees what he has in hand.
    """
    if user.role in WHOLE_FLOOR:
        return ""
    if user.role not in (Role.TEAM_LEADER, Role.CLIENT_USER):
        return None
    sites = sorted(set(agents_visible_to(user).values_list("site", flat=True)))
    return f":{_numbers(programmes_visible_to(user).values_list('pk', flat=True))}:{_numbers(sites)}"


def _numbers(ids: Iterable[int]) -> str:
    return ",".join(str(id) for id in sorted(ids))


def _served_by(agents: QuerySet[Agent]) -> set[int]:
    """Programmes in which one of the agents has every skill of a queue and is in an allowed country. Decided here, not
    in SQL: allowed countries are a list, and a leader has twenty agents."""
    profiles = [
        (agent.site.country, _barred(agent), {row.skill_id: row.level for row in agent.skills.all()})
        for agent in agents.filter(is_active=True).select_related("site").prefetch_related("skills", "barred_clients")
    ]
    wanted: dict[int, dict[int, list[tuple[int, int]]]] = {}  # by programme, by queue: skills with their levels
    for queue, programme in Queue.objects.values_list("pk", "programme"):
        wanted.setdefault(programme, {})[queue] = []
    rows = QueueSkill.objects.values_list("queue__programme", "queue", "skill", "level")
    for programme, queue, skill, level in rows:
        wanted[programme][queue].append((skill, level))
    return {
        programme.pk
        for programme in Programme.objects.filter(pk__in=wanted)
        if _is_served(wanted[programme.pk].values(), [p[2] for p in profiles if _may_work_for(programme, *p[:2])])
    }


def _barred(agent: Agent) -> set[int]:
    return {client.pk for client in agent.barred_clients.all()}


def _may_work_for(programme: Programme, country: str, barred: set[int]) -> bool:
    return programme.client_id not in barred and (not programme.countries or country in programme.countries)


def _is_served(queues: Iterable[list[tuple[int, int]]], agents: list[dict[int, int]]) -> bool:
    return any(all(skills.get(id, 0) >= level for id, level in asked) for asked in queues for skills in agents)
