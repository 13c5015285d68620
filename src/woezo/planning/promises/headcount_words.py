"""What is wrong with headcount sheets, in words: the line, the column, what is wrong and what to do."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from woezo.parameters.declaring import Counted, ngettext_noop
from woezo.parameters.declaring import gettext_noop as _
from woezo.parameters.faults import Fault
from woezo.planning.wording.words import Words
from woezo.workforce.promises.headcounts import COLUMNS

HIDDEN_WORD: Final = _("hidden")
HIDDEN_SENTENCE: Final = _("Fewer than five people: value hidden.")
LINE: Final = _("Line {line}")
WHOLE: Final = re.compile(r"-?[0-9]+")
QUOTED: Final = "“{given}”"
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

FAULTS: Final[dict[str, str | Counted]] = {
    "day_missing": _("there is no day. Write year, month and day: 2020-12-31."),
    "not_a_day": _("“{given}” is no day. Write year, month, day (2020-12-31) or day, month, year (31/12/2020)."),
    "day_out_of_range": _("{given} is no day of a plan. Write a year from {least} to {most}."),
    "day_twice": _("{given} stands on line {other} already. Delete one of the two lines."),
    "day_known": _("there is a sheet of {given} already. Correct that one."),
    "day_in_the_future": _("{given} has not come yet: today is {today}. Write the day on which people were counted."),
    "figure_missing": _("there is no figure. Write how many people; 0 if nobody."),
    "not_people": _("“{given}” is no number of people. Write a whole number: 120."),
    "negative": _("{given} is negative. Write 0 or more."),
    "too_many_people": _("{given} people. Write {most} at most: this is one site."),
    "note_too_long": _("{given} characters. Shorten it to {most}."),
    "note_unreadable": _("there are control characters in it. Type it anew."),
    "nothing_hidden": _("there is no sheet of this day whose figure could stay as it is. Write the figure."),
    "payroll_above_recruited": _("{given}, more than were recruited ({recruited}). Correct one of the two."),
    "certified_above_payroll": _("{given}, more than are on the payroll ({on_payroll}). Correct one of the two."),
    "indicator_above_recruited": _("{given}, more than were recruited ({recruited}). Correct one of the two."),
    "kept_beside_another": _(
        "a hidden figure stays only beside the same number of recruited ({recruited}). "
        "Write it anew; leave it empty if it was not counted."
    ),
    "recruited_falls": _(
        "{given}, fewer than on {day} ({other}). All who were ever recruited count: correct this sheet or that one."
    ),
    "recruited_above_later": _(
        "{given}, more than on {day} ({other}). All who were ever recruited count: correct this sheet or that one."
    ),
    "file_missing": _("No file was chosen. Choose a CSV file."),
    "file_too_large": _("This file has {given} kB, {most} kB at most. Divide it."),
    "not_csv": _("a quotation mark is not closed, or stands inside a cell. Correct it."),
    "unknown_column": _("“{given}” is none of the columns. Delete it, or call it one of: {columns}."),
    "unknown_column_near": _("“{given}” is none of the columns. Did you mean “{near}”?"),
    "column_twice": _("the column is there twice. Delete one of the two."),
    "column_missing": _("the column is missing. Add it."),
    "too_many_cells": ngettext_noop(
        "{cells} cells under {columns} heading. Take out the signs for thousands, or separate the columns by semicolons.",
        "{cells} cells under {columns} headings. Take out the signs for thousands, or separate the columns by semicolons.",
        "columns",
    ),
    "too_many_rows": _("At most {most} lines are taken at once. Divide the file."),
    "too_many_sheets": _("There would be {given} sheets, {most} at most. Leave days out: a sheet a month is enough."),
    "no_rows": _("There is no line under the headings. Add one for each day."),
}


def sentence(fault: Fault, words: Words) -> str:
    """What is wrong, where, and what to do."""
    about = {"given": fault.given, "columns": ", ".join(map(words.label, COLUMNS)), **dict(fault.about)}
    code = "unknown_column_near" if about.get("near") else fault.code
    counts = dict(about)
    as_typed = (
        ("given",) if QUOTED in str(FAULTS[code]) else ("least", "most") if code == "day_out_of_range" else ()
    )  # years
    about = {name: value if name in as_typed else _said(value, words) for name, value in about.items()}
    if about.get("near"):
        about["near"] = words.label(about["near"])
    line = words.translate(LINE).format(**about) if about["line"] != "0" else ""
    where = ", ".join(part for part in (line, words.label(fault.cell) if fault.cell else "") if part)
    what = words.said(FAULTS[code], counts).format(**about)
    return f"{where}{words.colon} {what}" if where else what


def _said(value: str, words: Words) -> str:
    """A number or a day as people read it."""
    if WHOLE.fullmatch(value):
        return words.cell(int(value), "count")
    try:
        return words.cell(date.fromisoformat(value), "date") if DAY.fullmatch(value) else value
    except ValueError:  # the 31st of June, as it was typed
        return value
