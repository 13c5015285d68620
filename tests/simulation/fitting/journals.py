"""Journals for tests of woezo.simulation.fitting: a twin whose laws are known writes one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.simulation.scenarios import Document, logged, scenario_of
from woezo.journal.effects import encode
from woezo.journal.lines import Header, Record, write
from woezo.routing.router import Effect
from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.fitting.history import History, history_of
from woezo.simulation.scenario.building import configuration
from woezo.simulation.watch import E_BEGUN

MONDAY = 10_957 + 2  # 3 January 2000, since 1970-01-01


def header(queues: dict[int, str], agents: int) -> Header:
    """A log that does not know who was there."""
    return Header("UTC", "twin", queues, {number: f"agent {number}" for number in range(1, agents + 1)}, 1800)


def records_of(document: Document, first_day: int = MONDAY, *, customers: bool = False) -> Iterator[Record]:
    """What a run of a scenario would have left in a journal, with its agents' contacts only. customers: they are known."""
    scenario = scenario_of(document)
    start_ms = first_day * DAY_MS
    for event, args in configuration(scenario):
        yield Record(start_ms, event, args, [])
    _, log = logged(scenario)
    for at_ms, code, a, b, c in log:
        if code == E_BEGUN:
            who = {"customer": c + 1} if customers else {}
            yield Record(start_ms + at_ms, "arrive", {"interaction": a, "queue": b} | who, [])
        else:
            yield Record(start_ms + at_ms, "event", {}, [encode(Effect(code, a, b, c))])


def history(document: Document, first_day: int = MONDAY) -> History:
    """The same as contacts."""
    scenario = scenario_of(document)
    named = {number: one.name for number, one in enumerate(scenario.queues, 1)}
    agents = sum(one.agents for one in scenario.groups)
    return history_of(header(named, agents), records_of(document, first_day), lambda at_ms: at_ms)


def centre(**more: object) -> Document:
    """Two queues and three groups over a fortnight, with laws that are known."""
    return {
        "scenario": {"seed": 5, "days": 14, "replications": 1, "slots": "day"} | more,
        "queue": [
            {
                "name": "orders", "skills": {"orders": 1}, "patience": {"mean_s": 200},
                "arrivals": {"per_interval": [0] * 8 + [70] * 10 + [0] * 6, "interval_minutes": 60},
                "handling": {"law": "lognormal", "mean_s": 240, "cv": 1}, "wrap_up": {"law": "constant", "mean_s": 20},
            },
            {
                "name": "claims", "skills": {"claims": 1}, "patience": {"mean_s": 400},
                "arrivals": {"per_interval": [0] * 8 + [40] * 10 + [0] * 6, "interval_minutes": 60},
                "handling": {"law": "gamma", "mean_s": 300, "cv": 0.8}, "wrap_up": {"law": "constant", "mean_s": 20},
            },
        ],
        "group": [
            {"name": "a", "agents": 3, "skills": {"orders": 1}, "shifts": [{"begins": "08:00", "ends": "18:00"}]},
            {"name": "b", "agents": 3, "skills": {"orders": 1, "claims": 1}, "factor": 1.3,
             "shifts": [{"begins": "08:00", "ends": "18:00"}]},
            {"name": "c", "agents": 2, "skills": {"claims": 1}, "shifts": [{"begins": "08:00", "ends": "18:00"}]},
        ],
    }  # fmt: skip


def small(**more: object) -> Document:
    """The same with fewer people and customers, from 8 to 14, for a week from Monday to Friday."""
    found = centre(days=5, **more)
    for queue in found["queue"]:
        queue["arrivals"]["per_interval"] = [0] * 8 + [40] * 6 + [0] * 10
    for group, agents in zip(found["group"], (2, 2, 1), strict=True):
        group |= {"agents": agents, "shifts": [{"begins": "08:00", "ends": "14:00"}]}
    return found


def redialing() -> Document:
    """The small centre, where half of the lost call again."""
    found = small()
    for queue in found["queue"]:
        queue |= {"redial_ratio": 0.5, "redial_after": {"law": "constant", "mean_s": 300}}
        queue["patience"] = {"mean_s": 60}
    return found


def file_of(path: Path, records: Iterable[Record], *, known: bool = False, **names: str) -> Path:
    """A journal of a small centre as a file. known: it says when agents were there. names: of its queues."""
    head = header({1: names.get("first", "orders"), 2: names.get("second", "claims")}, 5)
    path.write_text("".join(write(head._replace(presence_gap_s=None) if known else head, records)), encoding="utf-8")
    return path
