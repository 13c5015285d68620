"""The days on which a site works: the week of its country, less public holidays, with what was decided by hand on top.

The calendar is the site's, never the client's: 14 July brings no French calls and is a working day in Lomé. The library
computes the feasts of Islam, which the moon may move by a day, and knows no bridge day that a government decrees: a plan adds
and removes dates of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from holidays import country_holidays, list_localized_countries, list_supported_countries

MONDAY_TO_FRIDAY: Final = frozenset(range(5))
ONE_DAY: Final = timedelta(days=1)

# The library has the first day of the fast in Togo as a holiday; no source says that nobody works then.
DISPUTED: Final = frozenset({("TG", "Ramadan")})
ESTIMATED: Final = ("(estimé", "estimated")  # how the library marks what it computed, by language


def is_known(country: str) -> bool:
    """Whether the holidays of this country (two letters) are known."""
    return country in list_supported_countries()


@lru_cache(maxsize=256)
def public_holidays(country: str, year: int, language: str = "fr") -> Mapping[date, str]:
    """{date: name} of a year; none for a country unknown. Names come in a language that the library has for the country."""
    if not is_known(country):
        return MappingProxyType({})
    spoken = [one for one in list_localized_countries().get(country, []) if one.split("_")[0] == language]
    found = country_holidays(country, years=year, language=min(spoken, key=len, default=None))
    return MappingProxyType(dict(sorted(found.items())))


def doubtful_holidays(country: str, year: int) -> Mapping[date, str]:
    """The holidays of a year to have confirmed: those that the library estimates, and those that no source bears out."""
    return {
        day: name
        for day, name in public_holidays(country, year).items()
        if (country, name.split(" (")[0]) in DISPUTED or any(mark in name for mark in ESTIMATED)
    }


@dataclass(frozen=True)
class Calendar:
    """The working days of a site. added: {date: name} of days off by decree or by the site's choice; removed: holidays worked.

    Raises ValueError for a week without a working day.
    """

    country: str
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY  # 0 is Monday
    added: Mapping[date, str] = field(default_factory=dict)
    removed: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("the working week has one to seven weekdays, numbered from 0 (Monday) to 6")

    def holiday(self, day: date, language: str = "fr") -> str | None:
        """The name of the holiday on that day, be it on a day of rest; None if there is none."""
        if day in self.added:
            return self.added[day]
        return None if day in self.removed else public_holidays(self.country, day.year, language).get(day)

    def works(self, day: date) -> bool:
        """Whether the site works on that day."""
        return day.weekday() in self.weekdays and self.holiday(day) is None

    def days(self, first: date, last: date) -> Iterator[date]:
        """The working days from the first to the last day, both included."""
        for offset in range((last - first).days + 1):
            day = first + offset * ONE_DAY
            if self.works(day):
                yield day

    def working_days(self, first: date, last: date) -> int:
        """How many working days there are from the first to the last day, both included."""
        return sum(1 for _ in self.days(first, last))

    def on_or_after(self, day: date) -> date:
        """That day, or the next one on which the site works."""
        while not self.works(day):
            day += ONE_DAY
        return day

    def on_or_before(self, day: date) -> date:
        """That day, or the last one before it on which the site works."""
        while not self.works(day):
            day -= ONE_DAY
        return day

    def next_working_day(self, day: date) -> date:
        """The first working day after that day."""
        return self.on_or_after(day + ONE_DAY)

    def last_of(self, first: date, working_days: int) -> date:
        """The day on which work of so many working days (one or more) ends that begins on or after the first."""
        day = self.on_or_after(first)
        for _ in range(working_days - 1):
            day = self.next_working_day(day)
        return day

    def hours(self, first: date, last: date, weekly_hours: Decimal) -> Decimal:
        """Hours of one person at work from the first to the last day, before leave and absence."""
        return self.working_days(first, last) * weekly_hours / len(self.weekdays)
