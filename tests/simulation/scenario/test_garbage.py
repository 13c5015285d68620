"""Whatever stands in whatever cell of a scenario: nothing raises, every fault is said, and what has none can be played."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from tests.simulation.scenario.documents import ENGLISH, FRENCH, document
from tests.workforce.test_garbage import ABSURD, anything
from woezo.parameters.declaring import Parameter, declared
from woezo.parameters.reading import _value, _Wrong
from woezo.simulation.scenario.building import run_of
from woezo.simulation.scenario.model import LISTS, Frame
from woezo.simulation.scenario.reading import read

SEED = 20261129  # the same examples each time; a failure prints how to play it again
WHOLE = """
[scenario]
replications = 1
ends = "00:20"

[[site]]
name = "Lomé"
[[site]]
name = "Cotonou"

[[programme]]
name = "Brise"

[[lines]]
name = "trunk"
number_of_lines = 3
waiting_places = 2

[[queue]]
name = "calls"
lines = "trunk"
arrivals = { per_hour = 60 }
patience = { mean_s = 60 }
handling = { mean_s = 90 }
wrap_up = { mean_s = 20 }
redial_after = { mean_s = 100 }
transfer_to = "chats"
tiers = [{ min_levels = { french = 2 } }, {}]

[[queue]]
name = "chats"
channel = "chat"
arrivals = { per_hour = 60 }
patience = { mean_s = 60 }
handling = { mean_s = 90 }

[[group]]
name = "all"
agents = 3
skills = { french = 2 }
units = 3
weights = { voice = 3, chat = 1 }
ring = { mean_s = 5 }
handling = [{ queue = "calls", handling = { mean_s = 80 } }]
shifts = [{ breaks = ["12:00-12:30"] }]

[[outage]]
site = "Cotonou"
at = "00:10"
minutes = 5
"""
Cell = tuple[str, Parameter]


def cells(kind: Any, place: str) -> list[Cell]:
    """Every cell of a table and of those in it, by key."""
    found: list[Cell] = []
    for one, parameter in declared(kind):
        found.append((f"{place}.{one.name}", parameter))
        if parameter.kind == "table":
            found += cells(parameter.of, f"{place}.{one.name}")
        if parameter.kind == "tables":
            found += cells(parameter.of, f"{place}.{one.name}.1")
    return found


CELLS = cells(Frame, "scenario") + [one for name, (_, kind, _) in LISTS.items() for one in cells(kind, f"{name}.1")]
SENSIBLE = st.one_of(
    st.sampled_from(["calls", "chats", "all", "Lomé", "trunk", "overflow", "manual", "not_allowed", "chat", "12:15"]),
    st.integers(0, 12),
    st.floats(0, 1).map(lambda one: round(one, 3)),
    st.lists(st.integers(0, 9), min_size=1, max_size=3),
    st.dictionaries(st.sampled_from(["french", "voice", "chat", "mean_s"]), st.integers(0, 5), max_size=2),
)


def put(found: dict[str, Any], key: str, value: Any) -> None:
    """By key; what is no table on the way becomes one."""
    place: Any = found
    *path, last = key.split(".")
    for step, after in zip(path, [*path[1:], ""], strict=True):
        if isinstance(place, list):
            if not place or not isinstance(place[0], dict):
                place[:] = [{}]
            place = place[0]
            continue
        wanted: Any = [] if after == "1" else {}
        if not isinstance(place.get(step), type(wanted)):
            place[step] = wanted
        place = place[step]
    if isinstance(place, list):
        place[:] = [{}]
        place = place[0]
    place[last] = value


def told(found: dict[str, Any]) -> set[str]:
    """The cells of the faults; a scenario without errors begins to run."""
    scenario, wrong = read(found)
    for words in (ENGLISH, FRENCH):
        for fault in wrong:
            sentence = words.sentence(fault)
            assert fault.cell in sentence
            assert len(sentence) < 1_000
            assert not any(sign < " " for sign in sentence)
    if scenario is not None and sum(one.agents for one in scenario.groups) <= 1000:
        run_of(scenario, 0).step(300)
    return {fault.cell for fault in wrong}


def test_the_whole_scenario_is_one() -> None:
    assert told(document(WHOLE)) == set()
    assert len(CELLS) > 100


@pytest.mark.parametrize("what", ABSURD)
def test_absurd_values_in_every_cell(what: str) -> None:
    """One by one: each that cannot be read is named."""
    for key, parameter in CELLS:
        found = document(WHOLE)
        put(found, key, ABSURD[what])
        said = told(found)
        if parameter.kind in ("table", "tables") or (isinstance(ABSURD[what], dict) and parameter.kind != "levels"):
            continue
        assert wrong_cells(key, parameter, ABSURD[what]) <= said


def wrong_cells(key: str, parameter: Parameter, value: Any) -> set[str]:
    """The cell if it cannot be read."""
    try:
        _value(value, parameter)
    except _Wrong as wrong:
        return {f"{key}{wrong.within}"}
    return set()


@seed(SEED)
@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CELLS), anything | SENSIBLE), min_size=1, max_size=8))
def test_garbage_in_random_cells_never_raises(chosen: list[tuple[Cell, Any]]) -> None:
    found = document(WHOLE)
    for (key, _), value in chosen:
        put(found, key, value)
    told(found)


@seed(SEED)
@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CELLS), SENSIBLE), min_size=1, max_size=4))
def test_what_reads_well_is_played(chosen: list[tuple[Cell, Any]]) -> None:
    """Values that people might write: whatever is read without an error, the router takes."""
    found = document(WHOLE)
    for (key, _), value in chosen:
        put(found, key, value)
    told(found)


@seed(SEED)
@settings(max_examples=50, deadline=None)
@given(st.sampled_from(["scenario", *LISTS]), anything)
def test_garbage_for_a_whole_table_or_list(name: str, value: Any) -> None:
    said = told(document(WHOLE) | {name: value})
    if not isinstance(value, dict | list):
        assert name in said
