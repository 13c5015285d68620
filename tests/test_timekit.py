"""Opening hours in Paris, where the clock moves, and in Lomé, where it does not."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woezo.timekit import Hours, Period, instant_ms, is_open, local_date, next_change_ms

PARIS, LOME = "Europe/Paris", "Africa/Lome"
WEEKDAYS = [Period(day, time(8), time(20)) for day in range(5)]
ALWAYS = [Period(day, time(0), time(0)) for day in range(7)]
NIGHT = [Period(5, time(22), time(6))]  # Saturday night: both changes of the clock fall on Sunday at 1:00 UTC


def ms(text: str) -> int:
    """An instant written in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("zone", "at", "expected"),
    [
        (PARIS, "2026-11-23T06:59:59.999", False),  # Monday, winter: UTC+1
        (PARIS, "2026-11-23T07:00", True),
        (PARIS, "2026-11-23T18:59:59.999", True),
        (PARIS, "2026-11-23T19:00", False),
        (PARIS, "2026-07-20T06:00", True),  # summer: UTC+2
        (LOME, "2026-07-20T07:59", False),
        (LOME, "2026-07-20T08:00", True),
        (PARIS, "2026-11-22T12:00", False),  # Sunday
    ],
)
def test_a_week_of_office_hours(zone: str, at: str, expected: bool) -> None:
    assert is_open(WEEKDAYS, {}, zone, ms(at)) is expected


def test_the_next_change_skips_a_weekend_and_a_holiday() -> None:
    friday = ms("2026-11-20T12:00")
    assert next_change_ms(WEEKDAYS, {}, PARIS, friday) == ms("2026-11-20T19:00")
    assert next_change_ms(WEEKDAYS, {}, PARIS, ms("2026-11-20T19:00")) == ms("2026-11-23T07:00")
    closed = {date(2026, 11, 23): []}
    assert next_change_ms(WEEKDAYS, closed, PARIS, ms("2026-11-20T19:00")) == ms("2026-11-24T07:00")
    assert not is_open(WEEKDAYS, closed, PARIS, ms("2026-11-23T12:00"))


def test_day_and_night_never_changes_but_for_a_closed_date() -> None:
    now = ms("2026-11-23T12:00")
    assert is_open(ALWAYS, {}, PARIS, now)
    assert next_change_ms(ALWAYS, {}, PARIS, now) is None
    christmas = {date(2026, 12, 25): []}
    assert next_change_ms(ALWAYS, christmas, PARIS, now) == ms("2026-12-24T23:00")
    assert next_change_ms(ALWAYS, christmas, PARIS, ms("2026-12-25T10:00")) == ms("2026-12-25T23:00")


def test_no_period_is_never_open() -> None:
    assert not is_open([], {}, PARIS, ms("2026-11-23T12:00"))
    assert next_change_ms([], {}, PARIS, ms("2026-11-23T12:00")) is None


def test_a_night_is_an_hour_longer_in_october_and_shorter_in_march() -> None:
    begins, ends = ms("2026-10-24T20:00"), ms("2026-10-25T05:00")
    assert next_change_ms(NIGHT, {}, PARIS, begins) == ends
    assert ends - begins == 9 * 3_600_000
    begins, ends = ms("2026-03-28T21:00"), ms("2026-03-29T04:00")
    assert next_change_ms(NIGHT, {}, PARIS, begins) == ends
    assert ends - begins == 7 * 3_600_000
    assert next_change_ms(NIGHT, {}, LOME, ms("2026-10-24T22:00")) == ms("2026-10-25T06:00")


def test_a_night_that_began_before_a_closed_date_runs_to_its_end() -> None:
    closed = {date(2026, 10, 25): []}
    assert is_open(NIGHT, closed, PARIS, ms("2026-10-25T03:00"))


def test_an_hour_that_the_clock_shows_twice_is_open_both_times() -> None:
    period = [Period(6, time(2), time(2, 45))]
    assert is_open(period, {}, PARIS, ms("2026-10-25T00:10"))
    assert is_open(period, {}, PARIS, ms("2026-10-25T01:40"))
    assert not is_open(period, {}, PARIS, ms("2026-10-25T01:45"))


def test_an_hour_that_the_clock_skips_still_opens_once() -> None:
    period = [Period(6, time(2, 15), time(2, 45))]
    opens = instant_ms(PARIS, date(2026, 3, 29), time(2, 15))
    assert opens == ms("2026-03-29T01:15")
    assert is_open(period, {}, PARIS, opens)
    assert not is_open(period, {}, PARIS, ms("2026-03-29T01:45"))


