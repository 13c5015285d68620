"""What a day of many queues is counted as, and who plays it: woezo.simulation.fitting.checking."""

from __future__ import annotations

from tests.simulation.scenarios import Document, scenario_of
from woezo.simulation.fitting.checking import DayPlan, happened, hours_of, overnight, plans, played
from woezo.simulation.fitting.history import Contact, History

CALLS, LETTERS = 1, 2
HOUR_MS = 3_600_000
NAMES = {(CALLS, 0): "calls", (LETTERS, 0): "letters"}


def scenario() -> Document:
    """Calls are to be answered in twenty seconds, letters in four hours."""
    law = {"mean_s": 300}
    return {
        "queue": [
            {"name": "calls", "skills": {"calls": 1}, "target_s": 20, "handling": law},
            {"name": "letters", "channel": "email", "skills": {"letters": 1}, "target_s": 14_400, "handling": law},
        ],
        "group": [
            {"name": "a", "skills": {"calls": 1}, "members": [{"name": "agent 1"}]},
            {"name": "b", "skills": {"letters": 1}, "members": [{"name": "agent 2"}]},
        ],
    }


def answered(queue: int, arrived_ms: int, wait_ms: int, agent: int) -> Contact:
    at_ms = arrived_ms + wait_ms
    ended_ms = at_ms + 300_000
    return Contact(agent, queue, arrived_ms, 0, agent, at_ms, ended_ms, ended_ms, ended_ms, "completed")


def test_each_queue_is_answered_within_its_own_threshold() -> None:
    contacts = (answered(CALLS, 0, 30_000, 1), answered(LETTERS, 0, HOUR_MS, 2))
    plan = DayPlan(0, scenario_of(scenario()), (), contacts, NAMES, {}, ())
    assert happened(plan)[0].service_level_ratio == 0.5


def test_a_day_is_played_with_the_people_and_the_customers_of_each_queue() -> None:
    contacts = [answered(CALLS, 8 * HOUR_MS, 0, 1), answered(LETTERS, 9 * HOUR_MS, 0, 2)]
    past = History("UTC", {CALLS: "calls", LETTERS: "letters"}, {1: "agent 1", 2: "agent 2"}, False, contacts)
    (plan,) = plans(past, past, scenario_of(scenario()), 1_800_000)
    came = {one.name: one.arrivals and one.arrivals.times_s for one in plan.scenario.queues}
    assert came == {"calls": (8 * 3600,), "letters": (9 * 3600,)}
    assert [dict(one.skills) for one in plan.scenario.groups] == [{"calls": 1}, {"letters": 1}]
    assert plan.groups == (0, 1)


def test_queues_in_which_customers_wait_for_another_day_are_not_counted() -> None:
    """A letter of the evening is answered in the morning: a day that is played would not know it."""
    contacts = [answered(CALLS, 8 * HOUR_MS, 0, 1), answered(LETTERS, 9 * HOUR_MS, 0, 2)]
    late = [*contacts, answered(LETTERS, 19 * HOUR_MS, 14 * HOUR_MS, 2)]
    queues, agents = {CALLS: "calls", LETTERS: "letters"}, {1: "agent 1", 2: "agent 2"}
    for came, counted in ((contacts, 2), (late, 1)):
        past = History("UTC", queues, agents, False, came)
        plan = next(plans(past, past, scenario_of(scenario()), 1_800_000))
        found = hours_of(plan, played(plan, range(2)))
        assert sum(one.was.offered for one in found) == counted
        assert sum(one.mean.offered for one in found) == counted


def test_where_all_wait_for_another_day_all_are_counted() -> None:
    past = History("UTC", {LETTERS: "letters"}, {2: "a"}, False, [answered(LETTERS, 19 * HOUR_MS, 14 * HOUR_MS, 2)])
    assert overnight(past, scenario_of(scenario())) == frozenset()
