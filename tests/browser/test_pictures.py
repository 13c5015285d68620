"""The pictures of the documentation, taken from the real screens: `make pictures` writes them to docs/images."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import People

pytestmark = pytest.mark.xdist_group("pictures")
IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where pictures go: the documentation's folder if they are wanted there, else one that is thrown away."""
    if os.environ.get("WOEZO_PICTURES") != "1":
        return tmp_path
    IMAGES.mkdir(exist_ok=True)
    return IMAGES


def picture(page: Page, path: Path) -> None:
    """Take a picture and see that something is on it."""
    page.screenshot(path=path)
    assert path.stat().st_size > 10_000


def test_the_pictures_of_the_documentation(people: People, folder: Path) -> None:
    customer, wall, agent = people.customer(), people.wall(width=1920, height=1080), people.agent()
    agent.become_available()
    customer.start("Bonjour, j’ai reçu ma lampe mais l’abat-jour est fendu.", name="Claire Fontanel")
    agent.take()
    agent.write("Bonjour Madame Fontanel, je suis désolée pour cet abat-jour.")
    customer.sees("Bonjour Madame Fontanel, je suis désolée pour cet abat-jour.")
    customer.write("Il vous faut une photo ?")
    agent.sees("Il vous faut une photo ?")
    second = people.customer()
    second.start("Où est mon colis ?", name="Kossi Amegan")
    expect(agent.ringing).to_contain_text("Kossi Amegan")
    picture(agent.page, folder / "desk.png")
    picture(customer.page, folder / "chat.png")
    agent.page.get_by_role("button", name="Pourquoi moi").click()
    expect(agent.page.get_by_role("dialog", name="Pourquoi moi").get_by_role("table")).to_be_visible()
    picture(agent.page, folder / "why.png")
    agent.page.keyboard.press("Escape")
    expect(wall.get_by_role("row").nth(1)).to_be_visible()
    picture(wall, folder / "wallboard.png")
    second.page.close()
    agent.finish()
