"""The plans that come with Woezo, by code. Without Django: the command has them too.

lome.toml is the French text, lome.en.toml the English one. A plan's names and sources are its owner's words from then on, in
the language in which he began it: they are never translated where they are shown. A test holds the two equal but for words.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

PRESETS: Final = Path(__file__).parent.parent / "presets"
BOUND: Final = re.compile(r"(?m)^(?P<line>.+) # in (?P<country>[A-Z]{2})\n")
ELSEWHERE: Final = re.compile(r"(?m)^# elsewhere: (?P<line>.+)\n")


@cache
def texts(language: str) -> dict[str, str]:
    """Each plan's TOML text, in alphabetical order; in French where the language ("en") has none."""
    codes = sorted(path.stem for path in PRESETS.glob("*.toml") if "." not in path.stem)
    return {code: _file(code, language).read_text(encoding="utf-8") for code in codes}


def _file(code: str, language: str) -> Path:
    own = PRESETS / f"{code}.{language}.toml"
    return own if own.is_file() else PRESETS / f"{code}.toml"


@cache
def site_text(file: str, country: str) -> str:
    """What a site file (opening, requirements, cities) begins with in a country, by its code; "" where nobody has named one.

    A line that ends in `# in TG` holds in Togo alone, one behind `# elsewhere:` everywhere but there: the authorities and
    papers of one country are no fact about another.
    """
    text = (PRESETS / "site" / f"{file}.toml").read_text(encoding="utf-8")
    home = {found["country"] for found in BOUND.finditer(text)}
    text = BOUND.sub(lambda found: f"{found['line']}\n" if found["country"] == country else "", text)
    return ELSEWHERE.sub("" if country in home else lambda found: f"{found['line']}\n", text)
