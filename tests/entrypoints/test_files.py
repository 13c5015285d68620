"""Files that a user names: why one cannot be read or written, said in his language, and what is not written over."""

from __future__ import annotations

import errno
import os
import zlib
from collections.abc import Iterator
from gzip import BadGzipFile
from pathlib import Path

import pytest

from woezo.entrypoints.files import REASONS, explaining, spare, why, writing
from woezo.entrypoints.words import StartupError, choose_language, say


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    choose_language()


@pytest.mark.parametrize("number", REASONS, ids=errno.errorcode.get)
def test_a_reason_of_the_system_is_said_in_the_users_language(number: int) -> None:
    """And never in the system's own words, which are English."""
    error = OSError(number, os.strerror(number))
    said = set()
    for language in ("fr", "en"):
        choose_language(language)
        said.add(why(error))
    assert len(said) == 2
    assert os.strerror(number) not in said


def test_what_nobody_has_words_for_is_said_as_the_system_says_it() -> None:
    assert why(OSError(errno.EMLINK, "Too many links")) == "Too many links"
    assert why(OSError("it broke")) == "it broke"


@pytest.mark.parametrize("error", [EOFError(), BadGzipFile("CRC"), zlib.error("-3")], ids=repr)
def test_a_damaged_file_is_called_so(error: Exception) -> None:
    choose_language("en")
    assert why(error) == "the compressed file is damaged or cut"


def test_a_file_that_cannot_be_written_is_named_with_its_option(tmp_path: Path) -> None:
    below = tmp_path / "log.csv" / "out.toml"
    below.parent.write_text("a file", encoding="utf-8")
    with pytest.raises(StartupError) as told, writing("--output", below):
        below.write_text("", encoding="utf-8")
    assert told.value.code == "bad_option"
    assert told.value.fields["option"] == "--output"
    assert told.value.fields["error"] == say("file_not_written", file=below, error=say("file_is_below_file"))


@pytest.mark.parametrize("text", [None, "", "ours: 1"])
def test_what_is_ours_or_empty_is_written_over(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "out.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    spare("--output", file, lambda found: found.startswith("ours"))


@pytest.mark.parametrize("text", ["somebody's log", " ours: 1"])
def test_what_somebody_else_wrote_is_not(tmp_path: Path, text: str) -> None:
    file = tmp_path / "out.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(StartupError) as told:
        spare("--output", file, lambda found: found.startswith("ours"))
    assert told.value.fields["error"] == say("file_not_ours", file=file)


def test_a_file_of_another_encoding_is_spared_not_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "out.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StartupError):
        spare("--output", file, lambda found: found.startswith("ours"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The system refuses /srv/woezo: the disk is full. Mend that"),
        ("fr", "Le système refuse /srv/woezo : le disque est plein. Corrigez cela"),
    ],
)
def test_what_the_system_refuses_is_said_with_its_place(language: str, said: str) -> None:
    choose_language(language)
    with pytest.raises(StartupError, match=r"system_error") as refused, explaining():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/srv/woezo")
    assert said in str(refused.value)


def test_where_the_system_names_no_place_none_is_said() -> None:
    choose_language("en")
    with pytest.raises(StartupError, match="The system refuses: the disk is full") as refused, explaining():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert "None" not in str(refused.value)


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    with pytest.raises(BrokenPipeError), explaining():
        raise BrokenPipeError
