"""Who may ever serve what: decided once per (line, group), never while routing.

Law and contract come first (a barred competitor or a country the programme does not allow is excluded at every tier),
then skills and levels, the channel, and the first tier that admits the group. What changes by the minute (desk,
activity, load, waits) is not looked at here.
"""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from woezo.routing.model import Entry, Group, Line, Queue, Requirements, Tier
from woezo.routing.router import Router

MICRO: Final = 1_000_000
"""Scores are in millionths of a point, so that a slope per millisecond stays an integer."""


def merged(a: Requirements, b: Requirements) -> Requirements:
    """Both requirements at once: the higher level of each skill."""
    if not b:
        return a
    levels = dict(a)
    for skill, level in b:
        levels[skill] = max(level, levels.get(skill, 0))
    return tuple(sorted(levels.items()))


def lacks(group: Group, required: Requirements) -> str:
    """The reason for which the group does not meet the requirements, or "" if it does."""
    for skill, level in required:
        has = group.levels.get(skill, 0)
        if has == 0:
            return "missing_skill"
        if has < level:
            return "level_too_low"
    return ""


def tier_of(queue: Queue, group: Group) -> Tier | None:
    """The first tier of the queue that admits the group."""
    for tier in queue.tiers:
        if tier.sites and group.site.id not in tier.sites:
            continue
        if not lacks(group, tier.min_levels):
            return tier
    return None


def forbidden(queue: Queue, group: Group) -> str:
    """The reason of law or contract for which the group may not even see the queue's customers, "" if it may."""
    programme = queue.programme
    if programme.client in group.barred:
        return "barred"
    if programme.countries and group.site.country not in programme.countries:
        return "country"
    return ""


def never(line: Line, group: Group) -> str:
    """The lasting reason for which the group may not serve the line, "" if it may. A word of codes.PAIR_REASONS."""
    queue = line.queue
    reason = forbidden(queue, group)
    if reason:
        return reason
    reason = lacks(group, merged(queue.required, line.required))
    if reason:
        return reason
    if not group.capacity.serves(queue.channel):
        return "channel"
    if tier_of(queue, group) is None:
        return "no_tier"
    return ""


def _points(line: Line, group: Group, tier: Tier) -> i64:
    """The fixed part of the pair's score: the tier's points, spare levels, cost."""
    queue = line.queue
    spare: i64 = 0
    for skill, level in merged(queue.required, line.required):
        spare = spare + group.levels.get(skill, 0) - level
    return (tier.points + spare * queue.level_points - group.cost * queue.cost_points) * MICRO


def _order(entry: Entry) -> tuple[int, int, int]:
    return (entry.tier.index, -entry.points, entry.group.id)


def set_base(line: Line) -> None:
    """The part of the score that all of the line share: its priority."""
    queue = line.queue
    priority = queue.priority if line.priority < 0 else line.priority
    line.base = queue.priority_points * priority * MICRO


def connect_line(router: Router, line: Line) -> None:
    """Find the groups of a new or changed line."""
    disconnect_line(line)
    set_base(line)
    for group in router.groups.values():
        if not never(line, group):
            _connect(line, group)
    line.entries.sort(key=_order)
    if line.head is not None:
        call(line)


def connect_alike(line: Line, other: Line) -> None:
    """Give a new line of a queue the groups of one with the same requirements: priority and exclusion change none."""
    set_base(line)
    for entry in other.entries:
        group = entry.group
        copy = Entry(line, group, entry.tier, entry.points)
        line.entries.append(copy)
        group.entries.append(copy)


def disconnect_line(line: Line) -> None:
    """Take a line out of the groups that serve it."""
    hush(line)
    for entry in line.entries:
        entry.group.entries.remove(entry)
    line.entries = []


def connect_group(router: Router, group: Group) -> None:
    """Find the lines of a new group."""
    for queue in router.queues.values():
        for line in queue.lines:
            if not never(line, group):
                entry = _connect(line, group)
                line.entries.sort(key=_order)
                if line.head is not None:
                    _call(entry)
    note_holds(group)


def disconnect_group(group: Group) -> None:
    """Take a group that has lost its last agent out of every line."""
    for entry in group.entries:
        entry.line.entries.remove(entry)
    group.entries = []
    group.calling = None


def call(line: Line) -> None:
    """Somebody waits in the line now: its groups see it."""
    for entry in line.entries:
        _call(entry)


def _call(entry: Entry) -> None:
    group = entry.group
    first = group.calling
    entry.calls = True
    entry.call_after = first
    if first is not None:
        first.call_before = entry
    group.calling = entry


def hush(line: Line) -> None:
    """Nobody waits in the line any more."""
    for entry in line.entries:
        if not entry.calls:
            continue
        entry.calls = False
        ahead = entry.call_before
        behind = entry.call_after
        if ahead is None:
            entry.group.calling = behind
        else:
            ahead.call_after = behind
            entry.call_before = None
        if behind is not None:
            behind.call_before = ahead
            entry.call_after = None


def _connect(line: Line, group: Group) -> Entry:
    tier = tier_of(line.queue, group)
    assert tier is not None
    entry = Entry(line, group, tier, _points(line, group, tier))
    line.entries.append(entry)
    group.entries.append(entry)
    return entry


def note_holds(group: Group) -> None:
    """Whether the group is held back anywhere, and so must be looked at again when a count changes."""
    group.holds = any(entry.tier.holds for entry in group.entries)


def reorder(router: Router) -> None:
    """After groups got other ids (a restored snapshot): the order that follows from them."""
    for queue in router.queues.values():
        for line in queue.lines:
            line.entries.sort(key=_order)
