"""What each client asks of a site, with the evidence, and what still stands between a programme and its start.

A requirement is met when the client has accepted the evidence or has waived it; evidence handed in is not yet an acceptance.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from woezo.parameters.faults import Fault
from woezo.workforce.opening.entries import Entry, Label, Sourced, entries
from woezo.workforce.opening.offsets import Offset
from woezo.workforce.opening.tasks import Start, offset, start_of
from woezo.workforce.tables import Column, Table
from woezo.workforce.working_time import Calendar

TOPICS: Final = ("links", "power", "security", "languages", "data", "premises", "people")
CLIENT_CELLS: Final = ("key", "name")
PROGRAMME_CELLS: Final = ("key", "name", "client", "starts", "plan_programme")
REQUIREMENT_CELLS: Final = (
    *("key", "client", "programmes", "topic", "text", "evidence", "owner", "needed_by", "state", "gap", "blocking"),
    *("source", "confidence"),
)


class State(StrEnum):
    """How far a requirement is."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    EVIDENCED = "evidenced"  # the client has the evidence and has not said yes
    ACCEPTED = "accepted"
    WAIVED = "waived"


MET: Final = frozenset({State.ACCEPTED, State.WAIVED})


@dataclass(frozen=True)
class Client:
    """A company whose customers the site is to serve."""

    key: str
    name: Label


@dataclass(frozen=True)
class Programme:
    """One operation of a client, and its first day, told from the opening or as a date. plan_programme: see Gate."""

    key: str
    name: Label
    client: str
    starts: Offset | date
    plan_programme: int = 0


@dataclass(frozen=True)
class Requirement:
    """One thing that a client asks, the paper or test that proves it, and in words what is still missing.

    programmes: those that it holds up, all of the client where none is named; blocking: they cannot start without it.
    """

    key: str
    client: str
    topic: str
    text: Label
    needed_by: Offset | date
    programmes: tuple[str, ...] = ()
    evidence: Label = field(default_factory=Label)
    owner: Label = field(default_factory=Label)
    gap: Label = field(default_factory=Label)
    state: State = State.OPEN
    blocking: bool = True
    sourced: Sourced = field(default_factory=Sourced)

    @property
    def met(self) -> bool:
        """Whether the client has accepted or waived it."""
        return self.state in MET

    def holds(self, programme: Programme) -> bool:
        """Whether the programme cannot start without it."""
        return _asks(self, programme) and self.blocking and not self.met


@dataclass(frozen=True)
class Requirements:
    """Clients, programmes and requirements, in the order of the file."""

    clients: tuple[Client, ...] = ()
    programmes: tuple[Programme, ...] = ()
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True)
class Readiness:
    """What holds up the start of a programme on a day: the requirements due by its start, and those of them that are late."""

    programme: Programme
    starts: date
    waits_for: tuple[str, ...]
    late: tuple[str, ...]


def day_of(when: Offset | date, opening: date, calendar: Calendar) -> date:
    """The date of a day told either way."""
    return when.working_date(opening, calendar) if isinstance(when, Offset) else when


def readiness(held: Requirements, opening: date, calendar: Calendar, today: date) -> tuple[Readiness, ...]:
    """Of each programme, what its start waits for on a day."""
    found = []
    for programme in held.programmes:
        starts = day_of(programme.starts, opening, calendar)
        waiting = {
            one.key: day_of(one.needed_by, opening, calendar) for one in held.requirements if one.holds(programme)
        }
        before = tuple(key for key, needed_by in waiting.items() if needed_by <= starts)
        found.append(Readiness(programme, starts, before, tuple(key for key in before if waiting[key] < today)))
    return tuple(found)


def with_starts(held: Requirements, starts: Sequence[Start], opening: date) -> Requirements:
    """With the programmes that the plan has on its days; what is needed moves with the first of those that ask for it."""
    programmes, moves = [], {}
    for one in held.programmes:
        start = start_of(one.plan_programme, starts)
        planned = one.starts.plain_date(opening) if isinstance(one.starts, Offset) else one.starts
        moves[one.key] = (start.day - planned).days if start else 0
        programmes.append(replace(one, starts=start.day) if start else one)
    asked = []
    for wanted in held.requirements:
        days = [moves[one.key] for one in held.programmes if _asks(wanted, one)]
        asked.append(_moved(wanted, opening, min(days, default=0)))
    return Requirements(held.clients, tuple(programmes), tuple(asked))


