"""Waiting lines: intrusive, first in first out by (credited arrival, id).

A queue has one line per (requirements, priority class, excluded agents). Interactions that wait for one agent only
stand in that agent's own line; those that merely prefer him stand in both.
"""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from woezo.routing.codes import E_QUEUED, FOREVER, QUEUED
from woezo.routing.eligibility import call, connect_alike, connect_line, disconnect_line, hush
from woezo.routing.exclusions import renew
from woezo.routing.model import Agent, Interaction, Line, Queue
from woezo.routing.router import Router, tell
from woezo.routing.steps import note_taken, refresh_line

MAX_IDLE_LINES: Final = 64
"""Empty lines a queue keeps: making one costs a look at every group, keeping one costs a look at every match."""


def line_of(router: Router, interaction: Interaction) -> Line:
    """The line in which the interaction belongs, made if need be."""
    queue = interaction.queue
    if is_plain(interaction):
        return queue.lines[0]
    excluded: tuple[int, ...] = ()
    if interaction.excluded is not None:
        excluded = tuple(sorted(agent for agent, _ in interaction.excluded))
    for line in queue.lines:
        if (
            line.priority == interaction.priority
            and line.excluded == excluded
            and line.required == interaction.required
        ):
            return line
    return new_line(router, queue, interaction.required, interaction.priority, excluded)


def is_plain(interaction: Interaction) -> bool:
    """Whether nothing sets the interaction apart: it belongs in the first line of its queue."""
    return interaction.priority < 0 and interaction.excluded is None and not interaction.required


def new_line(
    router: Router, queue: Queue, required: tuple[tuple[int, int], ...], priority: i64, excluded: tuple[int, ...]
) -> Line:
    """Make a line of a queue and connect it with the groups that may serve it."""
    line = Line(router.next_line_id, queue, required, priority, excluded)
    router.next_line_id = router.next_line_id + 1
    if queue.lines and queue.lines[0].required == required:
        connect_alike(line, queue.lines[0])
    else:
        connect_line(router, line)
    queue.lines.append(line)
    return line


def before(a: Interaction, b: Interaction) -> bool:
    """The order within a line: credited arrival, then id; ids of interactions born in the core fall, and come last."""
    if a.credited_ms != b.credited_ms:
        return a.credited_ms < b.credited_ms
    return rank_of(a.id) < rank_of(b.id)


def rank_of(id: i64) -> i64:
    """Ids from outside in their order, then those born in the core (-1, -2, ...) in the order of their birth."""
    return id if id >= 0 else FOREVER - id


def place_of(interaction: Interaction) -> tuple[int, int]:
    """The same order as a key: contacts that come to wait together ask in it, each behind those before him."""
    return (interaction.credited_ms, rank_of(interaction.id))


def enqueue(router: Router, interaction: Interaction) -> None:
    """Let the interaction wait, and tell."""
    interaction.state = QUEUED
    stand(router, interaction)
    tell(router, E_QUEUED, interaction.id, interaction.queue.id)


def pass_by(router: Router, line: Line, interaction: Interaction) -> None:
    """Let the interaction go through an empty line without standing in it, and tell."""
    line.head_since_ms = router.now_ms
    tell(router, E_QUEUED, interaction.id, interaction.queue.id)


def stand(router: Router, interaction: Interaction) -> None:
    """Stand in the line, in the preferred agent's own line, or in both."""
    queue = interaction.queue
    if interaction.excluded is not None:
        renew(router, interaction)
    line = line_of(router, interaction)
    interaction.line = line
    line.members = line.members + 1
    queue.waiting = queue.waiting + 1
    if interaction.preferred is not None:
        into_own_line(interaction)
    if not interaction.exclusive:
        link(router, interaction, line)
    if queue.holds:
        router.dirty_queues.append(queue)


def link(router: Router, interaction: Interaction, line: Line) -> None:
    """Insert into the line at the place of its credited arrival, looking from the nearer end."""
    tail = line.tail
    if tail is None:
        line.head = interaction
        line.tail = interaction
        call(line)
        _new_head(router, line)
        return
    if before(tail, interaction):
        interaction.previous = tail
        tail.next = interaction
        line.tail = interaction
        _behind_the_overflowed(router, line, interaction)
        return
    after = line.head
    while after is not None and before(after, interaction):
        after = after.next
    assert after is not None
    ahead = after.previous
    interaction.next = after
    interaction.previous = ahead
    after.previous = interaction
    if ahead is None:
        line.head = interaction
        _new_head(router, line)
    else:
        ahead.next = interaction
        _behind_the_overflowed(router, line, interaction)


def _behind_the_overflowed(router: Router, line: Line, interaction: Interaction) -> None:
    """The queue's longest wait passes over those who have overflowed: it may begin with one who is not the head."""
    head = line.head
    if line.queue.max_wait_ms > 0 and head is not None and head.stays and not interaction.stays:
        refresh_line(router, line)


def _new_head(router: Router, line: Line) -> None:
    line.head_since_ms = router.now_ms
    queue = line.queue
    if queue.maturities_ms or queue.max_wait_ms > 0:
        refresh_line(router, line)


def into_own_line(interaction: Interaction) -> None:
    agent = interaction.preferred
    assert agent is not None
    own = agent.own_line
    if own is None:
        own = []
        agent.own_line = own
    agent.group.awaited = agent.group.awaited + 1
    k = len(own)
    while k > 0 and before(interaction, own[k - 1]):
        k -= 1
    own.insert(k, interaction)


def leave_own_line(interaction: Interaction) -> None:
    """The preference ends; the interaction forgets the agent."""
    agent = interaction.preferred
    if agent is not None:
        _out_of_own_line(interaction, agent)
        interaction.preferred = None


def _out_of_own_line(interaction: Interaction, agent: Agent) -> None:
    own = agent.own_line
    if own is not None and interaction in own:
        own.remove(interaction)
        agent.group.awaited = agent.group.awaited - 1


def dequeue(router: Router, interaction: Interaction, taken: bool) -> None:
    """Take the interaction out of its lines. taken: an agent gets it, which teaches the expected wait."""
    queue = interaction.queue
    line = interaction.line
    assert line is not None
    queue.waiting = queue.waiting - 1
    if interaction.preferred is not None:
        _out_of_own_line(interaction, interaction.preferred)
    if not interaction.exclusive:
        _unlink(router, interaction, line, taken)
    interaction.line = None
    line.members = line.members - 1
    if line.members == 0 and line is not queue.lines[0]:
        _drop_if_idle(router, line)


def _unlink(router: Router, interaction: Interaction, line: Line, taken: bool) -> None:
    ahead = interaction.previous
    behind = interaction.next
    if behind is None:
        line.tail = ahead
    else:
        behind.previous = ahead
    if ahead is not None:
        ahead.next = behind
    interaction.previous = None
    interaction.next = None
    if ahead is not None:
        return
    line.head = behind
    if behind is None:
        hush(line)
    if taken and line.queue.expects:
        note_taken(router, line)
    _new_head(router, line)


def _drop_if_idle(router: Router, line: Line) -> None:
    """Lines made for an exclusion go at once, others when there are many: lines must not pile up over a year."""
    queue = line.queue
    if not line.excluded and len(queue.lines) <= MAX_IDLE_LINES:
        return
    queue.lines.remove(line)
    disconnect_line(line)
    router.timers.stop(line.timer)
