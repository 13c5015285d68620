"""Every group and every list of a plan, read and changed in its place on the plan's page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.planning.hiring.test_pages import now, page
from woezo.accounts.models import User
from woezo.planning import actions
from woezo.planning.computing import Computing
from woezo.planning.models import Kind, Plan
from woezo.planning.reads import presets
from woezo.planning.texts.toml import read, value_at
from woezo.workforce.hiring.plan import GROUPS, LISTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("worked_out")]

# What somebody types into a new entry of each list, and what then stands in the text.
FILLED: dict[str, dict[str, tuple[str, Any]]] = {
    "promise": {"name": ("Emplois", "Emplois"), "target": ("40", 40), "to": ("2021-03-31", date(2021, 3, 31))},
    "source": {"name": ("Radio", "Radio"), "reached_ratio": ("0,5", 0.5)},
    "support": {"name": ("Vigie", "Vigie")},
    "set_up": {"name": ("Mobilier", "Mobilier")},
    "programme": {"name": ("7", "7"), "share_ratio": ("0,25", 0.25)},
    "class": {"start": ("2020-05-11", date(2020, 5, 11)), "size": ("18", 18)},
    "reference": {"name": ("Paris", "Paris"), "currency": ("EUR", "EUR")},
    "holiday": {"day": ("2020-06-15", date(2020, 6, 15)), "worked": ("true", True), "name": ("Fête", "Fête")},
}


def assumptions(client: Client, plan: Plan, name: str) -> str:
    """What the plan's page opens; still with its entities, which forms are read by."""
    answer = client.get(f"/plans/{plan.pk}/assumptions/{name}/", {"part": "1"})
    page(answer)
    return str(answer.content.decode())


def forms(text: str) -> list[dict[str, list[str]]]:
    """The forms that set values, as a browser would send them untouched."""
    return [found for one in re.findall(r"<form.*?</form>", text, re.S) if "key" in (found := _fields(one))]


def _fields(form: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<(?:input|select)[^>]*>|<option[^>]*>[^<]*", form):
        name, value = re.search(r'name="(\w+)"', tag), re.search(r'value="([^"]*)"', tag)
        said = html.unescape(value[1]) if value else ""
        if tag.startswith("<select"):
            found.setdefault("value", []).append("")
        elif tag.startswith("<option"):
            if " selected" in tag:
                found["value"][-1] = html.unescape(tag.partition(">")[2])
        elif name and name[1] != "csrfmiddlewaretoken":
            found.setdefault(name[1], []).append(said)
    return found


def fill(client: Client, plan: Plan, key: str, typed: dict[str, str]) -> Any:
    """Some cells of a group or of an entry are typed over in its form."""
    every = forms(assumptions(client, plan, key.partition(".")[0]))
    form = next(one for one in every if one["key"][0].rpartition(".")[0] == key)
    form["value"] = [
        typed.get(one.rpartition(".")[2], value) for one, value in zip(form["key"], form["value"], strict=True)
    ]
    assert set(typed) <= {one.rpartition(".")[2] for one in form["key"]}
    return client.post(f"/plans/{plan.pk}/change/", form)


def entries(plan: Plan, name: str) -> list[Any]:
    found: list[Any] = read(now(plan).text).get(name, [])
    return found


@pytest.mark.parametrize("name", [*GROUPS, *LISTS])
def test_saving_what_nobody_has_touched_changes_nothing(client: Client, lome: Plan, name: str) -> None:
    """Every cell is sent back as the page shows it: text and version stay."""
    before = now(lome)
    sent = forms(assumptions(client, lome, name))
    assert len(sent) == (1 if name in GROUPS else len(entries(lome, name)))
    for form in sent:
        assert len(form["key"]) == len(form["value"]) == len(form["was"]) > 0
        assert client.post(f"/plans/{lome.pk}/change/", form).status_code == 302
    assert (now(lome), now(lome).text) == (before, before.text)


@pytest.mark.parametrize("name", [*GROUPS, *LISTS])
def test_writing_a_value_as_it_is_shown_gives_the_same_assumptions(client: Client, lome: Plan, name: str) -> None:
    """Who types over every cell what stands in it has the same plan: no value is lost between text and form."""
    before = [form["value"] for form in forms(assumptions(client, lome, name))]
    for number in range(len(before)):
        form = forms(assumptions(client, lome, name))[number]
        form["was"] = [""] * len(form["was"])
        assert client.post(f"/plans/{lome.pk}/change/", form).status_code == 302
    assert [form["value"] for form in forms(assumptions(client, lome, name))] == before


@pytest.mark.parametrize("name", LISTS)
def test_an_entry_is_added_filled_and_removed(client: Client, lome: Plan, name: str) -> None:
    """Each step is a version; the last one has the text that the plan had, and undo and redo go through all of them."""
    change = f"/plans/{lome.pk}/change/"
    versions, count = [now(lome)], len(entries(lome, name))
    key = f"{name}.{count + 1}"
    added = client.post(change, {"seen": now(lome).pk, "add": name})
    assert added.headers["Location"] == f"/plans/{lome.pk}/#g-{name}"
    assert len(entries(lome, name)) == count + 1
    versions.append(now(lome))
    typed = {cell: text for cell, (text, _) in FILLED[name].items()}
    assert fill(client, lome, key, typed).status_code == 302
    versions.append(now(lome))
    for cell, (_, value) in FILLED[name].items():
        found = value_at(read(now(lome).text), f"{key}.{cell}")
        assert (found, type(found)) == (value, type(value))
    assert client.post(change, {"seen": now(lome).pk, "remove": key}).status_code == 302
    versions.append(now(lome))
    assert read(now(lome).text) == read(versions[0].text)
    assert [one.number for one in versions] == [1, 2, 3, 4]
    for step, path in (("undo", versions[-2::-1]), ("redo", versions[1:])):
        for expected in path:
            client.post(f"/plans/{lome.pk}/{step}/", {"seen": now(lome).pk})
            assert now(lome) == expected


@pytest.mark.parametrize("name", LISTS)
def test_a_new_entry_says_at_its_place_what_it_needs(client: Client, lome: Plan, name: str) -> None:
    """An empty entry breaks nothing: the plan's page is there, and its part can be opened to fill it."""
    client.post(f"/plans/{lome.pk}/change/", {"seen": now(lome).pk, "add": name})
    text = page(client.get(f"/plans/{lome.pk}/"))
    assert "One promise, two plans" in text
    number = len(entries(lome, name))
    part = html.unescape(assumptions(client, lome, name))
    assert f"{name}.{number}." in part
    assert f'value="{name}.{number}"' in part  # to take it out


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("attrition.later_ratio", "0,02", 0.02),
        ("attrition.later_ratio", "2,5\N{NO-BREAK SPACE}%", 0.025),
        ("attrition.later_ratio", "5.3 %", 0.053),
        ("attrition.later_ratio", "120%", 1.2),  # out of range, and said so by the plan
        ("attrition.later_ratio", " 0.02 ", 0.02),
        ("pay.agent_month", "150000", 150_000),
        ("pay.agent_month", "150 000", 150_000),
        ("pay.agent_month", "150\N{NARROW NO-BREAK SPACE}000", 150_000),
        ("pay.agent_month", "150\N{NO-BREAK SPACE}000,5", 150_000.5),
    ],
)
def test_a_figure_is_typed_as_people_write_it(client: Client, lome: Plan, key: str, typed: str, value: float) -> None:
    group, _, name = key.partition(".")
    fill(client, lome, group, {name: typed})
    found = value_at(read(now(lome).text), key)
    assert (found, type(found)) == (value, type(value))


