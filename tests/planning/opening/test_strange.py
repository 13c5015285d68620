"""Whatever stands in a site's files, they are shown and taken away: what cannot be read has a sentence, the rest a row."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.wording.test_words import ENGLISH, FRENCH
from woezo.parameters.faults import Fault
from woezo.planning.opening import gates, site_tables
from woezo.planning.opening.cells import REPORTED, place_of, shown_at
from woezo.planning.opening.city_rows import Cities
from woezo.planning.opening.fields import Form
from woezo.planning.opening.requirement_rows import Demands
from woezo.planning.opening.site import Site
from woezo.planning.opening.task_rows import FILTERS, Tasks, Wanted
from woezo.planning.rendering.files import to_csv
from woezo.planning.rendering.spreadsheets import to_xlsx
from woezo.workforce.opening.choice import read_choice
from woezo.workforce.opening.requirements import CLIENT_CELLS, PROGRAMME_CELLS, REQUIREMENT_CELLS, read_requirements
from woezo.workforce.opening.tasks import GATE_CELLS, TASK_CELLS, read_opening
from woezo.workforce.tables import Table
from woezo.workforce.working_time import Calendar

SITE = Site("Lomé", date(2027, 6, 1), Calendar("TG"), date(2026, 11, 23))
KEYS = ("a", "b", "a.b", "=c", "ê")
VALUES = st.one_of(
    st.sampled_from((*KEYS, "T", "T-6 m", "T+10 d", "links", "accepted", "seen", "", "<b>", "{x}", "%(n)s", "x" * 500)),
    st.sampled_from((0, -1, 7, 10, 11, 10**400, 0.5, float("nan"), float("inf"), True, False)),
    st.dates(),
    st.just(datetime(2027, 1, 1)),  # noqa: DTZ001  # as TOML has it
    st.lists(st.sampled_from((*KEYS, 5)), max_size=4),
    st.dictionaries(st.sampled_from(("fr", "en", "value", "source", "date", "x")), st.text(max_size=3), max_size=3),
)  # fmt: skip


def lists(name: str, cells: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """A list of this name: mostly entries that have their keys, with whatever in their other cells."""
    likely = {cell: VALUES for cell in cells if cell != "key"}
    entry = st.fixed_dictionaries({"key": st.sampled_from(KEYS)}, optional=likely | {"odd": VALUES})
    return st.lists(entry | VALUES, max_size=5) | VALUES


def documents(**kinds: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={name: lists(name, cells) for name, cells in kinds.items()})


def said(faults: list[Fault]) -> None:
    """Each fault has a sentence that begins with its cell, in both languages."""
    for fault in faults:
        for words in (ENGLISH, FRENCH):
            assert words.sentence(fault).startswith(fault.cell)


def taken_away(tables: list[Table]) -> None:
    """Every table is a file in both forms, each row as long as its head."""
    for table in tables:
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert to_csv(table, FRENCH.of_site()).count(b"\r\n") >= len(table.rows) + 1
    assert to_xlsx(tables, ENGLISH.of_site()).startswith(b"PK")


def reported(document: dict[str, Any]) -> None:
    """Every cell that a form may fill in has one place, and shows what stands there."""
    for name, cells in REPORTED.items():
        for key in KEYS:
            place = place_of(document, f"{name}.{key}.{cells[0]}")
            if place:
                assert isinstance(shown_at(document, place, "fr"), str)


@settings(max_examples=150, deadline=None)
@given(documents(gate=GATE_CELLS, task=TASK_CELLS))
def test_any_opening_file(document: dict[str, Any]) -> None:
    file, faults = read_opening(document)
    said(faults)
    reported(document)
    tasks = Tasks(file, SITE, ENGLISH.of_site())
    held = gates.gates(file, SITE, tasks.words)
    form = Form(document, faults, tasks.words)
    shown = {show: tasks.groups(held.rows, Wanted(show, task="a"), form) for show in FILTERS}
    assert sorted(row.key for group in shown["all"] for row in group.rows) == sorted(one.key for one in file.tasks)
    for show in FILTERS:
        assert sum(len(group.rows) for group in shown[show]) == tasks.count(show, "")
    earliest = tasks.earliest()
    assert earliest.day >= SITE.today
    assert all(not file[key].done for key in earliest.chain)
    taken_away(site_tables.of_opening(tasks))


@settings(max_examples=150, deadline=None)
@given(documents(client=CLIENT_CELLS, programme=PROGRAMME_CELLS, requirement=REQUIREMENT_CELLS))
def test_any_requirements(document: dict[str, Any]) -> None:
    held, faults = read_requirements(document)
    said(faults)
    reported(document)
    demands = Demands(held, SITE, FRENCH.of_site())
    clients = demands.clients("a", Form(document, faults, demands.words))
    shown = [row.key for client in clients for topic in client.topics for row in topic.rows]
    assert sorted(shown) == sorted(one.key for one in held.requirements)
    for start in demands.starts():
        assert (start.chip.sl == "met") is (not start.waits_for)
    taken_away(site_tables.of_requirements(demands))


@settings(max_examples=150, deadline=None)
@given(documents(criterion=("name", "weight", "veto_at"), city=("name", "country", "marks")), st.data())
def test_any_choice(document: dict[str, Any], data: st.DataObject) -> None:
    for city in document["city"] if isinstance(document.get("city"), list) else []:
        if isinstance(city, dict):
            city["marks"] = data.draw(st.dictionaries(st.sampled_from(KEYS), VALUES) | VALUES)
    choice, faults = read_choice(document)
    said(faults)
    reported(document)
    cities = Cities(choice, ENGLISH.of_site())
    form = Form(document, faults, cities.words)
    rows = cities.rows(form)
    assert len(rows) == len(choice.cities)
    assert len(cities.heads(form)) == len(cities.moves()) == len(choice.criteria)
    assert cities.verdict()[0]
    assert any(row.wins for row in rows) is (cities.moves_of is not None)
    for move in cities.moves():
        assert 0 <= move.left <= move.left + move.width <= 160.1
    taken_away(site_tables.of_cities(cities))


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2150, 12, 31)])
def test_openings_at_the_ends_of_what_a_plan_may_say(day: date) -> None:
    text = {"key": "a", "starts": "T-120 m", "due": "T+120 m", "blocking": True}
    file, faults = read_opening({"task": [text, {**text, "key": "b", "due": "T-119 m", "done": date(1990, 1, 2)}]})
    assert not faults
    tasks = Tasks(file, Site("", day, Calendar("TG"), date(2026, 11, 23)), ENGLISH.of_site())
    assert tasks.earliest()
    taken_away(site_tables.of_opening(tasks))
