"""Offsets from the opening: read, printed, laid on the calendar of Lomé around 1 April 2020."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woezo.workforce.opening.offsets import MOST, Offset
from woezo.workforce.working_time import Calendar

OPENING = date(2020, 4, 1)
TOGO = Calendar("TG")
UNITS = st.sampled_from("mwd")
OFFSETS = UNITS.flatmap(lambda unit: st.builds(Offset, st.integers(-MOST[unit], MOST[unit]), st.just(unit)))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("T-6 m", Offset(-6, "m")),
        ("T-6 mois", Offset(-6, "m")),
        ("T\u22126 m", Offset(-6, "m")),  # the sign of typesetters
        ("T - 6 sem.", Offset(-6, "w")),
        ("T-6w", Offset(-6, "w")),
        ("T-6 s", Offset(-6, "w")),
        ("T+1 m", Offset(1, "m")),
        ("t+10 j", Offset(10, "d")),
        ("T-1 day", Offset(-1, "d")),
        ("T", Offset()),
        ("T-0", Offset()),
        ("T+0 m", Offset()),
        (" T ", Offset()),
    ],
)
def test_planners_of_both_languages_write_them(written: str, read: Offset) -> None:
    assert Offset.parse(written) == read


@pytest.mark.parametrize(
    "written", ["", "6 m", "T-6", "T-6 y", "T--6 m", "T-1.5 m", "T-121 m", "T-m", "T-6 m d", "T-٦ m\n"]
)
def test_what_cannot_be_read_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        Offset.parse(written)


@given(OFFSETS)
def test_what_is_printed_is_read_again(offset: Offset) -> None:
    again = Offset.parse(str(offset))
    assert again == offset or (offset.count == 0 and again == Offset())


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("T-6 m", date(2019, 10, 1)),
        ("T-5 m", date(2019, 10, 31)),  # Friday 1 November is All Saints
        ("T-4 m", date(2019, 11, 29)),  # 1 December is a Sunday
        ("T-3 m", date(2019, 12, 31)),  # 1 January
        ("T-6 w", date(2020, 2, 19)),
        ("T", OPENING),
        ("T+1 m", date(2020, 5, 4)),  # Friday 1 May, then the week-end
        ("T+12 d", date(2020, 4, 14)),  # Easter Monday
        ("T+3 m", date(2020, 7, 1)),
    ],
)
def test_dates_around_the_opening_of_lome(written: str, day: date) -> None:
    assert Offset.parse(written).working_date(OPENING, TOGO) == day


@pytest.mark.parametrize(
    ("opening", "written", "day"),
    [
        (date(2021, 3, 31), "T-1 m", date(2021, 2, 28)),
        (date(2020, 3, 31), "T-1 m", date(2020, 2, 29)),
        (date(2020, 1, 31), "T+1 m", date(2020, 2, 29)),
        (date(2020, 8, 31), "T-2 m", date(2020, 6, 30)),
        (date(2020, 1, 15), "T-13 m", date(2018, 12, 15)),
    ],
)
def test_months_keep_the_day_or_take_the_last(opening: date, written: str, day: date) -> None:
    assert Offset.parse(written).plain_date(opening) == day


@given(st.dates(date(2019, 1, 1), date(2030, 1, 1)), OFFSETS)
def test_nothing_gains_time_by_a_feast(opening: date, offset: Offset) -> None:
    plain, day = offset.plain_date(opening), offset.working_date(opening, TOGO)
    assert TOGO.works(day)
    first, last = sorted((plain, day))
    assert (day <= plain) if offset.count < 0 else (day >= plain)
    assert TOGO.working_days(first, last) == 1  # none was skipped
    assert last - first <= timedelta(days=5)


@given(st.dates(date(2019, 1, 1), date(2030, 12, 31)), st.integers(-400, 1200), st.integers(-400, 400))
def test_an_offset_between_two_days_leads_from_one_to_the_other(opening: date, days: int, later: int) -> None:
    day = opening + timedelta(days=days)
    found = Offset.between(opening, day)
    assert found.plain_date(opening) == day
    assert found.moved(opening, later).plain_date(opening) == day + timedelta(days=later)
    assert Offset.between(date(2027, 6, 1), date(2027, 12, 1)) == Offset(6, "m")
