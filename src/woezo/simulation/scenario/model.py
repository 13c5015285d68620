"""A scenario: who calls when, how long he waits, who works when and serves what, and what happens in between.

Each key is declared once, with its unit, its limits and what it means; reader, messages and docs/reference/scenario.md are made
of it. Durations are in seconds, as people say them, and become whole milliseconds when the centre is built.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from woezo.parameters.declaring import (
    choice,
    clock,
    count,
    gettext_noop,
    levels,
    number,
    numbers,
    ratio,
    table,
    tables,
    text,
    texts,
)
from woezo.routing.codes import ACCEPT_MODES, CHANNELS, LIMIT_ACTIONS, REJECT_RULES, WRAP_UP_MODES
from woezo.routing.rules import MAX_LEVEL, MAX_PRIORITY

LAWS: Final = ("constant", "exponential", "lognormal", "gamma", "weibull", "empirical")
SLOTS: Final = ("run", "day", "week")
Levels = tuple[tuple[str, int], ...]
LONGEST_S: Final = "1e7"
MOST_AGENTS: Final = 100_000


@dataclass(frozen=True)
class Entry:
    """One of a list. number is its place, from 1."""

    number: int = 0


@dataclass(frozen=True)
class Law:
    """The law of a duration."""

    law: str = choice("exponential", LAWS, gettext_noop("Law of the duration"))
    mean_s: Decimal = number("0", gettext_noop("Mean, seconds; of all laws but empirical"), "0", LONGEST_S)
    cv: Decimal = number("1", gettext_noop("Standard deviation over mean, of lognormal and gamma"), "0.01", "20")
    shape: Decimal = number(
        "1", gettext_noop("Shape, of weibull; below 1 the longer it lasted, the longer it lasts"), "0.05", "20"
    )
    values_s: tuple[Decimal, ...] = numbers(gettext_noop("Of empirical: the values, seconds"), "0", LONGEST_S)
    weights: tuple[Decimal, ...] = numbers(
        gettext_noop("Of empirical: how often each value comes; default: all alike"), "0", "1e12"
    )


@dataclass(frozen=True)
class Patience(Law):
    """How long somebody waits before he leaves. Left out: for ever."""

    balk_ratio: Decimal = ratio("0", gettext_noop("Share that leaves at once when it has to wait"))
    never_ratio: Decimal = ratio("0", gettext_noop("Share that never leaves"))
    hurry_by_place: tuple[Decimal, ...] = numbers(
        gettext_noop(
            "How many times as likely to leave at any moment is who finds 0, 1, 2 … waiting before him in the queue; the last "
            "for all beyond; default: the place does not count"
        ),
        "0.01",
        "100",
    )


@dataclass(frozen=True)
class Arrivals:
    """When customers come: one of per_hour, per_interval, times_s."""

    per_hour: Decimal = number("0", gettext_noop("Customers an hour, all the time"), "0", "1e8")
    per_interval: tuple[Decimal, ...] = numbers(
        gettext_noop("Customers in each interval, from midnight on; after the last the first again: a day, a week"),
        "0",
        "1e8",
    )
    interval_minutes: Decimal = number("15", gettext_noop("Length of such an interval"), "0.1", "10080")
    times_s: tuple[Decimal, ...] = numbers(
        gettext_noop("The times at which they come, seconds from the begin of the run"), "0", "1e9"
    )
    busyness_cv: Decimal = number(
        "0", gettext_noop("How much whole days differ: the rates of a day are multiplied by a gamma number"), "0", "3"
    )


@dataclass(frozen=True)
class TierRule(Entry):
    """A step of a queue: whom it admits, from which wait on, and how far they are held back."""

    min_levels: Levels = levels(gettext_noop("Least level by skill"), MAX_LEVEL)
    sites: tuple[str, ...] = texts(gettext_noop("Only these sites; default: all"))
    after_s: Decimal = number("0", gettext_noop("Opens after so long a wait"), "0", LONGEST_S)
    points: int = count(0, gettext_noop("Points on top of the score of its pairs"), -1_000_000, 1_000_000)
    hold_counts: tuple[Decimal, ...] = numbers(
        gettext_noop("With one, two … agents of the group ready: serves if at least so many wait"), "0", "1e6"
    )
    hold_waits_s: tuple[Decimal, ...] = numbers(
        gettext_noop("With one, two … agents of the group ready: serves who has waited so long"), "0", LONGEST_S
    )


@dataclass(frozen=True)
class QueueRule(Entry):
    """A kind of work: its customers and its rules."""

    name: str = text("", gettext_noop("Name of the queue"), needed=True)
    programme: str = text("", gettext_noop("Its programme; default: the first"))
    channel: str = choice("voice", CHANNELS, gettext_noop("Channel"))
    skills: Levels = levels(gettext_noop("What its agents need: level by skill"), MAX_LEVEL)
    arrivals: Arrivals | None = table(Arrivals, gettext_noop("When its customers come"))
    patience: Patience | None = table(Patience, gettext_noop("How long they wait; default: for ever"))
    handling: Law | None = table(Law, gettext_noop("Talk and hold"))
    handling_by_hour: tuple[Decimal, ...] = numbers(
        gettext_noop("A factor on it for each of the 24 hours in which it begins; default: none"), "0.01", "100"
    )
    wrap_up: Law | None = table(Law, gettext_noop("Work after the contact; default: none"))
    redial_ratio: Decimal = ratio("0", gettext_noop("Of those who left or were sent away: share that comes again"))
    redial_after: Law | None = table(Law, gettext_noop("After how long"))
    transfer_ratio: Decimal = ratio("0", gettext_noop("Share that is transferred after it was handled"))
    transfer_to: str = text("", gettext_noop("To which queue"))
    callback_ratio: Decimal = ratio("0", gettext_noop("Share that asks to be called back and keeps its place"))
    callback_after_s: Decimal = number("60", gettext_noop("After so long a wait"), "0", LONGEST_S)
    lines: str = text("", gettext_noop("The lines on which its customers come; default: as many as it takes"))
    target_s: Decimal = number("20", gettext_noop("Threshold of the service level"), "0.001", LONGEST_S)
    short_s: Decimal = number("5", gettext_noop("Who leaves by then has not waited in earnest"), "0", LONGEST_S)
    priority: int = count(0, gettext_noop("Priority"), most=MAX_PRIORITY)
    priority_points: int = count(600, gettext_noop("Points of one level of priority"), most=100_000)
    wait_points_per_s: int = count(1, gettext_noop("Points of a second of waiting"), most=10_000)
    waiting_points: int = count(0, gettext_noop("Points of each contact that waits in the queue"), most=100_000)
    urgency_points: int = count(0, gettext_noop("Points of a wait as long as the threshold"), most=1_000_000)
    cost_points: int = count(0, gettext_noop("Points that an agent's cost takes away, each"), most=1000)
    level_points: int = count(0, gettext_noop("Points of each level of the agent"), most=10_000)
    accept: str = choice(
        "automatic", ACCEPT_MODES, gettext_noop("Whether agents accept, or calls connect by themselves")
    )
    tone_s: Decimal = number("0", gettext_noop("Automatic: so long a tone before"), "0", LONGEST_S)
    timeout_s: Decimal = number("0", gettext_noop("Manual: rings so long at most; 0: without end"), "0", LONGEST_S)
    reject: str = choice("stay_ready", REJECT_RULES, gettext_noop("What a refusal does"))
    not_again_s: Decimal = number(
        "30", gettext_noop("A refused contact is not proposed to the same agent again for so long"), "0", LONGEST_S
    )
    wrap_up_mode: str = choice("mandatory", WRAP_UP_MODES, gettext_noop("Whether wrap-up follows"))
    wrap_up_s: Decimal = number("0", gettext_noop("Longest wrap-up of the modes with a limit"), "0", LONGEST_S)
    head_start_s: Decimal = number(
        "0",
        gettext_noop("Its customers count as so much older than they are, and overtake others"),
        "0",
        LONGEST_S,
    )
    max_waiting: int = count(0, gettext_noop("So many may wait; 0: any number"), most=1_000_000)
    max_wait_s: Decimal = number("0", gettext_noop("So long may one wait; 0: any time"), "0", LONGEST_S)
    limit_action: str = choice("deflect", LIMIT_ACTIONS, gettext_noop("What happens at a limit"))
    overflow_to: str = text("", gettext_noop("To which queue one overflows"))
    grace_s: Decimal = number("30", gettext_noop("A lost agent's contact waits so long for him"), "0", LONGEST_S)
    tiers: tuple[TierRule, ...] = tables(TierRule, gettext_noop("Its tiers, in order; default: one for all"), 20)


@dataclass(frozen=True)
class Shift(Entry):
    """When agents of a group work."""

    agents: int = count(0, gettext_noop("How many agents of the group; default: those left"), most=MOST_AGENTS)
    begins: str = clock("00:00", gettext_noop("Begin"))
    ends: str = clock("24:00", gettext_noop("End; before the begin: on the next day"))
    weekdays: str = text("1234567", gettext_noop("Days of the week, 1 is Monday"))
    breaks: tuple[str, ...] = texts(gettext_noop('Breaks, as "12:00-12:45"'))


@dataclass(frozen=True)
class OwnHandling(Entry):
    """A group takes another time for a queue."""

    queue: str = text("", gettext_noop("For this queue"), needed=True)
    handling: Law | None = table(Law, gettext_noop("Talk and hold"))


@dataclass(frozen=True)
class Member(Entry):
    """Somebody of a group whom a journal knows: when a day is played again, he is slower or quicker than his group."""

    name: str = text("", gettext_noop("Name in the journal"), needed=True)
    factor: Decimal = number(
        "1", gettext_noop("On every handling time of his, beside that of the group"), "0.01", "100"
    )


@dataclass(frozen=True)
class GroupRule(Entry):
    """Agents who are alike."""

    name: str = text("", gettext_noop("Name of the group"), needed=True)
    site: str = text("", gettext_noop("Its site; default: the first"))
    agents: int = count(1, gettext_noop("How many"), 0, MOST_AGENTS)
    skills: Levels = levels(gettext_noop("Level by skill"), MAX_LEVEL)
    units: int = count(1, gettext_noop("Capacity of an agent, units"), 1, 100)
    weights: Levels = levels(gettext_noop("Units of one contact by channel; default: all units"), 100)
    cost: int = count(0, gettext_noop("Cost, for the queues that count it"), most=1_000_000)
    factor: Decimal = number("1", gettext_noop("On every handling time: of beginners above 1"), "0.01", "100")
    wrap_up_factor: Decimal = number("1", gettext_noop("On every wrap-up"), "0.01", "100")
    factor_by_week: tuple[Decimal, ...] = numbers(
        gettext_noop("On handling and wrap-up in the 1st, 2nd … week of their work; the last for all after it"),
        "0.01",
        "100",
    )
    tenure_weeks: int = count(0, gettext_noop("Weeks that they have worked when the run begins"), most=4000)
    handling: tuple[OwnHandling, ...] = tables(OwnHandling, gettext_noop("Its own handling times"), 1000)
    wrap_up: Law | None = table(Law, gettext_noop("Its own wrap-up"))
    ring: Law | None = table(Law, gettext_noop("How long it rings until somebody answers; default: no time"))
    reject_ratio: Decimal = ratio("0", gettext_noop("Share of the calls that an agent refuses"), most="0.95")
    absence_ratio: Decimal = ratio("0", gettext_noop("Probability that an agent is absent for a day"))
    members: tuple[Member, ...] = tables(Member, gettext_noop("Its people, for days that are played again"), 5000)
    shifts: tuple[Shift, ...] = tables(Shift, gettext_noop("When they work; default: always"), 1000)

    @property
    def pace(self) -> float:
        """The factor on a handling time at the begin of the run."""
        weeks = self.factor_by_week
        return float(self.factor * (weeks[min(self.tenure_weeks, len(weeks) - 1)] if weeks else 1))


@dataclass(frozen=True)
class SiteRule(Entry):
    """A site."""

    name: str = text("", gettext_noop("Name of the site"), needed=True)
    country: str = text("TG", gettext_noop("Country, two letters"), letters=2)


@dataclass(frozen=True)
class ProgrammeRule(Entry):
    """A client's operation."""

    name: str = text("", gettext_noop("Name of the programme"), needed=True)


