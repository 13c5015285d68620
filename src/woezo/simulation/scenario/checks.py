"""What can only be seen between the cells of a scenario: names that nobody has, laws without parameters, times that do not
fit. Who can serve what is in service.py.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Final

from woezo.parameters.faults import Fault, fault
from woezo.routing.capacity import Capacity, CapacityError, capacity_key
from woezo.routing.codes import CHANNELS
from woezo.simulation.scenario.model import (
    MOST_AGENTS,
    Arrivals,
    GroupRule,
    Law,
    Patience,
    QueueRule,
    Scenario,
    Shift,
)
from woezo.simulation.scenario.service import checked_service
from woezo.simulation.scenario.times import (
    MINUTE_MS,
    begins_ms,
    break_in,
    counted_from_ms,
    lasts_ms,
    minutes_of,
    slots_of,
    until_ms,
    whole_ms,
)

WARNINGS: Final = frozenset(
    {"overloaded", "overloaded_queue", "idle_agents", "never_overflows", "outage_outside", "nobody_there"}
)
MOST_ROWS: Final = 500_000  # of 19 numbers each: a few hundred megabytes
STEEPEST: Final = 100_000  # points a second: with more, a score of a long wait would not fit the router's 64 bits


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
    found += _run(scenario)
    return found if errors(found) else [*found, *checked_service(scenario)]


def errors(faults: list[Fault]) -> list[Fault]:
    """Those that keep it from being played."""
    return [one for one in faults if one.code not in WARNINGS]


# -- the run ----------------------------------------------------------------------------------------------------------------
def _run(scenario: Scenario) -> Iterator[Fault]:
    """Whether there is something to count, and not more than the memory holds."""
    frame = scenario.scenario
    if until_ms(frame) <= begins_ms(frame):
        yield fault("ends_before", "scenario.ends", frame.ends, begins=frame.begins)
    elif until_ms(frame) <= counted_from_ms(frame):
        minutes = (until_ms(frame) - begins_ms(frame)) // MINUTE_MS
        yield fault("warm_up_too_long", "scenario.warm_up_minutes", frame.warm_up_minutes, minutes=minutes)
    rows = slots_of(frame) * (len(scenario.queues) + len(scenario.groups))
    if rows > MOST_ROWS:
        yield fault("too_many_rows", "scenario.slots", rows, most=MOST_ROWS)
    people = sum(one.agents for one in scenario.groups)
    if people > MOST_AGENTS:
        yield fault("too_many_agents", "group", people, most=MOST_AGENTS)
    for outage in scenario.outages:
        at_ms, over_ms = lasts_ms(outage)
        if at_ms >= until_ms(frame) or over_ms <= begins_ms(frame):
            yield fault("outage_outside", f"outage.{outage.number}", f"{outage.day}, {outage.at}")


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
            used += [(f"{cell}.tiers.{tier.number}.sites.{n}", "site", one) for n, one in enumerate(tier.sites, 1)]
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
    if queue.patience is not None and queue.patience.law == "gamma" and queue.patience.hurry_by_place:
        yield fault("gamma_hurried", f"{cell}.patience.hurry_by_place")
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
    if queue.overflow_to and (queue.limit_action != "overflow" or not (queue.max_waiting or queue.max_wait_s)):
        yield fault("never_overflows", f"{cell}.overflow_to", queue.overflow_to)
    if _slope(queue) > STEEPEST:
        yield fault("too_urgent", f"{cell}.urgency_points", queue.urgency_points, target=queue.target_s)
    for tier in queue.tiers:
        for place, one in enumerate(tier.hold_counts, 1):
            if one != int(one):
                hold = f"{cell}.tiers.{tier.number}.hold_counts.{place}"
                yield fault("not_whole", hold, one, least=0, most=1_000_000)


def _slope(queue: QueueRule) -> float:
    """Points that a second of waiting brings."""
    return queue.wait_points_per_s + queue.urgency_points * 1000 / max(1, whole_ms(queue.target_s))


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
    yield from _capacity(group, cell)
    shifted = sum(one.agents for one in group.shifts)
    if shifted > group.agents:
        yield fault("more_than_the_group", f"{cell}.shifts", shifted, people=group.agents)
    for shift in group.shifts:
        yield from _shift(shift, f"{cell}.shifts.{shift.number}")


def _capacity(group: GroupRule, cell: str) -> Iterator[Fault]:
    for name, weight in group.weights:
        if name not in CHANNELS:
            yield fault("not_a_choice", f"{cell}.weights.{name}", name, choices=", ".join(CHANNELS))
        elif weight > group.units:
            yield fault("weight_too_large", f"{cell}.weights.{name}", weight, units=group.units)
    if not set(dict(group.weights)) - set(CHANNELS):
        try:
            Capacity(capacity_key(group.units, dict(group.weights), {}))
        except CapacityError:
            yield fault("too_many_mixtures", f"{cell}.units", group.units)


def _shift(shift: Shift, cell: str) -> Iterator[Fault]:
    if not shift.weekdays or set(shift.weekdays) - set("1234567"):
        yield fault("not_weekdays", f"{cell}.weekdays", shift.weekdays)
    for number, one in enumerate(shift.breaks, 1):
        if minutes_of(one) is None:
            yield fault("not_a_break", f"{cell}.breaks.{number}", one)
        elif break_in(shift, one) is None:
            yield fault("break_outside", f"{cell}.breaks.{number}", one, begins=shift.begins, ends=shift.ends)
