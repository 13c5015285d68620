"""`woezo simulate`: a scenario played on the command line, in words, as JSON and contact by contact."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import tomllib
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.entrypoints.command import COMMAND, clean_environment, woezo
from woezo.entrypoints.cli_scenarios import QUICK_EVENTS, Progress, executor_of, played
from woezo.entrypoints.words import StartupError
from woezo.simulation.scenario.reading import read

SMALL = """
[scenario]
name = "Morning"
replications = 3
begins = "08:00"
ends = "10:00"

[[queue]]
name = "orders"
arrivals = { per_hour = 60 }
patience = { mean_s = 120 }
handling = { mean_s = 180 }

[[queue]]
name = "claims"
target_s = 30
arrivals = { per_hour = 20 }
patience = { mean_s = 90 }
handling = { mean_s = 240 }

[[group]]
name = "Lomé"
agents = 4
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    file = tmp_path / "morning.toml"
    file.write_text(SMALL, encoding="utf-8")
    return file


def changed(file: Path, old: str, new: str) -> Path:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def as_json(*arguments: object, language: str = "en") -> dict[str, Any]:
    """What a program reads."""
    told = woezo("simulate", *arguments, "--json", language=language)
    assert (told.returncode, told.stderr) == (0, "")
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def block(text: str, title: str) -> list[str]:
    """The lines of a table."""
    (found,) = [part.splitlines() for part in text.split("\n\n") if part.splitlines()[0] == title]
    return found


# -- in words -------------------------------------------------------------------------------------------------------------
EN = {
    "title": "Morning: means of 3 replications of 2 h each, seed 1",
    "tables": ("Queues", "Groups"),
    "whole": "Whole centre",
}
FR = {
    "title": "Morning : moyennes sur 3 réplications de 2 h chacune, graine 1",
    "tables": ("Files", "Groupes"),
    "whole": "Tout le centre",
}


@pytest.mark.parametrize(
    ("language", "said", "level"), [("en", EN, "Service level:"), ("fr", FR, "Niveau de service :")]
)
def test_a_report_in_words(small: Path, language: str, said: dict[str, Any], level: str) -> None:
    told = woezo("simulate", small, language=language)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.splitlines()[0] == said["title"]
    queues = block(told.stdout, said["tables"][0])
    assert [line.split()[0] for line in queues[-4:-2]] == ["orders", "claims"]
    assert set(queues[-2].strip()) == {"─"}
    assert queues[-1].strip().startswith(said["whole"])
    assert len(block(told.stdout, said["tables"][1])) < 6, "one group is the whole"
    assert level in told.stdout
    assert not set("{}") & set(told.stdout)
    assert max(map(len, told.stdout.splitlines())) <= 120


def test_numbers_stand_below_each_other(small: Path) -> None:
    """Means have the same decimals, and ± stands below ±; the unit is in the heading."""
    lines = block(woezo("simulate", small).stdout, "Queues")
    rows = [line for line in lines if " ± " in line]
    assert len(rows) == 3
    assert len({tuple(place for place, sign in enumerate(line) if sign == "±") for line in rows}) == 1
    assert not [line for line in rows if "%" in line or " s" in line.partition("±")[2]]
    assert sum("%" in line for line in lines) == 1


def test_how_to_read_an_interval_is_said_by_one_of_the_report(small: Path) -> None:
    text = woezo("simulate", small).stdout
    flat = text.replace("\n", " ")
    found = re.search(
        r"([\d.]+) ± ([\d.]+): played without end, the mean would be between ([\d.]+) and ([\d.]+),", flat
    )
    assert found
    mean, half, low, high = found.groups()
    assert float(low) == pytest.approx(float(mean) - float(half), abs=0.1)
    assert float(high) == pytest.approx(float(mean) + float(half), abs=0.1)
    assert f"{mean} ± {half}" in block(text, "Queues")[-1]


