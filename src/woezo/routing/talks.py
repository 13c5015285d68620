"""What agents do with a reservation and with the conversation behind it.

Verbs return the reason of a refusal (index into codes.REFUSALS), 0 when they did what was asked.
"""

from __future__ import annotations

from mypy_extensions import i64

from woezo.routing import exclusions
from woezo.routing.activities import stop_responding
from woezo.routing.codes import (
    COMPLETED,
    CONNECTED,
    E_ANSWERED,
    E_CANCELED,
    E_HELD,
    E_PARKED,
    E_REJECTED,
    E_RESCINDED,
    E_RETRIEVED,
    F_AGENT_NOT_READY,
    F_NO_AGENT_READY,
    F_NONE,
    F_NOT_ELIGIBLE,
    F_NOT_TEXT,
    F_PROGRAMME_CLOSED,
    F_QUEUE_FULL,
    F_REJECT_NOT_ALLOWED,
    F_WRAP_UP_FORCED,
    F_WRONG_STATE,
    FOREVER,
    HELD,
    PARKED,
    R_ACCEPTED,
    R_CANCELED,
    R_PENDING,
    R_REJECTED,
    R_RESCINDED,
    R_WRAPPING,
    REJECT_NOT_ALLOWED,
    REJECT_NOT_RESPONDING,
    TRANSFERRED,
    W_FORCED_TIMEOUT,
)
from woezo.routing.contacts import (
    CHILD_TRANSFER,
    closed_door,
    finish_talk,
    full,
    introduce,
    offer_all,
    prefer,
    stop_talk,
    talking,
)
from woezo.routing.eligibility import forbidden
from woezo.routing.lines import enqueue
from woezo.routing.matching import can_take, entry_for, find_agent_now, offer, place, takes_part
from woezo.routing.model import Agent, Interaction, Queue, Reservation, due_ms
from woezo.routing.reserving import accept as do_accept
from woezo.routing.reserving import close, drop_other, drop_pending, hand_over, propose, ring, wrap
from woezo.routing.reserving import complete as do_complete
from woezo.routing.router import Router, tell


# -- the reservation ------------------------------------------------------------------------------------------------
def accept(router: Router, reservation: Reservation) -> i64:
    """The agent takes the interaction; with room left he may get another one."""
    if reservation.state != R_PENDING:
        return F_WRONG_STATE
    do_accept(router, reservation)
    offer(router, reservation.agent)
    return F_NONE


def reject(router: Router, reservation: Reservation) -> i64:
    """The agent refuses. The queue's rule says whether he may, and whether he stays ready."""
    if reservation.state != R_PENDING:
        return F_WRONG_STATE
    rule = reservation.interaction.queue.reject
    if rule == REJECT_NOT_ALLOWED:
        return F_REJECT_NOT_ALLOWED
    if rule == REJECT_NOT_RESPONDING:
        stop_responding(router, reservation.agent)
    give_back(router, reservation, R_REJECTED, E_REJECTED, rule != REJECT_NOT_RESPONDING)
    return F_NONE


def rescind(router: Router, reservation: Reservation) -> i64:
    """Somebody with the right takes a ringing interaction away from this agent; another one gets it."""
    if reservation.state != R_PENDING:
        return F_WRONG_STATE
    give_back(router, reservation, R_RESCINDED, E_RESCINDED, True)
    return F_NONE


def give_back(router: Router, reservation: Reservation, state: i64, effect: i64, exclude: bool) -> None:
    """A pending reservation fails: the interaction returns to its place, the agent to his line; then both are matched."""
    interaction = reservation.interaction
    agent = reservation.agent
    drop_pending(router, reservation, state, effect, False)
    if reservation.consult:
        drop_other(interaction, reservation)
    else:
        interaction.reservation = None
        if exclude:
            exclusions.exclude(router, interaction, agent)
        enqueue(router, interaction)
        place(router, interaction)
    offer(router, agent)


def complete(router: Router, reservation: Reservation) -> i64:
    """The agent ends his wrap-up, unless the queue makes him use the whole time."""
    if reservation.state != R_WRAPPING:
        return F_WRONG_STATE
    if reservation.interaction.queue.wrap_up == W_FORCED_TIMEOUT and due_ms(reservation.timer) < FOREVER:
        return F_WRAP_UP_FORCED
    do_complete(router, reservation)
    offer(router, reservation.agent)
    return F_NONE


def request_wrap_up(router: Router, reservation: Reservation) -> i64:
    """The agent asks for time after this conversation (queues with wrap-up on request)."""
    if reservation.state != R_ACCEPTED or reservation.asked_wrap_up:
        return F_WRONG_STATE
    reservation.asked_wrap_up = True
    return F_NONE


# -- the conversation -----------------------------------------------------------------------------------------------
def answer(router: Router, interaction: Interaction) -> i64:
    """The first message of a human where the customer reads: from here on the contact counts as answered."""
    if interaction.state not in (CONNECTED, HELD) or interaction.answered_ms != 0:
        return F_WRONG_STATE
    interaction.answered_ms = router.now_ms
    tell(router, E_ANSWERED, interaction.id)
    return F_NONE


