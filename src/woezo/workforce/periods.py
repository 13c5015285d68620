"""Calendar years, years of activity and months. The first year of activity begins on the day of opening, wherever in the
calendar that is: a promise "in 2020" and one "in the first year" end nine months apart for an opening in April.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def add_months(day: date, months: int) -> date:
    """The same day so many months later or earlier, the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def calendar_year(year: int) -> Period:
    """1 January to 31 December."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def activity_year(opening: date, number: int) -> Period:
    """The year of activity of that number, from 1: it ends the day before the opening's anniversary."""
    return Period(add_months(opening, 12 * (number - 1)), add_months(opening, 12 * number) - DAY)


def months(first: date, last: date) -> Iterator[Period]:
    """The calendar months from the one of the first day to the one of the last, each whole."""
    start = first.replace(day=1)
    while start <= last:
        following = add_months(start, 1)
        yield Period(start, following - DAY)
        start = following


def calendar_years(first: date, last: date) -> Iterator[Period]:
    """The calendar years that two days touch, each cut to them."""
    for year in range(first.year, last.year + 1):
        whole = calendar_year(year)
        yield Period(max(whole.first, first), min(whole.last, last))


def activity_years(opening: date, last: date) -> Iterator[Period]:
    """The years of activity up to the last day, the last one cut to it."""
    number = 1
    while (whole := activity_year(opening, number)).first <= last:
        yield Period(whole.first, min(whole.last, last))
        number += 1
