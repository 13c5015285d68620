"""`woezo fit`: the file that it writes is one that a planner reads and changes."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tests.entrypoints.command import woezo
from woezo.entrypoints.toml_text import toml_text

CENTRE = """
[scenario]
days = 7

[[queue]]
name = "orders"
skills = { orders = 1 }
arrivals = { interval_minutes = 480, per_interval = [0, 320, 0] }
patience = { mean_s = 200 }
handling = { mean_s = 240 }

[[group]]
name = "Lomé"
agents = 4
skills = { orders = 1 }
shifts = [{ begins = "08:00", ends = "16:00", weekdays = "12345" }]
"""


def test_a_shift_or_a_person_is_a_line() -> None:
    document = {
        "scenario": {"name": "x"},
        "queue": [{"name": "orders", "skills": {"orders": 1}}],
        "group": [
            {
                "name": "group 1",
                "agents": 3,
                "shifts": [
                    {"agents": 2, "begins": "08:00", "ends": "16:00", "breaks": ["12:00-13:00"], "weekdays": "12345"},
                    {"agents": 1, "begins": "10:00", "ends": "18:00", "weekdays": "12345"},
                ],
                "members": [{"name": "agent 1", "factor": 1.1}],
            }
        ],
    }
    text = toml_text(document)
    assert tomllib.loads(text) == document
    lines = [line.strip() for line in text.splitlines()]
    assert '{agents = 1, begins = "10:00", ends = "18:00", weekdays = "12345"},' in lines
    assert '{name = "agent 1", factor = 1.1},' in lines


def test_a_log_of_four_agents_becomes_a_scenario_with_four(tmp_path: Path) -> None:
    """From a scenario to its log, its journal and back."""
    (tmp_path / "centre.toml").write_text(CENTRE, encoding="utf-8")
    log, journal, fitted = (tmp_path / name for name in ("calls.csv", "calls.jsonl", "fitted.toml"))
    for command in (
        ("simulate", tmp_path / "centre.toml", "--replications", 1, "--log", log, "--from", "2026-10-05"),
        ("import", "csv", log, "--journal", journal),
        ("fit", journal, "--output", fitted),
    ):
        told = woezo(*command)
        assert (told.returncode, told.stderr) == (0, "")
    (group,) = tomllib.loads(fitted.read_text(encoding="utf-8"))["group"]
    assert 4 <= group["agents"] <= 5
    assert sum(one["agents"] for one in group["shifts"]) == group["agents"]
