"""Everything that can be wrong in a scenario is found, at its cell, and said in both languages with what to do."""

from __future__ import annotations

import re

import pytest

from tests.simulation.scenario.documents import ENGLISH, FRENCH, PLAIN, document, faults
from woezo.planning.wording.scenario_words import SCENARIO_FAULTS, SCENARIO_INSTEAD
from woezo.simulation.scenario.checks import WARNINGS
from woezo.simulation.scenario.model import LISTS, MOST_AGENTS
from woezo.simulation.scenario.reading import read

QUEUE = '[[queue]]\nname = "orders"\nhandling = { mean_s = 180 }\n'
GROUP = '[[group]]\nname = "Lomé"\n'
IN_QUEUE, IN_GROUP = QUEUE + "{}\n" + GROUP, QUEUE + GROUP + "{}\n"
CALM = "patience = { mean_s = 60 }\narrivals = { per_hour = 9 }\n"


def queue(cells: str) -> str:
    return QUEUE + cells + "\n" + GROUP


def group(cells: str) -> str:
    return QUEUE + GROUP + cells


# What must be wrong in a scenario for each of its faults, and the cells that are named.
WRONG: dict[str, tuple[str, list[str]]] = {
    "not_numbers": (queue("arrivals = { per_interval = 3 }"), ["queue.1.arrivals.per_interval"]),
    "not_texts": (queue('tiers = [{ sites = "Lomé" }]'), ["queue.1.tiers.1.sites"]),
    "not_levels": (queue("skills = 2"), ["queue.1.skills"]),
    "not_a_clock": ('[scenario]\nends = "25:00"\n' + QUEUE + GROUP, ["scenario.ends"]),
    "not_a_break": (
        group('shifts = [{ breaks = ["12:00-12:45", "noon", "12:75-13:00"] }]'),
        ["group.1.shifts.1.breaks.2", "group.1.shifts.1.breaks.3"],
    ),
    "break_outside": (
        group('shifts = [{ begins = "08:00", ends = "12:00", breaks = ["12:00-12:15", "09:00-09:15"] }]'),
        ["group.1.shifts.1.breaks.1"],
    ),
    "not_weekdays": (group('shifts = [{ weekdays = "128" }]'), ["group.1.shifts.1.weekdays"]),
    "no_such_name": (queue('lines = "trunk"'), ["queue.1.lines"]),
    "no_such_name_near": (
        queue('transfer_ratio = 0.1\ntransfer_to = "order"\n[[queue]]\nname = "b"\nhandling = {}'),
        ["queue.1.transfer_to", "queue.2.handling.mean_s"],
    ),
    "weights_differ": (
        QUEUE.replace("{ mean_s = 180 }", '{ law = "empirical", values_s = [1, 2], weights = [0, 0] }') + GROUP,
        ["queue.1.handling.weights"],
    ),
    "not_24_hours": (queue("handling_by_hour = [1, 1.2]"), ["queue.1.handling_by_hour"]),
    "law_without_mean": (queue('wrap_up = { law = "gamma" }'), ["queue.1.wrap_up.mean_s"]),
    "gamma_hurried": (
        queue('patience = { law = "gamma", mean_s = 60, hurry_by_place = [1, 2] }'),
        ["queue.1.patience.hurry_by_place"],
    ),
    "one_of": (queue("arrivals = { per_hour = 2, times_s = [1, 2] }"), ["queue.1.arrivals"]),
    "not_rising": (queue("arrivals = { times_s = [1, 3, 2] }"), ["queue.1.arrivals.times_s"]),
    "weight_too_large": (group("units = 3\nweights = { voice = 3, chat = 4 }"), ["group.1.weights.chat"]),
    "too_many_mixtures": (
        group("units = 100\nweights = { voice = 1, chat = 1, email = 1, task = 1 }"),
        ["group.1.units"],
    ),
    "too_urgent": (queue("target_s = 0.001\nurgency_points = 101"), ["queue.1.urgency_points"]),
    "more_than_the_group": (group("agents = 3\nshifts = [{ agents = 2 }, { agents = 2 }]"), ["group.1.shifts"]),
    "ends_before": ('[scenario]\nbegins = "10:00"\nends = "09:00"\n' + QUEUE + GROUP, ["scenario.ends"]),
    "warm_up_too_long": (
        '[scenario]\nends = "01:00"\nwarm_up_minutes = 60\n' + QUEUE + GROUP,
        ["scenario.warm_up_minutes"],
    ),
    "too_many_rows": ("[scenario]\ndays = 4000\n" + QUEUE + GROUP, ["scenario.slots"]),
    "too_many_agents": (group(f"agents = {MOST_AGENTS}\n[[group]]\nname = 'b'"), ["group"]),
    "needs_one": ("", ["queue", "group"]),
    "nobody_serves": (queue("skills = { french = 2 }\n" + CALM), ["queue.1", "group.1"]),
    "no_agents": (queue(CALM) + "agents = 0", ["queue.1"]),
    "nobody_there": (queue(CALM) + 'shifts = [{ weekdays = "6" }]', ["queue.1"]),
    "overloaded_queue": (queue("arrivals = { per_hour = 20 }"), ["queue.1"]),
    "overloaded": (
        queue('arrivals = { per_hour = 15 }\n[[queue]]\nname = "b"\nhandling = { mean_s = 180 }\narrivals = { per_hour = 5 }'),
        ["group"],
    ),
    "idle_agents": (queue("skills = { french = 1 }") + "skills = { french = 1 }\n" + GROUP.replace("Lomé", "b"), ["group.2"]),
    "never_overflows": (
        queue('max_waiting = 3\noverflow_to = "b"\n[[queue]]\nname = "b"\nhandling = { mean_s = 9 }'),
        ["queue.1.overflow_to"],
    ),
    "outage_outside": (
        QUEUE + GROUP + 'site = "Lomé"\n[[site]]\nname = "Lomé"\n[[outage]]\nsite = "Lomé"\nday = 2',
        ["outage.1"],
    ),
    # -- those of plans, said otherwise
    "not_a_table": (QUEUE.replace("{ mean_s = 180 }", "180") + GROUP, ["queue.1.handling"]),
    "not_a_list": ('[queue]\nname = "orders"\n' + GROUP, ["queue"]),
    "too_many": (QUEUE + GROUP + "".join(f'[[lines]]\nname = "{n}"\n' for n in range(101)), ["lines"]),
    "missing": (queue("redial_ratio = 0.5"), ["queue.1.redial_after"]),
    "missing_site": (QUEUE + GROUP + "[[site]]", ["site.1.name"]),
}  # fmt: skip


