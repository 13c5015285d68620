"""Files that a command works out: a TOML text from a file or from what comes with Woezo, and values set on the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from woezo.entrypoints.files import why
from woezo.entrypoints.words import StartupError, say
from woezo.parameters.declaring import TEXTUAL, kind_at
from woezo.planning.texts.toml import LARGEST_BYTES, NotToml, Value, entry_of, read, typed

TOLD: Final = frozenset(
    f"plan_{one}"
    for one in ("parts", "brackets", "number", "other", "equals", "twice", "open", "rest", "character", "value")
)
MOST: Final = {"plan": (LARGEST_BYTES, 1000), "scenario": (20_000_000, 1_000_000)}
"""Bytes, and the bytes of the unit in which it is said. A page edits a plan; a scenario may hold two million arrivals of a log,
or what was fitted to hundreds of agents.
"""
QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")


def text_of(name: str, supplied: Mapping[str, str], of: str = "plan") -> str:
    """The text of a file, or of what comes with Woezo under this name. of: plan or scenario. Raises StartupError."""
    if name in supplied:
        return supplied[name]
    most, unit = MOST[of]
    try:
        with Path(name).open("rb") as file:
            content = file.read(most + 1)
        if len(content) > most:
            raise StartupError(f"{of}_too_large", file=name, most=most // unit)
        return content.decode("utf-8-sig")
    except OSError as error:
        known = ", ".join(supplied)
        raise StartupError(f"{of}_unreadable", file=name, error=why(error), presets=known) from None
    except UnicodeDecodeError:
        raise StartupError("plan_not_utf8", file=name) from None


def parsed(text: str, name: str, of: str = "plan") -> dict[str, Any]:
    """What a TOML text says. of: what it is, plan or scenario. Raises StartupError with the line."""
    try:
        return read(text, parse_float=Decimal)
    except NotToml as error:
        said = f"plan_{error.reason}"
        told = say(said, line=error.line, column=error.column) if said in TOLD else error
        raise StartupError(f"{of}_not_toml", file=name, error=told) from None


def set_value(document: dict[str, Any], one: str, tables: Mapping[str, Any]) -> None:
    """Put the value of `--set training.weeks=5` or `--set promise.1.target=400` into the document, read as the pages read it:
    10 % and 0,1 are numbers, and nothing takes the key out. The number behind a list's last entry adds one. tables: as for
    kind_at, which knows where words stand.
    """
    key, equals, given = one.partition("=")
    if not equals or not key.strip():
        raise StartupError("bad_option", option="--set", error=say("plan_set_form", given=one))
    value = _typed(given, kind_at(tables, key.strip()) in TEXTUAL)
    *path, last = key.strip().split(".")
    place: Any = document
    for step, below in pairwise([*path, last]):
        if isinstance(place, list):
            place = _entry(place, step, key, adding=value is not None)
        elif isinstance(place, dict):
            place = place.setdefault(step, [] if below.isdecimal() else {})
    if not isinstance(place, dict):
        raise StartupError("bad_option", option="--set", error=say("plan_set_form", given=one))
    if value is None:
        place.pop(last, None)
    else:
        place[last] = value


def _entry(entries: list[Any], number: str, key: str, *, adding: bool) -> Any:
    """The entry of a list that a key names, a new one if that comes next. Raises StartupError if there is none."""
    if adding and number == str(len(entries) + 1):
        entries.append({})
    found = entry_of(entries, number)
    if found is None:
        error = say("plan_set_entry", key=key, count=len(entries), next=len(entries) + 1)
        raise StartupError("bad_option", option="--set", error=error)
    return found


def _typed(given: str, is_text: bool) -> Value | None:
    """As the pages read it; a word may stand in quotation marks, as in the file."""
    if QUOTED.fullmatch(given.strip()):
        is_text = False
    return typed(given, is_text)
