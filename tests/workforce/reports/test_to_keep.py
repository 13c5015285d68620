"""What would still keep a promise in each what-if: the smallest regular calendar of the changed plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from tests.workforce.documents import Document, changed, lome, one_class, promise, small
from tests.workforce.tiny import plan_of, rows
from woezo.workforce.hiring.calendars import chance, places, read_as, regular
from woezo.workforce.hiring.plan import Plan
from woezo.workforce.reports.report import build, cases, to_keep, what_ifs
from woezo.workforce.reports.what_if import WHAT_IFS, attrition_doubles, class_fails, kept

DOUBLED = {
    "months_1_to_3_ratio": Decimal("0.10"),
    "months_4_to_12_ratio": Decimal("0.05"),
    "later_ratio": Decimal("0.03"),
}


def table(document: Document, reading: str) -> dict[str, dict[str, Any]]:
    """By case."""
    found = to_keep(build(document, plans=1), reading)
    assert found is not None
    return {row["case"]: row for row in rows(found)}


def named(document: Document, reading: str) -> Any:
    """A reading of a plan by its name."""
    return next(one for one in build(document, plans=1).readings if one.name == reading)


@pytest.mark.parametrize("reading", ["starts", "on_payroll"])
def test_doubled_attrition_takes_the_calendar_of_a_plan_with_doubled_rates(reading: str) -> None:
    """Whoever is to be there must be recruited anew: no saving, but the dearer plan, to the franc."""
    found, planned, doubled = (
        table(lome(), reading),
        named(lome(), reading),
        named(lome() | {"attrition": DOUBLED}, reading),
    )
    row = found["attrition_doubles"]
    assert (row["classes"], row["places"], row["recruited"]) == (
        len(doubled.classes),
        doubled.places,
        doubled.end.recruited,
    )
    assert (row["cost"], row["cost_eur"]) == (doubled.total, doubled.total_eur)
    assert (row["difference"], row["difference_eur"]) == (
        doubled.total - planned.total,
        doubled.total_eur - planned.total_eur,
    )
    assert row["productive_hour"] == doubled.hour > planned.hour


def test_a_promise_of_people_who_are_there_costs_more_when_more_leave() -> None:
    """What stood there alone before was 805 million francs less."""
    report = build(lome(), plans=1)
    alone, kept_up = what_ifs(report, "on_payroll"), to_keep(report, "on_payroll")
    assert alone is not None
    assert kept_up is not None
    was, left = (row["cost"] for row in rows(alone)[:2])
    planned, doubled, *_ = rows(kept_up)
    assert left < was - 800_000_000
    assert planned["cost"] == was
    assert doubled["difference"] > 200_000_000
    assert doubled["on_payroll"] >= 500


@pytest.mark.parametrize("reading", ["starts", "on_payroll"])
def test_what_is_planned_is_what_keeps_it_where_nothing_happens(reading: str) -> None:
    row, planned = table(lome(), reading)["as_planned"], named(lome(), reading)
    assert (row["places"], row["cost"], row["difference"], row["difference_eur"]) == (
        planned.places,
        planned.total,
        0,
        0,
    )


def test_after_classes_of_its_own_the_difference_is_from_these() -> None:
    """The smallest calendar beside the one that the plan has decided."""
    document = small()
    (given, *_) = build(document, plans=1).readings
    row = table(document, "given")["as_planned"]
    held, _ = regular(replace(plan_of(document), classes=()))
    assert row["places"] == places(held) != given.places
    assert row["difference"] == row["cost"] - given.total


def keeps(plan: Plan, wanted: Decimal) -> bool:
    """Whether its classes keep each promise with that chance."""
    return all(chance(plan, one, plan.classes) >= float(wanted) - 1e-9 for one in plan.promises)


@pytest.mark.parametrize("name", WHAT_IFS)
@pytest.mark.parametrize("metric", ["starts", "on_payroll", "certified"])
def test_the_calendar_keeps_its_promises_in_spite_of_the_case(name: str, metric: str) -> None:
    plan = read_as(plan_of(lome()), metric)
    found = kept(plan, WHAT_IFS[name])
    assert found is not None
    assert keeps(found, plan.calendar.probability_ratio)
    assert not keeps(replace(found, classes=found.classes[1:]), plan.calendar.probability_ratio)
    changed_plan = WHAT_IFS[name](replace(plan, classes=found.classes))
    assert (changed_plan.attrition, changed_plan.pay) == (found.attrition, found.pay)


def test_of_the_calendar_that_keeps_it_the_second_class_fails_too() -> None:
    """It is a case of the calendar that would be held, not of the one that was."""
    plan = read_as(plan_of(lome()), "on_payroll")
    found = kept(plan, class_fails)
    assert found is not None
    days = sorted({one.start for one in found.classes})
    assert {one.start for one in found.classes if one.pass_ratio == 0} == {days[1]}
    planned, _ = regular(plan)
    assert places(found.classes) > places(planned)


def test_of_the_calendar_that_keeps_it_the_class_that_was_chosen_fails() -> None:
    """Of the plan's own classes none starts on a day of the regular calendar: there the next one fails."""
    plan = read_as(plan_of(lome()), "on_payroll")
    for day, days_later in ((plan.working_days.on_or_after(date(2020, 6, 22)), 0), (date(2020, 6, 24), 26)):
        found = kept(plan, partial(class_fails, since=day))
        assert found is not None
        assert {(one.start - day).days for one in found.classes if one.pass_ratio == 0} == {days_later}
        assert keeps(found, plan.calendar.probability_ratio)


def test_a_promise_that_ends_before_the_second_class() -> None:
    """Of the first promise the only class was to be the second of the whole calendar: found all the same."""
    first = promise(5, date(2020, 3, 20), "starts", since=date(2020, 3, 1))
    document = changed(lome(), promise=[first, promise(40, date(2020, 12, 31), "on_payroll")])
    plan = plan_of(document)
    found = kept(plan, class_fails)
    assert found is not None
    assert keeps(found, plan.calendar.probability_ratio)
    assert [one.start for one in found.classes if one.pass_ratio == 0] == [
        sorted({one.start for one in found.classes})[1]
    ]


def test_what_nothing_keeps_has_no_figures() -> None:
    """In one room nobody can be replaced as fast as twice as many leave."""
    narrow = changed(lome(), training__rooms=1, training__class_size_most=27)
    found = table(narrow, "on_payroll")
    assert found["as_planned"]["cost"] is not None
    assert {value for key, value in found["attrition_doubles"].items() if key != "case"} == {None}
    assert kept(read_as(plan_of(narrow), "on_payroll"), attrition_doubles) is None


def test_where_nothing_is_promised_nothing_is_to_be_kept() -> None:
    report = build(changed(lome(), promise=None, **{"class": [one_class(date(2020, 3, 2), 20)]}), plans=1)
    assert to_keep(report, "given") is None
    assert [one.name for one in cases(report, "given")] == ["what_ifs"]
    assert to_keep(report, "starts") is None
    assert cases(build({}, plans=1), "given") == ()


def test_without_a_rate_there_are_no_euro() -> None:
    site = {key: one for key, one in small()["site"].items() if key != "per_euro"}
    row = table(small(site=site), "starts")["pay_rises"]
    assert (row["cost_eur"], row["difference_eur"], row["productive_hour_eur"]) == (None, None, None)
    assert row["difference"] > 0
