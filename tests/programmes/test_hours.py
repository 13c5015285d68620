"""Opening hours of programmes as rows: periods, the country's calendar, days decided by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from pytest_django import DjangoAssertNumQueries

from woezo.programmes.hours import public_holidays
from woezo.programmes.models import Client, Holiday, OpeningPeriod, Programme
from woezo.programmes.reads import opening_of, opening_state

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


def test_a_public_holiday_closes(programme: Programme) -> None:
    eve = ms("2026-07-13T18:00")
    assert opening_state(eve) == {programme.pk: (False, ms("2026-07-15T06:00"))}


def test_a_day_decided_by_hand_stands_over_the_calendar(programme: Programme) -> None:
    Holiday.objects.create(programme=programme, date=date(2026, 7, 14), closed=False, name="Vente d’été")
    Holiday.objects.create(programme=programme, date=date(2026, 7, 15), closed=True, name="Inventaire")
    assert opening_of(programme.pk, ms("2026-07-14T10:00")) == (True, ms("2026-07-14T18:00"))
    assert opening_of(programme.pk, ms("2026-07-15T10:00")) == (False, ms("2026-07-16T06:00"))


def test_a_holiday_of_a_site_or_another_programme_changes_nothing(programme: Programme) -> None:
    other = Programme.objects.create(client=programme.client, name="B", slug="b", zone="Africa/Lome")
    Holiday.objects.create(programme=other, date=date(2026, 7, 15), name="Ailleurs")
    assert opening_of(programme.pk, ms("2026-07-15T10:00"))[0]


def test_a_programme_without_hours_is_open(programme: Programme) -> None:
    programme.opening_periods.all().delete()
    assert opening_of(programme.pk, ms("2026-07-14T10:00")) == (True, None)


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
