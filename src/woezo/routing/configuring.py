"""Configuration as events: sites, programmes, queues, agents, overrides, at any time, with interactions waiting.

After a change everything that may now be allowed is matched (matching.rematch); nothing that waits loses its place.
"""

from __future__ import annotations

from mypy_extensions import i64

from woezo.routing import ready
from woezo.routing.capacity import Capacity, CapacityError, Key, capacity_key
from woezo.routing.codes import B_ACTIVITY, B_SIGNED_OUT, B_SITE_DOWN
from woezo.routing.desks import stop_grace
from woezo.routing.eligibility import connect_group, connect_line, disconnect_group, note_holds, set_base
from woezo.routing.lines import leave_own_line, new_line
from woezo.routing.matching import rematch
from woezo.routing.model import Agent, Args, Group, Programme, Queue, Requirements, Site
from woezo.routing.reserving import reload
from woezo.routing.router import Router, tell_agent
from woezo.routing.rules import (
    MAX_ID,
    MAX_WAIT_MS,
    RuleError,
    integers,
    items,
    mapping,
    number,
    read_queue,
    requirements,
)
from woezo.routing.steps import refresh_line, refresh_tiers


def set_site(router: Router, args: Args) -> None:
    """A site and its country (ISO 3166-1, two letters)."""
    id = number(args, "site", 1, MAX_ID)
    country = _country(args.get("country"))
    site = router.sites.get(id)
    if site is None:
        router.sites[id] = Site(id, country)
    else:
        site.country = country
        _reconnect(router, list(router.queues.values()))


def set_programme(router: Router, args: Args) -> None:
    """A programme, its client and the countries from which it may be served (none named: all)."""
    id = number(args, "programme", 1, MAX_ID)
    client = number(args, "client", 1, MAX_ID)
    countries = tuple(sorted(_country(value) for value in items(args, "countries")))
    programme = router.programmes.get(id)
    if programme is None:
        router.programmes[id] = Programme(id, client, countries)
        return
    programme.client = client
    programme.countries = countries
    _reconnect(router, [queue for queue in router.queues.values() if queue.programme is programme])


def _country(value: object) -> str:
    if not isinstance(value, str) or len(value) != 2 or not value.isascii() or not value.isupper():
        raise RuleError("country: not a two-letter country code")
    return value


def set_queue(router: Router, args: Args) -> None:
    """A queue with all its rules; what waits in it stays in its place and is looked at again."""
    id = number(args, "queue", 1, MAX_ID)
    programme = router.programmes.get(number(args, "programme", 1, MAX_ID))
    if programme is None:
        raise RuleError("programme: unknown")
    draft = Queue(id, programme)
    read_queue(draft, args)
    queue = router.queues.get(id)
    if queue is None:
        queue = draft
        router.queues[id] = queue
        new_line(router, queue, (), -1, ())
    elif draft.channel != queue.channel:
        raise RuleError("channel: a queue keeps its channel; make another queue")
    else:
        queue.programme = programme
        read_queue(queue, args)
    queue.args = args
    if queue.priority_timer.position < 0:
        queue.priority = queue.set_priority
    refresh_tiers(router, queue)
    _reconnect(router, [queue])


def _reconnect(router: Router, queues: list[Queue]) -> None:
    """Work out anew who may serve these queues, and match."""
    for queue in queues:
        for line in queue.lines:
            connect_line(router, line)
            refresh_line(router, line)
        if queue.holds:
            router.dirty_queues.append(queue)
    for group in router.groups.values():
        note_holds(group)
    rematch(router)


# -- agents -----------------------------------------------------------------------------------------------------------
def set_agent(router: Router, args: Args) -> None:
    """An agent's site, skills, cost, barred clients and capacity. He keeps his desk and his work."""
    id = number(args, "agent", 1, MAX_ID)
    skills = requirements(args, "skills")
    timeout_ms = number(args, "timeout_ms", 0, MAX_WAIT_MS, 0)
    agent = router.agents.get(id)
    if agent is not None and agent.override is not None:
        skills = agent.override
    group = _group(router, args, skills)
    if agent is None:
        agent = Agent(id, group)
        agent.blocked = B_SIGNED_OUT | B_ACTIVITY
        router.agents[id] = agent
        group.agents = group.agents + 1
        if not group.site.up:
            agent.blocked = agent.blocked | B_SITE_DOWN
    else:
        _move(router, agent, group)
    agent.args = args
    agent.timeout_ms = timeout_ms
    rematch(router)


def _group(router: Router, args: Args, skills: Requirements) -> Group:
    """The group of this profile, made if need be."""
    site = router.sites.get(number(args, "site", 1, MAX_ID))
    if site is None:
        raise RuleError("site: unknown")
    cost = number(args, "cost", 0, 1_000_000, 0)
    barred = tuple(sorted(int(client) for client in integers(args, "barred", 1, MAX_ID)))
    capacity = mapping(args, "capacity")
    try:
        key = capacity_key(
            number(capacity, "units", 1, 1000, 1),
            {name: _units(capacity, "weights", name) for name in mapping(capacity, "weights")},
            {name: _units(capacity, "limits", name) for name in mapping(capacity, "limits")},
        )
        return group_of(router, site, skills, cost, barred, key)
    except CapacityError as error:
        raise RuleError(f"capacity.{error}") from None


