"""What a scenario makes of the router, and what comes of each of its rules where that can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.simulation.scenario.documents import played, scenario
from tests.simulation.scenarios import everything, scenario_of
from woezo.simulation.scenario.building import configuration, prepared, run_of
from woezo.simulation.scenario.model import Scenario
from woezo.simulation.scenario.report import Report

HOUR = '[scenario]\nreplications = 1\nends = "01:00"\n'


def case(queue: str, group: str, more: str = "", frame: str = HOUR) -> Scenario:
    """A queue "q" whose contacts take 60 s, and a group "g"."""
    handling = "" if "handling" in queue else "handling = { law = 'constant', mean_s = 60 }\n"
    return scenario(f'{frame}[[queue]]\nname = "q"\n{handling}{queue}\n{more}\n[[group]]\nname = "g"\n{group}\n')


def counts(one: Scenario | Report, queue: str = "q") -> dict[str, float]:
    """Means that are not zero."""
    report = one if isinstance(one, Report) else played(one)
    return {name: found.mean for name, found in report.queues[queue].items() if found.mean}


def args_of(one: Scenario, event: str, place: int = 0) -> dict[str, Any]:
    """What the router is told of the n-th queue or agent."""
    return [args for name, args in configuration(one) if name == event][place]


# -- the centre -----------------------------------------------------------------------------------------------------------
def test_defaults_are_those_of_a_plain_queue() -> None:
    one = case("", "")
    queue, agent = args_of(one, "set_queue"), args_of(one, "set_agent")
    assert (queue["channel"], queue["accept"], queue["target_ms"], queue["short_ms"]) == (
        "voice",
        "automatic",
        20_000,
        5000,
    )
    assert (queue["skills"], queue["tiers"], queue["wrap_up"], queue["priority"]) == ({}, [], "optional", 0)
    assert (queue["max_waiting"], queue["max_wait_ms"], queue["limit_action"]) == (0, 0, "deflect")
    assert queue["scoring"] == {
        "priority_points": 600,
        "wait_points_per_s": 1,
        "waiting_points": 0,
        "urgency_points": 0,
        "cost_points": 0,
        "level_points": 0,
    }
    assert (agent["site"], agent["skills"], agent["cost"], agent["capacity"]["units"]) == (1, {}, 0, 1)
    assert set(agent["capacity"]["weights"].values()) == {1}
    assert args_of(one, "set_site") == {"site": 1, "country": "TG"}


def test_skills_are_numbered_over_queues_tiers_and_groups() -> None:
    one = case('skills = { b = 2 }\ntiers = [{ min_levels = { c = 3 } }, {}]', "skills = { a = 1, b = 5, c = 4 }")  # fmt: skip
    queue, agent = args_of(one, "set_queue"), args_of(one, "set_agent")
    assert queue["skills"] == {"2": 2}
    assert [tier["min_levels"] for tier in queue["tiers"]] == [{"3": 3}, {}]
    assert agent["skills"] == {"1": 1, "2": 5, "3": 4}


def test_a_tier_carries_sites_waits_points_and_hold_back() -> None:
    one = case(
        'tiers = [{ sites = ["B", "A"], after_s = 1.5, points = -7 }, { hold_counts = [4, 2], hold_waits_s = [30] }]',
        'site = "B"\nagents = 2',
        '[[site]]\nname = "A"\ncountry = "BJ"\n[[site]]\nname = "B"\n',
    )
    first, second = args_of(one, "set_queue")["tiers"]
    assert (first["sites"], first["after_ms"], first["points"]) == ([2, 1], 1500, -7)
    assert "hold_back" not in first
    assert second["hold_back"] == {"counts": [4, 2], "waits_ms": [30_000]}
    assert [args_of(one, "set_agent", place)["site"] for place in (0, 1)] == [2, 2]
    assert [args_of(one, "set_site", place)["country"] for place in (0, 1)] == ["BJ", "TG"]


def test_whole_milliseconds_are_rounded_half_up() -> None:
    one = case("target_s = 19.8005\nshort_s = 0.0004\nmax_wait_s = 7200", "")
    queue = args_of(one, "set_queue")
    assert (queue["target_ms"], queue["short_ms"], queue["max_wait_ms"]) == (19_801, 0, 7_200_000)


def test_every_agent_is_one_of_the_router() -> None:
    run = run_of(case("", 'agents = 3\n[[group]]\nname = "h"\nagents = 2\ncost = 4'), 0)
    assert len(run.router.agents) == len(run.agents) == 5


# -- what comes of it -----------------------------------------------------------------------------------------------------
def test_two_who_come_at_once_and_one_agent() -> None:
    """The first is served at once, the second after 60 s, the third leaves after 90."""
    one = case("arrivals = { times_s = [0, 0, 30] }\npatience = { law = 'constant', mean_s = 80 }", "")
    assert counts(one) == {
        "offered": 3,
        "answered": 2,
        "abandoned": 1,
        "SL-1": 1 / 3,
        "SL-2": 1 / 2,
        "SL-3": 1 / 3,
        "SL-4": 1 / 3,
        "SL-5": 1 / 3,
        "SL-6": 1 / 3,
        "abandonment_ratio": 1 / 3,
        "mean_wait_ms": 140_000 / 3,
        "average_speed_of_answer_ms": 30_000,
        "handling_ms": 60_000,
    }


def test_times_count_from_the_begin_and_end_with_the_run() -> None:
    frame = '[scenario]\nreplications = 1\nbegins = "08:10"\nends = "08:30"\n'
    report = played(case("arrivals = { times_s = [0, 60, 299, 1199, 1200] }", "agents = 9", frame=frame))
    assert counts(report)["offered"] == 4, "nobody comes at the end or after it"
    assert [minute for minute, _ in report.intervals] == [490, 505]
    assert [figures["offered"].mean for _, figures in report.intervals] == [3, 1]


def test_a_warm_up_that_is_no_quarter_of_an_hour() -> None:
    """Nobody who comes after it is forgotten, and slots begin with it."""
    frame = HOUR + "warm_up_minutes = 20\n"
    report = played(case("arrivals = { times_s = [60, 1199, 1200, 2099, 2100] }", "agents = 9", frame=frame))
    assert [(minute, figures["offered"].mean) for minute, figures in report.intervals] == [(20, 2), (35, 1), (50, 0)]
    assert report.groups["g"]["signed_in"].mean == 9


def test_places_to_wait_are_shared_by_the_queues_of_the_lines() -> None:
    """Two are served, two may wait, one of either queue; who comes then is sent away."""
    more = '[[queue]]\nname = "r"\nlines = "trunk"\narrivals = { times_s = [0.5, 1.5, 2.5, 61] }\n'
    more += 'handling = { law = "constant", mean_s = 60 }\n'
    trunk = '[[lines]]\nname = "trunk"\nnumber_of_lines = 9\nwaiting_places = 2\n'
    mine = 'lines = "trunk"\narrivals = { times_s = [0, 1, 2] }\n'
    report = played(case(mine, "agents = 2", more + trunk))
    sent = {name: (of["offered"].mean, of["deflected"].mean, of["answered"].mean) for name, of in report.queues.items()}
    assert sent == {"q": (3, 1, 2), "r": (4, 1, 3)}
    assert report.total["blocked"].mean == 0


BUSY = """
[scenario]
replications = 1
ends = "04:00"
seed = {seed}
{lines}
[[queue]]
name = "q"
arrivals = {{ per_hour = 130 }}
handling = {{ law = "lognormal", mean_s = 120, cv = 1.2 }}
patience = {{ mean_s = 200 }}
redial_ratio = 0.5
redial_after = {{ mean_s = 300 }}
{limit}

