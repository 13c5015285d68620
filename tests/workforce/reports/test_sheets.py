"""The tables of a report: every column named and of a known unit, every cell written in both languages."""

from __future__ import annotations

import csv
import io
import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.workforce.documents import SMALL, Document, changed, lome, small
from woezo.commercial.money import DECIMALS, decimals, in_euro, minor, units
from woezo.planning.rendering.files import to_csv
from woezo.planning.wording.labels import LABELS
from woezo.planning.wording.words import Words
from woezo.workforce.hiring.calendars import places
from woezo.workforce.hiring.plan import METRICS
from woezo.workforce.hiring.results import Reading
from woezo.workforce.reports.report import Report, build, cases, compared, what_ifs
from woezo.workforce.tables import Cell, Table

ENGLISH, FRENCH = Words(str, "en_GB"), Words(str, "fr")
UNITS = {
    "text",
    "word",
    "code",
    "holiday",
    "date",
    "month",
    "count",
    "people",
    "ratio",
    "hours",
    "number",
    "price",
    "rate",
    "year",
    "value",
}

DOCUMENTS = {
    "lome": lome(),
    "small": SMALL,
    "without a rate": changed(SMALL, site={key: one for key, one in SMALL["site"].items() if key != "per_euro"}),
    "bare": {"site": lome()["site"]},
    "no promise": small(promise=None),
    "no class": small(**{"class": None}),
    "no programme, source, support, place": small(programme=None, source=None, support=None, reference=None),
    "names that look like words": small(
        support=[{"name": name, "heads": 1} for name in ("total", "a.b", "x:y", "=1+1", "EUR")],
        reference=[{"name": "St. Denis", "currency": "EUR"}, {"name": "cost:EUR", "currency": "USD"}],
    ),
}


@pytest.fixture(scope="module", params=DOCUMENTS)
def report(request: pytest.FixtureRequest) -> Report:
    return build(DOCUMENTS[request.param], plans=10)


def every_table(report: Report) -> list[Table]:
    """Of the plan, of each reading, and its what-ifs."""
    found = [*report.tables.values(), *(table for one in report.readings for table in one.tables.values())]
    found += [table for one in report.readings for table in cases(report, one.name)]
    beside = compared(("A", report), ("B", report))
    return found + ([] if beside is None else [beside])


def test_every_table_is_square_and_its_columns_are_known(report: Report) -> None:
    names = set()
    for table in every_table(report):
        names.add(table.name)
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert table.name in LABELS
        for column in table.columns:
            currency = column.unit.removesuffix("/h").removesuffix("/contact")
            assert column.unit in UNITS or (len(currency) == 3 and currency.isupper()), column
            if ":" not in column.name:
                assert all(part.isdigit() or part in LABELS for part in column.name.split(".")), column
    assert {"readings", "promises", "hours", "parameters", "curve", "classes", "funnel", "staff", "costs"} <= names
    assert {"lines", "years", "contacts", "what_ifs"} <= names


def fits(cell: Cell, unit: str) -> bool:
    """Whether a cell is of the kind that its column says."""
    if cell is None:
        return True
    if unit in ("text", "word", "code", "holiday"):
        return isinstance(cell, str)
    if unit in ("date", "month"):
        return isinstance(cell, date) or (unit, cell) == ("month", "total")
    if unit in ("people", "ratio", "hours"):
        return isinstance(cell, int | float | Decimal)
    if unit in ("number", "price", "rate") or "/" in unit:
        return isinstance(cell, Decimal)
    if unit == "value":
        return isinstance(cell, str | int | Decimal | date)
    return isinstance(cell, int)


def test_every_cell_is_of_its_columns_kind(report: Report) -> None:
    for table in every_table(report):
        for row in table.rows:
            for cell, column in zip(row, table.columns, strict=True):
                assert fits(cell, column.unit), (table.name, column, cell)
                if column.unit == "code" and isinstance(cell, str) and ":" not in cell:
                    assert all(part in LABELS for part in cell.split(".")), (table.name, cell)
                if column.unit == "ratio" and isinstance(cell, float):
                    assert 0 <= cell <= 1


def test_every_cell_can_be_written_in_both_languages(report: Report) -> None:
    for words in (ENGLISH, FRENCH):
        for table in every_table(report):
            assert all(words.head(column) for column in table.columns)
            for row in (*table.rows[:20], *table.rows[-2:]):
                for cell, column in zip(row, table.columns, strict=True):
                    assert words.cell(cell, column.unit)


