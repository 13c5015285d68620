"""`woezo check`: days of a journal played again with the laws of a scenario, beside what happened."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from woezo.entrypoints.cli_figures import figure
from woezo.entrypoints.cli_scenarios import Progress, executor_of, parts_of, scenario_of
from woezo.entrypoints.cli_tables import drawn, listed, spoken
from woezo.entrypoints.histories import EPOCH, history, part
from woezo.entrypoints.histories import add_options as add_journal
from woezo.entrypoints.words import StartupError, say
from woezo.planning.wording.words import Words
from woezo.simulation.fitting.checking import (
    LEAST,
    NEAR_POINTS,
    NEAR_RATIO,
    Counted,
    DayPlan,
    Hour,
    ceiling,
    hours_of,
    not_played,
    plans,
    played,
)
from woezo.simulation.fitting.history import History
from woezo.simulation.fitting.moved import Moved
from woezo.simulation.scenario.model import Scenario
from woezo.workforce.tables import Column, Table

EVENTS_A_CONTACT: Final = 4
REPLICATIONS: Final = 39
"""With 39 the second lowest and the second highest hold 90 %: (39 + 1 - 2 x 2) / (39 + 1)."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    add_journal(parser)
    parser.add_argument("scenario", help=say("help_scenario"), metavar="SCENARIO.toml")
    parser.add_argument(
        "--replications", type=int, default=REPLICATIONS, metavar="N", help=say("help_check_replications")
    )
    parser.add_argument("--processes", type=int, default=1, metavar="N", help=say("help_processes"))
    parser.add_argument("--weekdays", default="1234567", metavar="DIGITS", help=say("help_check_weekdays"))
    parser.add_argument("--seed", type=int, metavar="N", help=say("help_twin_seed"))
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=say("help_twin_set"))
    parser.add_argument("--json", action="store_true", help=say("help_json"))


def run(options: argparse.Namespace) -> int:
    """Play and print."""
    words = spoken().of_scenario()
    if not 2 <= options.replications <= 10_000:
        raise StartupError("bad_option", option="--replications", error=say("twin_range", least=2, most=10_000))
    check_weekdays(options.weekdays)
    replications, options.replications = options.replications, None
    scenario, _ = scenario_of(options.scenario, options, words)
    whole = history(options.journal)
    wanted = part(whole, options)
    left_out = queues_left_out(wanted, whole, scenario, options.journal)
    days = [one for one in plans(wanted, whole, scenario, options.gap_s * 1000) if is_wanted(one.day, options.weekdays)]
    if not days:
        raise StartupError("check_no_days")
    hours = list(_hours(days, replications, options.processes))
    if not hours:
        raise StartupError("check_no_days")
    found = summary(hours, scenario) | {"not_played": left_out, "overnight": sorted(days[0].overnight)}
    print(json.dumps(found, indent=2) if options.json else in_words(hours, found, words))
    return 0


def queues_left_out(wanted: History, whole: History, scenario: Scenario, journal: Path) -> dict[str, int]:
    """Contacts that are not played, by queue. Raises StartupError if these are all of them."""
    found = not_played(wanted, whole, scenario)
    if sum(found.values()) == len(wanted.contacts):
        own = listed([one.name for one in scenario.queues])
        raise StartupError("check_no_queue", journal=journal, queues=listed(list(found)), own=own)
    return found


def said_left_out(queues: dict[str, int], words: Words) -> str:
    """Which contacts are not played."""
    which = [f"{name} ({words.cell(many, 'count')})" for name, many in queues.items()]
    return say("check_not_played", queues=listed(which))


def check_weekdays(weekdays: str) -> None:
    """Raises StartupError for what is no day of the week."""
    if not weekdays or set(weekdays) - set("1234567"):
        raise StartupError("bad_option", option="--weekdays", error=say("check_weekdays", given=weekdays))


def is_wanted(day: int, weekdays: str) -> bool:
    """Whether a day lies on one of these weekdays."""
    return str((EPOCH + timedelta(days=day)).weekday() + 1) in weekdays


def _hours(days: Sequence[DayPlan], replications: int, processes: int) -> Iterator[Hour]:
    """No process waits for a day to end."""
    progress = Progress()
    parts = parts_of(replications, processes)
    with executor_of(processes) as executor:
        tasks = [plan for plan in days for _ in parts], parts * len(days)
        done = map(played, *tasks) if executor is None else executor.map(played, *tasks)
        for number, plan in enumerate(days, 1):
            each = [one for _ in parts for one in next(done)]
            yield from hours_of(plan, each)
            progress.worked(EVENTS_A_CONTACT * len(plan.contacts) * replications)
            progress.at(number / len(days))
    progress.end()


# -- figures ----------------------------------------------------------------------------------------------------------------
FIGURES: Final[dict[str, tuple[str, Callable[[Counted], float]]]] = {
    "abandonment_ratio": ("ratio", lambda one: one.abandonment_ratio),
    "mean_wait_ms": ("ms", lambda one: one.mean_wait_ms),
    "SL-3": ("ratio", lambda one: one.service_level_ratio),
    "occupancy": ("ratio", lambda one: one.occupancy),
}


NEAR: Final = ("abandonment_ratio", "mean_wait_ms")


