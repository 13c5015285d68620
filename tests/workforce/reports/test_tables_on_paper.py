"""The tables of a report, row by row on paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.workforce.tiny import TINY, costed, rows, tiny
from woezo.workforce.reports.report import Report, build, compared
from woezo.workforce.reports.sheets import of_reading

D = Decimal


def report_of(**changes: Any) -> Report:
    """The tiny plan worked out."""
    return build(tiny(**changes), plans=1)


def source(name: str, share: str, **stages: Any) -> dict[str, Any]:
    """One entry of [[source]] whose other stages everybody passes."""
    every = dict.fromkeys(("reached_ratio", "test_ratio", "interview_ratio", "accepted_ratio", "shows_up_ratio"), 1)
    return {"name": name, "share_ratio": D(share), "applicant_cost": 1000} | every | stages


@pytest.fixture(scope="module")
def years() -> dict[tuple[str, int], dict[str, Any]]:
    """Up to 15 May 2021. Four of the twenty fail on 13 July; five more begin on 1 February, certified on 1 March."""
    held = [*TINY["class"], {"start": date(2021, 2, 1), "size": 5}]
    held[1] = held[1] | {"pass_ratio": D("0.8")}
    table = rows(of_reading(costed(tiny(site__ends=date(2021, 5, 15), **{"class": held})), {})["years"])
    return {(row["kind"], row["year"]): row for row in table}


def test_calendar_years_come_before_years_of_activity(years: dict[tuple[str, int], dict[str, Any]]) -> None:
    """Year 0 is what comes before the opening; first and last are cut to the plan."""
    assert {key: (row["first"], row["last"]) for key, row in years.items()} == {
        ("calendar_year", 2020): (date(2020, 1, 29), date(2020, 12, 31)),
        ("calendar_year", 2021): (date(2021, 1, 1), date(2021, 5, 15)),
        ("activity_year", 0): (date(2020, 1, 29), date(2020, 3, 31)),
        ("activity_year", 1): (date(2020, 4, 1), date(2021, 3, 31)),
        ("activity_year", 2): (date(2021, 4, 1), date(2021, 5, 15)),
    }


@pytest.mark.parametrize(
    ("kind", "year", "starts", "leavers", "on_payroll", "effective"),
    [
        ("calendar_year", 2020, 30, 4, 26, 26),
        ("calendar_year", 2021, 5, 0, 31, 31),
        ("activity_year", 0, 10, 0, 10, 5),  # certified two days before, half the work
        ("activity_year", 1, 25, 4, 31, 28.5),  # the five of March do half
        ("activity_year", 2, 0, 0, 31, 31),
    ],
)
def test_who_came_left_and_is_there(
    years: dict[tuple[str, int], dict[str, Any]],
    kind: str,
    year: str,
    starts: float,
    leavers: float,
    on_payroll: float,
    effective: float,
) -> None:
    row = years[kind, year]
    found = [row[name] for name in ("starts", "leavers", "on_payroll", "effective")]
    assert found == pytest.approx([starts, leavers, on_payroll, effective])


def test_cost_and_hours_of_a_year(years: dict[tuple[str, int], dict[str, Any]]) -> None:
    """Before the opening: January 131,084, February 2,297,985, March 24,540,115, no hour. Year 2: 20 working days of April
    2021 and 9 of May (13th: Ascension and Eid), 6.48 h, 31 agents.
    """
    before, last = years["activity_year", 0], years["activity_year", 2]
    assert (before["cost"], before["productive_hours"]) == (131_084 + 2_297_985 + 24_540_115, 0)
    assert last["productive_hours"] == pytest.approx(29 * 6.48 * 31)
    calendar = [row["cost"] for (kind, _), row in years.items() if kind == "calendar_year"]
    assert sum(calendar) == sum(row["cost"] for (kind, _), row in years.items() if kind == "activity_year")


def test_a_year_in_euro_is_unknown_without_a_rate() -> None:
    tables = of_reading(costed(tiny(site__currency="MAD")), {})
    assert {row["cost_eur"] for row in rows(tables["years"])} == {None}
    assert {row["total_eur"] for row in rows(tables["costs"])} == {None}


def test_the_funnel_stage_by_stage() -> None:
    """Yields 0.2 and 0.6, 0.3 on average (0.75 x 0.2 + 0.25 x 0.6): ten and a fifth more need 40 applicants, twenty 80."""
    sources = [
        source("ANPE", "0.75", reached_ratio=D("0.5"), test_ratio=D("0.8"), interview_ratio=D("0.5")),
        source("Cooptation", "0.25", test_ratio=D("0.6")),
        source("Presse", "0"),
    ]
    table = of_reading(costed(tiny(source=sources, sourcing__margin_ratio=D("0.2"))), {})["funnel"]
    assert [row[0] for row in table.rows] == ["ANPE", "Cooptation", "Presse"]
    assert [row[1:] for row in table.rows] == [
        (90, 45, 36, 18, 18, 18),
        (30, 30, 18, 18, 18, 18),
        (0, 0, 0, 0, 0, 0),
    ]


def test_classes_from_the_announcement_to_the_end() -> None:
    first, second = rows(of_reading(costed(TINY), {})["classes"])
    assert list(first.values()) == [1, date(2020, 2, 3), date(2020, 3, 2), 10, 11, 10, 1, date(2020, 3, 30), 10, 10]
    assert list(second.values()) == [2, date(2020, 5, 18), date(2020, 6, 15), 20, 20, 20, 1, date(2020, 7, 13), 20, 20]


def test_the_costs_of_a_month_by_item() -> None:
    """August; the row below all months says that it is the total, and its totals are theirs."""
    table = rows(of_reading(costed(TINY), {})["costs"])
    august = table[7]
    assert august["month"] == date(2020, 8, 1)
    assert (august["agent_pay"], august["support_pay"], august["seats"]) == (3_600_000, 2_380_000, 1_800_000)
    assert (august["fit_out"], august["set_up"], august["trainee_pay"]) == (0, 0, 0)
    assert august["total"] == 5_980_000 + 498_333 + 1_619_583 + 1_800_000 + 3_000_000
    assert table[-1]["month"] == "total"
    assert table[-1]["fit_out"] == 38_000_000


def test_the_learning_curve_and_its_handling_times() -> None:
    """360 s are 720 s at half the work and 300 s at 1.2; who does nothing has no handling time."""
    entry = {"name": "A", "handling_s": 360}
    report = report_of(learning__efficiency_ratios=[0, D("0.5"), D("0.75"), 1, D("1.2")], programme=[entry])
    table = report.tables["learning_curve"]
    assert [one.name for one in table.columns] == ["month_since_certification", "efficiency", "handling_s:A"]
    assert table.rows == ((1, 0, None), (2, D("0.5"), 720), (3, D("0.75"), 480), (4, 1, 360), (5, D("1.2"), 300))


def test_parameters_say_where_they_are_from() -> None:
    """Stated with its source, stated bare, the law of Togo in 2020, a default."""
    given = {"value": 130_000, "source": "Grille de 2020", "date": date(2020, 1, 6), "confidence": "known"}
    pay = {"agent_month": given, "trainee_month": 60_000}
    table = {row["key"]: row for row in rows(report_of(pay=pay).tables["parameters"])}
    agent = table["pay.agent_month"]
    assert list(agent.values())[1:] == [130_000, "Grille de 2020", date(2020, 1, 6), "known"]
    assert list(table["pay.trainee_month"].values())[1:] == [60_000, "", None, "stated"]
    charges = table["pay.employer_charges_ratio"]
    assert (charges["value"], charges["date"], charges["confidence"]) == (Decimal("0.175"), date(2016, 1, 1), "seen")
    assert (table["pay.start_cost"]["source"], table["pay.start_cost"]["confidence"]) == ("Woezo's default", "assumed")
    rate = table["site.per_euro"]  # not said: the law of the franc stands in
    assert (rate["value"], rate["date"], rate["confidence"]) == (Decimal("655.957"), date(1999, 1, 1), "known")


def test_an_entry_keeps_its_number_when_one_before_it_cannot_be_read() -> None:
    """The cell that a fault names and the key of a parameter are the same place in the plan."""
    nameless = {"applicant_cost": 1}
    report = report_of(source=[nameless, source("Presse", "1")])
    table = {row["key"]: row["value"] for row in rows(report.tables["parameters"])}
    assert "source.1.applicant_cost" not in table
    assert (table["source.2.name"], table["source.2.applicant_cost"]) == ("Presse", 1000)
    assert [one.cell for one in report.faults if one.code == "missing"] == ["source.1.name"]


def test_two_plans_and_their_difference() -> None:
    """The second begins with fifteen instead of twenty in June."""
    fewer = report_of(**{"class": [TINY["class"][0], TINY["class"][1] | {"size": 15}]})
    table = compared(("Kara", report_of()), ("Kara, moins", fewer))
    assert table is not None
    first, second, apart = rows(table)
    assert [row["plan"] for row in (first, second, apart)] == ["plan:Kara", "plan:Kara, moins", "difference"]
    assert [row["places"] for row in (first, second, apart)] == [30, 25, -5]
    assert [row["on_payroll"] for row in (first, second, apart)] == [30, 25, -5]
    assert (first["cost"], apart["cost"]) == (110_458_701, second["cost"] - 110_458_701)
    assert apart["productive_hour"] == second["productive_hour"] - first["productive_hour"]


def test_no_difference_from_what_is_not_known() -> None:
    """Nobody is productive without classes: the hour has no price, and a difference from it none either."""
    table = compared(("Kara", report_of()), ("vide", report_of(**{"class": []})))
    assert table is not None
    _, second, apart = rows(table)
    assert (second["productive_hour"], apart["productive_hour"], apart["productive_hour_eur"]) == (None, None, None)
    assert apart["places"] == -30


def test_plans_in_two_currencies_are_compared_in_euro() -> None:
    """Both francs have the same rate; an amount of one is never set against one of the other."""
    table = compared(("Kara", report_of()), ("Douala", report_of(site__currency="XAF")))
    assert table is not None
    assert "cost" not in {one.name for one in table.columns}
    assert rows(table)[2]["cost_eur"] == 0
