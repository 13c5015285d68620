"""What customers and agents do in the twin when something goes another way than from ringing to goodbye."""

from __future__ import annotations

import pytest

from tests.simulation.scenarios import counts_of, group_counts, logged, one_queue, queue_counts, scenario_of
from woezo.routing.codes import E_ACCEPTED, E_ENDED, E_REJECTED, E_RESERVED, E_TIMED_OUT
from woezo.simulation.scenario.replications import play
from woezo.simulation.watch import E_BEGUN

NOON_MS = 8 * 3_600_000


def times_of(code: int, document: dict[str, object]) -> list[float]:
    """When it happened, in seconds since the begin of the run."""
    _, log = logged(scenario_of(document))
    return [(at_ms - NOON_MS) / 1000 for at_ms, what, *_ in log if what == code]


# -- agents who let it ring ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("ring_s", [19, 20, 21, 40])
def test_who_lets_it_ring_out_comes_back_when_he_would_have_answered(ring_s: int) -> None:
    """Also if that is the very moment in which it stops ringing."""
    queue = {"arrivals": {"times_s": [10, 1000]}, "patience": {"law": "constant", "mean_s": 90}}
    manual = {"accept": "manual", "timeout_s": 20, "handling": {"law": "constant", "mean_s": 30}}
    document = one_queue(queue | manual, {"ring": {"law": "constant", "mean_s": ring_s}})
    rings = times_of(E_RESERVED, document)
    if ring_s < 20:
        assert rings == [10, 1000]
        return
    first = [at for at in rings if at < 1000]
    assert first == [at for at in (10 + k * ring_s for k in range(10)) if at < 100]  # until the customer leaves
    assert [at - 990 for at in rings if at >= 1000] == first
    assert counts_of(document)["abandoned"] == 2


def test_a_centre_with_missed_calls_does_not_lose_its_agents() -> None:
    """Of exponential ring times some end in the millisecond of the timeout, some refusals come after it."""
    queue = {"arrivals": {"per_hour": 300}, "patience": {"mean_s": 300}, "accept": "manual", "timeout_s": 1}
    group = {"agents": 4, "ring": {"mean_s": 0.5}, "reject_ratio": 0.2}
    rule = {"handling": {"mean_s": 30}}
    played = play(scenario_of(one_queue(queue | rule, group, ends="24:00")), 0)
    counts, people = queue_counts(played), group_counts(played)
    assert people["missed"] > 500
    assert counts["answered"] > 0.9 * counts["offered"]
    last = sum(slot[0] for slot in played.queues[0][-8:])
    assert sum(slot[1] for slot in played.queues[0][-8:]) > 0.9 * last


# -- agents who refuse -----------------------------------------------------------------------------------------------------
def test_where_refusing_is_not_allowed_agents_answer() -> None:
    queue = {"arrivals": {"per_hour": 20}, "accept": "manual", "reject": "not_allowed"}
    counts = counts_of(one_queue(queue, {"reject_ratio": 0.5, "ring": {"mean_s": 3}}))
    assert counts["offered"] == counts["answered"] > 50


def test_who_refuses_and_is_taken_for_absent_comes_back() -> None:
    """After as long as the queue would not have asked him again."""
    queue = {"accept": "manual", "reject": "not_responding", "not_again_s": 45, "arrivals": {"times_s": [10]}}
    group = {"reject_ratio": 0.6, "ring": {"law": "constant", "mean_s": 4}}
    for seed in range(8):
        document = one_queue(queue, group, seed=seed)
        refused, rings = times_of(E_REJECTED, document), times_of(E_RESERVED, document)
        assert rings == [10 + 49 * k for k in range(len(rings))]
        assert refused == [at + 4 for at in rings[:-1]]
        assert times_of(E_ACCEPTED, document) == [rings[-1] + 4]


def test_who_refuses_is_not_asked_again_for_a_while() -> None:
    queue = {"accept": "manual", "reject": "stay_ready", "not_again_s": 45, "arrivals": {"times_s": [10]}}
    group = {"reject_ratio": 0.6, "ring": {"law": "constant", "mean_s": 4}}
    for seed in range(8):
        rings = times_of(E_RESERVED, one_queue(queue, group, seed=seed))
        assert rings == [10 + 49 * k for k in range(len(rings))]


# -- agents who pause ------------------------------------------------------------------------------------------------------
def in_pause(document: dict[str, object]) -> list[float]:
    """When the only agent was asked, in seconds since the begin; his pause is from 8:10 on for five minutes."""
    document["group"][0]["shifts"] = [{"begins": "08:00", "ends": "12:00", "breaks": ["08:10-08:15"]}]  # type: ignore[index]
    return times_of(E_RESERVED, document)


def test_a_pause_ends_also_if_it_begins_when_the_customer_hangs_up() -> None:
    """The agent is asked for it while it rings, and nothing else happens in the centre meanwhile."""
    queue = {"accept": "manual", "arrivals": {"times_s": [590, 1000]}, "patience": {"law": "constant", "mean_s": 30}}
    assert in_pause(one_queue(queue, {"ring": {"law": "constant", "mean_s": 60}})) == [590, 1000]


