"""`woezo import FORMAT FILE --journal OUT`: a log of another system as a journal, and what it told."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from woezo.entrypoints.files import writing
from woezo.entrypoints.journals import opened, readable, save
from woezo.entrypoints.log_summary import in_words, summary
from woezo.entrypoints.words import StartupError, say
from woezo.journal import anonymous_bank, asterisk_queue_log, contacts_csv
from woezo.journal.facts import Misread, Told
from woezo.journal.lines import Record, write
from woezo.journal.recording import UNKNOWN_COUNTRY, Recording
from woezo.timekit import instant_ms

LONG: Final = 20_000
"""From so many contacts on it takes seconds, and whoever waits is told how far it is."""
SHOWN_REASONS: Final = 3
EVER_MS: Final = 1 << 60
Reader = Callable[[Iterable[str], str | None], tuple[Told, str]]
READERS: Final[dict[str, Reader]] = {
    "anonymous-bank": lambda lines, _: (anonymous_bank.told(anonymous_bank.read(lines)), anonymous_bank.ZONE),
    "asterisk-queue-log": lambda lines, zone: (asterisk_queue_log.told(lines), zone or "UTC"),
    "csv": contacts_csv.told,
}
"""What the lines of a format say, and the zone of its days; the zone given with --zone, if any."""


def run(options: argparse.Namespace) -> int:
    """Read the log, write the journal, print the summary."""
    told, zone = _told(options)
    told = _between(told, zone, options.from_date, options.to_date)
    if not told.contacts:
        raise StartupError("log_without_contacts", file=options.file, reasons=_reasons(told))
    country = anonymous_bank.COUNTRY if options.format == "anonymous-bank" else UNKNOWN_COUNTRY
    recording = Recording(told, options.gap_s * 1000, options.target_s * 1000, country)
    told.asides += Counter(
        aside_ring_unheard=recording.rings_left_out, aside_overlaps=recording.overlaps, aside_endless=recording.endless
    )
    names = {name: name for name in recording.agents} if options.keep_names else {}
    header = recording.header(zone, options.format, options.gap_s, names)
    count = Counted(len(told.contacts))
    with writing("--journal", options.journal):
        save(options.journal, write(header, count.told(recording.records())))
    found = summary(told, zone, options.target_s)
    found |= {
        "guessed": recording.guessed,
        "gap_s": options.gap_s,
        "journal": str(options.journal),
        "records": count.records,
    }
    print(json.dumps(found, indent=2, ensure_ascii=False) if options.json else in_words(found, options.target_s))
    return 0


def _told(options: argparse.Namespace) -> tuple[Told, str]:
    """What the log says, and the zone of its days. Raises StartupError."""
    if options.zone:
        check_zone(options.zone)
    try:
        with readable(options.file), opened(options.file) as file:
            return READERS[options.format](file, options.zone)
    except Misread as error:
        raise StartupError(error.code, file=options.file, line=error.line, **error.fields) from None
    except (ValueError, csv.Error) as error:
        raise StartupError("file_unreadable", file=options.file, error=error) from None


def check_zone(name: str) -> None:
    """Raises StartupError for what is no time zone."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # a name that leads out, a folder, a name that is not there
        raise StartupError("zone_unknown", value=name) from None


def _between(told: Told, zone: str, first: date | None, last: date | None) -> Told:
    """The days asked for, first and last included."""
    if first is None and last is None:
        return told
    from_ms = instant_ms(zone, first, time()) if first else 0
    to_ms = instant_ms(zone, last + timedelta(1), time()) if last else EVER_MS
    return told.between(from_ms, to_ms)


def _reasons(told: Told) -> str:
    """The first lines that could not be used, and why; how many are of other days."""
    found = [f"{say('import_line')} {row.line}: {say(row.reason)}" for row in told.bad[:SHOWN_REASONS]]
    found += [f"{count} {say(code)}" for code, count in told.asides.items() if count]
    return "; ".join(found) if found else say("import_empty")


class Counted:
    """How many records have gone by; says every tenth of a long log."""

    def __init__(self, contacts: int) -> None:
        self.records = 0
        self._tenth = contacts // 10 if contacts >= LONG else 0

    def told(self, records: Iterator[Record]) -> Iterator[Record]:
        """The records as they come."""
        arrived = 0
        for record in records:
            self.records += 1
            yield record
            if self._tenth and record.event == "arrive":
                arrived += 1
                if arrived % self._tenth == 0:
                    print(say("import_writing", percent=10 * (arrived // self._tenth)), file=sys.stderr, flush=True)


def day(text: str) -> date:
    """A date of the command line. Raises argparse.ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(say("import_date", given=text)) from None
