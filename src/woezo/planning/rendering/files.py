"""A table as a file: figures as numbers, headings in the reader's language."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple

from woezo.commercial.money import units
from woezo.planning.wording.words import Words
from woezo.workforce.tables import Cell, Column, Table

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
FIGURE: Final = Decimal("0.000001")
FIGURES: Final = 12
"""Of a price that has no end, so many are told."""


@dataclass(frozen=True)
class About:
    """What a workbook is of, and when it was made; rows: what else its first sheet says, by code or in words."""

    title: str
    subject: str
    made: datetime
    rows: tuple[tuple[str, Cell], ...]

    @property
    def table(self) -> Table:
        """Its first sheet."""
        made = "made_on", self.made.date()
        return Table("about", (Column("about", "code"), Column("value", "value")), (*self.rows, made))


class Dialect(NamedTuple):
    """How a CSV file is written: what stands between cells, and before decimals."""

    separator: str
    point: str


PROGRAMS: Final = Dialect(",", ".")
SPREADSHEETS: Final = {"fr": Dialect(";", ",")}
"""By language, where its spreadsheets open no other file by a double click; all others take that of programs."""


def of_spreadsheets(language: str) -> Dialect:
    """What a spreadsheet opens in the reader's language."""
    return SPREADSHEETS.get(language[:2], PROGRAMS)


def to_csv(table: Table, words: Words, dialect: Dialect = PROGRAMS) -> bytes:
    """UTF-8 with a mark, which spreadsheets need; amounts in units of the currency, dates as ISO 8601 has them."""
    rows = (
        [_written(cell, column, words, dialect.point) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    )
    heads = [harmless(words.head(column)) for column in table.columns]  # a plan names roles and programmes
    return csv_file(heads, rows, dialect)


def csv_file(heads: Iterable[str], rows: Iterable[Iterable[str]], dialect: Dialect = PROGRAMS) -> bytes:
    """Texts as a file: UTF-8 with a mark, which spreadsheets need."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=dialect.separator)
    writer.writerow(heads)
    writer.writerows(rows)
    return ("\ufeff" + text.getvalue()).encode()


def _written(cell: Cell, column: Column, words: Words, point: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(words.text(cell, column.unit))
    if isinstance(cell, date):
        return cell.isoformat()
    return format(figure(cell, column.unit).normalize(), "f").replace(".", point)


def figure(cell: float | Decimal, unit: str) -> Decimal:
    """A number in the unit of its column; amounts leave their minor units."""
    if isinstance(cell, int) and len(unit) == 3 and unit.isupper():
        return units(cell, unit)
    if isinstance(cell, float):
        return Decimal(str(cell)).quantize(FIGURE)
    return _cut(cell) if isinstance(cell, Decimal) else Decimal(cell)


def _cut(cell: Decimal) -> Decimal:
    """A figure without the decimals that nobody can mean; what stands before the point is never touched."""
    places = max(4, FIGURES - 1 - cell.adjusted())
    return round(cell, places) if int(cell.as_tuple().exponent) < -places else cell


def harmless(text: str) -> str:
    """A text that a spreadsheet does not run as a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
