"""`woezo rehearse`: days of a journal under two scenarios, as a user runs it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tomlkit

from tests.entrypoints.command import woezo
from tests.simulation.fitting.journals import file_of, records_of, small

ONE_DAY = ("--from", "2000-01-04", "--to", "2000-01-04", "--replications", 3)


class Files(NamedTuple):
    """A journal, the scenario that was fitted to it, and one in which everybody serves everything."""

    journal: Path
    scenario: Path
    other: Path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Five days of a small centre, from Monday 3 January 2000 on."""
    folder = tmp_path_factory.mktemp("rehearse")
    found = Files(file_of(folder / "week.jsonl", records_of(small())), folder / "week.toml", folder / "other.toml")
    told = woezo("fit", found.journal, "-o", found.scenario)
    assert told.returncode == 0, told.stderr
    document = tomllib.loads(found.scenario.read_text(encoding="utf-8"))
    document["scenario"]["name"] = "all for all"
    for group in document["group"]:
        group["skills"] = {"orders": 1, "claims": 1}
    found.other.write_text(tomlkit.dumps(document), encoding="utf-8")
    return found


def as_json(*arguments: object) -> dict[str, Any]:
    """What a program reads."""
    told = woezo("rehearse", *arguments, "--json")
    assert (told.returncode, told.stderr) == (0, "")
    found: dict[str, Any] = json.loads(told.stdout)
    return found


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "This is certain (95%):"), ("fr", "C’est sûr (95 %) :")],
)
def test_what_other_skills_would_have_done(files: Files, language: str, said: str) -> None:
    told = woezo("rehearse", *files, *ONE_DAY, language=language)
    assert (told.returncode, told.stderr) == (0, "")
    assert said in told.stdout
    assert "all for all" in told.stdout
    assert not set("{}") & set(told.stdout)


def test_the_same_on_however_many_processes(files: Files) -> None:
    one = as_json(*files, *ONE_DAY)
    assert as_json(*files, *ONE_DAY, "--processes", 2) == one
    assert one["not_played"] == {}
    assert one["was"]["offered"] > 400


def test_who_waits_hears_how_far_it_is(files: Files) -> None:
    """Both scenarios count: the first one ends at half."""
    told = woezo("rehearse", *files, "--replications", 12, language="en")
    assert told.returncode == 0, told.stderr
    percents = [int(line.removeprefix("played: ").removesuffix("%")) for line in told.stderr.splitlines()]
    assert percents == sorted(set(percents))
    assert percents[-1] > 50
    assert max(percents) < 100


def test_what_a_scenario_has_no_queue_for_is_said_not_dropped(files: Files, tmp_path: Path) -> None:
    text = files.scenario.read_text(encoding="utf-8")
    lacking = tmp_path / "lacking.toml"
    lacking.write_text(text.replace('name = "claims"', 'name = "returns"'), encoding="utf-8")
    found = as_json(files.journal, lacking, lacking, *ONE_DAY)
    whole = as_json(*files, *ONE_DAY)["was"]["offered"]
    assert list(found["not_played"]) == ["claims"]
    assert found["not_played"]["claims"] + found["was"]["offered"] == whole
    told = woezo("rehearse", files.journal, lacking, lacking, *ONE_DAY).stdout
    assert f"no such queue: claims ({found['not_played']['claims']})." in " ".join(told.split())


def test_a_scenario_of_another_centre_is_refused(files: Files, tmp_path: Path) -> None:
    text = files.scenario.read_text(encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text(text.replace('name = "claims"', 'name = "a"').replace('name = "orders"', 'name = "b"'))
    told = woezo("rehearse", files.journal, files.scenario, other, *ONE_DAY)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.endswith("[check_no_queue]\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--replications", "1"), "--replications: a number from 2 to"),
        (("--processes", "0"), "--processes: a number from 1 to"),
        (("--weekdays", "67"), "[check_no_days]"),
        (("--weekdays", "8"), "--weekdays: “8” names no days. Write digits from 1 (Monday) to 7"),
        (("--weekdays", ""), "--weekdays: “” names no days."),
        (("--from", "2001-01-01"), "[journal_no_days]"),
        (("--gap-s", "0"), "--gap-s: a number from 1 to"),
    ],
)
def test_what_cannot_be_rehearsed(files: Files, options: tuple[str, ...], said: str) -> None:
    told = woezo("rehearse", *files, *options)
    assert (told.returncode, told.stdout) == (1, "")
    assert said in told.stderr


def test_queues_in_which_customers_wait_for_another_day_are_named(tmp_path: Path) -> None:
    """Calls of two days, and letters of the evening that are answered in the morning after."""
    rows = ["queue,arrived,answered,ended,agent,channel"]
    for day in (4, 5):
        for minute in range(0, 60, 3):
            at = f"2024-03-{day:02}T09:{minute:02}"
            rows.append(f"calls,{at}:00,{at}:05,2024-03-{day:02}T09:{minute + 2:02}:00,a,voice")
            rows.append(
                f"letters,2024-03-{day:02}T19:{minute:02}:00,2024-03-{day + 1:02}T10:{minute:02}:00,"
                f"2024-03-{day + 1:02}T10:{minute + 2:02}:00,b,email"
            )
    (tmp_path / "log.csv").write_text("\n".join(rows), encoding="utf-8")
    journal, scenario = tmp_path / "log.jsonl", tmp_path / "log.toml"
    assert woezo("import", "csv", tmp_path / "log.csv", "--zone", "UTC", "--journal", journal).returncode == 0
    assert woezo("fit", journal, "-o", scenario).returncode == 0
    told = woezo("rehearse", journal, scenario, scenario, "--replications", 2)
    assert "Their customers wait from one day to the next: letters." in " ".join(told.stdout.split()), told.stderr
    checked = woezo("check", journal, scenario, "--replications", 2)
    assert "wait from one day to the next: letters." in checked.stdout, checked.stderr
    assert as_json(journal, scenario, scenario, "--replications", 2)["overnight"] == ["letters"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Without effect here: group.1.agents. Who came and who was there, the journal says"),
        ("fr", "Sans effet ici : group.1.agents. Qui a appelé et qui était là, le journal le dit"),
    ],
)
def test_a_change_that_plays_no_part_is_named(files: Files, tmp_path: Path, language: str, said: str) -> None:
    """And one that does is played: a group's factor carries its people along."""
    document = tomllib.loads(files.scenario.read_text(encoding="utf-8"))
    document["group"][0]["agents"] += 5
    document["group"][0]["factor"] *= 2
    more = tmp_path / "more.toml"
    more.write_text(tomlkit.dumps(document), encoding="utf-8")
    told = woezo("rehearse", files.journal, files.scenario, more, *ONE_DAY, language=language)
    assert (told.returncode, told.stderr) == (0, "")
    assert said in " ".join(told.stdout.split())
    assert ("No difference at all" if language == "en" else "Aucune différence") not in told.stdout
