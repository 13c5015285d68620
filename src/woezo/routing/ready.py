"""Ready agents: per group and load class one line, longest ready first.

`update` is the only way in or out: it looks at what blocks the agent and at his load, so that no event handler has to
remember whether he stood in a line.
"""

from __future__ import annotations

from mypy_extensions import i64

from woezo.routing.codes import B_WRAPPING
from woezo.routing.model import Agent, Entry, Group, ReadyLine
from woezo.routing.router import Router


def leave(router: Router, agent: Agent, line: ReadyLine) -> None:
    """Take a ready agent out of his line."""
    before = agent.previous
    after = agent.next
    if before is None:
        line.first = after
    else:
        before.next = after
    if after is None:
        line.last = before
    else:
        after.previous = before
    agent.previous = None
    agent.next = None
    agent.ready_line = None
    if agent.group.holds:
        _stir(router, agent.group)


def _stir(router: Router, group: Group) -> None:
    """The ready agents of a group that holds back changed: settling asks for it, in the order of ids."""
    if group.dirty:
        return
    group.dirty = True
    ahead: Group | None = None
    behind = router.dirty_group
    while behind is not None and behind.id < group.id:
        ahead = behind
        behind = behind.dirty_after
    group.dirty_after = behind
    if ahead is None:
        router.dirty_group = group
    else:
        ahead.dirty_after = group


def _append(agent: Agent, line: ReadyLine) -> None:
    last = line.last
    agent.previous = last
    if last is None:
        line.first = agent
    else:
        last.next = agent
    line.last = agent


def _insert_at_turn(agent: Agent, line: ReadyLine) -> None:
    """Put the agent back where his turn says; he is nearly always the first."""
    after = line.first
    while after is not None and after.ready_turn < agent.ready_turn:
        after = after.next
    if after is None:
        _append(agent, line)
        return
    before = after.previous
    agent.previous = before
    agent.next = after
    after.previous = agent
    if before is None:
        line.first = agent
    else:
        before.next = agent


def update(router: Router, agent: Agent, keep_turn: bool = False) -> None:
    """Put the agent where his blocks and his load say.

    keep_turn: he did nothing in between (the customer left before he could accept), so he keeps his place.
    """
    # Wrap-up alone takes no work; wrap-up beside a live conversation follows the capacity.
    blocked = agent.blocked & ~B_WRAPPING
    if agent.wrapping > 0 and agent.live == 0:
        blocked = blocked | B_WRAPPING
    agent.blocked = blocked
    load = agent.load
    ready = blocked == 0 and load is not None and load.room != 0
    line = agent.ready_line
    if line is not None:
        if ready and line.load is load:
            return
        leave(router, agent, line)
    if not ready or load is None:
        return
    line = agent.group.ready[load.index]
    agent.ready_line = line
    if not keep_turn or agent.ready_turn == 0:
        agent.ready_turn = router.next_turn
        agent.ready_since_ms = router.now_ms
        router.next_turn = router.next_turn + 1
        _append(agent, line)
    else:
        _insert_at_turn(agent, line)
    if agent.group.holds:
        _stir(router, agent.group)


def count(entry: Entry, enough: i64) -> i64:
    """How many ready agents of a group have room for a line, counted up to `enough`: thresholds are few."""
    total: i64 = 0
    for line in entry.ready:
        agent = line.first
        while agent is not None and total < enough:
            total = total + 1
            agent = agent.next
    return total