def summary(hours: Sequence[Hour], scenario: Scenario) -> dict[str, Any]:
    """The whole time and each hour of the day, what happened beside what was played; and how true the hours are."""
    many = [one for one in hours if one.was.offered >= LEAST]
    usual = [one for one in hours if not one.is_strange]
    lately = sum((one.moved for one in usual), Moved())
    return {
        "scenario": scenario.scenario.name,
        "days": len({one.day for one in hours}),
        "hours": len(many),
        "least_contacts": LEAST,
        "total": _beside(hours),
        "by_hour": {
            str(hour): _beside([one for one in hours if one.hour == hour]) for hour in range(24) if _any(hours, hour)
        },
        "held_by_90": {name: _share(many, partial(_holds, of)) for name, (_, of) in FIGURES.items()},
        "near": {name: _share(many, partial(_comes_near, name)) for name in NEAR},
        "strange": [_named(one) for one in hours if one.is_strange],
        "without_strange": _beside(usual),
        "moved": {"handling_ratio": lately.handling_ratio, "left_ratio": lately.left_ratio},
        "ceiling": {name: _average([_ceiling(one, name) for one in many]) for name in NEAR},
    }


def _named(one: Hour) -> dict[str, Any]:
    day = EPOCH + timedelta(days=one.day)
    return {
        "day": day.isoformat(),
        "hour": one.hour,
        "offered": one.was.offered,
        "impatience": round(one.moved.impatience, 1),
    }


def _any(hours: Sequence[Hour], hour: int) -> bool:
    return any(one.hour == hour for one in hours)


def _beside(hours: Sequence[Hour]) -> dict[str, Any]:
    was, mean = Counted(), Counted()
    for one in hours:
        was, mean = was + one.was, mean + one.mean
    found: dict[str, Any] = {"offered": was.offered}
    for name, (_, of) in FIGURES.items():
        found[name] = {"was": of(was), "played": of(mean)}
    return found


def _share(hours: Sequence[Hour], holds: Callable[[Hour], bool]) -> float | None:
    return sum(map(holds, hours)) / len(hours) if hours else None


def _average(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _holds(figure_of: Callable[[Counted], float], one: Hour) -> bool:
    return one.holds(figure_of)


def _comes_near(name: str, one: Hour) -> bool:
    return _is_near(name, one.was, one.mean)


def _ceiling(one: Hour, name: str) -> float:
    return ceiling(one, lambda counted: _is_near(name, counted, one.mean))


def _is_near(name: str, was: Counted, mean: Counted) -> bool:
    """Within two points, or fifteen per cent."""
    if name == "abandonment_ratio":
        return abs(was.abandonment_ratio - mean.abandonment_ratio) <= NEAR_POINTS
    return abs(was.mean_wait_ms - mean.mean_wait_ms) <= NEAR_RATIO * mean.mean_wait_ms


def in_words(hours: Sequence[Hour], found: dict[str, Any], words: Words) -> str:
    """For people: the whole first, then the hours of the day, then how true the single hours are."""
    days = sorted({one.day for one in hours})
    first, last = (words.cell(EPOCH + timedelta(days=day), "date") for day in (days[0], days[-1]))
    code = "check_title" if len(days) > 1 else "check_title_once"
    title = say(code, name=found["scenario"], days=found["days"], first=first, last=last)
    parts = [title, _by_hour(found, words), _truth(found, words)]
    if found["strange"]:
        parts.append(_strange(found, words))
    parts.append(_moved(found["moved"], words))
    if found["overnight"]:
        parts.append(say("check_overnight", queues=listed(found["overnight"])))
    if found["not_played"]:
        parts.append(said_left_out(found["not_played"], words))
    parts.append(say("check_note"))
    return "\n\n".join(parts)


def _strange(found: dict[str, Any], words: Words) -> str:
    which = [f"{words.cell(date.fromisoformat(one['day']), 'date')} {one['hour']}:00" for one in found["strange"]]
    without = found["without_strange"]
    return say(
        "check_strange",
        which=listed(which),
        abandonment_was=figure(without["abandonment_ratio"]["was"], "ratio", words),
        abandonment_played=figure(without["abandonment_ratio"]["played"], "ratio", words),
        wait_was=figure(without["mean_wait_ms"]["was"], "ms", words),
        wait_played=figure(without["mean_wait_ms"]["played"], "ms", words),
    )


def _moved(found: dict[str, Any], words: Words) -> str:
    """Whether customers and people are as they were, as far as the scenario has laws of it."""
    known = [(name, ratio) for name, ratio in found.items() if ratio is not None]
    return "\n".join(say(f"check_{name}", ratio=words.percent(ratio)) for name, ratio in known)


def _by_hour(found: dict[str, Any], words: Words) -> str:
    columns = [Column("hour", "text"), Column("offered", "figure")]
    for name in FIGURES:
        columns += [Column(f"{name}_was", "figure"), Column(f"{name}_played", "figure")]
    rows = []
    for hour, one in [*found["by_hour"].items(), ("=", found["total"])]:
        cells = [words.label("total") if hour == "=" else f"{hour}:00", words.cell(round(one["offered"]), "count")]
        for name, (unit, _) in FIGURES.items():
            cells += [figure(one[name]["was"], unit, words), figure(one[name]["played"], unit, words)]
        rows.append(tuple(cells))
    return drawn(Table("check", tuple(columns), tuple(rows)), words)


def _truth(found: dict[str, Any], words: Words) -> str:
    def percent(value: float | None) -> str:
        return "–" if value is None else words.percent(value)

    columns = (Column("measure", "text"), *(Column(name, "figure") for name in ("held_by_90", "near", "ceiling")))
    rows = tuple(
        (
            words.label(name),
            percent(found["held_by_90"][name]),
            percent(found["near"][name]),
            percent(found["ceiling"][name]),
        )
        for name in NEAR
    )
    table = drawn(Table("single_hours", columns, rows), words)
    return f"{table}\n  {say('check_hours', hours=found['hours'], least=found['least_contacts'])}"
