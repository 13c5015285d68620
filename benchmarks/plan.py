"""How long a hiring plan takes: `python -m benchmarks.plan [--rounds N]`.

The preset of Lomé, both readings with all their tables: with 200 and with 1,000 simulated plans, each after a change of a rate,
so that nothing is remembered from the round before; the what-ifs of a reading, with what would keep the promise; and the
import with numpy, in a process of its own. Beside them the largest plan that is worked out: ten years, twenty thousand places,
a class a week. Medians.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import resources
from typing import Any

from woezo.workforce.report import build, cases

LOAD = "import time; start = time.perf_counter(); import woezo.workforce.report; print(time.perf_counter() - start)"


def preset(change: int) -> dict[str, Any]:
    """The plan of Lomé with a rate that no round before had."""
    text = (resources.files("woezo.planning") / "presets" / "lome.toml").read_text(encoding="utf-8")
    document = tomllib.loads(text, parse_float=Decimal)
    document["attrition"] = {"later_ratio": Decimal("0.015") + Decimal(change) / 1_000_000}
    return document


def largest(change: int) -> dict[str, Any]:
    """As many people and classes as a plan may have."""
    document = preset(change)
    document["site"]["ends"] = date(2030, 3, 31)
    document["calendar"]["every_weeks"] = 1
    document["training"] |= {"weeks": 1, "rooms": 4, "class_size_most": 40, "trainers": 20}
    document["promise"] = [{"name": "x", "target": 10_000, "metric": "on_payroll", "activity_years": 10}]
    return document


def median_ms(rounds: int, work: Callable[[int], object]) -> float:
    """Of several rounds, after one that does not count."""
    took = []
    for number in range(rounds + 1):
        start = time.perf_counter()
        work(number)
        took.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(took[1:]), 1)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    report = build(preset(0), plans=1)
    loads = [
        float(subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True).stdout)
        for _ in range(rounds)
    ]
    found = {
        "import_ms": round(statistics.median(loads) * 1000, 1),
        "plan_200_simulated_ms": median_ms(rounds, lambda change: build(preset(change), plans=200)),
        "plan_1000_simulated_ms": median_ms(rounds, lambda change: build(preset(change + 1_000), plans=1_000)),
        "what_ifs_ms": median_ms(rounds, lambda _: cases(report, "on_payroll")),
        "largest_plan_ms": median_ms(min(rounds, 3), lambda change: build(largest(change), plans=1_000)),
    }
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
