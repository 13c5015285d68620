"""What a month of the plan needs beside its agents: seats, places in training, coaches and the roles by ratio; and what work
it yields.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import ceil

from woezo.workforce.calendars import ends
from woezo.workforce.cohorts import Cohort, average, cohorts, on
from woezo.workforce.funnel import announced
from woezo.workforce.periods import Period, months
from woezo.workforce.plan import Class, Plan, Support
from woezo.workforce.results import Heads
from woezo.workforce.work import Work, work

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
    work: Work


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
            work=work(plan, self.cohorts, over, heads),
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
