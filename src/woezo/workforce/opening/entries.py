"""Reading lists of tables (the tasks of an opening file, requirements, cities) from a document, with what is wrong in them.

A cell that cannot be read gives a fault that names it and an empty value; an entry that lacks its key is left out, and all
others are read.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from woezo.parameters.declaring import Confidence
from woezo.parameters.faults import Fault

LONGEST_TEXT: Final = 400
MOST_ENTRIES: Final = 400
YEARS: Final = range(1990, 2151)


@dataclass(frozen=True)
class Label:
    """Words in both languages; a planner who writes them once is shown them in both."""

    fr: str = ""
    en: str = ""

    def said(self, language: str) -> str:
        """In that language, or in the other where it has nothing."""
        return (self.fr or self.en) if language == "fr" else (self.en or self.fr)


@dataclass(frozen=True)
class Sourced:
    """Where a statement is from, since when, and how far it goes."""

    source: str = ""
    confidence: Confidence = Confidence.STATED
    at: date | None = None


@dataclass(frozen=True)
class Entry:
    """One table of a list. Reading puts what is wrong into faults."""

    cell: str
    given: Mapping[str, Any]
    faults: list[Fault]

    def wrong(self, code: str, name: str, **about: str) -> None:
        """Something is wrong with one of its cells."""
        shown = str(self.given.get(name, ""))[:LONGEST_TEXT]
        self.faults.append(Fault(code, f"{self.cell}.{name}", shown, tuple(about.items())))

    def only(self, names: Collection[str]) -> None:
        """Names the cells that nothing reads: a key mistyped is a value lost."""
        for name in self.given:
            if name not in names:
                near = difflib.get_close_matches(str(name), names, 1)
                self.wrong("unknown_key", str(name), near=f"{self.cell}.{near[0]}" if near else "")

    def text(self, name: str) -> str:
        """Words on one line; empty where there are none."""
        found = self.given.get(name, "")
        if not isinstance(found, str) or len(found) > LONGEST_TEXT:
            self.wrong("not_a_text", name, longest=str(LONGEST_TEXT))
            return ""
        return found.strip()

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of words."""
        found = self.given.get(name, [])
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            self.wrong("not_a_list_of_texts", name)
            return ()
        return tuple(one.strip() for one in found)

    def label(self, name: str) -> Label:
        """Words, plain or as {fr = "…", en = "…"}."""
        found = self.given.get(name, "")
        said = {"fr": found, "en": found} if isinstance(found, str) else found
        if (
            not isinstance(said, Mapping)
            or not all(isinstance(one, str) and len(one) <= LONGEST_TEXT for one in said.values())
            or set(said) - {"fr", "en"}
        ):
            self.wrong("not_a_text", name, longest=str(LONGEST_TEXT))
            return Label()
        return Label(**{language: words.strip() for language, words in said.items()})

    def choice(self, name: str, choices: Collection[str], default: str) -> str:
        """One of a few words."""
        found = self.given.get(name, default)
        if found not in choices:
            self.wrong("not_a_choice", name, choices=", ".join(choices), taken=default)
            return default
        return str(found)

    def flag(self, name: str, default: bool = False) -> bool:
        """Yes or no."""
        found = self.given.get(name, default)
        if not isinstance(found, bool):
            self.wrong("not_a_flag", name, taken=str(default).lower())
            return default
        return found

    def place(self, name: str) -> int:
        """A place in a list, from one; 0 where none is named."""
        found = self.given.get(name)
        if found is None or (isinstance(found, int) and not isinstance(found, bool) and 0 < found <= MOST_ENTRIES):
            return found or 0
        code = "out_of_range" if type(found) is int else "not_a_count"
        self.wrong(code, name, least="1", most=str(MOST_ENTRIES), taken="")
        return 0

    def day(self, name: str) -> date | None:
        """A date; None where there is none."""
        found = self.given.get(name)
        if found is not None and (not isinstance(found, date) or isinstance(found, datetime)):
            self.wrong("not_a_date", name, taken="")
            return None
        if found is not None and found.year not in YEARS:
            self.wrong("date_out_of_range", name, taken="")
            return None
        return found

    def number(self, name: str, meanwhile: str) -> Decimal | None:
        """A number, exactly as it is written; None where there is none. meanwhile: what comes of one that cannot be read."""
        found = self.given.get(name)
        if found is None:
            return None
        if (
            isinstance(found, bool)
            or not isinstance(found, int | float | Decimal)
            or not Decimal(str(found)).is_finite()
        ):
            self.wrong("not_a_number", name, meanwhile=meanwhile)
            return None
        return Decimal(str(found))

    def sourced(self) -> Sourced:
        """Its source and confidence."""
        return Sourced(self.text("source"), Confidence(self.choice("confidence", [*Confidence], Confidence.STATED)))


def entries(document: Mapping[str, Any], name: str, faults: list[Fault]) -> Iterator[Entry]:
    """The entries of one list. Each has a key of its own: a second one of the same key is left out, as is one without."""
    given = document.get(name, [])
    if not isinstance(given, list):
        faults.append(Fault("not_a_list", name, str(given)[:LONGEST_TEXT]))
        return
    if len(given) > MOST_ENTRIES:
        faults.append(Fault("too_many", name, str(len(given)), (("most", str(MOST_ENTRIES)),)))
    seen: set[str] = set()
    for number, one in enumerate(given[:MOST_ENTRIES], 1):
        entry = Entry(f"{name}.{number}", one if isinstance(one, Mapping) else {}, faults)
        key = entry.text("key")
        if not isinstance(one, Mapping):
            faults.append(Fault("not_a_table", entry.cell, str(one)[:LONGEST_TEXT]))
        elif not key:
            entry.wrong("missing", "key")
        elif key in seen:
            entry.wrong("key_twice", "key")
        else:
            seen.add(key)
            yield entry