def test_one_replication_has_no_interval(small: Path) -> None:
    told = woezo("simulate", small, "--replications", 1)
    assert told.stdout.splitlines()[0] == "Morning: one replication of 2 h, seed 1"
    assert "±" not in told.stdout
    assert "One replication only: no interval." in told.stdout
    assert as_json(small, "--replications", 1)["total"]["offered"]["ci95"] is None


def test_only_what_happened_has_a_column(small: Path) -> None:
    plain = woezo("simulate", small).stdout
    assert not [word for word in ("Deflected", "Blocking", "Overflowed", "Not taken", "Wrap-up") if word in plain]
    busy = woezo("simulate", small, "--set", "queue.1.max_waiting=1", "--set", "queue.1.wrap_up.mean_s=20").stdout
    head, *_ = [line for line in block(busy, "Further measures of the queues") if "Queue" in line]
    assert head.split() == ["Queue", "Wrap-up,", "s", "Deflected"]


def test_tables_fit_a_terminal(small: Path) -> None:
    """Whatever happens in it, in the language with the longer words."""
    changed(
        small,
        "handling = { mean_s = 180 }",
        """handling = { mean_s = 1800 }
wrap_up = { mean_s = 300 }
max_waiting = 5
limit_action = "overflow"
overflow_to = "claims"
transfer_ratio = 0.2
transfer_to = "claims"
callback_ratio = 0.3
callback_after_s = 5
lines = "trunk"
[[lines]]
name = "trunk"
number_of_lines = 9
""",
    )
    text = woezo("simulate", small, language="fr").stdout
    assert "Débordés" in text
    assert max(map(len, text.splitlines())) <= 120


def test_sites_and_programmes_are_told_where_there_are_several(small: Path) -> None:
    more = "".join(f'[[{kind}]]\nname = "{name}"\n' for kind in ("site", "programme") for name in ("A", "B"))
    changed(small, "[[group]]", more + '[[group]]\nname = "K"\nsite = "B"\n[[group]]')
    changed(small, 'name = "claims"', 'name = "claims"\nprogramme = "B"')
    text = woezo("simulate", small).stdout
    for title in ("Sites", "Programmes"):
        assert [line.split()[0] for line in block(text, title)[-4:] if "─" not in line] == ["A", "B", "Whole"]


def test_a_name_is_never_taken_for_a_word_of_ours(small: Path) -> None:
    """Whatever a queue is called: =, a code of a column, with a colon or a point."""
    for name in ("=", "offered", "a: b", "SL.4", "total", "%(x)s {0}"):
        text = woezo("simulate", small, "--replications", 1, "--set", f'queue.1.name="{name}"').stdout
        assert any(line.startswith(f"  {name} ") for line in text.splitlines()), name


def test_without_a_name_it_has_that_of_its_file(small: Path) -> None:
    assert woezo("simulate", changed(small, 'name = "Morning"\n', "")).stdout.startswith("morning: ")


# -- for programs ---------------------------------------------------------------------------------------------------------
def test_json_has_everything(small: Path) -> None:
    report = as_json(small)
    assert (report["scenario"], report["seed"], report["replications"], report["left"]) == ("Morning", 1, 3, 0)
    assert set(report["queues"]) == {"orders", "claims"}
    assert (report["programmes"], report["sites"], report["warnings"]) == ({}, {}, [])
    assert [one["minute"] for one in report["intervals"]] == list(range(480, 600, 15))
    offered = sum(one["offered"]["mean"] for one in report["queues"].values())
    assert offered == pytest.approx(report["total"]["offered"]["mean"])
    assert sum(one["offered"]["mean"] for one in report["intervals"]) == pytest.approx(offered)
    assert 100 < offered < 220
    assert set(report["queues"]["orders"]["SL-4"]) == {"mean", "ci95"}
    assert as_json(small, language="fr") == report


