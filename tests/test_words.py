"""The French catalogue: complete, nothing left over, with the signs, the words and the short sentences we want.

Texts are those marked in Python and templates, and the summaries of the API, which its reference page translates.
"""

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
from woezo.entrypoints.cli import COMMANDS
from woezo.entrypoints.reference import subjects
from woezo.entrypoints.words import WORDS

SOURCE = Path(woezo.__file__).parent
KEYWORDS = {"_": None, "gettext": None, "gettext_noop": None, "gettext_lazy": None}
KEYWORDS |= {"ngettext": (1, 2), "ngettext_noop": (1, 2)}
HOLES = re.compile(r"%\(\w+\)s|\{\w+\}")


def texts() -> Iterator[str]:
    """Every English text that is marked for translation."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield from _marked(path.read_text(encoding="utf-8"))
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        yield from _marked(templatize(path.read_text(encoding="utf-8")))


def reference_texts() -> Iterator[str]:
    """What the API says of itself."""
    for subject, operations in subjects().items():
        yield subject
        for operation in operations:
            yield from (text for text in (operation.summary, operation.description) if text)


def _marked(source: str) -> Iterator[str]:
    for _, found, _, _ in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        yield from [found] if isinstance(found, str) else [part for part in found if part]


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(SOURCE / "locale" / "fr" / "LC_MESSAGES" / "django.po"))


@pytest.fixture(scope="module")
def french(catalogue: polib.POFile) -> dict[str, str]:
    found = {entry.msgid: entry.msgstr for entry in catalogue if not entry.msgid_plural}
    for entry in catalogue:
        if entry.msgid_plural:
            found |= {entry.msgid: entry.msgstr_plural[0]}
            found |= {entry.msgid_plural: entry.msgstr_plural[1]}
    return found


def test_every_text_has_its_french(french: dict[str, str]) -> None:
    found = {*texts(), *reference_texts()}
    assert len(found) > 300
    assert not sorted(text for text in found if not french.get(text))


def test_nothing_is_left_over_or_in_doubt(catalogue: polib.POFile, french: dict[str, str]) -> None:
    assert not sorted(set(french) - {*texts(), *reference_texts()})
    assert not [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete]


def test_the_same_holes_are_filled_in_both(french: dict[str, str]) -> None:
    assert not [text for text, own in french.items() if sorted(HOLES.findall(text)) != sorted(HOLES.findall(own))]


def test_french_signs_have_their_spaces(french: dict[str, str]) -> None:
    """A no-break space before : ; ? ! and inside the quotation marks, and the curved apostrophe."""
    wrong = re.compile(r"(?<![\u00a0\u202f])[;?!»]|\w:(\s|$)|[^\u00a0\u202f]: |«(?![\u00a0\u202f])|\w'\w|!")
    assert not [own for own in french.values() if wrong.search(own)]


def test_the_command_line_writes_the_curved_apostrophe() -> None:
    """In every French text and summary; an English sentence beside it keeps its own."""
    french = [own for own, _english in WORDS.values()] + [own for _module, own, _english in COMMANDS.values()]
    assert len(french) > 90
    assert not [own for own in french if re.search(r"\w'\w", own)]


def test_the_words_are_those_of_the_glossary(french: dict[str, str]) -> None:
    other = re.compile(
        r"donneurs? d’ordre\b|\b(tickets?|chats?|emails?|e-mails?|agents?|supervis[eo]r|skills?|tags?)\b", re.I
    )
    assert not [own for own in french.values() if other.search(own)]


def test_sentences_are_short(french: dict[str, str]) -> None:
    """Twelve words at most; sums are read number by number and may be longer."""
    long = []
    for own in french.values():
        sentences = re.split(r"(?<=[.;])\s|(?<=\u00a0:)\s", own)
        long += [one for one in sentences if len(re.findall(r"[\w%({}][^\s]*", one)) > 12 and " + " not in one]
    assert not long
