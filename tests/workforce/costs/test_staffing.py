"""Who is there in each month of the tiny plan, what they need and what they do: on paper (tiny.py has the plan)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workforce.tiny import TINY, costed, month_of, plan_of, programme, tiny
from woezo.workforce.costs.staffing import at_least_whole
from woezo.workforce.costs.work import Work, hours_a_day

DAY = 6.48  # productive hours of an agent on a working day: 40 / 5 x 0.9 present x 0.9 without breaks


def work_of(month: int, *programmes: Any, **changes: Any) -> Work:
    """What the agents of a month of 2020 do."""
    return month_of(tiny(programme=list(programmes), **changes), month).work


def test_the_plan_has_the_months_from_its_first_cost_to_its_last_day() -> None:
    """The director is paid nine weeks before the opening, from 29 January; the last month is cut to fifteen days of thirty."""
    staffing = costed(tiny()).staffing
    assert staffing.first == date(2020, 1, 29)
    assert [one.period.first.month for one in staffing.months] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert staffing.months[-1].period.last == date(2020, 9, 15)
    assert [one.month_ratio for one in staffing.months] == [1] * 8 + [0.5]


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ({"seats__links_lead_weeks": 20}, date(2019, 11, 13)),  # 140 days before 1 April
        ({"sourcing__lead_weeks": 10}, date(2019, 12, 23)),  # 70 days before the first class
        ({"set_up": [{"name": "Bail", "lead_weeks": 26}]}, date(2019, 10, 2)),
        ({"support": [], "set_up": [], "sourcing__lead_weeks": 0}, date(2020, 3, 2)),  # the first class itself
    ],
)
def test_the_first_cost_is_whatever_comes_first(changes: Any, first: date) -> None:
    assert costed(tiny(**changes)).staffing.first == first


def test_people_by_month_are_the_mean_of_its_days() -> None:
    months = {one.period.first.month: one.heads for one in costed(tiny()).staffing.months}
    assert months[2].on_payroll == 0
    assert months[3].in_training == pytest.approx(10 * 28 / 31)  # 2 to 29 March
    assert months[3].certified == pytest.approx(10 * 2 / 31)  # 30 and 31 March
    assert months[4].in_nesting == pytest.approx(10 * 12 / 30)  # up to 12 April
    assert months[5].effective == pytest.approx((5 * 3 + 10 * 28) / 31)  # half the work up to 3 May
    assert months[6].in_training == pytest.approx(20 * 16 / 30)
    assert months[7].certified == pytest.approx((10 * 12 + 30 * 19) / 31)  # the twenty from 13 July on
    assert (months[8].certified, months[9].certified) == (30, 30)


def test_starts_and_applicants_stand_in_the_month_of_the_first_day() -> None:
    """Three quarters of 10 are 8 applicants, one quarter 3; of 20 they are 15 and 5."""
    found = [(one.starts, one.applicants) for one in costed(tiny()).staffing.months]
    assert found == [(0, 0), (0, 0), (10, 11), (0, 0), (0, 0), (20, 20), (0, 0), (0, 0), (0, 0)]


def test_seats_and_training_places_are_for_the_fullest_day() -> None:
    """0.9 / 1.5: ten agents take 6 seats and thirty 18, be it for two days of March; trainees sit one by one."""
    found = [(one.seats, one.training_places) for one in costed(tiny()).staffing.months]
    assert found == [(0, 0), (0, 0), (6, 10), (6, 0), (6, 0), (6, 20), (18, 20), (18, 0), (18, 0)]


@pytest.mark.parametrize(
    ("presence", "per_seat", "seats"),
    [
        ("1", "1", 30),
        ("0.88", "1.45", 19),
        ("1", "3", 10),
        ("0.9", "0.5", 54),
        ("0", "1.5", 0),
    ],  # 0.88/1.45 x 30 = 18.2
)
def test_seats_by_presence_and_agents_on_a_seat(presence: str, per_seat: str, seats: int) -> None:
    document = tiny(seats__presence_ratio=float(presence), seats__agents_per_seat=float(per_seat))
    assert month_of(document, 8).seats == seats


def test_five_hundred_agents_take_304_seats() -> None:
    """500 x 0.88 / 1.45 = 303.4: the trade's rule of thumb rounds down, a seat too few."""
    document = tiny(seats__presence_ratio=0.88, seats__agents_per_seat=1.45, training__class_size_most=500)
    document["class"] = [{"start": date(2020, 3, 2), "size": 500}]
    assert month_of(document, 4).seats == 304


