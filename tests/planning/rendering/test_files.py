"""Tables as files: figures are figures in both, words are the reader's, and nothing is run."""

from __future__ import annotations

import csv
import gettext
import io
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import woezo
from tests.entrypoints.command import clean_environment
from tests.workforce.documents import lome
from woezo.planning.rendering.files import csv_file, harmless, to_csv
from woezo.planning.rendering.spreadsheets import to_xlsx
from woezo.planning.wording.words import Words
from woezo.workforce.reports.report import build
from woezo.workforce.tables import Column, Table

SPREADSHEET = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
ENGLISH = Words(gettext.NullTranslations().gettext, "en_GB")
COLUMNS = (
    Column("place", "text"),
    Column("metric", "code"),
    Column("date", "date"),
    Column("month", "month"),
    Column("quantity", "count"),
    Column("expected", "people"),
    Column("chance", "ratio"),
    Column("total", "XOF"),
    Column("total_eur", "EUR"),
    Column("price", "EUR/h"),
)
ROW = ("=1+1", "starts", date(2020, 4, 1), date(2020, 5, 1), 25, 24.6, 0.125, 1234567, 1234567, Decimal("5.605"))
TABLE = Table("costs", COLUMNS, (ROW, (None,) * len(COLUMNS)))


class Book:
    """An XLSX file, read as a spreadsheet reads it."""

    def __init__(self, content: bytes) -> None:
        self.file = zipfile.ZipFile(io.BytesIO(content))
        self.names = [one.get("name") for one in self.tree("xl/workbook.xml").iterfind(".//m:sheet", SPREADSHEET)]
        shared = self.tree("xl/sharedStrings.xml").iterfind("m:si", SPREADSHEET)
        self.texts = ["".join(part.itertext()) for part in shared]
        styles = self.tree("xl/styles.xml")
        custom = {one.get("numFmtId"): one.get("formatCode") for one in styles.iterfind(".//m:numFmt", SPREADSHEET)}
        used = [one.get("numFmtId") for one in styles.iterfind(".//m:cellXfs/m:xf", SPREADSHEET)]
        self.shapes = [custom.get(number, number) for number in used]

    def tree(self, path: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.file.read(path))

    def rows(self, sheet: int = 1) -> list[list[tuple[object, str | None]]]:
        """Each cell's value and how it is shown."""
        tree = self.tree(f"xl/worksheets/sheet{sheet}.xml")
        assert not list(tree.iterfind(".//m:f", SPREADSHEET)), "a formula"
        return [[self.cell(cell) for cell in row] for row in tree.iterfind(".//m:row", SPREADSHEET)]

    def cell(self, cell: ElementTree.Element) -> tuple[object, str | None]:
        value = cell.findtext("m:v", "", SPREADSHEET)
        found: object = self.texts[int(value)] if cell.get("t") == "s" else float(value)
        return found, self.shapes[int(cell.get("s", "0"))]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_csv_has_figures_in_units_and_runs_nothing() -> None:
    content = to_csv(TABLE, ENGLISH)
    assert content.startswith(b"\xef\xbb\xbf")
    head, first, second = read_csv(content)
    assert head[-4:] == ["Chance", "Total, XOF", "Total, EUR", "Price, EUR"]
    assert first == [
        "'=1+1",
        "Recruited",
        "2020-04-01",
        "2020-05-01",
        "25",
        "24.6",
        "0.125",
        "1234567",
        "12345.67",
        "5.605",
    ]
    assert second == [""] * len(COLUMNS)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_what_looks_like_a_formula_is_quoted(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless(f"x{text}") == f"x{text}"
    assert read_csv(csv_file(["a"], [[harmless(text)]]))[0] == ["a"]


def test_a_heading_that_a_plan_names_is_not_run() -> None:
    """A role of the support staff heads a column of its table."""
    table = Table("staff", (Column("role:=1+1", "count"), Column("programme:Marché", "text")), ())
    assert read_csv(to_csv(table, ENGLISH))[0] == ["'=1+1", "Marché"]


def test_a_spreadsheet_has_real_figures_dates_and_shares() -> None:
    book = Book(to_xlsx([TABLE], ENGLISH))
    head, first = book.rows()
    assert book.names == ["Cost by month"]
    assert [text for text, _ in head] == [ENGLISH.head(column) for column in COLUMNS]
    days = [(day - date(1899, 12, 30)).days for day in (date(2020, 4, 1), date(2020, 5, 1))]
    assert first == [
        ("=1+1", "0"),
        ("Recruited", "0"),
        (days[0], "yyyy-mm-dd"),
        (days[1], "mmm yyyy"),
        (25, "#,##0"),
        (24.6, "#,##0.0"),
        (0.125, "0.0%"),
        (1234567, "#,##0"),
        (12345.67, "#,##0.00"),
        (5.605, "#,##0.00"),
    ]
    pane = book.tree("xl/worksheets/sheet1.xml").find(".//m:pane", SPREADSHEET)
    assert pane is not None
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")


def test_each_table_has_a_sheet_with_a_name_of_its_own() -> None:
    names = ["costs", "costs", "a:b/c[d]*?\\", "x" * 40, "x" * 40, "X" * 40, "'"]
    book = Book(to_xlsx([Table(name, COLUMNS[:1], (("x",),)) for name in names], ENGLISH))
    assert book.names == [
        *["Cost by month", "Cost by month 2", "b c d", "x" * 31, "x" * 29 + " 2", "X" * 29 + " 3", "–"],
    ]
    assert [book.rows(number + 1)[1][0][0] for number in range(len(names))] == ["x"] * len(names)


def test_the_pages_do_not_load_what_writes_spreadsheets() -> None:
    code = "import sys, woezo.entrypoints.asgi, woezo.entrypoints.urls; print('xlsxwriter' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=clean_environment())
    assert done.stdout == "False\n", done.stderr


def test_words_of_ours_are_the_readers_in_a_spreadsheet_too() -> None:
    """A text that may be a word of ours is said as the CSV says it; a name of the plan stays."""
    table = Table("lines", (Column("detail", "word"),), (("coach",), ("Vigie",)))
    assert [row[0][0] for row in Book(to_xlsx([table], ENGLISH)).rows()] == ["Detail", "Coach", "Vigie"]
    assert read_csv(to_csv(table, ENGLISH)) == [["Detail"], ["Coach"], ["Vigie"]]


def test_a_figure_has_the_decimals_that_it_needs() -> None:
    """A whole quantity has no hanging point, a rate is none of two decimals, and a price that has no end is cut in a file."""
    columns = Column("quantity", "number"), Column("price", "rate"), Column("productive_hour", "price")
    rows = (
        (Decimal("20.0000"), Decimal("0.175"), Decimal(10) / 3),
        (Decimal("2.5000"), Decimal(135000), Decimal(67) / 7),
    )
    table = Table("lines", columns, rows)
    first, second = Book(to_xlsx([table], ENGLISH)).rows()[1:]
    assert first[:2] == [(20, "#,##0"), (0.175, "#,##0.000")]
    assert second[:2] == [(2.5, "#,##0.0"), (135000, "#,##0")]
    written = read_csv(to_csv(table, ENGLISH))
    assert written[1:] == [["20", "0.175", "3.33333333333"], ["2.5", "135000", "9.57142857143"]]
    assert [ENGLISH.cell(row[1], "rate") for row in rows] == ["0.175", "135,000"]


def test_the_row_of_a_sum_says_so_in_every_file() -> None:
    table = Table("costs", (Column("month", "month"), Column("total", "XOF")), ((date(2020, 4, 1), 5), ("total", 5)))
    assert read_csv(to_csv(table, ENGLISH))[-1] == ["Total", "5"]
    assert Book(to_xlsx([table], ENGLISH)).rows()[-1] == [("Total", "0"), (5, "#,##0")]
    assert ENGLISH.cell("total", "month") == "Total"


def test_parameters_are_numbers_days_and_texts() -> None:
    columns = Column("key", "text"), Column("value", "value"), Column("year", "year")
    values = Decimal("0.175"), 12, date(2020, 4, 1), "Lomé", "true"
    table = Table("parameters", columns, tuple(("k", value, 2020) for value in values))
    shown = [row[1:] for row in Book(to_xlsx([table], ENGLISH)).rows()[1:]]
    day = (date(2020, 4, 1) - date(1899, 12, 30)).days
    assert [row[0] for row in shown] == [
        *[(0.175, "#,##0.000"), (12, "#,##0"), (day, "yyyy-mm-dd"), ("Lomé", "0"), ("true", "0")]
    ]
    assert {row[1] for row in shown} == {(2020, "1")}  # of a format that every spreadsheet has: a whole number
    assert [row[1:] for row in read_csv(to_csv(table, ENGLISH))[1:]] == [
        [text, "2020"] for text in ("0.175", "12", "2020-04-01", "Lomé", "true")
    ]
    assert ENGLISH.cell(2020, "year") == "2020"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_sheet_of_ours_is_cut(language: str) -> None:
    """Of the plan, its tracker and its files: what is longer than a sheet's name has a short one of its own."""
    folder = Path(woezo.__file__).parent / "locale"
    said = gettext.translation("django", folder, [language], fallback=True).gettext
    words = Words(said, language).of_site()
    report = build(lome(), plans=1)
    names = {*report.tables, *report.readings[0].tables, "on_day", "what_ifs", "to_keep", "compared", "differences"}
    names |= {"tracker", "indicators", "headcounts", "gates", "tasks", "requirements", "coverage"}
    names |= {"starts_of_programmes", "ranking", "marks", "weights"}
    assert {name: words.sheet(name) for name in names if len(words.sheet(name)) > 31} == {}
    assert all(name in words.labels for name in names)
