"""What is kept of a site: a report of the day changes one cell, versions are never lost, and nobody overwrites unseen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.planning import actions
from woezo.planning.models import Plan
from woezo.planning.opening import site_files
from woezo.planning.opening.cells import as_typed, place_of, shown_at
from woezo.planning.opening.site_files import Cell, current, history, preset
from woezo.planning.texts.toml import read, value_at
from woezo.trail.models import AuditEntry

pytestmark = pytest.mark.django_db

OPENING = """# ours
[[task]]
key = "lease"
owner = { fr = "Direction", en = "Director" }
done = 2020-01-03 # at last

[[task]]
key = "line"
"""


def held(plan: Plan, file: str = "opening") -> dict[str, Any]:
    """What stands there."""
    return read(current(plan, file).text)


def refused(code: str, act: Any, *args: Any) -> Problem:
    with pytest.raises(Problem) as caught:
        act(*args)
    assert caught.value.code == code
    return caught.value


@pytest.fixture
def own(plan: Plan, awa: User) -> Plan:
    """A plan whose opening file is a short one."""
    site_files.revise(plan, "opening", 0, OPENING, awa)
    return plan


def test_every_file_begins_with_its_preset_and_no_row(plan: Plan) -> None:
    for file in ("opening", "requirements", "cities"):
        first = current(plan, file)
        assert (first.number, first.text, first.author) == (0, preset(plan, file), None)
        assert [one.number for one in history(plan, file)] == [0]
    assert not plan.files.exists()


def test_a_report_changes_its_cells_and_nothing_else(own: Plan, koffi: User) -> None:
    cells = [Cell("task.line.done", "", "2020-02-01"), Cell("task.line.remark", "", "two cables")]
    after = site_files.report(own, "opening", cells, koffi)
    assert after.text == OPENING + 'done = 2020-02-01\nremark = "two cables"\n'
    assert (after.number, after.author, after.what) == (
        2,
        koffi,
        "task.line.done: – → 2020-02-01; task.line.remark: – → two cables",
    )
    entry = AuditEntry.objects.order_by("-pk")[0]
    assert (entry.action, entry.object_type, entry.object_id, entry.actor_id) == (
        "changed",
        "plan",
        str(own.pk),
        koffi.pk,
    )
    assert entry.detail["fields"] == ["opening.task.line.done", "opening.task.line.remark"]


def test_an_empty_field_takes_the_cell_out(own: Plan, awa: User) -> None:
    site_files.report(own, "opening", [Cell("task.lease.done", "2020-01-03", "")], awa)
    assert value_at(held(own), "task.1") == {"key": "lease", "owner": {"fr": "Direction", "en": "Director"}}


def test_two_who_report_different_cells_do_not_meet(own: Plan, awa: User, koffi: User) -> None:
    """Both had the same page before their eyes, and a third has put a task in above."""
    text = OPENING.replace("# ours", '[[task]]\nkey = "new"')
    site_files.revise(own, "opening", 1, text, awa)
    site_files.report(own, "opening", [Cell("task.line.done", "", "2020-02-01")], awa)
    site_files.report(own, "opening", [Cell("task.lease.done", "2020-01-03", "2020-01-04")], koffi)
    assert [one.get("done") for one in held(own)["task"]] == [None, date(2020, 1, 4), date(2020, 2, 1)]
    assert current(own, "opening").number == 4


def test_who_reports_the_same_cell_second_learns_who_was_first(own: Plan, awa: User, koffi: User) -> None:
    site_files.report(own, "opening", [Cell("task.line.done", "", "2020-02-01")], koffi)
    cells = [Cell("task.line.remark", "", "late"), Cell("task.line.done", "", "2020-02-02")]
    problem = refused("plan_changed", site_files.report, own, "opening", cells, awa)
    assert "Koffi" in problem.body()["error"]["message"]
    assert value_at(held(own), "task.2.remark") is None, "all of a report or nothing"
    same = site_files.report(own, "opening", [Cell("task.line.done", "", "2020-02-01")], awa)
    assert same.number == 2, "the same news twice is no change"


def test_words_in_two_languages_are_seen_in_ones_own(own: Plan, awa: User, koffi: User) -> None:
    with translation.override("en"):
        refused("plan_changed", site_files.report, own, "opening", [Cell("task.lease.owner", "Direction", "Awa")], awa)
        site_files.report(own, "opening", [Cell("task.lease.owner", "Director", "Awa")], awa)
    with translation.override("fr"):
        site_files.report(own, "opening", [Cell("task.lease.owner", "Awa", "Koffi")], koffi)
    assert value_at(held(own), "task.1.owner") == "Koffi"


@pytest.mark.parametrize(
    "key", ["", "task", "task.", "task.lease", "task.lease.", "task.lease.key", "task.rent.done", "gate.a.at", "x.y.z"]
)
def test_only_what_is_reported_has_a_place(own: Plan, awa: User, key: str) -> None:
    assert place_of(held(own), key) is None
    refused("plan_no_key", site_files.report, own, "opening", [Cell(key, "", "x")], awa)


def test_places_in_strange_documents() -> None:
    assert place_of({"task": 5}, "task.a.done") is None
    assert place_of({"task": [1, {"key": 7}, {"key": "a.b"}, {"key": "a"}]}, "task.a.b.done") == "task.3.done"
    assert place_of({"task": [1, {"key": 7}, {"key": "a.b"}, {"key": "a"}]}, "task.a.done") == "task.4.done"
    assert shown_at({"task": [{"key": "a", "owner": {"fr": 5}}]}, "task.1.owner", "en") == "5"


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("task.a.done", "2020-02-01", date(2020, 2, 1)),
        ("task.a.done", "soon", "soon"),
        ("task.a.done_by", "12", "12"),
        ("requirement.a.gap", "2020-02-01", "2020-02-01"),
        ("criterion.a.weight", "0,5", 0.5),
        ("city.a.marks.pay", "7", 7),
        ("city.a.marks.pay", "", None),
    ],
)
def test_what_is_typed_is_a_day_a_number_or_words(key: str, typed: str, value: object) -> None:
    found = as_typed(key, typed)
    assert (found, type(found)) == (value, type(value))


def test_a_mark_says_who_entered_it(plan: Plan, awa: User) -> None:
    with translation.override("en"):
        site_files.report(
            plan, "cities", [Cell("city.lome.marks.pay", "8", "9"), Cell("criterion.pay.weight", "20", "25")], awa
        )
    mark = held(plan, "cities")["city"][0]["marks"]["pay"]
    assert mark == {"value": 9, "source": "Entered by Awa Mensah", "confidence": "assumed", "date": date(2026, 11, 23)}
    assert held(plan, "cities")["criterion"][1]["weight"] == 25


def test_a_text_is_revised_where_it_was_seen_and_restored(own: Plan, awa: User, koffi: User) -> None:
    second = site_files.revise(own, "opening", 1, "a = 1", koffi)
    assert site_files.revise(own, "opening", 2, "a = 1", awa) == second
    refused("plan_changed", site_files.revise, own, "opening", 1, "a = 2", awa)
    refused("toml_equals", site_files.revise, own, "opening", 2, "a 2", awa)
    refused("toml_parts", site_files.revise, own, "opening", 2, "a." * 60_000 + "a = 1", awa)
    refused("toml_brackets", site_files.revise, own, "opening", 2, "a = " + "[" * 60_000, awa)
    refused("plan_too_large", site_files.revise, own, "opening", 2, "a = 1 #" + "x" * 200_000, awa)
    beginning = site_files.version_of(own, "opening", 0)
    assert beginning is not None
    site_files.restore(own, "opening", 2, beginning, awa)
    assert current(own, "opening").text == preset(own, "opening")
    assert [one.number for one in history(own, "opening")] == [3, 2, 1, 0]
    assert site_files.version_of(own, "opening", 9) is None


def test_a_report_may_not_outgrow_the_file(own: Plan, awa: User) -> None:
    site_files.revise(own, "opening", 1, OPENING + "#" * 199_700, awa)
    refused("plan_too_large", site_files.report, own, "opening", [Cell("task.line.remark", "", "x" * 300)], awa)


def test_a_copy_of_a_plan_takes_its_files_along(own: Plan, awa: User) -> None:
    copy = actions.duplicate(own, "Kara", awa)
    assert current(copy, "opening").text == OPENING
    assert (current(copy, "opening").kind, current(copy, "cities").number) == ("copy", 0)
    site_files.report(copy, "opening", [Cell("task.line.done", "", "2020-02-01")], awa)
    assert current(own, "opening").text == OPENING
    actions.delete(copy, "Kara", awa)
    assert current(own, "opening").text == OPENING
