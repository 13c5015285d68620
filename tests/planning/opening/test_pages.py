"""The pages of a site's files, as a browser without script reads and sends them."""

from __future__ import annotations

import csv
import html
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.planning.hiring.test_pages import page
from woezo.accounts.models import User
from woezo.planning import actions
from woezo.planning.answers import spoken
from woezo.planning.models import Kind, Plan
from woezo.planning.opening import site_files
from woezo.planning.opening.gates import gates_of
from woezo.planning.opening.site import site_of
from woezo.planning.opening.site_files import current
from woezo.planning.texts.toml import read, value_at
from woezo.trail.clock import set_clock

pytestmark = pytest.mark.django_db

# Today is Monday 23 November 2026.
LOME = '[site]\nname = "Lomé"\ncountry = "TG"\ncurrency = "XOF"\nopening = 2027-06-01\n'
OPENING = """
[[gate]]
key = "first"
name = "First gate"
at = "T-6 m"
[[gate]]
key = "last"
name = "Last gate"
at = "T"
[[task]]
key = "a"
name = { fr = "Créer", en = "Register" }
starts = "T-8 m"
due = "T-7 m"
gate = "first"
owner = "Finance"
blocking = true
[[task]]
key = "b"
name = "Lease"
starts = "T-7 m"
due = "T-6 m"
gate = "first"
owner = "Director"
blocking = true
needs = ["a"]
[[task]]
key = "c"
name = "Train"
starts = "T-2 m"
due = "T-1 d"
gate = "last"
blocking = true
[[task]]
key = "d"
name = "Review"
starts = "T+1 m"
due = "T+2 m"
"""


@pytest.fixture
def site(awa: User) -> Plan:
    """A plan that opens on 1 June 2027, with a short opening file."""
    plan = actions.create("Lomé 2027", LOME, Kind.FILE, "", awa)
    site_files.revise(plan, "opening", 0, OPENING, awa)
    return plan


def address(plan: Plan, file: str = "") -> str:
    return f"/plans/{plan.pk}/opening/{file}"


def words(text: str) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def row(text: str, id: str) -> str:
    """What one row says."""
    found = re.search(rf'<tr id="{id}".*?</tr>', text, re.S)
    assert found
    return words(found[0])


def form(text: str) -> dict[str, list[str]]:
    """The form of reporting, as a browser would send it untouched."""
    found = re.search(r'<form[^>]*action="[^"]*change/".*?</form>', text, re.S)
    assert found
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<(?:input|option)[^>]*>", found[0]):
        name, value = re.search(r'name="(\w+)"', tag), re.search(r'value="([^"]*)"', tag)
        if tag.startswith("<option") and " selected" in tag:
            fields.setdefault("value", []).append(value[1] if value else "")
        elif name and name[1] != "csrfmiddlewaretoken":
            fields.setdefault(name[1], []).append(html.unescape(value[1]) if value else "")
    return fields


def send(client: Client, path: str, fields: dict[str, Any], **typed: str) -> Any:
    """The form with some cells filled in: the last part of a cell's key is its name here."""
    for at, key in enumerate(fields["key"]):
        if key.rpartition(".")[2] in typed:
            fields["value"][at] = typed[key.rpartition(".")[2]]
    return client.post(path, fields)


def now(plan: Plan, file: str, key: str) -> Any:
    return value_at(read(current(plan, file).text), key)


# -- the opening file


def test_the_opening_file_says_dates_states_and_why_a_day_moved(client: Client, site: Plan) -> None:
    text = page(client.get(address(site)))
    assert "0 of 2 passed" in text
    late = row(text, "t-a")
    assert "Register" in late
    assert "30 Oct 2026" in late
    assert "T − 7 months" in late
    assert "1 Nov 2026: All Saints' Day" in late
    assert "■ Late by 24 days" in late
    assert "Finance" in late
    assert "▲ Blocked" in row(text, "t-b")
    assert "waits for: Register" in row(text, "t-b")
    assert "○ Planned" in row(text, "t-c")
    said = words(text)
    assert "T − 6 months First gate 1 Dec 2026 0/2 ▲ Due in 8 days" in said
    assert "T Last gate 1 Jun 2027 0/1 ○ Coming" in said
    assert said.index("Register") < said.index("Lease") < said.index("Train") < said.index("Without a gate")


