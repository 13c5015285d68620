"""`woezo simulate`: a scenario played in the twin, with intervals over replications; nothing is stored."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from woezo.entrypoints.cli_figures import cells, folded, head, places_of, scaled, table, written
from woezo.entrypoints.cli_import_journal import day
from woezo.entrypoints.cli_scenarios import add_options as add_shared
from woezo.entrypoints.cli_scenarios import executor_of, piled_up, plain, played, scenario_of, warned, warnings
from woezo.entrypoints.cli_tables import spoken
from woezo.entrypoints.files import spare, writing
from woezo.entrypoints.words import StartupError, say
from woezo.planning.wording.words import Words
from woezo.simulation.scenario.call_log import call_log
from woezo.simulation.scenario.model import Scenario
from woezo.simulation.scenario.records import records
from woezo.simulation.scenario.replications import PiledUp
from woezo.simulation.scenario.report import Figures, Report
from woezo.simulation.scenario.times import counted_from_ms, until_ms

Measures = tuple[tuple[str, str], ...]
"""Names with their units."""
QUEUE_MEASURES: Final[Measures] = (
    ("offered", "count"), ("abandonment_ratio", "ratio"), ("mean_wait_ms", "ms"), ("SL-3", "ratio"), ("SL-4", "ratio"),
    ("handling_ms", "ms"),
)  # fmt: skip
MORE_MEASURES: Final = (
    ("wrap_ms", "ms"), ("blocking_ratio", "ratio"), ("deflected", "count"), ("overflowed", "count"),
    ("transferred", "count"), ("called_back", "count"),
)  # fmt: skip
GROUP_MEASURES: Final[Measures] = (
    ("signed_in", "agents"), ("available", "agents"), ("busy", "agents"), ("occupancy", "ratio"), ("handled", "count"),
)  # fmt: skip
MORE_OF_GROUPS: Final = (("missed", "count"),)
YEARS: Final = range(1971, 2101)
"""Of a call log: its reader takes no time outside of them for one that is meant."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("scenario", help=say("help_scenario"), metavar="SCENARIO.toml")
    add_shared(parser)
    parser.add_argument("--records", type=Path, metavar="FILE", help=say("help_records"))
    parser.add_argument("--log", type=Path, metavar="FILE.csv", help=say("help_log"))
    parser.add_argument("--from", dest="first_day", type=day, metavar="DATE", help=say("help_log_from"))


def run(options: argparse.Namespace) -> int:
    """Play and print. Files come first: one that cannot be written is known before anybody has waited."""
    words = spoken().of_scenario()
    scenario, faults = scenario_of(options.scenario, options, words)
    if options.records is not None:
        _write(scenario, "--records", options.records, records(scenario))
    if options.log is not None or options.first_day is not None:
        _write(scenario, "--log", options.log, call_log(scenario, _first_day(scenario, options)))
    with executor_of(options.processes) as executor:
        report = played(scenario, faults, executor)
    print(json.dumps(as_json(report, words), indent=2, ensure_ascii=False) if options.json else in_words(report, words))
    return 0


def _first_day(scenario: Scenario, options: argparse.Namespace) -> date:
    """Of the log. Raises StartupError: it is not given, or a day on which this scenario does not begin."""
    first: date | None = options.first_day
    if options.log is None or first is None:
        raise StartupError("bad_option", option="--log", error=say("twin_log_from"))
    weekday = scenario.scenario.weekday
    if first.isoweekday() != weekday or first.year not in YEARS:
        error = say(
            "twin_log_weekday", given=first, weekday=first.isoweekday(), begins=weekday, least=YEARS[0], most=YEARS[-1]
        )
        raise StartupError("bad_option", option="--from", error=error)
    return first


def _write(scenario: Scenario, option: str, file: Path, lines: Iterator[str]) -> None:
    """The first line, that of the columns, tells an earlier file of this option from any other."""
    head = next(lines)
    spare(option, file, lambda text: text.startswith(head.rstrip("\r\n")))
    try:
        with writing(option, file), file.open("w", encoding="utf-8", newline="") as text:
            text.write(head)
            text.writelines(lines)
    except PiledUp as error:
        raise piled_up(scenario, error) from None


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
        "warnings": warnings(report.faults, words),
    }


def in_words(report: Report, words: Words) -> str:
    """For people: queues and groups with the whole below them, then how to read it and what is worth knowing."""
    more = tuple(one for one in MORE_MEASURES if report.total[one[0]].mean)
    people = GROUP_MEASURES + tuple(one for one in MORE_OF_GROUPS if report.total[one[0]].mean)
    thresholds = [words.cell(one.target_s, "number") for one in report.scenario.queues]
    parts = [
        _title(report, words),
        _table("queues", "queue", report.queues, QUEUE_MEASURES, report.total, words, thresholds),
    ]
    if more:
        parts.append(_table("further_measures", "queue", report.queues, more, report.total, words))
    if len(report.programmes) > 1:
        parts.append(_table("programmes_played", "programme", report.programmes, QUEUE_MEASURES, report.total, words))
    parts.append(_table("groups", "group", report.groups, people, report.total, words))
    if len(report.sites) > 1:
        parts.append(_table("sites", "site", report.sites, people, report.total, words))
    parts.append("\n".join(map(folded, (say("twin_levels"), *_reading(report, words)))))
    if report.left:
        parts.append(folded(say("twin_left", left=words.cell(report.left, "count"))))
    return "\n\n".join(parts + warned(report.faults, words))


def _title(report: Report, words: Words) -> str:
    frame = report.scenario.scenario
    hours = words.cell(round((until_ms(frame) - counted_from_ms(frame)) / 3_600_000, 2), "number")
    replications = words.cell(report.replications, "count")
    many = "twin_played" if report.replications > 1 else "twin_played_once"
    return say(many, name=frame.name, replications=replications, hours=hours, seed=frame.seed)


def _table(
    title: str,
    first: str,
    named: dict[str, Figures],
    measures: Measures,
    total: Figures,
    words: Words,
    thresholds: list[str] | None = None,
) -> str:
    """Measures in columns; where there are several rows the whole centre is the last."""
    several = len(named) > 1
    rows = [*named.values(), *([total] if several else [])]
    columns = [(words.label(first), "text", [*named, *([words.label("total")] if several else [])])]
    if thresholds is not None:
        columns.append((f"{words.label('threshold')}, s", "figure", [*thresholds, *([" "] if several else [])]))
    for name, unit in measures:
        columns.append(
            (head(name, unit, words), "figure", cells([row[name] for row in rows], [unit] * len(rows), words))
        )
    return table(words.label(title), columns, words, whole=several)


def _reading(report: Report, words: Words) -> list[str]:
    """How to read an interval, by one of the report's own."""
    if report.replications == 1:
        return [say("twin_one")]
    for name, unit in (*QUEUE_MEASURES[1:], *GROUP_MEASURES, *QUEUE_MEASURES[:1]):
        one = report.total[name]
        if one.mean and one.ci95:
            mean, half = scaled(one.mean, unit), scaled(one.ci95, unit)
            places = places_of([mean])
            low, high = (written(value, places, words) for value in (mean - half, mean + half))
            return [
                say(
                    "twin_intervals",
                    mean=written(mean, places, words),
                    half=written(half, places, words),
                    low=low,
                    high=high,
                )
            ]
    return []
