"""When customers come: Poisson intervals, busy days, profiles that repeat, given times; and the same chance in variants."""

from __future__ import annotations

import itertools
import statistics
from math import exp, sqrt

import pytest

from tests.simulation.fits import FARTHEST, assert_mean, assert_variance, chi_square_limit, distance
from woezo.routing.codes import FOREVER
from woezo.routing.model import Programme, Queue
from woezo.simulation import laws
from woezo.simulation.arrivals import DAY_MS, Given, Rates, Stream, Streams
from woezo.simulation.chance import Chance
from woezo.simulation.customers import Contact
from woezo.simulation.drawn import Drawn, QueueLaws

HOUR_MS = 3_600_000
DAYS = 300


def times(stream: Stream, seed: int, from_ms: int = 0, until_ms: int = DAYS * DAY_MS, place: int = 0) -> list[int]:
    """Everybody who comes; their numbers count up from 0."""
    stream.start(Chance(seed, 0), place, from_ms, until_ms)
    found: list[int] = []
    while stream.next_ms < FOREVER:
        assert stream.number == len(found)
        found.append(int(stream.next_ms))
        stream.advance()
    return found


def profile(per_interval: list[float], interval_ms: int, busyness_cv: float = 0.0) -> Rates:
    shape = 1 / busyness_cv**2 if busyness_cv else 0.0
    return Rates([one / interval_ms for one in per_interval], interval_ms, shape)


