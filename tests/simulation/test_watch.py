"""The twin counts as the live floor does: its log, written as journal records, gives the same tallies by the same fold.

People's time is added up a second time from the log; what comes in goes out; and nobody works who is not there.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any

import pytest

from tests.simulation.scenarios import Effects, everything, group_counts, logged, one_queue, queue_counts, scenario_of
from woezo.journal.effects import encode
from woezo.measures.counts import Counts
from woezo.measures.fold import INTERVAL_MS
from woezo.measures.tally import FIELDS
from woezo.routing import codes
from woezo.routing.router import Effect
from woezo.simulation.agenda import COMES, PAUSES, SITE_DOWN, SITE_UP, STOPS
from woezo.simulation.chance import Chance
from woezo.simulation.driver import Run
from woezo.simulation.scenario.agenda import parts_of
from woezo.simulation.scenario.building import configuration
from woezo.simulation.scenario.model import Scenario
from woezo.simulation.scenario.replications import play
from woezo.simulation.scenario.report import report_of
from woezo.simulation.scenario.times import counted_from_ms, until_ms
from woezo.simulation.watch import E_BEGUN

SEEDS = (1, 2, 3)


@cache
def played(seed: int) -> tuple[Scenario, Run, Effects]:
    scenario = scenario_of(everything(seed))
    return scenario, *logged(scenario)


# -- as journal records -----------------------------------------------------------------------------------------------------
def records(run: Run, log: Effects) -> Iterator[tuple[int, str, dict[str, Any], list[list[Any]]]]:
    """What a live floor would have written: each event with its time, its arguments and its effects."""
    of_contacts = (entry for entry in log if entry[1] != codes.E_AGENT)  # who goes home a day later counts nothing
    for at_ms, of_one in groupby(of_contacts, key=lambda entry: entry[0]):
        effects: list[list[Any]] = []
        for _, code, a, b, c in of_one:
            if code == E_BEGUN:
                if effects:
                    yield at_ms, "event", {}, effects
                effects = []
                yield at_ms, "arrive", {"interaction": a, "queue": b}, []
            else:
                effects.append(list(encode(Effect(code, a, b, c))))
        if effects:
            yield at_ms, "event", {}, effects


def by_the_live_fold(scenario: Scenario, run: Run, log: Effects) -> Counts:
    counts = Counts()
    for event, args in configuration(scenario):
        counts.fold(0, event, args, [])
    for at_ms, event, args, effects in records(run, log):
        counts.fold(at_ms, event, args, effects)
    return counts


def test_everything_is_used() -> None:
    """Else the tests below would prove less than they say."""
    happened: Counter[str] = Counter()
    for seed in SEEDS:
        scenario, _, log = played(seed)
        happened += Counter(codes.EFFECTS[code] for _, code, *_ in log if code >= 0)
        happened += Counter(codes.OUTCOMES[b] for _, code, _, b, _ in log if code == codes.E_ENDED)
        happened["blocked"] += queue_counts(play(scenario, 0))["blocked"]
        assert most_at_once(log) == 3
    for effect in (
        "reserved", "accepted", "rejected", "timed_out", "canceled", "rescinded", "wrapping", "completed", "answered", "child",
        "agent", "transferred", "abandoned", "overflowed", "deflected", "called_back", "blocked",
    ):  # fmt: skip
        assert happened[effect] >= len(SEEDS), (effect, happened)


def most_at_once(log: Effects) -> int:
    """Contacts in one agent's hands."""
    held: Counter[int] = Counter()
    agents: dict[int, int] = {}
    most = 0
    for _, code, a, _, c in log:
        if code == codes.E_RESERVED:
            agents[a] = c
            held[c] += 1
            most = max(most, held[c])
        elif code in OVER:
            held[agents.pop(a)] -= 1
    return most


OVER = (codes.E_COMPLETED, codes.E_REJECTED, codes.E_TIMED_OUT, codes.E_RESCINDED, codes.E_CANCELED)


