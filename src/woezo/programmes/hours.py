"""When programmes are open: their periods, the calendar of their country, and the days decided by hand on top."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from holidays import country_holidays, list_supported_countries

from woezo.programmes.models import Holiday, OpeningPeriod, Programme
from woezo.timekit import Period, is_open, local_date, next_change_ms

Opening = tuple[bool, int | None]
"""(open now, when that changes next in milliseconds since 1970, None if not within a year)."""


def opening_state(now_ms: int) -> dict[int, Opening]:
    """{programme id: (open, next change)} of all programmes, in three queries."""
    periods: dict[int, list[Period]] = {}
    for row in OpeningPeriod.objects.all():
        periods.setdefault(row.programme_id, []).append(Period(row.weekday, row.opens, row.closes))
    by_hand: dict[int, list[Holiday]] = {}
    for day in Holiday.objects.filter(programme__isnull=False):
        if day.programme_id is not None:
            by_hand.setdefault(day.programme_id, []).append(day)
    return {
        programme.pk: _opening(programme, periods.get(programme.pk, []), by_hand.get(programme.pk, []), now_ms)
        for programme in Programme.objects.order_by("pk")
    }


def opening_of(programme_id: int, now_ms: int) -> Opening:
    """Whether one programme is open, and until when or from when on."""
    programme = Programme.objects.get(pk=programme_id)
    periods = [Period(row.weekday, row.opens, row.closes) for row in programme.opening_periods.all()]
    return _opening(programme, periods, programme.holidays.all(), now_ms)


def _opening(programme: Programme, periods: list[Period], by_hand: Iterable[Holiday], now_ms: int) -> Opening:
    """A programme whose hours nobody has entered is open: it must not turn customers away by an omission."""
    if not periods:
        return True, None
    closed = closed_dates(programme.holiday_country, local_date(programme.zone, now_ms).year, by_hand)
    is_now = is_open(periods, closed, programme.zone, now_ms)
    return is_now, next_change_ms(periods, closed, programme.zone, now_ms)


def closed_dates(country: str, year: int, by_hand: Iterable[Holiday]) -> set[date]:
    """Dates closed around a year: the public holidays of the country, then what was decided by hand."""
    closed = set(public_holidays(country, year))
    for day in by_hand:
        if day.closed:
            closed.add(day.date)
        else:
            closed.discard(day.date)
    return closed


@lru_cache(maxsize=64)
def public_holidays(country: str, year: int) -> frozenset[date]:
    """The country's public holidays of the year, the one before and the two after; none for a country unknown."""
    if country not in list_supported_countries():
        return frozenset()
    return frozenset(country_holidays(country, years=range(year - 1, year + 3)))
