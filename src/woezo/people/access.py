"""Which agents a user may see. Every screen and operation goes through these functions."""

from __future__ import annotations

from django.db.models import QuerySet

from woezo.accounts.models import Role, User
from woezo.people.models import Agent

WHOLE_FLOOR = (Role.ADMINISTRATOR, Role.VIGIE)


def agents_visible_to(user: User) -> QuerySet[Agent]:
    """The whole floor for administrator and vigie, a leader's teams, an agent himself; nobody for a client's people."""
    if user.role in WHOLE_FLOOR:
        return Agent.objects.all()
    if user.role == Role.TEAM_LEADER:
        return Agent.objects.filter(team__leader=user)
    if user.role == Role.AGENT:
        return Agent.objects.filter(user=user)
    return Agent.objects.none()


def agent_of(user: User) -> Agent | None:
    """The user's own row among the agents, if he works as one."""
    if user.role != Role.AGENT:
        return None
    return Agent.objects.select_related("user", "site", "team").filter(user=user, is_active=True).first()
