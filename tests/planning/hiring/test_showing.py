"""The page of a plan that is worked out, its printed page and its files."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tests.api.floor import NOW_MS
from tests.planning.hiring.test_pages import page
from tests.planning.rendering.test_files import SPREADSHEET, Book
from woezo.accounts.models import User
from woezo.planning import actions
from woezo.planning.hiring import figures
from woezo.planning.models import Kind, Plan
from woezo.planning.reads import presets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("worked_out")]


def test_the_first_screen_says_what_the_two_readings_differ_by(client: Client, lome: Plan) -> None:
    """The recruits and the price between the readings, before these and before any table."""
    text = page(client.get(f"/plans/{lome.pk}/"))
    first = text.index("The promise read as “500 recruited”")
    assert text.index("One promise, two plans") < first < text.index("The promise read as “500 on the payroll”")
    gap = text[text.index("One promise, two plans") : first]
    found = re.search(
        r"\+(\d+)</b>\s+recruits, to end with (\d+) people who count on the payroll instead of (\d+)", gap
    )
    assert found
    more, there, left = map(int, found.groups())
    assert more > 300
    assert 500 <= there < 520
    assert 290 < left < 310
    assert "Who counts: nationals of the country, aged 18 to 35." in gap
    assert re.search(r"\d\.\d\d\xa0M\xa0EUR", gap)
    assert re.search(r"\d,\d{3}\xa0M\xa0XOF", gap)


def test_without_a_rate_the_difference_is_priced_in_the_currency_of_the_site(client: Client, awa: User) -> None:
    """Faults take a line above it, their list stands below."""
    text = presets()["lome"].text.replace('"XOF"  #', '"GHS"  #')
    plan = actions.create("Accra", text, Kind.FILE, "accra.toml", awa)
    said = page(client.get(f"/plans/{plan.pk}/"))
    gap = said[said.index("One promise, two plans") : said.index("The promise read as “500 recruited”")]
    assert re.search(r"\d,\d{3}\xa0M\xa0GHS", gap)
    assert f'no rate in the plan. <a href="/plans/{plan.pk}/assumptions/site/">' in gap
    assert said.index("points to mend in the plan") < said.index("One promise, two plans")
    assert said.index("One promise, two plans") < said.index("To mend in the plan")


def test_the_rate_of_the_euro_is_said_once_and_signed_with_the_rest(client: Client, lome: Plan, awa: User) -> None:
    for path in ("", "print/"):
        said = page(client.get(f"/plans/{lome.pk}/{path}"))
        assert said.count("1 EUR = 655.957 XOF, fixed parity") == 1
    awa.language = "fr"
    awa.save()
    assert "1 EUR = 655,957 XOF, parité fixe" in page(client.get(f"/plans/{lome.pk}/print/"))


def test_a_rate_that_the_plan_says_is_said_with_its_source(client: Client, awa: User) -> None:
    rate = 'per_euro = { value = 6.2, source = "Bank of Ghana", date = 2020-01-31, confidence = "seen" }'
    text = presets()["lome"].text.replace('"XOF"  #', f'"GHS"\n{rate}  #')
    plan = actions.create("Accra", text, Kind.FILE, "accra.toml", awa)
    assert "1 EUR = 6.2 GHS (Bank of Ghana)" in page(client.get(f"/plans/{plan.pk}/"))


def test_each_promise_is_said_as_it_is_meant(client: Client, lome: Plan, awa: User) -> None:
    """How many, counted how, when, of whom, to whom; one that was made to nobody says what to write, and is no fault."""
    path = f"/plans/{lome.pk}/"
    assert (
        '<dt>100 recrutés en 2020</dt><dd class="soft">100 (recruited) from 1 Jan 2020 to 31 Dec 2020 · who counts: nationals '
        "of the country, aged 18 to 35 (93.1% of the recruits) · promised to Ministère chargé de l'économie numérique</dd>"
    ) in page(client.get(path))
    text = re.sub(r"^(authority|nationals_only|age_\w+) = .*\n", "", lome.current.text, flags=re.M)  # type: ignore[union-attr]
    plan = actions.create("Lomé 2", text, Kind.FILE, "lome.toml", awa)
    said = page(client.get(f"/plans/{plan.pk}/"))
    assert "500 (recruited) up to 31 Mar 2023 · everybody counts · promised to nobody by name" in said
    assert "promise.2.authority: the promise does not say to whom it was made. Write it: the ministry," in said
    assert "To mend in the plan" not in said
    assert re.search(r"recruits, to end with \d+ on the payroll instead of \d+", said)


def test_a_place_whose_pay_nobody_has_entered_yet_has_no_bar(client: Client, awa: User) -> None:
    """Its hour costs nothing; where no other is known in euro, there is nothing to measure bars by."""
    site = '[site]\nname = "Accra"\ncountry = "GH"\ncurrency = "GHS"\nopening = 2027-03-01\n'
    text = f'{site}[[reference]]\nname = "Paris"\ncurrency = "EUR"\n'
    plan = actions.create("Accra", text, Kind.FILE, "accra.toml", awa)
    assert '<rect class="ref" width="0.0"' in page(client.get(f"/plans/{plan.pk}/"))


def test_the_page_in_french(koffi: User, browser_of: Callable[[User], Client], lome: Plan) -> None:
    text = page(browser_of(koffi).get(f"/plans/{lome.pk}/"))
    for words in (
        "La promesse lue « 500 recrutés »",
        "Une promesse, deux plans",
        "Coût de l’heure productive",
        "Hypothèses",
    ):
        assert words in text.replace("\xa0", " ")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("way", ["", "print/"])
def test_a_site_in_euro_says_each_amount_once(
    awa: User, browser_of: Callable[[User], Client], way: str, language: str
) -> None:
    """Neither the cost, nor the hour, nor the difference between the readings stands there twice."""
    text = presets()["lome"].text.replace('currency = "XOF"', 'currency = "EUR"', 1).partition("[[reference]]")[0]
    plan = actions.create("Lille", text, Kind.FILE, "lille.toml", awa)
    User.objects.filter(pk=awa.pk).update(language=language)
    shown = page(browser_of(User.objects.get(pk=awa.pk)).get(f"/plans/{plan.pk}/{way}"))
    amounts = re.findall(r"[\d,.\u202f\xa0]+M?[\xa0 ]EUR", shown[: shown.index('id="hour-prices"')])
    assert len(amounts) == len(set(amounts)) == 5  # two costs, two hours, one difference
    table = shown[shown.index('aria-labelledby="hour-prices"><table') : shown.index('id="promise-chances"')]
    assert len(re.findall(r"<td[^>]*>[^<]*EUR", table)) == table.count('<th scope="row"') == 3
    assert "EUR</th>" in table
    assert table.count('<th scope="col"') == 2


@pytest.mark.parametrize(
    ("language", "case", "largest", "contact"),
    [
        ("en", "steady state, leavers not replaced", "on the payroll", "in steady state; leavers are not replaced"),
        ("fr", "en régime, départs non remplacés", "en poste", "les départs ne sont pas remplacés"),
    ],
)
def test_the_steady_hour_says_that_leavers_are_not_replaced(
    awa: User, browser_of: Callable[[User], Client], lome: Plan, language: str, case: str, largest: str, contact: str
) -> None:
    """On the page, on paper and below the price of a contact. At the site itself it is that of the largest reading's people."""
    User.objects.filter(pk=awa.pk).update(language=language)
    client = browser_of(User.objects.get(pk=awa.pk))
    for way in ("", "print/"):
        said = page(client.get(f"/plans/{lome.pk}/{way}"))
        assert (said.count(case), said.count(f"{case}, {largest}<")) == (4, 1)
    assert contact in page(client.get(f"/plans/{lome.pk}/tables/contacts/"))


