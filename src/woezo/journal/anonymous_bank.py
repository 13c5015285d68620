"""The call log of the "Anonymous Bank" (Technion, 1999) as calls: one row in, one call or one reason out.

Times of the log are seconds of a day and run past midnight by starting again; 0:00:00 stands for "did not happen".
`told` makes instants of them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from functools import cache
from typing import Final, NamedTuple

from woezo.journal.facts import END, HANG_UP, BadRow, Contact, Misread, Told
from woezo.timekit import instant_ms

ZONE: Final = "Asia/Jerusalem"
COUNTRY: Final = "IL"
DAY_S: Final = 86_400
COLUMNS: Final = (
    "type", "date", "priority", "vru_exit", "q_start", "q_exit", "outcome", "ser_start", "ser_exit", "server",
)  # fmt: skip
LATE_S, EARLY_S = 20 * 3600, 4 * 3600
"""A time before 4:00 that follows one after 20:00 is of the next day."""
MENU_SLACK_S: Final = 60
CLOCKS_S: Final = 5
NOBODY: Final = "0"
"""As a customer's number: he is none of the bank's, or did not say who he is."""
CREDIT_S: Final = 90
"""Priority 2 entered the queue a minute and a half older (the log's documentation)."""


class Call(NamedTuple):
    """One call, times in seconds of its day. wait_s: until an agent took it, or until the caller left.

    server: the agent who served it, "" if nobody did. It never queued if it left in the menu (queued is False). customer: a
    number of the bank's, "" for who did not say who he is.
    """

    line: int
    date: str
    kind: str
    arrival_s: int
    wait_s: int
    service_s: int
    credit_s: int
    server: str
    queued: bool
    customer: str = ""


def read(lines: Iterable[str]) -> Iterator[Call | BadRow]:
    """Every row of the log, in its order. Raises Misread if the columns are not those of the log."""
    reader = csv.DictReader(lines)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise Misread("log_bank_columns", 1, missing=", ".join(missing))
    for row in reader:
        yield _call(reader.line_num, row)


def _call(line: int, row: dict[str, str]) -> Call | BadRow:
    try:
        left_menu, q_start, q_exit = (_seconds(row[name]) for name in ("vru_exit", "q_start", "q_exit"))
        ser_start, ser_exit = _seconds(row["ser_start"]), _seconds(row["ser_exit"])
        priority = int(float(row["priority"]))
        _hour_ms(row["date"], 0)
    except (ValueError, TypeError, AttributeError):
        return BadRow(line, "row_unreadable")
    kind, outcome, server = row["type"].strip(), row["outcome"].strip(), row["server"].strip()
    customer = (row.get("customer_id") or "").strip()
    customer = "" if customer == NOBODY else customer
    credit_s = CREDIT_S if priority == 2 else 0
    arrival_s = q_start or left_menu
    waited_s = _span(q_start, q_exit) if q_start else 0
    if waited_s is None:
        return BadRow(line, "row_queue_backwards")
    if outcome == "HANG":
        return Call(line, row["date"], kind, arrival_s, waited_s, 0, credit_s, "", waited_s > 0, customer)
    if outcome == "PHANTOM":
        return BadRow(line, "row_phantom")
    if outcome != "AGENT":
        return BadRow(line, "row_unknown_outcome")
    if server in ("", "NO_SERVER"):
        return BadRow(line, "row_no_server")
    service_s = _span(ser_start, ser_exit)
    if not q_start and 0 < arrival_s - ser_start <= MENU_SLACK_S:
        arrival_s = ser_start  # straight to an agent: the menu's clock stops a little later than the agent's starts
    wait_s = _span(arrival_s, ser_start)
    if service_s is None or not ser_exit:
        return BadRow(line, "row_service_backwards")
    if wait_s is None or wait_s > 3600:
        return BadRow(line, "row_service_early")
    return Call(line, row["date"], kind, arrival_s, wait_s, service_s, credit_s, server, True, customer)


def _seconds(text: str) -> int:
    hours, minutes, seconds = (int(part) for part in text.split(":"))
    if not (0 <= hours < 48 and 0 <= minutes < 60 and 0 <= seconds < 60):
        raise ValueError(text)
    return hours * 3600 + minutes * 60 + seconds


def _span(start_s: int, end_s: int) -> int | None:
    """Seconds from start to end, over midnight if it must be; None if time ran backwards. A few seconds back are two clocks."""
    if end_s >= start_s:
        return end_s - start_s
    if start_s >= LATE_S and end_s <= EARLY_S:
        return end_s + DAY_S - start_s
    return 0 if start_s - end_s <= CLOCKS_S else None


class Spell(NamedTuple):
    """A time in which an agent was at work, as far as his calls show it; seconds of the day."""

    server: str
    start_s: int
    end_s: int


def presence(calls: Iterable[Call], gap_s: int = 1800) -> list[Spell]:
    """When each agent was at work: from call to call, a gap of more than gap_s is an absence."""
    taken: dict[str, list[tuple[int, int]]] = {}
    for call in calls:
        if call.server:
            start_s = call.arrival_s + call.wait_s
            taken.setdefault(call.server, []).append((start_s, start_s + call.service_s))
    spells = []
    for server, times in sorted(taken.items()):
        times.sort()
        begin, end = times[0]
        for start_s, end_s in times[1:]:
            if start_s - end > gap_s:
                spells.append(Spell(server, begin, end))
                begin = start_s
            end = max(end, end_s)
        spells.append(Spell(server, begin, end))
    return sorted(spells, key=lambda spell: (spell.start_s, spell.server))


# -- as facts -----------------------------------------------------------------------------------------------------------
def told(rows: Iterable[Call | BadRow]) -> Told:
    """The calls that came to a queue or an agent; who left in the menu came to none."""
    found = Told()
    for row in rows:
        if isinstance(row, BadRow):
            found.bad.append(row)
        elif row.queued:
            found.contacts.append(_contact(row))
        else:
            found.asides["aside_left_menu"] += 1
    return found


def _contact(call: Call) -> Contact:
    arrived_ms = _instant_ms(call.date, call.arrival_s)
    left_ms = arrived_ms + call.wait_s * 1000
    ended_ms = left_ms + call.service_s * 1000
    one = Contact(
        call.line, call.kind, "voice", arrived_ms, ended_ms, HANG_UP, credit_ms=call.credit_s * 1000,
        customer=call.customer,
    )  # fmt: skip
    if not call.server:
        return one
    return one._replace(ending=END, agent=call.server, answered_ms=left_ms, wrapped_ms=ended_ms)


def _instant_ms(day: str, second: int) -> int:
    return _hour_ms(day, second // 3600) + second % 3600 * 1000


@cache
def _hour_ms(day: str, hour: int) -> int:
    """When an hour of a day began. Summer time changes on the hour, so that every second of it has the same offset."""
    days, hour = divmod(hour, 24)
    return instant_ms(ZONE, date.fromisoformat(day) + timedelta(days), time(hour))
