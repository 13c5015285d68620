"""How long a hiring plan takes: `python -m benchmarks.plan [--rounds N]`.

The preset of Lomé, both readings with all their tables: with 200 and with 1,000 simulated plans, each after a change of a rate,
so that nothing is remembered from the round before; the what-ifs of a reading, with what would keep the promise; and the
import with numpy, in a process of its own. Beside them plans with a class a week, up to the largest that is worked out, ten
years and twenty thousand places: as a page works them out, with 200 simulated plans. Medians of
processor time: what an idle core takes, whatever else the machine does.
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
from decimal import Decimal
from functools import partial
from importlib import resources
from typing import Any

from woezo.workforce.reports.report import build, cases

SIZES = ((1_500, 3), (1_000, 10), (4_000, 10), (10_000, 10))
"""People who are promised on the payroll, and years."""
LOAD = "import time; start = time.process_time(); import woezo.workforce.reports.report; print(time.process_time() - start)"


def lome() -> str:
    """The plan that comes with Woezo."""
    return (resources.files("woezo.planning") / "presets" / "lome.toml").read_text(encoding="utf-8")


def of_size(target: int, years: int) -> str:
    """A plan of so many years and a class a week for so many people on the payroll: 10,000 in ten years take all the places a
    plan may have.
    """
    head, rest = lome().split("[[promise]]", 1)
    _, rest = rest.split("[recruits]", 1)
    changes = {
        "every_weeks = 4": "every_weeks = 1",
        "weeks = 4\n": "weeks = 1\n",
        "rooms = 3": "rooms = 4",
        "class_size_most = 25": "class_size_most = 40",
        "trainers = 4": "trainers = 20",
    }
    promise = f'[[promise]]\nname = "x"\ntarget = {target}\nmetric = "on_payroll"\nactivity_years = {years}\n\n'
    text = f"{head.rstrip()}\nends = {2020 + years}-03-31\n\n{promise}[recruits]{rest}"
    for before, after in changes.items():
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


def changed(text: str, change: int) -> dict[str, Any]:
    """With a rate that no round before had."""
    document = tomllib.loads(text, parse_float=Decimal)
    document["attrition"] = {"later_ratio": Decimal("0.015") + Decimal(change) / 1_000_000}
    return document


def shown(text: str, change: int) -> object:
    """As a page works it out."""
    return build(changed(text, change), plans=200)


def median_ms(rounds: int, work: Callable[[int], object]) -> float:
    """Of several rounds, after one that does not count."""
    took = []
    for number in range(rounds + 1):
        start = time.process_time()
        work(number)
        took.append((time.process_time() - start) * 1000)
    return round(statistics.median(took[1:]), 1)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    report = build(changed(lome(), 0), plans=1)
    loads = [
        float(subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True).stdout)
        for _ in range(rounds)
    ]
    found = {
        "import_ms": round(statistics.median(loads) * 1000, 1),
        "plan_200_simulated_ms": median_ms(rounds, lambda change: build(changed(lome(), change), plans=200)),
        "plan_1000_simulated_ms": median_ms(rounds, lambda change: build(changed(lome(), change + 1_000), plans=1_000)),
        "what_ifs_ms": median_ms(rounds, lambda _: cases(report, "on_payroll")),
        "largest_plan_ms": median_ms(
            min(rounds, 3), lambda change: build(changed(of_size(10_000, 10), change), plans=1_000)
        ),
    }
    for target, years in SIZES:
        one = of_size(target, years)
        classes = {held.start for held in build(changed(one, 0), plans=1).readings[-1].classes}
        found[f"{target}_people_{len(classes)}_classes_ms"] = median_ms(rounds, partial(shown, one))
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
