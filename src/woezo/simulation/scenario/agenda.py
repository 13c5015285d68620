"""When agents come, pause and go, and when sites are lost: what a replication knows beforehand."""

from __future__ import annotations

from collections.abc import Iterator

from woezo.simulation.agenda import COMES, PAUSES, SITE_DOWN, SITE_UP, STOPS, Agenda
from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.chance import P_ABSENCE, STREAM_SHIFT, Chance
from woezo.simulation.scenario.model import Frame, GroupRule, Outage, Scenario, Shift
from woezo.simulation.scenario.times import MINUTE_MS, begins_ms, lasts_ms, pauses, worked

Happening = tuple[int, int, int, int]
"""Time, what, who, for how long: in this order, those of one millisecond by what they are."""


def agenda_of(scenario: Scenario, chance: Chance) -> Agenda:
    """Of one replication: who is absent is chance."""
    found: list[Happening] = []
    first = 0
    for group in scenario.groups:
        found += _of_group(scenario.scenario, group, first, chance)
        first += group.agents
    for index, site in enumerate(scenario.sites):
        found += _lost(index, [one for one in scenario.outages if one.site == site.name])
    found.sort()
    times, what, who, lasting = ([one[column] for one in found] for column in range(4))
    return Agenda(times, who, what, lasting)


def _lost(site: int, outages: list[Outage]) -> Iterator[Happening]:
    """A site is lost until the last of the outages that overlap is over."""
    back_ms = -1
    for at_ms, over_ms in sorted(lasts_ms(one) for one in outages):
        if at_ms > back_ms:
            if back_ms >= 0:
                yield back_ms, SITE_UP, site, 0
            yield at_ms, SITE_DOWN, site, 0
        back_ms = max(back_ms, over_ms)
    if outages:
        yield back_ms, SITE_UP, site, 0


def _of_group(frame: Frame, group: GroupRule, first: int, chance: Chance) -> Iterator[Happening]:
    if not group.shifts:
        for agent in range(first, first + group.agents):
            yield from _always(frame, group, agent, chance)
        return
    taken = sum(one.agents for one in group.shifts)
    position = first
    for shift in group.shifts:
        many = shift.agents or group.agents - taken
        for agent in range(position, position + many):
            for day in range(-1, frame.days):
                if str((frame.weekday - 1 + day) % 7 + 1) in shift.weekdays and not _absent(group, agent, day, chance):
                    yield from _worked(frame, shift, agent, day)
        position += many


def _always(frame: Frame, group: GroupRule, agent: int, chance: Chance) -> Iterator[Happening]:
    """There from the begin on; where people are absent, day by day."""
    if not group.absence_ratio:
        yield begins_ms(frame), COMES, agent, 0
        return
    there = False
    for day in range(begins_ms(frame) // DAY_MS, frame.days):
        comes = not _absent(group, agent, day, chance)
        if comes != there:
            yield max(begins_ms(frame), day * DAY_MS), COMES if comes else STOPS, agent, 0
        there = comes


def _absent(group: GroupRule, agent: int, day: int, chance: Chance) -> bool:
    if not group.absence_ratio:
        return False
    return chance.uniform(agent, ((day + 1) << STREAM_SHIFT) | P_ABSENCE) < float(group.absence_ratio)


def _worked(frame: Frame, shift: Shift, agent: int, day: int) -> Iterator[Happening]:
    """A shift that begins on a day, as far as it lies in the run. Whoever would begin with a break comes after it."""
    first, last = worked(shift)
    comes_ms, goes_ms = max(begins_ms(frame), _at(day, first)), _at(day, last)
    breaks = [(_at(day, begin), _at(day, end)) for begin, end in pauses(shift)]
    for pauses_ms, returns_ms in breaks:
        if pauses_ms <= comes_ms < returns_ms:
            comes_ms = returns_ms
    if comes_ms >= goes_ms:
        return
    yield comes_ms, COMES, agent, 0
    for pauses_ms, returns_ms in breaks:
        if pauses_ms > comes_ms:
            yield pauses_ms, PAUSES, agent, returns_ms - pauses_ms
    yield goes_ms, STOPS, agent, 0


def _at(day: int, minutes: int) -> int:
    return day * DAY_MS + minutes * MINUTE_MS
