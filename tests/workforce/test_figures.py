"""Figures that were worked out elsewhere, by hand or by others' models: the plan must say the same."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.workforce.documents import Document, changed, lome, one_class, promise, small
from woezo.workforce.costs.prices import own_price, reference_price, steady_hour
from woezo.workforce.costs.staffing import at_least_whole
from woezo.workforce.costs.work import contacts_an_hour, hours_a_day, stretches
from woezo.workforce.hiring.calendars import regular
from woezo.workforce.hiring.checks import checked
from woezo.workforce.hiring.cohorts import Course, average, cohorts, course, on
from woezo.workforce.hiring.plan import Plan, Programme, Reference
from woezo.workforce.hiring.reading import read
from woezo.workforce.periods import Period
from woezo.workforce.reports.report import build, what_ifs


def plan_of(document: Document) -> Plan:
    """As it can be computed."""
    plan, _ = read(document)
    assert plan is not None
    return checked(plan)[0]


def rows(document: Document, table: str, reading: str = "") -> list[dict[str, Any]]:
    """Of a table, by name of column."""
    report = build(document, plans=2)
    named = {one.name: one.tables for one in report.readings}
    found = (named[reading] if reading else report.tables)[table]
    return [dict(zip((one.name for one in found.columns), row, strict=True)) for row in found.rows]


# -- the price of an hour -----------------------------------------------------------------------------------------------
def test_an_hour_in_paris() -> None:
    """1,900 EUR, charges of 16 %, support of 30 %, 450 EUR for a seat, 1,820 hours less 33 %: 32.6 EUR."""
    (paris, *_) = plan_of(lome()).references
    found = reference_price(paris)
    assert found.price_eur == found.price
    assert float(found.price or 0) == pytest.approx(32.6, abs=0.05)
    by_hand = (Decimal(1900) * Decimal("1.16") * Decimal("1.3") + 450) * 12 / (1820 * Decimal("0.67"))
    assert float(found.price or 0) == pytest.approx(float(by_hand))


def test_an_hour_in_togo() -> None:
    """135,000 XOF, 22.5 %, 13 months, 30 % support, a seat of 120,000, 2,080 hours less 28 %: 2,828 XOF, 4.31 EUR."""
    togo = Reference(
        name="Togo",
        currency="XOF",
        agent_month=Decimal(135_000),
        employer_charges_ratio=Decimal("0.225"),
        months_a_year=Decimal(13),
        overhead_ratio=Decimal("0.30"),
        seat_month_cost=Decimal(120_000),
        paid_hours_a_year=2_080,
        shrinkage_ratio=Decimal("0.28"),
    )
    found = reference_price(togo)
    assert round(found.price or 0) == 2_828
    assert round(found.price_eur or 0, 2) == Decimal("4.31")


def test_nobody_productive_has_no_price() -> None:
    """All of the time is lost, or none is paid: no price, and no division by zero."""
    assert steady_hour(Decimal(1), Decimal(12), Decimal(0), Decimal(0), Decimal(0)) is None
    lost = Reference(name="x", currency="EUR", agent_month=Decimal(1), shrinkage_ratio=Decimal(1))
    assert (reference_price(lost).price, reference_price(lost).price_eur) == (None, None)
    assert reference_price(lost).contact_eur(Programme(name="y")) is None
    document = lome()
    document["presence"]["absence_ratio"] = 1
    document["programme"][0]["occupancy_ratio"] = 0
    assert own_price(plan_of(document), 10.0).price is None
    for row in rows(document, "hours"):
        assert (row["productive_hour_eur"] is None) == (row["place"] == "Lomé")
    (first, *_) = rows(document, "contacts", "starts")
    assert {value for name, value in first.items() if name not in ("programme", "capacity")} == {None}


def test_an_own_hour_without_pay_still_carries_its_staff() -> None:
    """Support staff are no share of the agents' pay here: unpaid agents do not make them free."""
    paid, unpaid = (own_price(plan_of(changed(lome(), pay__agent_month=pay)), 300.0).price for pay in (135_000, 0))
    assert paid is not None
    assert unpaid is not None
    assert 0 < unpaid < paid
    more = lome()
    more["support"].append(more["support"][0] | {"name": "Renfort"})
    more["pay"]["agent_month"] = 0
    assert (own_price(plan_of(more), 300.0).price or 0) > unpaid


def test_contacts_of_an_hour() -> None:
    """82 % of 3,600 seconds over 318 is 9.28; two at once are twice as many."""
    call = Programme(name="x", handling_s=318, occupancy_ratio=Decimal("0.82"))
    assert contacts_an_hour(call) == pytest.approx(9.283, abs=0.001)
    chat = Programme(name="x", handling_s=318, occupancy_ratio=Decimal("0.82"), concurrency=Decimal(2))
    assert contacts_an_hour(chat) == 2 * contacts_an_hour(call)