def hold(router: Router, interaction: Interaction) -> i64:
    """connected -> held."""
    if interaction.state != CONNECTED:
        return F_WRONG_STATE
    interaction.state = HELD
    tell(router, E_HELD, interaction.id)
    return F_NONE


def retrieve(router: Router, interaction: Interaction) -> i64:
    """held -> connected."""
    if interaction.state != HELD:
        return F_WRONG_STATE
    interaction.state = CONNECTED
    tell(router, E_RETRIEVED, interaction.id)
    return F_NONE


def end(router: Router, interaction: Interaction) -> i64:
    """The agent ends the conversation; wrap-up begins."""
    if interaction.state not in (CONNECTED, HELD):
        return F_WRONG_STATE
    finish_talk(router, interaction, COMPLETED)
    return F_NONE


def park(router: Router, interaction: Interaction) -> i64:
    """A text conversation waits for its customer: the agent's capacity is free, the service level's clock stands.

    Whoever was called into it is let go too.
    """
    if interaction.state != CONNECTED:
        return F_WRONG_STATE
    if not interaction.queue.text:
        return F_NOT_TEXT
    reservation = interaction.reservation
    assert reservation is not None
    reservations = talking(interaction)
    interaction.state = PARKED
    interaction.reservation = None
    interaction.others = None
    interaction.conference = False
    interaction.preferred = reservation.agent
    tell(router, E_PARKED, interaction.id)
    for other in reservations:
        if other.state == R_PENDING:
            drop_pending(router, other, R_CANCELED, E_CANCELED, True)
        else:
            other.agent.live = other.agent.live - 1
            close(router, other)
    offer_all(router, [other.agent for other in reservations])
    return F_NONE


def unpark(router: Router, interaction: Interaction, patience_ms: i64) -> i64:
    """The customer has answered: the same agent gets it if he can within patience_ms, else anyone."""
    if interaction.state != PARKED:
        return F_WRONG_STATE
    interaction.credited_ms = router.now_ms
    agent = interaction.preferred
    interaction.preferred = None
    if agent is not None and agent.desk != 0:
        prefer(router, interaction, agent, patience_ms, True)
    enqueue(router, interaction)
    place(router, interaction)
    return F_NONE


def transfer(
    router: Router, interaction: Interaction, child: Interaction, agent: Agent | None, patience_ms: i64
) -> i64:
    """The conversation goes on as `child`, in its queue, with `agent` preferred; here it is wrapped up.

    A door that is shut refuses the transfer instead of losing the customer.
    """
    if interaction.state not in (CONNECTED, HELD):
        return F_WRONG_STATE
    if closed_door(child.queue):
        return F_PROGRAMME_CLOSED
    if full(child.queue):
        return F_QUEUE_FULL
    introduce(router, interaction, child, CHILD_TRANSFER)
    maker = interaction.reservation
    if maker is not None and maker.agent is not agent:
        exclusions.exclude(router, child, maker.agent)
    if agent is not None:
        prefer(router, child, agent, patience_ms, True)
    enqueue(router, child)
    agents = stop_talk(router, interaction, TRANSFERRED)
    place(router, child)
    offer_all(router, agents)
    return F_NONE


# -- consultation and conference --------------------------------------------------------------------------------------
def consult(router: Router, interaction: Interaction, agent: Agent | None, queue: Queue | None) -> i64:
    """Call a second agent into the same interaction: a named one, or the one whom a queue would give now."""
    if interaction.state not in (CONNECTED, HELD):
        return F_WRONG_STATE
    if agent is None and queue is not None:
        agent = find_agent_now(interaction, queue)
        if agent is None:
            return F_NO_AGENT_READY
    assert agent is not None
    line = (interaction.queue if queue is None else queue).lines[0]
    if entry_for(line, agent.group) is None or forbidden(interaction.queue, agent.group):
        return F_NOT_ELIGIBLE
    if takes_part(interaction, agent) or not can_take(agent, interaction.queue.channel):
        return F_AGENT_NOT_READY
    reservation = propose(router, interaction, agent)
    reservation.consult = True
    if interaction.others is None:
        interaction.others = []
    interaction.others.append(reservation)
    ring(router, reservation)
    return F_NONE


def conference(router: Router, interaction: Interaction) -> i64:
    """All who were consulted now talk with the customer too, and who is consulted from now on joins them."""
    others = interaction.others
    if interaction.state not in (CONNECTED, HELD) or others is None:
        return F_WRONG_STATE
    if interaction.conference and interaction.state == CONNECTED:
        return F_WRONG_STATE
    if not any(other.state == R_ACCEPTED for other in others):
        return F_WRONG_STATE
    interaction.conference = True
    interaction.state = CONNECTED
    tell(router, E_RETRIEVED, interaction.id)
    return F_NONE


def leave(router: Router, reservation: Reservation) -> i64:
    """One agent leaves; if he led, the next one leads. The last one ends the interaction."""
    if reservation.state != R_ACCEPTED:
        return F_WRONG_STATE
    interaction = reservation.interaction
    if not reservation.consult:
        if not hand_over(router, interaction):
            return end(router, interaction)
    else:
        drop_other(interaction, reservation)
    wrap(router, reservation)
    offer(router, reservation.agent)
    return F_NONE
