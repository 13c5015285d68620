"""What came of a scenario: every measure per queue, programme, group, site and quarter of an hour, with its interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from woezo.measures.fold import INTERVAL_MS
from woezo.measures.tally import FIELDS
from woezo.parameters.faults import Fault
from woezo.simulation.scenario.estimates import Estimate, count_of, ratio_of
from woezo.simulation.scenario.measures import OF_GROUPS, OF_QUEUES, Counted, Measure
from woezo.simulation.scenario.model import ProgrammeRule, Scenario, SiteRule
from woezo.simulation.scenario.replications import Played
from woezo.simulation.scenario.times import counted_from_ms, until_ms
from woezo.simulation.watch import GROUP_FIELDS

Figures = dict[str, Estimate]


@dataclass
class Sums:
    """The counts of each replication, by what they are of; per interval over all queues and groups."""

    scenario: Scenario
    queues: list[list[Counted]] = field(default_factory=list)  # of each replication: of each queue
    groups: list[list[Counted]] = field(default_factory=list)
    intervals: list[list[Counted]] = field(default_factory=list)  # of each replication: of each slot
    left: int = 0
    events: int = 0
    checksum: int = 0

    def add(self, played: Played) -> None:
        """One replication more; its slots are added up at once, so that many replications take little room."""
        length_ms = until_ms(self.scenario.scenario) - counted_from_ms(self.scenario.scenario)
        self.queues.append([_summed(FIELDS, slots) for slots in played.queues])
        groups = [_summed(GROUP_FIELDS, slots) for slots in played.groups]
        for group in groups:
            group["counted_ms"] = length_ms
        self.groups.append(groups)
        self.intervals.append([_of_slot(played, slot) for slot in range(len(played.queues[0]))])
        self.left += played.left
        self.events += played.events
        self.checksum = (self.checksum * 31 + played.checksum) & (1 << 56) - 1


@dataclass(frozen=True)
class Report:
    """A scenario played. intervals: their begin in minutes since midnight of the first day, with the measures of all queues and
    the people of all groups. programmes and sites are empty where the scenario names none."""

    scenario: Scenario
    faults: tuple[Fault, ...]
    replications: int
    queues: dict[str, Figures]
    programmes: dict[str, Figures]
    groups: dict[str, Figures]
    sites: dict[str, Figures]
    total: Figures
    intervals: tuple[tuple[int, Figures], ...]
    left: int
    events: int
    checksum: int
    sums: Sums


def report_of(scenario: Scenario, faults: Sequence[Fault], played: Iterable[Played]) -> Report:
    """From its replications."""
    sums = Sums(scenario)
    for one in played:
        sums.add(one)
    queues, groups = scenario.queues, scenario.groups
    programmes = [one.programme or _first(scenario.programmes) for one in queues]
    sites = [one.site or _first(scenario.sites) for one in groups]
    return Report(
        scenario,
        tuple(faults),
        len(sums.queues),
        _each(sums.queues, OF_QUEUES, [one.name for one in queues]),
        _in_order(scenario.programmes, _each(sums.queues, OF_QUEUES, programmes)),
        _each(sums.groups, OF_GROUPS, [one.name for one in groups]),
        _in_order(scenario.sites, _each(sums.groups, OF_GROUPS, sites)),
        _figures([added(one) for one in sums.queues], OF_QUEUES)
        | _figures([added(one) for one in sums.groups], OF_GROUPS),
        tuple(_intervals(sums)),
        sums.left,
        sums.events,
        sums.checksum,
        sums,
    )


def _in_order(named: Sequence[SiteRule | ProgrammeRule], found: dict[str, Figures]) -> dict[str, Figures]:
    """As they stand in the scenario; none where it names none."""
    return {one.name: found[one.name] for one in named if one.name in found}


def _first(named: Sequence[object]) -> str:
    return str(getattr(named[0], "name", "")) if named else ""


def _each(counts: list[list[Counted]], measures: Sequence[Measure], names: list[str]) -> dict[str, Figures]:
    """The figures by name; what has the same name is added up."""
    return {
        name: _figures(
            [added(one for one, of in zip(replication, names, strict=True) if of == name) for replication in counts],
            measures,
        )
        for name in dict.fromkeys(names)
    }


def _figures(counts: Sequence[Counted], measures: Sequence[Measure]) -> Figures:
    """counts: one of each replication."""
    return {one.name: estimate(one, counts) for one in measures}


def estimate(measure: Measure, counts: Sequence[Counted]) -> Estimate:
    """A measure over replications."""
    parts = [measure.part(one) for one in counts]
    if measure.whole is None:
        return count_of(parts)
    return ratio_of(parts, [measure.whole(one) for one in counts])


def added(counts: Iterable[Counted]) -> Counted:
    """Their sum; the time that is counted passes once for all."""
    found: Counted = {}
    for one in counts:
        for name, value in one.items():
            found[name] = value if name == "counted_ms" else found.get(name, 0) + value
    return found


def _summed(names: Sequence[str], slots: Sequence[Sequence[int]]) -> Counted:
    return dict(zip(names, map(sum, zip(*slots, strict=True)), strict=True))


def _of_slot(played: Played, slot: int) -> Counted:
    queues = _summed(FIELDS, [slots[slot] for slots in played.queues])
    return queues | _summed(GROUP_FIELDS, [slots[slot] for slots in played.groups])


def _intervals(sums: Sums) -> Iterable[tuple[int, Figures]]:
    first_ms = counted_from_ms(sums.scenario.scenario)
    measures = (*OF_QUEUES, *OF_GROUPS)
    many = len(sums.intervals[0])
    whole, rest_ms = divmod(until_ms(sums.scenario.scenario) - first_ms, INTERVAL_MS)
    for slot in range(many):
        counted_ms = (whole - slot + many - 1) // many * INTERVAL_MS  # days or weeks lie in one slot
        passed = {"counted_ms": float(counted_ms + (rest_ms if slot == whole % many else 0))}
        counts = [replication[slot] | passed for replication in sums.intervals]
        yield (first_ms + slot * INTERVAL_MS) // 60_000, _figures(counts, measures)
