"""What was seen of a site on a day, and what follows from it for a promise. Without numpy: pages hold these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from woezo.workforce.hiring.plan import STARTS

COUNTS: Final = ("recruited", "on_payroll", "certified")
INDICATORS: Final = ("nationals", "women", "youth", "first_jobs")


@dataclass(frozen=True)
class Observation:
    """People at the end of a day: recruited so far, of them on the payroll, of them certified.

    The indicators count among those recruited so far, each person once and for ever, as on his first day; youth: 18 to 35.
    None where nobody has counted, or where the figure may not be shown.
    """

    day: date
    recruited: int
    on_payroll: int
    certified: int
    nationals: int | None = None
    women: int | None = None
    youth: int | None = None
    first_jobs: int | None = None


@dataclass(frozen=True)
class Forecast:
    """A promise counted in one way, as things stand.

    seen: the day of the sheet it goes by, the first one on its last day or later, else the last one. actual: what counts on
    that day, None if the sheets do not tell it exactly; it is from least to most. expected, low and high (5th and 95th
    percentile), chance: of its last day.
    """

    promise: int  # its number in the plan, from 1
    name: str
    metric: str
    last: date
    target: int
    seen: date | None
    actual: int | None
    expected: float
    low: int
    high: int
    chance: float
    least: int = 0
    most: int = 0

    @property
    def over(self) -> bool:
        """Whether somebody looked on its last day, or later."""
        return self.seen is not None and self.seen >= self.last

    @property
    def kept(self) -> bool | None:
        """Kept or missed for good; None while that is open. Who was recruited is so for ever."""
        if self.seen is None:
            return None
        if self.least >= self.target and (self.over or self.metric == STARTS):
            return True
        return False if self.over and self.most < self.target else None