def test_the_first_sentence_says_whether_the_day_can_be_kept(client: Client, site: Plan, awa: User) -> None:
    assert "The opening on 1 Jun 2027 can be kept." in page(client.get(address(site)))
    set_clock(lambda: 1_806_926_400_000)  # 5 April 2027: 44 working days end on 8 June, over three holidays
    late = words(page(client.get(address(site))))
    assert "The site can open on 9 Jun 2027 at the earliest, not on 1 Jun 2027." in late
    assert "Working days too late: 6." in late
    set_clock(lambda: 1_956_528_000_000)  # 1 January 2032
    assert "Working days too late: 1,1" in words(page(client.get(address(site))))
    done = OPENING.replace("blocking = true", "blocking = true\ndone = 2027-04-01")
    site_files.revise(site, "opening", 1, done, awa)
    assert "Everything that blocks the opening is done." in page(client.get(address(site)))


def test_the_longest_chain_is_listed_in_its_order(client: Client, site: Plan, awa: User) -> None:
    site_files.revise(site, "opening", 1, OPENING.replace('key = "c"', 'key = "c"\nneeds = ["b"]'), awa)
    chain = re.search(r'<ol class="chain">(.*?)</ol>', page(client.get(address(site))), re.S)
    assert chain
    assert re.findall(r'href="#t-(\w)"', chain[1]) == ["a", "b", "c"]


def test_filters_leave_what_is_asked_for(client: Client, site: Plan) -> None:
    def shown(**query: str) -> str:
        return "".join(re.findall(r'<tr id="t-(\w)"', page(client.get(address(site), query))))

    assert shown() == "abcd"
    assert shown(show="late") == "a"
    assert shown(show="soon") == "b"
    assert shown(owner="Director") == "b"
    assert shown(owner="Nobody") == ""
    assert shown(show="nonsense") == "abcd"
    assert shown(show="late", owner="Director") == ""
    assert "No task here." in page(client.get(address(site), {"owner": "Nobody"}))


def test_a_task_is_done_on_a_day_by_somebody_with_evidence(client: Client, site: Plan, awa: User) -> None:
    opened = page(client.get(address(site), {"task": "a", "show": "late"}))
    answer = send(
        client, f"{address(site)}change/", form(opened),
        done="2026-11-20", done_by="Awa", evidence="https://example.org/rccm.pdf", remark="at last",
    )  # fmt: skip
    assert answer.headers["Location"] == f"{address(site)}?show=late#t-a"
    text = page(client.get(address(site)))
    assert "✓ Done 20 Nov 2026, Awa · Late by 21 days" in row(text, "t-a")
    assert 'href="https://example.org/rccm.pdf" rel="noreferrer"' in text
    assert "at last" in row(text, "t-a")
    assert current(site, "opening").author == awa


def test_done_today_is_the_day_of_the_sites_clock(client: Client, site: Plan, awa: User) -> None:
    set_clock(lambda: 1_795_478_100_000)  # 23:55 UTC on 23 November: still that day in Lomé, the next one in Douala
    client.post(f"{address(site)}change/", {"today": "a"})
    assert now(site, "opening", "task.1.done") == date(2026, 11, 23)
    assert now(site, "opening", "task.1.done_by") == awa.name
    kamerun = actions.create("Douala", LOME.replace("TG", "CM"), Kind.FILE, "", awa)
    client.post(f"{address(kamerun)}change/", {"today": "entity"})
    assert now(kamerun, "opening", "task.1.done") == date(2026, 11, 24)


