"""Thinned distributions, against the same sums by another way."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woezo.workforce.promises.draws import certain, drawn, mean, sure, thinned


@given(st.integers(0, 12), st.fractions(0, 1, max_denominator=20))
def test_each_of_some_people_counts_by_chance(people: int, p: Fraction) -> None:
    found = thinned(certain(people), float(p))
    for hits in range(people + 1):
        exact = comb(people, hits) * p**hits * (1 - p) ** (people - hits)
        assert (found[hits] if hits < len(found) else 0.0) == pytest.approx(float(exact), abs=1e-12)


@given(st.integers(0, 14).flatmap(lambda people: st.tuples(*(st.integers(0, people) for _ in "ab"), st.just(people))))
def test_marked_people_among_those_drawn(given_: tuple[int, int, int]) -> None:
    draws, marked, people = given_
    found = drawn(certain(draws), people, marked)
    for hits in range(draws + 1):
        exact = Fraction(comb(marked, hits) * comb(people - marked, draws - hits), comb(people, draws))
        assert found[hits] == pytest.approx(float(exact), abs=1e-12)


def test_of_an_uncertain_number_each_counts() -> None:
    """Three or five with even chances, half of whom count: the sums by hand."""
    either = np.array([0, 0, 0, 0.5, 0, 0.5])
    assert thinned(either, 0.5)[:2] == pytest.approx([0.5 / 8 + 0.5 / 32, 1.5 / 8 + 2.5 / 32])
    assert mean(thinned(either, 0.5)) == pytest.approx(2)
    assert mean(drawn(either, 10, 4)) == pytest.approx(1.6)


def test_what_is_certain_stays_so() -> None:
    assert sure(thinned(certain(7), 1.0)) == 7
    assert sure(thinned(certain(7), 0.0)) == 0
    assert sure(drawn(certain(10), 10, 4)) == 4
    assert sure(thinned(certain(7), 0.5)) is None


def test_a_large_site_costs_no_matrix() -> None:
    assert mean(drawn(thinned(certain(10_000), 0.7), 10_000, 9_000)) == pytest.approx(6_300)
    assert thinned(certain(10_000), 0.7).sum() == pytest.approx(1, abs=1e-9)