def _asks(one: Requirement, programme: Programme) -> bool:
    return programme.client == one.client and (not one.programmes or programme.key in one.programmes)


def _moved(one: Requirement, opening: date, days: int) -> Requirement:
    """A date stays: whoever wrote it knew."""
    return replace(one, needed_by=one.needed_by.moved(opening, days)) if isinstance(one.needed_by, Offset) else one


def summary(held: Requirements, opening: date, calendar: Calendar, today: date) -> Table:
    """Counts by client and topic: all, in each state, late; one row for each pair that has any."""
    columns = [Column("client", "text"), Column("topic", "code"), Column("all", "count")]
    columns += [Column(state.value, "count") for state in State]
    rows = []
    for client in held.clients:
        for topic in TOPICS:
            mine = [one for one in held.requirements if (one.client, one.topic) == (client.key, topic)]
            if mine:
                states = [sum(1 for one in mine if one.state is state) for state in State]
                late = [one for one in mine if not one.met and day_of(one.needed_by, opening, calendar) < today]
                rows.append((client.key, topic, len(mine), *states, len(late)))
    return Table("requirements", (*columns, Column("late", "count")), tuple(rows))


def read_requirements(document: Mapping[str, Any]) -> tuple[Requirements, list[Fault]]:
    """Clients, programmes and requirements of a document (lists client, programme, requirement) and what is wrong in them."""
    faults: list[Fault] = []
    clients = []
    for entry in entries(document, "client", faults):
        entry.only(CLIENT_CELLS)
        clients.append(Client(entry.text("key"), entry.label("name")))
    keys = {client.key for client in clients}
    programmes, asked = [], []
    for entry in entries(document, "programme", faults):
        if programme := _programme(entry, keys):
            programmes.append(programme)
    of_client = {programme.key: programme.client for programme in programmes}
    for entry in entries(document, "requirement", faults):
        if requirement := _requirement(entry, keys, of_client):
            asked.append(requirement)
    return Requirements(tuple(clients), tuple(programmes), tuple(asked)), faults


def _client(entry: Entry, clients: Collection[str]) -> str | None:
    client = entry.text("client")
    if client in clients:
        return client
    entry.wrong("client_unknown" if client else "missing", "client")
    return None


def _day(entry: Entry, name: str) -> Offset | date | None:
    """A date, or an offset from the opening."""
    return entry.day(name) if isinstance(entry.given.get(name), date) else offset(entry, name)


def _programme(entry: Entry, clients: Collection[str]) -> Programme | None:
    entry.only(PROGRAMME_CELLS)
    client, starts = _client(entry, clients), _day(entry, "starts")
    if client is None or starts is None:
        return None
    return Programme(entry.text("key"), entry.label("name"), client, starts, entry.place("plan_programme"))


def _requirement(entry: Entry, clients: Collection[str], of_client: Mapping[str, str]) -> Requirement | None:
    entry.only(REQUIREMENT_CELLS)
    client, needed_by = _client(entry, clients), _day(entry, "needed_by")
    topic = entry.choice("topic", TOPICS, "")
    if client is None or needed_by is None or not topic:
        return None
    named = entry.texts("programmes")
    for programme in named:
        if of_client.get(programme) != client:
            entry.wrong("programme_unknown", "programmes", programme=programme)
    state = State(entry.choice("state", [*State], State.OPEN))
    evidence = entry.label("evidence")
    if state in (State.EVIDENCED, State.ACCEPTED) and not evidence.said("fr"):
        entry.wrong("evidence_missing", "evidence", state=state)
    return Requirement(
        entry.text("key"), client, topic, entry.label("text"), needed_by,
        tuple(programme for programme in named if of_client.get(programme) == client), evidence,
        entry.label("owner"), entry.label("gap"), state, entry.flag("blocking", default=True), entry.sourced(),
    )  # fmt: skip
