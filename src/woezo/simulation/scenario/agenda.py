"""When agents come, pause and go, and when sites are lost: what a replication knows beforehand.

Time 0 is midnight of the first day, so that clock times and profiles mean the same on every day.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from woezo.parameters.reading import clock_minutes
from woezo.simulation.agenda import COMES, PAUSES, SITE_DOWN, SITE_UP, STOPS, Agenda
from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.chance import P_ABSENCE, STREAM_SHIFT, Chance
from woezo.simulation.scenario.checks import minutes_of
from woezo.simulation.scenario.model import Frame, GroupRule, Scenario, Shift

MINUTE_MS: Final = 60_000
Happening = tuple[int, int, int, int]
"""Time, what, who, for how long: in this order, those of one millisecond by what they are."""


def begins_ms(frame: Frame) -> int:
    """The begin of the run."""
    return clock_minutes(frame.begins) * MINUTE_MS


def until_ms(frame: Frame) -> int:
    """From then on nobody comes."""
    return (frame.days - 1) * DAY_MS + clock_minutes(frame.ends) * MINUTE_MS


def agenda_of(scenario: Scenario, chance: Chance) -> Agenda:
    """Of one replication: who is absent is chance."""
    found: list[Happening] = []
    first = 0
    for group in scenario.groups:
        found += _of_group(scenario.scenario, group, first, chance)
        first += group.agents
    sites = {one.name: index for index, one in enumerate(scenario.sites)}
    for outage in scenario.outages:
        at_ms = (outage.day - 1) * DAY_MS + clock_minutes(outage.at) * MINUTE_MS
        found += [(at_ms, SITE_DOWN, sites[outage.site], 0)]
        found += [(at_ms + round(outage.minutes * MINUTE_MS), SITE_UP, sites[outage.site], 0)]
    found.sort()
    times, what, who, lasting = ([one[column] for one in found] for column in range(4))
    return Agenda(times, who, what, lasting)


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
    for day in range(frame.days):
        comes = not _absent(group, agent, day, chance)
        if comes != there:
            yield max(begins_ms(frame), day * DAY_MS), COMES if comes else STOPS, agent, 0
        there = comes


def _absent(group: GroupRule, agent: int, day: int, chance: Chance) -> bool:
    if not group.absence_ratio:
        return False
    return chance.uniform(agent, ((day + 1) << STREAM_SHIFT) | P_ABSENCE) < float(group.absence_ratio)


def _worked(frame: Frame, shift: Shift, agent: int, day: int) -> Iterator[Happening]:
    """A shift that begins on a day, as far as it lies in the run."""
    start, end = clock_minutes(shift.begins), clock_minutes(shift.ends)
    over_midnight = end <= start
    end += 24 * 60 if over_midnight else 0
    comes_ms = max(begins_ms(frame), day * DAY_MS + start * MINUTE_MS)
    goes_ms = day * DAY_MS + end * MINUTE_MS
    if goes_ms <= comes_ms:
        return
    yield comes_ms, COMES, agent, 0
    for one in shift.breaks:
        said = minutes_of(one)
        assert said is not None, "checked"
        later = 24 * 60 if over_midnight and said[0] < start else 0
        pauses_ms, returns_ms = (day * DAY_MS + (minutes + later) * MINUTE_MS for minutes in said)
        if comes_ms < pauses_ms and returns_ms < goes_ms:
            yield pauses_ms, PAUSES, agent, returns_ms - pauses_ms
    yield goes_ms, STOPS, agent, 0