@pytest.mark.parametrize(
    ("language", "feast", "mark", "line"),
    [
        (
            "en",
            "Eid al-Adha",
            "to be verified",
            "Working days lost to holidays: 23. To be verified: 24 May 2020 (Eid al-Fitr),",
        ),
        (
            "fr",
            "Tabaski",
            "à vérifier",
            "Jours ouvrés perdus par les fêtes : 23. À vérifier : 24 mai 2020 (l'Aïd El-Fitr),",
        ),
    ],
)
def test_the_days_off_are_shown_with_how_sure_they_are(
    awa: User, browser_of: Callable[[User], Client], lome: Plan, language: str, feast: str, mark: str, line: str
) -> None:
    """As a table of the page, as a file, and on paper those to verify."""
    User.objects.filter(pk=awa.pk).update(language=language)
    client = browser_of(User.objects.get(pk=awa.pk))
    assert f"/plans/{lome.pk}/tables/days_off/" in page(client.get(f"/plans/{lome.pk}/"))
    table = page(client.get(f"/plans/{lome.pk}/tables/days_off/", {"part": "1"}))
    assert re.search(rf"2020</th><td>{feast}</td><td>{mark}</td><td[^>]*>1</td>", table)
    assert "[[holiday]]" in table
    content = client.get(f"/plans/{lome.pk}/tables/days_off.csv").content.decode("utf-8-sig")
    assert (";" if language == "fr" else ",").join(["2020-07-31", feast, mark, "1"]) in content
    assert "Ramadan" not in content
    assert line in page(client.get(f"/plans/{lome.pk}/print/")).replace("\xa0", " ")


