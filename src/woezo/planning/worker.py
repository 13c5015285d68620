"""The life of the process in which plans are worked out: the only one of a served centre that loads numpy. No Django here.

Nothing imports this module; the process is begun with its name. What is sent back may hold no class of a module that imports
numpy, or the pages would load it to read the answer.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy: its threads would take memory and the floor's cores

import resource
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import lru_cache
from multiprocessing.connection import Connection
from typing import Any, Final

from woezo.operations.second import serve
from woezo.planning.texts.toml import read
from woezo.workforce.hiring.results import Report, Which
from woezo.workforce.promises.observed import Forecast, Observation
from woezo.workforce.promises.outlook import forecasts
from woezo.workforce.reports import report
from woezo.workforce.tables import Table

LARGEST_BYTES: Final = 2 << 30
"""What the process may take: a plan of a billion people must fail here, not take the floor's memory."""
BEHIND: Final = 10
"""How far it stands back behind the floor for the processor."""
KEPT: Final = 4

Asked = tuple[str, tuple[Any, ...]]
"""The name of a function of the table, and its arguments."""


@lru_cache(maxsize=KEPT)
def worked_out(text: str, plans: int, seed: int) -> Report:
    """A plan from its text."""
    return report.build(read(text, parse_float=Decimal), plans=plans, seed=seed)


def what_ifs(text: str, plans: int, seed: int, reading: str, which: Which = report.ANY) -> Table | None:
    """A reading of it beside each what-if."""
    return report.what_ifs(worked_out(text, plans, seed), reading, which)


def to_keep(text: str, plans: int, seed: int, reading: str, which: Which = report.ANY) -> Table | None:
    """What would still keep its promises in each what-if."""
    return report.to_keep(worked_out(text, plans, seed), reading, which)


def compared(first: tuple[str, str], second: tuple[str, str], plans: int, seed: int) -> Table | None:
    """Two plans, each by name and text."""
    one, other = ((name, worked_out(text, plans, seed)) for name, text in (first, second))
    return report.compared(one, other)


def outlook(text: str, plans: int, seed: int, seen: tuple[Observation, ...]) -> dict[str, tuple[Forecast, ...]]:
    """How each reading's calendar keeps the promises after what was seen, by name of the reading."""
    report = worked_out(text, plans, seed)
    if report.plan is None:
        return {}
    return {one.name: forecasts(report.plan, one.classes, seen) for one in report.readings}


def ready() -> bool:
    """Once the process has loaded what it works with."""
    return True


def on_day(text: str, plans: int, seed: int, day: str) -> Table | None:
    """The people of each reading on a day (ISO 8601)."""
    return report.on_day(worked_out(text, plans, seed), date.fromisoformat(day))


FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "ready": ready,
    "report": worked_out,
    "what_ifs": what_ifs,
    "to_keep": to_keep,
    "compared": compared,
    "on_day": on_day,
    "outlook": outlook,
}
"""All that may be asked."""


def work(pipe: Connection, functions: dict[str, Callable[..., Any]] = FUNCTIONS) -> None:
    """Until nobody can ask any more."""
    os.nice(BEHIND)
    with suppress(ValueError, OSError):  # a system that knows no such limit, or has a lower one
        resource.setrlimit(resource.RLIMIT_AS, (LARGEST_BYTES, LARGEST_BYTES))

    def answer(asked: Asked) -> Any:
        name, arguments = asked
        return functions[name](*arguments)

    serve(pipe, answer)
