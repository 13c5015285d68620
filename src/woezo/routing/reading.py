"""What the shells read from the core, in words: states, statuses, counts. Nothing here changes anything."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from woezo.routing.codes import (
    B_ACTIVITY,
    B_NOT_RESPONDING,
    B_SIGNED_OUT,
    CHANNELS,
    INTERACTION_STATES,
    OUTCOMES,
    R_PENDING,
    RESERVATION_STATES,
)
from woezo.routing.matching import can_take
from woezo.routing.model import Agent, Interaction, Queue, Reservation
from woezo.routing.router import Router


class Places(NamedTuple):
    """Capacity of an agent in units."""

    used: int
    total: int


class QueueCounts(NamedTuple):
    """A queue now. oldest_ms: credited arrival of the longest waiting, 0 if nobody waits. Agents: who may serve it."""

    waiting: int
    oldest_ms: int
    free: int
    present: int


NOBODY = QueueCounts(0, 0, 0, 0)


def interaction_state(interaction: Interaction) -> str:
    """created, queued, reserved, connected, held, parked, ended."""
    return INTERACTION_STATES[interaction.state]


def outcome(interaction: Interaction) -> str:
    """The outcome of an ended interaction, "" before."""
    return OUTCOMES[interaction.outcome]


def reservation_state(reservation: Reservation) -> str:
    """pending, accepted, wrapping, completed, rejected, timed_out, rescinded, canceled."""
    return RESERVATION_STATES[reservation.state]


def status(agent: Agent) -> str:
    """The agent's routing status, derived: off_queue, not_responding, reserved, interacting, wrapping, idle."""
    if agent.blocked & B_SIGNED_OUT:
        return "off_queue"
    if any(reservation.state == R_PENDING for reservation in agent.reservations):
        return "reserved"
    if agent.live:
        return "interacting"
    if agent.wrapping:
        return "wrapping"
    if agent.blocked & B_NOT_RESPONDING:
        return "not_responding"
    return "off_queue" if agent.blocked & B_ACTIVITY else "idle"


def places(agent: Agent) -> Places:
    """Units in use and in all; a load that no longer fits counts as full."""
    capacity = agent.group.capacity
    return Places(int(capacity.units if agent.load is None else agent.load.used), capacity.units)


def floor_counts(router: Router) -> dict[int, QueueCounts]:
    """Every queue at once, with one look at each agent: who waits, and who could serve it.

    present: signed in and eligible. free: could take one now.
    """
    own = [i for agent in router.agents.values() for i in agent.own_line or []]  # they stand in no line of their queue
    present: Counter[int] = Counter()
    alike: dict[tuple[int, int], list[Agent]] = {}  # of a group and a load: all of them can take the same
    for agent in router.agents.values():
        if not agent.blocked & B_SIGNED_OUT:
            present[id(agent.group)] += 1
            if agent.ready:
                alike.setdefault((id(agent.group), id(agent.load)), []).append(agent)
    free: Counter[tuple[int, int]] = Counter()
    for (group, _load), agents in alike.items():
        for channel in range(len(CHANNELS)):
            if can_take(agents[0], channel):
                free[group, channel] += len(agents)
    return {int(queue.id): _counts(queue, own, present, free) for queue in router.queues.values()}


def _counts(queue: Queue, own: list[Interaction], present: Counter[int], free: Counter[tuple[int, int]]) -> QueueCounts:
    heads = [line.head.credited_ms for line in queue.lines if line.head is not None]
    heads += [i.credited_ms for i in own if i.queue is queue]
    groups = {id(entry.group) for entry in queue.lines[0].entries}
    ready = sum(free[group, queue.channel] for group in groups)
    return QueueCounts(int(queue.waiting), int(min(heads, default=0)), ready, sum(present[group] for group in groups))


def arrivals_waiting(router: Router, queue: Queue) -> list[int]:
    """When those who wait in a queue came, by the arrival they are credited with, the earliest first."""
    found: list[int] = []
    for line in queue.lines:
        interaction = line.head
        while interaction is not None:
            found.append(int(interaction.credited_ms))
            interaction = interaction.next
    if len(found) < queue.waiting:  # the others wait for one agent only, and stand in his own line
        own = [i for agent in router.agents.values() for i in agent.own_line or []]
        found += [int(i.credited_ms) for i in own if i.exclusive and i.queue is queue]
    return sorted(found)


def channel(queue: Queue) -> str:
    """The queue's channel."""
    return CHANNELS[queue.channel]
