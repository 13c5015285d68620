"""Playing many scenarios in the compiled twin: what is proved on millions of contacts would take Python an hour."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from compiled import compile_copy
from tests.simulation.scenarios import Document

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = 2

SCRIPT = """
import json, sys
from decimal import Decimal
from woezo.measures.tally import FIELDS
from woezo.simulation import driver
from woezo.simulation.scenario.reading import read
from woezo.simulation.scenario.replications import play
from woezo.simulation.watch import GROUP_FIELDS

def summed(names, rows):
    return [dict(zip(names, map(sum, zip(*slots)))) for slots in rows]

assert driver.__file__.endswith(".so"), driver.__file__
documents, jobs = json.loads(sys.stdin.read(), parse_float=Decimal)
scenarios = []
for document in documents:
    scenario, faults = read(document)
    assert scenario is not None, faults
    scenarios.append(scenario)
for number, replication in jobs:
    played = play(scenarios[number], replication)
    found = [summed(FIELDS, played.queues), summed(GROUP_FIELDS, played.groups), played.left]
    print(json.dumps([number, replication, *found]), flush=True)
"""


class Sums(NamedTuple):
    """One replication: counts of each queue and of each group, in the order of the scenario, and contacts left over."""

    queues: list[dict[str, int]]
    groups: list[dict[str, int]]
    left: int


def compiled_folder() -> Path:
    """Where the compiled copy lies; skips the test where it cannot be made."""
    if not any(map(shutil.which, ("cc", "gcc", "clang"))) or importlib.util.find_spec("mypyc") is None:
        pytest.skip("no C compiler: the twin is not compared with theory")
    return compile_copy()


def played(documents: Sequence[Document]) -> list[list[Sums]]:
    """Every replication of each document, side by side on two processes."""
    folder = compiled_folder()
    jobs = [
        (number, replication)
        for number, one in enumerate(documents)
        for replication in range(one["scenario"]["replications"])
    ]
    running = [_started(folder, documents, jobs[place::PROCESSES]) for place in range(PROCESSES)]
    found: dict[tuple[int, int], Sums] = {}
    for process in running:
        assert process.stdout is not None
        for line in process.stdout:
            number, replication, *sums = json.loads(line)
            found[number, replication] = Sums(*sums)
        assert process.wait() == 0
    return [
        [found[number, replication] for replication in range(one["scenario"]["replications"])]
        for number, one in enumerate(documents)
    ]


def _started(folder: Path, documents: Sequence[Document], jobs: list[tuple[int, int]]) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    with process.stdin as pipe:
        pipe.write(json.dumps([documents, jobs], default=_number))
    return process


def _number(value: Any) -> float:
    assert isinstance(value, Decimal)
    return float(value)