def test_special_hours_stand_instead_of_the_days() -> None:
    """Christmas Eve until noon, the Sunday before Christmas with a break, both on the clock of the place."""
    special = {
        date(2026, 12, 24): [(time(9), time(12))],
        date(2026, 12, 20): [(time(14), time(17)), (time(9), time(12, 30))],
    }
    saturday = ms("2026-12-19T12:00")
    changes = [saturday]
    for _ in range(7):
        change = next_change_ms(WEEKDAYS, special, PARIS, changes[-1])
        assert change is not None
        changes.append(change)
    assert changes[1:5] == [ms(f"2026-12-20T{at}") for at in ("08:00", "11:30", "13:00", "16:00")]
    assert changes[5:] == [ms("2026-12-21T07:00"), ms("2026-12-21T19:00"), ms("2026-12-22T07:00")]
    assert not is_open(WEEKDAYS, special, PARIS, ms("2026-12-24T07:59"))
    assert is_open(WEEKDAYS, special, PARIS, ms("2026-12-24T08:00"))
    assert next_change_ms(WEEKDAYS, special, PARIS, ms("2026-12-24T10:00")) == ms("2026-12-24T11:00")
    assert next_change_ms(WEEKDAYS, special, PARIS, ms("2026-12-24T11:00")) == ms("2026-12-25T07:00")
    assert is_open(WEEKDAYS, special, LOME, ms("2026-12-24T11:30"))


def test_special_hours_may_run_past_midnight_and_meet_the_next_day() -> None:
    special = {date(2026, 12, 31): [(time(22), time(4))]}
    assert next_change_ms(ALWAYS, special, PARIS, ms("2026-12-31T20:00")) == ms("2026-12-31T21:00")
    assert next_change_ms(ALWAYS, special, PARIS, ms("2026-12-31T22:00")) is None  # into the day after, which is open
    assert next_change_ms(WEEKDAYS, special, PARIS, ms("2027-01-01T00:00")) == ms("2027-01-01T03:00")


def test_a_night_before_special_hours_runs_to_its_end() -> None:
    special = {date(2026, 10, 25): [(time(9), time(12))]}
    assert next_change_ms(NIGHT, special, PARIS, ms("2026-10-24T20:00")) == ms("2026-10-25T05:00")
    assert next_change_ms(NIGHT, special, PARIS, ms("2026-10-25T05:00")) == ms("2026-10-25T08:00")


def test_special_hours_on_the_days_when_the_clock_moves() -> None:
    night = {date(2026, 10, 25): [(time(0), time(6))], date(2026, 3, 29): [(time(0), time(6))]}
    assert next_change_ms([], night, PARIS, ms("2026-10-24T22:00")) == ms("2026-10-25T05:00")  # seven hours
    assert next_change_ms([], night, PARIS, ms("2026-03-28T23:00")) == ms("2026-03-29T04:00")  # five
    assert next_change_ms([], night, LOME, ms("2026-10-25T00:00")) == ms("2026-10-25T06:00")


QUARTERS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
PERIODS = st.lists(st.builds(Period, st.integers(0, 6), QUARTERS, QUARTERS), max_size=8)
SPECIAL = st.dictionaries(
    st.integers(0, 60).map(lambda days: date(2026, 3, 1) + timedelta(days=days)),
    st.lists(st.tuples(QUARTERS, QUARTERS), max_size=3),
    max_size=6,
)


@given(
    PERIODS,
    SPECIAL,
    st.sampled_from([PARIS, LOME, "Africa/Casablanca", "America/New_York"]),
    st.integers(0, 60 * 24 * 4).map(lambda quarter: ms("2026-03-01T00:00") + quarter * 900_000),
)
def test_the_next_change_is_the_first_one(
    periods: list[Period], special: dict[date, list[Hours]], zone: str, at_ms: int
) -> None:
    now = is_open(periods, special, zone, at_ms)
    change = next_change_ms(periods, special, zone, at_ms, days=90)
    if change is None:
        change = at_ms + 20 * 86_400_000
    else:
        assert is_open(periods, special, zone, change) is not now
        assert is_open(periods, special, zone, change - 1) is now
    step = max(900_000, (change - at_ms) // 40 // 900_000 * 900_000)
    assert all(is_open(periods, special, zone, moment) is now for moment in range(at_ms, change, step))


def test_the_local_date_is_that_of_the_zone() -> None:
    assert local_date(PARIS, ms("2026-11-22T23:30")) == date(2026, 11, 23)
    assert local_date(LOME, ms("2026-11-22T23:30")) == date(2026, 11, 22)
