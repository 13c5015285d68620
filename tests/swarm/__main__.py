"""`python -m tests.swarm SEED [EVENTS]` repeats a seed in every way; `python -m tests.swarm digests` prints digests."""

from __future__ import annotations

import json
import sys

from tests.swarm.centre import Centre
from tests.swarm.runs import RUNS, Failed, digests, run


def main(arguments: list[str]) -> int:
    """0 if all ways pass."""
    if arguments == ["digests"]:
        print(json.dumps(digests(), indent=1))
        return 0
    if not 1 <= len(arguments) <= 2 or not all(argument.isdigit() for argument in arguments):
        print(__doc__)
        return 2
    seed, events = int(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 1000
    print(Centre(seed))
    failed = 0
    for way in RUNS:
        try:
            run(way, seed, events)
            print(f"{way}: {events} events passed")
        except Failed as failure:
            failed = 1
            print(failure)
    return failed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
