"""The reference's timers: what is due first, and what happens then."""

from __future__ import annotations

from collections.abc import Callable

from tests.swarm.reference_model import Agent, Interaction, LineKey, Queue, Refused, Reservation
from tests.swarm.reference_state import State
from tests.swarm.reference_work import (
    accept,
    come_to_wait,
    complete_now,
    drop_exclusions,
    end_pending,
    enter,
    forget_preference,
    lose,
    send_away,
)

Due = tuple[int, int, int, Callable[[], None]]


def dues(state: State) -> list[Due]:
    found: list[Due] = []
    for r in state.reservations.values():
        if r.due_ms:
            found.append((r.due_ms, 0, r.id, lambda r=r: _ring(state, r)))
        if r.wrap_due_ms:
            found.append((r.wrap_due_ms, 1, r.id, lambda r=r: complete_now(state, r)))
        if r.grace_due_ms:
            found.append((r.grace_due_ms, 2, r.id, lambda r=r: lose(state, r)))
    for key, line in state.lines.items():
        at_ms = _line_due(state, key)
        if at_ms is not None:
            found.append((at_ms, 3, line.serial, lambda key=key: _line(state, key)))
    for i in state.interactions.values():
        if i.patience_until_ms and i.preferred and i.state != "ended":
            found.append((i.patience_until_ms, 4, i.id, lambda i=i: _patience(state, i)))
        if i.excluded and i.state == "queued":
            found.append((min(i.excluded.values()), 5, i.id, lambda i=i: _exclusion(state, i)))
        if i.state == "created":
            found.append((i.due_ms, 6, i.id, lambda i=i: enter(state, i)))
    for a in state.agents.values():
        if a.skills_until_ms:
            found.append((a.skills_until_ms, 7, a.id, lambda a=a: end_skills(state, a)))
    for q in state.queues.values():
        if q.tiers_until_ms:
            found.append((q.tiers_until_ms, 8, q.id, lambda q=q: end_tiers(state, q)))
        if q.priority_until_ms:
            found.append((q.priority_until_ms, 9, q.id, lambda q=q: end_priority(q)))
    return found


def next_due_ms(state: State) -> int | None:
    return min((due[0] for due in dues(state)), default=None)


def fire(state: State) -> None:
    found = [due for due in dues(state) if due[0] <= state.now_ms]
    if not found:
        raise Refused("nothing_due")
    min(found, key=lambda due: due[:3])[3]()


def _ring(state: State, reservation: Reservation) -> None:
    if reservation.tone:
        accept(state, reservation)
    else:
        end_pending(state, reservation, "timed_out")


def _over_limit(state: State, key: LineKey) -> list[tuple[int, Interaction]]:
    """Those of a line that are to be sent away one day, with the time."""
    limit_ms = state.queues[key[0]]["max_wait_ms"]
    if not limit_ms:
        return []
    return [(i.credited_ms + limit_ms, i) for i in state.standing(key) if not i.overflowed]


def _line_due(state: State, key: LineKey) -> int | None:
    line = state.lines[key]
    moments = [at for moment, at in state.moments(key) if moment not in line.passed]
    moments += [at for at, _ in _over_limit(state, key)]
    return min(moments, default=None)


def _line(state: State, key: LineKey) -> None:
    over = [i for at, i in _over_limit(state, key) if at <= state.now_ms]
    if over:
        send_away(state, over[0])
        return
    state.lines[key].passed |= {moment for moment, at in state.moments(key) if at <= state.now_ms}
    head = state.head(key)
    if head is not None:
        state.came.append(head.id)
        if state.queues[key[0]].holds_back:
            state.grown_queues.append(key[0])


def _patience(state: State, interaction: Interaction) -> None:
    moved = interaction.waits_exclusively
    forget_preference(interaction)
    if moved and interaction.state == "queued":
        come_to_wait(state, interaction, tell=False)


def _exclusion(state: State, interaction: Interaction) -> None:
    drop_exclusions(state, interaction)
    come_to_wait(state, interaction, tell=False)


def end_skills(state: State, agent: Agent) -> None:
    from tests.swarm.reference_configuring import change_profile

    change_profile(state, agent, lambda: _forget_skills(agent))
    state.tell("agent", agent.id)
    state.everyone_asks = True


def _forget_skills(agent: Agent) -> None:
    agent.override, agent.skills_until_ms = None, 0


def end_tiers(state: State, queue: Queue) -> None:
    queue.open_through, queue.tiers_until_ms = -1, 0
    if queue.holds_back:
        state.grown_queues.append(queue.id)
    state.everyone_asks = True


def end_priority(queue: Queue) -> None:
    queue.override_priority, queue.priority_until_ms = -1, 0
