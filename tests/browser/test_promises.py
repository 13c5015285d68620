"""The promise tracker in a real browser: by the keyboard, in both themes and languages, on any width, and on paper."""

from __future__ import annotations

import re
import zlib
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import People
from tests.browser.test_screens import check, fits

pytestmark = pytest.mark.xdist_group("plans")
FIGURES = {"recruited": "104", "on_payroll": "80", "certified": "70", "nationals": "101", "women": "62"}
FILE = "Jour;Recrutés;En poste;Certifiés;Femmes\n30/09/2020;70;64;50;42\n31/11/2020;95;80;70;57\n"
WORDS = {
    "fr": {
        "create": "Créer depuis le modèle",
        "tracker": "Suivi de la promesse",
        "none": "Aucune feuille",
        "save": "Enregistrer la feuille",
        "saved": "La feuille est enregistrée.",
        "wrong": "n’est pas un nombre de personnes",
        "hidden": "Moins de cinq personnes\N{NO-BREAK SPACE}: valeur masquée.",
        "import": "Importer le fichier",
        "line": "Ligne 3, Jour",
        "correct": "Corriger",
        "delete": "Supprimer cette feuille",
        "missed": "Manqué",
    },
    "en": {
        "create": "Create from the preset",
        "tracker": "Promise tracker",
        "none": "No sheet yet",
        "save": "Save the sheet",
        "saved": "The sheet is saved.",
        "wrong": "is no number of people",
        "hidden": "Fewer than five people: value hidden.",
        "import": "Import the file",
        "line": "Line 3, Day",
        "correct": "Correct",
        "delete": "Delete this sheet",
        "missed": "Missed",
    },
}


NOTE = "Comptées par l’agence après la classe"
LINES = [
    f"{date(2020, 3, 2) + timedelta(days=9 * at)};{4 * at + 4};{3 * at};{2 * at};{2 * at};{NOTE}\n" for at in range(120)
]
MANY = "Jour;Recrutés;En poste;Certifiés;Femmes;Note\n" + "".join(LINES)
TOUCHING = """() => {
  const boxes = [...document.querySelector('svg.chart').querySelectorAll('.seen')].map((e) => e.getBBox());
  const circles = boxes.filter((box) => box.width === 8).sort((a, b) => a.x - b.x);
  return circles.length < 10 || circles.some((box, at) => at && box.x - circles[at - 1].x < 9.5);
}"""


def tracker(people: People, lang: str, theme: Any) -> Page:
    """A planner at the tracker of a plan from the preset."""
    page = people.window("/sign-in/", width=1366, height=768, lang=lang, color_scheme=theme)
    page.get_by_role("button", name="Delphine Akakpo").click()
    page.wait_for_url(f"{people.centre.url}/plans/")
    if lang == "en":
        page.get_by_role("button", name="English").click()
    page.goto(f"{people.centre.url}/plans/new/")
    page.locator("#preset-name").fill("Lomé")
    page.get_by_role("button", name=WORDS[lang]["create"]).click()
    page.get_by_role("link", name=WORDS[lang]["tracker"]).click()
    return page


@pytest.mark.parametrize(("lang", "theme"), [("fr", "light"), ("en", "dark")])
def test_a_year_is_followed_by_the_keyboard(people: People, axe: str, lang: str, theme: str) -> None:
    words, page = WORDS[lang], tracker(people, lang, theme)

    def look(where: str) -> None:
        check(page, axe, where)
        fits(page, where)

    def typed(day: str, figures: dict[str, str]) -> None:
        page.locator("#f-day").fill(day)
        page.locator("#f-day").focus()
        for name, value in figures.items():
            while page.evaluate("document.activeElement.id") != f"f-{name}":
                page.keyboard.press("Tab")
            page.keyboard.type(value)
        page.keyboard.press("Enter")

    expect(page.locator("main")).to_contain_text(words["none"])
    look("no sheet")
    typed("2020-12-31", FIGURES | {"certified": "x"})
    expect(page.get_by_role("alert")).to_contain_text(words["wrong"])
    expect(page.locator("#f-women")).to_have_value("62")
    look("refused")
    page.get_by_role("alert").get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#f-certified")).to_be_in_viewport()
    page.locator("#f-certified").fill("70")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(words["saved"])
    expect(page.locator("section.promise").first).to_contain_text(words["missed"])
    expect(page.locator("main")).to_contain_text(words["hidden"])
    look("a sheet")

    page.locator("#file").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": FILE.encode("cp1252")})
    page.get_by_role("button", name=words["import"]).click()
    expect(page.get_by_role("alert")).to_contain_text(words["line"])
    look("a bad line")
    mended = FILE.replace("31/11", "30/11").encode("cp1252")
    page.locator("#file").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": mended})
    page.get_by_role("button", name=words["import"]).click()
    expect(page.locator("table.sheets tbody tr")).to_have_count(3)
    page.emulate_media(media="print")
    expect(page.locator("#f-day")).to_be_hidden()
    expect(page.locator("section.promise").first).to_be_visible()
    page.emulate_media(media="screen")

    page.get_by_role("link", name=words["correct"]).first.click()
    expect(page.locator("#f-recruited")).to_have_value("104")
    look("a sheet to correct")
    page.get_by_role("button", name=words["delete"]).click()
    expect(page.locator("table.sheets tbody tr")).to_have_count(2)

    page.goto(page.url.partition("promises/")[0])
    expect(page.locator(".proofs table")).to_have_count(4)
    cut = "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"
    assert page.locator(".proofs .scroll").evaluate_all(cut) == [], "a figure of the first page is out of sight"


def cells_on_the_last_sheet_of_paper(page: Page) -> int:
    """Pieces of text on it."""
    last = len(re.findall(rb"/Type */Page\b", page.pdf(prefer_css_page_size=True)))
    paper = page.pdf(prefer_css_page_size=True, page_ranges=str(last))
    parts = re.findall(rb"FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", paper, re.S)
    return max(zlib.decompress(part).count(b"Tj") for part in parts)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_three_years_of_sheets_on_a_phone_and_on_paper(people: People, axe: str, lang: str) -> None:
    """Pages of fifty; marks that can be told apart; short cells; on A4 a whole last page, however many rows there are."""
    words, page = WORDS[lang], tracker(people, lang, "light")
    page.locator("#file").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": MANY.encode()})
    page.get_by_role("button", name=words["import"]).click()
    expect(page.locator("table.sheets tbody tr")).to_have_count(50)
    check(page, axe, "120 sheets")
    fits(page, "120 sheets")
    assert page.evaluate(TOUCHING) is False
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    heights = page.locator("table.sheets tbody tr").evaluate_all("rows => rows.map((e) => e.offsetHeight)")
    assert max(heights) <= 60
    page.set_viewport_size({"width": 1366, "height": 768})
    assert cells_on_the_last_sheet_of_paper(page) > 8 * len(FIGURES)
    page.locator("nav.pages a[rel=next]").click()
    expect(page.locator("nav.pages")).to_contain_text("2 ")
    page.locator("nav.pages a").last.click()
    expect(page.locator("table.sheets tbody tr")).to_have_count(120)
    assert cells_on_the_last_sheet_of_paper(page) > 8 * len(FIGURES)
