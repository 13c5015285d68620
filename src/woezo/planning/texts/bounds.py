"""What a text may not ask of whoever reads it, looked for before anybody does: one pass over its tokens. Pure.

tomllib takes time by the square of a key's parts, and Python fails on a number without end: nobody needs either in a plan.
"""

from __future__ import annotations

import re
from typing import Final

MOST_PARTS: Final = 8
"""Of a dotted key."""
MOST_BRACKETS: Final = 16
"""Within each other."""

STRINGS: Final = (  # an end that is missing is tomllib's to tell: what is optional makes no token be tried twice
    r'"""(?:[^"\\]|\\.|"(?!""))*(?:"{3,5})?'
    r"|'''(?:[^']|'(?!''))*(?:'{3,5})?"
    r'|"(?:[^"\\\n]|\\.)*"?'
    r"|'[^'\n]*'?"
)
TOKEN: Final = re.compile(
    rf"(?P<passed>\#[^\n]*|{STRINGS})|(?P<word>[A-Za-z0-9_+-]+)|(?P<dot>\.)|(?P<mark>[\n=,\[\]{{}}])", re.S
)
ENDLESS: Final = re.compile(r"[+-]?[0-9][0-9_]{999,}|0[xob][0-9A-Fa-f_]{1000,}|[+-]?[0-9][0-9_]*[eE][+-]?[0-9_]{7,}")


def first_beyond(text: str) -> tuple[str, int] | None:
    """What goes too far and where it stands, counted from zero: "parts", "brackets" or "number". None: nothing does."""
    dots = depth = 0
    for token in TOKEN.finditer(text):
        match token.lastgroup:
            case "word" if ENDLESS.fullmatch(token[0]):
                return "number", token.start()
            case "dot":
                dots += 1
            case "mark":
                dots = 0
                depth = max(depth + (token[0] in "[{") - (token[0] in "]}"), 0)
        if dots >= MOST_PARTS:
            return "parts", token.start()
        if depth > MOST_BRACKETS:
            return "brackets", token.start()
    return None
