"""Sentences with blanks: `{interaction} arrives in {queue}`.

A blank's name is the argument that it fills, and says how it is read.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tests.cases.names import NAME, Names
from tests.cases.text import TIME, CaseError, read_time

START_MS: Final = 1_800_000_000_000
"""The moment that cases call 0:00."""

Values = dict[str, Any]
Reader = Callable[[Names, str], Any]
NUMBER: Final = r"\d+(?![\d:])"
PAIRS: Final = rf"{NAME} {NUMBER}(?: {NAME} {NUMBER})*"
KINDS: Final = {
    "interaction": "contact",
    "child": "contact",
    "preferred": "agent",
    "who": "agent",
    "overflow_queue": "queue",
    **{kind: kind for kind in ("site", "programme", "client", "queue", "agent")},
}
NEW_KINDS: Final = ("contact", "client", "skill")
"""Kinds that need no declaration: the first mention makes them known."""


class Undeclared(Exception):
    """A name that the set-up does not know."""


def _id(kind: str) -> Reader:
    def read(names: Names, text: str) -> int:
        id = names.add(kind, text) if kind in NEW_KINDS else names.find(kind, text)
        if id is None:
            raise Undeclared(f"no {kind} {text}; declared: {', '.join(names.known(kind)) or 'none'}")
        return id

    return read


def _levels(names: Names, text: str) -> dict[str, int]:
    words = text.split()
    return {str(names.add("skill", skill)): int(level) for skill, level in zip(words[::2], words[1::2], strict=True)}


def _units(_: Names, text: str) -> dict[str, int]:
    words = text.split()
    return {channel: int(units) for channel, units in zip(words[::2], words[1::2], strict=True)}


def _sites(names: Names, text: str) -> list[int]:
    return [_id("site")(names, name) for name in text.split(" or ")]


READERS: Final[dict[str, tuple[str, Reader]]] = {
    **{blank: (NAME, _id(kind)) for blank, kind in KINDS.items()},
    "skills": (PAIRS, _levels),
    "min_levels": (PAIRS, _levels),
    "weights": (PAIRS, _units),
    "limits": (PAIRS, _units),
    "sites": (rf"{NAME}(?: or {NAME})*", _sites),
    "countries": (r"[A-Z]{2}(?: [A-Z]{2})*", lambda _, text: text.split()),
    "counts": (rf"{NUMBER}(?: {NUMBER})*", lambda _, text: [int(n) for n in text.split()]),
    "waits_ms": (rf"{TIME}(?: {TIME})*", lambda _, text: [read_time(t) for t in text.split()]),
    "at_ms": (TIME, lambda _, text: START_MS + read_time(text)),
    "until_ms": (TIME, lambda _, text: START_MS + read_time(text)),
    "expected_wait_permille": (NUMBER, lambda _, text: int(text) * 10),
    **{blank: (r"\w+", lambda _, text: text) for blank in ("country", "channel", "activity")},
    "json": (r"\{.*\}", lambda _, text: text),
    "event": (r"\w+", lambda _, text: text),
}
SPAN: Final = (TIME, lambda _, text: read_time(text))
PLAIN: Final = (rf"-?{NUMBER}", lambda _, text: int(text))


def reader(blank: str) -> tuple[str, Reader]:
    """The shape of a blank and how it is read."""
    return READERS.get(blank) or (SPAN if blank.endswith("_ms") else PLAIN)


@dataclass
class Phrase:
    """A sentence with blanks. means: the event or the table it belongs to. fixed: arguments that it fills by itself."""

    pattern: str
    means: str = ""
    fixed: Values = field(default_factory=dict)
    options: Sequence[Phrase] = ()

    def __post_init__(self) -> None:
        parts = re.split(r"\{(\w+)\}", self.pattern)
        self._blanks = parts[1::2]
        shapes = [rf"({reader(part)[0]})" if k % 2 else re.escape(part) for k, part in enumerate(parts)]
        self._regex = re.compile("".join(shapes))

    def read(self, names: Names, text: str) -> Values | None:
        """The values of the blanks if the whole text is this sentence."""
        return self._values(names, self._regex.fullmatch(text))

    def read_start(self, names: Names, text: str) -> tuple[Values, str] | None:
        """The same for a text that begins with this sentence, and what follows."""
        matched = re.match(rf"{self._regex.pattern}(?= |$)", text)
        values = self._values(names, matched)
        return None if matched is None or values is None else (values, text[matched.end() :].strip())

    def _values(self, names: Names, matched: re.Match[str] | None) -> Values | None:
        if matched is None:
            return None
        read = {blank: reader(blank)[1](names, matched[k]) for k, blank in enumerate(self._blanks, 1)}
        return {**self.fixed, **read}


def read_one(phrases: Sequence[Phrase], names: Names, place: str, text: str) -> tuple[Phrase, Values]:
    """The phrase that the text is, and its values; CaseError with the likeliest phrases if it is none."""
    for phrase in phrases:
        values = phrase.read(names, text)
        if values is not None:
            return phrase, values
    patterns = [phrase.pattern for phrase in phrases]
    near = difflib.get_close_matches(text, patterns, 4, 0.3) or patterns
    raise CaseError(place, f"not understood: {text}", " | ".join(near))
