"""What a month of the plan needs beside its agents: seats, places in training, trainers, coaches and the roles by ratio; and
how many hours it yields.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from math import ceil

from woezo.workforce.calendars import ends
from woezo.workforce.cohorts import Cohort, Heads, average, cohorts, on
from woezo.workforce.funnel import announced
from woezo.workforce.periods import Period, add_months, months
from woezo.workforce.plan import Class, Plan, Presence, Programme, Support

NEARLY: float = 1e-9  # so that 20.000000001 people are not one seat more than 20


def at_least_whole(people: float) -> int:
    """The whole number that is enough for so many expected people."""
    return ceil(people - NEARLY)


@dataclass(frozen=True)
class Month:
    """A month of the plan, cut to the plan's days: who is there, what they need, what they do."""

    period: Period
    month_ratio: float  # of the calendar month that the period covers
    heads: Heads  # the mean over its days
    last_day: Heads
    starts: float
    applicants: int
    seats: int
    training_places: int
    coaches: int
    roles: tuple[tuple[Support, int], ...]
    working_days: int
    productive_hours: float
    idle_hours: float  # beside them: of people whose programme is late
    effective_hours: float  # the productive ones, weighed by the agents' efficiency
    contacts: tuple[float, ...]  # by programme
    programme_hours: tuple[float, ...]  # the productive ones, by programme


@dataclass(frozen=True)
class Staffing:
    """A plan with a calendar of classes, worked out month by month."""

    plan: Plan
    classes: tuple[Class, ...]

    @cached_property
    def applicants(self) -> tuple[int, ...]:
        """How many people are to apply, by class."""
        return tuple(sum(one.applicants for one in announced(self.plan, held.size)) for held in self.classes)

    @cached_property
    def cohorts(self) -> tuple[Cohort, ...]:
        """The expected people of each class."""
        return cohorts(self.plan, self.classes)

    @property
    def first(self) -> date:
        """The first day on which the plan costs anything."""
        plan = self.plan
        staff, paid = (one.lead_weeks for one in plan.support), (one.lead_weeks for one in plan.set_up)
        leads = [0, plan.seats.links_lead_weeks, *staff, *paid]
        sourced = timedelta(weeks=plan.sourcing.lead_weeks)
        return min([plan.site.opening - timedelta(weeks=max(leads)), *(one.start - sourced for one in self.classes)])

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """Every month from the first cost to the plan's last day."""
        last = ends(self.plan)
        return tuple(self._month(whole, last) for whole in months(self.first, last))

    def _month(self, whole: Period, last: date) -> Month:
        plan, over = self.plan, Period(whole.first, min(whole.last, last))
        heads = average(self.cohorts, over)
        peak_floor, peak_training = self._peaks(over)
        roles = tuple((one, self._heads(one, heads.certified, over)) for one in plan.support)
        begun = [number for number, one in enumerate(self.classes) if over.first <= one.start <= over.last]
        productive, idle, effective, hours, contacts, days = self._work(over, heads)
        return Month(
            period=over,
            month_ratio=over.days / whole.days,
            heads=heads,
            last_day=on(self.cohorts, over.last),
            starts=sum(self.cohorts[number].starts for number in begun),
            applicants=sum(self.applicants[number] for number in begun),
            seats=at_least_whole(peak_floor * float(plan.seats.presence_ratio / plan.seats.agents_per_seat)),
            training_places=at_least_whole(peak_training),
            coaches=at_least_whole(heads.in_nesting / plan.nesting.agents_per_coach),
            roles=roles,
            working_days=days,
            productive_hours=productive,
            idle_hours=idle,
            effective_hours=effective,
            contacts=contacts,
            programme_hours=hours,
        )

    def _peaks(self, over: Period) -> tuple[float, float]:
        """The most certified people and the most trainees of a day: numbers rise only when a class starts or is certified."""
        trained = timedelta(weeks=self.plan.training.weeks)
        rises = {over.first} | {day for one in self.classes for day in (one.start, one.start + trained)}
        found = [on(self.cohorts, day) for day in rises if over.first <= day <= over.last]
        return max(one.certified for one in found), max(one.in_training for one in found)

    def _heads(self, role: Support, certified: float, over: Period) -> int:
        """How many of a role in a month; nobody before it is paid."""
        if over.last < self.plan.site.opening - timedelta(weeks=role.lead_weeks):
            return 0
        by_ratio = at_least_whole(certified / role.agents_per_head) if role.agents_per_head else 0
        return max(role.heads, by_ratio)

    def _work(
        self, over: Period, whole: Heads
    ) -> tuple[float, float, float, tuple[float, ...], tuple[float, ...], int]:
        """Productive, idle and effective hours, hours and contacts by programme, working days; nothing before the opening."""
        plan, none = self.plan, (0.0,) * len(self.plan.programmes)
        if over.last < plan.site.opening:
            return 0.0, 0.0, 0.0, none, none, 0
        active = Period(max(over.first, plan.site.opening), over.last)
        heads = whole if active == over else average(self.cohorts, active)
        days = plan.working_days.working_days(active.first, active.last)
        per_agent = days * hours_a_day(plan.presence)
        planned = [_share_of(one, active, late=False) for one in plan.programmes]
        worked = [_share_of(one, active, late=True) for one in plan.programmes]
        total = sum(planned) or 1.0
        present = heads.certified * per_agent
        hours = tuple(present * share / total for share in worked)
        busy = sum(worked) / total if plan.programmes else 1.0
        effective = heads.effective * per_agent
        contacts = tuple(
            effective * share / total * contacts_an_hour(one)
            for one, share in zip(plan.programmes, worked, strict=True)
        )
        return present * busy, present * (1 - busy), effective * busy, hours, contacts, days


def hours_a_day(presence: Presence) -> float:
    """Productive hours of an agent on a working day: the paid ones less leave, absence, breaks and what is internal."""
    paid = float(presence.weekly_hours) / 5
    leave = float(presence.leave_weeks) / (365.25 / 7)
    kept = (1 - leave) * (1 - float(presence.absence_ratio))
    return paid * kept * (1 - float(presence.breaks_ratio)) * (1 - float(presence.internal_ratio))


def contacts_an_hour(programme: Programme) -> float:
    """Contacts of an experienced agent in a productive hour: occupied seconds over handling time, times contacts at once."""
    return 3600 * float(programme.occupancy_ratio * programme.concurrency) / programme.handling_s


def _share_of(one: Programme, over: Period, *, late: bool) -> float:
    """A programme's share of the people, by the days of the period since its start, or since its late one."""
    start = one.start or date.min
    if late and one.delay_months and start > date.min:
        start = add_months(start, one.delay_months)
    days = (over.last - max(start, over.first)).days + 1
    return float(one.share_ratio) * max(0, days) / over.days


def paid_hours_a_year(plan: Plan) -> Decimal:
    """Paid hours of an agent in a year, holidays and leave with them."""
    return plan.presence.weekly_hours * 52
