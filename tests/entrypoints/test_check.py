"""`woezo check`: days of a journal played again, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.entrypoints.command import woezo
from tests.entrypoints.test_import import REAL
from tests.simulation.fitting.journals import file_of, records_of, small
from woezo.entrypoints.cli_scenarios import parts_of

ONE_DAY = ("--from", "2000-01-04", "--to", "2000-01-04")


class Files(NamedTuple):
    """A journal and the scenario that was fitted to it."""

    journal: Path
    scenario: Path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Five days of a small centre, from Monday 3 January 2000 on."""
    folder = tmp_path_factory.mktemp("check")
    found = Files(file_of(folder / "week.jsonl", records_of(small())), folder / "week.toml")
    told = woezo("fit", found.journal, "-o", found.scenario)
    assert told.returncode == 0, told.stderr
    return found


def as_json(*arguments: object) -> dict[str, Any]:
    """What a program reads."""
    told = woezo("check", *arguments, "--json")
    assert (told.returncode, told.stderr) == (0, "")
    found: dict[str, Any] = json.loads(told.stdout)
    return found


# -- what is said ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("week: 2 days played again, 5 Jan 2000 to 6 Jan 2000", "By hour of the day", "Whole centre", "Single hours",
                "12 hours with 30 contacts at least", "Given: when customers came")),
        ("fr", ("week : 2 jours rejoués, du 5 janv. 2000 au 6 janv. 2000", "Par heure de la journée", "Tout le centre",
                "Heures une à une", "12 heures d’au moins 30 contacts", "Ce qui est donné : quand les clients sont venus")),
    ],
)  # fmt: skip
def test_hours_beside_what_happened(files: Files, language: str, said: tuple[str, ...]) -> None:
    told = woezo("check", *files, "--replications", 4, "--from", "2000-01-05", "--to", "2000-01-06", language=language)
    assert (told.returncode, told.stderr) == (0, "")
    flat = told.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert not [text for text in said if text not in flat]
    assert [line.split()[0] for line in flat.splitlines() if line.startswith("  ") and ":00 " in line] == [
        f"{hour}:00" for hour in range(8, 14)
    ]
    assert not set("{}") & set(flat)


def test_for_programs(files: Files) -> None:
    found = as_json(*files, *ONE_DAY, "--replications", 4)
    assert set(found) == {
        "scenario", "days", "hours", "least_contacts", "total", "by_hour", "held_by_90", "near", "strange",
        "without_strange", "moved", "ceiling", "not_played", "overnight",
    }  # fmt: skip
    assert (found["scenario"], found["days"], found["hours"]) == ("week", 1, 6)
    assert list(found["by_hour"]) == ["8", "9", "10", "11", "12", "13"]
    assert sum(one["offered"] for one in found["by_hour"].values()) == found["total"]["offered"]
    assert (found["strange"], found["not_played"]) == ([], {})
    for name in ("abandonment_ratio", "SL-3", "occupancy"):
        assert all(0 <= one <= 1 for one in found["total"][name].values())
        assert 0 <= found["held_by_90"][name] <= 1
    assert found["total"]["abandonment_ratio"]["played"] == pytest.approx(
        found["total"]["abandonment_ratio"]["was"], abs=0.1
    )


def test_days_of_the_week(files: Files) -> None:
    assert as_json(*files, "--weekdays", "35", "--replications", 2)["days"] == 2
    told = woezo("check", *files, "--weekdays", "67", "--replications", 2)
    assert told.returncode == 1
    assert told.stderr.endswith("Choose other days, or --weekdays. [check_no_days]\n")
    told = woezo("check", *files, "--weekdays", "lun")
    assert told.stderr.endswith(
        "--weekdays: “lun” names no days. Write digits from 1 (Monday) to 7: 12345. [bad_option]\n"
    )


def test_chance_is_that_of_the_seed_on_however_many_processes(files: Files) -> None:
    one = as_json(*files, *ONE_DAY, "--replications", 4)
    assert as_json(*files, *ONE_DAY, "--replications", 4, "--processes", 2) == one
    assert as_json(*files, *ONE_DAY, "--replications", 4, "--seed", 9) != one


@pytest.mark.parametrize(("replications", "processes"), [(39, 1), (39, 2), (39, 4), (3, 8), (2, 256), (100, 7)])
def test_each_replication_goes_to_one_process_in_its_order(replications: int, processes: int) -> None:
    parts = parts_of(replications, processes)
    assert [number for part in parts for number in part] == list(range(replications))
    assert len(parts) == min(replications, processes)
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_a_value_is_changed_for_the_play(files: Files) -> None:
    """Nobody waits longer than a second, so nobody is played as waiting."""
    plain = as_json(*files, *ONE_DAY, "--replications", 2)["total"]
    quick = as_json(
        *files, *ONE_DAY, "--replications", 2, "--set", "queue.1.max_wait_s=1", "--set", "queue.2.max_wait_s=1"
    )
    assert quick["total"]["mean_wait_ms"]["was"] == plain["mean_wait_ms"]["was"]
    assert quick["total"]["mean_wait_ms"]["played"] < 0.1 * plain["mean_wait_ms"]["played"]


