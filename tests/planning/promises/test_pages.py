"""The promise tracker: what was promised, is there, and will be; in words, as files, and without what may not be shown."""

from __future__ import annotations

import csv
import html
import io
import itertools
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from tests.planning.hiring.test_pages import page
from tests.planning.rendering.test_files import Book
from tests.test_tutorial import ROOT
from woezo.accounts.models import User
from woezo.planning import actions, computing
from woezo.planning.answers import spoken
from woezo.planning.models import Headcount, Kind, Plan
from woezo.planning.promises import headcounts, tracking
from woezo.planning.reads import presets
from woezo.planning.rendering.charts import BOTTOM, LEFT, RIGHT, TOP, Curve, Seen, chart
from woezo.trail.clock import set_clock
from woezo.workforce.promises.headcount_file import LARGEST_BYTES, MOST_ROWS, NAMES
from woezo.workforce.promises.headcounts import COLUMNS, MOST_SHEETS, plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("worked_out")]
HIDDEN = "Fewer than five people: value hidden."
YEAR_END = {"day": "2020-12-31", "recruited": "104", "on_payroll": "80", "certified": "70"}
WHO = {"nationals": "101", "women": "62", "youth": "", "first_jobs": "37"}


ANYBODY = re.sub(r"^(nationals_only|age_\w+) = .*\n", "", presets()["lome"].text, flags=re.M)
"""The plan of Lomé, were everybody to count for its promises: a sheet then tells all that is to be known."""


@pytest.fixture
def lome(awa: User) -> Plan:
    return actions.create("Lomé", ANYBODY, Kind.PRESET, "lome", awa)


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without their tags."""
    table = re.findall(r"<tbody>(.*?)</tbody>", text[text.index(heading) :], re.S)[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)]
    return [[" ".join(re.sub(r"</?[a-z][^>]*>", " ", cell).split()) for cell in row] for row in cells]


def csv_of(client: Client, plan: Plan, name: str) -> list[dict[str, str]]:
    answer = client.get(f"/plans/{plan.pk}/promises/{name}.csv")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="plan-{plan.pk}-v1-{name}.csv"'
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def upload(content: bytes) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("sheets.csv", content)}


# -- the page ---------------------------------------------------------------------------------------------------------------
def on_the_day(day: date) -> None:
    """The centre's clock stands at noon of that day."""
    set_clock(lambda: round(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp() * 1000))


def test_without_a_sheet_the_forecast_is_the_plans_own(client: Client, lome: Plan) -> None:
    on_the_day(date(2020, 2, 3))
    text = page(client.get(f"/plans/{lome.pk}/promises/"))
    assert "No sheet yet: the forecast is the plan's own." in text
    assert f'href="/plans/{lome.pk}/promises/">Promise tracker' in page(client.get(f"/plans/{lome.pk}/"))
    assert "100 people by 31 Dec 2020" in text
    assert "promised to Ministère chargé de l'économie numérique" in text
    recruited, there, certified = rows(text, "100 recrutés en 2020")
    assert recruited[0] == "Recruited as promised"
    assert recruited[1] == there[1] == certified[1] == "–"
    assert recruited[3].startswith("✓ On course, 8")
    assert there[3].startswith("■ Off course, < 0.1%")
    assert there[5].startswith("✓ On course, 8")
    plan_page = page(client.get(f"/plans/{lome.pk}/"))
    for chance in re.findall(r", ([\d.]+%)", " ".join(recruited + there)):
        assert chance in plan_page
    assert "On course," in plan_page
    assert "Each calendar is built to keep its own reading with a chance of 80%." in plan_page


def test_a_promise_that_is_over_and_was_not_counted_is_not_certain(client: Client, lome: Plan) -> None:
    """However good its chance was: nobody has seen what came of it. A forecast is never called met."""
    on_the_day(date(2021, 1, 1))
    text = page(client.get(f"/plans/{lome.pk}/promises/"))
    assert rows(text, "100 recrutés en 2020")[0][3].startswith("◌ Not certain, 8")
    assert "Not certain: the last day is over" in text
    assert rows(text, "500 recrutés en trois ans")[0][3].startswith("✓ On course, 8")
    assert "Met" not in " ".join(cell for row in rows(text, "500 recrutés en trois ans") for cell in row)


