"""Chance as a function: known answers, uniform, independent whatever it is for, and never 0 or 1."""

from __future__ import annotations

import itertools
import random
import statistics
from math import erfc, sqrt

import pytest

from tests.simulation.fits import FARTHEST, chi_square, chi_square_limit, distance
from woezo.simulation import chance as module
from woezo.simulation.chance import (
    GENERATION_SHIFT,
    P_ARRIVAL,
    P_HANDLING,
    P_PATIENCE,
    P_RING,
    RINGS_SHIFT,
    STREAM_SHIFT,
    Chance,
    bits53,
    normal_quantile,
)

WORD = 0xFFFFFFFF
ROTATIONS = (13, 15, 26, 6, 17, 29, 16, 24)
PURPOSES = sorted(value for name, value in vars(module).items() if name.startswith("P_"))
MANY = 20_000


# -- Threefry-2x32-13, straight from the paper and backwards ------------------------------------------------------------------
def keys(key: tuple[int, int]) -> list[int]:
    return [*key, 0x1BD11BDA ^ key[0] ^ key[1]]


def block(key: tuple[int, int], counter: tuple[int, int]) -> tuple[int, int]:
    """Two words from two."""
    k = keys(key)
    a, b = (counter[0] + k[0]) & WORD, (counter[1] + k[1]) & WORD
    for number in range(13):
        turn = ROTATIONS[number % 8]
        a = (a + b) & WORD
        b = ((b << turn) | (b >> (32 - turn))) & WORD
        b ^= a
        if number % 4 == 3:
            step = number // 4 + 1
            a, b = (a + k[step % 3]) & WORD, (b + k[(step + 1) % 3] + step) & WORD
    return a, b


def counter_of(key: tuple[int, int], made: tuple[int, int]) -> tuple[int, int]:
    """Which counter gives a block: every round can be undone."""
    k = keys(key)
    a, b = made
    for number in reversed(range(13)):
        if number % 4 == 3:
            step = number // 4 + 1
            a, b = (a - k[step % 3]) & WORD, (b - k[(step + 1) % 3] - step) & WORD
        turn = ROTATIONS[number % 8]
        b ^= a
        b = ((b >> turn) | (b << (32 - turn))) & WORD
        a = (a - b) & WORD
    return (a - k[0]) & WORD, (b - k[1]) & WORD


@pytest.mark.parametrize(
    ("key", "counter", "made"),
    [
        ((0, 0), (0, 0), (0x9D1C5EC6, 0x8BD50731)),
        ((WORD, WORD), (WORD, WORD), (0xFD36D048, 0x2D17272C)),
        ((0x13198A2E, 0x03707344), (0x243F6A88, 0x85A308D3), (0xBA3E4725, 0xF27D669E)),
    ],
)
def test_the_known_answers_of_random123(key: tuple[int, int], counter: tuple[int, int], made: tuple[int, int]) -> None:
    assert block(key, counter) == made
    assert counter_of(key, made) == counter
    assert bits53(*key, *counter) == made[0] << 21 | made[1] >> 11


def test_every_block_is_the_papers() -> None:
    words = random.Random(1)
    for _ in range(2000):
        key, counter = ((words.getrandbits(32), words.getrandbits(32)) for _ in range(2))
        made = block(key, counter)
        assert bits53(*key, *counter) == made[0] << 21 | made[1] >> 11
        assert counter_of(key, made) == counter


@pytest.mark.parametrize("made", [(WORD, WORD), (WORD, WORD - 4095), (0x80000000, 0), (0x7FFFFFFF, WORD), (0, 0)])
def test_a_number_lies_strictly_between_0_and_1(made: tuple[int, int]) -> None:
    """Rounding must not make a 1 of all ones: its logarithm is 0, and the logarithm of that ends the run."""
    number, purpose = counter_of((5, 6), made)
    found = Chance(5, 6).uniform(number, purpose)
    assert 0 < found < 1
    assert found == pytest.approx((made[0] + made[1] / 2**32) / 2**32, abs=1e-15)
    assert Chance(5, 6).exponential(number, purpose) > 0
    assert abs(Chance(5, 6).normal(number, purpose)) < 9


