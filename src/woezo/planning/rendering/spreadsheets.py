"""Tables as a spreadsheet. Imported when somebody asks for one: XlsxWriter takes memory that most centres need not spend."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from woezo.commercial.money import decimals
from woezo.planning.rendering.files import About, figure
from woezo.planning.wording.words import Words
from woezo.workforce.tables import Cell, Column, Table

PATTERNS: Final = {
    **dict.fromkeys(("text", "code"), "General"),
    "date": "yyyy-mm-dd",
    "month": "mmm yyyy",
    "count": "#,##0",
    "people": "#,##0.0",
    "ratio": "0.0%",
    "hours": "#,##0",
    "year": "0",
    "price": "#,##0.00",
}
AS_IT_IS: Final = ("number", "rate", "value")
"""Units whose figures have each the decimals that it needs: one pattern for all leaves a bare point behind a whole."""
WIDTHS: Final = {"text": 30, "code": 24, "date": 11, "month": 11, "rate": 16, "value": 24}
NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def to_xlsx(tables: Sequence[Table], words: Words, about: About | None = None) -> bytes:
    """A sheet for each table, its head frozen; figures, dates and shares are such, not texts. In front, what the book is of;
    one of a single table opens at that.
    """
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        if about:
            book.set_properties({"title": about.title, "subject": about.subject, "created": about.made})
        formats = _Formats(book)
        taken: set[str] = set()
        for table in [*([about.table] if about else []), *tables]:
            sheet = book.add_worksheet(_sheet_name(words.sheet(table.name), taken))
            _sheet(sheet, table, words, formats)
            if [table] == list(tables):
                sheet.activate()
    return file.getvalue()


class _Formats:
    """The formats of a book by pattern, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._known: dict[str, Format] = {}
        self.head = book.add_format({"bold": True, "bottom": 1})

    def of(self, pattern: str) -> Format:
        if pattern not in self._known:
            self._known[pattern] = self._book.add_format({"num_format": pattern})
        return self._known[pattern]


def _pattern(unit: str, figure: Decimal) -> str:
    """How a spreadsheet shows a figure of a unit; it writes points, commas and months as its own reader does."""
    if unit in PATTERNS:
        return PATTERNS[unit]
    currency, _, per = unit.partition("/")
    if unit in AS_IT_IS:
        places = max(0, -int(figure.normalize().as_tuple().exponent))
    else:
        places = 2 if per else decimals(currency)
    return f"#,##0.{'0' * places}" if places else "#,##0"


def _sheet(sheet: Worksheet, table: Table, words: Words, formats: _Formats) -> None:
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        head = words.head(column)
        sheet.write_string(0, at, head, formats.head)
        sheet.set_column(at, at, min(max(len(head) + 2, WIDTHS.get(column.unit, 12)), 40))
    for line, row in enumerate(table.rows, 1):
        for at, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            _cell(sheet, line, at, cell, column, words, formats)


def _cell(sheet: Worksheet, line: int, at: int, cell: Cell, column: Column, words: Words, formats: _Formats) -> None:
    if isinstance(cell, str):
        sheet.write_string(line, at, words.text(cell, column.unit))
    elif isinstance(cell, date):
        sheet.write_datetime(line, at, cell, formats.of(PATTERNS.get(column.unit, PATTERNS["date"])))
    elif cell is not None:
        number = figure(cell, column.unit)
        sheet.write_number(line, at, float(number), formats.of(_pattern(column.unit, number)))


def _sheet_name(label: str, taken: set[str]) -> str:
    """At most 31 characters, none of those that a spreadsheet forbids, no other's name."""
    plain = " ".join(NOT_IN_NAMES.sub(" ", label).split()).strip("'") or "–"
    name, number = plain[:31], 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: 30 - len(str(number))]} {number}"
    taken.add(name.lower())
    return name
