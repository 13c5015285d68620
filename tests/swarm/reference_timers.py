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
    forget_preference,
    lose,
    send_away,
)

LINE = 3
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
        if line.due_ms:
            found.append((line.due_ms, LINE, line.serial, lambda key=key: fire_line(state, key)))
    for i in state.interactions.values():
        if i.patience_until_ms and i.preferred and i.state != "ended":
            found.append((i.patience_until_ms, 4, i.id, lambda i=i: _patience(state, i)))
        if i.excluded and i.state == "queued":
            found.append((min(i.excluded.values()), 5, i.id, lambda i=i: _exclusion(state, i)))
        if i.state == "created":
            found.append((i.due_ms, 6, i.id, lambda i=i: come_to_wait(state, i)))
    for a in state.agents.values():
        if a.skills_until_ms:
            found.append((a.skills_until_ms, 7, a.id, lambda a=a: end_skills(state, a)))
    for q in state.queues.values():
        if q.tiers_until_ms:
            found.append((q.tiers_until_ms, 8, q.id, lambda q=q: end_tiers(state, q)))
        if q.priority_until_ms:
            found.append((q.priority_until_ms, 9, q.id, lambda q=q: end_priority(q)))
    return found


def first_due(state: State) -> tuple[int, int | LineKey] | None:
    """Kind and owner of the timer that would fire now."""
    found = _first(state)
    if found is None:
        return None
    if found[1] == LINE:
        return LINE, next(key for key, line in state.lines.items() if line.serial == found[2])
    return found[1], found[2]


def fire(state: State) -> None:
    found = _first(state)
    if found is None:
        raise Refused("nothing_due")
    found[3]()


def _first(state: State) -> Due | None:
    found = [due for due in dues(state) if due[0] <= state.now_ms]
    return min(found, key=lambda due: due[:3]) if found else None


def _ring(state: State, reservation: Reservation) -> None:
    if reservation.tone:
        accept(state, reservation)
    else:
        end_pending(state, reservation, "timed_out")


def fire_line(state: State, key: LineKey) -> None:
    """Send away who has waited too long, then let the head ask."""
    state.lines[key].due_ms = 0
    over = [i for at, i in state.over_limit(key) if at <= state.now_ms]
    for interaction in over:
        send_away(state, interaction)
    state.look_at_lines()
    if key not in state.lines:
        return
    state.lines[key].passed |= {moment for moment, at in state.moments(key) if at <= state.now_ms}
    if state.head(key) is not None:
        state.matured.append(key)
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
    state.look_afresh(queue.id)
    if queue.holds_back:
        state.grown_queues.append(queue.id)
    state.everyone_asks = True


def end_priority(queue: Queue) -> None:
    queue.override_priority, queue.priority_until_ms = -1, 0
