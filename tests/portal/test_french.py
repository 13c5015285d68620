"""Every text of Python and templates has its French, with the signs and the spaces French wants."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract
from django.utils.translation.template import templatize

import woezo

SOURCE = Path(woezo.__file__).parent
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}
HOLES = re.compile(r"%\(\w+\)s|\{\w+\}")


def texts() -> Iterator[str]:
    """Every English text that is marked for translation."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield from _marked(path.read_text(encoding="utf-8"))
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        yield from _marked(templatize(path.read_text(encoding="utf-8")))


def _marked(source: str) -> Iterator[str]:
    for _, found, _, _ in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        yield from [found] if isinstance(found, str) else [part for part in found if part]


@pytest.fixture(scope="module")
def french() -> dict[str, str]:
    catalogue = polib.pofile(str(SOURCE / "locale" / "fr" / "LC_MESSAGES" / "django.po"))
    return {entry.msgid: entry.msgstr for entry in catalogue}


def test_every_text_has_its_french(french: dict[str, str]) -> None:
    found = set(texts())
    assert len(found) > 250
    assert not sorted(text for text in found if not french.get(text))


def test_the_same_holes_are_filled_in_both(french: dict[str, str]) -> None:
    assert not [text for text, own in french.items() if sorted(HOLES.findall(text)) != sorted(HOLES.findall(own))]


def test_french_signs_have_their_spaces(french: dict[str, str]) -> None:
    """A no-break space before : ; ? ! and inside the quotation marks, and the curved apostrophe."""
    wrong = re.compile(r"(?<![\u00a0\u202f])[;?!»]|\w:(\s|$)|[^\u00a0\u202f]: |«(?![\u00a0\u202f])|\w'\w|!")
    assert not [own for own in french.values() if wrong.search(own)]
