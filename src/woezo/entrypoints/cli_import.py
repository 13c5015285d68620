"""`woezo import`: a log of the past through the live dispatcher, in virtual time."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from woezo.entrypoints import startup
from woezo.entrypoints.words import StartupError, language, say
from woezo.journal.anonymous_bank import Call, presence, read
from woezo.journal.facts import BadRow
from woezo.measures.formulas import SERVICE_LEVELS, answer_rate, average_speed_of_answer_ms, service_level

if TYPE_CHECKING:
    from woezo.entrypoints.bank import Outcome

SHOWN_BAD_ROWS = 20


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command. Without --data-dir the day is played in a directory that is thrown away."""
    parser.set_defaults(data_dir=None)
    parser.add_argument("format", choices=["anonymous-bank"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--date", help="YYYY-MM-DD; default: the day with most calls")
    parser.add_argument("--target-s", type=int, default=30, help="threshold of the service level, seconds")
    parser.add_argument("--gap-s", type=int, default=1800, help="an agent without a call for so long was away")
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Play one day and print it beside what happened."""
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
    if not path.is_file():
        raise StartupError("file_missing", file=path)
    calls: list[Call] = []
    bad: list[BadRow] = []
    try:
        with _open(path) as file:
            for row in read(file):
                if isinstance(row, Call):
                    calls.append(row)
                else:
                    bad.append(row)
    except (ValueError, OSError, EOFError) as error:
        raise StartupError("file_unreadable", file=path, error=error) from None
    if not calls:
        raise StartupError("file_unreadable", file=path, error=say("import_empty"))
    return calls, bad


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


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
        "rows": {
            "good": len(calls),
            "bad": len(bad),
            "reasons": dict(Counter(row.reason for row in bad).most_common()),
            "lines": [list(row) for row in bad],
        },
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
    rows = report["rows"]
    lines = [say("import_rows", good=rows["good"], bad=rows["bad"])]
    lines += [f"  {count:>6}  {say(reason)}" for reason, count in rows["reasons"].items()]
    shown = [f"{line}: {say(reason)}" for line, reason in rows["lines"][:SHOWN_BAD_ROWS]]
    lines += [f"  {say('import_line')} {text}" for text in shown]
    if rows["bad"] > SHOWN_BAD_ROWS:
        lines.append(say("import_more", more=rows["bad"] - SHOWN_BAD_ROWS))
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
