"""Where an opening file stands on a day: the dates of its tasks and gates, what is late, and what waits for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from woezo.workforce.opening.tasks import Gate, OpeningFile, Task
from woezo.workforce.working_time import Calendar


class State(StrEnum):
    """What there is to say of a task on a day."""

    DONE = "done"
    LATE = "late"  # the day it was due is over
    BLOCKED = "blocked"  # it should have begun and cannot: what it needs is not done
    DUE = "due"  # in its days
    PLANNED = "planned"  # its first day is still to come


@dataclass(frozen=True)
class TaskState:
    """A task on a day.

    moved_from: the day that the offset alone gives, where a holiday, a week-end or an agreement moved it; None where it did
    not. late_days: calendar days, of a task done late too. blocked_by: the tasks it needs that are not done.
    """

    task: Task
    starts: date
    due: date
    moved_from: date | None
    state: State
    late_days: int
    blocked_by: tuple[str, ...]


@dataclass(frozen=True)
class GateState:
    """A gate on a day: passed once all its blocking tasks are done (all its tasks, if none is blocking)."""

    gate: Gate
    at: date
    tasks: int
    done: int
    waits_for: tuple[str, ...]
    late_days: int

    @property
    def passed(self) -> bool:
        """Whether nothing holds it any more."""
        return not self.waits_for


def dates(task: Task, opening: date, calendar: Calendar) -> tuple[date, date]:
    """(first day, day due) of a task; a day agreed by hand comes before the template's."""
    starts, due = (each.working_date(opening, calendar) for each in (task.starts, task.due))
    return starts, task.due_on or max(starts, due)


def task_states(file: OpeningFile, opening: date, calendar: Calendar, today: date) -> tuple[TaskState, ...]:
    """All tasks of a file on a day, in its order."""
    open_keys = {task.key for task in file.tasks if not task.done}
    return tuple(_state(task, opening, calendar, today, open_keys) for task in file.tasks)


def _state(task: Task, opening: date, calendar: Calendar, today: date, open_keys: set[str]) -> TaskState:
    starts, due = dates(task, opening, calendar)
    plain = task.due.plain_date(opening)
    blocked_by = tuple(need for need in task.needs if need in open_keys) if not task.done else ()
    late_days = max(0, ((task.done or today) - due).days)
    if task.done:
        state = State.DONE
    elif late_days:
        state = State.LATE
    elif today < starts and not task.started:
        state = State.PLANNED
    else:
        state = State.BLOCKED if blocked_by else State.DUE
    return TaskState(task, starts, due, None if due == plain else plain, state, late_days, blocked_by)


def gate_states(file: OpeningFile, opening: date, calendar: Calendar, today: date) -> tuple[GateState, ...]:
    """All gates of a file on a day, in its order."""
    return tuple(_gate_state(gate, file, opening, calendar, today) for gate in file.gates)


def _gate_state(gate: Gate, file: OpeningFile, opening: date, calendar: Calendar, today: date) -> GateState:
    at = gate.at.working_date(opening, calendar)
    mine = [task for task in file.tasks if task.gate == gate.key]
    decisive = [task for task in mine if task.blocking] or mine
    waits_for = tuple(task.key for task in decisive if not task.done)
    late_days = max(0, (today - at).days) if waits_for else 0
    return GateState(gate, at, len(mine), sum(1 for task in mine if task.done), waits_for, late_days)
