"""Agents and their desks: sign-in, activity, a desk lost and back, a site down and back.

One desk per agent: a second sign-in takes over. A lost desk takes no new work; what it held returns to its place after
the queue's grace, with its agent preferred.
"""

from __future__ import annotations

from mypy_extensions import i64

from woezo.routing import ready
from woezo.routing.activities import OFFLINE, ask_activity, set_activity, sign_out_now
from woezo.routing.codes import (
    B_DESK_LOST,
    B_NEXT_ACTIVITY,
    B_SIGNED_OUT,
    B_SITE_DOWN,
    E_CANCELED,
    E_DESK_TAKEN,
    E_RESCINDED,
    QUEUED,
    R_ACCEPTED,
    R_CANCELED,
    R_PENDING,
    R_RESCINDED,
)
from woezo.routing.lines import enqueue, place_of
from woezo.routing.matching import offer, place, rematch
from woezo.routing.model import T_GRACE, Agent, Interaction, Reservation, Site
from woezo.routing.reserving import drop_other, drop_pending, hand_over, release, ring
from woezo.routing.router import Router, tell, tell_agent
from woezo.routing.timers import Timer


def sign_in(router: Router, agent: Agent, desk: i64, activity: str, routable: bool) -> None:
    """Open the agent's desk; a desk that was open elsewhere is closed and its work goes on here."""
    if agent.desk != 0 and agent.desk != desk:
        tell(router, E_DESK_TAKEN, agent.id, agent.desk)
    first = agent.desk == 0
    agent.desk = desk
    agent.blocked = agent.blocked & ~(B_SIGNED_OUT | B_DESK_LOST)
    stop_grace(router, agent)
    if first or agent.first_held is None:
        set_activity(router, agent, activity, routable)
    elif agent.next_activity == OFFLINE:
        agent.next_activity = ""  # whoever signs in again does not want to leave any more
        agent.blocked = agent.blocked & ~B_NEXT_ACTIVITY
    tell_agent(router, agent)
    ready.update(router, agent)
    offer(router, agent)


def sign_out(router: Router, agent: Agent) -> None:
    """Close the desk; while work is in hand this is the next activity."""
    if agent.first_held is not None:
        ask_activity(router, agent, OFFLINE, False)
    else:
        sign_out_now(router, agent)
    ready.update(router, agent)


def change_activity(router: Router, agent: Agent, activity: str, routable: bool) -> None:
    """Begin an activity, or ask for it while busy: then no new work comes, and it begins when the last is done."""
    if agent.first_held is not None:
        ask_activity(router, agent, activity, routable)
    else:
        set_activity(router, agent, activity, routable)
    ready.update(router, agent)
    offer(router, agent)


# -- lost and back ----------------------------------------------------------------------------------------------------
class Back:
    """What is to be matched after agents were lost: interactions that wait again, agents who were being consulted."""

    __slots__ = ("agents", "interactions")

    def __init__(self) -> None:
        self.interactions: list[Interaction] = []
        self.agents: list[Agent] = []


def lose(router: Router, agent: Agent, block: i64, back: Back) -> None:
    """The desk or the site is gone: no new work; a grace begins for what is in hand. Fills `back` with what is not."""
    agent.blocked = agent.blocked | block
    tell_agent(router, agent)
    ready.update(router, agent)
    for reservation in agent.reservations:
        if reservation.state == R_PENDING and block == B_SITE_DOWN:
            take_back(router, reservation, back)
        elif reservation.state in (R_PENDING, R_ACCEPTED):
            start_grace(router, reservation, back)


def desk_lost(router: Router, agent: Agent) -> None:
    """The connection to the desk is gone."""
    back = Back()
    lose(router, agent, B_DESK_LOST, back)
    place_all(router, back)


def place_all(router: Router, back: Back) -> None:
    """Match what came back in the order of its places: whoever stands behind another asks after him."""
    for interaction in sorted(back.interactions, key=place_of):
        if interaction.state == QUEUED:
            place(router, interaction)
    for agent in back.agents:
        offer(router, agent)


def start_grace(router: Router, reservation: Reservation, back: Back) -> None:
    """Give the agent the queue's grace to come back, unless it runs already."""
    grace_ms = reservation.interaction.queue.grace_ms
    if grace_ms <= 0:
        take_back(router, reservation, back)
        return
    if reservation.grace_timer is None:
        reservation.grace_timer = Timer(T_GRACE, reservation.id, reservation)
    if reservation.grace_timer.position < 0:
        router.timers.start(reservation.grace_timer, router.now_ms + grace_ms)
        # nobody can answer, and no tone shall accept for a desk that is not there
        if reservation.state == R_PENDING and reservation.timer is not None:
            router.timers.stop(reservation.timer)


def take_back(router: Router, reservation: Reservation, back: Back) -> None:
    """The interaction of a lost agent returns to its place in the line, with him preferred."""
    interaction = reservation.interaction
    agent = reservation.agent
    if reservation.state == R_PENDING:
        drop_pending(router, reservation, R_RESCINDED, E_RESCINDED, False)
    else:
        reservation.state = R_RESCINDED
        agent.live = agent.live - 1
        tell(router, E_RESCINDED, reservation.id)
        release(router, reservation, False)
    if reservation.consult:
        drop_other(interaction, reservation)
        return
    if hand_over(router, interaction):
        return
    interaction.reservation = None
    _call_off(router, interaction, back)
    interaction.preferred = agent
    interaction.exclusive = False
    enqueue(router, interaction)
    back.interactions.append(interaction)


def _call_off(router: Router, interaction: Interaction, back: Back) -> None:
    """Nobody leads the conversation any more: who was being called into it rings no more."""
    others = interaction.others or []
    interaction.others = None
    interaction.conference = False
    for other in others:
        drop_pending(router, other, R_CANCELED, E_CANCELED, True)
        back.agents.append(other.agent)


def grace_over(router: Router, reservation: Reservation) -> None:
    """The agent did not come back in time."""
    back = Back()
    take_back(router, reservation, back)
    place_all(router, back)


def stop_grace(router: Router, agent: Agent) -> None:
    """The agent is back: what is still his stays his. A site that is down keeps its grace running."""
    if agent.blocked & (B_DESK_LOST | B_SITE_DOWN):
        return
    for reservation in agent.reservations:
        grace = reservation.grace_timer
        if grace is not None and grace.position >= 0:
            router.timers.stop(grace)
            if reservation.state == R_PENDING:
                ring(router, reservation)


def desk_back(router: Router, agent: Agent) -> None:
    """The same desk is connected again."""
    agent.blocked = agent.blocked & ~B_DESK_LOST
    stop_grace(router, agent)
    tell_agent(router, agent)
    ready.update(router, agent)
    offer(router, agent)


def site_down(router: Router, site: Site) -> None:
    """Power or cable is lost at a site: all its agents at once."""
    site.up = False
    back = Back()
    for agent in router.agents.values():
        if agent.group.site is site:
            lose(router, agent, B_SITE_DOWN, back)
    place_all(router, back)


def site_up(router: Router, site: Site) -> None:
    """The site is back; desks that are connected take work again."""
    site.up = True
    for agent in router.agents.values():
        if agent.group.site is site:
            agent.blocked = agent.blocked & ~B_SITE_DOWN
            stop_grace(router, agent)
            tell_agent(router, agent)
            ready.update(router, agent)
    rematch(router)
