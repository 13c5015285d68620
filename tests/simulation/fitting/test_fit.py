"""From a journal whose laws are known back to these laws, and to a scenario that is as true as it says."""

from __future__ import annotations

from functools import cache

import pytest

from tests.simulation.fitting.journals import MONDAY, centre, history, small
from tests.simulation.scenarios import exact
from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.fitting.checking import Counted, Hour, hours_of, plans, played
from woezo.simulation.fitting.history import History
from woezo.simulation.fitting.laws import Laws, laws_of
from woezo.simulation.fitting.presence import Day, presence_of
from woezo.simulation.fitting.skills import skills_of
from woezo.simulation.fitting.writing import document_of
from woezo.simulation.scenario.model import Scenario
from woezo.simulation.scenario.reading import read
from woezo.simulation.scenario.replications import replications
from woezo.simulation.scenario.report import report_of

GAP_MS = 1_800_000


@cache
def past() -> History:
    """A fortnight of the twin."""
    return history(centre(handling_cv_day=0.15))


@cache
def fitted() -> tuple[Laws, dict[int, Day]]:
    """What is estimated of it."""
    presence = presence_of(past(), skills_of(past()), GAP_MS)
    return laws_of(past(), presence), presence


@cache
def scenario() -> Scenario:
    """What is written of that."""
    laws, presence = fitted()
    document = document_of(past(), laws, presence, skills_of(past()), "fitted")
    found, faults = read(exact(document))
    assert found is not None, faults
    return found


def mean_s(values: list[float], cumulative: list[float]) -> float:
    parts = zip(values, cumulative, [0.0, *cumulative], strict=False)
    return sum(value * (ratio - before) for value, ratio, before in parts) / 1000


def test_handling_is_found_again_by_queue_and_agent() -> None:
    laws, _ = fitted()
    named = {past().queues[queue]: mean_s(*curve) for queue, curve in laws.handling.items()}
    group_b = sum(laws.agent_factors[agent] for agent in (4, 5, 6)) / 3
    others = sum(laws.agent_factors[agent] for agent in (1, 2, 3, 7, 8)) / 5
    assert group_b / others == pytest.approx(1.3, rel=0.06)
    assert named["orders"] / group_b == pytest.approx(240 * 1.3 / group_b, rel=0.25)
    assert 230 < named["orders"] < 300
    assert 280 < named["claims"] < 380


def test_days_that_differ_are_told_from_hours_that_do_not() -> None:
    laws, _ = fitted()
    assert 0.07 < laws.handling_cv_day < 0.23
    assert laws.handling_cv_hour < 0.08
    assert all(0.8 < one < 1.25 for one in laws.hour_factors)


def test_patience_and_wrap_up_are_found_again() -> None:
    laws, _ = fitted()
    by_name = {past().queues[queue]: curve for (queue, _), curve in laws.patience.items()}
    assert mean_s(*by_name["orders"]) == pytest.approx(200, rel=0.15)
    assert mean_s(*by_name["claims"]) == pytest.approx(400, rel=0.25)
    assert mean_s(*laws.wrap) == pytest.approx(20, abs=1.5)


def test_each_queue_has_the_wrap_up_that_the_journal_knows() -> None:
    """Longer than a minute in one of them, which the time between contacts tells from no pause."""
    document = small()
    for queue, lasts_s in zip(document["queue"], (5, 100), strict=True):
        queue["wrap_up"] = {"law": "constant", "mean_s": lasts_s}
    known = history(document)
    laws = laws_of(known, presence_of(known, skills_of(known), GAP_MS))
    named = {known.queues[queue]: curve.mean_ms / 1000 for queue, curve in laws.wraps.items()}
    assert named == {"orders": pytest.approx(5, abs=1), "claims": pytest.approx(100, abs=1)}


def test_the_fitted_scenario_is_a_week_like_those_of_the_journal() -> None:
    one = scenario()
    report = report_of(one, [], replications(one))
    weekly = len(past().contacts) / 2
    offered = report.total["offered"].mean
    assert offered is not None
    assert offered == pytest.approx(weekly, rel=0.04)
    signed_in = report.total["signed_in"].mean
    assert signed_in == pytest.approx(8 * 10 / 24, rel=0.03)
    abandoned = sum(one.abandoned for one in past().contacts) / len(past().contacts)
    assert report.total["abandonment_ratio"].mean == pytest.approx(abandoned, abs=0.04)


def test_nobody_who_was_served_is_nothing_to_estimate() -> None:
    with pytest.raises(ValueError, match="nobody"):
        laws_of(past().between(0, 1), {})


# -- checking -----------------------------------------------------------------------------------------------------------------
@cache
def hours() -> list[Hour]:
    """Four other days of the same centre, with other chance, played with the fitted scenario."""
    later = history(centre(seed=99, days=4, handling_cv_day=0.15), MONDAY + 28)
    found: list[Hour] = []
    for plan in plans(later, later, scenario(), GAP_MS):
        found += hours_of(plan, played(plan, range(19)))
    return found


def test_days_are_played_with_those_who_came_and_those_who_were_there() -> None:
    assert {one.day for one in hours()} == {MONDAY + 28 + number for number in range(4)}
    for one in hours():
        assert {played_hour.offered for played_hour in one.played} == {one.was.offered}
    whole = sum((one.was for one in hours()), Counted())
    again = sum((one.mean for one in hours()), Counted())
    assert again.there_ms == pytest.approx(whole.there_ms, rel=0.03)
    assert again.busy_ms == pytest.approx(whole.busy_ms, rel=0.06)


def test_the_prediction_of_a_true_scenario_holds_what_happened_as_often_as_it_says() -> None:
    """Forty hours at 90 %: fewer than 30 would be one chance in a thousand."""
    many = [one for one in hours() if one.was.offered >= 30]
    assert len(many) >= 36
    for figure in (lambda one: one.abandonment_ratio, lambda one: one.mean_wait_ms):
        assert sum(one.holds(figure) for one in many) >= 0.75 * len(many)
    whole = sum((one.was for one in hours()), Counted())
    again = sum((one.mean for one in hours()), Counted())
    assert again.abandonment_ratio == pytest.approx(whole.abandonment_ratio, abs=0.08)  # four days, each slow or quick


def test_a_wrong_scenario_is_seen_to_be_wrong() -> None:
    later = history(centre(seed=7, days=2), MONDAY + 14)
    wrong = read(exact(slow()))[0]
    assert wrong is not None
    found = [one for plan in plans(later, later, wrong, GAP_MS) for one in hours_of(plan, played(plan, range(9)))]
    many = [one for one in found if one.was.offered >= 30]
    assert sum(one.holds(lambda counted: counted.abandonment_ratio) for one in many) < 0.3 * len(many)


def slow() -> dict[str, object]:
    """The fitted scenario with conversations that take twice as long."""
    laws, presence = fitted()
    document = document_of(past(), laws, presence, skills_of(past()), "slow")
    for group in document["group"]:
        for member in group["members"]:
            member["factor"] = 2.2
    return document


def test_a_day_on_which_nobody_was_there_cannot_be_played() -> None:
    alone = past().between(MONDAY * DAY_MS, (MONDAY + 1) * DAY_MS)
    for one in alone.contacts:
        assert one.arrived_ms // DAY_MS == MONDAY
    nobody = History("UTC", past().queues, past().agents, False, [one for one in alone.contacts if not one.agent])
    assert list(plans(nobody, nobody, scenario(), GAP_MS)) == []
