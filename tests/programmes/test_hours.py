"""Opening hours of programmes as rows: periods, the country's calendar, days decided by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.db import IntegrityError
from pytest_django import DjangoAssertNumQueries

from woezo.programmes.hours import public_holidays
from woezo.programmes.models import Client, Holiday, OpeningPeriod, Programme
from woezo.programmes.reads import opening_of, opening_state, special_days_ahead
from woezo.timekit import Period, SpecialDays, is_open, next_change_ms

pytestmark = pytest.mark.django_db


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


@pytest.fixture
def programme() -> Programme:
    client = Client.objects.create(name="Brindelune")
    row = Programme.objects.create(client=client, name="A", slug="a", zone="Europe/Paris", holiday_country="FR")
    OpeningPeriod.objects.bulk_create(
        OpeningPeriod(programme=row, weekday=day, opens=time(8), closes=time(20)) for day in range(5)
    )
    return row


def by_hand(
    programme: Programme,
    day: date,
    opens: time | None = None,
    closes: time | None = None,
    rule: str = "",
    name: str = "Décidé",
) -> Holiday:
    """A day decided by hand: closed, or from one time to another."""
    rule = rule or ("closed" if opens is None else "special")
    return Holiday.objects.create(programme=programme, date=day, rule=rule, opens=opens, closes=closes, name=name)


def test_a_public_holiday_closes(programme: Programme) -> None:
    eve = ms("2026-07-13T18:00")
    assert opening_state(eve) == {programme.pk: (False, ms("2026-07-15T06:00"))}


def test_a_day_decided_by_hand_stands_over_the_calendar(programme: Programme) -> None:
    by_hand(programme, date(2026, 7, 14), rule="usual", name="Vente d’été")
    by_hand(programme, date(2026, 7, 15), name="Inventaire")
    assert opening_of(programme.pk, ms("2026-07-14T10:00")) == (True, ms("2026-07-14T18:00"))
    assert opening_of(programme.pk, ms("2026-07-15T10:00")) == (False, ms("2026-07-16T06:00"))


def test_special_hours_stand_over_the_week_and_the_calendar(programme: Programme) -> None:
    """A public holiday with a morning, a half day on a weekday, a Saturday with a break at noon."""
    by_hand(programme, date(2026, 7, 14), time(9), time(12))
    by_hand(programme, date(2026, 12, 24), time(8), time(16))
    by_hand(programme, date(2026, 12, 19), time(14), time(18))
    by_hand(programme, date(2026, 12, 19), time(9), time(12, 30))
    assert opening_of(programme.pk, ms("2026-07-14T06:30")) == (False, ms("2026-07-14T07:00"))
    assert opening_of(programme.pk, ms("2026-07-14T07:00")) == (True, ms("2026-07-14T10:00"))
    assert opening_of(programme.pk, ms("2026-07-14T10:00")) == (False, ms("2026-07-15T06:00"))
    assert opening_of(programme.pk, ms("2026-12-24T14:00")) == (True, ms("2026-12-24T15:00"))
    assert opening_of(programme.pk, ms("2026-12-24T15:00")) == (False, ms("2026-12-28T07:00"))  # 25 is a holiday
    assert opening_of(programme.pk, ms("2026-12-19T12:00")) == (False, ms("2026-12-19T13:00"))
    assert opening_state(ms("2026-12-19T08:00")) == {programme.pk: opening_of(programme.pk, ms("2026-12-19T08:00"))}


def test_special_hours_hang_on_the_programmes_clock(programme: Programme) -> None:
    """Half past eight in the evening in Paris is still the day before in New York."""
    by_hand(programme, date(2026, 12, 24), time(20), time(23))
    Programme.objects.update(zone="America/New_York", holiday_country="")
    assert opening_of(programme.pk, ms("2026-12-24T19:30")) == (False, ms("2026-12-25T01:00"))
    assert opening_of(programme.pk, ms("2026-12-25T03:59")) == (True, ms("2026-12-25T04:00"))


def test_what_is_decided_for_another_programme_changes_nothing(programme: Programme) -> None:
    other = Programme.objects.create(client=programme.client, name="B", slug="b", zone="Africa/Lome")
    by_hand(other, date(2026, 7, 15), name="Ailleurs")
    assert opening_of(programme.pk, ms("2026-07-15T10:00"))[0]
    assert not opening_of(other.pk, ms("2026-07-15T10:00"))[0]


def test_a_programme_without_hours_is_open_but_for_the_days_that_close(programme: Programme) -> None:
    programme.opening_periods.all().delete()
    assert opening_of(programme.pk, ms("2026-07-12T10:00")) == (True, ms("2026-07-13T22:00"))
    assert opening_of(programme.pk, ms("2026-07-14T10:00")) == (False, ms("2026-07-14T22:00"))
    Programme.objects.update(holiday_country="")
    assert opening_of(programme.pk, ms("2026-07-14T10:00")) == (True, None)


@pytest.mark.parametrize("monday", [None, (0, 0), (8, 8), (8, 0)], ids=["closed", "whole", "shifted", "late"])
@pytest.mark.parametrize("special", [False, True], ids=["as ever", "closed once"])
def test_day_and_night_but_for(programme: Programme, monday: tuple[int, int] | None, special: bool) -> None:
    """What never closes is known without a look through the year, and nothing else is taken for it."""
    programme.opening_periods.all().delete()
    Programme.objects.update(holiday_country="")
    week = [Period(day, time(), time()) for day in range(1, 7)]
    week += [] if monday is None else [Period(0, time(monday[0]), time(monday[1]))]
    for period in week:
        OpeningPeriod.objects.create(
            programme=programme, weekday=period.weekday, opens=period.opens, closes=period.closes
        )
    days: SpecialDays = {}
    if special:
        days = {by_hand(programme, date(2026, 9, 1)).date: []}
    for at in ("2026-07-12T10:00", "2026-07-13T03:00", "2026-07-13T07:00"):
        expected = is_open(week, days, "Europe/Paris", ms(at)), next_change_ms(week, days, "Europe/Paris", ms(at))
        assert opening_of(programme.pk, ms(at)) == expected
    assert (opening_of(programme.pk, ms(at)) == (True, None)) is (monday == (0, 0) and not special)


@pytest.mark.parametrize(
    ("rule", "opens", "closes"),
    [("special", None, None), ("special", time(9), None), ("closed", time(9), time(12)), ("usual", None, time(9))],
)
def test_hours_belong_to_special_days_only(
    programme: Programme, rule: str, opens: time | None, closes: time | None
) -> None:
    with pytest.raises(IntegrityError):
        by_hand(programme, date(2026, 7, 14), opens, closes, rule=rule)


def test_the_days_ahead_are_those_of_the_programmes_own_date(programme: Programme) -> None:
    for day, name in ((13, "Hier"), (14, "Fête"), (15, "Inventaire")):
        by_hand(programme, date(2026, 7, day), name=name)
    by_hand(programme, date(2026, 12, 24), time(8), time(16), name="Loin")
    late = ms("2026-07-13T22:30")  # the 14th in Paris
    assert [day.name for day in special_days_ahead(late)[programme.pk]] == ["Fête", "Inventaire"]
    Programme.objects.update(zone="America/New_York")
    assert [day.name for day in special_days_ahead(late)[programme.pk]] == ["Hier", "Fête", "Inventaire"]


def test_the_state_of_all_programmes_costs_three_queries(
    programme: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        opening_state(ms("2026-07-14T10:00"))


def test_calendars_of_the_sites_countries_and_of_none() -> None:
    assert date(2026, 4, 27) in public_holidays("TG", 2026)
    assert date(2026, 5, 20) in public_holidays("CM", 2026)
    assert date(2026, 8, 1) in public_holidays("BJ", 2026)
    assert date(2026, 7, 14) in public_holidays("FR", 2026)
    assert public_holidays("", 2026) == frozenset()
