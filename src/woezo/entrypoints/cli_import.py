"""`woezo import`: a log of the past as a journal, or a day of it through the live dispatcher, in virtual time."""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from woezo.entrypoints import cli_import_journal, startup
from woezo.entrypoints.journals import is_journal, opened, readable
from woezo.entrypoints.log_summary import rows, rows_in_words
from woezo.entrypoints.words import StartupError, language, say
from woezo.journal.anonymous_bank import DAY_S, ZONE, Call, presence, read
from woezo.journal.facts import BadRow, Misread
from woezo.measures.formulas import SERVICE_LEVELS, answer_rate, average_speed_of_answer_ms, service_level

if TYPE_CHECKING:
    from woezo.entrypoints.bank import Outcome

PLAYED: Final = "anonymous-bank"
"""The one format of which a day can be played."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command. Without --data-dir the day is played in a directory that is thrown away."""
    parser.set_defaults(data_dir=None)
    parser.add_argument("format", choices=cli_import_journal.READERS, metavar="FORMAT", help=say("help_import_format"))
    parser.add_argument("file", type=Path, metavar="FILE", help=say("help_import_file"))
    parser.add_argument("--journal", type=Path, metavar="OUT", help=say("help_import_journal"))
    parser.add_argument(
        "--from", dest="from_date", type=cli_import_journal.day, metavar="DATE", help=say("help_import_from")
    )
    parser.add_argument("--to", dest="to_date", type=cli_import_journal.day, metavar="DATE", help=say("help_import_to"))
    parser.add_argument("--zone", metavar="ZONE", help=say("help_import_zone"))
    parser.add_argument("--keep-names", action="store_true", help=say("help_import_names"))
    parser.add_argument("--date", metavar="DATE", help=say("help_import_date"))
    parser.add_argument("--target-s", type=int, default=30, metavar="S", help=say("help_import_target"))
    parser.add_argument("--gap-s", type=int, default=1800, metavar="S", help=say("help_import_gap"))
    parser.add_argument("--json", action="store_true", help=say("help_json"))


def run(options: argparse.Namespace) -> int:
    """Write a journal where one is asked for; else play one day and print it beside what happened."""
    _check(options)
    return cli_import_journal.run(options) if options.journal else _play(options)


def _check(options: argparse.Namespace) -> None:
    """Refuse what has no meaning here. Raises StartupError."""
    if options.format != PLAYED and not options.journal:
        raise StartupError("bad_option", option="--journal", error=say("import_journal_needed", format=options.format))
    if options.format == PLAYED and options.zone:
        raise StartupError("bad_option", option="--zone", error=say("import_zone_known", zone=ZONE))
    if options.journal:
        reason, wrong = "import_no_journal", {"--date": options.date}
    else:
        reason = "import_journal"
        wrong = {"--from": options.from_date, "--to": options.to_date, "--keep-names": options.keep_names}
    for option, value in wrong.items():
        if value:
            raise StartupError("bad_option", option=option, error=say(reason))
    if options.journal and options.journal.exists() and not is_journal(options.journal):
        raise StartupError("bad_option", option="--journal", error=say("import_not_over", file=options.journal))
    for option, number in (("--target-s", options.target_s), ("--gap-s", options.gap_s)):
        if not 1 <= number <= DAY_S:
            raise StartupError("bad_option", option=option, error=say("import_seconds"))


def _play(options: argparse.Namespace) -> int:
    calls, bad = _read(options.file)
    date = options.date or _busiest(calls)
    day = [call for call in calls if call.date == date]
    if not any(call.server for call in day):
        raise StartupError("bad_option", option="--date", error=say("import_no_calls", date=date))
    with _directory(options.data_dir) as folder:
        startup.prepare_environment(folder, options.database_url, "127.0.0.1")
        import django

        django.setup()
        startup.migrate()
        from woezo.entrypoints.bank import BankDay
        from woezo.people.models import Site

        if Site.objects.exists():
            raise StartupError("already_initialised", folder=folder)
        bank = BankDay(date, day, presence(day, options.gap_s), options.target_s)
        _show_progress(bank.play())
        report = _report(date, bank.by_hour(), calls, bad)
        from django.db import connection

        connection.close()
    print(json.dumps(report, indent=2) if options.json else _text(report, options.target_s, options.gap_s))
    return 0


