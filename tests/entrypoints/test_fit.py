"""`woezo fit`: a scenario from a journal, as a user runs it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.entrypoints.command import woezo
from tests.simulation.fitting.journals import MONDAY, file_of, records_of, redialing, small
from woezo.journal.lines import Record
from woezo.simulation.arrivals import DAY_MS

HOUR_MS = 3_600_000


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five days of a small centre, from Monday 3 January 2000 on."""
    return file_of(tmp_path_factory.mktemp("fit") / "week.jsonl", records_of(small()))


def fitted(journal: Path, out: Path, *options: object) -> dict[str, Any]:
    """The scenario that is written."""
    told = woezo("fit", journal, "-o", out, *options)
    assert (told.returncode, told.stderr) == (0, "")
    return tomllib.loads(out.read_text(encoding="utf-8"))


# -- what is written ------------------------------------------------------------------------------------------------------
def test_a_scenario_that_the_twin_plays(journal: Path, tmp_path: Path) -> None:
    out = tmp_path / "week.toml"
    found = fitted(journal, out)
    assert found["scenario"]["name"] == "week"
    assert [queue["name"] for queue in found["queue"]] == ["orders", "claims"]
    assert {member["name"] for group in found["group"] for member in group["members"]} == {
        f"agent {number}" for number in range(1, 6)
    }
    told = woezo("simulate", out, "--replications", 2, "--json")
    assert told.returncode == 0, told.stderr
    offered = json.loads(told.stdout)["total"]["offered"]["mean"]
    assert offered == pytest.approx(5 * 6 * 80, rel=0.06)


SAID = {
    "en": (
        "week.toml is fitted to 2,389 contacts (days: 5, agents: 5)",
        "Queues Median Queue Offered Abandonment Handling patience orders 1,213",
        "Between two contacts: 20.0 s on average.",
        "The journal does not say who calls again: redials are unknown, every call counts as a first one.",
        "The journal does not say when agents were there",
    ),
    "fr": (
        "week.toml est tiré de 2 389 contacts (jours : 5, conseillers : 5)",
        "Files Patience File Présentés Abandon Traitement médiane orders 1 213",
        "Entre deux contacts : 20,0 s en moyenne.",
        "Le journal ne dit pas qui rappelle : rappels inconnus, chaque appel compte comme un premier.",
        "Le journal ne dit pas quand les conseillers étaient là",
    ),
}


@pytest.mark.parametrize(("language", "said"), SAID.items())
def test_what_was_found_is_said(journal: Path, tmp_path: Path, language: str, said: tuple[str, ...]) -> None:
    told = woezo("fit", journal, "-o", tmp_path / "week.toml", language=language)
    assert (told.returncode, told.stderr) == (0, "")
    flat = " ".join(told.stdout.split())
    assert not [text for text in said if text not in flat]
    assert not set("{}") & set(told.stdout)


REDIALS = {
    "en": (
        "Handling patience Redials delay orders 1,",
        "Redials: the share of lost customers who call again because of it",
    ),
    "fr": ("des Délai File Présentés", "Rappels des clients : part des clients perdus qui rappellent pour cela"),
}


@pytest.mark.parametrize(("language", "said"), REDIALS.items())
def test_redials_are_told_and_played_again(tmp_path: Path, language: str, said: tuple[str, ...]) -> None:
    file = file_of(tmp_path / "redials.jsonl", records_of(redialing(), customers=True))
    told = woezo("fit", file, "-o", tmp_path / "redials.toml", language=language)
    assert (told.returncode, told.stderr) == (0, "")
    flat = " ".join(told.stdout.split())
    assert not [text for text in said if text not in flat], flat
    found = tomllib.loads((tmp_path / "redials.toml").read_text(encoding="utf-8"))
    for queue in found["queue"]:
        assert queue["redial_ratio"] == pytest.approx(0.5, abs=0.08)
        assert set(queue["redial_after"]["values_s"]) == {300.0}
    played = woezo("simulate", tmp_path / "redials.toml", "--replications", 2, "--json")
    assert played.returncode == 0, played.stderr


def test_where_customers_are_known_and_none_redials_that_is_said(tmp_path: Path) -> None:
    file = file_of(tmp_path / "none.jsonl", records_of(small(), customers=True))
    told = woezo("fit", file, "-o", tmp_path / "none.toml")
    assert "Lost customers do not call again more often than others: no redials are written." in told.stdout
    assert "redial" not in (tmp_path / "none.toml").read_text(encoding="utf-8")


