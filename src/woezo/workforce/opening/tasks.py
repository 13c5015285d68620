"""The opening file of a site: what must be done by when, by whom, with which authority, and what it waits for.

A task lasts from its first day to the day it is due, both told from the opening. Gates gather the tasks that must be done
before anybody goes on. Reading leaves out what cannot stand (a dependency on nothing, one that closes a circle) and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from graphlib import TopologicalSorter
from typing import Any, Final, NamedTuple

from woezo.parameters.faults import Fault
from woezo.workforce.opening.entries import LONGEST_TEXT, Entry, Label, Sourced, entries
from woezo.workforce.opening.offsets import Offset
from woezo.workforce.working_time import Calendar

GATE_CELLS: Final = ("key", "name", "at", "plan_programme")
TASK_CELLS: Final = (
    *("key", "name", "starts", "due", "gate", "owner", "authority", "document", "note", "blocking", "needs"),
    *("source", "confidence", "started", "done", "due_on", "done_by", "evidence", "remark"),
)


@dataclass(frozen=True)
class Gate:
    """A day on which it is decided whether to go on. plan_programme: it is the start of this one of the plan's programmes, by
    first day from one; 0: of none.
    """

    key: str
    name: Label
    at: Offset
    plan_programme: int = 0


@dataclass(frozen=True)
class Task:
    """One thing to be done.

    owner is a role or a name; authority and document are with whom and by which paper; blocking: its gate and the opening
    cannot be without it; needs: keys of the tasks that must be done before it begins. started, done, done_by, due_on (another
    day agreed by hand), evidence (a link, or where it lies) and remark are what came of it.
    """

    key: str
    name: Label
    starts: Offset
    due: Offset
    gate: str = ""
    owner: Label = field(default_factory=Label)
    authority: Label = field(default_factory=Label)
    document: Label = field(default_factory=Label)
    note: Label = field(default_factory=Label)
    blocking: bool = False
    needs: tuple[str, ...] = ()
    sourced: Sourced = field(default_factory=Sourced)
    started: date | None = None
    done: date | None = None
    due_on: date | None = None
    done_by: str = ""
    evidence: str = ""
    remark: str = ""


@dataclass(frozen=True)
class OpeningFile:
    """Gates and tasks in the order of the file; needs point to tasks that are there and close no circle."""

    gates: tuple[Gate, ...] = ()
    tasks: tuple[Task, ...] = ()

    def __getitem__(self, key: str) -> Task:
        """The task of that key; KeyError if there is none."""
        for task in self.tasks:
            if task.key == key:
                return task
        raise KeyError(key)

    def in_order(self) -> tuple[Task, ...]:
        """Each task after those that it needs."""
        order = TopologicalSorter({task.key: task.needs for task in self.tasks}).static_order()
        return tuple(self[key] for key in order)


def read_opening(document: Mapping[str, Any], today: date | None = None) -> tuple[OpeningFile, list[Fault]]:
    """The opening file of a document (lists gate and task) and what is wrong in it; after today nothing is done yet."""
    faults: list[Fault] = []
    gates, tasks, cells = [], [], {}
    for entry in entries(document, "gate", faults):
        if gate := _gate(entry):
            gates.append(gate)
    for entry in entries(document, "task", faults):
        cells[entry.text("key")] = entry
        if task := _task(entry, {gate.key for gate in gates}, today or date.max):
            tasks.append(task)
    there = {task.key: task for task in tasks}
    tasks = [_with_known_needs(task, there, cells) for task in tasks]
    return OpeningFile(tuple(gates), _without_circles(tasks, cells)), faults


class Start(NamedTuple):
    """A programme of the plan, and the first day on which it is worked for."""

    name: str
    day: date


def start_of(plan_programme: int, starts: Sequence[Start]) -> Start | None:
    """The programme of the plan that is meant; None where none is, or the plan has fewer. starts: in order of day."""
    return starts[plan_programme - 1] if 0 < plan_programme <= len(starts) else None


def with_starts(file: OpeningFile, starts: Sequence[Start], opening: date) -> OpeningFile:
    """With the gates of the plan's programmes on their days, and their tasks moved by as much; the others as they were."""
    gates, moves = [], {}
    for gate in file.gates:
        start = start_of(gate.plan_programme, starts)
        moves[gate.key] = days = (start.day - gate.at.plain_date(opening)).days if start else 0
        gates.append(replace(gate, at=gate.at.moved(opening, days)))
    tasks = []
    for task in file.tasks:
        days = moves.get(task.gate, 0)
        tasks.append(replace(task, starts=task.starts.moved(opening, days), due=task.due.moved(opening, days)))
    return OpeningFile(tuple(gates), tuple(tasks))


