"""What `woezo simulate` and `woezo compare` share: a scenario from a file, its replications on processes, its figures."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from woezo.entrypoints.documents import parsed, set_value, text_of
from woezo.entrypoints.words import StartupError, say
from woezo.parameters.faults import Fault
from woezo.planning.wording.words import Words
from woezo.simulation import driver
from woezo.simulation.scenario.estimates import Estimate
from woezo.simulation.scenario.model import TABLES, Scenario
from woezo.simulation.scenario.reading import read
from woezo.simulation.scenario.replications import EVENTS_A_STEP, Executor, PiledUp, Played, play, replications
from woezo.simulation.scenario.report import Report, report_of

MOST_PROCESSES: Final = 256
QUICK_EVENTS: Final = 150_000 if driver.__file__.endswith(".py") else 2_000_000
"""Some two seconds' work, in Python and compiled."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of both commands."""
    parser.add_argument("--replications", type=int, metavar="N", help=say("help_replications"))
    parser.add_argument("--processes", type=int, default=1, metavar="N", help=say("help_processes"))
    parser.add_argument("--seed", type=int, metavar="N", help=say("help_twin_seed"))
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=say("help_twin_set"))
    parser.add_argument("--json", action="store_true", help=say("help_json"))


def scenario_of(file: str, options: argparse.Namespace, words: Words) -> tuple[Scenario, list[Fault]]:
    """The scenario of a file with what the command line changes, and its warnings. Raises StartupError with every error."""
    document = parsed(text_of(file, {}, of="scenario"), file, of="scenario")
    for one in options.set:
        set_value(document, one, TABLES)
    for name, least, most in (("replications", 1, 100_000), ("seed", 0, 4_294_967_295)):
        given = getattr(options, name)
        if given is None:
            continue
        if not least <= given <= most:
            raise StartupError("bad_option", option=f"--{name}", error=_range(least, most, words))
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


def _range(least: int, most: int, words: Words) -> str:
    return say("twin_range", least=words.cell(least, "count"), most=words.cell(most, "count"))


@contextmanager
def executor_of(processes: int) -> Iterator[Executor | None]:
    """Processes beside this one; none where one is enough."""
    if not 1 <= processes <= MOST_PROCESSES:
        raise StartupError("bad_option", option="--processes", error=say("twin_range", least=1, most=MOST_PROCESSES))
    if processes == 1:
        yield None
        return
    with ProcessPoolExecutor(processes, initializer=_leave_it_to_the_command) as pool:
        _begin(pool)
        try:
            yield pool
        except KeyboardInterrupt:
            _end(pool)
            raise


def _begin(pool: ProcessPoolExecutor) -> None:
    """Start its processes while Ctrl-C is held back: one that has not yet learned to ignore it would die with a trace."""
    if sys.platform == "win32":
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        pool.submit(int)
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _end(pool: ProcessPoolExecutor) -> None:
    """At once: what is in hand may last for minutes, and nobody wants it any more. Before Python 3.14 no method does this."""
    threading.excepthook = lambda _: (
        None
    )  # up to Python 3.11 the pool's thread stumbles over what was withdrawn meanwhile
    for process in list(pool._processes.values()):
        process.terminate()
    pool.shutdown(wait=False, cancel_futures=True)


def _leave_it_to_the_command() -> None:
    """Ctrl-C reaches every process of a terminal: those that play end the replication in hand, without a trace of their own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def parts_of(replications: int, processes: int) -> list[range]:
    """The replications of each process, one after the other: what is long to hand over, as a day of a journal is, goes to each
    process once and not once for each replication.
    """
    bounds = [replications * number // processes for number in range(processes + 1)] if processes > 0 else []
    return [range(first, last) for first, last in pairwise(bounds) if first < last]


def played(scenario: Scenario, faults: Sequence[Fault], executor: Executor | None) -> Report:
    """Every replication, with a line about how far it is for who waits longer than a moment. Raises StartupError."""
    try:
        return report_of(scenario, faults, _counted(scenario, executor))
    except PiledUp as error:
        raise piled_up(scenario, error) from None
    except BrokenProcessPool:
        raise StartupError("twin_process_lost") from None


def piled_up(scenario: Scenario, error: PiledUp) -> StartupError:
    """In which queue."""
    (number,) = error.args
    name = scenario.queues[number - 1].name
    return StartupError("twin_piled_up", scenario=scenario.scenario.name, cell=f"queue.{number}", queue=name)


def _counted(scenario: Scenario, executor: Executor | None) -> Iterator[Played]:
    many = scenario.scenario.replications
    progress = Progress()
    if executor is None:
        for number in range(many):
            one = play(scenario, number, tell=progress.within(number, many))
            progress.worked(one.events % EVENTS_A_STEP)  # it has told of whole steps
            yield one
            progress.at((number + 1) / many)
    else:
        for done, one in enumerate(replications(scenario, executor), 1):
            progress.worked(one.events)
            yield one
            progress.at(done / many)
    progress.end()


class Progress:
    """A line on a terminal that counts up; every tenth elsewhere. What is quick says nothing: time is counted in events."""

    def __init__(self) -> None:
        self.shown = 0
        self.events = 0
        self.terminal = sys.stderr.isatty()

    def within(self, done: int, many: int) -> Callable[[float], None]:
        """Hears how far one replication is."""

        def tell(share: float) -> None:
            self.worked(EVENTS_A_STEP)
            self.at((done + share) / many)

        return tell

    def worked(self, events: int) -> None:
        """So many events more."""
        self.events += events

    def at(self, share: float) -> None:
        """So much is done, from 0 to 1."""
        percent = int(share * 100)
        if self.events < QUICK_EVENTS or percent == 100 or percent < self.shown + (1 if self.terminal else 10):
            return
        self.shown = percent
        print(say("twin_progress", percent=percent), end="\r" if self.terminal else "\n", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the terminal's line clean."""
        if self.terminal and self.shown:
            print(" " * 40, end="\r", file=sys.stderr, flush=True)


def plain(one: Estimate) -> dict[str, float | None]:
    """For programs."""
    return {"mean": one.mean, "ci95": one.ci95}


def warned(faults: Sequence[Fault], words: Words) -> list[str]:
    """What is worth knowing of a scenario that was played; nothing where there is nothing."""
    return ["\n".join([say("twin_warnings"), *(f"  {words.sentence(one)}" for one in faults)])] if faults else []


def warnings(faults: Sequence[Fault], words: Words) -> list[dict[str, str]]:
    """For programs."""
    return [{"code": one.code, "cell": one.cell, "message": words.sentence(one)} for one in faults]
