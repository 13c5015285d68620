"""Contacts per second of the event loop, per workload: `python -m benchmarks.core [a|b|c]... [--features]`."""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable
from functools import partial

from benchmarks.workloads import FEATURES, Workload, workload_a, workload_b, workload_c
from woezo.routing import router as router_module
from woezo.simulation.driver import Columns, Run, Shifts

WORKLOADS: dict[str, Callable[[], Workload]] = {"a": workload_a, "b": workload_b, "c": workload_c}


def prepared(load: Workload) -> Run:
    """A run that has everything drawn and set up, so that playing it is the event loop alone."""
    router = load.router()
    columns = Columns(
        load.arrival_ms, load.queue, load.patience_ms, load.handling_ms, load.wrap_ms, load.ring_ms, load.transfer
    )
    times, agents, present = zip(*load.shifts, strict=True)
    shifts = Shifts(list(times), list(agents), list(present))
    queues = [router.queues[k + 1] for k in range(load.queues)]
    return Run(router, queues, [router.agents[k + 1] for k in range(load.agents)], columns, shifts)


def measure(load: Workload) -> tuple[float, Run]:
    """CPU seconds of one run."""
    run = prepared(load)
    start = time.process_time()
    run.play()
    return time.process_time() - start, run


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("workloads", nargs="*", default=[])
    parser.add_argument("--rounds", type=int, default=5)
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
        rounds = [measure(load) for _ in range(arguments.rounds)]
        gc.enable()
        run = rounds[0][1]
        rate = len(load.arrival_ms) / statistics.median(seconds for seconds, _ in rounds)
        print(
            f"{name} {built}: {rate:,.0f} contacts/s, {run.events / len(load.arrival_ms):.2f} events a contact, "
            f"{run.answered} answered, {run.abandoned} abandoned, checksum {run.checksum:014x}"
        )


if __name__ == "__main__":
    main()
