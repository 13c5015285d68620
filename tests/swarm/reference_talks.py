"""The reference's verbs while people talk: hold, park, transfer, consult, conference, leave."""

from __future__ import annotations

from tests.swarm.reference_matching import can_consult, first_for_consultation, forbidden
from tests.swarm.reference_model import Agent, Interaction, Queue, Refused, Reservation
from tests.swarm.reference_state import State
from tests.swarm.reference_work import (
    closed_door,
    come_to_wait,
    complete_now,
    exclude,
    finish,
    full,
    is_text,
    make_reservation,
    participants,
    withdraw,
    wrap_up,
)


def answer(state: State, interaction: Interaction) -> None:
    _need(interaction, "connected", "held")
    if interaction.answered:
        raise Refused("wrong_state")
    interaction.answered = True
    state.tell("answered", interaction.id)


def hold(state: State, interaction: Interaction) -> None:
    _need(interaction, "connected")
    interaction.state = "held"
    state.tell("held", interaction.id)


def retrieve(state: State, interaction: Interaction) -> None:
    _need(interaction, "held")
    interaction.state = "connected"
    state.tell("retrieved", interaction.id)


def _need(interaction: Interaction, *states: str) -> None:
    if interaction.state not in states:
        raise Refused("wrong_state")


def end(state: State, interaction: Interaction) -> None:
    _need(interaction, "connected", "held")
    finish(state, interaction, "completed")


def park(state: State, interaction: Interaction) -> None:
    _need(interaction, "connected")
    if not is_text(state, interaction):
        raise Refused("not_text")
    interaction.parked_agent = participants(state, interaction, "accepted")[0].agent
    interaction.state = "parked"
    interaction.conference = False
    state.tell("parked", interaction.id)
    for reservation in participants(state, interaction, "pending", "accepted"):
        if reservation.state == "pending":
            withdraw(state, reservation, "canceled", keep_turn=True)
        else:
            complete_now(state, reservation)


def unpark(state: State, interaction: Interaction, patience_ms: int) -> None:
    _need(interaction, "parked")
    interaction.credited_ms = state.now_ms
    agent = state.agents.get(interaction.parked_agent)
    if agent is not None and agent.desk:
        prefer(state, interaction, agent, patience_ms, exclusive=True)
    interaction.parked_agent = 0
    come_to_wait(state, interaction)


def prefer(state: State, interaction: Interaction, agent: Agent, patience_ms: int, exclusive: bool) -> None:
    interaction.preferred, interaction.exclusive = agent.id, exclusive
    interaction.patience_until_ms = state.now_ms + patience_ms if patience_ms else 0


def transfer(state: State, parent: Interaction, child: Interaction, agent: Agent | None, patience_ms: int) -> None:
    _need(parent, "connected", "held")
    queue = state.queues[child.queue]
    if closed_door(state, queue):
        raise Refused("programme_closed")
    if full(state, queue):
        raise Refused("queue_full")
    maker = participants(state, parent, "accepted")[0].agent
    if agent is None or agent.id != maker:
        exclude(state, child, state.agents[maker], queue)
    if agent is not None:
        prefer(state, child, agent, patience_ms, exclusive=True)
    state.interactions[child.id] = child
    state.tell("child", child.id, parent.id, queue.id, "transfer")
    finish(state, parent, "transferred")
    come_to_wait(state, child)


def consult(state: State, interaction: Interaction, agent: Agent | None, queue: Queue | None) -> None:
    _need(interaction, "connected", "held")
    queue = queue or state.queues[interaction.queue]
    if agent is None:
        agent = first_for_consultation(state, interaction, queue)
        if agent is None:
            raise Refused("no_agent_ready")
    else:
        taking_part = {r.agent for r in participants(state, interaction, "pending", "accepted", "wrapping")}
        if state.never(agent.profile, queue, ()) or forbidden(state, agent, interaction):
            raise Refused("not_eligible")
        if agent.id in taking_part or not can_consult(state, agent, interaction):
            raise Refused("agent_not_ready")
    make_reservation(state, interaction, agent, state.queues[interaction.queue])


def conference(state: State, interaction: Interaction) -> None:
    _need(interaction, "connected", "held")
    if len(participants(state, interaction, "accepted")) < 2:
        raise Refused("wrong_state")
    if interaction.conference and interaction.state == "connected":
        raise Refused("wrong_state")
    interaction.conference = True
    interaction.state = "connected"
    state.tell("retrieved", interaction.id)


def leave(state: State, reservation: Reservation) -> None:
    interaction = state.interactions[reservation.interaction]
    if reservation.state != "accepted":
        raise Refused("wrong_state")
    talking = participants(state, interaction, "accepted")
    if len(talking) == 1:
        finish(state, interaction, "completed")
        return
    if talking[0] is reservation and interaction.state == "held":
        interaction.state = "connected"
        state.tell("retrieved", interaction.id)
    wrap_up(state, reservation)


def request_wrap_up(state: State, reservation: Reservation) -> None:
    if reservation.state != "accepted" or reservation.wrap_requested:
        raise Refused("wrong_state")
    reservation.wrap_requested = True
