"""The opening file: what is read, what is refused, where it stands on a day, and how early the site can still open."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import woezo
from woezo.parameters.declaring import Confidence
from woezo.workforce.opening.chain import earliest_opening, working_days_of
from woezo.workforce.opening.entries import Label
from woezo.workforce.opening.offsets import Offset
from woezo.workforce.opening.state import State, dates, gate_states, task_states
from woezo.workforce.opening.tasks import OpeningFile, Task, read_opening, start_faults
from woezo.workforce.working_time import Calendar

PRESET = Path(woezo.__file__).parent / "planning" / "presets" / "site" / "opening.toml"
OPENING = date(2020, 4, 1)
TOGO = Calendar("TG")


def preset() -> OpeningFile:
    file, faults = read_opening(tomllib.loads(PRESET.read_text(encoding="utf-8")))
    assert not faults
    return file


def with_done(file: OpeningFile, **done: date) -> OpeningFile:
    return replace(file, tasks=tuple(replace(task, done=done.get(task.key, task.done)) for task in file.tasks))


def task(key: str, starts: str = "T-2 m", due: str = "T-1 m", *needs: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "name": key, "starts": starts, "due": due, "needs": [*needs], "blocking": True, **more}


def read(*tasks: dict[str, Any], **more: Any) -> tuple[OpeningFile, list[tuple[str, str]]]:
    file, faults = read_opening({"task": [*tasks], **more})
    return file, [(fault.code, fault.cell) for fault in faults]


# -- the template


def test_the_template_says_everything_in_both_languages() -> None:
    for one in preset().tasks:
        assert one.name.fr
        assert one.name.en
        for words in (one.owner, one.authority, one.document, one.note):
            assert bool(words.fr) == bool(words.en)
        assert one.owner.fr
        assert one.gate


def test_the_template_names_a_source_for_what_it_has_seen() -> None:
    for one in preset().tasks:
        assert one.sourced.confidence is not Confidence.STATED
        assert one.sourced.confidence is not Confidence.SEEN or one.sourced.source, one.key


def test_nothing_in_the_template_begins_before_what_it_needs() -> None:
    file = preset()
    order = [one.key for one in file.in_order()]
    for one in file.tasks:
        for need in one.needs:
            assert order.index(need) < order.index(one.key)
            assert dates(file[need], OPENING, TOGO)[1] <= dates(one, OPENING, TOGO)[0]


def test_the_gates_of_lome() -> None:
    """By hand, on a calendar of 2019 and 2020: All Saints, a Sunday, New Year and Labour Day move four of them."""
    at = {gate.gate.key: gate.at for gate in gate_states(preset(), OPENING, TOGO, OPENING)}
    assert at == {
        "legal": date(2019, 10, 1),
        "orders": date(2019, 10, 31),
        "team": date(2019, 11, 29),
        "network": date(2019, 12, 31),
        "class_1": date(2020, 2, 19),
        "opening": date(2020, 4, 1),
        "month_1": date(2020, 5, 4),
        "month_3": date(2020, 7, 1),
        "month_6": date(2020, 10, 1),
    }


# -- where it stands


def test_states_on_a_day() -> None:
    done = with_done(
        preset(),
        entity=date(2019, 8, 30),
        tax_number=date(2019, 10, 1),
        bank=date(2019, 10, 4),
        social_security=date(2019, 9, 2),
    )
    states = {one.task.key: one for one in task_states(done, OPENING, TOGO, date(2019, 10, 10))}
    assert (states["entity"].state, states["entity"].late_days) == (State.DONE, 0)
    assert (states["bank"].state, states["bank"].late_days) == (State.DONE, 3)
    assert (states["lease"].state, states["lease"].late_days) == (State.LATE, 9)
    assert (states["links_order"].state, states["links_order"].blocked_by) == (State.BLOCKED, ("lease",))
    assert (states["site_team"].state, states["site_team"].blocked_by) == (State.DUE, ())
    assert states["pool"].state is State.PLANNED
    assert states["links_order"].moved_from == date(2019, 11, 1)
    assert states["links_order"].due == date(2019, 10, 31)
    assert states["lease"].moved_from is None


def test_a_task_is_late_from_the_day_after_it_was_due() -> None:
    file, _ = read(task("a", "T-2 m", "T-1 m"))
    due = date(2020, 2, 28)  # 1 March 2020 is a Sunday
    assert [one.state for one in task_states(file, OPENING, TOGO, due)] == [State.DUE]
    (late,) = task_states(file, OPENING, TOGO, due + timedelta(days=1))
    assert (late.state, late.late_days) == (State.LATE, 1)


def test_a_task_begun_early_is_in_its_days_and_one_done_waits_for_nothing() -> None:
    file, _ = read(task("a", started=date(2020, 1, 6)), task("b", "T-1 m", "T-1 w", "a", done=date(2020, 1, 6)))
    begun, done = task_states(file, OPENING, TOGO, date(2020, 1, 8))
    assert begun.state is State.DUE
    assert (done.state, done.blocked_by) == (State.DONE, ())


def test_a_day_agreed_by_hand_comes_before_the_template() -> None:
    file, _ = read(task("a", due_on=date(2020, 3, 20)))
    (one,) = task_states(file, OPENING, TOGO, date(2020, 3, 10))
    assert (one.due, one.moved_from, one.state) == (date(2020, 3, 20), date(2020, 3, 1), State.DUE)


def test_a_gate_waits_for_its_blocking_tasks() -> None:
    gate = [{"key": "g", "name": "G", "at": "T-1 m"}]
    file, faults = read(task("a", gate="g"), task("b", gate="g", blocking=False), gate=gate)
    assert not faults
    (before,) = gate_states(file, OPENING, TOGO, date(2020, 3, 2))
    assert (before.passed, before.waits_for, before.tasks, before.done, before.late_days) == (False, ("a",), 2, 0, 3)
    (after,) = gate_states(with_done(file, a=date(2020, 3, 1)), OPENING, TOGO, date(2020, 3, 2))
    assert (after.passed, after.done, after.late_days) == (True, 1, 0)


def test_a_gate_without_a_blocking_task_waits_for_all() -> None:
    file, _ = read(task("a", gate="g", blocking=False), gate=[{"key": "g", "name": "G", "at": "T"}])
    assert gate_states(file, OPENING, TOGO, OPENING)[0].waits_for == ("a",)


# -- how early


def test_the_template_begun_in_time_opens_in_time() -> None:
    found = earliest_opening(preset(), OPENING, TOGO, date(2019, 8, 1))
    assert found.day <= OPENING
    assert found.slack_days >= 0
    assert found.chain[0] == "entity"
    assert found.chain[-1] == "class_1"


def test_a_late_lease_is_not_what_decides_until_it_is() -> None:
    """Two chains from the company on: people (site team, reference site, pool, class), building (lease, links, acceptance)."""
    done = with_done(preset(), entity=date(2019, 8, 30), social_security=date(2019, 9, 30))
    people = earliest_opening(done, OPENING, TOGO, date(2019, 10, 1))
    assert people.chain == ("site_team", "reference_site", "pool", "class_1")
    advanced = with_done(done, site_team=date(2019, 11, 29), reference_site=date(2020, 1, 15), pool=date(2020, 2, 12))
    building = earliest_opening(advanced, OPENING, TOGO, date(2020, 2, 13))
    assert building.chain[0] == "lease"
    assert building.chain[-2:] == ("network_acceptance", "class_1")
    assert building.slack_days < 0


def test_the_chain_of_three_tasks_by_hand() -> None:
    """February and March 2020 have no holiday in Togo."""
    file, faults = read(
        task("a", "T-10 w", "T-9 w"),  # Wednesday 22 to Wednesday 29 January: 6 working days
        task("b", "T-9 w", "T-7 w", "a"),  # from the day after to 12 February: 10
        task("c", "T-9 w", "T-61 d"),  # 29 to 31 January: 3
        task("open", "T", "T", "b", "c"),
    )
    assert not faults
    days = {one.key: working_days_of(one, file, OPENING, TOGO) for one in file.tasks}
    assert days == {"a": 6, "b": 10, "c": 3, "open": 1}
    # From Monday 3 February: a to Monday 10, b from Tuesday 11 to Monday 24, the opening on Tuesday 25.
    found = earliest_opening(file, OPENING, TOGO, date(2020, 2, 3))
    assert (found.day, found.chain) == (date(2020, 2, 25), ("a", "b"))
    assert found.slack_days == 26  # 25 February to 1 April: three more in February, 22 in March, and 1 April


def test_a_task_begun_goes_on_from_its_first_day() -> None:
    file, _ = read(task("a", "T-10 w", "T-65 d", started=date(2020, 2, 3)))
    assert earliest_opening(file, OPENING, TOGO, date(2020, 2, 5)).day == date(2020, 2, 7)
    overdue = earliest_opening(file, OPENING, TOGO, date(2020, 2, 20))
    assert overdue.day == date(2020, 2, 21)  # not done today: tomorrow at the earliest


def test_a_task_begun_is_held_by_what_it_needs_only_if_that_ends_later() -> None:
    short, long = task("need", "T-62 d", "T-62 d"), task("a", "T-9 w", "T-1 w", "need", started=date(2020, 2, 3))
    file, _ = read(short, {**long, "starts": "T-61 d"})
    assert earliest_opening(file, OPENING, TOGO, date(2020, 2, 4)).chain == ("a",)
    assert earliest_opening(file, OPENING, TOGO, date(2020, 4, 20)).chain == ("need", "a")


def test_a_task_begun_that_ends_with_its_wait_is_held_by_it() -> None:
    """need: Monday 3 February; a, begun that day and of two days, ends on Tuesday as it would after the need."""
    file, _ = read(
        task("need", "T-61 d", "T-61 d"), task("a", "T-56 d", "T-55 d", "need", started=date(2020, 2, 3)), gate=[]
    )
    assert earliest_opening(file, OPENING, TOGO, date(2020, 2, 3)).chain == ("need", "a")


def test_a_day_entered_ahead_is_waited_for() -> None:
    file, _ = read(task("need", done=date(2020, 3, 10)), task("a", "T-3 w", "T-1 w", "need"))
    found = earliest_opening(file, OPENING, TOGO, date(2020, 3, 2))
    assert found.chain == ("need", "a")
    assert found.day == date(2020, 3, 26)  # eleven days from Wednesday 11 to Wednesday 25 March
    assert earliest_opening(file, OPENING, TOGO, date(2020, 3, 10)).chain == ("a",)


def test_what_comes_after_the_opening_or_blocks_nothing_does_not_hold_it() -> None:
    file, _ = read(task("after", "T", "T+1 m"), task("aside", blocking=False))
    assert earliest_opening(file, OPENING, TOGO, date(2020, 3, 28)) == earliest_opening(
        OpeningFile(), OPENING, TOGO, date(2020, 3, 28)
    )
    assert earliest_opening(file, OPENING, TOGO, date(2020, 3, 28)).day == date(2020, 3, 30)


# -- what is wrong


def test_a_dependency_on_nothing() -> None:
    file, faults = read(task("a", "T-2 m", "T-1 m", "lease"))
    assert faults == [("task_unknown", "task.1.needs")]
    assert file["a"].needs == ()


def test_a_circle_is_named_and_the_rest_stands() -> None:
    same = ("T-2 m", "T-2 m")
    file, faults = read_opening(
        {"task": [task("a", *same, "c"), task("b", *same, "a"), task("c", *same, "b"), task("d", *same, "a")]}
    )
    (fault,) = faults
    assert fault.code == "task_circle"
    named = fault["circle"].split(" > ")
    assert (named[0], set(named), len(named)) == (named[-1], {"a", "b", "c"}, 4)
    assert sum(len(one.needs) for one in file.tasks) == 3
    assert {one.key for one in file.in_order()} == {"a", "b", "c", "d"}


def test_a_task_that_needs_itself_and_two_circles() -> None:
    same = ("T-2 m", "T-2 m")
    _, faults = read(task("a", *same, "a"), task("b", *same, "c"), task("c", *same, "b"))
    assert [code for code, _ in faults] == ["task_circle", "task_circle"]


def test_a_file_in_which_everything_needs_everything_is_read_at_once() -> None:
    """Five thousand circles, each named; hours of work where every one is looked for from the beginning."""
    keys = [f"a{number}" for number in range(400)]
    needs = {key: [keys[(at + step) % 400] for step in range(1, 101)] for at, key in enumerate(keys)}
    file, faults = read_opening({"task": [task(key, "T-2 m", "T-2 m", *needs[key]) for key in keys]})
    assert {fault.code for fault in faults} == {"task_circle"}
    assert len(faults) + sum(len(one.needs) for one in file.tasks) == 40_000
    assert len(file.in_order()) == 400


@pytest.mark.parametrize(
    ("entry", "faults"),
    [
        (task("a", "T-1 m", "T-2 m"), [("end_before_start", "task.1.due")]),
        (task("a", done=date(2020, 1, 1), started=date(2020, 1, 2)), [("end_before_start", "task.1.done")]),
        (task("a", "six months before"), [("not_an_offset", "task.1.starts")]),
        (task("a", "T-2 m", ""), [("missing", "task.1.due")]),
        (task("a", gate="north"), [("gate_unknown", "task.1.gate")]),
        (task(""), [("missing", "task.1.key")]),
        (task("a", blocked=True), [("unknown_key", "task.1.blocked")]),
        (task("a", blocking="yes"), [("not_a_flag", "task.1.blocking")]),
        (task("a", confidence="sure"), [("not_a_choice", "task.1.confidence")]),
        (task("a", done="soon"), [("not_a_date", "task.1.done")]),
        (task("a", started=date(1, 1, 1)), [("date_out_of_range", "task.1.started")]),
        (task("a", done=date(9999, 12, 31)), [("date_out_of_range", "task.1.done")]),
        ({**task("a"), "needs": "b"}, [("not_a_list_of_texts", "task.1.needs")]),
        ({**task("a"), "name": {"de": "Miete"}}, [("not_a_text", "task.1.name")]),
        ({**task("a"), "name": 7}, [("not_a_text", "task.1.name")]),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(entry: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    assert read(entry)[1] == faults


def test_what_is_wrong_in_one_entry_spares_the_others() -> None:
    file, faults = read(task("a", "nonsense"), task("b"), task("b"), {"key": "c"})
    assert [one.key for one in file.tasks] == ["b"]
    assert faults == [
        ("not_an_offset", "task.1.starts"),
        ("key_twice", "task.3.key"),
        ("missing", "task.4.starts"),
        ("missing", "task.4.due"),
    ]


def test_a_task_that_begins_before_what_it_needs() -> None:
    file, faults = read(task("a"), task("b", "T-6 w", "T-1 w", "a"))
    assert faults == [("starts_before_need", "task.2.starts")]
    assert file["b"].needs == ("a",)


@pytest.mark.parametrize("document", [{"task": "none"}, {"task": {"key": "a"}}, {"gate": 3}])
def test_what_is_no_list(document: dict[str, Any]) -> None:
    file, faults = read_opening(document)
    assert [fault.code for fault in faults] == ["not_a_list"]
    assert file.tasks == ()


def test_an_entry_that_is_no_table() -> None:
    _, faults = read_opening({"task": ["lease"]})
    assert [(fault.code, fault.cell) for fault in faults] == [("not_a_table", "task.1")]


def test_a_site_does_not_open_on_a_day_of_rest() -> None:
    assert start_faults(OPENING, TOGO) == []
    (feast,) = start_faults(date(2020, 4, 13), TOGO)
    assert (feast.code, feast["holiday"], feast["next"]) == ("opens_on_day_of_rest", "Lundi de Pâques", "2020-04-14")
    (sunday,) = start_faults(date(2020, 4, 5), TOGO)
    assert (sunday["holiday"], sunday["next"]) == ("", "2020-04-06")


def test_words_in_the_language_there_is() -> None:
    assert (Label("bail", "lease").said("en"), Label("bail").said("en"), Label(en="lease").said("fr")) == (
        "lease",
        "bail",
        "lease",
    )


# -- whatever the file


@st.composite
def files(draw: st.DrawFn) -> OpeningFile:
    """Tasks of a week and more before the opening, each after those that it needs."""
    tasks: list[Task] = []
    for number in range(draw(st.integers(1, 7))):
        early = [one for one in tasks if one.due.count < -1]
        needs = draw(st.lists(st.sampled_from(early), unique=True)) if early else []
        starts = draw(st.integers(max((need.due.count for need in needs), default=-50), -2))
        due = draw(st.integers(starts + 1, -1))
        keys = tuple(need.key for need in needs)
        tasks.append(Task(f"t{number}", Label(), Offset(starts, "w"), Offset(due, "w"), blocking=True, needs=keys))
    return OpeningFile(tasks=tuple(tasks))


def paths(file: OpeningFile, key: str) -> Iterator[tuple[str, ...]]:
    """Every way through what a task needs, to the task."""
    for need in file[key].needs:
        yield from ((*way, key) for way in paths(file, need))
    yield (key,)


@given(files(), st.dates(date(2019, 1, 1), date(2020, 3, 1)))
def test_the_chain_is_the_longest_way_of_all(file: OpeningFile, today: date) -> None:
    """Nothing begun, nothing done: a way takes the sum of its tasks, and the longest decides."""
    days = {one.key: working_days_of(one, file, OPENING, TOGO) for one in file.tasks}
    longest = max(sum(days[key] for key in way) for one in file.tasks for way in paths(file, one.key))
    found = earliest_opening(file, OPENING, TOGO, today)
    assert found.day == TOGO.last_of(today, longest + 1)
    assert sum(days[key] for key in found.chain) == longest
    assert all(before in file[after].needs for before, after in zip(found.chain, found.chain[1:], strict=False))


@given(files())
def test_who_begins_by_the_template_opens_by_it(file: OpeningFile) -> None:
    first = min(dates(one, OPENING, TOGO)[0] for one in file.tasks)
    assert earliest_opening(file, OPENING, TOGO, first).slack_days >= 0


@given(files(), st.dates(date(2019, 6, 1), date(2020, 3, 1)), st.data())
def test_nothing_done_makes_the_opening_later(file: OpeningFile, today: date, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from([one.key for one in file.tasks]))
    before = earliest_opening(file, OPENING, TOGO, today).day
    assert earliest_opening(with_done(file, **{key: today}), OPENING, TOGO, today).day <= before
    assert earliest_opening(file, OPENING, TOGO, today + timedelta(days=10)).day >= before
