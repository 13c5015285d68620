"""Plans are changed version by version, and nobody overwrites what he has not seen."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.planning.conftest import PLAN
from woezo.accounts.models import Role, User
from woezo.accounts.problems import Problem
from woezo.planning import actions
from woezo.planning.access import plans_visible_to
from woezo.planning.models import Kind, Plan, Revision
from woezo.planning.opening import site_files
from woezo.planning.reads import history_of, in_force, plans_of, presets, since
from woezo.planning.texts.toml import LARGEST_BYTES, read, value_at
from woezo.trail.models import AuditEntry

pytestmark = pytest.mark.django_db


def now(plan: Plan) -> Revision:
    """What stands there."""
    found = Plan.objects.select_related("current").get(pk=plan.pk).current
    assert found is not None
    return found


def refused(code: str, act: Any, *args: Any) -> Problem:
    with pytest.raises(Problem) as caught:
        act(*args)
    assert caught.value.code == code
    assert caught.value.body()["error"]["remedy"]
    return caught.value


def trail() -> list[tuple[str, list[str]]]:
    rows = AuditEntry.objects.filter(object_type="plan").order_by("pk")
    return [(row.action, row.detail["fields"]) for row in rows]


def test_a_plan_begins_with_one_version_and_tells_its_site_and_opening(plan: Plan, awa: User) -> None:
    first = now(plan)
    assert (first.number, first.text, first.kind, first.what, first.author) == (1, PLAN, "file", "lome.toml", awa)
    assert (first.site, first.opens) == ("Lomé", date(2020, 4, 1))
    assert trail() == [("created", [])]


def test_a_change_of_a_key_is_a_version_with_a_note(plan: Plan, koffi: User) -> None:
    after = actions.change(plan, now(plan).pk, {"class.1.size": 25, "site.opening": date(2020, 5, 4)}, koffi)
    assert now(plan) == after
    assert (after.number, after.author) == (2, koffi)
    assert after.what == "site.opening: 2020-04-01 → 2020-05-04; class.1.size: 20 → 25"
    assert after.opens == date(2020, 5, 4)
    assert after.text == PLAN.replace("20 #", "25 #").replace("04-01", "05-04")
    assert trail()[-1] == ("changed", ["site.opening", "class.1.size"])


def test_an_entered_figure_says_who_entered_it(plan: Plan, koffi: User) -> None:
    text = PLAN + 'ratio = {value = 0.1, source = "HR"}\n'
    seen = actions.revise(plan, now(plan).pk, text, koffi)
    after = actions.change(plan, seen.pk, {"class.1.ratio": 0.2}, koffi)
    assert value_at(read(after.text), "class.1.ratio.source") == "Saisi par Koffi"
    assert value_at(read(after.text), "class.1.ratio.date") == date(2026, 11, 23)


def test_entries_come_and_go(plan: Plan, awa: User) -> None:
    seen = actions.add_entry(plan, now(plan).pk, "class", {"size": 12}, awa)
    assert [one["size"] for one in read(seen.text)["class"]] == [20, 12]
    seen = actions.remove_entry(plan, seen.pk, "class.1", awa)
    assert [one["size"] for one in read(seen.text)["class"]] == [12]
    assert seen.number == 3


def test_what_changes_nothing_makes_no_version(plan: Plan, awa: User) -> None:
    before = now(plan)
    assert actions.change(plan, before.pk, {"class.1.size": 20}, awa) == before
    assert actions.revise(plan, before.pk, PLAN, awa) == before
    assert actions.restore(plan, before.pk, before, awa) == before
    assert len(trail()) == 1


def test_undo_and_redo_move_and_a_change_takes_a_number_of_its_own(plan: Plan, awa: User) -> None:
    """Version 3 may be signed and in a drawer: no other one is called so, and it can be found again."""
    first = now(plan)
    second = actions.change(plan, first.pk, {"class.1.size": 21}, awa)
    third = actions.change(plan, second.pk, {"class.1.size": 22}, awa)
    assert actions.undo(plan, third.pk, awa) == second
    assert actions.undo(plan, second.pk, awa) == first
    assert actions.redo(plan, first.pk, awa) == second == now(plan)
    assert [row.number for row in history_of(plan)] == [3, 2, 1]
    fourth = actions.change(plan, second.pk, {"class.1.size": 30}, awa)
    assert (fourth.number, [row.number for row in history_of(plan)]) == (4, [4, 3, 2, 1])
    assert set(in_force(now(plan).plan)) == {first.pk, second.pk, fourth.pk}
    refused("plan_last", actions.redo, plan, fourth.pk, awa)
    assert actions.undo(plan, fourth.pk, awa) == second
    actions.undo(plan, second.pk, awa)
    refused("plan_first", actions.undo, plan, first.pk, awa)
    assert [name for name, _ in trail()[1:]] == ["changed"] * 2 + ["undone"] * 2 + ["redone", "changed"] + [
        "undone"
    ] * 2


def test_who_comes_second_learns_who_was_first(plan: Plan, awa: User, koffi: User) -> None:
    seen = now(plan).pk
    theirs = actions.change(plan, seen, {"class.1.size": 21}, koffi)
    for act, args in [
        (actions.change, [{"class.1.size": 22}, awa]),
        (actions.add_entry, ["class", {}, awa]),
        (actions.remove_entry, ["class.1", awa]),
        (actions.revise, [PLAN + "x = 1", awa]),
        (actions.restore, [theirs, awa]),
        (actions.undo, [awa]),
        (actions.redo, [awa]),
    ]:
        problem = refused("plan_changed", act, plan, seen, *args)
        assert "Koffi" in problem.body()["error"]["message"]
        assert "12:00" in problem.body()["error"]["message"]
    assert now(plan) == theirs
    assert since(Plan.objects.get(pk=plan.pk), seen) == [theirs]


def test_of_two_versions_made_from_one_the_last_is_done_again(plan: Plan, awa: User) -> None:
    first = now(plan)
    second = actions.change(plan, first.pk, {"class.1.size": 21}, awa)
    actions.undo(plan, second.pk, awa)
    third = actions.change(plan, first.pk, {"class.1.size": 22}, awa)
    actions.undo(plan, third.pk, awa)
    assert actions.redo(plan, first.pk, awa) == third
    assert actions.restore(plan, third.pk, second, awa).text == second.text


def test_a_version_that_was_undone_is_not_taken_for_the_one_in_its_place(plan: Plan, awa: User, koffi: User) -> None:
    first = now(plan)
    seen = actions.change(plan, first.pk, {"class.1.size": 21}, awa)
    actions.undo(plan, seen.pk, koffi)
    other = actions.change(plan, first.pk, {"class.1.size": 30}, koffi)
    assert other.number == 3
    refused("plan_changed", actions.change, plan, seen.pk, {"class.1.size": 22}, awa)
    assert since(Plan.objects.get(pk=plan.pk), seen.pk) == [other]


def test_an_old_version_comes_back_as_the_newest(plan: Plan, awa: User) -> None:
    first = now(plan)
    second = actions.change(plan, first.pk, {"class.1.size": 21}, awa)
    third = actions.restore(plan, second.pk, first, awa)
    assert (third.number, third.text, third.kind, third.what) == (3, PLAN, "restore", "1")


def test_a_copy_has_the_text_and_a_history_of_its_own(plan: Plan, koffi: User) -> None:
    seen = actions.change(plan, now(plan).pk, {"class.1.size": 21}, koffi)
    copy = actions.duplicate(Plan.objects.get(pk=plan.pk), " Lomé,  lent ", koffi)
    assert (copy.name, now(copy).text, now(copy).number) == ("Lomé, lent", seen.text, 1)
    assert (now(copy).kind, now(copy).what) == (Kind.COPY, "Lomé 2020")
    actions.change(copy, now(copy).pk, {"class.1.size": 30}, koffi)
    assert now(plan) == seen


def test_a_name_is_one_plans(plan: Plan, awa: User) -> None:
    other = actions.duplicate(plan, "Other", awa)
    refused("plan_name_taken", actions.rename, other, "Lomé 2020", awa)
    refused("plan_name_taken", actions.duplicate, plan, "Other", awa)
    for nothing in ("", " \n", "\0\x01"):
        refused("plan_name_empty", actions.rename, other, nothing, awa)
    other.refresh_from_db()
    assert other.name == "Other"
    actions.rename(other, "x" * 200, awa)
    assert Plan.objects.get(pk=other.pk).name == "x" * 120
    assert trail()[-1] == ("changed", ["name"])


def test_a_plan_goes_with_all_its_versions_if_its_name_is_typed(plan: Plan, awa: User) -> None:
    actions.change(plan, now(plan).pk, {"class.1.size": 21}, awa)
    actions.undo(plan, now(plan).pk, awa)
    refused("plan_name_differs", actions.delete, plan, "Lomé", awa)
    assert Plan.objects.exists()
    actions.delete(plan, " Lomé 2020 ", awa)
    connection.check_constraints()
    assert not Plan.objects.exists()
    assert not Revision.objects.exists()
    assert trail()[-1] == ("removed", [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a 5", "toml_equals"),
        ("a = 1\na = 2", "toml_twice"),
        ('a = "', "toml_open"),
        ("a = 0,5", "toml_rest"),
        ('a = "\x01"', "toml_character"),
        ("a = x", "toml_value"),
        ("a = " + "[" * 50_000, "toml_brackets"),
        ("a = 1e" + "9" * 23, "toml_number"),
        ("[z]\n" + ".".join("a" * 20_000) + " = 1", "toml_parts"),
        ("[z]\n" + ".".join("a" * 60_000) + " = 1", "toml_parts"),
        ("a = '" + "é" * 100_000 + "'", "plan_too_large"),
    ],
)
def test_a_text_that_is_no_plan_is_refused_and_nothing_changes(plan: Plan, awa: User, text: str, code: str) -> None:
    refused(code, actions.revise, plan, now(plan).pk, text, awa)
    refused(code, actions.create, "Other", text, Kind.FILE, "", awa)
    assert now(plan).text == PLAN
    assert Plan.objects.count() == 1


def test_a_key_that_names_no_place_is_refused(plan: Plan, awa: User) -> None:
    seen = now(plan).pk
    problem = refused("plan_no_key", actions.change, plan, seen, {"class.7.size": 1}, awa)
    assert "class.7.size" in problem.body()["error"]["message"]
    refused("plan_no_key", actions.remove_entry, plan, seen, "class.7", awa)
    tricky = actions.revise(plan, seen, 'note = """\n[[class]]\n"""\n[[class]]\n', awa)
    refused("plan_by_hand", actions.remove_entry, plan, tricky.pk, "class.1", awa)


def test_a_note_and_a_heading_hold_what_their_columns_can(plan: Plan, awa: User) -> None:
    text = f'[site]\nname = "a\\u0000b{"c" * 300}"\nopening = 2020-04-01T00:00:00Z\n'
    after = actions.revise(plan, now(plan).pk, text, awa)
    assert after.site == "ab" + "c" * 118
    assert after.opens is None
    assert len(after.what) == 200
    assert "\0" not in after.what
    after = actions.revise(plan, after.pk, "[site]\nname = 5\nopening = 'soon'", awa)
    assert (after.site, after.opens) == ("", None)
    assert actions.revise(plan, after.pk, "", awa).text == ""
    assert len(PLAN.encode()) < LARGEST_BYTES


def test_planners_and_administrators_see_all_plans_and_nobody_else_any(plan: Plan, awa: User, koffi: User) -> None:
    for user in (awa, koffi):
        assert plans_of(user) == [plan]
    for role in set(Role) - {Role.PLANNER, Role.ADMINISTRATOR}:
        assert not plans_visible_to(User(role=role)).exists()


@pytest.mark.parametrize("code", presets())
def test_every_preset_is_a_plan_with_a_site_and_an_opening(code: str, awa: User) -> None:
    preset = presets()[code]
    first = now(actions.create("New", preset.text, Kind.PRESET, preset.name, awa))
    assert first.site == preset.name
    assert first.opens is not None


class Steps(TestCase):
    """Undo, redo and changes in any order are those of an editor."""

    @settings(max_examples=40)
    @given(st.lists(st.sampled_from(["undo", "redo", "change", "restore"]), max_size=14))
    def test_versions_move_as_in_an_editor(self, steps: list[str]) -> None:
        user = User.objects.create_user("x@example.org", None, name="X", role=Role.PLANNER)
        plan = actions.create("P", "size = 0", Kind.FILE, "", user)
        done, undone, count = ["size = 0"], [], 0
        for step in steps:
            here = now(plan)
            if step == "change":
                count += 1
                actions.revise(plan, here.pk, f"size = {count}", user)
                done, undone = [*done, f"size = {count}"], []
            elif step == "restore" and done[-1] != done[0]:
                first = plan.revisions.get(number=1)
                actions.restore(plan, here.pk, first, user)
                done, undone = [*done, done[0]], []
            elif step == "undo" and len(done) > 1:
                actions.undo(plan, here.pk, user)
                undone.append(done.pop())
            elif step == "redo" and undone:
                actions.redo(plan, here.pk, user)
                done.append(undone.pop())
            assert now(plan).text == done[-1]
            texts = dict(plan.revisions.values_list("pk", "text"))
            assert [texts[pk] for pk in in_force(now(plan).plan)] == done[::-1]
        assert plan.revisions.count() == plan.revisions.order_by("number").last().number  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
def test_no_text_is_read_while_a_transaction_is_open(plan: Plan, awa: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite lets nobody else write from its beginning to its end."""
    within: list[bool] = []
    loads = tomllib.loads

    def watched(*args: Any, **kwargs: Any) -> dict[str, Any]:
        within.append(connection.in_atomic_block)
        return loads(*args, **kwargs)

    monkeypatch.setattr(tomllib, "loads", watched)
    seen = actions.change(plan, now(plan).pk, {"class.1.size": 21}, awa)
    seen = actions.restore(plan, seen.pk, plan.revisions.get(number=1), awa)
    site_files.revise(plan, "opening", 0, '[[task]]\nkey = "lease"\n', awa)
    site_files.report(plan, "opening", [site_files.Cell("task.lease.done", "", "2020-02-01")], awa)
    copy = actions.duplicate(now(plan).plan, "Copy", awa)
    assert site_files.current(copy, "opening").text.endswith("done = 2020-02-01\n")
    assert len(within) > 10
    assert not any(within)
