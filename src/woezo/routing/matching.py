"""Who gets what.

Two questions, one rule. An interaction asks for an agent: the preferred one if he is ready, else the lowest open tier,
in it the most points, then the least loaded, then the longest ready. An agent asks for an interaction: of the heads of
all lines his group may serve, and of those who wait for him, the highest score, then the earliest credited arrival,
then the lowest id. The score of a pair is affine in the wait and in the number that waits:

    line.base + wait_ms x queue.slope + waiting x queue.waiting_points + entry.points (+ preferred points)

Between two events nothing that is allowed is left unmatched, so an event only has to look at what it changed. Where a
queue holds generalists back, a changed count can allow a pair that the event did not touch: `settle` looks again.
"""

from __future__ import annotations

from mypy_extensions import i64

from woezo.routing import ready
from woezo.routing.eligibility import MICRO, forbidden
from woezo.routing.lines import before
from woezo.routing.model import Agent, Entry, Group, Interaction, Line, Queue
from woezo.routing.reserving import reserve
from woezo.routing.router import Router


def held_back(entry: Entry, head: Interaction, now_ms: i64) -> bool:
    """Whether the tier's hold-back thresholds keep this group from the head of the line now.

    With k agents of the group ready, it serves if at least counts[k] wait in the queue or the head has waited
    waits_ms[k] (the last threshold counts for every larger k).
    """
    tier = entry.tier
    if not tier.holds:
        return False
    counts = tier.hold_counts
    waits_ms = tier.hold_waits_ms
    k: i64 = ready.count(entry, max(len(counts), len(waits_ms))) - 1
    if counts:
        waiting = head.queue.waiting
        if head.line is None:
            waiting = waiting + 1  # it has only just come, and will be counted when it stands
        if waiting >= counts[min(max(k, 0), len(counts) - 1)]:
            return False
    return not (waits_ms and now_ms - head.credited_ms >= waits_ms[min(max(k, 0), len(waits_ms) - 1)])


def can_take(agent: Agent, channel: i64) -> bool:
    """A ready agent whose load admits one more interaction of the channel."""
    line = agent.ready_line
    return line is not None and (line.load.room >> channel) & 1 == 1


def entry_for(line: Line, group: Group) -> Entry | None:
    """The entry that lets the group serve the line, None if it may not."""
    for entry in line.entries:
        if entry.group is group:
            return entry
    return None


def _wanted(interaction: Interaction, line: Line) -> Agent | None:
    """The preferred agent, if he can take the interaction now. He needs no open tier."""
    agent = interaction.preferred
    if agent is None or not can_take(agent, interaction.queue.channel) or agent.id in line.excluded:
        return None
    return agent if entry_for(line, agent.group) is not None else None


def find_agent(router: Router, interaction: Interaction, line: Line) -> Agent | None:
    """The agent for an interaction that is the head of its line or waits for its preferred agent."""
    if interaction.preferred is not None:
        wanted = _wanted(interaction, line)
        if wanted is not None or interaction.exclusive:
            return wanted
    wait_ms: i64 = router.now_ms - interaction.credited_ms
    best: Agent | None = None
    best_used: i64 = 0
    best_tier: i64 = -1
    points: i64 = 0
    for entry in line.entries:
        tier = entry.tier
        if best is not None and (tier.index != best_tier or entry.points != points):
            break
        if wait_ms < tier.opens_ms:
            continue
        agent = _first_ready(entry, line)
        if agent is None or (tier.holds and held_back(entry, interaction, router.now_ms)):
            continue
        standing = agent.ready_line
        assert standing is not None
        used = standing.used
        if best is None or used < best_used or (used == best_used and agent.ready_turn < best.ready_turn):
            best = agent
            best_used = used
            best_tier = tier.index
            points = entry.points
    return best


def find_agent_now(interaction: Interaction, queue: Queue) -> Agent | None:
    """Whom a queue would give to be consulted in an interaction: whatever its tiers' waits, nobody twice."""
    line = queue.lines[0]
    channel = interaction.queue.channel
    for entry in line.entries:
        if forbidden(interaction.queue, entry.group):
            continue
        for ready_line in entry.group.ready_for[channel]:
            agent = ready_line.first
            while agent is not None:
                if not takes_part(interaction, agent):
                    return agent
                agent = agent.next
    return None


def takes_part(interaction: Interaction, agent: Agent) -> bool:
    """The agent already has, or is called into, the interaction."""
    return any(reservation.interaction is interaction for reservation in agent.reservations)


def _first_ready(entry: Entry, line: Line) -> Agent | None:
    """The least loaded, longest ready agent of a group for a line."""
    lines = entry.ready
    if len(lines) == 1 and not line.excluded:
        return lines[0].first
    best: Agent | None = None
    used: i64 = 0
    for ready_line in lines:
        if best is not None and ready_line.used > used:
            break
        agent = ready_line.first
        if line.excluded:
            while agent is not None and agent.id in line.excluded:
                agent = agent.next
        if agent is None:
            continue
        if best is None or agent.ready_turn < best.ready_turn:
            best = agent
            used = ready_line.used
    return best