def test_what_was_counted_decides_what_is_over_and_moves_what_is_not(client: Client, lome: Plan) -> None:
    on_the_day(date(2021, 1, 4))
    path = f"/plans/{lome.pk}/promises/"
    said = page(client.post(f"{path}enter/", YEAR_END | WHO | {"note": "Agency"}, follow=True))
    assert "The sheet is saved." in said
    assert "Last sheet, 31 December 2020. Recruited: 104, on the payroll: 80, certified: 70." in said
    first = rows(said, "100 recrutés en 2020")
    assert [row[:4] for row in first[:2]] == [
        ["Recruited as promised", "104 31 Dec 2020", "104", "✓ Met"],
        ["On the payroll", "80 31 Dec 2020", "80", "■ Missed"],
    ]
    later = rows(said, "500 recrutés en trois ans")
    assert later[0][1] == "104 31 Dec 2020"
    assert re.match(r"\d{3} \(\d{3}–\d{3}\)", later[0][2])
    assert re.match(r"✓ On course, 9\d", later[0][3])  # four more than planned are a better chance
    assert re.match(r"▲ At risk, \d", later[1][5])  # many fewer there than the reading of the payroll has planned
    assert said.count('<path class="seen"') == 2 * 2
    assert "31 Dec 2020, Recruited: 104" in said


def test_the_page_in_french(koffi: User, browser_of: Callable[[User], Client], lome: Plan) -> None:
    headcounts.enter(lome, YEAR_END | WHO, koffi)
    text = page(browser_of(koffi).get(f"/plans/{lome.pk}/promises/")).replace("\xa0", " ")
    for words in (
        "Suivi de la promesse",
        "100 personnes au 31 déc. 2020",
        "Recrutés comme promis",
        "✓</span> Tenu",
        "■</span> Manqué",
        "Moins de cinq personnes : valeur masquée.",
        "Dernière feuille, 31 décembre 2020. Recrutés : 104, en poste : 80, certifiés : 70.",
        "Toutes les lignes sont prises, ou aucune",
    ):
        assert words in re.sub(r"<span class=\"tag\">|</span>(?= *<span class=\"tag\")", "", text), words
    assert "Fewer" not in text


def test_the_indicators_stand_beside_the_plans_assumption(client: Client, lome: Plan, awa: User) -> None:
    headcounts.enter(lome, YEAR_END | {"day": "2020-11-30", "recruited": "90", "women": "54"}, awa)
    headcounts.enter(lome, YEAR_END | WHO, awa)
    text = page(client.get(f"/plans/{lome.pk}/promises/"))
    assert rows(text, "Who was recruited") == [
        ["Nationals", "–", "–", "98%", "–", "hidden"],
        ["Women", "62", "59.6%", "60%", "31 Dec 2020", ""],
        ["Youth (18-35)", "–", "–", "95%", "–", ""],
        ["First jobs", "37", "35.6%", "40%", "31 Dec 2020", ""],
    ]
    headcounts.enter(lome, YEAR_END | WHO | {"day": "2021-01-31", "recruited": "110", "women": "64"}, awa)
    women = rows(page(client.get(f"/plans/{lome.pk}/promises/")), "Who was recruited")[1]
    assert women == ["Women", "62", "59.6%", "60%", "31 Dec 2020", "hidden"]


def test_an_end_that_no_sheet_tells_exactly_is_not_certain(client: Client, awa: User) -> None:
    """Only nationals count, and how many of those on the payroll are nationals is not known."""
    text = ANYBODY.replace('metric = "starts"\ncalendar_year', "nationals_only = true\ncalendar_year")
    plan = actions.create("Lomé", text, Kind.PRESET, "lome", awa)
    headcounts.enter(plan, YEAR_END | {"recruited": "130", "on_payroll": "101", "nationals": "120"}, awa)
    said = page(client.get(f"/plans/{plan.pk}/promises/"))
    assert "only nationals of the country" in said
    recruited, there, _ = rows(said, "100 recrutés en 2020")
    assert (recruited[1], recruited[3]) == ("120 31 Dec 2020", "✓ Met")
    assert there[1] == "91–101 31 Dec 2020"
    assert there[3].startswith("◌ Not certain, ")
    assert 'data-sl="provisional"' in said


