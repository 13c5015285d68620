"""The reference's verbs on interactions: waiting, reservations, talks, and their ends."""

from __future__ import annotations

from tests.swarm.reference_model import (
    LIVE_CHANNELS,
    TEXT_CHANNELS,
    WRITTEN_CHANNELS,
    Agent,
    Interaction,
    Queue,
    Refused,
    Reservation,
)
from tests.swarm.reference_state import State


# -- waiting ---------------------------------------------------------------------------------------------------
def come_to_wait(state: State, interaction: Interaction, tell: bool = True) -> None:
    interaction.state = "queued"
    drop_exclusions(state, interaction)
    if tell:
        state.tell("queued", interaction.id, interaction.queue)
    state.make_line(interaction.line)
    state.came.append(interaction.id)
    if state.queues[interaction.queue].holds_back:
        state.grown_queues.append(interaction.queue)
    state.look_at_lines()


def forget_preference(interaction: Interaction) -> None:
    interaction.preferred, interaction.exclusive, interaction.patience_until_ms = 0, False, 0


def drop_exclusions(state: State, interaction: Interaction) -> bool:
    over = [agent for agent, until_ms in interaction.excluded.items() if until_ms <= state.now_ms]
    for agent in over:
        del interaction.excluded[agent]
    return bool(over)


def closed_door(state: State, queue: Queue) -> bool:
    return queue.channel in LIVE_CHANNELS and not state.programmes[queue.programme].open


def full(state: State, queue: Queue) -> bool:
    return bool(queue["max_waiting"]) and len(state.waiting(queue.id)) >= queue["max_waiting"]


def enter(state: State, interaction: Interaction) -> None:
    """A newcomer at the door of its queue."""
    queue = state.queues[interaction.queue]
    if closed_door(state, queue):
        finish(state, interaction, "deflected")
    elif full(state, queue):
        send_away(state, interaction)
    else:
        come_to_wait(state, interaction)


def send_away(state: State, interaction: Interaction) -> None:
    queue = state.queues[interaction.queue]
    other = state.queues.get(queue["overflow_queue"])
    if (
        queue.limit_action == "overflow"
        and not interaction.overflowed
        and other is not None
        and other is not queue
        and not full(state, other)
        and not closed_door(state, other)
    ):
        child, state.next_child = state.next_child, state.next_child - 1
        overflow(state, interaction, child, other)
    else:
        finish(state, interaction, "deflected")


def overflow(state: State, parent: Interaction, child: int, queue: Queue) -> None:
    born = heir(state, parent, child, queue.id)
    born.overflowed = True
    state.tell("child", child, parent.id, queue.id, "overflow")
    finish(state, parent, "overflowed")
    come_to_wait(state, born)


def heir(state: State, parent: Interaction, child: int, queue: int) -> Interaction:
    """A new interaction with the place, requirements and priority of another."""
    born = Interaction(child, queue, state.now_ms, parent.credited_ms, parent.required, parent.priority)
    state.interactions[child] = born
    return born


def call_back(state: State, parent: Interaction, child: int, at_ms: int) -> None:
    if parent.state != "queued":
        raise Refused("wrong_state")
    born = heir(state, parent, child, parent.queue)
    born.overflowed = True  # promised: never sent away by waiting
    state.tell("child", child, parent.id, parent.queue, "callback")
    finish(state, parent, "called_back")
    if at_ms > state.now_ms:
        born.credited_ms = born.due_ms = at_ms
    else:
        come_to_wait(state, born)


# -- reservations ----------------------------------------------------------------------------------------------
def participants(state: State, interaction: Interaction, *states: str) -> list[Reservation]:
    found = [r for r in state.reservations.values() if r.interaction == interaction.id and r.state in states]
    return sorted(found, key=lambda r: (r.accepted_order or 1 << 60, r.id))


