"""The page of a plan in a real browser: assumptions changed in their place, undo by its key, a phone, one printed page."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import People
from tests.browser.test_screens import check, fits

pytestmark = pytest.mark.xdist_group("plans")


def opened(people: People, name: str, **options: Any) -> Page:
    """A new plan from the preset, as a planner sees it."""
    page = people.window("/sign-in/", width=1366, height=768, **options)
    page.get_by_role("button", name="Delphine Akakpo").click()
    page.wait_for_url(f"{people.centre.url}/plans/")
    page.goto(f"{people.centre.url}/plans/new/")
    page.locator("#preset-name").fill(name)
    page.locator("form:has(#preset-name) .btn.p").click()
    expect(page.locator(".gap .big").first).to_be_visible()
    return page


def more(page: Page) -> int:
    """How many more recruits the second reading takes, as the first screen says it."""
    return int(page.locator(".gap .big").first.inner_text())


def test_an_assumption_is_changed_in_its_place_and_undone_by_its_key(people: People) -> None:
    """By keyboard alone; the fold stays open, and the figures follow."""
    page = opened(people, "Lomé au clavier")
    before = more(page)
    page.locator("#g-attrition summary").focus()
    page.keyboard.press("Enter")
    field = page.locator("#i-p-attrition-months_1_to_3_ratio")
    field.focus()
    field.fill("0,09")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#g-attrition$"))
    expect(field).to_have_value("0.09")
    assert more(page) > before
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("status")).to_contain_text("version 1")
    assert more(page) == before
    page.keyboard.press("Control+Shift+z")
    expect(page.get_by_role("status")).to_contain_text("version 2")


def test_a_wrong_value_is_said_where_it_stands(people: People) -> None:
    """And the figures are there all the same."""
    page = opened(people, "Lomé avec une faute")
    page.locator("#g-attrition summary").click()
    field = page.locator("#i-p-attrition-months_1_to_3_ratio")
    field.fill("120 %")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#g-attrition$"))
    page.get_by_role("alert").get_by_role("link", name="1 point à corriger dans le plan").click()
    expect(page.get_by_role("region", name="À corriger dans le plan")).to_contain_text("attrition.months_1_to_3_ratio")
    expect(page.locator("#w-p-attrition-months_1_to_3_ratio")).to_contain_text("120")
    expect(page.locator(".gap .big").first).to_be_visible()


PRESET = (resources.files("woezo.planning") / "presets" / "lome.toml").read_text(encoding="utf-8")
FAULTY = PRESET.replace('"XOF"  #', '"GHS"  #') + "".join(f"[[holiday]]\nday = {day}\n" for day in range(19))
"""With a currency that has no rate, and twenty faults more or less."""


@pytest.mark.parametrize(("width", "height", "touch"), [(360, 740, True), (1366, 768, False)])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_difference_and_its_price_stand_on_the_first_screen(
    people: People, axe: str, tmp_path: Path, lang: str, width: int, height: int, touch: bool
) -> None:
    """On a phone too, with faults in the file and without a rate: they take a line, and a sentence."""
    page = people.window("/sign-in/", width=width, height=height, lang=lang, is_mobile=touch, has_touch=touch)
    page.get_by_role("button", name="Delphine Akakpo").click()
    page.wait_for_url(f"{people.centre.url}/plans/")
    if lang == "en":
        page.get_by_role("button", name="English").click()
    for name, text, alert in (("Lomé", PRESET, 0), ("Accra", FAULTY, 1)):
        page.goto(f"{people.centre.url}/plans/new/")
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        page.locator("#file").set_input_files(tmp_path / f"{name}.toml")
        page.locator("form:has(#file) .btn.p").click()
        expect(page.get_by_role("alert")).to_have_count(alert)
        page.locator("#g-sourcing summary").click()
        page.locator("#i-p-sourcing-lead_weeks").fill("9")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("#g-sourcing$"))
        page.goto(page.url.partition("#")[0])  # with a version to undo
        figures = page.locator(".gap .big")
        expect(figures).to_have_count(3)
        for one in figures.all()[:2]:
            box = one.locator("xpath=..").bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= height, f"{name}: {one.inner_text()}"
        check(page, axe, f"{name} at {width}")
    assert "GHS" in figures.nth(1).inner_text()
    expect(page.locator(".gap .help")).to_contain_text("GHS n’a pas de taux" if lang == "fr" else "GHS has no rate")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("#faults + ul > li").first).to_be_in_viewport()
    assert page.locator("#faults + ul > li").count() >= 20


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_in_both_themes(people: People, axe: str, theme: Any) -> None:
    """With a table and a list of assumptions open."""
    page = opened(people, f"Lomé {theme}", color_scheme=theme)
    expect(page.locator("#t-what_ifs table")).to_have_count(2)
    for fold in ("#t-classes", "#g-pay", "#g-programme"):
        page.locator(f"{fold} > summary").click()
        expect(page.locator(f"{fold} [data-part]")).to_have_count(0)
    page.locator("#g-programme .entry summary").first.click()
    check(page, axe, f"plan {theme}")
    fits(page, f"plan {theme}")


def test_another_class_fails_by_the_keyboard(people: People, axe: str) -> None:
    """From the plan's page: the class and the programme, and Enter; the answer keeps both."""
    page = opened(people, "Lomé et si")
    expect(page.locator("#t-what_ifs table")).to_have_count(2)
    page.locator("#failing").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/tables/what_ifs/\?.*failing=2020-04-28&late=2$"))
    expect(page.locator("#failing")).to_have_value("2020-04-28")
    expect(page.locator("main")).to_contain_text("La promotion du 28 avr. 2020 échoue")
    expect(page.locator("main")).to_contain_text("PanBank\N{NO-BREAK SPACE}: deux mois de retard")
    check(page, axe, "what if")
    fits(page, "what if")


def test_the_printed_plan_is_one_page(people: People) -> None:
    """A4, with place for the signatures."""
    page = opened(people, "Lomé à signer")
    page.get_by_role("link", name="Imprimer").click()
    expect(page.get_by_text("Nom, date, signature")).to_have_count(3)
    cut = "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"
    assert page.locator(".scroll").evaluate_all(cut) == [], "a figure of the preview is out of sight"
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