# -- nothing of what is hidden -------------------------------------------------------------------------------------------
def test_a_hidden_figure_stands_nowhere(client: Client, awa: User) -> None:
    """Whatever the hidden figure is, page and files are the same, even where the promise counts only nationals."""
    text = ANYBODY.replace('metric = "starts"', 'metric = "starts"\nnationals_only = true')
    plan = actions.create("Lomé", text, Kind.PRESET, "lome", awa)
    headcounts.enter(plan, YEAR_END | WHO, awa)
    headcounts.enter(
        plan, YEAR_END | WHO | {"day": "2021-01-31", "recruited": "106", "nationals": "103", "women": "63"}, awa
    )
    paths = (
        "",
        "tracker.csv",
        "indicators.csv",
        "headcounts.csv",
        *(f"{one.pk}/" for one in headcounts.sheets_of(plan)),
    )

    def seen() -> list[str]:
        answers = [client.get(f"/plans/{plan.pk}/promises/{path}") for path in paths]
        book = Book(client.get(f"/plans/{plan.pk}/promises/all.xlsx").content)
        cells = [str(book.rows(number)) for number in (1, 2, 3, 4)]
        texts = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", one.content.decode()) for one in answers]
        return texts + cells

    before = seen()
    assert HIDDEN in before[0]
    Headcount.objects.filter(day="2021-01-31").update(nationals=102, women=62)
    Headcount.objects.filter(day="2020-12-31").update(nationals=100)
    assert seen() == before


# -- files -------------------------------------------------------------------------------------------------------------------
def test_the_tables_are_files(client: Client, lome: Plan, awa: User) -> None:
    headcounts.enter(lome, YEAR_END | WHO | {"note": "=1+1"}, awa)
    first, *_ = csv_of(client, lome, "tracker")
    assert (first["Promise"], first["Counted as"], first["Until"]) == (
        "100 recrutés en 2020",
        "Recruited",
        "2020-12-31",
    )
    assert (first["Actual"], first["Sheet of"], first["Outcome, recruited"]) == ("104", "2020-12-31", "Met")
    women = csv_of(client, lome, "indicators")[1]
    assert (women["Indicator"], women["People"], women["Recruited"]) == ("Women", "62", "104")
    assert float(women["Share of the recruits"]) == pytest.approx(62 / 104, abs=1e-6)
    (sheet,) = csv_of(client, lome, "headcounts")
    assert (sheet["Nationals"], sheet["Women"], sheet["Youth (18-35)"], sheet["Note"]) == (HIDDEN, "62", "", "'=1+1")
    book = Book(client.get(f"/plans/{lome.pk}/promises/all.xlsx").content)
    assert book.names == ["About", "Promise tracker", "Indicators", "Headcount sheets"]
    assert (104.0, "#,##0") in book.rows(4)[1]
    assert Book(client.get(f"/plans/{lome.pk}/promises/indicators.xlsx").content).names == ["About", "Indicators"]
    for none in ("all.csv", "parameters.csv", "tracker.pdf", "tracker", "headcounts.csv.exe"):
        assert client.get(f"/plans/{lome.pk}/promises/{none}").status_code == 404


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_sheets_are_imported_as_they_were_exported(client: Client, lome: Plan, awa: User, language: str) -> None:
    """Nothing is lost, nor what is hidden; a changed cell is a corrected sheet."""
    User.objects.filter(pk=awa.pk).update(language=language)
    headcounts.enter(lome, YEAR_END | WHO, awa)
    headcounts.enter(lome, YEAR_END | WHO | {"day": "2021-01-31", "recruited": "105", "note": "é"}, awa)
    before = list(Headcount.objects.order_by("day").values())
    file = client.get(f"/plans/{lome.pk}/promises/headcounts.csv").content
    between = b";" if language == "fr" else b","
    assert file.splitlines()[1].startswith(between.join([b"2020-12-31", b"104", b"80", b""]))
    text = page(client.post(f"/plans/{lome.pk}/promises/import/", upload(file), follow=True))
    assert ("Sheets written: 0." if language == "en" else "Feuilles écrites\xa0: 0.") in text
    assert list(Headcount.objects.order_by("day").values()) == before
    client.post(
        f"/plans/{lome.pk}/promises/import/", upload(file.replace(between + b"80" + between, between + b"79" + between))
    )
    assert [one.on_payroll for one in Headcount.objects.order_by("day")] == [79, 79]
    assert Headcount.objects.filter(nationals=101).count() == 2


