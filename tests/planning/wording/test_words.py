"""Everything that can be wrong in a plan is said in both languages: what, where, what to do. Figures as people write them."""

from __future__ import annotations

import gettext
import re
import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from woezo.entrypoints.cli import LOCALE
from woezo.parameters.faults import Fault
from woezo.planning.wording.labels import FAULTS, GOES_ON, LABELS, LEFT_OUT, TO_KNOW
from woezo.planning.wording.words import NUMBERS, Words
from woezo.workforce.hiring.plan import GROUPS, LISTS
from woezo.workforce.reports.report import Report, build
from woezo.workforce.tables import Column

ENGLISH = Words(gettext.NullTranslations().gettext, "en_GB")
CATALOGUE = gettext.translation("django", LOCALE, ["fr"])
FRENCH = Words(CATALOGUE.gettext, "fr", plural=CATALOGUE.ngettext)

SITE = """
[site]
name = "Kara"
country = "TG"
currency = "XOF"
opening = 2020-04-01
"""

# What must be wrong in a plan for each of its faults.
PROMISED = '[[promise]]\nname = "A"\ntarget = 9\ncalendar_year = 2020\n'
WRONG = {
    "not_a_table": "training = 4" + SITE,
    "not_a_list": SITE + "[class]\nstart = 2020-04-06",
    "too_many": SITE + "[[holiday]]\nday = 2020-05-04\n" * 401,
    "no_value": SITE + '[training]\nweeks = { source = "the trainer" }',
    "unknown_key": SITE + "[xyz]",
    "unknown_key_near": SITE + "[attrition]\nlater_ration = 0.1",
    "missing": SITE + "[[class]]\nsize = 20",
    "missing_here": SITE.replace('name = "Kara"', ""),
    "missing_site": '[site]\nname = "Kara"',
    "not_a_number_within": SITE + '[seats]\nagents_per_seat = "two"',
    "not_a_share": SITE + '[recruits]\nwomen_ratio = "60 %"',
    "not_a_count": SITE + '[training]\nrooms = "two"',
    "not_an_amount": SITE + '[pay]\nagent_month = "135 000"',
    "not_whole": SITE + "[training]\nweeks = 4.5",
    "out_of_range": SITE + "[seats]\nagents_per_seat = 9",
    "ratio_out_of_range": SITE + "[attrition]\nlater_ratio = 1.2",
    "not_a_list_of_numbers": SITE + "[learning]\nefficiency_ratios = 0.5",
    "not_a_date": SITE + '[calendar]\nfirst = "soon"',
    "date_out_of_range": SITE + "[calendar]\nfirst = 1920-04-01",
    "not_a_flag": SITE + '[[holiday]]\nday = 2020-05-04\nworked = "yes"',
    "not_a_text": SITE + "[[programme]]\nname = 7",
    "not_a_code": SITE + '[[reference]]\nname = "A"\ncurrency = "euro"',
    "not_a_choice": SITE + '[recruits]\nwomen_ratio = { value = 0.5, confidence = "sure" }',
    "law_unknown": SITE.replace("TG", "IS"),
    "country_unknown": SITE.replace("TG", "XX"),
    "plan_too_long": SITE + "ends = 2145-03-31",
    "name_twice": SITE + '[[support]]\nname = "A"\n' * 2,
    "ends_before_it_opens": SITE + "ends = 2020-03-31",
    "ends_before_it_starts": SITE + '[[promise]]\nname = "A"\ntarget = 9\nsince = 2021-01-01\nto = 2020-12-31',
    "promise_without_target": SITE + '[[promise]]\nname = "Many"\ncalendar_year = 2020',
    "promise_without_end": SITE + '[[promise]]\nname = "A"\ntarget = 9',
    "period_twice": SITE + '[[promise]]\nname = "A"\ntarget = 9\nactivity_years = 1\ncalendar_year = 2020',
    "promise_after_the_plan": SITE + '[[promise]]\nname = "A"\ntarget = 9\nactivity_years = 4',
    "day_after_the_plan": SITE,
    "promise_before_the_first_class": SITE + '[[promise]]\nname = "A"\ntarget = 9\ncalendar_year = 2018',
    "promise_on_a_day": SITE
    + '[[promise]]\nname = "A"\ntarget = 9\nmetric = "certified"\nsince = 2020-04-01\nto = 2020-12-31',
    "class_after_the_plan": SITE + "[[class]]\nstart = 2024-01-08",
    "class_too_early": SITE + "[[class]]\nstart = 1990-01-08",
    "too_many_places": SITE
    + "[training]\nclass_size_most = 500\n"
    + "[[class]]\nstart = 2020-04-06\nsize = 500\n" * 41,
    "class_larger_than_room": SITE + "[[class]]\nstart = 2020-04-06\nsize = 26",
    "starts_on_a_holiday": SITE + "[[class]]\nstart = 2020-05-01",
    "starts_on_a_weekend": SITE + "[[class]]\nstart = 2020-05-02",
    "rooms_short": SITE + "[[class]]\nstart = 2020-04-06\n" * 3,
    "trainers_short": SITE + "[training]\ntrainers = 1\n[[class]]\nstart = 2020-04-06\nsize = 25",
    "programme_after_the_plan": SITE + '[[programme]]\nname = "A"\nstart = 2024-01-08',
    "programme_before_the_opening": SITE + '[[programme]]\nname = "A"\nstart = 2020-01-08',
    "currency_without_rate": SITE.replace("XOF", "GHS"),
    "default_in_francs": SITE.replace("XOF", "EUR"),
    "no_more_classes": SITE.replace("2021-03-31", "2029-03-31")
    + '[[promise]]\nname = "A"\ntarget = 5\ncalendar_year = 2020',
    "law_changes": SITE.replace("2020-04-01", "2023-04-03") + "[pay]\nemployer_charges_ratio = 0.175",
    "law_too_old": SITE.replace("2020-04-01", "1991-04-02"),
    "opens_on_a_holiday": SITE.replace("2020-04-01", "2020-04-27"),
    "rate_is_fixed": SITE + "per_euro = 600",
    "nobody_comes": SITE + '[[source]]\nname = "A"\nreached_ratio = 0',
    "no_source": SITE + "[[class]]\nstart = 2020-03-02",
    "no_share": SITE + '[[programme]]\nname = "A"\nshare_ratio = 0',
    "no_productive_hour": SITE + "[presence]\nabsence_ratio = 1",
    "below_minimum_wage": SITE + "[pay]\nagent_month = 20000",
    "renamed_key": SITE + PROMISED + "youth_only = true",
    "ages_reversed": SITE + PROMISED + "age_from = 35\nage_to = 18",
    "ages_without_share": SITE + PROMISED + "age_to = 25",
    "share_without_ages": SITE + PROMISED + "age_band_ratio = 0.5",
    "out_of_reach": SITE + '[[promise]]\nname = "A"\ntarget = 900\ncalendar_year = 2020',
}


