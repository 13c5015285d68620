"""`make bench`: every table of docs/reference/speed.md, one measurement after the other, each a process of its own.

`python -m benchmarks [PART]...` runs some of them: twin, features, whole, year, decision, start, commits, pages, plan,
plan_page, headcounts, live. All of them take about half an hour. Where PostgreSQL is installed, commits, headcounts and live
run on it too.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = {
    "twin": ["twin"],
    "features": ["core", "--features"],
    "whole": ["whole"],
    "year": ["whole", "--year"],
    "decision": ["decision"],
    "start": ["start"],
    "commits": ["commits"],
    "pages": ["pages"],
    "plan": ["plan"],
    "plan_page": ["plan_page"],
    "headcounts": ["headcounts"],
    "live": ["live"],
}
ON_POSTGRESQL = ("commits", "headcounts", "live")
COMPILED = ("features", "whole", "year")  # twin sees to that itself, for it measures both


def run(title: str, arguments: list[str]) -> int:
    """One measurement, shown as it goes."""
    print(f"\n== {title}", flush=True)
    command = [sys.executable, "-m", f"benchmarks.{arguments[0]}", *arguments[1:]]
    environment = {**os.environ, **compiled_environment()} if title in COMPILED else None
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


def compiled_environment() -> dict[str, str]:
    """For a measurement that finds the compiled core in place of the sources."""
    sys.path.insert(0, str(ROOT / "buildtools"))
    from compiled import compile_copy

    return {"PYTHONPATH": f"{compile_copy()}{os.pathsep}{ROOT}"}


def main() -> int:
    """Run what was asked for; 0 if every part ran to its end."""
    from tests.neighbours.postgresql import Postgresql, server_folder

    wanted = sys.argv[1:] or list(PARTS)
    unknown = set(wanted) - PARTS.keys()
    if unknown:
        print(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    codes = [run(name, PARTS[name]) for name in wanted]
    if server_folder() is not None:
        for name in wanted:
            if name in ON_POSTGRESQL:
                with Postgresql() as url:
                    codes.append(run(f"{name}, PostgreSQL", [*PARTS[name], "--database-url", url]))
    return max(codes)


if __name__ == "__main__":
    raise SystemExit(main())
