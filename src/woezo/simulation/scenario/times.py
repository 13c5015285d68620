"""The clock of a scenario: when its run begins and ends, what of it is counted, and the breaks of a shift.

Time 0 is midnight of the first day, so that clock times and profiles mean the same on every day.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from woezo.measures.fold import INTERVAL_MS
from woezo.parameters.reading import clock_minutes, is_clock
from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.scenario.model import Frame, Outage, Shift

MINUTE_MS: Final = 60_000
DAY_MINUTES: Final = 24 * 60
SLOTS_A_DAY: Final = DAY_MS // INTERVAL_MS
Minutes = tuple[int, int]
"""A begin and an end, in minutes since midnight of the day on which the shift begins."""


def whole_ms(seconds: Decimal) -> int:
    """Seconds as whole milliseconds, half up."""
    return int(seconds * 1000 + Decimal("0.5"))


def begins_ms(frame: Frame) -> int:
    """The begin of the run."""
    return clock_minutes(frame.begins) * MINUTE_MS


def until_ms(frame: Frame) -> int:
    """From then on nobody comes."""
    return (frame.days - 1) * DAY_MS + clock_minutes(frame.ends) * MINUTE_MS


def counted_from_ms(frame: Frame) -> int:
    """The begin of the run after its warm-up."""
    return begins_ms(frame) + round(frame.warm_up_minutes * MINUTE_MS)


def slots_of(frame: Frame) -> int:
    """How many quarters of an hour the report has."""
    whole = max(1, -(-(until_ms(frame) - counted_from_ms(frame)) // INTERVAL_MS))
    return {"run": whole, "day": min(whole, SLOTS_A_DAY), "week": min(whole, 7 * SLOTS_A_DAY)}[frame.slots]


def lasts_ms(outage: Outage) -> tuple[int, int]:
    """From when until when a site is lost."""
    at_ms = (outage.day - 1) * DAY_MS + clock_minutes(outage.at) * MINUTE_MS
    return at_ms, at_ms + round(outage.minutes * MINUTE_MS)


# -- shifts ---------------------------------------------------------------------------------------------------------------
def worked(shift: Shift) -> Minutes:
    """Begin and end of a shift; over midnight the end is above 24 hours."""
    begin, end = clock_minutes(shift.begins), clock_minutes(shift.ends)
    return begin, end if end > begin else end + DAY_MINUTES


def minutes_of(said: str) -> Minutes | None:
    """Begin and end of "12:00-12:45"; over midnight the end is above 24 hours. None if it is no break."""
    first, _, last = said.replace(" ", "").partition("-")
    if not is_clock(first) or not is_clock(last) or first == last:
        return None
    begin, end = clock_minutes(first), clock_minutes(last)
    return begin, end if end > begin else end + DAY_MINUTES


def break_in(shift: Shift, said: str) -> Minutes | None:
    """A break where it lies in its shift, be it after midnight; None if it does not lie in it."""
    first, last = worked(shift)
    found = minutes_of(said)
    if found is None:
        return None
    begin, end = found if found[0] >= first else (found[0] + DAY_MINUTES, found[1] + DAY_MINUTES)
    return (begin, end) if end <= last else None


def pauses(shift: Shift) -> list[Minutes]:
    """Its breaks in order; those that touch or overlap are one."""
    found: list[Minutes] = []
    for begin, end in sorted(one for said in shift.breaks if (one := break_in(shift, said)) is not None):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((begin, end))
    return found
