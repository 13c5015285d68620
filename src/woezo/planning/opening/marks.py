"""Words, sign and colour of a state, and the few phrases of time that the pages of a site's files share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from babel.units import format_unit
from django.utils.translation import gettext as _

from woezo.planning.wording.words import Words
from woezo.workforce.opening.offsets import Offset

SOON_DAYS: Final = 28  # what lies farther ahead is coming
SIGNS: Final = {"met": "✓", "watch": "▲", "missed": "■", "provisional": "○", "closed": "–"}
UNITS: Final = {"m": "month", "w": "week", "d": "day"}
MINUS: Final = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Chip:
    """A state as it is shown: its colour is that of a condition of service levels."""

    sl: str
    words: str

    @property
    def sign(self) -> str:
        """Never colour alone."""
        return SIGNS[self.sl]


def time(count: int, unit: str, words: Words) -> str:
    """So many months (m), weeks (w) or days (d), in words."""
    return str(format_unit(count, f"duration-{UNITS[unit]}", length="long", locale=words.locale))


def offset(at: Offset, words: Words) -> str:
    """T − 6 months."""
    return f"T {MINUS if at.count < 0 else '+'} {time(abs(at.count), at.unit, words)}" if at.count else "T"


def late(days: int, words: Words) -> Chip:
    """The day is over."""
    return Chip("missed", _("Late by %(days)s") % {"days": time(days, "d", words)})


def ahead(day: date, today: date, words: Words) -> Chip:
    """The day is today or to come."""
    days = (day - today).days
    if days <= 0:
        return Chip("watch", _("Due today"))
    return Chip(
        "watch" if days <= SOON_DAYS else "provisional", _("Due in %(days)s") % {"days": time(days, "d", words)}
    )