def test_processes_change_nothing_but_the_time(small: Path) -> None:
    alone = woezo("simulate", small, "--json", "--replications", 4)
    beside = woezo("simulate", small, "--json", "--replications", 4, "--processes", 2)
    assert (beside.returncode, beside.stderr) == (0, "")
    assert alone.stdout == beside.stdout


def test_a_seed_is_another_chance_and_the_same_again(small: Path) -> None:
    first, again, other = (as_json(small, "--seed", seed)["digest"] for seed in (7, 7, 8))
    assert first == again != other
    assert as_json(small, "--seed", 4_294_967_295)["seed"] == 4_294_967_295


def test_a_value_is_set_and_another_makes_a_warning(small: Path) -> None:
    report = as_json(small, "--set", "group.1.agents=9", "--set", 'scenario.name="Nine"', "--set", "queue.2.target_s=5")
    assert report["scenario"] == "Nine"
    assert report["groups"]["Lomé"]["signed_in"]["mean"] == 9
    (warning,) = as_json(small, "--set", "queue.1.overflow_to=claims")["warnings"]
    assert (warning["code"], warning["cell"]) == ("never_overflows", "queue.1.overflow_to")


def test_each_contact_is_a_line(small: Path, tmp_path: Path) -> None:
    """Of the first replication, the same whatever else is asked."""
    file = tmp_path / "contacts.csv"
    told = woezo("simulate", small, "--records", file, "--replications", 1, "--json")
    total = json.loads(told.stdout)["total"]
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == total["offered"]["mean"]
    assert sum(one["outcome"] == "abandoned" for one in rows) == total["abandoned"]["mean"]
    before = file.read_bytes()
    woezo("simulate", small, "--records", file, "--replications", 2, "--processes", 2)
    assert file.read_bytes() == before


def test_a_replication_as_a_call_log(small: Path, tmp_path: Path) -> None:
    """Which woezo import reads, row by row."""
    log, journal = tmp_path / "calls.csv", tmp_path / "calls.jsonl"
    told = woezo("simulate", small, "--log", log, "--from", "2026-10-05", "--replications", 1, "--json")
    total = json.loads(told.stdout)["total"]
    read = woezo("import", "csv", log, "--journal", journal, "--json")
    assert (read.returncode, read.stderr) == (0, "")
    found = json.loads(read.stdout)
    assert (found["rows"]["bad"], found["days"]["first"], found["zone"]) == (0, "2026-10-05", "UTC")
    assert found["total"]["offered"] == total["offered"]["mean"]
    assert found["total"]["abandoned"] == total["abandoned"]["mean"]


# -- what goes wrong ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--replications", 0], "--replications: a number from 1 to 100,000"),
        (["--processes", 0], "--processes: a number from 1 to 256"),
        (["--processes", 1000], "--processes: a number from 1 to 256"),
        (["--seed", -1], "--seed: a number from 0 to 4,294,967,295"),
        (["--set", "queue.1.target_s"], "“queue.1.target_s”; write KEY=VALUE"),
        (["--set", "queue.9.target_s=3"], "queue.9.target_s: entries in the list: 2"),
        (
            ["--records", "/nowhere/at/all.csv"],
            "--records: /nowhere/at/all.csv cannot be written (there is no such file",
        ),
        (
            ["--log", "/nowhere/at/all.csv", "--from", "2026-10-05"],
            "--log: /nowhere/at/all.csv cannot be written (there",
        ),
        (["--log", "calls.csv"], "--log: goes with --from DATE"),
        (["--from", "2026-10-05"], "--log: goes with --from DATE"),
        (["--log", "calls.csv", "--from", "2026-10-06"], "--from: 2026-10-06 is day 2 of the week (1: Monday)"),
        (["--log", "calls.csv", "--from", "1901-10-07"], "from 1971 to 2100"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(small: Path, options: list[str], said: str) -> None:
    told = woezo("simulate", small, *options)
    assert (told.returncode, told.stdout) == (1, "")
    assert said in told.stderr
    assert "[bad_option]" in told.stderr


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "cannot be written (it is a directory). Give another name"),
        ("fr", "ne peut pas être écrit (c’est un répertoire). Donnez un autre nom"),
    ],
)
def test_why_nothing_can_be_written_is_said_in_the_language_of_the_user(
    small: Path, tmp_path: Path, language: str, said: str
) -> None:
    told = woezo("simulate", small, "--records", tmp_path, language=language)
    assert f"{tmp_path} {said}" in told.stderr