def counts(found: list[int], interval_ms: int, until_ms: int = DAYS * DAY_MS) -> list[int]:
    """How many came in each interval."""
    many = [0] * -(-until_ms // interval_ms)
    for time_ms in found:
        many[time_ms // interval_ms] += 1
    return many


def dispersion_is_poissons(many: list[int]) -> bool:
    """The sum of squares over the mean is chi-square: neither too much scattered nor too little."""
    mean = statistics.fmean(many)
    scattered = sum((one - mean) ** 2 for one in many) / mean
    freedom = len(many) - 1
    return 2 * freedom - chi_square_limit(freedom) < scattered < chi_square_limit(freedom)


# -- rates ------------------------------------------------------------------------------------------------------------------
def test_counts_of_each_interval_are_poisson_with_its_rate() -> None:
    rates = [0.0, 3.0, 12.5, 40.0, 7.0, 0.0, 0.5, 1.0]
    many = counts(times(profile(rates, 3 * HOUR_MS), 31), 3 * HOUR_MS)
    assert len(many) == DAYS * len(rates)
    for place, rate in enumerate(rates):
        of_interval = many[place :: len(rates)]
        if rate == 0:
            assert not any(of_interval)
            continue
        assert_mean([float(one) for one in of_interval], rate)
        assert dispersion_is_poissons(of_interval)


def test_counts_of_neighbours_are_independent() -> None:
    many = counts(times(profile([20.0], HOUR_MS), 32), HOUR_MS)
    assert abs(statistics.correlation(many[:-1], many[1:])) < 4 / sqrt(len(many))


def test_counts_have_the_poisson_distribution() -> None:
    many = counts(times(profile([2.0], HOUR_MS), 33), HOUR_MS)
    chances, left = [exp(-2.0)], 1.0
    for k in range(1, 8):
        chances.append(chances[-1] * 2.0 / k)
    left -= sum(chances)
    expected = [one * len(many) for one in (*chances, left)]
    seen = [many.count(k) for k in range(8)] + [sum(one > 7 for one in many)]
    assert sum((s - e) ** 2 / e for s, e in zip(seen, expected, strict=True)) < chi_square_limit(8)


def test_gaps_are_exponential_and_times_uniform_within_an_interval() -> None:
    found = times(Rates([1 / 60_000], DAY_MS, 0.0), 34, until_ms=20 * DAY_MS)
    gaps = [later - earlier for earlier, later in itertools.pairwise(found)]
    assert distance([gap + 0.5 for gap in gaps], lambda x: 1 - exp(-x / 60_000)) < FARTHEST
    within = [
        time_ms % HOUR_MS / HOUR_MS for time_ms in times(profile([10.0, 30.0], HOUR_MS), 35, until_ms=20 * DAY_MS)
    ]
    assert distance(within, lambda x: x) < FARTHEST


def test_a_profile_begins_again_after_its_last_interval() -> None:
    """Of a day, of a week, of an odd number of minutes: interval k has the rate of k modulo their number."""
    for per_interval, interval_ms in (([5.0, 0.0], DAY_MS), ([0.0, 0.0, 9.0], 420_000), ([1.0] * 6 + [0.0], DAY_MS)):
        many = counts(times(profile(per_interval, interval_ms), 36, until_ms=100 * DAY_MS), interval_ms, 100 * DAY_MS)
        for place, rate in enumerate(per_interval):
            of_interval = many[place :: len(per_interval)]
            assert sum(of_interval) == pytest.approx(rate * len(of_interval), abs=4.5 * sqrt(rate * len(of_interval)))


def test_nobody_comes_before_the_begin_or_from_the_end_on() -> None:
    """And whoever comes afterwards comes as often as always: a run that begins at noon is not quieter."""
    stream = Rates([1 / 10_000], DAY_MS, 0.0)
    begins_ms, ends_ms = 12 * HOUR_MS + 7, 20 * HOUR_MS + 3
    found = times(stream, 37, begins_ms, ends_ms)
    assert begins_ms <= found[0] < begins_ms + 200_000
    assert ends_ms - 200_000 < found[-1] < ends_ms
    expected = (ends_ms - begins_ms) / 10_000
    assert len(found) == pytest.approx(expected, abs=4 * sqrt(expected))
    assert times(stream, 37, begins_ms, begins_ms) == []
    assert times(Rates([0.0], DAY_MS, 0.0), 37) == []


def test_the_same_seed_gives_the_same_times_and_other_streams_others() -> None:
    stream = Rates([1 / 60_000], DAY_MS, 0.0)
    first, again = (times(stream, 38, until_ms=DAY_MS) for _ in range(2))
    assert first == again
    others = {tuple(times(stream, seed, until_ms=DAY_MS, place=place)) for seed in (38, 39) for place in (0, 1)}
    assert len(others) == 4


# -- busy days --------------------------------------------------------------------------------------------------------------
def test_busy_days_vary_by_what_was_said_and_all_day_long() -> None:
    """Var(N) = m + (cv m)^2; within a day mornings and afternoons go together."""
    mean, cv = 400.0, 0.25
    found = times(profile([mean / 24] * 24, HOUR_MS, cv), 41)
    days = [float(one) for one in counts(found, DAY_MS)]
    assert_mean(days, mean)
    assert_variance(days, mean, mean + (cv * mean) ** 2)
    halves = counts(found, DAY_MS // 2)
    of_halves = (cv * mean / 2) ** 2 / (mean / 2 + (cv * mean / 2) ** 2)  # the correlation that shared rates make
    assert statistics.correlation(halves[::2], halves[1::2]) == pytest.approx(of_halves, abs=0.06)


def test_a_days_busyness_is_gamma() -> None:
    """With so many customers that their number is the day's rate."""
    cv = 0.5
    days = counts(times(profile([5_000.0], DAY_MS, cv), 42, until_ms=60 * DAY_MS), DAY_MS, 60 * DAY_MS)
    shape = 1 / cv**2
    ratios = [one / 5_000 * shape for one in days]
    # shape 4: one less e^-x (1 + x + x^2 / 2 + x^3 / 6)
    assert distance(ratios, lambda x: 1 - exp(-x) * (1 + x + x**2 / 2 + x**3 / 6)) < FARTHEST


def test_queues_have_busy_days_of_their_own() -> None:
    one, other = (counts(times(profile([500.0], DAY_MS, 0.4), 43, place=place), DAY_MS) for place in (0, 1))
    assert abs(statistics.correlation(one, other)) < 4 / sqrt(DAYS)


# -- given times ------------------------------------------------------------------------------------------------------------
def test_given_times_count_from_the_begin() -> None:
    assert times(Given([5, 5, 1000, HOUR_MS]), 1, from_ms=HOUR_MS, until_ms=2 * HOUR_MS) == [
        HOUR_MS + 5,
        HOUR_MS + 5,
        HOUR_MS + 1000,
    ]
    assert times(Given([]), 1) == []


def test_nobody_comes_at_no_time() -> None:
    """The core takes a time of 0 for one that has not been: the first millisecond of a run at midnight is 1."""
    assert times(Given([0, 0, 3]), 1) == [1, 1, 3]
    assert min(times(Rates([1e3], DAY_MS, 0.0), seed, until_ms=2)[0] for seed in range(3)) == 1


# -- several streams ----------------------------------------------------------------------------------------------------------
def test_streams_come_in_order_of_time_then_of_streams() -> None:
    given = [[5, 9, 9], [], [1, 5, 12, 13], [5]]
    streams = Streams([Given(one) for one in given], Chance(1, 0), 0, 100)
    found = []
    while streams.next_ms() < FOREVER:
        found.append((int(streams.next_ms()), int(streams.first())))
        streams.advance()
    assert found == sorted((time_ms, index) for index, one in enumerate(given) for time_ms in one)


def test_many_streams_are_merged() -> None:
    made: list[Stream] = [Rates([1 / 900_000], DAY_MS, 0.0) for _ in range(50)]
    alone = [times(stream, 44, until_ms=DAY_MS, place=place) for place, stream in enumerate(made)]
    streams = Streams(made, Chance(44, 0), 0, DAY_MS)
    found = []
    while streams.next_ms() < FOREVER:
        found.append((int(streams.next_ms()), int(streams.first())))
        streams.advance()
    assert found == sorted((time_ms, place) for place, one in enumerate(alone) for time_ms in one)


# -- common random numbers ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("busyness_cv", [0.0, 0.3])
def test_with_a_tenth_more_work_the_same_customers_come_sooner(busyness_cv: float) -> None:
    profiles = ([3.0, 0.0, 12.0, 30.0], [3.3, 0.0, 13.2, 33.0])
    fewer, more = (times(profile(one, HOUR_MS, busyness_cv), 45, until_ms=20 * DAY_MS) for one in profiles)
    assert len(more) > len(fewer)
    assert all(sooner <= time_ms for time_ms, sooner in zip(fewer, more, strict=False))


def test_of_a_steady_rate_each_comes_at_ten_elevenths_of_his_time() -> None:
    fewer, more = (times(Rates([rate / 60_000], DAY_MS, 0.0), 46, until_ms=DAY_MS) for rate in (1.0, 1.1))
    assert all(abs(sooner - time_ms / 1.1) <= 2 for time_ms, sooner in zip(fewer, more, strict=False))


def test_and_they_are_the_same_people() -> None:
    """Patience, handling, wrap-up, wishes: of the n-th customer, whenever he comes."""
    people = [attributes(rate) for rate in (1.0, 1.1)]
    shared = min(map(len, people))
    assert shared > 1000
    assert people[0][:shared] == people[1][:shared]
    assert len(set(people[0])) == len(people[0])


def attributes(rate: float) -> list[tuple[int, ...]]:
    """Of each customer of a day: what is drawn for him."""
    queue = Queue(1, Programme(1, 1, ()))
    queue_laws = QueueLaws(laws.Lognormal(12.0, 1.0), laws.Gamma(0.5, 60_000.0))
    queue_laws.patience = laws.Weibull(90_000.0, 0.7, 0.0)
    queue_laws.redial_ratio, queue_laws.redial_after = 0.5, laws.Exponential(600_000.0)
    queue_laws.callback_ratio, queue_laws.callback_after_ms = 0.5, 60_000
    chance = Chance(47, 0)
    streams = Streams([Rates([rate / 60_000], DAY_MS, 0.0)], chance, 0, DAY_MS)
    customers = Drawn([queue], [queue_laws], [], streams, chance)
    found = []
    while customers.next_ms() < FOREVER:
        contact: Contact = customers.take(customers.next_ms())
        found.append(
            tuple(int(ask(contact)) for ask in (customers.patience_ms, customers.redial_ms, customers.offer_ms))
        )
    return found
