"""The fields of a site file's page: each knows the cell it fills in, what stands there, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from woezo.parameters.faults import Fault
from woezo.planning.opening.cells import key_of, place_of, shown_at
from woezo.planning.wording.words import Words

OPENED: Final = ("task", "requirement")  # their rows have a form that opens
LABELS: Final = {"done": "done_on", "started": "started_on"}
"""What a cell is called where its own name is that of a state."""


def field_id(key: str) -> str:
    """The id in a page of the field of a cell."""
    return f"f-{key.replace('.', '-')}"


def called(document: Mapping[str, Any], cell: str, words: Words) -> str:
    """What people call a cell of a file: the task or requirement by name, then the cell; nothing where it has no such name."""
    entry, _, name = cell.rpartition(".")
    label = LABELS.get(name, name)
    said = (shown_at(document, f"{entry}.{of}", words.language) for of in ("name", "text"))
    return next((f"{one}, {words.within(label)}" for one in said if one and label in words.labels), "")


def address_of(document: Mapping[str, Any], cell: str) -> str:
    """Where in its page a cell is filled in: the task or requirement opened, at its field; nothing for any other cell."""
    key = key_of(document, cell)
    if key is None or place_of(document, key) != cell or key.partition(".")[0] not in OPENED:
        return ""
    entry, _, own = key.rpartition(".")[0].partition(".")
    return f"?{urlencode({entry: own})}#{field_id(key)}"


@dataclass(frozen=True)
class Field:
    """One cell to fill in. kind: date, number, choice or text; what cannot stand in a date's field is shown as text."""

    key: str
    label: str
    kind: str
    value: str
    wrong: list[str]
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """For its label, and for the address of the field in the page."""
        return field_id(self.key)


@dataclass(frozen=True)
class Form:
    """Makes the fields of a document: `field` for one of them."""

    document: Mapping[str, Any]
    faults: list[Fault]
    words: Words

    def field(self, key: str, label: str, kind: str = "text", choices: Iterable[str] = (), default: str = "") -> Field:
        """The field of a cell by its key: `task.lease.done`. default: the choice that holds while the cell is empty."""
        place = place_of(self.document, key)
        value = shown_at(self.document, place, self.words.language) if place else ""
        wrong = [self.sentence(one) for one in self.faults if place and one.cell in (place, f"{place}.value")]
        empty = default if value != default else None  # chosen, it leaves the cell empty
        named = tuple(("" if choice == empty else choice, self.words.label(choice)) for choice in choices)
        if kind == "choice" and value not in dict(named):
            named = ((value, value), *named)
        return Field(key, label, "text" if kind == "date" and not _is_day(value) else kind, value, wrong, named)

    def sentence(self, one: Fault) -> str:
        """What is wrong, with the cell as people call it."""
        return self.words.sentence(one, called(self.document, one.cell, self.words))


def _is_day(value: str) -> bool:
    with suppress(ValueError):
        return not value or bool(date.fromisoformat(value))
    return False
