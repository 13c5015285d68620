"""Simulated people: their numbers are a function of who they are, so that variants share their luck."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workforce.documents import lome, one_class, small
from woezo.workforce.hiring import individuals
from woezo.workforce.hiring.cohorts import course
from woezo.workforce.hiring.individuals import bands, mixed, simulate, uniform
from woezo.workforce.hiring.leaving import Leaving
from woezo.workforce.hiring.plan import Class, Plan
from woezo.workforce.hiring.reading import read
from woezo.workforce.reports.what_if import attrition_doubles, class_fails

SEED = 2020
DAYS = [date(2020, 3, 8), date(2020, 3, 29), date(2020, 9, 30), date(2021, 6, 30), date(2021, 11, 10)]


@pytest.fixture(scope="module")
def plan() -> Plan:
    document = small(training__class_size_most=40)
    document["class"] = [one_class(date(2020, 3, 9) + timedelta(weeks=5 * number), 30) for number in range(12)]
    found, _ = read(document)
    assert found is not None
    return found


def one_by_one(plan: Plan, days: list[date], plans: int, seed: int) -> dict[str, np.ndarray]:
    """The same people, asked one after the other."""
    from woezo.workforce.hiring.funnel import starts

    found = {name: np.zeros((plans, len(days))) for name in individuals.COUNTS}
    for number, held in enumerate(plan.classes):
        career, luck = course(plan, held.pass_ratio), uniform(seed, range(plans), number, held.size + 1)
        reached = np.cumsum(starts(plan, held.size))
        for row in range(plans):
            began = next((n for n, p in enumerate(reached) if p > luck[row, 0]), held.size)
            for column, day in enumerate(days):
                week = (day - held.start).days // 7
                if week < 0:
                    continue
                there = sum(luck[row, 1 + place] < career.there[week] for place in range(began))
                found["recruited"][row, column] += began
                found["on_payroll"][row, column] += there
                found["certified"][row, column] += there if week >= career.trained else 0
                found["effective"][row, column] += there * career.efficiency[week]
    return found


def test_the_same_as_person_by_person(plan: Plan) -> None:
    found, asked = simulate(plan, plan.classes, DAYS, plans=8, seed=3), one_by_one(plan, DAYS, 8, 3)
    for name in individuals.COUNTS:
        assert found[name] == pytest.approx(asked[name]), name


def test_a_seed_gives_the_same_plans_and_another_gives_others(plan: Plan) -> None:
    first = simulate(plan, plan.classes, DAYS, plans=20, seed=SEED)
    again = simulate(plan, plan.classes, DAYS, plans=20, seed=SEED)
    other = simulate(plan, plan.classes, DAYS, plans=20, seed=SEED + 1)
    for name in individuals.COUNTS:
        assert np.array_equal(first[name], again[name])
        assert not np.array_equal(first[name], other[name])


@pytest.mark.parametrize("seed", [-1, 0, 2**63, 2**64 + 5, -(2**70)])
def test_any_whole_number_is_a_seed(plan: Plan, seed: int) -> None:
    """Of the seed the last 64 bits count."""
    found = simulate(plan, plan.classes, DAYS, plans=3, seed=seed)
    same = simulate(plan, plan.classes, DAYS, plans=3, seed=seed % 2**64)
    assert np.array_equal(found["on_payroll"], same["on_payroll"])


def test_more_plans_leave_the_first_ones_as_they_are(plan: Plan) -> None:
    few = simulate(plan, plan.classes, DAYS, plans=5, seed=SEED)
    many = simulate(plan, plan.classes, DAYS, plans=50, seed=SEED)
    for name in individuals.COUNTS:
        assert np.array_equal(few[name], many[name][:5])


def test_many_plans_are_simulated_part_by_part(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that memory has a bound; the figures are the same."""
    whole = simulate(plan, plan.classes, DAYS, plans=50, seed=SEED)
    monkeypatch.setattr(individuals, "MOST_AT_ONCE", 7 * 30)
    parts = simulate(plan, plan.classes, DAYS, plans=50, seed=SEED)
    for name in individuals.COUNTS:
        assert np.array_equal(whole[name], parts[name])


