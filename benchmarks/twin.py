"""The event loop of the twin beside SimPy and Ciw, compiled and pure: `python -m benchmarks.twin`, rounds by WOEZO_ROUNDS.

The compiled core lies in a copy (buildtools/compiled.py), so each measurement is a process of its own that finds either
the sources or the copy. Rounds are shuffled between the variants: the machine's mood is shared out.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = int(os.environ.get("WOEZO_ROUNDS", "5"))
CIW = "Ciw (draws its customers itself)"
CONTACTS = {"a": 100_000, "b": 100_000, "c": 200_000}


def one(variant: str, workload: str, folder: Path) -> tuple[float, str]:
    """Contacts per CPU second of one round, and its checksum."""
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "benchmarks.round", variant, workload]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(told.stdout)
    return CONTACTS[workload] / found["cpu_s"], found["checksum"]


def main() -> int:
    """Measure and print."""
    sys.path.insert(0, str(ROOT / "buildtools"))
    from compiled import compile_copy

    compiled, pure = compile_copy(), ROOT / "src"
    variants = {
        "Woezo, compiled": ("woezo", compiled),
        "Woezo, pure Python": ("woezo", pure),
        "SimPy (b, c: around the same compiled router)": ("simpy", compiled),
        CIW: ("ciw", pure),
    }
    plan = [(name, workload) for name in variants for workload in CONTACTS if name != CIW or workload == "a"] * ROUNDS
    random.Random(1).shuffle(plan)
    rates: dict[tuple[str, str], list[float]] = {}
    checksums: dict[str, set[str]] = {}
    for done, (name, workload) in enumerate(plan, 1):
        print(f"\r{done}/{len(plan)}", end="", file=sys.stderr, flush=True)
        variant, folder = variants[name]
        rate, checksum = one(variant, workload, folder)
        rates.setdefault((name, workload), []).append(rate)
        if variant == "woezo":
            checksums.setdefault(workload, set()).add(checksum)
    print(file=sys.stderr)
    _print(variants, rates)
    same = all(len(found) == 1 for found in checksums.values())
    print(f"\nReservations of the compiled and the pure core: {'identical' if same else 'DIFFERENT'}")
    return 0 if same else 1


def _print(variants: dict[str, object], rates: dict[tuple[str, str], list[float]]) -> None:
    print("| contacts a second, median | a | b | c |\n|---|---:|---:|---:|")
    base = {w: statistics.median(rates["Woezo, compiled", w]) for w in CONTACTS}
    for name in variants:
        medians = {w: statistics.median(rates[name, w]) for w in CONTACTS if (name, w) in rates}
        cells = " | ".join(f"{medians[w]:,.0f} ({base[w] / medians[w]:.1f}x)" if w in medians else "" for w in CONTACTS)
        print(f"| {name} | {cells} |")


if __name__ == "__main__":
    raise SystemExit(main())