def test_an_untouched_form_changes_nothing(client: Client, site: Plan) -> None:
    opened = page(client.get(address(site), {"task": "a"}))
    assert client.post(f"{address(site)}change/", form(opened)).status_code == 302
    assert current(site, "opening").number == 1


def test_a_link_that_is_none_is_shown_as_words(client: Client, site: Plan, awa: User) -> None:
    site_files.report(site, "opening", [site_files.Cell("task.a.evidence", "", "javascript:alert(1)")], awa)
    text = client.get(address(site)).content.decode()
    assert "javascript:alert(1)" in text
    assert 'href="javascript' not in text


def test_a_day_that_is_none_is_named_at_its_field_and_the_rest_stands(client: Client, site: Plan, awa: User) -> None:
    site_files.report(site, "opening", [site_files.Cell("task.a.done", "", "soon")], awa)
    text = page(client.get(address(site), {"task": "a"}))
    assert text.count("Register, done on: “soon” is not a date. Write year, month and day: 2020-04-01.") == 2
    assert 'name="value" value="soon"' in text
    assert "Lease" in row(text, "t-b")


def test_what_is_done_tomorrow_is_not_done(client: Client, site: Plan, awa: User) -> None:
    """The day is named with what to do, stays in its field, and no task, gate or file counts it."""
    days = {"started": "2026-11-24", "done": "2030-01-01"}
    site_files.report(site, "opening", [site_files.Cell(f"task.a.{name}", "", day) for name, day in days.items()], awa)
    text = page(client.get(address(site), {"task": "a"}))
    for name, day in days.items():
        called, written = ("begun on", "24 Nov 2026") if name == "started" else ("done on", "1 Jan 2030")
        said = (
            f"Register, {called}: {written} has not come yet: today is 23 Nov 2026. Write the day on which it happened."
        )
        assert text.count(said) == 2
        assert f'<li><a href="{address(site)}?task=a#f-task-a-{name}">{said}' in text
        assert f'value="{day}"' in text
    assert "✓ Done" not in row(page(client.get(address(site))), "t-a")
    assert "2030-01-01" not in table(client, site, "tasks")[1]
    set_clock(lambda: 1_795_435_200_000 + 86_400_000)
    assert "Register, begun on" not in page(client.get(address(site)))


def test_who_comes_second_keeps_what_he_typed(client: Client, site: Plan, koffi: User) -> None:
    opened = form(page(client.get(address(site), {"task": "a"})))
    site_files.report(site, "opening", [site_files.Cell("task.a.done", "", "2026-11-19")], koffi)
    text = page(send(client, f"{address(site)}change/", opened, done="2026-11-20"), 409)
    assert "Koffi" in text
    assert "2026-11-19" in text
    again = form(text)
    assert again["value"] == ["2026-11-20"]
    assert client.post(f"{address(site)}change/", again).status_code == 302
    assert now(site, "opening", "task.1.done") == date(2026, 11, 20)


# -- the programmes of the plan

PROGRAMMES = """
[[programme]]
name = "MoMo"
start = 2028-02-01
[[programme]]
name = "Marché"
[[programme]]
name = "PanBank"
start = 2027-10-01
delay_months = 2
"""


def test_what_belongs_to_a_programme_comes_with_it_in_the_plan(client: Client, awa: User) -> None:
    """The template has the second programme on 1 September, three months after the opening; in the plan it is later."""
    plan = actions.create("Lomé", LOME + PROGRAMMES, Kind.FILE, "", awa)
    text = page(client.get(address(plan)))
    said = words(text)
    assert "T + 6 months Second programme (PanBank) 1 Dec 2027 0/1" in said
    assert "1 Dec 2027 T + 6 months follows PanBank in the plan" in row(text, "t-second_programme")
    assert "1 Sept 2027" not in said
    assert "Second programme (PanBank)" in page(client.get(f"/plans/{plan.pk}/opening/tables/gates.csv"))
    asked = page(client.get(address(plan, "requirements/")))
    assert "Pan-African bank · 1 Dec 2027 In the plan: PanBank" in words(asked)
    assert "French retailer · 1 Jun 2027 In the plan: Marché" in words(asked)
    assert "1 Nov 2027" not in row(asked, "r-panbank_pin")  # All Saints
    assert "2 Nov 2027" in row(asked, "r-panbank_pin")


