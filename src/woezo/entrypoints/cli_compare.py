"""`woezo compare`: two scenarios played with the same chance; what differs, and whether it is certain."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from woezo.entrypoints.cli_figures import cells, folded, head, places_of, scaled, table, written
from woezo.entrypoints.cli_scenarios import add_options as add_shared
from woezo.entrypoints.cli_scenarios import executor_of, plain, played, scenario_of, warned, warnings
from woezo.entrypoints.cli_tables import listed, spoken
from woezo.entrypoints.words import say
from woezo.planning.wording.words import Words
from woezo.simulation.scenario.comparing import Comparison, Difference, compared
from woezo.simulation.scenario.report import Report

TOLD: Final = ("abandonment_ratio", "mean_wait_ms", "SL-4", "occupancy")
SHOWN: Final = ("offered", "answered", "abandonment_ratio", "mean_wait_ms", "SL-3", "SL-4", "handling_ms", "blocking_ratio",
                "signed_in", "occupancy")  # fmt: skip
OF_UNIT: Final = {"ratio": "twin_points", "ms": "twin_seconds", "agents": "twin_agents"}
Names = tuple[str, str]


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
    found, names = compared(*reports), _names(reports, (options.first, options.second))
    said = as_json(found, names, reports, words) if options.json else in_words(found, names, reports, words)
    print(json.dumps(said, indent=2, ensure_ascii=False) if options.json else said)
    return 0


def _names(reports: tuple[Report, Report], files: Names) -> Names:
    """Of the scenarios; where they have the same, those of the files."""
    first, second = (one.scenario.scenario.name for one in reports)
    return (first, second) if first != second else (Path(files[0]).name, Path(files[1]).name)


def as_json(found: Comparison, names: Names, reports: tuple[Report, Report], words: Words) -> dict[str, Any]:
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
        "seed": reports[0].scenario.scenario.seed,
        "replications": reports[0].replications,
        "total": each(found.total),
        "queues": {name: each(one) for name, one in found.queues.items()},
        "groups": {name: each(one) for name, one in found.groups.items()},
        "warnings": [warnings(one.faults, words) for one in reports],
    }


def in_words(found: Comparison, names: Names, reports: tuple[Report, Report], words: Words) -> str:
    """For people: what is certain in sentences, then the figures, then what only one of them has."""
    one = reports[0]
    title = say(
        "twin_compared" if one.replications > 1 else "twin_compared_once",
        first=names[0],
        second=names[1],
        replications=words.cell(one.replications, "count"),
        seed=one.scenario.scenario.seed,
    )
    parts = [title, sentences(found, names, words), _table(words.label("total"), found.total, names, words)]
    if not all(map(_same, found.total)):
        for named in (found.queues, found.groups):
            if len(named) > 1:
                parts += [_table(name, one, names, words) for name, one in named.items() if not all(map(_same, one))]
                alike = [name for name, one in named.items() if all(map(_same, one))]
                parts += [folded(say("twin_alike", names=listed(alike)))] if alike else []
        parts.append(folded(say("twin_apart", first=names[0], second=names[1])))
    return "\n\n".join([*parts, *_alone(reports, names, words), *_warned(reports, names, words)])


def _warned(reports: tuple[Report, Report], names: Names, words: Words) -> list[str]:
    """What is worth knowing of both is said once."""
    first, second = (warned(one.faults, words) for one in reports)
    if first == second:
        return first
    return [f"{name}: {told[0]}" for name, told in zip(names, (first, second), strict=True) if told]


def _alone(reports: tuple[Report, Report], names: Names, words: Words) -> list[str]:
    """Queues and groups that the other one has not: they are in the whole, not beside each other."""
    found = []
    for name, report, other in zip(names, reports, reversed(reports), strict=True):
        alone = [one for one in report.queues if one not in other.queues]
        alone += [one for one in report.groups if one not in other.groups]
        found += [say("twin_only_in", name=name, names=listed(alone, " · "))] if alone else []
    return found


# -- sentences ------------------------------------------------------------------------------------------------------------
def sentences(found: Comparison, names: Names, words: Words) -> str:
    """What is certain, what is not, and what is the same."""
    if all(map(_same, found.total)):
        return say("twin_all_same", first=names[0], second=names[1])
    told = sorted((one for one in found.total if one.name in TOLD), key=lambda one: TOLD.index(one.name))
    told = [one for one in told if one.apart.mean is not None]
    differ = [one for one in told if not _same(one)]
    unknown = [one for one in differ if one.apart.ci95 is None]
    kinds = (
        ("twin_certain", [one for one in differ if one.is_certain]),
        ("twin_uncertain", [one for one in differ if not one.is_certain and one not in unknown]),
        ("twin_unknown", unknown),
    )
    parts = [
        "\n".join([say(kind), *(f"  {sentence(one, names[1], words)}" for one in each)]) for kind, each in kinds if each
    ]
    same = [words.label(one.name) for one in told if _same(one)]
    return "\n".join([*parts, *([say("twin_same", measures=", ".join(same))] if same else [])])


def _same(one: Difference) -> bool:
    """Whether both have the same figure, in every replication."""
    return one.first == one.second and not one.apart.mean and not one.apart.ci95


def sentence(one: Difference, second: str, words: Words) -> str:
    """By how much the second differs in this."""
    mean, half = scaled(one.apart.mean or 0.0, one.unit), scaled(one.apart.ci95 or 0.0, one.unit)
    ends = mean - half, mean + half
    places = places_of([mean, half])
    measure, by = words.label(one.name), [written(abs(end), places, words) for end in sorted(ends, key=abs)]
    with_unit = OF_UNIT[one.unit]
    if one.apart.ci95 is not None and not one.is_certain:
        low, high = (say(with_unit, value=written(abs(end), places, words)) for end in ends)
        return say("twin_either", measure=measure, low=low, high=high, second=second)
    said = by[0] if by[0] == by[1] else say("twin_from_to", low=by[0], high=by[1])
    verdict = "" if one.better is None else say("twin_better" if one.better == (mean > 0) else "twin_worse")
    more = "twin_more" if mean > 0 else "twin_less"
    return say(more, measure=measure, by=say(with_unit, value=said), second=second, verdict=verdict)


# -- figures --------------------------------------------------------------------------------------------------------------
def _table(title: str, differences: tuple[Difference, ...], names: Names, words: Words) -> str:
    shown = [one for one in differences if one.name in SHOWN and (one.first.mean or one.second.mean)]
    shown.sort(key=lambda one: SHOWN.index(one.name))
    units = [one.unit for one in shown]
    first, second, apart = ([getattr(one, side) for one in shown] for side in ("first", "second", "apart"))
    columns = [
        (words.label("measure"), "text", [head(one.name, one.unit, words) for one in shown]),
        (names[0], "figure", cells(first, units, words, beside=second)),
        (names[1], "figure", cells(second, units, words, beside=first)),
        (words.label("apart"), "figure", cells(apart, units, words, signed=True)),
        ("", "text", [words.label(_verdict(one)) for one in shown]),
    ]
    return table(title, columns, words)


def _verdict(one: Difference) -> str:
    if _same(one):
        return "same"
    return "certain" if one.is_certain else "uncertain"
