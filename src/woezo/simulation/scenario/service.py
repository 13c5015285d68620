"""Who can serve what in a scenario, and whether the people are enough for the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from woezo.parameters.faults import Fault, fault
from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.scenario.model import Frame, GroupRule, Law, Levels, QueueRule, Scenario
from woezo.simulation.scenario.times import MINUTE_MS, begins_ms, until_ms, worked

DAYS_A_WEEK: Final = 7


def has(skills: Levels, needed: Iterable[tuple[str, int]]) -> bool:
    """Whether levels are enough."""
    held = dict(skills)
    return all(held.get(name, 0) >= level for name, level in needed)


def places(group: GroupRule, channel: str) -> int:
    """How many contacts of a channel one agent can hold at once."""
    weights = dict(group.weights)
    if not weights:
        return 1
    return group.units // weights[channel] if channel in weights else 0


def admits(queue: QueueRule, group: GroupRule, scenario: Scenario) -> bool:
    """Whether the group has room for the channel, and some tier of the queue lets it in, at whatever wait."""
    if not has(group.skills, queue.skills) or not places(group, queue.channel):
        return False
    site = group.site or (scenario.sites[0].name if scenario.sites else "")
    return not queue.tiers or any(
        has(group.skills, tier.min_levels) and (not tier.sites or site in tier.sites) for tier in queue.tiers
    )


def checked_service(scenario: Scenario) -> Iterator[Fault]:
    """Queues that nobody can serve, groups that can serve none; more work than people where nobody leaves."""
    servers = {
        queue.number: [one for one in scenario.groups if admits(queue, one, scenario)] for queue in scenario.queues
    }
    for queue in scenario.queues:
        if _comes(queue, scenario):
            yield from _unserved(queue, servers[queue.number], scenario.scenario)
    busy = {group.number for able in servers.values() for group in able}
    for group in scenario.groups:
        if group.number not in busy and group.agents:
            yield fault("idle_agents", f"group.{group.number}", group.name)
    overloaded = list(_overloaded_queues(scenario, servers))
    yield from overloaded or _overloaded(scenario)


def _unserved(queue: QueueRule, able: list[GroupRule], frame: Frame) -> Iterator[Fault]:
    """Whether nobody could ever serve it, or those who could are nobody, or never there while the run lasts."""
    cell = f"queue.{queue.number}"
    names = ", ".join(one.name for one in able)
    if not able:
        needed = ", ".join(f"{name} {level}" for name, level in queue.skills) or "–"
        yield fault("nobody_serves", cell, queue.name, needed=needed)
    elif not any(one.agents for one in able):
        yield fault("no_agents", cell, queue.name, groups=names)
    elif not any(_is_there(one, frame) for one in able):
        yield fault("nobody_there", cell, queue.name, groups=names)


def _is_there(group: GroupRule, frame: Frame) -> bool:
    """Whether some of its people work at some time of the run; the shift of the evening before may reach into it."""
    if not group.agents or group.absence_ratio == 1:
        return False
    begins, until = begins_ms(frame), until_ms(frame)
    rest = group.agents - sum(shift.agents for shift in group.shifts)
    for shift in group.shifts:
        if shift.agents or rest:
            first, last = worked(shift)
            for day in range(-1, min(frame.days, DAYS_A_WEEK)):
                weekday = (frame.weekday - 1 + day) % DAYS_A_WEEK + 1
                comes_ms = day * DAY_MS + first * MINUTE_MS
                if str(weekday) in shift.weekdays and comes_ms < until and day * DAY_MS + last * MINUTE_MS > begins:
                    return True
    return not group.shifts


def _comes(queue: QueueRule, scenario: Scenario) -> bool:
    """Whether customers come, of themselves or from another queue."""
    sent = {one.transfer_to for one in scenario.queues if one.transfer_ratio}
    sent |= {one.overflow_to for one in scenario.queues if one.limit_action == "overflow"}
    return queue.arrivals is not None or queue.name in sent


def _ends(queue: QueueRule) -> bool:
    """Whether no wait lasts for ever: on lines there are never more customers than lines."""
    return bool(queue.patience or queue.max_waiting or queue.max_wait_s or queue.lines)


def _overloaded_queues(scenario: Scenario, servers: dict[int, list[GroupRule]]) -> Iterator[Fault]:
    for queue in scenario.queues:
        load = offered_load(queue)
        people = sum(one.agents * places(one, queue.channel) for one in servers[queue.number])
        if load >= people > 0 and not _ends(queue):
            yield fault("overloaded_queue", f"queue.{queue.number}", queue.name, load=f"{load:.1f}", people=people)


def _overloaded(scenario: Scenario) -> Iterator[Fault]:
    """Each queue alone has enough people, all of them together have not."""
    if any(map(_ends, scenario.queues)):
        return
    load = sum(map(offered_load, scenario.queues))
    channels = {one.channel for one in scenario.queues}
    everybody = sum(one.agents * max(places(one, channel) for channel in channels) for one in scenario.groups)
    if load >= everybody > 0:
        yield fault("overloaded", "group", everybody, load=f"{load:.1f}")


def offered_load(queue: QueueRule) -> float:
    """Contacts in hand on average, if nobody waited: arrivals a second times handling and wrap-up."""
    arrivals, handling = queue.arrivals, queue.handling
    if arrivals is None or handling is None or arrivals.times_s:
        return 0.0
    if arrivals.per_interval:
        minutes = float(arrivals.interval_minutes) * len(arrivals.per_interval)
        per_s = float(sum(arrivals.per_interval)) / minutes / 60
    else:
        per_s = float(arrivals.per_hour) / 3600
    return per_s * (mean_s(handling) + (mean_s(queue.wrap_up) if queue.wrap_up else 0.0))


def mean_s(law: Law) -> float:
    """The mean of a law in seconds."""
    if law.law != "empirical":
        return float(law.mean_s)
    weights = [float(one) for one in law.weights] or [1.0] * len(law.values_s)
    return sum(float(value) * weight for value, weight in zip(law.values_s, weights, strict=True)) / sum(weights)
