"""Tables as a spreadsheet. Imported when somebody asks for one: XlsxWriter takes memory that most centres need not spend."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from woezo.commercial.money import decimals
from woezo.planning.rendering.files import figure
from woezo.planning.wording.words import Words
from woezo.workforce.tables import Cell, Column, Table

HEAD: Final = "head"
PATTERNS: Final = {
    **dict.fromkeys(("text", "code"), "General"),
    "date": "yyyy-mm-dd",
    "month": "mmm yyyy",
    "count": "#,##0",
    "people": "#,##0.0",
    "ratio": "0.0%",
    "hours": "#,##0",
    "number": "#,##0.####",
    "price": "#,##0.00",
}
WIDTHS: Final = {"text": 30, "code": 24, "date": 11, "month": 11}
NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def to_xlsx(tables: Iterable[Table], words: Words) -> bytes:
    """A sheet for each table, its head frozen; figures, dates and shares are such, not texts."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        formats = _Formats(book)
        taken: set[str] = set()
        for table in tables:
            _sheet(book.add_worksheet(_sheet_name(words.label(table.name), taken)), table, words, formats)
    return file.getvalue()


class _Formats:
    """The formats of a book by unit, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._known: dict[str, Format] = {}

    def of(self, unit: str) -> Format:
        if unit not in self._known:
            shape: dict[str, object] = {"bold": True, "bottom": 1} if unit == HEAD else {"num_format": _pattern(unit)}
            self._known[unit] = self._book.add_format(shape)
        return self._known[unit]


def _pattern(unit: str) -> str:
    """How a spreadsheet shows a unit; it writes points, commas and months as its own reader does."""
    if unit in PATTERNS:
        return PATTERNS[unit]
    currency, _, per = unit.partition("/")
    places = 2 if per else decimals(currency)
    return f"#,##0.{'0' * places}" if places else "#,##0"


def _sheet(sheet: Worksheet, table: Table, words: Words, formats: _Formats) -> None:
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        head = words.head(column)
        sheet.write_string(0, at, head, formats.of(HEAD))
        sheet.set_column(at, at, min(max(len(head) + 2, WIDTHS.get(column.unit, 12)), 40))
    for line, row in enumerate(table.rows, 1):
        for at, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            _cell(sheet, line, at, cell, column, words, formats)


def _cell(sheet: Worksheet, line: int, at: int, cell: Cell, column: Column, words: Words, formats: _Formats) -> None:
    shape = formats.of(column.unit)
    if isinstance(cell, str):
        sheet.write_string(line, at, words.text(cell, column.unit))
    elif isinstance(cell, date):
        sheet.write_datetime(line, at, cell, shape)
    elif cell is not None:
        sheet.write_number(line, at, float(figure(cell, column.unit)), shape)


def _sheet_name(label: str, taken: set[str]) -> str:
    """At most 31 characters, none of those that a spreadsheet forbids, no other's name."""
    plain = " ".join(NOT_IN_NAMES.sub(" ", label).split()).strip("'") or "–"
    name, number = plain[:31], 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: 30 - len(str(number))]} {number}"
    taken.add(name.lower())
    return name
