"""A stored text that no longer reads: rules became stricter with an upgrade. Its page shows the fault and the text to mend."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.planning.hiring.test_pages import now, page
from tests.planning.opening.test_pages import LOME, OPENING
from woezo.accounts.models import User
from woezo.planning import actions
from woezo.planning.models import FileVersion, Kind, Plan, Revision
from woezo.planning.opening import site_files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("worked_out")]

BROKEN = LOME + '\nname "no sign of equality"\n'
TOO_LARGE = LOME + "#" + "x" * 200_001 + "\n"
TOO_DEEP = LOME + "deep = " + "[" * 5_000 + "\n"
STORED = {"equals": BROKEN, "size": TOO_LARGE, "brackets": TOO_DEEP}
PAGES = (
    "",
    "print/",
    "text/",
    "history/",
    "history/1/",
    "history/2/",
    "compare/?with={other}",
    "compare/differences.csv?with={other}",
    "promises/",
    "promises/tracker.csv",
    "tables/costs/",
    "tables/what_ifs/",
    "tables/all.xlsx",
    "assumptions/pay/",
    "plan.toml",
    "opening/",
    "opening/text/",
    "opening/requirements/",
    "opening/requirements/text/",
    "opening/cities/",
    "opening/tables/all.xlsx",
    "opening/tables/tasks.csv",
)


@pytest.fixture
def plan(awa: User) -> Plan:
    found = actions.create("Lomé", LOME, Kind.FILE, "", awa)
    actions.change(found, now(found).pk, {"site.name": "Kara"}, awa)
    site_files.revise(found, "opening", 0, OPENING, awa)
    return Plan.objects.get(pk=found.pk)


@pytest.fixture
def other(awa: User) -> Plan:
    return actions.create("Autre", LOME, Kind.FILE, "", awa)


def spoil_plan(plan: Plan, text: str = BROKEN) -> None:
    """As an older version wrote it."""
    Revision.objects.filter(pk=now(plan).pk).update(text=text)


def spoil_file(plan: Plan, file: str = "opening", text: str = BROKEN) -> None:
    site_files.revise(plan, file, site_files.current(plan, file).number, "a = 1", now(plan).author)  # type: ignore[arg-type]
    FileVersion.objects.filter(pk=site_files.current(plan, file).pk).update(text=text)


@pytest.mark.parametrize("stored", STORED)
@pytest.mark.parametrize("spoiled", ["plan", "opening", "requirements", "cities"])
def test_every_page_is_an_answer(client: Client, plan: Plan, other: Plan, spoiled: str, stored: str) -> None:
    if spoiled == "plan":
        spoil_plan(plan, STORED[stored])
    else:
        spoil_file(plan, spoiled, STORED[stored])
    for path in PAGES:
        answer = client.get(f"/plans/{plan.pk}/{path.format(other=other.pk)}", follow=True)
        assert answer.status_code in ((200, 404) if "tables/" in path else (200,)), path
    assert client.get(f"/plans/{other.pk}/compare/", {"with": plan.pk}).status_code == 200
    assert client.get("/plans/").status_code == 200


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Line 8, column 6: this is not TOML."), ("fr", "Ligne 8, colonne 6 : ce n’est pas du TOML.")],
)
@pytest.mark.parametrize("path", ["", "text/"])
def test_the_plans_page_has_the_fault_and_the_text(
    awa: User, browser_of: Callable[[User], Client], plan: Plan, language: str, said: str, path: str
) -> None:
    """With the line that cannot be read; what is mended there is saved, and the plan is worked out again."""
    User.objects.filter(pk=awa.pk).update(language=language)
    client, line = browser_of(User.objects.get(pk=awa.pk)), LOME.count("\n") + 2
    spoil_plan(plan)
    shown = page(client.get(f"/plans/{plan.pk}/{path}")).replace("\xa0", " ").replace("\u202f", " ")
    assert said.replace("8", str(line), 1) in shown
    assert '<code>name "no sign of equality"</code>' in shown
    assert BROKEN in shown
    assert shown.count('role="alert"') == 1
    form = {"seen": str(now(plan).pk), "text": LOME}
    assert client.post(f"/plans/{plan.pk}/text/", form).status_code == 302
    assert now(plan).text == LOME
    assert 'class="readings"' in page(client.get(f"/plans/{plan.pk}/"))


@pytest.mark.parametrize("file", ["opening", "requirements", "cities"])
def test_a_files_page_has_the_fault_and_the_text(client: Client, plan: Plan, file: str) -> None:
    path = f"/plans/{plan.pk}/opening/" + ("" if file == "opening" else f"{file}/")
    before = site_files.current(plan, file).text
    spoil_file(plan, file)
    for shown in (page(client.get(path)), page(client.get(f"{path}text/"))):
        assert "this is not TOML" in shown
        assert '<code>name "no sign of equality"</code>' in shown
        assert BROKEN in shown
    held = site_files.current(plan, file)
    assert client.post(f"{path}text/", {"seen": held.number, "text": before}).status_code == 302
    assert site_files.current(plan, file).text == before
    assert "Text to mend" not in page(client.get(path))


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "plan: this text no longer reads."), ("fr", "plan : ce texte ne se lit plus.")],
)
def test_a_file_names_the_plan_that_does_not_read(
    awa: User, browser_of: Callable[[User], Client], plan: Plan, language: str, said: str
) -> None:
    """What stands in the file is there, and the way to the plan's text."""
    User.objects.filter(pk=awa.pk).update(language=language)
    spoil_plan(plan)
    shown = page(browser_of(User.objects.get(pk=awa.pk)).get(f"/plans/{plan.pk}/opening/"))
    assert said in shown.replace("\xa0", " ")
    assert f'href="/plans/{plan.pk}/text/"' in shown


