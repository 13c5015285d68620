"""One round of one variant on one workload, as JSON: `python -m benchmarks.round woezo|simpy|ciw a|b|c`."""

from __future__ import annotations

import gc
import json
import sys

from benchmarks.core import WORKLOADS, measure

CIW_CONTACTS = 20_000  # of a hundred thousand: it needs some seconds for them


def main() -> None:
    """Measure with the collector off in both: what a run makes, it frees by itself."""
    variant, workload = sys.argv[1:]
    load = WORKLOADS[workload]()
    gc.collect()
    gc.disable()
    if variant == "woezo":
        cpu_s, run = measure(load)
        print(json.dumps({"cpu_s": cpu_s, "checksum": f"{run.checksum:x}", "answered": run.answered}))
        return
    if variant == "ciw":
        from benchmarks.ciw_peer import play_a as ciw_a

        print(json.dumps({"cpu_s": ciw_a(CIW_CONTACTS) * len(load.arrival_ms) / CIW_CONTACTS, "checksum": ""}))
        return
    from benchmarks.simpy_peer import play_a, play_router

    if workload == "a":
        print(json.dumps({"cpu_s": play_a(load), "checksum": ""}))
    else:
        cpu_s, answered = play_router(load)
        print(json.dumps({"cpu_s": cpu_s, "checksum": "", "answered": answered}))


if __name__ == "__main__":
    main()
