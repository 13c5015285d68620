"""Compile every .po file of the package: `python buildtools/messages.py`. Babel does it without gettext's own tools."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "src" / "woezo" / "locale"


def compile_messages() -> None:
    """Write the .mo beside each .po, at one blow: several test runs do it while others read."""
    for source in LOCALE.rglob("*.po"):
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parts[-3])
        draft = source.with_suffix(f".{os.getpid()}.mo")
        with draft.open("wb") as file:
            write_mo(file, catalog)
        draft.replace(source.with_suffix(".mo"))


if __name__ == "__main__":
    compile_messages()