def test_what_would_change_a_text_that_does_not_read_is_refused(client: Client, plan: Plan) -> None:
    """By a sentence, and nothing is lost; undo and an old version bring back one that reads."""
    spoil_plan(plan)
    seen = str(now(plan).pk)
    for path, form in (
        ("change/", {"seen": seen, "key": "site.name", "was": "Kara", "value": "Aného"}),
        ("change/", {"seen": seen, "add": "class"}),
        ("change/", {"seen": seen, "remove": "class.1"}),
        ("duplicate/", {"name": "Copie"}),
    ):
        answer = client.post(f"/plans/{plan.pk}/{path}", form)
        assert answer.status_code == 422, path
        assert "this is not TOML" in page(answer, 422)
    assert now(plan).text == BROKEN
    client.post(f"/plans/{plan.pk}/undo/", {"seen": seen})
    assert now(plan).text == LOME
    client.post(f"/plans/{plan.pk}/redo/", {"seen": str(now(plan).pk)})
    client.post(f"/plans/{plan.pk}/history/1/restore/", {"seen": seen})
    assert now(plan).text == LOME


def test_an_old_version_that_does_not_read_is_shown_and_not_restored(client: Client, plan: Plan) -> None:
    Revision.objects.filter(plan=plan, number=1).update(text=BROKEN)
    shown = page(client.get(f"/plans/{plan.pk}/history/1/"))
    assert BROKEN in shown
    assert "this is not TOML" in shown
    answer = page(client.post(f"/plans/{plan.pk}/history/1/restore/", {"seen": now(plan).pk}, follow=True))
    assert "this is not TOML" in answer
    assert now(plan).number == 2


def test_a_report_into_a_file_that_does_not_read_is_refused(client: Client, plan: Plan) -> None:
    spoil_file(plan)
    form = {"key": "task.a.owner", "was": "", "value": "Awa"}
    text = page(client.post(f"/plans/{plan.pk}/opening/change/", form), 422)
    assert "this is not TOML" in text
    assert "Awa" in text
    held = site_files.current(plan, "opening").number
    client.post(f"/plans/{plan.pk}/opening/restore/", {"seen": held, "number": "0"})
    assert site_files.current(plan, "opening").text == site_files.preset(plan, "opening")