@dataclass(frozen=True)
class Lines(Entry):
    """Telephone lines: who finds none free is blocked."""

    name: str = text("", gettext_noop("Name of the lines"), needed=True)
    number_of_lines: int = count(1, gettext_noop("How many"), 1, 1_000_000)
    waiting_places: int = count(
        0, gettext_noop("So many of their customers may wait, of all queues together; 0: any number"), most=1_000_000
    )


@dataclass(frozen=True)
class Outage(Entry):
    """A site is lost for a while."""

    site: str = text("", gettext_noop("Which site"), needed=True)
    day: int = count(1, gettext_noop("On which day of the run, from 1"), 1, 4000)
    at: str = clock("00:00", gettext_noop("When"))
    minutes: Decimal = number("60", gettext_noop("For how long"), "0.01", "100000")


@dataclass(frozen=True)
class Frame:
    """The run as a whole."""

    name: str = text("", gettext_noop("Name of the scenario"))
    seed: int = count(1, gettext_noop("Seed of chance"), most=4_294_967_295)
    replications: int = count(10, gettext_noop("How often it is played, each time with other chance"), 1, 100_000)
    days: int = count(1, gettext_noop("How many days"), 1, 4000)
    begins: str = clock("00:00", gettext_noop("The run begins on the first day at"))
    ends: str = clock("24:00", gettext_noop("Nobody comes any more on the last day from"))
    weekday: int = count(1, gettext_noop("Day of the week of the first day, 1 is Monday"), 1, 7)
    warm_up_minutes: Decimal = number("0", gettext_noop("The first so many minutes are not counted"), "0", "1e6")
    handling_cv_day: Decimal = number(
        "0",
        gettext_noop("How much the handling times of whole days differ: a gamma factor"),
        "0",
        "1",
    )
    handling_cv_hour: Decimal = number("0", gettext_noop("The same for hours"), "0", "1")
    slots: str = choice("run", SLOTS, gettext_noop("Intervals of the report: of the run, or all days or weeks in one"))


@dataclass(frozen=True)
class Scenario:
    """Everything, by name of its table."""

    scenario: Frame
    sites: tuple[SiteRule, ...]
    programmes: tuple[ProgrammeRule, ...]
    lines: tuple[Lines, ...]
    queues: tuple[QueueRule, ...]
    groups: tuple[GroupRule, ...]
    outages: tuple[Outage, ...]


LISTS: Final = {
    "site": ("sites", SiteRule, 100),
    "programme": ("programmes", ProgrammeRule, 1000),
    "lines": ("lines", Lines, 100),
    "queue": ("queues", QueueRule, 1000),
    "group": ("groups", GroupRule, 5000),
    "outage": ("outages", Outage, 100),
}
"""Name of the list in the text: field of Scenario, what it lists, how many at most."""
TABLES: Final[dict[str, Any]] = {"scenario": Frame} | {name: rule for name, (_, rule, _) in LISTS.items()}
"""What each table, and each entry of a list, declares."""
