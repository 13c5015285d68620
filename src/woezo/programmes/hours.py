"""When programmes are open: their periods, the calendar of their country, and the days decided by hand on top."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from functools import lru_cache

from woezo.programmes.models import Holiday, OpeningPeriod, Programme
from woezo.timekit import Hours, Period, SpecialDays, is_open, local_date, next_change_ms
from woezo.workforce import working_time

ONE_DAY = timedelta(days=1)
AHEAD = timedelta(days=60)
ALWAYS = [Period(weekday, time(), time()) for weekday in range(7)]

Opening = tuple[bool, int | None]
"""(open now, when that changes next in milliseconds since 1970, None if not within a year)."""


def opening_state(now_ms: int) -> dict[int, Opening]:
    """{programme id: (open, next change)} of all programmes, in three queries."""
    periods: dict[int, list[Period]] = {}
    for row in OpeningPeriod.objects.all():
        periods.setdefault(row.programme_id, []).append(Period(row.weekday, row.opens, row.closes))
    by_hand: dict[int, list[Holiday]] = {}
    for day in Holiday.objects.all():
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


def special_days_ahead(now_ms: int) -> dict[int, list[Holiday]]:
    """{programme id: what was decided by hand for today and the next weeks, in order}, in one query."""
    ahead: dict[int, list[Holiday]] = {}
    today = local_date("UTC", now_ms)
    rows = Holiday.objects.filter(date__gte=today - ONE_DAY, date__lte=today + AHEAD).select_related("programme")
    for row in rows:
        if row.date >= local_date(row.programme.zone, now_ms):
            ahead.setdefault(row.programme_id, []).append(row)
    return ahead


def _opening(programme: Programme, periods: list[Period], by_hand: Iterable[Holiday], now_ms: int) -> Opening:
    """A programme whose hours nobody has entered is open: it must not turn customers away by an omission."""
    special = special_days(programme.holiday_country, local_date(programme.zone, now_ms).year, by_hand)
    week = periods or ALWAYS
    if not special and _never_closes(week):
        return True, None  # else looked for through a whole year, for each programme that is always open
    is_now = is_open(week, special, programme.zone, now_ms)
    return is_now, next_change_ms(week, special, programme.zone, now_ms)


def _never_closes(week: list[Period]) -> bool:
    return len({period.weekday for period in week if period.opens == period.closes == time()}) == len(ALWAYS)


def special_days(country: str, year: int, by_hand: Iterable[Holiday]) -> SpecialDays:
    """Days that are not as their weekday, around a year: the country's public holidays, then what was decided by hand."""
    days: dict[date, list[Hours]] = {day: [] for day in public_holidays(country, year)}
    for row in by_hand:
        if row.rule == Holiday.Rule.USUAL:
            days.pop(row.date, None)
        elif row.opens is None or row.closes is None:
            days[row.date] = []
        else:
            days.setdefault(row.date, []).append((row.opens, row.closes))
    return days


@lru_cache(maxsize=64)
def public_holidays(country: str, year: int) -> frozenset[date]:
    """The country's public holidays of the year, the one before and the two after; none for a country unknown."""
    years = range(year - 1, year + 3)
    return frozenset(day for each in years for day in working_time.public_holidays(country, each))