def test_every_table_is_a_file_that_a_spreadsheet_reads_and_does_not_run(report: Report) -> None:
    for table in every_table(report):
        content = to_csv(table, ENGLISH).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(content)))
        assert len(rows) == len(table.rows) + 1
        assert all(len(row) == len(table.columns) for row in rows)
        for row in rows[1:]:
            for text, column in zip(row, table.columns, strict=True):
                if column.unit in ("text", "word", "code"):
                    assert not text.startswith(("=", "@", "+", "\t"))


def test_a_name_of_the_plan_is_shown_as_it_is() -> None:
    """With a dot, a colon or the look of a word of ours."""
    found = build(DOCUMENTS["names that look like words"], plans=2)
    staff, contacts = found.readings[0].tables["staff"], found.readings[0].tables["contacts"]
    heads = [ENGLISH.head(column) for column in staff.columns if column.name.startswith("role:")]
    assert heads == ["total", "a.b", "x:y", "=1+1", "EUR"]
    assert [ENGLISH.head(column).split(",")[0] for column in contacts.columns[5:]] == ["St. Denis", "cost:EUR"]


# -- readings -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("document", "names"),
    [
        (lome(), ["starts", "on_payroll"]),
        (SMALL, ["given", "starts", "on_payroll"]),
        (small(promise=None), ["given"]),
        ({"site": lome()["site"]}, ["given"]),
    ],
)
def test_which_readings_there_are(document: Document, names: list[str]) -> None:
    assert [one.name for one in build(document, plans=2).readings] == names


def test_a_reading_tells_of_each_promise_its_own_way_of_counting_first() -> None:
    document = lome()
    document["promise"][1]["metric"] = "certified"
    for reading in build(document, plans=2).readings:
        assert [(one.promise, one.metric) for one in reading.chances] == [
            (1, "starts"),
            (1, "on_payroll"),
            (1, "certified"),
            (2, "certified"),
            (2, "starts"),
            (2, "on_payroll"),
        ]
        assert {one.metric for one in reading.chances} == set(METRICS)
        expected = {(one.promise, one.metric): one.expected for one in reading.chances}
        assert expected[1, "starts"] > expected[1, "on_payroll"] > expected[1, "certified"] > 0


def test_the_promises_table_is_the_chances_of_all_readings() -> None:
    report = build(lome(), plans=2)
    table = report.tables["promises"]
    for number, row in enumerate(table.rows):
        ones = [reading.chances[number] for reading in report.readings]
        assert row[:4] == (ones[0].name, ones[0].metric, ones[0].last, ones[0].target)
        assert row[4:] == tuple(figure for one in ones for figure in (one.expected, one.chance))


def test_bands_stand_beside_what_is_expected() -> None:
    """The median of 400 plans is near the mean, and the percentiles do not cross."""
    reading = build(lome(), plans=400).readings[1]
    table = reading.tables["curve"]
    names = [one.name for one in table.columns]
    for values in table.rows:
        row: dict[str, Any] = dict(zip(names, values, strict=True))
        for count in ("recruited", "on_payroll", "certified", "effective"):
            assert row[f"{count}.p5"] <= row[f"{count}.p50"] <= row[f"{count}.p95"]
            assert row[f"{count}.p5"] - 1 <= row[count] <= row[f"{count}.p95"] + 1
            assert row[f"{count}.p50"] == pytest.approx(row[count], abs=2.5)
        assert row["recruited"] >= row["on_payroll"] >= row["certified"] >= row["effective"]


def test_a_report_travels_between_processes() -> None:
    """What comes back is what was sent, and knows its plan."""
    report = build(SMALL, plans=5)
    again = pickle.loads(pickle.dumps(report))
    assert again == report
    assert what_ifs(again, "given") == what_ifs(report, "given")


