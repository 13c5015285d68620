"""`woezo export`: from a live floor to its twin, as a user goes the way."""

from __future__ import annotations

import gzip
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from tests.entrypoints.command import woezo
from tests.entrypoints.serving import real_centre
from tests.entrypoints.test_import import made_up_log

DAY = "1999-05-02"
SECRET = 770_001
"""The first customer's number at the bank."""


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of a floor that had a morning: two agents, 240 contacts of 70 customers, in virtual time."""
    folder = tmp_path_factory.mktemp("live")
    log = made_up_log(folder, seed=11, calls=240)
    head, *rows = log.read_text(encoding="utf-8").splitlines()
    named = [row.replace(",0,0.0,", f",{SECRET + number % 70},0.0,", 1) for number, row in enumerate(rows)]
    log.write_text("\n".join([head, *named]) + "\n", encoding="utf-8")
    done = woezo("import", "anonymous-bank", log, "--data-dir", folder / "centre")
    assert done.returncode == 0, done.stderr
    return folder / "centre"


def told(*arguments: object) -> dict[str, Any]:
    done = woezo(*arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_live_morning_becomes_a_twin_with_another_rule(centre: Path, tmp_path: Path) -> None:
    """The same decisions; a scenario of them; it plays the day again; and what the day would have been under another rule."""
    journal, fitted, other = tmp_path / "live.jsonl.gz", tmp_path / "live.toml", tmp_path / "other.toml"
    replayed = told("replay", "--data-dir", centre)
    assert replayed["identical"]
    written = told("export", journal, "--data-dir", centre)
    assert written == {
        "journal": str(journal), "zone": "Asia/Jerusalem", "records": replayed["events"], "contacts": 240,
    }  # fmt: skip

    done = woezo("fit", journal, "-o", fitted)
    assert (done.returncode, done.stderr) == (0, "")
    checked = told("check", journal, fitted, "--replications", 5)
    assert (checked["total"]["offered"], checked["not_played"]) == (240, {})

    document = tomllib.loads(fitted.read_text(encoding="utf-8"))
    document["scenario"]["name"] = "regular first"
    for queue in document["queue"]:
        queue["priority"] = 3 if queue["name"] == "regular" else 0
    other.write_text(tomlkit.dumps(document), encoding="utf-8")
    rehearsed = told("rehearse", journal, fitted, other, "--replications", 3)
    assert rehearsed["was"]["offered"] == 240
    offered = rehearsed["total"]["offered"]
    assert (offered["first"]["mean"], offered["second"]["mean"]) == (240, 240)
    waits = [rehearsed["queues"]["regular"]["mean_wait_ms"][which]["mean"] for which in ("first", "second")]
    assert waits[1] < waits[0], "its customers overtake the others"


def test_what_stands_in_the_file(centre: Path, tmp_path: Path) -> None:
    """Queues by name, agents and customers by number: the agents' names are in the centre's tables."""
    journal = tmp_path / "live.jsonl"
    said = woezo("export", journal, "--data-dir", centre).stdout
    assert f"woezo fit {journal} -o scenario.toml" in said
    text = journal.read_text(encoding="utf-8")
    header = json.loads(text.splitlines()[0])
    assert (header["source"], header["presence_gap_s"]) == ("woezo", None)
    assert sorted(header["queues"].values()) == ["prospect", "regular"]
    assert set(header["agents"].values()) == {"agent 1", "agent 2"}
    assert "agent_01" not in text
    assert '"customer":70}' in text
    assert '"customer":71}' not in text
    assert str(SECRET) not in text


def test_days_of_it(centre: Path, tmp_path: Path) -> None:
    journal = tmp_path / "day.jsonl.gz"
    found = told("export", journal, "--data-dir", centre, "--from", DAY, "--to", DAY)
    assert found["contacts"] == 240
    with gzip.open(journal, "rt", encoding="utf-8") as file:
        assert json.loads(file.readline())["zone"] == "Asia/Jerusalem"
    for language, words in (("fr", "personne n’est arrivé"), ("en", "nobody came on these days")):
        nobody = woezo(
            "export", tmp_path / "none.jsonl", "--data-dir", centre, "--from", "1999-05-03", language=language
        )
        assert (nobody.returncode, nobody.stdout) == (1, "")
        assert words in nobody.stderr
        assert "[export_empty]" in nobody.stderr
    assert not list(tmp_path.glob("none*"))


def test_what_is_refused(centre: Path, tmp_path: Path) -> None:
    taken = tmp_path / "report.txt"
    taken.write_text("a report", encoding="utf-8")
    refused = woezo("export", taken, "--data-dir", centre)
    assert (refused.returncode, "is no journal" in refused.stderr) == (1, True)
    assert taken.read_text(encoding="utf-8") == "a report"
    for options, code in (
        (("--zone", "Nowhere/At-All"), "zone_unknown"),
        (("--data-dir", tmp_path / "no-centre"), "not_initialised"),
        (("--data-dir", real_centre(tmp_path)), "export_empty"),
    ):
        done = woezo("export", tmp_path / "out.jsonl", "--data-dir", centre, *options)
        assert (done.returncode, f"[{code}]" in done.stderr) == (1, True), done.stderr
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.jsonl").exists()
