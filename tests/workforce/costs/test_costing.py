"""Each item of the costs of the tiny plan, on paper: quantity times price, rounded half up once for each line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.workforce.tiny import TINY, costed, lines_of, tiny
from woezo.workforce.costs.costing import ITEMS, Costing

D = Decimal


def found(costing: Costing, item: str, detail: str = "") -> dict[int, tuple[Decimal, int]]:
    """Quantity and amount of an item by month of the year."""
    lines = (one for one in costing.lines if (one.item, one.detail) == (item, detail))
    return {one.month.first.month: (one.quantity, one.amount) for one in lines}


@pytest.fixture(scope="module")
def francs() -> Costing:
    return costed(tiny())


def test_agents_are_paid_by_the_days_of_the_month(francs: Costing) -> None:
    """March 20/31 of 120,000; July 690/31; September half of a month of thirty."""
    assert found(francs, "agent_pay") == {
        3: (D("0.6452"), 77_424),
        4: (10, 1_200_000),
        5: (10, 1_200_000),
        6: (10, 1_200_000),
        7: (D("22.2581"), 2_670_972),
        8: (30, 3_600_000),
        9: (15, 1_800_000),
    }


def test_trainees_are_paid_by_the_days_of_the_month(francs: Costing) -> None:
    """March 280/31 of 60,000, June 320/30, July 240/31."""
    assert found(francs, "trainee_pay") == {
        3: (D("9.0323"), 541_938),
        6: (D("10.6667"), 640_002),
        7: (D("7.7419"), 464_514),
    }


def test_trainers_are_paid_from_the_first_class_on(francs: Costing) -> None:
    """Thirty of the 31 days of March."""
    trainer = found(francs, "support_pay", "trainer")
    assert trainer[3] == (D("0.9677"), 251_602)
    assert [trainer[month] for month in (4, 8, 9)] == [(1, 260_000), (1, 260_000), (D("0.5"), 130_000)]
    assert min(trainer) == 3


def test_coaches_are_paid_for_months_with_agents_in_nesting(francs: Costing) -> None:
    assert found(francs, "support_pay", "coach") == {3: (1, 180_000), 4: (1, 180_000), 7: (3, 540_000)}


def test_support_staff_is_paid_from_the_day_of_its_lead(francs: Costing) -> None:
    """The director three days of January, the supervisor from 19 February: 11 of 29 days."""
    assert found(francs, "support_pay", "Direction")[1] == (D("0.0968"), 96_800)
    supervisor = found(francs, "support_pay", "Superviseur")
    assert supervisor[2] == (D("0.3793"), 106_204)
    assert [supervisor[month] for month in (3, 4, 7, 8)] == [(1, 280_000), (2, 560_000), (3, 840_000), (4, 1_120_000)]
    assert supervisor[9] == (2, 560_000)  # four, half a month


def test_the_thirteenth_month_is_a_twelfth_of_gross_pay(francs: Costing) -> None:
    """March: 77,424 + 541,938 + 251,602 + 180,000 + 280,000 + 1,000,000 = 2,330,964; July's twelfth ends in a half."""
    thirteenth = found(francs, "thirteenth_month")
    assert thirteenth[3] == (2_330_964, 194_247)
    assert thirteenth[7] == (5_775_486, 481_291)
    assert not found(costed(tiny(pay__months_a_year=12)), "thirteenth_month")


def test_half_a_franc_is_rounded_up_whatever_the_months_of_pay() -> None:
    """14.5 months: 2,330,964 x 2.5 / 12 is 485,617.5, though no decimal number is 2.5 / 12."""
    assert lines_of(tiny(pay__months_a_year=D("14.5")), 3)["thirteenth_month", ""].amount == 485_618


def test_charges_are_on_gross_pay_and_the_thirteenth_month(francs: Costing) -> None:
    """March: a quarter of 2,330,964 + 194,247 = 2,525,211 is 631,302.75."""
    assert found(francs, "employer_charges")[3] == (2_525_211, 631_303)
    assert found(francs, "employer_charges")[1] == (104_867, 26_217)


def test_recruiting_by_source_and_by_start(francs: Costing) -> None:
    """For ten: 8 and 3 applicants, for twenty 15 and 5; 25,000 for each who starts."""
    assert found(francs, "recruiting", "ANPE") == {3: (8, 12_000), 6: (15, 22_500)}
    assert found(francs, "recruiting", "Cooptation") == {3: (3, 12_000), 6: (5, 20_000)}
    assert found(francs, "recruiting") == {3: (10, 250_000), 6: (20, 500_000)}


