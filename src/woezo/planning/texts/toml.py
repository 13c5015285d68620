"""A plan as a TOML text: what it says, where it cannot be read, what differs between two. Pure.

A dotted key names a value: `attrition.months_1_to_3_ratio`. The entries of a list of tables are counted from one:
`class.2.size`. A value stands by itself or in a table with its provenance: {value = 0.05, source = "…", date = …}.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from math import isnan, nan
from typing import Any, Final, NamedTuple

from woezo.planning.texts.bounds import first_beyond

Value = str | int | float | bool | date | time | list[Any]
"""What a key may be set to."""

LARGEST_BYTES: Final = 200_000
PERCENT: Final = re.compile(r"([+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?)\s*%")
DECIMAL_COMMA: Final = re.compile(r"[+-]?[0-9]+,[0-9]+")
GROUPED: Final = re.compile(
    r"[+-]?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?:[.,][0-9]+)?"
)  # thousands as French writes them
NUMBER: Final = re.compile(r"[0-9]{1,6}")
PLACE: Final = re.compile(r"^(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)$", re.S)
REASONS: Final = [
    (re.compile(r"Expected '='"), "equals"),
    (re.compile(r"Cannot (overwrite|declare|mutate)|Duplicate"), "twice"),
    (re.compile(r"Unclosed|Unterminated|Expected '\]|Expected \"\]"), "open"),
    (re.compile(r"Expected newline"), "rest"),
    (re.compile(r"character|Unescaped"), "character"),
    (re.compile(r"value|date|Invalid"), "value"),
]


class NotToml(Exception):
    """The text cannot be read. line and column count from one; reason is one of those of REASONS, of bounds, or "other".

    As a text it is what tomllib said, else the reason.
    """

    def __init__(self, reason: str, line: int, column: int, said: str = "") -> None:
        super().__init__(said or reason)
        self.reason = reason
        self.line = line
        self.column = column


class Difference(NamedTuple):
    """A key whose value is not the same in two texts; as texts, None where one has no such key."""

    key: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        return f"{self.key}: {shown(self.before)} → {shown(self.after)}"


def _number(digits: str) -> float:
    """With one object for every nan: what differs from itself would make a document differ from itself."""
    found = float(digits)
    return nan if isnan(found) else found


def read(text: str, parse_float: Callable[[str], Any] = _number) -> dict[str, Any]:
    """The document; the model reads its decimals as Decimal. Raises NotToml, and no text makes it take long."""
    if (beyond := first_beyond(text)) is not None:
        reason, at = beyond
        raise NotToml(reason, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    try:
        return tomllib.loads(text, parse_float=parse_float)
    except tomllib.TOMLDecodeError as error:
        raise _located(str(error), text) from None
    except (ValueError, ArithmeticError, RecursionError):  # what bounds knows nothing of
        raise NotToml("other", 1, 1) from None


def line_of(text: str, number: object) -> str:
    """A line of a text, as far as a message shows it; nothing if the number is none of its lines."""
    lines = text.split("\n")
    return lines[number - 1][:200] if isinstance(number, int) and 0 < number <= len(lines) else ""


def value_at(document: Mapping[str, Any], key: str) -> Any:
    """The value of a key, without its provenance; None where there is none."""
    node: Any = document
    for part in key.split("."):
        if isinstance(node, list):
            node = entry_of(node, part)
        else:
            node = node.get(part) if isinstance(node, Mapping) else None
    return node["value"] if isinstance(node, Mapping) and "value" in node else node


def entry_of(entries: list[Any], number: str) -> Any:
    """The entry of a list that a key names, counted from one; None where there is none."""
    if not NUMBER.fullmatch(number) or not 0 < int(number) <= len(entries):
        return None
    return entries[int(number) - 1]


def stands(before: Mapping[str, Any], now: Mapping[str, Any], key: str, *, whole: bool) -> bool:
    """Whether a key with the number of an entry still names the entry that it named before; one without always does.

    It does where the entry says the same; a cell of it (not the whole of it) also where all the other entries do.
    """
    name, _, rest = key.partition(".")
    number = rest.partition(".")[0]
    if not number.isdecimal():
        return True
    old, new = before.get(name), now.get(name)
    if not isinstance(old, list) or not isinstance(new, list) or entry_of(old, number) is None:
        return False
    if entry_of(old, number) == entry_of(new, number):
        return True
    at = int(number)
    return not whole and len(old) == len(new) and (old[: at - 1], old[at:]) == (new[: at - 1], new[at:])


def typed(text: str, is_text: bool) -> Value | None:
    """What somebody has typed in the place of a value, as TOML has it: 0,05 and 5 % are 0.05, a word a text, nothing None."""
    line = text.strip()
    if not line:
        return None
    if is_text:
        return line
    if (share := PERCENT.fullmatch(line)) is not None:
        return float(Decimal(share[1].replace(",", ".")) / 100)  # 5.3 % is 0.053 and no more
    if GROUPED.fullmatch(line):
        line = "".join(line.split())
    with suppress(NotToml):
        found = read("v = " + (line.replace(",", ".") if DECIMAL_COMMA.fullmatch(line) else line))
        if found.keys() == {"v"} and not isinstance(found["v"], dict):
            return found["v"]  # type: ignore[no-any-return]
    return line


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """What differs between two documents, in the order of the later one; what it lost comes last.

    The provenance of a value that differs is not listed: it was bound to change.
    """
    old, new = dict(_flat(before, "")), dict(_flat(after, ""))
    found = [Difference(key, old.get(key), new.get(key)) for key in new | old if old.get(key) != new.get(key)]
    changed = {one.key for one in found}
    return [one for one in found if one.key.rpartition(".")[0] not in changed]


def _flat(node: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        if "value" in node:
            yield key, shown(node["value"])
        for name, value in node.items():
            if name != "value":
                yield from _flat(value, f"{key}.{name}" if key else name)
    elif isinstance(node, list) and node and all(isinstance(entry, Mapping) for entry in node):
        for number, entry in enumerate(node, 1):
            yield from _flat(entry, f"{key}.{number}")
    else:
        yield key, shown(node)


def shown(value: Any) -> str:
    """A value as a person reads it; nothing is a dash."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(shown(part) for part in value)}]"
    return str(value)


def _located(message: str, text: str) -> NotToml:
    """tomllib's own sentence taken apart: its objects say no more in the versions of Python we run on."""
    found = PLACE.match(message)
    what = found[1] if found else message
    reason = next((name for pattern, name in REASONS if pattern.search(what)), "other")
    if found and found[2]:
        return NotToml(reason, int(found[2]), int(found[3]), message)
    lines = text.split("\n")
    return NotToml(reason, len(lines), len(lines[-1]) + 1, message)