def _units(capacity: dict[str, object], table: str, name: str) -> int:
    return number(mapping(capacity, table), name, 0, 1000)


def group_of(router: Router, site: Site, skills: Requirements, cost: int, barred: tuple[int, ...], key: Key) -> Group:
    """The group of agents with exactly this profile."""
    group_key = (site.id, skills, cost, barred, key)
    group = router.groups.get(group_key)
    if group is None:
        capacity = router.capacities.get(key)
        if capacity is None:
            capacity = Capacity(key)
            router.capacities[key] = capacity
        group = Group(router.next_group_id, site, skills, cost, barred, capacity)
        router.next_group_id = router.next_group_id + 1
        router.groups[group_key] = group
        connect_group(router, group)
    return group


def _move(router: Router, agent: Agent, group: Group) -> None:
    """The agent's profile has changed: he joins another group and keeps his turn."""
    left = agent.group
    if left is group:
        return
    if agent.ready_line is not None:
        ready.leave(router, agent, agent.ready_line)
    left.agents = left.agents - 1
    group.agents = group.agents + 1
    awaiting: i64 = len(agent.own_line or [])
    left.awaited = left.awaited - awaiting
    group.awaited = group.awaited + awaiting
    agent.group = group
    agent.blocked = agent.blocked & ~B_SITE_DOWN
    if not group.site.up:
        agent.blocked = agent.blocked | B_SITE_DOWN
    stop_grace(router, agent)  # he may have left a site that is down
    reload(agent)
    ready.update(router, agent, True)
    if left.agents == 0:
        _drop_group(router, left)


def _drop_group(router: Router, group: Group) -> None:
    disconnect_group(group)
    note_holds(group)
    capacity = group.capacity
    del router.groups[(group.site.id, group.skills, int(group.cost), group.barred, capacity.key)]
    if not any(other.capacity is capacity for other in router.groups.values()):
        del router.capacities[capacity.key]


def remove_agent(router: Router, agent: Agent) -> bool:
    """Forget an agent who is signed out and holds nothing. False if he does."""
    if agent.desk != 0 or agent.first_held is not None:
        return False
    for interaction in router.interactions.values():
        if interaction.preferred is agent:
            exclusive = interaction.exclusive
            leave_own_line(interaction)
            if exclusive and interaction.preferred_timer is not None:
                # he will never come: the patience ends with the next timer, which puts the interaction in its line
                router.timers.start(interaction.preferred_timer, router.now_ms)
    router.timers.stop(agent.skills_timer)
    agent.group.agents = agent.group.agents - 1
    if agent.group.agents == 0:
        _drop_group(router, agent.group)
    del router.agents[int(agent.id)]
    return True


# -- temporary overrides ------------------------------------------------------------------------------------------------
def override_skills(router: Router, agent: Agent, skills: Requirements, until_ms: i64) -> None:
    """Other skills for a while; until_ms in the past ends it."""
    if until_ms <= router.now_ms:
        end_skills_override(router, agent)
    else:
        begin_skills_override(router, agent, skills, until_ms)
    rematch(router)


def begin_skills_override(router: Router, agent: Agent, skills: Requirements, until_ms: i64) -> None:
    """Other skills from now on, whatever the time is (a snapshot may be older than the end)."""
    agent.override = skills
    router.timers.start(agent.skills_timer, until_ms)
    _move(router, agent, _group(router, agent.args, skills))


def end_skills_override(router: Router, agent: Agent) -> None:
    """The agent's own skills again."""
    agent.override = None
    router.timers.stop(agent.skills_timer)
    _move(router, agent, _group(router, agent.args, requirements(agent.args, "skills")))
    tell_agent(router, agent)


def override_tiers(router: Router, queue: Queue, open_through: i64, until_ms: i64) -> None:
    """Open the tiers up to this one at once for a while; until_ms in the past ends it."""
    if until_ms <= router.now_ms:
        end_tiers_override(router, queue)
    else:
        queue.tiers_override = open_through
        router.timers.start(queue.tiers_timer, until_ms)
        _refresh(router, queue)
    rematch(router)


def end_tiers_override(router: Router, queue: Queue) -> None:
    """The tiers open by their own rules again."""
    queue.tiers_override = -1
    router.timers.stop(queue.tiers_timer)
    _refresh(router, queue)


def _refresh(router: Router, queue: Queue) -> None:
    refresh_tiers(router, queue)
    for line in queue.lines:
        refresh_line(router, line)
    if queue.holds:
        router.dirty_queues.append(queue)


def override_priority(router: Router, queue: Queue, priority: i64, until_ms: i64) -> None:
    """Another priority of the queue for a while; interactions that came with their own keep it."""
    if until_ms <= router.now_ms:
        end_priority_override(router, queue)
        return
    queue.priority = priority
    router.timers.start(queue.priority_timer, until_ms)
    for line in queue.lines:
        set_base(line)


def end_priority_override(router: Router, queue: Queue) -> None:
    """The queue's own priority again."""
    router.timers.stop(queue.priority_timer)
    queue.priority = queue.set_priority
    for line in queue.lines:
        set_base(line)
