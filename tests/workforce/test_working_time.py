"""Working days and holidays of a site, counted by hand where a calendar of paper can be laid beside them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from holidays import country_holidays, list_supported_countries
from hypothesis import given
from hypothesis import strategies as st

from woezo.parameters.declaring import Confidence
from woezo.programmes.hours import public_holidays as around
from woezo.workforce.law import legal
from woezo.workforce.working_time import MONDAY_TO_FRIDAY, Calendar, DayOff, in_english, is_known, public_holidays

TOGO = Calendar("TG")
JANUARY, DECEMBER = date(2020, 1, 1), date(2020, 12, 31)
YEARS = range(2019, 2031)
COUNTRIES = ("FR", "TG", "BJ", "CM", "CI", "SN")

# Fixed feasts, those that hang on Easter (12 April 2020), and those of the moon.
TOGO_2020 = {
    (1, 1): "Jour de l'an",
    (4, 13): "Lundi de Pâques",
    (4, 27): "Fête de l'indépendance",
    (5, 1): "Fête du travail",
    (5, 21): "Fête de l'Ascension",
    (5, 24): "l'Aïd El-Fitr",
    (6, 1): "Lundi de Pentecôte",
    (6, 21): "Fête des Martyrs",
    (7, 31): "Tabaski",
    (8, 15): "Assomption",
    (11, 1): "Toussaint",
    (12, 25): "Noël",
}


def in_library(country: str, first: int, last: int) -> set[date]:
    """The holidays of some years as the library has them, less the one that it has too many."""
    found = country_holidays(country, years=range(first, last + 1), language="en_US").items()
    return {day for day, name in found if country != "TG" or not name.startswith("First Day of Ramadan")}


def test_the_holidays_of_togo_in_2020() -> None:
    """13 January is a working day since 2014. The first day of the fast (24 April) is in the library, not in Togo's list."""
    assert dict(public_holidays("TG", 2020)) == {date(2020, *day): name for day, name in TOGO_2020.items()}
    assert TOGO.holiday(date(2020, 1, 13)) is None
    assert TOGO.works(date(2020, 4, 24))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nobody_has_the_beginning_of_the_fast_off_in_togo(language: str) -> None:
    """In no year, though its end and Tabaski are days off; on 1 November 2035 All Saints' Day stays."""
    for year in range(2015, 2050):
        names = public_holidays("TG", year, language)
        assert not [one for one in names.values() if "ramadan" in one.lower()]
        assert len([one for one in names.values() if "Fitr" in one]) in (
            1,
            2,
        )  # twice where the year of the moon begins
    assert public_holidays("TG", 2035, language)[date(2035, 11, 1)] in ("Toussaint", "All Saints' Day")


def doubtful(country: str, year: int) -> set[date]:
    found = Calendar(country).days_off(date(year, 1, 1), date(year, 12, 31))
    return {one.day for one in found if one.confidence is Confidence.UNCERTAIN}


def test_what_the_moon_decides_is_to_be_confirmed() -> None:
    """In the year for which the library knows the days as in the years that it estimates."""
    assert doubtful("TG", 2020) == {date(2020, 5, 24), date(2020, 7, 31)}
    assert doubtful("TG", 2026) == {date(2026, 3, 20), date(2026, 5, 27)}
    assert doubtful("BJ", 2026) == {date(2026, 3, 20), date(2026, 5, 27), date(2026, 8, 25)}
    assert {date(2026, 3, 20), date(2026, 5, 27), date(2026, 8, 25)} <= doubtful("CM", 2026)
    assert not doubtful("FR", 2026)


@pytest.mark.parametrize(
    ("country", "days"),  # all that the library dates by the moon, in whatever language it names them
    [
        ("TN", {(3, 9), (3, 10), (3, 11), (5, 15), (5, 16), (5, 17), (5, 18), (6, 6), (8, 14)}),
        ("MA", {(3, 9), (3, 10), (5, 16), (5, 17), (6, 6), (8, 14), (8, 15)}),
        ("SN", {(3, 9), (5, 16), (5, 17), (6, 15), (7, 22), (8, 14)}),
        ("CI", {(3, 6), (3, 9), (5, 16), (5, 17), (8, 14)}),
        ("NE", {(3, 6), (3, 9), (5, 16), (5, 17), (6, 6), (6, 7), (8, 14)}),
        ("BF", {(3, 9), (5, 16), (8, 14)}),
        ("CM", {(3, 9), (5, 16), (5, 17), (8, 14)}),
    ],
)
def test_a_feast_of_the_moon_is_one_in_every_country(country: str, days: set[tuple[int, int]]) -> None:
    assert doubtful(country, 2027) == {date(2027, *day) for day in days}
    site = Calendar(country)
    names = [one.name for one in site.days_off(date(2027, 1, 1), date(2027, 12, 31))]
    assert not [name for name in names if "estim" in name or "تقديري" in name]  # said by the mark


