"""`woezo rehearse`: what would have happened on the days of a journal under other rules or with other people."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from woezo.entrypoints.cli_check import EVENTS_A_CONTACT, check_weekdays, is_wanted, queues_left_out, said_left_out
from woezo.entrypoints.cli_compare import as_json, in_words
from woezo.entrypoints.cli_figures import figure, folded
from woezo.entrypoints.cli_scenarios import Progress, executor_of, parts_of, scenario_of
from woezo.entrypoints.cli_tables import listed, spoken
from woezo.entrypoints.histories import add_options as add_journal
from woezo.entrypoints.histories import history, part
from woezo.entrypoints.words import StartupError, say
from woezo.planning.wording.words import Words
from woezo.simulation.fitting.checking import Counted, DayPlan, happened, plans
from woezo.simulation.fitting.rehearsing import framed, paced, paces_of, rehearsed, together, without_effect
from woezo.simulation.scenario.comparing import compared
from woezo.simulation.scenario.model import Scenario
from woezo.simulation.scenario.replications import Executor
from woezo.simulation.scenario.report import Report, report_of

REPLICATIONS = 10
PIECES = 20
"""Of the days: after each it is said how far it is. More would be more to hand over between processes."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    add_journal(parser)
    parser.add_argument("scenario", help=say("help_rehearse_scenario"), metavar="SCENARIO.toml")
    parser.add_argument("other", help=say("help_rehearse_other"), metavar="OTHER.toml")
    parser.add_argument(
        "--replications", type=int, default=REPLICATIONS, metavar="N", help=say("help_rehearse_replications")
    )
    parser.add_argument("--processes", type=int, default=1, metavar="N", help=say("help_processes"))
    parser.add_argument("--weekdays", default="1234567", metavar="DIGITS", help=say("help_check_weekdays"))
    parser.add_argument("--seed", type=int, metavar="N", help=say("help_twin_seed"))
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=say("help_twin_set"))
    parser.add_argument("--json", action="store_true", help=say("help_json"))


def run(options: argparse.Namespace) -> int:
    """Play the days under both and print."""
    words = spoken().of_scenario()
    if not 2 <= options.replications <= 10_000:
        raise StartupError("bad_option", option="--replications", error=say("twin_range", least=2, most=10_000))
    check_weekdays(options.weekdays)
    replications, options.replications = options.replications, None
    scenarios = [scenario_of(file, options, words)[0] for file in (options.scenario, options.other)]
    scenarios[1] = replace(scenarios[1], scenario=replace(scenarios[1].scenario, seed=scenarios[0].scenario.seed))
    unused = without_effect(*scenarios)
    scenarios[1] = paced(scenarios[1], scenarios[0])
    whole = history(options.journal)
    wanted = part(whole, options)
    left_out: dict[str, int] = {}
    for one in scenarios:
        left_out |= queues_left_out(wanted, whole, one, options.journal)
    reports: list[Report] = []
    paces: dict[int, dict[str, float]] = {}
    was, progress = Counted(), Progress()
    with executor_of(options.processes) as executor:
        for one in scenarios:
            days = [p for p in plans(wanted, whole, one, options.gap_s * 1000) if is_wanted(p.day, options.weekdays)]
            if not days:
                raise StartupError("check_no_days")
            late = sorted(days[0].overnight)
            if not paces:  # how slow people were in the journal: the first scenario is fitted to it
                paces = {plan.day: paces_of(plan) for plan in days}
            days = [replace(plan, overnight=frozenset(), paces=paces.get(plan.day, {})) for plan in days]
            was = sum((hour for plan in days for hour in happened(plan)), Counted())
            parts = parts_of(replications, options.processes)
            tell = partial(_tell, progress, len(reports) / 2, replications)
            reports.append(_report(days, one, parts, executor, tell))
    progress.end()
    print(_said((reports[0], reports[1]), was, left_out, late, unused, words, as_program=options.json))
    return 0


def _report(
    days: Sequence[DayPlan],
    scenario: Scenario,
    parts: Sequence[range],
    executor: Executor | None,
    tell: Callable[[Sequence[DayPlan], float], None],
) -> Report:
    """A piece of the days after the other, each in all replications. tell: hears which one is done, and the share that is."""
    replications = sum(map(len, parts))
    size = -(-len(days) // PIECES)
    pieces = [days[first : first + size] for first in range(0, len(days), size)]
    tasks = [piece for piece in pieces for _ in parts], [scenario] * len(pieces) * len(parts), [*parts] * len(pieces)
    done = map(rehearsed, *tasks) if executor is None else executor.map(rehearsed, *tasks)
    found = []
    for number, piece in enumerate(pieces, 1):
        found.append([one for _ in parts for one in next(done)])
        tell(piece, number / len(pieces))
    return report_of(framed(scenario, len(days), replications), (), together(found))


def _tell(progress: Progress, before: float, replications: int, piece: Sequence[DayPlan], share: float) -> None:
    """Of the one scenario first, then of the other: before is what was done when this one began, of 1."""
    progress.worked(EVENTS_A_CONTACT * sum(len(plan.contacts) for plan in piece) * replications)
    progress.at(before + share / 2)


def _said(
    reports: tuple[Report, Report],
    was: Counted,
    left_out: dict[str, int],
    late: Sequence[str],
    unused: Sequence[str],
    words: Words,
    *,
    as_program: bool,
) -> str:
    """late: queues in which customers wait for another day. unused: keys that play no part."""
    names = reports[0].scenario.scenario.name, reports[1].scenario.scenario.name
    if names[0] == names[1]:
        names = f"{names[0]} (1)", f"{names[1]} (2)"
    found = compared(*reports)
    if as_program:
        body: dict[str, Any] = as_json(found, names, reports, words)
        body["was"] = {
            "offered": was.offered,
            "abandonment_ratio": was.abandonment_ratio,
            "mean_wait_ms": was.mean_wait_ms,
        }
        body["not_played"] = left_out
        body["overnight"] = late
        body["without_effect"] = unused
        return json.dumps(body, indent=2, ensure_ascii=False)
    told = say(
        "rehearse_was",
        offered=words.cell(round(was.offered), "count"),
        abandonment=figure(was.abandonment_ratio, "ratio", words),
        wait=figure(was.mean_wait_ms, "ms", words),
        first=names[0],
    )
    parts = [folded(told), in_words(found, names, reports, words)]
    if unused:
        parts.append(folded(say("rehearse_unused", keys=listed(unused))))
    if late:
        parts.append(folded(say("rehearse_overnight", queues=listed(late))))
    if left_out:
        parts.append(folded(said_left_out(left_out, words)))
    return "\n\n".join(parts)
