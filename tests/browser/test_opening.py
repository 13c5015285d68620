"""A planner's opening file in a real browser: by keyboard, in both themes and languages, on a phone and on paper."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import People
from tests.browser.test_plans import WORDS, planner
from tests.browser.test_screens import check, fits

pytestmark = pytest.mark.xdist_group("plans")
SAID = {
    "fr": {
        "done": "Faite",
        "today": "Faite aujourd’hui",
        "accepted": "Acceptée",
        "level": "À égalité avec ces poids\u00a0: Abidjan, Dakar.",
    },
    "en": {
        "done": "Done",
        "today": "Done today",
        "accepted": "Accepted",
        "level": "Level at these weights: Abidjan, Dakar.",
    },
}


def opened(people: People, lang: str) -> str:
    """The address of a new plan from the preset."""
    page = planner(people, lang)
    page.get_by_role("link", name=WORDS[lang]["begin"]).click()
    page.locator("#preset-name").fill("Lomé")
    page.get_by_role("button", name=WORDS[lang]["create"]).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lomé")
    return page.url.partition("?")[0]


def reader(people: People, lang: str, theme: Any) -> Page:
    page = people.window("/sign-in/", width=1366, height=768, lang=lang, color_scheme=theme)
    page.get_by_role("button", name="Delphine Akakpo").click()
    page.wait_for_url(f"{people.centre.url}/plans/")
    expect(page.locator("html")).to_have_attribute("lang", lang)
    return page


@pytest.mark.parametrize(("lang", "theme"), [("fr", "light"), ("en", "dark")])
def test_an_opening_file_is_filled_in_by_keyboard(people: People, axe: str, lang: str, theme: Any) -> None:
    address, said = opened(people, lang), SAID[lang]
    page = reader(people, lang, theme)

    def look(where: str) -> None:
        check(page, axe, where)
        fits(page, where)

    page.goto(address)
    page.get_by_role("link", name="Dossier d’ouverture" if lang == "fr" else "Opening file").first.press("Enter")
    expect(page.locator(".gates tbody tr")).to_have_count(9)
    look("opening file")
    page.locator("#t-entity a.btn").press("Enter")
    expect(page.locator("#f-task-entity-done")).to_be_focused()
    look("report of a task")
    page.locator("#f-task-entity-evidence").fill("https://example.org/rccm.pdf")
    page.get_by_role("button", name=said["today"]).press("Enter")
    row = page.locator("#t-entity")
    expect(row).to_contain_text(said["done"])
    expect(row).to_contain_text("Delphine Akakpo")
    expect(row.get_by_role("link").first).to_have_attribute("href", "https://example.org/rccm.pdf")
    expect(page.locator(".report")).to_have_count(0)

    page.goto(f"{address}opening/requirements/?requirement=retailer_links")
    expect(page.locator("#f-requirement-retailer_links-state")).to_be_focused()
    look("report of a requirement")
    page.locator("#f-requirement-retailer_links-state").select_option("accepted")
    page.locator("#f-requirement-retailer_links-owner").press("Enter")
    expect(page.locator("#r-retailer_links")).to_contain_text(said["accepted"])

    page.goto(f"{address}opening/cities/")
    look("cities")
    mark = page.locator("#f-city-lome-marks-pay")
    mark.fill("2,5")
    mark.press("Enter")
    expect(page.locator("#verdict")).to_have_text(said["level"])
    expect(page.locator("#f-city-lome-marks-pay")).to_have_value("2.5")
    page.locator("details.versions summary").press("Enter")
    look("cities, with versions")
    page.get_by_role("button", name="0").press("Enter")
    expect(page.locator("#f-city-lome-marks-pay")).to_have_value("8")
    page.locator("#f-city-lome-marks-pay").fill("12")
    page.locator("#f-city-lome-marks-pay").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("city.1.marks.pay")
    look("a mark out of range")


def test_what_somebody_else_reported_meanwhile_is_shown_beside(people: People, axe: str) -> None:
    address = opened(people, "fr")
    page, other = reader(people, "fr", "light"), reader(people, "fr", "dark")
    for window in (page, other):
        window.goto(f"{address}opening/?task=lease")
    other.locator("#f-task-lease-done").fill("2019-09-30")
    other.locator(".report .btn.p").click()
    expect(other.locator("#t-lease")).to_contain_text("30 sept. 2019")
    page.locator("#f-task-lease-done").fill("2019-10-02")
    page.locator(".report .btn.p").click()
    expect(page.get_by_role("alert")).to_contain_text("Delphine Akakpo")
    expect(page.get_by_role("cell", name="2019-09-30")).to_be_visible()
    check(page, axe, "somebody was quicker")
    fits(page, "somebody was quicker")
    page.get_by_role("button", name="Enregistrer ma version").click()
    expect(page.locator("#t-lease")).to_contain_text("2 oct. 2019")


def test_printed_it_has_no_buttons_and_nothing_is_cut(people: People) -> None:
    address = opened(people, "fr")
    page = reader(people, "fr", "light")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1040, "height": 720})  # A4 across, without its margins
    for file in ("", "requirements/", "cities/"):
        page.goto(f"{address}opening/{file}")
        expect(page.locator("main h2").first).to_be_visible()
        for hidden in (".bar", ".tabs", ".versions", "main .btn"):
            assert all(not one.is_visible() for one in page.locator(hidden).all()), hidden
        wide = page.evaluate(
            "() => [...document.querySelectorAll('main table')].map((e) => e.getBoundingClientRect().width)"
        )
        assert max(wide) <= 1040, file


def test_printed_on_a_narrow_sheet_it_is_a_table(people: People) -> None:
    """A browser lays paper out as narrow as a phone's screen: the cards are for screens alone."""
    address = opened(people, "fr")
    page = reader(people, "fr", "light")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})
    page.goto(f"{address}opening/")
    expect(page.locator("#t-entity")).to_have_css("display", "table-row")
    expect(page.locator(".cards thead")).to_have_css("display", "table-header-group")
    assert len(re.findall(rb"/Type */Page\b", page.pdf(prefer_css_page_size=True))) <= 4


@pytest.mark.parametrize("path", ["", "promises/", "opening/", "assumptions/pay/"])
def test_on_a_phone_nothing_that_decides_is_out_of_sight(people: People, path: str) -> None:
    """The price of an hour, chances, gates, the tracker, the fields of pay: their tables are as wide as the screen."""
    address = opened(people, "fr")
    page = reader(people, "fr", "light")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{address}{path}")
    tables = page.locator(".scroll:has(.cards), .gates .scroll")
    expect(tables.first).to_be_visible()
    wide = tables.evaluate_all("(all) => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.outerHTML)")
    assert wide == []
