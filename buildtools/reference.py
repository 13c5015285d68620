"""Write anew what docs/reference/plan.md has of the code: `python buildtools/reference.py`. A test compares."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any, Final

from woezo.parameters.declaring import Parameter, declared
from woezo.parameters.faults import shown
from woezo.planning.labels import FAULTS
from woezo.planning.words import Words
from woezo.workforce.law import TABLE
from woezo.workforce.plan import GROUPS, LISTS
from woezo.workforce.reading import MOST_ENTRIES
from woezo.workforce.report import build, cases
from woezo.workforce.tables import Column, Table

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "reference" / "plan.md"
ENGLISH: Final = Words(lambda text: text, "en_GB")
KINDS: Final = {
    "ratio": "share",
    "ratios": "shares",
    "amount": "amount",
    "text": "text",
    "date": "date",
    "flag": "true or false",
}
UNITS: Final = {
    "weeks": "weeks",
    "months": "months",
    "years": "years",
    "year": "year",
    "hours": "hours",
    "s": "seconds",
}
LARGEST_SAID: Final = 100_000  # beyond it a limit only keeps out what nobody means
SAID_AS: Final = {"unknown_key_near": "unknown_key", "missing_site": "missing", "ratio_out_of_range": "out_of_range"}


def rows(*lines: tuple[str, ...]) -> str:
    """A table of Markdown; the first line is its head."""
    head, *body = (f"| {' | '.join(line)} |" for line in lines)
    return "\n".join([head, "|---" * len(lines[0]) + "|", *body])


def parameters() -> str:
    """Every group and list, with what it may say."""
    groups = [_group(f"[{name}]", kind) for name, kind in GROUPS.items()]
    most = {name: f" {number} entries at most." for name, number in MOST_ENTRIES.items()}
    lists = [_group(f"[[{name}]]", kind, most[name]) for name, (_, kind) in LISTS.items()]
    return "\n\n".join(groups + lists)


def _group(name: str, kind: Any, most: str = "") -> str:
    head = ("key", "unit", "limits", "default", "meaning", "where the default is from")
    meaning = " ".join(str(kind.__doc__).split())
    body = (_parameter(one.name, one.default, parameter) for one, parameter in declared(kind))
    return f"### `{name}`\n\n{meaning}{most}\n\n{rows(head, *body)}"


def _parameter(name: str, default: Any, one: Parameter) -> tuple[str, ...]:
    return f"`{name}`", _unit(name, one), _limits(one), _default(default, one), one.meaning, _from(one)


def _unit(name: str, one: Parameter) -> str:
    if one.choices:
        return ", ".join(f"`{choice}`" for choice in one.choices)
    if one.letters:
        return f"{one.letters} capital letters"
    units = [UNITS[part] for part in reversed(name.split("_")) if part in UNITS]
    return KINDS.get(one.kind) or next(iter(units), "number")


def _limits(one: Parameter) -> str:
    if one.kind == "text" or one.least is None:
        return ""
    if one.most is None or one.most > LARGEST_SAID:
        return f"from {shown(one.least)}"
    return f"{shown(one.least)} to {shown(one.most)}"


def _default(default: Any, one: Parameter) -> str:
    if one.needed:
        return "**needed**"
    if one.provenance.source.startswith("law:"):
        return "the law"
    return "" if default in (None, "") else shown(default)


def _from(one: Parameter) -> str:
    source, mark = one.provenance.source, one.provenance.confidence.value
    if source.startswith("law:"):
        return "[the tables of law](#the-law)"
    return "" if mark == "stated" else mark if source == "Woezo's default" else f"{source}; {mark}"


def tables() -> str:
    """Every table with its columns and units."""
    text = (resources.files("woezo.planning") / "presets" / "lome.toml").read_text(encoding="utf-8")
    document = tomllib.loads(f"{text}\n[[class]]\nstart = 2020-03-02\n", parse_float=Decimal)
    report = build(document, plans=1)
    found = {**report.tables, **report.readings[-1].tables}
    further = cases(report, report.readings[-1].name)
    return rows(("table", "what it is", "columns"), *map(_table, [*found.values(), *further]))


def _table(one: Table) -> tuple[str, ...]:
    columns = dict.fromkeys(map(_column, one.columns))
    return f"`{one.name}`", ENGLISH.label(one.name), " · ".join(columns)


def _column(one: Column) -> str:
    """Its key and unit; for what differs from plan to plan stands a word."""
    name = re.sub(r":.*", ":<name>", re.sub(r"\.\d+$", ".<number>", one.name))
    name = re.sub(r"\.(starts|on_payroll|given)$", ".<reading>", name)
    return f"`{name}` {one.unit.replace('XOF', 'currency')}"


def faults() -> str:
    """Every code with what is said."""
    told = ((SAID_AS.get(code, code), re.sub(r"\{(\w+)\}", r"*\1*", text)) for code, text in FAULTS.items())
    return rows(("code", "sentence"), *((f"`{code}`", f"{text[0].upper()}{text[1:]}") for code, text in told))


def law() -> str:
    """Every row of the tables of law."""
    lines = (
        (row.country, f"`{row.rule}`", shown(row.value), f"{row.valid_from}", row.confidence.value, row.source)
        for row in TABLE
    )
    return rows(("country", "rule", "value", "from", "confidence", "source"), *lines)


PARTS: Final[dict[str, Callable[[], str]]] = {"parameters": parameters, "tables": tables, "faults": faults, "law": law}


def renewed(page: str) -> str:
    """The page with its parts as the code has them now."""
    for name, written in PARTS.items():
        begin, end = f"<!-- {name}: written by buildtools/reference.py -->\n", f"\n<!-- end of {name} -->"
        before, _, rest = page.partition(begin)
        _, found, after = rest.partition(end)
        assert found, f"the page has no place for {name}"
        page = f"{before}{begin}\n{written()}\n{end}{after}"
    return page


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
