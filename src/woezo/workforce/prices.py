"""The price of a productive hour and of a contact: over the plan, of an experienced agent, and beside other places.

A productive hour is an hour in the states that a contract bills: available, in contact, in wrap-up. Over the plan it carries
everything the plan costs, set-up and training with it; in steady state only what an experienced agent costs to keep.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from woezo.workforce.calendars import ends
from woezo.workforce.costing import Costing, per_euro
from woezo.workforce.periods import add_months
from woezo.workforce.plan import Plan, Programme, Reference
from woezo.workforce.staffing import contacts_an_hour, hours_a_day, paid_hours_a_year


@dataclass(frozen=True)
class HourPrice:
    """A productive hour at a place, in its currency and in euro; None without a rate."""

    place: str
    currency: str
    price: Decimal
    per_euro: Decimal | None

    @property
    def price_eur(self) -> Decimal | None:
        """In euro."""
        return None if self.per_euro is None else self.price / self.per_euro

    def contact_eur(self, programme: Programme) -> Decimal | None:
        """What a contact of a programme costs there, served by experienced agents."""
        hour = self.price_eur
        return None if hour is None else hour / Decimal(contacts_an_hour(programme))


def steady_hour(one: Reference) -> Decimal:
    """A year of an experienced agent over his productive hours.

    ((gross pay x months / 12) x (1 + charges) x (1 + overhead) + seat and links) x 12 / (paid hours x (1 - shrinkage)).
    """
    pay = one.agent_month * one.months_a_year / 12 * (1 + one.employer_charges_ratio) * (1 + one.overhead_ratio)
    productive = one.paid_hours_a_year * (1 - one.shrinkage_ratio)
    return (pay + one.seat_month_cost) * 12 / productive


def reference_price(one: Reference) -> HourPrice:
    """The hour of a place that the plan is compared with."""
    return HourPrice(one.name, one.currency, steady_hour(one), per_euro(one.currency, one.per_euro))


def as_reference(plan: Plan, agents: float) -> Reference:
    """The site of the plan with so many experienced agents, in the terms by which places are compared."""
    agents = max(agents, 1.0)
    each = Decimal(1) / Decimal(agents)
    roles = Decimal(0)
    for role in plan.support:
        heads = max(
            Decimal(role.heads) * each, Decimal(1) / role.agents_per_head if role.agents_per_head else Decimal(0)
        )
        roles += heads * role.month_pay
    roles += plan.training.trainers * each * plan.training.trainer_month_pay
    pay, seats, last = plan.pay, plan.seats, ends(plan)
    year_days = plan.working_days.working_days(add_months(last, -12) + timedelta(days=1), last)
    productive = Decimal(hours_a_day(plan.presence)) * year_days
    return Reference(
        name=plan.site.name,
        currency=plan.site.currency,
        per_euro=per_euro(plan.site.currency, plan.site.per_euro),
        agent_month=pay.agent_month,
        employer_charges_ratio=pay.employer_charges_ratio,
        months_a_year=pay.months_a_year,
        overhead_ratio=roles / pay.agent_month if pay.agent_month else Decimal(0),
        seat_month_cost=seats.month_cost * seats.presence_ratio / seats.agents_per_seat + seats.links_month_cost * each,
        paid_hours_a_year=int(paid_hours_a_year(plan)),
        shrinkage_ratio=1 - productive / paid_hours_a_year(plan),
    )


def average_hour(costing: Costing) -> HourPrice | None:
    """Everything that the plan costs over its productive hours; None if it has none."""
    hours = sum(month.productive_hours for month in costing.staffing.months)
    return _average(costing, hours) if hours else None


def _average(costing: Costing, hours: float) -> HourPrice:
    site = costing.plan.site
    total = costing.total_units / Decimal(hours)
    return HourPrice(site.name, site.currency, total, per_euro(site.currency, site.per_euro))


def contact_price(costing: Costing, number: int) -> Decimal | None:
    """A contact of a programme over the plan, in the site's currency: its share of the cost, by hours worked, per contact."""
    months = costing.staffing.months
    contacts = sum(month.contacts[number] for month in months)
    worked = sum(sum(month.programme_hours) for month in months)
    if not contacts or not worked:
        return None
    hours = sum(month.programme_hours[number] for month in months)
    return costing.total_units * Decimal(hours / worked) / Decimal(contacts)
