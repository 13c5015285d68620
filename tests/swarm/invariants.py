"""What must hold after every event, whatever came: cheap checks each time, a look at everything now and then."""

from __future__ import annotations

from typing import Any

from tests.swarm.steps import INTERACTION_STATE, RESERVATION_STATE, Shadow, need
from woezo.routing import Router
from woezo.routing.codes import (
    B_ACTIVITY,
    B_DESK_LOST,
    B_NEXT_ACTIVITY,
    B_RINGING,
    B_SIGNED_OUT,
    B_SITE_DOWN,
    B_WRAPPING,
    CONNECTED,
    CREATED,
    ENDED,
    FOREVER,
    HELD,
    PAIR_REASONS,
    QUEUED,
    R_ACCEPTED,
    R_PENDING,
    R_WRAPPING,
    RESERVED,
)
from woezo.routing.eligibility import never
from woezo.routing.explain import pair_reason
from woezo.routing.lines import MAX_IDLE_LINES
from woezo.routing.model import Agent, Group, Interaction, Line, Queue, due_ms
from woezo.routing.reading import arrivals_waiting
from woezo.routing.timers import Timer

Args = dict[str, Any]
ABLE_ONLY = ("", "chosen", "later_tier", "fewer_points", "more_loaded", "ready_later")
MANY_PAIRS = 3000


class Watch:
    """Follows one router. full_every: how often everything is looked at."""

    def __init__(self, router: Router, full_every: int) -> None:
        self.router = router
        self.full_every = full_every
        self.shadow = Shadow()
        self.seen = 0
        self.settled = 0
        """How often it was looked whether anything that is allowed is left unmatched."""

    def after(self, event: str, args: Args, effects: list[list[int | str]]) -> None:
        """Check what one event did. Raises Broken."""
        self.seen += 1
        for id in self.shadow.see(event, args, effects):
            self._same_state(id)
        if self.seen % self.full_every == 0:
            self.everything()

    def _same_state(self, id: int) -> None:
        interaction = self.router.interactions.get(id)
        state = "ended" if interaction is None else INTERACTION_STATE[interaction.state]
        told = self.shadow.interactions.get(id, "ended")
        need(state == told, f"interaction {id} is {state}, its effects say {told}")

    def everything(self) -> None:
        """All of the state."""
        router, shadow = self.router, self.shadow
        in_hand = {int(i.id): INTERACTION_STATE[i.state] for i in router.interactions.values() if i.state != ENDED}
        need(in_hand == shadow.interactions, f"in hand {in_hand}, by the effects {shadow.interactions}")
        need(shadow.offered == shadow.ended + len(in_hand), "offered is not ended plus in hand")
        held = {int(r.id): (RESERVATION_STATE[r.state], int(r.interaction.id)) for r in router.reservations.values()}
        need(held == shadow.reservations, f"reservations {held}, by the effects {shadow.reservations}")
        self.settled += state_is_right(router)


def state_is_right(router: Router) -> bool:
    """Everything that can be said of a router without its past. True if it was looked whether all is settled."""
    for agent in router.agents.values():
        agent_is_right(router, agent)
    for group in router.groups.values():
        group_is_right(router, group)
    for queue in router.queues.values():
        queue_is_right(router, queue)
    for interaction in router.interactions.values():
        interaction_is_right(router, interaction)
    timers_are_right(router)
    due = router.next_due_ms
    quiet = due is None or due > router.now_ms
    if quiet:
        is_settled(router)
    return quiet


def agent_is_right(router: Router, agent: Agent) -> None:
    """Load, counters, blocks and readiness follow from what he holds; nobody has more than fits."""
    name, capacity, held = f"agent {agent.id}", agent.group.capacity, agent.reservations
    states = [r.state for r in held]
    need(len(held) == len({int(r.id) for r in held}), f"{name} holds a reservation twice")
    need(all(r.agent is agent and router.reservations.get(r.id) is r for r in held), f"{name} holds what is not his")
    need(agent.live == states.count(R_ACCEPTED), f"{name}: live {agent.live}, accepted {states.count(R_ACCEPTED)}")
    need(agent.wrapping == states.count(R_WRAPPING), f"{name}: wrapping {agent.wrapping} of {states}")
    need(states.count(R_PENDING) <= 1, f"{name}: two reservations ring")
    need(agent.load == capacity.class_of([r.interaction.queue.channel for r in held]), f"{name}: load is wrong")
    if agent.load is not None:
        need(agent.load.used <= capacity.units, f"{name} is above his capacity")
    expected = {
        B_SIGNED_OUT: agent.desk == 0,
        B_SITE_DOWN: not agent.group.site.up,
        B_ACTIVITY: not agent.routable,
        B_NEXT_ACTIVITY: bool(agent.next_activity) and not agent.next_routable,
        B_RINGING: R_PENDING in states,
        B_WRAPPING: R_WRAPPING in states and R_ACCEPTED not in states,
    }
    for bit, holds in expected.items():
        need(bool(agent.blocked & bit) == holds, f"{name}: block {bit} should be {holds}")
    ready = agent.blocked == 0 and agent.load is not None and any(agent.load.taken)
    need(agent.ready == ready, f"{name}: ready is {agent.ready}")
    need(not agent.next_activity or bool(held), f"{name}: next activity although nothing is in hand")
    need(bool(agent.desk) or not held, f"{name} holds something and is signed out")
    own_line = agent.own_line or []
    places = [(i.credited_ms, i.id < 0, abs(i.id)) for i in own_line]
    need(places == sorted(places), f"{name}: own line is out of order")
    need(all(i.state == QUEUED and i.preferred is agent for i in own_line), f"{name}: a stranger in his own line")


