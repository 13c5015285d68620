"""`woezo simulate`: a scenario played in the twin, with intervals over replications; nothing is stored."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, Final

from woezo.entrypoints.cli_plan import drawn, spoken
from woezo.entrypoints.cli_scenarios import add_options as add_shared
from woezo.entrypoints.cli_scenarios import executor_of, plain, played, scenario_of, with_interval
from woezo.entrypoints.words import StartupError, say
from woezo.planning.words import Words
from woezo.simulation.scenario.records import records
from woezo.simulation.scenario.report import Figures, Report
from woezo.workforce.tables import Column, Table

QUEUE_COLUMNS: Final = (
    ("offered", "count"), ("abandonment_ratio", "ratio"), ("mean_wait_ms", "ms"), ("SL-1", "ratio"), ("SL-3", "ratio"),
    ("SL-4", "ratio"), ("handling_ms", "ms"),
)  # fmt: skip
MORE_COLUMNS: Final = (
    ("blocking_ratio", "ratio"),
    ("transferred", "count"),
    ("overflowed", "count"),
    ("called_back", "count"),
)
GROUP_COLUMNS: Final = (
    ("signed_in", "agents"),
    ("busy", "agents"),
    ("occupancy", "ratio"),
    ("handled", "count"),
    ("missed", "count"),
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("scenario", help=say("help_scenario"), metavar="SCENARIO.toml")
    add_shared(parser)
    parser.add_argument("--records", type=Path, metavar="FILE", help=say("help_records"))


def run(options: argparse.Namespace) -> int:
    """Play and print."""
    words = spoken().of_scenario()
    scenario, faults = scenario_of(options.scenario, options, words)
    with executor_of(options.processes) as executor:
        report = played(scenario, faults, executor)
    if options.records is not None:
        _write(options.records, report)
    print(json.dumps(as_json(report, words), indent=2, ensure_ascii=False) if options.json else in_words(report, words))
    return 0


def _write(file: Path, report: Report) -> None:
    try:
        with file.open("w", encoding="utf-8", newline="") as lines:
            lines.writelines(records(report.scenario))
    except OSError as error:
        raise StartupError("bad_option", option="--records", error=error.strerror or str(error)) from None


def as_json(report: Report, words: Words) -> dict[str, Any]:
    """For programs: every measure with its mean and the half-width of its 95 % interval; durations in milliseconds."""

    def figures(one: Figures) -> dict[str, Any]:
        return {name: plain(estimate) for name, estimate in one.items()}

    def each(named: dict[str, Figures]) -> dict[str, Any]:
        return {name: figures(one) for name, one in named.items()}

    frame = report.scenario.scenario
    return {
        "scenario": frame.name,
        "seed": frame.seed,
        "replications": report.replications,
        "events": report.events,
        "left": report.left,
        "digest": f"{report.checksum:014x}",
        "queues": each(report.queues),
        "programmes": each(report.programmes),
        "groups": each(report.groups),
        "sites": each(report.sites),
        "total": figures(report.total),
        "intervals": [{"minute": minute, **figures(one)} for minute, one in report.intervals],
        "warnings": [{"code": one.code, "cell": one.cell, "message": words.sentence(one)} for one in report.faults],
    }


def in_words(report: Report, words: Words) -> str:
    """For people: the whole, then queues and groups, then what is worth knowing."""
    frame = report.scenario.scenario
    title = say(
        "twin_played",
        name=frame.name,
        replications=words.cell(report.replications, "count"),
        seed=frame.seed,
        events=words.cell(report.events, "count"),
    )
    parts = [title]
    more = tuple(one for one in MORE_COLUMNS if report.total[one[0]].mean)
    queues = {**report.queues, "=": report.total}
    parts.append(_table("queues", "queue", queues, (*QUEUE_COLUMNS, *more), words))
    parts.append(_table("groups", "group", {**report.groups, "=": report.total}, GROUP_COLUMNS, words))
    parts.append(say("twin_intervals") if report.replications > 1 else say("twin_one"))
    if report.left:
        parts.append(say("twin_left", left=words.cell(report.left, "count")))
    if report.faults:
        parts.append("\n".join([say("twin_warnings"), *(f"  {words.sentence(one)}" for one in report.faults)]))
    return "\n\n".join(parts)


def _table(name: str, head: str, named: dict[str, Figures], measures: tuple[tuple[str, str], ...], words: Words) -> str:
    columns = (Column(head, "text"), *(Column(measure, "figure") for measure, _ in measures))
    rows = tuple(
        (
            words.label("total") if one == "=" else one,
            *(with_interval(figures[measure], unit, words) for measure, unit in measures),
        )
        for one, figures in named.items()
    )
    return drawn(Table(name, columns, rows), words)
