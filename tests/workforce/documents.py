"""Plans to test with: the preset, and a small one that states every parameter and avoids round figures and whole months."""

from __future__ import annotations

import copy
import tomllib
from datetime import date
from decimal import Decimal
from importlib import resources
from typing import Any

Document = dict[str, Any]


def lome() -> Document:
    """The preset."""
    text = (resources.files("woezo.planning") / "presets" / "lome.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


SMALL = tomllib.loads(
    """
site = { name = "Atakpamé", country = "TG", currency = "MAD", per_euro = 10.8, opening = 2020-04-15, ends = 2021-11-10 }
recruits = { nationals_ratio = 0.9, youth_ratio = 0.8, women_ratio = 0.5, first_job_ratio = 0.3 }
sourcing = { lead_weeks = 7, margin_ratio = 0.2 }
nesting = { weeks = 2, agents_per_coach = 3, coach_month_pay = 190000 }
learning = { efficiency_ratios = [0.5, 0.7, 0.85, 1.02] }
attrition = { months_1_to_3_ratio = 0.08, months_4_to_12_ratio = 0.03, later_ratio = 0.017 }
calendar = { every_weeks = 5, probability_ratio = 0.7, first = 2020-03-09 }

[training]
weeks = 3
pass_ratio = 0.83
class_size_most = 9
rooms = 2
trainees_per_trainer = 6
trainers = 3
trainer_month_pay = 251000
trainee_week_cost = 10100

[presence]
weekly_hours = 37.5
leave_weeks = 4.5
absence_ratio = 0.07
breaks_ratio = 0.055
internal_ratio = 0.045

[seats]
agents_per_seat = 1.3
presence_ratio = 0.87
month_cost = 95001
fit_out_cost = 1200003
links_month_cost = 3500007
links_lead_weeks = 11

[pay]
agent_month = 135011
trainee_month = 70013
months_a_year = 13.5
employer_charges_ratio = 0.2125
raise_a_year_ratio = 0.031
start_cost = 25013

[[promise]]
name = "Vingt"
target = 20
metric = "starts"
to = 2021-10-31

[[source]]
name = "ANPE"
share_ratio = 0.6
reached_ratio = 0.5
test_ratio = 0.6
interview_ratio = 0.7
accepted_ratio = 0.8
shows_up_ratio = 0.9
applicant_cost = 1500.5

[[source]]
name = "ANPE"  # the same name, not the same source
share_ratio = 0.2
reached_ratio = 0.9
test_ratio = 0.9
interview_ratio = 0.8
accepted_ratio = 0.85
shows_up_ratio = 1
applicant_cost = 4000

[[class]]
start = 2020-03-09
size = 8
pass_ratio = 0.7

[[class]]
start = 2020-08-17
size = 9

[[class]]
start = 2021-06-07
size = 5

[[support]]
name = "Superviseur"
agents_per_head = 4
heads = 1
month_pay = 280000
lead_weeks = 6

[[support]]
name = "Direction"
agents_per_head = 0
heads = 1
month_pay = 1800000
lead_weeks = 13

[[set_up]]
name = "Licence"
cost = 800000.5
lead_weeks = 19

[[set_up]]
name = "Réseau"
cost = 400000
lead_weeks = 2

[[programme]]
name = "Marché"
start = 2020-05-12
delay_months = 1
share_ratio = 0.5
handling_s = 318
occupancy_ratio = 0.82
concurrency = 1

[[programme]]
name = "Banque"
start = 2020-09-21
delay_months = 0
share_ratio = 0.3
handling_s = 190
occupancy_ratio = 0.75
concurrency = 1.5

[[reference]]
name = "Paris"
currency = "EUR"
agent_month = 1900
employer_charges_ratio = 0.16
months_a_year = 12
overhead_ratio = 0.30
seat_month_cost = 450
paid_hours_a_year = 1820
shrinkage_ratio = 0.33

[[reference]]
name = "Tunis"
currency = "TND"
agent_month = 900
employer_charges_ratio = 0.2
months_a_year = 13
overhead_ratio = 0.25
seat_month_cost = 300
paid_hours_a_year = 2000
shrinkage_ratio = 0.25

[[holiday]]
day = 2020-10-05
name = "Pont"
worked = false

[[holiday]]
day = 2020-05-01
name = "Fête du travail"
worked = true
""",
    parse_float=Decimal,
)


def small(**changes: Any) -> Document:
    """The small plan; `training__weeks=2` changes a value, `promise=[...]` a whole list, `promise=None` leaves it out."""
    return changed(SMALL, **changes)


def changed(document: Document, **changes: Any) -> Document:
    """A copy with other values."""
    found = copy.deepcopy(document)
    for key, value in changes.items():
        group, _, name = key.partition("__")
        if name:
            found.setdefault(group, {})[name] = value
        elif value is None:
            found.pop(group, None)
        else:
            found[group] = value
    return found


def promise(target: int, to: date, metric: str = "starts", **more: Any) -> Document:
    """One entry of [[promise]]."""
    return {"name": f"{target} {metric}", "target": target, "to": to, "metric": metric, **more}


def one_class(start: date, size: int, **more: Any) -> Document:
    """One entry of [[class]]."""
    return {"start": start, "size": size, **more}
