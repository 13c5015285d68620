"""A CSV of contacts, one a row, as facts.

docs/reference/call-log.md describes it to whoever writes one: change both together.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from itertools import chain
from typing import Final

from woezo.journal.facts import CANCEL, DEFLECT, END, HANG_UP, BadRow, Contact, Misread, Told
from woezo.journal.written_times import Clock, Unreadable
from woezo.routing.codes import CHANNELS

REQUIRED: Final = ("queue", "arrived", "answered", "ended", "agent")
OPTIONAL: Final = ("contact", "wrap_up_s", "outcome", "channel", "customer")
DELIMITERS: Final = (",", ";", "\t")
ANSWERED: Final = {"": END, "completed": END, "transferred": END}
UNANSWERED: Final = {"": HANG_UP, "abandoned": HANG_UP, "deflected": DEFLECT, "canceled": CANCEL}
"""Outcomes, and the event by which the contact ends."""
LONGEST_MS: Final = 31 * 86_400_000
"""From arrival to end: more is a date that was mistyped."""


class Bad(Exception):
    """The row cannot be used; carries the reason."""


def told(lines: Iterable[str], zone: str | None) -> tuple[Told, str]:
    """What the rows say, and the zone of their days. zone: of times without offset, and of the days.

    Raises Misread if columns are missing, or for times of which one zone cannot be the reason.
    """
    left = iter(lines)
    first = next(left, "")
    found, clock = Told(), Clock(zone)
    if not first:
        return found, zone or "UTC"
    reader = csv.reader(chain([first], left), delimiter=max(DELIMITERS, key=first.count))
    columns = {name.strip().lower(): index for index, name in enumerate(next(reader))}
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise Misread("log_columns", 1, missing=", ".join(missing), columns=", ".join((*REQUIRED, *OPTIONAL)))
    rows = _Rows(found, clock, columns)
    for cells in reader:
        if any(cells):
            rows.read(reader.line_num, cells)
    return found, clock.named()


class _Rows:
    def __init__(self, found: Told, clock: Clock, columns: dict[str, int]) -> None:
        self.found = found
        self.clock = clock
        self.columns = {name: index for name, index in columns.items() if name in (*REQUIRED, *OPTIONAL)}
        self.width = len(columns)
        self.channels: dict[str, str] = {}
        self.seen: set[tuple[str, str, int]] = set()
        for name in columns.keys() - self.columns.keys():
            found.unknown[name] += 1

    def read(self, line: int, cells: list[str]) -> None:
        """One row: a contact, or why it is none."""
        try:
            self.found.contacts.append(self._contact(line, cells))
        except Bad as bad:
            self.found.bad.append(BadRow(line, str(bad)))
        except Unreadable:
            self.found.bad.append(BadRow(line, "row_time_unreadable"))

    def _contact(self, line: int, cells: list[str]) -> Contact:
        if any(cells[self.width :]):
            raise Bad("row_too_many_cells")
        row = {name: cells[index].strip() if index < len(cells) else "" for name, index in self.columns.items()}
        queue, agent = row["queue"], row["agent"]
        if not queue:
            raise Bad("row_no_queue")
        arrived_ms = self.clock.instant_ms(line, row["arrived"])
        answered_ms = self.clock.instant_ms(line, row["answered"], arrived_ms) if row["answered"] else 0
        ended_ms = self.clock.instant_ms(line, row["ended"], answered_ms or arrived_ms)
        _check(arrived_ms, answered_ms or arrived_ms, ended_ms)
        if bool(answered_ms) != bool(agent):
            raise Bad("row_agent_unanswered" if agent else "row_no_server")
        ending = self._ending(row.get("outcome", "").lower(), bool(agent))
        wrap_up_ms = _wrap_up_ms(row.get("wrap_up_s", ""))
        wrapped_ms = ended_ms + wrap_up_ms if agent else 0
        channel = self._channel(queue, row.get("channel", "").lower())
        self._once(row.get("contact", ""), queue, arrived_ms)
        if row.get("outcome", "").lower() == "transferred":
            self.found.asides["aside_transferred"] += 1
        taken = (agent, answered_ms, answered_ms, wrapped_ms)
        customer = row.get("customer", "")
        return Contact(line, queue, channel, arrived_ms, ended_ms, ending, *taken, customer=customer)

    def _ending(self, outcome: str, taken: bool) -> str:
        possible, other = (ANSWERED, UNANSWERED) if taken else (UNANSWERED, ANSWERED)
        if outcome not in possible:
            raise Bad("row_outcome_contradicts" if outcome in other else "row_unknown_outcome")
        return possible[outcome]

    def _channel(self, queue: str, channel: str) -> str:
        """A queue has one channel, that of its first row."""
        channel = channel or self.channels.get(queue, "voice")
        if channel not in CHANNELS:
            raise Bad("row_unknown_channel")
        if self.channels.setdefault(queue, channel) != channel:
            raise Bad("row_other_channel")
        return channel

    def _once(self, contact: str, queue: str, arrived_ms: int) -> None:
        """A contact may come to several queues, or come back; not to one queue in one moment."""
        key = (contact, queue, arrived_ms)
        if contact and key in self.seen:
            raise Bad("row_twice")
        self.seen.add(key)


def _check(arrived_ms: int, answered_ms: int, ended_ms: int) -> None:
    if not arrived_ms <= answered_ms <= ended_ms:
        raise Bad("row_backwards")
    if ended_ms - arrived_ms > LONGEST_MS:
        raise Bad("row_too_long")


def _wrap_up_ms(text: str) -> int:
    """Seconds with a point or a comma, nothing for none."""
    if not text:
        return 0
    try:
        seconds = float(text.replace(",", "."))
    except ValueError:
        raise Bad("row_wrap_up") from None
    if not 0 <= seconds * 1000 <= LONGEST_MS:
        raise Bad("row_wrap_up")
    return round(seconds * 1000)