def test_a_programme_that_the_plan_has_not_is_said(client: Client, site: Plan, awa: User) -> None:
    plan = actions.create("Lomé", LOME + '[[programme]]\nname = "Marché"\n', Kind.FILE, "", awa)
    assert "T + 3 months Second programme (not in the plan) 1 Sept 2027" in words(page(client.get(address(plan))))
    asked = words(page(client.get(address(plan, "requirements/"))))
    assert "Pan-African bank · 1 Sept 2027 Not in the plan" in asked
    site_files.revise(site, "opening", 1, OPENING.replace('at = "T"', 'at = "T"\nplan_programme = "x"'), awa)
    assert "Last gate, plan_programme" not in page(client.get(address(site)))
    assert "gate.2.plan_programme: “x” is not a number. Write a whole one from 1 to 400" in page(
        client.get(address(site))
    )


# -- a site in another country than the template's


@pytest.mark.parametrize(
    ("language", "said"), [("en", "made for another country: Togo."), ("fr", "fait pour un autre pays : Togo.")]
)
def test_elsewhere_the_pages_say_that_the_template_was_made_for_togo(
    awa: User, koffi: User, browser_of: Callable[[User], Client], language: str, said: str
) -> None:
    user = awa if language == "en" else koffi
    lille = actions.create("Lille", LOME.replace("TG", "FR").replace("Lomé", "Lille"), Kind.FILE, "", awa)
    lome = actions.create("Lomé", LOME, Kind.FILE, "", awa)
    for file, key in (("opening", ""), ("requirements", "requirements/")):
        text = page(browser_of(user).get(address(lille, key)))
        assert said in words(text).replace("\u00a0", " ")
        assert "Lomé" not in text
        assert "CNSS" not in text
        assert said not in words(page(browser_of(user).get(address(lome, key)))).replace("\u00a0", " ")
        confirmed = re.sub(r"(?m)^template_for.*$", "", current(lille, file).text)
        site_files.revise(lille, file, 0, confirmed, awa)
        assert said not in words(page(browser_of(user).get(address(lille, key)))).replace("\u00a0", " ")


# -- hostile and broken files


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file has no gate."),
        ("task = 5\ngate = 'x'", "task: a list has a table for each entry: [[task]]."),
        ("[[task]]\nkey = 'a'\nstarts = 'T'\ndue = 'T'\nneeds = ['a']", "these tasks wait for each other: a > a."),
        ("[[task]]\nkey = '<b>'\nname = '<script>'\nstarts = 'T'\ndue = 'T'", "<script>"),
        ("[[task]]\nkey = 'a'\nstarts = 'T-99 y'\ndue = 'T'", "tells no day from the opening"),
        (
            "[[gate]]\nkey = 'g'\nat = 'T'\n[[task]]\nkey = 'a'\nstarts = 'T'\ndue = 'T'\nstarted = 9999-12-31",
            "too far off",
        ),
        ("[[task]]\n" * 500, "And 371 more."),
    ],
)
def test_a_broken_file_is_said_and_the_page_stands(client: Client, site: Plan, awa: User, text: str, said: str) -> None:
    site_files.revise(site, "opening", 1, text, awa)
    answer = client.get(address(site))
    assert said in page(answer)
    assert b"<script>" not in answer.content
    for table in ("gates.csv", "tasks.csv", "all.xlsx"):
        assert client.get(f"{address(site)}tables/{table}").status_code == 200


