"""Accessibility, narrow layouts and both languages, checked on the screens as they are drawn."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import People

pytestmark = pytest.mark.xdist_group("screens")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = [(1366, 768), (1100, 768), (760, 900), (390, 760), (320, 568)]

# What sticks out of the window, or is cut without saying so by an ellipsis.
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  const cut = (e) => {
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    if (box.width === 0 || style.visibility === 'hidden' || e.closest('.vh, .skip, .scroll')) return false;
    if (box.right > width + 1 || box.left < -1) return true;
    return e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
      && style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis' && e.tagName !== 'TEXTAREA';
  };
  const found = [...document.querySelectorAll('button, a, p, h1, h2, dt, dd, th, td, label, span')].filter(cut);
  return found.map((e) => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 40)}`);
}"""


def check(page: Page, axe: str, where: str) -> None:
    """No breach of WCAG 2.2 AA that a machine can find."""
    page.evaluate(axe)
    result: dict[str, Any] = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    found = [(one["id"], [node["target"] for node in one["nodes"]]) for one in result["violations"]]
    assert found == [], where


def fits(page: Page, where: str) -> None:
    """Nothing sticks out at any width, in the wide font DejaVu Sans."""
    page.evaluate("""() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(':root { --font: "DejaVu Sans", sans-serif !important }');
      document.adoptedStyleSheets = [sheet];
    }""")
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(OVERFLOW) == [], f"{where} at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{where} at {width}"
    page.set_viewport_size({"width": 1366, "height": 768})


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_desk_in_both_themes_and_languages(people: People, axe: str, theme: Any, lang: str) -> None:
    """Ringing, in conversation, asking why, wrapping up: accessible and inside the window."""
    agent = people.agent(lang=lang, color_scheme=theme)
    check(agent.page, axe, "empty")
    agent.become_available()
    customer = people.customer(lang=lang)
    customer.start("Bonjour " * 40, name="Claire-Émilie Fontanel de la Roche-Guyon")
    expect(agent.ringing).to_be_visible()
    check(agent.page, axe, "ringing")
    fits(agent.page, "ringing")
    agent.take()
    agent.write("Enchantée " * 30)
    customer.sees("Enchantée " * 30)
    check(agent.page, axe, "conversation")
    fits(agent.page, "conversation")
    agent.page.locator(".chead .link").click()
    expect(agent.page.locator("ol.timeline li")).not_to_have_count(0)
    check(agent.page, axe, "why")
    fits(agent.page, "why")
    agent.page.keyboard.press("Escape")
    agent.page.keyboard.press("Alt+t")
    check(agent.page, axe, "transfer")
    agent.page.keyboard.press("Escape")
    agent.page.keyboard.press("Alt+q")
    expect(agent.page.locator(".tree")).to_be_visible()
    check(agent.page, axe, "wrap-up")
    fits(agent.page, "wrap-up")
    agent.finish()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_chat_on_a_phone_and_beside_the_shop(people: People, axe: str, lang: str) -> None:
    """Form, queue and end: accessible, inside the window, fields of 16 px and targets of 44 px."""
    customer = people.customer(lang=lang)
    check(customer.page, axe, "shop")
    customer.open()
    check(customer.page, axe, "form")
    fits(customer.page, "form")
    customer.page.set_viewport_size({"width": 390, "height": 760})
    assert customer.field.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 16
    for button in customer.page.get_by_role("dialog").get_by_role("button").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    customer.page.keyboard.press("Escape")
    expect(customer.page.locator("button.launcher")).to_be_focused()
    customer.start("Bonjour " * 40)
    expect(customer.page.get_by_role("log")).to_be_visible()
    check(customer.page, axe, "queue")
    fits(customer.page, "queue")
    customer.page.get_by_role("button", name="Terminer la discussion" if lang == "fr" else "End the chat").click()
    customer.page.get_by_role("alertdialog").get_by_role("button").last.click()
    expect(customer.page.locator(".ended")).to_be_visible()
    check(customer.page, axe, "ended")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_the_wallboard_fills_its_wall(people: People, axe: str, width: int, height: int) -> None:
    """Ten rows at most, no scrolling, figures that follow the screen."""
    wall = people.wall(width=width, height=height)
    check(wall, axe, "wallboard")
    assert wall.evaluate(OVERFLOW) == []
    assert wall.evaluate("document.documentElement.scrollHeight") <= height
    assert 1 <= wall.locator("tbody tr").count() <= 10
    figure = wall.locator("tbody .fr").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert figure >= width / 1920 * 32 - 0.5


def test_a_wallboard_without_a_link_says_the_age_of_its_values(people: People) -> None:
    """The figures stay, and nobody takes them for those of now."""
    wall = people.wall()
    people.centre.kill()
    expect(wall.get_by_text("Valeurs d’il y a")).to_be_visible(timeout=15_000)
    expect(wall.locator("tbody tr")).not_to_have_count(0)
    people.centre.start()
    expect(wall.get_by_text("Valeurs d’il y a")).to_have_count(0, timeout=30_000)
