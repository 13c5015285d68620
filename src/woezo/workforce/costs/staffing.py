"""What a month of the plan needs beside its agents: seats, places in training, coaches and the roles by ratio; and what work
it yields.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import ceil

from woezo.workforce.costs.work import Work, work
from woezo.workforce.hiring.calendars import ends
from woezo.workforce.hiring.cohorts import Cohort, average_each, cohorts, on_each, peak_on_each
from woezo.workforce.hiring.funnel import announced
from woezo.workforce.hiring.plan import Class, Plan, Support
from woezo.workforce.hiring.results import Heads
from woezo.workforce.periods import Period, months

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
        wholes = list(months(self.first, last))
        overs = [Period(whole.first, min(whole.last, last)) for whole in wholes]
        heads = average_each(self.cohorts, overs)
        last_days = on_each(self.cohorts, [over.last for over in overs])
        return tuple(map(self._month, wholes, overs, heads, last_days, self._peaks(overs)))

    def begun(self, over: Period) -> list[int]:
        """Which classes start in a period, by their place in the calendar."""
        starts = self._starts
        first = bisect_left(starts, (over.first, 0))
        return sorted(number for _, number in starts[first : bisect_left(starts, (over.last, len(starts)))])

    @cached_property
    def _starts(self) -> list[tuple[date, int]]:
        return sorted((one.start, number) for number, one in enumerate(self.classes))

    def _month(self, whole: Period, over: Period, heads: Heads, last_day: Heads, peaks: tuple[float, float]) -> Month:
        plan, (peak_floor, peak_training), begun = self.plan, peaks, self.begun(over)
        roles = tuple((one, self._heads(one, heads.certified, over)) for one in plan.support)
        return Month(
            period=over,
            month_ratio=over.days / whole.days,
            heads=heads,
            last_day=last_day,
            starts=sum(self.cohorts[number].starts for number in begun),
            applicants=sum(self.applicants[number] for number in begun),
            seats=at_least_whole(peak_floor * float(plan.seats.presence_ratio / plan.seats.agents_per_seat)),
            training_places=at_least_whole(peak_training),
            coaches=at_least_whole(heads.in_nesting / plan.nesting.agents_per_coach),
            roles=roles,
            work=work(plan, self.cohorts, over, heads),
        )

    def _peaks(self, overs: list[Period]) -> list[tuple[float, float]]:
        """The most certified people and the most trainees of a day, by month: numbers rise only when a class starts or is
        certified.
        """
        trained = timedelta(weeks=self.plan.training.weeks)
        rises = {day for one in self.classes for day in (one.start, one.start + trained)}
        days = sorted(rises | {over.first for over in overs})
        heads = peak_on_each(self.cohorts, days)
        found = [heads[bisect_left(days, over.first) : bisect_right(days, over.last)] for over in overs]
        return [(max(certified for certified, _ in month), max(training for _, training in month)) for month in found]

    def _heads(self, role: Support, certified: float, over: Period) -> int:
        """How many of a role in a month; nobody before it is paid."""
        if over.last < self.plan.site.opening - timedelta(weeks=role.lead_weeks):
            return 0
        by_ratio = at_least_whole(certified / role.agents_per_head) if role.agents_per_head else 0
        return max(role.heads, by_ratio)
