"""The smallest regular calendar: enough, no more, in rooms that are there, on days on which the site works."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workforce.documents import Document, changed, lome, one_class, promise, small
from woezo.workforce.hiring.calendars import (
    ENOUGH,
    MOST_CLASSES,
    MOST_PLACES,
    chance,
    classes,
    ends,
    first_class,
    period,
    phases,
    places,
    regular,
    spread,
    start_days,
)
from woezo.workforce.hiring.checks import checked, crowded
from woezo.workforce.hiring.plan import METRICS, Class, Plan
from woezo.workforce.hiring.reading import read
from woezo.workforce.periods import Period
from woezo.workforce.reports.report import build

MONDAY = date(2020, 3, 9)


def plan_of(document: Document) -> Plan:
    """As it can be computed."""
    plan, _ = read(document)
    assert plan is not None
    return checked(plan)[0]


def bare(**changes: Any) -> Document:
    """The small plan without classes of its own, with trainers enough."""
    return small(**{"class": None, "training__trainers": 100} | changes)


# -- one promise ----------------------------------------------------------------------------------------------------------
@st.composite
def random_plans(draw: st.DrawFn) -> Plan:
    """One promise that can be kept or not, with rooms, weeks and a chance of all kinds."""
    ratio = st.decimals("0", "1", places=2)
    entry = promise(
        draw(st.integers(1, 40)),
        draw(st.dates(date(2020, 5, 1), date(2021, 11, 10))),
        draw(st.sampled_from(METRICS)),
        nationals_only=draw(st.booleans()),
        age_to=draw(st.sampled_from([None, 35])),
        age_band_ratio=Decimal("0.8"),
    )
    return plan_of(
        bare(
            promise=[entry],
            source=draw(st.sampled_from([None, small()["source"]])),
            calendar__every_weeks=draw(st.integers(1, 12)),
            calendar__probability_ratio=draw(st.decimals("0.05", "0.99", places=2)),
            training__rooms=draw(st.integers(1, 4)),
            training__weeks=draw(st.integers(1, 6)),
            training__class_size_most=draw(st.integers(1, 12)),
            training__pass_ratio=draw(ratio),
            attrition__months_1_to_3_ratio=draw(st.decimals("0", "0.3", places=2)),
        )
    )


@settings(max_examples=150)
@given(random_plans())
def test_one_recruit_fewer_misses_the_chance(plan: Plan) -> None:
    """Enough, and no more than that; or the fullest calendar, which is not enough."""
    (phase,) = phases(plan)
    held, faults = regular(plan)
    wanted = float(plan.calendar.probability_ratio) - ENOUGH
    kept = chance(plan, phase.promise, held)
    recruits, room = places(held), plan.training.class_size_most
    assert held == spread(recruits, phase.days, room)
    if faults:
        assert [(one.code, one.cell) for one in faults] == [("out_of_reach", "promise.1.target")]
        assert kept < wanted
        assert float(faults[0]["chance"]) == pytest.approx(kept, abs=0.0005)
        assert faults[0]["starts"] == str(recruits)
        return
    assert kept >= wanted
    assert recruits >= phase.promise.target or wanted <= 0
    fewer = spread(recruits - 1, phase.days, room)
    assert places(fewer) == recruits - 1
    assert chance(plan, phase.promise, fewer) < wanted


@settings(max_examples=100)
@given(random_plans())
def test_classes_fit_into_their_rooms(plan: Plan) -> None:
    """No larger than a room, never more at once than rooms, of sizes that differ by one at most."""
    held, _ = regular(plan)
    on_a_day = Counter(one.start for one in held)
    assert all(1 <= one.size <= plan.training.class_size_most for one in held)
    at_once = -(-plan.training.weeks // plan.calendar.every_weeks)
    assert max(on_a_day.values(), default=0) <= max(1, plan.training.rooms // at_once)
    if plan.training.rooms >= at_once:
        assert not [one for one in crowded(plan, held) if one.code == "rooms_short"]
    by_day = [sum(one.size for one in held if one.start == day) for day in phases(plan)[0].days]
    assert not held or max(by_day) - min(by_day) <= 1
    for day in on_a_day:
        sizes = [one.size for one in held if one.start == day]
        assert max(sizes) - min(sizes) <= 1


@settings(max_examples=100)
@given(random_plans())
def test_classes_start_on_working_days_of_the_period(plan: Plan) -> None:
    held, _ = regular(plan)
    last = period(plan, plan.promises[0])
    assert last is not None
    assert all(plan.working_days.works(one.start) for one in held)
    assert all(first_class(plan) <= one.start <= last.last for one in held)
    assert [one.start for one in held] == sorted(one.start for one in held)
    first = first_class(plan)
    for one in held:  # each on its day of the rhythm, or as soon after it as the site works
        nominal = first + timedelta(weeks=plan.calendar.every_weeks) * (
            (one.start - first) // timedelta(weeks=plan.calendar.every_weeks)
        )
        assert one.start == plan.working_days.on_or_after(nominal)


@given(st.integers(0, 500), st.integers(1, 30), st.integers(1, 40))
def test_recruits_are_spread_as_evenly_as_people_can_be(recruits: int, number: int, room: int) -> None:
    days = tuple(MONDAY + timedelta(weeks=week) for week in range(number))
    held = spread(recruits, days, room)
    by_day = [sum(one.size for one in held if one.start == day) for day in days]
    assert sum(by_day) == recruits
    assert max(by_day) - min(by_day) <= 1
    for day, size in zip(days, by_day, strict=True):
        sizes = [one.size for one in held if one.start == day]
        assert len(sizes) == -(-size // room)
        assert not sizes or (max(sizes) <= room and max(sizes) - min(sizes) <= 1)


def test_the_smallest_is_the_smallest_of_all_where_nothing_is_lost() -> None:
    """Without a funnel, exactly as many as promised; with one, every smaller number of recruits is tried."""
    plan = plan_of(bare(source=None, promise=[promise(17, date(2021, 10, 31))]))
    held, faults = regular(plan)
    assert (places(held), faults) == (17, [])
    plan = plan_of(bare(promise=[promise(17, date(2021, 10, 31), "on_payroll")]))
    held, _ = regular(plan)
    (phase,) = phases(plan)
    for recruits in range(places(held)):
        smaller = spread(recruits, phase.days, plan.training.class_size_most)
        assert chance(plan, phase.promise, smaller) < float(plan.calendar.probability_ratio)


# -- several promises -----------------------------------------------------------------------------------------------------
def test_two_promises_each_with_classes_of_its_own() -> None:
    """The preset: what 2020 takes, then what the three years take beside it; one recruit fewer in either phase misses it."""
    plan = plan_of(lome())
    held, faults = regular(plan)
    assert not faults
    year = [one for one in held if one.start.year == 2020]
    assert chance(plan, plan.promises[0], tuple(year)) >= 0.8
    assert chance(plan, plan.promises[1], held) >= 0.8
    first, second = phases(plan)
    assert {one.start for one in year} <= set(first.days)
    fewer = spread(sum(one.size for one in year) - 1, first.days, 25)
    assert chance(plan, plan.promises[0], fewer) < 0.8
    later = sum(one.size for one in held if one.start.year > 2020)
    assert chance(plan, plan.promises[1], tuple(year) + spread(later - 1, second.days, 25)) < 0.8


def test_the_order_of_the_promises_in_the_file_changes_nothing() -> None:
    document = lome()
    turned = changed(document, promise=document["promise"][::-1])
    sizes = [[(one.start, one.size) for one in regular(plan_of(each))[0]] for each in (document, turned)]
    assert sizes[0] == sizes[1]


def test_a_promise_that_is_kept_already_takes_nobody_more() -> None:
    entries = [promise(10, date(2020, 12, 31)), promise(10, date(2021, 10, 31))]
    both, one = regular(plan_of(bare(promise=entries)))[0], regular(plan_of(bare(promise=entries[:1])))[0]
    assert both == one


def test_a_later_calendar_year_is_reached_in_that_year() -> None:
    """A class before 1 January cannot count for it; what is before stays for a promise that takes it in."""
    late = {"name": "in 2021", "target": 12, "calendar_year": 2021}
    plan = plan_of(bare(source=None, site__ends=date(2022, 1, 31), promise=[late]))
    held, faults = regular(plan)
    assert not faults
    assert {one.start.year for one in held} == {2021}
    assert places(held) == 12
    whole = promise(30, date(2022, 1, 31))
    held, faults = regular(
        plan_of(bare(source=None, site__ends=date(2022, 1, 31), promise=[whole, late], training__class_size_most=4))
    )
    assert not faults
    assert sum(one.size for one in held if one.start.year == 2021) == 12
    assert sum(one.size for one in held if one.start.year == 2020) == 18 - sum(
        one.size for one in held if one.start.year == 2022
    )
    people = plan_of(bare(source=None, site__ends=date(2022, 1, 31), promise=[late | {"metric": "on_payroll"}]))
    assert {one.start.year for one in regular(people)[0]} == {2020, 2021}  # whoever is there on the last day counts


def test_promises_that_end_together_share_their_days() -> None:
    end = date(2021, 10, 31)
    document = bare(source=None, promise=[promise(10, end), promise(14, end)])
    held, faults = regular(plan_of(document))
    assert places(held) == 10
    assert [(one.code, one.cell) for one in faults] == [("out_of_reach", "promise.2.target")]


# -- what cannot be reached -----------------------------------------------------------------------------------------------
def test_a_promise_out_of_reach_shows_the_fullest_calendar() -> None:
    document = bare(
        source=None, training__class_size_most=2, training__rooms=1, promise=[promise(50, date(2020, 12, 31))]
    )
    plan = plan_of(document)
    held, faults = regular(plan)
    (phase,) = phases(plan)
    assert [one.start for one in held] == list(phase.days)
    assert {one.size for one in held} == {2}
    assert faults[0]["chance"] == "0.000"
    report = build(document, plans=2)
    assert [reading.places for reading in report.readings] == [len(held) * 2] * 2
    told = [one["counted"] for one in report.faults if one.code == "out_of_reach"]
    assert told == ["starts", "on_payroll"]  # each reading says it in its own way of counting


def test_a_promise_before_the_first_class_has_no_day() -> None:
    """That is said once, not for each reading, and with the day on which a class can start."""
    document = bare(promise=[promise(5, date(2020, 3, 1))])
    plan = plan_of(document)
    held, faults = regular(plan)
    assert held == ()
    assert [(one.code, one.cell) for one in faults] == [("promise_before_the_first_class", "promise.1.to")]
    assert date.fromisoformat(faults[0]["first"]) == first_class(plan)
    told = [one for one in build(document, plans=2).faults if one.cell.startswith("promise.1.")]
    assert told == faults


@pytest.mark.parametrize("said", ["calendar_year", "activity_years", "to"])
def test_the_period_that_is_over_before_the_first_class_is_named(said: str) -> None:
    value = {"calendar_year": 2018, "activity_years": 1, "to": date(2018, 6, 30)}[said]
    one = {"name": "A", "target": 5, said: value}
    _, faults = regular(plan_of(bare(promise=[one], calendar__first=date(2021, 6, 7))))
    assert [(one.code, one.cell) for one in faults] == [("promise_before_the_first_class", f"promise.1.{said}")]


def test_a_chance_of_nothing_is_kept_without_anybody() -> None:
    plan = plan_of(bare())
    plan = replace(plan, calendar=replace(plan.calendar, probability_ratio=Decimal(0)))
    assert regular(plan) == ((), [])


def test_the_largest_calendar_has_an_end() -> None:
    """A thousand rooms a week for ten years is more than can be worked out: the calendar stops at its bounds."""
    document = bare(
        source=None,
        site__ends=date(2030, 4, 14),
        calendar__every_weeks=1,
        training__weeks=1,
        training__rooms=200,
        training__class_size_most=500,
        attrition__later_ratio=1,
        promise=[promise(10_000, date(2030, 4, 14), "on_payroll")],
    )
    held, faults = regular(plan_of(document))
    assert [one.code for one in faults] == ["out_of_reach"]
    assert places(held) == MOST_PLACES
    assert len(held) <= MOST_CLASSES
    held, _ = regular(plan_of(changed(document, training__class_size_most=1)))
    assert len(held) <= MOST_CLASSES


# -- days -----------------------------------------------------------------------------------------------------------------
def test_a_class_on_a_holiday_starts_on_the_next_working_day() -> None:
    """27 April, Independence Day of Togo, was a Monday in 2020; the rhythm goes on from the Monday."""
    plan = plan_of(lome())
    assert not plan.working_days.works(date(2020, 4, 27))
    days = start_days(plan, date(2020, 6, 30))
    assert days == [date(2020, 3, 2), date(2020, 3, 30), date(2020, 4, 28), date(2020, 5, 25), date(2020, 6, 22)]


def test_a_day_behind_the_end_of_a_promise_is_no_start_for_it() -> None:
    """The last class would start on a holiday, and its next working day is in the next year."""
    rest = [{"day": date(2020, 12, day), "name": "Fermeture"} for day in (28, 29, 30, 31)]
    first = {"name": "in 2020", "target": 4, "calendar_year": 2020}
    document = bare(source=None, holiday=rest, calendar__first=date(2020, 11, 30), calendar__every_weeks=4)
    plan = plan_of(changed(document, promise=[first, promise(9, date(2021, 10, 31))]))
    year, later = phases(plan)
    assert year.days == (date(2020, 11, 30),)
    assert later.days[0] == date(2021, 1, 4)
    held, faults = regular(plan)
    assert not faults
    assert sum(one.size for one in held if one.start.year == 2020) == 4


def test_weeks_of_holidays_do_not_put_two_classes_on_one_day() -> None:
    rest = [{"day": date(2020, 8, 3) + timedelta(days=day), "name": "Fermeture"} for day in range(21)]
    plan = plan_of(bare(holiday=rest, calendar__first=date(2020, 8, 3), calendar__every_weeks=1))
    days = start_days(plan, date(2020, 9, 8))
    assert days == [date(2020, 8, 24), date(2020, 8, 31), date(2020, 9, 7)]


def test_the_first_class_is_certified_at_the_opening() -> None:
    document = bare()
    del document["calendar"]["first"]
    plan = plan_of(document)
    first = first_class(plan)
    assert first.weekday() == 0
    assert first + timedelta(weeks=plan.training.weeks) <= plan.site.opening
    assert first + timedelta(weeks=plan.training.weeks + 1) > plan.site.opening


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"calendar_year": 2020}, Period(date(2020, 1, 1), date(2020, 12, 31))),
        ({"activity_years": 1}, Period(date(1900, 1, 1), date(2021, 4, 14))),
        ({"to": date(2021, 1, 2)}, Period(date(1900, 1, 1), date(2021, 1, 2))),
        ({"since": date(2020, 5, 1), "to": date(2021, 1, 2)}, Period(date(2020, 5, 1), date(2021, 1, 2))),
    ],
)
def test_periods_of_a_promise(entry: Document, expected: Period) -> None:
    """A calendar year and a year of activity end on different days."""
    plan = plan_of(bare(promise=[{"name": "x", "target": 3} | entry]))
    assert period(plan, plan.promises[0]) == expected


def test_the_end_is_three_years_of_activity_unless_said() -> None:
    document = small()
    assert ends(plan_of(document)) == date(2021, 11, 10)
    del document["site"]["ends"]
    assert ends(plan_of(document)) == date(2023, 4, 14)


def test_a_plan_with_classes_keeps_them_in_order_of_their_days() -> None:
    document = small()
    document["class"] = document["class"][::-1]
    held, faults = classes(plan_of(document))
    assert not faults
    assert [one.start for one in held] == [date(2020, 3, 9), date(2020, 8, 17), date(2021, 6, 7)]
    assert [one.number for one in held] == [3, 2, 1]


# -- who counts -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("definition", "share"),
    [
        ({"nationals_only": True}, "0.9"),
        ({"age_from": 18, "age_to": 35}, "0.8"),
        ({"age_to": 25, "age_band_ratio": Decimal("0.5")}, "0.5"),
    ],
)
@pytest.mark.parametrize("metric", METRICS)
def test_a_promise_of_some_takes_more_recruits(metric: str, definition: dict[str, Any], share: str) -> None:
    """By about as many as the share says: 0.9 of the recruits are nationals, 0.8 are young."""
    end = date(2021, 10, 31)
    sizes = [
        places(regular(plan_of(bare(source=None, promise=[promise(20, end, metric, **extra)])))[0])
        for extra in ({}, definition)
    ]
    assert sizes[1] > sizes[0]
    assert sizes[1] == pytest.approx(float(sizes[0] / Decimal(share)), abs=4)


def test_certified_takes_more_than_on_the_payroll_takes_more_than_starts() -> None:
    end = date(2021, 10, 31)
    sizes = [places(regular(plan_of(bare(promise=[promise(20, end, metric)])))[0]) for metric in METRICS]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) == 3


def test_the_plans_own_classes_are_judged_by_the_same_chance() -> None:
    document = small()
    document["class"] = [one_class(date(2020, 8, 17), 9)]
    (first, *_) = build(document, plans=2).readings[0].chances
    plan = plan_of(document)
    assert first.chance == chance(plan, plan.promises[0], (Class(start=date(2020, 8, 17), size=9),))