OF_SITE_FILES = "not_a_number"
"""Said of a weight or a mark, which have no limits here."""
MANY = {"there": "2", "starts": "2"}


def worked_out(text: str) -> Report:
    return build(tomllib.loads(text, parse_float=Decimal), plans=1)


def test_every_fault_has_an_example() -> None:
    assert {*WRONG, OF_SITE_FILES} == set(FAULTS)


@pytest.mark.parametrize("code", WRONG)
def test_a_fault_is_said_in_both_languages(code: str) -> None:
    """Its cell first, then a sentence of its own with nothing left to fill in, and the same figures in both."""
    report = worked_out(WRONG[code])
    late = report.after_the_end(date(2099, 1, 1), "--on")
    found = [*report.faults, *([late] if late else [])]
    base = OF_SITE_FILES if code in NUMBERS.values() else code
    told = [fault for fault in found if base.startswith(fault.code) or code == "ratio_out_of_range"]
    assert told, found
    english = FAULTS[code]
    begins = {words: words.said(english, MANY).split("{")[0] for words in (ENGLISH, FRENCH)}
    assert begins[ENGLISH] != begins[FRENCH] or not begins[ENGLISH]
    for words, colon in ((ENGLISH, ":"), (FRENCH, "\N{NO-BREAK SPACE}:")):
        said = words.sentence(told[0])
        assert said.startswith(f"{told[0].cell}{colon} {begins[words]}")
        assert not set("{}") & set(said)
        given = told[0].given
        if re.fullmatch(r"\d{4}-\d\d-\d\d", given) and not told[0].code.startswith("not_a_"):
            given = words.cell(date.fromisoformat(given), "date")
        assert given in said or "{given}" not in str(english)