# -- forms ---------------------------------------------------------------------------------------------------------------------
def test_a_form_that_is_refused_keeps_what_was_typed(client: Client, lome: Plan) -> None:
    typed = YEAR_END | WHO | {"on_payroll": "105", "certified": "x", "note": "kept"}
    text = page(client.post(f"/plans/{lome.pk}/promises/enter/", typed), 422)
    assert '<a href="#f-certified">Certified: “x” is no number of people.' in text
    for name, value in typed.items():
        assert re.search(rf'id="f-{name}" name="{name}" value="{value}"', text), name
    assert 'aria-invalid="true" aria-describedby="w-certified"' in text
    assert Headcount.objects.count() == 0


def test_a_sheet_is_corrected_in_its_form(client: Client, lome: Plan, awa: User, koffi: User) -> None:
    headcounts.enter(lome, YEAR_END | WHO, awa)
    (sheet,) = headcounts.sheets_of(lome)
    path = f"/plans/{lome.pk}/promises/{sheet.pk}/"
    text = page(client.get(path))
    assert f'name="seen" value="{sheet.at_ms}"' in text
    assert 'name="nationals" value="hidden"' in text
    assert 'name="youth" value=""' in text
    assert "101" not in re.sub(r'value="\w{60,}"', "", text)
    assert 'name="day"' not in text
    form = YEAR_END | WHO | {"nationals": "hidden", "seen": str(sheet.at_ms)}
    text = page(client.post(path, form | {"on_payroll": "200"}), 422)
    assert "On the payroll: 200, more than were recruited (104)." in text
    assert 'name="on_payroll" value="200"' in text
    for recruited in ("100", "101", "120"):  # whatever the hidden figure is, the answer is the same
        text = page(client.post(path, form | {"recruited": recruited}), 422)
        assert "Nationals: a hidden figure stays only beside the same number of recruited (104). Write it anew;" in text
    assert "The sheet is saved." in page(client.post(path, form | {"women": "63"}, follow=True))
    assert (Headcount.objects.get().women, Headcount.objects.get().nationals) == (63, 101)
    stale = page(client.post(path, form | {"seen": "1"}, follow=True))
    assert "Awa Mensah changed this sheet at 12:00. Look at it, then correct it again if need be." in stale
    assert "Awa Mensah changed this sheet" in page(client.post(f"{path}delete/", {"seen": "1"}, follow=True))
    gone = page(client.post(f"{path}delete/", {"seen": str(sheet.at_ms)}, follow=True))
    assert "The sheet of 31 Dec 2020 is deleted." in gone
    assert client.get(path).status_code == 404
    assert "This sheet has been deleted." in page(client.post(path, form, follow=True))


def test_a_file_that_is_refused_is_answered_line_by_line(client: Client, lome: Plan) -> None:
    path = f"/plans/{lome.pk}/promises/import/"
    content = "Jour;Recrutés;En poste;Certifiés\n31/10/2020;60;50;40\n31/11/2020;70;60;50\n".encode()
    text = page(client.post(path, upload(content)), 422)
    assert "Nothing was written. To correct:" in text
    assert "<li>Line 3, Day: “31/11/2020” is no day." in text
    assert Headcount.objects.count() == 0
    many = b"day,recruited,on_payroll,certified\n" + b"x,1,1,1\n" * 150
    text = page(client.post(path, upload(many)), 422)
    assert text.count("is no day.") == 100
    assert "These are the first 100 of 150." in text
    assert "No file was chosen. Choose a CSV file." in page(client.post(path), 422)
    answer = page(client.post(path, upload(content.replace(b"31/11", b"30/11")), follow=True))
    assert "Sheets written: 2." in answer