def test_every_fault_of_a_scenario_has_an_example() -> None:
    assert set(WRONG) == {*SCENARIO_FAULTS, *SCENARIO_INSTEAD}


@pytest.mark.parametrize("code", WRONG)
def test_a_fault_is_found_at_its_cell(code: str) -> None:
    text, cells = WRONG[code]
    found = faults(text)
    assert [one.cell for one in found] == cells
    assert [one for one in found if code.startswith(one.code)], found


@pytest.mark.parametrize("code", WRONG)
def test_a_fault_is_said_in_both_languages(code: str) -> None:
    """Its cell first, then a sentence of its own with nothing left to fill in, and what to do; nothing goes on meanwhile."""
    told = next(one for one in faults(WRONG[code][0]) if code.startswith(one.code))
    sentences = SCENARIO_FAULTS | SCENARIO_INSTEAD
    for words, colon in ((ENGLISH, ":"), (FRENCH, "\N{NO-BREAK SPACE}:")):
        said = words.sentence(told)
        begin = words.said(sentences[code], {"given": told.given}).split("{")[0]
        assert said.startswith(f"{told.cell}{colon} {begin}")
        assert not re.search(r"\{\w*\}|\{\{|\}\}", said), "nothing is left to fill in"
        assert told.given in said or "{given}" not in str(sentences[code])
        assert said.count(". ") + said.count("? ") >= 1 or code == "no_such_name_near", "what to do"
        assert "Meanwhile" not in said
        assert "En attendant" not in said
    assert ENGLISH.sentence(told) != FRENCH.sentence(told)


def test_examples_in_a_sentence_have_the_braces_of_toml() -> None:
    (told,) = faults(WRONG["not_levels"][0])
    assert ENGLISH.sentence(told) == "queue.1.skills: this is not a table of levels. Write one such as { french = 2 }."
    assert "{ francais = 2 }" in FRENCH.sentence(told)