@pytest.mark.parametrize("option", [["--records"], ["--from", "2026-10-05", "--log"]])
def test_what_it_has_not_written_itself_is_left_alone(small: Path, tmp_path: Path, option: list[str]) -> None:
    """The scenario itself, with a name too many; a log of another system."""
    log = tmp_path / "other.csv"
    log.write_text("caller,at\n1,2\n", encoding="utf-8")
    for file, before in ((small, SMALL), (log, log.read_text(encoding="utf-8"))):
        told = woezo("simulate", small, *option, file)
        assert (told.returncode, told.stdout) == (1, "")
        assert f"{option[-1]}: {file} exists and was not written by this option" in told.stderr
        assert file.read_text(encoding="utf-8") == before
    log.write_text("", encoding="utf-8")
    for _ in range(2):  # what is empty, and what is ours
        assert woezo("simulate", small, *option, log, "--replications", 1).returncode == 0


@pytest.mark.parametrize("options", [["--replications", "x"], ["--sed", 3], ["--processes"]])
def test_what_is_no_option_is_a_wrong_one(small: Path, options: list[str]) -> None:
    told = woezo("simulate", small, *options)
    assert (told.returncode, told.stdout) == (2, "")
    assert "[bad_usage]" in told.stderr


@pytest.mark.parametrize(
    ("language", "begin"),
    [("en", "The scenario {file} cannot be read"), ("fr", "Le scénario {file} ne peut pas être lu")],
)
def test_a_file_that_is_not_there(tmp_path: Path, language: str, begin: str) -> None:
    file = tmp_path / "none.toml"
    told = woezo("simulate", file, language=language)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith(f"woezo: {begin.format(file=file)}")
    assert told.stderr.endswith("[scenario_unreadable]\n")