def test_two_classes_of_a_month_are_one_line_of_each_source() -> None:
    both = [{"start": date(2020, 3, 2), "size": 10}, {"start": date(2020, 3, 16), "size": 10}]
    march = lines_of(tiny(**{"class": both}), 3)
    assert march["recruiting", "ANPE"].quantity == 16
    assert march["recruiting", ""].quantity == 20


def test_training_by_the_weeks_of_trainees(francs: Costing) -> None:
    """Ten for four weeks; of the twenty 16 days in June (320/7) and 12 in July (240/7): 80 weeks."""
    assert found(francs, "training") == {3: (40, 400_000), 6: (D("45.7143"), 457_143), 7: (D("34.2857"), 342_857)}


def test_seats_are_paid_with_the_places_in_training(francs: Costing) -> None:
    """6 + 10 in March, 6 in April, 6 + 20 in June, 18 + 20 in July, 18 for half of September."""
    seats = found(francs, "seats")
    assert {month: int(quantity) for month, (quantity, _) in seats.items()} == {
        3: 16,
        4: 6,
        5: 6,
        6: 26,
        7: 38,
        8: 18,
        9: 9,
    }
    assert seats[7] == (38, 3_800_000)


def test_a_place_is_fitted_out_once(francs: Costing) -> None:
    """16 in March, 10 more in June, 12 more in July; those of April that stand empty are used again."""
    assert found(francs, "fit_out") == {3: (16, 16_000_000), 6: (10, 10_000_000), 7: (12, 12_000_000)}


@pytest.mark.parametrize(
    ("weeks", "first", "quantity"),
    [(0, 4, "1"), (4, 3, "0.9032"), (9, 1, "0.0968")],  # 1 April, 4 March (28 of 31 days), 29 January (3 of 31)
)
def test_links_are_paid_from_their_lead_on(weeks: int, first: int, quantity: str) -> None:
    links = found(costed(tiny(seats__links_lead_weeks=weeks)), "links")
    assert min(links) == first
    assert links[first][0] == D(quantity)
    assert links[5] == (1, 3_000_000)
    assert links[9] == (D("0.5"), 1_500_000)


def test_what_is_paid_once_is_paid_in_its_month(francs: Costing) -> None:
    """Eight weeks before 1 April is 5 February, four weeks 4 March; half a franc makes one."""
    assert found(francs, "set_up", "Licence") == {2: (1, 800_000)}
    assert found(francs, "set_up", "Réseau") == {3: (1, 400_001)}


def test_a_month_adds_up(francs: Costing) -> None:
    """March: pay 2,330,964, on it 194,247 and 631,303; recruits 274,000; training 400,000; places 1,600,000 and 16,000,000;
    links 2,709,600; network 400,001.
    """
    march = [one for one in francs.lines if one.month.first.month == 3]
    assert sum(one.amount for one in march) == 24_540_115
    assert {one.item for one in march} == set(ITEMS)
    assert [one.item for one in march] == sorted((one.item for one in march), key=ITEMS.index)


def test_the_whole_plan_adds_up(francs: Costing) -> None:
    by_month = dict.fromkeys(range(1, 10), 0)
    for one in francs.lines:
        by_month[one.month.first.month] += one.amount
    assert by_month == {
        1: 131_084,  # 96,800 + 8,067 + 26,217
        2: 2_297_985,  # 1,106,204 + 92,184 + 299,597 + 800,000
        3: 24_540_115,
        4: 7_933_334,  # 3,200,000 + 266,667 + 866,667 + 600,000 + 3,000,000
        5: 7_689_584,  # 3,020,000 + 251,667 + 817,917 + 3,600,000
        6: 21_555_896,  # 3,660,002 + 305,000 + 991,251 + 542,500 + 457,143 + 5,600,000 + 10,000,000
        7: 26_963_828,  # 5,775,486 + 481,291 + 1,564,194 + 342,857 + 6,800,000 + 12,000,000
        8: 12_897_916,  # 5,980,000 + 498,333 + 1,619,583 + 4,800,000
        9: 6_448_959,  # 2,990,000 + 249,167 + 809,792 + 2,400,000
    }
    assert francs.total == 110_458_701


def test_all_pay_rises_at_each_new_year() -> None:
    """A tenth and a tenth of that: 30 agents cost 3.6, 3.96 and 4.356 million; seats stay what they were."""
    document = tiny(site__ends=date(2022, 1, 31))
    december, january, later = lines_of(document, 12), lines_of(document, 1, 2021), lines_of(document, 1, 2022)
    amounts = [one["agent_pay", ""].amount for one in (december, january, later)]
    assert amounts == [3_600_000, 3_960_000, 4_356_000]
    assert january["support_pay", "trainer"].amount == 286_000
    assert january["support_pay", "Superviseur"].amount == 1_232_000  # four of 308,000
    assert later["support_pay", "Direction"].price == 1_210_000
    assert january["seats", ""].amount == december["seats", ""].amount


