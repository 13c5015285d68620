"""Each law of durations, as a scenario says it, is the law of the books: mean, variance, quantiles, distribution."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from math import exp, gamma, log, sqrt
from typing import NamedTuple

import pytest

from tests.simulation.fits import FARTHEST, assert_mean, assert_variance, chi_square_limit, distance, gamma_below
from woezo.routing.model import Programme, Queue
from woezo.simulation import laws
from woezo.simulation.arrivals import Streams
from woezo.simulation.chance import P_HANDLING, P_PATIENCE, Chance
from woezo.simulation.customers import Contact
from woezo.simulation.drawn import Drawn, QueueLaws
from woezo.simulation.laws import LONGEST, NEVER, whole_ms
from woezo.simulation.scenario.laws import law_of, patience_of
from woezo.simulation.scenario.model import Law, Patience

MANY = 12_000
MEAN_S = 240
NORMAL = statistics.NormalDist()


class Book(NamedTuple):
    """What the books say of a law, in milliseconds."""

    given: Law
    variance: float
    below: Callable[[float], float]


def exponential() -> Book:
    mean = MEAN_S * 1000.0
    return Book(Law(mean_s=Decimal(MEAN_S)), mean**2, lambda x: 1 - exp(-x / mean))


def lognormal(cv: float) -> Book:
    scale = sqrt(log(1 + cv**2))
    location = log(MEAN_S * 1000) - scale**2 / 2
    given = Law(law="lognormal", mean_s=Decimal(MEAN_S), cv=Decimal(str(cv)))
    return Book(given, (cv * MEAN_S * 1000) ** 2, lambda x: NORMAL.cdf((log(x) - location) / scale))


def gammas(cv: float) -> Book:
    shape, scale = 1 / cv**2, MEAN_S * 1000 * cv**2
    given = Law(law="gamma", mean_s=Decimal(MEAN_S), cv=Decimal(str(cv)))
    return Book(given, (cv * MEAN_S * 1000) ** 2, lambda x: gamma_below(shape, x / scale))


def weibull(shape: float) -> Book:
    scale = MEAN_S * 1000 / gamma(1 + 1 / shape)
    variance = scale**2 * (gamma(1 + 2 / shape) - gamma(1 + 1 / shape) ** 2)
    given = Law(law="weibull", mean_s=Decimal(MEAN_S), shape=Decimal(str(shape)))
    return Book(given, variance, lambda x: 1 - exp(-((x / scale) ** shape)))


BOOKS = {
    "exponential": exponential(),
    "lognormal .2": lognormal(0.2),
    "lognormal 1.1": lognormal(1.1),
    "gamma .25": gammas(0.25),
    "gamma 1": gammas(1.0),
    "gamma 1.5": gammas(1.5),  # shape .44
    "gamma 3": gammas(3.0),  # shape .11
    "weibull .5": weibull(0.5),
    "weibull .9": weibull(0.9),
    "weibull 1": weibull(1.0),
    "weibull 3": weibull(3.0),
}


@cache
def drawn(name: str) -> list[float]:
    """A sample, always the same."""
    law, chance = law_of(BOOKS[name].given), Chance(21, 0)
    return [law.draw(chance, number, P_HANDLING) for number in range(MANY)]


@pytest.mark.parametrize("name", BOOKS)
def test_a_law_has_its_mean_and_its_variance(name: str) -> None:
    assert law_of(BOOKS[name].given).mean_ms() == pytest.approx(MEAN_S * 1000)
    assert_mean(drawn(name), MEAN_S * 1000)
    assert_variance(drawn(name), MEAN_S * 1000, BOOKS[name].variance)


@pytest.mark.parametrize("name", BOOKS)
def test_a_law_has_its_distribution(name: str) -> None:
    assert distance(drawn(name), BOOKS[name].below) < FARTHEST


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("ratio", [0.05, 0.25, 0.5, 0.9, 0.99])
def test_a_law_has_its_quantiles(name: str, ratio: float) -> None:
    """As many of the sample lie below its quantile as should."""
    quantile = sorted(drawn(name))[int(ratio * MANY)]
    assert BOOKS[name].below(quantile) == pytest.approx(ratio, abs=4 * sqrt(ratio * (1 - ratio) / MANY))


@pytest.mark.parametrize("name", [name for name in BOOKS if not name.startswith("gamma")])
def test_more_of_chance_is_a_longer_time(name: str) -> None:
    """By inversion, of whatever law: variants stay in step."""
    chance = Chance(21, 0)
    uniform = [chance.uniform(number, P_HANDLING) for number in range(MANY)]
    rising = [drawn(name)[index] for index in sorted(range(MANY), key=uniform.__getitem__)]
    assert all(one <= other for one, other in itertools.pairwise(rising))


@pytest.mark.parametrize("cv", [0.25, 1.5])
def test_what_is_rejected_for_one_customer_changes_nothing_for_another(cv: float) -> None:
    """However many attempts of gamma fail, customer 7 is customer 7."""
    law, chance = law_of(gammas(cv).given), Chance(21, 0)
    assert [law.draw(chance, number, P_HANDLING) for number in (7, 3, 7)][::2] == [
        law.draw(chance, 7, P_HANDLING) for _ in range(2)
    ]


def test_a_gamma_variable_with_given_numbers_is_marsaglias_and_tsangs() -> None:
    """By hand: the first attempt that passes their test, with a power of a uniform below shape 1."""
    chance = Chance(3, 1)
    for shape in (0.3, 0.999, 1.0, 2.5, 400.0):
        for number in range(300):
            boost, bigger = (1.0, shape) if shape >= 1 else (chance.uniform(number, 14) ** (1 / shape), shape + 1)
            d = bigger - 1 / 3
            for attempt in range(0, 14, 2):
                x, u = chance.normal(number, attempt), chance.uniform(number, attempt + 1)
                v = (1 + x / sqrt(9 * d)) ** 3
                if v > 0 and log(u) < x * x / 2 + d - d * v + d * log(v):
                    break
            assert laws.gamma(chance, shape, number, 0) == pytest.approx(d * v * boost, rel=1e-12)


# -- empirical, constant, endless ---------------------------------------------------------------------------------------------
def test_empirical_values_come_as_often_as_their_weights() -> None:
    values, weights = [30, 10, 20, 40, 50], [1, 3, 2, 0, 4]
    law = law_of(Law(law="empirical", values_s=tuple(map(Decimal, values)), weights=tuple(map(Decimal, weights))))
    chance = Chance(22, 0)
    sample = [law.draw(chance, number, P_HANDLING) for number in range(MANY)]
    wanted = {value * 1000.0: MANY * weight / sum(weights) for value, weight in zip(values, weights, strict=True)}
    assert set(sample) == {value for value, many in wanted.items() if many}
    assert sum((sample.count(v) - n) ** 2 / n for v, n in wanted.items() if n) < chi_square_limit(3)
    assert law.mean_ms() == pytest.approx(sum(v * n for v, n in wanted.items()) / MANY)


def test_empirical_values_without_weights_are_alike() -> None:
    law = law_of(Law(law="empirical", values_s=tuple(map(Decimal, (10, 20, 20, 30)))))
    chance = Chance(23, 0)
    sample = [law.draw(chance, number, P_HANDLING) for number in range(MANY)]
    assert law.mean_ms() == pytest.approx(20_000)
    assert sample.count(20_000.0) / MANY == pytest.approx(0.5, abs=4 * 0.5 / sqrt(MANY))


def test_a_constant_is_one_and_no_law_is_no_time() -> None:
    chance = Chance(24, 0)
    assert {law_of(Law(law="constant", mean_s=Decimal("1.5"))).draw(chance, n, P_HANDLING) for n in range(9)} == {1500}
    assert law_of(None).draw(chance, 0, P_HANDLING) == 0


def test_some_never_leave_and_the_others_leave_by_their_law() -> None:
    law = patience_of(Patience(mean_s=Decimal(60), never_ratio=Decimal("0.3")))
    assert law is not None
    chance = Chance(25, 0)
    sample = [law.draw(chance, number, P_PATIENCE) for number in range(MANY)]
    leaving = [one for one in sample if one < LONGEST]
    assert 1 - len(leaving) / MANY == pytest.approx(0.3, abs=4 * sqrt(0.21 / MANY))
    assert distance(leaving, lambda x: 1 - exp(-x / 60_000)) < FARTHEST
    assert whole_ms(LONGEST) == whole_ms(2 * LONGEST) == NEVER
    assert law.mean_ms() == NEVER


OUTLAST: dict[str, Callable[[float], float]] = {
    "exponential": lambda x: exp(-x / 60_000),
    "weibull": lambda x: exp(-((x / 60_000 * gamma(1 + 1 / 0.8)) ** 0.8)),
    "lognormal": lambda x: 1 - NORMAL.cdf((log(x / 60_000) + log(2) / 2) / sqrt(log(2))),
}


@pytest.mark.parametrize("hurry", [0.5, 1.0, 3.0])
@pytest.mark.parametrize("law", OUTLAST)
def test_the_hurried_leave_by_a_power_of_the_law(law: str, hurry: float) -> None:
    """Whoever is likelier to leave at every moment by a factor outlasts t with the probability S(t) ** factor."""
    drawn = law_of(Law(law=law, mean_s=Decimal(60), shape=Decimal("0.8")))
    chance = Chance(27, 0)
    sample = [drawn.hurried(chance, number, P_PATIENCE, hurry) for number in range(MANY)]
    assert distance(sample, lambda x: 1 - OUTLAST[law](x) ** hurry) < FARTHEST
    later = [drawn.hurried(chance, number, P_PATIENCE, hurry / 2) for number in range(MANY)]
    assert all(one <= other for one, other in zip(sample, later, strict=True))


def test_the_hurried_among_values_that_were_seen() -> None:
    """Half are gone after 10 s: three quarters if they are twice as likely to go. Constants stay; who never leaves does too."""
    chance = Chance(28, 0)
    values = law_of(Law(law="empirical", values_s=tuple(map(Decimal, (10, 20)))))
    hurried = [values.hurried(chance, number, P_PATIENCE, 2.0) for number in range(MANY)]
    assert hurried.count(10_000.0) / MANY == pytest.approx(0.75, abs=4 * sqrt(0.1875 / MANY))
    assert laws.Constant(5.0).hurried(chance, 0, P_PATIENCE, 9.0) == 5.0
    some = laws.Sometimes(values, 0.3)
    found = [some.hurried(chance, number, P_PATIENCE, 50.0) for number in range(MANY)]
    assert [one >= LONGEST for one in found] == [some.draw(chance, n, P_PATIENCE) >= LONGEST for n in range(MANY)]


def test_who_only_balks_has_no_patience_else() -> None:
    assert patience_of(None) is None
    assert patience_of(Patience(balk_ratio=Decimal("0.2"))) is None


def test_balking_is_a_share_of_those_who_must_wait() -> None:
    queue_laws = QueueLaws(laws.Constant(1.0), laws.Constant(0.0))
    queue_laws.patience, queue_laws.balk_ratio = laws.Exponential(60_000), 0.2
    found = [patience_of_customer(queue_laws, number) for number in range(MANY)]
    assert found.count(0) / MANY == pytest.approx(0.2, abs=4 * 0.4 / sqrt(MANY))
    assert distance([one for one in found if one > 0], lambda x: 1 - exp(-x / 60_000)) < FARTHEST
    queue_laws.patience = None
    assert {patience_of_customer(queue_laws, number) for number in range(200)} == {0, -1}


def patience_of_customer(queue_laws: QueueLaws, number: int) -> int:
    """Of the n-th customer of the first queue."""
    queue, chance = Queue(1, Programme(1, 1, ())), Chance(26, 0)
    customers = Drawn([queue], [queue_laws], [], Streams([], chance, 0, 1), chance)
    return int(customers.patience_ms(Contact(1, queue, 0, 0, number, 0, [])))


def test_durations_are_rounded_to_milliseconds() -> None:
    assert [whole_ms(one) for one in (0.0, 0.49, 0.5, 1.5, 1e6 + 0.4)] == [0, 0, 1, 2, 1_000_000]
