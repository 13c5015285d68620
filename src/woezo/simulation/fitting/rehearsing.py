"""The closed loop: days of a journal with its own customers, under the rules and the people of a scenario.

Whoever talked for four minutes talks for four minutes again, whenever he is answered now; who gave up after a minute gives up
after a minute, unless somebody answers sooner. What would have happened under another rule is then told by the same customers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from woezo.measures.tally import FIELDS
from woezo.simulation.fitting.checking import DayPlan, watched
from woezo.simulation.fitting.history import Contact, stream_of
from woezo.simulation.recorded import UNKNOWN, Known
from woezo.simulation.scenario.building import Prepared, prepared
from woezo.simulation.scenario.model import GroupRule, QueueRule, Scenario
from woezo.simulation.scenario.replications import Played, Rows
from woezo.simulation.watch import GROUP_FIELDS

SLOTS = 96


def framed(scenario: Scenario, days: int, replications: int) -> Scenario:
    """The scenario as the frame of a report over so many days."""
    frame = replace(
        scenario.scenario,
        days=days,
        begins="00:00",
        ends="24:00",
        slots="day",
        warm_up_minutes=Decimal(0),
        replications=replications,
    )
    return replace(scenario, scenario=frame)


def without_effect(first: Scenario, other: Scenario) -> list[str]:
    """Keys of the other scenario that differ and play no part here: who came, and who was there, the journal says."""
    return [
        *_differing("queue", first.queues, other.queues, ("arrivals", "redial_ratio", "redial_after")),
        *_differing("group", first.groups, other.groups, ("agents", "shifts", "absence_ratio")),
    ]


def _differing(
    table: str,
    first: Iterable[QueueRule | GroupRule],
    other: Iterable[QueueRule | GroupRule],
    keys: Sequence[str],
) -> list[str]:
    before = {one.name: one for one in first}
    return [
        f"{table}.{number}.{key}"
        for number, one in enumerate(other, 1)
        for key in keys
        if one.name in before and getattr(one, key) != getattr(before[one.name], key)
    ]


def paced(other: Scenario, first: Scenario) -> Scenario:
    """The other scenario with its people as much slower or quicker than in the first as their group is. Whose own factor was
    changed keeps that.
    """
    before = {group.name: group for group in first.groups}
    return replace(other, groups=tuple(_paced(group, before.get(group.name)) for group in other.groups))


def _paced(group: GroupRule, before: GroupRule | None) -> GroupRule:
    if before is None or group.factor == before.factor or group.members != before.members:
        return group
    by = group.factor / before.factor
    return replace(group, members=tuple(replace(one, factor=one.factor * by) for one in group.members))


def paces_of(plan: DayPlan) -> dict[str, float]:
    """How slow the people of a day are in its scenario, by name."""
    return {group.name.partition(" ")[2]: group.pace for group in plan.scenario.groups}


def rehearsed(plans: Sequence[DayPlan], scenario: Scenario, replications: Iterable[int]) -> list[Played]:
    """All days in each of some replications, summed up by queue and group of the scenario and quarter of an hour of the day."""
    ready = [(plan, known_of(plan), prepared(plan.scenario)) for plan in plans]
    return [_rehearsed(ready, scenario, number) for number in replications]


def _rehearsed(ready: Sequence[tuple[DayPlan, list[Known], Prepared]], scenario: Scenario, replication: int) -> Played:
    queues: Rows = [[[0] * len(FIELDS) for _ in range(SLOTS)] for _ in scenario.queues]
    groups: Rows = [[[0] * len(GROUP_FIELDS) for _ in range(SLOTS)] for _ in scenario.groups]
    left = 0
    for plan, known, alike in ready:
        watch = watched(plan, replication, known, alike)
        for number, rows in enumerate(queues, 1):
            for row, tally in zip(rows, watch.tallies[number], strict=False):
                _add(row, tally.values())
        for place, of_person in zip(plan.groups, watch.group_rows, strict=True):
            for row, values in zip(groups[place], of_person, strict=False):
                _add(row, values)
        left += len(watch.contacts)
    return Played(replication, queues, groups, left, 0, 0)


def together(pieces: Sequence[Sequence[Played]]) -> list[Played]:
    """The sums over pieces of the days, by replication."""
    found = list(pieces[0])
    for piece in pieces[1:]:
        for whole, one in zip(found, piece, strict=True):
            for mine, more in ((whole.queues, one.queues), (whole.groups, one.groups)):
                for rows, others in zip(mine, more, strict=True):
                    for row, values in zip(rows, others, strict=True):
                        _add(row, values)
    left = [sum(one.left for one in each) for each in zip(*pieces, strict=True)]
    return [replace(one, left=many) for one, many in zip(found, left, strict=True)]


def _add(row: list[int], values: Sequence[int]) -> None:
    for column, value in enumerate(values):
        row[column] += value


def known_of(plan: DayPlan) -> list[Known]:
    """What the journal knows of the customers of a day, by queue; conversations as with somebody whose factor is 1."""
    people = plan.paces or paces_of(plan)
    came: dict[str, list[Contact]] = defaultdict(list)
    for one in plan.contacts:
        came[plan.names[stream_of(one)]].append(one)
    found = []
    for queue in plan.scenario.queues:
        contacts = came[queue.name]
        left = [one.wait_ms if one.abandoned else UNKNOWN for one in contacts]
        waited = [one.wait_ms for one in contacts]
        talked = [
            round((one.talked_ms - one.answered_ms) / people.get(plan.agents.get(one.agent, ""), 1.0))
            if one.answered_ms >= 0
            else UNKNOWN
            for one in contacts
        ]
        found.append(Known(left, waited, talked))
    return found
