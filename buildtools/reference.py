"""Write anew what docs/reference/plan.md and scenario.md have of the code: `python buildtools/reference.py`. Tests compare."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from importlib import resources
from typing import Any, Final

from pages import FOLDER, Parts, default_of, limits, renewed, rows, unit
from scenario_pages import PAGE as SCENARIO_PAGE
from scenario_pages import PARTS as SCENARIO_PARTS
from woezo.parameters.declaring import Parameter, declared
from woezo.parameters.faults import shown
from woezo.planning.wording.labels import FAULTS
from woezo.planning.wording.words import Words
from woezo.workforce.hiring.plan import GROUPS, LISTS
from woezo.workforce.hiring.reading import MOST_ENTRIES
from woezo.workforce.law import TABLE
from woezo.workforce.reports.report import build, cases
from woezo.workforce.tables import Column, Table

PAGE: Final = FOLDER / "plan.md"
ENGLISH: Final = Words(lambda text: text, "en_GB")
SAID_AS: Final = {
    "unknown_key_near": "unknown_key",
    "missing_site": "missing",
    "missing_here": "missing",
    "ratio_out_of_range": "out_of_range",
    "not_a_number_within": "not_a_number",
    "not_a_share": "not_a_number",
    "not_a_count": "not_a_number",
    "not_an_amount": "not_a_number",
}


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
    return f"`{name}`", unit(name, one), limits(one), default_of(default, one), one.meaning, _from(one)


def _from(one: Parameter) -> str:
    source, mark = one.provenance.source, one.provenance.confidence.value
    if source.startswith("law:"):
        return "[the tables of law](#the-law)"
    return "" if mark == "stated" else mark if source == "Woezo's default" else f"{source}; {mark}"


def tables() -> str:
    """Every table with its columns and units."""
    text = (resources.files("woezo.planning") / "presets" / "lome.en.toml").read_text(encoding="utf-8")
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
    told = ((SAID_AS.get(code, code), re.sub(r"\{(\w+)\}", r"*\1*", str(text))) for code, text in FAULTS.items())
    return rows(("code", "sentence"), *((f"`{code}`", f"{text[0].upper()}{text[1:]}") for code, text in told))


def law() -> str:
    """Every row of the tables of law."""
    lines = (
        (row.country, f"`{row.rule}`", shown(row.value), f"{row.valid_from}", row.confidence.value, row.source)
        for row in TABLE
    )
    return rows(("country", "rule", "value", "from", "confidence", "source"), *lines)


PARTS: Final[Parts] = {"parameters": parameters, "tables": tables, "faults": faults, "law": law}


if __name__ == "__main__":
    for page, parts in ((PAGE, PARTS), (SCENARIO_PAGE, SCENARIO_PARTS)):
        page.write_text(renewed(page.read_text(encoding="utf-8"), parts), encoding="utf-8")