def group_is_right(router: Router, group: Group) -> None:
    """Every ready agent stands once, in the line of his load class, by turn; the counts are right."""
    agents = [agent for agent in router.agents.values() if agent.group is group]
    need(len(agents) == group.agents > 0, f"group {group.id}: {group.agents} agents counted, {len(agents)} there")
    standing: list[Agent] = []
    for line, load in zip(group.ready, group.capacity.classes, strict=True):
        found: list[Agent] = []
        agent = line.first
        while agent is not None:
            need(agent.ready_line is line and agent.load is load, f"agent {agent.id} stands in a wrong class")
            found.append(agent)
            agent = agent.next
        need(line.last is (found[-1] if found else None), f"group {group.id}: tail of class {load.index}")
        turns = [a.ready_turn for a in found]
        need(turns == sorted(set(turns)), f"group {group.id}: turns {turns}")
        standing += found
    ready = sorted(a.id for a in agents if a.ready)
    need(sorted(a.id for a in standing) == ready, f"group {group.id}: ready agents are lost")
    calling = [entry for entry in group.entries if entry.line.head is not None]
    need(callers_of(group) == sorted(map(id, calling)), f"group {group.id}: calling is wrong")
    awaited = sum(len(agent.own_line or []) for agent in agents)
    need(group.awaited == awaited, f"group {group.id}: {group.awaited} awaited counted, {awaited} there")
    holds = any(entry.tier.hold_counts or entry.tier.hold_waits_ms for entry in group.entries)
    need(group.holds == holds and not group.dirty, f"group {group.id}: holds is wrong, or settling forgot it")


def callers_of(group: Group) -> list[int]:
    """Who calls, each once, and linked both ways."""
    found: list[int] = []
    before, entry = None, group.calling
    while entry is not None:
        need(entry.calls and entry.call_before is before, f"group {group.id}: a caller is linked wrongly")
        found.append(id(entry))
        before, entry = entry, entry.call_after
    return sorted(found)


def queue_is_right(router: Router, queue: Queue) -> None:
    """First in, first out in every line; nobody counted twice or lost; no line is kept for nothing."""
    waiting = [i for i in router.interactions.values() if i.state == QUEUED and i.queue is queue]
    need(queue.waiting == len(waiting), f"queue {queue.id}: counts {queue.waiting}, {len(waiting)} wait")
    came = sorted(int(i.credited_ms) for i in waiting)
    need(arrivals_waiting(router, queue) == came, f"queue {queue.id}: is read as {arrivals_waiting(router, queue)}")
    keys = [(line.required, int(line.priority), line.excluded) for line in queue.lines]
    need(len(keys) == len(set(keys)), f"queue {queue.id}: two lines are alike")
    idle = [line for line in queue.lines[1:] if not line.members]
    need(not any(line.excluded for line in idle), f"queue {queue.id}: keeps an empty line that excludes")
    need(len(idle) <= MAX_IDLE_LINES, f"queue {queue.id}: keeps {len(idle)} idle lines")
    stood: list[Interaction] = []
    for line in queue.lines:
        stood += line_is_right(router, line)
    standing = [i for i in waiting if not i.exclusive]
    need(len(stood) == len(standing), f"queue {queue.id}: {len(standing)} should stand, {len(stood)} do")
    need({i.id for i in stood} == {i.id for i in standing}, f"queue {queue.id}: somebody is lost")


