"""The three workloads on which the core is measured, drawn from a seed.

a: one queue, 100 agents, exponential handling and patience, load 1.02.
b: 5 queues, 10 groups, 300 agents, ringing, wrap-up, 2 % refusals.
c: 200 queues (every fifth chat, three at once), 60 groups, 3,500 agents, shifts and breaks, a daily profile.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from typing import Any

from woezo.journal import apply
from woezo.routing import Router

Args = dict[str, Any]
HOUR_MS = 3_600_000


@dataclass
class Workload:
    """Configuration events for the router, and the columns of its contacts. Times in ms from the start."""

    name: str
    configuration: list[tuple[str, Args]]
    queues: int
    agents: int
    groups: int = 1
    arrival_ms: list[int] = field(default_factory=list)
    queue: list[int] = field(default_factory=list)
    patience_ms: list[int] = field(default_factory=list)
    handling_ms: list[int] = field(default_factory=list)
    wrap_ms: list[int] = field(default_factory=list)
    ring_ms: list[int] = field(default_factory=list)
    transfer: list[int] = field(default_factory=list)  # queue index or -1; empty: nobody is transferred
    shifts: list[tuple[int, int, int]] = field(default_factory=list)  # (time, agent index, present)

    def router(self, trace: bool = False, indexed: bool = False) -> Router:
        """A fresh router with the workload's centre."""
        router = Router(trace, indexed)
        for event, args in self.configuration:
            effects = apply(router, 0, event, args)
            if effects and effects[-1][0] == "refused":
                raise ValueError(f"{event} {args}: {effects[-1]}")
        return router


def exponential(rng: random.Random, mean_ms: float) -> int:
    """An exponential duration of at least one millisecond."""
    return max(1, round(-mean_ms * math.log(1.0 - rng.random())))


def _centre(queues: list[Args], agents: list[Args]) -> list[tuple[str, Args]]:
    return [
        ("set_site", {"site": 1, "country": "TG"}),
        ("set_programme", {"programme": 1, "client": 1}),
        *(("set_queue", queue) for queue in queues),
        *(("set_agent", agent) for agent in agents),
    ]


def workload_a(contacts: int = 100_000, seed: int = 1) -> Workload:
    """M/M/100+M at load 1.02: handling mean 300 s, patience mean 600 s."""
    rng = random.Random(seed)
    queue = {"queue": 1, "programme": 1, "channel": "voice", "accept": "automatic"}
    agents = [{"agent": k + 1, "site": 1, "capacity": {"units": 1, "weights": {"voice": 1}}} for k in range(100)]
    load = Workload("a", _centre([queue], agents), 1, 100)
    load.shifts = [(0, k, 1) for k in range(100)]
    now = 0.0
    for _ in range(contacts):
        now += -300_000 / 102 * math.log(1.0 - rng.random())
        load.arrival_ms.append(round(now))
        load.queue.append(0)
        load.patience_ms.append(exponential(rng, 600_000))
        load.handling_ms.append(exponential(rng, 300_000))
        load.wrap_ms.append(0)
        load.ring_ms.append(0)
    return load


def workload_b(contacts: int = 100_000, seed: int = 2) -> Workload:
    """5 queues x 10 groups x 300 agents; ring 2-8 s, wrap-up mean 30 s, 2 % refused (not responding is not used)."""
    rng = random.Random(seed)
    queues = [
        {
            "queue": q + 1,
            "programme": 1,
            "channel": "voice",
            "skills": {str(q + 1): 1},
            "wrap_up": "mandatory",
            "reject": "stay_ready",
            "not_again_ms": 10_000,
        }
        for q in range(5)
    ]
    agents = []
    for k in range(300):
        group = k % 10
        skills = {str(group % 5 + 1): 3} | ({str((group + 1) % 5 + 1): 3} if group >= 5 else {})
        agents.append({"agent": k + 1, "site": 1, "skills": skills, "capacity": {"units": 1, "weights": {"voice": 1}}})
    load = Workload("b", _centre(queues, agents), 5, 300, 10)
    load.shifts = [(0, k, 1) for k in range(300)]
    now = 0.0
    for _ in range(contacts):
        now += -235_000 / 300 / 0.97 * math.log(1.0 - rng.random())
        load.arrival_ms.append(round(now))
        load.queue.append(rng.randrange(5))
        load.patience_ms.append(exponential(rng, 240_000))
        load.handling_ms.append(exponential(rng, 200_000))
        load.wrap_ms.append(exponential(rng, 30_000))
        ring_ms = rng.randrange(2_000, 8_000)
        load.ring_ms.append(-ring_ms if rng.random() < 0.02 else ring_ms)
    return load