def test_pay_does_not_rise_in_the_year_of_the_opening() -> None:
    """Open on 4 January 2021: whoever was paid in 2020 is paid the same throughout 2021."""
    document = tiny(site__opening=date(2021, 1, 4), site__ends=date(2022, 1, 31))
    prices = [
        lines_of(document, month, year)["agent_pay", ""].price for month, year in ((12, 2020), (12, 2021), (1, 2022))
    ]
    assert prices == [120_000, 120_000, 132_000]


def test_trainees_and_coaches_rise_too() -> None:
    held = [*TINY["class"], {"start": date(2021, 1, 4), "size": 20}]
    document = tiny(site__ends=date(2021, 3, 31), **{"class": held})
    assert lines_of(document, 1, 2021)["trainee_pay", ""].price == 66_000
    assert lines_of(document, 2, 2021)["support_pay", "coach"].price == 198_000


@pytest.mark.parametrize(
    ("currency", "cost", "amount"),
    [
        ("XOF", "0.4", None),  # less than half a unit is no line
        ("XOF", "0.5", 1),
        ("XOF", "2.5", 3),  # not to the even one
        ("EUR", "0.125", 13),
        ("EUR", "0.135", 14),
        ("EUR", "0.1349", 13),
        ("TND", "0.0005", 1),
        ("TND", "12.3455", 12_346),
    ],
)
def test_half_a_minor_unit_is_rounded_up(currency: str, cost: str, amount: int | None) -> None:
    document = tiny(site__currency=currency, set_up=[{"name": "Bail", "cost": D(cost), "lead_weeks": 4}])
    line = lines_of(document, 3).get(("set_up", "Bail"))
    assert (line and line.amount) == amount


def test_a_site_in_euro_has_cents_and_one_total() -> None:
    """March: 0.6452 x 1,900.35 = 1,226.106; 9.0323 x 1,200.125 = 10,839.889."""
    document = tiny(site__currency="EUR", pay__agent_month=D("1900.35"), pay__trainee_month=D("1200.125"))
    march = lines_of(document, 3)
    assert march["agent_pay", ""].amount == march["agent_pay", ""].amount_eur == 122_611
    assert march["trainee_pay", ""].amount == 1_083_989
    costing = costed(document)
    assert costing.total_units == D(costing.total) / 100
    assert costing.total_eur == costing.total


def test_a_site_in_dinars_has_three_decimals() -> None:
    """March: 0.6452 x 900.125 = 580.76065, 580.761 dinars; at 3.31 that is 175.4565 euros."""
    march = lines_of(tiny(site__currency="TND", site__per_euro=D("3.31"), pay__agent_month=D("900.125")), 3)
    assert (march["agent_pay", ""].amount, march["agent_pay", ""].amount_eur) == (580_761, 17_546)


def test_francs_in_euro_line_by_line(francs: Costing) -> None:
    """655.957 francs: a million is 1,524.49 euros, 77,424 are 118.032."""
    march = {(one.item, one.detail): one.amount_eur for one in francs.lines if one.month.first.month == 3}
    assert march["support_pay", "Direction"] == 152_449
    assert march["agent_pay", ""] == 11_803
    assert francs.total_units == francs.total  # without decimals


def test_euro_totals_are_sums_of_what_is_shown() -> None:
    """Five francs are 0.76 cents, shown as one: three such lines add 3 cents, though fifteen francs are 2.29."""
    paid = [{"name": f"Timbre {number}", "cost": 5, "lead_weeks": 4} for number in (1, 2, 3)]
    without, more = costed(tiny(set_up=[])), costed(tiny(set_up=paid))
    assert (more.total - without.total, (more.total_eur or 0) - (without.total_eur or 0)) == (15, 3)


def test_a_fixed_rate_is_not_the_plans_to_say(francs: Costing) -> None:
    assert costed(tiny(site__per_euro=D(600))).total_eur == francs.total_eur


def test_without_a_rate_there_are_no_euro_amounts(francs: Costing) -> None:
    """In dirhams the same plan costs the same, half a unit being fifty hundredths."""
    costing = costed(tiny(site__currency="MAD"))
    assert {one.amount_eur for one in costing.lines} == {None}
    assert costing.total_eur is None
    assert abs(costing.total_units - francs.total) < 10


@pytest.mark.parametrize("nobody", [{"class": []}, {"class": [], "support": [], "set_up": [], "source": []}])
def test_a_site_without_classes_pays_for_what_stands(nobody: Any) -> None:
    items = {one.item for one in costed(tiny(**nobody)).lines}
    assert "links" in items
    assert not items & {"agent_pay", "trainee_pay", "recruiting", "training", "seats", "fit_out"}