def test_a_sum_of_floats_is_not_one_person_more() -> None:
    assert at_least_whole(20.000000001) == 20
    assert at_least_whole(20.001) == 21
    assert at_least_whole(0.0) == 0


def test_coaches_are_for_the_mean_of_those_in_nesting() -> None:
    """March 20/31 agents, April 4, July 280/31 = 9.03: a coach for each four of them."""
    assert [one.coaches for one in costed(tiny()).staffing.months] == [0, 0, 1, 1, 0, 0, 3, 0, 0]
    assert [one.coaches for one in costed(tiny(nesting__weeks=0)).staffing.months] == [0] * 9


def test_roles_by_ratio_and_by_number() -> None:
    """A supervisor for eight: 10 -> 2, July's 22.3 -> 3, 30 -> 4, and one from six weeks before the opening, 19 February."""
    months = costed(tiny()).staffing.months
    assert [role.name for role, _ in months[0].roles] == ["Superviseur", "Direction"]
    assert [one.roles[0][1] for one in months] == [0, 1, 1, 2, 2, 2, 3, 4, 4]
    assert [one.roles[1][1] for one in months] == [1] * 9


def test_a_role_has_its_fixed_number_at_least() -> None:
    role = TINY["support"][0] | {"heads": 3}
    assert [one.roles[0][1] for one in costed(tiny(support=[role])).staffing.months[-4:]] == [3, 3, 4, 4]


def test_a_role_without_lead_begins_with_the_month_of_the_opening() -> None:
    role = TINY["support"][0] | {"lead_weeks": 0}
    assert [one.roles[0][1] for one in costed(tiny(support=[role])).staffing.months[:3]] == [0, 0, 2]  # February on


def test_working_days_are_weekdays_less_holidays_from_the_opening_on() -> None:
    """April 22 - 3 (13, 24, 27), May 21 - 2 (1, 21), June 22 - 1, July 23 - 1 (31), August 21, 1 to 15 September 11."""
    months = costed(tiny()).staffing.months
    assert [one.work.working_days for one in months] == [0, 0, 0, 19, 19, 21, 22, 21, 11]


def test_days_off_and_holidays_worked_of_the_plan() -> None:
    """Everybody works on Independence Day (27 April, Monday), nobody on the bridge after Ascension."""
    off = [
        {"day": date(2020, 4, 27), "name": "Fête de l’indépendance", "worked": True},
        {"day": date(2020, 5, 22), "name": "Pont", "worked": False},
    ]
    assert work_of(4, holiday=off).productive_hours == pytest.approx(21 * 10 * DAY)
    assert work_of(5, holiday=off).productive_hours == pytest.approx(18 * 10 * DAY)


def test_the_holidays_are_those_of_the_site() -> None:
    """April 2020 has one in France, Easter Monday; hours of the country's law would be 35, the plan says 40."""
    assert work_of(4, site__country="FR", holiday=[]).working_days == 21


def test_productive_hours_of_one_class_in_one_month() -> None:
    """April: 19 days x 6.48 h x 10 agents = 1,231.2 h, worth 615.6 h of experienced agents: all are in their first month."""
    april = month_of(tiny(), 4).work
    assert april.productive_hours == pytest.approx(1231.2)
    assert april.effective_hours == pytest.approx(615.6)
    assert april.idle_hours == 0


@pytest.mark.parametrize("programmes", [[], [programme("A")]])
def test_who_is_certified_before_the_opening_waits(programmes: list[Any]) -> None:
    """Certified for 1 April, and the site opens in May: April's pay buys no productive hour, with programmes or without."""
    plan = tiny(site__opening=date(2020, 5, 1), programme=programmes)
    april, may = month_of(plan, 4).work, month_of(plan, 5).work
    assert (april.productive_hours, april.effective_hours) == (0, 0)
    assert april.idle_hours == pytest.approx(1231.2)
    assert april.contacts == tuple(0.0 for _ in april.contacts)
    assert may.productive_hours + may.idle_hours > 0


