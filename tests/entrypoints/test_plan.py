"""`woezo plan`: a hiring plan worked out on the command line, in words, as JSON and as files."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.entrypoints.command import clean_environment, woezo

SMALL = """
[site]
name = "Kara"
country = "TG"
currency = "XOF"
opening = 2020-04-01
ends = 2021-03-31

[[promise]]
name = "20 in a year"
target = 20
activity_years = 1

[[source]]
name = "ANPE"
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    file = tmp_path / "kara.toml"
    file.write_text(SMALL, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("language", "begin", "said"),
    [
        ("en", "Kara, opening on 1 Apr 2020", "people recruited leave"),
        ("fr", "Kara, ouverture le 1er avr. 2020", "personnes recrutées en laissent"),
    ],
)
def test_the_difference_between_the_readings_comes_first(small: Path, language: str, begin: str, said: str) -> None:
    told = woezo("plan", small, language=language)
    assert (told.returncode, told.stderr) == (0, "")
    first, blank, difference, *_ = told.stdout.splitlines()
    assert (first, blank) == (begin, "")
    assert said in difference
    assert "{" not in told.stdout


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Without the promise “500 recruited"), ("fr", "Sans la promesse «\N{NO-BREAK SPACE}500 recrutés")],
)
def test_a_promise_that_is_left_out_is_named_before_the_figures(language: str, said: str) -> None:
    """Without it the headline answers another question."""
    told = woezo("plan", "lome", "--plans", 1, "--set", "site.ends=2023-03-30", language=language)
    assert told.returncode == 1
    _title, _blank, first, *_ = told.stdout.splitlines()
    assert first.startswith(said)
    document = json.loads(woezo("plan", "lome", "--plans", 1, "--set", "site.ends=2023-03-30", "--json").stdout)
    assert len(document["left_out"]) == 1


@pytest.mark.parametrize(
    ("language", "plans", "said"),
    [
        ("en", 1, "come from one simulated plan,"),
        ("fr", 1, "viennent d’un plan simulé,"),
        ("en", 2, "come from 2 simulated plans,"),
        ("fr", 2, "viennent de 2 plans simulés,"),
    ],
)
def test_what_is_counted_stands_in_its_number(small: Path, language: str, plans: int, said: str) -> None:
    assert said in woezo("plan", small, "--plans", plans, language=language).stdout


def test_columns_are_no_wider_than_they_must_be(small: Path) -> None:
    """Headings are folded; figures stand below each other's digits, whatever the heading."""
    blocks = woezo("plan", small).stdout.split("\n\n")
    (lines,) = [block.splitlines() for block in blocks if block.startswith("What each reading takes")]
    (widest,) = {len(line) for line in lines[-2:]}
    assert widest == max(len(line) for line in lines) < 140
    assert sum("Recruited" in line for line in lines) == 2, "once as a heading, once as a case"


@pytest.mark.parametrize(("language", "feast"), [("en", "Eid al-Adha"), ("fr", "Tabaski")])
def test_the_days_off_stand_in_the_text_and_for_programs(small: Path, language: str, feast: str) -> None:
    told = woezo("plan", small, language=language).stdout
    (row,) = [line for line in told.splitlines() if feast in line]
    assert ("to be verified" if language == "en" else "à vérifier") in row
    rows = json.loads(woezo("plan", small, "--json", "--plans", "1", language=language).stdout)["tables"]["days_off"]
    assert {"date": "2020-07-31", "name": "Tabaski", "confidence": "uncertain", "working_days_lost": 1} in rows
    assert not [row for row in rows if "Ramadan" in row["name"]]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_site_in_euro_says_each_amount_once(small: Path, language: str, tmp_path: Path) -> None:
    """In words and in files; the remaining column says that it is in euro."""
    euro = [option for one in ("currency=EUR", "country=FR") for option in ("--set", f"site.{one}")]
    told = woezo("plan", small, *euro, "--csv", tmp_path, "--plans", "3", language=language).stdout
    assert told.split("\n\n")[1].count("EUR") == 1
    assert "XOF" not in told
    for file in tmp_path.iterdir():
        with file.open(encoding="utf-8-sig", newline="") as content:
            (heads, *_) = csv.reader(content)
        assert len(heads) == len(set(heads)), file