def _directory(folder: Path | None) -> Any:
    if folder is None:
        return _Temporary()
    startup.check_data_dir(folder.resolve(), demo=False)
    return _Given(folder.resolve())


class _Given:
    """A directory that stays."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Path:
        return self.folder

    def __exit__(self, *_: object) -> None:
        """Keep it."""


class _Temporary:
    """A directory that goes."""

    def __enter__(self) -> Path:
        self._folder = tempfile.TemporaryDirectory(prefix="woezo-import-", ignore_cleanup_errors=True)
        return Path(self._folder.name)

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def _read(path: Path) -> tuple[list[Call], list[BadRow]]:
    """Every row of the file, good or bad."""
    calls: list[Call] = []
    bad: list[BadRow] = []
    try:
        with readable(path), opened(path) as file:
            for row in read(file):
                if isinstance(row, Call):
                    calls.append(row)
                else:
                    bad.append(row)
    except Misread as error:
        raise StartupError(error.code, file=path, line=error.line, **error.fields) from None
    except csv.Error as error:
        raise StartupError("file_unreadable", file=path, error=error) from None
    if not calls:
        raise StartupError("file_unreadable", file=path, error=say("import_empty"))
    return calls, bad


def _busiest(calls: list[Call]) -> str:
    return Counter(call.date for call in calls if call.server).most_common(1)[0][0]


def _show_progress(shares: Iterator[float]) -> None:
    """A line on a terminal that counts up; every tenth elsewhere."""
    last = -1
    for share in shares:
        done = int(share * 10)
        if done != last:
            last = done
            print(say("import_progress", percent=done * 10), file=sys.stderr, flush=True)


# -- the report -----------------------------------------------------------------------------------------------------------
def _report(
    date: str, hours: list[tuple[int, Outcome, Outcome]], calls: list[Call], bad: list[BadRow]
) -> dict[str, Any]:
    from woezo.entrypoints.bank import Outcome

    total_was, total_played = Outcome(0), Outcome(0)
    for _, was, played in hours:
        total_was.merge(was)
        total_played.merge(played)
    return {
        "date": date,
        "rows": rows(len(calls), bad),
        "hours": [{"hour": hour, "was": _figures(was), "played": _figures(played)} for hour, was, played in hours],
        "total": {"was": _figures(total_was), "played": _figures(total_played)},
    }


def _figures(outcome: Outcome) -> dict[str, Any]:
    served = outcome.served
    asa_ms = average_speed_of_answer_ms(outcome.answered_wait_ms, served.answered)
    return {
        "offered": served.answered + served.abandoned + outcome.waiting,
        **served._asdict(),
        "still_waiting": outcome.waiting,
        "asa_s": None if asa_ms is None else round(asa_ms / 1000, 1),
        "answer_rate": answer_rate(served),
        **{name: service_level(name, served) for name in SERVICE_LEVELS},
    }


def _text(report: dict[str, Any], target_s: int, gap_s: int) -> str:
    """The report for reading: an hour a line, what happened on the left, what was played on the right."""
    lines = rows_in_words(report["rows"])
    lines += ["", say("import_title", date=report["date"], target=target_s), ""]
    heads = ("offered", "answered", "abandoned", "asa_s", "SL-1", "SL-3", "SL-4", "SL-6")
    words = [say(f"import_{name}") if not name.startswith("SL") else name for name in heads]
    half = "".join(f"{word:>9}" for word in words)
    lines += [f"{'':>5} |{say('import_was'):^72}|{say('import_played'):^72}", f"{say('import_hour'):>5} |{half}|{half}"]
    for hour in [*report["hours"], {"hour": "=", **report["total"]}]:
        label = f"{hour['hour']}:00" if hour["hour"] != "=" else say("import_day")
        lines.append(f"{label:>5} |{_half(hour['was'], heads)}|{_half(hour['played'], heads)}")
    return "\n".join([*lines, "", say("import_note", gap=gap_s)])


def _half(figures: dict[str, Any], heads: tuple[str, ...]) -> str:
    return "".join(f"{_cell(name, figures[name]):>9}" for name in heads)


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    if name.startswith("SL"):
        text = f"{value * 100:.1f}"
    else:
        text = f"{value:.1f}" if isinstance(value, float) else str(value)
    return text.replace(".", ",") if language() == "fr" else text
