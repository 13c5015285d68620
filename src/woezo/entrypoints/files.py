"""Files that a user names: why one cannot be read or written, in his language, and what must not be written over."""

from __future__ import annotations

import errno
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gzip import BadGzipFile
from pathlib import Path
from typing import Final

from woezo.entrypoints.words import StartupError, say

REASONS: Final = {
    errno.ENOENT: "file_is_missing",
    errno.EISDIR: "file_is_directory",
    errno.EACCES: "file_is_barred",
    errno.EPERM: "file_is_barred",
    errno.EROFS: "file_is_locked",
    errno.ENOSPC: "file_is_full",
    errno.EDQUOT: "file_is_full",
    errno.ENOTDIR: "file_is_below_file",
    errno.ENAMETOOLONG: "file_is_too_long",
    errno.EIO: "file_is_failing",
}


LONGEST_BEGIN: Final = 100_000
"""Characters of a file that tell what it is: a log may have gigabytes."""


def why(error: Exception) -> str:
    """The reason as half a sentence; the system's own words where nobody wrote better ones."""
    if isinstance(error, EOFError | BadGzipFile | zlib.error):
        return say("file_is_damaged")
    if isinstance(error, OSError):
        known = REASONS.get(error.errno or 0)
        return say(known) if known else error.strerror or str(error)
    return str(error)


@contextmanager
def explaining() -> Iterator[None]:
    """What the database or the system refuses is said in a sentence. Django is not loaded for it."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        what = "" if error.filename is None else f" {error.filename}"
        raise StartupError("system_error", what=what, error=why(error)) from None
    except Exception as error:
        utils = sys.modules.get("django.db.utils")
        if utils is None or not isinstance(error, utils.Error):
            raise
        raise StartupError("database_broken", error=str(error).strip().splitlines()[0]) from None


@contextmanager
def writing(option: str, file: Path) -> Iterator[None]:
    """What the system refuses while this file is written. Raises StartupError with the option, the file and a remedy."""
    try:
        yield
    except OSError as error:
        raise StartupError(
            "bad_option", option=option, error=say("file_not_written", file=file, error=why(error))
        ) from None


def spare(option: str, file: Path, is_ours: Callable[[str], bool]) -> None:
    """Leave alone what a user may have taken pains over: a file whose begin is_ours does not know. What is no file, such as
    a pipe, and what is empty may be written to. Raises StartupError.
    """
    with writing(option, file):
        if not file.is_file() or not file.stat().st_size:
            return
        with file.open(encoding="utf-8", errors="replace") as text:
            begin = text.read(LONGEST_BEGIN)
    if not is_ours(begin):
        raise StartupError("bad_option", option=option, error=say("file_not_ours", file=file))
