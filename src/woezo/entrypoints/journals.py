"""Journals and logs as files: opened, written whole or not at all, and what is wrong with them explained."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from woezo.entrypoints.files import why
from woezo.entrypoints.words import StartupError, say
from woezo.journal.lines import Header, NotAJournal, Record, read

COMPRESSION: Final = 6
GZIP: Final = b"\x1f\x8b"
"""How a compressed file begins, whatever its name."""
CODES: Final = {
    "header": "journal_missing_header",
    "newer": "journal_form_newer",
    "record": "journal_record",
    "order": "journal_order",
}
"""What NotAJournal says, as errors of the command line."""


def opened(path: Path) -> IO[str]:
    """A text for reading, compressed or not. Raises StartupError if it is not there, or no file."""
    if not path.exists():
        raise StartupError("file_missing", file=path)
    if not path.is_file():
        raise StartupError("file_unreadable", file=path, error=say("file_is_none"))
    with path.open("rb") as file:
        packed = file.read(len(GZIP)) == GZIP
    if packed:
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """What is wrong with a text as such is said in a sentence."""
    try:
        yield
    except UnicodeDecodeError:
        raise StartupError("log_not_utf8", file=path) from None
    except (OSError, EOFError, zlib.error) as error:
        raise StartupError("file_unreadable", file=path, error=why(error)) from None


@contextmanager
def journal(path: Path) -> Iterator[tuple[Header, Iterator[Record]]]:
    """Header and records of a journal file. Raises StartupError, also while the records are read."""
    try:
        with readable(path), opened(path) as file:
            yield read(file)
    except NotAJournal as error:
        raise _explained(path, error) from None


def _explained(path: Path, error: NotAJournal) -> StartupError:
    return StartupError(CODES[error.reason], file=path, line=error.line)


def is_journal(path: Path) -> bool:
    """Whether the file begins as a journal does, of whatever version."""
    try:
        with opened(path) as file:
            read(file)
    except NotAJournal as error:
        return error.reason == "newer"
    except (StartupError, OSError, ValueError, EOFError, zlib.error):
        return False
    return True


def save(path: Path, lines: Iterable[str]) -> None:
    """Write a text, compressed where its name ends in .gz; nothing stands under the name before it is whole."""
    part = path.with_name(path.name + ".part")
    try:
        with (
            gzip.open(part, "wt", COMPRESSION, "utf-8")
            if path.suffix == ".gz"
            else part.open("w", encoding="utf-8") as file
        ):
            file.writelines(lines)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
