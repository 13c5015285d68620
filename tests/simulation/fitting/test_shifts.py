"""Shifts of a typical week: as few as a planner would write, with everybody's hours in them."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from woezo.parameters.reading import clock_minutes
from woezo.simulation.fitting.shifts import HALF_HOURS, shifts_of

NOBODY = [0.0] * 48


def day(*spans: tuple[int, int, float]) -> list[float]:
    """So many people from hour to hour."""
    found = list(NOBODY)
    for begin, end, many in spans:
        for half_hour in range(2 * begin, 2 * end):
            found[half_hour] += many
    return found


def week(*days: list[float]) -> list[float]:
    """From Monday on; nobody on the days left out."""
    return [value for number in range(7) for value in (days[number] if number < len(days) else NOBODY)]


def there(shifts: list[dict[str, object]], weekday: int) -> list[float]:
    """How many people the shifts have in each half hour of a day, 1 is Monday."""
    found = list(NOBODY)
    for one in shifts:
        if str(weekday) not in str(one["weekdays"]):
            continue
        breaks = one.get("breaks", [])
        assert isinstance(breaks, list)
        edges = [one["begins"], *(clock for said in breaks for clock in said.split("-")), one["ends"]]
        halves = [clock_minutes(str(clock)) // 30 for clock in edges]
        assert all(first < then for first, then in pairwise(halves)), one
        for first, then in zip(halves[::2], halves[1::2], strict=True):
            for half_hour in range(first, then):
                found[half_hour] += int(str(one["agents"]))
    return found


def test_people_alike_are_one_line() -> None:
    assert shifts_of(week(*[day((8, 17, 5))] * 5)) == [
        {"agents": 5, "begins": "08:00", "ends": "17:00", "weekdays": "12345"}
    ]


def test_who_is_back_within_two_hours_had_a_break() -> None:
    found = shifts_of(week(day((8, 16, 3), (12, 13, -2))))
    assert found == [
        {"agents": 1, "begins": "08:00", "ends": "16:00", "weekdays": "1"},
        {"agents": 2, "begins": "08:00", "ends": "16:00", "breaks": ["12:00-13:00"], "weekdays": "1"},
    ]


def test_who_is_away_for_longer_has_gone_home() -> None:
    assert shifts_of(week(day((8, 12, 1), (15, 19, 1)))) == [
        {"agents": 1, "begins": "08:00", "ends": "12:00", "weekdays": "1"},
        {"agents": 1, "begins": "15:00", "ends": "19:00", "weekdays": "1"},
    ]


def test_who_came_first_goes_first() -> None:
    assert shifts_of(week(day((8, 16, 2), (10, 18, 3)))) == [
        {"agents": 2, "begins": "08:00", "ends": "16:00", "weekdays": "1"},
        {"agents": 3, "begins": "10:00", "ends": "18:00", "weekdays": "1"},
    ]


def test_breaks_go_from_one_to_the_other() -> None:
    """Nobody has his second break before everybody who came with him had one."""
    found = shifts_of(week(day((8, 16, 3), (10, 11, -1), (12, 13, -1), (14, 15, -1))))
    assert [one["breaks"] for one in found] == [["10:00-11:00"], ["12:00-13:00"], ["14:00-15:00"]]


def test_a_long_gap_is_the_breaks_of_several() -> None:
    """Lunch from half past eleven to half past two, one after the other: the same people as in the morning."""
    found = shifts_of(week(day((8, 17, 6), (11, 14, -2))))
    assert there(found, 1) == day((8, 17, 6), (11, 14, -2))
    assert sum(int(str(one["agents"])) for one in found) == 6
    assert sorted(one.get("breaks", []) for one in found) == [[], ["11:00-13:00"], ["13:00-14:00"]]


def test_when_nobody_more_is_to_come_who_left_has_gone_home() -> None:
    assert shifts_of(week(day((8, 12, 2), (12, 17, 1)))) == [
        {"agents": 1, "begins": "08:00", "ends": "12:00", "weekdays": "1"},
        {"agents": 1, "begins": "08:00", "ends": "17:00", "weekdays": "1"},
    ]


def test_weekdays_that_hardly_differ_have_the_same_shifts() -> None:
    found = shifts_of(week(day((8, 16, 9.8)), day((8, 16, 10.2)), day((8, 16, 14))))
    assert [(one["agents"], one["weekdays"]) for one in found] == [(10, "12"), (14, "3")]


def test_weekdays_that_differ_by_hours_of_their_own_have_their_own_shifts() -> None:
    found = shifts_of(week(day((8, 16, 10)), day((8, 16, 10), (16, 17, 2))))
    assert there(found, 1) == day((8, 16, 10))
    assert there(found, 2) == day((8, 16, 10), (16, 17, 2))


def test_weekdays_of_hundreds_that_hardly_differ_have_the_same_shifts() -> None:
    """A few more or less of two hundred are no other day; a tenth in the afternoon is."""
    found = shifts_of(
        week(day((8, 16, 200), (9, 10, -4)), day((8, 16, 200), (11, 12, 5)), day((8, 16, 200), (12, 14, -20)))
    )
    assert {one["weekdays"] for one in found} == {"12", "3"}


@pytest.mark.parametrize("seed", range(20))
def test_the_hours_of_a_day_add_up(seed: int) -> None:
    """Whatever was there on average, the shifts of that day have its hours, but for less than one and a half of an agent; and
    never more than one and a half agents beside it.
    """
    chance = random.Random(seed)
    given = [one * chance.uniform(0.8, 1.2) for one in day((8, 12, 6.4), (10, 18, 3.3), (12, 14, 4.1))]
    made = there(shifts_of(week(given)), 1)
    assert abs(sum(made) - sum(given)) < 1.5, seed
    assert all(abs(one - other) <= 1.5 for one, other in zip(made, given, strict=True)), seed


def test_nobody_is_no_shift() -> None:
    assert shifts_of(week()) == []


@pytest.mark.parametrize("seed", range(40))
def test_no_shift_and_no_break_is_empty(seed: int) -> None:
    """The journal of a bank once had somebody who left and was back at once."""
    print(f"seed {seed}")
    chance = random.Random(seed)
    for _ in range(20):
        there = [max(0.0, chance.gauss(chance.choice((0, 2, 6)), 2)) for _ in range(7 * HALF_HOURS)]
        for shift in shifts_of(there):
            assert shift["begins"] < shift["ends"]
            for one in shift.get("breaks", ()):
                begins, _, ends = one.partition("-")
                assert shift["begins"] <= begins < ends <= shift["ends"], (shift, one)
