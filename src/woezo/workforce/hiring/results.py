"""What comes of a plan. Without numpy: the process that shows it takes it from the one that has worked it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from woezo.parameters.faults import Fault, fault
from woezo.workforce.hiring.plan import Class, Plan, Promise
from woezo.workforce.tables import Table


@dataclass(frozen=True)
class Heads:
    """Expected people: recruited so far; on the payroll, of whom in training, in nesting and certified (with those in nesting);
    effective: the certified, each weighed by what he does of an experienced agent's work.
    """

    recruited: float = 0.0
    on_payroll: float = 0.0
    in_training: float = 0.0
    in_nesting: float = 0.0
    certified: float = 0.0
    effective: float = 0.0


GIVEN: Final = "given"
"""The name of the reading that has the plan's own classes."""


@dataclass(frozen=True)
class Which:
    """What the what-ifs befall: the classes that fail, by their first day, and the programme that is late, by its number.

    None: those of the second day of classes (of the first, if there is no second), and the programme that starts first.
    """

    failing: date | None = None
    late: int | None = None


def usual(plan: Plan, classes: Iterable[Class]) -> Which:
    """What they befall where nothing is chosen, of a calendar of classes; None where there is no class, or no programme."""
    days = sorted({one.start for one in classes})
    first = min(plan.programmes, key=lambda one: one.start or plan.site.opening, default=None)
    return Which(days[min(1, len(days) - 1)] if days else None, first.number if first else None)


@dataclass(frozen=True)
class Chance:
    """How a calendar keeps a promise, counted as the promise says."""

    promise: int  # its number in the plan, from 1
    name: str
    metric: str
    first: date | None  # of its period, where it has one
    last: date
    target: int
    expected: float
    chance: float


@dataclass(frozen=True)
class Reading:
    """A calendar and what comes of it."""

    name: str  # given, starts, on_payroll
    classes: tuple[Class, ...]
    end: Heads  # on the plan's last day
    due: date  # the last day of the last promise, the plan's where there is none
    promised: Heads  # on that day
    chances: tuple[Chance, ...]  # of every promise, counted as it says, then in the other ways
    total: int  # minor units of the site's currency
    total_eur: int | None  # cents
    hour: Decimal | None  # productive, on average over the plan, units of the currency
    hour_eur: Decimal | None
    tables: dict[str, Table] = field(default_factory=dict)

    @property
    def places(self) -> int:
        """All places of all classes."""
        return sum(one.size for one in self.classes)


@dataclass(frozen=True)
class Report:
    """Everything about a plan. Without a plan (its site is not known) there are only faults."""

    plan: Plan | None
    readings: tuple[Reading, ...]
    faults: tuple[Fault, ...]
    tables: dict[str, Table]
    seed: int
    plans: int
    notes: tuple[Fault, ...] = ()  # what is good to know, with nothing to mend
    left_out: tuple[str, ...] = ()  # promises by name that nothing here counts: its faults say why

    @property
    def largest(self) -> Promise | None:
        """The promise of the most people, which a plan is mostly named by; None where nothing is promised."""
        return max(self.plan.promises, key=lambda one: one.target, default=None) if self.plan else None

    def counting(self, people: float) -> int:
        """How many of so many people count for the largest promise; of them all, where it says nothing of who they are."""
        share = self.plan.share_that_counts(self.largest) if self.plan and self.largest else 1
        return round(people * float(share))

    def after_the_end(self, day: date, cell: str) -> Fault | None:
        """That the plan has ended before a day that is looked at: from then on people only leave. cell: where it was asked."""
        if self.plan is None or day <= self.plan.last_day:
            return None
        return fault("day_after_the_plan", cell, day, ends=self.plan.last_day)

    @property
    def in_force(self) -> Reading:
        """What the plan says itself: its own classes, else the reading of its largest promise. There must be a reading."""
        named = {one.name: one for one in self.readings}
        if GIVEN in named or self.largest is None:
            return self.readings[0]
        return named.get(self.largest.metric, self.readings[-1])
