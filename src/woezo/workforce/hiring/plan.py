"""A hiring plan: the site, what was promised, how people come, learn and leave, and what they cost.

Amounts are in units of the site's currency, ratios from 0 to 1, attrition per month. Where a default has a source, it is named;
the others are assumptions to replace by the site's own figures. Sources: docs/reference/plan.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from woezo.parameters.declaring import (
    Provenance,
    amount,
    choice,
    count,
    day,
    flag,
    gettext_noop,
    number,
    of_law,
    rate,
    ratio,
    ratios,
    text,
)
from woezo.workforce import working_time
from woezo.workforce.law import legal
from woezo.workforce.periods import add_months

STARTS, ON_PAYROLL, CERTIFIED = "starts", "on_payroll", "certified"
METRICS = (STARTS, ON_PAYROLL, CERTIFIED)
CHARGES: Final = "employer_charges_ratio"
YOUTH: Final = (18, 35)
"""The ages that recruits.youth_ratio, and the indicator of the headcount sheets, speak of."""
LEARNING = ("0.53", "0.65", "0.74", "0.81", "0.86", "0.90", "0.93", "0.96", "0.98", "1")


@dataclass(frozen=True)
class Site:
    """Where, when, in which money."""

    name: str = text("", gettext_noop("Name of the site"), needed=True)
    country: str = text(
        "", gettext_noop("Country, two letters: its law and its holidays apply"), needed=True, letters=2
    )
    currency: str = text("", gettext_noop("Currency of the site, three letters"), needed=True, letters=3)
    per_euro: Decimal | None = rate()
    opening: date = day(gettext_noop("First day of activity: years of activity count from here"), needed=True)
    ends: date | None = day(gettext_noop("Last day of the plan; default: three years of activity"))


@dataclass(frozen=True)
class Entry:
    """Something of which a plan has several. number is its place in the plan's list, from 1; 0 if it is not from there."""

    number: int = 0


@dataclass(frozen=True)
class Promise(Entry):
    """What was announced, and to whom. A period is two dates, a calendar year, or the first so many years of activity."""

    name: str = text("", gettext_noop("What was promised, in words"), needed=True)
    metric: str = choice(
        STARTS, METRICS, gettext_noop("What is counted: starts in the period, or people there on its last day")
    )
    target: int = count(0, gettext_noop("How many people"), least=1, most=10_000)
    since: date | None = day(gettext_noop("First day of the period; default: from the beginning"))
    to: date | None = day(gettext_noop("Last day of the period"))
    calendar_year: int = count(0, gettext_noop("Instead of dates: a calendar year"), 1990, 2150)
    activity_years: int = count(
        0, gettext_noop("Instead of dates: how many years of activity, from the first on"), 1, 50
    )
    authority: str = text("", gettext_noop("To whom it was promised"))
    nationals_only: bool = flag(gettext_noop("Only nationals of the site's country count"))
    age_from: int | None = count(
        None, gettext_noop("The youngest who count, on their first day; default: any"), most=100
    )
    age_to: int | None = count(None, gettext_noop("The oldest who count, on their first day; default: any"), most=100)
    age_band_ratio: Decimal | None = ratio(
        None, gettext_noop("Of the recruits: of these ages; default, which is of 18 to 35: recruits.youth_ratio")
    )

    @property
    def ages(self) -> tuple[int | None, int | None] | None:
        """The youngest and the oldest who count; None where people of every age do."""
        return None if self.age_from is None and self.age_to is None else (self.age_from, self.age_to)


@dataclass(frozen=True)
class Recruits:
    """Who the recruits are."""

    nationals_ratio: Decimal = ratio("0.98", gettext_noop("Nationals among the recruits"))
    youth_ratio: Decimal = ratio("0.95", gettext_noop("People of 18 to 35 among the recruits"))
    women_ratio: Decimal = ratio("0.60", gettext_noop("Women among the recruits"))
    first_job_ratio: Decimal = ratio("0.40", gettext_noop("First jobs among the recruits"))


@dataclass(frozen=True)
class Sourcing:
    """How applicants become recruits."""

    lead_weeks: int = count(8, gettext_noop("Weeks from the first announcement to the first day of a class"), most=52)
    margin_ratio: Decimal = ratio("0.35", gettext_noop("More applicants than a full class needs on average"), most="5")


