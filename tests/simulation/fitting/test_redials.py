"""Who calls again because he was lost: woezo.simulation.fitting.redials, from call logs of a twin whose redials are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from random import Random

import pytest

from tests.simulation.scenarios import Document, exact, one_queue, scenario_of
from woezo.journal.contacts_csv import told
from woezo.journal.recording import Recording
from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.fitting.beside import beside
from woezo.simulation.fitting.checking import plans, played
from woezo.simulation.fitting.history import Contact, History, by_stream, history_of
from woezo.simulation.fitting.laws import Laws, laws_of
from woezo.simulation.fitting.presence import presence_of
from woezo.simulation.fitting.redials import LEAST, MINUTE_MS, Redials, expected, redials_of
from woezo.simulation.fitting.skills import skills_of
from woezo.simulation.fitting.survival import Curve
from woezo.simulation.fitting.writing import document_of
from woezo.simulation.scenario.call_log import call_log
from woezo.simulation.scenario.replications import replications
from woezo.simulation.scenario.report import report_of

MONDAY = date(2000, 1, 3)
GAP_MS = 1_800_000


def overloaded(seed: int, ratio: float, days: int = 14) -> Document:
    """Seventy first calls an hour for four people: of the calls every third is lost."""
    redial = {"redial_ratio": ratio, "redial_after": {"law": "lognormal", "mean_s": 900, "cv": 1}} if ratio else {}
    queue = {
        "arrivals": {"per_interval": [0] * 8 + [70] * 10 + [0] * 6, "interval_minutes": 60},
        "patience": {"mean_s": 150},
        "handling": {"law": "lognormal", "mean_s": 240, "cv": 1},
    } | redial
    frame = {"days": days, "slots": "day", "ends": "24:00", "begins": "00:00"}
    return one_queue(queue, {"agents": 4, "shifts": [{"begins": "08:00", "ends": "18:00"}]}, seed=seed, **frame)


def exported(document: Document, people: int = 0) -> History:
    """Through the call log that `woezo simulate --log` writes and `woezo import csv` reads. people: if so few share the
    calls between them, everybody calls often.
    """
    found, zone = told(list(call_log(scenario_of(document), MONDAY)), None)
    if people:
        chance = Random(people)
        who: dict[str, str] = {}
        for number, one in enumerate(found.contacts):
            customer = who.setdefault(one.customer, str(chance.randrange(people)))
            found.contacts[number] = one._replace(customer=customer)
    recording = Recording(found, GAP_MS, 20_000)
    return history_of(recording.header(zone, "csv", 1800, {}), recording.records(), lambda at_ms: at_ms)


def of_one_queue(history: History) -> Redials:
    found = redials_of(by_stream(history.contacts))
    assert found is not None
    assert len(found) == 1
    return next(iter(found.values()))


def median_s(curve: Curve) -> float:
    return next(value for value, ratio in zip(*curve, strict=True) if ratio >= 0.5) / 1000


# -- the estimate -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("ratio", [0.15, 0.4, 0.7])
@pytest.mark.parametrize("seed", range(2))
def test_share_and_delay_that_a_twin_was_given_are_found_again(seed: int, ratio: float) -> None:
    """Within two standard deviations and a half, which the estimate says itself; the median of this delay is 636 s."""
    found = of_one_queue(exported(overloaded(seed, ratio)))
    print(seed, ratio, found.ratio, found.half_width, found.lost, median_s(found.after))
    assert found.certain
    assert found.half_width < 0.05
    assert found.ratio == pytest.approx(ratio, abs=1.3 * found.half_width)
    assert median_s(found.after) == pytest.approx(636, rel=0.15)
    assert found.after.mean_ms == pytest.approx(900_000, rel=0.15)
    assert found.after.cumulative[-1] == 1
    assert found.after.cumulative == sorted(found.after.cumulative)


@pytest.mark.parametrize("seed", range(2))
def test_who_calls_often_anyway_does_not_redial(seed: int) -> None:
    """Three hundred people make seven hundred calls a day: every other one calls again within hours, answered or not."""
    history = exported(overloaded(seed, 0), people=300)
    again = sum(one.customer == other.customer for one, other in pairs(history))
    assert again > 700
    found = of_one_queue(history)
    print(seed, found.ratio, found.half_width)
    assert found.ratio == pytest.approx(0, abs=1.5 * found.half_width)
    assert found.half_width < 0.08


def pairs(history: History) -> list[tuple[Contact, Contact]]:
    """Calls of one customer that follow each other on one day."""
    ordered = sorted(history.contacts, key=lambda one: (one.customer, one.arrived_ms))
    return [(one, other) for one, other in pairwise(ordered) if one.arrived_ms // DAY_MS == other.arrived_ms // DAY_MS]


@pytest.mark.parametrize("seed", range(2))
def test_redials_of_people_who_call_often_are_told_from_their_other_calls(seed: int) -> None:
    found = of_one_queue(exported(overloaded(seed, 0.4), people=400))
    print(seed, found.ratio, found.half_width)
    assert found.ratio == pytest.approx(0.4, abs=1.3 * found.half_width)
    assert found.half_width < 0.06
    assert median_s(found.after) == pytest.approx(636, rel=0.2)


def test_a_log_without_customers_says_nothing() -> None:
    history = exported(overloaded(1, 0.4, days=2))
    unknown = [replace(one, customer=0) for one in history.contacts]
    assert redials_of(by_stream(unknown)) is None
    assert redials_of({}) is None


def test_of_few_who_were_lost_nothing_is_said() -> None:
    history = exported(overloaded(1, 0.4, days=2))
    lost = [one for one in history.contacts if one.lost][: LEAST - 1]
    served = [one for one in history.contacts if one.answered_ms >= 0]
    assert redials_of(by_stream(served + lost)) == {}
    assert redials_of(by_stream([one for one in history.contacts if one.lost])) == {}


def test_a_small_queue_has_the_redials_of_all() -> None:
    """Unless its own customers are not known."""
    history = exported(overloaded(1, 0.4))
    lost = [one for one in history.contacts if one.lost][:40]
    served = [one for one in history.contacts if one.answered_ms >= 0][:40]
    small = [replace(one, queue=2) for one in lost + served]
    other = [replace(one, queue=3, customer=0) for one in lost + served]
    found = redials_of(by_stream([*history.contacts, *small, *other]))
    assert found is not None
    assert set(found) == {(1, 0), (2, 0)}
    assert found[2, 0].lost == found[1, 0].lost + 40


def test_whom_the_evening_cuts_short_is_counted_for_as_long_as_he_was_seen() -> None:
    """Every second redials after an hour, and calls end at noon: who was lost at half past eleven tells of half an hour."""
    contacts: list[Contact] = []
    for number in range(1000):
        at_ms = number // 4 * DAY_MS + (8 * 60, 9 * 60, 10 * 60, 11 * 60 + 30)[number % 4] * MINUTE_MS
        contacts += [lost_at(at_ms, number + 1), served_at(at_ms, number + 2001)]
        if number // 4 % 2 and number % 4 < 3:
            contacts.append(served_at(at_ms + 60 * MINUTE_MS, number + 1))
        contacts.append(served_at(number // 4 * DAY_MS + 12 * 60 * MINUTE_MS, number + 4001))
    found = redials_of(by_stream(sorted(contacts, key=lambda one: one.arrived_ms)))
    assert found is not None
    assert found[1, 0].ratio == pytest.approx(0.5, abs=1e-9)


def lost_at(at_ms: int, customer: int) -> Contact:
    return Contact(at_ms, 1, at_ms, ended_ms=at_ms + 30_000, outcome="abandoned", customer=customer)


def served_at(at_ms: int, customer: int) -> Contact:
    return Contact(at_ms, 1, at_ms, 0, 1, at_ms, at_ms + 60_000, at_ms + 60_000, at_ms + 60_000, "completed", customer)


# -- what is written --------------------------------------------------------------------------------------------------------
@cache
def past() -> History:
    """A fortnight of a twin whose customers redial."""
    return exported(overloaded(3, 0.5))


@cache
def fitted() -> tuple[Laws, Document]:
    skills = skills_of(past())
    presence = presence_of(past(), skills, GAP_MS)
    laws = laws_of(past(), presence)
    return laws, document_of(past(), laws, presence, skills, "fitted")


def test_arrivals_that_are_written_are_first_calls() -> None:
    [queue] = fitted()[1]["queue"]
    assert queue["redial_ratio"] == pytest.approx(0.5, abs=0.03)
    assert sum(queue["arrivals"]["per_interval"]) == pytest.approx(7 * 700, rel=0.03)
    assert len(past().contacts) / 2 > 1.2 * 7 * 700
    evening = [
        rate for day in range(7) for rate in queue["arrivals"]["per_interval"][day * 96 + 19 * 4 : (day + 1) * 96]
    ]
    assert max(evening) < 1  # redials after the last first call


def test_the_scenario_has_as_many_calls_in_all_as_the_log() -> None:
    """Within what chance does to a fortnight, 0.8 % of calls, and what abandonment is off."""
    document = fitted()[1]
    one = scenario_of(document | {"scenario": document["scenario"] | {"replications": 5}})
    report = report_of(one, [], replications(one))
    offered, abandoned = report.total["offered"].mean, report.total["abandonment_ratio"].mean
    assert offered is not None
    assert offered == pytest.approx(len(past().contacts) / 2, rel=0.03)
    assert abandoned == pytest.approx(sum(one.lost for one in past().contacts) / len(past().contacts), abs=0.03)


def test_a_check_plays_those_who_came_and_no_redials_on_top() -> None:
    two = past().between(past().days[0] * DAY_MS, (past().days[1] + 1) * DAY_MS)
    scenario = scenario_of(exact(fitted()[1]))
    many = 0
    for plan in plans(two, two, scenario, GAP_MS):
        for hours in played(plan, range(3)):
            assert sum(hour.offered for hour in hours) == len(plan.contacts)
            many += 1
    assert many == 6


def test_without_customers_all_calls_are_first_ones() -> None:
    history = replace(past(), contacts=[replace(one, customer=0) for one in past().contacts])
    skills = skills_of(history)
    presence = presence_of(history, skills, GAP_MS)
    laws = laws_of(history, presence)
    document = document_of(history, laws, presence, skills, "unknown")
    assert laws.redials is None
    [queue] = document["queue"]
    assert not {"redial_ratio", "redial_after"} & set(queue)
    assert sum(queue["arrivals"]["per_interval"]) == pytest.approx(len(history.contacts) / 2, abs=0.1)
    assert beside(history, laws, presence, document).redials == ()


def test_redials_are_expected_where_the_delay_takes_them() -> None:
    """1970-01-01 was a Thursday; what goes beyond Sunday comes back on Monday."""
    after = Curve([10 * 60_000.0, 60 * 60_000.0], [0.25, 1.0])
    thursday = 3 * 24
    found = expected([30 * 60_000, 55 * 60_000], 0.5, after)
    assert found == {thursday: 0.125, thursday + 1: 0.375 + 0.125 + 0.375}
    sunday_night = expected([4 * DAY_MS - 30 * 60_000], 1.0, after)
    assert sunday_night == {7 * 24 - 1: 0.25, 0: 0.75}


# -- what is shown ------------------------------------------------------------------------------------------------------------
def test_shares_that_called_again_lie_on_those_of_the_scenario() -> None:
    laws, document = fitted()
    presence = presence_of(past(), skills_of(past()), GAP_MS)
    [shown] = beside(past(), laws, presence, document).redials
    assert shown.name == "q"
    assert 0 <= sum(one.lost for one in past().contacts) - shown.many < 100  # the last of each day are seen for no time
    for at_ms, lost, anyway, written in shown.shares():
        print(at_ms, lost, anyway, written)
        assert anyway == 0
        assert written == pytest.approx(lost, abs=0.01)
    assert shown.shares()[-1][1] == pytest.approx(0.5, abs=0.03)


def test_contacts_of_an_hour_are_first_calls_and_redials() -> None:
    laws, document = fitted()
    found = beside(past(), laws, presence_of(past(), skills_of(past()), GAP_MS), document)
    for day in found.arrivals:
        assert sum(day.written) == pytest.approx(sum(day.seen), rel=0.01)
    assert sum(one.is_within for one in found.days) >= 11
