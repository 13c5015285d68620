"""The plans that come with Woezo, by code. Without Django: the command has them too."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

PRESETS: Final = Path(__file__).parent / "presets"


@cache
def texts() -> dict[str, str]:
    """Each plan's TOML text, in alphabetical order."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(PRESETS.glob("*.toml"))}
