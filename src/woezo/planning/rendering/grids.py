"""A table as a template draws it."""

from __future__ import annotations

from dataclasses import dataclass

from woezo.planning.wording.words import Words
from woezo.workforce.tables import Table


@dataclass(frozen=True)
class Grid:
    """A table as the template needs it: cells in words, and which of them are figures."""

    name: str
    title: str
    heads: list[tuple[str, bool]]
    rows: list[list[tuple[str, bool]]]
    note: str = ""


def grid(table: Table, words: Words) -> Grid:
    """Every cell in the reader's words."""
    figures = [column.is_figure for column in table.columns]
    rows = [
        [
            (words.cell(cell, column.unit), number)
            for cell, column, number in zip(row, table.columns, figures, strict=True)
        ]
        for row in table.rows
    ]
    heads = [(words.head(column), number) for column, number in zip(table.columns, figures, strict=True)]
    return Grid(table.name, words.label(table.name), heads, rows, words.note(table.name))