# -- where nothing can be worked out ------------------------------------------------------------------------------------------
def test_the_sheets_are_there_when_the_plan_cannot_be_worked_out(client: Client, lome: Plan, awa: User) -> None:
    headcounts.enter(lome, YEAR_END, awa)
    computing.detach()
    text = page(client.get(f"/plans/{lome.pk}/promises/"))
    assert 'role="alert"' in text
    assert "31 Dec 2020" in text
    assert "has no promise" not in text
    assert client.get(f"/plans/{lome.pk}/promises/tracker.csv").headers["Location"] == f"/plans/{lome.pk}/promises/"
    assert client.post(f"/plans/{lome.pk}/promises/enter/", YEAR_END | {"day": "2021-01-31"}).status_code == 302


def test_a_plan_without_a_site_or_a_promise_still_keeps_sheets(client: Client, plan: Plan, awa: User) -> None:
    headcounts.enter(plan, YEAR_END, awa)
    text = page(client.get(f"/plans/{plan.pk}/promises/"))
    assert "The plan has no promise that can be measured." in text
    assert "31 Dec 2020" in text
    assert csv_of(client, plan, "tracker") == []
    assert len(csv_of(client, plan, "headcounts")) == 1


# -- for the first screen -------------------------------------------------------------------------------------------------
def test_the_last_actual_of_each_promise(lome: Plan, awa: User) -> None:
    headcounts.enter(lome, YEAR_END, awa)
    with translation.override("en"):
        found = tracking.last_actuals(lome, spoken())
        said = html.unescape(render_to_string("planning/tracker.html", {"plan": lome, "tracker": found}))
    assert [(one.promise.name, one.way.counted_as, one.way.actual, one.way.seen) for one in found] == [
        ("100 recrutés en 2020", "Recruited", "104", "31 Dec 2020"),
        ("500 recrutés en trois ans", "Recruited", "104", "31 Dec 2020"),
    ]
    assert found[0].way.outlooks[0].said == "Met"
    assert rows(said, "Promise tracker")[0] == [
        "100 recrutés en 2020 31 Dec 2020",
        "100",
        "104 31 Dec 2020",
        "✓ Met",
        "✓ Met",
    ]
    assert f'href="/plans/{lome.pk}/promises/"' in said


# -- many sheets ---------------------------------------------------------------------------------------------------------------
def test_the_sheets_stand_in_pages_of_fifty(client: Client, lome: Plan, awa: User) -> None:
    lines = [f"{date(2020, 4, 1) + timedelta(days=at)},{at + 4},1,1,3\n" for at in range(120)]
    text = "day,recruited,on_payroll,certified,women\n" + "".join(lines)
    assert headcounts.take(lome, text.encode(), awa) == (120, [])
    path = f"/plans/{lome.pk}/promises/"

    def shown(query: str) -> tuple[list[str], str]:
        said = page(client.get(path + query))
        return [row[0] for row in rows(said, 'id="sheets"')], said

    first, said = shown("")
    assert (len(first), first[0], first[-1]) == (50, "29 Jul 2020", "10 Jun 2020")
    assert "Page 1 of 3" in said
    assert 'href="?page=2#sheets" rel="next"' in said
    assert "Previous page" not in said
    assert 'Headcount sheets <span class="count">120</span>' in said
    last, said = shown("?page=3")
    assert (len(last), last[-1]) == (20, "1 Apr 2020")
    assert shown("?page=x")[0] == first
    assert shown("?page=99")[0] == last
    assert len(shown("?page=all")[0]) == 120
    assert "Page 1" not in shown("?page=all")[1]


def test_why_a_figure_is_hidden_is_said_below_the_table(client: Client, lome: Plan, awa: User) -> None:
    """A word in each cell: the sentence, in four columns of each row, made the page long and told nothing more."""
    headcounts.enter(lome, YEAR_END, awa)
    path = f"/plans/{lome.pk}/promises/"
    assert page(client.get(path)).count(HIDDEN) == 1
    headcounts.enter(lome, YEAR_END | {"day": "2021-01-31", "nationals": "103", "women": "2"}, awa)
    text = page(client.get(path))
    assert rows(text, 'id="sheets"')[0][:7] == ["31 Jan 2021", "104", "80", "70", "hidden", "hidden", "–"]
    assert text.count(HIDDEN) == 2  # below each of the two tables