def test_what_is_added_by_hand_on_a_day_of_the_moon_is_the_sites_word() -> None:
    eid = date(2027, 3, 9)
    (found,) = Calendar("TN", added={eid: "Aïd"}).days_off(eid, eid)
    assert found.confidence is Confidence.STATED


def test_the_days_off_of_a_site() -> None:
    """What was added by hand is stated, what is worked is none; on a Sunday nobody would have worked."""
    site = Calendar("TG", added={date(2020, 5, 22): "Pont"}, removed=frozenset({date(2020, 5, 1)}))
    assert list(site.days_off(date(2020, 5, 1), date(2020, 6, 1))) == [
        DayOff(date(2020, 5, 21), "Fête de l'Ascension", Confidence.KNOWN, True),
        DayOff(date(2020, 5, 22), "Pont", Confidence.STATED, True),
        DayOff(date(2020, 5, 24), "l'Aïd El-Fitr", Confidence.UNCERTAIN, False),
        DayOff(date(2020, 6, 1), "Lundi de Pentecôte", Confidence.KNOWN, True),
    ]
    names = [one.name for one in TOGO.days_off(date(2026, 1, 1), date(2026, 12, 31))]
    assert "Tabaski" in names  # "(estimé)" is said by the mark


@pytest.mark.parametrize("country", ["TG", "BJ", "FR"])
def test_every_day_off_has_an_english_name(country: str) -> None:
    for year in YEARS:
        english = public_holidays(country, year, "en")
        for one in Calendar(country).days_off(date(year, 1, 1), date(year, 12, 31)):
            assert in_english(one.name) == english[one.day].replace(" (estimated)", "")
    assert in_english("Pont") == "Pont"


def test_names_come_in_the_language_asked_for_where_there_are_any() -> None:
    day = date(2026, 5, 1)
    names = {
        (country, language): public_holidays(country, 2026, language)[day]
        for country in COUNTRIES
        for language in ("fr", "en")
    }
    assert {names[one, "fr"].lower() for one in ("FR", "TG", "BJ", "SN")} == {"fête du travail"}
    assert names["TG", "en"] == names["FR", "en"] == "Labour Day"
    assert (names["CM", "fr"], names["CM", "en"]) == ("Fête du travail", "Labour Day")


@pytest.mark.parametrize("country", ["CM", "TN", "MR"])
def test_sites_whose_library_has_no_french_have_french_names(country: str) -> None:
    """Every name, with the marks of the library; and English ones for an English reader."""
    for year in YEARS:
        french, english = public_holidays(country, year, "fr"), public_holidays(country, year, "en")
        for day, name in french.items():
            assert not set(name.split("; ")) & set(english[day].split("; ")), name
            assert ("observé" in name, "estimé" in name) == ("observed" in english[day], "estimated" in english[day])
    assert public_holidays("CM", 2027)[date(2027, 5, 17)] == "Aïd el-Adha (observé, estimé)"


def test_names_are_never_in_another_language() -> None:
    """French, else English, whatever the country writes in."""
    for country in sorted(list_supported_countries(include_aliases=False)):
        for language in ("fr", "en"):
            for name in public_holidays(country, 2027, language).values():
                assert all(ord(letter) < 0x250 or letter in "’ʿʻ–" for letter in name), (country, language, name)
    assert public_holidays("GR", 2027, "fr")[date(2027, 3, 25)] == "Fête de l'indépendance"


@pytest.mark.parametrize("country", ["CI", "SN", "MA", "DZ", "NE", "BF", "ML", "GN", "CM", "TN", "EG"])
def test_an_english_reader_of_a_french_table_has_english_names(country: str) -> None:
    """Also of two feasts on one day, which each language puts in its own order."""
    french = {name for year in YEARS for name in public_holidays(country, year, "fr").values()}
    english = {name for year in YEARS for name in public_holidays(country, year, "en").values()}
    words = {word for name in english for word in name.replace(";", "").split()}
    assert in_english("Jour de l'an") == "New Year's Day"
    kept = {one for names in french for one in names.split("; ") if in_english(one) == one}
    # Ivory Coast has some only beside another feast, or in one year.
    kept -= {one for one in kept if one.startswith(("Lendemain", "Victoire"))}
    assert all(set(one.split()) <= words for one in kept), kept


def test_a_country_unknown_has_no_holidays() -> None:
    assert not is_known("ZZ")
    assert not is_known("")
    assert not public_holidays("ZZ", 2020)
    assert Calendar("ZZ").works(date(2020, 5, 1))