@pytest.mark.parametrize("file", ["opening", "requirements", "cities"])
def test_garbage_is_refused_in_the_text_and_stays_there(client: Client, site: Plan, file: str) -> None:
    path = address(site, "" if file == "opening" else f"{file}/")
    first = current(site, file)
    text = page(client.post(f"{path}text/", {"seen": str(first.number), "text": "a = 1\n<b> 5"}), 422)
    assert "Line 2, column 1: this is not TOML." in text
    assert "a = 1\n<b> 5</textarea>" in text
    other = page(client.post(f"{path}text/", {"seen": "77", "text": "a = 1"}), 409)
    assert 'id="theirs"' in other
    assert client.post(f"{path}text/", {"seen": str(first.number), "text": "a = 1\r\n"}).status_code == 302
    assert current(site, file).text == "a = 1\n"
    assert client.get(f"{path}{file}.toml").content == b"a = 1\n"
    page(client.get(path))
    assert client.post(f"{path}text/", {"seen": "1"}).status_code == 400


def test_an_old_version_comes_back(client: Client, site: Plan) -> None:
    assert "Restore version 0" in page(client.get(address(site)))
    client.post(f"{address(site)}restore/", {"seen": "1", "number": "0"})
    assert current(site, "opening").text == site_files.preset(site, "opening")
    client.post(f"{address(site)}restore/", {"seen": "1", "number": "1"})
    assert "Compare both versions" in page(client.get(address(site)))
    for wrong in ("9", "x", "", "9" * 30):
        assert client.post(f"{address(site)}restore/", {"seen": "2", "number": wrong}).status_code == 404


@pytest.mark.parametrize("file", ["opening", "requirements", "cities"])
def test_all_versions_can_be_reached_fifty_at_a_time(client: Client, site: Plan, awa: User, file: str) -> None:
    """To the preset, which is the last of them; the fold is open for whoever turns its pages."""
    path = address(site) if file == "opening" else address(site, f"{file}/")
    newest = current(site, file).number
    for number in range(newest, 60):
        site_files.revise(site, file, number, f"a = {number}", awa)
    first = page(client.get(path))
    assert 'class="versions" id="versions">' in first
    assert "Page 1 of 2" in first
    assert "Restore version 10<" not in first
    second = page(client.get(path, {"versions": "2"}))
    assert 'class="versions" id="versions" open>' in second
    assert [f"Restore version {number}<" in second for number in (11, 10, 1, 0)] == [False, True, True, True]
    client.post(f"{path}restore/", {"seen": "60", "number": "3"})
    assert current(site, file).number == 61


@pytest.mark.parametrize(
    ("plan", "said", "dated"),
    [
        ("a = 1", "site.opening: this is needed.", False),
        ('[site]\nopening = "soon"', "site.opening: “soon” is not a date.", False),
        ("site = 5", "site.opening: this is needed.", False),
        ("[site]\nopening = 2027-06-01", "site.country: this is needed.", True),
        ('[site]\ncountry = "TG"\nopening = 2027-05-01', "1 May 2027 is a holiday (Labour Day)", True),
        ('[site]\ncountry = "TG"\nopening = 2027-05-02', "nobody works on 2 May 2027", True),
        ('[site]\ncountry = "ZZ"\nopening = 2149-06-02', "", True),
    ],
)
def test_a_plan_that_tells_no_opening_is_named(client: Client, site: Plan, plan: str, said: str, dated: bool) -> None:
    actions.revise(site, site.current_id or 0, plan, User.objects.get(pk=site.current.author_id))  # type: ignore[union-attr]
    for file in ("", "requirements/"):
        text = page(client.get(address(site, file)))
        assert said in text
        assert ("<table" in text.partition('class="versions"')[0]) is dated
    page(client.get(address(site, "cities/")))
    found = Plan.objects.select_related("current").get(pk=site.pk)
    assert (gates_of(found, spoken()) is not None) is dated
    assert client.get(f"{address(site)}tables/all.xlsx").status_code == 200


