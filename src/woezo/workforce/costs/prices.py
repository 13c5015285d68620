"""The price of a productive hour and of a contact: over the plan, of an experienced agent, and beside other places.

A productive hour is an hour in the states that a contract bills: available, in contact, in wrap-up. Over the plan it carries
everything the plan costs, set-up and training with it; in steady state only what an experienced agent costs to keep, as if
nobody left: trainers are paid, and nobody is recruited or trained.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from woezo.commercial.money import per_euro
from woezo.workforce.costs.costing import Costing
from woezo.workforce.costs.work import contacts_an_hour, hours_a_day
from woezo.workforce.hiring.calendars import ends
from woezo.workforce.hiring.plan import Plan, Programme, Reference
from woezo.workforce.periods import add_months


@dataclass(frozen=True)
class HourPrice:
    """A productive hour at a place, in its currency and in euro; None where nobody is productive, or without a rate."""

    place: str
    currency: str
    price: Decimal | None
    per_euro: Decimal | None

    @property
    def price_eur(self) -> Decimal | None:
        """In euro."""
        return None if self.price is None or self.per_euro is None else self.price / self.per_euro

    def contact_eur(self, programme: Programme) -> Decimal | None:
        """What a contact of a programme costs there, served by experienced agents."""
        hour, contacts = self.price_eur, Decimal(contacts_an_hour(programme))
        return None if hour is None or not contacts else hour / contacts


def steady_hour(
    gross: Decimal, months_a_year: Decimal, charges_ratio: Decimal, seat: Decimal, productive_hours: Decimal
) -> Decimal | None:
    """A year of an experienced agent over his productive hours; gross pay and seat are for a month.

    (gross pay x months / 12 x (1 + charges) + seat) x 12 / productive hours.
    """
    if not productive_hours:
        return None
    return (gross * months_a_year / 12 * (1 + charges_ratio) + seat) * 12 / productive_hours


def reference_price(one: Reference) -> HourPrice:
    """The hour of a place that the plan is compared with; the pay of its support staff is a share of the agents'."""
    price = steady_hour(
        one.agent_month * (1 + one.overhead_ratio),
        one.months_a_year,
        one.employer_charges_ratio,
        one.seat_month_cost,
        one.paid_hours_a_year * (1 - one.shrinkage_ratio),
    )
    return HourPrice(one.name, one.currency, price, per_euro(one.currency, one.per_euro))


def own_price(plan: Plan, agents: float) -> HourPrice:
    """The hour of the plan's site with so many experienced agents: support staff, trainers and links are theirs to carry."""
    each = 1 / Decimal(max(agents, 1.0))
    gross = plan.pay.agent_month + plan.training.trainers * each * plan.training.trainer_month_pay
    for role in plan.support:
        by_ratio = Decimal(1) / role.agents_per_head if role.agents_per_head else Decimal(0)
        gross += max(role.heads * each, by_ratio) * role.month_pay
    pay, seats, site, last = plan.pay, plan.seats, plan.site, ends(plan)
    seat = seats.month_cost * seats.presence_ratio / seats.agents_per_seat + seats.links_month_cost * each
    days = plan.working_days.working_days(add_months(last, -12) + timedelta(days=1), last)
    productive = Decimal(hours_a_day(plan.presence)) * days
    price = steady_hour(gross, pay.months_a_year, plan.charges_ratio(last), seat, productive)
    return HourPrice(site.name, site.currency, price, per_euro(site.currency, site.per_euro))


def average_hour(costing: Costing) -> HourPrice | None:
    """Everything that the plan costs over its productive hours; None if it has none."""
    hours = sum(month.work.productive_hours for month in costing.staffing.months)
    return _average(costing, hours) if hours else None


def _average(costing: Costing, hours: float) -> HourPrice:
    site = costing.plan.site
    total = costing.total_units / Decimal(hours)
    return HourPrice(site.name, site.currency, total, per_euro(site.currency, site.per_euro))


def contact_price(costing: Costing, number: int) -> Decimal | None:
    """A contact of a programme over the plan, in the site's currency: its share of the cost, by hours worked, per contact."""
    months = costing.staffing.months
    contacts = sum(month.work.contacts[number] for month in months)
    worked = sum(sum(month.work.programme_hours) for month in months)
    if not contacts or not worked:
        return None
    hours = sum(month.work.programme_hours[number] for month in months)
    return costing.total_units * Decimal(hours / worked) / Decimal(contacts)
