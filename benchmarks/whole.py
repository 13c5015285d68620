"""The twin end to end: customers drawn by their laws, the loop, every count: `python -m benchmarks.whole [--days N] [--json]`.

Workload c as a scenario: 200 queues (every fifth chat, three at once), 60 groups of 3,500 agents, two shifts of eight hours
with a lunch and a break, a daily profile; counts per queue, group, site, programme and quarter of an hour. Contacts per CPU
second of one core, setting the centre up apart. --year: 35 million contacts as two halves on two processes, and one half alone.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from typing import Any

from woezo.routing import router as router_module
from woezo.simulation.scenario.building import run_of
from woezo.simulation.scenario.model import Scenario
from woezo.simulation.scenario.reading import read
from woezo.simulation.scenario.replications import play

DAYS_OF_A_YEAR = 176  # of 200,000 contacts: 35 million
QUEUES, GROUPS, AGENTS, CONTACTS = 200, 60, 3_500, 200_000


def profile() -> list[float]:
    """Customers of one queue in each quarter of an hour of a day: open from 8 to 20 h, two peaks."""
    shape = []
    for quarter in range(96):
        hour = quarter / 4 - 8
        rate = 0.3 + 0.4 * math.exp(-((hour - 4.7) ** 2)) + 0.3 * math.exp(-((hour - 7) ** 2) / 4)
        shape.append(rate if 0 <= hour < 12 else 0.0)
    return [CONTACTS / QUEUES * one / sum(shape) for one in shape]


def document(days: int) -> dict[str, Any]:
    """The scenario."""
    a_day = [Decimal(f"{one:.6f}") for one in profile()]
    queues = []
    for q in range(QUEUES):
        chat = q % 5 == 4
        queues.append(
            {
                "name": f"q{q}",
                "programme": f"p{q // 10}",
                "channel": "chat" if chat else "voice",
                "skills": {f"s{q}": 1},
                "arrivals": {"per_interval": a_day},
                "patience": {"mean_s": 180},
                "handling": {"mean_s": 500 if chat else 240},
                "wrap_up": {"mean_s": 30},
                "accept": "automatic" if chat else "manual",
            }
        )
    return {
        "scenario": {"days": days, "slots": "week", "replications": 1, "seed": 3},
        "site": [{"name": "Lomé"}, {"name": "Cotonou", "country": "BJ"}],
        "programme": [{"name": f"p{number}"} for number in range(QUEUES // 10)],
        "queue": queues,
        "group": [_group(number) for number in range(GROUPS)],
    }


def _group(number: int) -> dict[str, Any]:
    chat = number % 5 == 4
    mine = [q for q in range(QUEUES) if (q % 5 == 4) == chat]
    first = number // 5 * 10 // 3 if chat else (number - number // 5) * 10 // 3
    served = [mine[(first + j) % len(mine)] for j in range(5)]
    served += [mine[(first + len(mine) * 2 // 5 + j) % len(mine)] for j in range(5)]
    many = AGENTS // GROUPS + (number < AGENTS % GROUPS)
    return {
        "name": f"g{number}",
        "site": "Lomé" if number % 3 else "Cotonou",
        "agents": many,
        "skills": {f"s{q}": 1 + number // 12 for q in served},
        "units": 3 if chat else 1,
        "weights": {"chat": 1} if chat else {"voice": 1},
        "ring": {"law": "constant", "mean_s": 4},
        "shifts": [
            {"agents": many // 2, "begins": "08:00", "ends": "16:00", "breaks": ["11:30-12:15", "14:00-14:15"]},
            {"begins": "12:00", "ends": "20:00", "breaks": ["15:30-16:15", "18:00-18:15"]},
        ],
    }


def scenario_of(days: int) -> Scenario:
    """Ready to be played."""
    found, faults = read(document(days))
    assert found is not None, faults
    return found


def year() -> None:
    """Wall seconds of two half years side by side, and of one alone."""
    half = scenario_of(DAYS_OF_A_YEAR // 2)
    start = time.perf_counter()
    play(half, 0)
    alone_s = time.perf_counter() - start
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(str, range(2)))  # the processes are there
        start = time.perf_counter()
        played = list(pool.map(play, [half] * 2, range(2)))
        both_s = time.perf_counter() - start
    contacts = sum(slot[0] for one in played for slots in one.queues for slot in slots)
    memory_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{contacts:,} contacts on two processes: {both_s:.1f} s, {2 * alone_s / both_s:.2f} times one; "
        f"{memory_mb:.0f} MB each"
    )


def main() -> None:
    """Play and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--days", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--year", action="store_true")
    options = parser.parse_args()
    if options.year:
        year()
        return
    built = "compiled" if (router_module.__file__ or "").endswith(".so") else "pure"
    scenario = scenario_of(options.days)
    rates, set_up = [], []
    for number in range(options.rounds):
        gc.collect()
        gc.disable()
        start = time.process_time()
        run = run_of(scenario, number)
        ready = time.process_time()
        run.play()
        done = time.process_time()
        gc.enable()
        assert run.watch is not None
        run.watch.close()
        contacts = sum(tally.offered for slots in run.watch.tallies.values() for tally in slots)
        rates.append(contacts / (done - ready))
        set_up.append(ready - start)
    rate = sorted(rates)[len(rates) // 2]
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {
        "built": built,
        "days": options.days,
        "contacts": contacts,
        "rate": rate,
        "set_up_s": set_up[0],
        "memory_mb": memory_mb,
    }
    if options.json:
        print(json.dumps(found))
    else:
        print(
            f"c end to end, {built}: {rate:,.0f} contacts/s over {options.days} days ({contacts:,} contacts), set up in "
            f"{set_up[0]:.2f} s, {memory_mb:.0f} MB"
        )


if __name__ == "__main__":
    main()
