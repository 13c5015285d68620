"""The days on which a site works: the week of its country, less public holidays, with what was decided by hand on top.

The calendar is the site's, never the client's: 14 July brings no French calls and is a working day in Lomé. The library
computes the feasts of Islam, which the moon may move by a day, and knows no bridge day that a government decrees: a plan adds
and removes dates of its own. Whoever relies on a day off sees how sure it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from holidays import country_holidays, list_localized_countries, list_supported_countries

from woezo.parameters.declaring import Confidence
from woezo.workforce.law import countries

MONDAY_TO_FRIDAY: Final = frozenset(range(5))
ONE_DAY: Final = timedelta(days=1)

# The library has the first day of the fast in Togo; the country's list of holidays has its end (Aïd el-Fitr) and Tabaski only.
NOT_OFF: Final = frozenset({("TG", "Ramadan"), ("TG", "First Day of Ramadan")})
BETWEEN: Final = "; "  # how the library writes two feasts on one day
ESTIMATED: Final = re.compile(r" \((?:estimé|estimated)\)")  # how it marks what it has computed
OF_THE_MOON: Final = re.compile(r"\b(a[iï]d|eid|tabaski|korit[eé]|ramadan|ma[wo]u?l[io]u?d|prophet)", re.IGNORECASE)


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
    kept = {
        day: _off(country, name).replace("Labor ", "Labour ") for day, name in sorted(found.items())
    }  # British here
    return MappingProxyType({day: name for day, name in kept.items() if name})


def _off(country: str, names: str) -> str:
    """Those of the names of a day on which nobody works."""
    return BETWEEN.join(one for one in names.split(BETWEEN) if (country, ESTIMATED.sub("", one)) not in NOT_OFF)


@cache
def _in_english() -> Mapping[str, str]:
    """The French names of the library, of the countries whose law is here."""
    found: dict[str, str] = {}
    for country in countries():
        french, english = (public_holidays(country, 2019, language) for language in ("fr", "en"))
        for day in french:
            found |= zip(french[day].split(BETWEEN), english[day].split(BETWEEN), strict=False)
    return {ESTIMATED.sub("", one): ESTIMATED.sub("", other) for one, other in found.items()}


def in_english(names: str) -> str:
    """The name of a day off, or the names of two, as the library translates them; a name of the site's own stays."""
    return BETWEEN.join(_in_english().get(one, one) for one in names.split(BETWEEN))


@dataclass(frozen=True)
class DayOff:
    """A holiday, be it on a day of rest. Uncertain: a feast that the moon decides, whatever was computed for it."""

    day: date
    name: str
    confidence: Confidence
    is_lost: bool  # it takes a working day


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

    def days_off(self, first: date, last: date) -> Iterator[DayOff]:
        """The holidays from the first to the last day, both included."""
        for offset in range((last - first).days + 1):
            day = first + offset * ONE_DAY
            if (name := self.holiday(day)) is not None:
                by_law = Confidence.UNCERTAIN if OF_THE_MOON.search(name) else Confidence.KNOWN
                confidence = Confidence.STATED if day in self.added else by_law
                yield DayOff(day, ESTIMATED.sub("", name), confidence, day.weekday() in self.weekdays)

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
