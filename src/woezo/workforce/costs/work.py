"""What a month's agents do: productive hours, hours in which they wait for a late programme, contacts.

From one day to the next programme's start the shares stay the same; a month in which a programme starts is worked out in parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from woezo.workforce.hiring.cohorts import Cohort, average
from woezo.workforce.hiring.plan import Plan, Presence, Programme
from woezo.workforce.hiring.results import Heads
from woezo.workforce.periods import DAY, Period, add_months


@dataclass(frozen=True)
class Work:
    """Of a period. Before the opening nobody has work: who is certified then is paid, and waits."""

    working_days: int  # from the opening on
    productive_hours: float
    idle_hours: float  # beside them: of people whose programme is late, or who have none yet, or no site
    effective_hours: float  # the productive ones, weighed by the agents' efficiency
    contacts: tuple[float, ...]  # by programme
    programme_hours: tuple[float, ...]  # the productive ones, by programme


def work(plan: Plan, groups: tuple[Cohort, ...], over: Period, heads: Heads) -> Work:
    """Of the certified people of the cohorts; heads are their mean over the period."""
    parts = [_part(plan, heads if one == over else average(groups, one), one) for one in stretches(plan, over)]
    numbers = range(len(plan.programmes))
    return Work(
        working_days=sum(one.working_days for one in parts),
        productive_hours=sum(one.productive_hours for one in parts),
        idle_hours=sum(one.idle_hours for one in parts),
        effective_hours=sum(one.effective_hours for one in parts),
        contacts=tuple(sum(one.contacts[number] for one in parts) for number in numbers),
        programme_hours=tuple(sum(one.programme_hours[number] for one in parts) for number in numbers),
    )


def stretches(plan: Plan, over: Period) -> Iterator[Period]:
    """The period, cut where the site opens and where a programme starts or was to start."""
    first, end = over.first, over.last + DAY
    starts = {day for one in plan.programmes for day in (planned_start(plan, one), late_start(plan, one))}
    cuts = [first, *sorted(day for day in starts | {plan.site.opening} if first < day < end), end]
    for start, following in pairwise(cuts):
        yield Period(start, following - DAY)


def planned_start(plan: Plan, one: Programme) -> date:
    """From when on agents are there for a programme."""
    return one.start or plan.site.opening


def late_start(plan: Plan, one: Programme) -> date:
    """From when on they work for it."""
    return add_months(planned_start(plan, one), one.delay_months)


def _part(plan: Plan, heads: Heads, over: Period) -> Work:
    """A stretch in which no programme starts, with the people of its mean."""
    days = plan.working_days.working_days(over.first, over.last)
    per_agent = days * hours_a_day(plan.presence)
    there = sum(one.share_ratio for one in plan.programmes if planned_start(plan, one) <= over.first)
    shares = [
        float(one.share_ratio / there) if there and late_start(plan, one) <= over.first else 0.0
        for one in plan.programmes
    ]
    is_open = over.first >= plan.site.opening
    busy = min(1.0, sum(shares)) if plan.programmes else float(is_open)
    present, effective = heads.certified * per_agent, heads.effective * per_agent
    return Work(
        working_days=days if is_open else 0,
        productive_hours=present * busy,
        idle_hours=present * (1 - busy),
        effective_hours=effective * busy,
        contacts=tuple(
            effective * share * contacts_an_hour(one) for one, share in zip(plan.programmes, shares, strict=True)
        ),
        programme_hours=tuple(present * share for share in shares),
    )


def hours_a_day(presence: Presence) -> float:
    """Productive hours of an agent on a working day: the paid ones less leave, absence, breaks and what is internal."""
    paid = float(presence.weekly_hours) / 5
    leave = float(presence.leave_weeks) / (365.25 / 7)
    kept = (1 - leave) * (1 - float(presence.absence_ratio))
    return paid * kept * (1 - float(presence.breaks_ratio)) * (1 - float(presence.internal_ratio))


def contacts_an_hour(programme: Programme) -> float:
    """Contacts of an experienced agent in a productive hour: occupied seconds over handling time, times contacts at once."""
    return 3600 * float(programme.occupancy_ratio * programme.concurrency) / programme.handling_s
