"""A table of figures: what the command prints, the page shows and a file takes away is the same object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

EURO: Final = "EUR"
Cell = str | int | float | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """A column and its unit.

    unit is one of: text, code (a word that is shown in the reader's language), word (a text that may be one of ours), holiday
    (a day off by name), date, month (its first day; a code of a sum), count (whole), people (an expected number, one decimal),
    ratio (0 to 1, shown in percent), hours, number, year (of the calendar or of activity), price (in the currency that the row
    names), rate (what a quantity is multiplied by, with all its decimals), value (a number, a date or a text: whatever a
    parameter has), or an ISO 4217 currency, whose cells are whole minor units, or a currency followed by "/h" or "/contact",
    whose cells are Decimals of its unit.
    """

    name: str
    unit: str

    @property
    def is_figure(self) -> bool:
        """Whether its cells stand below each other's digits."""
        return self.unit not in ("text", "code", "word", "holiday", "date", "month", "value")


@dataclass(frozen=True)
class Table:
    """Rows under columns; a cell that has no value is None."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def once(table: Table) -> Table:
    """Without the euro columns (`cost_eur`) of what is in euro already (`cost`)."""
    in_euro = {f"{one.name}_eur" for one in table.columns if one.unit.partition("/")[0] == EURO}
    kept = [number for number, one in enumerate(table.columns) if one.name not in in_euro]
    if len(kept) == len(table.columns):
        return table
    rows = tuple(tuple(row[number] for number in kept) for row in table.rows)
    return Table(table.name, tuple(table.columns[number] for number in kept), rows)
