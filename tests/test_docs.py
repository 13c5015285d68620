"""The documentation is true: links lead somewhere, lists are complete, what a page names exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from woezo.accounts.problems import KINDS
from woezo.entrypoints.cli import COMMANDS
from woezo.journal import EVENTS
from woezo.routing.codes import EFFECTS, PAIR_REASONS, REFUSALS

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not {".venv", "node_modules", ".pytest_cache"} & set(path.relative_to(ROOT).parts)
)


def words_of(page: str) -> set[str]:
    """Every word set in code on a page."""
    return set(re.findall(r"`([^`\s]+)`", (ROOT / "docs" / page).read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [t for t in targets if "://" not in t and not (page.parent / t).exists()]
    assert not missing


@pytest.mark.parametrize(
    "words", [tuple(EVENTS), EFFECTS, REFUSALS[1:], PAIR_REASONS], ids=["events", "effects", "refusals", "reasons"]
)
def test_the_routing_reference_is_complete(words: tuple[str, ...]) -> None:
    assert not set(words) - words_of("reference/routing.md")


def test_every_startup_error_is_listed() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/woezo/entrypoints").glob("*.py"))
    raised = set(re.findall(r'StartupError\(\s*"(\w+)"', source))
    assert not raised - words_of("reference/errors.md")


def test_every_error_of_a_request_is_listed_with_its_status() -> None:
    page = (ROOT / "docs/reference/errors.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", page, re.M))
    assert listed == {code: str(kind.status) for code, kind in KINDS.items()}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_listed_and_answers(command: str) -> None:
    page = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    assert f"`woezo {command}" in page
    told = subprocess.run(
        [sys.executable, "-m", "woezo.entrypoints.cli", command, "--help"], capture_output=True, text=True, check=True
    )
    for option in set(re.findall(r"--[a-z-]+", told.stdout)) - {"--help"}:
        assert option in page, f"{option} of {command} is not on the page"


def test_what_the_article_page_names_exists() -> None:
    page = (ROOT / "docs/explanation/from-the-article.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in re.findall(r"`woezo ([a-z-]+)", page):
        assert command in COMMANDS, command
    for target in re.findall(r"`make ([a-z-]+)`", page):
        assert re.search(rf"^{target}:", makefile, re.M), target
    for path in re.findall(r"`((?:tests|src|docs)/[\w./-]+)`", page):
        assert (ROOT / path).exists(), path
