"""What can only be seen between the cells of a scenario: names that nobody has, laws without parameters, work for nobody."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from woezo.parameters.faults import Fault, fault
from woezo.parameters.reading import clock_minutes
from woezo.simulation.scenario.model import Arrivals, GroupRule, Law, Levels, Patience, QueueRule, Scenario, Shift


def checked(scenario: Scenario) -> list[Fault]:
    """Every fault, errors first."""
    names = {
        "site": [one.name for one in scenario.sites],
        "programme": [one.name for one in scenario.programmes],
        "lines": [one.name for one in scenario.lines],
        "queue": [one.name for one in scenario.queues],
        "group": [one.name for one in scenario.groups],
    }
    found = [*_twice(names), *_unknown(scenario, names)]
    for queue in scenario.queues:
        found += _queue(queue, f"queue.{queue.number}")
    for group in scenario.groups:
        found += _group(group, f"group.{group.number}")
    frame = scenario.scenario
    if frame.days == 1 and clock_minutes(frame.ends) <= clock_minutes(frame.begins):
        found.append(fault("ends_before", "scenario.ends", frame.ends, begins=frame.begins))
    if not found:
        found += _nobody(scenario)
    return found


# -- names ----------------------------------------------------------------------------------------------------------------
def _twice(names: dict[str, list[str]]) -> Iterator[Fault]:
    for kind, given in names.items():
        for number, name in enumerate(given, 1):
            if name in given[: number - 1]:
                yield fault("name_twice", f"{kind}.{number}.name", name)


def _unknown(scenario: Scenario, names: dict[str, list[str]]) -> Iterator[Fault]:
    """Names that are used and stand nowhere."""
    used: list[tuple[str, str, str]] = []
    for queue in scenario.queues:
        cell = f"queue.{queue.number}"
        used += [(f"{cell}.programme", "programme", queue.programme), (f"{cell}.lines", "lines", queue.lines)]
        used += [
            (f"{cell}.transfer_to", "queue", queue.transfer_to),
            (f"{cell}.overflow_to", "queue", queue.overflow_to),
        ]
        for tier in queue.tiers:
            used += [(f"{cell}.tiers.{tier.number}.sites", "site", one) for one in tier.sites]
    for group in scenario.groups:
        used.append((f"group.{group.number}.site", "site", group.site))
        used += [(f"group.{group.number}.handling.{own.number}.queue", "queue", own.queue) for own in group.handling]
    used += [(f"outage.{one.number}.site", "site", one.site) for one in scenario.outages]
    for cell, kind, name in used:
        if name and name not in names[kind]:
            near = difflib.get_close_matches(name, names[kind], 1)
            yield fault("no_such_name", cell, name, kind=kind, near=near[0] if near else "")


# -- cells that need each other ---------------------------------------------------------------------------------------------
def _queue(queue: QueueRule, cell: str) -> Iterator[Fault]:
    if queue.handling is None:
        yield fault("missing", f"{cell}.handling")
    for name, law in (("handling", queue.handling), ("wrap_up", queue.wrap_up), ("redial_after", queue.redial_after)):
        yield from _law(law, f"{cell}.{name}")
    if queue.patience is not None and not _only_balks(queue.patience):
        yield from _law(queue.patience, f"{cell}.patience")
    yield from _arrivals(queue.arrivals, f"{cell}.arrivals")
    if len(queue.handling_by_hour) not in (0, 24):
        yield fault("not_24_hours", f"{cell}.handling_by_hour", len(queue.handling_by_hour))
    for needed, name, given in (
        (queue.redial_ratio, "redial_after", queue.redial_after),
        (queue.transfer_ratio, "transfer_to", queue.transfer_to),
        (queue.limit_action == "overflow", "overflow_to", queue.overflow_to),
    ):
        if needed and not given:
            yield fault("missing", f"{cell}.{name}")


def _only_balks(patience: Patience) -> bool:
    """Those who do not leave at once stay for ever: no law is needed."""
    return patience.law == "exponential" and not patience.mean_s and bool(patience.balk_ratio)


def _law(law: Law | None, cell: str) -> Iterator[Fault]:
    if law is None:
        return
    if law.law == "empirical":
        if not law.values_s:
            yield fault("missing", f"{cell}.values_s")
        if law.weights and (len(law.weights) != len(law.values_s) or not sum(law.weights)):
            yield fault("weights_differ", f"{cell}.weights", len(law.weights), values=len(law.values_s))
    elif law.law != "constant" and not law.mean_s:
        yield fault("law_without_mean", f"{cell}.mean_s", law.mean_s, law=law.law)


def _arrivals(arrivals: Arrivals | None, cell: str) -> Iterator[Fault]:
    if arrivals is None:
        return
    if sum(map(bool, (arrivals.per_hour, arrivals.per_interval, arrivals.times_s))) > 1:
        yield fault("one_of", cell, "", names="per_hour, per_interval, times_s")
    if any(later < earlier for earlier, later in zip(arrivals.times_s, arrivals.times_s[1:], strict=False)):
        yield fault("not_rising", f"{cell}.times_s")


def _group(group: GroupRule, cell: str) -> Iterator[Fault]:
    yield from _law(group.ring, f"{cell}.ring")
    yield from _law(group.wrap_up, f"{cell}.wrap_up")
    for own in group.handling:
        yield from _law(own.handling, f"{cell}.handling.{own.number}.handling")
        if own.handling is None:
            yield fault("missing", f"{cell}.handling.{own.number}.handling")
    for name, weight in group.weights:
        if weight > group.units:
            yield fault("weight_too_large", f"{cell}.weights.{name}", weight, units=group.units)
    shifted = sum(one.agents for one in group.shifts)
    if shifted > group.agents:
        yield fault("more_than_the_group", f"{cell}.shifts", shifted, people=group.agents)
    for shift in group.shifts:
        yield from _shift(shift, f"{cell}.shifts.{shift.number}")


def _shift(shift: Shift, cell: str) -> Iterator[Fault]:
    if not shift.weekdays or set(shift.weekdays) - set("1234567"):
        yield fault("not_weekdays", f"{cell}.weekdays", shift.weekdays)
    for number, one in enumerate(shift.breaks, 1):
        if minutes_of(one) is None:
            yield fault("not_a_break", f"{cell}.breaks.{number}", one)


def minutes_of(said: str) -> tuple[int, int] | None:
    """Begin and end of "12:00-12:45" in minutes since midnight; None if it is none."""
    begins, dash, ends = said.replace(" ", "").partition("-")
    try:
        found = clock_minutes(begins), clock_minutes(ends)
    except ValueError:
        return None
    return found if dash and 0 <= found[0] < found[1] <= 24 * 60 else None


# -- who can serve what -----------------------------------------------------------------------------------------------------
def has(skills: Levels, needed: Iterable[tuple[str, int]]) -> bool:
    """Whether levels are enough."""
    held = dict(skills)
    return all(held.get(name, 0) >= level for name, level in needed)


def admits(queue: QueueRule, group: GroupRule, scenario: Scenario) -> bool:
    """Whether some tier of the queue lets the group in, at whatever wait."""
    if not has(group.skills, queue.skills):
        return False
    site = group.site or (scenario.sites[0].name if scenario.sites else "")
    return not queue.tiers or any(
        has(group.skills, tier.min_levels) and (not tier.sites or site in tier.sites) for tier in queue.tiers
    )


def _nobody(scenario: Scenario) -> Iterator[Fault]:
    """Queues that nobody can serve; queues and centres with more work than people, where nobody leaves."""
    whole = 0.0
    endless = True
    for queue in scenario.queues:
        servers = [one for one in scenario.groups if admits(queue, one, scenario)]
        comes = queue.arrivals is not None or any(
            queue.name in (one.transfer_to, one.overflow_to) for one in scenario.queues
        )
        if comes and not any(one.agents for one in servers):
            needed = ", ".join(f"{name} {level}" for name, level in queue.skills) or "–"
            yield fault("nobody_serves", f"queue.{queue.number}", queue.name, needed=needed)
        load = offered_load(queue)
        whole += load
        ends = bool(queue.patience or queue.max_waiting or queue.max_wait_s)
        endless = endless and not ends
        people = sum(one.agents * one.units for one in servers)
        if load >= people > 0 and not ends:
            yield fault("overloaded_queue", f"queue.{queue.number}", queue.name, load=f"{load:.1f}", people=people)
    everybody = sum(one.agents * one.units for one in scenario.groups)
    if endless and whole >= everybody > 0:
        yield fault("overloaded", "group", everybody, load=f"{whole:.1f}")


def offered_load(queue: QueueRule) -> float:
    """Agents whom the work of a queue keeps busy on average: arrivals a second times handling and wrap-up."""
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
