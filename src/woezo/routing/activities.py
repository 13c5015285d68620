"""What an agent says he is doing. Callers put him into or out of the ready lines afterwards (ready.update)."""

from __future__ import annotations

from woezo.routing.codes import B_ACTIVITY, B_DESK_LOST, B_NEXT_ACTIVITY, B_NOT_RESPONDING, B_SIGNED_OUT
from woezo.routing.model import Agent
from woezo.routing.router import Router, tell_agent

OFFLINE = "offline"


def set_activity(router: Router, agent: Agent, activity: str, routable: bool) -> None:
    """Begin an activity now; whoever was not responding responds."""
    agent.activity = activity
    agent.routable = routable
    agent.next_activity = ""
    agent.blocked = agent.blocked & ~(B_ACTIVITY | B_NEXT_ACTIVITY | B_NOT_RESPONDING)
    if not routable:
        agent.blocked = agent.blocked | B_ACTIVITY
    tell_agent(router, agent)


def ask_activity(router: Router, agent: Agent, activity: str, routable: bool) -> None:
    """Note the next activity of a busy agent: no new work comes, and it begins when the last is done.

    Asking for a routable activity while in one takes the question back: there is nothing to wait for.
    """
    agent.blocked = agent.blocked & ~(B_NEXT_ACTIVITY | B_NOT_RESPONDING)
    if routable and agent.routable:
        agent.next_activity = ""
        agent.activity = activity
    else:
        agent.next_activity = activity
        agent.next_routable = routable
        if not routable:
            agent.blocked = agent.blocked | B_NEXT_ACTIVITY
    tell_agent(router, agent)


def turn_to_next_activity(router: Router, agent: Agent) -> None:
    """The activity asked for while busy begins; `offline` signs the agent out."""
    if agent.next_activity == OFFLINE:
        sign_out_now(router, agent)
    else:
        set_activity(router, agent, agent.next_activity, agent.next_routable)


def sign_out_now(router: Router, agent: Agent) -> None:
    """Close the desk of an agent who holds nothing."""
    agent.desk = 0
    agent.blocked = (agent.blocked | B_SIGNED_OUT) & ~B_DESK_LOST
    set_activity(router, agent, OFFLINE, False)


def stop_responding(router: Router, agent: Agent) -> None:
    """The agent let a reservation pass: he takes nothing until he says he is back."""
    agent.blocked = agent.blocked | B_NOT_RESPONDING
    tell_agent(router, agent)