@dataclass(frozen=True)
class Source(Entry):
    """Where applicants come from, and what share of them passes each stage."""

    name: str = text("", gettext_noop("Name of the source"), needed=True)
    share_ratio: Decimal = ratio("1", gettext_noop("Share of all applicants"))
    reached_ratio: Decimal = ratio("0.55", gettext_noop("Of the applicants: reached"))
    test_ratio: Decimal = ratio("0.45", gettext_noop("Of those reached: pass the test of written and spoken French"))
    interview_ratio: Decimal = ratio("0.60", gettext_noop("Of those: pass role play and interview"))
    accepted_ratio: Decimal = ratio("0.85", gettext_noop("Of those: accept the offer"))
    shows_up_ratio: Decimal = ratio("0.90", gettext_noop("Of those: are there on the first day"))
    applicant_cost: Decimal = amount("1500", gettext_noop("Cost of an applicant"))


@dataclass(frozen=True)
class Training:
    """Classes from the first day to certification."""

    weeks: int = count(4, gettext_noop("Weeks of training before certification"), least=1, most=52)
    pass_ratio: Decimal = ratio("0.88", gettext_noop("Of those who start: certified at the end"))
    class_size_most: int = count(25, gettext_noop("Places in a training room"), least=1, most=500)
    rooms: int = count(2, gettext_noop("Training rooms"), least=1, most=200)
    trainees_per_trainer: int = count(20, gettext_noop("Trainees for one trainer"), least=1, most=500)
    trainers: int = count(4, gettext_noop("Trainers"), least=1, most=500)
    trainer_month_pay: Decimal = amount("260000", gettext_noop("Gross pay of a trainer for a month"))
    trainee_week_cost: Decimal = amount("10000", gettext_noop("Material, tests and meals of a trainee for a week"))


@dataclass(frozen=True)
class Nesting:
    """The first weeks with customers, beside a coach."""

    weeks: int = count(2, gettext_noop("Weeks of nesting after certification"), most=26)
    agents_per_coach: int = count(8, gettext_noop("Agents in nesting for one coach"), least=1, most=100)
    coach_month_pay: Decimal = amount("180000", gettext_noop("Gross pay of a coach for a month"))


@dataclass(frozen=True)
class Learning:
    """How much of an experienced agent's work a newer one does."""

    efficiency_ratios: tuple[Decimal, ...] = ratios(
        LEARNING,
        gettext_noop("Work done by month since certification, as a share of an experienced agent's"),
        "cinareo.com, myth 4",
    )


@dataclass(frozen=True)
class Attrition:
    """Who leaves, by month since certification."""

    months_1_to_3_ratio: Decimal = ratio(
        "0.05", gettext_noop("Share that leaves in a month, months 1 to 3 after certification")
    )
    months_4_to_12_ratio: Decimal = ratio("0.025", gettext_noop("Share that leaves in a month, months 4 to 12"))
    later_ratio: Decimal = ratio("0.015", gettext_noop("Share that leaves in a month, later"))


@dataclass(frozen=True)
class Presence:
    """From paid time to productive time. Holidays of the country are taken off by the calendar."""

    weekly_hours: Decimal = of_law("number", "weekly_hours", gettext_noop("Paid hours a week"), "1", "100")
    leave_weeks: Decimal = of_law("number", "leave_weeks", gettext_noop("Weeks of paid leave a year"), "0", "52")
    absence_ratio: Decimal = ratio("0.06", gettext_noop("Absence, of the time planned"))
    breaks_ratio: Decimal = ratio("0.06", gettext_noop("Breaks, of the time present"))
    internal_ratio: Decimal = ratio(
        "0.05", gettext_noop("Meetings, coaching and further training, of the time present")
    )


@dataclass(frozen=True)
class Seats:
    """Where agents sit."""

    agents_per_seat: Decimal = number("1.45", gettext_noop("Agents who share a seat over the day's shifts"), "0.5", "4")
    presence_ratio: Decimal = ratio("0.88", gettext_noop("Of the agents on the payroll: at work on a day"))
    month_cost: Decimal = amount("95000", gettext_noop("A seat for a month: rent, power, computer, licences"))
    fit_out_cost: Decimal = amount("1200000", gettext_noop("To fit out one more seat"))
    links_month_cost: Decimal = amount("3500000", gettext_noop("All links for a month"))
    links_lead_weeks: int = count(12, gettext_noop("Weeks before the opening from which links are paid"), most=104)