def test_a_pause_ends_also_if_it_begins_with_a_refusal() -> None:
    queue = {"accept": "manual", "arrivals": {"times_s": [590, 1000]}, "patience": {"law": "constant", "mean_s": 90}}
    group = {"ring": {"law": "constant", "mean_s": 20}, "reject_ratio": 0.95}
    assert in_pause(one_queue(queue | {"not_again_s": 500}, group)) == [590, 1000]


def test_a_missed_call_does_not_cut_a_pause_short() -> None:
    """He would have answered at 640 s; his pause lasts until 900 s."""
    queue = {"accept": "manual", "timeout_s": 5, "arrivals": {"times_s": [590, 700]}}
    document = one_queue(queue, {"ring": {"law": "constant", "mean_s": 50}})
    assert in_pause(document)[:2] == [590, 900]


# -- customers who leave ---------------------------------------------------------------------------------------------------
def test_the_patience_of_whom_an_agent_is_called_for_at_once_runs_too() -> None:
    """It rings at an agent who does not answer: he leaves while it rings, or when it has rung out."""
    queue = {"accept": "manual", "arrivals": {"times_s": [10]}, "patience": {"law": "constant", "mean_s": 30}}
    never = {"ring": {"law": "constant", "mean_s": 600}}
    assert times_of(E_ENDED, one_queue(queue, never)) == [40]
    document = one_queue(queue | {"timeout_s": 20}, never)
    assert times_of(E_TIMED_OUT, document) == [30]
    assert times_of(E_ENDED, document) == [40]
    assert counts_of(document)["abandoned"] == 1


def test_who_is_refused_at_once_leaves_in_time() -> None:
    queue = {"accept": "manual", "arrivals": {"times_s": [10]}, "patience": {"law": "constant", "mean_s": 20}}
    document = one_queue(queue | {"not_again_s": 600}, {"reject_ratio": 0.95, "ring": {"law": "constant", "mean_s": 5}})
    assert times_of(E_ENDED, document) == [30]


def overflowing(queue: dict[str, object]) -> dict[str, object]:
    """A queue without agents of its own before one whose only agent talks for ten minutes."""
    document = one_queue({"skills": {"a": 1}, "overflow_to": "other", "limit_action": "overflow"} | queue)
    other = {"name": "other", "arrivals": {"times_s": [1]}, "handling": {"law": "constant", "mean_s": 600}}
    document["queue"].append(other)
    document["group"] = [{"name": "idle", "agents": 0, "skills": {"a": 1}}, {"name": "busy", "agents": 1}]
    document["group"][0]["agents"] = 1
    document["group"][0]["shifts"] = [{"begins": "11:00", "ends": "11:30"}]
    return document


@pytest.mark.parametrize("limit", [{"max_wait_s": 5}, {"max_waiting": 1}], ids=str)
def test_who_overflows_keeps_his_patience(limit: dict[str, int]) -> None:
    """Also who overflows at the door, before he has waited at all."""
    patience = {"law": "constant", "mean_s": 30}
    document = overflowing(limit | {"arrivals": {"times_s": [10, 11]}, "patience": patience})
    _, log = logged(scenario_of(document))
    ends = sorted((at_ms - NOON_MS) / 1000 for at_ms, what, *_ in log if what == E_ENDED)
    assert ends[-3:-1] == [40, 41]  # the last is who talks for ten minutes
    played = play(scenario_of(document), 0)
    assert queue_counts(played)["overflowed"] == 2 if "max_wait_s" in limit else 1
    assert queue_counts(played)["abandoned"] + queue_counts(played, 1)["abandoned"] == 2


@pytest.mark.parametrize("limit", [{"max_wait_s": 5}, {"max_waiting": 1}], ids=str)
def test_who_is_sent_away_comes_again(limit: dict[str, int]) -> None:
    """At the door, and after a wait; once more after 4005 s would be too late."""
    queue = limit | {"arrivals": {"times_s": [10, 20, 21]}, "handling": {"law": "constant", "mean_s": 3000}}
    redial = {"redial_ratio": 1, "redial_after": {"law": "constant", "mean_s": 4000}}
    begun = times_of(E_BEGUN, one_queue(queue | redial, ends="10:00"))
    again = [4025, 4026] if "max_wait_s" in limit else [4021]
    assert begun == [10, 20, 21, *again]


def test_who_leaves_comes_again() -> None:
    queue = {"arrivals": {"times_s": [10, 20]}, "handling": {"law": "constant", "mean_s": 3000}}
    redial = {"redial_ratio": 1, "redial_after": {"law": "constant", "mean_s": 4000}}
    document = one_queue(queue | redial | {"patience": {"law": "constant", "mean_s": 30}}, ends="10:00")
    assert times_of(E_BEGUN, document) == [10, 20, 4050]


def test_whoever_is_over_gives_his_place_back() -> None:
    """The slots of the calendar are used again, however a contact ends: a year of a busy centre needs as many as a day."""
    queue = {"accept": "manual", "arrivals": {"per_hour": 120}, "max_wait_s": 30, "not_again_s": 5, "timeout_s": 10}
    group = {"reject_ratio": 0.5, "ring": {"mean_s": 8}, "agents": 2}
    run, _ = logged(scenario_of(one_queue(queue, group, ends="24:00")))
    assert all(contact is None for contact in run.schedule.slots)
    assert len(run.schedule.slots) < 40
