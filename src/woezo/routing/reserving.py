"""The life of a reservation: made, accepted, wrapped up, completed; or rejected, timed out, rescinded, canceled.

Nothing here decides who gets what; callers match afterwards (matching.place for the interaction, matching.offer for
the agent). Keep the state table of states.py in step: a test compares it with what these functions do.
"""

from __future__ import annotations

from mypy_extensions import i64

from woezo.routing import ready
from woezo.routing.activities import turn_to_next_activity
from woezo.routing.codes import (
    AUTOMATIC,
    B_RINGING,
    CONNECTED,
    E_ACCEPTED,
    E_ANSWERED,
    E_COMPLETED,
    E_RESERVED,
    E_RETRIEVED,
    E_WRAPPING,
    ENDED,
    HELD,
    R_ACCEPTED,
    R_COMPLETED,
    R_WRAPPING,
    RESERVED,
    W_FORCED_TIMEOUT,
    W_MANDATORY,
    W_MANDATORY_TIMEOUT,
    W_ON_REQUEST,
)
from woezo.routing.lines import dequeue
from woezo.routing.model import (
    T_RESERVATION,
    T_WRAP_UP,
    Agent,
    Interaction,
    Queue,
    Reservation,
    reservation_timer,
)
from woezo.routing.router import Router, tell


def reserve(router: Router, interaction: Interaction, agent: Agent) -> None:
    """Give a waiting interaction to a ready agent."""
    dequeue(router, interaction, True)
    if interaction.preferred is not None:
        interaction.preferred = None
        if interaction.preferred_timer is not None:
            router.timers.stop(interaction.preferred_timer)
        interaction.exclusive = False
    if interaction.exclusion_timer is not None:
        router.timers.stop(interaction.exclusion_timer)
    give(router, interaction, agent)


def give(router: Router, interaction: Interaction, agent: Agent) -> None:
    """Make the reservation of an interaction that stands in no line; without tone, automatic mode connects it at once."""
    interaction.state = RESERVED
    reservation = propose(router, interaction, agent)
    interaction.reservation = reservation
    ring(router, reservation)


def propose(router: Router, interaction: Interaction, agent: Agent) -> Reservation:
    """Make the reservation and load the agent with it."""
    reservation = Reservation(router.next_reservation_id, interaction, agent, router.now_ms)
    router.next_reservation_id = router.next_reservation_id + 1
    queue = interaction.queue
    hold(agent, reservation)
    load = agent.load
    assert load is not None
    agent.load = load.taken[queue.channel]
    agent.blocked = agent.blocked | B_RINGING
    ready.update(router, agent)
    if router.indexed:
        router.reservations[reservation.id] = reservation
    last = router.last_made
    if router.made is None or last is None:
        router.made = reservation
    else:
        last.made_after = reservation
    router.last_made = reservation
    tell(router, E_RESERVED, reservation.id, interaction.id, agent.id, queue.id)
    return reservation


def hold(agent: Agent, reservation: Reservation) -> None:
    """The agent holds one more reservation."""
    reservation.interaction.hands = reservation.interaction.hands + 1
    last = agent.last_held
    if last is None:
        agent.first_held = reservation
    else:
        last.held_after = reservation
        reservation.held_before = last
    agent.last_held = reservation


def let_go(agent: Agent, reservation: Reservation) -> None:
    """The agent does not hold it any more."""
    reservation.interaction.hands = reservation.interaction.hands - 1
    before = reservation.held_before
    after = reservation.held_after
    if before is None:
        agent.first_held = after
    else:
        before.held_after = after
        reservation.held_before = None
    if after is None:
        agent.last_held = before
    else:
        after.held_before = before
        reservation.held_after = None


def ring(router: Router, reservation: Reservation) -> None:
    """Start the ring time, or the tone after which the reservation is accepted by itself."""
    queue = reservation.interaction.queue
    reservation.tone = False
    if queue.accept == AUTOMATIC:
        if queue.tone_ms == 0:
            accept(router, reservation)
            return
        wait_ms = queue.tone_ms
        reservation.tone = True
    else:
        wait_ms = reservation.agent.timeout_ms if reservation.agent.timeout_ms > 0 else queue.timeout_ms
    if wait_ms > 0:
        router.timers.start(reservation_timer(reservation, T_RESERVATION), router.now_ms + wait_ms)


def accept(router: Router, reservation: Reservation) -> None:
    """pending -> accepted; the interaction is connected. The agent may have room for more."""
    agent = reservation.agent
    interaction = reservation.interaction
    if reservation.timer is not None:
        router.timers.stop(reservation.timer)
    reservation.state = R_ACCEPTED
    reservation.accepted_ms = router.now_ms
    agent.live = agent.live + 1
    agent.blocked = agent.blocked & ~B_RINGING
    ready.update(router, agent)
    tell(router, E_ACCEPTED, reservation.id)
    if not reservation.consult:
        interaction.state = CONNECTED
        queue = interaction.queue
        if interaction.answered_ms == 0 and not queue.written:
            interaction.answered_ms = router.now_ms
            if queue.text:  # of a call the effect above says it
                tell(router, E_ANSWERED, interaction.id)


