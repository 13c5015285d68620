"""Sites and agents, as the user may see them."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from ninja import Router, Schema

from woezo.accounts.auth import actor, require
from woezo.accounts.models import Role
from woezo.accounts.paging import After, Limit, page_of
from woezo.people.access import agents_visible_to
from woezo.people.models import Activity, Agent, Site

router = Router(tags=["people"])
STAFF: Final = (Role.ADMINISTRATOR, Role.VIGIE, Role.PLANNER, Role.TEAM_LEADER, Role.AGENT)


class SiteOut(Schema):
    """A site."""

    id: int
    name: str
    country: str
    zone: str
    currency: str
    is_down: bool


class AgentOut(Schema):
    """An agent with his levels by skill."""

    id: int
    name: str
    alias: str
    site: str
    team: str | None
    skills: dict[str, int]
    is_active: bool


class ActivityOut(Schema):
    """What an agent can say he does. routable: contacts come to him meanwhile."""

    code: str
    label: str
    routable: bool


class Agents(Schema):
    """A page of agents."""

    items: list[AgentOut]
    next: int | None


@router.get("/sites", response=list[SiteOut], summary="All sites")
def sites(request: HttpRequest) -> list[Site]:
    """Name, country, zone and currency of each site. Not for a client's people."""
    require(request, *STAFF)
    return list(Site.objects.order_by("pk"))


@router.get("/activities", response=list[ActivityOut], summary="Activities of agents")
def activities(request: HttpRequest) -> list[ActivityOut]:
    """In the order of the desk's list, in your language. Not for a client's people."""
    require(request, *STAFF)
    rows = Activity.objects.exclude(code="offline")
    return [ActivityOut(code=row.code, label=str(row), routable=row.routable) for row in rows]


@router.get("/agents", response=Agents, summary="Agents whom you may see")
def agents(request: HttpRequest, limit: Limit = 100, after: After | None = None) -> Agents:
    """In order of id; ask on with after=next."""
    rows = agents_visible_to(actor(request)).select_related("user", "site", "team").prefetch_related("skills__skill")
    found, more = page_of(rows, after, limit)
    return Agents(items=[_agent(row) for row in found], next=more)


def _agent(row: Agent) -> AgentOut:
    return AgentOut(
        id=row.pk,
        name=row.user.name,
        alias=row.alias,
        site=row.site.name,
        team=row.team.name if row.team else None,
        skills={skill.skill.code: skill.level for skill in row.skills.all()},
        is_active=row.is_active,
    )