def test_productive_hours_of_a_day() -> None:
    """40 hours in five days, five weeks of leave of 52.18, 6 % absent, 6 % breaks, 5 % internal: 6.07 hours."""
    presence = plan_of(lome()).presence
    assert hours_a_day(presence) == pytest.approx(8 * (1 - 5 / (365.25 / 7)) * 0.94 * 0.94 * 0.95)


# -- people -------------------------------------------------------------------------------------------------------------
def hundred(**changes: Any) -> tuple[Course, Plan]:
    """The course of the preset's recruits."""
    plan = plan_of(changed(lome(), **changes))
    return course(plan), plan


def test_of_a_hundred_who_start_sixty_are_left_after_a_year_of_work() -> None:
    """12 % fail, then 5 % a month leave for three months, 2.5 % for nine."""
    found, plan = hundred()
    year = plan.training.weeks + 52
    assert found.there[plan.training.weeks] == pytest.approx(0.88)
    assert found.there[year] == pytest.approx(0.60, abs=0.005)
    assert found.there[year] == pytest.approx(0.88 * 0.95**3 * 0.975**9, rel=0.01)


def test_a_month_of_attrition_is_spread_over_its_weeks() -> None:
    """After whole years of production the monthly rates come out, whatever a month has of weeks."""
    flat = {
        f"attrition__{name}": Decimal("0.04") for name in ("months_1_to_3_ratio", "months_4_to_12_ratio", "later_ratio")
    }
    found, plan = hundred(**flat)
    weeks = 4 * 52
    months = weeks * 7 / (365.25 / 12)
    assert found.there[plan.training.weeks + weeks] / 0.88 == pytest.approx(0.96**months)


def test_everybody_leaves_at_once_and_nobody_leaves() -> None:
    all_leave = dict.fromkeys(("attrition__months_1_to_3_ratio", "attrition__months_4_to_12_ratio"), 1)
    found, plan = hundred(**all_leave)
    assert found.there[plan.training.weeks] == pytest.approx(0.88)
    assert set(found.there[plan.training.weeks + 1 :]) == {0.0}
    none = dict.fromkeys(
        ("attrition__months_1_to_3_ratio", "attrition__months_4_to_12_ratio", "attrition__later_ratio"), 0
    )
    found, plan = hundred(**none, training__pass_ratio=1)
    assert set(found.there) == {1.0}


def test_the_learning_curve_goes_on_with_its_last_figure() -> None:
    found, plan = hundred()
    months = [found.efficiency[plan.training.weeks + int(month * 365.25 / 12 / 7) + 1] for month in range(14)]
    assert months == [0.53, 0.65, 0.74, 0.81, 0.86, 0.90, 0.93, 0.96, 0.98, 1.0, 1.0, 1.0, 1.0, 1.0]
    assert sum(months[:10]) / 10 == pytest.approx(0.84, abs=0.005)
    assert set(found.efficiency[: plan.training.weeks]) == {0.0}