def test_effective_hours_weigh_each_class_by_its_tenure() -> None:
    """July: ten with all their work, twenty with half of it from the 13th on; 22 days x 6.48 h x (10 + 10 x 19/31)."""
    july = month_of(tiny(), 7).work
    assert july.productive_hours == pytest.approx(142.56 * 690 / 31)
    assert july.effective_hours == pytest.approx(142.56 * (10 + 190 / 31))


def test_nobody_is_productive_before_the_opening() -> None:
    """Certified on 30 March, open on 1 April: two days of pay without work. Mean people, 10 x 2/31, on 22 days x 6.48 h."""
    march = month_of(tiny(), 3)
    assert march.heads.certified > 0
    assert march.work.idle_hours == pytest.approx(220 * 2 / 31 * 6.48)
    assert replace(march.work, idle_hours=0) == Work(0, 0, 0, 0, (), ())


def test_an_opening_in_the_middle_of_a_month() -> None:
    """From 15 April: the 15th to 17th, the 20th to 23rd, the 28th to 30th are ten working days."""
    april = month_of(tiny(site__opening=date(2020, 4, 15)), 4)
    assert april.work.working_days == 10
    assert april.work.productive_hours == pytest.approx(10 * 10 * DAY)
    assert april.heads.certified == 10  # who is paid all the month


def test_productive_hours_of_a_day() -> None:
    """37.5 / 5 = 7.5 paid; x (1 - 35/365.25) = 6.7813; x 0.94 x 0.94 x 0.95 = 5.6924."""
    assert hours_a_day(plan_of(tiny()).presence) == pytest.approx(DAY)
    other = {
        "weekly_hours": 37.5,
        "leave_weeks": 5,
        "absence_ratio": 0.06,
        "breaks_ratio": 0.06,
        "internal_ratio": 0.05,
    }
    assert hours_a_day(plan_of(tiny(presence=other)).presence) == pytest.approx(5.6924, abs=5e-5)


def test_programmes_share_the_agents_that_are_there() -> None:
    """A has all up to 17 May (10 working days), then 0.6 of 0.8, three quarters, of 9 days: 10 + 6.75 of 19."""
    may = work_of(5, programme("A", share_ratio=0.6), programme("B", share_ratio=0.2, start=date(2020, 5, 18)))
    assert may.programme_hours == (pytest.approx(16.75 * 10 * DAY), pytest.approx(2.25 * 10 * DAY))
    assert may.productive_hours == pytest.approx(19 * 10 * DAY)
    assert may.idle_hours == pytest.approx(0)


def test_contacts_are_of_effective_hours() -> None:
    """April: 615.6 h of experienced agents, ten contacts an hour; with half of the occupancy, half."""
    assert work_of(4, programme("A")).contacts == (pytest.approx(6156),)
    assert work_of(4, programme("A", occupancy_ratio=0.5)).contacts == (pytest.approx(3078),)
    assert work_of(4, programme("A", concurrency=2)).contacts == (pytest.approx(12312),)


def test_agents_wait_until_their_first_programme_starts() -> None:
    """It starts on 15 April: 9 of the 19 working days are over."""
    april = work_of(4, programme("A", start=date(2020, 4, 15)))
    assert april.idle_hours == pytest.approx(9 * 10 * DAY)
    assert april.productive_hours == pytest.approx(10 * 10 * DAY)


def test_a_late_programme_makes_its_own_people_wait() -> None:
    """B was to start on 18 May and is a month late: a quarter waits 9 days of May and 12 of June, then 9 are left."""
    late = programme("B", share_ratio=0.25, start=date(2020, 5, 18), delay_months=1)
    may, june = (work_of(month, programme("A", share_ratio=0.75), late) for month in (5, 6))
    assert may.idle_hours == pytest.approx(0.25 * 9 * 10 * DAY)
    assert june.idle_hours == pytest.approx(0.25 * 12 * 10 * DAY)
    assert june.programme_hours == (pytest.approx(0.75 * 21 * 10 * DAY), pytest.approx(0.25 * 9 * 10 * DAY))
    assert june.productive_hours + june.idle_hours == pytest.approx(21 * 10 * DAY)


def test_without_programmes_everybody_is_productive() -> None:
    assert work_of(4).productive_hours == pytest.approx(1231.2)
    assert work_of(4).contacts == ()
