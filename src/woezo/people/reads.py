"""What other apps may read of people: configuration of the core, as it stands in the rows."""

from __future__ import annotations

from typing import Any

from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.people.models import Agent, AgentSkill, Site, Skill

Event = tuple[str, dict[str, Any]]
"""An event of the core and its arguments, ready for trail.actions.submit or journal.apply."""


def site_event(site: Site) -> Event:
    """The upsert of a site."""
    return "set_site", {"site": site.pk, "country": site.country}


def agent_event(agent: Agent) -> Event:
    """The upsert of an agent; of one who has left, his removal."""
    if not agent.is_active:
        return "remove_agent", {"agent": agent.pk}
    skills = {str(skill): level for skill, level in agent.skills.order_by("skill_id").values_list("skill_id", "level")}
    barred = sorted(agent.barred_clients.values_list("pk", flat=True))
    return "set_agent", _agent_args(agent, skills, barred)


def site_events() -> list[Event]:
    """All sites, in order of id; those that are down go down at once."""
    sites = list(Site.objects.order_by("pk"))
    downs: list[Event] = [("site_down", {"site": site.pk}) for site in sites if site.is_down]
    return [site_event(site) for site in sites] + downs


def agent_events() -> list[Event]:
    """All agents who work here, in order of id, in three queries."""
    skills: dict[int, dict[str, int]] = {}
    for agent_id, skill, level in AgentSkill.objects.order_by("skill_id").values_list("agent_id", "skill_id", "level"):
        skills.setdefault(agent_id, {})[str(skill)] = level
    barred: dict[int, list[int]] = {}
    pairs = Agent.barred_clients.through.objects.order_by("client_id").values_list("agent_id", "client_id")
    for agent_id, client in pairs:
        barred.setdefault(agent_id, []).append(client)
    agents = Agent.objects.filter(is_active=True).order_by("pk")
    return [("set_agent", _agent_args(agent, skills.get(agent.pk, {}), barred.get(agent.pk, []))) for agent in agents]


def _agent_args(agent: Agent, skills: dict[str, int], barred: list[int]) -> dict[str, Any]:
    return {
        "agent": agent.pk,
        "site": agent.site_id,
        "skills": skills,
        "cost": agent.cost,
        "barred": barred,
        "capacity": agent.capacity,
        "timeout_ms": agent.timeout_ms,
    }


def first_agents_of_sites() -> list[tuple[User, str]]:
    """For each site the agent who came first, with the site's name; the agents of a demo's sign-in page."""
    found: dict[int, tuple[User, str]] = {}
    for agent in Agent.objects.filter(is_active=True).select_related("user", "site").order_by("pk"):
        found.setdefault(agent.site_id, (agent.user, agent.site.name))
    return list(found.values())


def agent_of(user: int) -> int | None:
    """The agent who this user is."""
    return Agent.objects.filter(user=user).values_list("pk", flat=True).first()


def skill_ids(levels: dict[str, int]) -> dict[str, int]:
    """{code: level} as the core wants it, {id: level}. Raises Problem unknown_skill."""
    ids = dict(Skill.objects.filter(code__in=levels).values_list("code", "pk")) if levels else {}
    for code in levels:
        if code not in ids:
            raise Problem("unknown_skill", f"skills.{code}", value=code)
    return {str(ids[code]): level for code, level in sorted(levels.items(), key=lambda item: ids[item[0]])}


def active_agent(agent_id: int) -> Agent:
    """An agent who works here. Raises Problem unknown_agent."""
    found = Agent.objects.filter(pk=agent_id, is_active=True).first()
    if found is None:
        raise Problem("unknown_agent", "preferred_agent", value=agent_id)
    return found
