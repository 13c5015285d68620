"""`woezo import … --journal`: from a log of another system to a file that counts the same."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.entrypoints.command import woezo
from tests.entrypoints.test_import import REAL, made_up_log
from tests.journal.asterisk import Day
from woezo import journal as woezo_journal
from woezo.entrypoints.journals import journal
from woezo.entrypoints.words import WORDS, StartupError
from woezo.measures.counts import WHOLE, Counts

COUNTED = ("offered", "answered", "abandoned", "answered_wait_ms", "answered_within")


def counted(path: Path) -> dict[str, Counter[str]]:
    """What whoever reads the journal counts, by queue."""
    counts = Counts(kept_ms=WHOLE)
    with journal(path) as (header, records):
        for record in records:
            counts.fold(*record)
    return {name: Counter(counts.since(id, 0)) for id, name in header.queues.items()}


def imported(folder: Path, format: str, log: Path, *options: object) -> tuple[dict[str, Any], Path]:
    """The summary, held beside the counts of the journal, and the journal."""
    out = folder / "journal.jsonl.gz"
    told = woezo("import", format, log, "--journal", out, "--json", *options)
    assert told.returncode == 0, told.stderr
    found: dict[str, Any] = json.loads(told.stdout)
    for name, tally in counted(out).items():
        figures = found["queues"].get(name)
        if figures is None:
            assert not tally.total()
            continue
        assert [tally[column] for column in COUNTED[:3]] == [figures[column] for column in COUNTED[:3]]
        if tally["answered"]:
            assert round(tally["answered_wait_ms"] / tally["answered"] / 1000, 1) == figures["asa_s"]
    return found, out


def test_the_bank_s_log(tmp_path: Path) -> None:
    log = made_up_log(tmp_path, seed=3)
    found, out = imported(tmp_path, "anonymous-bank", log)
    assert found["rows"] == {"good": 60, "bad": 1, "reasons": {"row_no_server": 1}, "lines": [[62, "row_no_server"]]}
    assert found["total"]["offered"] == 60
    assert found["days"] == {"first": "1999-05-02", "last": "1999-05-02", "count": 1}
    lines = gzip.decompress(out.read_bytes()).decode().splitlines()
    assert len(lines) == found["records"] + 1
    header = json.loads(lines[0])
    assert header["zone"] == "Asia/Jerusalem"
    assert header["presence_gap_s"] == 1800
    assert not (tmp_path / "journal.jsonl.gz.part").exists()


def test_names_are_kept_only_where_it_is_asked_for(tmp_path: Path) -> None:
    log = made_up_log(tmp_path, seed=3)
    _, out = imported(tmp_path, "anonymous-bank", log)
    assert b"agent_01" not in gzip.decompress(out.read_bytes())
    _, out = imported(tmp_path, "anonymous-bank", log, "--keep-names")
    with journal(out) as (header, _):
        assert sorted(header.agents.values()) == ["agent_01", "agent_02"]


def test_other_days_are_set_aside_and_said(tmp_path: Path) -> None:
    log = made_up_log(tmp_path, seed=4)
    more = log.read_text(encoding="utf-8").splitlines()
    log.write_text("\n".join([*more, more[1].replace("1999-05-02", "1999-05-03")]) + "\n", encoding="utf-8")
    found, _ = imported(tmp_path, "anonymous-bank", log, "--to", "1999-05-02")
    assert (found["total"]["offered"], found["asides"]) == (60, {"aside_other_days": 1})
    told = woezo("import", "anonymous-bank", log, "--journal", tmp_path / "j.jsonl", "--from", "2001-01-01")
    assert (told.returncode, "[log_without_contacts]" in told.stderr) == (1, True)
    assert "line 62: served by an agent the log does not name; 61 of another day than those asked for." in told.stderr


def test_the_summary_for_reading(tmp_path: Path) -> None:
    log = made_up_log(tmp_path, seed=5)
    told = woezo("import", "anonymous-bank", log, "--journal", tmp_path / "j.jsonl", language="fr")
    assert "60 lignes utilisées, 1 écartées" in told.stdout
    assert "servi par un agent que le journal ne nomme pas" in told.stdout
    assert "quand étaient là 2 de ces conseillers : pour eux, 1800 s sans contact valent une absence" in told.stdout
    assert (tmp_path / "j.jsonl").read_text(encoding="utf-8").startswith('{"woezo_journal": 1')


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--from", "1999-05-02"], "--from: only with --journal [bad_option]"),
        (["--keep-names"], "--keep-names: only with --journal [bad_option]"),
        (["--journal", "x.jsonl", "--date", "1999-05-02"], "--date: only without --journal [bad_option]"),
        (["--journal", "x.jsonl", "--gap-s", "0"], "--gap-s: a number from 1 to 86400 [bad_option]"),
        (["--journal", "x.jsonl", "--to", "soon"], "“soon”; write a date"),
        (["--journal", "x.jsonl"], "no.csv: no such file. Check its name and directory. [file_missing]"),
    ],
)
def test_what_cannot_be_meant_is_explained(options: list[str], said: str) -> None:
    told = woezo("import", "anonymous-bank", "no.csv", *options)
    assert told.returncode
    assert said in told.stderr


def test_what_is_no_journal_is_not_written_over(tmp_path: Path) -> None:
    log = made_up_log(tmp_path, seed=3)
    before = log.read_bytes()
    for out in (log, tmp_path):
        told = woezo("import", "anonymous-bank", log, "--journal", out)
        assert (told.returncode, f"--journal: {out} exists and is no journal." in told.stderr) == (1, True)
    assert log.read_bytes() == before
    imported(tmp_path, "anonymous-bank", log)
    imported(tmp_path, "anonymous-bank", log)  # a journal is


def test_a_compressed_log_is_known_whatever_its_name(tmp_path: Path) -> None:
    log = made_up_log(tmp_path, seed=3)
    log.write_bytes(gzip.compress(log.read_bytes()))
    found, _ = imported(tmp_path, "anonymous-bank", log)
    assert found["rows"]["good"] == 60


def test_nothing_stands_where_the_journal_cannot_be_written(tmp_path: Path) -> None:
    log = made_up_log(tmp_path, seed=3)
    told = woezo("import", "anonymous-bank", log, "--journal", tmp_path / "no" / "j.jsonl")
    assert (told.returncode, "--journal: " in told.stderr) == (1, True)
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (b"", "journal_missing_header", 1),
        (b"contact,queue\n", "journal_missing_header", 1),
        (b'{"woezo_journal": 99, "zone": "UTC"}\n', "journal_form_newer", 1),
        (b'{"woezo_journal": 1, "zone": "UTC", "source": "x", "queues": {}, "agents": {}}\n[1]\n', "journal_record", 2),
        (
            b'{"woezo_journal": 1, "zone": "UTC", "source": "x", "queues": {}, "agents": {}}\n[2,"a",{},[]]\n[1,"a",{},[]]\n',
            "journal_order",
            3,
        ),
    ],
)
def test_another_file_than_a_journal_is_explained(tmp_path: Path, text: bytes, code: str, line: int) -> None:
    path = tmp_path / "some.jsonl"
    path.write_bytes(text)
    with pytest.raises(StartupError) as caught, journal(path) as (_, records):
        list(records)
    assert (caught.value.code, caught.value.fields["line"]) == (code, line)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("name", ["cut.jsonl.gz", "scratched.jsonl.gz", "latin.jsonl"])
def test_a_file_that_is_cut_or_no_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    whole = gzip.compress(b"".join(b"%d,%d;" % (one, one * one) for one in range(20_000)))
    half = whole[: len(whole) // 2]
    spoilt = {"cut": half, "scratched": half[:-20] + bytes(20) + whole[len(half) :]}
    path.write_bytes(spoilt.get(name.split(".")[0], "Été".encode("latin-1")))
    with pytest.raises(StartupError) as caught, journal(path) as (_, records):
        list(records)
    assert caught.value.code == ("file_unreadable" if name.endswith(".gz") else "log_not_utf8")


@pytest.mark.parametrize(
    "command",
    [
        ("fit", "{file}", "-o", "x.toml"),
        ("import", "csv", "{file}", "--journal", "x.jsonl"),
        ("import", "anonymous-bank", "{file}"),
    ],
)
def test_a_scratched_file_is_said_in_the_language_of_the_user(tmp_path: Path, command: tuple[str, ...]) -> None:
    path = tmp_path / "log.gz"
    whole = gzip.compress(b"".join(b"%d,%d;" % (one, one * one) for one in range(20_000)))
    path.write_bytes(whole[:9000] + bytes(40) + whole[9040:])
    told = woezo(*(one.format(file=path) for one in command), language="fr")
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith(f"woezo: {path} ne peut pas être lu : fichier compressé abîmé ou coupé. Vérifiez")


def test_a_log_that_is_not_the_banks_is_said_in_the_language_of_the_user(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    told = woezo("import", "anonymous-bank", other, "--journal", tmp_path / "x.jsonl", language="fr")
    assert (told.returncode, told.stdout) == (1, "")
    assert "colonnes absentes : type, date" in told.stderr
    assert "vérifiez FORMAT et le fichier. [log_bank_columns]" in told.stderr


def queue_log(folder: Path, seed: int) -> tuple[Path, Day]:
    """A day of an Asterisk."""
    day, path = Day(seed), folder / "queue_log"
    path.write_text("".join(day.lines), encoding="utf-8")
    return path, day


def test_a_queue_log_of_asterisk(tmp_path: Path) -> None:
    log, day = queue_log(tmp_path, seed=7)
    found, out = imported(tmp_path, "asterisk-queue-log", log, "--zone", "Africa/Lome")
    for queue, figures in day.figures.items():
        assert {name: found["queues"][queue][name] for name in ("offered", "answered", "abandoned")} == {
            name: figures[name] for name in ("offered", "answered", "abandoned")
        }
    assert found["unknown"] == {"QUEUESTART": 1}
    assert (found["agents"], found["guessed"], found["rows"]["bad"]) == (5, 1, 0)
    told = woezo("import", "asterisk-queue-log", log, "--journal", tmp_path / "j.jsonl")
    assert "150 rows used, none set aside." in told.stdout
    assert "Words of the file without effect here: QUEUESTART (1)" in told.stdout
    assert found["asides"]["aside_transferred"] == sum(figures["transfers"] for figures in day.figures.values())
    text = gzip.decompress(out.read_bytes()).decode()
    assert json.loads(text.splitlines()[0])["zone"] == "Africa/Lome"
    assert "Dupont" not in text
    assert "+228" not in text


def test_a_queue_log_out_of_order_names_the_place_and_the_remedy(tmp_path: Path) -> None:
    log, day = queue_log(tmp_path, seed=7)
    log.write_text("".join([*day.lines[100:], *day.lines[:100]]), encoding="utf-8")
    told = woezo("import", "asterisk-queue-log", log, "--journal", tmp_path / "j.jsonl")
    line = len(day.lines) - 100 + 1
    assert told.returncode == 1
    assert f"{log}, line {line}: earlier than line {line - 1}. Sort the file by time (sort -s -n {log})" in told.stderr
    assert not (tmp_path / "j.jsonl").exists()


@pytest.mark.parametrize("text", ["", "\n\n", "contact;queue\n"])
def test_an_empty_log_or_another_file(tmp_path: Path, text: str) -> None:
    log = tmp_path / "queue_log"
    log.write_text(text, encoding="utf-8")
    told = woezo("import", "asterisk-queue-log", log, "--journal", tmp_path / "j.jsonl")
    assert told.returncode == 1
    assert "has no contact that can be used" in told.stderr
    assert ("line 1: not of the form" in told.stderr) == text.startswith("contact")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["asterisk-queue-log", "x"], "--journal: to be given; the format asterisk-queue-log becomes a journal"),
        (["asterisk-queue-log", "x", "--journal", "y", "--zone", "Lome"], "“Lome” is not a time zone."),
        (["anonymous-bank", "x", "--journal", "y", "--zone", "UTC"], "--zone: this file is of Asia/Jerusalem"),
    ],
)
def test_zone_and_journal(options: list[str], said: str) -> None:
    assert said in woezo("import", *options).stderr


def test_whatever_a_reader_may_say_has_words() -> None:
    texts = [path.read_text(encoding="utf-8") for path in Path(woezo_journal.__file__).parent.glob("*.py")]
    codes = set(re.findall(r'"((?:row|aside|log)_\w+)"', "\n".join(texts)))
    assert len(codes) > 30
    assert not codes - set(WORDS)


# -- a CSV of one's own -----------------------------------------------------------------------------------------------------
def contacts_csv(folder: Path, *rows: str) -> Path:
    """A file of contacts; no row given: the example of the page that describes it."""
    page = (Path(__file__).resolve().parents[2] / "docs/reference/call-log.md").read_text(encoding="utf-8")
    example = page.split("```csv\n")[1].split("```")[0]
    path = folder / "contacts.csv"
    path.write_text("\n".join([example.splitlines()[0], *rows]) if rows else example, encoding="utf-8")
    return path


def test_the_example_of_the_page(tmp_path: Path) -> None:
    found, _ = imported(tmp_path, "csv", contacts_csv(tmp_path))
    assert (found["rows"]["good"], found["rows"]["bad"], found["zone"]) == (2, 0, "Etc/GMT-1")
    assert found["queues"]["sales"] == {
        "offered": 2, "answered": 1, "abandoned": 1, "other": 0, "asa_s": 20.0, "within": 0.5,
    }  # fmt: skip


def test_a_spreadsheet_s_file_with_its_faults(tmp_path: Path) -> None:
    good = "1,sales,2024-03-01 10:00,2024-03-01 10:01,2024-03-01 10:05,Koffi Été,20,,"
    path = contacts_csv(tmp_path, good, good, "2,sales,01/03/2024 10:00,,,,,,", "3,,2024-03-01 10:00,,,,,,")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    found, out = imported(tmp_path, "csv", path, "--zone", "Africa/Lome", "--keep-names")
    assert found["rows"]["lines"] == [[3, "row_twice"], [4, "row_time_unreadable"], [5, "row_no_queue"]]
    with journal(out) as (header, _):
        assert header.agents == {1: "Koffi Été"}
    told = woezo("import", "csv", path, "--zone", "Africa/Lome", "--journal", out)
    assert "line 4: a time is missing or cannot be read: 2024-03-01T10:00:05+01:00" in told.stdout


@pytest.mark.parametrize(
    ("times", "zone", "said"),
    [
        (("10:00:00", "10:00:00"), "", "line 2: in which time zone is this time? Say so: --zone"),
        (("10:00:00+01:00", "10:00:00+02:00"), "", "line 3: +02:00, but +01:00 in line 2."),
        (("10:00:00+01:00", "10:00:00+02:00"), "Europe/Paris", "line 3: +02:00, but Europe/Paris then has +01:00"),
        (("10:00:00+01:00", "10:00:00"), "", "of the times in lines 2 and 3 one has an offset"),
    ],
)
def test_two_zones_in_one_file(tmp_path: Path, times: tuple[str, str], zone: str, said: str) -> None:
    rows = [f"{number},sales,2024-03-01T{at},,2024-03-01T{at},,,," for number, at in enumerate(times)]
    options = ["--zone", zone] if zone else []
    told = woezo("import", "csv", contacts_csv(tmp_path, *rows), "--journal", tmp_path / "j.jsonl", *options)
    assert told.returncode == 1
    assert said in told.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no contact that can be used: no usable row"),
        (b"queue,arrived\n", "columns missing: answered, ended, agent"),
        ("queue;arrivée\n".encode("latin-1"), "is no UTF-8 text"),
        (b"queue,arrived,answered,ended,agent\n" + b'"' + b"x" * 200_000, "field larger than field limit"),
    ],
)
def test_another_file_than_a_csv_of_contacts(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(content)
    told = woezo("import", "csv", path, "--journal", tmp_path / "j.jsonl")
    assert (told.returncode, "Traceback" in told.stderr) == (1, False)
    assert said in told.stderr


@pytest.mark.skipif(not REAL.exists(), reason="the bank's log is not part of the project")
def test_a_real_week_of_the_bank(tmp_path: Path) -> None:
    found, _ = imported(tmp_path, "anonymous-bank", REAL, "--from", "1999-05-02", "--to", "1999-05-08")
    aside = found["asides"]["aside_left_menu"] + found["asides"]["aside_other_days"]
    assert aside + found["rows"]["good"] + found["rows"]["bad"] == 294_363
    assert found["days"]["count"] == 7
