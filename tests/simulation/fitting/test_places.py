"""Who finds many before him leaves sooner: woezo.simulation.fitting.places, and the twin that plays it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulation.fitting.journals import history
from tests.simulation.scenarios import Document, one_queue, scenario_of
from woezo.simulation.fitting.history import Contact
from woezo.simulation.fitting.laws import laws_of
from woezo.simulation.fitting.places import LEAST_LEFT, hurry_by_place, waits, with_ahead
from woezo.simulation.scenario.replications import play


def crowded(hurry: list[float], seed: int, days: int = 20) -> Document:
    """Ninety customers an hour for five people: a long queue, of which many leave."""
    patience: dict[str, Any] = {"mean_s": 240} | ({"hurry_by_place": hurry} if hurry else {})
    queue = {
        "arrivals": {"per_interval": [0] * 8 + [90] * 10 + [0] * 6, "interval_minutes": 60},
        "patience": patience,
        "handling": {"law": "lognormal", "mean_s": 240, "cv": 1},
    }
    group = {"agents": 5, "shifts": [{"begins": "08:00", "ends": "18:00"}]}
    return one_queue(queue, group, seed=seed, days=days, slots="day", replications=1)


def waiting(arrived_ms: int, wait_ms: int, queue: int = 1, left: bool = False) -> Contact:
    ended_ms = arrived_ms + wait_ms
    if left:
        return Contact(arrived_ms, queue, arrived_ms, ended_ms=ended_ms, outcome="abandoned")
    return Contact(
        arrived_ms, queue, arrived_ms, agent=1, answered_ms=ended_ms, talked_ms=ended_ms + 1, ended_ms=ended_ms + 1
    )


def test_those_who_wait_in_his_queue_are_before_him() -> None:
    """Who was answered at once is nobody's front man, nor who waits in another queue, nor who leaves as he comes."""
    came = [
        waiting(0, 100), waiting(10, 0), waiting(20, 30, left=True), waiting(30, 10, queue=2), waiting(49, 60),
        waiting(50, 60), waiting(200, 1),
    ]  # fmt: skip
    assert [ahead for _, ahead in with_ahead(reversed(came))] == [0, 1, 1, 0, 2, 2, 0]
    assert [(one.ms, one.left, one.ahead) for one in waits(came)] == [
        (100, False, 0), (30, True, 1), (10, False, 0), (60, False, 2), (60, False, 2), (1, False, 0),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_factors_that_a_twin_was_given_are_found_again(seed: int) -> None:
    """But for their scale, which is that of the average customer; the law that goes with them has the mean of the given one."""
    given = [1.0, 1.0, 1.5, 1.5, 2.5]
    found = hurry_by_place(waits(history(crowded(given, seed)).contacts))
    assert len(found) >= 5
    for place, factor in enumerate(given):
        assert found[place] / found[0] == pytest.approx(factor, rel=0.25), (seed, place)
    assert min(found) < 1 < max(found)


def test_where_the_place_does_not_count_nothing_is_written() -> None:
    """One seed in a hundred would: of twenty, hardly two."""
    written = [bool(hurry_by_place(waits(history(crowded([], seed, 4)).contacts))) for seed in range(20)]
    assert sum(written) <= 2


def test_the_law_is_that_of_the_average_customer() -> None:
    """Base and factors together: the same number leaves when it is played again."""
    document = crowded([0.5, 1.0, 2.0], 7)
    seen = history(document)
    laws = laws_of(seen, {})
    assert laws.hurry
    [queue] = document["queue"]
    curve = next(iter(laws.patience.values()))
    steps = [ratio - before for before, ratio in zip([0.0, *curve.cumulative], curve.cumulative, strict=False)]
    queue["patience"] = {
        "law": "empirical", "values_s": [value / 1000 for value in curve.values], "weights": steps,
        "hurry_by_place": list(laws.hurry),
    }  # fmt: skip
    document["scenario"]["seed"] = 8
    again = history(document)
    ratios = [sum(one.abandoned for one in each.contacts) / len(each.contacts) for each in (seen, again)]
    assert ratios[1] == pytest.approx(ratios[0], abs=0.02)
    means = [sum(one.wait_ms for one in each.contacts) / len(each.contacts) for each in (seen, again)]
    assert means[1] == pytest.approx(means[0], rel=0.08)


def test_few_who_left_make_no_factors() -> None:
    assert LEAST_LEFT > 50
    assert hurry_by_place([]) == []
    assert hurry_by_place(waits([waiting(number * 10, 15, left=True) for number in range(60)])) == []


def test_a_factor_of_one_changes_nothing_and_the_last_holds_beyond() -> None:
    plain, alike, last, beyond, hurried = (
        play(scenario_of(crowded(hurry, 3, 2)), 0).checksum
        for hurry in ([], [1.0], [1.0, 1.0, 3.0], [1.0, 1.0, 3.0, 3.0, 3.0], [1.0, 1.0, 3.0, 4.0])
    )
    assert plain == alike
    assert last == beyond != plain
    assert hurried != last
