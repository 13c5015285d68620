"""The cells of a site file that are filled in day by day: found by the key of their entry, read as people type them. Pure.

`task.lease.done` is the cell `done` of the task whose key is `lease`, wherever it stands in the text: two people who report two
things at once do not meet, and a line put in above moves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from woezo.planning.texts.rewriting import is_label
from woezo.planning.texts.toml import Value, shown, typed, value_at
from woezo.workforce.opening.entries import Label

REPORTED: Final = {
    "task": ("started", "done", "done_by", "due_on", "owner", "evidence", "remark"),
    "requirement": ("state", "evidence", "owner", "gap"),
    "criterion": ("weight",),
    "city": ("marks",),
}
DATES_AND_NUMBERS: Final = ("started", "done", "due_on", "weight")


def place_of(document: Mapping[str, Any], key: str) -> str | None:
    """The place of a cell in the text, with the number of its entry: `task.3.done`. None if there is no such cell."""
    name, _, rest = key.partition(".")
    entries = document.get(name)
    for number, entry in enumerate(entries if isinstance(entries, list) else [], 1):
        own = entry.get("key") if isinstance(entry, Mapping) else None
        if isinstance(own, str) and own.strip() and rest.startswith(f"{own.strip()}."):
            cell = rest[len(own.strip()) + 1 :]
            if cell.partition(".")[0] in REPORTED.get(name, ()):
                return f"{name}.{number}.{cell}"
    return None


def key_of(document: Mapping[str, Any], place: str) -> str | None:
    """The way back: the key of a place in the text, whatever cell it is; None where its entry has no key of its own."""
    name, _, rest = place.partition(".")
    number, _, cell = rest.partition(".")
    entry = value_at(document, f"{name}.{number}") if number.isdecimal() else None
    own = entry.get("key") if isinstance(entry, Mapping) else None
    return f"{name}.{own.strip()}.{cell}" if isinstance(own, str) and own.strip() and cell else None


def shown_at(document: Mapping[str, Any], place: str, language: str) -> str:
    """What stands in a cell, as its field shows it; nothing is an empty field."""
    value = value_at(document, place)
    if is_label(value):
        return Label(**{one: shown(words) for one, words in value.items()}).said(language)
    return "" if value is None else shown(value)


def as_typed(key: str, text: str) -> Value | None:
    """The value of a cell that somebody has typed; None takes it out."""
    return typed(text, is_text=key.rpartition(".")[2] not in DATES_AND_NUMBERS and not key.startswith("city."))
