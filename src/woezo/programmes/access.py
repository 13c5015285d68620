"""Which programmes and queues a user may see. Every screen and operation goes through these functions."""

from __future__ import annotations

from django.db.models import QuerySet

from woezo.accounts.models import Role, User
from woezo.people.access import WHOLE_FLOOR, agents_visible_to
from woezo.people.models import Agent
from woezo.programmes.models import Programme, Queue


def programmes_visible_to(user: User) -> QuerySet[Programme]:
    """All for administrator and vigie; a client's people theirs; others those they or their agents serve."""
    if user.role in WHOLE_FLOOR:
        return Programme.objects.all()
    if user.role == Role.CLIENT_USER:
        return Programme.objects.filter(client=user.client_id) if user.client_id else Programme.objects.none()
    return Programme.objects.filter(queues__in=queues_visible_to(user)).distinct()


def queues_visible_to(user: User) -> QuerySet[Queue]:
    """All for administrator and vigie; a client's people theirs; others those they or their agents serve."""
    if user.role in WHOLE_FLOOR:
        return Queue.objects.all()
    if user.role == Role.CLIENT_USER:
        return Queue.objects.filter(programme__client=user.client_id) if user.client_id else Queue.objects.none()
    return Queue.objects.filter(pk__in=_served_by(agents_visible_to(user)))


def _served_by(agents: QuerySet[Agent]) -> set[int]:
    """Queues for which one of the agents has every skill and is in an allowed country. Decided here, not in SQL:
    allowed countries are a list, and a leader has twenty agents."""
    profiles = [
        (agent.site.country, {row.skill_id: row.level for row in agent.skills.all()}, _barred(agent))
        for agent in agents.filter(is_active=True).select_related("site").prefetch_related("skills", "barred_clients")
    ]
    return {
        queue.pk
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