def test_the_order_of_the_work_changes_nothing(plan: Plan) -> None:
    """Days in any order, and a plan whose further classes are not there: the people of the others stay the same."""
    found = simulate(plan, plan.classes, DAYS, plans=20, seed=SEED)
    backwards = simulate(plan, plan.classes, DAYS[::-1], plans=20, seed=SEED)
    for name in individuals.COUNTS:
        assert np.array_equal(found[name], backwards[name][:, ::-1])
    parts = [simulate(plan, (one,), DAYS, plans=20, seed=SEED) for one in plan.classes[:1]]
    assert np.array_equal(parts[0]["recruited"][:, 1], found["recruited"][:, 1])  # only the first class has begun


def test_attrition_doubled_only_takes_people_away(plan: Plan) -> None:
    """Common random numbers: in every plan, on every day, nobody is there who was not there before."""
    was = simulate(plan, plan.classes, DAYS, plans=200, seed=SEED)
    doubled = simulate(attrition_doubles(plan), plan.classes, DAYS, plans=200, seed=SEED)
    assert np.array_equal(was["recruited"], doubled["recruited"])
    for name in ("on_payroll", "certified", "effective"):
        assert (doubled[name] <= was[name]).all()
        assert (doubled[name][:, -1] < was[name][:, -1]).all()


def test_a_class_that_fails_takes_its_own_people_away_only(plan: Plan) -> None:
    failed = class_fails(plan)
    was = simulate(plan, plan.classes, DAYS, plans=100, seed=SEED)
    now = simulate(failed, failed.classes, DAYS, plans=100, seed=SEED)
    second = simulate(
        plan, plan.classes[1:2], DAYS, plans=100, seed=SEED
    )  # with the luck of the first class: not the same
    assert np.array_equal(was["recruited"], now["recruited"])
    lost = was["on_payroll"] - now["on_payroll"]
    assert (lost >= 0).all()
    assert lost[:, -1].max() <= plan.classes[1].size
    assert second["on_payroll"][:, -1].mean() == pytest.approx(lost[:, -1].mean(), rel=0.1)


def test_nobody_is_counted_further_than_he_came(plan: Plan) -> None:
    """Who is certified is on the payroll, who is on the payroll was recruited; who is effective is certified."""
    found = simulate(plan, plan.classes, DAYS, plans=100, seed=SEED)
    assert (found["on_payroll"] <= found["recruited"]).all()
    assert (found["certified"] <= found["on_payroll"]).all()
    assert (found["effective"] <= found["certified"] * 1.02 + 1e-9).all()
    assert not found["recruited"][:, 0].any()  # the day before the first class
    assert np.array_equal(found["recruited"][:, 1], found["on_payroll"][:, 1])  # all in training


def test_numbers_are_uniform() -> None:
    """Means, variances and a chi-square of 100 equal parts, for classes, plans and places; the seed is fixed.

    Each figure must lie within five of its own standard errors; of the chi-square (99 degrees) the error is sqrt(2 x 99).
    """
    print("seed", SEED)
    for numbers in (
        uniform(SEED, range(1_000), 0, 100),
        uniform(SEED, range(1), 7, 100_000),
        np.concatenate([uniform(SEED, range(10), cohort, 10) for cohort in range(1_000)]),
        np.concatenate([uniform(seed, range(10), 0, 10) for seed in range(1_000)]),
    ):
        flat = numbers.ravel()
        assert len(flat) == 100_000
        assert flat.min() >= 0
        assert flat.max() < 1
        assert abs(flat.mean() - 1 / 2) < 5 / sqrt(12 * len(flat))
        assert abs((flat**2).mean() - 1 / 3) < 5 * sqrt(4 / 45 / len(flat))
        counts = np.bincount((flat * 100).astype(int), minlength=100)
        assert abs(((counts - 1_000) ** 2 / 1_000).sum() - 99) < 5 * sqrt(2 * 99)


