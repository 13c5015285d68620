"""Sheets of headcounts from a CSV file, as spreadsheets in French and English write them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from io import StringIO
from typing import Final

from woezo.parameters.faults import Fault, fault
from woezo.workforce.promises.headcounts import NOTE, Row, plain, typed
from woezo.workforce.promises.observed import COUNTS

LARGEST_BYTES: Final = 200_000
MOST_ROWS: Final = 2_000
SEPARATORS: Final = ";\t,"

HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "day": ("day", "date", "jour"),
    "recruited": ("recruited", "recrutes", "recruited so far"),
    "on_payroll": ("on payroll", "on the payroll", "en poste"),
    "certified": ("certified", "certifies"),
    "nationals": ("nationals", "nationaux"),
    "women": ("women", "femmes"),
    "youth": ("youth", "youth 18 35", "jeunes", "jeunes 18 35", "jeunes 18 35 ans", "jeunes de 18 a 35 ans"),
    "first_jobs": ("first jobs", "premiers emplois"),
    NOTE: ("note", "notes"),
}
"""What may stand over a column, as `plain` has it, beside its key."""
NAMES: Final = {name: key for key, names in HEADINGS.items() for name in (key, *names)}


def read(content: bytes) -> tuple[list[Row], list[Fault]]:
    """The rows of a file, each with what is wrong in its cells; and what is wrong with its lines."""
    lines = StringIO(_text(content), newline="")
    reader = csv.reader(lines, delimiter=_separator(lines), strict=True)
    try:
        head = next(reader, [])
        columns, faults = _columns(head)
        if faults:
            return [], faults
        return _rows(reader, columns, lambda: reader.line_num)
    except csv.Error:
        return [], [fault("not_csv", "", line=reader.line_num)]


def _text(content: bytes) -> str:
    """UTF-8; else what a spreadsheet of Windows writes in Western Europe, where every byte is a letter."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _separator(lines: StringIO) -> str:
    """What stands most often in the first line."""
    first = lines.readline()
    lines.seek(0)
    return max(SEPARATORS, key=first.count)


def _columns(head: Sequence[str]) -> tuple[list[str], list[Fault]]:
    """The key of each column."""
    columns: list[str] = []
    faults: list[Fault] = []
    for text in head:
        name = plain(text)
        key = NAMES.get(name, "")
        if not key and name:
            near = get_close_matches(name, NAMES, n=1)
            faults.append(fault("unknown_column", "", text[:40], line=1, near=NAMES[near[0]] if near else ""))
        elif key in columns and key:
            faults.append(fault("column_twice", key, text[:40], line=1))
        columns.append(key)
    missing = [key for key in ("day", *COUNTS) if key not in columns]
    return columns, faults or [fault("column_missing", key, line=1) for key in missing]


def _rows(reader: Iterator[list[str]], columns: list[str], line_of: Callable[[], int]) -> tuple[list[Row], list[Fault]]:
    """A row for each line that says something."""
    rows: list[Row] = []
    faults: list[Fault] = []
    line = line_of() + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            if any(cell.strip() for cell in cells[len(columns) :]):
                faults.append(fault("too_many_cells", "", line=line, cells=len(cells), columns=len(columns)))
            elif len(rows) == MOST_ROWS:
                return [], [fault("too_many_rows", "", line=0, most=MOST_ROWS)]
            else:
                rows.append(typed(dict(zip(columns, cells, strict=False)), line))
        line = line_of() + 1
    return rows, faults or ([] if rows else [fault("no_rows", "", line=0)])