@pytest.mark.parametrize(
    ("language", "title", "note"),
    [
        ("en", "What would still keep the promise", "A case that costs less has fewer people at work"),
        ("fr", "Ce qui tiendrait encore la promesse", "Un cas qui coûte moins a moins de monde au travail"),
    ],
)
def test_what_would_keep_the_promise_stands_below_what_happens(
    small: Path, language: str, title: str, note: str
) -> None:
    told = woezo("plan", small, language=language).stdout
    (block,) = [block for block in told.split("\n\n") if block.startswith(title)]
    assert note in " ".join(block.split())
    tables = json.loads(woezo("plan", small, "--json").stdout)["readings"][1]["tables"]
    lost, kept = tables["what_ifs"][1], tables["to_keep"][1]
    assert lost["case"] == kept["case"] == "attrition_doubles"
    assert lost["cost"] < tables["what_ifs"][0]["cost"] < kept["cost"]
    assert kept["difference"] == kept["cost"] - tables["what_ifs"][0]["cost"]


@pytest.mark.parametrize(
    ("language", "case", "note"),
    [
        ("en", "steady state, leavers not replaced", "nobody is recruited or trained in place of leavers"),
        ("fr", "en régime, départs non remplacés", "personne n’y est recruté ni formé pour remplacer les départs"),
    ],
)
def test_the_steady_hour_says_that_leavers_are_not_replaced(
    small: Path, tmp_path: Path, language: str, case: str, note: str
) -> None:
    told = woezo("plan", small, "--plans", "3", "--csv", tmp_path / "tables", language=language).stdout
    assert case in told
    assert note in " ".join(told.split())
    assert case in (tmp_path / "tables" / "hours.csv").read_text(encoding="utf-8-sig")


def test_a_table_without_rows_is_not_drawn(tmp_path: Path) -> None:
    file = tmp_path / "bare.toml"
    bare = SMALL.split("[[promise]]")[0] + '[[class]]\nstart = 2020-03-02\n[[source]]\nname = "ANPE"\n'
    file.write_text(bare, encoding="utf-8")
    told = woezo("plan", file)
    assert told.returncode == 0
    assert "Promises" not in told.stdout
    assert "Classes of the plan" in told.stdout


def test_a_parameter_is_set_and_a_wrong_one_named(small: Path) -> None:
    slower = woezo("plan", small, "--set", "training.weeks=8", "--set", "promise.1.target=30", "--json")
    report = json.loads(slower.stdout)
    assert {row["key"]: row["value"] for row in report["tables"]["parameters"]}["training.weeks"] == 8
    assert report["tables"]["promises"][0]["target"] == 30
    wrong = woezo("plan", small, "--set", "training.weeks=8.5")
    assert wrong.returncode == 1
    assert "training.weeks: 8.5 is not a whole number. Write one from 1 to 52." in wrong.stdout
    assert "people recruited leave" in wrong.stdout, "the rest is worked out"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_examples_of_the_help_work_with_the_preset(language: str) -> None:
    told = " ".join(woezo("plan", "--help", language=language).stdout.split())
    (said,) = re.findall(r"--set KEY=VALUE .*?: (.*?) --", told)
    keys = said.split(", ")
    assert len(keys) > 2
    (day,) = re.findall(r"--on DATE .*?: (\S+) ", told)
    found = woezo("plan", "lome", "--plans", 1, "--on", day, *(option for one in keys for option in ("--set", one)))
    assert (found.returncode, found.stderr) == (0, "")
    parameters = json.loads(woezo("plan", "lome", "--plans", 1, "--set", keys[-1], "--json").stdout)["tables"][
        "parameters"
    ]
    assert {row["key"]: row["value"] for row in parameters}[keys[-1].partition("=")[0]] == 0.025


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("attrition.later_ratio=10 %", 0.1),
        ("attrition.later_ratio=10%", 0.1),
        ("attrition.later_ratio=10,5 %", 0.105),
        ("attrition.later_ratio=0,105", 0.105),
        ("pay.agent_month=135 000", 135000),
        ("pay.agent_month= 135000.50 ", 135000.5),
        ("site.name=2020", "2020"),
        ("site.name='Kara'", "Kara"),
        ('promise.1.metric="certified"', "certified"),
        ("promise.1.metric=certified", "certified"),
        ("site.ends=", ""),
    ],
)
def test_a_value_is_read_as_on_the_page(small: Path, given: str, read: object) -> None:
    told = woezo("plan", small, "--plans", 1, "--set", given, "--json")
    report = json.loads(told.stdout)
    found = {row["key"]: row["value"] for row in report["tables"]["parameters"]}
    assert (report["faults"] if read else [], found.get(given.partition("=")[0]) or "") == ([], read)