def test_a_log_of_many_arrivals_is_a_scenario(tmp_path: Path) -> None:
    """Larger than a plan may be: what was fitted to hundreds of agents is so too."""
    times = ", ".join(f"{second}" for second in range(40_000))
    file = tmp_path / "log.toml"
    file.write_text(f"""
[[queue]]
name = "calls"
skills = {{ calls = 1 }}
arrivals = {{ times_s = [{times}] }}
handling = {{ mean_s = 10, law = "constant" }}
[[group]]
name = "people"
agents = 12
skills = {{ calls = 1 }}
""")
    assert file.stat().st_size > 250_000
    assert json.loads(woezo("simulate", file, "--json").stdout)["queues"]["calls"]["offered"]["mean"] == 40_000


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"[scenario]\nname = Morning\n", "scenario_not_toml", "line 2, column 8: this is no value; a text"),
        (b"[[queue]]\nname = 'a'\nname = 'b'\n", "scenario_not_toml", "line 3, column 11: this key stands here twice"),
        (b"a = [1, 2\n", "scenario_not_toml", "column 1: a bracket, a brace or quotation marks"),
        (b"agents 4\n", "scenario_not_toml", "line 1, column 8: a key, an equals sign and its value"),
        (b"mean_s = 0,5\n", "scenario_not_toml", "line 1, column 11: the value is over"),
        (b"x = " + b"[" * 50_000, "scenario_not_toml", "line 1"),
        ("name = 'Lom\xe9'".encode("latin-1"), "plan_not_utf8", "UTF-8"),
        (b"#" * 20_000_001, "scenario_too_large", "20 MB"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused(tmp_path: Path, content: bytes, code: str, said: str) -> None:
    file = tmp_path / "wrong.toml"
    file.write_bytes(content)
    told = woezo("simulate", file)
    assert (told.returncode, told.stdout) == (1, "")
    assert said in told.stderr
    assert f"[{code}]" in told.stderr
    assert "plan" not in told.stderr.replace(code, "").replace(str(file), ""), "nobody has written a plan"


@pytest.mark.parametrize(
    ("language", "begin", "sentences"),
    [
        ("en", "cannot be played. To mend:", ["is out of range. Write a value from", "stands nowhere under [[site]]"]),
        (
            "fr",
            "ne peut pas être joué. À corriger",
            ["est hors limites. Écrivez une valeur", "n’existe pas sous [[site]]"],
        ),
    ],
)
def test_every_error_is_listed_with_its_remedy(small: Path, language: str, begin: str, sentences: list[str]) -> None:
    """All at once, each on a line of its own behind its key; nothing is played."""
    changed(small, "mean_s = 180", "mean_s = -180")
    changed(small, "agents = 4", 'agents = "four"\nsite = "Kara"')
    told = woezo("simulate", small, language=language)
    assert (told.returncode, told.stdout) == (1, "")
    head, *lines, last = told.stderr.splitlines()
    assert begin in head
    assert last.strip() == "[scenario_wrong]"
    assert [line.strip().split(":")[0].split("\N{NO-BREAK SPACE}")[0] for line in lines] == [
        "queue.1.handling.mean_s",
        "group.1.agents",
    ]
    assert sentences[0] in lines[0]
    changed(small, "mean_s = -180", "mean_s = 180")
    changed(small, '"four"', "4")
    assert sentences[1] in woezo("simulate", small, language=language).stderr


def test_nobody_can_serve(small: Path) -> None:
    told = woezo("simulate", small, "--set", "queue.2.skills.french=3")
    assert (told.returncode, told.stdout) == (1, "")
    assert "queue.2: nobody can serve “claims”: no group has the levels french 3" in told.stderr


def test_an_overload_without_patience_is_played_and_said(small: Path) -> None:
    for key in ("patience = { mean_s = 120 }\n", "patience = { mean_s = 90 }\n"):
        changed(small, key, "")
    told = woezo("simulate", small, "--replications", 1)
    assert told.returncode == 0
    *_, note = told.stdout.split("\n\n")
    assert note.startswith(
        "Worth knowing:\n  group: the whole work keeps 4.3 agents busy, there are 4, and nobody leaves"
    )


def test_who_is_never_served_is_said(small: Path) -> None:
    changed(small, "patience = { mean_s = 120 }\n", "")
    changed(small, "agents = 4", 'agents = 4\nshifts = [{ begins = "08:00", ends = "09:00" }]')
    told = woezo("simulate", small)
    assert told.returncode == 0
    assert " contacts had not ended when nothing more could happen" in told.stdout


def test_contacts_that_pile_up_without_end_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "piled.toml"
    file.write_text(
        '[[queue]]\nname = "q"\narrivals = { per_hour = 1e8 }\nhandling = { mean_s = 1e7 }\n[[group]]\nname = "g"\n',
        encoding="utf-8",
    )
    told = woezo("simulate", file)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.splitlines()[-1].endswith(
        "piled: more than a million contacts in hand at once. Most wait in queue.1, “q”. "
        "Add agents, or patience. [twin_piled_up]"
    )
    assert woezo("simulate", file, "--records", tmp_path / "all.csv").stderr.endswith("patience. [twin_piled_up]\n")


def test_whoever_reads_may_have_seen_enough(small: Path) -> None:
    command = [sys.executable, "-m", "woezo.entrypoints.cli", "simulate", str(small)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=clean_environment()
    ) as told:
        assert told.stdout is not None
        assert told.stderr is not None
        told.stdout.close()
        assert told.stderr.read() == ""
    assert told.returncode == 141


def heeds_interruptions() -> None:
    """Also where the tests run in the background, whose children a shell lets ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("processes", [1, 2])
def test_whoever_has_seen_enough_of_a_long_run_ends_it(small: Path, processes: int) -> None:
    """Ctrl-C: soon, with its code and without a trace; what was not begun is not waited for."""
    changed(small, "per_hour = 60", "per_hour = 6000")
    command = [*COMMAND, "--lang", "en", "simulate", str(small), "--replications", "60", "--processes", str(processes)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=clean_environment(),
        start_new_session=True,
        preexec_fn=heeds_interruptions,
    ) as told:
        assert told.stderr is not None
        first = told.stderr.readline()
        os.killpg(told.pid, signal.SIGINT)
        out, error = told.communicate(timeout=30)
    assert first.startswith("played: ")
    assert (told.returncode, out) == (130, "")
    assert "Traceback" not in error


def test_what_is_in_hand_is_not_waited_for(small: Path) -> None:
    """A replication that would last for hours: Ctrl-C ends it all the same."""
    changed(small, "per_hour = 60", "per_hour = 6000")
    changed(small, 'ends = "10:00"', 'days = 3000\nslots = "day"')
    command = [*COMMAND, "--lang", "en", "simulate", str(small), "--replications", "2", "--processes", "2"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=clean_environment(),
        start_new_session=True, preexec_fn=heeds_interruptions,
    ) as told:  # fmt: skip
        playing = Path(f"/proc/{told.pid}/task/{told.pid}/children")
        while len(playing.read_text(encoding="utf-8").split()) < 2:
            assert told.poll() is None
        os.killpg(told.pid, signal.SIGINT)
        try:
            out, error = told.communicate(timeout=30)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(told.pid, signal.SIGKILL)
    assert (told.returncode, out, error) == (130, "", "")


def test_processes_leave_an_interruption_to_the_command() -> None:
    with executor_of(2) as executor:
        assert executor is not None
        assert list(executor.map(signal.getsignal, [signal.SIGINT])) == [signal.SIG_IGN]  # type: ignore[arg-type, comparison-overlap]


def test_a_process_that_is_killed_is_said(small: Path) -> None:
    """As the machine does where memory is short."""
    scenario, _ = read(tomllib.loads(small.read_text(encoding="utf-8"), parse_float=Decimal))
    assert scenario is not None
    with executor_of(2) as executor:
        assert executor is not None
        with pytest.raises(BrokenProcessPool):
            list(executor.map(signal.raise_signal, [signal.SIGKILL]))  # type: ignore[arg-type]
        with pytest.raises(StartupError) as told:
            played(scenario, [], executor)
    assert told.value.code == "twin_process_lost"


# -- how far it is --------------------------------------------------------------------------------------------------------
def test_only_what_lasts_says_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Every tenth on a line of its own where nobody looks on, never on what is piped."""
    quick, long = Progress(), Progress()
    for done in range(1, 101):
        quick.worked(QUICK_EVENTS // 200)
        quick.at(done / 100)
        long.worked(QUICK_EVENTS // 20)
        long.at(done / 100)
    long.end()
    told = capsys.readouterr()
    assert told.out == ""
    percents = [int("".join(sign for sign in line if sign.isdecimal())) for line in told.err.splitlines()]
    assert percents == [20, 30, 40, 50, 60, 70, 80, 90]


def test_many_short_replications_are_long_too(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress()
    for done in range(30):
        tell = progress.within(done, 30)
        tell(0.5)
        progress.at((done + 1) / 30)
    assert len(capsys.readouterr().err.splitlines()) >= 5


def test_it_loads_neither_django_nor_numpy() -> None:
    modules = "woezo.entrypoints.cli_simulate, woezo.entrypoints.cli_compare"
    code = f"import sys, {modules}; print({{'django', 'numpy'}} & set(sys.modules))"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=clean_environment()
    )
    assert told.stdout == "set()\n"
