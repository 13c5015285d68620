"""What a report adds up: the whole is the sum of its parts, in every cut, and a ratio is the sum over the sum."""

from __future__ import annotations

import math

import pytest

from tests.simulation.scenario.documents import PLAIN, played, scenario
from woezo.measures.tally import FIELDS
from woezo.simulation.scenario.comparing import Difference, compared
from woezo.simulation.scenario.estimates import Estimate, count_of, ratio_of
from woezo.simulation.scenario.measures import OF_GROUPS, OF_QUEUES, Measure
from woezo.simulation.scenario.model import Scenario
from woezo.simulation.scenario.report import Figures, Report
from woezo.simulation.watch import GROUP_FIELDS

CENTRE = """
[scenario]
replications = 3
begins = "08:00"
ends = "11:00"

[[site]]
name = "Lomé"
[[site]]
name = "Cotonou"

[[programme]]
name = "Brise"
[[programme]]
name = "Alizé"

[[queue]]
name = "orders"
arrivals = { per_hour = 80, busyness_cv = 0.4 }
patience = { mean_s = 90 }
handling = { mean_s = 180 }
wrap_up = { mean_s = 20 }
transfer_ratio = 0.1
transfer_to = "claims"

[[queue]]
name = "claims"
programme = "Alizé"
arrivals = { per_hour = 20 }
patience = { mean_s = 60 }
handling = { mean_s = 300 }

[[queue]]
name = "chats"
programme = "Brise"
channel = "chat"
arrivals = { per_hour = 30 }
patience = { mean_s = 60 }
handling = { mean_s = 300 }

[[group]]
name = "a"
agents = 3
units = 2
weights = { voice = 2, chat = 1 }
[[group]]
name = "b"
site = "Cotonou"
agents = 2
shifts = [{ begins = "09:00", ends = "10:30", breaks = ["09:30-09:45"] }]
[[group]]
name = "c"
agents = 1
"""
COUNTS = [one.name for one in OF_QUEUES if one.whole is None]


@pytest.fixture(scope="module")
def report() -> Report:
    return played(scenario(CENTRE))


def mean(figures: Figures, name: str) -> float:
    found = figures[name].mean
    assert found is not None, name
    return found


@pytest.mark.parametrize("name", COUNTS)
def test_the_whole_is_the_sum_in_every_cut(report: Report, name: str) -> None:
    whole = mean(report.total, name)
    for cut in (report.queues, report.programmes):
        assert sum(mean(one, name) for one in cut.values()) == pytest.approx(whole)
    assert sum(mean(one, name) for _, one in report.intervals) == pytest.approx(whole)


@pytest.mark.parametrize("name", ["accepted", "missed", "handled", "signed_in", "available", "busy"])
def test_people_are_the_sum_in_every_cut(report: Report, name: str) -> None:
    whole = mean(report.total, name)
    for cut in (report.groups, report.sites):
        assert sum(mean(one, name) for one in cut.values()) == pytest.approx(whole)
    intervals = [mean(one, name) for _, one in report.intervals]
    together = sum(intervals) / (len(intervals) if name in ("signed_in", "available", "busy") else 1)
    assert together == pytest.approx(whole), "agents are a mean over time, contacts a sum"


def test_programmes_and_sites_are_those_of_their_queues_and_groups(report: Report) -> None:
    """Who names none belongs to the first."""
    for name in ("offered", "answered", "transferred"):
        brise = mean(report.queues["orders"], name) + mean(report.queues["chats"], name)
        assert mean(report.programmes["Brise"], name) == pytest.approx(brise)
    assert report.programmes["Alizé"] == report.queues["claims"]
    assert report.sites["Cotonou"] == report.groups["b"]
    assert mean(report.sites["Lomé"], "signed_in") == 4


def test_a_centre_without_programmes_and_sites_has_no_such_rows() -> None:
    plain = played(scenario())
    assert (plain.programmes, plain.sites) == ({}, {})


def test_people_are_counted_while_they_are_there(report: Report) -> None:
    """Two of 09:00 to 10:30 in a run of three hours, one with a break of fifteen minutes: signed in all the time."""
    b = report.groups["b"]
    assert mean(b, "signed_in") == pytest.approx(2 * 90 / 180, abs=0.2), "who talks stays longer"
    assert mean(b, "available") == pytest.approx(2 * 75 / 180, abs=0.2)
    assert mean(b, "busy") <= mean(b, "available") <= mean(b, "signed_in")
    at_nine = dict(report.intervals)[9 * 60]
    assert mean(at_nine, "signed_in") == 6
    assert mean(dict(report.intervals)[8 * 60], "signed_in") == 4


def test_ratios_of_time_are_of_the_time_available(report: Report) -> None:
    """Who holds two chats talks twice in the same minute: talking may be more than all the time, busy never."""
    for figures in (*report.groups.values(), report.total):
        assert mean(figures, "occupancy") == pytest.approx(mean(figures, "busy") / mean(figures, "available"))
        assert mean(figures, "occupancy") <= 1
        parts = sum(mean(figures, name) for name in ("ringing_ratio", "talking_ratio", "wrapping_ratio"))
        assert parts >= mean(figures, "occupancy") - 1e-9
    b = report.groups["b"]
    assert mean(b, "talking_ratio") + mean(b, "wrapping_ratio") == pytest.approx(mean(b, "occupancy"))


