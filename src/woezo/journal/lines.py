"""A journal as a text file: JSON lines, a header first, then one record a line in order of time.

    {"woezo_journal": 1, "zone": "Asia/Jerusalem", "source": "anonymous-bank", "presence_gap_s": 1800,
     "queues": {"1": "PS"}, "agents": {"1": "agent 1"}}
    [915164408000, "arrive", {"interaction": 7, "queue": 1}, [["queued", 7, 1]]]

A record is [at_ms, event, args, effects] as the live floor writes them (docs/reference/routing.md): measures.counts.Counts
counts both. What a log of another system becomes is in docs/reference/call-log.md. Whoever changes the form raises FORM
and reads the earlier ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from woezo.journal.effects import Encoded

FORM: Final = 1
MARK: Final = "woezo_journal"


class Record(NamedTuple):
    """One event and what it did. at_ms: milliseconds since 1970."""

    at_ms: int
    event: str
    args: dict[str, Any]
    effects: list[Encoded]


class Header(NamedTuple):
    """What the records do not say: names of ids, the zone of days and hours, where it comes from.

    presence_gap_s: the log did not know (of everybody) who was there; an agent without a contact for so long counts as
    away. None: every sign-in and sign-out stood in the log.
    """

    zone: str
    source: str
    queues: dict[int, str]
    agents: dict[int, str]
    presence_gap_s: int | None = None


class NotAJournal(Exception):
    """The text is no journal, or one that this version cannot read. reason: header, newer, record, order."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def write(header: Header, records: Iterable[Record]) -> Iterator[str]:
    """The lines of the file, each with its end."""
    first = {MARK: FORM, **header._asdict()}
    yield json.dumps(first, ensure_ascii=False) + "\n"
    encode = json.JSONEncoder(separators=(",", ":")).encode
    for record in records:
        yield encode(record) + "\n"


def read(lines: Iterable[str]) -> tuple[Header, Iterator[Record]]:
    """The header at once, the records as they are asked for. Raises NotAJournal, the latter too."""
    left = iter(lines)
    return _header(next(left, "")), _records(left)


def _header(line: str) -> Header:
    try:
        found = json.loads(line)
        form = int(found.pop(MARK))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise NotAJournal(1, "header") from None
    if form > FORM:
        raise NotAJournal(1, "newer")
    try:
        queues = {int(id): str(name) for id, name in found["queues"].items()}
        agents = {int(id): str(name) for id, name in found["agents"].items()}
        return Header(str(found["zone"]), str(found["source"]), queues, agents, found.get("presence_gap_s"))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise NotAJournal(1, "header") from None


def _records(lines: Iterator[str]) -> Iterator[Record]:
    last_ms = 0
    for number, line in enumerate(lines, 2):
        try:
            at_ms, event, args, effects = json.loads(line)
        except (ValueError, TypeError):
            raise NotAJournal(number, "record") from None
        kinds = (type(at_ms), type(event), type(args), type(effects))
        if kinds != (int, str, dict, list):
            raise NotAJournal(number, "record")
        if at_ms < last_ms:
            raise NotAJournal(number, "order")
        last_ms = at_ms
        yield Record(at_ms, event, args, effects)
