"""A plan so small that every figure of it can be worked out on paper.

Nobody leaves, everybody passes, every applicant comes; a working day has 6.48 productive hours and an agent takes 0.6 seat.

    2 March   ten begin            30 March  they are certified    1 April  the site opens
    24 April  the site is closed
    15 June   twenty begin         13 July   they are certified    15 September  the plan ends, in the middle of a month
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

from tests.workforce.documents import Document, changed
from woezo.workforce.costs.costing import Costing, Line
from woezo.workforce.costs.staffing import Month, Staffing
from woezo.workforce.hiring.checks import checked
from woezo.workforce.hiring.plan import Plan
from woezo.workforce.hiring.reading import read
from woezo.workforce.tables import Table

TINY = tomllib.loads(
    """
site = { name = "Kara", country = "TG", currency = "XOF", opening = 2020-04-01, ends = 2020-09-15 }
sourcing = { lead_weeks = 4, margin_ratio = 0 }
nesting = { weeks = 2, agents_per_coach = 4, coach_month_pay = 180000 }
learning = { efficiency_ratios = [0.5, 1] }
attrition = { months_1_to_3_ratio = 0, months_4_to_12_ratio = 0, later_ratio = 0 }
presence = { weekly_hours = 40, leave_weeks = 0, absence_ratio = 0.1, breaks_ratio = 0.1, internal_ratio = 0 }

[training]
weeks = 4
pass_ratio = 1
class_size_most = 25
trainees_per_trainer = 20
trainers = 1
trainer_month_pay = 260000
trainee_week_cost = 10000

[seats]
agents_per_seat = 1.5
presence_ratio = 0.9
month_cost = 100000
fit_out_cost = 1000000
links_month_cost = 3000000
links_lead_weeks = 4

[pay]
agent_month = 120000
trainee_month = 60000
months_a_year = 13
employer_charges_ratio = 0.25
raise_a_year_ratio = 0.1
start_cost = 25000

[[source]]
name = "ANPE"
share_ratio = 0.75
reached_ratio = 1
test_ratio = 1
interview_ratio = 1
accepted_ratio = 1
shows_up_ratio = 1
applicant_cost = 1500

[[source]]
name = "Cooptation"
share_ratio = 0.25
reached_ratio = 1
test_ratio = 1
interview_ratio = 1
accepted_ratio = 1
shows_up_ratio = 1
applicant_cost = 4000

[[class]]
start = 2020-03-02
size = 10

[[class]]
start = 2020-06-15
size = 20

[[support]]
name = "Superviseur"
agents_per_head = 8
heads = 1
month_pay = 280000
lead_weeks = 6

[[support]]
name = "Direction"
agents_per_head = 0
heads = 1
month_pay = 1000000
lead_weeks = 9

[[set_up]]
name = "Licence"
cost = 800000
lead_weeks = 8

[[set_up]]
name = "Réseau"
cost = 400000.5
lead_weeks = 4

[[holiday]]
day = 2020-04-24
name = "Pont"
""",
    parse_float=Decimal,
)


def tiny(**changes: Any) -> Document:
    """The tiny plan, changed as `documents.small` is."""
    return changed(TINY, **changes)


def plan_of(document: Document) -> Plan:
    """As it can be computed."""
    plan, _ = read(document)
    assert plan is not None
    return checked(plan)[0]


def costed(document: Document) -> Costing:
    """On the classes of its own."""
    plan = plan_of(document)
    return Costing(Staffing(plan, plan.classes))


def month_of(document: Document, month: int, year: int = 2020) -> Month:
    """One month of its staffing."""
    months = costed(document).staffing.months
    return next(one for one in months if (one.period.first.year, one.period.first.month) == (year, month))


def lines_of(document: Document, month: int, year: int = 2020) -> dict[tuple[str, str], Line]:
    """The lines of one month by item and detail."""
    lines = costed(document).lines
    return {
        (one.item, one.detail): one for one in lines if (one.month.first.year, one.month.first.month) == (year, month)
    }


def rows(table: Table) -> list[dict[str, Any]]:
    """By name of column."""
    return [dict(zip((one.name for one in table.columns), row, strict=True)) for row in table.rows]


def programme(name: str, **more: Any) -> Document:
    """One entry of [[programme]]: ten contacts an hour, 360 s each, without a pause."""
    return {"name": name, "share_ratio": 1, "handling_s": 360, "occupancy_ratio": 1, "concurrency": 1} | more