def test_a_place_in_euro_says_its_hour_once(client: Client, lome: Plan) -> None:
    text = page(client.get(f"/plans/{lome.pk}/"))
    assert text.count("32.62 EUR") == 1


def test_a_reading_can_be_chosen(client: Client, lome: Plan) -> None:
    """The tables are those of the reading that is asked for; a word that is none shows what the promise says."""
    starts = page(client.get(f"/plans/{lome.pk}/", {"reading": "starts"}))
    assert 'href="?reading=starts#tables" aria-current="true"' in starts
    other = page(client.get(f"/plans/{lome.pk}/", {"reading": "nonsense"}))
    assert 'href="?reading=starts#tables" aria-current="true"' in other


def test_an_assumption_is_changed_in_its_place_and_undone(client: Client, lome: Plan) -> None:
    """Saving a group changes what was changed in it; the figures follow, and undo brings them back."""
    before = page(client.get(f"/plans/{lome.pk}/"))
    seen = re.search(r'name="seen" value="(\d+)"', page(client.get(f"/plans/{lome.pk}/assumptions/attrition/")))
    assert seen
    form = {
        "seen": seen[1],
        "key": ["attrition.months_1_to_3_ratio", "attrition.later_ratio"],
        "was": ["0.05", "0.015"],
        "value": ["0.10", "0.015"],
    }
    after = page(client.post(f"/plans/{lome.pk}/change/", form, follow=True))
    current = Plan.objects.select_related("current").get(pk=lome.pk).current
    assert current is not None
    assert "months_1_to_3_ratio" in current.text
    assert "later_ratio" not in current.text
    assert recruits(after) > recruits(before)
    back = page(client.post(f"/plans/{lome.pk}/undo/", {"seen": str(current.pk)}, follow=True))
    assert recruits(back) == recruits(before)


def recruits(text: str) -> int:
    """How many more recruits the second reading takes."""
    found = re.search(r"\+(\d+)</b>\s+recruits", text)
    assert found
    return int(found[1])


def test_a_wrong_value_is_named_at_its_place_and_the_rest_is_there(client: Client, awa: User) -> None:
    """Attrition of 120 % is refused by name; the plan goes on with the default."""
    text = presets()["lome"].text + "\n[attrition]\nmonths_1_to_3_ratio = 1.2\n"
    wrong = actions.create("Faux", text, Kind.FILE, "faux.toml", awa)
    shown = page(client.get(f"/plans/{wrong.pk}/"))
    assert "To mend in the plan" in shown
    said = "attrition.months_1_to_3_ratio: 1.2 (that is 120%)"
    assert said in shown
    assert said in page(client.get(f"/plans/{wrong.pk}/assumptions/attrition/"))  # and at its place
    assert "One promise, two plans" in shown


@pytest.mark.parametrize("where", ["", "print/"])
def test_a_promise_that_is_left_out_is_named_before_the_headline(client: Client, awa: User, where: str) -> None:
    text = presets()["lome"].text.replace("[[promise]]", "ends = 2023-03-30\n\n[[promise]]", 1)
    short = actions.create("Court", text, Kind.FILE, "court.toml", awa)
    shown = page(client.get(f"/plans/{short.pk}/{where}"))
    assert "Without the promise “500 " in shown
    assert shown.index("Without the promise “500 ") < shown.index("One promise, two plans")


