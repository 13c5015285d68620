"""Plans drawn at random, worked out by the package and day by day (by_hand.py); and what holds for any of them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workforce.by_hand import DAY, ByHand
from tests.workforce.documents import Document, one_class, small
from woezo.workforce.hiring.results import Reading
from woezo.workforce.periods import add_months
from woezo.workforce.reports.report import build, what_ifs

OPENING = st.dates(date(2019, 1, 1), date(2022, 12, 28)).filter(lambda day: day.day <= 28)
ratio = st.decimals(0, 1, places=3)
amount = st.decimals(0, 3_000_000, places=2)


@st.composite
def plans(draw: st.DrawFn) -> Document:
    """Half a year to two years of a small site, with everything that has a number drawn anew."""
    opening = draw(OPENING)
    ends = opening + timedelta(days=draw(st.integers(20, 500)))
    if ends.day > 28:  # the sums by hand know no missing day
        ends = ends.replace(day=28)
    document = small(
        site__opening=opening,
        site__ends=ends,
        promise=None,
        holiday=[
            {"day": opening + timedelta(days=draw(st.integers(0, 60))), "name": "Pont", "worked": draw(st.booleans())}
        ],
        sourcing__lead_weeks=draw(st.integers(0, 20)),
        sourcing__margin_ratio=draw(st.decimals(0, 2, places=2)),
        training__weeks=draw(st.integers(1, 8)),
        training__pass_ratio=draw(ratio),
        training__trainees_per_trainer=draw(st.integers(1, 9)),
        training__trainers=draw(st.integers(1, 5)),
        nesting__weeks=draw(st.integers(0, 6)),
        nesting__agents_per_coach=draw(st.integers(1, 9)),
        learning__efficiency_ratios=draw(st.lists(st.decimals(0, "1.5", places=2), min_size=1, max_size=14)),
        seats__presence_ratio=draw(ratio),
        seats__agents_per_seat=draw(st.decimals("0.5", 4, places=2)),
        seats__links_lead_weeks=draw(st.integers(0, 30)),
        pay__months_a_year=draw(st.decimals(12, 16, places=2)),
        pay__employer_charges_ratio=draw(ratio),
        pay__raise_a_year_ratio=draw(ratio),
    )
    for key in ("months_1_to_3_ratio", "months_4_to_12_ratio", "later_ratio"):
        document["attrition"][key] = draw(ratio)
    for key in ("absence_ratio", "breaks_ratio", "internal_ratio"):
        document["presence"][key] = draw(st.decimals(0, "0.5", places=3))
    for group, key in (
        ("pay", "agent_month"),
        ("pay", "trainee_month"),
        ("pay", "start_cost"),
        ("seats", "month_cost"),
    ):
        document[group][key] = draw(amount)
    document["class"] = draw(_classes(opening, ends))
    for one in document["programme"]:
        one["start"] = opening + timedelta(days=draw(st.integers(0, (ends - opening).days)))
        if one["start"].day > 28:
            one["start"] = one["start"].replace(day=28)
        one["start"] = max(one["start"], opening)
        one |= {"delay_months": draw(st.integers(0, 4)), "share_ratio": draw(st.decimals("0.01", 1, places=2))}
    for one in document["support"]:
        one |= {"agents_per_head": draw(st.integers(0, 12)), "heads": draw(st.integers(0, 3))}
        one |= {"lead_weeks": draw(st.integers(0, 30)), "month_pay": draw(amount)}
    for one in document["set_up"]:
        one |= {"lead_weeks": draw(st.integers(0, 60)), "cost": draw(amount)}
    return document


@st.composite
def _classes(draw: st.DrawFn, opening: date, ends: date) -> list[Document]:
    """One to five, on Tuesdays that are no holidays, by their days."""
    found: list[Document] = []
    for _ in range(draw(st.integers(1, 5))):
        start = opening + timedelta(days=draw(st.integers(-100, (ends - opening).days)))
        start += timedelta(days=(1 - start.weekday()) % 7)
        more = {"pass_ratio": draw(ratio)} if draw(st.booleans()) else {}
        found.append(one_class(start, draw(st.integers(1, 9)), **more))
    return sorted(found, key=lambda one: one["start"])


def worked_out(document: Document) -> tuple[Reading, ByHand]:
    """Both ways, on the classes that the package held: it puts off what falls on a holiday, and leaves out what is too late."""
    (reading,) = build(document, plans=2).readings
    passing = document["training"]["pass_ratio"]
    held = [(one.start, one.size, passing if one.pass_ratio is None else one.pass_ratio) for one in reading.classes]
    return reading, ByHand(document, held)


def rows(reading: Reading, name: str) -> list[dict[str, Any]]:
    """Of a table, by name of column."""
    table = reading.tables[name]
    return [dict(zip((one.name for one in table.columns), row, strict=True)) for row in table.rows]


@settings(max_examples=50)
@given(plans())
def test_a_random_plan_costs_what_its_days_cost(document: Document) -> None:
    """Every month's items, to the minor unit: what the float sums may differ by is the fourth decimal of a quantity."""
    reading, hand = worked_out(document)
    if not hand.classes:
        return
    lines = hand.lines()
    table = rows(reading, "costs")
    assert [row["month"] for row in table[:-1]] == hand.months
    for row in table[:-1]:
        of_month = [one for one in lines if one[0] == row["month"]]
        for item in list(row)[1:-2]:
            own = [one for one in of_month if one[1] == item]
            # A quantity on the edge between two decimals may fall to either side: a ten-thousandth of its price.
            edge = sum((one[4] for one in own), Decimal(0)) / 100 + 2 * len(own)
            assert abs(row[item] - sum(one[5] for one in own)) <= edge, (row["month"], item)
    assert reading.total == pytest.approx(sum(one[5] for one in lines), rel=1e-5, abs=100)


