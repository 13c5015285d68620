"""The closed loop: a journal's own customers under other rules."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from tests.simulation.fitting.journals import MONDAY, centre, history
from tests.simulation.fitting.test_fit import GAP_MS, scenario
from woezo.measures.tally import FIELDS
from woezo.simulation.arrivals import DAY_MS, Streams
from woezo.simulation.chance import Chance
from woezo.simulation.customers import Contact
from woezo.simulation.drawn import GroupLaws, QueueLaws
from woezo.simulation.fitting.checking import Counted, DayPlan, happened, plans
from woezo.simulation.fitting.history import History
from woezo.simulation.fitting.rehearsing import framed, known_of, paced, paces_of, rehearsed, without_effect
from woezo.simulation.laws import Constant, Exponential
from woezo.simulation.recorded import Known, Recorded
from woezo.simulation.scenario.building import run_of
from woezo.simulation.scenario.comparing import compared
from woezo.simulation.scenario.model import Scenario
from woezo.simulation.scenario.report import Report, report_of

REPLICATIONS = 6


@cache
def later() -> History:
    """Three days of the same centre with other chance."""
    return history(centre(seed=31, days=3), MONDAY + 14)


@cache
def days(one: Scenario) -> tuple[DayPlan, ...]:
    return tuple(plans(later(), later(), one, GAP_MS))


@cache
def report(one: Scenario) -> Report:
    found = days(one)
    played = rehearsed(found, one, range(REPLICATIONS))
    return report_of(framed(one, len(found), REPLICATIONS), (), played)


def test_under_its_own_rules_it_comes_near_to_what_happened() -> None:
    """Nothing is drawn but the patience of those who were answered and the conversations of those who were not."""
    was = sum((hour for plan in days(scenario()) for hour in happened(plan)), Counted())
    total = report(scenario()).total
    assert total["offered"].mean == was.offered
    assert total["abandonment_ratio"].mean == pytest.approx(was.abandonment_ratio, abs=0.03)
    assert total["mean_wait_ms"].mean == pytest.approx(was.mean_wait_ms, rel=0.25)


def test_more_skills_leave_fewer_customers_waiting_and_it_is_certain() -> None:
    both = tuple(replace(one, skills=(("orders", 1), ("claims", 1))) for one in scenario().groups)
    found = compared(report(scenario()), report(replace(scenario(), groups=both)))
    named = {one.name: one for one in found.total}
    assert named["offered"].apart.mean == 0
    assert named["abandonment_ratio"].is_certain
    assert named["abandonment_ratio"].apart.mean is not None
    assert named["abandonment_ratio"].apart.mean < 0


def test_a_day_twice_is_the_same() -> None:
    """Under its own rules there is next to nothing left to draw; who is served sooner or later than he was brings chance in."""
    both = tuple(replace(one, skills=(("orders", 1), ("claims", 1))) for one in scenario().groups)
    other = replace(scenario(), groups=both)
    first, again, second = rehearsed(days(other), other, [1, 1, 2])
    assert first == again == rehearsed(days(other), other, [1])[0]
    assert first.queues != second.queues


def test_the_sums_are_those_of_the_days() -> None:
    (whole,) = rehearsed(days(scenario()), scenario(), [0])
    each = [rehearsed([one], scenario(), [0])[0] for one in days(scenario())]
    offered = FIELDS.index("offered")
    assert sum(slot[offered] for queue in whole.queues for slot in queue) == sum(
        slot[offered] for one in each for queue in one.queues for slot in queue
    )
    assert len(later().contacts) == sum(slot[offered] for queue in whole.queues for slot in queue)


# -- a customer ---------------------------------------------------------------------------------------------------------------
def recorded(left_ms: int, waited_ms: int, talked_ms: int, mean_ms: float = 60_000) -> tuple[Recorded, Contact]:
    run = run_of(days(scenario())[0].scenario, 0)
    laws = QueueLaws(Constant(1000), Constant(0))
    laws.patience = Exponential(mean_ms)
    chance = Chance(1, 2)
    known = [Known([left_ms], [waited_ms], [talked_ms])]
    groups = [GroupLaws(1.5, 1, 0, None)] * (len(run.agents) + 1)
    customers = Recorded(run.queues[:1], [laws], groups, Streams([], chance, 0, DAY_MS), chance, known)
    return customers, Contact(1, run.queues[0], 0, 0, 0, 0, customers.born)


def test_who_left_leaves_again_when_he_left() -> None:
    customers, contact = recorded(42_000, 42_000, -1)
    assert customers.patience_ms(contact) == 42_000


@pytest.mark.parametrize("waited_ms", [0, 30_000, 90_000, 3_600_000])
def test_who_was_answered_is_more_patient_than_he_waited(waited_ms: int) -> None:
    customers, contact = recorded(-1, waited_ms, 5_000)
    assert customers.patience_ms(contact) > waited_ms


def test_a_conversation_lasts_as_it_did_by_the_factor_of_who_has_it_now() -> None:
    run = run_of(days(scenario())[0].scenario, 0)
    customers, contact = recorded(-1, 0, 200_000)
    assert customers.handling_ms(contact, run.agents[0], 0) == 300_000
    customers, contact = recorded(10_000, 10_000, -1)
    assert customers.handling_ms(contact, run.agents[0], 0) == 1_500, "drawn: one second by 1.5"


def test_a_conversation_lasts_longer_with_who_is_new() -> None:
    """By the week of the tenure in which it is played again, beside the factor."""
    run = run_of(days(scenario())[0].scenario, 0)
    customers, contact = recorded(-1, 0, 200_000)
    beginner = customers.groups[run.agents[0].id]
    beginner.weeks, beginner.tenure_weeks = [2.0, 1.2, 1.0], 1
    assert customers.handling_ms(contact, run.agents[0], 0) == 360_000
    assert customers.handling_ms(contact, run.agents[0], 7 * DAY_MS) == 300_000


def test_what_the_journal_knows_is_by_queue_in_order_of_arrival() -> None:
    plan = days(scenario())[0]
    for queue, known in zip(plan.scenario.queues, known_of(plan), strict=True):
        mine = [one for one in plan.contacts if plan.names[one.queue, one.credit_ms] == queue.name]
        assert [int(one) for one in known.waited_ms] == [one.wait_ms for one in mine]
        assert sum(one >= 0 for one in known.left_ms) == sum(one.abandoned for one in mine)
        assert all((talk < 0) == (one.answered_ms < 0) for talk, one in zip(known.talked_ms, mine, strict=True))


def slower(one: Scenario, by: str) -> Scenario:
    return replace(one, groups=tuple(replace(group, factor=group.factor * Decimal(by)) for group in one.groups))


def test_a_group_that_becomes_slower_takes_its_people_along() -> None:
    other = paced(slower(scenario(), "1.2"), scenario())
    for before, after in zip(scenario().groups, other.groups, strict=True):
        assert after.members, "else nothing is tried"
        assert [one.factor for one in after.members] == [one.factor * Decimal("1.2") for one in before.members]


def test_whose_own_factor_was_changed_keeps_it() -> None:
    first = scenario()
    group = first.groups[0]
    changed = replace(
        group, factor=group.factor * 2, members=tuple(replace(one, factor=Decimal(1)) for one in group.members)
    )
    other = paced(replace(first, groups=(changed, *first.groups[1:])), first)
    assert {one.factor for one in other.groups[0].members} == {Decimal(1)}
    assert other.groups[1:] == first.groups[1:]


def test_conversations_last_longer_with_slower_people() -> None:
    """They are measured by who had them, and last by who has them now: with one scenario for both nothing would change."""
    other = paced(slower(scenario(), "1.2"), scenario())
    first = days(scenario())
    then = tuple(replace(plan, paces=paces_of(mine)) for plan, mine in zip(days(other), first, strict=True))
    talks = [[list(known.talked_ms) for plan in those for known in known_of(plan)] for those in (then, first)]
    assert talks[0] == talks[1]
    before, after = (
        report_of(framed(scenario(), len(first), 1), (), rehearsed(plans, scenario(), range(1)))
        for plans in (first, then)
    )
    ratio = after.total["handling_ms"].mean / before.total["handling_ms"].mean
    assert ratio == pytest.approx(1.2, rel=0.02)


def test_what_the_journal_says_itself_is_named() -> None:
    first = scenario()
    more = replace(first.groups[0], agents=99)
    queue = replace(first.queues[1], redial_ratio=Decimal("0.5"))
    other = replace(first, groups=(more, *first.groups[1:]), queues=(first.queues[0], queue, *first.queues[2:]))
    assert without_effect(first, first) == []
    assert without_effect(first, other) == ["queue.2.redial_ratio", "group.1.agents"]