def test_a_part_of_the_days_under_another_name(journal: Path, tmp_path: Path) -> None:
    """Days without a contact have no arrivals and no shifts."""
    found = fitted(
        journal, tmp_path / "part.toml", "--from", "2000-01-04", "--to", "2000-01-05", "--name", "Mardi, mercredi"
    )
    assert found["scenario"]["name"] == "Mardi, mercredi"
    rates = found["queue"][0]["arrivals"]["per_interval"]
    assert [sum(rates[day * 96 : day * 96 + 96]) > 0 for day in range(7)] == [False, True, True, *[False] * 4]
    assert {day for group in found["group"] for shift in group["shifts"] for day in shift["weekdays"]} == {"2", "3"}


def test_a_shorter_gap_means_more_absences(journal: Path, tmp_path: Path) -> None:
    def shifts(document: dict[str, Any]) -> int:
        return sum(len(group["shifts"]) for group in document["group"])

    long, short = (fitted(journal, tmp_path / "gap.toml", "--gap-s", gap) for gap in (1800, 60))
    assert shifts(short) > shifts(long)


def test_a_journal_that_knows_who_was_there_is_believed(tmp_path: Path) -> None:
    """Signed in from 7:30 on, half an hour before the first customer."""
    records = list(records_of(small()))
    for number in range(5):
        start_ms = (MONDAY + number) * DAY_MS
        for agent in range(1, 6):
            records.append(Record(start_ms + 15 * HOUR_MS // 2, "sign_in", {"agent": agent}, []))
            records.append(Record(start_ms + 15 * HOUR_MS, "sign_out", {"agent": agent}, []))
    file = file_of(tmp_path / "known.jsonl", sorted(records, key=lambda one: one.at_ms), known=True)
    found = fitted(file, tmp_path / "known.toml")
    shifts = [shift for group in found["group"] for shift in group["shifts"]]
    assert {(shift["begins"], shift["ends"], shift["weekdays"]) for shift in shifts} == {("07:30", "15:00", "12345")}
    assert sum(shift["agents"] for shift in shifts) == 5
    assert "does not say when" not in woezo("fit", file, "-o", tmp_path / "known.toml").stdout


def test_queues_of_one_name_become_queues_that_can_be_told_apart(tmp_path: Path) -> None:
    file = file_of(tmp_path / "twice.jsonl", records_of(small()), first="support", second="support")
    found = fitted(file, tmp_path / "twice.toml")
    names = [queue["name"] for queue in found["queue"]]
    assert len(set(names)) == 2
    told = woezo("simulate", tmp_path / "twice.toml", "--replications", 1)
    assert told.returncode == 0, told.stderr


# -- what cannot be known -------------------------------------------------------------------------------------------------
def ten(*, served: bool = True) -> list[Record]:
    """Ten calls of one morning, and the last of them left."""
    found = [Record(MONDAY * DAY_MS, "set_queue", {"queue": 1, "channel": "voice", "target_ms": 20_000}, [])]
    for number in range(1, 11):
        at_ms = MONDAY * DAY_MS + 8 * HOUR_MS + number * 300_000
        found.append(
            Record(at_ms, "arrive", {"interaction": number, "queue": 1, "customer": number}, [["queued", number, 1]])
        )
        if number == 10 or not served:
            found.append(Record(at_ms + 40_000, "hang_up", {}, [["ended", number, "abandoned"]]))
            continue
        effects: list[list[list[Any]]] = [
            [["reserved", number, number, 1, 1], ["accepted", number]],
            [["ended", number, "completed"], ["wrapping", number]],
            [["completed", number]],
        ]
        for after_ms, effect in zip((5_000, 200_000, 210_000), effects, strict=True):
            found.append(Record(at_ms + after_ms, "event", {}, effect))
    return found


@pytest.mark.parametrize(("language", "word"), [("en", "Uncertain, fewer than 200 contacts"), ("fr", "Peu sûr")])
def test_ten_calls_are_uncertain(tmp_path: Path, language: str, word: str) -> None:
    told = woezo("fit", file_of(tmp_path / "ten.jsonl", ten()), "-o", tmp_path / "ten.toml", language=language)
    assert (told.returncode, told.stderr) == (0, "")
    assert word in told.stdout
    assert ("customers are known: redials are unknown" if language == "en" else "rappels inconnus") in told.stdout
    again = woezo("check", tmp_path / "ten.jsonl", tmp_path / "ten.toml", "--replications", 2, language=language)
    assert (again.returncode, again.stderr) == (0, "")


def test_where_nobody_was_served_there_is_nothing_to_estimate(tmp_path: Path) -> None:
    file = file_of(tmp_path / "left.jsonl", ten(served=False))
    told = woezo("fit", file, "-o", tmp_path / "left.toml")
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.endswith("there is nothing to estimate. Choose other days. [fit_nobody_served]\n")
    assert not (tmp_path / "left.toml").exists()


def out_of_order(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[:5], lines[8], *lines[5:]]), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.unlink(), "no such file. Check its name and directory. [file_missing]"),
        (lambda path: path.write_text("calls;agents\n1;2\n"), "[journal_missing_header]"),
        (lambda path: path.write_text(path.read_text().splitlines()[0]), "no contact that has ended."),
        (lambda path: path.write_text(""), "[journal_missing_header]"),
        (lambda path: path.unlink() or path.mkdir(), "bad.jsonl cannot be read: it is no file. Check that file"),
        (
            lambda path: path.write_text(path.read_text().replace('"UTC"', '"Mars/X"', 1)),
            "line 1: “Mars/X” is not a time",
        ),
        (out_of_order, "line 7"),
        (lambda path: path.write_text(path.read_text() + "not a record\n"), "line 41"),
        (lambda path: path.write_text(path.read_text() + '[2e12,"event",{},[]]'), "line 41"),
        (
            lambda path: path.write_text(path.read_text() + '[2000000000000,"event",{},[["accepted",99]]]'),
            "a record lacks",
        ),
    ],
)
def test_what_is_no_journal(tmp_path: Path, spoil: Any, said: str) -> None:
    file = file_of(tmp_path / "bad.jsonl", ten())
    spoil(file)
    for command in (("fit", file, "-o", tmp_path / "out.toml"), ("check", file, tmp_path / "out.toml")):
        (tmp_path / "out.toml").unlink(missing_ok=True)
        if command[0] == "check":
            fitted(file_of(tmp_path / "good.jsonl", ten()), tmp_path / "out.toml")
        told = woezo(*command)
        assert (told.returncode, told.stdout) == (1, "")
        assert said in told.stderr
        assert told.stderr.startswith("woezo: ")
        assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--from", "4 January"), "--from: “4 January” is no date: YYYY-MM-DD [bad_option]"),
        (("--to", "2000-02-30"), "--to: “2000-02-30” is no date"),
        (("--from", "2001-01-01"), "The journal goes from 2000-01-03 to 2000-01-07. [journal_no_days]"),
        (("--from", "2000-01-05", "--to", "2000-01-04"), "[journal_no_days]"),
        (("--gap-s", "0"), "--gap-s: a number from 1 to"),
        (("--gap-s", "-7"), "--gap-s: a number from 1 to"),
    ],
)
def test_days_and_gaps_that_are_none(journal: Path, tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    told = woezo("fit", journal, "-o", tmp_path / "none.toml", *options)
    assert told.returncode == 1
    assert said in told.stderr
    assert not (tmp_path / "none.toml").exists()


def test_where_nothing_can_be_written(journal: Path, tmp_path: Path) -> None:
    told = woezo("fit", journal, "-o", tmp_path / "nowhere" / "week.toml")
    assert told.returncode == 1
    assert "cannot be written (there is no such file or directory)" in told.stderr


def test_what_is_no_scenario_is_left_alone(journal: Path, tmp_path: Path) -> None:
    """The journal itself, and a log beside it; a scenario of before, changed by hand, is written anew."""
    log, out = tmp_path / "calls.csv", tmp_path / "week.toml"
    log.write_text("queue,arrived\n", encoding="utf-8")
    for file in (journal, log):
        before = file.read_bytes()
        told = woezo("fit", journal, "-o", file)
        assert (told.returncode, told.stdout) == (1, "")
        assert f"--output: {file} exists and was not written by this option. Give another name." in told.stderr
        assert file.read_bytes() == before
    out.write_text("[scenario]\nname = not yet\n", encoding="utf-8")
    assert fitted(journal, out)["scenario"]["name"] == "week"
