"""What is written as TOML says what it was."""

from __future__ import annotations

import tomllib

from woezo.entrypoints.toml_text import toml_text


def test_everything_that_is_written_is_read_again() -> None:
    document = {
        "scenario": {"name": 'Lomé "2"\\\n\t\x7f\x01', "days": 7, "ratio": 1e-06, "empty": [], "worked": True},
        "queue": [
            {
                "name": "a",
                "skills": {"été, nuit": 1, "b.c": 2},
                "arrivals": {"per_interval": [0.0, 1.5]},
                "target_s": 20,
            },
            {"name": "b", "skills": {}, "law": {"own": {"deep": [1, 2]}}},
        ],
        "group": [{"shifts": [{"begins": "08:00", "breaks": ["12:00-13:00"]}, {"agents": 2}], "members": []}],
    }
    assert tomllib.loads(toml_text(document)) == document


def test_it_is_written_for_people_who_change_it() -> None:
    written = toml_text(
        {"group": [{"skills": {"French": 1}, "name": "a", "shifts": [{"agents": 2, "begins": "08:00"}]}]}
    )
    assert written == (
        '[[group]]\nname = "a"\nshifts = [\n    {agents = 2, begins = "08:00"},\n]\n\n[group.skills]\nFrench = 1\n'
    )
