"""What docs/reference/scenario.md has of the code. reference.py writes it there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from pages import FOLDER, Parts, default_of, limits, rows, unit
from woezo.parameters.declaring import Counted, Parameter, declared
from woezo.planning.wording.labels import FAULTS
from woezo.planning.wording.scenario_words import SCENARIO_FAULTS, SCENARIO_INSTEAD, SCENARIO_LABELS
from woezo.simulation.scenario.checks import WARNINGS
from woezo.simulation.scenario.measures import OF_GROUPS, OF_QUEUES, Measure
from woezo.simulation.scenario.model import (
    LISTS,
    Arrivals,
    Frame,
    Law,
    Member,
    OwnHandling,
    Patience,
    Shift,
    TierRule,
)

PAGE: Final = FOLDER / "scenario.md"
INNER: Final = {"arrivals": Arrivals, "patience": Patience, "law": Law, "tiers": TierRule, "shifts": Shift,
                "own handling": OwnHandling, "members": Member}  # fmt: skip
"""Tables in tables, by the heading under which they stand."""
HEADINGS: Final = {kind: heading for heading, kind in INNER.items()}
UNITS: Final = {
    "per_hour": "customers an hour",
    "interval_minutes": "minutes",
    "warm_up_minutes": "minutes",
    "minutes": "minutes",
    "wait_points_per_s": "points a second",
    "days": "days",
}
OF_CELLS: Final = (
    "not_a_table", "not_a_list", "too_many", "no_value", "unknown_key", "unknown_key_near", "missing", "not_a_count",
    "not_a_number_within", "not_a_share", "not_whole",
    "out_of_range", "ratio_out_of_range", "not_a_text", "not_a_choice", "not_a_code", "not_a_date",
    "name_twice",
)  # fmt: skip
SAID_AS: Final = {
    "unknown_key_near": "unknown_key",
    "ratio_out_of_range": "out_of_range",
    "not_a_count": "not_a_number",
    "not_a_number_within": "not_a_number",
    "not_a_share": "not_a_number",
    "no_such_name_near": "no_such_name",
}


def keys() -> str:
    """Every table with its keys."""
    found = [_table("[scenario]", Frame)]
    found += [_table(f"[[{name}]]", kind, f" {most} at most.") for name, (_, kind, most) in LISTS.items()]
    return "\n\n".join([*found, *(_table(heading, kind) for heading, kind in INNER.items())])


def _table(name: str, kind: Any, most: str = "") -> str:
    head = ("key", "unit", "limits", "default", "meaning")
    meaning = " ".join(str(kind.__doc__).split())
    own = ((one.name, one.default, parameter) for one, parameter in declared(kind) if not _of_law(kind, one.name))
    law = "\n\nAnd the keys of a [law](#law)." if kind is Patience else ""
    return f"### `{name}`\n\n{meaning}{most}\n\n{rows(head, *(_key(*one) for one in own))}{law}"


def _of_law(kind: Any, name: str) -> bool:
    return kind is Patience and name in {one.name for one, _ in declared(Law)}


def _key(name: str, default: Any, one: Parameter) -> tuple[str, ...]:
    return f"`{name}`", _unit(name, one), limits(one) if _counts(one) else "", _default(default, one), one.meaning


def _counts(one: Parameter) -> bool:
    return one.kind not in ("texts", "table", "tables")


def _default(default: Any, one: Parameter) -> str:
    return "" if default == () else default_of(default, one)


def _unit(name: str, one: Parameter) -> str:
    if one.kind in ("table", "tables"):
        heading = HEADINGS[one.of]
        link = f"[{heading}](#{heading.replace(' ', '-')})"
        return link if one.kind == "table" else f"list of {link}, {one.most} at most"
    if one.kind == "numbers":
        return "numbers, seconds" if name.endswith("_s") else "numbers"
    return UNITS.get(name) or unit(name, one)


def measures() -> str:
    """Every measure with its formula, of queues and of groups."""
    head = ("name", "in the tables", "unit", "formula")
    units = {"ratio": "share, 0 to 1", "ms": "milliseconds", "count": "contacts", "agents": "agents"}

    def table(of: tuple[Measure, ...]) -> str:
        lines = ((f"`{m.name}`", SCENARIO_LABELS[m.name], units[m.unit], f"`{m.formula}`") for m in of)
        return rows(head, *lines)

    of_queues, of_groups = (
        "Of queues, programmes, intervals and the whole:",
        "Of groups, sites, intervals and the whole:",
    )
    return f"{of_queues}\n\n{table(OF_QUEUES)}\n\n{of_groups}\n\n{table(OF_GROUPS)}"


def faults() -> str:
    """Every code with what is said."""
    lines = (
        (f"`{SAID_AS.get(code, code)}`", "warning" if code in WARNINGS else "error", _sentence(text))
        for code, text in _sentences()
    )
    return rows(("code", "kind", "sentence"), *lines)


def _sentences() -> Iterator[tuple[str, str | Counted]]:
    """Those of cells first, then those between cells."""
    of_cells = FAULTS | SCENARIO_INSTEAD
    yield from ((code, of_cells[code]) for code in OF_CELLS)
    yield from SCENARIO_FAULTS.items()


def _sentence(text: str | Counted) -> str:
    said = re.sub(r"(?<!\{)\{(\w+)\}(?!\})", r"*\1*", str(text)).replace("{{", "{").replace("}}", "}")
    return f"{said[0].upper()}{said[1:]}"


PARTS: Final[Parts] = {"keys": keys, "measures": measures, "faults": faults}
