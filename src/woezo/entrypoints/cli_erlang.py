"""`woezo erlang`: one queue by the three closed forms beside each other, and the agents that a goal takes."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from babel.numbers import format_decimal

from woezo.entrypoints.words import StartupError, language, say
from woezo.planning.wording.words import MISSING, Words
from woezo.workforce.queueing.erlang import MOST_AGENTS, ErlangB, ErlangC, OutOfRange, Traffic, Unstable
from woezo.workforce.queueing.erlang_a import LEVELS, ErlangA
from woezo.workforce.queueing.fewest_agents import Goals, OutOfReach, fewest_agents

SECOND_MS: Final = 1000
PERCENTILE: Final = 0.9
OPTIONS: Final = {
    "arrivals_per_hour": ("--arrivals-per-hour", 1),
    "mean_handling_ms": ("--handling-s", SECOND_MS),
    "mean_patience_ms": ("--patience-s", SECOND_MS),
    "agents": ("--agents", 1),
    "target_ms": ("--target-s", SECOND_MS),
    "service_level_ratio": ("--service-level", 1),
    "speed_of_answer_ms": ("--asa-s", SECOND_MS),
    "abandoned_ratio": ("--abandoned", 1),
    "occupancy_ratio": ("--occupancy", 1),
}
"""By name of what is out of range: the option, and how many of the name's unit are one of the option's."""

Figures = Mapping[str, float]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--arrivals-per-hour", type=float, required=True, metavar="N", help=say("help_erlang_arrivals"))
    parser.add_argument("--handling-s", type=float, required=True, metavar="S", help=say("help_erlang_handling"))
    parser.add_argument("--agents", type=int, metavar="N", help=say("help_erlang_agents"))
    parser.add_argument("--patience-s", type=float, metavar="S", help=say("help_erlang_patience"))
    parser.add_argument("--target-s", type=float, default=20.0, metavar="S", help=say("help_erlang_target"))
    parser.add_argument("--formula", choices=LEVELS, default="SL-3", help=say("help_erlang_formula"))
    parser.add_argument("--service-level", type=float, metavar="R", help=say("help_erlang_level"))
    parser.add_argument("--asa-s", type=float, metavar="S", help=say("help_erlang_asa"))
    parser.add_argument("--abandoned", type=float, metavar="R", help=say("help_erlang_abandoned"))
    parser.add_argument("--occupancy", type=float, metavar="R", help=say("help_erlang_occupancy"))
    parser.add_argument("--json", action="store_true", help=say("help_json"))


def run(options: argparse.Namespace) -> int:
    """Print the figures with the agents given, or with those that the goals take."""
    words = Words(str, "en_GB" if language() == "en" else "fr")
    try:
        traffic = Traffic(options.arrivals_per_hour, options.handling_s * SECOND_MS)
        needed = _needed(options, traffic)
        agents = _agents(options, needed)
        found = _figures(options, traffic, agents)
    except OutOfRange as error:
        raise _explained(error, words.locale) from None
    except OutOfReach:
        raise StartupError("erlang_out_of_reach", most=words.cell(MOST_AGENTS, "count")) from None
    if options.json:
        print(json.dumps({"erlangs": traffic.erlangs, "agents": agents, **found, "agents_needed": needed}, indent=2))
    else:
        print(_in_words(options, traffic, agents, found, needed, words))
    return 0


def _explained(error: OutOfRange, locale: str) -> StartupError:
    option, scale = OPTIONS[error.name]
    least, most = (format_decimal(one / scale, "#,##0.#########", locale=locale) for one in (error.least, error.most))
    told = say("erlang_range", given=f"{error.given / scale:g}", least=least, most=most)
    return StartupError("bad_option", option=option, error=told)


def _needed(options: argparse.Namespace, traffic: Traffic) -> dict[str, int]:
    """By model, the fewest agents for the goals; nothing without any."""
    asked = {
        "service_level_ratio": options.service_level,
        "speed_of_answer_ms": None if options.asa_s is None else options.asa_s * SECOND_MS,
        "abandoned_ratio": options.abandoned,
        "occupancy_ratio": options.occupancy,
    }
    if all(one is None for one in asked.values()):
        return {}
    goals = Goals(**asked, target_ms=options.target_s * SECOND_MS, formula=options.formula)
    needed = {"erlang_c": fewest_agents(traffic, goals)}
    if options.patience_s is not None:
        needed["erlang_a"] = fewest_agents(traffic, goals, options.patience_s * SECOND_MS)
    return needed


def _agents(options: argparse.Namespace, needed: dict[str, int]) -> int:
    """Those given, else those needed, by the model that knows most."""
    given: int | None = options.agents
    if given is not None:
        return given
    if not needed:
        raise StartupError("bad_option", option="--agents", error=say("erlang_agents_or_goal"))
    return needed.get("erlang_a", needed["erlang_c"])


def _figures(options: argparse.Namespace, traffic: Traffic, agents: int) -> dict[str, Figures | None]:
    """By model; None where Erlang C has no balance, or no patience is given for Erlang A."""
    target_ms = options.target_s * SECOND_MS
    Goals(occupancy_ratio=0.5, target_ms=target_ms)  # the threshold has limits without a goal too
    lost = ErlangB(traffic, agents)
    found: dict[str, Figures | None] = {
        "erlang_b": {"blocked_ratio": lost.blocked_ratio, "occupancy_ratio": lost.occupancy_ratio},
        "erlang_c": None,
        "erlang_a": None,
    }
    with suppress(Unstable):  # said in words, and by null
        found["erlang_c"] = _of_queue(ErlangC(traffic, agents), target_ms)
    if options.patience_s is not None:
        found["erlang_a"] = _of_queue(ErlangA(traffic, agents, options.patience_s * SECOND_MS), target_ms)
    return found


def _of_queue(queue: ErlangA | ErlangC, target_ms: float) -> Figures:
    return {
        "waiting_ratio": queue.waiting_ratio,
        "waits_longer_ratio": queue.waits_longer_ratio(target_ms),
        **{formula: queue.service_level_ratio(target_ms, formula) for formula in LEVELS},
        "speed_of_answer_ms": queue.speed_of_answer_ms,
        "mean_wait_ms": queue.mean_wait_ms,
        "wait_90_ms": queue.wait_percentile_ms(PERCENTILE),
        "mean_queue": queue.mean_queue,
        "abandoned_ratio": queue.abandoned_ratio,
        "occupancy_ratio": queue.occupancy_ratio,
    }


def _in_words(
    options: argparse.Namespace,
    traffic: Traffic,
    agents: int,
    found: Mapping[str, Figures | None],
    needed: Mapping[str, int],
    words: Words,
) -> str:
    """What comes, a table with a column for each model, and what each supposes."""
    target = _number(options.target_s, words)
    counted, erlangs = words.cell(agents, "count"), _number(traffic.erlangs, words)
    title = say(
        "erlang_title",
        arrivals=_number(options.arrivals_per_hour, words),
        handling=_number(options.handling_s, words),
        erlangs=erlangs,
        agents=counted,
    )
    lines = _table(found, options.formula, target, words)
    if needed:
        cells = [_shown(needed.get(model), lambda value: words.cell(value, "count")) for model in found]
        lines.append([say("erlang_needed"), *cells])
    notes = [say("erlang_models")]
    notes.append(
        say("erlang_no_patience")
        if options.patience_s is None
        else say("erlang_patience", patience=_number(options.patience_s, words))
    )
    if found["erlang_c"] is None:
        notes.append(say("erlang_unstable", agents=counted, erlangs=erlangs))
    return "\n".join([title, "", *_drawn(lines), "", *notes])


def _table(found: Mapping[str, Figures | None], formula: str, target: str, words: Words) -> list[list[str]]:
    rows: list[tuple[str, str, Callable[[float], str]]] = [
        ("blocked_ratio", say("erlang_blocked"), words.percent),
        ("waiting_ratio", say("erlang_waiting"), words.percent),
        ("waits_longer_ratio", say("erlang_longer", target=target), words.percent),
        (formula, say("erlang_level", formula=formula, target=target), words.percent),
        ("speed_of_answer_ms", say("erlang_asa"), lambda value: words.cell(value / SECOND_MS, "people")),
        ("mean_wait_ms", say("erlang_mean_wait"), lambda value: words.cell(value / SECOND_MS, "people")),
        ("wait_90_ms", say("erlang_wait_90"), lambda value: words.cell(value / SECOND_MS, "people")),
        ("mean_queue", say("erlang_queue"), lambda value: words.cell(value, "people")),
        ("abandoned_ratio", say("erlang_abandoned"), words.percent),
        ("occupancy_ratio", say("erlang_occupancy"), words.percent),
    ]
    return [
        ["", "Erlang B", "Erlang C", "Erlang A"],
        *(
            [label, *(_shown(None if one is None else one.get(name), write) for one in found.values())]
            for name, label, write in rows
        ),
    ]


def _shown(value: float | None, write: Callable[[float], str]) -> str:
    return MISSING if value is None else write(value)


def _drawn(lines: list[list[str]]) -> list[str]:
    """Figures below each other's digits."""
    first, *widths = (max(map(len, column)) for column in zip(*lines, strict=True))
    return [
        "  ".join([line[0].ljust(first), *(cell.rjust(width) for cell, width in zip(line[1:], widths, strict=True))])
        for line in lines
    ]


def _number(value: float, words: Words) -> str:
    return format_decimal(value, "#,##0.##", locale=words.locale)
