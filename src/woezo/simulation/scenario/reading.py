"""From a document (a parsed TOML text) to a scenario, with everything that is wrong in it.

Unlike a plan, a scenario with an error is not played: what a default stood in for would be measured as if it had been meant. A
warning is played, and stands in the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from woezo.parameters.faults import Fault, fault
from woezo.parameters.reading import Reader
from woezo.simulation.scenario.checks import checked, errors
from woezo.simulation.scenario.model import LISTS, Frame, Scenario


def read(document: Mapping[str, Any]) -> tuple[Scenario | None, list[Fault]]:
    """The scenario, None if something in it is an error; and what is wrong or strange."""
    reader = Reader()
    reader.unknown(document, ("scenario", *LISTS), "")
    frame = Frame(**reader.group(Frame, "scenario", document.get("scenario", {})))
    lists: dict[str, Any] = {
        field_name: tuple(reader.entries(name, kind, document.get(name, []), most))
        for name, (field_name, kind, most) in LISTS.items()
    }
    for name in ("queue", "group"):
        if not lists[LISTS[name][0]] and not any(one.cell.startswith(name) for one in reader.faults):
            reader.faults.append(fault("needs_one", name))
    scenario = Scenario(frame, **lists)
    if not errors(reader.faults):
        reader.faults += checked(scenario)
    return (None if errors(reader.faults) else scenario), reader.faults
