"""Playing a scenario again and again, each time with other chance, on whatever runs functions: processes, a cluster, one after
the other.

What comes back are plain numbers, so that it crosses a process boundary; the same whoever played it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from woezo.simulation.driver import Run
from woezo.simulation.scenario.building import run_of
from woezo.simulation.scenario.model import Scenario
from woezo.simulation.scenario.times import until_ms

EVENTS_A_STEP = 200_000
"""So many between two looks at whether somebody wants it to stop: a fifth of a second compiled."""

MOST_IN_HAND = 1_000_000
"""Contacts that have not ended; more would fill the memory, and nobody can have meant them."""

Result = TypeVar("Result")
Rows = list[list[list[int]]]
"""Of each queue or group: of each slot: one number a field."""


class Canceled(Exception):
    """Somebody wanted it to stop."""


class PiledUp(Exception):
    """Contacts pile up without end. Its argument: the number of the queue in which most wait, from 1."""


@dataclass(frozen=True)
class Played:
    """One replication. left: contacts that had not ended when nothing more could happen."""

    replication: int
    queues: Rows  # in the order of measures.tally.FIELDS
    groups: Rows  # in the order of simulation.watch.GROUP_FIELDS
    left: int
    events: int
    checksum: int


class Executor(Protocol):
    """What is needed of a concurrent.futures.Executor; Dask's client offers one too."""

    def map(self, fn: Callable[..., Result], /, *iterables: Iterable[object]) -> Iterator[Result]:
        """The results in the order of what was asked."""


def play(
    scenario: Scenario,
    replication: int,
    cancelled: Callable[[], bool] | None = None,
    tell: Callable[[float], None] | None = None,
) -> Played:
    """One replication; tell hears now and then how far it is, from 0 to 1.

    Raises Canceled and PiledUp.
    """
    run = run_of(scenario, replication)
    until = until_ms(scenario.scenario)
    watch = run.watch
    assert watch is not None
    while step(run):
        if cancelled is not None and cancelled():
            raise Canceled
        if tell is not None:
            tell(min(1.0, run.router.now_ms / until))
    watch.close()
    return Played(
        replication,
        [[tally.values() for tally in watch.tallies[number]] for number in range(1, len(scenario.queues) + 1)],
        watch.group_rows,
        len(watch.contacts),
        int(run.events),
        int(run.checksum),
    )


def step(run: Run) -> bool:
    """Some events more; whether there are more. Raises PiledUp."""
    assert run.watch is not None
    try:
        more = run.step(EVENTS_A_STEP)
        if len(run.watch.contacts) <= MOST_IN_HAND:
            return more
    except OverflowError:  # the calendar is full before
        pass
    raise PiledUp(max(run.queues, key=lambda one: one.waiting).id)


def replications(scenario: Scenario, executor: Executor | None = None) -> Iterator[Played]:
    """All of them in order, as they are done."""
    numbers = range(scenario.scenario.replications)
    if executor is None:
        return (play(scenario, number) for number in numbers)
    return executor.map(play, [scenario] * len(numbers), numbers)