def reserve(state: State, interaction: Interaction, agent: Agent) -> None:
    """A waiting interaction is given to an agent."""
    queue, line = state.queues[interaction.queue], state.lines[interaction.line]
    stood_ms = state.now_ms - line.head_since_ms if state.is_head(interaction) else None
    interaction.state = "reserved"
    forget_preference(interaction)
    state.look_at_lines()
    if stood_ms is not None and any(tier.expected_wait_permille for tier in queue.tiers):
        queue.mean_stood_ms += (stood_ms - queue.mean_stood_ms) // 8
    make_reservation(state, interaction, agent, queue)


def make_reservation(state: State, interaction: Interaction, agent: Agent, queue: Queue) -> None:
    id, state.next_reservation = state.next_reservation, state.next_reservation + 1
    reservation = Reservation(id, interaction.id, agent.id, queue.id, queue.channel, state.now_ms)
    state.reservations[id] = reservation
    state.tell("reserved", id, interaction.id, agent.id, queue.id)
    start_ring(state, reservation)


def start_ring(state: State, reservation: Reservation) -> None:
    queue, agent = state.queues[reservation.queue], state.agents[reservation.agent]
    reservation.tone = False
    if queue.accept == "automatic":
        if queue["tone_ms"] == 0:
            accept(state, reservation)
            return
        reservation.tone, reservation.due_ms = True, state.now_ms + queue["tone_ms"]
    else:
        ring_ms = agent.timeout_ms or queue["timeout_ms"]
        reservation.due_ms = state.now_ms + ring_ms if ring_ms else 0
    state.touch(agent)


def accept(state: State, reservation: Reservation) -> None:
    if reservation.state != "pending":
        raise Refused("wrong_state")
    interaction = state.interactions[reservation.interaction]
    reservation.state, reservation.due_ms, reservation.tone = "accepted", 0, False
    reservation.accepted_order, state.next_accepted = state.next_accepted, state.next_accepted + 1
    state.tell("accepted", reservation.id)
    if interaction.state == "reserved":
        interaction.state = "connected"
        if not interaction.answered and not is_written(state, interaction):
            interaction.answered = True
            if is_text(state, interaction):
                state.tell("answered", interaction.id)
    state.touch(state.agents[reservation.agent])


def withdraw(state: State, reservation: Reservation, how: str, keep_turn: bool) -> None:
    """A pending or accepted reservation is over without wrap-up."""
    reservation.state = how
    state.tell(how, reservation.id)
    end_conference_of_one(state, state.interactions[reservation.interaction])
    close(state, reservation, keep_turn)


def end_conference_of_one(state: State, interaction: Interaction) -> None:
    if len(participants(state, interaction, "pending", "accepted")) < 2:
        interaction.conference = False


def close(state: State, reservation: Reservation, keep_turn: bool = False) -> None:
    from tests.swarm.reference_people import after_work

    del state.reservations[reservation.id]
    agent = state.agents[reservation.agent]
    after_work(state, agent)
    state.touch(agent, keep_turn)
    forget_if_over(state, state.interactions[reservation.interaction])


def forget_if_over(state: State, interaction: Interaction) -> None:
    """Nothing that is over is kept: an ended interaction goes with its last wrap-up."""
    if interaction.state == "ended" and not any(r.interaction == interaction.id for r in state.reservations.values()):
        state.interactions.pop(interaction.id, None)


def exclude(state: State, interaction: Interaction, agent: Agent, queue: Queue) -> None:
    if queue["not_again_ms"]:
        interaction.excluded[agent.id] = state.now_ms + queue["not_again_ms"]


def end_pending(state: State, reservation: Reservation, how: str) -> None:
    """Rejected, timed out or withdrawn: back to the place in the line, unless it was a second agent's."""
    interaction, queue = state.interactions[reservation.interaction], state.queues[reservation.queue]
    agent = state.agents[reservation.agent]
    if how == "timed_out" or (how == "rejected" and queue.reject == "not_responding"):
        agent.not_responding = True
    elif interaction.state == "reserved":
        exclude(state, interaction, agent, queue)
    withdraw(state, reservation, how, keep_turn=False)
    if agent.not_responding:
        state.tell("agent", agent.id)
    if interaction.state == "reserved":
        come_to_wait(state, interaction)


