"""`woezo export`: the live journal as a journal file, for `woezo fit`, `check` and `rehearse`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from woezo.entrypoints import startup
from woezo.entrypoints.cli_import_journal import check_zone, day
from woezo.entrypoints.cli_replay import told
from woezo.entrypoints.files import writing
from woezo.entrypoints.journals import is_journal, save
from woezo.entrypoints.words import StartupError, say
from woezo.journal.lines import Header, Record, write
from woezo.timekit import instant_ms

if TYPE_CHECKING:
    from woezo.operations.directory import Directory

SOURCE = "woezo"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("file", type=Path, metavar="JOURNAL.jsonl", help=say("help_export_file"))
    parser.add_argument("--from", dest="from_date", type=day, metavar="DATE", help=say("help_import_from"))
    parser.add_argument("--to", dest="to_date", type=day, metavar="DATE", help=say("help_import_to"))
    parser.add_argument("--zone", metavar="ZONE", help=say("help_export_zone"))
    parser.add_argument("--json", action="store_true", help=say("help_json"))


def run(options: argparse.Namespace) -> int:
    """Write the file and say what is in it. A centre that serves meanwhile is not disturbed."""
    if options.file.exists() and not is_journal(options.file):
        raise StartupError("bad_option", option="JOURNAL.jsonl", error=say("import_not_over", file=options.file))
    if options.zone:
        check_zone(options.zone)
    startup.open_centre(options.data_dir, options.database_url)
    from woezo.operations.directory import read_directory
    from woezo.operations.export import exported, stretch

    startup.check_journal()
    directory = read_directory(0)
    zone = options.zone or _zone(directory)
    since_ms = None if options.from_date is None else _midnight_ms(zone, options.from_date)
    until_ms = None if options.to_date is None else _midnight_ms(zone, options.to_date + timedelta(days=1))
    part, count = stretch(since_ms, until_ms), Counted()
    records = told(count.counted(exported(part)), part.end - part.first, "export_progress")
    with writing("JOURNAL.jsonl", options.file):
        save(options.file, write(header(directory, zone), records))
    found = {"journal": str(options.file), "zone": zone, "records": count.records, "contacts": count.contacts}
    print(json.dumps(found, indent=2, ensure_ascii=False) if options.json else say("export_written", **found))
    return 0


def header(directory: Directory, zone: str) -> Header:
    """Queues by name, agents by number: their names are personal data."""
    queues = {id: queue.name for id, queue in directory.queues.items()}
    return Header(zone, SOURCE, queues, {id: f"agent {id}" for id in sorted(directory.agents)})


class Counted:
    """Records on their way into the file. Raises StartupError at their end if nobody came: then no file is written."""

    def __init__(self) -> None:
        self.records = self.contacts = 0

    def counted(self, records: Iterable[Record]) -> Iterator[Record]:
        """The same."""
        for record in records:
            self.records += 1
            self.contacts += record.event == "arrive"
            yield record
        if not self.contacts:
            raise StartupError("export_empty")


def _zone(directory: Directory) -> str:
    """That of the sites, else that of the programmes. Raises StartupError where both have several."""
    sites = sorted({one.zone for one in directory.sites.values()})
    programmes = sorted({one.zone for one in directory.programmes.values()})
    for zones in (sites, programmes):
        if len(zones) == 1:
            return zones[0]
    raise StartupError("bad_option", option="--zone", error=say("export_zones", zones=", ".join(sites or ["UTC"])))


def _midnight_ms(zone: str, of: date) -> int:
    return instant_ms(zone, of, time())