def test_an_entry_is_added_behind_the_last(small: Path) -> None:
    """So that a class that is too large can be tried on a plan that lists none."""
    told = woezo("plan", small, "--plans", 1, "--set", "class.1.start=2020-05-01", "--set", "class.1.size=40")
    assert told.returncode == 1
    assert (
        "  class.1.size: 40 people do not fit into a room of 25. Divide the class, or change training.class_size_most. "
        "Meanwhile the plan goes on with 25.\n"
        "  class.1.start: 1 May 2020 is a holiday (Labour Day). Choose another day, or enter it under [[holiday]] as worked. "
        "Meanwhile the plan goes on with 4 May 2020.\n"
    ) in told.stdout
    worked = woezo("plan", small, "--plans", 1, "--set", "holiday.1.day=2020-05-01", "--set", "holiday.1.worked=true")
    assert (worked.returncode, worked.stderr) == (0, "")


@pytest.mark.parametrize("given", ["attrition=3", "class.x.size=3", "a..b=1"])
def test_a_key_that_names_no_cell_is_said(small: Path, given: str) -> None:
    told = woezo("plan", small, "--plans", 1, "--set", given)
    assert (told.returncode, told.stderr) == (1, "")
    assert f"\n  {given.partition('.')[0].partition('=')[0]}: " in told.stdout
    assert "people recruited leave" in told.stdout, "the rest is worked out"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--set", "training.weeks"], "“training.weeks”; write KEY=VALUE"),
        (["--set", "promise.3.target=3"], "promise.3.target: entries in the list: 1; to add one, number 2"),
        (["--set", "promise.2.target="], "promise.2.target: entries in the list: 1"),
        (["--set", "promise.1=3"], "“promise.1=3”; write KEY=VALUE"),
        (["--set", "=3"], "“=3”; write KEY=VALUE"),
        (["--plans", "0"], "--plans: a number from 1 to 100,000"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(small: Path, options: list[str], said: str) -> None:
    told = woezo("plan", small, *options)
    assert (told.returncode, told.stdout) == (1, "")
    assert said in told.stderr
    assert "[bad_option]" in told.stderr


def test_json_says_what_is_wrong_to_a_program(small: Path) -> None:
    told = woezo("plan", small, "--set", "attrition.later_ratio=1.2", "--json", language="fr")
    report = json.loads(told.stdout)
    (fault,) = report["faults"]
    assert (fault["code"], fault["cell"], fault["given"]) == ("out_of_range", "attrition.later_ratio", "1.2")
    assert fault["message"].startswith("attrition.later_ratio\N{NO-BREAK SPACE}: 1.2 (soit 120")
    assert [one["name"] for one in report["readings"]] == ["starts", "on_payroll"]


def test_every_table_is_a_file(small: Path, tmp_path: Path) -> None:
    """The whole of a cost table is its months together."""
    assert woezo("plan", small, "--csv", tmp_path / "tables", "--plans", "10").returncode == 0
    names = {path.name for path in (tmp_path / "tables").iterdir()}
    assert {"readings.csv", "promises.csv", "hours.csv", "parameters.csv", "starts-curve.csv"} <= names
    assert {
        f"{reading}-{name}.csv" for reading in ("starts", "on_payroll") for name in ("what_ifs", "to_keep")
    } <= names
    with (tmp_path / "tables" / "on_payroll-costs.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[-1]["Month"] == "Total"
    assert sum(int(row["Total, XOF"]) for row in rows[:-1]) == int(rows[-1]["Total, XOF"]) > 0


@pytest.mark.parametrize("key", ["promise.0.target", "promise.²².target", "promise.x.target", "name.x.y"])
def test_a_key_that_leads_nowhere_is_refused(small: Path, key: str) -> None:
    small.write_text('name = "x"\n' + SMALL, encoding="utf-8")
    told = woezo("plan", small, "--set", f"{key}=3")
    assert (told.returncode, told.stdout) == (1, "")
    assert "[bad_option]" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("9" * 5000, "site.ends: “999"),
        ("1e" + "9" * 30, "site.ends: “1e999"),
        ("[" * 5000, "site.ends: “[[["),
        ("2020-02-31", "site.ends: “2020-02-31” is not a date."),
        ("soon # perhaps", "site.ends: “soon # perhaps” is not a date."),
    ],
)
def test_any_text_can_be_set(small: Path, given: str, said: str) -> None:
    told = woezo("plan", small, "--set", f"site.ends={given}")
    assert (told.returncode, told.stderr) == (1, "")
    assert said in told.stdout
    assert all(len(line) < 400 for line in told.stdout.splitlines())


