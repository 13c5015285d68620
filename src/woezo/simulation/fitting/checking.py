"""Is the twin true? Days of a journal played again with the laws of a scenario, and compared with what happened, by
hour.

What is given: when customers came, and when agents were there. What is drawn: how long customers wait before they
leave, conversations, wrap-ups. The prediction of an hour is the spread of so many replications; it is true if it
holds what happened as often as it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from woezo.simulation.agenda import COMES, PAUSES, STOPS, Agenda
from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.fitting.history import Contact, History, Stream, by_stream, stream_of
from woezo.simulation.fitting.laws import HOUR_MS
from woezo.simulation.fitting.moved import Moved, moved
from woezo.simulation.fitting.presence import Day, presence_of
from woezo.simulation.fitting.skills import skills_of
from woezo.simulation.fitting.writing import queue_name
from woezo.simulation.recorded import Known
from woezo.simulation.scenario.building import Prepared, prepared, run_of
from woezo.simulation.scenario.model import Arrivals, GroupRule, QueueRule, Scenario
from woezo.simulation.watch import GROUP_FIELDS, Watch

NEAR_POINTS: Final = 0.02
NEAR_RATIO: Final = 0.15
LEAST: Final = 30
STRANGE: Final = 5.0
"""An hour whose customers left by so many standard deviations more than their patience allows was no hour of the usual."""
LEVEL: Final = 0.9
TALKING: Final = GROUP_FIELDS.index("talking_ms")
AVAILABLE: Final = GROUP_FIELDS.index("available_ms")
OVER_MIDNIGHT_MS: Final = 6 * HOUR_MS
OVERNIGHT_RATIO: Final = 0.01
"""A queue in which more still wait when the day after has begun cannot be counted by days."""
NIGHT_ENDS: Final = "00:15"
"""Of the next day: what comes after midnight is counted in one slot, and left out."""


@dataclass(frozen=True)
class Counted:
    """What an hour's customers met: how many came and left, their waits, who was answered within the threshold; the
    work of people.
    """

    offered: float = 0.0
    abandoned: float = 0.0
    wait_ms: float = 0.0
    within: float = 0.0
    busy_ms: float = 0.0
    there_ms: float = 0.0

    def __add__(self, other: Counted) -> Counted:
        return Counted(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))

    @property
    def abandonment_ratio(self) -> float:
        """Of those who came."""
        return self.abandoned / self.offered if self.offered else 0.0

    @property
    def mean_wait_ms(self) -> float:
        """Of those who came."""
        return self.wait_ms / self.offered if self.offered else 0.0

    @property
    def service_level_ratio(self) -> float:
        """SL-3: answered within the threshold, of those who came."""
        return self.within / self.offered if self.offered else 0.0

    @property
    def occupancy(self) -> float:
        """Conversation over presence: logs seldom tell of wrap-up."""
        return self.busy_ms / self.there_ms if self.there_ms else 0.0


def astuple(one: Counted) -> tuple[float, ...]:
    """Its numbers in order."""
    return one.offered, one.abandoned, one.wait_ms, one.within, one.busy_ms, one.there_ms


NOT_MOVED: Final = Moved()


@dataclass(frozen=True)
class Hour:
    """An hour of a day: what happened, and what each replication made of it."""

    day: int  # since 1970-01-01
    hour: int
    was: Counted
    played: tuple[Counted, ...]
    moved: Moved = NOT_MOVED

    def holds(self, figure: Callable[[Counted], float]) -> bool:
        """Whether the central 90 % of the replications hold what happened."""
        values = sorted(map(figure, self.played))
        rank = max(1, round((len(values) + 1) * (1 - LEVEL) / 2))
        return values[rank - 1] <= figure(self.was) <= values[len(values) - rank]

    @property
    def is_strange(self) -> bool:
        """More left than their patience allows: something broke."""
        return self.moved.impatience > STRANGE

    @property
    def mean(self) -> Counted:
        """Of the replications."""
        whole = sum(self.played, Counted())
        return Counted(*(value / len(self.played) for value in astuple(whole)))


@dataclass(frozen=True)
class DayPlan:
    """A day that is played: its scenario with its people, what they do, and the contacts that come."""

    day: int
    scenario: Scenario
    agenda: tuple[tuple[int, int, int, int], ...]
    contacts: tuple[Contact, ...]
    names: dict[Stream, str]  # of the queues
    agents: dict[int, str]  # their names
    groups: tuple[int, ...]  # of each group of the day's scenario: the place in the whole one of that whose laws it has
    overnight: frozenset[str] = frozenset()  # queues that are played and not counted
    paces: Mapping[str, float] = field(default_factory=dict)  # of the journal's people by name; empty: the scenario's


def plans(history: History, whole: History, scenario: Scenario, gap_ms: int) -> Iterator[DayPlan]:
    """The days of a history on which somebody was there. whole: with the days around it, for shifts over midnight."""
    skills = skills_of(whole)
    presence = presence_of(whole, skills, gap_ms)
    by_day: dict[int, list[Contact]] = {}
    for one in history.contacts:
        by_day.setdefault(one.arrived_ms // DAY_MS, []).append(one)
    streams = {queue_name(whole, stream): stream for stream in {stream_of(one) for one in history.contacts}}
    uncounted = overnight(history, scenario)
    for day, contacts in sorted(by_day.items()):
        people = [agent for agent in sorted(presence) if _on_day(presence[agent], day)]
        if people:
            plan = _plan(history, scenario, day, contacts, people, presence, streams)
            yield replace(plan, overnight=uncounted)


def overnight(history: History, scenario: Scenario) -> frozenset[str]:
    """Queues in which customers wait for another day, as letters do: a day that is played begins without those of the day
    before, and ends without an answer to its own. None where there are no others.
    """
    came: Counter[str] = Counter()
    waited: Counter[str] = Counter()
    for one in history.contacts:
        name = queue_name(history, stream_of(one))
        came[name] += 1
        waited[name] += one.arrived_ms % DAY_MS + one.wait_ms > DAY_MS + OVER_MIDNIGHT_MS
    known = {queue.name for queue in scenario.queues} & came.keys()
    found = frozenset(name for name in known if waited[name] > OVERNIGHT_RATIO * came[name])
    return found if found < known else frozenset()


def not_played(history: History, whole: History, scenario: Scenario) -> dict[str, int]:
    """How many contacts of the history nobody plays, by the name of their queue, which the scenario does not have."""
    known = {queue.name for queue in scenario.queues}
    counted = Counter(queue_name(whole, stream_of(one)) for one in history.contacts)
    return {name: many for name, many in sorted(counted.items()) if name not in known}


def _on_day(person: Day, day: int) -> bool:
    return any(from_ms < (day + 1) * DAY_MS and to_ms > day * DAY_MS for from_ms, to_ms in person.spells)


def _plan(
    history: History,
    scenario: Scenario,
    day: int,
    contacts: Sequence[Contact],
    people: Sequence[int],
    presence: Mapping[int, Day],
    streams: Mapping[str, tuple[int, int]],
) -> DayPlan:
    start_ms = day * DAY_MS
    came, served = by_stream(contacts), _served(contacts)
    queues = tuple(
        replace(
            queue,
            arrivals=_arrivals(came.get(streams[queue.name], ()) if queue.name in streams else (), start_ms),
            redial_ratio=Decimal(0),  # who redialed that day is among those who came
        )
        for queue in scenario.queues
    )
    named = {member.name: (group, member.factor) for group in scenario.groups for member in group.members}
    places = {group.name: place for place, group in enumerate(scenario.groups)}
    groups: list[GroupRule] = []
    of_group: list[int] = []
    agenda: list[tuple[int, int, int, int]] = []
    for index, agent in enumerate(people):
        name = history.agents.get(agent, f"agent {agent}")
        own = served.get(agent, set())
        rules = [queue for queue in scenario.queues if streams.get(queue.name) in own]
        groups.append(_one_person(index + 1, name, named.get(name), rules, scenario))
        of_group.append(places[named[name][0].name] if name in named else 0)
        agenda += _agenda(presence[agent], index, start_ms)
    frame = replace(scenario.scenario, days=2, begins="00:00", ends=NIGHT_ENDS, slots="run", weekday=1)
    alone = replace(scenario, scenario=frame, queues=queues, groups=tuple(groups), sites=(), outages=())
    played_streams = {streams[queue.name] for queue in queues if queue.name in streams}
    known = tuple(one for one in contacts if stream_of(one) in played_streams)
    of_stream = {stream: name for name, stream in streams.items()}
    return DayPlan(day, alone, tuple(sorted(agenda)), known, of_stream, history.agents, tuple(of_group))


def _served(contacts: Iterable[Contact]) -> dict[int, set[Stream]]:
    """By agent."""
    found: dict[int, set[Stream]] = {}
    for one in contacts:
        if one.agent:
            found.setdefault(one.agent, set()).add(stream_of(one))
    return found


def _arrivals(contacts: Sequence[Contact], start_ms: int) -> Arrivals | None:
    times = tuple(Decimal(one.arrived_ms - start_ms) / 1000 for one in contacts)
    return Arrivals(times_s=times) if times else None


def _one_person(
    number: int,
    name: str,
    known: tuple[GroupRule, Decimal] | None,
    served: Sequence[QueueRule],
    scenario: Scenario,
) -> GroupRule:
    """Somebody as a group of his own: the laws of his group with his own factor, and the skills of what he served on
    this day, whatever the scenario calls them.
    """
    group, factor = known if known is not None else (scenario.groups[0], Decimal(1))
    skills = dict(group.skills) if known is not None else {}
    level = max(dict(group.skills).values(), default=1)
    for skill, needed in [pair for queue in served for pair in queue.skills]:
        skills[skill] = max(skills.get(skill, level), needed)
    return replace(
        group, number=number, name=f"{number} {name}", agents=1, factor=factor, skills=tuple(skills.items()), shifts=(),
        members=(), absence_ratio=Decimal(0), site="",
    )  # fmt: skip


def _agenda(person: Day, index: int, start_ms: int) -> Iterator[tuple[int, int, int, int]]:
    """From midnight until the night after, for who stays beyond it."""
    end_ms = start_ms + DAY_MS + OVER_MIDNIGHT_MS
    for from_ms, to_ms in person.spells:
        if to_ms > start_ms and from_ms < end_ms:
            yield max(from_ms, start_ms) - start_ms, COMES, index, 0
            yield min(to_ms, end_ms) - start_ms, STOPS, index, 0
    for from_ms, for_ms in person.pauses:
        if start_ms <= from_ms < end_ms:
            yield from_ms - start_ms, PAUSES, index, for_ms


def watched(plan: DayPlan, replication: int, known: list[Known] | None = None, ready: Prepared | None = None) -> Watch:
    """A replication of a day, once it is over. ready: what was prepared of its scenario."""
    run = run_of(plan.scenario, replication, known, ready)
    times, what, who, lasting = ([one[column] for one in plan.agenda] for column in range(4))
    run.agenda = Agenda(iter([(times, who, what, lasting)]))
    run.play()
    watch = run.watch
    assert watch is not None
    watch.close()
    return watch


def played(plan: DayPlan, replications: Iterable[int]) -> list[list[Counted]]:
    """The 24 hours of each of some replications of a day."""
    ready = prepared(plan.scenario)
    counted = {queue.number for queue in plan.scenario.queues if queue.name not in plan.overnight}
    return [_counted(watched(plan, number, ready=ready), counted) for number in replications]


def _counted(watch: Watch, queues: Container[int]) -> list[Counted]:
    """Of each hour until midnight: the customers of these queues, the work of all."""
    hours = [[0] * len(astuple(Counted())) for _ in range(24)]
    for queue, tallies in watch.tallies.items():
        if queue not in queues:
            continue
        for slot, tally in enumerate(tallies[:96]):
            if tally.offered:
                row = hours[slot // 4]
                row[0] += tally.offered
                row[1] += tally.abandoned
                row[2] += tally.answered_wait_ms + tally.abandoned_wait_ms
                row[3] += tally.answered_within
    for rows in watch.group_rows:
        for slot, counts in enumerate(rows[:96]):
            row = hours[slot // 4]
            row[4] += counts[TALKING]
            row[5] += counts[AVAILABLE]
    return [Counted(*map(float, row)) for row in hours]


def happened(plan: DayPlan) -> list[Counted]:
    """The same of what the journal tells."""
    hours = [Counted() for _ in range(24)]
    targets = {queue.name: float(queue.target_s) * 1000 for queue in plan.scenario.queues}
    for one in plan.contacts:
        name, answered = plan.names[stream_of(one)], one.answered_ms >= 0
        if name not in plan.overnight:
            hours[one.arrived_ms % DAY_MS // HOUR_MS] += Counted(
                1, one.abandoned, one.wait_ms, answered and one.wait_ms <= targets[name]
            )
        if answered:
            for hour, part_ms in _parts(one.answered_ms - plan.day * DAY_MS, one.talked_ms - plan.day * DAY_MS):
                hours[hour] += Counted(busy_ms=part_ms)
    for at_ms, there in _presence_parts(plan.agenda):
        hours[at_ms // HOUR_MS] += Counted(there_ms=there)
    return hours


def _parts(from_ms: int, to_ms: int) -> Iterator[tuple[int, int]]:
    """A time cut at the hours of the day."""
    while from_ms < min(to_ms, DAY_MS):
        end_ms = min(to_ms, from_ms - from_ms % HOUR_MS + HOUR_MS, DAY_MS)
        yield from_ms // HOUR_MS, end_ms - from_ms
        from_ms = end_ms


def _presence_parts(agenda: Iterable[tuple[int, int, int, int]]) -> Iterator[tuple[int, int]]:
    """(begin of an hour, time there in it); pauses are taken off where they begin."""
    came: dict[int, int] = {}
    for at_ms, what, who, for_ms in agenda:
        if what == COMES:
            came[who] = at_ms
        elif what == STOPS:
            for hour, part_ms in _parts(came.pop(who, at_ms), at_ms):
                yield hour * HOUR_MS, part_ms
        elif at_ms < DAY_MS:
            yield at_ms, -for_ms


def hours_of(plan: DayPlan, replications: Iterable[Sequence[Counted]]) -> list[Hour]:
    """Of a day, once it is played."""
    each, by_hour = list(replications), _moved(plan)
    return [
        Hour(plan.day, hour, was, tuple(one[hour] for one in each), by_hour[hour])
        for hour, was in enumerate(happened(plan))
        if was.offered
    ]


def _moved(plan: DayPlan) -> list[Moved]:
    """Each person is a group of a day's scenario, by number and name."""
    people = {group.name.partition(" ")[2]: group for group in plan.scenario.groups}
    known = {agent: people[name] for agent, name in plan.agents.items() if name in people}
    return moved(plan.contacts, plan.scenario, plan.names, known)


def ceiling(one: Hour, near: Callable[[Counted], bool]) -> float:
    """How often the hour itself, were it played once more, would come as near to its mean: more no prediction can
    reach.
    """
    return sum(map(near, one.played)) / len(one.played)
