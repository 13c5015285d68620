"""The documentation is true: links lead somewhere, lists are complete, what a page names exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

from woezo.accounts.problems import KINDS
from woezo.entrypoints.cli import COMMANDS
from woezo.journal import EVENTS
from woezo.portal.admin.kinds import BY_SLUG
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
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \|", page, re.M)
    listed = dict(rows)
    assert len(rows) == len(listed), "a code stands twice"
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


ARTICLE = (ROOT / "docs/explanation/from-the-article.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in ARTICLE.splitlines()
    if line.startswith("|") and not re.match(r"\| promise |\|---", line)
]


def in_code(text: str) -> list[str]:
    """What is set in code."""
    return re.findall(r"`([^`]+)`", text)


def missing(name: str) -> str:
    """Why a command, a target of make, an address or a test that a page names is none; "" if it is there."""
    word = name.split()
    if word[0] == "woezo":
        return "" if word[1:] and word[1] in COMMANDS else "no such command"
    if word[0] == "make":
        return "" if re.search(rf"^{word[1]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M) else "no target"
    if name.startswith("/"):
        return _missing_address(name)
    return _missing_test(name)


def _missing_address(path: str) -> str:
    filled = re.sub(r"<\w+>", "x", path)
    try:
        resolve(filled)
    except Resolver404:
        return "no such address"
    kind = re.fullmatch(r"/admin/([\w-]+)/", path)
    return "no such list" if kind and kind[1] not in BY_SLUG else ""


def _missing_test(name: str) -> str:
    """A test is `file::function` or, in a routing case, `file::title`."""
    path, _, test = name.partition("::")
    file = ROOT / path
    if not path.startswith("tests/") or not file.is_file():
        return "no such file of tests"
    found = r"^(?:async )?def (test_\w+)" if file.suffix == ".py" else r"^Case: (.+)"
    return "" if test in re.findall(found, file.read_text(encoding="utf-8"), re.M) else "no such test"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_what_keeps_a_promise_of_the_article_exists(row: list[str]) -> None:
    """A screen or a command and an exact test in each row, and what is not built yet said in words."""
    promise, kept_by, tests, open_ = row
    assert promise
    assert open_
    assert in_code(kept_by)
    assert in_code(tests)
    assert not {name: why for name in in_code(kept_by) if (why := missing(name))}
    assert not {name: why for name in in_code(tests) if (why := _missing_test(name))}


def test_no_row_of_the_article_is_missed() -> None:
    assert len(ROWS) >= 12
    assert {len(row) for row in ROWS} == {4}


@pytest.mark.parametrize(
    "name",
    [
        *["woezo fly", "woezo", "make tea", "/admin/teapots/", "/teapot/", "tests/cases", "tests/cases/"],
        *["tests/test_docs.py", "tests/test_docs.py::", "tests/test_docs.py::ROWS", "tests/test_docs.py::test_none"],
        *["tests/cases/desks.case", "tests/cases/desks.case::A lost desk", "src/woezo/timekit.py::test_x"],
    ],
)
def test_what_does_not_exist_is_found(name: str) -> None:
    assert missing(name)