@dataclass(frozen=True)
class Pay:
    """The pay of agents; months_a_year of 13 is the thirteenth month."""

    agent_month: Decimal = amount("135000", gettext_noop("Gross pay of an agent for a month"))
    trainee_month: Decimal = amount("70000", gettext_noop("Gross pay or allowance of a trainee for a month"))
    months_a_year: Decimal = number("13", gettext_noop("Months of pay in a year"), "12", "16")
    employer_charges_ratio: Decimal = of_law(
        "ratio", "employer_charges_ratio", gettext_noop("Employer's charges on gross pay")
    )
    raise_a_year_ratio: Decimal = ratio("0.02", gettext_noop("Rise of all pay on each 1 January after the opening"))
    start_cost: Decimal = amount("25000", gettext_noop("Contract, medical visit and equipment of a recruit"))


@dataclass(frozen=True)
class Support(Entry):
    """A role beside the agents: by ratio, or a fixed number from some weeks before the opening."""

    name: str = text("", gettext_noop("Name of the role"), needed=True)
    agents_per_head: int = count(0, gettext_noop("Agents for each; 0: a fixed number"))
    heads: int = count(0, gettext_noop("Fixed number, or the fewest there are"))
    month_pay: Decimal = amount("250000", gettext_noop("Gross pay for a month"))
    lead_weeks: int = count(4, gettext_noop("Weeks before the opening from which they are paid"), most=104)


@dataclass(frozen=True)
class SetUp(Entry):
    """Something that is paid once."""

    name: str = text("", gettext_noop("What is paid once"), needed=True)
    cost: Decimal = amount("0", gettext_noop("Its amount"))
    lead_weeks: int = count(8, gettext_noop("Weeks before the opening at which it is paid"), most=208)


@dataclass(frozen=True)
class Programme(Entry):
    """What the agents work on. Shares are of the programmes that have started."""

    name: str = text("", gettext_noop("Name of the programme"), needed=True)
    start: date | None = day(gettext_noop("First day of the programme; default: the opening"))
    delay_months: int = count(0, gettext_noop("Months by which it starts late; its people wait"), most=60)
    share_ratio: Decimal = ratio(
        "1", gettext_noop("Share of the agents, beside the other programmes that have started")
    )
    handling_s: int = count(318, gettext_noop("Handling time of an experienced agent, seconds"), least=1, most=86_400)
    occupancy_ratio: Decimal = ratio("0.82", gettext_noop("Occupancy: handling time in productive time"))
    concurrency: Decimal = number("1", gettext_noop("Contacts that an agent handles at once"), "0.1", "10")


@dataclass(frozen=True)
class Class(Entry):
    """A class of recruits on a given day."""

    start: date = day(gettext_noop("First day of the class"), needed=True)
    size: int = count(20, gettext_noop("Places in the class"), least=1, most=2_000)
    pass_ratio: Decimal | None = ratio(None, gettext_noop("Of those who start: certified; default: as in training"))


@dataclass(frozen=True)
class Calendar:
    """Without classes of its own a plan takes the smallest regular calendar that keeps its promises."""

    first: date | None = day(
        gettext_noop("First day of the first class; default: so that it is certified at the opening")
    )
    every_weeks: int = count(4, gettext_noop("Weeks from one class to the next"), least=1, most=52)
    probability_ratio: Decimal = ratio(
        "0.80", gettext_noop("Chance with which the calendar must keep each promise"), most="0.999", least="0.01"
    )


@dataclass(frozen=True)
class Reference(Entry):
    """Another place, to compare an experienced agent's hour with."""

    name: str = text("", gettext_noop("Name of the place"), needed=True)
    currency: str = text("", gettext_noop("Its currency"), needed=True, letters=3)
    per_euro: Decimal | None = rate()
    agent_month: Decimal = amount("0", gettext_noop("Gross pay of an agent for a month"))
    employer_charges_ratio: Decimal = ratio("0", gettext_noop("Employer's charges on gross pay"))
    months_a_year: Decimal = number("12", gettext_noop("Months of pay in a year"), "12", "16")
    overhead_ratio: Decimal = ratio("0.30", gettext_noop("Support staff, as a share of the agents' cost"), most="3")
    seat_month_cost: Decimal = amount("0", gettext_noop("Seat and links of an agent for a month"))
    paid_hours_a_year: int = count(2080, gettext_noop("Paid hours of an agent in a year"), least=1, most=4_000)
    shrinkage_ratio: Decimal = ratio("0.28", gettext_noop("Shrinkage: not productive, of the time paid"))


