"""What clients ask: what is read, what is counted, and which programme waits for what on a day."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import woezo
from woezo.parameters.declaring import Confidence
from woezo.workforce.opening.offsets import Offset
from woezo.workforce.opening.requirements import (
    TOPICS,
    Requirements,
    State,
    read_requirements,
    readiness,
    summary,
    with_starts,
)
from woezo.workforce.opening.tasks import Start
from woezo.workforce.working_time import Calendar

PRESET = Path(woezo.__file__).parent / "planning" / "presets" / "site" / "requirements.toml"
OPENING = date(2020, 4, 1)
TOGO = Calendar("TG")
CLIENTS = [{"key": "a", "name": "A"}, {"key": "b", "name": "B"}]
PROGRAMMES = [
    {"key": "a1", "name": "A1", "client": "a", "starts": "T"},
    {"key": "a2", "name": "A2", "client": "a", "starts": "T+3 m"},
    {"key": "b1", "name": "B1", "client": "b", "starts": date(2020, 6, 2)},
]


def asked(key: str, client: str = "a", **more: Any) -> dict[str, Any]:
    given = {"key": key, "client": client, "topic": "power", "text": key, "evidence": "test", "needed_by": "T-1 m"}
    return {**given, **more}


def read(*requirements: dict[str, Any]) -> tuple[Requirements, list[tuple[str, str]]]:
    document = {"client": CLIENTS, "programme": PROGRAMMES, "requirement": [*requirements]}
    held, faults = read_requirements(document)
    return held, [(fault.code, fault.cell) for fault in faults]


def preset() -> Requirements:
    held, faults = read_requirements(tomllib.loads(PRESET.read_text(encoding="utf-8")))
    assert not faults
    return held


def test_the_template_covers_both_clients_and_every_topic() -> None:
    held = preset()
    for client in held.clients:
        assert {one.topic for one in held.requirements if one.client == client.key} == set(TOPICS)
    for one in held.requirements:
        assert one.state is State.OPEN
        for words in (one.text, one.evidence, one.owner):
            assert words.fr
            assert words.en
        assert bool(one.gap.fr) == bool(one.gap.en)
        assert one.sourced.confidence is not Confidence.STATED
        assert one.sourced.confidence is not Confidence.SEEN or one.sourced.source


def test_what_holds_up_each_programme_of_the_template() -> None:
    orders, money = readiness(preset(), OPENING, TOGO, date(2020, 2, 3))
    assert (orders.starts, money.starts) == (OPENING, date(2020, 7, 1))
    assert len(orders.waits_for) == 11
    assert "retailer_certified" in orders.waits_for
    assert "retailer_certified" not in orders.late  # due on the eve of the opening
    assert {"retailer_links", "retailer_transfer"} <= set(orders.late)
    assert "panbank_cameroon_data" not in money.waits_for  # blocks nothing
    assert money.late == ()


@pytest.mark.parametrize(
    ("state", "waits"),
    [("open", True), ("in_progress", True), ("evidenced", True), ("accepted", False), ("waived", False)],
)
def test_only_the_client_lets_a_programme_start(state: str, waits: bool) -> None:
    held, faults = read(asked("r", state=state))
    assert not faults
    a1, a2, b1 = readiness(held, OPENING, TOGO, OPENING)
    assert (a1.waits_for == ("r",)) is waits
    assert a1.late == a2.late == (("r",) if waits else ())
    assert b1.waits_for == ()


def test_a_requirement_of_one_programme_or_due_later_spares_the_others() -> None:
    held, faults = read(
        asked("r", programmes=["a2"]),
        asked("s", needed_by="T+1 m"),
        asked("t", blocking=False),
        asked("u", needed_by="T"),
    )
    assert not faults
    a1, a2, _ = readiness(held, OPENING, TOGO, date(2020, 2, 28))
    assert (a1.waits_for, a2.waits_for) == (("u",), ("r", "s", "u"))
    assert a2.late == ()  # due on Friday 28 February: 1 March is a Sunday
    assert readiness(held, OPENING, TOGO, date(2020, 2, 29))[1].late == ("r",)


def test_a_date_stays_where_the_programme_of_the_plan_is_later() -> None:
    given = [{**one, "plan_programme": number} for number, one in enumerate(PROGRAMMES, 1)]
    wanted = [
        asked("r", programmes=["a2"]),
        asked("s"),
        asked("t", "b"),
        asked("u", programmes=["a2"], needed_by=OPENING),
    ]
    held, faults = read_requirements({"client": CLIENTS, "programme": given, "requirement": wanted})
    assert not faults
    moved = with_starts(held, [Start("one", OPENING), Start("two", date(2020, 9, 1))], OPENING)
    assert [one.starts for one in moved.programmes[:2]] == [OPENING, date(2020, 9, 1)]
    assert moved.programmes[2:] == held.programmes[2:], "the plan has no third"
    first, *others = moved.requirements
    assert isinstance(first.needed_by, Offset)
    assert first.needed_by.plain_date(OPENING) == date(2020, 5, 2), "62 days after 1 March, as its programme"
    assert others == [*held.requirements[1:]]


def test_the_summary_counts_each_pair_of_client_and_topic() -> None:
    held, _ = read(
        asked("r"),
        asked("s", state="accepted"),
        asked("t", topic="data", needed_by=date(2020, 6, 1), state="in_progress"),
        asked("u", "b", topic="links", state="waived"),
    )
    table = summary(held, OPENING, TOGO, date(2020, 5, 2))
    assert [column.name for column in table.columns] == ["client", "topic", "all", *State, "late"]
    assert table.rows == (
        ("a", "power", 2, 1, 0, 0, 1, 0, 1),
        ("a", "data", 1, 0, 1, 0, 0, 0, 0),
        ("b", "links", 1, 0, 0, 0, 0, 1, 0),
    )


@given(st.lists(st.sampled_from(list(State)), min_size=20, max_size=20), st.dates(date(2019, 1, 1), date(2021, 1, 1)))
def test_the_summary_adds_up(states: list[State], today: date) -> None:
    held = preset()
    changed = [replace(one, state=state) for one, state in zip(held.requirements, states * 2, strict=False)]
    held = replace(held, requirements=tuple(changed))
    rows = summary(held, OPENING, TOGO, today).rows
    assert sum(int(str(row[2])) for row in rows) == len(held.requirements)
    counted = {state: sum(int(str(row[3 + number])) for row in rows) for number, state in enumerate(State)}
    assert counted == {state: Counter(one.state for one in changed)[state] for state in State}


@pytest.mark.parametrize(
    ("entry", "faults"),
    [
        (asked("r", "c"), [("client_unknown", "requirement.1.client")]),
        (asked("r", ""), [("missing", "requirement.1.client")]),
        (asked("r", topic="weather"), [("not_a_choice", "requirement.1.topic")]),
        (asked("r", needed_by="soon"), [("not_an_offset", "requirement.1.needed_by")]),
        (asked("r", needed_by=""), [("missing", "requirement.1.needed_by")]),
        (asked("r", programmes=["b1"]), [("programme_unknown", "requirement.1.programmes")]),
        (asked("r", state="fine"), [("not_a_choice", "requirement.1.state")]),
        (asked("r", state="accepted", evidence=""), [("evidence_missing", "requirement.1.evidence")]),
        (asked("r", evidences="test"), [("unknown_key", "requirement.1.evidences")]),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(entry: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    held, found = read(entry, asked("other"))
    assert found == faults
    assert held.requirements[-1].key == "other"


def test_a_programme_of_nobody_is_left_out() -> None:
    held, faults = read_requirements(
        {"client": CLIENTS, "programme": [{"key": "x", "name": "X", "client": "z", "starts": "T"}]}
    )
    assert [(fault.code, fault.cell) for fault in faults] == [("client_unknown", "programme.1.client")]
    assert held.programmes == ()


def test_days_are_told_from_the_opening_or_as_dates() -> None:
    held, _ = read()
    assert [programme.starts for programme in held.programmes] == [Offset(), Offset(3, "m"), date(2020, 6, 2)]
