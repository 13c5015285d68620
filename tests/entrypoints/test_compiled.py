"""The core compiled and the core in Python do the same: over a million events of random centres, and in the twin.

The twin: its loop alone, scenarios in which every feature is used, and each law's numbers to the last bit.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from compiled import compile_copy

ROOT = Path(__file__).resolve().parents[2]
EVENTS_A_SEED = 5000
SEEDS = -(-int(os.environ.get("WOEZO_SWARM_EVENTS", "1000000")) // EVENTS_A_SEED)

EVENTS = f"""
import json
from tests.swarm.centre import Centre
from woezo.journal import apply, digest
from woezo.routing import Router, router as module
digests = []
for seed in range({SEEDS}):
    centre, router = Centre(seed), Router()
    for _ in range({EVENTS_A_SEED}):
        apply(router, *centre.next(router))
    digests.append(digest(router))
print(json.dumps([module.__file__, digests]))
"""

TWIN = """
import json
from benchmarks.core import prepared
from benchmarks.workloads import FEATURES, workload_a, workload_b, workload_c
from woezo.simulation import driver as module
found = []
for workload in (
    workload_a(20_000), workload_b(20_000), workload_c(20_000), workload_c(20_000, used=tuple(FEATURES))
):
    run = prepared(workload)
    run.play()
    found.append([run.checksum, run.events, run.answered, run.abandoned])
print(json.dumps([module.__file__, found]))
"""

SCENARIOS = """
import json
from tests.simulation.scenarios import everything, scenario_of
from woezo.simulation import driver as module
from woezo.simulation.scenario.records import records
from woezo.simulation.scenario.replications import play
found = []
for seed in range(4):
    scenario = scenario_of(everything(seed))
    played = play(scenario, seed)
    told = list(records(scenario, seed)) if seed == 0 else []
    found.append([played.checksum, played.events, played.left, played.queues, played.groups, told])
print(json.dumps([module.__file__, found]))
"""

CHANCE = """
import json
from woezo.simulation import chance as module
from woezo.simulation.laws import Empirical, Exponential, Gamma, Lognormal, Sometimes, Weibull
laws = [
    Exponential(6e4), Lognormal(11.0, 1.2), Weibull(5e4, 0.6, 0.0), Weibull(5e4, 3.0, 0.0), Gamma(0.2, 6e4), Gamma(7.0, 6e4),
    Empirical([1.0, 2.0, 5.0], [0.2, 0.3, 1.0]), Sometimes(Exponential(6e4), 0.1),
]
chance = module.Chance(4_000_000_000, 3_999_999_999)
words = [module.bits53(2**32 - 1 - k, k * 7919, k * 104729, 2**32 - 1 - k * 31) for k in range(20_000)]
drawn = [[law.draw(chance, number, 0xFFFFF040) for number in range(5_000)] for law in laws]
print(json.dumps([module.__file__, [words, *drawn, [module.normal_quantile(k / 4096) for k in range(1, 4096)]]]))
"""


@pytest.fixture(scope="module")
def folders() -> dict[str, Path]:
    """Where the package lies compiled, in a copy, and where it lies in Python."""
    if not any(map(shutil.which, ("cc", "gcc", "clang"))) or importlib.util.find_spec("mypyc") is None:
        pytest.skip("no C compiler: the core is tested in Python only")
    return {".so": compile_copy(), ".py": ROOT / "src"}


@pytest.mark.xdist_group("compiled")
@pytest.mark.parametrize("script", [EVENTS, TWIN, SCENARIOS, CHANCE], ids=["events", "twin", "scenarios", "chance"])
def test_compiled_and_pure_do_the_same(folders: dict[str, Path], script: str) -> None:
    running = {suffix: start(script, folder) for suffix, folder in folders.items()}
    found = {suffix: result(process) for suffix, process in running.items()}
    for suffix, (file, _) in found.items():
        assert file.endswith(suffix)
    assert len(found[".so"][1]) in (SEEDS, 4, 10)
    assert found[".so"][1] == found[".py"][1]


def start(script: str, folder: Path) -> subprocess.Popen[str]:
    """A Python that finds the package in this folder first."""
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
    return subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )


def result(process: subprocess.Popen[str]) -> list[Any]:
    """What it printed."""
    told, _ = process.communicate()
    assert process.returncode == 0
    found: list[Any] = json.loads(told)
    return found