def line_is_right(router: Router, line: Line) -> list[Interaction]:
    """Who stands in it, in order."""
    found: list[Interaction] = []
    interaction = line.head
    while interaction is not None:
        need(interaction.line is line, f"interaction {interaction.id} stands in a line that is not its own")
        need(interaction.previous is (found[-1] if found else None), f"line {line.id}: a link is broken")
        found.append(interaction)
        interaction = interaction.next
    need(line.tail is (found[-1] if found else None), f"line {line.id}: tail")
    places = [(i.credited_ms, i.id < 0, abs(i.id)) for i in found]
    need(places == sorted(places), f"line {line.id} is out of order: {places}")
    members = [i for i in router.interactions.values() if i.line is line]
    need(line.members == len(members), f"line {line.id}: {line.members} members counted, {len(members)} there")
    able = {group.id for group in router.groups.values() if not never(line, group)}
    need({entry.group.id for entry in line.entries} == able, f"line {line.id}: wrong groups")
    order = [(e.tier.index, -e.points, e.group.id) for e in line.entries]
    need(order == sorted(order), f"line {line.id}: groups are out of order")
    need(all(entry in entry.group.entries for entry in line.entries), f"line {line.id}: a group does not know it")
    return found


def interaction_is_right(router: Router, interaction: Interaction) -> None:
    """It is in one place, with the reservations that its state asks for; what is over is not kept."""
    name, state = f"interaction {interaction.id}", interaction.state
    held = [r for r in router.reservations.values() if r.interaction is interaction]
    talking = [r for r in held if r.state in (R_PENDING, R_ACCEPTED)]
    need(interaction.hands == len(held), f"{name}: {interaction.hands} hands counted, {len(held)} there")
    need((interaction.line is not None) == (state == QUEUED), f"{name}: line and state disagree")
    if state in (CREATED, QUEUED):
        need(not talking, f"{name} waits and is in somebody's hands")
    elif state == RESERVED:
        need([r.state for r in talking] == [R_PENDING], f"{name} is reserved with {len(talking)} reservations")
        need(interaction.reservation is talking[0], f"{name}: another reservation leads")
    elif state in (CONNECTED, HELD):
        leader = interaction.reservation
        need(leader is not None and leader.state == R_ACCEPTED and leader in talking, f"{name}: nobody leads")
        others = interaction.others or []
        need({r.id for r in talking if r is not leader} == {r.id for r in others}, f"{name}: consultations are lost")
    else:
        need(not talking, f"{name} is over or parked and somebody talks")
    if state == ENDED:
        need(bool(held), f"{name} is over and kept")
    preferred = interaction.preferred
    if state == QUEUED and preferred is not None:
        need((preferred.own_line or []).count(interaction) == 1, f"{name} does not stand in its agent's own line")
        need(router.agents.get(preferred.id) is preferred, f"{name} prefers somebody who was removed")


def timers_are_right(router: Router) -> None:
    """What runs belongs to something that is there and in a state that waits for it; the heap is a heap."""
    heap = router.timers.heap
    for position, timer in enumerate(heap):
        need(timer.position == position, "a timer does not know its place")
        above = heap[(position - 1) >> 1]
        order = (above.due_ms, above.kind, above.owner_id) <= (timer.due_ms, timer.kind, timer.owner_id)
        need(position == 0 or order, "timers are out of order")
    expected: list[Timer | None] = []
    for reservation in router.reservations.values():
        if reservation.state != R_ACCEPTED:
            expected.append(reservation.timer)
        if reservation.state != R_WRAPPING:
            expected.append(reservation.grace_timer)
    for interaction in router.interactions.values():
        if interaction.state in (QUEUED, CREATED):
            expected.append(interaction.preferred_timer)
        if interaction.state == QUEUED:
            expected.append(interaction.exclusion_timer)
    for queue in router.queues.values():
        expected += [queue.tiers_timer, queue.priority_timer, *(line.timer for line in queue.lines)]
    expected += [agent.skills_timer for agent in router.agents.values()]
    known = {id(timer) for timer in expected if timer is not None}
    for timer in heap:
        need(id(timer) in known, f"a timer of kind {timer.kind} runs for {timer.owner_id} and nothing waits for it")
    for reservation in router.reservations.values():
        blocked, runs = reservation.agent.blocked, due_ms(reservation.grace_timer) < FOREVER
        if reservation.state in (R_PENDING, R_ACCEPTED) and blocked & B_DESK_LOST:
            need(runs, f"reservation {reservation.id}: the desk is lost and no grace runs")
        if not blocked & (B_DESK_LOST | B_SITE_DOWN):
            need(not runs, f"reservation {reservation.id}: a grace runs for nothing")


def is_settled(router: Router) -> None:
    """Nothing that is allowed is left unmatched: each pair has exactly one reason. Big centres: the ready agents."""
    waiting = [i for i in router.interactions.values() if i.state == QUEUED]
    agents = list(router.agents.values())
    if len(waiting) * len(agents) > MANY_PAIRS:
        agents = [agent for agent in agents if agent.ready]
    for interaction in waiting:
        for agent in agents:
            reason = pair_reason(router, agent, interaction)
            need(
                reason in PAIR_REASONS and reason not in ABLE_ONLY,
                f"agent {agent.id} and interaction {interaction.id} could be matched: {reason!r}",
            )
