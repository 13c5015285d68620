"""The plan of Lomé as the command and the page get it."""

from __future__ import annotations

import pickle
import tomllib
from datetime import date
from decimal import Decimal
from importlib import resources
from typing import Any

import pytest

from woezo.workforce.reports.report import build, cases, compared, on_day


@pytest.fixture(scope="module")
def lome() -> dict[str, Any]:
    """The preset."""
    text = (resources.files("woezo.planning") / "presets" / "lome.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def test_the_two_readings_of_the_promise_differ_as_they_should(lome: dict[str, Any]) -> None:
    """500 young nationals who start leave about 300; 500 who are there take about 910 recruits. No fault, and the chance
    that was asked for: of all recruits 0.98 are nationals, 0.95 young.
    """
    report = build(lome, plans=50, seed=1)
    assert not report.faults
    starts, there = report.readings
    assert (starts.name, there.name) == ("starts", "on_payroll")
    assert 500 <= report.counting(starts.end.recruited) < 515
    assert 285 < report.counting(starts.end.on_payroll) < 315
    assert 500 < report.counting(there.end.on_payroll) < 520
    assert 890 < there.end.recruited < 940
    assert report.counting(1000) == 931
    assert there.total > 1.4 * starts.total
    assert all(one.chance >= 0.8 for one in starts.chances if one.metric == "starts")
    assert all(one.chance >= 0.8 for one in there.chances if one.metric == "on_payroll")


def test_a_report_carries_no_object_of_numpy(lome: dict[str, Any]) -> None:
    """It goes to a process that must not load it."""
    report = build(lome, plans=20)
    assert b"numpy" not in pickle.dumps((report, cases(report, "starts")))


def test_two_plans_compared(lome: dict[str, Any]) -> None:
    """Each reading of both, and the second less the first; another currency leaves euro amounts only."""
    first = build(lome, plans=1)
    dearer = build({**lome, "pay": {"agent_month": 150_000}}, plans=1)
    table = compared(("Lomé", first), ("Lomé, 150 000", dearer))
    assert table is not None
    assert [row[:2] for row in table.rows[:3]] == [
        ("starts", "plan:Lomé"),
        ("starts", "plan:Lomé, 150 000"),
        ("starts", "difference"),
    ]
    cost = [column.name for column in table.columns].index("cost")
    assert table.rows[2][cost] == dearer.readings[0].total - first.readings[0].total > 0
    other = build({**lome, "site": {**lome["site"], "currency": "XAF"}}, plans=1)
    table = compared(("Lomé", first), ("Douala", other))
    assert table is not None
    assert {column.unit for column in table.columns} == {"code", "count", "people", "EUR", "EUR/h"}


def test_the_people_on_any_day(lome: dict[str, Any]) -> None:
    """Of each reading; on a month's last day they are those of the curve, before the first class nobody."""
    report = build(lome, plans=100, seed=3)
    table = on_day(report, date(2021, 6, 30))
    assert table is not None
    for reading in report.readings:
        june = next(row for row in reading.tables["curve"].rows if row[0] == date(2021, 6, 1))
        found = {row[1]: row[2:] for row in table.rows if row[0] == reading.name}
        assert [found[count][0] for count in ("recruited", "on_payroll", "certified", "effective")] == list(june[1:5])
        assert found["on_payroll"][1:] == june[8:11]
    for before in (date(2019, 1, 1), date(2005, 6, 1), date(1800, 1, 1), date.min):
        none = on_day(report, before)
        assert none is not None
        assert {cell for row in none.rows for cell in row[2:]} == {0.0}
    assert on_day(report, date.max) is not None


def test_handling_time_falls_with_tenure(lome: dict[str, Any]) -> None:
    """A newer agent takes as much longer as he does less: 318 s are 600 s in the first month at 53 %."""
    rows = build(lome, plans=1).tables["learning_curve"].rows
    assert [row[0] for row in rows] == list(range(1, 11))
    assert rows[0][2] == 600
    assert rows[-1][2] == 318


def test_the_headline_is_of_the_promises_day(lome: dict[str, Any]) -> None:
    """A plan that runs on after its promise is measured on the promise's day, and says that nobody is hired after it."""
    longer = {**lome, "site": {**lome["site"], "ends": date(2026, 12, 31)}}
    report = build(longer, plans=1)
    there = report.readings[1]
    assert there.due == date(2023, 3, 31)
    assert there.end.on_payroll < 500 < there.promised.on_payroll
    assert [one.code for one in report.faults] == ["no_more_classes"]
    assert report.faults[0]["last"] == str(there.classes[-1].start)


def test_a_promise_that_is_left_out_is_why_nobody_is_hired_any_more(lome: dict[str, Any]) -> None:
    """That is said of the promise, and not once more of the plan's end."""
    first, second = lome["promise"]
    for wrong in ({"target": "many"}, {"activity_years": 0, "to": date(2019, 1, 1)}):
        report = build({**lome, "promise": [first, {**second, **wrong}]}, plans=1)
        assert {one.cell for one in report.faults} == {f"promise.2.{list(wrong)[-1]}"}


def test_where_nobody_comes_no_room_would_help(lome: dict[str, Any]) -> None:
    report = build({**lome, "source": [{"name": "ANPE", "reached_ratio": 0}]}, plans=1)
    assert [one.code for one in report.faults] == ["nobody_comes"]


def test_what_is_in_force_is_the_plans_own(lome: dict[str, Any]) -> None:
    """Its own classes where it has some, else the reading that its largest promise names."""
    assert build(lome, plans=1).in_force.name == "starts"
    net = [{**one, "metric": "on_payroll"} for one in lome["promise"]]
    assert build({**lome, "promise": net}, plans=1).in_force.name == "on_payroll"
    own = {**lome, "class": [{"start": date(2020, 3, 2), "size": 20}, {"start": date(2020, 6, 8), "size": 20}]}
    with_classes = build(own, plans=1)
    assert with_classes.in_force.name == "given"
    table = compared(("preset", build(lome, plans=1)), ("own", with_classes))
    assert table is not None
    assert [row[:3] for row in table.rows[:2]] == [("in_force", "plan:preset", 551), ("in_force", "plan:own", 40)]


def test_defaults_in_francs_are_said_in_another_currency(lome: dict[str, Any]) -> None:
    """Amounts that a plan leaves out are those of West Africa: 95,000 for a seat is no euro."""
    paris = {**lome, "site": {**lome["site"], "country": "FR", "currency": "EUR"}}
    found = {one.code: one for one in build(paris, plans=1).faults}
    assert "training.trainer_month_pay" in found["default_in_francs"]["keys"]
    assert "pay.agent_month" not in found["default_in_francs"]["keys"]  # the plan says it


def charged(document: dict[str, Any], month: date) -> Decimal:
    """The rate of the employer's charges of a month."""
    reading = build(document, plans=1).readings[0]
    names = [column.name for column in reading.tables["lines"].columns]
    found = [dict(zip(names, row, strict=True)) for row in reading.tables["lines"].rows]
    return next(
        Decimal(str(row["price"])) for row in found if (row["month"], row["item"]) == (month, "employer_charges")
    )


def test_the_law_changes_while_a_plan_runs(lome: dict[str, Any]) -> None:
    """Togo's employers pay 17.5 % until the health insurance of 2024, then 22.5 %; what a plan says itself stays."""
    later = {**lome, "site": {**lome["site"], "opening": date(2023, 9, 1), "ends": date(2026, 8, 31)}}
    later["calendar"] = {**lome["calendar"], "first": date(2023, 7, 31)}
    later["promise"] = [{"name": "A", "target": 60, "activity_years": 1}]
    later["programme"] = []
    assert charged(later, date(2023, 12, 1)) == Decimal("0.175")
    assert charged(later, date(2024, 1, 1)) == Decimal("0.225")
    stated = {**later, "pay": {**lome["pay"], "employer_charges_ratio": Decimal("0.2")}}
    assert charged(stated, date(2024, 1, 1)) == Decimal("0.2")
    assert not [one for one in build(stated, plans=1).faults if one.code == "law_changes"]  # nobody's law: meant so


def test_the_charges_of_the_opening_written_down_do_not_follow_the_law(lome: dict[str, Any]) -> None:
    """Who copies 17.5 % into a plan that runs into 2024 learns the day and the rate that it does not follow."""
    site = {**lome["site"], "opening": date(2023, 9, 1), "ends": date(2026, 8, 31)}
    copied = {**lome, "site": site, "pay": {**lome["pay"], "employer_charges_ratio": Decimal("0.175")}}
    (found,) = [one for one in build(copied, plans=1).faults if one.code == "law_changes"]
    assert (found.cell, found.given) == ("pay.employer_charges_ratio", "0.175")
    assert (found["since"], found["then"]) == ("2024-01-01", "0.225")
    over = {**copied, "site": {**site, "ends": date(2023, 12, 31)}, "promise": []}
    assert not [one for one in build(over, plans=1).faults if one.code == "law_changes"]


def test_the_parameters_tell_what_the_law_has_later(lome: dict[str, Any]) -> None:
    """Beside the rate of the opening stands that of 2024, by which later months go."""

    def source(ends: date) -> str:
        site = {**lome["site"], "opening": date(2023, 9, 1), "ends": ends}
        rows = build({**lome, "site": site, "promise": []}, plans=1).tables["parameters"].rows
        (row,) = [row for row in rows if row[0] == "pay.employer_charges_ratio"]
        assert row[1] == Decimal("0.175")
        return str(row[2])

    assert source(date(2026, 8, 31)).endswith("; 2024-01-01: 0.225")
    assert "2024-01-01" not in source(date(2023, 12, 31))


def test_a_minimum_wage_that_rises_within_the_plan(lome: dict[str, Any]) -> None:
    """36,000 XOF are above 35,000 at the opening of 2020, and below 52,500 from January 2023 in spite of the raises."""
    found = build({**lome, "pay": {**lome["pay"], "trainee_month": 36_000}}, plans=1).faults
    assert [(one.code, one.cell, one["since"]) for one in found] == [
        ("below_minimum_wage", "pay.trainee_month", "2023-01-01")
    ]


def test_a_start_on_a_holiday_is_named(lome: dict[str, Any]) -> None:
    """Of the site, of a programme, of a class; the plan keeps the first two and moves the class."""
    document = {**lome, "site": {**lome["site"], "opening": date(2020, 4, 27)}}
    document["programme"] = [{"name": "A", "start": date(2020, 5, 1)}]
    document["class"] = [{"start": date(2021, 1, 1), "size": 20}]
    found = {one.cell: (one.code, one["taken"]) for one in build(document, plans=1).faults if "holiday" in one.code}
    assert found == {
        "site.opening": ("opens_on_a_holiday", "2020-04-27"),
        "programme.1.start": ("opens_on_a_holiday", "2020-05-01"),
        "class.1.start": ("starts_on_a_holiday", "2021-01-04"),
    }
