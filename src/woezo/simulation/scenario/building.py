"""From a scenario to a run: a router with its centre, customers with their laws, an agenda, and a watch that counts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from woezo.journal import apply
from woezo.measures.tally import Rules
from woezo.routing import Router
from woezo.routing.codes import CHANNELS, TEXT_CHANNELS
from woezo.routing.model import Queue
from woezo.simulation.arrivals import DAY_MS, Given, Rates, Stream, Streams
from woezo.simulation.chance import Chance
from woezo.simulation.customers import Lines
from woezo.simulation.drawn import Drawn, GroupLaws, QueueLaws
from woezo.simulation.driver import Run
from woezo.simulation.recorded import Known, Recorded
from woezo.simulation.scenario.agenda import agenda_of
from woezo.simulation.scenario.laws import law_of, patience_of
from woezo.simulation.scenario.model import Arrivals, GroupRule, Levels, QueueRule, Scenario, TierRule
from woezo.simulation.scenario.times import MINUTE_MS, begins_ms, counted_from_ms, slots_of, until_ms, whole_ms
from woezo.simulation.watch import Watch

Args = dict[str, Any]


class Prepared(NamedTuple):
    """What is alike in every replication of a scenario, and read only: worked out once, it makes short runs quicker."""

    events: list[tuple[str, Args]]
    queues: list[QueueLaws]
    groups: list[GroupLaws]
    times: list[list[int]]  # of each queue at which its customers come, milliseconds, where that is known


def prepared(scenario: Scenario) -> Prepared:
    """For all runs of a scenario in this process."""
    return Prepared(configuration(scenario), _queue_laws(scenario), _group_laws(scenario), _times(scenario))


def run_of(
    scenario: Scenario, replication: int, known: list[Known] | None = None, ready: Prepared | None = None
) -> Run:
    """A run that is ready to be played, with a watch. known: of each queue, what a journal knows of its customers; ready: what
    was prepared of this scenario.
    """
    ready = ready or prepared(scenario)
    chance = Chance(scenario.scenario.seed, replication)
    router = Router(trace=True, indexed=False)
    for event, args in ready.events:
        effects = apply(router, 0, event, args)
        if effects and effects[-1][0] == "refused":
            raise ValueError(f"{event} {args}: {effects[-1]}")
    router.effects.clear()
    queues = [router.queues[number] for number in range(1, len(scenario.queues) + 1)]
    agents = [router.agents[number] for number in range(1, 1 + sum(one.agents for one in scenario.groups))]
    sites = [router.sites[number] for number in range(1, 1 + max(1, len(scenario.sites)))]
    frame = scenario.scenario
    each = [_stream(one.arrivals, times) for one, times in zip(scenario.queues, ready.times, strict=True)]
    streams = Streams(each, chance, begins_ms(frame), until_ms(frame))
    if known is None:
        customers = Drawn(queues, ready.queues, ready.groups, streams, chance)
    else:
        customers = Recorded(queues, ready.queues, ready.groups, streams, chance, known)
    customers.set_moods(shape_of(frame.handling_cv_day), shape_of(frame.handling_cv_hour))
    agenda, watch = agenda_of(scenario, chance), watch_of(scenario)
    return Run(router, queues, agents, sites, customers, agenda, watch, _lines(scenario, queues))


# -- the centre -----------------------------------------------------------------------------------------------------------
def configuration(scenario: Scenario) -> list[tuple[str, Args]]:
    """The events that set the centre up. Ids are places in the scenario, from 1."""
    sites = [one.name for one in scenario.sites] or [""]
    programmes = [one.name for one in scenario.programmes] or [""]
    countries = [one.country for one in scenario.sites] or ["TG"]
    skills = _skills(scenario)
    found: list[tuple[str, Args]] = [
        ("set_site", {"site": number, "country": country}) for number, country in enumerate(countries, 1)
    ]
    found += [("set_programme", {"programme": n, "client": n}) for n in range(1, len(programmes) + 1)]
    queues = [one.name for one in scenario.queues]
    for number, queue in enumerate(scenario.queues, 1):
        programme = programmes.index(queue.programme) + 1 if queue.programme else 1
        args = _queue(queue, skills, sites) | {"queue": number, "programme": programme}
        if queue.overflow_to:
            args["overflow_queue"] = queues.index(queue.overflow_to) + 1
        found.append(("set_queue", args))
    agent = 0
    for group in scenario.groups:
        args = _agent(group, skills) | {"site": sites.index(group.site) + 1 if group.site else 1}
        for _ in range(group.agents):
            agent += 1
            found.append(("set_agent", args | {"agent": agent}))
    return found


def _skills(scenario: Scenario) -> dict[str, int]:
    """Their numbers by name."""
    named = {name for queue in scenario.queues for name, _ in queue.skills}
    named |= {name for queue in scenario.queues for tier in queue.tiers for name, _ in tier.min_levels}
    named |= {name for group in scenario.groups for name, _ in group.skills}
    return {name: number for number, name in enumerate(sorted(named), 1)}


def _levels(given: Levels, skills: dict[str, int]) -> dict[str, int]:
    return {str(skills[name]): level for name, level in given}


def _queue(queue: QueueRule, skills: dict[str, int], sites: list[str]) -> Args:
    return {
        "channel": queue.channel,
        "skills": _levels(queue.skills, skills),
        "target_ms": max(1, whole_ms(queue.target_s)),
        "short_ms": whole_ms(queue.short_s),
        "priority": queue.priority,
        "scoring": {
            "priority_points": queue.priority_points,
            "wait_points_per_s": queue.wait_points_per_s,
            "waiting_points": queue.waiting_points,
            "urgency_points": queue.urgency_points,
            "cost_points": queue.cost_points,
            "level_points": queue.level_points,
        },
        "accept": queue.accept,
        "tone_ms": whole_ms(queue.tone_s),
        "timeout_ms": whole_ms(queue.timeout_s),
        "reject": queue.reject,
        "not_again_ms": whole_ms(queue.not_again_s),
        "wrap_up": queue.wrap_up_mode if queue.wrap_up is not None else "optional",
        "wrap_up_ms": whole_ms(queue.wrap_up_s) if queue.wrap_up is not None else 0,
        "max_waiting": queue.max_waiting,
        "max_wait_ms": whole_ms(queue.max_wait_s),
        "limit_action": queue.limit_action,
        "grace_ms": whole_ms(queue.grace_s),
        "tiers": [_tier(one, skills, sites) for one in queue.tiers],
    }


def _tier(tier: TierRule, skills: dict[str, int], sites: list[str]) -> Args:
    found: Args = {
        "min_levels": _levels(tier.min_levels, skills),
        "sites": [sites.index(one) + 1 for one in tier.sites],
        "after_ms": whole_ms(tier.after_s),
        "points": tier.points,
    }
    if tier.hold_counts or tier.hold_waits_s:
        counts, waits = [int(one) for one in tier.hold_counts], [whole_ms(one) for one in tier.hold_waits_s]
        found["hold_back"] = {"counts": counts, "waits_ms": waits}
    return found


def _agent(group: GroupRule, skills: dict[str, int]) -> Args:
    weights = dict(group.weights) or dict.fromkeys(CHANNELS, group.units)
    return {
        "skills": _levels(group.skills, skills),
        "capacity": {"units": group.units, "weights": weights},
        "cost": group.cost,
    }


def shape_of(cv: Decimal) -> float:
    """The shape of a gamma number of mean 1 with this standard deviation, 0 for none."""
    return float(1 / (cv * cv)) if cv else 0.0


# -- customers ------------------------------------------------------------------------------------------------------------
def _times(scenario: Scenario) -> list[list[int]]:
    return [[whole_ms(one) for one in queue.arrivals.times_s] if queue.arrivals else [] for queue in scenario.queues]


def _stream(arrivals: Arrivals | None, times_ms: list[int]) -> Stream:
    if arrivals is None or times_ms:
        return Given(times_ms)
    shape = shape_of(arrivals.busyness_cv)
    if arrivals.per_interval:
        interval_ms = round(arrivals.interval_minutes * MINUTE_MS)
        return Rates([float(one) / interval_ms for one in arrivals.per_interval], interval_ms, shape)
    return Rates([float(arrivals.per_hour) / 3_600_000], DAY_MS, shape)


def _queue_laws(scenario: Scenario) -> list[QueueLaws]:
    names = [one.name for one in scenario.queues]
    found = []
    for queue in scenario.queues:
        laws = QueueLaws(law_of(queue.handling), law_of(queue.wrap_up))
        laws.head_start_ms = whole_ms(queue.head_start_s)
        laws.hours = [float(one) for one in queue.handling_by_hour]
        laws.patience = patience_of(queue.patience)
        if queue.patience is not None:
            laws.balk_ratio = float(queue.patience.balk_ratio)
            laws.hurry = [float(one) for one in queue.patience.hurry_by_place]
        if queue.redial_ratio:
            laws.redial_ratio, laws.redial_after = float(queue.redial_ratio), law_of(queue.redial_after)
        if queue.transfer_ratio:
            laws.transfer_ratio, laws.transfer = float(queue.transfer_ratio), names.index(queue.transfer_to)
        laws.callback_ratio, laws.callback_after_ms = float(queue.callback_ratio), whole_ms(queue.callback_after_s)
        found.append(laws)
    return found


def _group_laws(scenario: Scenario) -> list[GroupLaws]:
    """By agent id, from 0: the first entry is nobody's."""
    numbers = {one.name: number for number, one in enumerate(scenario.queues, 1)}
    found = [GroupLaws(1.0, 1.0, 0.0, None)]
    for group in scenario.groups:
        ring = law_of(group.ring) if group.ring is not None else None
        laws = GroupLaws(float(group.factor), float(group.wrap_up_factor), float(group.reject_ratio), ring)
        laws.weeks, laws.tenure_weeks = [float(one) for one in group.factor_by_week], group.tenure_weeks
        laws.wrap = law_of(group.wrap_up) if group.wrap_up is not None else None
        laws.handling = {numbers[own.queue]: law_of(own.handling) for own in group.handling}
        found += [laws] * group.agents
    return found


def _lines(scenario: Scenario, queues: list[Queue]) -> list[Lines | None] | None:
    """Of each queue."""
    named = {one.name: Lines(one.number_of_lines, one.waiting_places) for one in scenario.lines}
    found = [named.get(one.lines) for one in scenario.queues]
    for queue, lines in zip(queues, found, strict=True):
        if lines is not None:
            lines.queues.append(queue)
    return found if any(one is not None for one in found) else None


# -- counting -------------------------------------------------------------------------------------------------------------
def watch_of(scenario: Scenario) -> Watch:
    """Counts per queue, group and slot."""
    rules = {
        number: Rules(queue.channel in TEXT_CHANNELS, max(1, whole_ms(queue.target_s)), whole_ms(queue.short_s))
        for number, queue in enumerate(scenario.queues, 1)
    }
    members = [0, *(index for index, group in enumerate(scenario.groups) for _ in range(group.agents))]
    return Watch(
        rules,
        len(scenario.groups),
        members,
        slots_of(scenario.scenario),
        counted_from_ms(scenario.scenario),
        until_ms(scenario.scenario),
    )
