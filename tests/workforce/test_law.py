"""The dated tables: which row holds when, and figures that can be worked out in another way."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest

from woezo.parameters.declaring import Confidence
from woezo.workforce.law import RULES, TABLE, countries, legal

HIRING = date(2019, 10, 1)  # six months before the opening of April 2020
CENT = Decimal("0.01")


def value(country: str, rule: str, on: date) -> Decimal:
    row = legal(country, rule, on)
    assert row is not None
    return row.value


def test_every_rule_holds_when_the_site_of_2020_begins_to_hire() -> None:
    assert countries() == ("BJ", "CM", "FR", "TG")
    assert all(legal(country, rule, HIRING) for country in countries() for rule in RULES)


def test_a_row_holds_from_its_day_to_the_day_before_the_next() -> None:
    eve, day = date(2022, 12, 31), date(2023, 1, 1)
    assert (value("TG", "minimum_wage_month", eve), value("TG", "minimum_wage_month", day)) == (35_000, 52_500)
    assert value("TG", "minimum_wage_month", date(2099, 1, 1)) == 52_500
    first = min(row.valid_from for row in TABLE if (row.country, row.rule) == ("TG", "minimum_wage_month"))
    assert legal("TG", "minimum_wage_month", first) is not None
    assert legal("TG", "minimum_wage_month", first - timedelta(days=1)) is None


@pytest.mark.parametrize(("country", "rule"), [("GH", "weekly_hours"), ("", "weekly_hours"), ("TG", "daily_hours")])
def test_what_is_not_in_the_table_is_not_made_up(country: str, rule: str) -> None:
    assert legal(country, rule, HIRING) is None


def test_no_rule_has_two_rows_of_one_day() -> None:
    assert len({(row.country, row.rule, row.valid_from) for row in TABLE}) == len(TABLE)
    assert {row.rule for row in TABLE} == set(RULES)


def test_every_row_says_where_it_is_from_and_how_far_it_goes() -> None:
    assert all(row.source and row.confidence is not Confidence.STATED for row in TABLE)


def test_charges_are_the_sum_of_their_branches() -> None:
    togo = Decimal(3) + 2 + Decimal("12.5")  # family, occupational risks, pension
    assert value("TG", "employer_charges_ratio", date(2020, 4, 1)) == togo / 100
    assert value("TG", "employer_charges_ratio", date(2023, 12, 31)) == togo / 100
    assert value("TG", "employer_charges_ratio", date(2024, 1, 1)) == (togo + 5) / 100  # health
    benin = Decimal("6.4") + 9 + 4 + 4  # pension, family, risks, tax on wages
    assert value("BJ", "employer_charges_ratio", HIRING) == benin / 100
    cameroon = Decimal(7) + Decimal("4.2") + Decimal("1.75") + Decimal("1.5") + 1
    assert value("CM", "employer_charges_ratio", HIRING) == cameroon / 100


def test_weeks_of_leave_are_working_days_of_a_week_of_six() -> None:
    days_a_month = {"FR": Decimal("2.5"), "TG": Decimal("2.5"), "BJ": Decimal(2), "CM": Decimal("1.5")}
    for country, days in days_a_month.items():
        assert value(country, "leave_weeks", HIRING) == days * 12 / 6


@pytest.mark.parametrize(
    ("since", "hourly"),
    [
        (date(2019, 1, 1), "10.03"),
        (date(2020, 1, 1), "10.15"),
        (date(2021, 1, 1), "10.25"),
        (date(2021, 10, 1), "10.48"),
        (date(2022, 1, 1), "10.57"),
        (date(2022, 5, 1), "10.85"),
        (date(2022, 8, 1), "11.07"),
        (date(2023, 1, 1), "11.27"),
        (date(2023, 5, 1), "11.52"),
        (date(2024, 1, 1), "11.65"),
        (date(2024, 11, 1), "11.88"),
        (date(2026, 1, 1), "12.02"),
    ],
)
def test_the_french_minimum_wage_is_the_hourly_one_by_35_hours_of_52_weeks(since: date, hourly: str) -> None:
    month = (Decimal(hourly) * 35 * 52 / 12).quantize(CENT, rounding=ROUND_HALF_UP)
    row = legal("FR", "minimum_wage_month", since)
    assert row is not None
    assert (row.valid_from, row.value) == (since, month)


def test_what_changes_is_followed() -> None:
    """A plan follows charges by the month and checks the minimum wage of each day; hours and leave it takes once.

    Who adds a row by which these change makes the plan follow them, or say that it does not.
    """
    taken_once = {(one.country, one.rule, one.value) for one in TABLE if one.rule in ("weekly_hours", "leave_weeks")}
    assert len(taken_once) == len({(country, rule) for country, rule, _ in taken_once})


def test_the_togolese_minimum_wage_is_the_hourly_one_by_40_hours_of_52_weeks() -> None:
    hours = Decimal(40) * 52 / 12
    assert abs(value("TG", "minimum_wage_month", date(2023, 1, 1)) - hours * Decimal("302.89")) < 2
