"""The exact distributions, against every case counted one by one, against expected values, and against simulation."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil, comb, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workforce.by_hand import ByHand
from tests.workforce.documents import Document, changed, lome, one_class, promise, small
from woezo.workforce.hiring import individuals
from woezo.workforce.hiring.calendars import chance, counting, regular
from woezo.workforce.hiring.chances import at_least, counted, distribution, quantile, together
from woezo.workforce.hiring.checks import checked
from woezo.workforce.hiring.cohorts import cohorts, on
from woezo.workforce.hiring.funnel import binomial, capped, expected_starts, starts
from woezo.workforce.hiring.plan import METRICS, Class, Plan
from woezo.workforce.hiring.reading import read

END = date(2021, 10, 31)
SEED = 2020


def plan_of(document: Document) -> Plan:
    """As it can be computed."""
    plan, _ = read(document)
    assert plan is not None
    return checked(plan)[0]


def tiny(*classes: Document, **changes: object) -> Plan:
    """Of a few places, with two sources that send a handful of applicants."""
    document = small(**changes)
    document["class"] = list(classes)
    for one, accepted in zip(document["source"], ("1", "0.8"), strict=True):
        one |= {"reached_ratio": 1, "test_ratio": Decimal("0.75"), "interview_ratio": 1, "shows_up_ratio": 1}
        one["accepted_ratio"] = Decimal(accepted)
    return plan_of(document)


def every_outcome(tries: int, p: Fraction) -> list[Fraction]:
    """The chances of 0, 1, ... successes, each sequence of tries counted by itself."""
    found = [Fraction(0)] * (tries + 1)
    for luck in itertools.product((True, False), repeat=tries):
        hits = sum(luck)
        found[hits] += p**hits * (1 - p) ** (tries - hits)
    return found


# -- who starts ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", [1, 2, 3])
def test_starts_against_every_applicant(size: int) -> None:
    """All ways in which the applicants of two sources can come; whoever is beyond the places is put off."""
    plan = tiny(one_class(date(2020, 8, 17), size))
    shares, passing = [Fraction(3, 4), Fraction(1, 4)], [Fraction(3, 4), Fraction(3, 5)]
    mean = sum(share * p for share, p in zip(shares, passing, strict=True))
    applicants = [ceil(size * Fraction(6, 5) / mean * share) for share in shares]
    expected = [Fraction(0)] * (size + 1)
    for first, p in enumerate(every_outcome(applicants[0], passing[0])):
        for second, q in enumerate(every_outcome(applicants[1], passing[1])):
            expected[min(first + second, size)] += p * q
    assert starts(plan, size) == pytest.approx([float(p) for p in expected], abs=1e-14)
    assert expected_starts(plan, size) == pytest.approx(float(sum(k * p for k, p in enumerate(expected))))


@pytest.mark.parametrize("size", [1, 9, 25, 60])
def test_starts_against_exact_fractions(size: int) -> None:
    """Also where there are hundreds of applicants."""
    document = small()
    plan, hand = plan_of(document), ByHand(document, [])
    assert starts(plan, size) == pytest.approx([float(p) for p in hand.start_chances(size)], abs=1e-13)
    assert starts(plan, size).sum() == pytest.approx(1, abs=1e-12)


def test_a_plan_without_sources_fills_every_class() -> None:
    plan = plan_of(small(source=None))
    assert list(starts(plan, 4)) == [0, 0, 0, 0, 1]
    assert expected_starts(plan, 4) == 4


def test_a_source_that_nobody_passes_beside_one_that_everybody_does() -> None:
    document = small()
    sure = dict.fromkeys(("reached_ratio", "test_ratio", "interview_ratio", "accepted_ratio", "shows_up_ratio"), 1)
    document["source"][0] |= sure | {"share_ratio": Decimal("0.5")}
    document["source"][1] |= {"share_ratio": Decimal("0.5"), "shows_up_ratio": 0}
    assert list(starts(plan_of(document), 5)) == [0, 0, 0, 0, 0, 1]  # 12 apply, six of them to the first source


def test_very_small_yields_are_exact_too() -> None:
    """A million applicants: logarithms of the binomial coefficients must not cost the digits."""
    tries, p = 1_000_000, Decimal("0.00001")
    with localcontext() as context:
        context.prec = 50
        exact = [float(comb(tries, k) * p**k * (1 - p) ** (tries - k)) for k in range(20)]
    assert binomial(tries, float(p), 40)[:20] == pytest.approx(exact, rel=1e-9)


@given(st.integers(0, 60), st.fractions(0, 1, max_denominator=50), st.integers(1, 30))
def test_a_binomial_number_is_capped(tries: int, p: Fraction, cap: int) -> None:
    last = min(tries, cap)
    exact = [comb(tries, k) * p**k * (1 - p) ** (tries - k) for k in range(tries + 1)]
    expected = [*exact[:last], sum(exact[last:])]
    assert binomial(tries, float(p), cap) == pytest.approx([float(one) for one in expected], abs=1e-12)
    assert capped(np.array([float(one) for one in exact]), cap) == pytest.approx(
        [float(one) for one in expected], abs=1e-12
    )


# -- who counts ---------------------------------------------------------------------------------------------------------
def brute_force(plan: Plan, hand: ByHand, classes: list[tuple[int, Fraction]]) -> list[Fraction]:
    """Of classes of (places, chance of each starter to count): each starter counts or does not, case by case."""
    whole = [Fraction(1)]
    for size, p in classes:
        of_class = [Fraction(0)] * (size + 1)
        for began, chance_of in enumerate(hand.start_chances(size)):
            for hits, q in enumerate(every_outcome(began, p)):
                of_class[hits] += chance_of * q
        joined = [Fraction(0)] * (len(whole) + size)
        for had, first in enumerate(whole):
            for more, second in enumerate(of_class):
                joined[had + more] += first * second
        whole = joined
    return whole


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize(("nationals_only", "youth_only"), [(False, False), (True, False), (True, True)])
def test_a_distribution_against_every_case(metric: str, nationals_only: bool, youth_only: bool) -> None:
    """Two tiny classes, one of which is still in training on the day; nationals and youth are drawn beside each other."""
    to = date(2021, 2, 15)
    ages = {"age_from": 18, "age_to": 35} if youth_only else {}
    document = small(promise=[promise(3, to, metric, nationals_only=nationals_only, **ages)])
    document["class"] = [one_class(date(2020, 8, 17), 3), one_class(date(2021, 2, 8), 2)]
    plan = plan_of(document)
    hand = ByHand(document, [(one.start, one.size, document["training"]["pass_ratio"]) for one in plan.classes])
    share = (Fraction(9, 10) if nationals_only else 1) * (Fraction(8, 10) if youth_only else 1)
    there = [Fraction(hand.presence(number, to)[1]) for number in (0, 1)]
    counts = {"starts": [1, 1], "on_payroll": there, "certified": [there[0], 0]}[metric]
    exact = brute_force(plan, hand, [(3, share * Fraction(counts[0])), (2, share * Fraction(counts[1]))])
    found = counting(plan, plan.promises[0], plan.classes)
    assert list(found) == pytest.approx([float(one) for one in exact][: len(found)], abs=1e-14)
    assert sum(map(float, exact[len(found) :])) == 0
    for target in range(7):
        assert at_least(found, target) == pytest.approx(float(sum(exact[target:])), abs=1e-14)


def test_starts_count_in_their_period_and_people_on_its_last_day() -> None:
    """A calendar year and the year of activity are two periods; before and after them nobody starts for them."""
    days = [date(2020, 3, 9), date(2020, 12, 28), date(2021, 1, 4), date(2021, 4, 12), date(2021, 4, 19)]
    document = small(source=None)
    document["class"] = [one_class(day, 2) for day in days]
    year = {"name": "in 2020", "target": 1, "calendar_year": 2020}
    first = {"name": "first year", "target": 1, "activity_years": 1}
    from_to = promise(1, date(2021, 4, 12), since=date(2020, 12, 28))
    plan = plan_of(changed(document, promise=[year, first, from_to]))
    found = [len(counting(plan, one, plan.classes)) - 1 for one in plan.promises]
    assert found == [4, 8, 6]  # the first year of activity takes in who came before it, and ends on 14 April 2021


def test_a_chance_is_one_or_none_at_the_edges() -> None:
    plan = plan_of(small())
    chances = counting(plan, plan.promises[0], plan.classes)
    assert at_least(chances, 0) == pytest.approx(1)
    assert at_least(chances, 23) == 0  # of 22 places
    assert at_least(counting(plan, plan.promises[0], ()), 1) == 0


def test_quantiles_are_the_smallest_numbers_reached() -> None:
    chances = np.array([0.1, 0.2, 0.3, 0.4])
    assert [quantile(chances, level) for level in (0.05, 0.1, 0.11, 0.3, 0.6, 0.61, 1)] == [0, 0, 1, 1, 2, 3, 3]


@given(st.lists(st.lists(st.floats(0, 1), min_size=1, max_size=5), min_size=2, max_size=4))
def test_the_sum_of_two_numbers_is_their_convolution(weights: list[list[float]]) -> None:
    chances = [np.array(one) / sum(one) if sum(one) > 1e-3 else np.array([1.0]) for one in weights]
    whole = np.ones(1)
    for one in chances:
        whole = together(whole, one)
    plain = np.ones(1)
    for one in chances:
        plain = np.convolve(plain, one)
    assert len(whole) <= len(plain)
    assert np.pad(whole, (0, len(plain) - len(whole))) == pytest.approx(plain, rel=1e-12, abs=1e-25)


# -- beside expected values, and beside simulation ------------------------------------------------------------------------
@pytest.fixture(scope="module")
def opened() -> Plan:
    """The preset with the calendar of its second reading."""
    plan = plan_of(lome())
    held, faults = regular(plan)
    assert not faults
    return plan_of(changed(lome(), **{"class": [one_class(one.start, one.size) for one in held]}))


DAYS = [date(2020, 6, 30), date(2020, 12, 31), date(2022, 2, 28), date(2023, 3, 31)]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("metric", METRICS)
def test_the_mean_is_that_of_the_cohorts(opened: Plan, metric: str, day: date) -> None:
    one = plan_of(small(promise=[promise(1, END, metric)])).promises[0]
    chances = distribution(opened, one, opened.classes, date.min, day)
    heads = on(cohorts(opened, opened.classes), day)
    expected = {"starts": heads.recruited, "on_payroll": heads.on_payroll, "certified": heads.certified}[metric]
    assert chances @ np.arange(len(chances)) == pytest.approx(expected, rel=1e-10)
    assert chances.sum() == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("metric", METRICS)
def test_the_quantiles_are_those_of_simulated_plans(opened: Plan, metric: str) -> None:
    """1,000 plans: the share below each quantile is within five standard errors of what it must be.

    Of n plans the number at or below a value of probability F is binomial; its error is sqrt(F (1 - F) / n). Twelve values
    are looked at for each metric: that one of all lies beyond five errors by chance has a probability below 3e-5.
    """
    plans = 1_000
    one = plan_of(small(promise=[promise(1, END, metric)])).promises[0]
    name = {"starts": "recruited"}.get(metric, metric)
    simulated = individuals.simulate(opened, opened.classes, DAYS, plans=plans, seed=SEED)[name]
    print("seed", SEED)
    for column, day in enumerate(DAYS):
        chances = distribution(opened, one, opened.classes, date.min, day)
        below = np.minimum(np.cumsum(chances), 1)
        for level in (0.05, 0.5, 0.95):
            value = quantile(chances, level)
            share = (simulated[:, column] <= value).mean()
            error = sqrt(below[value] * (1 - below[value]) / plans)
            assert abs(share - below[value]) <= 5 * error + 1e-12, (metric, day, level)
        mean, variance = chances @ np.arange(len(chances)), chances @ np.arange(len(chances)) ** 2
        error = sqrt(max(variance - mean**2, 0) / plans)
        assert abs(simulated[:, column].mean() - mean) <= 5 * error + 1e-9


def test_the_bands_hold_the_exact_quantiles(opened: Plan) -> None:
    """The percentile of n plans lies between the exact quantiles of its level less and plus five errors."""
    plans = 1_000
    one = plan_of(small(promise=[promise(1, END, "on_payroll")])).promises[0]
    simulated = individuals.simulate(opened, opened.classes, DAYS, plans=plans, seed=SEED)["on_payroll"]
    for column, day in enumerate(DAYS):
        chances = distribution(opened, one, opened.classes, date.min, day)
        for row, level in enumerate(individuals.LEVELS):
            error = 5 * sqrt(level * (1 - level) / plans)
            least, most = quantile(chances, max(level - error, 1e-6)), quantile(chances, min(level + error, 1 - 1e-6))
            assert least <= individuals.bands(simulated)[row, column] <= most


def test_the_chance_of_a_promise_is_the_share_of_simulated_plans_that_keep_it(opened: Plan) -> None:
    plans = 2_000
    for one in opened.promises:
        last = DAYS[1] if one.number == 1 else DAYS[3]
        simulated = individuals.simulate(opened, opened.classes, [last], plans=plans, seed=SEED)["recruited"][:, 0]
        one = replace(one, nationals_only=False, age_from=None, age_to=None)  # those who are simulated are of no age
        exact = chance(opened, one, opened.classes)
        assert abs((simulated >= one.target).mean() - exact) <= 5 * sqrt(exact * (1 - exact) / plans)


@given(st.integers(0, 400), st.integers(1, 500))
def test_who_counts_is_nobody_before_the_first_day(before: int, after: int) -> None:
    plan = plan_of(small(promise=[promise(1, END, "on_payroll")]))
    start = date(2020, 8, 17)
    one = Class(start=start, size=5)
    assert counted(plan, plan.promises[0], one, start - timedelta(days=before + 1)) == 0
    there = [counted(plan, plan.promises[0], one, start + timedelta(days=days)) for days in (after - 1, after)]
    assert there[0] >= there[1] > 0
