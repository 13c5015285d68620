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
from itertools import product
from types import MappingProxyType
from typing import Final

from holidays import country_holidays, list_localized_countries, list_supported_countries

from woezo.parameters.declaring import Confidence
from woezo.workforce.law import countries

MONDAY_TO_FRIDAY: Final = frozenset(range(5))
ONE_DAY: Final = timedelta(days=1)
SAMPLED: Final = range(2019, 2031, 2)  # years whose names stand for those of all

# The library has the first day of the fast in Togo; the country's list of holidays has its end (Aïd el-Fitr) and Tabaski only.
NOT_OFF: Final = frozenset({("TG", "Ramadan"), ("TG", "First Day of Ramadan")})
BETWEEN: Final = "; "  # how the library writes two feasts on one day
# Its marks: of what it has computed, and of a feast on a day of rest that takes another day.
ESTIMATED: Final = re.compile(r" \((?:estimé|estimated)\)|, (?:estimé|estimated)(?=\))")
OBSERVED: Final = re.compile(r" \((?:observé|observed)\)$")
FRENCH, ENGLISH = "fr", "en"
IN_FRENCH, IN_ENGLISH = "observé", "observed"
OF_THE_MOON: Final = re.compile(
    r"\beid\b|ramadan|islamic new year|ashura|arafah|night of power|laylat|magal|mi'raj|mawlid|prophet|sha'ban|wida\b"
    r"|estimated\)",
    re.IGNORECASE,
)
"""In English, the one language that the library has for every country; it does not mark all that it computes (Ivory Coast)."""

NOT_IN_FRENCH: Final = {
    "New Year's Day": "Jour de l'an",
    "Youth Day": "Fête de la jeunesse",
    "Good Friday": "Vendredi saint",
    "Easter Monday": "Lundi de Pâques",
    "Labour Day": "Fête du travail",
    "Ascension Day": "Ascension",
    "Pentecost Monday": "Lundi de Pentecôte",
    "National Day": "Fête nationale",
    "Assumption Day": "Assomption",
    "All Saints' Day": "Toussaint",
    "Christmas Day": "Noël",
    "Public Holiday": "Jour férié",
    "Eid al-Fitr": "Aïd el-Fitr",
    "Eid al-Fitr Holiday": "Congé de l'Aïd el-Fitr",
    "Day of Arafah": "Jour d'Arafat",
    "Eid al-Adha": "Aïd el-Adha",
    "Eid al-Adha Holiday": "Congé de l'Aïd el-Adha",
    "Islamic New Year": "Nouvel an de l'Hégire",
    "Isra' and Mi'raj": "Nuit de l'Ascension du Prophète",
    "Mawlid": "Mouloud",
    "Prophet's Birthday": "Mouloud",
    "Independence Day": "Fête de l'indépendance",
    "Martyrs' Day": "Fête des martyrs",
    "Republic Day": "Fête de la République",
    "Revolution and Youth Day": "Fête de la révolution et de la jeunesse",
    "Women's Day": "Fête de la femme",
    "Evacuation Day": "Fête de l'évacuation",
    "Africa Day": "Journée de l'Afrique",
}
"""The names of countries that the library does not have in French (Cameroon, Tunisia), where sites have French readers."""
BY_HAND: Final = {french: english for english, french in NOT_IN_FRENCH.items()}


def is_known(country: str) -> bool:
    """Whether the holidays of this country (two letters) are known."""
    return country in list_supported_countries()


@lru_cache(maxsize=256)
def public_holidays(country: str, year: int, language: str = FRENCH) -> Mapping[date, str]:
    """{date: name} of a year; none for a country unknown. Names are in the language where there are such, else in English."""
    if not is_known(country):
        return MappingProxyType({})
    spoken = _spoken(country, language)
    found = country_holidays(country, years=year, language=spoken or _spoken(country, ENGLISH))
    named = _as_it_is if spoken or language != FRENCH else _french
    kept = {day: BETWEEN.join(map(named, _off(country, names))) for day, names in sorted(found.items())}
    return MappingProxyType({day: name for day, name in kept.items() if name})


def _spoken(country: str, language: str) -> str | None:
    """The library's code of a language of a country; None where it has no such, or one language only, which is English."""
    codes = [one for one in list_localized_countries().get(country, []) if one.split("_")[0] == language]
    return min(codes, key=len, default=None)


def _as_it_is(name: str) -> str:
    return name.replace("Labor ", "Labour ")  # British here


def _french(name: str) -> str:
    plain = _as_it_is(OBSERVED.sub("", ESTIMATED.sub("", name)))
    marks = [french for french, english in ((IN_FRENCH, IN_ENGLISH), ("estimé", "estimated")) if english in name]
    french = NOT_IN_FRENCH.get(plain, plain)
    return f"{french} ({', '.join(marks)})" if marks else french


def _off(country: str, names: str) -> Iterator[str]:
    """Those of the names of a day on which nobody works."""
    return (one for one in names.split(BETWEEN) if (country, ESTIMATED.sub("", one)) not in NOT_OFF)


@lru_cache(maxsize=256)
def _of_the_moon(country: str, year: int) -> frozenset[date]:
    """Days that the moon decides, told by their English names: what else they are called has many spellings and scripts."""
    if not is_known(country):
        return frozenset()
    standard = "en_US" if list_localized_countries().get(country) else None
    found = country_holidays(country, years=year, language=standard)
    return frozenset(day for day, names in found.items() if OF_THE_MOON.search(names))


@cache
def _in_english(chosen: tuple[str, ...]) -> Mapping[str, str]:
    """The French names of these countries; of what is called differently in two, as in the first."""
    found: dict[str, str] = {}
    for country, year in product(chosen, SAMPLED):
        french, english = (public_holidays(country, year, language) for language in (FRENCH, ENGLISH))
        for day, name in french.items():
            if BETWEEN not in name + english[day]:  # of two feasts each language has its own order
                found.setdefault(_plain(name), _plain(english[day]))
    return found


def _elsewhere() -> tuple[str, ...]:
    """The countries of the library with French names: each takes its time, and a site is rarely there."""
    return tuple(one for one in sorted(list_localized_countries()) if len(one) == 2 and _spoken(one, FRENCH))


def _plain(name: str) -> str:
    return OBSERVED.sub("", ESTIMATED.sub("", name))


def in_english(names: str) -> str:
    """The name of a day off, or the names of two, as the library translates them; a name of the site's own stays."""
    return BETWEEN.join(map(_one_in_english, names.split(BETWEEN)))


def _one_in_english(name: str) -> str:
    plain = _plain(name)
    english = _in_english(countries()).get(plain) or BY_HAND.get(plain) or _in_english(_elsewhere()).get(plain, plain)
    return f"{english} ({IN_ENGLISH})" if OBSERVED.search(name) else english


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
                is_moved = day in _of_the_moon(self.country, day.year)
                by_law = Confidence.UNCERTAIN if is_moved else Confidence.KNOWN
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
