"""What `woezo simulate` and `woezo compare` share: a scenario from a file, its replications on processes, its figures."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from woezo.entrypoints.documents import parsed, set_value, text_of
from woezo.entrypoints.words import StartupError, say
from woezo.parameters.faults import Fault
from woezo.planning.words import Words
from woezo.simulation.scenario.estimates import Estimate
from woezo.simulation.scenario.model import Scenario
from woezo.simulation.scenario.reading import read
from woezo.simulation.scenario.replications import Executor, Played, play, replications
from woezo.simulation.scenario.report import Report, report_of

MOST_PROCESSES: Final = 256


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of both commands."""
    parser.add_argument("--replications", type=int, metavar="N", help=say("help_replications"))
    parser.add_argument("--processes", type=int, default=1, metavar="N", help=say("help_processes"))
    parser.add_argument("--seed", type=int, metavar="N", help=say("help_twin_seed"))
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=say("help_twin_set"))
    parser.add_argument("--json", action="store_true", help=say("help_json"))


def scenario_of(file: str, options: argparse.Namespace, words: Words) -> tuple[Scenario, list[Fault]]:
    """The scenario of a file with what the command line changes, and its warnings. Raises StartupError with every error."""
    document = parsed(text_of(file, {}), file)
    for one in options.set:
        set_value(document, one)
    for name, least, most in (("replications", 1, 100_000), ("seed", 0, 4_294_967_295)):
        given = getattr(options, name)
        if given is None:
            continue
        if not least <= given <= most:
            raise StartupError("bad_option", option=f"--{name}", error=say("twin_range", least=least, most=most))
        frame = document.setdefault("scenario", {})
        if isinstance(frame, dict):
            frame[name] = given
    scenario, faults = read(document)
    if scenario is None:
        lines = "\n".join(f"  {words.sentence(one)}" for one in faults)
        raise StartupError("scenario_wrong", file=file, faults=lines)
    if not scenario.scenario.name:
        scenario = replace(scenario, scenario=replace(scenario.scenario, name=Path(file).stem))
    return scenario, faults


@contextmanager
def executor_of(processes: int) -> Iterator[Executor | None]:
    """Processes beside this one; none where one is enough."""
    if not 1 <= processes <= MOST_PROCESSES:
        raise StartupError("bad_option", option="--processes", error=say("twin_range", least=1, most=MOST_PROCESSES))
    if processes == 1:
        yield None
        return
    with ProcessPoolExecutor(processes) as pool:
        yield pool


def played(scenario: Scenario, faults: Sequence[Fault], executor: Executor | None) -> Report:
    """Every replication, with a line about how far it is for who waits longer than a moment. Raises StartupError."""
    try:
        return report_of(scenario, faults, _counted(scenario, executor))
    except OverflowError:
        raise StartupError("twin_piled_up") from None


def _counted(scenario: Scenario, executor: Executor | None) -> Iterator[Played]:
    many = scenario.scenario.replications
    progress = Progress()
    if executor is None:
        for number in range(many):
            yield play(scenario, number, tell=lambda share, done=number: progress.at((done + share) / many))  # type: ignore[misc]
    else:
        for done, one in enumerate(replications(scenario, executor), 1):
            progress.at(done / many)
            yield one
    progress.end()


class Progress:
    """A line on a terminal that counts up; every tenth elsewhere. What is quick says nothing."""

    def __init__(self) -> None:
        self.shown = 0
        self.terminal = sys.stderr.isatty()

    def at(self, share: float) -> None:
        """So much is done, from 0 to 1."""
        percent = int(share * 100)
        if percent < 100 and percent >= self.shown + (1 if self.terminal else 10):
            self.shown = percent
            end = "\r" if self.terminal else "\n"
            print(say("twin_progress", percent=percent), end=end, file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the terminal's line clean."""
        if self.terminal and self.shown:
            print(" " * 40, end="\r", file=sys.stderr, flush=True)


# -- figures --------------------------------------------------------------------------------------------------------------
def figure(value: float | None, unit: str, words: Words) -> str:
    """A figure in its unit; durations in seconds."""
    if value is None:
        return "–"
    if unit == "ratio":
        return words.percent(value) if value >= 0 else f"-{words.percent(-value)}"
    if unit == "ms":
        return f"{words.cell(round(value / 1000, 1), 'number')} s"
    return words.cell(round(value, 1 if abs(value) < 1000 else 0), "number")


def with_interval(one: Estimate, unit: str, words: Words) -> str:
    """The mean and, where there is one, its interval."""
    mean = figure(one.mean, unit, words)
    if one.ci95 is None or one.mean is None:
        return mean
    if unit == "ratio":  # of points: 0.3 on a share, not 0.3 %
        return f"{mean} ± {words.cell(round(one.ci95 * 100, 1 if one.ci95 >= 0.001 else 2), 'number')}"
    return f"{mean} ± {figure(one.ci95, unit, words)}"


def plain(one: Estimate) -> dict[str, float | None]:
    """For programs."""
    return {"mean": one.mean, "ci95": one.ci95}
