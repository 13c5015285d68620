"""Every amount and every number of people of a plan, recomputed day by day from its text (by_hand.py)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.workforce.by_hand import DAY, ByHand, month_end, months_later
from tests.workforce.documents import SMALL, changed, lome, small
from woezo.workforce.reports.report import Reading, Report, build
from woezo.workforce.tables import Table

CLOSE = 1e-9

PLANS = {
    "dirham, two decimals": SMALL,
    "franc, none and a fixed rate": changed(SMALL, site={**SMALL["site"], "currency": "XOF", "per_euro": None}),
    "dinar, three": small(site__currency="TND", site__per_euro=Decimal("3.31")),
    "opening on a first, end on a last": small(site__opening=date(2020, 4, 1), site__ends=date(2021, 10, 31)),
    "no programme at work for long": small(
        programme=[SMALL["programme"][0] | {"start": date(2020, 7, 16), "delay_months": 5}]
    ),
    "shares that are no whole": small(
        programme=[
            one | {"share_ratio": share}
            for one, share in zip(SMALL["programme"], (Decimal("0.2"), Decimal("0.7")), strict=True)
        ]
    ),
}


def rows(table: Table) -> list[dict[str, Any]]:
    """By name of column."""
    return [dict(zip((one.name for one in table.columns), row, strict=True)) for row in table.rows]


class Both:
    """A plan as the package works it out and by hand, on the same classes."""

    def __init__(self, document: dict[str, Any]) -> None:
        if document["site"].get("per_euro", 0) is None:
            del document["site"]["per_euro"]
        self.report: Report = build(document, plans=5)
        self.reading: Reading = self.report.readings[0]
        passing = document["training"]["pass_ratio"]
        held = [(one["start"], one["size"], one.get("pass_ratio", passing)) for one in document["class"]]
        self.hand = ByHand(document, held)

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Of a table of the plan's own calendar."""
        return rows(self.reading.tables[name])


@pytest.fixture(scope="module", params=PLANS)
def both(request: pytest.FixtureRequest) -> Both:
    return Both(changed(PLANS[request.param]))


def test_the_plan_itself_is_without_fault(both: Both) -> None:
    """Save what is meant: two sources of one name, a place whose currency has no rate."""
    assert {one.code for one in both.report.faults} == {"name_twice", "currency_without_rate"}
    assert both.reading.name == "given"
    assert [one.size for one in both.reading.classes] == [8, 9, 5]


def test_the_curve_is_what_the_days_say(both: Both) -> None:
    table = both.rows("curve")
    assert [row["month"] for row in table] == both.hand.months
    for row in table:
        people = both.hand.people[min(month_end(row["month"]), both.hand.last)]
        assert row["recruited"] == pytest.approx(people["recruited"], abs=CLOSE)
        assert row["on_payroll"] == pytest.approx(people["payroll"], abs=CLOSE)
        assert row["certified"] == pytest.approx(people["certified"], abs=CLOSE)
        assert row["effective"] == pytest.approx(people["effective"], abs=CLOSE)


def test_every_line_is_a_quantity_times_a_price_rounded_once(both: Both) -> None:
    """The same lines, to the last minor unit, in both currencies."""

    def key(line: list[Any]) -> tuple[Any, ...]:
        return tuple(str(part) for part in (line[0], line[1], line[2], line[3]))

    found = [list(row.values()) for row in both.rows("lines")]
    by_hand = both.hand.lines()
    assert len(found) > 150
    assert sorted((one[:4] + one[5:] for one in found), key=key) == sorted(
        (one[:4] + one[5:] for one in by_hand), key=key
    )
    prices = zip(sorted(found, key=key), sorted(by_hand, key=key), strict=True)
    assert all(abs(one[4] - other[4]) < Decimal("1e-12") for one, other in prices)


def test_costs_are_sums_of_lines_in_both_currencies(both: Both) -> None:
    lines, table = both.hand.lines(), both.rows("costs")
    for row in table[:-1]:
        of_month = [one for one in lines if one[0] == row["month"]]
        for item in list(row)[1:-2]:
            assert row[item] == sum(one[5] for one in of_month if one[1] == item)
        assert row["total"] == sum(one[5] for one in of_month)
        assert row["total_eur"] == sum(one[6] for one in of_month)
    last = table[-1]
    assert last["month"] == "total"
    assert {one[1] for one in lines} <= set(last)
    for item in list(last)[1:]:
        assert last[item] == sum(row[item] for row in table[:-1])
    assert (both.reading.total, both.reading.total_eur) == (last["total"], last["total_eur"])


