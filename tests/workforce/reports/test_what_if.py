"""Each what-if changes what it says, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.workforce.tiny import TINY, costed, plan_of, programme, rows, tiny
from woezo.workforce.costs.costing import Costing
from woezo.workforce.costs.staffing import Staffing
from woezo.workforce.hiring.plan import Attrition, Plan
from woezo.workforce.hiring.results import Which
from woezo.workforce.reports.report import build, what_ifs
from woezo.workforce.reports.what_if import (
    WHAT_IFS,
    attrition_doubles,
    befalling,
    class_fails,
    pay_rises,
    programme_late,
)

D = Decimal
BOTH = [programme("A", start=date(2020, 5, 18)), programme("B", delay_months=1)]  # B, by default, at the opening


def works_out(plan: Plan) -> Costing:
    """On its own classes."""
    return Costing(Staffing(plan, plan.classes))


def test_attrition_doubles() -> None:
    leaving = {"months_1_to_3_ratio": D("0.05"), "months_4_to_12_ratio": D("0.025"), "later_ratio": D("0.015")}
    plan = plan_of(tiny(attrition=leaving))
    found = attrition_doubles(plan)
    assert found.attrition == Attrition(D("0.10"), D("0.050"), D("0.030"))
    assert replace(found, attrition=plan.attrition) == plan


def test_no_more_than_everybody_leaves() -> None:
    leaving = {"months_1_to_3_ratio": D("0.6"), "months_4_to_12_ratio": D("0.5"), "later_ratio": 1}
    assert attrition_doubles(plan_of(tiny(attrition=leaving))).attrition == Attrition(D(1), D(1), D(1))


def test_nobody_leaves_twice_as_often_where_nobody_leaves() -> None:
    plan = plan_of(tiny())
    assert attrition_doubles(plan) == plan


@pytest.mark.parametrize(
    ("days", "failed"),
    [
        ([(3, 2), (6, 15)], [1]),
        ([(3, 2), (6, 15), (7, 6)], [1]),
        ([(3, 2), (3, 2), (6, 15), (6, 15)], [2, 3]),  # both rooms of the second day
        ([(6, 15), (3, 2)], [0]),  # the second by its day, wherever it stands
        ([(3, 2)], [0]),
        ([(3, 2), (3, 2)], [0, 1]),
    ],
)
def test_the_second_day_of_classes_fails(days: list[tuple[int, int]], failed: list[int]) -> None:
    held = [{"start": date(2020, *day), "size": 10} for day in days]
    plan = plan_of(tiny(**{"class": held}))
    found = class_fails(plan)
    assert [number for number, one in enumerate(found.classes) if one.pass_ratio == 0] == failed
    passing = [replace(one, pass_ratio=None) for one in found.classes]
    assert replace(found, classes=tuple(passing)) == plan


@pytest.mark.parametrize(
    ("since", "failed"),
    [
        ((3, 2), [0]),
        ((6, 15), [1, 2]),  # both rooms of that day
        ((7, 6), [3]),
        ((6, 16), [3]),  # no class on that very day: the next one
        ((7, 7), []),  # nor any after it
    ],
)
def test_a_class_that_is_chosen_fails(since: tuple[int, int], failed: list[int]) -> None:
    held = [{"start": date(2020, *day), "size": 10} for day in [(3, 2), (6, 15), (6, 15), (7, 6)]]
    plan = plan_of(tiny(**{"class": held}))
    found = class_fails(plan, date(2020, *since))
    assert [number for number, one in enumerate(found.classes) if one.pass_ratio == 0] == failed


def test_who_fails_is_recruited_trained_and_gone() -> None:
    """Of 30 recruits the ten of March stay; what was paid for applicants, contracts and training is paid all the same."""
    plan = plan_of(tiny())
    before, after = works_out(plan), works_out(class_fails(plan))
    assert after.staffing.months[-1].last_day.on_payroll == 10
    assert after.staffing.months[-1].last_day.recruited == 30
    for item in ("recruiting", "training", "trainee_pay"):
        assert [one for one in after.lines if one.item == item] == [one for one in before.lines if one.item == item]


def test_the_programme_that_starts_first_is_two_months_late() -> None:
    """B starts at the opening, for want of another day; it was a month late already."""
    plan = plan_of(tiny(programme=BOTH))
    found = programme_late(plan)
    assert [one.delay_months for one in found.programmes] == [0, 3]
    assert replace(found, programmes=plan.programmes) == plan


@pytest.mark.parametrize(("number", "delays"), [(1, [2, 1]), (2, [0, 3]), (3, [0, 3])])
def test_a_programme_that_is_chosen_is_two_months_late(number: int, delays: list[int]) -> None:
    """One that is not there stands for the first."""
    plan = plan_of(tiny(programme=BOTH))
    assert [one.delay_months for one in programme_late(plan, number).programmes] == delays


def test_what_was_chosen_stands_in_the_case() -> None:
    plan = plan_of(tiny(programme=BOTH))
    assert list(befalling(plan, Which())) == list(WHAT_IFS)
    found = befalling(plan, Which(plan.classes[0].start, 1))
    day = plan.classes[0].start
    assert list(found) == ["attrition_doubles", f"class_fails:{day}", "programme_late:A", "pay_rises"]
    assert found[f"class_fails:{day}"](plan) == class_fails(plan, day)
    assert found["programme_late:A"](plan) == programme_late(plan, 1)
    assert list(befalling(plan, Which(None, 9))) == list(WHAT_IFS)


def test_the_people_of_a_late_programme_wait_and_are_paid() -> None:
    """April and May, 19 working days each: 38 x 6.48 h x 10 agents; not a franc less."""
    plan = plan_of(tiny(programme=[programme("A")]))
    before, after = works_out(plan), works_out(programme_late(plan))
    waiting = [
        sum(one.work.idle_hours for one in each.staffing.months[3:]) for each in (before, after)
    ]  # from April on
    assert waiting == pytest.approx([0, 2462.4])
    assert after.lines == before.lines


def test_all_pay_is_a_tenth_higher_and_nothing_else() -> None:
    plan = plan_of(tiny())
    found = pay_rises(plan)
    assert (found.pay.agent_month, found.pay.trainee_month) == (132_000, 66_000)
    assert (found.training.trainer_month_pay, found.nesting.coach_month_pay) == (286_000, 198_000)
    assert [one.month_pay for one in found.support] == [308_000, 1_100_000]
    back = replace(
        found,
        pay=replace(found.pay, agent_month=plan.pay.agent_month, trainee_month=plan.pay.trainee_month),
        training=plan.training,
        nesting=plan.nesting,
        support=plan.support,
    )
    assert back == plan
    assert replace(found.training, trainer_month_pay=plan.training.trainer_month_pay) == plan.training
    assert replace(found.nesting, coach_month_pay=plan.nesting.coach_month_pay) == plan.nesting


def test_pay_that_rises_costs_its_thirteenth_month_and_charges() -> None:
    """August: gross 5,980,000 becomes 6,578,000; + 548,167; charges 1,781,542. Before: 498,333 and 1,619,583."""
    plan = plan_of(tiny())
    august = [
        sum(one.amount for one in costing.lines if one.month.first.month == 8)
        for costing in (works_out(plan), works_out(pay_rises(plan)))
    ]
    assert august[1] - august[0] == (6_578_000 + 548_167 + 1_781_542) - (5_980_000 + 498_333 + 1_619_583)


@pytest.mark.parametrize("name", WHAT_IFS)
def test_a_plan_with_nothing_to_change_stays(name: str) -> None:
    nothing: dict[str, Any] = {
        "class": [],
        "programme": [],
        "support": [],
        "pay": {"agent_month": 0, "trainee_month": 0},
    }
    plan = plan_of(tiny(**nothing, training__trainer_month_pay=0, nesting__coach_month_pay=0))
    assert WHAT_IFS[name](plan) == plan


def test_the_cases_stand_under_the_plan_as_it_is() -> None:
    """On the same classes; late is as dear, failing leaves ten, and the dearest is the one in which pay rises."""
    report = build(tiny(programme=[programme("A")]), plans=1)
    table = what_ifs(report, "given")
    assert table is not None
    cases = {row["case"]: row for row in rows(table)}
    assert list(cases) == ["as_planned", *WHAT_IFS]
    assert {row["places"] for row in cases.values()} == {30}
    assert cases["as_planned"]["cost"] == cases["programme_late"]["cost"] == costed(TINY).total
    assert cases["programme_late"]["productive_hour"] > cases["as_planned"]["productive_hour"]
    assert [cases[name]["on_payroll"] for name in ("as_planned", "class_fails", "pay_rises")] == [30, 10, 30]
    assert max(cases, key=lambda name: cases[name]["cost"]) == "pay_rises"
    assert what_ifs(report, "starts") is None  # nothing was promised, so there is no such reading