@pytest.mark.parametrize("seed", SEEDS)
def test_tallies_are_those_of_the_live_floor(seed: int) -> None:
    scenario, run, log = played(seed)
    counts = by_the_live_fold(scenario, run, log)
    assert run.watch is not None
    assert set(run.watch.contacts) == set(counts.contacts)
    assert set(run.watch.attempts) == set(counts.attempts)
    last = len(run.watch.tallies[1]) - 1
    for queue, tallies in run.watch.tallies.items():
        live: dict[int, list[int]] = defaultdict(lambda: [0] * len(FIELDS))
        for start_ms, tally in counts.tallies[queue].items():
            slot = min((start_ms - counted_from_ms(scenario.scenario)) // INTERVAL_MS, last)
            live[slot] = [sum(pair) for pair in zip(live[slot], tally.values(), strict=True)]
        blocked = FIELDS.index("blocked")  # known where the lines are: the router hears nothing of them
        for slot, tally in enumerate(tallies):
            mine = tally.values()
            mine[blocked] = 0
            assert mine == live[slot], (queue, slot)


# -- people -----------------------------------------------------------------------------------------------------------------
class Time:
    """Of one group: how many of a kind there are now, and how long they have been within the counted time."""

    def __init__(self, from_ms: int, until_ms: int) -> None:
        self.from_ms, self.until_ms, self.now_ms = from_ms, until_ms, 0
        self.now: Counter[str] = Counter()
        self.sums: Counter[str] = Counter()

    def change(self, at_ms: int, kind: str, by: int) -> None:
        self.pass_until(at_ms)
        self.now[kind] += by
        assert self.now[kind] >= 0, kind

    def pass_until(self, at_ms: int) -> None:
        passed = max(0, min(at_ms, self.until_ms) - max(self.now_ms, self.from_ms))
        for kind, many in self.now.items():
            self.sums[kind + "_ms"] += many * passed
        self.now_ms = at_ms


def added_up(scenario: Scenario, log: Effects) -> list[Counter[str]]:
    """Ringing, talking, wrapping and busy of each group, from reservations alone."""
    frame = scenario.scenario
    times = [Time(counted_from_ms(scenario.scenario), until_ms(frame)) for _ in scenario.groups]
    of_agent = [0, *(index for index, group in enumerate(scenario.groups) for _ in range(group.agents))]
    held: Counter[int] = Counter()
    kinds: dict[int, tuple[int, str]] = {}
    for at_ms, code, a, _, c in log:
        if code == codes.E_RESERVED:
            kinds[a] = c, "ringing"
            held[c] += 1
            times[of_agent[c]].change(at_ms, "ringing", 1)
            times[of_agent[c]].change(at_ms, "busy", held[c] == 1)
        elif code in (codes.E_ACCEPTED, codes.E_WRAPPING, *OVER):
            agent, kind = kinds.pop(a)
            time = times[of_agent[agent]]
            time.change(at_ms, kind, -1)
            if code in OVER:
                held[agent] -= 1
                time.change(at_ms, "busy", -(held[agent] == 0))
                time.sums["handled"] += counted(time, at_ms) * (code == codes.E_COMPLETED)
                time.sums["missed"] += counted(time, at_ms) * (code != codes.E_COMPLETED and kind == "ringing")
            else:
                kinds[a] = agent, "talking" if code == codes.E_ACCEPTED else "wrapping"
                time.change(at_ms, kinds[a][1], 1)
                time.sums["accepted"] += counted(time, at_ms) * (code == codes.E_ACCEPTED)
    for time in times:
        time.pass_until(time.until_ms)
    return [time.sums for time in times]


def counted(time: Time, at_ms: int) -> int:
    return int(time.from_ms <= at_ms < time.until_ms)


@pytest.mark.parametrize("seed", SEEDS)
def test_peoples_time_is_what_their_reservations_add_up_to(seed: int) -> None:
    scenario, _, log = played(seed)
    found = play(scenario, 0)
    for index, sums in enumerate(added_up(scenario, log)):
        counts = group_counts(found, index)
        kinds = ("busy_ms", "ringing_ms", "talking_ms", "wrapping_ms", "accepted", "missed", "handled")
        assert {kind: counts[kind] for kind in kinds} == {kind: sums[kind] for kind in kinds}


def agenda(scenario: Scenario) -> Iterator[tuple[int, int, int, int]]:
    """Time, what, who, for how long."""
    for at_ms, who, what, for_ms in parts_of(scenario, Chance(scenario.scenario.seed, 0)):
        yield from zip(at_ms, what, who, for_ms, strict=True)


def presence(scenario: Scenario) -> dict[int, list[tuple[int, int]]]:
    """When each agent is meant to be there, from the agenda; breaks are within."""
    since: dict[int, int] = {}
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for at_ms, what, who, _ in agenda(scenario):
        if what == COMES:
            since.setdefault(who + 1, at_ms)
        elif what == STOPS and who + 1 in since:
            found[who + 1].append((since.pop(who + 1), at_ms))
    for agent, at_ms in since.items():
        found[agent].append((at_ms, 1 << 60))
    return found


class Away:
    """Who pauses, and which sites are lost, as log and agenda are followed together.

    A pause begins when nothing is in hand any more, and lasts as long all the same; meanwhile nobody is asked.
    """

    def __init__(self) -> None:
        self.held: Counter[int] = Counter()
        self.asked: dict[int, tuple[int, int]] = {}  # by agent: since when, for how long
        self.until: dict[int, int] = {}
        self.down: dict[int, int] = {}

    def follow(self, at_ms: int, what: int, who: int, for_ms: int) -> None:
        if what == SITE_DOWN:
            self.down[who] = at_ms
        elif what == SITE_UP:
            self.down.pop(who, None)
        elif what == PAUSES:
            self.asked[who + 1] = at_ms, for_ms
            self._begin(who + 1, at_ms)
        else:
            self.asked.pop(who + 1, None)
            self.until.pop(who + 1, None)

    def hold(self, agent: int, more: int, now_ms: int) -> None:
        self.held[agent] += more
        self._begin(agent, now_ms)

    def _begin(self, agent: int, now_ms: int) -> None:
        if self.held[agent] == 0 and agent in self.asked:
            self.until[agent] = now_ms + self.asked.pop(agent)[1]


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_asked_who_is_not_there_or_has_a_break(seed: int) -> None:
    """New work goes to agents within their shifts, outside their breaks, at sites that are up; old work is finished."""
    scenario, _, log = played(seed)
    there = presence(scenario)
    site_of = [0, *(["Lomé", "Cotonou"].index(group.site) for group in scenario.groups for _ in range(group.agents))]
    steps = deque(agenda(scenario))
    away, agents, pauses = Away(), dict[int, int](), 0
    for now_ms, code, a, _, agent in log:
        while steps and steps[0][0] < now_ms + (steps[0][1] == SITE_UP):
            away.follow(*steps.popleft())
        if code == codes.E_RESERVED:
            assert any(begin <= now_ms <= end for begin, end in there[agent]), (agent, now_ms)
            assert agent not in away.asked, (agent, now_ms)
            assert away.until.get(agent, 0) <= now_ms, (agent, now_ms)
            assert site_of[agent] not in away.down
            agents[a] = agent
            away.hold(agent, 1, now_ms)
        elif code in OVER:
            pauses += agents[a] in away.asked
            away.hold(agents.pop(a), -1, now_ms)
    assert pauses > 0  # some began late


@pytest.mark.parametrize("seed", SEEDS)
def test_people_are_there_as_long_as_their_shifts(seed: int) -> None:
    """At least: who has work in hand at the end stays until it is done."""
    scenario, _, _ = played(seed)
    found, there = play(scenario, 0), presence(scenario)
    first, last = counted_from_ms(scenario.scenario), until_ms(scenario.scenario)
    agent = 1
    for index, group in enumerate(scenario.groups):
        planned = 0
        for one in range(agent, agent + group.agents):
            planned += sum(max(0, min(end, last) - max(begin, first)) for begin, end in there[one])
        agent += group.agents
        counts = group_counts(found, index)
        assert planned <= counts["signed_in_ms"] <= planned * 1.1
        assert counts["busy_ms"] <= counts["available_ms"] <= counts["signed_in_ms"]


# -- conservation -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("seed", SEEDS)
def test_what_comes_in_goes_out(seed: int) -> None:
    scenario, _, log = played(seed)
    found = play(scenario, 0)
    begun = [a for _, code, a, *_ in log if code in (E_BEGUN, codes.E_CHILD)]
    ended = [a for _, code, a, *_ in log if code == codes.E_ENDED]
    assert len(begun) == len(set(begun))
    assert len(ended) == len(set(ended))
    assert len(set(begun) - set(ended)) == found.left
    lost = sum(code == codes.E_RESCINDED for _, code, *_ in log)  # answered, but then their agent's site was lost
    every = [queue_counts(found, index) for index in range(len(scenario.queues))]
    assert sum(one["offered"] for one in every) == len(begun)
    assert sum(one["offered"] - one["ended"] for one in every) == found.left
    for one in every:
        outcomes = ("abandoned", "overflowed", "deflected", "called_back", "transferred", "canceled", "unanswered")
        answered_here = one["ended"] - sum(one[name] for name in outcomes)
        assert 0 <= answered_here <= one["answered"] <= answered_here + one["transferred"] + lost
        assert one["answered_within"] <= one["answered"]
        assert one["abandoned_short"] <= one["abandoned"] >= one["abandoned_within"]
    accepted = sum(group_counts(found, index)["accepted"] for index in range(3))
    handled = sum(group_counts(found, index)["handled"] for index in range(3))
    assert handled <= accepted


def test_a_log_changes_nothing() -> None:
    scenario, run, _ = played(1)
    found = play(scenario, 0)
    assert run.watch is not None
    assert found.queues == [[t.values() for t in run.watch.tallies[n]] for n in range(1, len(scenario.queues) + 1)]
    assert found.groups == run.watch.group_rows
    assert (found.events, found.checksum) == (run.events, run.checksum)


# -- slots ------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("frame", [{"begins": "08:05"}, {"warm_up_minutes": 10}, {"warm_up_minutes": 0.5}], ids=str)
def test_counting_may_begin_at_any_minute(frame: dict[str, Any]) -> None:
    """What comes from then on counts, in quarters of an hour from then on, as the time of the people does."""
    scenario = scenario_of(one_queue({"arrivals": {"per_hour": 120}}, {"agents": 4}, **frame))
    _, log = logged(scenario)
    first = counted_from_ms(scenario.scenario)
    came = [at_ms for at_ms, code, *_ in log if code == E_BEGUN and at_ms >= first]
    slots = Counter((at_ms - first) // INTERVAL_MS for at_ms in came)
    assert [slot[0] for slot in play(scenario, 0).queues[0]] == [slots[k] for k in range(max(slots) + 1)]


def test_what_begins_after_the_end_counts_with_the_last_interval() -> None:
    """Somebody is transferred when nobody comes any more: not to be found in the first interval of the day."""
    queue = {"arrivals": {"times_s": [10, 14_390]}, "transfer_ratio": 1, "transfer_to": "other"}
    document = one_queue(queue)
    document["queue"].append({"name": "other", "handling": {"law": "constant", "mean_s": 60}})
    offered = [slot[0] for slot in play(scenario_of(document), 0).queues[1]]
    assert (offered[0], offered[-1], sum(offered)) == (1, 1, 2)


def test_days_lie_in_the_same_slots() -> None:
    frame = {"days": 3, "begins": "00:00", "ends": "24:00"}
    document = one_queue({"arrivals": {"per_interval": [0, 20, 0, 0], "interval_minutes": 360}}, **frame)
    whole = play(scenario_of(document), 0)
    document["scenario"]["slots"] = "day"
    by_day = play(scenario_of(document), 0)
    assert (len(whole.queues[0]), len(by_day.queues[0])) == (3 * 96, 96)
    for rows, folded in ((whole.queues[0], by_day.queues[0]), (whole.groups[0], by_day.groups[0])):
        assert [[sum(column) for column in zip(*rows[k::96], strict=True)] for k in range(96)] == folded


def test_an_agent_is_there_in_every_interval_also_in_a_short_last_one() -> None:
    for frame in (
        {"ends": "08:20"},
        {"begins": "08:05", "ends": "09:00"},
        {"days": 2, "slots": "day", "ends": "07:50"},
    ):
        scenario = scenario_of(one_queue({"arrivals": {"per_hour": 20}}, {"agents": 3}, **frame))
        report = report_of(scenario, [], [play(scenario, 0)])
        assert {figures["signed_in"].mean for _, figures in report.intervals} == {3}
        assert report.total["signed_in"].mean == 3


def test_a_contact_at_midnight_is_answered() -> None:
    """The first possible moment of all."""
    document = one_queue(
        {"arrivals": {"times_s": [0, 0]}, "handling": {"law": "constant", "mean_s": 100}}, begins="00:00"
    )
    found = play(scenario_of(document), 0)
    counts, people = queue_counts(found), group_counts(found)
    assert (counts["answered"], counts["answered_wait_ms"], counts["handling_ms"]) == (2, 100_000, 200_000)
    assert (people["ringing_ms"], people["talking_ms"], people["busy_ms"]) == (0, 200_000, 200_000)