def test_numbers_of_neighbours_have_nothing_in_common() -> None:
    """Between plans, places, classes and seeds: correlations within five standard errors, and no number twice."""
    first = uniform(SEED, range(300), 0, 300)
    for other in (
        uniform(SEED, range(300), 1, 300),
        uniform(SEED + 1, range(300), 0, 300),
        np.roll(first, 1, axis=0),
        np.roll(first, 1, axis=1),
        first.T,
    ):
        pairs = np.corrcoef(first[first != other], other[first != other])[0, 1]
        assert abs(pairs) < 5 / sqrt(first.size - 300)
    together = np.concatenate([uniform(SEED, range(300), cohort, 300).ravel() for cohort in range(5)])
    assert len(np.unique(together)) == len(together)


@given(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=50, unique=True))
def test_mixing_loses_nothing(numbers: list[int]) -> None:
    """A bijection: different numbers stay different."""
    assert len(set(mixed(np.array(numbers, dtype=np.uint64)).tolist())) == len(numbers)


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=30),
    st.lists(st.integers(0, 2**53 - 1), min_size=1, max_size=20),
    st.booleans(),
)
def test_who_is_gone_when(course: list[float], numbers: list[int], at_the_edge: bool) -> None:
    """In the first week in which the course is not above his number, be it a hair from it; else never."""
    there = sorted(course, reverse=True)
    if at_the_edge:
        numbers = [min(max(0, int(limit * 2**53) + more), 2**53 - 1) for limit in there for more in (-1, 0, 1)]
    expected = [sum(number / 2**53 < limit for limit in there) for number in numbers]
    found = Leaving(np.array(there)).week(np.array([numbers], dtype=np.uint64))
    assert found.tolist() == [expected]


def test_agents_who_learn_may_also_forget(plan: Plan) -> None:
    """The efficiency of a month need not be above that of the month before; each person counts with that of his own."""
    learning = replace(plan.learning, efficiency_ratios=tuple(map(Decimal, ("0.5", "1", "0.25", "1"))))
    changed = replace(plan, learning=learning)
    for day in DAYS:
        found = simulate(changed, changed.classes, [day], plans=20, seed=SEED)["effective"]
        expected = np.zeros((20, 1))
        for number, one in enumerate(changed.classes):
            if (week := (day - one.start).days // 7) < 0:
                continue
            career, luck = course(changed, one.pass_ratio), uniform(SEED, range(20), number, one.size + 1)
            alone = simulate(changed, changed.classes[: number + 1], [day], plans=20, seed=SEED)["recruited"]
            before = simulate(changed, changed.classes[:number], [day], plans=20, seed=SEED)["recruited"]
            begun = np.arange(one.size) < alone - before
            expected[:, 0] += ((luck[:, 1:] < career.there[week]) & begun).sum(axis=1) * career.efficiency[week]
        assert found == pytest.approx(expected)


def test_bands_are_numbers_that_occur() -> None:
    """The smallest value that the share of the plans reaches or stays below; nothing in between."""
    figures = np.arange(100.0)[:, None] + np.array([[0.0, 1_000.0]])
    assert bands(figures).tolist() == [[4.0, 1_004.0], [49.0, 1_049.0], [94.0, 1_094.0]]
    assert bands(np.array([[7.0]])).tolist() == [[7.0], [7.0], [7.0]]


def test_pass_ratios_of_nobody_and_everybody(plan: Plan) -> None:
    day = plan.classes[0].start + timedelta(weeks=plan.training.weeks)
    held = plan.classes[:1]
    for ratio, expected in ((Decimal(0), 0.0), (Decimal(1), 1.0)):
        changed = tuple(replace(one, pass_ratio=ratio) for one in held)
        found = simulate(plan, changed, [day], plans=50, seed=SEED)
        assert np.array_equal(found["certified"], found["recruited"] * expected)


def test_the_largest_plan_is_simulated_in_time() -> None:
    """Twenty thousand places: what takes memory is one class at a time."""
    document = lome()
    document["source"] = document["source"][:1]
    found, _ = read(document)
    assert found is not None
    held = tuple(Class(start=date(2020, 3, 2) + timedelta(weeks=number), size=500) for number in range(40))
    figures = simulate(found, held, [date(2023, 3, 31)], plans=20, seed=SEED)
    assert figures["recruited"].min() > 19_000
