"""`woezo replay`: a journal that a centre wrote gives the same reservations again; a changed one shows where."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.entrypoints.command import woezo
from tests.entrypoints.serving import free_port, real_centre
from tests.entrypoints.test_import import made_up_log
from woezo.entrypoints.cli_replay import LONG, told
from woezo.journal.marks import CORE


@pytest.fixture
def played(tmp_path: Path) -> Path:
    """A data directory with the journal of a played morning."""
    folder = tmp_path / "bank"
    done = woezo("import", "anonymous-bank", made_up_log(tmp_path, 7), "--data-dir", folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_journal_of_a_morning_is_identical_until_it_is_changed(played: Path) -> None:
    same = json.loads(woezo("replay", "--data-dir", played, "--json").stdout)
    assert (same["identical"], same["difference"]) == (True, None)
    assert same["reservations"] >= 40
    assert same["events"] > same["reservations"]
    said = woezo("replay", "--data-dir", played, language="fr").stdout
    assert (
        said == f"Événements rejoués : {same['events']} ; propositions : {same['reservations']}, toutes identiques.\n"
    )

    with closing(sqlite3.connect(played / "woezo.sqlite3")) as connection, connection:
        query = "SELECT seq, body FROM trail_journalrecord WHERE body LIKE '%\"reserved\"%' ORDER BY seq LIMIT 1"
        seq, text = connection.execute(query).fetchone()
        body = json.loads(text)
        wrong = next(effect for effect in body["e"] if effect[0] == "reserved")
        wrong[3] += 1
        connection.execute("UPDATE trail_journalrecord SET body = ? WHERE seq = ?", (json.dumps(body), seq))
    differs = woezo("replay", "--data-dir", played)
    assert (differs.returncode, differs.stdout) == (1, "")
    assert f"First difference at event {seq} " in differs.stderr
    assert "[replay_differs]" in differs.stderr
    told_to_programs = woezo("replay", "--data-dir", played, "--json")
    assert told_to_programs.returncode == 1
    difference = json.loads(told_to_programs.stdout)["difference"]
    assert (difference["seq"], difference["recorded"][0]) == (seq, wrong)


def written_by(folder: Path, **versions: int | str) -> None:
    """As if another version had written the journal."""
    with closing(sqlite3.connect(folder / "woezo.sqlite3")) as connection, connection:
        for table, key, path in (("trail_journalrecord", "body", "$.a"), ("trail_snapshot", "versions", "$")):
            where = "WHERE event = 'versions'" if table == "trail_journalrecord" else ""
            for name, value in versions.items():
                change = f"UPDATE {table} SET {key} = json_set({key}, '{path}.{name}', ?) {where}"
                connection.execute(change, (value,))


def test_across_versions_a_difference_is_information(played: Path) -> None:
    written_by(played, core=77)
    same = woezo("replay", "--data-dir", played)
    assert same.returncode == 0
    assert same.stdout.startswith(f"The journal crosses versions 77 of the router; this one is {CORE}.\n")
    assert same.stdout.endswith("all identical.\n")
    with closing(sqlite3.connect(played / "woezo.sqlite3")) as connection, connection:
        connection.execute("UPDATE trail_journalrecord SET body = replace(body, '\"reserved\"', '\"queued\"')")
    for language, words in (("fr", "Rien n’est promis"), ("en", "Nothing is promised")):
        differs = woezo("replay", "--data-dir", played, language=language)
        assert (differs.returncode, differs.stderr) == (0, "")
        assert words in differs.stdout
    told = json.loads(woezo("replay", "--data-dir", played, "--json").stdout)
    assert (told["cores"], told["promised"], told["identical"]) == ([77], False, False)


def test_a_newer_journal_is_left_alone(played: Path) -> None:
    written_by(played, journal=99, woezo="9.9")
    before = (played / "woezo.sqlite3").read_bytes()
    for command in ("replay", "up"):
        for language, words in (("fr", "plus récent (journal 99"), ("en", "which is newer (journal 99")):
            more = ["--port", free_port()] if command == "up" else []
            done = woezo(command, "--data-dir", played, *more, language=language)
            assert (done.returncode, "[journal_newer]" in done.stderr) == (1, True), done.stderr
            assert words in done.stderr
            assert "Woezo 9.9" in done.stderr
            assert "Traceback" not in done.stderr
    assert (played / "woezo.sqlite3").read_bytes() == before


def test_a_centre_that_never_served_has_nothing_to_compare(tmp_path: Path) -> None:
    nothing = woezo("replay", "--data-dir", tmp_path / "none")
    assert (nothing.returncode, "[not_initialised]" in nothing.stderr) == (1, True)
    assert not (tmp_path / "none").exists()
    done = woezo("replay", "--data-dir", real_centre(tmp_path))
    assert done.stdout == "Events replayed: 0; reservations: 0, all identical.\n"


def test_only_a_long_journal_tells_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(told(range(LONG - 1), LONG - 1)) == list(range(LONG - 1))
    assert capsys.readouterr().err == ""
    assert len(list(told(range(LONG), LONG))) == LONG
    assert len(capsys.readouterr().err.splitlines()) == 9
