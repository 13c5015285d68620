"""What is cut short is estimated as such: woezo.simulation.fitting.survival."""

from __future__ import annotations

import random
from math import exp

import pytest

from woezo.simulation.fitting.survival import Curve, Seen, continued, kaplan_meier, thinned


def test_by_hand() -> None:
    """Six durations, two of them cut short: 5/6, then 3/4 of it, then 1/2 of that."""
    seen = [Seen(10, True), Seen(20, False), Seen(30, True), Seen(30, False), Seen(40, True), Seen(50, False)]
    values, cumulative = kaplan_meier(seen)
    assert values == [10, 30, 40]
    assert cumulative == pytest.approx([1 / 6, 1 - 5 / 6 * 3 / 4, 1 - 5 / 6 * 3 / 4 / 2])


def test_without_anything_cut_short_it_is_what_was_seen() -> None:
    values, cumulative = kaplan_meier([Seen(ms, True) for ms in (3, 1, 2, 2)])
    assert values == [1, 2, 3]
    assert cumulative == pytest.approx([0.25, 0.75, 1])


@pytest.mark.parametrize("seed", range(4))
def test_patience_that_service_cuts_short_is_found_again(seed: int) -> None:
    """Exponential patience of mean 100 s against waits of mean 40 s: three of four are cut short."""
    chance = random.Random(seed)
    seen = []
    for _ in range(20_000):
        patience, wait = chance.expovariate(1 / 100_000), chance.expovariate(1 / 40_000)
        seen.append(Seen(round(min(patience, wait)), patience < wait))
    values, cumulative = continued(seen)
    assert cumulative[-1] == 1
    assert values == sorted(values)
    for limit_s in (20, 60, 120, 300):
        share = max(
            (ratio for value, ratio in zip(values, cumulative, strict=True) if value <= limit_s * 1000), default=0
        )
        assert share == pytest.approx(1 - exp(-limit_s / 100), abs=0.03)
    mean = sum(
        value * (ratio - before) for value, ratio, before in zip(values, cumulative, [0, *cumulative], strict=False)
    )
    assert mean == pytest.approx(100_000, rel=0.1)


def test_few_that_all_were_cut_short_still_end_some_day() -> None:
    values, cumulative = continued([Seen(1000 * number, number % 7 == 0) for number in range(1, 15)])
    assert cumulative[-1] == 1
    assert values[-1] < 10**9


def test_thinned_curves_keep_mean_and_median() -> None:
    curve = Curve([float(number) for number in range(1, 10_001)], [number / 10_000 for number in range(1, 10_001)])
    values, cumulative = thinned(curve, 200)
    assert len(values) == 200
    assert cumulative == pytest.approx([number / 200 for number in range(1, 201)])
    assert sum(values) / 200 == pytest.approx(5_000, rel=0.001)
    assert thinned(curve, 20_000) is curve
