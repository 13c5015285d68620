"""What clients require of a site as its page shows it: by client and topic, and which programme cannot start and why."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _

from woezo.planning.opening import marks
from woezo.planning.opening.fields import Field, Form, field_id
from woezo.planning.opening.marks import Chip
from woezo.planning.opening.site import Site
from woezo.planning.wording.words import Words
from woezo.workforce.opening.requirements import (
    TOPICS,
    Readiness,
    Requirement,
    Requirements,
    State,
    day_of,
    readiness,
    summary,
    with_starts,
)
from woezo.workforce.opening.tasks import start_of
from woezo.workforce.tables import Table

COLOURS = {State.OPEN: "closed", State.IN_PROGRESS: "provisional", State.EVIDENCED: "watch"}


@dataclass(frozen=True)
class Row:
    """A requirement; late where it is needed before today and not met."""

    key: str
    text: str
    evidence: str
    owner: str
    gap: str
    needed_by: str
    blocking: bool
    source: str
    confidence: str
    chip: Chip
    late: Chip | None
    fields: list[Field]

    @property
    def id(self) -> str:
        """For the address of the row in the page."""
        return f"r-{self.key}"

    @property
    def opens(self) -> str:
        """The field that has the focus when its form opens."""
        return field_id(f"requirement.{self.key}.state")


@dataclass(frozen=True)
class Topic:
    """The requirements of a client on one topic."""

    name: str
    rows: list[Row]


@dataclass(frozen=True)
class Client:
    """All that a client requires."""

    name: str
    topics: list[Topic]


@dataclass(frozen=True)
class Start:
    """A programme, its first day, its name in the plan, what holds it up: (id of the row, what is required, late or not)."""

    name: str
    client: str
    day: str
    planned: str
    chip: Chip
    waits_for: list[tuple[str, str, bool]]


@dataclass(frozen=True)
class Demands:
    """Requirements at a site on a day, ready to be shown."""

    held: Requirements
    site: Site
    words: Words

    @classmethod
    def at(cls, held: Requirements, site: Site, words: Words) -> Demands:
        """Those of a file, with the plan's programmes on their days."""
        return cls(with_starts(held, site.programmes, site.opening), site, words)

    def clients(self, opened: str, form: Form) -> list[Client]:
        """By client, then by topic, then by the day on which each is needed. opened: the key of the one to fill in."""
        found = []
        for client in self.held.clients:
            mine = [one for one in self.held.requirements if one.client == client.key]
            mine.sort(key=lambda one: (TOPICS.index(one.topic), self._day(one)))
            topics = [
                Topic(self.words.label(topic), [self._row(one, opened, form) for one in rows])
                for topic, rows in groupby(mine, attrgetter("topic"))
            ]
            found.append(Client(client.name.said(self.words.language) or client.key, topics))
        return found

    def ready(self) -> tuple[Readiness, ...]:
        """What the start of each programme waits for today."""
        return readiness(self.held, self.site.opening, self.site.calendar, self.site.today)

    def starts(self) -> list[Start]:
        """Each programme: whether it can start on its day."""
        text = {one.key: self.text(one) for one in self.held.requirements}
        return [
            Start(
                self.programme(one),
                self.client(one.programme.client),
                self.words.cell(one.starts, "date"),
                self._planned(one),
                self._start_chip(one),
                [(f"r-{key}", text[key], key in one.late) for key in one.waits_for],
            )
            for one in self.ready()
        ]

    def summary(self) -> Table:
        """Counts by client and topic, clients by name."""
        table = summary(self.held, self.site.opening, self.site.calendar, self.site.today)
        rows = tuple((self.client(str(client)), *rest) for client, *rest in table.rows)
        return Table("coverage", table.columns, rows)

    def client(self, key: str) -> str:
        """A client's name."""
        return next(one.name.said(self.words.language) or key for one in self.held.clients if one.key == key)

    def programme(self, one: Readiness) -> str:
        """A programme's name."""
        return one.programme.name.said(self.words.language) or one.programme.key

    def text(self, one: Requirement) -> str:
        """What is required."""
        return one.text.said(self.words.language) or one.key

    def _planned(self, one: Readiness) -> str:
        start = start_of(one.programme.plan_programme, self.site.programmes)
        if start:
            return _("In the plan: %(programme)s") % {"programme": start.name}
        return _("Not in the plan") if one.programme.plan_programme else ""

    def _start_chip(self, one: Readiness) -> Chip:
        if not one.waits_for:
            return Chip("met", _("Can start"))
        if one.late or one.starts <= self.site.today:
            return Chip("missed", _("Cannot start"))
        return Chip("watch", _("Waits"))

    def _day(self, one: Requirement) -> str:
        return day_of(one.needed_by, self.site.opening, self.site.calendar).isoformat()

    def _row(self, one: Requirement, opened: str, form: Form) -> Row:
        said, words = self.words.language, self.words
        day = day_of(one.needed_by, self.site.opening, self.site.calendar)
        days = (self.site.today - day).days
        return Row(
            key=one.key,
            text=self.text(one),
            evidence=one.evidence.said(said),
            owner=one.owner.said(said),
            gap=one.gap.said(said),
            needed_by=words.cell(day, "date"),
            blocking=one.blocking,
            source=one.sourced.source,
            confidence=words.label(one.sourced.confidence.value),
            chip=Chip("met" if one.met else COLOURS[one.state], words.label(one.state.value)),
            late=marks.late(days, words) if days > 0 and not one.met else None,
            fields=self._fields(one.key, form) if one.key == opened else [],
        )

    def _fields(self, key: str, form: Form) -> list[Field]:
        label = self.words.label
        return [
            form.field(f"requirement.{key}.state", label("state"), "choice", [*State], State.OPEN),
            *(form.field(f"requirement.{key}.{cell}", label(cell)) for cell in ("evidence", "owner", "gap")),
        ]
