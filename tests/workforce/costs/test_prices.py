"""The price of an hour and of a contact, on paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.workforce.tiny import costed, plan_of, programme, rows, tiny
from woezo.workforce.costs.prices import average_hour, contact_price, own_price, reference_price, steady_hour
from woezo.workforce.costs.work import contacts_an_hour
from woezo.workforce.hiring.plan import Reference
from woezo.workforce.reports.sheets import of_reading

D = Decimal

PARIS = Reference(
    name="Paris",
    currency="EUR",
    agent_month=D(1900),
    employer_charges_ratio=D("0.16"),
    months_a_year=D(12),
    overhead_ratio=D("0.30"),
    seat_month_cost=D(450),
    paid_hours_a_year=1820,
    shrinkage_ratio=D("0.33"),
)
LOME = Reference(
    name="Lomé",
    currency="XOF",
    agent_month=D(135_000),
    employer_charges_ratio=D("0.225"),
    months_a_year=D(13),
    overhead_ratio=D("0.30"),
    seat_month_cost=D(120_000),
    paid_hours_a_year=2080,
    shrinkage_ratio=D("0.28"),
)
# Nothing but the pay of agents: 77,424 in March, three times 1.2 million, 2,670,972, 3.6 and 1.8 million: 11,748,396 francs.
ONLY_PAY: dict[str, Any] = {
    "support": [],
    "set_up": [],
    "source": [],
    "training__trainer_month_pay": 0,
    "training__trainee_week_cost": 0,
    "nesting__coach_month_pay": 0,
    "seats__month_cost": 0,
    "seats__fit_out_cost": 0,
    "seats__links_month_cost": 0,
    "pay__trainee_month": 0,
    "pay__months_a_year": 12,
    "pay__employer_charges_ratio": 0,
    "pay__start_cost": 0,
}


def test_an_hour_in_paris() -> None:
    """1,900 x 1.3 x 1.16 = 2,865.20; + 450 = 3,315.20; x 12 = 39,782.40; / (1,820 x 0.67 = 1,219.4) = 32.62 euros."""
    price = reference_price(PARIS)
    assert price.price == pytest.approx(D("32.6246"), abs=D("0.00005"))
    assert price.price_eur == price.price
    assert (price.place, price.currency) == ("Paris", "EUR")


def test_an_hour_in_lome() -> None:
    """135,000 x 13 / 12 x 1.3 x 1.225 = 232,903.125; + 120,000, x 12 = 4,234,837.5; / (2,080 x 0.72 = 1,497.6) = 2,828."""
    price = reference_price(LOME)
    assert round(price.price or 0) == 2828
    assert price.price_eur == pytest.approx(D("4.31"), abs=D("0.005"))


def test_steady_hour_by_its_formula() -> None:
    """(1,200 x 14 / 12 x 1.5 + 100) x 12 / 1,000 = 2,200 x 12 / 1,000."""
    assert steady_hour(D(1200), D(14), D("0.5"), D(100), D(1000)) == D("26.4")
    assert steady_hour(D(1200), D(14), D("0.5"), D(100), D(0)) is None


def test_a_place_where_nobody_is_productive_or_without_a_rate() -> None:
    idle = reference_price(Reference(name="Nulle part", currency="EUR", agent_month=D(1), shrinkage_ratio=D(1)))
    assert (idle.price, idle.price_eur, idle.contact_eur(programmes(programme("A"))[0])) == (None, None, None)
    tunis = Reference(name="Tunis", currency="TND", agent_month=D(900), shrinkage_ratio=D(0), seat_month_cost=D(170))
    unknown = reference_price(tunis)
    assert unknown.price == pytest.approx(D("7.7308"), abs=D("0.00005"))  # (900 x 1.3 + 170) x 12 / 2,080
    assert unknown.price_eur is None


def programmes(*entries: Any) -> Any:
    """As a plan has them."""
    return plan_of(tiny(programme=list(entries))).programmes


@pytest.mark.parametrize(
    ("handling_s", "occupancy", "concurrency", "contacts"),
    [
        (318, "0.82", "1", 9.2830),  # 2,952 s of 3,600
        (190, "0.75", "1.5", 21.3158),  # chats: 2,700 s, one and a half at once
        (360, "1", "1", 10),
        (360, "0", "1", 0),
    ],
)
def test_contacts_in_a_productive_hour(handling_s: int, occupancy: str, concurrency: str, contacts: float) -> None:
    entry = programme("A", handling_s=handling_s, occupancy_ratio=D(occupancy), concurrency=D(concurrency))
    assert contacts_an_hour(programmes(entry)[0]) == pytest.approx(contacts, abs=5e-5)


def test_the_same_contact_at_two_places() -> None:
    """9.283 contacts an hour: 32.6246 / 9.283 = 3.514 euros in Paris, 4.3109 / 9.283 = 0.464 in Lomé."""
    market = programmes(programme("Marché", handling_s=318, occupancy_ratio=D("0.82")))[0]
    assert reference_price(PARIS).contact_eur(market) == pytest.approx(D("3.514"), abs=D("0.0005"))
    assert reference_price(LOME).contact_eur(market) == pytest.approx(D("0.464"), abs=D("0.0005"))
    assert reference_price(PARIS).contact_eur(programmes(programme("A", occupancy_ratio=0))[0]) is None


def test_the_steady_hour_of_the_site_carries_its_staff() -> None:
    """30 agents in 2020, 253 working days of 6.48 h: 1,639.44 h.

    Gross 120,000 + 260,000/30 + 280,000/8 + 1,000,000/30 = 197,000; x 13/12 x 1.25 = 266,770.83; seat 100,000 x 0.6 and
    links 3,000,000/30: 160,000. So 426,770.83 x 12 / 1,639.44 = 3,123.78 francs.
    """
    price = own_price(plan_of(tiny(site__ends=date(2020, 12, 31))), 30.0)
    assert price.price == pytest.approx(D("3123.78"), abs=D("0.005"))
    assert price.price_eur == pytest.approx(D("4.762"), abs=D("0.0005"))
    assert price.place == "Kara"


def test_leavers_are_not_replaced_in_the_steady_hour() -> None:
    """Neither how many leave, nor what recruiting and trainees cost, is in it; the labels of every output say so."""
    dear = {
        "attrition__later_ratio": D("0.2"),
        "pay__start_cost": 999_999,
        "pay__trainee_month": 200_000,
        "training__trainee_week_cost": 99_999,
        "nesting__coach_month_pay": 999_999,
    }
    assert own_price(plan_of(tiny(**dear)), 30.0).price == own_price(plan_of(tiny()), 30.0).price
    paid = own_price(plan_of(tiny(training__trainer_month_pay=999_999)), 30.0).price
    assert paid is not None
    assert paid > (own_price(plan_of(tiny()), 30.0).price or 0)  # trainers are there for whom they teach


def test_few_agents_have_the_fewest_staff_to_carry() -> None:
    """Four: the supervisor is a quarter for each, 70,000, the director 250,000, the trainer 65,000: gross 505,000.

    x 13/12 x 1.25 = 683,854.17; links 750,000 and 60,000; 1,493,854.17 x 12 / 1,639.44 = 10,934.37.
    """
    plan = plan_of(tiny(site__ends=date(2020, 12, 31)))
    assert own_price(plan, 4.0).price == pytest.approx(D("10934.37"), abs=D("0.005"))
    assert own_price(plan, 0.0) == own_price(plan, 1.0)  # nobody left: as for one


def test_the_average_hour_is_all_cost_over_all_productive_hours() -> None:
    """1,231.2 + 1,231.2 + 1,360.8 + 3,173.11 + 4,082.4 + 2,138.4 = 13,217.11 h; 11,748,396 / that = 888.88 francs."""
    costing = costed(tiny(**ONLY_PAY))
    assert costing.total == 11_748_396
    average = average_hour(costing)
    assert average is not None
    assert average.price == pytest.approx(D("888.878"), abs=D("0.0005"))
    assert average.price_eur == pytest.approx(D("1.3551"), abs=D("0.00005"))


def test_an_hour_is_dearer_while_agents_wait() -> None:
    """From 1 June on: 2,462.4 h less for the same money: 11,748,396 / 10,754.71."""
    costing = costed(tiny(**ONLY_PAY, programme=[programme("A", delay_months=2)]))
    assert costing.total == 11_748_396
    average = average_hour(costing)
    assert average is not None
    assert average.price == pytest.approx(D("1092.395"), abs=D("0.0005"))


def test_no_hour_no_price() -> None:
    assert average_hour(costed(tiny(**{"class": []}))) is None


def test_a_contact_over_the_plan() -> None:
    """10,965.83 effective hours of ten contacts: 11,748,396 / 109,658.3 = 107.136 francs."""
    costing = costed(tiny(**ONLY_PAY, programme=[programme("A")]))
    assert contact_price(costing, 0) == pytest.approx(D("107.136"), abs=D("0.0005"))


def test_cost_is_shared_by_hours() -> None:
    """A quarter of the hours carries a quarter of the cost; a contact twice as long costs twice as much."""
    both = [programme("A", share_ratio=0.75), programme("B", share_ratio=0.25, handling_s=720)]
    costing = costed(tiny(**ONLY_PAY, programme=both))
    assert contact_price(costing, 0) == pytest.approx(D("107.136"), abs=D("0.0005"))
    assert contact_price(costing, 1) == pytest.approx(D("214.273"), abs=D("0.0005"))


@pytest.mark.parametrize("more", [{"occupancy_ratio": 0}, {"start": date(2020, 5, 1), "delay_months": 12}])
def test_a_programme_without_contacts_has_no_price(more: Any) -> None:
    costing = costed(tiny(programme=[programme("A", **more)]))
    assert contact_price(costing, 0) is None


def test_the_table_of_contacts() -> None:
    """Over the plan 107.136 francs, 0.1633 euros; in Paris 32.6246 euros for ten; in Tunis no rate."""
    names = ("name", "currency", "agent_month", "employer_charges_ratio", "seat_month_cost", "paid_hours_a_year")
    paris = {name: getattr(PARIS, name) for name in (*names, "overhead_ratio", "shrinkage_ratio")}
    places = [paris, {"name": "Tunis", "currency": "TND", "agent_month": 900}]
    costing = costed(tiny(**ONLY_PAY, programme=[programme("A")], reference=places))
    (row,) = rows(of_reading(costing, {})["contacts"])
    assert (row["programme"], row["capacity"]) == ("A", 109_658)
    assert row["over_the_plan_eur"] == pytest.approx(D("0.1633"), abs=D("0.00005"))
    assert row["place:Paris"] == pytest.approx(D("3.26246"), abs=D("0.000005"))
    assert row["place:Tunis"] is None
