"""The scenario of the reference page, from its text to what came of it."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

from woezo.simulation.scenario.reading import read
from woezo.simulation.scenario.replications import replications
from woezo.simulation.scenario.report import report_of

ROOT = Path(__file__).resolve().parents[3]


def test_the_scenario_of_the_reference_is_played() -> None:
    page = (ROOT / "docs/reference/scenario.md").read_text(encoding="utf-8")
    found = re.search(r"```toml\n(.*?)```", page, re.S)
    assert found
    scenario, faults = read(tomllib.loads(found[1], parse_float=Decimal))
    assert not faults
    assert scenario is not None
    report = report_of(scenario, faults, replications(scenario))
    orders = report.queues["orders"]
    offered = orders["offered"].mean
    assert offered is not None
    assert abs(offered - 1200) < 40
    assert orders["answered"].mean + orders["abandoned"].mean == offered  # type: ignore[operator]