def test_a_holiday_of_the_plan_moves_a_task(client: Client, site: Plan, awa: User) -> None:
    text = LOME + '[[holiday]]\nday = 2026-12-01\nname = "Founders"\n'
    actions.revise(site, site.current_id or 0, text, awa)
    assert "1 Dec 2026: Founders" in row(page(client.get(address(site))), "t-b")


# -- requirements


def test_requirements_say_what_holds_up_a_programme(client: Client, site: Plan) -> None:
    text = words(page(client.get(address(site, "requirements/"))))
    assert "Order enquiries French retailer · 1 Jun 2027 Not in the plan ▲ Waits Not accepted yet: 11" in text
    assert "French retailer Links 2 2 0 0 0 0 0" in text
    set_clock(lambda: 1_806_926_400_000)  # 5 April 2027: the links were needed by 1 March
    late = page(client.get(address(site, "requirements/")))
    assert "Order enquiries French retailer · 1 Jun 2027 Not in the plan ■ Cannot start" in words(late)
    assert "1 Mar 2027 ■ Late by 35 days" in row(late, "r-retailer_links")


def test_a_requirement_is_accepted(client: Client, site: Plan) -> None:
    path = address(site, "requirements/")
    opened = page(client.get(path, {"requirement": "retailer_latency"}))
    answer = send(client, f"{path}change/", form(opened), state="accepted", gap="", owner="Awa")
    assert answer.headers["Location"] == f"{path}#r-retailer_latency"
    after = row(page(client.get(path)), "r-retailer_latency")
    assert "✓ Accepted" in after
    assert "Awa – 1 Mar 2027" in after
    assert now(site, "requirements", "requirement.2.gap") is None


def test_the_state_in_force_is_shown_and_untouched_writes_nothing(client: Client, site: Plan, awa: User) -> None:
    """The template names none: it is open. Chosen again after another, the cell is taken out."""
    path, key = address(site, "requirements/"), "retailer_latency"

    def state() -> tuple[list[str], dict[str, list[str]]]:
        text = page(client.get(path, {"requirement": key}))
        return re.findall(r'<option value="(\w*)" selected>([^<]*)', text), form(text)

    shown, untouched = state()
    assert shown == [("", "Open")]
    client.post(f"{path}change/", untouched)
    assert current(site, "requirements").number == 0
    send(client, f"{path}change/", untouched, state="accepted")
    shown, fields = state()
    assert shown == [("accepted", "Accepted")]
    send(client, f"{path}change/", fields, state="")
    assert now(site, "requirements", "requirement.2.state") is None
    site_files.report(site, "requirements", [site_files.Cell(f"requirement.{key}.state", "", "open")], awa)
    assert state()[0] == [("open", "Open")]


def test_a_state_that_is_none_stays_to_be_corrected(client: Client, site: Plan, awa: User) -> None:
    path = address(site, "requirements/")
    site_files.report(site, "requirements", [site_files.Cell("requirement.retailer_links.state", "", "fine")], awa)
    text = page(client.get(path, {"requirement": "retailer_links"}))
    assert (
        "cables, switch-over tested every week, state: “fine” means nothing here. Write one of: open, in_progress"
        in text
    )
    assert '<option value="fine" selected>fine</option>' in text


# -- cities


def test_cities_are_ranked_and_say_how_far_weights_must_move(client: Client, site: Plan) -> None:
    text = page(client.get(address(site, "cities/")))
    said = words(text)
    assert "These marks and weights came with Woezo" in said
    assert "Marks that are assumptions or to be verified: 30 of 30." in said
    smallest = "The smallest move of the weights that brings Abidjan level: −2.1 points for"
    assert f"Lomé leads. {smallest} " in said
    assert "Above 33.3% Abidjan leads. 32.1%" in said
    assert "No weight changes it." in said
    order = re.findall(r'<th scope="row">(\w+) <span class="soft">[A-Z]{2}', text)
    assert order == ["Lomé", "Abidjan", "Dakar", "Douala", "Cotonou"]
    assert said.count("2 =") == 2
    assert re.search(r"Ranking of the cities CSV · XLSX", said)