# -- the chart -----------------------------------------------------------------------------------------------------------------
def test_days_are_marked_between_the_months_of_the_curve() -> None:
    """A month's value is that of its last day: 31 March is on the first, 15 April halfway to the second."""
    months = [date(2020, 3, 1), date(2020, 4, 1), date(2020, 5, 1)]
    days = [
        date(2020, 2, 29),
        date(2020, 3, 10),
        date(2020, 3, 31),
        date(2020, 4, 15),
        date(2020, 5, 31),
        date(2020, 6, 1),
    ]
    seen = [Seen(day, 50, "square" if day.day == 10 else "circle", str(day)) for day in days]
    found = chart("t", months, [Curve("c", "chosen", [0.0, 50.0, 100.0])], 100.0, None, "May 2020", seen)
    places = [re.findall(r"^M([\d.]+) ([\d.]+)", mark.path)[0] for mark in found.marks]
    assert [mark.said for mark in found.marks] == [str(day) for day in days[1:-1]]
    assert [float(x) for x, _ in places] == [LEFT, LEFT, (3 * LEFT + RIGHT) / 4, RIGHT]
    assert {float(y) for _, y in places} == {(TOP + BOTTOM) / 2}


def test_marks_of_many_sheets_do_not_touch() -> None:
    """The last one always stands; what is left out is told."""
    months = [date(2020, month, 1) for month in range(1, 13)]
    days = [date(2020, 1, 31) + timedelta(days=2 * at) for at in range(160)]
    seen = [Seen(day, 50, shape, f"{shape} {day}") for day in days for shape in ("circle", "square")]
    found = chart("t", months, [Curve("c", "chosen", [50.0] * 12)], 100.0, None, "Dec 2020", seen)
    places: dict[str, list[float]] = {"circle": [], "square": []}
    for mark in found.marks:
        places[mark.said.split()[0]].append(float(re.findall(r"^M([\d.]+)", mark.path)[0]))
    for at in places.values():
        assert min(after - before for before, after in itertools.pairwise(at)) > 9.5  # a circle with its line
        assert len(at) > 20
    assert [mark.said for mark in found.marks][-2:] == [f"circle {days[-1]}", f"square {days[-1]}"]
    assert found.left_out == len(seen) - len(found.marks)


# -- the page that tells how ------------------------------------------------------------------------------------------------
def test_the_how_to_says_what_is_so(client: Client, awa: User) -> None:
    text = (ROOT / "docs" / "howto" / "follow-a-promise.md").read_text(encoding="utf-8")
    (file,) = re.findall(r"```csv\n(.*?)```", text, re.S)
    assert re.findall(r"^\| `(\w+)` \|", text, re.M) == list(COLUMNS)
    headings = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", text, re.M))
    assert {plain(heading) for heading in headings.values()} <= set(NAMES)
    assert (
        f"up to {MOST_ROWS:,} lines and {LARGEST_BYTES // 1000} kB; a plan holds {MOST_SHEETS:,} sheets at most" in text
    )
    lome = actions.create("Lomé", presets()["lome"].text, Kind.PRESET, "lome", awa)
    assert headcounts.take(lome, file.encode(), awa) == (3, [])
    said = page(client.get(f"/plans/{lome.pk}/promises/"))
    assert "only nationals of the country, aged 18 to 35" in said
    first = rows(said, "100 recrutés en 2020")
    assert (first[0][1], first[1][1]) == ("0–104 31 Dec 2020", "0–82 31 Dec 2020")
    assert first[0][3].startswith("◌ Not certain, ")
    assert first[1][3] == "■ Missed"
    assert "*0–104*" in text
    assert [row["Actual"] for row in csv_of(client, lome, "tracker")][:2] == ["0–104", "0–82"]  # as on the page
    assert said.count("between the fewest and the most who can count") == 1
    assert HIDDEN in text
    nationals = ["Nationals", "52", "89.7%", "98%", "30 Jun 2020", "hidden"]
    assert rows(said, "Who was recruited")[0] == nationals
    assert "shown for 30 June only, 52 of 58" in text
