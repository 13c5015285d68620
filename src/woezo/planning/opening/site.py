"""Where and when a site opens, as its plan says it: what the opening file's days are told from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.core import get_global

from woezo.parameters.faults import Fault, fault
from woezo.parameters.reading import Reader
from woezo.planning.models import Plan
from woezo.planning.texts.toml import read
from woezo.planning.texts.versions import fault_of
from woezo.timekit import local_date
from woezo.trail.clock import now_ms
from woezo.workforce.hiring.plan import GROUPS, Holiday, Programme
from woezo.workforce.hiring.reading import MOST_ENTRIES, stopped
from woezo.workforce.opening.tasks import Start, start_faults
from woezo.workforce.periods import add_months
from woezo.workforce.working_time import Calendar

NEEDED = ("country", "opening")


@dataclass(frozen=True)
class Site:
    """The day of its opening, the days on which it works, which day it is there now, its country ("": none is named).

    programmes: those of the plan in the order of their first days, none before the opening.
    """

    name: str
    opening: date
    calendar: Calendar
    today: date
    country: str = ""
    programmes: tuple[Start, ...] = ()


def site_of(plan: Plan, language: str) -> tuple[Site | None, list[Fault]]:
    """The site of a plan, and what is wrong with it; None if nobody knows when it opens.

    Without a country its week is one without holidays, and its days are those of UTC.
    """
    assert plan.current is not None
    if unreadable := text_faults(plan.current.text):
        return None, unreadable
    given = read(plan.current.text)
    reader = Reader()
    said = reader.group(GROUPS["site"], "site", given.get("site", {}))
    faults = [stopped(one) for one in reader.faults if one.cell.removeprefix("site.") in NEEDED]
    gaps = [name for name in NEEDED if not said[name]]
    faults += [fault("missing", f"site.{name}") for name in gaps if f"site.{name}" not in {one.cell for one in faults}]
    if said["opening"] is None:
        return None, faults
    calendar = _calendar(said["country"], given, reader)
    today = local_date(_zone(said["country"]), now_ms())
    programmes = _programmes(said["opening"], given, reader)
    return Site(said["name"], said["opening"], calendar, today, said["country"] or "", programmes), [
        *faults,
        *start_faults(said["opening"], calendar, language),
    ]


def text_faults(text: str) -> list[Fault]:
    """That a plan's stored text no longer reads, for the pages of its site; its own page shows what is wrong."""
    return [fault("unreadable", "plan")] if fault_of(text) else []


def _calendar(country: str, given: Mapping[str, Any], reader: Reader) -> Calendar:
    own = list(reader.entries("holiday", Holiday, given.get("holiday", []), MOST_ENTRIES["holiday"]))
    added = {one.day: one.name for one in own if not one.worked}
    return Calendar(country, added=added, removed=frozenset(one.day for one in own if one.worked))


def _programmes(opening: date, given: Mapping[str, Any], reader: Reader) -> tuple[Start, ...]:
    """As the plan works for them: one that is late counts from the day on which it comes."""
    named = reader.entries("programme", Programme, given.get("programme", []), MOST_ENTRIES["programme"])
    starts = [Start(one.name, max(opening, add_months(one.start or opening, one.delay_months))) for one in named]
    return tuple(sorted(starts, key=lambda one: one.day))


def _zone(country: str) -> str:
    """The time zone of a country; where it has several, the first of them."""
    zones = get_global("territory_zones").get(country)
    return zones[0] if zones else "UTC"