def drop_pending(router: Router, reservation: Reservation, state: i64, effect: i64, keep_turn: bool) -> None:
    """A pending reservation ends without being accepted."""
    if reservation.timer is not None:
        router.timers.stop(reservation.timer)
    reservation.state = state
    reservation.agent.blocked = reservation.agent.blocked & ~B_RINGING
    tell(router, effect, reservation.id)
    release(router, reservation, keep_turn)


def wrap_ms(queue: Queue, reservation: Reservation) -> i64:
    """How long the wrap-up of a reservation lasts: 0 none, -1 until the agent ends it, else its timeout."""
    mode = queue.wrap_up
    if mode == W_MANDATORY:
        return -1
    if mode in (W_MANDATORY_TIMEOUT, W_FORCED_TIMEOUT):
        return queue.wrap_up_ms
    if mode == W_ON_REQUEST and reservation.asked_wrap_up:
        return queue.wrap_up_ms if queue.wrap_up_ms > 0 else -1
    return 0


def wrap(router: Router, reservation: Reservation) -> None:
    """accepted -> wrapping, or completed at once where the queue's mode has no wrap-up."""
    if reservation.grace_timer is not None:
        router.timers.stop(reservation.grace_timer)
    agent = reservation.agent
    agent.live = agent.live - 1
    lasts_ms = wrap_ms(reservation.interaction.queue, reservation)
    if lasts_ms == 0:
        close(router, reservation)
        return
    reservation.state = R_WRAPPING
    agent.wrapping = agent.wrapping + 1
    if lasts_ms > 0:
        router.timers.start(reservation_timer(reservation, T_WRAP_UP), router.now_ms + lasts_ms)
    ready.update(router, agent)
    tell(router, E_WRAPPING, reservation.id)


def complete(router: Router, reservation: Reservation) -> None:
    """wrapping -> completed; the agent's capacity is free again."""
    if reservation.timer is not None:
        router.timers.stop(reservation.timer)
    reservation.agent.wrapping = reservation.agent.wrapping - 1
    close(router, reservation)


def close(router: Router, reservation: Reservation) -> None:
    """An accepted reservation ends as completed."""
    reservation.state = R_COMPLETED
    tell(router, E_COMPLETED, reservation.id)
    release(router, reservation, False)


def release(router: Router, reservation: Reservation, keep_turn: bool) -> None:
    """Free what the reservation held of its agent, who may turn to his next activity."""
    if reservation.grace_timer is not None:
        router.timers.stop(reservation.grace_timer)
    agent = reservation.agent
    let_go(agent, reservation)
    load = agent.load
    if load is not None:
        load = load.left[reservation.interaction.queue.channel]
        agent.load = load
    if load is None:
        reload(agent)
    if agent.first_held is None and agent.next_activity:
        turn_to_next_activity(router, agent)
    ready.update(router, agent, keep_turn)
    reservation.timer = None
    reservation.grace_timer = None
    if router.indexed:
        del router.reservations[reservation.id]
    forget_if_over(router, reservation.interaction)


def reload(agent: Agent) -> None:
    """Work out the load class from what the agent holds; there is none while he holds more than his capacity."""
    held: list[int] = [r.interaction.queue.channel for r in agent.reservations]
    agent.load = agent.group.capacity.class_of(held)


def forget_if_over(router: Router, interaction: Interaction) -> None:
    """Forget an ended interaction once its last wrap-up is done: memory is bounded by what is in hand."""
    if interaction.state == ENDED and interaction.hands == 0:
        # Cut the circle between the two, so that both go at once: a run of millions must not wait for the collector.
        interaction.reservation = None
        interaction.others = None
        if router.indexed:
            router.interactions.pop(interaction.id, None)


# -- several agents in one conversation -------------------------------------------------------------------------------
def drop_other(interaction: Interaction, reservation: Reservation) -> None:
    """Forget a consultation that is over. A conference lasts as long as somebody is consulted."""
    others = interaction.others
    if others is not None and reservation in others:
        others.remove(reservation)
        if not others:
            interaction.others = None
            interaction.conference = False


def hand_over(router: Router, interaction: Interaction) -> bool:
    """The leader is gone: the consulted agent who has been in the conversation longest leads. False if there is none."""
    for other in interaction.others or []:
        if other.state == R_ACCEPTED:
            drop_other(interaction, other)
            other.consult = False
            interaction.reservation = other
            if interaction.state == HELD:
                interaction.state = CONNECTED
                tell(router, E_RETRIEVED, interaction.id)
            return True
    return False
