"""Sheets of headcounts as people type them: what each cell says, and what cannot be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, Final

from woezo.parameters.faults import Fault, fault
from woezo.workforce.promises.observed import COUNTS, INDICATORS, Observation

FIGURES: Final = (*COUNTS, *INDICATORS)
NOTE: Final = "note"
COLUMNS: Final = ("day", *FIGURES, NOTE)
MOST: Final = 10_000
MOST_SHEETS: Final = 4_000  # of a plan: one a day for ten years, as long as a plan may be
LONGEST_NOTE: Final = 200
FIRST_YEAR, LAST_YEAR = 1990, 2150  # as for the days of a plan
HIDDEN: Final = frozenset(
    ("hidden", "masque", "fewer than five people value hidden", "moins de cinq personnes valeur masquee")
)
"""What stands in the place of a hidden figure, as `plain` has it: who sends it back leaves the figure as it is."""

# 1161, 1 161, 1,161, 1.161, 1'161; after it the decimals that a spreadsheet gives to whole numbers: 25,0 or 25.00.
WHOLE: Final = re.compile(
    r"([-\N{MINUS SIGN}]?)([0-9]{1,9}|[0-9]{1,3}(?:([ .,'’])[0-9]{3})(?:\3[0-9]{3})*)(?:[.,]0{1,2})?"
)
ISO_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]00:00(?::00)?)?")
DAY_FIRST: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


@dataclass(frozen=True)
class Row:
    """A sheet as it was typed. A figure that is hidden and was sent back is not among the figures. line: of a file, else 0."""

    line: int
    day: date | None
    figures: Mapping[str, int | None]
    note: str
    faults: tuple[Fault, ...]


def plain(text: str) -> str:
    """Words without case, accents and punctuation."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[a-z0-9_]+", re.sub(r"[\u0300-\u036f]", "", letters)))


def typed(cells: Mapping[str, str], line: int = 0) -> Row:
    """What the cells of a sheet say, by column."""
    read: dict[str, date | int | Fault | None] = {"day": _day(cells.get("day", "").strip(), line)}
    for name in FIGURES:
        text = cells.get(name, "").strip()
        if plain(text) not in HIDDEN:
            read[name] = _figure(text, name, line)
    note = " ".join(cells.get(NOTE, "").split())
    if len(note) > LONGEST_NOTE:
        read[NOTE] = fault("note_too_long", NOTE, len(note), line=line, most=LONGEST_NOTE)
    faults = tuple(value for value in read.values() if isinstance(value, Fault))
    day = read["day"]
    figures = {name: value for name, value in read.items() if isinstance(value, int | None)}
    return Row(line, day if isinstance(day, date) else None, figures, note, faults)


def _day(text: str, line: int) -> date | Fault:
    if not text:
        return fault("day_missing", "day", line=line)
    iso, first = ISO_DAY.fullmatch(text), DAY_FIRST.fullmatch(text)
    parts = iso.groups() if iso else first.groups()[::-1] if first else None
    try:
        day = date(*map(int, parts)) if parts else None
    except ValueError:  # the 31st of June
        day = None
    if day is None:
        return fault("not_a_day", "day", text[:40], line=line)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return fault("day_out_of_range", "day", day, line=line, least=FIRST_YEAR, most=LAST_YEAR)
    return day


def _figure(text: str, name: str, line: int) -> int | Fault | None:
    if not text:
        return fault("figure_missing", name, line=line) if name in COUNTS else None
    found = WHOLE.fullmatch(" ".join(text.split()))
    if found is None:
        return fault("not_people", name, text[:40], line=line)
    people = int(re.sub(r"[^0-9]", "", found[2]))
    if found[1] and people:
        return fault("negative", name, -people, line=line)
    return people if people <= MOST else fault("too_many_people", name, people, line=line, most=MOST)


def taken(
    known: Mapping[date, Observation], rows: Sequence[Row], today: date
) -> tuple[dict[date, Observation], list[Fault]]:
    """The sheets that rows make, by day, beside those that are known already, which they replace; and all that is wrong."""
    faults: list[Fault] = []
    made: dict[date, Observation] = {}
    lines: dict[date, int] = {}
    for row in rows:
        faults += row.faults
        if row.day in made:
            faults.append(fault("day_twice", "day", row.day, line=row.line, other=lines[row.day]))
        elif row.day is not None and not row.faults:
            before = known.get(row.day)
            lost = [name for name in FIGURES if name not in row.figures and before is None]
            faults += [fault("nothing_hidden", name, line=row.line) for name in lost]
            one = _whole(row.day, row.figures, before)
            faults += _faults(one, row, today)
            faults += _kept(one, row, before)
            made[row.day], lines[row.day] = one, row.line
    sheets = {**known, **made}
    if len(sheets) > max(MOST_SHEETS, len(known)):
        faults.append(fault("too_many_sheets", "", len(sheets), line=0, most=MOST_SHEETS))
    return made, faults + list(_falls(sheets, lines))


def _whole(day: date, figures: Mapping[str, int | None], before: Observation | None) -> Observation:
    """The sheet of a row; what it leaves as it is comes from the sheet before."""
    one = before or Observation(day, 0, 0, 0)
    counted: dict[str, Any] = {
        name: value for name, value in figures.items() if value is not None or name in INDICATORS
    }
    return replace(one, **counted)


def _faults(one: Observation, row: Row, today: date) -> Iterator[Fault]:
    """What cannot be on a sheet by itself. Of a figure that stays as it is nothing is said: it may be a hidden one."""
    line = row.line
    if one.day > today:
        yield fault("day_in_the_future", "day", one.day, line=line, today=today)
    if one.on_payroll > one.recruited:
        yield fault("payroll_above_recruited", "on_payroll", one.on_payroll, line=line, recruited=one.recruited)
    if one.certified > one.on_payroll:
        yield fault("certified_above_payroll", "certified", one.certified, line=line, on_payroll=one.on_payroll)
    for name in INDICATORS:
        number = row.figures.get(name)
        if number is not None and number > one.recruited:
            yield fault("indicator_above_recruited", name, number, line=line, recruited=one.recruited)


def _kept(one: Observation, row: Row, before: Observation | None) -> Iterator[Fault]:
    """Indicators that stay though others are recruited: beside another number what was hidden could be shown, or ruled out."""
    if before is not None and one.recruited != before.recruited:
        for name in INDICATORS:
            if name not in row.figures:
                yield fault("kept_beside_another", name, line=row.line, recruited=before.recruited)


def _falls(sheets: Mapping[date, Observation], lines: Mapping[date, int]) -> Iterator[Fault]:
    """Where fewer people were recruited so far than on an earlier day; sheets that were not typed now are right."""
    for before, after in pairwise(sheets[day] for day in sorted(sheets)):
        if after.recruited >= before.recruited:
            continue
        if after.day in lines:
            about = {"line": lines[after.day], "other": before.recruited, "day": before.day}
            yield fault("recruited_falls", "recruited", after.recruited, **about)
        elif before.day in lines:
            about = {"line": lines[before.day], "other": after.recruited, "day": after.day}
            yield fault("recruited_above_later", "recruited", before.recruited, **about)
