"""The plans that come with Woezo, in the language in which one begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.entrypoints.command import woezo
from woezo.accounts.models import User
from woezo.planning.models import Plan
from woezo.planning.texts.supplied import site_text, texts
from woezo.planning.texts.toml import read
from woezo.workforce.opening.requirements import read_requirements
from woezo.workforce.opening.tasks import read_opening
from woezo.workforce.reports.report import build

WORDS = {"name", "source", "authority"}
"""Keys whose texts are words for people; a list of tables may bear the same name."""
PROPER = {"Lomé", "Paris", "Cotonou", "Douala", "ANPE", "PanBank", "MoMo"}


def leaves(value: Any, key: str = "", last: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every value with its dotted key, and the word of the key that names it: of target.value it is target."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, f"{key}.{name}", last if name == "value" else name)
    elif isinstance(value, list):
        for number, part in enumerate(value, 1):
            yield from leaves(part, f"{key}.{number}", last)
    else:
        yield key, last, value


def words(last: str, value: Any) -> bool:
    return last in WORDS and isinstance(value, str)


@pytest.mark.parametrize("code", texts("fr"))
def test_both_languages_are_one_plan(code: str) -> None:
    """The same keys in the same order, and the same values wherever no words stand."""
    french, english = (list(leaves(read(texts(language)[code]))) for language in ("fr", "en"))
    assert [key for key, *_ in french] == [key for key, *_ in english]
    for (key, last, one), (_, _, other) in zip(french, english, strict=True):
        assert words(last, one) or one == other, key


@pytest.mark.parametrize("code", texts("fr"))
def test_every_word_has_its_english(code: str) -> None:
    french, english = (list(leaves(read(texts(language)[code]))) for language in ("fr", "en"))
    pairs = [(one, other) for (_, last, one), (_, _, other) in zip(french, english, strict=True) if words(last, one)]
    assert len(pairs) > 20
    assert {one for one, other in pairs if one == other} <= PROPER
    assert not re.findall(r"[àâçèéêîôùû]", re.sub("Lomé", "", texts("en")[code]))


@pytest.mark.parametrize("code", texts("fr"))
def test_the_comments_are_of_the_language(code: str) -> None:
    """On the same values, and none left in the other's language."""
    french, english = (re.findall(r"(\S*) = [^#\n]*#(.*)", texts(language)[code]) for language in ("fr", "en"))
    assert [key for key, _ in french] == [key for key, _ in english]
    assert all(one != other for (_, one), (_, other) in zip(french, english, strict=True))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_end_of_the_plan_moves_with_the_opening(language: str) -> None:
    """Three years of activity from whichever day: the promise of 500 stays in the plan."""
    document = read(texts(language)["lome"], parse_float=Decimal)
    document["site"]["opening"] = date(2020, 7, 1)
    report = build(document, plans=1, seed=1)
    assert not report.left_out
    assert report.plan is not None
    assert [one.target for one in report.plan.promises] == [100, 500]
    assert report.plan.last_day == date(2023, 6, 30)


@pytest.mark.django_db
def test_a_plan_begins_in_the_language_of_who_creates_it(
    awa: User, koffi: User, browser_of: Callable[[User], Client]
) -> None:
    for user in (awa, koffi):
        browser_of(user).post("/plans/new/", {"preset": "lome", "name": f"Lomé {user.language}"})
    found = {plan.name: plan.current.text for plan in Plan.objects.select_related("current") if plan.current}
    assert found == {f"Lomé {language}": texts(language)["lome"] for language in ("en", "fr")}


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "500 recrutés en trois ans"), ("en", "500 recruited in three years")]
)
def test_the_command_has_it_in_its_language(language: str, said: str) -> None:
    assert woezo("plan", "lome", "--text", language=language).stdout == texts(language)["lome"]
    assert f"\n  {said} " in woezo("plan", "lome", "--plans", 1, language=language).stdout


# -- the files of a site in another country

OF_TOGO = re.compile(
    r"(?i:togo|lomé|bénin|douala|cotonou|éwé|\btg\b)|\b(CFE|OTR|CNSS|IPDCP|ANPE|SAZOF|API-ZF|RCCM|NIF|AFP|2019-014)\b"
)
"""What is fact in Togo alone, or read about it."""


@pytest.mark.parametrize("file", ["opening", "requirements"])
@pytest.mark.parametrize("country", ["FR", "TN", "BJ", ""])
def test_elsewhere_nothing_of_togo_is_stated(file: str, country: str) -> None:
    document = read(site_text(file, country))
    assert document.pop("template_for") == "TG"
    said = [f"{key}: {value}" for key, _, value in leaves(document) if OF_TOGO.search(f"{key} {value}")]
    assert said == []
    assert "# in TG" not in site_text(file, country)


@pytest.mark.parametrize("file", ["opening", "requirements"])
def test_in_togo_the_files_say_what_they_said(file: str) -> None:
    text = site_text(file, "TG")
    assert "elsewhere" not in text
    assert "# in TG" not in text
    assert OF_TOGO.search(text)


def test_elsewhere_authorities_are_left_to_be_named_and_everything_reads() -> None:
    opening, faults = read_opening(read(site_text("opening", "FR")))
    asked, more = read_requirements(read(site_text("requirements", "FR")))
    assert not faults + more
    named = {one.key for one in opening.tasks if one.authority.fr == "À renseigner" == one.document.fr}
    assert {"entity", "tax_number", "social_security", "data_protection", "labour_inspection"} <= named
    home, _ = read_opening(read(site_text("opening", "TG")))
    assert [one.key for one in opening.tasks] == [one.key for one in home.tasks]
    for one in opening.tasks:
        assert one.sourced.confidence.value != "seen", one.key
        assert one.key not in named or one.sourced.confidence.value == "uncertain", one.key
    assert {one.sourced.confidence.value for one in asked.requirements if "site_data" in one.key} == {"uncertain"}