def test_staff_seats_and_hours(both: Both) -> None:
    for row in both.rows("staff"):
        month = row["month"]
        over, need, work = both.hand.days_of(month), both.hand.staff(month), both.hand.work(month)
        assert row["certified"] == pytest.approx(both.hand.mean("certified", over), abs=CLOSE)
        assert row["in_training"] == pytest.approx(both.hand.mean("training", over), abs=CLOSE)
        assert row["seats"] == need["seats"]
        assert row["training_places"] == need["training_places"]
        assert row["coaches"] == need["coaches"]
        assert [row["role:Superviseur"], row["role:Direction"]] == need["heads"]
        assert row["productive_hours"] == pytest.approx(work["productive"], abs=1e-7)
        assert row["idle_hours"] == pytest.approx(work["idle"], abs=1e-7)
        assert row["effective_hours"] == pytest.approx(work["effective"], abs=1e-7)


def test_hours_are_close_to_those_of_each_day(both: Both) -> None:
    """Mean people times working days, instead of each day's people: the difference is of weekends, and stays small."""
    table = both.rows("staff")
    hours = sum(row["productive_hours"] + row["idle_hours"] for row in table)
    assert hours == pytest.approx(sum(map(both.hand.on_working_days, both.hand.months)), rel=0.005)


def test_classes_from_applicant_to_the_end(both: Both) -> None:
    hand = both.hand
    for number, row in enumerate(both.rows("classes")):
        start, size, _ = hand.classes[number]
        certified = start + timedelta(weeks=hand["training.weeks"])
        assert (row["number"], row["start"], row["size"]) == (number + 1, start, size)
        assert row["sourcing_from"] == start - timedelta(weeks=hand["sourcing.lead_weeks"])
        assert row["applicants"] == sum(hand.applicants(size))
        assert row["starts"] == pytest.approx(hand.starts[number], abs=CLOSE)
        assert row["trainers"] == -(-size // hand["training.trainees_per_trainer"])
        assert row["certification"] == certified
        for name, on in (("certified", certified), ("there_at_the_end", hand.last)):
            assert row[name] == pytest.approx(hand.starts[number] * hand.presence(number, on)[1], abs=CLOSE)


def test_the_funnel_by_source(both: Both) -> None:
    hand = both.hand
    for number, row in enumerate(both.rows("funnel")):
        source = hand.document["source"][number]
        left = sum(hand.applicants(size)[number] for _, size, _ in hand.classes)
        assert (row["source"], row["applicants"]) == (source["name"], left)
        for stage in ("reached", "test", "interview", "accepted", "shows_up"):
            left *= float(source[f"{stage}_ratio"])
            assert row[stage] == pytest.approx(left)


def periods(hand: ByHand) -> Iterator[tuple[str, int, date, date]]:
    """Calendar years, then years of activity."""
    first = hand.first
    while first <= hand.last:
        yield "calendar_year", first.year, first, min(date(first.year, 12, 31), hand.last)
        first = date(first.year + 1, 1, 1)
    first, number = hand.opening, 1
    yield "activity_year", 0, hand.first, hand.opening - DAY
    while first <= hand.last:
        yield "activity_year", number, first, min(months_later(first, 12) - DAY, hand.last)
        first, number = months_later(first, 12), number + 1


def test_calendar_years_and_years_of_activity(both: Both) -> None:
    """Who came, who left and who is there; cost and hours of the months that end in the year."""
    hand, lines, table = both.hand, both.hand.lines(), both.rows("years")
    expected = list(periods(hand))
    assert [(row["kind"], row["year"], row["last"]) for row in table] == [(k, y, last) for k, y, _, last in expected]
    for row, (_, _, first, last) in zip(table, expected, strict=True):
        before, after = hand.people[first - DAY], hand.people[last]
        starts = after["recruited"] - before["recruited"]
        within = [month for month in hand.months if first <= min(month_end(month), hand.last) <= last]
        assert row["starts"] == pytest.approx(starts, abs=CLOSE)
        assert row["leavers"] == pytest.approx(starts - (after["payroll"] - before["payroll"]), abs=CLOSE)
        assert row["on_payroll"] == pytest.approx(after["payroll"], abs=CLOSE)
        assert row["effective"] == pytest.approx(after["effective"], abs=CLOSE)
        assert row["cost"] == sum(one[5] for one in lines if one[0] in within)
        assert row["cost_eur"] == sum(one[6] for one in lines if one[0] in within)
        hours = sum(hand.work(month)["productive"] for month in within)
        assert row["productive_hours"] == pytest.approx(hours)
    for kind in ("calendar_year", "activity_year"):
        assert sum(row["cost"] for row in table if row["kind"] == kind) == both.reading.total
        assert sum(row["cost_eur"] for row in table if row["kind"] == kind) == both.reading.total_eur
        left = sum(row["leavers"] for row in table if row["kind"] == kind)
        assert left == pytest.approx(both.reading.end.recruited - both.reading.end.on_payroll)


def total_units(hand: ByHand) -> Decimal:
    """Of all lines, in units of the currency."""
    decimals = {"XOF": 0, "TND": 3}.get(hand.currency, 2)
    return Decimal(sum(one[5] for one in hand.lines())) / 10**decimals


def test_contacts_and_their_cost(both: Both) -> None:
    hand = both.hand
    works = [hand.work(month) for month in hand.months]
    all_hours = sum(sum(one["hours"]) for one in works)
    for number, row in enumerate(both.rows("contacts")):
        programme = hand.document["programme"][number]
        contacts = sum(one["contacts"][number] for one in works)
        an_hour = Decimal(3600) * programme["occupancy_ratio"] * programme["concurrency"] / programme["handling_s"]
        assert (row["programme"], row["capacity"]) == (programme["name"], round(contacts))
        own = float(total_units(hand)) * sum(one["hours"][number] for one in works) / all_hours / contacts
        assert float(row["over_the_plan"]) == pytest.approx(own)
        assert float(row["over_the_plan_eur"]) == pytest.approx(own / float(hand.rate))
        assert float(row["place:Atakpamé"]) == pytest.approx(float(hand.own_hour() / hand.rate / an_hour))
        paris = hand.place_hour(hand.document["reference"][0]) / an_hour
        assert float(row["place:Paris"]) == pytest.approx(float(paris))
        assert row["place:Tunis"] is None  # its currency has no rate here


def test_the_productive_hour(both: Both) -> None:
    hand, table = both.hand, rows(both.report.tables["hours"])
    hours = sum(hand.work(month)["productive"] for month in hand.months)
    by_place = {(row["place"], row["case"]): row for row in table}
    average = by_place["Atakpamé", "average.given"]
    assert float(average["productive_hour"]) == pytest.approx(float(total_units(hand)) / hours)
    assert float(average["productive_hour_eur"]) == pytest.approx(float(total_units(hand) / hand.rate) / hours)
    assert (both.reading.hour, both.reading.hour_eur) == (
        average["productive_hour"],
        average["productive_hour_eur"],
    )
    for one in hand.document["reference"]:
        found = by_place[one["name"], "steady"]
        stands_in = "productive_hour_eur" if one["currency"] == "EUR" else "productive_hour"
        assert float(found[stands_in]) == pytest.approx(float(hand.place_hour(one)))
        assert found["currency"] == one["currency"]


def test_the_readings_beside_each_other(both: Both) -> None:
    table = rows(both.report.tables["readings"])
    assert [row["case"] for row in table] == ["given", "starts", "on_payroll"]
    people = both.hand.people[both.hand.last]
    assert table[0]["places"] == 22
    assert table[0]["recruited"] == pytest.approx(people["recruited"])
    assert table[0]["on_payroll"] == pytest.approx(people["payroll"])
    assert table[0]["cost"] == sum(one[5] for one in both.hand.lines())
    assert table[0]["cost_eur"] == sum(one[6] for one in both.hand.lines())
    assert table[0]["productive_hour"] == both.reading.hour


def test_a_calendar_that_was_worked_out_adds_up_too() -> None:
    """The preset: every reading's months, items, years and lines lead to the same totals, in francs and in euros."""
    report = build(lome(), plans=5)
    assert not report.faults
    for reading in report.readings:
        tables = {name: rows(table) for name, table in reading.tables.items()}
        for currency, total in (("", reading.total), ("_eur", reading.total_eur)):
            assert sum(row[f"amount{currency}"] for row in tables["lines"]) == total
            assert sum(row[f"total{currency}"] for row in tables["costs"][:-1]) == total
            for kind in ("calendar_year", "activity_year"):
                assert sum(row[f"cost{currency}"] for row in tables["years"] if row["kind"] == kind) == total
        assert sum(row["starts"] for row in tables["classes"]) == pytest.approx(reading.end.recruited)
        assert sum(row["there_at_the_end"] for row in tables["classes"]) == pytest.approx(reading.end.on_payroll)
        for row in tables["lines"]:
            exact = row["quantity"] * row["price"]
            assert abs(row["amount"] - exact) <= Decimal("0.5")
            assert abs(row["amount_eur"] - Decimal(row["amount"]) / Decimal("6.55957")) <= Decimal("0.5")
