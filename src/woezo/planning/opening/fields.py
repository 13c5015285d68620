"""The fields of a site file's page: each knows the cell it fills in, what stands there, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from woezo.parameters.faults import Fault
from woezo.planning.opening.cells import place_of, shown_at
from woezo.planning.wording.words import Words


def field_id(key: str) -> str:
    """The id in a page of the field of a cell."""
    return f"f-{key.replace('.', '-')}"


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

    def field(self, key: str, label: str, kind: str = "text", choices: Iterable[str] = ()) -> Field:
        """The field of a cell by its key: `task.lease.done`."""
        place = place_of(self.document, key)
        value = shown_at(self.document, place, self.words.language) if place else ""
        wrong = [self.words.sentence(one) for one in self.faults if place and one.cell in (place, f"{place}.value")]
        named = tuple((choice, self.words.label(choice)) for choice in choices)
        if kind == "choice" and value not in dict(named):
            named = ((value, value), *named)
        return Field(key, label, "text" if kind == "date" and not _is_day(value) else kind, value, wrong, named)


def _is_day(value: str) -> bool:
    with suppress(ValueError):
        return not value or bool(date.fromisoformat(value))
    return False
