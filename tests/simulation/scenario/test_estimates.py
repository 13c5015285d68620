"""Means and intervals: Student's t against tables, ratios and differences against a plain computation."""

from __future__ import annotations

import math
import random
from statistics import mean, stdev

import pytest

from woezo.simulation.scenario.estimates import Estimate, count_of, difference_of, ratio_of, t_below, t_quantile

# Known to ten figures (R: qt). One and two degrees of freedom have closed forms.
QUANTILES = {
    (1, 0.975): math.tan(math.pi * 0.475),
    (1, 0.995): math.tan(math.pi * 0.495),
    (2, 0.975): 0.95 / math.sqrt(2 * 0.975 * 0.025),
    (3, 0.975): 3.182446305,
    (4, 0.975): 2.776445105,
    (5, 0.975): 2.570581836,
    (9, 0.975): 2.262157163,
    (19, 0.975): 2.093024054,
    (29, 0.95): 1.699127027,
    (29, 0.975): 2.045229642,
    (99, 0.975): 1.984216952,
    (999, 0.975): 1.962341461,
}


@pytest.mark.parametrize(("freedom", "ratio"), QUANTILES)
def test_the_quantile_of_student(freedom: int, ratio: float) -> None:
    assert t_quantile(freedom, ratio) == pytest.approx(QUANTILES[freedom, ratio], abs=1e-8)


def test_many_replications_come_near_the_normal_law() -> None:
    """The first term of its expansion: (z^3 + z) / 4 n."""
    z = 1.959963984540054
    for freedom in (10_000, 99_999):
        assert t_quantile(freedom, 0.975) == pytest.approx(z + (z**3 + z) / 4 / freedom, abs=1e-7)


def test_the_distribution_is_one() -> None:
    assert t_below(7, 0.0) == pytest.approx(0.5)
    for freedom in (1, 2, 7, 60, 5000):
        values = [t_below(freedom, value / 10) for value in range(200)]
        assert values == sorted(values)
        assert 0.5 <= values[0] < values[-1] <= 1
    assert t_below(1, 3.0) == pytest.approx(0.5 + math.atan(3.0) / math.pi, abs=1e-12)


def test_the_mean_of_counts_has_its_standard_error() -> None:
    values = [12.0, 15.0, 11.0, 19.0, 13.0]
    found = count_of(values)
    assert found.mean == pytest.approx(mean(values))
    assert found.ci95 == pytest.approx(2.776445105 * stdev(values) / math.sqrt(5))


def test_a_ratio_is_the_sum_over_the_sum() -> None:
    """Never the mean of ratios; its error is that of its linear part, computed here step by step."""
    parts, wholes = [8.0, 30.0, 2.0], [10.0, 60.0, 4.0]
    ratio = 40 / 74
    apart = [8 - ratio * 10, 30 - ratio * 60, 2 - ratio * 4]
    error = math.sqrt(sum(one**2 for one in apart) / 2 / 3) / (74 / 3)
    found = ratio_of(parts, wholes)
    assert found.mean == pytest.approx(ratio)
    assert found.mean != pytest.approx(mean([0.8, 0.5, 0.5]))
    assert found.ci95 == pytest.approx(4.302652730 * error)


@pytest.mark.parametrize(
    ("parts", "wholes", "expected"),
    [
        ([3.0], [4.0], Estimate(0.75, None)),
        ([0.0], [0.0], Estimate(None, None)),
        ([0.0, 0.0], [0.0, 0.0], Estimate(None, None)),
        ([1.0, 1.0], [2.0, 2.0], Estimate(0.5, 0.0)),
        ([0.0, 0.0], [5.0, 9.0], Estimate(0.0, 0.0)),
    ],
)
def test_what_cannot_be_known_is_left_open(parts: list[float], wholes: list[float], expected: Estimate) -> None:
    """One replication has no interval; nothing to divide by has no mean."""
    assert ratio_of(parts, wholes) == expected


def test_one_replication_of_each_has_a_difference_without_interval() -> None:
    assert difference_of([1.0], [4.0], [3.0], [4.0]) == Estimate(0.5, None)
    assert difference_of([1.0], [0.0], [3.0], [4.0]) == Estimate(None, None)


def test_a_difference_by_pairs() -> None:
    """What both have in common cancels out: of equal denominators it is the interval of the differences themselves."""
    first, second = [10.0, 40.0, 25.0, 70.0], [12.0, 43.0, 26.0, 74.0]
    ones = [1.0] * 4
    found = difference_of(first, ones, second, ones)
    apart = [b - a for a, b in zip(first, second, strict=True)]
    assert found.mean == pytest.approx(mean(apart))
    assert found.ci95 == pytest.approx(3.182446305 * stdev(apart) / 2)
    assert found.ci95 < count_of(first).ci95 / 10  # type: ignore[operator]


def test_nothing_differs_from_itself() -> None:
    assert difference_of([1.0, 2.0], [3.0, 5.0], [1.0, 2.0], [3.0, 5.0]) == Estimate(0.0, 0.0)


@pytest.mark.parametrize("seed", range(3))
def test_the_interval_covers_the_truth_as_often_as_it_says(seed: int) -> None:
    """A ratio of sums of 400 experiments of 10 replications each: 95 % of the intervals hold the true ratio."""
    print(f"seed {seed}")
    chance = random.Random(seed)
    hits = 0
    for _ in range(400):
        wholes = [chance.gauss(100, 10) for _ in range(10)]
        parts = [0.8 * one + chance.gauss(0, 4) for one in wholes]
        found = ratio_of(parts, wholes)
        assert found.mean is not None
        assert found.ci95 is not None
        hits += abs(found.mean - 0.8) <= found.ci95
    assert 366 <= hits <= 394, "380 expected; standard deviation 4.4"