# -- other queues than those of the journal -------------------------------------------------------------------------------
def renamed(scenario: Path, into: Path, *pairs: tuple[str, str]) -> Path:
    text = scenario.read_text(encoding="utf-8")
    for old, new in pairs:
        assert f'name = "{old}"' in text
        text = text.replace(f'name = "{old}"', f'name = "{new}"')
    into.write_text(text, encoding="utf-8")
    return into


def test_what_the_scenario_has_no_queue_for_is_said_not_dropped(files: Files, tmp_path: Path) -> None:
    other = renamed(files.scenario, tmp_path / "other.toml", ("claims", "returns"))
    whole = as_json(*files, *ONE_DAY, "--replications", 2)["total"]["offered"]
    found = as_json(files.journal, other, *ONE_DAY, "--replications", 2)
    assert list(found["not_played"]) == ["claims"]
    assert found["not_played"]["claims"] + found["total"]["offered"] == whole
    told = woezo("check", files.journal, other, *ONE_DAY, "--replications", 2).stdout
    assert f"Not played, the scenario has no such queue: claims ({found['not_played']['claims']})." in told
    told = woezo("check", files.journal, other, *ONE_DAY, "--replications", 2, language="fr").stdout
    assert told.startswith("week : le 4 janv. 2000 rejoué\n")
    assert "Pas rejoués, leur file manque dans le scénario : claims" in told


def test_a_scenario_of_another_centre_is_refused(files: Files, tmp_path: Path) -> None:
    other = renamed(files.scenario, tmp_path / "other.toml", ("claims", "returns"), ("orders", "sales"))
    told = woezo("check", files.journal, other, *ONE_DAY)
    assert (told.returncode, told.stdout) == (1, "")
    assert "has none of the queues of" in told.stderr
    assert "(claims, orders), it has: sales, returns. Give them the names of the journal" in told.stderr
    assert told.stderr.endswith("[check_no_queue]\n")


def test_whoever_served_a_queue_has_the_skills_that_the_scenario_asks_for(files: Files, tmp_path: Path) -> None:
    """Written by hand: its skills are not called like its queues, and it knows nobody's name."""
    by_hand = tmp_path / "hand.toml"
    by_hand.write_text(
        """
        [[queue]]
        name = "orders"
        skills = { french = 2 }
        patience = { mean_s = 200 }
        handling = { mean_s = 240 }
        [[queue]]
        name = "claims"
        skills = { french = 2, law = 1 }
        patience = { mean_s = 400 }
        handling = { mean_s = 300 }
        [[group]]
        name = "all"
        agents = 5
        skills = { french = 2, law = 1 }
        """
    )
    found = as_json(files.journal, by_hand, *ONE_DAY, "--replications", 4)["total"]["abandonment_ratio"]
    assert found["played"] == pytest.approx(found["was"], abs=0.15)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--replications", "1"), "--replications: a number from 2 to"),
        (("--processes", "0"), "--processes: a number from 1 to"),
        (("--from", "2001-01-01"), "[journal_no_days]"),
        (("--set", "queue.7.target_s=3"), "queue.7"),
        (("--set", "queue.1.target_s=-3"), "[scenario_wrong]"),
    ],
)
def test_what_cannot_be_played(files: Files, options: tuple[str, ...], said: str) -> None:
    told = woezo("check", *files, *options)
    assert (told.returncode, told.stdout) == (1, "")
    assert said in told.stderr


# -- the bank -------------------------------------------------------------------------------------------------------------
@pytest.mark.skipif(not REAL.exists(), reason="the bank's log is not part of the project")
def test_three_days_of_the_bank_are_predicted_from_the_weeks_before(tmp_path: Path) -> None:
    """docs/explanation/twin.md has the figures of the whole month; these three are quick."""
    journal, scenario = tmp_path / "bank.jsonl.gz", tmp_path / "bank.toml"
    for command in (
        ("import", "anonymous-bank", REAL, "--from", "1999-05-20", "--to", "1999-07-08", "--journal", journal),
        ("fit", journal, "--to", "1999-06-30", "-o", scenario),
    ):
        told = woezo(*command)
        assert told.returncode == 0, told.stderr
    days = ("--from", "1999-07-05", "--to", "1999-07-07")
    found = as_json(journal, scenario, *days, "--replications", 9)
    assert found["days"] == 3
    assert found["hours"] >= 40
    total = found["total"]
    assert total["abandonment_ratio"]["played"] == pytest.approx(total["abandonment_ratio"]["was"], abs=0.06)
    assert total["mean_wait_ms"]["played"] == pytest.approx(total["mean_wait_ms"]["was"], rel=0.35)
    assert total["occupancy"]["played"] == pytest.approx(total["occupancy"]["was"], abs=0.08)
    assert found["held_by_90"]["abandonment_ratio"] > 0.7