@pytest.mark.parametrize(
    ("month", "days"),  # weekdays, less the holidays that fall on one
    [(1, 23 - 1), (2, 20), (3, 22), (4, 22 - 2), (5, 21 - 2), (6, 22 - 1), (7, 23 - 1), (8, 21), (9, 22), (12, 23 - 1)],
)
def test_the_months_of_2020_in_lome(month: int, days: int) -> None:
    first = date(2020, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    assert TOGO.working_days(first, last) == days
    assert TOGO.hours(first, last, Decimal(40)) == days * 8


def test_a_year_is_its_weekdays_less_eight_holidays() -> None:
    assert TOGO.working_days(JANUARY, DECEMBER) == 262 - 8  # Eid, the Martyrs, Assumption and All Saints at a week-end


def test_hours_follow_the_law_and_the_week_of_the_site() -> None:
    france = legal("FR", "weekly_hours", JANUARY)
    assert france is not None
    assert Calendar("FR").hours(date(2020, 2, 1), date(2020, 2, 29), france.value) == 20 * 7
    six = Calendar("TG", weekdays=frozenset(range(6)))
    assert six.working_days(date(2020, 2, 1), date(2020, 2, 29)) == 25
    assert six.hours(date(2020, 2, 3), date(2020, 2, 8), Decimal(40)) == 40


def test_the_calendar_is_of_the_site_and_not_of_the_client() -> None:
    bastille = date(2026, 7, 14)
    assert not Calendar("FR").works(bastille)
    assert TOGO.works(bastille)


def test_a_plan_adds_and_removes_days() -> None:
    decreed, worked = date(2021, 5, 3), date(2020, 7, 31)
    site = Calendar("TG", added={decreed: "Journée de repos"}, removed=frozenset({worked}))
    assert (TOGO.works(decreed), site.works(decreed), site.holiday(decreed)) == (True, False, "Journée de repos")
    assert (TOGO.works(worked), site.works(worked), site.holiday(worked)) == (False, True, None)
    both = Calendar("TG", added={worked: "Décidé"}, removed=frozenset({worked}))
    assert both.holiday(worked) == "Décidé"


def test_a_holiday_on_a_day_of_rest_keeps_its_name() -> None:
    sunday = date(2020, 6, 21)
    assert TOGO.holiday(sunday) == "Fête des Martyrs"
    assert TOGO.holiday(date(2020, 6, 28)) is None
    assert not TOGO.works(date(2020, 6, 28))


@pytest.mark.parametrize("weekdays", [frozenset[int](), frozenset({7}), frozenset({-1, 2})])
def test_a_week_has_working_days(weekdays: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="working week"):
        Calendar("TG", weekdays=weekdays)


def test_stepping_over_easter() -> None:
    thursday, tuesday = date(2020, 4, 9), date(2020, 4, 14)
    assert TOGO.next_working_day(thursday) == date(2020, 4, 10)  # Good Friday is none in Togo
    assert TOGO.next_working_day(date(2020, 4, 10)) == tuesday
    assert TOGO.on_or_after(date(2020, 4, 13)) == tuesday
    assert TOGO.on_or_before(date(2020, 4, 13)) == date(2020, 4, 10)
    assert Calendar("CM").on_or_before(date(2020, 4, 13)) == date(2020, 4, 13)  # not a holiday in Cameroon
    assert TOGO.last_of(thursday, 3) == tuesday
    assert TOGO.last_of(date(2020, 4, 11), 1) == tuesday


SOME_DAY = st.dates(date(2019, 1, 1), date(2030, 12, 31))
WEEKS = st.frozensets(st.integers(0, 6), min_size=1)


@given(st.sampled_from(COUNTRIES), SOME_DAY, st.integers(0, 400), WEEKS)
def test_working_days_are_weekdays_less_holidays(
    country: str, first: date, length: int, weekdays: frozenset[int]
) -> None:
    last = first + timedelta(days=length)
    inside = {first + timedelta(days=offset) for offset in range(length + 1)}
    expected = {day for day in inside if day.weekday() in weekdays} - in_library(country, first.year, last.year)
    assert set(Calendar(country, weekdays).days(first, last)) == expected


@given(SOME_DAY, st.integers(1, 60))
def test_work_ends_when_its_days_are_worked(first: date, days: int) -> None:
    last = TOGO.last_of(first, days)
    assert TOGO.works(last)
    assert TOGO.working_days(first, last) == days


@pytest.mark.parametrize("country", COUNTRIES)
def test_programmes_close_on_the_same_days(country: str) -> None:
    for year in YEARS:
        assert around(country, year) == in_library(country, year - 1, year + 2)


def test_the_usual_week_is_of_five_days() -> None:
    assert {date(2020, 2, 3) + timedelta(days=day) for day in MONDAY_TO_FRIDAY} == set(
        TOGO.days(date(2020, 2, 1), date(2020, 2, 9))
    )