def reject(state: State, reservation: Reservation) -> None:
    if reservation.state != "pending":
        raise Refused("wrong_state")
    if state.queues[reservation.queue].reject == "not_allowed":
        raise Refused("reject_not_allowed")
    end_pending(state, reservation, "rejected")


def rescind(state: State, reservation: Reservation) -> None:
    if reservation.state != "pending":
        raise Refused("wrong_state")
    end_pending(state, reservation, "rescinded")


def lose(state: State, reservation: Reservation) -> None:
    """The agent did not come back: his work returns to its place and prefers him, not exclusively, without end."""
    interaction = state.interactions[reservation.interaction]
    was_accepted = reservation.state == "accepted"
    led = was_accepted and participants(state, interaction, "accepted")[0] is reservation
    withdraw(state, reservation, "rescinded", keep_turn=False)
    if was_accepted and participants(state, interaction, "accepted"):
        if led and interaction.state == "held":
            interaction.state = "connected"
            state.tell("retrieved", interaction.id)
        return
    if interaction.state == "reserved" or was_accepted:
        for other in participants(state, interaction, "pending"):
            withdraw(state, other, "canceled", keep_turn=True)
        interaction.preferred, interaction.exclusive, interaction.patience_until_ms = reservation.agent, False, 0
        interaction.conference = False
        come_to_wait(state, interaction)


# -- ends ------------------------------------------------------------------------------------------------------
def finish(state: State, interaction: Interaction, outcome: str) -> None:
    """The interaction is over: what rings is canceled, who talked wraps up."""
    interaction.state = "ended"
    for reservation in participants(state, interaction, "pending", "accepted"):
        if reservation.state == "pending":
            withdraw(state, reservation, "canceled", keep_turn=True)
        else:
            wrap_up(state, reservation)
    state.tell("ended", interaction.id, outcome)
    forget_if_over(state, interaction)
    state.look_at_lines()


def wrap_up(state: State, reservation: Reservation) -> None:
    queue = state.queues[reservation.queue]
    wanted = queue.wrap_up in ("mandatory", "mandatory_timeout", "forced_timeout") or (
        queue.wrap_up == "on_request" and reservation.wrap_requested
    )
    reservation.grace_due_ms = 0
    if not wanted or (queue.wrap_up in ("mandatory_timeout", "forced_timeout") and not queue["wrap_up_ms"]):
        complete_now(state, reservation)
        return
    reservation.state = "wrapping"
    state.tell("wrapping", reservation.id)
    end_conference_of_one(state, state.interactions[reservation.interaction])
    if queue.wrap_up != "mandatory" and queue["wrap_up_ms"]:
        reservation.wrap_due_ms = state.now_ms + queue["wrap_up_ms"]
    state.touch(state.agents[reservation.agent])


def complete_now(state: State, reservation: Reservation) -> None:
    reservation.state = "completed"
    state.tell("completed", reservation.id)
    end_conference_of_one(state, state.interactions[reservation.interaction])
    close(state, reservation)


def complete(state: State, reservation: Reservation) -> None:
    if reservation.state != "wrapping":
        raise Refused("wrong_state")
    if state.queues[reservation.queue].wrap_up == "forced_timeout" and reservation.wrap_due_ms:
        raise Refused("wrap_up_forced")
    complete_now(state, reservation)


def hang_up(state: State, interaction: Interaction) -> None:
    if interaction.state == "ended":
        raise Refused("wrong_state")
    talked = interaction.state in ("connected", "held", "parked") or interaction.answered
    finish(state, interaction, "completed" if talked else "abandoned")


def cancel(state: State, interaction: Interaction) -> None:
    if interaction.state not in ("created", "queued", "reserved", "parked"):
        raise Refused("wrong_state")
    finish(state, interaction, "canceled")


def is_text(state: State, interaction: Interaction) -> bool:
    return state.queues[interaction.queue].channel in TEXT_CHANNELS


def is_written(state: State, interaction: Interaction) -> bool:
    return state.queues[interaction.queue].channel in WRITTEN_CHANNELS