def test_whatever_stands_in_a_name_is_said_as_it_stands() -> None:
    """Braces and signs of percent in what people write are no holes of ours."""
    (told,) = faults(queue("lines = '{given} %s {0}'"))
    assert ENGLISH.sentence(told).startswith("queue.1.lines: “{given} %s {0}” stands nowhere under [[lines]].")


@pytest.mark.parametrize("code", WRONG)
def test_only_a_warning_is_played(code: str) -> None:
    scenario, found = read(document(WRONG[code][0]))
    assert (scenario is not None) == (code in WARNINGS) == all(one.code in WARNINGS for one in found)


def test_warnings_are_codes_that_are_raised() -> None:
    assert set(SCENARIO_FAULTS) > WARNINGS


@pytest.mark.parametrize("name", [name for name in LISTS if name != "outage"])
def test_a_name_stands_once_in_its_list(name: str) -> None:
    entry = {"queue": QUEUE, "group": GROUP}.get(name, f'[[{name}]]\nname = "x"\n')
    found = faults("".join({QUEUE, GROUP} - {entry}) + 2 * entry)
    assert [(one.code, one.cell) for one in found] == [("name_twice", f"{name}.2.name")]


@pytest.mark.parametrize(
    ("cells", "cell", "kind"),
    [
        ('programme = "x"', "queue.1.programme", "programme"),
        ('overflow_to = "x"\nlimit_action = "overflow"\nmax_waiting = 1', "queue.1.overflow_to", "queue"),
        ('transfer_to = "x"', "queue.1.transfer_to", "queue"),
        ('tiers = [{}, { sites = ["x"] }]', "queue.1.tiers.2.sites.1", "site"),
        ('[[group]]\nname = "g"\nsite = "x"', "group.1.site", "site"),
        ('[[group]]\nname = "g"\nhandling = [{ queue = "x", handling = { mean_s = 9 } }]', "group.1.handling.1.queue", "queue"),
        ('[[outage]]\nsite = "x"', "outage.1.site", "site"),
    ],
)  # fmt: skip
def test_a_name_that_stands_nowhere(cells: str, cell: str, kind: str) -> None:
    (told,) = faults(queue(cells))
    assert (told.code, told.cell, told["kind"]) == ("no_such_name", cell, kind)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        (QUEUE.replace("handling = { mean_s = 180 }", "") + GROUP, "queue.1.handling"),
        (queue("transfer_ratio = 0.1"), "queue.1.transfer_to"),
        (queue('max_waiting = 1\nlimit_action = "overflow"'), "queue.1.overflow_to"),
        (group('handling = [{ queue = "orders" }]'), "group.1.handling.1.handling"),
        (group('handling = [{ handling = { mean_s = 9 } }]'), "group.1.handling.1.queue"),
        (queue('patience = { law = "empirical" }'), "queue.1.patience.values_s"),
        (QUEUE + GROUP + '[[outage]]\nday = 1', "outage.1.site"),
    ],
)  # fmt: skip
def test_what_is_needed_and_missing(text: str, cell: str) -> None:
    assert [(one.code, one.cell) for one in faults(text)] == [("missing", cell)]


def test_a_channel_has_its_name_and_its_room() -> None:
    (told,) = faults(group("units = 2\nweights = { voice = 1, chatt = 1 }"))
    assert (told.code, told.cell) == ("not_a_choice", "group.1.weights.chatt")
    found = faults(group("units = 2\nweights = { chat = 1 }").replace("handling", CALM + "handling"))
    assert [(one.code, one.cell) for one in found] == [("nobody_serves", "queue.1"), ("idle_agents", "group.1")]


FRIDAY_NIGHT = 'shifts = [{ begins = "22:00", ends = "06:00", weekdays = "5" }]'