@dataclass(frozen=True)
class Holiday(Entry):
    """A day off that no law names, or a public holiday on which the site works."""

    day: date = day(gettext_noop("The day"), needed=True)
    name: str = text("", gettext_noop("Its name"))
    worked: bool = flag(gettext_noop("The site works on it, though it is a holiday"))


@dataclass(frozen=True)
class Plan:
    """The whole; provenance by key, for what the plan itself says and for what it leaves to the defaults."""

    site: Site
    recruits: Recruits
    sourcing: Sourcing
    training: Training
    nesting: Nesting
    learning: Learning
    attrition: Attrition
    presence: Presence
    seats: Seats
    pay: Pay
    calendar: Calendar
    promises: tuple[Promise, ...]
    sources: tuple[Source, ...]
    support: tuple[Support, ...]
    set_up: tuple[SetUp, ...]
    programmes: tuple[Programme, ...]
    classes: tuple[Class, ...]
    references: tuple[Reference, ...]
    holidays: tuple[Holiday, ...]
    provenance: dict[str, Provenance] = field(default_factory=dict)
    by_law: frozenset[str] = (
        frozenset()
    )  # keys that the plan leaves to the law; pay and the like have it of the opening
    # What was worked out from this plan already, by question. Caches of functions would hash whole groups of parameters at
    # each of thousands of calls. A changed copy begins with nothing.
    known: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __getstate__(self) -> dict[str, Any]:
        """Without what can be worked out again."""
        return {**self.__dict__, "known": {}}

    def once(self, question: object, answer: Callable[[], Any]) -> Any:
        """The answer, worked out at the first time of asking."""
        if question not in self.known:
            self.known[question] = answer()
        return self.known[question]

    def charges_ratio(self, day: date) -> Decimal:
        """Employer's charges on a day: the plan's, or what the law says then, which may change while the plan runs."""
        row = legal(self.site.country, CHARGES, day) if f"pay.{CHARGES}" in self.by_law else None
        return self.pay.employer_charges_ratio if row is None else row.value

    def age_share(self, promise: Promise) -> Decimal:
        """Of the recruits: of the ages that a promise names."""
        given = promise.age_band_ratio
        return self.recruits.youth_ratio if given is None else given

    def share_that_counts(self, promise: Promise) -> Decimal:
        """Of the recruits: who can count for a promise; nationality and age are drawn beside each other."""
        share = self.recruits.nationals_ratio if promise.nationals_only else Decimal(1)
        return share * self.age_share(promise) if promise.ages else share

    @property
    def last_day(self) -> date:
        """The last day of the plan: three years of activity unless it says another."""
        return self.site.ends or add_months(self.site.opening, 36) - timedelta(days=1)

    @cached_property
    def working_days(self) -> working_time.Calendar:
        """The days on which the site works."""
        added = {one.day: one.name for one in self.holidays if not one.worked}
        removed = frozenset(one.day for one in self.holidays if one.worked)
        return working_time.Calendar(self.site.country, added=added, removed=removed)


# As they stand in a file: a group is a table [training], an entry of a list is a table [[promise]].
GROUPS = {
    "site": Site,
    "recruits": Recruits,
    "sourcing": Sourcing,
    "training": Training,
    "nesting": Nesting,
    "learning": Learning,
    "attrition": Attrition,
    "presence": Presence,
    "seats": Seats,
    "pay": Pay,
    "calendar": Calendar,
}
LISTS = {
    "promise": ("promises", Promise),
    "source": ("sources", Source),
    "support": ("support", Support),
    "set_up": ("set_up", SetUp),
    "programme": ("programmes", Programme),
    "class": ("classes", Class),
    "reference": ("references", Reference),
    "holiday": ("holidays", Holiday),
}
TABLES: Final[dict[str, Any]] = GROUPS | {name: entry for name, (_, entry) in LISTS.items()}
"""What each table, and each entry of a list, declares."""
