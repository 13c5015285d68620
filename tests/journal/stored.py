"""Journals as each version of the core has written them, kept for ever: `python -m tests.journal.stored` adds this one's.

Random centres of the swarm, a few events of each; a journal has its own first record, by which it is told from the last.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from tests.swarm.centre import Centre
from woezo.journal import apply
from woezo.journal.marks import CORE, VERSIONS, current
from woezo.routing import Router

FOLDER: Final = Path(__file__).parent / "stored"
SEEDS: Final = range(9000, 9016)
EVENTS: Final = 250
Row = tuple[int, int, str, dict[str, Any]]


def path_of(core: int) -> Path:
    """The file of a core."""
    return FOLDER / f"core_{core}.jsonl.gz"


def journals(core: int) -> Iterator[list[Row]]:
    """What it wrote."""
    lines = gzip.decompress(path_of(core).read_bytes()).decode().splitlines()
    rows = [json.loads(line) for line in lines]
    for _, found in groupby(rows, lambda row: int(row[0])):
        yield [(seq, row[1], row[2], row[3]) for seq, row in enumerate(found, 1)]


def write() -> None:
    """Let this core decide."""
    lines = []
    for seed in SEEDS:
        centre, router = Centre(seed), Router()
        events = [(centre.now_ms, VERSIONS, current())]
        while events:
            at_ms, event, args = events.pop()
            effects = apply(router, at_ms, event, args)
            row = [seed, at_ms, event, {"a": args, "e": effects, "c": None}]
            lines.append(json.dumps(row, separators=(",", ":")))
            if centre.drawn < EVENTS + len(centre.start):
                events.append(centre.next(router))
    FOLDER.mkdir(exist_ok=True)
    path_of(CORE).write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))


if __name__ == "__main__":
    write()
