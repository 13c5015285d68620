"""Matching by looking at every pair: section 5 of docs/explanation/routing.md."""

from __future__ import annotations

from tests.swarm.reference_model import Agent, Interaction, LineKey, Profile, Queue, Tier
from tests.swarm.reference_state import State
from tests.swarm.reference_work import reserve

MICRO = 1_000_000


def match(state: State) -> None:
    """First those that came to wait ask, then the agents, then settling."""
    state.look_at_lines()
    came, state.came = sorted(state.came, key=lambda id: _place(state, id)), []
    changed, state.changed = state.changed, []
    for id in came:
        interaction = state.interactions.get(id)
        if interaction is not None and interaction.state == "queued":
            _interaction_asks(state, interaction, settling=False)
    matured, state.matured = state.matured, []
    for key in matured:
        if not state.queues[key[0]].holds_back:
            _line_asks(state, key)
    everyone, state.everyone_asks = state.everyone_asks, False
    if everyone:
        changed = [agent.id for agent in state.by_turn()]
    for id in changed:
        agent = state.agents.get(id)
        if agent is not None and (everyone or not state.group_holds_back(agent.profile)):
            while _agent_asks(state, agent):
                pass
    _settle(state)
    state.changed.clear()


def _place(state: State, id: int) -> tuple[int, bool, int]:
    interaction = state.interactions.get(id)
    return (0, False, 0) if interaction is None else interaction.place


def _settle(state: State) -> None:
    while True:
        if state.grown_queues:
            _lines_ask(state, state.grown_queues.pop(0))
            continue
        stirred = [p for p in state.groups if p in state.stirred_groups and state.group_holds_back(p)]
        state.stirred_groups.clear()
        if not stirred:
            return
        for profile in stirred:
            _group_asks(state, profile)


def _group_asks(state: State, profile: Profile) -> None:
    """Class by class; who took something and stays ready is asked again in his new class."""
    asked: set[tuple[int, object]] = set()
    while True:
        ready = [a for a in state.by_turn() if a.profile == profile and (a.id, state.units(a)) not in asked]
        if not ready:
            return
        agent = min(ready, key=lambda a: (state.units(a), a.turn))
        asked.add((agent.id, state.units(agent)))
        _agent_asks(state, agent)


def _lines_ask(state: State, queue: int) -> None:
    for key in sorted(state.lines_of(queue), key=lambda key: state.lines[key].serial):
        _line_asks(state, key)


def _line_asks(state: State, key: LineKey) -> None:
    """The head of a line asks, again and again until it gets nobody."""
    while (head := state.head(key)) is not None:
        if not _interaction_asks(state, head, settling=True):
            break


def never(state: State, agent: Agent, interaction: Interaction) -> str:
    return state.never(agent.profile, state.queues[interaction.queue], interaction.required)


def pair_points(state: State, agent: Agent, interaction: Interaction) -> int:
    """The part of the score that does not depend on the interaction's wait or priority, in points."""
    queue = state.queues[interaction.queue]
    tier = state.tier(agent.profile, queue)
    assert tier is not None
    skills = dict(agent.profile.skills)
    needed = state.required(queue, interaction.required)
    spare = sum(skills[skill] - level for skill, level in needed.items())
    return tier.points + spare * queue["level_points"] - agent.cost * queue["cost_points"]


def score(state: State, agent: Agent, interaction: Interaction, preferred: bool) -> int:
    queue = state.queues[interaction.queue]
    priority = interaction.priority if interaction.priority >= 0 else queue.priority
    points = queue["priority_points"] * priority + pair_points(state, agent, interaction)
    points += queue["waiting_points"] * len(state.waiting(queue.id))
    if preferred:
        points += queue["preferred_points"]
    return points * MICRO + (state.now_ms - interaction.credited_ms) * queue.slope


def _tier(state: State, profile: Profile, queue: Queue) -> Tier:
    tier = state.tier(profile, queue)
    assert tier is not None
    return tier


