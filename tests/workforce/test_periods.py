"""Calendar years, years of activity, months: against the days counted one by one."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woezo.workforce.periods import (
    DAY,
    Period,
    activity_year,
    activity_years,
    add_months,
    calendar_year,
    calendar_years,
    months,
)

days = st.dates(date(1990, 1, 1), date(2150, 12, 31))
OPENING = date(2020, 4, 1)


def test_the_first_year_of_activity_is_no_calendar_year() -> None:
    """Opening in April 2020: "in 2020" and "in the first year" end three months apart, the third year in March 2023."""
    assert calendar_year(2020) == Period(date(2020, 1, 1), date(2020, 12, 31))
    assert activity_year(OPENING, 1) == Period(OPENING, date(2021, 3, 31))
    assert activity_year(OPENING, 3).last == date(2023, 3, 31)


def test_the_last_year_is_cut_to_the_plan() -> None:
    found = list(activity_years(OPENING, date(2021, 11, 10)))
    assert [(one.first, one.last) for one in found] == [
        (date(2020, 4, 1), date(2021, 3, 31)),
        (date(2021, 4, 1), date(2021, 11, 10)),
    ]
    assert [(one.first, one.last) for one in calendar_years(date(2019, 10, 1), date(2021, 11, 10))] == [
        (date(2019, 10, 1), date(2019, 12, 31)),
        (date(2020, 1, 1), date(2020, 12, 31)),
        (date(2021, 1, 1), date(2021, 11, 10)),
    ]
    assert not list(activity_years(OPENING, OPENING - DAY))


@pytest.mark.parametrize(
    ("day", "later", "expected"),
    [
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 3, 31), -1, date(2020, 2, 29)),
        (date(2020, 12, 15), 1, date(2021, 1, 15)),
        (date(2020, 1, 15), -1, date(2019, 12, 15)),
        (date(2020, 4, 1), 36, date(2023, 4, 1)),
    ],
)
def test_months_later(day: date, later: int, expected: date) -> None:
    assert add_months(day, later) == expected


@given(days, st.integers(-600, 600))
def test_months_later_is_the_same_day_or_the_last_of_its_month(day: date, later: int) -> None:
    found = add_months(day, later)
    assert (found.year - day.year) * 12 + found.month - day.month == later
    assert found.day == min(day.day, monthrange(found.year, found.month)[1])


@given(days, st.integers(0, 4_000))
def test_months_follow_each_other_without_a_gap(first: date, length: int) -> None:
    """Whole calendar months, from the one of the first day to the one of the last."""
    last = first + timedelta(days=length)
    found = list(months(first, last))
    assert found[0].first <= first <= found[0].last
    assert found[-1].first <= last <= found[-1].last
    for one, following in pairwise(found):
        assert one.last + DAY == following.first
    for one in found:
        assert one.first.day == 1
        assert one.days == monthrange(one.first.year, one.first.month)[1]


@given(days, st.integers(0, 4_000))
def test_years_cover_every_day_once(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    for found in (list(calendar_years(first, last)), list(activity_years(first, last))):
        assert found[0].first == first
        assert found[-1].last == last
        assert sum(one.days for one in found) == length + 1
        assert all(one.days <= 366 for one in found)
