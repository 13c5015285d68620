"""`make test`: everything on SQLite, then what touches the database once more on PostgreSQL.

The processes' counts are added up in the last line. REQUIRE_NEIGHBOURS=1 turns a missing neighbour into a failure.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.neighbours.postgresql import Postgresql, server_folder

ON_POSTGRESQL = (
    "accounts",
    "api",
    "channels",
    "interactions",
    "operations",
    "people",
    "planning",
    "portal",
    "programmes",
    "push",
    "trail",
)

TWO_CORES = ["-n", "2", "--dist", "loadgroup"]


def run(title: str, arguments: list[str], environment: dict[str, str]) -> tuple[int, dict[str, int]]:
    """One run of pytest, shown as it goes; its exit code and its counts."""
    print(f"== {title}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "--durations=5", *arguments]
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    last = ""
    for line in process.stdout:
        print(line, end="", flush=True)
        if re.search(r"\d+ (passed|failed|error)", line):
            last = line
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|skipped|error)", last)}
    return process.wait(), counts


def main() -> int:
    """Run all; 0 if all passed."""
    required = os.environ.get("REQUIRE_NEIGHBOURS") == "1"
    results = [run("SQLite", TWO_CORES, {})]
    if server_folder() is not None:
        folders = [f"tests/{name}" for name in ON_POSTGRESQL if Path("tests", name).is_dir()]
        with Postgresql() as url:
            results.append(run("PostgreSQL", [*TWO_CORES, *folders], {"WOEZO_DATABASE_URL": url, "WOEZO_KILLS": "5"}))
    else:
        print("PostgreSQL: not installed, its run is skipped. To install it: make deps")
        if required:
            results.append((1, {"failed": 1}))
    totals = {word: sum(counts.get(word, 0) for _, counts in results) for word in ("passed", "failed", "error")}
    print(f"{totals['passed']} passed, {totals['failed'] + totals['error']} failed")
    return max(code for code, _ in results)


if __name__ == "__main__":
    raise SystemExit(main())
