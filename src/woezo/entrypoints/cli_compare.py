"""`woezo compare`: two scenarios played with the same chance; what differs, and whether it is certain."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from typing import Any, Final

from woezo.entrypoints.cli_plan import drawn, spoken
from woezo.entrypoints.cli_scenarios import add_options as add_shared
from woezo.entrypoints.cli_scenarios import executor_of, figure, plain, played, scenario_of, with_interval
from woezo.entrypoints.words import say
from woezo.planning.words import Words
from woezo.simulation.scenario.comparing import Comparison, Difference, compared
from woezo.workforce.tables import Column, Table

TOLD: Final = ("abandonment_ratio", "mean_wait_ms", "SL-4", "occupancy")
SHOWN: Final = (*TOLD, "SL-1", "SL-3", "blocking_ratio", "answered", "signed_in")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("first", help=say("help_scenario"), metavar="A.toml")
    parser.add_argument("second", help=say("help_scenario_other"), metavar="B.toml")
    add_shared(parser)


def run(options: argparse.Namespace) -> int:
    """Play both and print. The second has the seed and the number of replications of the first."""
    words = spoken().of_scenario()
    one, faults = scenario_of(options.first, options, words)
    other, other_faults = scenario_of(options.second, options, words)
    frame = replace(other.scenario, seed=one.scenario.seed, replications=one.scenario.replications)
    other = replace(other, scenario=frame)
    with executor_of(options.processes) as executor:
        reports = played(one, faults, executor), played(other, other_faults, executor)
    found = compared(*reports)
    names = one.scenario.name, other.scenario.name
    print(
        json.dumps(as_json(found, names), indent=2, ensure_ascii=False)
        if options.json
        else in_words(found, names, words)
    )
    return 0


def as_json(found: Comparison, names: tuple[str, str]) -> dict[str, Any]:
    """For programs: the second less the first, with intervals."""

    def each(differences: tuple[Difference, ...]) -> dict[str, Any]:
        return {
            one.name: {
                "first": plain(one.first),
                "second": plain(one.second),
                "difference": plain(one.apart),
                "certain": one.is_certain,
            }
            for one in differences
        }

    return {
        "first": names[0],
        "second": names[1],
        "total": each(found.total),
        "queues": {name: each(one) for name, one in found.queues.items()},
        "groups": {name: each(one) for name, one in found.groups.items()},
    }


def in_words(found: Comparison, names: tuple[str, str], words: Words) -> str:
    """For people: what is certain in sentences, then the figures."""
    named = {one.name: one for one in found.total}
    parts = ["\n".join(sentence(named[name], names[1], words) for name in TOLD)]
    parts.append(_table("total", found.total, names, words))
    parts += [_table(name, one, names, words) for name, one in found.queues.items() if len(found.queues) > 1]
    parts.append(say("twin_intervals"))
    return "\n\n".join(parts)


def sentence(one: Difference, second: str, words: Words) -> str:
    """Whether it is certain that the second differs in this, and by how much."""
    measure = words.label(one.name)
    if one.apart.mean is None or one.apart.ci95 is None or (not one.apart.mean and not one.apart.ci95):
        return say("twin_same", measure=measure)
    low, high = one.apart.mean - one.apart.ci95, one.apart.mean + one.apart.ci95
    if not one.is_certain:
        return say(
            "twin_uncertain", measure=measure, low=_apart(low, one.unit, words), high=_apart(high, one.unit, words)
        )
    more = one.apart.mean > 0
    least, most = sorted((abs(low), abs(high)))
    by = say("twin_from_to", low=_apart(least, one.unit, words), high=_apart(most, one.unit, words))
    verdict = "" if one.better is None else say("twin_better" if one.better == more else "twin_worse")
    return say(f"twin_certain_{'more' if more else 'less'}", measure=measure, by=by, second=second, verdict=verdict)


def _apart(value: float, unit: str, words: Words) -> str:
    """A difference: of shares in points."""
    if unit == "ratio":
        return say("twin_points", value=words.cell(round(value * 100, 2), "number"))
    return figure(value, unit, words)


def _table(title: str, differences: tuple[Difference, ...], names: tuple[str, str], words: Words) -> str:
    columns = (Column("measure", "text"), *(Column(one, "figure") for one in ("first", "second", "apart")))
    rows = tuple(
        (
            words.label(one.name),
            with_interval(one.first, one.unit, words),
            with_interval(one.second, one.unit, words),
            with_interval(one.apart, one.unit, words) + ("" if one.is_certain else " ?"),
        )
        for one in differences
        if one.name in SHOWN
    )
    return drawn(Table(title, columns, rows), words)
