"""The pages of plans, as a browser without script sends their forms."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tests.planning.conftest import PLAN
from woezo.accounts.models import Role, User
from woezo.entrypoints.demo import seed_demo
from woezo.planning import actions
from woezo.planning.models import Plan, Revision

pytestmark = pytest.mark.django_db


def page(answer: Any, status: int = 200) -> str:
    """The text of an answer, entities resolved."""
    assert answer.status_code == status, answer.content.decode()[:2000]
    assert b"style=" not in answer.content
    return html.unescape(answer.content.decode())


def seen(client: Client, path: str) -> str:
    """The version that a form carries."""
    found = re.search(r'name="seen" value="(\d+)"', page(client.get(path)))
    assert found
    return found[1]


def now(plan: Plan) -> Revision:
    found = Plan.objects.select_related("current__author").get(pk=plan.pk).current
    assert found is not None
    return found


def upload(content: bytes, name: str = "site.toml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_planner_begins_at_her_plans_and_an_empty_list_says_what_to_do(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/plans/"
    text = page(client.get("/plans/"))
    assert "No plan yet" in text
    assert 'href="/plans/new/"' in text
    assert 'href="/plans/" aria-current="page">Plans' in text


def test_the_demo_has_a_planner_with_a_button(db: None, settings: Settings) -> None:
    settings.DEMO = True
    seed_demo()
    text = page(Client().get("/sign-in/"))
    assert re.search(r'value="\d+">Delphine Akakpo<span class="muted">Planificateur<', text)


def test_others_have_no_entry(settings: Settings, browser_of: Callable[[User], Client]) -> None:
    vigie = User.objects.create_user("v@example.org", None, name="V", role=Role.VIGIE)
    assert "/plans/" not in page(browser_of(vigie).get("/programmes/"))


def test_a_plan_begins_with_a_preset(client: Client, awa: User) -> None:
    assert "Lomé" in page(client.get("/plans/new/"))
    answer = client.post("/plans/new/", {"name": "Site IV", "preset": "lome"})
    made = Plan.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/plans/{made.pk}/")
    listed = page(client.get("/plans/"))
    for cell in ("Site IV", "Lomé", "1 April 2020", "Awa Mensah", "23 November 2026"):
        assert cell in listed
    assert client.post("/plans/new/", {"name": "X", "preset": "nowhere"}).status_code == 404


def test_a_plan_begins_with_a_file(client: Client) -> None:
    file = upload(b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode(), "kara.toml")
    assert client.post("/plans/new/", {"name": "", "file": file}).status_code == 302
    plan = Plan.objects.get()
    assert (plan.name, now(plan).text, now(plan).what) == ("kara", PLAN, "kara.toml")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "Lomé 2020", "preset": "lome"}, "Another plan has the name “Lomé 2020”."),
        ({"name": " ", "preset": "lome"}, "The plan has no name."),
        ({"name": "New"}, "No file was chosen."),
        ({"name": "New", "file": upload(b"x = 1 #" + b"x" * 200_000)}, "Text too large: 201 kB, 200 kB at most."),
        ({"name": "New", "file": upload("é = 1".encode("latin-1"))}, "This file is not in UTF-8."),
        (
            {"name": "New", "file": upload(b"a = 1\nb")},
            "Line 2, column 2: this is not TOML. Write a key, an equals sign",
        ),
    ],
)
def test_what_cannot_begin_is_said_and_what_was_typed_stays(
    client: Client, plan: Plan, fields: dict[str, Any], words: str
) -> None:
    text = page(client.post("/plans/new/", fields), 422)
    assert words in text
    assert f'value="{fields["name"]}"' in text
    assert Plan.objects.count() == 1


def test_the_text_is_saved_and_a_leading_blank_line_stays(client: Client, plan: Plan) -> None:
    path = f"/plans/{plan.pk}/text/"
    assert f">\n{PLAN}</textarea>" in page(client.get(path))
    typed = "\r\n# new\r\n" + PLAN.replace("\n", "\r\n")
    assert client.post(path, {"seen": seen(client, path), "text": typed}).status_code == 302
    assert now(plan).text == f"\n# new\n{PLAN}"
    assert f">\n\n# new\n{PLAN}</textarea>" in page(client.get(path))
    assert client.post(path, {"seen": "1"}).status_code == 400
    assert now(plan).number == 2


def test_a_text_that_cannot_be_read_is_shown_with_its_line(client: Client, plan: Plan) -> None:
    path = f"/plans/{plan.pk}/text/"
    typed = PLAN + "rate = 0,05\n"
    text = page(client.post(path, {"seen": seen(client, path), "text": typed}), 422)
    assert "Line 8, column 9: this is not TOML. Begin a new line after the value. A decimal takes a point" in text
    assert "<code>rate = 0,05</code>" in text
    assert f">\n{typed}</textarea>" in text
    assert now(plan).text == PLAN


def test_who_saves_second_sees_both_versions_and_may_keep_his(client: Client, plan: Plan, koffi: User) -> None:
    path = f"/plans/{plan.pk}/text/"
    old = seen(client, path)
    theirs = actions.change(plan, int(old), {"class.1.size": 25}, koffi)
    mine = PLAN.replace("size = 20", "size = 30")
    text = page(client.post(path, {"seen": old, "text": mine}), 409)
    assert "Koffi changed this plan at 12:00. Compare both versions, then save again to keep yours." in text
    assert "class.1.size: 20 → 25" in text
    assert "<code>class.1.size</code></td><td>25</td><td>30</td>" in text
    assert f">\n{mine}</textarea>" in text
    assert f"readonly>\n{theirs.text}</textarea>" in text
    fresh = re.findall(r'name="seen" value="(\d+)"', text)
    assert client.post(path, {"seen": fresh[0], "text": mine}).status_code == 302
    assert (now(plan).text, now(plan).number) == (mine, 3)


def test_keys_are_changed_as_they_are_typed(client: Client, plan: Plan) -> None:
    path = f"/plans/{plan.pk}/change/"
    fields = {
        "seen": now(plan).pk,
        "key": ["class.1.size", "site.name", "site.per_euro", "site.opening"],
        "value": ["25", "12", "655,957", "2020-05-04"],
        "was": ["20", "Lomé", "", "2020-05-04"],
    }
    assert client.post(path, fields).headers["Location"] == f"/plans/{plan.pk}/#g-site"
    assert now(plan).what == "site.name: Lomé → 12; site.per_euro: – → 655.957; class.1.size: 20 → 25"
    assert 'name = "12"' in now(plan).text
    client.post(path, {"seen": now(plan).pk, "key": "site.per_euro", "value": " ", "was": "655.957"})
    assert "per_euro" not in now(plan).text
    client.post(path, {"seen": now(plan).pk, "add": "class"})
    client.post(path, {"seen": now(plan).pk, "remove": "class.1"})
    assert "[[class]]" in now(plan).text
    assert "size" not in now(plan).text


def test_keys_changed_by_somebody_else_meanwhile_are_shown_beside_ones_own(
    client: Client, plan: Plan, koffi: User
) -> None:
    path, old = f"/plans/{plan.pk}/change/", now(plan).pk
    actions.change(plan, old, {"class.1.size": 25}, koffi)
    text = page(client.post(path, {"seen": old, "key": "class.1.size", "value": "30"}), 409)
    assert "Koffi changed this plan at 12:00." in text
    assert '<td>25</td><td><input name="value" value="30" aria-label="class.1.size">' in text
    fresh = re.findall(r'name="seen" value="(\d+)"', text)
    assert client.post(path, {"seen": fresh[0], "key": "class.1.size", "value": "30"}).status_code == 302
    assert "size = 30 # first" in now(plan).text
    text = page(client.post(path, {"seen": old, "add": "class"}), 409)
    assert "adding an entry to class" in text
    assert 'name="add" value="class"' in text
    assert "Save my version" in text


@pytest.mark.parametrize(
    ("theirs", "mine", "is_offered"),
    [
        ("class.1", {"remove": "class.2"}, False),
        ("class.3", {"remove": "class.2"}, True),
        ("class.2", {"remove": "class.2"}, False),
        ("class.1", {"key": "class.2.size", "value": "30"}, False),
        ("class.3", {"key": "class.2.size", "value": "30"}, True),
        ("class.3", {"key": "class.3.size", "value": "30"}, False),
        ("class.1", {"key": "site.name", "value": "Kara"}, True),
        ({"class.2.size": 50}, {"remove": "class.2"}, False),
        ({"class.1.size": 50}, {"remove": "class.2"}, True),
        ({"class.2.size": 50}, {"key": "class.2.size", "value": "30"}, True),
    ],
)
def test_ones_own_version_is_offered_only_where_the_entry_is_the_one_that_was_seen(
    client: Client, plan: Plan, koffi: User, theirs: Any, mine: dict[str, str], is_offered: bool
) -> None:
    """A number names another entry once somebody has taken out one before it."""
    old = actions.revise(plan, now(plan).pk, PLAN + "[[class]]\nsize = 21\n[[class]]\nsize = 22\n", koffi).pk
    if isinstance(theirs, str):
        actions.remove_entry(plan, old, theirs, koffi)
    else:
        actions.change(plan, old, theirs, koffi)
    text = page(client.post(f"/plans/{plan.pk}/change/", {"seen": old, **mine}), 409)
    assert ("Save my version" in text) is is_offered
    assert ("Back to the plan" in text) is not is_offered
    if "remove" in mine:
        assert "<dt><code>size</code></dt><dd>21</dd>" in text


def test_a_key_that_cannot_be_changed_is_said(client: Client, plan: Plan) -> None:
    fields = {"seen": now(plan).pk, "key": "class.9.size", "value": "30"}
    text = page(client.post(f"/plans/{plan.pk}/change/", fields), 422)
    assert "The plan has no place “class.9.size”." in text
    assert 'value="30"' in text


def test_undo_and_redo_are_offered_where_there_is_something(client: Client, plan: Plan, awa: User) -> None:
    path = f"/plans/{plan.pk}/"
    assert "undo/" not in page(client.get(path))
    actions.change(plan, now(plan).pk, {"class.1.size": 25}, awa)
    old = seen(client, path)
    text = page(client.post(f"{path}undo/", {"seen": old}, follow=True))
    assert "This is version 1 now." in text
    assert "undo/" not in text
    assert "There is no earlier version." in page(
        client.post(f"{path}undo/", {"seen": seen(client, path)}, follow=True)
    )
    assert "Awa Mensah changed this plan" in page(client.post(f"{path}redo/", {"seen": old}, follow=True))
    assert "This is version 2 now." in page(client.post(f"{path}redo/", {"seen": seen(client, path)}, follow=True))
    for nonsense in ("", "x", "-1", "9" * 40, "²"):
        assert client.post(f"{path}undo/", {"seen": nonsense}).status_code == 302
    assert now(plan).number == 2


def test_who_undoes_the_change_of_another_is_told_so_and_it_can_be_found_again(
    client: Client, plan: Plan, koffi: User
) -> None:
    path = f"/plans/{plan.pk}/"
    theirs = actions.change(plan, now(plan).pk, {"class.1.size": 25}, koffi)
    told = page(client.post(f"{path}undo/", {"seen": theirs.pk}, follow=True))
    assert "This is version 1 now. Version 2 by Koffi" in told
    assert "stays in the history." in told
    client.post(f"{path}change/", {"seen": now(plan).pk, "key": "class.1.size", "value": "30"})
    assert now(plan).number == 3
    rows = re.findall(r'<tr><td class="num">.*?</tr>', page(client.get(f"{path}history/")), re.S)
    assert ["undone version" in row for row in rows] == [False, True, False]
    assert "size = 25" in page(client.get(f"{path}history/2/"))
    client.post(f"{path}history/2/restore/", {"seen": now(plan).pk})
    assert (now(plan).number, now(plan).text) == (4, theirs.text)


def test_the_history_tells_who_when_and_what_and_brings_an_old_version_back(
    client: Client, plan: Plan, koffi: User
) -> None:
    actions.change(plan, now(plan).pk, {"class.1.size": 25}, koffi)
    path = f"/plans/{plan.pk}/history/"
    text = page(client.get(path))
    rows = re.findall(r"<tr><td.*?</tr>", text, re.S)
    assert len(rows) == 2
    assert all(part in rows[0] for part in ("Changed class.1.size: 20 → 25", "Koffi", "23 November 2026", "In force"))
    assert all(part in rows[1] for part in ("From the file lome.toml", "Awa Mensah", "Restore version 1"))
    old = page(client.get(f"{path}1/"))
    assert "<code>class.1.size</code></td><td>20</td><td>25</td>" in old
    assert f"readonly>\n{PLAN}</textarea>" in old
    client.post(f"{path}1/restore/", {"seen": seen(client, f"{path}1/")})
    assert (now(plan).number, now(plan).text) == (3, PLAN)
    assert "Restored version 1" in page(client.get(path))
    assert client.get(f"{path}9/").status_code == client.get(f"{path}{9**40}/").status_code == 404
    assert client.post(f"{path}9/restore/").status_code == 404


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_long_history_comes_in_pages_of_fifty(
    awa: User, plan: Plan, browser_of: Callable[[User], Client], language: str
) -> None:
    """Each version on one page, the latest first; a page that is none is the nearest one."""
    for size in range(21, 21 + 104):
        actions.change(plan, now(plan).pk, {"class.1.size": size}, awa)
    User.objects.filter(pk=awa.pk).update(language=language)
    client, path = browser_of(User.objects.get(pk=awa.pk)), f"/plans/{plan.pk}/history/"
    numbers: list[int] = []
    for number, count in ((1, 50), (2, 50), (3, 5)):
        text = page(client.get(path, {"page": number}))
        found = [int(one) for one in re.findall(rf'<td class="num"><a href="{path}(\d+)/">', text)]
        assert len(found) == count
        assert (f"Page {number} of 3" if language == "en" else f"Page {number} sur 3") in text
        assert ('rel="next"' in text, 'rel="prev"' in text) == (number < 3, number > 1)
        numbers += found
    assert numbers == list(range(105, 0, -1))
    for asked, first in (("", 105), ("0", 5), ("x", 105), ("9" * 30, 5), ("²", 105)):
        assert f'href="{path}{first}/"' in page(client.get(path, {"page": asked}))


def test_a_short_history_has_no_pages(client: Client, plan: Plan) -> None:
    assert 'class="pages"' not in page(client.get(f"/plans/{plan.pk}/history/"))


def test_a_history_outlives_its_author(client: Client, plan: Plan, koffi: User) -> None:
    actions.change(plan, now(plan).pk, {"class.1.size": 25}, koffi)
    Revision.objects.filter(author=koffi).update(author=None)
    for path in ("", f"{plan.pk}/", f"{plan.pk}/history/", f"{plan.pk}/history/2/"):
        assert "The system" in page(client.get(f"/plans/{path}"))


def test_a_plan_is_renamed_copied_and_deleted(client: Client, plan: Plan) -> None:
    path = f"/plans/{plan.pk}/"
    assert client.post(f"{path}rename/", {"name": "Lomé 2021"}).status_code == 302
    assert client.post(f"{path}duplicate/", {"name": "Kara"}).headers["Location"] != path
    for form, name, words in (
        ("rename", "Kara", "Another plan has the name “Kara”."),
        ("duplicate", "", "The plan has no name."),
        ("delete", "Kara", "This is not the plan's name. Nothing was deleted."),
    ):
        text = page(client.post(f"{path}{form}/", {"name": name}), 422)
        assert re.search(rf'value="{name}" aria-invalid="true" aria-describedby="{form}-error"', text)
        assert words in text
        assert ">Lomé 2021</a> / History" in text
    assert client.post(f"{path}delete/", {"name": "Lomé 2021"}).headers["Location"] == "/plans/"
    assert [one.name for one in Plan.objects.all()] == ["Kara"]


def test_a_plan_is_taken_away_as_a_file(client: Client, plan: Plan) -> None:
    answer = client.get(f"/plans/{plan.pk}/plan.toml")
    assert answer.content.decode() == PLAN
    assert answer.headers["Content-Disposition"] == f'attachment; filename="plan-{plan.pk}.toml"'


def test_a_plan_that_is_not_there_is_not_found(client: Client, plan: Plan) -> None:
    for pk in (plan.pk + 1, 10**30):
        for rest in ("", "text/", "history/", "plan.toml"):
            assert client.get(f"/plans/{pk}/{rest}").status_code == 404


def test_a_form_that_does_not_come_from_us_changes_nothing(awa: User, plan: Plan) -> None:
    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(awa)
    answer = stranger.post(f"/plans/{plan.pk}/delete/", {"name": plan.name})
    assert answer.status_code == 403
    assert Plan.objects.exists()


def test_what_is_written_into_a_plan_runs_nowhere(client: Client, awa: User) -> None:
    text = '[site]\nname = "<script>alert(1)</script>"\n# </textarea><script>\n'
    plan = actions.create("<b>x</b>", text, "file", "<i>", awa)  # type: ignore[arg-type]
    actions.revise(plan, now(plan).pk, text + '"<img>" = 1', awa)
    for path in ("", f"{plan.pk}/", f"{plan.pk}/text/", f"{plan.pk}/history/", f"{plan.pk}/history/1/"):
        raw = client.get(f"/plans/{path}").content.decode()
        assert not re.search(r"<(script>|b>x|i>|img)", raw)
