"""`woezo erlang`: one queue by three formulas, in words and as JSON, and what cannot be worked out."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.entrypoints.command import clean_environment, woezo

HALF_HOUR = ("erlang", "--arrivals-per-hour", 240, "--handling-s", 318)
MANDELBAUM = ("erlang", "--arrivals-per-hour", 1550, "--handling-s", 225, "--agents", 100)


def rows(text: str) -> dict[str, list[str]]:
    """{label: cells}; cells have two spaces between them at least."""
    cells = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in text.splitlines()]
    return {line[0]: line[1:] for line in cells if len(line) == 4}


def as_json(*arguments: object) -> dict[str, Any]:
    """What a program reads."""
    told = woezo(*arguments, "--json")
    assert (told.returncode, told.stderr) == (0, "")
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_the_three_stand_beside_each_other() -> None:
    told = woezo(*MANDELBAUM, "--patience-s", 120, "--service-level", 0.8)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("1,550 contacts an hour of 225 s: 96.88 erlangs. Agents: 100.\n")
    found = rows(told.stdout)
    assert found["Mean wait of all, s"] == ["–", "47.9", "3.8"]
    assert found["Lost"][1:] == ["–", "–"]
    assert found["Abandoned"][:2] == ["–", "0%"]
    assert found["Occupancy"][1] == "96.9%"
    assert found["Agents needed"] == ["–", "104", "94"]
    assert "Erlang A: who waits leaves after 120 s on average." in told.stdout
    assert "{" not in told.stdout
    table = told.stdout.split("\n\n")[1].splitlines()
    assert len({len(line) for line in table}) == 1, "figures below each other's digits"


def test_in_french() -> None:
    told = woezo(*MANDELBAUM, "--patience-s", 120, "--service-level", 0.8, language="fr")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("1\N{NARROW NO-BREAK SPACE}550 contacts par heure de 225 s : 96,88 erlangs.")
    found = rows(told.stdout)
    assert found["Attente moyenne de tous, s"] == ["–", "47,9", "3,8"]
    assert found["Conseillers qu’il faut"] == ["–", "104", "94"]
    assert "Erlang C : personne ne part." in told.stdout
    assert "{" not in told.stdout


def test_a_program_gets_every_figure_with_its_unit() -> None:
    found = as_json("erlang", "--arrivals-per-hour", 2880, "--handling-s", 60, "--agents", 50, "--patience-s", 120)
    assert (found["erlangs"], found["agents"], found["agents_needed"]) == (48, 50, {})
    assert found["erlang_c"]["mean_wait_ms"] == pytest.approx(20_833.668, abs=0.001)
    assert found["erlang_a"]["abandoned_ratio"] == pytest.approx(0.0309, abs=5e-5)
    assert found["erlang_a"]["mean_wait_ms"] == pytest.approx(3_709.47, abs=0.01)
    assert found["erlang_a"]["waits_longer_ratio"] == pytest.approx(0.0271, abs=5e-5)
    assert set(found["erlang_b"]) == {"blocked_ratio", "occupancy_ratio"}
    assert set(found["erlang_a"]) == set(found["erlang_c"]) >= {"SL-1", "SL-2", "SL-3", "SL-4", "wait_90_ms"}


def test_without_agents_the_figures_are_those_of_the_need() -> None:
    found = as_json(*HALF_HOUR, "--service-level", 0.8)
    assert (found["agents"], found["agents_needed"]) == (26, {"erlang_c": 26})
    assert found["erlang_c"]["SL-3"] == pytest.approx(0.826, abs=5e-4)
    assert found["erlang_a"] is None
    patient = as_json(*HALF_HOUR, "--service-level", 0.8, "--patience-s", 120)
    assert patient["agents"] == patient["agents_needed"]["erlang_a"] < patient["agents_needed"]["erlang_c"] == 26
    assert patient["erlang_a"]["SL-3"] >= 0.8


@pytest.mark.parametrize(
    ("goal", "agents"),
    [
        (["--occupancy", 0.75], 29),
        (["--asa-s", 15.5], 27),
        (["--asa-s", 15.7, "--occupancy", 0.75], 29),
        (["--service-level", 0.8, "--target-s", 15], 26),
        (["--service-level", 0.9], 28),
    ],
)
def test_each_goal_is_reached(goal: list[object], agents: int) -> None:
    assert as_json(*HALF_HOUR, *goal)["agents_needed"] == {"erlang_c": agents}


def test_the_formula_decides_how_many_it_takes() -> None:
    """Where many leave: counting those who left in time as served asks for the fewest, counting them as lost for the most."""
    needed = [
        as_json(*HALF_HOUR, "--service-level", 0.8, "--patience-s", 60, "--formula", formula)["agents"]
        for formula in ("SL-1", "SL-4", "SL-3")
    ]
    assert needed == sorted(needed)
    assert needed[0] < needed[-1]


def test_a_queue_without_end_is_said() -> None:
    """B and A have figures all the same."""
    unstable = ("erlang", "--arrivals-per-hour", 1700, "--handling-s", 225, "--agents", 100, "--patience-s", 120)
    told = woezo(*unstable)
    assert (told.returncode, told.stderr) == (0, "")
    assert "No figures of Erlang C: with 100 for 106.25 erlangs the queue grows without end." in told.stdout
    assert rows(told.stdout)["Occupancy"][1] == "–"
    assert "la file grandit sans fin" in woezo(*unstable, language="fr").stdout
    found = as_json(*unstable)
    assert found["erlang_c"] is None
    assert 0.06 < found["erlang_a"]["abandoned_ratio"] < 0.1


def test_nothing_comes() -> None:
    found = as_json("erlang", "--arrivals-per-hour", 0, "--handling-s", 225, "--agents", 1, "--patience-s", 60)
    assert found["erlang_a"]["SL-3"] == found["erlang_c"]["SL-3"] == 1
    assert found["erlang_b"] == {"blocked_ratio": 0, "occupancy_ratio": 0}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (["--arrivals-per-hour", -1], "--arrivals-per-hour: “-1”; write a number from 0 to 10,000,000"),
        (["--arrivals-per-hour", "nan"], "--arrivals-per-hour: “nan”"),
        (["--arrivals-per-hour", "1e999"], "--arrivals-per-hour: “inf”"),
        (["--handling-s", 0], "--handling-s: “0”; write a number from 0.001 to 10,000,000"),
        (["--agents", 0], "--agents: “0”; write a number from 1 to 100,000"),
        (["--agents", -3], "--agents: “-3”"),
        (["--patience-s", 0], "--patience-s: “0”"),
        (["--target-s", -1], "--target-s: “-1”; write a number from 0 to 1,000,000"),
        (["--service-level", 80], "--service-level: “80”; write a number from 0.000001 to 0.999999"),
        (["--asa-s", 0], "--asa-s: “0”; write a number from 0.001"),
        (["--abandoned", 1], "--abandoned: “1”"),
        (["--occupancy", "-0.5"], "--occupancy: “-0.5”"),
    ],
)
def test_a_number_that_makes_no_sense_is_refused(changed: list[object], said: str) -> None:
    told = woezo(*HALF_HOUR, "--agents", 26, *changed)
    assert (told.returncode, told.stdout) == (1, "")
    assert said in told.stderr
    assert "[bad_option]" in told.stderr


def test_in_french_too() -> None:
    told = woezo(*HALF_HOUR, "--agents", 0, language="fr")
    assert "--agents : « 0 » ; écrivez un nombre de 1 à 100\N{NARROW NO-BREAK SPACE}000 [bad_option]" in told.stderr
    told = woezo(*HALF_HOUR, language="fr")
    assert "--agents : donnez les conseillers présents, ou un objectif" in told.stderr


def test_more_agents_than_can_be_worked_out() -> None:
    told = woezo("erlang", "--arrivals-per-hour", 10_000_000, "--handling-s", 60, "--occupancy", 0.8)
    assert (told.returncode, told.stdout) == (1, "")
    assert "It would take more than 100,000 agents." in told.stderr
    assert "[erlang_out_of_reach]" in told.stderr


@pytest.mark.parametrize("wrong", [["--agents", "2.5"], ["--handling-s", "x"], ["--formula", "SL-9"]])
def test_what_is_no_number_is_a_wrong_option(wrong: list[str]) -> None:
    told = woezo(*HALF_HOUR, *wrong)
    assert (told.returncode, told.stdout) == (2, "")
    assert "[bad_usage]" in told.stderr


def test_it_loads_neither_django_nor_numpy() -> None:
    code = "import sys, woezo.entrypoints.cli_erlang; print({'django', 'numpy'} & set(sys.modules))"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=clean_environment()
    )
    assert told.stdout == "set()\n"
