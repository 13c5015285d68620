"""The history that a command reads from a journal, and the part of it that is wanted."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from woezo.entrypoints.journals import journal
from woezo.entrypoints.words import StartupError, say
from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.fitting.history import History, history_of
from woezo.timekit import local_ms

EPOCH: Final = date(1970, 1, 1)
DEFAULT_GAP_S: Final = 1800
LONGEST_GAP_S: Final = 86_400


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of every command that reads a part of a journal."""
    parser.add_argument("journal", type=Path, help=say("help_journal"), metavar="JOURNAL.jsonl")
    parser.add_argument("--from", dest="since", metavar="DATE", help=say("help_journal_from"))
    parser.add_argument("--to", dest="until", metavar="DATE", help=say("help_journal_to"))
    parser.add_argument("--gap-s", type=int, default=DEFAULT_GAP_S, metavar="S", help=say("help_journal_gap"))


def history(file: Path) -> History:
    """What a journal tells. Raises StartupError: it is no journal, or empty."""
    try:
        with journal(file) as (header, records):
            _check_zone(file, header.zone)
            found = history_of(header, records, lambda at_ms: local_ms(header.zone, at_ms))
    except (KeyError, IndexError, TypeError, ValueError):  # records that no router ever wrote
        raise StartupError("file_unreadable", file=file, error=say("journal_lacks")) from None
    if not found.contacts:
        raise StartupError("journal_empty", file=file)
    return found


def _check_zone(file: Path, zone: str) -> None:
    try:
        local_ms(zone, 0)
    except (KeyError, ValueError, OSError):
        raise StartupError("journal_zone", file=file, zone=zone) from None


def part(whole: History, options: argparse.Namespace) -> History:
    """The days from --from to --to, both included. Raises StartupError for what is no date, or without a contact."""
    if not 1 <= options.gap_s <= LONGEST_GAP_S:
        raise StartupError("bad_option", option="--gap-s", error=say("twin_range", least=1, most=LONGEST_GAP_S))
    first, last = whole.days[0], whole.days[-1]
    since, until = _day(options.since, "--from", first), _day(options.until, "--to", last)
    found = whole.between(since * DAY_MS, (until + 1) * DAY_MS)
    if not found.contacts:
        first_day, last_day = (EPOCH + timedelta(days=day) for day in (first, last))
        raise StartupError("journal_no_days", first=first_day, last=last_day)
    return found


def _day(given: str | None, option: str, default: int) -> int:
    if given is None:
        return default
    try:
        return (date.fromisoformat(given) - EPOCH).days
    except ValueError:
        raise StartupError("bad_option", option=option, error=say("journal_date", given=given)) from None