def test_an_added_entry_is_there_to_be_filled_in(client: Client, lome: Plan) -> None:
    """Though the plan goes on without it while it says nothing."""
    count = presets()["lome"].text.count("[[promise]]")
    address = f"/plans/{lome.pk}/assumptions/promise/"
    client.post(f"/plans/{lome.pk}/change/", {"seen": str(lome.current_id), "add": "promise"})
    text = page(client.get(address))
    cell = f'<input type="hidden" name="key" value="promise.{count + 1}.name"><input type="hidden" name="was" value="">'
    assert cell in text
    assert f'aria-describedby="w-p-promise-{count + 1}-name"' in text
    assert f'<span class="count">{count + 1}</span>' in page(client.get(f"/plans/{lome.pk}/"))


@pytest.mark.parametrize(
    ("line", "key", "shown", "mended"),
    [
        ("[attrition]\nmonths_1_to_3_ratio = 6", "attrition.months_1_to_3_ratio", "6", "0.05"),
        ("[attrition]\nmonths_1_to_3_ratio = '0.05'", "attrition.months_1_to_3_ratio", '"0.05"', "0.05"),
        ("[attrition]\nmonths_1_to_3_ratio = {value = 6}", "attrition.months_1_to_3_ratio", "6", "0.05"),
        ("[[class]]\nsize = 40\nstart = 2020-05-01", "class.1.size", "40", "25"),
        ("[[class]]\nsize = 20\nstart = 2020-05-01", "class.1.start", "2020-05-01", "2020-05-04"),
    ],
)
def test_a_cell_shows_what_the_text_says_and_not_what_is_taken(
    client: Client, awa: User, line: str, key: str, shown: str, mended: str
) -> None:
    """So that typing the very value that the plan goes on with is a change."""
    plan = actions.create("Faux", f"{presets()['lome'].text}\n{line}\n", Kind.FILE, "faux.toml", awa)
    address = f"/plans/{plan.pk}/assumptions/{key.partition('.')[0]}/"
    text = page(client.get(address))
    assert f'name="key" value="{key}"><input type="hidden" name="was" value="{shown}">' in text
    form = {"seen": str(plan.current_id), "key": key, "was": shown, "value": mended}
    client.post(f"/plans/{plan.pk}/change/", form)
    assert f'name="key" value="{key}"><input type="hidden" name="was" value="{mended}">' in page(client.get(address))


def test_a_plan_without_site_says_what_is_missing(client: Client, awa: User) -> None:
    """Nothing can be worked out, and the page says what to write."""
    bare = actions.create("Vide", "name = 'x'\n", Kind.FILE, "vide.toml", awa)
    shown = page(client.get(f"/plans/{bare.pk}/"))
    assert "site.opening" in shown
    assert "One promise" not in shown
    assert client.get(f"/plans/{bare.pk}/tables/costs.csv").status_code == 404
    assert client.get(f"/plans/{bare.pk}/print/").status_code == 200


def test_every_table_is_a_file(client: Client, lome: Plan) -> None:
    """As the page links them; the totals of the costs add up."""
    text = page(client.get(f"/plans/{lome.pk}/"))
    folded = set(re.findall(rf'href="(/plans/{lome.pk}/(?:tables|assumptions)/[a-z_]+/[^"]*)"', text))
    assert len(folded) > 20
    parts = [page(client.get(f"{link}{'&' if '?' in link else '?'}part=1")) for link in folded]
    assert not any("<html" in part for part in parts)
    assert all("<html" in page(client.get(link)) for link in folded)
    links = set(re.findall(rf'href="(/plans/{lome.pk}/tables/[a-z_]+\.[^"]+)"', "".join([text, *parts])))
    shown = {one.partition("/tables/")[2].partition(".")[0] for one in links}
    assert shown >= {*figures.SHOWN, "hours", "promises", "what_ifs", "to_keep", "parameters", "learning_curve"}
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200, link
        assert answer.content.startswith(b"PK" if ".xlsx" in link else b"\xef\xbb\xbf"), link
    rows = list(csv.reader(io.StringIO(client.get(f"/plans/{lome.pk}/tables/costs.csv").content.decode("utf-8-sig"))))
    for row in rows[1:]:
        assert sum(map(int, row[1:-2])) == int(row[-2])
    assert sum(int(row[-2]) for row in rows[1:-1]) == int(rows[-1][-2])
    for wrong in ("nothing.csv", "costs.exe", "costs", "all.csv", "x" * 30 + ".csv"):
        assert client.get(f"/plans/{lome.pk}/tables/{wrong}").status_code == 404