def workload_c(contacts: int = 200_000, seed: int = 3, used: tuple[str, ...] = ()) -> Workload:
    """200 queues, 60 groups, 3,500 agents, one day from 8 h to 20 h with two peaks; every fifth queue is chat.

    used: names of FEATURES, to measure what they cost.
    """
    rng = random.Random(seed)
    queues = []
    for q in range(200):
        channel = "chat" if q % 5 == 4 else "voice"
        queues.append(
            {
                "queue": q + 1,
                "programme": 1,
                "channel": channel,
                "skills": {str(q + 1): 1},
                "wrap_up": "mandatory",
                **({"accept": "automatic"} if channel == "chat" else {}),
                **_used(q, used),
            }
        )
    agents = []
    kinds = {"chat": [q for q in range(200) if q % 5 == 4], "voice": [q for q in range(200) if q % 5 != 4]}
    capacities = {"chat": {"units": 3, "weights": {"chat": 1}}, "voice": {"units": 1, "weights": {"voice": 1}}}
    for k in range(3_500):
        group = k % 60
        channel = "chat" if group % 5 == 4 else "voice"
        mine = kinds[channel]
        # ten queues a group, in two blocks of five that overlap with those of other groups
        first = (group - group // 5) * 10 // 3 if channel == "voice" else group // 5 * 10 // 3
        served = [mine[(first + j) % len(mine)] for j in range(5)]
        served += [mine[(first + len(mine) * 2 // 5 + j) % len(mine)] for j in range(5)]
        skills = {str(q + 1): 1 + group // 12 for q in served}
        agents.append({"agent": k + 1, "site": 1, "skills": skills, "capacity": capacities[channel]})
    load = Workload("c", _centre(queues, agents), 200, 3_500, 60)
    _shifts_c(load)
    _contacts_c(load, rng, contacts)
    if TRANSFERS in used:
        load.transfer = [rng.randrange(200) if rng.random() < 0.02 else -1 for _ in range(contacts)]
    return load


TRANSFERS = "2 % transfers"
# What each feature adds to the second tier of every queue (the better half of the agents is the first), and to the queue.
FEATURES: dict[str, tuple[Args, Args]] = {
    "tiers in time": ({"after_ms": 20_000}, {}),
    "hold-back": ({"hold_back": {"counts": [4, 2, 1], "waits_ms": [60_000, 20_000, 0]}}, {}),
    "ring times": ({}, {"timeout_ms": 20_000}),
    TRANSFERS: ({}, {}),
}


def _used(q: int, used: tuple[str, ...]) -> Args:
    """The rules of a queue that uses features."""
    second: Args = {}
    rules: Args = {}
    for name in used:
        second |= FEATURES[name][0]
        rules |= FEATURES[name][1]
    if second:
        rules["tiers"] = [{"min_levels": {str(q + 1): 3}}, second]
    return rules


def _shifts_c(load: Workload) -> None:
    """Two shifts of eight hours with a lunch and a break, staggered by agent."""
    for k in range(load.agents):
        start = (0 if k % 2 else 4 * HOUR_MS) + (k % 16) * 60_000
        lunch, rest = start + 3 * HOUR_MS + (k % 12) * 300_000, start + 6 * HOUR_MS + (k % 12) * 300_000
        for time_ms, present in (
            (start, 1),
            (lunch, 0),
            (lunch + 2_700_000, 1),
            (rest, 0),
            (rest + 900_000, 1),
            (start + 8 * HOUR_MS, 0),
        ):
            load.shifts.append((time_ms, k, present))
    load.shifts.sort()


def _contacts_c(load: Workload, rng: random.Random, contacts: int) -> None:
    day_ms = 12 * HOUR_MS
    times = []
    while len(times) < contacts:
        time_ms = rng.randrange(day_ms)
        hour = time_ms / HOUR_MS
        if rng.random() < 0.3 + 0.4 * math.exp(-((hour - 4.7) ** 2)) + 0.3 * math.exp(-((hour - 7) ** 2) / 4):
            times.append(time_ms)
    load.arrival_ms = sorted(times)
    for _ in range(contacts):
        q = rng.randrange(200)
        load.queue.append(q)
        load.patience_ms.append(exponential(rng, 180_000))
        load.handling_ms.append(exponential(rng, 500_000 if q % 5 == 4 else 240_000))
        load.wrap_ms.append(exponential(rng, 30_000))
        load.ring_ms.append(rng.randrange(2_000, 6_000))