def test_every_measure_is_that_of_its_sums(report: Report) -> None:
    """Of each queue and group, over replications, from the counts themselves."""
    for index, figures in enumerate(report.queues.values()):
        counts = [replication[index] for replication in report.sums.queues]
        assert set(counts[0]) == set(FIELDS)
        for one in OF_QUEUES:
            parts = [one.part(count) for count in counts]
            wholes = [one.whole(count) for count in counts] if one.whole else []
            assert figures[one.name] == (ratio_of(parts, wholes) if wholes else count_of(parts))
    for index, figures in enumerate(report.groups.values()):
        counts = [replication[index] for replication in report.sums.groups]
        assert set(counts[0]) == {*GROUP_FIELDS, "counted_ms"}
        assert set(figures) == {one.name for one in OF_GROUPS}


def test_measures_have_units_that_can_be_written() -> None:
    names = [one.name for one in (*OF_QUEUES, *OF_GROUPS)]
    assert len(names) == len(set(names))
    assert {one.unit for one in (*OF_QUEUES, *OF_GROUPS)} == {"count", "ratio", "ms", "agents"}


@pytest.mark.parametrize("measure", [*OF_QUEUES, *OF_GROUPS], ids=lambda one: str(one.name))
def test_a_formula_says_what_is_computed(report: Report, measure: Measure) -> None:
    """As the reference page has it, in names of raw counts: worked out from the text itself."""
    for replication in report.sums.queues if measure in OF_QUEUES else report.sums.groups:
        for counts in replication:
            computed = measure.part(counts) / (measure.whole(counts) if measure.whole else 1)
            assert computed == pytest.approx(eval(measure.formula, {}, dict(counts)))


@pytest.mark.parametrize(("slots", "days", "many"), [("run", 2, 180), ("day", 8, 96), ("week", 8, 672)])
def test_intervals_fold_days_and_weeks(slots: str, days: int, many: int) -> None:
    """Whatever the fold, contacts add up to all of them, and agents are those who are there at that time of day."""
    text = PLAIN.replace('begins = "08:00"', f'days = {days}\nslots = "{slots}"').replace("10:00", "21:00")
    text = text.replace("agents = 4", 'agents = 4\nshifts = [{ begins = "06:00", ends = "22:00" }]')
    report = played(scenario(text, scenario__replications=1, queue__1__arrivals__per_hour=10))
    assert len(report.intervals) == many
    assert sum(mean(one, "offered") for _, one in report.intervals) == mean(report.total, "offered") > 100
    for minute, figures in report.intervals:
        if 6 * 60 + 30 <= minute % 1440 < 20 * 60:
            assert mean(figures, "signed_in") == pytest.approx(4, abs=0.001), minute
        if 2 * 60 <= minute % 1440 < 5 * 60:
            assert mean(figures, "signed_in") == 0, minute


def test_replications_are_told_apart_and_added_up(report: Report) -> None:
    assert report.replications == len(report.sums.queues) == 3
    assert report.events > 1000
    assert report.checksum
    offered = [sum(queue["offered"] for queue in replication) for replication in report.sums.queues]
    assert len(set(offered)) == 3
    assert mean(report.total, "offered") == pytest.approx(sum(offered) / 3)


# -- two reports ----------------------------------------------------------------------------------------------------------
def of(differences: tuple[Difference, ...]) -> dict[str, Difference]:
    return {one.name: one for one in differences}


def test_nothing_differs_from_itself(report: Report) -> None:
    found = compared(report, report)
    for one in (*found.total, *(d for differences in found.queues.values() for d in differences)):
        assert one.first == one.second
        assert one.apart in (Estimate(0.0, 0.0), Estimate(None, None))
        assert not one.is_certain


@pytest.fixture(scope="module")
def variants() -> tuple[Scenario, Scenario]:
    values = {"scenario__replications": 30, "queue__1__arrivals__per_hour": 100}
    return scenario(**values), scenario(**values, group__1__agents=5)


def test_one_agent_more_is_certainly_better(variants: tuple[Scenario, Scenario]) -> None:
    """With the same chance: the customers are the same, so that no difference of theirs blurs it."""
    found = of(compared(*map(played, variants)).total)
    assert found["offered"].apart == Estimate(0.0, 0.0)
    for name, better in (("abandonment_ratio", False), ("mean_wait_ms", False), ("SL-4", True)):
        one = found[name]
        assert one.is_certain
        assert one.better is better
        assert one.apart.mean is not None
        assert (one.apart.mean > 0) is better
    wait = found["mean_wait_ms"]
    assert wait.apart.ci95 < 0.7 * math.hypot(wait.first.ci95, wait.second.ci95)  # type: ignore[operator, arg-type]
    assert found["signed_in"].apart == Estimate(1.0, 0.0)
    assert found["signed_in"].is_certain


def test_only_what_both_have_is_compared(variants: tuple[Scenario, Scenario]) -> None:
    second = scenario(
        PLAIN + '[[queue]]\nname = "new"\nhandling = { mean_s = 9 }\n[[group]]\nname = "Kara"\n',
        scenario__replications=30,
    )
    found = compared(played(variants[0]), played(second))
    assert (set(found.queues), set(found.groups)) == ({"orders"}, {"Lomé"})


def test_one_replication_says_nothing_for_certain(variants: tuple[Scenario, Scenario]) -> None:
    one, two = (scenario(scenario__replications=1, group__1__agents=many) for many in (4, 6))
    found = of(compared(played(one), played(two)).total)
    assert found["abandonment_ratio"].apart.mean != 0
    assert found["abandonment_ratio"].apart.ci95 is None
    assert not found["abandonment_ratio"].is_certain
