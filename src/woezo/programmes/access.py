"""Which programmes and queues a user may see. Every screen and operation goes through these functions."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from woezo.accounts.models import Role, User
from woezo.people.access import WHOLE_FLOOR, agents_visible_to
from woezo.people.models import Agent
from woezo.programmes.models import Programme, Queue


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
        (agent.site.country, {row.skill_id: row.level for row in agent.skills.all()}, _barred(agent))
        for agent in agents.filter(is_active=True).select_related("site").prefetch_related("skills", "barred_clients")
    ]
    return {
        queue.programme_id
        for queue in Queue.objects.select_related("programme").prefetch_related("skills")
        if any(_may_serve(queue, country, skills, barred) for country, skills, barred in profiles)
    }


def _barred(agent: Agent) -> set[int]:
    return {client.pk for client in agent.barred_clients.all()}


def _may_serve(queue: Queue, country: str, skills: dict[int, int], barred: set[int]) -> bool:
    programme = queue.programme
    if programme.client_id in barred or (programme.countries and country not in programme.countries):
        return False
    return all(skills.get(row.skill_id, 0) >= row.level for row in queue.skills.all())
