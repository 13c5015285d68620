"""What a plan costs, month by month, line by line.

A line is a quantity times a price, rounded once, half up, to the minor unit of the site's currency; its euro amount is worked
out from that and rounded once. Every total is a sum of lines, so that a table adds up in both currencies. Pay rises at each
1 January after the opening.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal
from functools import cached_property
from typing import Final

from woezo.commercial.money import in_euro, minor, per_euro, units
from woezo.workforce.costs.staffing import Month, Staffing
from woezo.workforce.hiring.funnel import announced
from woezo.workforce.hiring.plan import Plan, Source
from woezo.workforce.periods import Period

ITEMS: Final = (
    "agent_pay",
    "trainee_pay",
    "support_pay",
    "thirteenth_month",
    "employer_charges",
    "recruiting",
    "training",
    "seats",
    "links",
    "fit_out",
    "set_up",
)
PAY: Final = ("agent_pay", "trainee_pay", "support_pay")
QUANTITY: Final = Decimal("0.0001")
SHORTEST, SHORT = 6, 12
"""Figures of a price: what people read at a glance, and what is told as it is."""


@dataclass(frozen=True)
class Line:
    """An amount of a month: whole minor units of the site's currency, and cents where a rate is known."""

    month: Period
    item: str
    detail: str  # the role, the source or what is set up; empty where the item says it all
    quantity: Decimal
    price: Decimal  # units of the currency
    amount: int
    amount_eur: int | None


def told(line: Line, currency: str) -> Decimal:
    """The price of a line; of one that has no end, as a twelfth, so much that the quantity gives the amount with it."""
    if len(line.price.as_tuple().digits) <= SHORT:
        return line.price
    for figures in range(SHORTEST, SHORT):
        for way in (ROUND_HALF_UP, ROUND_CEILING):  # a twelfth cut short falls below the halves that round up
            price = Context(figures, way).plus(line.price)
            if minor(line.quantity * price, currency) == line.amount:
                return price
    return line.price


@dataclass(frozen=True)
class Costing:
    """The lines of a staffing."""

    staffing: Staffing

    @property
    def plan(self) -> Plan:
        """The plan that is costed."""
        return self.staffing.plan

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines, by month and item."""
        found: list[Line] = []
        fitted = 0
        for month in self.staffing.months:
            lines = [*self._pay(month), *self._people(month), *self._places(month, fitted)]
            fitted = max(fitted, month.seats + month.training_places)
            found += [*lines, *self._on_pay(month, lines)]
        return tuple(sorted(found, key=lambda line: (line.month.first, ITEMS.index(line.item))))

    @cached_property
    def total(self) -> int:
        """Whole minor units of the site's currency."""
        return sum(line.amount for line in self.lines)

    @property
    def total_units(self) -> Decimal:
        """The total in units of the currency."""
        return units(self.total, self.plan.site.currency)

    @property
    def total_eur(self) -> int | None:
        """Cents: the sum of the lines' euro amounts; None without a rate."""
        found = [line.amount_eur for line in self.lines]
        return None if None in found else sum(one for one in found if one is not None)

    def _line(
        self, month: Month, item: str, detail: str, quantity: float | Decimal, price: Decimal, each: int = 1
    ) -> Iterator[Line]:
        """A price for so many; divided last, since a twelfth as a Decimal falls short of the halves that round up."""
        exact = Decimal(quantity).quantize(QUANTITY)
        amount = minor(exact * price / each, self.plan.site.currency)
        if amount:
            rate = per_euro(self.plan.site.currency, self.plan.site.per_euro)
            euro = None if rate is None else in_euro(amount, self.plan.site.currency, rate)
            yield Line(month.period, item, detail, exact, price / each, amount, euro)

    def _pay(self, month: Month) -> Iterator[Line]:
        """Gross pay: agents and trainees by the mean over the month's days, support staff from the day they are paid."""
        plan, rise = self.plan, self._rise(month)
        yield from self._line(
            month, "agent_pay", "", month.heads.certified * month.month_ratio, plan.pay.agent_month * rise
        )
        yield from self._line(
            month, "trainee_pay", "", month.heads.in_training * month.month_ratio, plan.pay.trainee_month * rise
        )
        training = self._since(month, min((one.start for one in self.staffing.classes), default=date.max))
        yield from self._line(
            month, "support_pay", "trainer", plan.training.trainers * training, plan.training.trainer_month_pay * rise
        )
        coaches = month.coaches * month.month_ratio
        yield from self._line(month, "support_pay", "coach", coaches, plan.nesting.coach_month_pay * rise)
        for role, heads in month.roles:
            paid = self._since(month, plan.site.opening - timedelta(weeks=role.lead_weeks))
            yield from self._line(month, "support_pay", role.name, heads * paid, role.month_pay * rise)

    def _on_pay(self, month: Month, lines: Iterable[Line]) -> Iterator[Line]:
        """The thirteenth month on gross pay, then the employer's charges on both."""
        pay, currency = self.plan.pay, self.plan.site.currency
        gross = units(sum(line.amount for line in lines if line.item in PAY), currency)
        further = list(self._line(month, "thirteenth_month", "", gross, pay.months_a_year - 12, each=12))
        yield from further
        charged = gross + units(sum(line.amount for line in further), currency)
        yield from self._line(month, "employer_charges", "", charged, self.plan.charges_ratio(month.period.first))

    def _people(self, month: Month) -> Iterator[Line]:
        """Recruiting in the month of the first day, training by the trainees' weeks."""
        plan = self.plan
        applicants: dict[Source, int] = {}
        for number in self.staffing.begun(month.period):
            for wanted in announced(plan, self.staffing.classes[number].size):
                applicants[wanted.source] = applicants.get(wanted.source, 0) + wanted.applicants
        for source, number in applicants.items():
            yield from self._line(month, "recruiting", source.name, number, source.applicant_cost)
        yield from self._line(month, "recruiting", "", month.starts, plan.pay.start_cost)
        weeks = month.heads.in_training * month.period.days / 7
        yield from self._line(month, "training", "", weeks, plan.training.trainee_week_cost)

    def _places(self, month: Month, fitted: int) -> Iterator[Line]:
        """Seats and training places, those to fit out, links, and what is paid once."""
        plan, seats = self.plan, self.plan.seats
        places = month.seats + month.training_places
        yield from self._line(month, "seats", "", places * month.month_ratio, seats.month_cost)
        yield from self._line(month, "fit_out", "", max(0, places - fitted), seats.fit_out_cost)
        linked = self._since(month, plan.site.opening - timedelta(weeks=seats.links_lead_weeks))
        yield from self._line(month, "links", "", linked, seats.links_month_cost)
        for one in plan.set_up:
            due = plan.site.opening - timedelta(weeks=one.lead_weeks)
            if month.period.first <= due <= month.period.last:
                yield from self._line(month, "set_up", one.name, 1, one.cost)

    def _rise(self, month: Month) -> Decimal:
        """What pay has become by the rises since the opening."""
        years = max(0, month.period.first.year - self.plan.site.opening.year)
        return (1 + self.plan.pay.raise_a_year_ratio) ** years

    @staticmethod
    def _since(month: Month, day: date) -> float:
        """The part of a calendar month in which something is paid from a day on."""
        days = (month.period.last - max(month.period.first, day)).days + 1
        return month.month_ratio * max(0, days) / month.period.days
