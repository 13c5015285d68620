"""How long one event takes in the live process: the pure core through `apply`, 3,500 agents and 200 queues.

The day of workload c is played by a small clock of its own, every event is timed with the process's own counter.
`python -m benchmarks.decision` prints p50, p99 and the longest, by kind of event, as JSON.
"""

from __future__ import annotations

import heapq
import json
import statistics
import time
from typing import Any

from benchmarks.workloads import Workload, workload_c
from woezo.journal import apply
from woezo.routing import Router


class Clockwork:
    """Plays a workload event by event through `apply`, and keeps how long each took."""

    def __init__(self, load: Workload) -> None:
        self.load = load
        self.router: Router = load.router(trace=True, indexed=True)
        self.calendar: list[tuple[int, int, str, dict[str, Any]]] = []
        self.order = 0
        self.took_us: dict[str, list[float]] = {}
        for at_ms, agent, present in load.shifts:
            args: dict[str, Any] = {"agent": agent + 1}
            if present:
                args |= {"desk": 1, "activity": "available", "routable": True}
            self.at(at_ms, "sign_in" if present else "sign_out", args)
        for index, at_ms in enumerate(load.arrival_ms):
            self.at(at_ms, "arrive", {"interaction": index + 1, "queue": load.queue[index] + 1})
            self.at(at_ms + load.patience_ms[index], "hang_up", {"interaction": index + 1})
        self.served: set[int] = set()

    def at(self, at_ms: int, event: str, args: dict[str, Any]) -> None:
        """Have something happen."""
        self.order += 1
        heapq.heappush(self.calendar, (at_ms, self.order, event, args))

    def play(self, events: int) -> None:
        """Carry out so many events."""
        for _ in range(events):
            if not self.calendar:
                return
            at_ms, _, event, args = heapq.heappop(self.calendar)
            if event == "hang_up" and args["interaction"] in self.served:
                continue
            start = time.perf_counter_ns()
            effects = apply(self.router, at_ms, event, args)
            self.took_us.setdefault(event, []).append((time.perf_counter_ns() - start) / 1000)
            for effect in effects:
                self.follow(at_ms, effect)

    def follow(self, at_ms: int, effect: list[Any]) -> None:
        """What the customer and the agent do next."""
        if effect[0] == "reserved":
            index = effect[2] - 1
            self.served.add(effect[2])
            if self.load.queue[index] % 5 != 4:
                self.at(at_ms + abs(self.load.ring_ms[index]), "accept", {"reservation": effect[1]})
            self.at(at_ms + 8_000 + self.load.handling_ms[index], "end", {"interaction": effect[2]})
        elif effect[0] == "wrapping":
            self.at(at_ms + 30_000, "complete", {"reservation": effect[1]})


def main() -> None:
    """Print the table of one run."""
    clockwork = Clockwork(workload_c(100_000))
    clockwork.play(300_000)
    table = {}
    every = [us for times in clockwork.took_us.values() for us in times]
    for name, times in [*sorted(clockwork.took_us.items()), ("all", every)]:
        cuts = statistics.quantiles(times, n=1000)
        table[name] = {
            "events": len(times),
            "p50_us": round(cuts[499], 1),
            "p99_us": round(cuts[989], 1),
            "max_us": round(max(times)),
        }
    print(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
