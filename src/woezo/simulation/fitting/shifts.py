"""Shifts of a typical week, made of how many people were there in each half hour of it.

They are to be read and changed by a planner: as few as possible, each of somebody who may come on every day of it, with
his breaks in it. So weekdays that hardly differ have the same shifts, whoever is away for a while and can come back has a
break, and what is alike is one line with its number of agents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

HALF_HOURS: Final = 48
"""Of a day."""
LONGEST_BREAK: Final = 4
"""Half hours: whoever is away for longer has gone home."""
ALIKE_AGENTS: Final = 1.0
"""Weekdays that differ by less in each half hour have the same shifts."""
ALIKE_RATIO: Final = 0.05
"""Or by less of the people who were there at most: of hundreds some are always away. And by no more in the hours of the
whole day.
"""


@dataclass
class _Worker:
    """From and until when, in half hours of the day, and the breaks between."""

    begins: int
    ends: int = HALF_HOURS
    breaks: list[tuple[int, int]] = field(default_factory=list)

    def clocks(self) -> tuple[str, str, tuple[str, ...]]:
        """As a scenario writes them."""
        breaks = tuple(f"{_clock(begin)}-{_clock(end)}" for begin, end in self.breaks)
        return _clock(self.begins), _clock(self.ends), breaks


def shifts_of(there: Sequence[float]) -> list[dict[str, Any]]:
    """As a scenario writes them. there: people in each half hour of a week, from Monday on."""
    counted: dict[tuple[tuple[str, str, tuple[str, ...]], str], int] = {}
    for weekdays, day in _alike(there):
        for clocks, many in Counter(one.clocks() for one in _workers(_levels(day))).items():
            counted[clocks, weekdays] = many
    return [
        {"agents": many, "begins": begins, "ends": ends}
        | ({"breaks": list(breaks)} if breaks else {})
        | {"weekdays": weekdays}
        for ((begins, ends, breaks), weekdays), many in sorted(counted.items())
    ]


def _alike(there: Sequence[float]) -> Iterator[tuple[str, list[float]]]:
    """Weekdays that hardly differ from the first of them, as digits, and their mean day."""
    days = [there[first : first + HALF_HOURS] for first in range(0, 7 * HALF_HOURS, HALF_HOURS)]
    kinds: list[list[int]] = []
    for number, day in enumerate(days):
        near = next((kind for kind in kinds if _near(days[kind[0]], day)), None)
        if near is None:
            kinds.append([number])
        else:
            near.append(number)
    for kind in kinds:
        mean = [sum(values) / len(kind) for values in zip(*(days[number] for number in kind), strict=True)]
        yield "".join(str(number + 1) for number in kind), mean


def _near(one: Sequence[float], other: Sequence[float]) -> bool:
    if abs(sum(one) - sum(other)) > ALIKE_RATIO * max(sum(one), sum(other)):
        return False
    most = max(ALIKE_AGENTS, ALIKE_RATIO * max(*one, *other))
    return all(abs(here - there) < most for here, there in zip(one, other, strict=True))


def _levels(there: Sequence[float]) -> Iterator[int]:
    """Whole people near the average of each half hour of a day. What is lost by rounding is carried over, so that the hours
    of the day add up; and nobody comes or goes for less than half an hour's work of one.
    """
    level, carried = 0, 0.0
    for now in there:
        wanted = now + carried
        if now < 0.5 or abs(wanted - level) >= 1:
            level = max(0, round(wanted))
        carried = wanted - level
        yield level


class _Floor:
    """Who is there and who is away, half hour by half hour of a day. Who came first goes first, and of those rather who had no
    break yet; who went first is the first to come back.
    """

    def __init__(self) -> None:
        self.everybody: list[_Worker] = []
        self.there: list[_Worker] = []
        self.away: list[_Worker] = []

    def half_hour(self, now: int, level: int, later: int) -> None:
        """So many are there in it; later: the most of the hours to come. Where more are to come back, a long gap is the
        breaks of several, one after the other.
        """
        while len(self.there) > level:
            self._leaves(now, self.there)
        while later > level and (back := self._waits_long(now)) and (others := self._without_break()):
            self._leaves(now, others)
            self._returns(back, now)
        self.away = [one for one in self.away if now - one.ends <= LONGEST_BREAK]
        while len(self.there) < level:
            if self.away:
                self._returns(self.away[0], now)
            else:
                self.there.append(_Worker(now))
                self.everybody.append(self.there[-1])

    def _waits_long(self, now: int) -> _Worker | None:
        return next((one for one in self.away if now - one.ends == LONGEST_BREAK), None)

    def _without_break(self) -> list[_Worker]:
        return [one for one in self.there if not one.breaks]

    def _leaves(self, now: int, of: list[_Worker]) -> None:
        leaver = min(of, key=lambda one: (one.begins, len(one.breaks)))
        self.there.remove(leaver)
        leaver.ends = now
        self.away.append(leaver)

    def _returns(self, back: _Worker, now: int) -> None:
        self.away.remove(back)
        if back.ends < now:  # else he was called back before he was gone
            back.breaks.append((back.ends, now))
        back.ends = HALF_HOURS
        self.there.append(back)


def _workers(levels: Iterable[int]) -> list[_Worker]:
    """Of a day."""
    floor, day = _Floor(), [*levels, 0]
    for now, level in enumerate(day):
        floor.half_hour(now, level, max(day[now:]))
    return [one for one in floor.everybody if one.begins < one.ends]


def _clock(half_hour: int) -> str:
    return f"{half_hour // 2:02}:{half_hour % 2 * 30:02}"
