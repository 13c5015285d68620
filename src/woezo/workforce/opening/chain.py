"""The earliest day on which a site can still open, and the chain of tasks that decides it.

Each task that is not done takes the working days it has in the template, from the day it may begin: today, or the working day
after the last of what it needs. The opening is on the working day after the last blocking task that stands before it. This is
the critical path; nothing is made up by working faster, and nobody waits for a date when the work is done before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from woezo.workforce.opening.tasks import OpeningFile, Task
from woezo.workforce.working_time import Calendar


@dataclass(frozen=True)
class EarliestOpening:
    """day: the earliest possible; chain: the tasks that decide it, in their order, empty if nothing is left to do.

    slack_days: working days between it and the opening planned, negative where the plan cannot be kept.
    """

    day: date
    chain: tuple[str, ...]
    slack_days: int


def earliest_opening(file: OpeningFile, opening: date, calendar: Calendar, today: date) -> EarliestOpening:
    """The earliest opening seen from a day, for what is done by then."""
    ends: dict[str, _End] = {}
    for task in file.in_order():
        ends[task.key] = _end(task, working_days_of(task, file, opening, calendar), calendar, today, ends)
    before = [ends[task.key] for task in file.tasks if task.blocking and task.due.count < 0 and not task.done]
    last = max(before, key=lambda end: end.day, default=None)
    day = calendar.next_working_day(last.day) if last else calendar.on_or_after(today)
    chain = tuple(_chain(last, ends)) if last else ()
    return EarliestOpening(day, chain, _working_days_from(day, opening, calendar))


@dataclass(frozen=True)
class _End:
    """The earliest day on which a task is done, and the task, if any, that holds it up until then."""

    key: str
    day: date
    over: bool
    held_by: str | None


def working_days_of(task: Task, file: OpeningFile, opening: date, calendar: Calendar) -> int:
    """How long a task takes by the template, one day or more: it begins on the day after, where what it needs is due on its
    first day.
    """
    first, last = (each.working_date(opening, calendar) for each in (task.starts, task.due))
    if any(file[need].due.working_date(opening, calendar) == first for need in task.needs):
        first = calendar.next_working_day(first)
    return max(1, calendar.working_days(first, last))


def _end(task: Task, days: int, calendar: Calendar, today: date, ends: Mapping[str, _End]) -> _End:
    """A task begun counts from its first day, but ends neither before today nor before what it needs."""
    if task.done:
        return _End(task.key, task.done, task.done <= today, None)
    waiting = [ends[need] for need in task.needs if not ends[need].over]
    last = max(waiting, key=lambda end: end.day, default=None)
    free = calendar.next_working_day(last.day) if last else calendar.on_or_after(today)
    done = calendar.last_of(task.started or free, days)
    held_by = last.key if last and (not task.started or done <= free) else None
    return _End(task.key, max(free, done), over=False, held_by=held_by)


def _chain(last: _End, ends: Mapping[str, _End]) -> list[str]:
    """From the task that only today holds up to the last one."""
    return [*(_chain(ends[last.held_by], ends) if last.held_by else []), last.key]


def _working_days_from(day: date, planned: date, calendar: Calendar) -> int:
    """Working days from one day to the other, the first not counted; negative if it is the later one."""
    if day <= planned:
        return sum(1 for each in calendar.days(day, planned) if each > day)
    return -sum(1 for each in calendar.days(planned, day) if each > planned)
