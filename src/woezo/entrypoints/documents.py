"""Files that a command works out: a TOML text from a file or from what comes with Woezo, and values set on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from woezo.entrypoints.words import StartupError, say
from woezo.planning.text import LARGEST_BYTES, NotToml, read

TOLD: Final = ("plan_parts", "plan_brackets", "plan_number", "plan_other")  # tomllib says the rest


def text_of(name: str, supplied: Mapping[str, str], of: str = "plan") -> str:
    """The text of a file, or of what comes with Woezo under this name. of: plan or scenario. Raises StartupError."""
    if name in supplied:
        return supplied[name]
    try:
        with Path(name).open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
        if len(content) > LARGEST_BYTES:
            raise StartupError(f"{of}_too_large", file=name, most=LARGEST_BYTES // 1000)
        return content.decode("utf-8-sig")
    except OSError as error:
        known = ", ".join(supplied)
        raise StartupError(f"{of}_unreadable", file=name, error=error.strerror or str(error), presets=known) from None
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


def set_value(document: dict[str, Any], one: str) -> None:
    """Put the value of `--set training.weeks=5` or `--set class.2.size=18` into the document."""
    key, equals, given = one.partition("=")
    if not equals:
        raise StartupError("bad_option", option="--set", error=say("plan_set_form", given=one))
    try:
        value = read(f"x = {given}", parse_float=Decimal)["x"]
    except NotToml:  # a text then
        value = given
    *path, last = key.strip().split(".")
    place: Any = document
    for step in path:
        if isinstance(place, list):
            if not step.isdecimal() or not 1 <= int(step) <= len(place):
                raise StartupError("bad_option", option="--set", error=say("plan_set_entry", key=key, count=len(place)))
            place = place[int(step) - 1]
        elif isinstance(place, dict):
            place = place.setdefault(step, {})
    if not isinstance(place, dict):
        raise StartupError("bad_option", option="--set", error=say("plan_set_form", given=one))
    place[last] = value