@settings(max_examples=50)
@given(plans())
def test_a_random_plan_has_the_people_that_its_days_have(document: Document) -> None:
    reading, hand = worked_out(document)
    if not hand.classes:
        return
    people = hand.people[hand.last]
    assert reading.end.recruited == pytest.approx(people["recruited"], abs=1e-9)
    assert reading.end.on_payroll == pytest.approx(people["payroll"], abs=1e-9)
    assert reading.end.in_training == pytest.approx(people["training"], abs=1e-9)
    assert reading.end.in_nesting == pytest.approx(people["nesting"], abs=1e-9)
    assert reading.end.certified == pytest.approx(people["certified"], abs=1e-9)
    assert reading.end.effective == pytest.approx(people["effective"], abs=1e-9)
    for row in rows(reading, "staff"):
        need, work = hand.staff(row["month"]), hand.work(row["month"])
        assert [row["seats"], row["training_places"], row["coaches"]] == [
            need["seats"],
            need["training_places"],
            need["coaches"],
        ]
        assert row["productive_hours"] == pytest.approx(work["productive"], abs=1e-7)
        assert row["idle_hours"] == pytest.approx(work["idle"], abs=1e-7)
        assert row["effective_hours"] == pytest.approx(work["effective"], abs=1e-7)
    for number, row in enumerate(rows(reading, "contacts")):
        contacts = sum(hand.work(month)["contacts"][number] for month in hand.months)
        assert row["capacity"] == pytest.approx(contacts, abs=0.5 + 1e-6)


@settings(max_examples=100)
@given(plans())
def test_what_holds_for_any_plan(document: Document) -> None:
    """People do not come from nowhere, nothing is negative, and years add up whatever the days of opening and end."""
    reading, _ = worked_out(document)
    lines, years = rows(reading, "lines"), rows(reading, "years")
    assert all(row["amount"] > 0 and row["amount_eur"] >= 0 and row["quantity"] > 0 for row in lines)
    for kind in ("calendar_year", "activity_year"):
        own = [row for row in years if row["kind"] == kind]
        assert sum(row["cost"] for row in own) == reading.total
        assert sum(row["cost_eur"] for row in own) == reading.total_eur
        assert sum(row["starts"] for row in own) == pytest.approx(reading.end.recruited)
        assert sum(row["starts"] - row["leavers"] for row in own) == pytest.approx(reading.end.on_payroll)
        for row, following in pairwise(own):
            assert row["last"] + DAY == following["first"]
    for row in rows(reading, "curve"):
        assert row["recruited"] + 1e-9 >= row["on_payroll"] >= row["certified"] - 1e-9 >= -1e-9
        assert row["effective"] <= row["certified"] * 1.5 + 1e-9
    for row in rows(reading, "staff"):
        assert min(row["productive_hours"], row["idle_hours"], row["effective_hours"]) >= 0
    activity = [row for row in years if row["kind"] == "activity_year" and row["year"] != 0]
    for number, row in enumerate(activity):
        assert row["first"] == add_months(document["site"]["opening"], 12 * number)


@settings(max_examples=50)
@given(plans())
def test_what_ifs_of_any_plan(document: Document) -> None:
    """What is changed for the worse makes nobody stay and nothing cheaper that it should not."""
    report = build(document, plans=2)
    table = what_ifs(report, "given")
    assert table is not None
    names = [one.name for one in table.columns]
    found = {str(row[0]): dict(zip(names, row, strict=True)) for row in table.rows}
    was = found["as_planned"]
    (reading,) = report.readings
    assert (was["cost"], was["on_payroll"]) == (reading.total, reading.end.on_payroll)
    for worse in ("attrition_doubles", "class_fails"):
        assert found[worse]["on_payroll"] <= was["on_payroll"] + 1e-9
        assert found[worse]["recruited"] == was["recruited"]
    assert found["pay_rises"]["cost"] >= was["cost"]
    assert found["programme_late"]["cost"] == was["cost"]