def test_an_edit_names_who_entered_it_and_when(
    client: Client, lome: Plan, koffi: User, browser_of: Callable[[User], Client]
) -> None:
    """In the text and on the page; what was not typed over keeps its source."""
    text = (
        now(lome).text
        + '\n[attrition]\nlater_ratio = { value = 0.05, source = "Payroll of 2019", date = 2019-11-23 }\n'
    )
    actions.revise(lome, now(lome).pk, text, koffi)
    fill(browser_of(koffi), lome, "attrition", {"later_ratio": "0,06"})
    after = read(now(lome).text)
    assert value_at(after, "attrition.later_ratio") == 0.06
    assert value_at(after, "attrition.later_ratio.source") == "Saisi par Koffi"
    assert value_at(after, "attrition.later_ratio.date") == date(2026, 11, 23)
    shown = html.unescape(assumptions(client, lome, "attrition"))
    assert "Koffi" in shown
    assert "23 Nov 2026" in shown
    assert "Payroll of 2019" not in shown


def test_a_change_is_worked_out_before_its_page_is_asked_for(client: Client, lome: Plan, worker: Computing) -> None:
    assert lome.current is not None
    sent = {"seen": lome.current_id, "key": "attrition.later_ratio", "was": "", "value": "0,0123456"}
    assert client.post(f"/plans/{lome.pk}/change/", sent).status_code == 302
    if (ahead := worker._ahead) is not None:
        ahead.join()
    before = set(worker._kept)
    page(client.get(f"/plans/{lome.pk}/"))
    assert set(worker._kept) == before


def test_an_entry_with_something_to_mend_is_open(client: Client, awa: User) -> None:
    """What is wrong is said in its place, and a browser that comes back from saving it shows it."""
    text = presets()["lome"].text.replace("target = { value = 500,", "target = { value = -5,")
    plan = actions.create("Lomé", text, Kind.FILE, "lome.toml", awa)
    told = assumptions(client, plan, "promise")
    assert re.findall(r'<details class="entry"( open)?>', told) == ["", " open"]
    assert 'id="w-p-promise-2-target"><p>promise.2.target: -5 is out of range.' in told


def test_all_that_is_wrong_with_a_cell_describes_its_field(client: Client, awa: User) -> None:
    short = "[[class]]\nstart = 2020-03-02\nsize = 20\n" * 2
    text = presets()["lome"].text.replace("rooms = 3\ntrainers = 4", "rooms = 1\ntrainers = 1") + short
    plan = actions.create("Lomé", text, Kind.FILE, "lome.toml", awa)
    told = assumptions(client, plan, "class")
    assert told.count('id="w-p-class-1-start"') == 1
    assert told.count("<p>class.1.start: ") == 2


def test_a_rate_that_is_fixed_is_shown_with_its_source_and_what_is_empty_has_none(client: Client, lome: Plan) -> None:
    text = html.unescape(assumptions(client, lome, "site"))
    row = text[text.index('<tr id="p-site-per_euro">') :].partition("</tr>")[0]
    assert 'value="655.957"' in row
    assert "98/683/EC, 1 Jan 1999" in row
    reference = html.unescape(assumptions(client, lome, "reference"))
    row = reference[reference.index('<tr id="p-reference-1-per_euro">') :].partition("</tr>")[0]
    assert re.sub(' data-label="[A-Za-z]+"', "", row).endswith('<td class="soft">–</td><td class="soft">–</td>')