def test_a_workbook_says_what_it_is_of(client: Client, lome: Plan, awa: User) -> None:
    """Plan, version, reading, rate, simulation and day; its name keeps it apart from that of another version."""
    awa.language = "fr"
    awa.save()
    answer = client.get(f"/plans/{lome.pk}/tables/all.xlsx", {"reading": "on_payroll"})
    assert answer.headers["Content-Disposition"] == f'attachment; filename="plan-{lome.pk}-v1-en-poste.xlsx"'
    book = Book(answer.content)
    assert book.names[0] == "À propos"
    said = {row[0][0]: row[1][0] for row in book.rows(1)[1:]}
    day = (datetime.fromtimestamp(NOW_MS / 1000, UTC).date() - date(1899, 12, 30)).days
    assert (said["Plan"], said["Version"], said["Lecture"], said["Établi le"]) == (lome.name, 1, "En poste", day)
    assert (said["Plans simulés"], said["Graine"]) == (200, 2020)
    assert str(said["Taux de change"]) == "1 EUR = 655,957 XOF, parité fixe · 1 EUR = 655,957 XAF, parité fixe"
    assert [one.text for one in book.tree("docProps/core.xml")][:2] == [lome.name, "En poste"]
    costs = client.get(f"/plans/{lome.pk}/tables/costs.xlsx", {"reading": "starts"})
    assert costs.headers["Content-Disposition"] == f'attachment; filename="plan-{lome.pk}-v1-recrutes-costs.xlsx"'
    view = Book(costs.content).tree("xl/workbook.xml").find(".//m:workbookView", SPREADSHEET)
    assert view is not None
    assert view.get("activeTab") == "1"


def test_a_file_is_one_that_the_readers_spreadsheet_opens(client: Client, lome: Plan, awa: User) -> None:
    """In French semicolons and decimal commas, else commas and points; the figures are the same."""
    read = {}
    for language, between in (("en", ","), ("fr", ";")):
        User.objects.filter(pk=awa.pk).update(language=language)
        content = client.get(f"/plans/{lome.pk}/tables/lines.csv").content.decode("utf-8-sig")
        read[language] = list(csv.reader(io.StringIO(content), delimiter=between))
    assert {len(row) for row in read["fr"]} == {7}
    english, french = ([row[3:] for row in read[language][1:]] for language in ("en", "fr"))
    assert any("," in cell for row in french for cell in row)
    assert [[cell.replace(",", ".") for cell in row] for row in french] == english


def test_the_printed_page_is_for_signing(client: Client, lome: Plan) -> None:
    text = page(client.get(f"/plans/{lome.pk}/print/"))
    assert "Site of Lomé (TG), opening on 1 Apr 2020." in text
    assert text.count("Name, date, signature") == 3
    assert "One promise, two plans" in text
    assert "<form" not in text


@pytest.mark.parametrize(
    ("language", "title", "case", "note"),
    [
        ("en", "What would still keep the promise", "Attrition doubles", "has fewer people at work"),
        ("fr", "Ce qui tiendrait encore la promesse", "Le turn-over double", "a moins de monde au travail"),
    ],
)
def test_below_what_happens_stands_what_would_keep_the_promise(
    awa: User, browser_of: Callable[[User], Client], lome: Plan, language: str, title: str, case: str, note: str
) -> None:
    """Who leaves costs less; who is there instead costs more, and that is said in the same place."""
    User.objects.filter(pk=awa.pk).update(language=language)
    address = f"/plans/{lome.pk}/tables/what_ifs/"
    text = page(browser_of(User.objects.get(pk=awa.pk)).get(address, {"part": "1", "reading": "on_payroll"}))
    kept = text[text.index(title) :]
    assert text.index(case) < text.index(title)
    assert re.search(rf"{case}</th><td[^>]*>71</td>", kept)
    assert note in kept


