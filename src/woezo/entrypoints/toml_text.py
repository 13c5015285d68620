"""A document as a TOML text, in time that grows with its length.

tomlkit, which changes a text and leaves the rest of it as it is, takes half a minute to write the numbers of two hundred
queues and the names of three thousand agents: for each entry of a list it counts those before it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
Document = Mapping[str, Any]


def toml_text(document: Document) -> str:
    """Tables, lists of tables, and in them texts, numbers, lists of those, and lists of tables, a table a line."""
    parts = []
    for name, content in document.items():
        if isinstance(content, list):
            parts += ["\n".join(_table(f"[[{_key(name)}]]", name, one)) for one in content]
        else:
            parts.append("\n".join(_table(f"[{_key(name)}]", name, content)))
    return "\n\n".join(parts) + "\n"


def _table(head: str, path: str, table: Document) -> Iterator[str]:
    """Its own values before the tables in it, which would take them."""
    yield head
    for key, value in table.items():
        if not isinstance(value, dict):
            yield f"{_key(key)} = {_value(value)}"
    for key, value in table.items():
        if isinstance(value, dict):
            below = f"{path}.{_key(key)}"
            yield ""
            yield from _table(f"[{below}]", below, value)


def _key(name: str) -> str:
    return name if BARE.fullmatch(name) else _text(name)


def _value(value: Any) -> str:
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            return "".join(["[\n", *(f"    {_inline(one)},\n" for one in value), "]"])
        return f"[{', '.join(map(_value, value))}]"
    return _text(value) if isinstance(value, str) else json.dumps(value)  # true, not True


def _inline(table: Document) -> str:
    return "{" + ", ".join(f"{_key(key)} = {_value(value)}" for key, value in table.items()) + "}"


def _text(text: str) -> str:
    """JSON escapes what TOML wants to be escaped, but for the one control character that it lets stand."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
