"""Debian's Chromium over Playwright. Without Chromium or the built screens these tests are skipped with what to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.centre import Centre
from tests.browser.people import People

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "src" / "woezo" / "entrypoints" / "static" / "woezo" / "manifest.json"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
FLAGS += ["--disable-sync", "--no-first-run"]
PATIENCE_MS = 15_000  # two cores may be busy with other tests; a passing test does not wait


def _missing(what: str) -> None:
    """A missing neighbour: a skip here, a failure where neighbours are required."""
    if os.environ.get("REQUIRE_NEIGHBOURS") == "1":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the tests of this folder; gone before others run, who want no event loop here."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        _missing("Chromium is not installed. To install it: make deps")
    if not BUNDLE.exists():
        _missing("The screens are not built. To build them: make web")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        # Playwright turns on an event loop, and Django then forbids database calls: these tests make none.
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def fresh_data(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of a demo that was started once and used by nobody."""
    folder = tmp_path_factory.mktemp("fresh")
    with Centre(folder):
        return folder / "data"


@pytest.fixture
def centre(fresh_data: Path, tmp_path: Path) -> Iterator[Centre]:
    """A demo centre of this test's own: nobody's leftovers ring on its desks."""
    shutil.copytree(fresh_data, tmp_path / "data")
    with Centre(tmp_path) as centre:
        yield centre


@pytest.fixture
def people(browser: Browser, centre: Centre) -> Iterator[People]:
    """Opens windows for agents, customers and walls, and closes them after the test."""
    people = People(browser, centre)
    yield people
    people.leave()


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker's script, from web/node_modules."""
    path = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
    if not path.exists():
        _missing("axe-core is not installed. To install it: make web")
    return path.read_text(encoding="utf-8")
