"""Tables of a command in columns, and the language in which it says them."""

from __future__ import annotations

import gettext
import textwrap
from collections.abc import Sequence
from typing import Final

from woezo.entrypoints.cli import LOCALE
from woezo.entrypoints.words import language, say
from woezo.planning.wording.words import Words
from woezo.workforce.tables import Table

NOTE_WIDTH: Final = 80
MOST_NAMES: Final = 12


def spoken() -> Words:
    """The language of the command line."""
    chosen = language()
    texts = gettext.translation("django", LOCALE, [chosen], fallback=True)
    return Words(texts.gettext, "en_GB" if chosen == "en" else chosen, plural=texts.ngettext)


def drawn(table: Table, words: Words) -> str:
    """A table in columns no wider than their cells and the longest word of their heading."""
    heads = [words.head(column) for column in table.columns]
    rows = [
        [words.cell(cell, column.unit) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows
    ]
    widths = [
        max(len(one) for one in (*head.split(" "), *(row[number] for row in rows))) for number, head in enumerate(heads)
    ]
    folded = [textwrap.wrap(head, width, break_on_hyphens=False) for head, width in zip(heads, widths, strict=True)]
    tallest = max(map(len, folded))
    heading = zip(*([""] * (tallest - len(head)) + head for head in folded), strict=True)
    lines = [
        "  ".join(
            cell.rjust(width) if column.is_figure else cell.ljust(width)
            for cell, width, column in zip(row, widths, table.columns, strict=True)
        ).rstrip()
        for row in [*heading, *rows]
    ]
    note = textwrap.wrap(words.note(table.name), max(NOTE_WIDTH, *map(len, lines)))
    return "\n".join([words.label(table.name), *(f"  {line}" for line in [*lines, *note])])


def listed(names: Sequence[str], between: str = ", ") -> str:
    """In a row; of more than can be read in a sentence the first, and how many there are."""
    if len(names) <= MOST_NAMES:
        return between.join(names)
    return say("names_of_many", names=between.join(names[:MOST_NAMES]), all=len(names))