def find_interaction(router: Router, agent: Agent) -> Interaction | None:
    """The interaction for a ready agent."""
    standing = agent.ready_line
    assert standing is not None
    now_ms = router.now_ms
    room = standing.load.room
    best: Interaction | None = None
    best_score: i64 = 0
    after = agent.group.calling
    while after is not None:
        entry = after
        after = entry.call_after
        line = entry.line
        head = line.head
        if head is None:
            continue
        queue = line.queue
        wait_ms: i64 = now_ms - head.credited_ms
        if wait_ms < entry.tier.opens_ms or (room >> queue.channel) & 1 == 0:
            continue
        if line.excluded and agent.id in line.excluded:
            continue
        score: i64 = line.base + wait_ms * queue.slope + queue.waiting * queue.waiting_points + entry.points
        if best is not None and (score < best_score or (score == best_score and before(best, head))):
            continue
        if entry.tier.holds and held_back(entry, head, now_ms):
            continue
        best = head
        best_score = score
    if agent.own_line:
        return _own_or(router, agent, best, best_score)
    return best


def _own_or(router: Router, agent: Agent, best: Interaction | None, best_score: i64) -> Interaction | None:
    """The best of those who prefer this agent, if it beats `best`. All are compared: there are few."""
    for interaction in agent.own_line or []:
        line = interaction.line
        assert line is not None
        queue = interaction.queue
        if not can_take(agent, queue.channel) or agent.id in line.excluded:
            continue
        entry = entry_for(line, agent.group)
        if entry is None:
            continue
        wait_ms: i64 = router.now_ms - interaction.credited_ms
        score: i64 = line.base + wait_ms * queue.slope + queue.waiting * queue.waiting_points + entry.points
        score = score + queue.preferred_points * MICRO
        if best is None or score > best_score or (score == best_score and before(interaction, best)):
            best = interaction
            best_score = score
    return best


def place(router: Router, interaction: Interaction) -> None:
    """An interaction has come to wait: give it to an agent if one may take it."""
    line = interaction.line
    if not router.deciding or line is None:
        return
    if interaction.preferred is not None:
        wanted = _wanted(interaction, line)
        if wanted is not None:
            reserve(router, interaction, wanted)
            return
    # Of a queue that holds back, settle looks at every line: the count has changed for all of them.
    if interaction.exclusive or interaction.queue.holds or line.head is not interaction:
        return
    agent = find_agent(router, interaction, line)
    if agent is not None:
        reserve(router, interaction, agent)


def offer(router: Router, agent: Agent) -> None:
    """An agent may take work again: give him interactions until he is full or none is allowed."""
    if not router.deciding or agent.group.holds:
        return  # settle decides, so that the longest ready of the group goes first
    while agent.ready_line is not None:
        interaction = find_interaction(router, agent)
        if interaction is None:
            return
        reserve(router, interaction, agent)


def settle(router: Router) -> None:
    """Look again where a count or a wait may have lifted a hold-back, until nothing changes. Ends every event."""
    while router.dirty_group is not None or router.dirty_queues:
        queues = router.dirty_queues
        if queues:
            router.dirty_queues = []
            for queue in queues:
                _serve_queue(router, queue)
            continue
        after = router.dirty_group
        router.dirty_group = None
        while after is not None:
            group = after
            after = group.dirty_after
            group.dirty_after = None
            group.dirty = False
            _serve_group(router, group)


def _serve_queue(router: Router, queue: Queue) -> None:
    """Let the head of each line ask. Serving one may make or drop lines of those that are empty."""
    if len(queue.lines) == 1:
        serve_line(router, queue.lines[0])
        return
    for line in list(queue.lines):
        serve_line(router, line)


def serve_line(router: Router, line: Line) -> None:
    """Let the head of a line ask, again and again until it gets nobody."""
    while router.deciding and line.head is not None:
        head = line.head
        agent = find_agent(router, head, line)
        if agent is None:
            return
        reserve(router, head, agent)


def _serve_group(router: Router, group: Group) -> None:
    """Ask for the agents of a group in the order least loaded, longest ready."""
    if not router.deciding or not group.holds or (group.calling is None and group.awaited == 0):
        return
    alike = _are_alike(group)
    for ready_line in group.ready:
        agent = ready_line.first
        while agent is not None:
            after = agent.next
            interaction = find_interaction(router, agent)
            if interaction is not None:
                reserve(router, interaction, agent)
            elif alike:
                break  # who stands behind him would find nothing either
            agent = after


def _are_alike(group: Group) -> bool:
    """Whether no interaction tells the group's agents apart: none waits for one of them, none excludes one."""
    if group.awaited > 0:
        return False
    entry = group.calling
    while entry is not None:
        if entry.line.excluded:
            return False
        entry = entry.call_after
    return True


def rematch(router: Router) -> None:
    """After a change that may allow many pairs (configuration, a site back): ask for every ready agent, in turn."""
    if not router.deciding or not anybody_waits(router):
        return  # most configuration arrives before the first contact: thousands of agents, each looked at once
    for agent in sorted((a for a in router.agents.values() if a.ready), key=_turn):
        while agent.ready_line is not None:
            interaction = find_interaction(router, agent)
            if interaction is None:
                break
            reserve(router, interaction, agent)


def anybody_waits(router: Router) -> bool:
    """Whether any queue holds a waiting interaction."""
    return any(queue.waiting > 0 for queue in router.queues.values())


def _turn(agent: Agent) -> int:
    return agent.ready_turn
