"""Times of people: joined, limited, overlapping."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from woezo.journal.presence import Times, joined, most_at_once, present, within

SPAN = 60


def chance(rng: random.Random, count: int) -> Times:
    """Some times of a short day."""
    return [(begin, begin + rng.randrange(0, 9)) for begin in (rng.randrange(SPAN) for _ in range(count))]


def minutes(times: Times) -> set[int]:
    """Every minute of them, for those who count slowly."""
    return {minute for begin, end in times for minute in range(begin, end)}


@pytest.mark.parametrize("seed", range(40))
def test_joined_are_the_same_minutes_in_order_without_overlap(seed: int) -> None:
    times = chance(random.Random(seed), 12)
    found = joined(times, 0)
    assert minutes(found) == minutes(times)
    assert all(end < begin for (_, end), (begin, _) in pairwise(found))


@pytest.mark.parametrize("seed", range(40))
def test_within_are_the_minutes_that_both_have(seed: int) -> None:
    rng = random.Random(seed)
    times, bounds = joined(chance(rng, 8), 0), joined(chance(rng, 8), 0)
    assert minutes(list(within(times, bounds))) == minutes(times) & minutes(bounds)


@pytest.mark.parametrize("seed", range(40))
def test_present_is_what_is_said_with_every_contact_and_no_more_than_gaps(seed: int) -> None:
    rng = random.Random(seed)
    busy, said = chance(rng, 6), chance(rng, rng.randrange(4))
    found = minutes(present(busy, said, 5))
    assert minutes(busy) | minutes(said) <= found
    assert found <= minutes(joined(busy, 5)) | minutes(said)


@pytest.mark.parametrize("seed", range(40))
def test_the_most_at_once(seed: int) -> None:
    times = [(begin, end + 1) for begin, end in chance(random.Random(seed), 10)]
    assert most_at_once(times) == max(sum(begin <= minute < end for begin, end in times) for minute in range(SPAN + 10))


def test_what_ends_as_another_begins_is_not_in_hand_with_it() -> None:
    assert most_at_once([(0, 5), (5, 9)]) == 1
    assert most_at_once([(0, 9), (5, 5)]) == 2
    assert most_at_once([]) == 1


def test_a_gap_that_is_just_long_enough() -> None:
    assert present([(0, 10), (15, 20)], [], 5) == [(0, 20)]
    assert present([(0, 10), (16, 20)], [], 5) == [(0, 10), (16, 20)]
