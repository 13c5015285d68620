"""How a promise stands after what was seen: against every case counted one by one, and against simulated people."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from importlib import resources
from itertools import product
from math import comb, prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woezo.workforce.hiring.calendars import classes, period
from woezo.workforce.hiring.cohorts import cohorts, course, on
from woezo.workforce.hiring.funnel import starts
from woezo.workforce.hiring.individuals import simulate
from woezo.workforce.hiring.plan import METRICS, Class, Plan
from woezo.workforce.hiring.reading import read
from woezo.workforce.promises.observed import Forecast, Observation
from woezo.workforce.promises.outlook import forecasts
from woezo.workforce.reports.report import build

FIRST = date(2020, 3, 2)
SOURCE = {"name": "All", "reached_ratio": 0.5, **dict.fromkeys(("test_ratio", "interview_ratio", "accepted_ratio"), 1)}


def plan_of(promise: dict[str, Any], sizes: tuple[int, ...], **groups: Any) -> Plan:
    """A site with a class every six weeks and strong attrition, so that little things show."""
    days = [FIRST + timedelta(weeks=6 * number) for number in range(len(sizes))]
    document: dict[str, Any] = {
        "site": {"name": "Kara", "country": "TG", "currency": "XOF", "opening": date(2020, 4, 1)},
        "promise": [{"name": "P", "target": 1, **promise}],
        "class": [{"start": day, "size": size} for day, size in zip(days, sizes, strict=True)],
        "training": {"weeks": 4, "pass_ratio": 0.8},
        "attrition": {"months_1_to_3_ratio": 0.2, "months_4_to_12_ratio": 0.1, "later_ratio": 0.05},
        **groups,
    }
    plan, faults = read(document)
    assert plan is not None, faults
    return plan


def one(plan: Plan, seen: tuple[Observation, ...], metric: str = "") -> Forecast:
    """The forecast of the first promise, counted as it says or in another way."""
    found = forecasts(plan, plan.classes, seen)
    return next(each for each in found if each.promise == 1 and each.metric == (metric or plan.promises[0].metric))


@pytest.fixture(scope="module")
def lome() -> dict[str, Any]:
    """The preset."""
    text = (resources.files("woezo.planning") / "presets" / "lome.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


# -- every case, one by one ------------------------------------------------------------------------------------------------
def cases_of_a_person(plan: Plan, metric: str, at: date, to: date, certified: bool) -> list[tuple[float, bool]]:
    """In which class somebody is who was seen, and whether he counts later: each with its probability."""
    found, whole = [], 0.0
    for held in plan.classes:
        week, later = (at - held.start).days // 7, (to - held.start).days // 7
        career = course(plan, held.pass_ratio)
        if held.start > at or (week >= 4) != certified:
            continue
        weight = career.there[week] * sum(n * p for n, p in enumerate(starts(plan, held.size)))
        whole += weight
        stays = career.there[later] / career.there[week] if metric == "on_payroll" or later >= 4 else 0.0
        found += [(weight * stays, True), (weight * (1 - stays), False)]
    return [(p / whole, counts) for p, counts in found]


def cases_of_a_class(plan: Plan, held: Class, metric: str, to: date) -> Iterator[tuple[float, int]]:
    """How many of a class to come count, person by person."""
    later = (to - held.start).days // 7
    stays = course(plan, held.pass_ratio).there[later] if metric == "on_payroll" or later >= 4 else 0.0
    if metric == "starts":
        stays = 1.0
    for began, p in enumerate(starts(plan, held.size)):
        for there in product((True, False), repeat=began):
            yield p * prod(stays if stay else 1 - stays for stay in there), sum(there)


def counted_out(plan: Plan, metric: str, seen: Observation, to: date, target: int) -> float:
    """The chance as the sum over every case."""
    people = [
        cases_of_a_person(plan, metric, seen.day, to, certified)
        for certified, number in ((True, seen.certified), (False, seen.on_payroll - seen.certified))
        for _ in range(number)
    ]
    coming = [list(cases_of_a_class(plan, c, metric, to)) for c in plan.classes if seen.day < c.start <= to]
    if metric == "starts":
        people = [[(1.0, True)]] * seen.recruited
    return sum(
        prod(p for p, _ in case) * (sum(counts for _, counts in case) >= target) for case in product(*people, *coming)
    )


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("target", [1, 3, 5, 6])
def test_every_case_counted_one_by_one(metric: str, target: int) -> None:
    to = date(2020, 7, 20)
    plan = plan_of({"metric": metric, "to": to, "target": target}, (3, 3, 2, 2), source=[SOURCE])
    for seen in (
        Observation(date(2020, 4, 20), 5, 4, 2),
        Observation(date(2020, 5, 13), 5, 3, 3),
        Observation(date(2020, 3, 10), 3, 3, 0),
    ):
        found = one(plan, (seen,), metric)
        assert found.chance == pytest.approx(counted_out(plan, metric, seen, to, target), abs=1e-12)


# -- simulated people ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("metric", ["on_payroll", "certified"])
def test_simulated_plans_in_which_the_same_was_seen(metric: str) -> None:
    """Of many simulated plans those that show the two totals on the day of the sheet: as many of them keep the promise."""
    at, to = date(2020, 6, 1), date(2020, 9, 30)
    plan = plan_of({"metric": metric, "to": to, "target": 20}, (10, 10, 10, 10), source=[SOURCE])
    then = on(cohorts(plan, plan.classes), at)
    seen = Observation(at, round(then.recruited), round(then.on_payroll), round(then.certified))
    people = simulate(plan, plan.classes, [at, to], plans=200_000, seed=7)
    alike = (people["on_payroll"][:, 0] == seen.on_payroll) & (people["certified"][:, 0] == seen.certified)
    later = people[metric][alike, 1]
    assert len(later) > 5_000
    found = one(plan, (seen,), metric)
    assert found.expected == pytest.approx(later.mean(), abs=0.1)
    assert found.chance == pytest.approx((later >= 20).mean(), abs=0.03)
    assert (found.low, found.high) == pytest.approx(np.quantile(later, (0.05, 0.95)), abs=1)


# -- against the plan -------------------------------------------------------------------------------------------------------
def test_without_a_sheet_it_is_the_plans_own_forecast(lome: dict[str, Any]) -> None:
    report = build(lome, plans=1)
    assert report.plan is not None
    for reading in report.readings:
        found = forecasts(report.plan, reading.classes, ())
        for now, before in zip(found, reading.chances, strict=True):
            assert (now.promise, now.name, now.metric, now.last, now.target) == (
                (before.promise, before.name, before.metric, before.last, before.target)
            )
            assert now.chance == before.chance
            assert now.expected == pytest.approx(before.expected)
            assert now.low <= now.expected <= now.high
            assert (now.seen, now.actual, now.over, now.kept) == (None, None, False, None)


@pytest.mark.parametrize("at", [date(2020, 6, 30), date(2020, 9, 7), date(2021, 6, 1), date(2022, 6, 1)])
def test_who_sees_what_was_expected_expects_what_he_did(lome: dict[str, Any], at: date) -> None:
    report = build(lome, plans=1)
    assert report.plan is not None
    for reading in report.readings:
        then = on(cohorts(report.plan, reading.classes), at)
        seen = Observation(at, round(then.recruited), round(then.on_payroll), round(then.certified))
        before_that = forecasts(report.plan, reading.classes, ())
        for now, before in zip(forecasts(report.plan, reading.classes, (seen,)), before_that, strict=True):
            if before.last > at:
                assert now.expected == pytest.approx(before.expected, abs=1.2)
                assert now.high - now.low <= before.high - before.low + 1  # part of what was uncertain has come about
                assert abs(now.chance - before.chance) < 0.2


@st.composite
def sheets(draw: st.DrawFn) -> Observation:
    """A sheet of any day, also one that the plan does not foresee."""
    day = FIRST + timedelta(days=draw(st.integers(-10, 400)))
    recruited = draw(st.integers(0, 40))
    there = draw(st.integers(0, recruited))
    return Observation(day, recruited, there, draw(st.integers(0, there)), draw(st.integers(0, recruited)))


@settings(max_examples=150, deadline=None)
@given(sheets(), st.sampled_from(METRICS), st.integers(1, 30), st.booleans())
def test_one_more_person_never_lowers_a_chance(seen: Observation, metric: str, target: int, nationals: bool) -> None:
    promise = {"metric": metric, "to": date(2020, 12, 31), "target": target, "nationals_only": nationals}
    plan = plan_of(promise, (10, 10, 10), source=[SOURCE])
    here = replace(seen, recruited=seen.recruited + 1, nationals=(seen.nationals or 0) + 1)
    trainee = replace(here, on_payroll=seen.on_payroll + 1)
    certified = replace(trainee, certified=seen.certified + 1)
    before = one(plan, (seen,), metric)
    for more in (here, trainee, certified):
        if not (
            nationals and metric != "starts" and more is here
        ):  # one more recruit who has left: fewer of them are there
            assert one(plan, (more,), metric).chance >= before.chance - 1e-9


# -- what decides ------------------------------------------------------------------------------------------------------------
def test_a_sheet_of_the_last_day_or_later_decides() -> None:
    to = date(2020, 6, 30)
    plan = plan_of({"metric": "on_payroll", "to": to, "target": 12}, (10, 10, 10))
    early = Observation(to - timedelta(days=1), 20, 12, 10)
    assert one(plan, (early,)).kept is None
    for days, there, kept in ((0, 12, True), (0, 11, False), (9, 12, True)):
        found = one(plan, (early, Observation(to + timedelta(days=days), 30, there, 5)))
        assert (found.kept, found.actual, found.chance, found.expected) == (kept, there, float(kept), there)
    later = Observation(to + timedelta(days=40), 90, 90, 90)
    found = one(plan, (early, Observation(to, 30, 11, 5), later))
    assert (found.kept, found.seen, found.actual) == (False, to, 11)


def test_who_was_recruited_is_so_for_ever() -> None:
    plan = plan_of({"metric": "starts", "to": date(2020, 12, 31), "target": 12}, (10, 10, 10))
    found = one(plan, (Observation(date(2020, 5, 1), 12, 3, 3),))
    assert (found.kept, found.over, found.actual) == (True, False, 12)
    assert found.chance == pytest.approx(1)
    assert one(plan, (Observation(date(2020, 5, 1), 11, 3, 3),)).kept is None


def test_recruits_of_another_period_do_not_count() -> None:
    """Ten began before the period; then the sheets show twelve and fifteen more."""
    since, to = date(2020, 4, 1), date(2020, 6, 30)
    plan = plan_of({"metric": "starts", "since": since, "to": to, "target": 15}, (10, 10, 10, 10))
    before = Observation(date(2020, 3, 31), 10, 9, 0)
    within = Observation(date(2020, 5, 20), 22, 15, 9)
    assert one(plan, (before, within)).actual == 12
    assert one(plan, (before, within)).expected == 22
    end = Observation(to, 37, 20, 9)
    assert (one(plan, (before, within, end)).kept, one(plan, (before, within, end)).actual) == (True, 27)
    assert one(plan, (before, Observation(to, 24, 20, 9))).kept is False
    # Without a sheet at its beginning: two classes have been held, one of them within.
    alone = one(plan, (within,))
    assert alone.actual is None
    assert alone.expected == pytest.approx(11 + 10)
    # A sheet after its end: one class of two since the last one began in time. Whether the two more did, nobody can tell.
    late = one(plan, (before, within, Observation(date(2020, 7, 20), 24, 20, 9)))
    assert (late.over, late.actual, late.least, late.most, late.kept) == (True, None, 12, 14, False)
    assert late.expected == pytest.approx(12 + 1)
    assert late.chance == 0  # two more are not three, wherever they began
    open_ = one(plan, (before, within, Observation(date(2020, 7, 20), 25, 20, 9)))
    assert open_.kept is None
    assert open_.chance == pytest.approx(1 / 8)


def test_recruits_outside_any_class_of_the_plan_are_spread_over_the_days() -> None:
    plan = plan_of({"metric": "starts", "since": date(2021, 1, 1), "to": date(2021, 1, 10), "target": 5}, (10,))
    before = Observation(date(2020, 12, 31), 10, 9, 9)
    assert one(plan, (before, Observation(date(2021, 1, 20), 30, 9, 9))).expected == pytest.approx(10)
    # Those of the first sheet: on its day.
    assert one(plan, (Observation(date(2020, 2, 1), 7, 7, 0),)).actual == 0


def test_people_whom_the_plan_does_not_foresee_begin_on_the_day_of_the_sheet() -> None:
    to = date(2020, 12, 31)
    plan = plan_of({"metric": "on_payroll", "to": to, "target": 1}, (10,))
    career, at = course(plan), date(2020, 10, 1)
    weeks = (to - at).days // 7
    trainees = one(plan, (Observation(at, 30, 20, 0),))
    assert trainees.expected == pytest.approx(20 * career.there[weeks])
    early = date(2020, 1, 6)
    certified = one(plan, (Observation(early, 8, 5, 5),))
    weeks = (to - early).days // 7
    coming = 10 * career.there[(to - FIRST).days // 7]
    assert certified.expected == pytest.approx(5 * career.there[4 + weeks] / career.there[4] + coming)
    nobody = plan_of({"metric": "on_payroll", "to": to, "target": 1}, (10,), training={"weeks": 4, "pass_ratio": 0})
    assert one(nobody, (Observation(date(2020, 6, 1), 10, 4, 4),)).expected == 0


# -- only nationals, only young people --------------------------------------------------------------------------------------
def test_nationals_are_counted_where_they_are_known() -> None:
    to = date(2020, 12, 31)
    promise = {"metric": "starts", "to": to, "target": 25, "nationals_only": True}
    plan = plan_of(promise, (10, 10, 10), recruits={"nationals_ratio": 0.5})
    known = Observation(date(2020, 5, 1), 20, 18, 9, nationals=19)
    found = one(plan, (known,))
    assert found.actual == 19
    assert found.expected == pytest.approx(24)
    unknown = one(plan, (replace(known, nationals=None),))
    assert unknown.actual is None
    assert unknown.expected == pytest.approx(15)
    # A later sheet that hides them: only those who came since are unknown.
    later = one(plan, (known, Observation(date(2020, 6, 1), 30, 20, 9)))
    assert later.expected == pytest.approx(24)
    assert one(plan, (known, Observation(date(2020, 5, 20), 21, 20, 9), Observation(to, 40, 20, 9, 30))).actual == 30


def test_nationals_on_the_payroll_are_as_many_as_among_the_recruited() -> None:
    to = date(2020, 12, 31)
    promise = {"metric": "on_payroll", "to": to, "target": 10, "nationals_only": True, "age_from": 18, "age_to": 35}
    plan = plan_of(promise, (20,))
    found = one(plan, (Observation(to, 20, 12, 12, nationals=15, youth=10),))
    assert (found.actual, found.kept) == (None, None)
    assert found.expected == pytest.approx(12 * 0.75 * 0.5)
    certain = one(plan, (Observation(to, 20, 12, 12, nationals=20, youth=20),))
    assert (certain.actual, certain.kept) == (12, True)
    # Ten of them: all young people are nationals, and the twelve who are there have all ten among them.
    assert found.chance == pytest.approx(comb(15, 10) / comb(20, 10) * comb(10, 2) / comb(20, 12))


@pytest.mark.parametrize(
    ("nationals", "youth", "bounds", "kept"),
    [
        (104, 104, (104, 104), True),
        (103, 101, (100, 101), True),  # however they overlap, 100 are both
        (102, 101, (99, 101), None),
        (104, 99, (99, 99), False),
        (99, None, (0, 99), False),
        (104, None, (0, 104), None),
        (None, None, (0, 104), None),
    ],
)
def test_a_sheet_decides_where_it_leaves_no_doubt(
    nationals: int | None, youth: int | None, bounds: tuple[int, int], kept: bool | None
) -> None:
    """A sheet counts nationals and young people, not those who are both: only the fewest and the most are known."""
    to = date(2020, 12, 31)
    promise = {"metric": "starts", "to": to, "target": 100, "nationals_only": True, "age_from": 18, "age_to": 35}
    plan = plan_of(promise, (50, 50, 10))
    found = one(plan, (Observation(to, 104, 80, 70, nationals=nationals, youth=youth),))
    assert ((found.least, found.most), found.kept) == (bounds, kept)


def test_no_sheet_counts_other_ages() -> None:
    """Of them only the share is known; who is not there does not count whatever his age."""
    to = date(2020, 12, 31)
    promise = {"metric": "on_payroll", "to": to, "target": 100, "age_to": 25, "age_band_ratio": 0.5}
    found = one(plan_of(promise, (50, 50, 10)), (Observation(to, 104, 80, 70, youth=104),))
    assert (found.actual, found.least, found.most, found.kept) == (None, 0, 80, False)
    assert found.expected == pytest.approx(40)


def test_a_plan_without_classes_of_its_own_takes_its_regular_calendar(lome: dict[str, Any]) -> None:
    plan, _ = read(lome)
    assert plan is not None
    held, _ = classes(plan)
    over = period(plan, plan.promises[1])
    assert over is not None
    found = forecasts(plan, held, (Observation(over.last, 499, 300, 280, nationals=499, youth=499),))[3]
    assert (found.name, found.kept) == ("500 recrutés en trois ans", False)
