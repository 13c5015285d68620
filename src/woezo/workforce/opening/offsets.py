"""Dates told from the opening: "T-6 m" is six months before it, "T-6 w" six weeks, "T+10 d" ten days after, "T" the day itself.

What is due before the opening on a day when nobody works is due on the working day before it, what is due after on the one
after: neither gains time by a feast.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from woezo.workforce.periods import add_months
from woezo.workforce.working_time import Calendar

# Units as planners of both languages write them: mois, semaines, jours.
UNITS: Final = {"m": "m", "mois": "m", "month": "m", "months": "m"} | {
    word: unit
    for unit, words in {"w": "w week weeks s sem semaine semaines", "d": "d day days j jour jours"}.items()
    for word in words.split()
}
_WRITTEN: Final = re.compile(
    r"T(?:\s*(?P<sign>[-+\u2212\u2013])\s*(?P<count>[0-9]{1,4})\s*(?P<unit>[a-z]*)\.?)?", re.IGNORECASE
)
MOST: Final = {"m": 120, "w": 520, "d": 3650}  # ten years, whichever way


@dataclass(frozen=True)
class Offset:
    """So many months (m), weeks (w) or days (d) from the opening; negative before it."""

    count: int = 0
    unit: str = "d"

    @classmethod
    def parse(cls, written: str) -> Offset:
        """From text; ValueError if it cannot be read or is more than ten years."""
        found = _WRITTEN.fullmatch(written.strip())
        count = int(found["count"] or 0) if found else 0
        unit = UNITS.get((found["unit"] or ("d" if count == 0 else "")).lower()) if found else None
        if found is None or unit is None or count > MOST[unit]:
            raise ValueError(written)
        return cls(count if found["sign"] == "+" else -count, unit if count else "d")

    @classmethod
    def between(cls, opening: date, day: date) -> Offset:
        """From the opening to a day: in months where they are whole, else in days."""
        months = (day.year - opening.year) * 12 + day.month - opening.month
        return cls(months, "m") if months and add_months(opening, months) == day else cls((day - opening).days)

    def moved(self, opening: date, days: int) -> Offset:
        """So many days later."""
        return self.between(opening, self.plain_date(opening) + timedelta(days=days)) if days else self

    def __str__(self) -> str:
        return f"T{self.count:+d} {self.unit}" if self.count else "T"

    def days_about(self) -> int:
        """Days from the opening, with months of thirty: enough to tell which of two comes first in a file."""
        return self.count * {"m": 30, "w": 7, "d": 1}[self.unit]

    def plain_date(self, opening: date) -> date:
        """By the calendar alone: months keep the day, or take the last of a shorter month."""
        if self.unit == "m":
            return add_months(opening, self.count)
        return opening + timedelta(days=self.count * (7 if self.unit == "w" else 1))

    def working_date(self, opening: date, calendar: Calendar) -> date:
        """On a working day: the one before where it lies before the opening, else the one after."""
        day = self.plain_date(opening)
        return calendar.on_or_before(day) if self.count < 0 else calendar.on_or_after(day)
