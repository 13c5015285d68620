"""How long an import of headcount sheets holds up everybody else: `python -m benchmarks.headcounts [--database-url URL]`.

The largest file that is taken, a sheet a day with every figure, into an empty plan; then the same file with another figure on
each line. Of each the whole import, and how long others who want to write must wait: from the statement that takes the lock
to the end of the commit. Aim: 200 ms of waiting. Beside them one sheet entered into the plan that has all the others.
Medians, milliseconds.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.floor import prepare
from woezo.workforce.promises.headcount_file import MOST_ROWS
from woezo.workforce.promises.headcounts import COLUMNS

FIRST = date(2001, 1, 1)
LOCKS = ("BEGIN", "UPDATE", "INSERT")


def file_of(less: int) -> bytes:
    """Sheets of as many days as a file may have: four people come a day, two of them women."""
    lines = [",".join(COLUMNS)]
    for at in range(MOST_ROWS):
        whole = 4 * (at + 5)
        figures = (whole, whole - less, whole - 2, whole - at, whole // 2, at + 5, at, f"day {at}")
        lines.append(",".join(map(str, (FIRST + timedelta(days=at), *figures))))
    return "\n".join(lines).encode()


class Watch:
    """When the lock was taken."""

    def __init__(self) -> None:
        self.taken = 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not self.taken and sql.startswith(LOCKS):
            self.taken = time.perf_counter()
        return execute(sql, params, many, context)


def took_ms(work: Callable[[], object]) -> tuple[float, float]:
    """How long it takes, and how long of that others wait."""
    from django.db import connection

    watch, start = Watch(), time.perf_counter()
    with connection.execute_wrapper(watch):
        work()
    end = time.perf_counter()
    return (end - start) * 1000, (end - watch.taken) * 1000


def rounds(number: int) -> dict[str, list[tuple[float, float]]]:
    """Each in a plan of its own."""
    from woezo.accounts.models import User
    from woezo.planning.actions import create
    from woezo.planning.models import Kind
    from woezo.planning.promises import headcounts

    actor = User.objects.order_by("pk")[0]
    day = {
        "day": str(FIRST + timedelta(days=MOST_ROWS)),
        "recruited": "10000",
        "on_payroll": "9000",
        "certified": "8000",
    }
    found: dict[str, list[tuple[float, float]]] = {"import": [], "import_again": [], "enter": []}
    for at in range(number):
        plan = create(f"Plan {at}", "", Kind.FILE, "", actor)
        for name, work in (
            ("import", lambda: headcounts.take(plan, file_of(0), actor)),  # noqa: B023
            ("import_again", lambda: headcounts.take(plan, file_of(1), actor)),  # noqa: B023
            ("enter", lambda: headcounts.enter(plan, day, actor)),  # noqa: B023
        ):
            found[name].append(took_ms(work))
        assert plan.headcounts.count() == MOST_ROWS + 1, "a sheet was refused"
    return found


def medians(took: list[tuple[float, float]]) -> list[float]:
    """Of the whole, and of what others wait."""
    return [round(statistics.median(of), 1) for of in zip(*took, strict=True)]


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--database-url", default="")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        prepare(Path(name), options.database_url, desks=1)
        found = rounds(options.rounds)
    names = ("whole_ms", "others_wait_ms")
    print(json.dumps({what: dict(zip(names, medians(took), strict=True)) for what, took in found.items()}, indent=1))


if __name__ == "__main__":
    main()
