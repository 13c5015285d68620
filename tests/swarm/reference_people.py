"""The reference's verbs on agents and sites: desks, activities, losing and finding a desk."""

from __future__ import annotations

from tests.swarm.reference_model import Agent, Refused
from tests.swarm.reference_state import State


def after_work(state: State, agent: Agent) -> None:
    """His last reservation is over: the next activity begins."""
    if agent.next_activity and not state.held(agent):
        if agent.next_activity == "offline":
            _close_desk(agent)
        begin(state, agent, agent.next_activity, agent.next_routable)


def begin(state: State, agent: Agent, activity: str, routable: bool) -> None:
    agent.activity, agent.routable = activity, routable
    agent.next_activity, agent.next_routable = "", False
    agent.not_responding = False
    state.tell("agent", agent.id)


def _close_desk(agent: Agent) -> None:
    agent.desk, agent.desk_lost = 0, False
    agent.next_routable = False


def change_activity(state: State, agent: Agent, activity: str, routable: bool) -> None:
    if agent.desk == 0:
        raise Refused("wrong_state")
    if activity == "offline" and not state.held(agent):
        _close_desk(agent)
        routable = False
    routable = routable and activity != "offline"
    if not state.held(agent) or (agent.routable and routable):
        begin(state, agent, activity, routable)
    else:
        agent.next_activity, agent.next_routable = activity, routable
        agent.not_responding = False
        state.tell("agent", agent.id)
    state.touch(agent)


def sign_in(state: State, agent: Agent, desk: int, activity: str, routable: bool) -> None:
    was_in = agent.desk != 0
    if was_in and agent.desk != desk:
        state.tell("desk_taken", agent.id, agent.desk)
    agent.desk = desk
    agent.desk_lost = False
    stop_grace(state, agent)
    if was_in and state.held(agent):
        if agent.next_activity == "offline":
            agent.next_activity = ""
        state.tell("agent", agent.id)
    else:
        begin(state, agent, activity, routable)
    state.touch(agent)


def sign_out(state: State, agent: Agent) -> None:
    if agent.desk == 0:
        raise Refused("wrong_state")
    if state.held(agent):
        change_activity(state, agent, "offline", False)
    else:
        _close_desk(agent)
        begin(state, agent, "offline", False)
        state.touch(agent)


def desk_lost(state: State, agent: Agent) -> None:
    if agent.desk_lost:
        raise Refused("wrong_state")
    agent.desk_lost = True
    state.tell("agent", agent.id)
    start_grace(state, agent, pending_too=False)
    state.touch(agent)


def desk_back(state: State, agent: Agent) -> None:
    if not agent.desk_lost:
        raise Refused("wrong_state")
    agent.desk_lost = False
    state.tell("agent", agent.id)
    stop_grace(state, agent)
    state.touch(agent)


def start_grace(state: State, agent: Agent, pending_too: bool) -> None:
    """pending_too: pending reservations return at once."""
    from tests.swarm.reference_work import lose

    for reservation in state.held(agent):
        if reservation.state == "wrapping":
            continue
        grace_ms = state.queues[reservation.queue]["grace_ms"]
        if grace_ms == 0 or (pending_too and reservation.state == "pending"):
            lose(state, reservation)
        elif reservation.grace_due_ms == 0:
            reservation.grace_due_ms = state.now_ms + grace_ms
            if reservation.state == "pending":
                reservation.due_ms = 0


def stop_grace(state: State, agent: Agent) -> None:
    if agent.desk_lost or not state.sites[agent.site].up:
        return
    from tests.swarm.reference_work import start_ring

    for reservation in state.held(agent):
        if reservation.grace_due_ms:
            reservation.grace_due_ms = 0
            if reservation.state == "pending":
                start_ring(state, reservation)


def site_down(state: State, site: int) -> None:
    state.sites[site].up = False
    for agent in [a for a in state.agents.values() if a.site == site]:
        start_grace(state, agent, pending_too=True)
        state.tell("agent", agent.id)
        state.touch(agent)


def site_up(state: State, site: int) -> None:
    state.sites[site].up = True
    for agent in [a for a in state.agents.values() if a.site == site]:
        stop_grace(state, agent)
        state.tell("agent", agent.id)
        state.touch(agent)
    state.everyone_asks = True
