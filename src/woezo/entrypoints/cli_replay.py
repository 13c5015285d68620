"""`woezo replay`: the journal into a fresh router that decides again; every reservation must be the same."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from woezo.entrypoints import startup
from woezo.entrypoints.words import StartupError, say

if TYPE_CHECKING:
    from woezo.operations.replay import Replayed

LONG = 20_000
"""From so many records on it takes seconds, and whoever waits is told how far it is."""
T = TypeVar("T")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--json", action="store_true", help=say("help_json"))


def run(options: argparse.Namespace) -> int:
    """Replay and say what came of it; 1 if something differs that must not. A centre that serves meanwhile is not disturbed."""
    startup.open_centre(options.data_dir, options.database_url)
    from woezo.operations.replay import journal_records, replay
    from woezo.trail.models import JournalRecord

    startup.check_journal()
    result = replay(told(journal_records(), JournalRecord.objects.count()))
    if options.json:
        print(json.dumps(report(result), indent=2))
    elif result.difference is not None and result.promised:
        raise StartupError("replay_differs", **result.difference._asdict())
    else:
        in_words(result)
    return 1 if result.difference is not None and result.promised else 0


def in_words(result: Replayed) -> None:
    """For people. Across versions of the router a difference is information."""
    from woezo.journal.marks import CORE

    if not result.promised:
        print(say("replay_cores", cores=", ".join(map(str, result.cores)), core=CORE))
    if result.difference is None:
        print(say("replay_same", events=result.events, reservations=result.reservations))
    else:
        print(say("replay_crossed", **result.difference._asdict()))


def report(result: Replayed) -> dict[str, object]:
    """For programs."""
    difference = result.difference
    return {
        "events": result.events,
        "reservations": result.reservations,
        "identical": difference is None,
        "cores": result.cores,
        "promised": result.promised,
        "difference": None if difference is None else difference._asdict(),
    }


def told(records: Iterable[T], total: int, code: str = "replay_progress") -> Iterator[T]:
    """The records, with a line for every tenth of a long journal."""
    tenth = total // 10
    for number, record in enumerate(records):
        if total >= LONG and number and number % tenth == 0:
            print(say(code, percent=10 * (number // tenth)), file=sys.stderr, flush=True)
        yield record