@pytest.mark.parametrize(
    ("frame", "cells", "there"),
    [
        ("weekday = 6", FRIDAY_NIGHT, True),  # from the evening before until six
        ('weekday = 6\nbegins = "06:00"', FRIDAY_NIGHT, False),
        ("weekday = 5", FRIDAY_NIGHT, True),
        ('weekday = 5\nends = "22:00"', FRIDAY_NIGHT, False),
        ("weekday = 7\ndays = 5", FRIDAY_NIGHT, False),
        ("weekday = 7\ndays = 6", FRIDAY_NIGHT, True),
        ("days = 400", 'shifts = [{ weekdays = "7" }]', True),
        ("", "absence_ratio = 1", False),
        ("", "agents = 2\nshifts = [{ agents = 2, weekdays = '1' }, { weekdays = '12' }]", True),
        ("weekday = 2", "agents = 2\nshifts = [{ agents = 2, weekdays = '1' }, { weekdays = '12' }]", False),
    ],
)
def test_whether_somebody_is_ever_there(frame: str, cells: str, there: bool) -> None:
    """By day, night, weekday and length of the run; a shift that takes those left takes nobody where nobody is left."""
    found = faults(f"[scenario]\n{frame}\n" + queue(CALM) + cells)
    assert [one.code for one in found if one.code == "nobody_there"] == ([] if there else ["nobody_there"])


def test_how_many_wait_for_a_group_is_a_whole_number() -> None:
    (told,) = faults(queue("tiers = [{ hold_counts = [3, 2.5] }]"))
    assert (told.code, told.cell, told.given) == ("not_whole", "queue.1.tiers.1.hold_counts.2", "2.5")


def test_all_faults_are_said_at_once() -> None:
    text = PLAIN.replace("mean_s = 180", "mean_s = -1").replace("agents = 4", 'agents = "four"').replace("10:00", "10h")
    assert {one.cell: one.code for one in faults(text)} == {
        "scenario.ends": "not_a_clock",
        "queue.1.handling.mean_s": "out_of_range",
        "group.1.agents": "not_a_number",
    }


@pytest.mark.parametrize(
    ("cells", "people"),
    [
        ("", 2),
        ("units = 4\n", 2),
        ("units = 4\nweights = { voice = 2 }\n", 4),
        ("units = 4\nweights = { voice = 1 }\n", 8),
    ],
)
def test_who_holds_several_contacts_counts_as_often(cells: str, people: int) -> None:
    """Load: 60 an hour times 600 s is 10 contacts in hand."""
    text = queue("arrivals = { per_hour = 60 }").replace("180", "600") + f"agents = 2\n{cells}"
    (told,) = faults(text)
    assert (told.code, told["load"], told["people"]) == ("overloaded_queue", "10.0", str(people))


@pytest.mark.parametrize("cell", ["patience = { mean_s = 60 }", "max_waiting = 5", "max_wait_s = 60"])
def test_where_waits_end_nobody_is_warned(cell: str) -> None:
    assert not faults(queue("arrivals = { per_hour = 600 }\n" + cell))


def test_on_lines_there_are_never_more_than_lines() -> None:
    """Who finds none free is blocked: nothing grows as long as the run."""
    assert not faults(
        '[[lines]]\nname = "t"\nnumber_of_lines = 3\n' + queue('arrivals = { per_hour = 600 }\nlines = "t"')
    )


def test_a_load_has_the_decimal_sign_of_the_language() -> None:
    (told,) = faults(queue("arrivals = { per_hour = 25 }"))
    assert "keeps 1.2 agents busy" in ENGLISH.sentence(told)
    assert "occupe 1,2 conseillers" in FRENCH.sentence(told)


@pytest.mark.parametrize(
    ("arrivals", "load"),
    [
        ("per_hour = 20", "1.0"),
        ("per_interval = [0, 0, 10, 12], interval_minutes = 15", "1.1"),
        ("per_interval = [960], interval_minutes = 1440", "2.0"),
    ],
)
def test_the_load_that_is_said(arrivals: str, load: str) -> None:
    (told,) = faults(queue(f"arrivals = {{ {arrivals} }}"))
    assert told["load"] == load


def test_an_empirical_law_has_the_mean_of_its_weights() -> None:
    """(60 x 1 + 300 x 3) / 4 = 240 s: 20 an hour are 1.3 contacts in hand."""
    law = '{ law = "empirical", values_s = [60, 300], weights = [1, 3] }'
    (told,) = faults(queue("arrivals = { per_hour = 20 }").replace("{ mean_s = 180 }", law))
    assert told["load"] == "1.3"