def _preferred_can(state: State, interaction: Interaction) -> Agent | None:
    agent = state.agents.get(interaction.preferred)
    if agent is None or not state.ready(agent) or not _could(state, agent, interaction):
        return None
    return agent


def _could(state: State, agent: Agent, interaction: Interaction) -> bool:
    queue = state.queues[interaction.queue]
    if never(state, agent, interaction) or agent.id in interaction.excluded:
        return False
    return state.room(agent, queue.channel)


def _may(state: State, agent: Agent, interaction: Interaction) -> bool:
    """A ready agent and the head of a line: eligible, room, not excluded, tier open, not held back."""
    queue = state.queues[interaction.queue]
    if not _could(state, agent, interaction):
        return False
    tier = _tier(state, agent.profile, queue)
    return state.tier_open(queue, tier, interaction) and not state.held_back(queue, tier, interaction, agent.profile)


def _interaction_asks(state: State, interaction: Interaction, settling: bool) -> bool:
    preferred = _preferred_can(state, interaction)
    if preferred is not None:
        reserve(state, interaction, preferred)
        return True
    queue = state.queues[interaction.queue]
    if (queue.holds_back and not settling) or not state.is_head(interaction):
        return False
    best: list[tuple[tuple[int, ...], Agent]] = []
    for agent in state.agents.values():
        if state.ready(agent) and _may(state, agent, interaction):
            tier = _tier(state, agent.profile, queue)
            used = state.units(agent)[0]
            best.append(((tier.index, -pair_points(state, agent, interaction), used, agent.turn), agent))
    if not best:
        return False
    reserve(state, interaction, min(best, key=lambda item: item[0])[1])
    return True


def _agent_asks(state: State, agent: Agent) -> bool:
    if not state.ready(agent):
        return False
    found: list[tuple[tuple[int, ...], Interaction]] = []
    own = state.own_line(agent)
    for interaction in own:
        if _could(state, agent, interaction):
            rank = (-score(state, agent, interaction, True), *interaction.place)
            found.append((rank, interaction))
    for key in state.lines:
        head = state.head(key)
        if head is not None and head not in own and _may(state, agent, head):
            found.append(((-score(state, agent, head, False), *head.place), head))
    if not found:
        return False
    reserve(state, min(found, key=lambda item: item[0])[1], agent)
    return True


def first_for_consultation(state: State, interaction: Interaction, queue: Queue) -> Agent | None:
    """The first of the queue's plain line: tier, points, group, class, turn, whatever is open."""
    taking_part = {r.agent for r in state.reservations.values() if r.interaction == interaction.id}
    groups = list(state.groups)
    found: list[tuple[tuple[object, ...], Agent]] = []
    for agent in state.agents.values():
        if agent.id in taking_part or state.never(agent.profile, queue, ()) or forbidden(state, agent, interaction):
            continue
        if not can_consult(state, agent, interaction):
            continue
        tier = _tier(state, agent.profile, queue)
        skills = dict(agent.profile.skills)
        spare = sum(skills[skill] - level for skill, level in queue.skills)
        points = tier.points + spare * queue["level_points"] - agent.cost * queue["cost_points"]
        rank = (tier.index, -points, groups.index(agent.profile), state.units(agent), agent.turn)
        found.append((rank, agent))
    return min(found, key=lambda item: item[0])[1] if found else None


def forbidden(state: State, agent: Agent, interaction: Interaction) -> bool:
    """By law or contract he may not see the interaction's customer."""
    return state.never(agent.profile, state.queues[interaction.queue], ()) in ("barred", "country")


def can_consult(state: State, agent: Agent, interaction: Interaction) -> bool:
    return state.ready(agent) and state.room(agent, state.queues[interaction.queue].channel)


def plain_line(queue: Queue) -> LineKey:
    return (queue.id, (), -1, ())