def test_any_whole_number_is_a_seed(small: Path) -> None:
    for seed in ("-1", "0", str(2**70)):
        told = woezo("plan", small, f"--seed={seed}", "--plans", "3")
        assert (told.returncode, told.stderr) == (0, "")
        assert f"seed {seed}" in told.stdout


def test_a_file_of_another_editor_is_read(small: Path) -> None:
    """With a mark at its beginning and the line ends of Windows."""
    small.write_bytes(("\ufeff" + SMALL.replace("\n", "\r\n")).encode())
    assert woezo("plan", small).returncode == 0


def test_tables_are_written_where_a_directory_can_be(small: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    told = woezo("plan", small, "--csv", tmp_path / "taken")
    assert (told.returncode, told.stdout) == (1, "")
    assert "--csv: " in told.stderr
    assert "[bad_option]" in told.stderr


def test_without_its_site_there_are_only_faults(tmp_path: Path) -> None:
    file = tmp_path / "empty.toml"
    file.write_text("", encoding="utf-8")
    told = woezo("plan", file, "--csv", tmp_path / "tables")
    assert (told.returncode, told.stderr) == (1, "")
    assert told.stdout.splitlines()[0] == "To mend in the plan:"
    assert not list((tmp_path / "tables").iterdir())
    report = json.loads(woezo("plan", file, "--json").stdout)
    assert [one["cell"] for one in report["faults"]] == ["site.name", "site.country", "site.currency", "site.opening"]


def test_the_same_seed_gives_the_same_bands(small: Path) -> None:
    def bands(seed: int) -> list[object]:
        told = woezo("plan", small, "--json", "--plans", "40", "--seed", seed)
        return [row["on_payroll.p5"] for row in json.loads(told.stdout)["readings"][0]["tables"]["curve"]]

    assert bands(7) == bands(7) != bands(8)


def test_the_text_of_the_preset_is_a_plan() -> None:
    told = woezo("plan", "lome", "--text")
    assert tomllib.loads(told.stdout)["site"]["name"] == "Lomé"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[site\n", "plan_not_toml"),
        ("[site]\nname = 'Lom\xe9'".encode("latin-1"), "plan_not_utf8"),
        (b"x = " + b"9" * 5000, "plan_not_toml"),
        (b"x = 1e" + b"9" * 30, "plan_not_toml"),
        (b"x = " + b"[" * 50_000, "plan_not_toml"),
        (b"[z]\n" + b"a." * 60_000 + b"a = 1", "plan_not_toml"),
        (b"#" * 200_001, "plan_too_large"),
        (None, "plan_unreadable"),
    ],
)
def test_a_file_that_is_no_plan_is_refused(tmp_path: Path, content: bytes | None, code: str) -> None:
    file = tmp_path / "plan.toml"
    if content is not None:
        file.write_bytes(content)
    told = woezo("plan", file)
    assert (told.returncode, told.stdout) == (1, "")
    assert f"[{code}]" in told.stderr
    assert str(file) in told.stderr
    assert "Traceback" not in told.stderr


def test_a_file_without_end_is_not_read_to_it(tmp_path: Path) -> None:
    assert "[plan_too_large]" in woezo("plan", "/dev/zero").stderr
    assert "[plan_unreadable]" in woezo("plan", tmp_path).stderr


