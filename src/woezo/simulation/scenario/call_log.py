"""A replication as the call log that a telephone system would have left: the `csv` that woezo import reads.

Its columns are those of woezo.journal.contacts_csv, which docs/reference/call-log.md describes: change them together.
A log made from a scenario has laws that are known, so that what is fitted to it can be held against the truth.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from woezo.simulation.customers import STREAM_BITS
from woezo.simulation.scenario.model import Scenario
from woezo.simulation.scenario.records import Lived, lived

HEAD: Final = (
    "contact",
    "queue",
    "arrived",
    "answered",
    "ended",
    "agent",
    "wrap_up_s",
    "outcome",
    "channel",
    "customer",
)
OUTCOMES: Final = {
    "abandoned": "abandoned",
    "deflected": "deflected",
    "overflowed": "deflected",
    "called_back": "deflected",
    "canceled": "canceled",
    "failed": "canceled",
}
"""Of those whom nobody answered, in the words of the format; where they went has a row of its own."""
GOES_ON: Final = ("overflowed", "called_back")
STREAM_MASK: Final = (1 << STREAM_BITS) - 1


def call_log(scenario: Scenario, first_day: date, replication: int = 0) -> Iterator[str]:
    """Lines, head first, then each contact that has ended, in the order in which they did. first_day: the date of the
    first day, whose midnight is 0:00 UTC: the clock of a scenario has no summer time.
    """
    names = [(one.name, one.channel) for one in scenario.queues]
    midnight = datetime.combine(first_day, time(), UTC)
    yield _written(HEAD)
    for id, one in lived(scenario, replication):
        if one.ended_ms is not None:
            yield _written(_cells(id, one, *names[one.queue - 1], midnight))


def _cells(id: int, one: Lived, queue: str, channel: str, midnight: datetime) -> tuple[str, ...]:
    assert one.ended_ms is not None
    arrived, ended = _time(midnight, one.arrived_ms), _time(midnight, one.ended_ms)
    if one.answered_ms is None:
        return str(id), queue, arrived, "", ended, "", "", OUTCOMES[one.outcome], channel, _customer(one)
    wrapped_ms = 0
    if one.wrapped_until_ms is not None and one.talked_until_ms is not None:
        wrapped_ms = one.wrapped_until_ms - one.talked_until_ms
    outcome = "transferred" if one.outcome == "transferred" else "completed"
    answered = _time(midnight, one.answered_ms)
    wrapped = f"{wrapped_ms / 1000:.3f}"
    return str(id), queue, arrived, answered, ended, str(one.agent), wrapped, outcome, channel, _customer(one)


def _customer(one: Lived) -> str:
    """Which of the customers of which queue. Nobody where he goes on elsewhere: that is no call of his."""
    if one.customer < 0 or one.outcome in GOES_ON:
        return ""
    return f"{(one.customer & STREAM_MASK) + 1}-{(one.customer >> STREAM_BITS) + 1}"


def _time(midnight: datetime, ms: int) -> str:
    """ISO 8601 in UTC, to the millisecond: cut to seconds, an agent's calls could overlap."""
    at = midnight + timedelta(milliseconds=ms)
    return at.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _written(cells: tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
