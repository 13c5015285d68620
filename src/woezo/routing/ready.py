"""Ready agents: per group and load class one line, longest ready first.

`update` is the only way in or out: it looks at what blocks the agent and at his load, so that no event handler has to
remember whether he stood in a line.
"""

from __future__ import annotations

from mypy_extensions import i64

from woezo.routing.capacity import NO_CLASS
from woezo.routing.codes import B_WRAPPING
from woezo.routing.model import Agent, Group
from woezo.routing.router import Router


def leave(router: Router, agent: Agent) -> None:
    """Take a ready agent out of his line."""
    group = agent.group
    k = agent.ready_class
    before = agent.previous
    after = agent.next
    if before is None:
        group.ready_head[k] = after
    else:
        before.next = after
    if after is None:
        group.ready_tail[k] = before
    else:
        after.previous = before
    agent.previous = None
    agent.next = None
    agent.ready = False
    group.ready_total = group.ready_total - 1
    if group.holds:
        router.dirty_groups = True


def _append(agent: Agent) -> None:
    group = agent.group
    k = agent.load
    tail = group.ready_tail[k]
    agent.previous = tail
    if tail is None:
        group.ready_head[k] = agent
    else:
        tail.next = agent
    group.ready_tail[k] = agent


def _insert_at_turn(agent: Agent) -> None:
    """Put the agent back where his turn says; he is nearly always the first."""
    group = agent.group
    k = agent.load
    after = group.ready_head[k]
    while after is not None and after.ready_turn < agent.ready_turn:
        after = after.next
    if after is None:
        _append(agent)
        return
    before = after.previous
    agent.previous = before
    agent.next = after
    after.previous = agent
    if before is None:
        group.ready_head[k] = agent
    else:
        before.next = agent


def update(router: Router, agent: Agent, keep_turn: bool = False) -> bool:
    """Put the agent where his blocks and his load say. True if he may take work.

    keep_turn: he did nothing in between (the customer left before he could accept), so he keeps his place.
    """
    # Wrap-up alone takes no work; wrap-up beside a live conversation follows the capacity.
    if agent.wrapping > 0 and agent.live == 0:
        agent.blocked = agent.blocked | B_WRAPPING
    else:
        agent.blocked = agent.blocked & ~B_WRAPPING
    ready = agent.blocked == 0 and agent.load != NO_CLASS and agent.group.capacity.room[agent.load] != 0
    if agent.ready:
        if ready and agent.ready_class == agent.load:
            return True
        leave(router, agent)
    if not ready:
        return False
    if not keep_turn or agent.ready_turn == 0:
        agent.ready_turn = router.next_turn
        agent.ready_since_ms = router.now_ms
        router.next_turn = router.next_turn + 1
        _append(agent)
    else:
        _insert_at_turn(agent)
    agent.ready = True
    agent.ready_class = agent.load
    group = agent.group
    group.ready_total = group.ready_total + 1
    if group.holds:
        router.dirty_groups = True
    return True


def count(group: Group, channel: i64, enough: i64) -> i64:
    """How many ready agents of a group can take a channel, counted up to `enough`: thresholds are few."""
    total: i64 = 0
    for k in group.capacity.accepting[channel]:
        agent = group.ready_head[k]
        while agent is not None and total < enough:
            total = total + 1
            agent = agent.next
    return total
