"""The reference's configuration events: upserts and overrides; nothing that waits loses its place."""

from __future__ import annotations

from collections.abc import Callable

from tests.swarm.reference_matching import plain_line
from tests.swarm.reference_model import Agent, Levels, Programme, Queue, Refused, Site
from tests.swarm.reference_people import stop_grace
from tests.swarm.reference_rules import BAD, MAX_ID, Args, number, read_agent, read_queue
from tests.swarm.reference_state import State
from tests.swarm.reference_timers import end_priority, end_skills, end_tiers

GONE = -1
"""Preferred by an interaction: an agent who was removed; it waits for nobody until its patience ends."""


def _country(value: object) -> str:
    if not isinstance(value, str) or len(value) != 2 or not value.isascii() or not value.isupper():
        raise Refused(BAD)
    return value


def set_site(state: State, args: Args) -> None:
    id = number(args, "site", 1, MAX_ID)
    country = _country(args.get("country"))
    if id in state.sites:
        state.sites[id].country = country
        _rules_changed(state, list(state.queues.values()))
    else:
        state.sites[id] = Site(id, country)


def set_programme(state: State, args: Args) -> None:
    id, client = number(args, "programme", 1, MAX_ID), number(args, "client", 1, MAX_ID)
    value = args.get("countries") or []
    if not isinstance(value, (list, tuple)):
        raise Refused(BAD)
    countries = frozenset(_country(item) for item in value)
    old = state.programmes.get(id)
    if old is None:
        state.programmes[id] = Programme(id, client, countries)
    else:
        old.client, old.countries = client, countries
        _rules_changed(state, [q for q in state.queues.values() if q.programme == id])


def set_queue(state: State, args: Args) -> None:
    id = number(args, "queue", 1, MAX_ID)
    programme = number(args, "programme", 1, MAX_ID)
    if programme not in state.programmes:
        raise Refused(BAD)
    queue, old = read_queue(id, programme, args), state.queues.get(id)
    if old is not None:
        if old.channel != queue.channel:
            raise Refused(BAD)
        queue.mean_stood_ms, queue.open_through, queue.tiers_until_ms = (
            old.mean_stood_ms,
            old.open_through,
            old.tiers_until_ms,
        )
        queue.override_priority, queue.priority_until_ms = old.override_priority, old.priority_until_ms
    state.queues[id] = queue
    state.make_line(plain_line(queue))
    _rules_changed(state, [queue])


def _rules_changed(state: State, queues: list[Queue]) -> None:
    state.everyone_asks = True
    for queue in queues:
        state.look_afresh(queue.id)
        if queue.holds_back:
            state.grown_queues.append(queue.id)


def set_agent(state: State, args: Args) -> None:
    id, site = number(args, "agent", 1, MAX_ID), number(args, "site", 1, MAX_ID)
    if site not in state.sites:
        raise Refused(BAD)
    agent, old = read_agent(id, site, args), state.agents.get(id)
    if old is None:
        state.agents[id] = agent
        state.groups[agent.profile] = state.groups.get(agent.profile, 0) + 1
    else:
        change_profile(state, old, lambda: _copy(old, agent))
    state.everyone_asks = True


def _copy(old: Agent, new: Agent) -> None:
    for name in ("site", "own_skills", "cost", "barred", "capacity", "timeout_ms"):
        setattr(old, name, getattr(new, name))


def change_profile(state: State, agent: Agent, change: Callable[[], None]) -> None:
    """He joins another group and keeps his turn."""
    left, was_ready = agent.profile, state.ready(agent)
    change()
    joined = agent.profile
    if joined == left:
        return
    state.groups[joined] = state.groups.get(joined, 0) + 1
    state.groups[left] -= 1
    if not state.groups[left]:
        del state.groups[left]
    if was_ready:
        state.stirred_groups.add(left)
    if state.ready(agent):
        state.stirred_groups.add(joined)
    stop_grace(state, agent)
    state.touch(agent, keep_turn=True)


def remove_agent(state: State, agent: Agent) -> None:
    if agent.desk or state.held(agent):
        raise Refused("in_use")
    for interaction in state.interactions.values():
        if interaction.preferred == agent.id:
            interaction.preferred = GONE if interaction.patience_until_ms else 0
            if interaction.waits_exclusively:
                interaction.patience_until_ms = state.now_ms
        if interaction.parked_agent == agent.id:
            interaction.parked_agent = 0
    profile = agent.profile
    state.groups[profile] -= 1
    if not state.groups[profile]:
        del state.groups[profile]
    del state.agents[agent.id]


def override_skills(state: State, agent: Agent, skills: Levels, until_ms: int) -> None:
    if until_ms <= state.now_ms:
        end_skills(state, agent)
        return
    agent.skills_until_ms = until_ms
    change_profile(state, agent, lambda: setattr(agent, "override", skills))
    state.everyone_asks = True


def override_tiers(state: State, queue: Queue, open_through: int, until_ms: int) -> None:
    if until_ms <= state.now_ms:
        end_tiers(state, queue)
        return
    queue.open_through, queue.tiers_until_ms = open_through, until_ms
    state.look_afresh(queue.id)
    if queue.holds_back:
        state.grown_queues.append(queue.id)
    state.everyone_asks = True


def override_priority(state: State, queue: Queue, priority: int, until_ms: int) -> None:
    if until_ms <= state.now_ms:
        end_priority(queue)
    else:
        queue.override_priority, queue.priority_until_ms = priority, until_ms
