"""Opening hours: from weekly periods on a local clock to instants. Pure; every instant is milliseconds since 1970, UTC.

A period belongs to the date on which it begins: on a special date the hours of that date begin instead of the week's,
and a period that began the evening before runs to its end past midnight. Where the clock goes back, an ambiguous time
opens at its first and closes at its second occurrence; where it goes forward, a time that is skipped counts as if the
clock had not yet moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HORIZON_DAYS = 400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)

Hours = tuple[time, time]
"""Open from one local time to another; closes <= opens means on the next day."""
SpecialDays = Mapping[date, Sequence[Hours]]
"""Dates on which other hours hold than those of the week; no hours: closed."""


@dataclass(frozen=True)
class Period:
    """Open on a weekday (0 is Monday) from one local time to another; closes <= opens means on the next day."""

    weekday: int
    opens: time
    closes: time


def local_date(zone: str, at_ms: int) -> date:
    """The date that a clock in this zone shows."""
    return (_EPOCH + timedelta(milliseconds=at_ms)).astimezone(ZoneInfo(zone)).date()


def local_ms(zone: str, at_ms: int) -> int:
    """Wall-clock milliseconds since 1970-01-01 of an instant in a zone: what is the same on every day has the same
    remainder.
    """
    offset = datetime.fromtimestamp(at_ms / 1000, ZoneInfo(zone)).utcoffset()
    return at_ms + (0 if offset is None else round(offset.total_seconds() * 1000))


def instant_ms(zone: str, day: date, at: time, last: bool = False) -> int:
    """The instant of a local time; last: the second one where the clock shows it twice."""
    local = datetime.combine(day, at, ZoneInfo(zone))
    first_ms = _ms(local)
    return max(first_ms, _ms(local.replace(fold=1))) if last else first_ms


def _ms(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def spans_ms(
    periods: Sequence[Period], special: SpecialDays, zone: str, first: date, days: int
) -> Iterator[tuple[int, int]]:
    """(opens, closes) of the periods that begin on these dates, in order, touching ones joined."""
    begun: tuple[int, int] | None = None
    for offset in range(days):
        day = first + offset * _DAY
        hours = special.get(day)
        if hours is None:
            hours = [(period.opens, period.closes) for period in periods if period.weekday == day.weekday()]
        for opens_ms, closes_ms in _spans_of_day(hours, zone, day):
            if begun is not None and opens_ms <= begun[1]:
                begun = (begun[0], max(begun[1], closes_ms))
                continue
            if begun is not None:
                yield begun
            begun = (opens_ms, closes_ms)
    if begun is not None:
        yield begun


def _spans_of_day(hours: Iterable[Hours], zone: str, day: date) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for opens, closes in hours:
        opens_ms = instant_ms(zone, day, opens)
        closes_ms = instant_ms(zone, day if closes > opens else day + _DAY, closes, last=True)
        if closes_ms > opens_ms:
            found.append((opens_ms, closes_ms))
    return sorted(found)


def is_open(periods: Sequence[Period], special: SpecialDays, zone: str, at_ms: int) -> bool:
    """Whether one of the periods holds this instant."""
    yesterday = local_date(zone, at_ms) - _DAY
    return any(opens <= at_ms < closes for opens, closes in spans_ms(periods, special, zone, yesterday, 3))


def next_change_ms(
    periods: Sequence[Period], special: SpecialDays, zone: str, at_ms: int, days: int = HORIZON_DAYS
) -> int | None:
    """The next instant at which open becomes closed or closed open; None if that is farther than `days` away."""
    first = local_date(zone, at_ms) - _DAY
    end_ms = instant_ms(zone, first + days * _DAY, time())
    for opens_ms, closes_ms in spans_ms(periods, special, zone, first, days):
        if opens_ms > at_ms:
            return opens_ms
        if closes_ms > at_ms:
            return closes_ms if closes_ms < end_ms else None
    return None
