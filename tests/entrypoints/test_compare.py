"""`woezo compare`: two scenarios with the same chance; what is certain, what is not, and what is the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.entrypoints.command import woezo

BASE = """
[scenario]
name = "As it is"
replications = 12
begins = "08:00"
ends = "10:00"

[[queue]]
name = "orders"
arrivals = { per_hour = 60 }
patience = { mean_s = 120 }
handling = { mean_s = 180 }

[[group]]
name = "Lomé"
agents = 3
"""
MORE = BASE.replace("As it is", "One more").replace("agents = 3", "agents = 4")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """As it is, and with one agent more."""
    found = tmp_path / "a.toml", tmp_path / "b.toml"
    for file, text in zip(found, (BASE, MORE), strict=True):
        file.write_text(text, encoding="utf-8")
    return found


def as_json(*arguments: object) -> dict[str, Any]:
    """What a program reads."""
    told = woezo("compare", *arguments, "--json")
    assert (told.returncode, told.stderr) == (0, "")
    found: dict[str, Any] = json.loads(told.stdout)
    return found


@pytest.mark.parametrize(
    ("language", "title", "certain", "sentence"),
    [
        (
            "en",
            "As it is and One more: 12 replications of each, with the same chance, seed 1",
            "This is certain (95%):",
            "points less in One more, which is better",
        ),
        (
            "fr",
            "As it is et One more : 12 réplications de chacun, avec le même hasard, graine 1",
            "C’est sûr (95 %) :",
            "points de moins dans One more, c’est mieux",
        ),
    ],
)
def test_what_is_certain_comes_first(
    files: tuple[Path, Path], language: str, title: str, certain: str, sentence: str
) -> None:
    told = woezo("compare", *files, language=language)
    assert (told.returncode, told.stderr) == (0, "")
    first, blank, head, abandonment, *_ = told.stdout.splitlines()
    assert (first, blank, head) == (title, "", certain)
    assert sentence in abandonment
    assert not set("{}") & set(told.stdout)


def test_the_sentence_has_the_ends_of_the_interval(files: tuple[Path, Path]) -> None:
    apart = as_json(*files)["total"]["abandonment_ratio"]
    assert apart["certain"]
    ends = [100 * (apart["difference"]["mean"] + sign * apart["difference"]["ci95"]) for sign in (1, -1)]
    said = woezo("compare", *files).stdout
    places = 1 if abs(100 * apart["difference"]["mean"]) >= 10 else 2
    assert (
        f"  Abandonment: {-ends[0]:.{places}f} to {-ends[1]:.{places}f} points less in One more, which is better"
        in said
    )


def test_worse_is_said_too(files: tuple[Path, Path]) -> None:
    told = woezo("compare", *reversed(files))
    assert "points more in As it is, which is worse" in told.stdout


def test_more_people_are_neither_better_nor_worse(files: tuple[Path, Path]) -> None:
    (line,) = [one for one in woezo("compare", *files).stdout.splitlines() if one.startswith("  Occupancy: ")]
    assert line.endswith("points less in One more")


def test_what_is_not_certain_is_said_with_both_ends(files: tuple[Path, Path]) -> None:
    """A second longer: with so few replications nobody can tell."""
    files[1].write_text(BASE.replace("As it is", "Slower").replace("mean_s = 180", "mean_s = 180.3"), encoding="utf-8")
    text = woezo("compare", *files, "--replications", 3).stdout
    assert "This is not certain:\n" in text
    assert " less and " in text
    assert " not certain" in text.split("Whole centre")[1]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "No difference at all between a.toml and a.toml."), ("fr", "Aucune différence entre a.toml et a.toml.")],
)
def test_a_scenario_does_not_differ_from_itself(files: tuple[Path, Path], language: str, said: str) -> None:
    told = woezo("compare", files[0], files[0], language=language)
    assert told.returncode == 0
    assert told.stdout.split("\n\n")[1] == said
    report = as_json(files[0], files[0])
    for each in (report["total"], report["queues"]["orders"], report["groups"]["Lomé"]):
        for one in each.values():
            assert one["first"] == one["second"]
            assert one["difference"]["mean"] in (0, None)
            assert not one["certain"]


def test_one_replication_is_no_proof(files: tuple[Path, Path]) -> None:
    text = woezo("compare", *files, "--replications", 1).stdout
    assert text.startswith("As it is and One more: one replication of each")
    assert "With one replication nothing is certain:\n  Abandonment: " in text
    assert "This is certain" not in text
    assert "±" not in text


def test_the_second_takes_seed_and_replications_of_the_first(files: tuple[Path, Path]) -> None:
    files[1].write_text(MORE.replace("replications = 12", "replications = 3\nseed = 99"), encoding="utf-8")
    found = as_json(*files)
    assert (found["seed"], found["replications"]) == (1, 12)
    assert found["total"]["offered"]["difference"] == {"mean": 0.0, "ci95": 0.0}
    assert found["total"]["signed_in"]["difference"] == {"mean": 1.0, "ci95": 0.0}


def test_options_hold_for_both(files: tuple[Path, Path]) -> None:
    found = as_json(*files, "--set", "group.1.agents=5", "--seed", 4, "--replications", 2, "--processes", 2)
    assert (found["seed"], found["replications"]) == (4, 2)
    assert found["total"]["signed_in"]["first"]["mean"] == found["total"]["signed_in"]["second"]["mean"] == 5


def test_queues_and_groups_that_only_one_has(files: tuple[Path, Path]) -> None:
    more = '[[queue]]\nname = "chats"\nchannel = "chat"\narrivals = { per_hour = 5 }\nhandling = { mean_s = 60 }\n'
    files[1].write_text(MORE.replace('name = "Lomé"', 'name = "Kara"') + more, encoding="utf-8")
    text = woezo("compare", *files).stdout
    assert "Only in As it is: Lomé." in text
    assert "Only in One more: chats · Kara." in text
    found = as_json(*files)
    assert (set(found["queues"]), set(found["groups"])) == ({"orders"}, set())
    assert found["total"]["offered"]["certain"]


def test_queues_stand_beside_each_other_where_there_are_several(files: tuple[Path, Path]) -> None:
    for file in files:
        text = file.read_text(encoding="utf-8")
        second = '[[queue]]\nname = "total"\narrivals = { per_hour = 9 }\nhandling = { mean_s = 60 }\n'
        file.write_text(text + second, encoding="utf-8")
    titles = [part.splitlines()[0] for part in woezo("compare", *files).stdout.split("\n\n")]
    assert titles[2:5] == ["Whole centre", "orders", "total"], "a queue's name is never taken for a word of ours"


def test_columns_are_named_after_the_scenarios(files: tuple[Path, Path]) -> None:
    (table,) = [one for one in woezo("compare", *files).stdout.split("\n\n") if one.startswith("Whole centre")]
    _, head, *rows = table.splitlines()
    assert head.split() == ["Measure", "As", "it", "is", "One", "more", "Difference"]
    kinds = ("the same", "certain", "not certain")
    assert all(row.rstrip().endswith(kinds) for row in rows)
    assert rows[0].startswith("  Offered")
    assert rows[0].endswith("the same")


@pytest.mark.parametrize(("language", "said"), [("en", "The same in both: "), ("fr", "Pareil dans les deux : ")])
def test_queues_that_are_the_same_in_both_have_no_table(files: tuple[Path, Path], language: str, said: str) -> None:
    """Of two hundred queues a change concerns three: nobody finds them among the others."""
    for file in files:
        text = file.read_text(encoding="utf-8").replace("agents = ", "skills = { orders = 1 }\nagents = ")
        text = text.replace("[[queue]]", "[[queue]]\nskills = { orders = 1 }")
        for number in range(14):
            name = f"other {number}"
            text += f'[[queue]]\nname = "{name}"\nskills = {{ "{name}" = 1 }}\narrivals = {{ per_hour = 9 }}\n'
            text += f'handling = {{ mean_s = 60 }}\n[[group]]\nname = "{name}"\nskills = {{ "{name}" = 1 }}\n'
        file.write_text(text, encoding="utf-8")
    parts = woezo("compare", *files, "--replications", 2, language=language).stdout.split("\n\n")
    alike = [" ".join(part.split()) for part in parts if part.startswith(said[:10])]
    names = ", ".join(f"other {number}" for number in range(12))
    in_all = "14 in all" if language == "en" else "14 en tout"
    assert alike == [" ".join(f"{said}{names}… ({in_all}).".split())] * 2
    assert [part.splitlines()[0] for part in parts[3:6:2]] == ["orders", "Lomé"]


def test_of_two_with_one_name_the_files_are_named(files: tuple[Path, Path]) -> None:
    files[1].write_text(MORE.replace("One more", "As it is"), encoding="utf-8")
    assert woezo("compare", *files).stdout.startswith("a.toml and b.toml: ")


def test_warnings_are_said_of_whom_they_concern(files: tuple[Path, Path]) -> None:
    idle = '[[group]]\nname = "idle"\nweights = { chat = 1 }\n'
    files[1].write_text(MORE + idle, encoding="utf-8")
    text = woezo("compare", *files).stdout
    assert "One more: Worth knowing:\n  group.2: “idle” can serve no queue." in text
    assert "As it is: Worth knowing" not in text
    assert [len(one) for one in as_json(*files)["warnings"]] == [0, 1]
    files[0].write_text(BASE + idle, encoding="utf-8")
    assert woezo("compare", *files).stdout.count("can serve no queue") == 1, "what holds for both is said once"


def test_a_wrong_second_one_is_named_before_anything_is_played(files: tuple[Path, Path]) -> None:
    files[1].write_text(MORE.replace("agents = 4", "agents = -4"), encoding="utf-8")
    told = woezo("compare", *files)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith(f"woezo: {files[1]} cannot be played. To mend:\n  group.1.agents: ")
    assert woezo("compare", files[0]).returncode == 2