# -- uniform and independent ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("purpose", PURPOSES)
def test_each_purpose_is_uniform(purpose: int) -> None:
    chance = Chance(11, 0)
    values = [chance.uniform(number, purpose) for number in range(MANY // 2)]
    assert distance(values, lambda value: value) < FARTHEST


def pairs_are_independent(first: list[float], second: list[float]) -> bool:
    """Chi-square of the pairs in 64 squares."""
    counts = [0] * 64
    for one, other in zip(first, second, strict=True):
        counts[int(one * 8) * 8 + int(other * 8)] += 1
    return chi_square(counts, len(first) / 64) < chi_square_limit(63)


@pytest.mark.parametrize("purpose", [one for one in PURPOSES if one != P_HANDLING])
def test_purposes_are_independent_of_each_other(purpose: int) -> None:
    """The talkative are not the patient ones."""
    chance = Chance(12, 0)
    first, second = ([chance.uniform(number, p) for number in range(MANY)] for p in (P_HANDLING, purpose))
    assert pairs_are_independent(first, second)


@pytest.mark.parametrize(
    "other",
    [
        (Chance(13, 1), 0, P_PATIENCE),  # the next replication
        (Chance(14, 0), 0, P_PATIENCE),  # the next seed
        (Chance(13, 0), 1, P_PATIENCE),  # the next customer
        (Chance(13, 0), 0, P_PATIENCE | 1),  # the next attempt
        (Chance(13, 0), 0, P_PATIENCE | 1 << GENERATION_SHIFT),  # the same customer again
        (Chance(13, 0), 0, P_PATIENCE | 1 << STREAM_SHIFT),  # the next stream
        (Chance(13, 0), 1 << RINGS_SHIFT, P_PATIENCE),  # the next proposal
    ],
)
def test_what_lies_beside_is_independent(other: tuple[Chance, int, int]) -> None:
    chance, more, purpose = other
    first = [Chance(13, 0).uniform(number, P_PATIENCE) for number in range(MANY)]
    assert pairs_are_independent(first, [chance.uniform(number + more, purpose) for number in range(MANY)])


def test_numbers_of_one_customer_do_not_hang_together() -> None:
    """The correlation of each two purposes over the same customers."""
    columns = [[Chance(15, 3).uniform(number, purpose) for number in range(4000)] for purpose in PURPOSES]
    for first, second in itertools.combinations(columns, 2):
        assert abs(statistics.correlation(first, second)) < 4.5 / sqrt(4000)


def test_no_counter_is_used_for_two_things() -> None:
    """Attempts below purposes below generations below streams."""
    assert all(purpose & 15 == 0 for purpose in PURPOSES)
    assert len(set(PURPOSES)) == len(PURPOSES)
    words = {
        stream << STREAM_SHIFT | generation << GENERATION_SHIFT | purpose | attempt
        for stream, generation, purpose, attempt in itertools.product((0, 1, 999), range(16), PURPOSES, range(16))
    }
    assert len(words) == 3 * 16 * len(PURPOSES) * 16
    assert max(words) < 1 << 32
    assert P_ARRIVAL == 0 != P_RING


# -- normal -----------------------------------------------------------------------------------------------------------------
def test_the_normal_quantile_is_pythons() -> None:
    theirs = statistics.NormalDist()
    for ratio in [*(k / 2000 for k in range(1, 2000)), 1e-300, 1e-100, 1e-17, 1e-12, 1e-9, 1 - 1e-9, 1 - 2**-53]:
        assert normal_quantile(ratio) == pytest.approx(theirs.inv_cdf(ratio), rel=1e-14, abs=1e-16)


@pytest.mark.parametrize("ratio", [1e-15, 1e-12, 1e-9, 1e-6, 0.01, 0.07, 0.075, 0.2, 0.4999, 0.5])
def test_the_normal_quantile_is_undone_by_the_distribution(ratio: float) -> None:
    found = normal_quantile(ratio)
    assert erfc(-found / sqrt(2)) / 2 == pytest.approx(ratio, rel=1e-11)
    if ratio > 1e-7:
        assert normal_quantile(1 - ratio) == pytest.approx(-found, rel=1e-9)


def test_normal_and_exponential_follow_their_laws() -> None:
    chance = Chance(16, 2)
    normal = [chance.normal(number, P_HANDLING) for number in range(MANY)]
    assert distance(normal, statistics.NormalDist().cdf) < FARTHEST
    waits = [chance.exponential(number, P_HANDLING) for number in range(MANY)]
    assert statistics.fmean(waits) == pytest.approx(1, abs=4 / sqrt(MANY))
