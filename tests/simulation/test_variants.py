"""A variant differs by what was changed and by nothing else; and whoever plays it, it is the same run."""

from __future__ import annotations

import csv
import multiprocessing
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any, cast

import pytest

from tests.simulation.scenarios import Document, everything, one_queue, scenario_of
from woezo.simulation.scenario import replications as module
from woezo.simulation.scenario.comparing import compared
from woezo.simulation.scenario.records import records
from woezo.simulation.scenario.replications import replications
from woezo.simulation.scenario.report import Report, report_of

QUEUE: dict[str, Any] = {
    "arrivals": {"per_hour": 200, "busyness_cv": 0.2},
    "patience": {"law": "weibull", "mean_s": 100, "shape": 0.8},
    "handling": {"law": "lognormal", "mean_s": 240, "cv": 1.1},
    "wrap_up": {"law": "gamma", "mean_s": 30, "cv": 0.5},
}


def with_agents(agents: int, **frame: Any) -> Document:
    return one_queue(QUEUE, {"agents": agents}, **frame)


def lines_of(document: Document) -> list[dict[str, str]]:
    """Of each contact, in order of arrival."""
    found = csv.DictReader(records(scenario_of(document)))
    return sorted(found, key=lambda line: (float(line["arrived_s"]), int(line["contact"])))


# -- the same customers ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("agents", [8, 16, 40])
def test_with_other_agents_the_same_customers_come(agents: int) -> None:
    """At the same time, with the same patience, handling and wrap-up, however many agents there are."""
    first, second = lines_of(with_agents(12)), lines_of(with_agents(agents))
    assert [line["arrived_s"] for line in first] == [line["arrived_s"] for line in second]
    pairs = list(zip(first, second, strict=True))
    served = [(a, b) for a, b in pairs if a["outcome"] == b["outcome"] == "completed"]
    assert len(served) > len(pairs) / 3
    assert all(a["handling_s"] == b["handling_s"] and a["wrap_up_s"] == b["wrap_up_s"] for a, b in served)
    gone = [(a, b) for a, b in pairs if a["outcome"] == b["outcome"] == "abandoned"]
    assert all(a["wait_s"] == b["wait_s"] for a, b in gone)
    for a, b in pairs:  # who leaves here and is served there waited there for less than his patience
        if (a["outcome"], b["outcome"]) == ("abandoned", "completed"):
            assert float(b["wait_s"]) <= float(a["wait_s"])


def test_another_law_leaves_the_rest_as_it_was() -> None:
    """Longer conversations: the same arrivals, patience and wrap-up, and longer for those for whom it was long."""
    longer = QUEUE | {"handling": {"law": "weibull", "mean_s": 300, "shape": 1.4}}
    first, second = lines_of(with_agents(40)), lines_of(one_queue(longer, {"agents": 40}))
    assert [line["arrived_s"] for line in first] == [line["arrived_s"] for line in second]
    assert [line["wrap_up_s"] for line in first] == [line["wrap_up_s"] for line in second]
    order = [
        sorted(range(len(first)), key=lambda k, side=side: float(side[k]["handling_s"])) for side in (first, second)
    ]
    assert order[0] == order[1]


def test_a_queue_more_changes_nothing_for_the_others() -> None:
    """A stream of its own: what others draw has nothing to do with it."""
    document = with_agents(12)
    with_other = with_agents(12)
    with_other["queue"].append(QUEUE | {"name": "other", "skills": {"other": 1}})
    with_other["group"].append({"name": "others", "agents": 5, "skills": {"other": 1}})
    with_other["queue"][0]["skills"] = {"own": 1}
    with_other["group"][0]["skills"] = {"own": 1}
    same = ("arrived_s", "answered_s", "ended_s", "handling_s", "wrap_up_s", "outcome")
    first, second = lines_of(document), [line for line in lines_of(with_other) if line["queue"] == "q"]
    assert [[line[name] for name in same] for line in first] == [[line[name] for name in same] for line in second]


def reported(document: Document) -> Report:
    return report_of(scenario_of(document), [], replications(scenario_of(document)))


def test_what_both_share_cancels_out() -> None:
    """The interval of a difference is a fraction of that between strangers."""
    first = reported(with_agents(16, replications=12))
    second, stranger = (reported(with_agents(17, replications=12, seed=seed)) for seed in (1, 2))
    shared, apart = (
        {one.name: one.apart for one in compared(first, other).total}["abandonment_ratio"]
        for other in (second, stranger)
    )
    assert shared.ci95 is not None
    assert apart.ci95 is not None
    assert shared.ci95 < apart.ci95 / 2
    assert shared.mean is not None
    assert shared.mean + shared.ci95 < 0  # one agent more is seen in twelve mornings


# -- whoever plays it ------------------------------------------------------------------------------------------------------
class Inline(Executor):
    """One after the other, in this thread."""

    def map(self, fn: Any, *iterables: Any, **_: Any) -> Any:
        """As the built-in."""
        return map(fn, *iterables)


def test_processes_threads_and_nobody_play_the_same() -> None:
    document = everything(5, replications=4, days=1)
    scenario = scenario_of(document)
    alone = list(replications(scenario))
    assert [one.replication for one in alone] == [0, 1, 2, 3]
    assert len({one.checksum for one in alone}) == 4
    context = multiprocessing.get_context("spawn")
    for made in (Inline(), ThreadPoolExecutor(2), ProcessPoolExecutor(2, mp_context=context)):
        with made as executor:
            assert list(replications(scenario, cast("module.Executor", executor))) == alone
    one, two = (report_of(scenario, [], played) for played in (alone, list(replications(scenario))))
    assert (one.checksum, one.events, one.queues, one.intervals) == (
        two.checksum,
        two.events,
        two.queues,
        two.intervals,
    )


def test_a_replication_is_the_same_alone_and_after_others() -> None:
    scenario = scenario_of(everything(6, replications=3, days=1))
    assert module.play(scenario, 2) == list(replications(scenario))[2]
    heard: list[float] = []
    assert module.play(scenario, 1, lambda: False, heard.append) == module.play(scenario, 1)
    assert heard == sorted(heard)


def test_another_seed_is_another_run() -> None:
    assert len({module.play(scenario_of(everything(seed, days=1)), 0).checksum for seed in range(4)}) == 4
