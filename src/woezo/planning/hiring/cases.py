"""Which class fails and which programme is late, as a planner chooses them beside the what-ifs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from woezo.planning.wording.words import Words
from woezo.workforce.hiring.plan import Plan
from woezo.workforce.hiring.results import Reading, Report, Which, usual

FAILING: Final = "failing"
LATE: Final = "late"


@dataclass(frozen=True)
class Choices:
    """What there is to choose from, and what is chosen: values of the form with their words."""

    days: list[tuple[str, str]]
    programmes: list[tuple[str, str]]
    day: str
    programme: str


def days(reading: Reading) -> list[date]:
    """The days on which its classes start."""
    return sorted({one.start for one in reading.classes})


def which_of(asked: Mapping[str, str], report: Report, reading: Reading) -> Which:
    """What a form asks for. What the plan has not, or no longer, is as if it were not asked."""
    on = next((day for day in days(reading) if day.isoformat() == asked.get(FAILING)), None)
    programmes = report.plan.programmes if report.plan else ()
    late = next((one.number for one in programmes if str(one.number) == asked.get(LATE)), None)
    return Which(on, late)


def query_of(which: Which) -> dict[str, str]:
    """The same as part of an address."""
    found = {FAILING: which.failing and which.failing.isoformat(), LATE: which.late and str(which.late)}
    return {name: value for name, value in found.items() if value}


def choices(plan: Plan, reading: Reading, which: Which, words: Words) -> Choices:
    """For the form; where nothing was chosen, what the what-ifs take then."""
    known, taken = days(reading), usual(plan, reading.classes)
    chosen = query_of(Which(which.failing or taken.failing, which.late or taken.late))
    return Choices(
        days=[(day.isoformat(), words.cell(day, "date")) for day in known],
        programmes=[(str(one.number), one.name) for one in plan.programmes],
        day=chosen.get(FAILING, ""),
        programme=chosen.get(LATE, ""),
    )