def test_every_note_is_said_in_both_languages() -> None:
    text = SITE.replace("TG", "BJ").replace("XOF", "XAF").replace("2020-04-01", "2020-07-01")
    text += PROMISED + "[presence]\nweekly_hours = 44\n[calendar]\nfirst = 2020-03-02"
    notes = {one.code: one for one in worked_out(text).notes}
    assert notes.keys() == TO_KNOW.keys()
    for code, note in notes.items():
        english, french = ENGLISH.sentence(note), FRENCH.sentence(note)
        assert english.split(": ", 1)[1][:3] != french.split(": ", 1)[1][:3] or code == "hours_beyond_the_law"
        assert not set("{}") & set(english + french)


@pytest.mark.parametrize(
    ("code", "english", "french"),
    [
        (
            "ratio_out_of_range",
            "attrition.later_ratio: 1.2 (that is 120%) is out of range. Write a value from 0 to 1: 0.05 is 5%. "
            "Meanwhile the plan goes on with 0.015.",
            "attrition.later_ratio : 1.2 (soit 120 %) est hors limites. Écrivez une valeur de 0 à 1 : 0.05 vaut 5 %. "
            "En attendant, le plan retient 0.015.",
        ),
        (
            "not_a_flag",
            "holiday.1.worked: “yes” is neither true nor false. Write true or false. "
            "Meanwhile the plan goes on with false.",
            "holiday.1.worked : « yes » n’est ni vrai ni faux. Écrivez true ou false. "
            "En attendant, le plan retient false.",
        ),
        (
            "missing_site",
            "site.country: this is needed. Add it; without it nothing can be worked out.",
            "site.country : il manque cette valeur. Ajoutez-la ; sans elle, rien ne se calcule.",
        ),
    ],
)
def test_a_sentence_whole(code: str, english: str, french: str) -> None:
    fault = worked_out(WRONG[code]).faults[0]
    assert ENGLISH.sentence(fault) == english
    assert FRENCH.sentence(fault).replace("\N{NO-BREAK SPACE}", " ") == french


@pytest.mark.parametrize(
    ("rooms", "english", "french"), [(1, "in 1 room.", "pour 1 salle."), (2, "in 2 rooms.", "pour 2 salles.")]
)
def test_what_is_counted_stands_in_its_number(rooms: int, english: str, french: str) -> None:
    report = worked_out(SITE + f"[training]\nrooms = {rooms}" + "\n[[class]]\nstart = 2020-04-06" * 3)
    (fault,) = [one for one in report.faults if one.code == "rooms_short"]
    assert english in ENGLISH.sentence(fault)
    assert french in FRENCH.sentence(fault)


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ('training]\nrooms = "two"', "Write a whole one from 1 to 200, without unit."),
        ('recruits]\nwomen_ratio = "half"', "Write one without unit, with a point: 0.05."),
        ('seats]\nagents_per_seat = "two"', "Write one from 0.5 to 4, without unit, with a point."),
        ('pay]\nagent_month = "much"', "Write an amount without unit and spaces: 135000."),
    ],
)
def test_the_remedy_for_what_is_no_number_could_stand_there(line: str, remedy: str) -> None:
    assert remedy in ENGLISH.sentence(worked_out(f"{SITE}[{line}").faults[0])


@pytest.mark.parametrize(
    ("code", "english", "french"),
    [
        ("class_fails", "Second class fails", "La deuxième promotion échoue"),
        ("class_fails:2020-03-30", "Class of 30 Mar 2020 fails", "La promotion du 30 mars 2020 échoue"),
        ("programme_late:A: B", "A: B two months late", "A: B\N{NO-BREAK SPACE}: deux mois de retard"),
        ("plan:A: B", "A: B", "A: B"),
    ],
)
def test_a_case_says_what_was_chosen_for_it(code: str, english: str, french: str) -> None:
    assert (ENGLISH.label(code), FRENCH.label(code)) == (english, french)


def test_of_a_list_of_shares_the_wrong_one_is_said() -> None:
    fault = worked_out(SITE + "[learning]\nefficiency_ratios = [0.5, 9]").faults[0]
    assert "9 (that is 900%) is out of range" in ENGLISH.sentence(fault)
    fault = worked_out(SITE + "[attrition]\nlater_ratio = 1e300").faults[0]
    assert "1.000e+300 is out of range" in ENGLISH.sentence(fault)


