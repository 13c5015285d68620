"""A table of figures: what the command prints, the page shows and a file takes away is the same object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Cell = str | int | float | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """A column and its unit.

    unit is one of: text, code (a word that is shown in the reader's language), word (a text that may be one of ours), date,
    month (its first day), count (whole), people (an expected number, one decimal), ratio (0 to 1, shown in percent), hours,
    number, price (in the currency that the row names), or an ISO 4217 currency, whose cells are whole minor units, or a
    currency followed by "/h" or "/contact", whose cells are Decimals of its unit.
    """

    name: str
    unit: str

    @property
    def is_figure(self) -> bool:
        """Whether its cells stand below each other's digits."""
        return self.unit not in ("text", "code", "word", "date", "month")


@dataclass(frozen=True)
class Table:
    """Rows under columns; a cell that has no value is None."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
