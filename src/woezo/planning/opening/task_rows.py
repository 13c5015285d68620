"""The tasks of an opening file as its page shows them: by gate, in order of date, with what is left of them by a filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Final

from babel.dates import format_date
from django.utils.translation import gettext as _

from woezo.planning.opening import marks
from woezo.planning.opening.fields import LABELS, Field, Form, field_id
from woezo.planning.opening.gates import Gate
from woezo.planning.opening.marks import SOON_DAYS, Chip
from woezo.planning.opening.site import Site
from woezo.planning.wording.words import Words
from woezo.workforce.opening.chain import EarliestOpening, earliest_opening
from woezo.workforce.opening.state import State, TaskState, task_states
from woezo.workforce.opening.tasks import OpeningFile, start_of

FILTERS: Final = ("all", "late", "soon", "open")
REPORTED: Final = (
    *(("done", "date"), ("done_by", "text"), ("evidence", "text"), ("remark", "text")),
    *(("started", "date"), ("due_on", "date"), ("owner", "text")),
)


@dataclass(frozen=True)
class Row:
    """A task. moved says why it is not due on the day that its offset gives; link is its evidence, if that is an address."""

    key: str
    name: str
    offset: str
    begins: str
    due: str
    moved: str
    owner: str
    authority: str
    document: str
    note: str
    blocking: bool
    source: str
    confidence: str
    chip: Chip
    more: str
    evidence: str
    link: str
    remark: str
    open: bool
    fields: list[Field]

    @property
    def id(self) -> str:
        """For the address of the row in the page."""
        return f"t-{self.key}"

    @property
    def opens(self) -> str:
        """The field that has the focus when its form opens: autofocus gives way to a fragment."""
        return field_id(f"task.{self.key}.done")


@dataclass(frozen=True)
class Group:
    """The tasks of a gate; gate is None for those that belong to none."""

    gate: Gate | None
    rows: list[Row]


@dataclass(frozen=True)
class Wanted:
    """Which tasks are to be seen: `show` is one of FILTERS, owner the name of one or nothing; task has its form open."""

    show: str = "all"
    owner: str = ""
    task: str = ""

    def holds(self, one: TaskState, today: date, language: str) -> bool:
        """Whether a task is among them."""
        if self.owner and one.task.owner.said(language) != self.owner:
            return False
        if self.show == "late":
            return one.state is State.LATE
        if self.show == "soon":
            return one.state is not State.DONE and today <= one.due <= today + timedelta(days=SOON_DAYS)
        return self.show == "all" or one.state is not State.DONE


@dataclass(frozen=True)
class Tasks:
    """A file at a site on a day, ready to be shown."""

    file: OpeningFile
    site: Site
    words: Words

    @property
    def states(self) -> tuple[TaskState, ...]:
        """All tasks, in the order of the file."""
        return task_states(self.file, self.site.opening, self.site.calendar, self.site.today)

    def count(self, show: str, owner: str) -> int:
        """How many tasks a filter leaves."""
        wanted = Wanted(show, owner)
        return sum(1 for one in self.states if wanted.holds(one, self.site.today, self.words.language))

    def owners(self) -> list[str]:
        """Everybody who has a task, by name."""
        return sorted({name for one in self.file.tasks if (name := one.owner.said(self.words.language))})

    def groups(self, gates: Iterable[Gate], wanted: Wanted, form: Form) -> list[Group]:
        """The tasks that are wanted under their gates; a gate without any is left out where a filter holds."""
        named: Mapping[str, Gate] = {gate.key: gate for gate in gates}
        order = [*named, ""]
        held = [one for one in self.states if wanted.holds(one, self.site.today, self.words.language)]
        held.sort(key=lambda one: (order.index(one.task.gate), one.due, one.starts))
        return [
            Group(named.get(gate), [self._row(one, wanted, form) for one in rows])
            for gate, rows in groupby(held, attrgetter("task.gate"))
        ]

    def earliest(self) -> EarliestOpening:
        """The earliest opening still possible."""
        return earliest_opening(self.file, self.site.opening, self.site.calendar, self.site.today)

    def name(self, key: str) -> str:
        """A task's name."""
        return self.file[key].name.said(self.words.language) or key

    def moved(self, one: TaskState) -> str:
        """Why a task is due on another day than the file says; nothing where it is not."""
        if one.moved_from is None:
            return self._follows(one)
        if one.task.due_on:
            return _("agreed, instead of %(day)s") % {"day": self.words.cell(one.moved_from, "date")}
        return _("%(day)s: %(why)s") % {
            "day": self.words.cell(one.moved_from, "date"),
            "why": self._rest_on(one.moved_from),
        }

    def _follows(self, one: TaskState) -> str:
        """The programme of the plan that its gate stands for."""
        gate = next((gate for gate in self.file.gates if gate.key == one.task.gate), None)
        start = start_of(gate.plan_programme, self.site.programmes) if gate else None
        return _("follows %(programme)s in the plan") % {"programme": start.name} if start else ""

    def _rest_on(self, day: date) -> str:
        """The holiday of a day, or else which day of the week it is."""
        return self.site.calendar.holiday(day, self.words.language) or format_date(
            day, "EEEE", locale=self.words.locale
        )

    def _row(self, one: TaskState, wanted: Wanted, form: Form) -> Row:
        task, words = one.task, self.words
        said = words.language
        return Row(
            key=task.key,
            name=self.name(task.key),
            offset=marks.offset(task.due, words),
            begins=words.cell(one.starts, "date"),
            due=words.cell(one.due, "date"),
            moved=self.moved(one),
            owner=task.owner.said(said),
            authority=task.authority.said(said),
            document=task.document.said(said),
            note=task.note.said(said),
            blocking=task.blocking,
            source=task.sourced.source,
            confidence=words.label(task.sourced.confidence.value),
            chip=self._chip(one),
            more=self._more(one),
            evidence=task.evidence,
            link=task.evidence if task.evidence.startswith(("https://", "http://")) else "",
            remark=task.remark,
            open=one.state is not State.DONE,
            fields=self._fields(task.key, form) if task.key == wanted.task else [],
        )

    def _chip(self, one: TaskState) -> Chip:
        match one.state:
            case State.DONE:
                return Chip("met", _("Done"))
            case State.LATE:
                return marks.late(one.late_days, self.words)
            case State.BLOCKED:
                return Chip("watch", _("Blocked"))
            case State.DUE:
                return marks.ahead(one.due, self.site.today, self.words)
        return Chip("provisional", _("Planned"))

    def _more(self, one: TaskState) -> str:
        """When and by whom it was done, or what it waits for."""
        if one.task.done:
            day = self.words.cell(one.task.done, "date")
            said = _("%(day)s, %(who)s") % {"day": day, "who": one.task.done_by} if one.task.done_by else day
            late = marks.late(one.late_days, self.words).words if one.late_days else ""
            return f"{said} · {late}" if late else said
        if one.blocked_by and one.state is not State.PLANNED:
            return _("waits for: %(names)s") % {"names": ", ".join(map(self.name, one.blocked_by))}
        return ""

    def _fields(self, key: str, form: Form) -> list[Field]:
        return [
            form.field(f"task.{key}.{cell}", self.words.label(LABELS.get(cell, cell)), kind) for cell, kind in REPORTED
        ]
