"""When agents were there, as their contacts show it, and how long they need between two contacts.

Whoever has finished a contact and takes the next one while customers wait all the time needed exactly that long: a
wrap-up. Longer than LONGEST_WRAP_MS, and than the wrap-up that the journal knows, it was a pause. If customers wait for a
part of the time only, he was away in that part; if nobody waits, nothing is known of him, and after gap_ms he counts as
gone. Customers wait who could have been given to him: of the queues of his skills, for longer than a telephone system takes
to connect a call.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from woezo.simulation.fitting.hands import SPOKEN
from woezo.simulation.fitting.history import Contact, History
from woezo.simulation.fitting.survival import Seen, kaplan_meier

LONGEST_WRAP_MS: Final = 60_000
CONNECTING_MS: Final = 10_000
LITTLE_MS: Final = 5_000
HOUR_MS: Final = 3_600_000


@dataclass
class Day:
    """Of one agent: when he came and went (from, to), when he paused (from, for how long), the wrap-ups that were seen, and
    what of them came after the wrap-up that the journal knows.
    """

    spells: list[tuple[int, int]] = field(default_factory=list)
    pauses: list[tuple[int, int]] = field(default_factory=list)
    wraps: list[Seen] = field(default_factory=list)
    beyond: list[Seen] = field(default_factory=list)
    idle: list[tuple[int, int]] = field(default_factory=list)  # (from, for how long) while nobody waited


class Busy(NamedTuple):
    """With a contact. spoken: he talked to one customer, while of those who write he may have several in hand."""

    begin_ms: int
    talked_ms: int
    done_ms: int
    spoken: bool


class Backlog:
    """When customers waited who could be given to somebody."""

    def __init__(self, contacts: Iterable[Contact], queues: frozenset[int]) -> None:
        steps: list[tuple[int, int]] = []
        for one in contacts:
            if one.queue in queues and one.wait_ms > CONNECTING_MS:
                steps += [(one.arrived_ms + CONNECTING_MS, 1), (one.arrived_ms + one.wait_ms, -1)]
        steps.sort()
        self.times = [at_ms for at_ms, _ in steps]
        self.levels: list[int] = []
        level = 0
        for _, by in steps:
            level += by
            self.levels.append(level)

    def waits(self, at_ms: int) -> bool:
        """Whether somebody waits at a moment."""
        position = bisect_right(self.times, at_ms) - 1
        return position >= 0 and self.levels[position] > 0

    def last(self, from_ms: int, to_ms: int) -> int | None:
        """The last moment within the two at which somebody waited, None if there was none."""
        first, position = bisect_right(self.times, from_ms) - 1, bisect_left(self.times, to_ms) - 1
        position = max(position, first)
        if position < 0:
            return None
        if self.levels[position] > 0:
            return to_ms
        while position > first:
            if self.levels[position - 1] > 0:
                return min(to_ms, self.times[position])
            position -= 1
        return None

    def first(self, from_ms: int, to_ms: int) -> int:
        """The first moment within the two at which somebody waited; there is one."""
        position = bisect_right(self.times, from_ms) - 1
        if position >= 0 and self.levels[position] > 0:
            return from_ms
        position += 1
        while position < len(self.times) and self.times[position] < to_ms and self.levels[position] <= 0:
            position += 1
        return min(to_ms, self.times[position]) if position < len(self.times) else to_ms


def presence_of(history: History, skills: Mapping[int, frozenset[int]], gap_ms: int) -> dict[int, Day]:
    """Of each agent who served somebody; where the journal knows when agents were there, as it knows it."""
    busy: dict[int, list[Busy]] = {}
    for one in history.contacts:
        if one.agent:
            spoken = history.channels.get(one.queue, "voice") in SPOKEN
            busy.setdefault(one.agent, []).append(Busy(one.answered_ms, one.talked_ms, one.done_ms, spoken))
    backlogs: dict[frozenset[int], Backlog] = {}
    found = {}
    for agent, times in busy.items():
        queues = skills.get(agent, frozenset())
        if queues not in backlogs:
            backlogs[queues] = Backlog(history.contacts, queues)
        found[agent] = _day(sorted(times), backlogs[queues], gap_ms)
    _lengthen(found, backlogs, skills)
    if not history.knows_wrap_up:
        _without_wrap(found)
    if history.presence_known:
        for agent, day in found.items():
            day.spells = history.presence.get(agent, day.spells)
            day.pauses = [(begin_ms, end_ms - begin_ms) for begin_ms, end_ms in history.pauses.get(agent, [])]
    return found


def _without_wrap(days: Mapping[int, Day]) -> None:
    """A pause that was seen holds the wrap-up of the contact before it, which comes by itself when it is played."""
    seen = [one for day in days.values() for one in day.wraps]
    mean_ms = round(kaplan_meier(seen).mean_ms) if any(one.ended for one in seen) else 0
    for day in days.values():
        day.pauses = [(from_ms, for_ms - mean_ms) for from_ms, for_ms in day.pauses if for_ms > mean_ms]


def _lengthen(
    days: Mapping[int, Day], backlogs: Mapping[frozenset[int], Backlog], skills: Mapping[int, frozenset[int]]
) -> None:
    """Nobody who waits for work is seen until it comes. Where nobody waited when a spell seems to begin or to end, it
    began earlier and ended later by the mean idle time of that hour of the day, as of somebody of whom one contact
    was taken away.
    """
    idle: dict[int, list[int]] = {}
    for day in days.values():
        for from_ms, for_ms in day.idle:
            idle.setdefault(from_ms // HOUR_MS % 24, []).append(for_ms)
    mean_ms = {hour: sum(times) // len(times) for hour, times in idle.items()}
    for agent, day in days.items():
        backlog = backlogs[skills.get(agent, frozenset())]
        spells: list[tuple[int, int]] = []
        for begin_ms, end_ms in day.spells:
            before_ms = 0 if backlog.waits(begin_ms - 1) else mean_ms.get(begin_ms // HOUR_MS % 24, 0)
            after_ms = 0 if backlog.waits(end_ms + CONNECTING_MS) else mean_ms.get(end_ms // HOUR_MS % 24, 0)
            least_ms = spells[-1][1] if spells else 0
            spells.append((max(least_ms, begin_ms - before_ms), end_ms + after_ms))
        day.spells = spells


def _day(busy: Sequence[Busy], backlog: Backlog, gap_ms: int) -> Day:
    found = Day()
    came_ms, end_ms, done_ms, _ = busy[0]
    for one in busy[1:]:
        if one.spoken or one.begin_ms >= end_ms:
            known_ms = max(0, done_ms - end_ms)
            gone_ms, back_ms = _between(found, backlog, end_ms, one.begin_ms, gap_ms, known_ms)
            if gone_ms < back_ms:
                found.spells.append((came_ms, gone_ms))
                came_ms = back_ms
        end_ms, done_ms = max(end_ms, one.talked_ms), max(done_ms, one.done_ms)
    found.spells.append((came_ms, end_ms))
    return found


def _between(found: Day, backlog: Backlog, end_ms: int, begin_ms: int, gap_ms: int, known_ms: int) -> tuple[int, int]:
    """What the time between two contacts tells; when he was gone, (0, 0) if he was not. known_ms: of it, the wrap-up that
    the journal knows.
    """
    idle_ms = begin_ms - end_ms
    if idle_ms <= 0:
        _wrapped(found, 0, known_ms, ended=True)
        return 0, 0
    if idle_ms > max(gap_ms, known_ms):
        return end_ms, begin_ms
    waited_ms = backlog.last(end_ms, begin_ms - 1)
    if waited_ms is None:
        found.idle.append((end_ms, idle_ms))
        return 0, 0
    if waited_ms >= begin_ms - 1:
        waited_ms = begin_ms
    away_ms = waited_ms - end_ms
    if away_ms <= max(LONGEST_WRAP_MS, known_ms + LITTLE_MS):
        _wrapped(found, away_ms, known_ms, ended=waited_ms == begin_ms)
        return 0, 0
    first_ms = backlog.first(end_ms, waited_ms)
    if first_ms > end_ms + max(LONGEST_WRAP_MS, known_ms):  # what was before, nobody knows
        if waited_ms - first_ms > LITTLE_MS:
            found.pauses.append((first_ms, waited_ms - first_ms))
        return 0, 0
    found.pauses.append((end_ms + known_ms, away_ms - known_ms))
    return 0, 0


def _wrapped(found: Day, away_ms: int, known_ms: int, *, ended: bool) -> None:
    found.wraps.append(Seen(away_ms, ended))
    if away_ms >= known_ms:
        found.beyond.append(Seen(away_ms - known_ms, ended))