def test_marks_and_weights_are_changed_in_place(client: Client, site: Plan) -> None:
    path = address(site, "cities/")
    fields = form(page(client.get(path)))
    fields["value"][fields["key"].index("city.lome.marks.pool")] = "2,5"
    fields["value"][fields["key"].index("city.dakar.marks.allowed_by_clients")] = "0"
    fields["value"][fields["key"].index("criterion.pool.weight")] = "40"
    assert client.post(f"{path}change/", fields).headers["Location"] == path
    said = words(page(client.get(path)))
    assert now(site, "cities", "city.1.marks.pool") == 2.5
    assert "Abidjan leads." in said
    assert "■ Veto: Allowed by the clients" in said
    assert "These marks and weights came with Woezo" not in said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("12", "city.1.marks.pool.value: 12 is out of range. Write a value from 0 to 10. {}"),
        ("good", "city.1.marks.pool.value: “good” is not a number. Write one without unit, with a point: 1.5. {}"),
        ("", "city.1.marks.pool: this is needed. Add it. {}"),
    ],
)
def test_a_mark_that_is_none_leaves_its_city_out(client: Client, site: Plan, awa: User, value: str, said: str) -> None:
    site_files.report(site, "cities", [site_files.Cell("city.lome.marks.pool", "6", value)], awa)
    text = page(client.get(address(site, "cities/")))
    assert said.format("Meanwhile its city is not ranked.") in text
    assert f'value="{value}" autocomplete' in text
    assert "■ No mark: French-speaking labour pool" in words(text)
    assert "Abidjan" in text


@pytest.mark.parametrize("value", ["abc", "-1", ""])
def test_a_weight_that_is_none_weighs_nothing_and_says_so(client: Client, site: Plan, awa: User, value: str) -> None:
    site_files.report(site, "cities", [site_files.Cell("criterion.pool.weight", "30", value)], awa)
    text = page(client.get(address(site, "cities/")))
    assert re.search(r"criterion\.\d\.weight: [^<]* Meanwhile this criterion weighs nothing\.", text)


@pytest.mark.parametrize(
    ("cities", "said"),
    [
        ("", "add a criterion"),
        ("[[criterion]]\nkey = 'p'\nweight = 1\n[[city]]\nkey = 'x'", "No city is left"),
        ("[[city]]\nkey = 'x'", "add a criterion"),
        ("[[criterion]]\nkey = 'p'\nweight = 0\n[[city]]\nkey = 'x'\nmarks.p = 1", "all weights are 0."),
        (
            "[[criterion]]\nkey = 'p'\nweight = 1\n[[city]]\nkey = 'x'\nmarks.p = 1",
            "No other city is left to compare with.",
        ),
        (
            "[[criterion]]\nkey = 'p'\nweight = 1\n[[city]]\nkey = 'p'\nmarks.p = 1\n[[city]]\nkey = 'y'\nmarks.p = 1",
            "Level at these weights: p, y.",
        ),
        (
            "[[criterion]]\nkey = 'p'\nweight = 1\n[[city]]\nkey = 'x'\nmarks.p = 2\n[[city]]\nkey = 'y'\nmarks.p = 1",
            "No weights make another city lead.",
        ),
        ("[[criterion]]\nkey = 'p'\nweight = 1e400", "weight"),
    ],
)
def test_a_choice_of_few_cities(client: Client, site: Plan, awa: User, cities: str, said: str) -> None:
    site_files.revise(site, "cities", 0, cities, awa)
    assert said in page(client.get(address(site, "cities/")))
    for table in ("ranking", "marks", "weights"):
        assert client.get(f"{address(site)}tables/{table}.csv").status_code == 200