def test_what_is_printed_is_the_reading_that_is_looked_at(client: Client, lome: Plan) -> None:
    """The link carries it, the paper names it, and says that a case with fewer people is no saving."""
    heads = r'What if <span class="count">([^<]*)<'
    for wanted in ("", "starts", "on_payroll"):
        text = page(client.get(f"/plans/{lome.pk}/", {"reading": wanted}))
        link = re.search(r'href="(/plans/\d+/print/[^"]*)"', text)
        assert link
        assert link[1].endswith(f"?reading={wanted or 'starts'}")
        paper = page(client.get(link[1]))
        assert re.findall(heads, paper) == re.findall(heads, text) != []
        assert "A case that costs less has fewer people at work" in paper[paper.index("What if") :]


def test_on_paper_it_stands_in_the_same_row(client: Client, lome: Plan) -> None:
    """The page to sign has 71 classes and over 200 million francs more beside the case that costs less."""
    text = page(client.get(f"/plans/{lome.pk}/print/", {"reading": "on_payroll"}))
    assert "To keep it, recruited" in text
    row = re.search(r"Attrition doubles</th>(.*?)</tr>", text)
    assert row
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", row[1])
    assert cells[-5] == "71"
    assert int(cells[-2].replace(",", "")) > 200_000_000


def test_what_would_keep_the_promise_is_a_file(client: Client, lome: Plan) -> None:
    """By itself, and among all tables."""
    address = f"/plans/{lome.pk}/tables"
    content = client.get(f"{address}/to_keep.csv", {"reading": "on_payroll"}).content.decode("utf-8-sig")
    cases = {row["Case"]: row for row in csv.DictReader(io.StringIO(content))}
    assert int(cases["Attrition doubles"]["Difference, XOF"]) > 200_000_000
    assert cases["As planned"]["Difference, EUR"] == "0"
    book = zipfile.ZipFile(io.BytesIO(client.get(f"{address}/all.xlsx").content)).read("xl/workbook.xml").decode()
    assert "To keep the promise" in book


def test_the_people_on_a_day(client: Client, lome: Plan) -> None:
    """A date of one's own, as a table and as a file; what is no date is not found."""
    address = f"/plans/{lome.pk}/tables/on_day"
    text = page(client.get(f"{address}/", {"day": "2021-06-30"}))
    assert text.count("On the payroll") >= 2
    assert "day=2021-06-30" in text
    assert "of 200 simulated plans, seed 2020" in text
    assert "of 200 simulated plans" in page(client.get(f"/plans/{lome.pk}/tables/curve/", {"part": "1"}))
    assert "simulated plans" not in page(client.get(f"/plans/{lome.pk}/tables/costs/", {"part": "1"}))
    answer = client.get(f"{address}.csv", {"day": "2021-06-30", "reading": "starts"})
    assert len(answer.content.decode().splitlines()) == 9
    assert "day=1800-01-01" in page(client.get(f"{address}/", {"day": "1800-01-01"}))
    assert "the plan ends on 31 Mar 2023" in page(client.get(f"{address}/", {"day": "2023-04-01"}))
    assert "the plan ends on" not in text
    for wrong in ("", "yesterday", "2021-02-30"):
        assert client.get(f"{address}/", {"day": wrong}).status_code == 404


def test_gates_and_what_was_counted_stand_below_the_readings(client: Client, lome: Plan) -> None:
    """Gates always; the tracker from the first sheet on."""
    before = page(client.get(f"/plans/{lome.pk}/"))
    assert "0 of 9 passed" in before
    assert 'id="tracker"' not in before
    sheet = {"day": "2020-09-30", "recruited": "70", "on_payroll": "58", "certified": "50"}
    client.post(f"/plans/{lome.pk}/promises/enter/", sheet)
    after = page(client.get(f"/plans/{lome.pk}/"))
    assert 'id="tracker"' in after
    assert "70" in after[after.index('id="tracker"') :]
