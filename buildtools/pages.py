"""What the reference pages have of the code, as Markdown: tables, parameters, and the places where they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from woezo.parameters.declaring import Parameter
from woezo.parameters.faults import shown

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "reference"
KINDS: Final = {
    "ratio": "share",
    "ratios": "shares",
    "amount": "amount",
    "text": "text",
    "texts": "texts",
    "numbers": "numbers",
    "clock": "time of day",
    "levels": "level by name",
    "date": "date",
    "flag": "true or false",
}
UNITS: Final = {
    "weeks": "weeks",
    "months": "months",
    "years": "years",
    "year": "year",
    "hours": "hours",
    "age": "years",
    "s": "seconds",
}
LARGEST_SAID: Final = 100_000  # beyond it a limit only keeps out what nobody means

Parts = Mapping[str, Callable[[], str]]
"""What is written into a page, by the name of its place."""


def rows(*lines: tuple[str, ...]) -> str:
    """A table of Markdown; the first line is its head."""
    head, *body = (f"| {' | '.join(line)} |" for line in lines)
    return "\n".join([head, "|---" * len(lines[0]) + "|", *body])


def unit(name: str, one: Parameter) -> str:
    if one.choices:
        return ", ".join(f"`{choice}`" for choice in one.choices)
    if one.letters:
        return f"{one.letters} capital letters"
    units = [UNITS[part] for part in reversed(name.split("_")) if part in UNITS]
    return KINDS.get(one.kind) or next(iter(units), "whole number" if one.kind == "count" else "number")


def limits(one: Parameter) -> str:
    if one.kind == "text" or one.least is None:
        return ""
    if one.most is None or one.most > LARGEST_SAID:
        return f"from {shown(one.least)}"
    return f"{shown(one.least)} to {shown(one.most)}"


def default_of(given: Any, one: Parameter) -> str:
    if one.needed:
        return "**needed**"
    if one.provenance.source.startswith("law:"):
        return "the law"
    return "" if given in (None, "") else shown(given)


def renewed(page: str, parts: Parts) -> str:
    """The page with its parts as the code has them now."""
    for name, written in parts.items():
        begin, end = f"<!-- {name}: written by buildtools/reference.py -->\n", f"\n<!-- end of {name} -->"
        before, _, rest = page.partition(begin)
        _, found, after = rest.partition(end)
        assert found, f"the page has no place for {name}"
        page = f"{before}{begin}\n{written()}\n{end}{after}"
    return page