def test_five_hundred_starts_leave_three_hundred() -> None:
    """Exactly 500 starts, 100 of them in the first year: about 298 on the payroll, 277 of them effective."""
    weeks = [date(2020, 3, 2) + timedelta(weeks=4 * number) for number in range(40)]
    sizes = [100 * (n + 1) // 11 - 100 * n // 11 for n in range(11)]
    sizes += [400 * (n + 1) // 29 - 400 * n // 29 for n in range(29)]
    document = changed(lome(), source=None, **{"class": [one_class(*one) for one in zip(weeks, sizes, strict=True)]})
    plan = plan_of(document)
    heads = on(cohorts(plan, plan.classes), date(2023, 3, 31))
    assert sum(sizes) == heads.recruited == 500
    assert heads.on_payroll == pytest.approx(298, abs=6)
    assert heads.effective == pytest.approx(277, abs=14)


def test_five_hundred_on_the_payroll_need_eight_hundred_and_fifty_starts() -> None:
    """A model by months gives 858 starts for 500 net; by weeks and with the first year as promised, it is within 2 %."""
    net = promise(500, date(2023, 3, 31), "on_payroll")
    plan = plan_of(changed(lome(), source=None, calendar__probability_ratio=Decimal("0.5"), promise=[net]))
    held, faults = regular(plan)
    assert not faults
    heads = on(cohorts(plan, held), date(2023, 3, 31))
    assert heads.on_payroll == pytest.approx(500, abs=1)
    assert heads.recruited == pytest.approx(858, rel=0.025)


def test_seats_of_five_hundred_agents() -> None:
    """At 88 % presence and 1.45 agents for a seat: 303.4, so 304."""
    assert at_least_whole(500 * 0.88 / 1.45) == 304
    document = changed(lome(), source=None, training__pass_ratio=1, training__class_size_most=500)
    document["class"] = [one_class(date(2020, 3, 2), 500)]
    for name in ("months_1_to_3_ratio", "months_4_to_12_ratio", "later_ratio"):
        document.setdefault("attrition", {})[name] = 0
    (*_, last) = rows(document, "staff", "given")
    assert last["certified"] == 500
    assert last["seats"] == 304


def test_twenty_people_are_twenty() -> None:
    """A sum of floats a hair above a whole number does not cost a seat, a coach or a room."""
    assert at_least_whole(20.000000000001) == 20
    assert at_least_whole(20.00001) == 21
    assert at_least_whole(0) == 0


# -- a programme ----------------------------------------------------------------------------------------------------------
def test_a_month_is_cut_where_a_programme_starts() -> None:
    plan = plan_of(small())  # Marché from 12 May, at work a month later; Banque from 21 September
    cut = [(one.first.day, one.last.day) for one in stretches(plan, Period(date(2020, 5, 1), date(2020, 5, 31)))]
    assert cut == [(1, 11), (12, 31)]
    april = [one.first for one in stretches(plan, Period(date(2020, 4, 1), date(2020, 4, 30)))]
    assert april == [date(2020, 4, 1), date(2020, 4, 15)]  # the opening
    assert list(stretches(plan, march := Period(date(2020, 3, 1), date(2020, 3, 31)))) == [march]


def test_who_has_no_programme_yet_waits() -> None:
    """Before the first start everybody is idle; during a delay the people of the late one; afterwards nobody."""
    table = {row["month"]: row for row in rows(small(), "staff", "given")}
    april, may, july = (table[date(2020, month, 1)] for month in (4, 5, 7))
    assert april["productive_hours"] == may["productive_hours"] == 0
    assert april["idle_hours"] > 0
    assert july["idle_hours"] == 0
    assert july["productive_hours"] > 0
    june = table[date(2020, 6, 1)]  # from the 12th on
    assert june["productive_hours"] > june["idle_hours"] > 0


def test_a_programme_that_starts_within_a_month_has_its_share_from_that_day_on() -> None:
    """From 16 July on a programme of 0.3 beside one of 0.5 has three eighths of the people, for half of the month."""
    document = changed(lome(), promise=None, **{"class": [one_class(date(2020, 3, 2), 25)]})
    document["programme"] = [
        {"name": "A", "share_ratio": Decimal("0.5"), "handling_s": 360, "occupancy_ratio": 1},
        {
            "name": "B",
            "share_ratio": Decimal("0.3"),
            "handling_s": 360,
            "occupancy_ratio": 1,
            "start": date(2022, 7, 16),
        },
    ]
    document["site"]["ends"] = date(2022, 7, 31)
    plan = plan_of(document)
    from woezo.workforce.costs.work import work

    month, groups = Period(date(2022, 7, 1), date(2022, 7, 31)), cohorts(plan, plan.classes)
    july = work(plan, groups, month, average(groups, month))
    days = [plan.working_days.working_days(date(2022, 7, 1), date(2022, 7, 15))]
    days.append(july.working_days - days[0])
    assert july.programme_hours[1] / july.productive_hours == pytest.approx(3 / 8 * days[1] / sum(days), rel=0.01)
    assert july.idle_hours == pytest.approx(0, abs=1e-9)


# -- what if --------------------------------------------------------------------------------------------------------------
def cases(document: Document, reading: str = "starts") -> dict[str, dict[str, Any]]:
    """The table of what-ifs by case."""
    report = build(document, plans=2)
    table = what_ifs(report, reading)
    assert table is not None
    names = [one.name for one in table.columns]
    return {str(row[0]): dict(zip(names, row, strict=True)) for row in table.rows}


def test_what_ifs_change_one_thing_each() -> None:
    found = cases(lome())
    assert list(found) == ["as_planned", "attrition_doubles", "class_fails", "programme_late", "pay_rises"]
    was = found["as_planned"]
    assert all(one["places"] == was["places"] for one in found.values())
    assert all(one["recruited"] == was["recruited"] for one in found.values())
    assert found["attrition_doubles"]["on_payroll"] < was["on_payroll"]
    assert found["attrition_doubles"]["cost"] < was["cost"]
    assert found["class_fails"]["on_payroll"] < was["on_payroll"]
    for same in ("programme_late", "pay_rises"):
        assert found[same]["on_payroll"] == was["on_payroll"]
    assert found["programme_late"]["cost"] == was["cost"]
    assert found["programme_late"]["productive_hour"] > was["productive_hour"]
    assert found["pay_rises"]["cost"] > was["cost"]


def test_attrition_doubled_is_the_plan_with_doubled_rates() -> None:
    document = lome()
    document["attrition"] = {
        "months_1_to_3_ratio": Decimal("0.10"),
        "months_4_to_12_ratio": Decimal("0.05"),
        "later_ratio": Decimal("0.03"),
    }
    held = regular(plan_of(changed(lome())))[0]
    document["class"] = [one_class(one.start, one.size) for one in held]
    (given, *_) = build(document, plans=2).readings
    doubled = cases(lome())["attrition_doubles"]
    assert doubled["on_payroll"] == pytest.approx(given.end.on_payroll)
    assert doubled["cost"] == given.total


def test_rates_of_more_than_half_double_to_everybody() -> None:
    found = cases(changed(lome(), attrition__later_ratio=Decimal("0.9")))
    assert found["attrition_doubles"]["on_payroll"] > 0


def test_pay_rises_by_a_tenth_and_nothing_else_does() -> None:
    """All that follows from pay is a tenth higher, to the rounding of each line; the rest is not."""
    document = lome()
    for name in ("agent_month", "trainee_month"):
        document["pay"][name] = Decimal({"agent_month": 148_500, "trainee_month": 77_000}[name])
    document["training"]["trainer_month_pay"] = 286_000
    document["nesting"] = {"coach_month_pay": 198_000}
    for one in document["support"]:
        one["month_pay"] = one["month_pay"] * Decimal("1.1")
    assert cases(lome())["pay_rises"]["cost"] == cases(document)["as_planned"]["cost"]
    before, after = (rows(each, "costs", "starts")[-1] for each in (lome(), document))
    for item in ("agent_pay", "trainee_pay", "support_pay", "thirteenth_month", "employer_charges"):
        assert after[item] == pytest.approx(before[item] * 1.1, abs=500)
    for item in ("recruiting", "training", "seats", "links", "fit_out", "set_up"):
        assert after[item] == before[item]


def test_a_class_fails_is_that_class_without_anybody_certified() -> None:
    document = small()
    failed = changed(document)
    failed["class"][1]["pass_ratio"] = 0
    (given, *_) = build(failed, plans=2).readings
    found = cases(document, "given")["class_fails"]
    assert (found["on_payroll"], found["cost"]) == (given.end.on_payroll, given.total)


def test_a_late_programme_is_the_one_that_starts_first() -> None:
    document = small()
    late = changed(document)
    late["programme"][0]["delay_months"] = 3  # it is late by one already
    (given, *_) = build(late, plans=2).readings
    assert cases(document, "given")["programme_late"]["productive_hour"] == given.hour


def test_what_ifs_of_a_bare_plan() -> None:
    """No class, no programme, no reading of that name: nothing to change, and nothing raises."""
    bare = {"site": lome()["site"]}
    report = build(bare, plans=1)
    assert what_ifs(report, "starts") is None
    table = what_ifs(report, "given")
    assert table is not None
    assert len({row[1:] for row in table.rows if row[0] != "pay_rises"}) == 1
    assert what_ifs(build({}, plans=1), "given") is None


# -- support --------------------------------------------------------------------------------------------------------------
def test_roles_by_ratio_and_by_number() -> None:
    """One for 15 agents and two at least; nobody before the weeks from which they are paid."""
    table = {row["month"]: row for row in rows(lome(), "staff", "on_payroll")}
    for month, row in table.items():
        end = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        paid = end >= date(2020, 4, 1) - timedelta(weeks=8)
        assert row["role:Superviseur"] == (max(2, at_least_whole(row["certified"] / 15)) if paid else 0)
    assert {row["role:Direction du site"] for row in table.values()} == {0, 1}


def test_pay_rises_each_january_after_the_opening() -> None:
    lines = [row for row in rows(lome(), "lines", "starts") if row["item"] == "agent_pay"]
    prices = {row["month"].year: row["price"] for row in lines}
    assert prices == {
        2020: 135_000,
        2021: 135_000 * Decimal("1.02"),
        2022: 135_000 * Decimal("1.02") ** 2,
        2023: 135_000 * Decimal("1.02") ** 3,
    }
    assert {row["month"].year for row in lines if row["price"] == 135_000} == {2020}
