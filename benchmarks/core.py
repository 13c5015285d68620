"""Contacts per second of the event loop, per workload: `python -m benchmarks.core [a|b|c]... [--features]`."""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable
from functools import partial

from benchmarks.workloads import FEATURES, HOUR_MS, Workload, workload_a, workload_b, workload_c
from woezo.measures.tally import Rules
from woezo.routing import router as router_module
from woezo.simulation.agenda import Agenda
from woezo.simulation.customers import Columns
from woezo.simulation.driver import Run
from woezo.simulation.watch import Watch

WORKLOADS: dict[str, Callable[[], Workload]] = {"a": workload_a, "b": workload_b, "c": workload_c}


def prepared(load: Workload, watched: bool = False) -> Run:
    """A run that has everything drawn and set up, so that playing it is the event loop alone; or watched, with its counts."""
    router = load.router(trace=watched)
    queues = [router.queues[k + 1] for k in range(load.queues)]
    customers = Columns(
        queues,
        load.arrival_ms,
        load.queue,
        load.patience_ms,
        load.handling_ms,
        load.wrap_ms,
        load.ring_ms,
        load.transfer,
    )
    times, agents, present = zip(*load.shifts, strict=True)
    agenda = Agenda(iter([(list(times), list(agents), list(present), [0] * len(times))]))
    people = [router.agents[k + 1] for k in range(load.agents)]
    return Run(
        router, queues, people, list(router.sites.values()), customers, agenda, watch_of(load) if watched else None
    )


def watch_of(load: Workload) -> Watch:
    """Counts per queue, group and quarter of an hour of one day."""
    rules = {k + 1: Rules(False, 30_000, 5_000) for k in range(load.queues)}
    members = [0, *(k % load.groups for k in range(load.agents))]
    return Watch(rules, load.groups, members, 96, 0, 24 * HOUR_MS)


def measure(load: Workload, watched: bool = False) -> tuple[float, Run]:
    """CPU seconds of one run."""
    run = prepared(load, watched)
    start = time.process_time()
    run.play()
    return time.process_time() - start, run


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("workloads", nargs="*", default=[])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--watched", action="store_true", help="with every count")
    parser.add_argument("--features", action="store_true", help="workload c with features in use, one by one and all")
    arguments = parser.parse_args()
    built = "compiled" if (router_module.__file__ or "").endswith(".so") else "pure"
    loads = {name: WORKLOADS[name] for name in arguments.workloads or ["a", "b", "c"]}
    if arguments.features:
        names = [(), *((name,) for name in FEATURES), tuple(FEATURES)]
        loads = {" + ".join(("c", *used)): partial(workload_c, used=used) for used in names}
    for name, draw in loads.items():
        load = draw()
        gc.collect()
        gc.disable()
        rounds = [measure(load, arguments.watched) for _ in range(arguments.rounds)]
        gc.enable()
        run = rounds[0][1]
        rate = len(load.arrival_ms) / statistics.median(seconds for seconds, _ in rounds)
        print(
            f"{name} {built}: {rate:,.0f} contacts/s, {run.events / len(load.arrival_ms):.2f} events a contact, "
            f"{run.answered} answered, {run.abandoned} abandoned, checksum {run.checksum:014x}"
        )


if __name__ == "__main__":
    main()