def test_what_the_plan_goes_on_with_is_said_last() -> None:
    assert ENGLISH.sentence(Fault("not_a_date", "a.b", "x", (("taken", "2020-04-01"),))).endswith(
        GOES_ON.format(taken="2020-04-01")
    )
    assert ENGLISH.sentence(Fault("not_a_date", "a.b", "x", (("taken", ""),))).endswith(LEFT_OUT)


def test_every_column_word_and_group_has_a_label() -> None:
    """Of a plan that has everything: no code is shown as it stands."""
    import importlib.resources

    text = (importlib.resources.files("woezo.planning") / "presets" / "lome.toml").read_text(encoding="utf-8")
    report = worked_out(text)
    codes = {*GROUPS, *LISTS}
    for table in (*report.tables.values(), *(one for reading in report.readings for one in reading.tables.values())):
        codes |= {table.name, *(column.name for column in table.columns)}
        for number, column in enumerate(table.columns):
            codes |= {str(row[number]) for row in table.rows if column.unit == "code"}
    parts = {part for code in codes if ":" not in code for part in code.split(".") if not part.isdigit()}
    assert len(parts) > 80
    assert not parts - set(LABELS)


@pytest.mark.parametrize(
    ("value", "unit", "english", "french"),
    [
        (None, "people", "–", "–"),
        (1161.04, "people", "1,161.0", "1 161,0"),
        (0.784, "ratio", "78.4%", "78,4 %"),
        (0.0004, "ratio", "< 0.1%", "< 0,1 %"),
        (0.9996, "ratio", "> 99.9%", "> 99,9 %"),
        (date(2020, 4, 1), "date", "1 Apr 2020", "1er avr. 2020"),
        (date(2020, 4, 21), "date", "21 Apr 2020", "21 avr. 2020"),
        (date(2020, 4, 1), "month", "Apr 2020", "avr. 2020"),
        (2_169_000_000, "XOF", "2,169,000,000", "2 169 000 000"),
        (331_499, "EUR", "3,315", "3 315"),
        (Decimal("4.305"), "EUR/h", "4.30", "4,30"),
        (Decimal("2828.4"), "XOF/h", "2,828", "2 828"),
        (Decimal("-2828.4"), "XOF/h", "-2,828", "-2 828"),
        (1900, "price", "1,900", "1 900"),
        ("on_payroll", "code", "On the payroll", "En poste"),
        ("Lomé", "text", "Lomé", "Lomé"),
        ("coach", "word", "Coach", "Tuteur"),
        ("Woezo's default", "word", "Woezo's default", "Valeur par défaut de Woezo"),
        ("Licence: conseil, etc.", "word", "Licence: conseil, etc.", "Licence: conseil, etc."),
        ("", "word", "–", "–"),
    ],
)
def test_a_figure_is_written_as_in_its_language(value: Any, unit: str, english: str, french: str) -> None:
    spaces = str.maketrans("\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}", "  ")
    assert ENGLISH.cell(value, unit) == english
    assert FRENCH.cell(value, unit).translate(spaces) == french


@pytest.mark.parametrize(
    ("column", "english", "french"),
    [
        (Column("cost", "XOF"), "Cost, XOF", "Coût, XOF"),
        (Column("cost_eur", "EUR"), "Cost, EUR", "Coût, EUR"),
        (Column("expected.on_payroll", "people"), "Expected, on the payroll", "Attendu, en poste"),
        (Column("recruited.p95", "people"), "Recruited, 95th percentile", "Recrutés, 95ᵉ centile"),
        (Column("promise.2", "ratio"), "Promise 2", "Promesse 2"),
        (Column("role:Vigie", "count"), "Vigie", "Vigie"),
    ],
)
def test_a_heading_says_what_and_in_which_currency(column: Column, english: str, french: str) -> None:
    assert ENGLISH.head(column) == english
    assert FRENCH.head(column) == french


@pytest.mark.parametrize(("ratio", "said"), [(0.0, "< 0.1%"), (1.0, "> 99.9%"), (1 - 1e-12, "> 99.9%"), (0.5, "50%")])
def test_a_chance_is_never_quite_none_or_all(ratio: float, said: str) -> None:
    assert ENGLISH.chance(ratio) == said