[[group]]
name = "g"
agents = 4
"""


@pytest.mark.parametrize("places", [1, 2, 5])
def test_of_one_queue_places_to_wait_are_its_max_waiting(places: int) -> None:
    """Whoever is sent away calls again in both, and every reservation is the same."""
    for seed in range(1, 5):
        trunk = f'[[lines]]\nname = "trunk"\nnumber_of_lines = 1000\nwaiting_places = {places}\n'
        own = played(scenario(BUSY.format(seed=seed, lines="", limit=f"max_waiting = {places}")))
        shared = played(scenario(BUSY.format(seed=seed, lines=trunk, limit='lines = "trunk"')))
        print(seed, counts(own))
        assert counts(own)["deflected"] > 10
        assert counts(own) == counts(shared)


def test_without_a_number_of_places_anybody_may_wait() -> None:
    trunk = '[[lines]]\nname = "trunk"\nnumber_of_lines = 1000\n'
    found = counts(scenario(BUSY.format(seed=1, lines=trunk, limit='lines = "trunk"')))
    assert "deflected" not in found
    assert found == counts(scenario(BUSY.format(seed=1, lines="", limit="")))


def test_lines_are_held_until_the_contact_ends_and_shared_by_queues() -> None:
    more = '[[queue]]\nname = "r"\nlines = "trunk"\narrivals = { times_s = [1, 62] }\n'
    more += 'handling = { law = "constant", mean_s = 60 }\n'
    trunk = '[[lines]]\nname = "trunk"\nnumber_of_lines = 2\n'
    report = played(case('lines = "trunk"\narrivals = { times_s = [0, 2, 60.5] }', "agents = 9", more + trunk))
    assert {name: counts(report, name).get("blocked", 0) for name in "qr"} == {"q": 1, "r": 0}
    assert counts(report)["offered"] == 2
    assert report.total["blocking_ratio"].mean == 1 / 5


def test_a_full_queue_sends_away_or_overflows() -> None:
    """Of four at once one is served and one waits; two go."""
    arrivals = "arrivals = { times_s = [0, 0, 0, 0] }\nmax_waiting = 1\n"
    assert counts(case(arrivals, ""))["deflected"] == 2
    other = '[[queue]]\nname = "r"\nskills = { r = 1 }\nhandling = { law = "constant", mean_s = 30 }\n'
    report = played(
        case(
            arrivals + 'skills = { q = 1 }\nlimit_action = "overflow"\noverflow_to = "r"',
            'skills = { q = 1 }\n[[group]]\nname = "h"\nagents = 5\nskills = { r = 1 }',
            other,
        )
    )
    assert (counts(report)["answered"], counts(report)["overflowed"], counts(report, "r")["answered"]) == (2, 2, 2)


def test_who_has_waited_long_enough_is_sent_away() -> None:
    found = counts(case("arrivals = { times_s = [0, 1, 2] }\nmax_wait_s = 59.5", ""))
    assert (found["answered"], found["deflected"]) == (2, 1), "the second waits 59 s, the third would wait 118"


def test_the_first_tier_is_asked_first_and_the_second_opens_with_time() -> None:
    tiers = "tiers = [{ min_levels = { s = 2 } }, { after_s = 20 }]"
    groups = 'skills = { s = 2 }\n[[group]]\nname = "h"\n'
    report = played(case(f"arrivals = {{ times_s = [0, 1] }}\n{tiers}", groups))
    assert [report.groups[name]["handled"].mean for name in "gh"] == [1, 1]
    assert report.queues["q"]["mean_wait_ms"].mean == 10_000, "0 and 20 s"


def test_generalists_are_held_back_while_few_wait() -> None:
    tiers = "tiers = [{ min_levels = { s = 2 } }, { hold_counts = [2] }]"
    groups = 'skills = { s = 2 }\n[[group]]\nname = "h"\n'
    one = played(case(f"arrivals = {{ times_s = [0, 1] }}\n{tiers}", groups))
    assert one.groups["h"]["handled"].mean == 0, "one waits, two would have to"
    two = played(case(f"arrivals = {{ times_s = [0, 1, 2] }}\n{tiers}", groups))
    assert two.groups["h"]["handled"].mean == 1


def test_who_holds_several_chats_at_once() -> None:
    """Three chats or one call: of five contacts each, one minute long and at once, the last ends after two or five minutes."""
    for channel, wait_ms in (("chat", 24_000), ("voice", 120_000)):
        queue = f'channel = "{channel}"\narrivals = {{ times_s = [0, 0, 0, 0, 0] }}'
        one = case(queue, "units = 3\nweights = { voice = 3, chat = 1 }")
        assert counts(one)["average_speed_of_answer_ms"] == wait_ms


def test_a_group_has_its_own_times() -> None:
    one = case(
        "arrivals = { times_s = [0, 100] }\nwrap_up = { law = 'constant', mean_s = 10 }",
        "factor = 1.5\nwrap_up_factor = 0.5\nhandling = [{ queue = 'q', handling = { law = 'constant', mean_s = 40 } }]",
    )
    assert (counts(one)["handling_ms"], counts(one)["wrap_ms"]) == (60_000, 5000)


@pytest.mark.parametrize(("tenure", "factors"), [(0, [2, 1.5, 1]), (1, [1.5, 1, 1]), (9, [1, 1, 1])])
def test_beginners_learn_week_by_week(tenure: int, factors: list[float]) -> None:
    """One call in each of three weeks: by the week of their work, the last factor for all after it; on wrap-up too."""
    week_s = 7 * 86_400
    one = case(
        f"arrivals = {{ times_s = [0, {week_s}, {2 * week_s}] }}\nwrap_up = {{ law = 'constant', mean_s = 10 }}",
        f"factor_by_week = [2, 1.5, 1]\ntenure_weeks = {tenure}",
    )
    report = played(replace(one, scenario=replace(one.scenario, days=15)))
    assert counts(report)["handling_ms"] == pytest.approx(60_000 * sum(factors) / 3)
    assert counts(report)["wrap_ms"] == pytest.approx(10_000 * sum(factors) / 3)


def test_transfers_go_on_as_contacts_of_their_own() -> None:
    more = '[[queue]]\nname = "r"\nhandling = { law = "constant", mean_s = 30 }\n'
    report = played(case('arrivals = { times_s = [0] }\ntransfer_ratio = 1\ntransfer_to = "r"', "agents = 1", more))
    assert (counts(report)["transferred"], counts(report, "r")["answered"]) == (1, 1)
    assert (counts(report)["handling_ms"], counts(report, "r")["handling_ms"]) == (60_000, 30_000)


def test_callbacks_keep_their_place_and_do_not_leave() -> None:
    one = case(
        "arrivals = { times_s = [0, 1] }\npatience = { law = 'constant', mean_s = 50 }\n"
        "callback_ratio = 1\ncallback_after_s = 30",
        "",
    )
    found = counts(one)
    assert (found["called_back"], found["answered"], found.get("abandoned", 0)) == (1, 2, 0)


def test_who_leaves_may_come_again_but_not_after_the_end() -> None:
    """Leaves after 10 s, comes again after 30, and so on, each time as another contact; the last try would be too late."""
    queue = (
        "arrivals = { times_s = [0] }\npatience = { law = 'constant', mean_s = 10 }\n"
        "redial_ratio = 1\nredial_after = { law = 'constant', mean_s = 30 }"
    )
    early, late = HOUR.replace("01:00", "00:02"), HOUR
    for frame, tries in ((early, 3), (late, 16)):
        found = counts(case(queue, "shifts = [{ begins = '01:00' }]", frame=frame))
        assert (found["offered"], found["abandoned"]) == (tries, tries), "fifteen times at most"


def test_redials_after_the_end_are_in_no_interval() -> None:
    queue = (
        "arrivals = { times_s = [1790] }\npatience = { law = 'constant', mean_s = 5 }\n"
        "redial_ratio = 1\nredial_after = { law = 'constant', mean_s = 10 }"
    )
    report = played(case(queue, "shifts = [{ begins = '01:00' }]", frame=HOUR.replace("01:00", "00:30")))
    assert [figures["offered"].mean for _, figures in report.intervals] == [0, 1]


def test_who_goes_on_after_the_end_belongs_to_the_last_interval() -> None:
    """A transfer begins when its contact is handled, be it after the end of the run."""
    more = '[[queue]]\nname = "r"\nhandling = { mean_s = 30 }\n'
    queue = 'arrivals = { times_s = [1790] }\ntransfer_ratio = 1\ntransfer_to = "r"'
    report = played(case(queue, "", more, HOUR.replace("01:00", "00:30")))
    assert [figures["offered"].mean for _, figures in report.intervals] == [0, 2]


@pytest.mark.parametrize(
    ("rule", "cells", "answered", "missed"),
    [
        ("not_allowed", "", 1, 0),
        ("stay_ready", "", 0, 4),
        ("stay_ready", "not_again_s = 10", 0, 9),
        ("not_responding", "not_again_s = 10", 0, 9),
        ("not_responding", "not_again_s = 200", 0, 1),
    ],
)
def test_refusing_as_far_as_it_is_allowed(rule: str, cells: str, answered: float, missed: float) -> None:
    """Who refuses after two seconds answers where nobody may refuse; else he is asked again, or is back, after not_again_s.

    The customer waits 100 s, be it that it rings at once when he comes. With this seed nineteen of twenty are refused.
    """
    one = case(
        f"arrivals = {{ times_s = [0] }}\naccept = 'manual'\nreject = '{rule}'\n{cells}\n"
        "patience = { law = 'constant', mean_s = 100 }",
        "reject_ratio = 0.95\nring = { law = 'constant', mean_s = 2 }",
        frame=HOUR + "seed = 5\n",
    )
    report = played(one)
    assert (report.queues["q"]["answered"].mean, report.groups["g"]["missed"].mean) == (answered, missed)
    assert report.left == 0


def test_who_hears_it_ring_does_not_balk() -> None:
    one = case(
        "arrivals = { times_s = [0, 100] }\naccept = 'manual'\npatience = { balk_ratio = 1 }",
        "ring = { law = 'constant', mean_s = 70 }",
    )
    assert (counts(one)["answered"], counts(one)["abandoned"]) == (1, 1), "the second has to wait"


@pytest.mark.parametrize("cells", ["", "reject_ratio = 0.95"])
def test_who_does_not_answer_in_time_is_back_when_he_would_have_answered(cells: str) -> None:
    """Rings 30 of 50 s at the first agent, at the second, and again at both once they are back."""
    one = case(
        "arrivals = { times_s = [0] }\naccept = 'manual'\ntimeout_s = 30\npatience = { law = 'constant', mean_s = 95 }",
        f"agents = 2\nring = {{ law = 'constant', mean_s = 50 }}\n{cells}",
    )
    report = played(one)
    assert (report.groups["g"]["missed"].mean, report.queues["q"]["abandoned"].mean) == (4, 1)


def test_a_lost_site_hands_its_contacts_on() -> None:
    more = '[[site]]\nname = "A"\n[[site]]\nname = "B"\n[[outage]]\nsite = "A"\nat = "00:01"\nminutes = 30\n'
    one = case(
        "handling = { law = 'constant', mean_s = 600 }\narrivals = { times_s = [0, 1] }\ngrace_s = 10\nskills = { s = 1 }\n"
        "tiers = [{ min_levels = { s = 2 } }, { after_s = 5 }]",
        "site = 'A'\nskills = { s = 2 }\n[[group]]\nname = 'h'\nsite = 'B'\nskills = { s = 1 }",
        more,
    )
    report = played(one)
    assert report.queues["q"]["answered"].mean == 2
    assert report.groups["h"]["handled"].mean == 2, "his own and the one that was lost"
    assert report.groups["g"]["available"].mean == pytest.approx(1810 / 3600), "and while his contact waited for him"
    assert report.groups["g"]["signed_in"].mean == 1


def test_each_replication_has_its_own_chance_and_the_same_again() -> None:
    one = case("arrivals = { per_hour = 60 }\npatience = { mean_s = 60 }", "agents = 2", frame=HOUR)
    first, again, other = (run_of(one, number) for number in (0, 0, 1))
    for run in (first, again, other):
        run.play()
    assert first.checksum == again.checksum != other.checksum


@pytest.mark.parametrize("seed", range(3))
def test_what_was_prepared_once_serves_every_replication_and_is_left_as_it_was(seed: int) -> None:
    one = scenario_of(everything(seed))
    ready = prepared(one)
    alone, with_others = [], []
    for number in (0, 1, 0):
        for runs, given in ((alone, None), (with_others, ready)):
            run = run_of(one, number, ready=given)
            run.play()
            runs.append((run.events, run.checksum))
    assert with_others == alone
    assert alone[0] == alone[2] != alone[1]
    assert ready.events == configuration(one)