# -- files, French, first screen


def table(client: Client, plan: Plan, name: str) -> list[list[str]]:
    answer = client.get(f"{address(plan)}tables/{name}.csv")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_every_table_can_be_taken_away(client: Client, site: Plan) -> None:
    links = set()
    for file in ("", "requirements/", "cities/"):
        links |= set(re.findall(r'href="([^"]*/tables/[^"]*)"', page(client.get(address(site, file)))))
    assert len(links) == 17
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200
        if link.endswith("xlsx"):
            assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    tasks = table(client, site, "tasks")
    assert tasks[0][:4] == ["Task", "Gate", "Begins", "Due"]
    assert tasks[1][:6] == [
        "Register",
        "First gate",
        "2026-10-01",
        "2026-10-30",
        "T − 7 months",
        "1 Nov 2026: All Saints' Day",
    ]
    assert table(client, site, "gates")[1] == ["First gate", "T − 6 months", "2026-12-01", "Due", "0", "2", "0"]
    assert table(client, site, "ranking")[1] == ["1", "Lomé", "TG", "7.1", ""]
    assert table(client, site, "weights")[1][:2] == ["French-speaking labour pool", "0.3"]
    for wrong in ("tasks.pdf", "tasks", "all.csv", "nothing.csv"):
        assert client.get(f"{address(site)}tables/{wrong}").status_code == 404


def test_the_pages_in_french(koffi: User, browser_of: Callable[[User], Client], site: Plan) -> None:
    client = browser_of(koffi)
    text = words(page(client.get(address(site)))).replace("\xa0", " ")
    for said in (
        "L’ouverture du 1er juin 2027 peut être tenue.",
        "franchies : 0 sur 2",
        "En retard de 24 jours",
        "T − 7 mois",
        "1er nov. 2026 : Toussaint",
        "Dans 8 jours",
        "Créer",
    ):
        assert said in text
    assert "2 exigences" not in text
    assert "Enseigne française" in page(client.get(address(site, "requirements/")))
    assert "Lomé arrive en tête." in page(client.get(address(site, "cities/")))
    assert table(client, site, "gates")[0][0].startswith("Porte;")


def test_the_first_screen_gets_the_gates(site: Plan, awa: User) -> None:
    found = gates_of(site, spoken())
    assert found is not None
    assert ([one.key for one in found.rows], found.passed) == (["first", "last"], 0)
    cells = [site_files.Cell(f"task.{key}.done", "", "2026-11-20") for key in "ab"]
    site_files.report(site, "opening", cells, awa)
    found = gates_of(site, spoken())
    assert found is not None
    assert (found.rows[0].chip.sl, found.passed) == ("met", 1)


def test_a_gate_without_tasks_is_passed_on_its_day(site: Plan, awa: User) -> None:
    site_files.revise(site, "opening", 1, '[[gate]]\nkey = "g"\nat = "T-6 m"', awa)
    found = gates_of(site, spoken())
    assert found is not None
    assert (found.rows[0].chip.sl, found.passed) == ("watch", 0)
    set_clock(lambda: 1_806_926_400_000)
    found = gates_of(site, spoken())
    assert found is not None
    assert (found.rows[0].chip.sl, found.passed) == ("met", 1)


def test_a_country_decides_which_day_it_is(awa: User) -> None:
    set_clock(lambda: 1_795_478_100_000)  # 23:55 UTC
    days = {}
    for country in ("TG", "CM", "ZZ", "FR"):
        plan = actions.create(country, LOME.replace("TG", country), Kind.FILE, "", awa)
        found, _faults = site_of(plan, "en")
        assert found is not None
        days[country] = found.today.day
    assert days == {"TG": 23, "CM": 24, "ZZ": 23, "FR": 24}