def test_two_plans_compared() -> None:
    first, second = build(lome(), plans=2), build(changed(lome(), training__pass_ratio=Decimal("0.8")), plans=2)
    table = compared(("A", first), ("B", second))
    assert table is not None
    columns = [one.name for one in table.columns]
    rows = [dict(zip(columns, row, strict=True)) for row in table.rows]
    assert [(row["reading"], row["plan"]) for row in rows] == [
        (reading, plan) for reading in ("starts", "on_payroll") for plan in ("plan:A", "plan:B", "difference")
    ]
    for lower, upper, apart in (rows[:3], rows[3:]):
        for name in columns[2:]:
            assert apart[name] == upper[name] - lower[name]
        for column in table.columns[2:7]:  # as they are shown
            least, most, more = (
                Decimal(ENGLISH.cell(row[column.name], column.unit).replace(",", "")) for row in (lower, upper, apart)
            )
            assert more == most - least
        assert all(row["cost_eur"] % 100 == 0 for row in (lower, upper, apart))
    assert rows[5]["places"] > 0  # fewer pass, more must be recruited
    assert compared(("A", first), ("B", build({}, plans=1))) is None


def test_places_of_a_reading() -> None:
    reading: Reading = build(SMALL, plans=1).readings[0]
    assert reading.places == places(reading.classes) == 22


# -- amounts --------------------------------------------------------------------------------------------------------------
def test_decimals_of_currencies_are_those_of_the_locale_data() -> None:
    """Babel's tables know them too; where a currency has lost its cents in use only, the norm keeps them."""
    from babel.numbers import get_currency_precision, list_currencies

    kept = {code: get_currency_precision(code) for code in list_currencies() if code in DECIMALS}
    assert len(kept) == len(DECIMALS)
    in_use = {"IQD": 0}  # fils stand in the norm, and are not used
    assert {code: decimals(code) for code in kept} == kept | {code: DECIMALS[code] for code in in_use}
    assert [decimals(code) for code in ("EUR", "USD", "MAD", "GHS", "NGN")] == [2] * 5


@pytest.mark.parametrize("currency", ["XOF", "EUR", "TND", "MAD"])
def test_minor_units_and_back(currency: str) -> None:
    for amount in (0, 1, 99, 10**15 + 1, -7):
        assert minor(units(amount, currency), currency) == amount
    step = Decimal(1).scaleb(-decimals(currency))
    assert minor(step / 2, currency) == 1
    assert minor(step * Decimal("0.4999"), currency) == 0


def test_euros_are_rounded_once() -> None:
    """From francs, cents and millimes alike."""
    assert in_euro(656, "XOF", Decimal("655.957")) == 100
    assert in_euro(1_080, "MAD", Decimal("10.8")) == 100
    assert in_euro(3_310, "TND", Decimal("3.31")) == 100
    assert in_euro(10_606_464, "EUR", Decimal(1)) == 10_606_464


def test_a_rate_that_is_fixed_stands_among_the_parameters() -> None:
    """With where it is from, though the plan does not say it; of a place in euro there is none to say."""
    rows = {row[0]: row[1:] for row in build(lome(), plans=1).tables["parameters"].rows}
    fixed = {key: row for key, row in rows.items() if str(key).endswith(".per_euro")}
    assert set(fixed) == {"site.per_euro", "reference.2.per_euro", "reference.3.per_euro"}
    for value, source, since, confidence in fixed.values():
        assert (value, since, confidence) == (Decimal("655.957"), date(1999, 1, 1), "known")
        assert "98/683" in str(source)
    assert all(row[0] != "" for row in rows.values())  # what is empty has no source


def test_a_rate_of_ones_own_against_a_fixed_one_is_not_what_the_parameters_say() -> None:
    site = changed(lome(), site=lome()["site"] | {"per_euro": Decimal(600)})
    rows = {row[0]: row[1] for row in build(site, plans=1).tables["parameters"].rows}
    assert rows["site.per_euro"] == Decimal("655.957")


def test_quantity_and_price_of_a_line_give_its_amount_as_they_are_shown(report: Report) -> None:
    """In the file and on the page: a rate of 17.5% is not 0.18, a twelfth not 0.08."""
    for reading in report.readings:
        table = reading.tables["lines"]
        currency = table.columns[5].unit
        for row, written in zip(
            table.rows, csv.DictReader(io.StringIO(to_csv(table, ENGLISH).decode("utf-8-sig"))), strict=True
        ):
            told = {written["Price"], ENGLISH.cell(row[4], "rate").replace(",", "")}
            for price in map(Decimal, told):
                assert minor(Decimal(written["Quantity"]) * price, currency) == row[5], row
            assert max(len(Decimal(price).as_tuple().digits) for price in told) <= 12
