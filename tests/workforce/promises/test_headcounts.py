"""Headcount sheets as people type them, in forms and in files."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woezo.parameters.faults import Fault
from woezo.workforce.promises.headcount_file import HEADINGS, MOST_ROWS, read
from woezo.workforce.promises.headcounts import COLUMNS, MOST, MOST_SHEETS, Row, plain, taken, typed
from woezo.workforce.promises.observed import Observation

DAY = date(2020, 12, 31)
TODAY = date(2021, 6, 1)
CELLS = {"day": "2020-12-31", "recruited": "100", "on_payroll": "80", "certified": "70"}
HEAD = "day,recruited,on_payroll,certified\n"


def codes(faults: list[Fault] | tuple[Fault, ...]) -> list[tuple[str, str]]:
    return [(one.code, one.cell) for one in faults]


def wrong(*rows: Row, known: tuple[Observation, ...] = ()) -> list[tuple[str, str]]:
    return codes(taken({one.day: one for one in known}, rows, TODAY)[1])


# -- cells --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("1161", 1161),
        ("1 161", 1161),
        ("1\N{NO-BREAK SPACE}161", 1161),
        ("1\N{NARROW NO-BREAK SPACE}161", 1161),
        ("1,161", 1161),
        ("1.161", 1161),
        ("1'161", 1161),
        ("25,0", 25),
        ("25.00", 25),
        ("1 161,0", 1161),
        ("007", 7),
        ("-0", 0),
    ],
)
def test_numbers_of_people(text: str, people: int) -> None:
    row = typed(CELLS | {"recruited": text})
    assert row.faults == ()
    assert row.figures["recruited"] == people


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "figure_missing"),
        ("many", "not_people"),
        ("25.5", "not_people"),
        ("25,001,2", "not_people"),
        ("1 16", "not_people"),
        ("1,161.5", "not_people"),
        ("1 000,000", "not_people"),
        ("٣", "not_people"),
        ("1e3", "not_people"),
        ("9" * 40, "not_people"),
        ("-3", "negative"),
        ("\N{MINUS SIGN}3", "negative"),
        (str(MOST + 1), "too_many_people"),
    ],
)
def test_what_is_no_number_of_people(text: str, code: str) -> None:
    assert codes(typed(CELLS | {"recruited": text}).faults) == [(code, "recruited")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-12-31", DAY),
        ("2020-12-31 00:00:00", DAY),
        ("31/12/2020", DAY),
        ("31.12.2020", DAY),
        ("1/2/2020", date(2020, 2, 1)),
        ("2020-02-30", "not_a_day"),
        ("12/31/2020", "not_a_day"),
        ("31/12/20", "not_a_day"),
        ("yesterday", "not_a_day"),
        ("", "day_missing"),
        ("0202-12-31", "day_out_of_range"),
    ],
)
def test_days(text: str, day: date | str) -> None:
    row = typed(CELLS | {"day": text})
    assert (codes(row.faults)[0][0] if row.faults else row.day) == day


def test_what_was_not_counted_is_not_zero() -> None:
    row = typed(CELLS | {"women": "", "youth": "0", "note": "  a \n b "})
    made, faults = taken({}, [row], TODAY)
    assert not faults
    assert made[DAY] == Observation(DAY, 100, 80, 70, youth=0)
    assert row.note == "a b"
    assert codes(typed(CELLS | {"note": "x" * 201}).faults) == [("note_too_long", "note")]


def test_a_hidden_figure_that_comes_back_stays() -> None:
    before = Observation(DAY, 100, 80, 70, nationals=88, women=50)
    for word in (
        "hidden",
        "masqué",
        "Moins de cinq personnes : valeur masquée.",
        "Fewer than five people: value hidden.",
    ):
        row = typed(CELLS | {"nationals": word, "women": ""})
        made, faults = taken({DAY: before}, [row], TODAY)
        assert not faults
        assert made[DAY] == Observation(DAY, 100, 80, 70, nationals=88)
        assert wrong(row) == [("nothing_hidden", "nationals")]


def test_an_answer_never_depends_on_a_figure_that_was_not_typed() -> None:
    """Every hidden figure, every correction of the recruited: the faults are the same."""
    for recruited in range(13):
        row = typed(CELLS | {"recruited": str(recruited), "on_payroll": "0", "certified": "0", "nationals": "hidden"})
        for old in range(13):
            answers = set()
            for number in range(old + 1):
                before = Observation(DAY, old, 0, 0, nationals=number)
                answers.add(tuple(taken({DAY: before}, [row], TODAY)[1]))
            (answer,) = answers
            assert [one.code for one in answer] == (["kept_beside_another"] if recruited != old else [])


# -- sheets ---------------------------------------------------------------------------------------------------------------
def test_what_cannot_be_on_a_sheet() -> None:
    assert wrong(typed(CELLS)) == []
    assert wrong(typed(CELLS | {"on_payroll": "101"})) == [("payroll_above_recruited", "on_payroll")]
    assert wrong(typed(CELLS | {"certified": "81"})) == [("certified_above_payroll", "certified")]
    for name in ("nationals", "women", "youth", "first_jobs"):
        assert wrong(typed(CELLS | {name: "101"})) == [("indicator_above_recruited", name)]
        assert wrong(typed(CELLS | {name: "100"})) == []
    assert wrong(typed(CELLS | {"day": "2021-06-01"})) == []
    assert wrong(typed(CELLS | {"day": "2021-06-02"})) == [("day_in_the_future", "day")]


def test_recruits_never_become_fewer() -> None:
    before, after = Observation(date(2020, 11, 30), 101, 0, 0), Observation(date(2021, 1, 31), 99, 0, 0)
    (falls,) = taken({before.day: before}, [typed(CELLS, 4)], TODAY)[1]
    assert (falls.code, falls.cell, falls.given, falls["other"], falls["line"]) == (
        ("recruited_falls", "recruited", "100", "101", "4")
    )
    assert wrong(typed(CELLS), known=(after,)) == [("recruited_above_later", "recruited")]
    # What stands there already, and is not touched now, is nobody's fault now.
    assert wrong(typed(CELLS | {"day": "2021-02-28", "recruited": "99"}), known=(before, after)) == []
    # The sheet of the day itself gives way.
    assert wrong(typed(CELLS), known=(Observation(DAY, 500, 0, 0),)) == []


def test_a_plan_holds_so_many_sheets() -> None:
    """Who has the most may still correct them."""
    days = [date(2005, 1, 1) + timedelta(days=at) for at in range(MOST_SHEETS)]
    known = {day: Observation(day, 9, 0, 0) for day in days}
    (fault,) = taken(known, [typed(CELLS)], TODAY)[1]
    assert (fault.code, fault.given, fault["most"], fault["line"]) == ("too_many_sheets", "4001", "4000", "0")
    correction = typed({"day": str(days[-1]), "recruited": "9", "on_payroll": "9", "certified": "9"})
    assert taken(known, [correction], TODAY)[1] == []


def test_a_day_stands_in_a_file_once() -> None:
    rows = [typed(CELLS, 2), typed(CELLS | {"day": "31/12/2020"}, 3)]
    (twice,) = taken({}, rows, TODAY)[1]
    assert (twice.code, twice["line"], twice["other"]) == ("day_twice", "3", "2")


# -- files -------------------------------------------------------------------------------------------------------------------
ENGLISH = (
    "Day,Recruited,On the payroll,Certified,Nationals,Women,Youth (18-35),First jobs,Note\n"
    "2020-12-31,100,80,70,98,60,,40,ok\n"
)
FRENCH = (
    "Jour;Recrutés;En poste;Certifiés;Nationaux;Femmes;Jeunes (18-35 ans);Premiers emplois;Note\n"
    "31/12/2020;100;80;70;98;60;;40;ok\n"
)
KEYS = "note\tday\tcertified\ton_payroll\trecruited\tnationals\twomen\tfirst_jobs\nok\t2020-12-31\t70\t80\t100\t98\t60\t40\n"


@pytest.mark.parametrize(
    "text", [ENGLISH, FRENCH, KEYS, FRENCH.replace("\n", "\r\n").upper(), FRENCH.replace("é", "e")]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_files_as_spreadsheets_write_them(text: str, encoding: str) -> None:
    rows, faults = read(text.encode(encoding))
    assert faults == []
    (row,) = rows
    made, faults = taken({}, rows, TODAY)
    assert not faults
    assert made[DAY] == Observation(DAY, 100, 80, 70, 98, 60, None, 40)
    assert (row.note.lower(), row.line) == ("ok", 2)


def test_thousands_and_blank_lines_and_an_empty_column() -> None:
    text = 'day,recruited,on_payroll,certified,\n\n2020-12-31,"1,161","1,000",900,\n,,,,\n'
    rows, faults = read(text.encode())
    assert faults == []
    assert [(row.line, row.figures["recruited"]) for row in rows] == [(3, 1161)]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "column_missing", "1"),
        (HEAD, "no_rows", "0"),
        (HEAD + "2020-12-31,1,161,100,70\n", "too_many_cells", "2"),
        (HEAD.replace("day", "day,day") + "x", "column_twice", "1"),
        (HEAD.replace("certified", "certifed") + "x", "unknown_column", "1"),
        (HEAD.replace(",certified", "") + "2020-12-31,1,1", "column_missing", "1"),
        (HEAD + '2020-12-31,"1,1,1\n', "not_csv", "2"),
        (HEAD + "2020-12-31,1,1,1\n" * (MOST_ROWS + 1), "too_many_rows", "0"),
    ],
)
def test_files_that_cannot_be_read(text: str, code: str, line: str) -> None:
    rows, faults = read(text.encode())
    assert {(one.code, one["line"]) for one in faults} == {(code, line)}
    assert rows == [] or code == "too_many_cells"


def test_a_column_that_is_nearly_right_is_guessed() -> None:
    (fault,) = read((HEAD.replace("certified", "Certifié(e)s") + "x").encode())[1]
    assert (fault.given, fault["near"]) == ("Certifié(e)s", "certified")
    (fault,) = read((HEAD.replace("certified", "turnover") + "x").encode())[1]
    assert fault["near"] == ""


def test_every_line_with_a_fault_is_named() -> None:
    text = HEAD + "2020-10-31,1,1,1\n2020-11-31,x,1,1\n2020-12-31,5,6,-1\n"
    rows, faults = read(text.encode())
    assert faults == []
    found = taken({}, rows, TODAY)[1]
    assert [(one["line"], one.cell) for one in found] == [("3", "day"), ("3", "recruited"), ("4", "certified")]


def test_headings_are_plain_and_name_one_column_each() -> None:
    names = [name for names in HEADINGS.values() for name in names]
    assert set(HEADINGS) == set(COLUMNS)
    assert all(plain(name) == name for name in names)
    assert len(set(names)) == len(names)


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    rows, faults = read(content)
    assert rows or faults


@given(st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=20)))
def test_no_cell_breaks_a_sheet(cells: dict[str, str]) -> None:
    taken({DAY: Observation(DAY, 9, 5, 1, women=3)}, [typed(cells)], TODAY)
