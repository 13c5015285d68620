"""The promise tracker in a real browser: by the keyboard, in both themes and languages, on any width, and on paper."""

from __future__ import annotations

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
        "met": "Tenu",
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
        "met": "Met",
    },
}


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
    expect(page.locator("section.promise").first).to_contain_text(words["met"])
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
