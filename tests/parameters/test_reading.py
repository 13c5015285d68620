"""Reading tables as declared: every kind of cell, and every fault named by its cell, or by the part of it that is wrong."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any

import pytest

from tests.parameters.test_declaring import Inner, Outer
from woezo.parameters.declaring import levels, tables, text
from woezo.parameters.reading import MOST_NUMBERS, Reader, clock_minutes, is_clock


def read(said: str, kind: Any = Outer) -> tuple[dict[str, Any], dict[str, str]]:
    """The values of the table [a], and the codes of the faults by cell."""
    reader = Reader()
    document = tomllib.loads(f"[a]\n{said}", parse_float=Decimal)
    values = reader.group(kind, "a", document["a"])
    assert len({one.cell for one in reader.faults}) == len(reader.faults), "a cell has one fault"
    return values, {one.cell: one.code for one in reader.faults}


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("size = 2.25", "size", Decimal("2.25")),
        ("size = 9", "size", 9),
        ("size = { value = 2, source = 'the trainer' }", "size", 2),
        ("many = 4.0", "many", 4),
        ("row = [1, 2.5, 0]", "row", (1, Decimal("2.5"), 0)),
        ("names = ['Lomé', ' Kara ']", "names", ("Lomé", "Kara")),
        ("names = []", "names", ()),
        ("at = '24:00'", "at", "24:00"),
        ("at = 07:15:00", "at", "07:15"),
        ("skills = { french = 2, ewe = 5 }", "skills", (("french", 2), ("ewe", 5))),
        ("skills = {}", "skills", ()),
        ("skills = { value = 2, source = 1 }", "skills", (("value", 2), ("source", 1))),
        ("mode = 'fast'", "mode", "fast"),
        ("inner = { share = 0.25 }", "inner", Inner(Decimal("0.25"))),
        ("inner = {}", "inner", Inner()),
        ("steps = []", "steps", ()),
    ],
)
def test_a_cell_is_read_as_it_is_declared(said: str, name: str, value: object) -> None:
    values, faults = read(said)
    assert (values[name], faults) == (value, {})
    others = {other: getattr(Outer(), other) for other in values if other != name}
    assert {other: values[other] for other in others} == others, "all others have their defaults"


@pytest.mark.parametrize(
    ("said", "cell", "code"),
    [
        ("size = 'two'", "a.size", "not_a_number"),
        ("size = true", "a.size", "not_a_number"),
        ("size = nan", "a.size", "not_a_number"),
        ("size = 0.4", "a.size", "out_of_range"),
        ("size = 9.000001", "a.size", "out_of_range"),
        ("size = { source = 'x' }", "a.size", "no_value"),
        ("size = { value = 2, date = 3 }", "a.size.date", "not_a_date"),
        ("many = 2.5", "a.many", "not_whole"),
        ("row = 3", "a.row", "not_numbers"),
        ("row = []", "a.row", "not_numbers"),
        ("row = { source = 'x' }", "a.row", "no_value"),
        ("row = [1, 'two', 3]", "a.row.2", "not_a_number"),
        ("row = [1, 2, 101]", "a.row.3", "out_of_range"),
        ("names = 'Lomé'", "a.names", "not_texts"),
        ("names = ['Lomé', 3]", "a.names.2", "not_a_text"),
        ("names = ['']", "a.names.1", "not_a_text"),
        ("at = 830", "a.at", "not_a_clock"),
        ("at = '8:30'", "a.at", "not_a_clock"),
        ("at = '24:01'", "a.at", "not_a_clock"),
        ("at = '12:60'", "a.at", "not_a_clock"),
        ("at = '٠٨:30'", "a.at", "not_a_clock"),
        ("at = 07:15:30", "a.at", "not_a_clock"),
        ("skills = 2", "a.skills", "not_levels"),
        ("skills = ['french']", "a.skills", "not_levels"),
        ("skills = { french = 6 }", "a.skills.french", "out_of_range"),
        ("skills = { ewe = 1, french = 0 }", "a.skills.french", "out_of_range"),
        ("skills = { french = 1.5 }", "a.skills.french", "not_whole"),
        ("skills = { french = 'good' }", "a.skills.french", "not_a_number"),
        ("skills = { '' = 1 }", "a.skills.", "not_a_text"),
        ('skills = { "\\u001b[2J" = 1 }', "a.skills.?[2J", "not_a_text"),
        ("mode = 'quick'", "a.mode", "not_a_choice"),
        ("mode = ['slow']", "a.mode", "not_a_choice"),
        ("code = 'tg'", "a.code", "not_a_code"),
        ("inner = 4", "a.inner", "not_a_table"),
        ("inner = { share = 2 }", "a.inner.share", "out_of_range"),
        ("inner = { shares = 1 }", "a.inner.shares", "unknown_key"),
        ("steps = {}", "a.steps", "not_a_list"),
        ("steps = [{}, 4]", "a.steps.2", "not_a_table"),
        ("steps = [{ share = -1 }]", "a.steps.1.share", "out_of_range"),
        ("steps = [{}, {}, {}, {}, {}]", "a.steps", "too_many"),
        ("szie = 2", "a.szie", "unknown_key"),
        ('"\\u001b[2J" = 2', "a.?[2J", "unknown_key"),
    ],
)
def test_a_fault_names_its_cell(said: str, cell: str, code: str) -> None:
    values, faults = read(said)
    assert faults == {cell: code}
    assert values["size"] == (2 if "value = 2, date" in said else Decimal("1.5")), "the default stands in for it"


def test_a_fault_shows_the_part_that_is_wrong_and_what_may_stand_there() -> None:
    reader = Reader()
    reader.group(Outer, "a", {"row": [1, 2, 1000], "skills": {"french": 9}})
    row, skills = reader.faults
    assert (row.given, row["least"], row["most"]) == ("1000", "0", "100")
    assert (skills.given, skills["least"], skills["most"]) == ("9", "1", "5")


def test_a_name_that_means_nothing_may_have_been_meant_otherwise() -> None:
    reader = Reader()
    reader.group(Outer, "a", {"inner": {"shaer": 1}, "xyz": 1})
    assert [(one.cell, one["near"]) for one in reader.faults] == [("a.xyz", ""), ("a.inner.shaer", "a.inner.share")]


@pytest.mark.parametrize("many", [MOST_NUMBERS, MOST_NUMBERS + 1])
def test_lists_have_an_end(many: int) -> None:
    for name, value in (
        ("row", [1] * many),
        ("names", ["x"] * many),
        ("skills", {str(n): 1 for n in range(many)}),
    ):
        reader = Reader()
        values = reader.group(Outer, "a", {name: value})
        assert len(values[name]) == (many if many == MOST_NUMBERS else 0)
        assert len(reader.faults) == (many > MOST_NUMBERS)


@dataclass(frozen=True)
class Entry:
    """One of a list."""

    number: int = 0
    name: str = text("", "Its name", needed=True)
    skills: tuple[tuple[str, int], ...] = levels("Levels", 5)


@dataclass(frozen=True)
class Listed:
    """A table with a list that cannot do without something."""

    entries: tuple[Entry, ...] = tables(Entry, "Entries", 3)


def test_entries_know_their_place() -> None:
    values, faults = read("entries = [{ name = 'x' }, { name = 'y', skills = { a = 1 } }]", Listed)
    assert (values["entries"], faults) == ((Entry(1, "x"), Entry(2, "y", (("a", 1),))), {})


def test_an_entry_without_what_it_needs_is_left_out_and_keeps_its_number() -> None:
    values, faults = read("entries = [{}, { name = 'y' }, { name = 3 }]", Listed)
    assert values["entries"] == (Entry(2, "y"),)
    assert faults == {"a.entries.1.name": "missing", "a.entries.3.name": "not_a_text"}


@pytest.mark.parametrize(("said", "minutes"), [("00:00", 0), ("08:30", 510), ("24:00", 1440)])
def test_a_time_of_day_in_minutes(said: str, minutes: int) -> None:
    assert is_clock(said)
    assert clock_minutes(said) == minutes


@pytest.mark.parametrize("said", ["", "8:30", "24:01", "08:60", "08:30 ", "08:30\n", "-1:00", None, 8, time(8)])
def test_what_is_no_time_of_day(said: object) -> None:
    assert not is_clock(said)