def offset(entry: Entry, name: str) -> Offset | None:
    """An offset from the opening; None with a fault where it is missing or cannot be read."""
    written = entry.text(name)
    if not written:
        entry.wrong("missing", name)
        return None
    try:
        return Offset.parse(written)
    except ValueError:
        entry.wrong("not_an_offset", name, example="T-6 m, T-6 w, T+10 d")
        return None


def _gate(entry: Entry) -> Gate | None:
    entry.only(GATE_CELLS)
    at = offset(entry, "at")
    return Gate(entry.text("key"), entry.label("name"), at, entry.place("plan_programme")) if at else None


def _task(entry: Entry, gates: set[str], today: date) -> Task | None:
    entry.only(TASK_CELLS)
    starts, due = offset(entry, "starts"), offset(entry, "due")
    if starts is None or due is None:
        return None
    gate = entry.text("gate")
    if gate and gate not in gates:
        entry.wrong("gate_unknown", "gate")
        gate = ""
    task = Task(
        entry.text("key"), entry.label("name"), starts, due, gate, entry.label("owner"), entry.label("authority"),
        entry.label("document"), entry.label("note"), entry.flag("blocking"), entry.texts("needs"), entry.sourced(),
        _reported(entry, "started", today), _reported(entry, "done", today), entry.day("due_on"),
        entry.text("done_by"), entry.text("evidence"), entry.text("remark"),
    )  # fmt: skip
    return _in_time_order(task, entry)


def _reported(entry: Entry, name: str, today: date) -> date | None:
    """The day of what has happened. What is still to come has not: a gate would pass on it."""
    day = entry.day(name)
    if day is not None and day > today:
        entry.wrong("reported_in_the_future", name, today=today.isoformat(), taken="")
        return None
    return day


def _in_time_order(task: Task, entry: Entry) -> Task:
    """An end before its start is none: the task is taken to last a day, or to have been done in one."""
    if _before(task.due, task.starts):
        entry.wrong("end_before_start", "due", starts=str(task.starts), taken=str(task.starts))
        task = replace(task, due=task.starts)
    if task.started and task.done and task.done < task.started:
        entry.wrong("end_before_start", "done", starts=str(task.started), taken=str(task.done))
        task = replace(task, started=task.done)
    return task


def _before(one: Offset, other: Offset) -> bool:
    """Whether it is earlier, with months of thirty days: no opening is known yet on reading."""
    return one.days_about() < other.days_about()


def _with_known_needs(task: Task, there: Mapping[str, Task], cells: Mapping[str, Entry]) -> Task:
    for need in task.needs:
        if need in there and _before(task.starts, there[need].due):
            cells[task.key].wrong("starts_before_need", "starts", need=need, due=str(there[need].due))
        if need not in there:
            cells[task.key].wrong("task_unknown", "needs", need=need)
    return replace(task, needs=tuple(dict.fromkeys(need for need in task.needs if need in there)))


def _without_circles(tasks: list[Task], cells: Mapping[str, Entry]) -> tuple[Task, ...]:
    """Each circle is named once, from the task that closes it; the others of it stand. One walk over all needs."""
    kept = {task.key: task for task in tasks}
    walked: set[str] = set()
    for task in tasks:
        _open_circles(task.key, [], kept, walked, cells)
    return tuple(kept.values())


def _open_circles(
    key: str, path: list[str], kept: dict[str, Task], walked: set[str], cells: Mapping[str, Entry]
) -> None:
    """Walk on from a task that the path leads to; a need that lies on the path is taken out."""
    if key in walked:
        return
    path.append(key)
    for need in kept[key].needs:
        if need in path:
            circle = " > ".join([*path[path.index(need) :], need])
            cells[key].wrong("task_circle", "needs", circle=circle[-LONGEST_TEXT:])
            kept[key] = replace(kept[key], needs=tuple(one for one in kept[key].needs if one != need))
        else:
            _open_circles(need, path, kept, walked, cells)
    path.pop()
    walked.add(key)


def start_faults(opening: date, calendar: Calendar, language: str = "fr") -> list[Fault]:
    """A site cannot open on a day when nobody works."""
    if calendar.works(opening):
        return []
    about = (
        ("holiday", calendar.holiday(opening, language) or ""),
        ("next", calendar.next_working_day(opening).isoformat()),
    )
    return [Fault("opens_on_day_of_rest", "site.opening", opening.isoformat(), about)]
