"""A planner's first minutes in a real browser: a plan from a preset, its text, a colleague who was quicker, the history."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import People
from tests.browser.test_screens import check, fits

pytestmark = pytest.mark.xdist_group("plans")
WORDS = {
    "fr": {
        "role": "Planificateur",
        "begin": "Commencer un plan",
        "create": "Créer depuis le modèle",
        "text": "Texte du plan",
        "save": "Enregistrer",
        "saved": "Enregistré",
        "wrong": "Ligne 1, colonne 3",
        "mine": "Enregistrer ma version",
        "undo": "Annuler",
        "restore": "Restaurer la version 1",
        "delete": "Supprimer le plan",
        "differs": "Ce n’est pas le nom du plan",
    },
    "en": {
        "role": "Planner",
        "begin": "Begin a plan",
        "create": "Create from the preset",
        "text": "Text of the plan",
        "save": "Save",
        "saved": "Saved",
        "wrong": "Line 1, column 3",
        "mine": "Save my version",
        "undo": "Undo",
        "restore": "Restore version 1",
        "delete": "Delete the plan",
        "differs": "This is not the plan's name",
    },
}


def planner(people: People, lang: str) -> Page:
    """Signed in by the demo's button, at the list of plans."""
    page = people.window("/sign-in/", width=1366, height=768, lang=lang)
    page.get_by_role("button", name="Delphine Akakpo").click()
    page.wait_for_url(f"{people.centre.url}/plans/")
    if lang == "en":
        page.get_by_role("button", name="English").click()
    return page


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_plan_from_the_preset_to_its_history(people: People, axe: str, lang: str) -> None:
    words, page = WORDS[lang], planner(people, lang)

    def look(where: str) -> None:
        check(page, axe, where)
        fits(page, where)

    look("no plan")
    page.get_by_role("link", name=words["begin"]).click()
    look("new plan")
    page.locator("#preset-name").fill("Lomé " + "longtemps " * 8)
    page.get_by_role("button", name=words["create"]).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("longtemps")
    look("plan")
    address = page.url

    page.goto(f"{address}text/")
    field = page.get_by_label(words["text"])
    text = field.input_value()
    field.fill("a 5\n" + text)
    page.get_by_role("button", name=words["save"]).click()
    expect(page.get_by_role("alert")).to_contain_text(words["wrong"])
    expect(field).to_have_value("a 5\n" + text)
    look("not TOML")

    second = people.window("/sign-in/", width=1366, height=768, lang=lang)
    second.get_by_role("button", name="Solange Etoa").click()
    second.wait_for_url(f"{people.centre.url}/admin/")
    second.goto(f"{address}text/")
    second.locator("#text").fill(text.replace("Lomé", "Kara"))
    second.locator("form .btn.p").click()
    expect(second.get_by_role("status")).to_be_visible()
    field.fill(text.replace("Lomé", "Sokodé"))
    page.get_by_role("button", name=words["save"]).click()
    expect(page.get_by_role("alert")).to_contain_text("Solange Etoa")
    expect(page.locator("#theirs")).to_have_value(text.replace("Lomé", "Kara"))
    look("somebody was quicker")
    page.get_by_role("button", name=words["mine"]).click()
    expect(page.get_by_role("status")).to_contain_text(words["saved"])

    page.goto(address)
    page.get_by_role("button", name=words["undo"]).click()
    look("undone")
    page.goto(f"{address}history/")
    expect(page.locator("tbody tr")).to_have_count(3)
    page.get_by_role("button", name=words["delete"]).click()  # the browser asks for the name
    expect(page.locator("#delete-name")).to_be_focused()
    page.locator("#delete-name").fill("Kara")
    page.get_by_role("button", name=words["delete"]).click()
    expect(page.get_by_role("alert")).to_contain_text(words["differs"])
    look("history")
    page.get_by_role("link", name="1", exact=True).click()
    look("version")
    page.get_by_role("button", name=words["restore"]).click()
    expect(page.locator("tbody tr")).to_have_count(4)  # what was undone stays
    page.goto(f"{people.centre.url}/plans/")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Lomé")
    look("plans")


def test_a_plan_from_a_file_without_script(people: People) -> None:
    page = people.window("/sign-in/", width=1366, height=768, java_script_enabled=False)
    page.get_by_role("button", name="Delphine Akakpo").click()
    page.goto(f"{people.centre.url}/plans/new/")
    page.locator("#file").set_input_files({"name": "kara.toml", "mimeType": "", "buffer": b"[site]\nname = 'Kara'\n"})
    page.get_by_role("button", name="Créer depuis le fichier").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("kara")
    page.goto(f"{people.centre.url}/plans/new/")
    large = b"x = 1 #" + b"x" * 2_000_000
    page.locator("#file").set_input_files({"name": "large.toml", "mimeType": "", "buffer": large})
    page.get_by_role("button", name="Créer depuis le fichier").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 Mo au plus")
