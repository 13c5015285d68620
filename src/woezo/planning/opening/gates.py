"""The gates of an opening file as the pages show them; the plan's first screen shows them too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from woezo.parameters.faults import Fault
from woezo.planning.models import Plan, SiteFile
from woezo.planning.opening import marks
from woezo.planning.opening.marks import Chip
from woezo.planning.opening.site import Site, site_of
from woezo.planning.opening.site_files import current
from woezo.planning.texts.versions import stored
from woezo.planning.wording.words import Words
from woezo.workforce.opening.state import GateState, gate_states
from woezo.workforce.opening.tasks import Gate as FileGate
from woezo.workforce.opening.tasks import OpeningFile, read_opening, start_of, with_starts


@dataclass(frozen=True)
class Gate:
    """One gate: how far from the opening, on which day, and where it stands."""

    key: str
    name: str
    offset: str
    at: str
    chip: Chip
    tasks: int
    done: int


@dataclass(frozen=True)
class Gates:
    """All of them in order of date, and how many are passed."""

    rows: list[Gate]
    passed: int


def gates_of(plan: Plan, words: Words) -> Gates | None:
    """The gates of a plan today; None where nobody knows when its site opens. For templates/planning/gates.html."""
    site, _faults = site_of(plan, words.language)
    if site is None:
        return None
    return gates(file_at(stored(current(plan, SiteFile.OPENING).text), site)[0], site, words)


def file_at(document: Mapping[str, Any], site: Site) -> tuple[OpeningFile, list[Fault]]:
    """The file as it is at a site today: what the plan's programmes decide on their days. And what is wrong in it."""
    file, faults = read_opening(document, site.today)
    return with_starts(file, site.programmes, site.opening), faults


def name_of(gate: FileGate, site: Site, words: Words) -> str:
    """A gate's name, with the programme of the plan whose start it is."""
    name = gate.name.said(words.language) or gate.key
    if not gate.plan_programme:
        return name
    start, absent = start_of(gate.plan_programme, site.programmes), _("not in the plan")
    return f"{name} ({start.name if start else absent})"


def gates(file: OpeningFile, site: Site, words: Words) -> Gates:
    """The gates of a file at a site."""
    states = sorted(states_of(file, site), key=lambda one: one.at)
    rows = [
        Gate(
            one.gate.key,
            name_of(one.gate, site, words),
            marks.offset(one.gate.at, words),
            words.cell(one.at, "date"),
            chip(one, site.today, words),
            one.tasks,
            one.done,
        )
        for one in states
    ]
    return Gates(rows, sum(1 for one in states if state(one, site.today) == "passed"))


def states_of(file: OpeningFile, site: Site) -> tuple[GateState, ...]:
    """Where each gate stands today."""
    return gate_states(file, site.opening, site.calendar, site.today)


def state(gate: GateState, today: date) -> str:
    """passed, late, due within four weeks, or coming. A gate that waits for nothing is passed on its day, not before."""
    if gate.passed and (gate.tasks or gate.at <= today):
        return "passed"
    if gate.late_days:
        return "late"
    return "due" if (gate.at - today).days <= marks.SOON_DAYS else "coming"


def chip(gate: GateState, today: date, words: Words) -> Chip:
    """The same with sign and colour."""
    match state(gate, today):
        case "passed":
            return Chip("met", _("Passed"))
        case "late":
            return marks.late(gate.late_days, words)
        case "due":
            return marks.ahead(gate.at, today, words)
    return Chip("provisional", _("Coming"))
