"""When agents come, pause and go, and when sites are lost: what a replication knows beforehand, a day at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from woezo.simulation.agenda import COMES, PAUSES, SITE_DOWN, SITE_UP, STOPS, Agenda, Part
from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.chance import P_ABSENCE, STREAM_SHIFT, Chance
from woezo.simulation.scenario.model import Frame, GroupRule, Scenario, Shift
from woezo.simulation.scenario.times import MINUTE_MS, begins_ms, lasts_ms, pauses, worked


class Happening(NamedTuple):
    """In this order, those of one millisecond by what they are. who: some at once, rising; two happenings of the same moment
    and kind are of people who stand apart, so that by the first of each all of them are in order.
    """

    at_ms: int
    what: int
    who: Sequence[int]
    for_ms: int = 0


class Staff(NamedTuple):
    """Those who have a shift of a group; shift None: they are there all the time."""

    group: GroupRule
    shift: Shift | None
    agents: range


def agenda_of(scenario: Scenario, chance: Chance) -> Agenda:
    """Of one replication: who is absent is chance."""
    return Agenda(parts_of(scenario, chance))


def parts_of(scenario: Scenario, chance: Chance) -> Iterator[Part]:
    """Day after day, and at last what goes on after the end. A day is made when it is wanted: a shift of its evening before
    reaches into it, none of those that follow does.
    """
    frame, staff = scenario.scenario, list(_staff(scenario))
    waiting = [one for site in range(len(scenario.sites)) for one in _lost(site, scenario)]
    for day in range(-1, frame.days):
        for one in staff:
            waiting += _of_day(frame, one, day, chance)
        ends_ms = (day + 1) * DAY_MS
        yield _columns([one for one in waiting if one.at_ms < ends_ms])
        waiting = [one for one in waiting if one.at_ms >= ends_ms]
    yield _columns(waiting)


def _columns(found: list[Happening]) -> Part:
    """One by one, in order."""
    time_ms: list[int] = []
    who: list[int] = []
    what: list[int] = []
    for_ms: list[int] = []
    for one in sorted(found, key=_order):
        many = len(one.who)
        time_ms += [one.at_ms] * many
        who += one.who
        what += [one.what] * many
        for_ms += [one.for_ms] * many
    return time_ms, who, what, for_ms


def _order(one: Happening) -> tuple[int, int, int]:
    return one.at_ms, one.what, one.who[0]


def _staff(scenario: Scenario) -> Iterator[Staff]:
    """Agents of a group divide themselves over its shifts in order."""
    first = 0
    for group in scenario.groups:
        position, taken = first, sum(one.agents for one in group.shifts)
        for shift in group.shifts:
            many = shift.agents or group.agents - taken
            yield Staff(group, shift, range(position, position + many))
            position += many
        if not group.shifts:
            yield Staff(group, None, range(first, first + group.agents))
        first += group.agents


def _lost(site: int, scenario: Scenario) -> Iterator[Happening]:
    """A site is lost until the last of the outages that overlap is over."""
    outages = [one for one in scenario.outages if one.site == scenario.sites[site].name]
    back_ms = -1
    for at_ms, over_ms in sorted(lasts_ms(one) for one in outages):
        if at_ms > back_ms:
            if back_ms >= 0:
                yield Happening(back_ms, SITE_UP, (site,))
            yield Happening(at_ms, SITE_DOWN, (site,))
        back_ms = max(back_ms, over_ms)
    if outages:
        yield Happening(back_ms, SITE_UP, (site,))


def _of_day(frame: Frame, staff: Staff, day: int, chance: Chance) -> list[Happening]:
    """What begins on a day, of those who are not absent."""
    if not staff.agents:
        return []
    if staff.shift is None:
        return list(_always(frame, staff, day, chance))
    if str((frame.weekday - 1 + day) % 7 + 1) not in staff.shift.weekdays:
        return []
    agents = _present(staff, day, chance)
    return list(_worked(frame, staff.shift, agents, day)) if agents else []


def _always(frame: Frame, staff: Staff, day: int, chance: Chance) -> Iterator[Happening]:
    """There from the begin on; where people are absent, day by day: those come and go who were not there the day before, or
    are not there any more.
    """
    first = begins_ms(frame) // DAY_MS
    if day < first or (day > first and not staff.group.absence_ratio):
        return
    now = _present(staff, day, chance)
    before = _present(staff, day - 1, chance) if day > first else ()
    at_ms = max(begins_ms(frame), day * DAY_MS)
    for what, some, others in ((STOPS, before, now), (COMES, now, before)):
        left = set(others)
        who = [agent for agent in some if agent not in left]
        if who:
            yield Happening(at_ms, what, who)


def _present(staff: Staff, day: int, chance: Chance) -> Sequence[int]:
    if not staff.group.absence_ratio:
        return staff.agents
    return [agent for agent in staff.agents if not _absent(staff.group, agent, day, chance)]


def _absent(group: GroupRule, agent: int, day: int, chance: Chance) -> bool:
    return chance.uniform(agent, ((day + 1) << STREAM_SHIFT) | P_ABSENCE) < float(group.absence_ratio)


def _worked(frame: Frame, shift: Shift, agents: Sequence[int], day: int) -> Iterator[Happening]:
    """A shift that begins on a day, as far as it lies in the run. Whoever would begin with a break comes after it."""
    first, last = worked(shift)
    comes_ms, goes_ms = max(begins_ms(frame), _at(day, first)), _at(day, last)
    breaks = [(_at(day, begin), _at(day, end)) for begin, end in pauses(shift)]
    for pauses_ms, returns_ms in breaks:
        if pauses_ms <= comes_ms < returns_ms:
            comes_ms = returns_ms
    if comes_ms >= goes_ms:
        return
    yield Happening(comes_ms, COMES, agents)
    for pauses_ms, returns_ms in breaks:
        if pauses_ms > comes_ms:
            yield Happening(pauses_ms, PAUSES, agents, returns_ms - pauses_ms)
    yield Happening(goes_ms, STOPS, agents)


def _at(day: int, minutes: int) -> int:
    return day * DAY_MS + minutes * MINUTE_MS