def test_the_preset_in_figures_for_programs() -> None:
    """Amounts are whole minor units, dates ISO 8601; the sum of the lines is the total that the readings show."""
    report = json.loads(woezo("plan", "lome", "--json", "--plans", "20", language="fr").stdout)
    assert (report["faults"], report["plans"], report["seed"]) == ([], 20, 2020)
    for reading, row in zip(report["readings"], report["tables"]["readings"], strict=True):
        lines = reading["tables"]["lines"]
        assert sum(line["amount"] for line in lines) == reading["total"] == row["cost"]
        assert sum(line["amount_eur"] for line in lines) == reading["total_eur"] == row["cost_eur"]
        assert lines[0]["month"] == "2019-10-01"
        assert reading["end"]["recruited"] == pytest.approx(row["recruited"])


def test_whoever_reads_may_have_seen_enough(small: Path) -> None:
    """`woezo plan … | head` ends without a word."""
    command = [sys.executable, "-m", "woezo.entrypoints.cli", "plan", str(small)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=clean_environment()
    ) as told:
        assert told.stdout is not None
        assert told.stderr is not None
        told.stdout.close()
        assert told.stderr.read() == ""
    assert told.returncode == 141


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "--on: the plan ends on 31 Mar 2021; after it, on 1 Apr 2021 too, nobody is replaced"),
        (
            "fr",
            "--on\N{NO-BREAK SPACE}: le plan se termine le 31 mars 2021\N{NO-BREAK SPACE}; ensuite, le 1er avr. 2021 compris",
        ),
    ],
)
def test_a_day_after_the_plan_says_that_nobody_is_replaced(small: Path, language: str, said: str) -> None:
    told = woezo("plan", small, "--on", "2021-04-01", "--plans", "10", language=language)
    assert (told.returncode, told.stderr) == (1, "")
    assert said in told.stdout


def test_on_a_day_long_before_the_plan_nobody_is_there(small: Path) -> None:
    told = woezo("plan", small, "--on", "1800-01-01", "--plans", "10", "--json")
    assert (told.returncode, told.stderr) == (0, "")
    rows = json.loads(told.stdout)["tables"]["on_day"]
    assert {row["expected"] for row in rows} == {row["p95"] for row in rows} == {0.0}


def test_the_class_that_fails_and_the_programme_that_is_late_are_chosen(tmp_path: Path) -> None:
    file = tmp_path / "kara.toml"
    file.write_text(SMALL + "".join(f'[[programme]]\nname = "{name}"\n' for name in "AB"), encoding="utf-8")
    usual = json.loads(woezo("plan", file, "--plans", "1", "--json").stdout)["readings"][1]["tables"]
    third = sorted({row["start"] for row in usual["classes"]})[2]
    told = woezo("plan", file, "--class-fails", third, "--programme-late", "B", "--plans", "1", "--json")
    assert (told.returncode, told.stderr) == (0, "")
    for reading in json.loads(told.stdout)["readings"]:
        for name in ("what_ifs", "to_keep"):
            assert [row["case"] for row in reading["tables"][name]] == [
                "as_planned",
                "attrition_doubles",
                f"class_fails:{third}",
                "programme_late:B",
                "pay_rises",
            ]
    assert "B two months late" in woezo("plan", file, "--programme-late", "B", "--plans", "1").stdout


@pytest.mark.parametrize(
    ("options", "language", "said"),
    [
        (
            ["--class-fails", "2020-03-03"],
            "en",
            "--class-fails: no class starts on 2020-03-03; the nearest: 2020-03-02",
        ),
        (["--class-fails", "3 March"], "en", "--class-fails: “3 March”; write a date, such as 2021-06-30"),
        (["--programme-late", "C"], "en", "--programme-late: “C” is no programme of the plan; it has: –"),
        (["--programme-late", "C"], "fr", "« C » n’est pas un programme du plan"),
    ],
)
def test_a_choice_that_the_plan_has_not_is_refused(small: Path, options: list[str], language: str, said: str) -> None:
    told = woezo("plan", small, *options, "--plans", "1", language=language)
    assert (told.returncode, told.stdout) == (1, "")
    assert said in told.stderr
    assert "[bad_option]" in told.stderr
