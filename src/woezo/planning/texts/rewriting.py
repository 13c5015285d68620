"""Changing a plan's text by key: tomlkit leaves the planner's comments and their order where they are. Pure.

Every change is made to the plain document too. Where the text that comes out does not say the same, it is given up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, InlineTable, Table

from woezo.parameters.reading import SAID_ONCE
from woezo.planning.texts.toml import NotToml, Value, entry_of, read, value_at

ENTERED: Final = "assumed"
"""The confidence of a figure that somebody has typed in, whatever stood there was."""

PART: Final = re.compile(r"[A-Za-z0-9_-]+")


class NoSuchKey(Exception):
    """The plan has no place of this name."""


class TooIntricate(Exception):
    """The place is written in a way in which only a person can change it."""


def changed(text: str, changes: Mapping[str, Value | None], source: str, on: date) -> str:
    """The text with other values; None takes the key out, so that its default holds. A table with provenance is kept, and
    says who entered the new figure and when.

    Raises NotToml, NoSuchKey and TooIntricate.
    """

    def change(document: Any) -> None:
        for key, value in changes.items():
            if not _same(value_at(document, key), value):
                _set(document, key, value, {"source": source, "date": on, "confidence": ENTERED})

    return _rewritten(text, change)


def with_entry(text: str, key: str, fields: Mapping[str, Value]) -> str:
    """The text with one more entry at the end of a list of tables. Raises NotToml, NoSuchKey and TooIntricate."""

    def add(document: Any) -> None:
        parent, name = _parent_of(document, key)
        entries = parent.get(name)
        if entries is None:
            _put(parent, name, [dict(fields)])
        elif isinstance(entries, list) and all(isinstance(entry, Mapping) for entry in entries):
            _append(entries, dict(fields))
        else:
            raise NoSuchKey(key)

    return _rewritten(text, add)


def without_entry(text: str, key: str) -> str:
    """The text without an entry of a list of tables: `class.2`. Raises NotToml, NoSuchKey and TooIntricate."""
    name, _, number = key.rpartition(".")
    expected = read(text)
    entries = value_at(expected, name)
    if not isinstance(entries, list) or not isinstance(entry_of(entries, number), Mapping):
        raise NoSuchKey(key)
    del entries[int(number) - 1]
    cut = _cut(text, name, int(number))
    if cut is None:
        return _rewritten(text, lambda document: value_at(document, name).pop(int(number) - 1))
    if not entries:  # a list of tables without a table is not there
        del expected[name]
    return _checked(cut, expected)


def is_label(node: Any) -> bool:
    """Whether these are words in both languages, which one text replaces: who writes it is shown it in both."""
    return isinstance(node, Mapping) and bool(node) and set(node) <= {"fr", "en"}


def _same(old: Any, new: Value | None) -> bool:
    return bool(old == new) and isinstance(old, bool) == isinstance(new, bool)


def _cut(text: str, name: str, number: int) -> str | None:
    """Without the lines of one [[name]]; the comments over the next table are that table's. None: there is no such head.

    tomlkit hangs those comments on the entry, and would take them away with it.
    """
    lines = text.splitlines(keepends=True)
    path = r"\s*\.\s*".join(re.escape(part) for part in name.split(".") if not part.isdecimal())
    heads = [at for at, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{path}\s*\]\]", line)]
    if len(heads) < number or "." in name:
        return None
    start = heads[number - 1]
    below = re.compile(rf"\s*\[\[?\s*{path}\s*\.")
    after = (at for at in range(start + 1, len(lines)) if re.match(r"\s*\[", lines[at]) and not below.match(lines[at]))
    end = next(after, len(lines))
    if end < len(lines):
        while end - 1 > start and re.match(r"\s*(#.*)?$", lines[end - 1]):
            end -= 1
        while start and not lines[start - 1].strip() and not lines[end].strip():  # one blank line is enough
            end += 1
    return "".join(lines[:start] + lines[end:])


def _rewritten(text: str, change: Callable[[Any], object]) -> str:
    """The text after `change`, which is applied to the plain document too: both must say the same."""
    expected = read(text)
    change(expected)
    try:
        document = tomlkit.parse(text)
        change(document)
        written = tomlkit.dumps(document)
    except (TOMLKitError, RecursionError, KeyError, ValueError, TypeError):
        raise TooIntricate from None
    return _checked(written, expected)


def _checked(text: str, expected: dict[str, Any]) -> str:
    try:
        found = read(text)
    except NotToml:
        raise TooIntricate from None
    if found != expected:
        raise TooIntricate
    return text


def _parent_of(document: Any, key: str) -> tuple[Any, str]:
    """The table in which a key stands, made where it is missing, and the key's last part."""
    *parts, last = key.split(".")
    if not all(PART.fullmatch(part) for part in (*parts, last)):
        raise NoSuchKey(key)
    node: Any = document
    for part in parts:
        if isinstance(node, list):
            node = entry_of(node, part)
        elif isinstance(node, Mapping) and "value" not in node:
            if part not in node:
                _put(node, part, {})
            node = node[part]
        else:
            raise NoSuchKey(key)
    if not isinstance(node, Mapping):
        raise NoSuchKey(key)
    return node, last


def _set(document: Any, key: str, value: Value | None, provenance: Mapping[str, Value]) -> None:
    """Set a key, or with None take it out."""
    parent, name = _parent_of(document, key)
    old = parent.get(name)
    if _holds_keys(old):
        raise NoSuchKey(key)
    if value is None:
        parent.pop(name, None)
    elif isinstance(old, Mapping) and not is_label(old):
        old["value"] = value  # type: ignore[index]  # both kinds of document can be written
        for part, mark in provenance.items():
            _put(old, part, mark)
    elif SAID_ONCE in document and not isinstance(value, str):  # what is typed now is not from there
        marked = tomlkit.inline_table()
        for part, mark in {"value": value, **provenance}.items():
            marked[part] = mark
        _put(parent, name, marked)
    else:
        _put(parent, name, value)


def _holds_keys(node: Any) -> bool:
    """Whether this is no value, but a table or a list of tables."""
    if isinstance(node, Mapping):
        return "value" not in node and not is_label(node)
    return isinstance(node, list) and any(isinstance(entry, Mapping) for entry in node)


def _put(table: Any, name: str, value: Any) -> None:
    """Set a key. A new one comes after the last one, not after the comments that stand over the next table."""
    if name in table or isinstance(table, InlineTable) or not isinstance(table, Table):
        table[name] = value
        return
    tail = _tail(table)
    table[name] = value
    table.value.body.extend(tail)


def _append(entries: Any, fields: dict[str, Any]) -> None:
    """One more entry, a blank line after the last one; what stood below that one now stands below the new one."""
    if not isinstance(entries, AoT) or not entries:
        entries.append(fields)
        return
    tail = _tail(entries[-1])
    entries[-1].add(tomlkit.nl())
    entries.append(fields)
    entries[-1].value.body.extend(tail or [(None, tomlkit.nl())])


def _tail(table: Any) -> list[Any]:
    """Take the blank lines and comments off a table's end."""
    body = table.value.body
    end = len(body)
    while end and body[end - 1][0] is None:
        end -= 1
    tail: list[Any] = body[end:]
    del body[end:]
    return tail
