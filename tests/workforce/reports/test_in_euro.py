"""A site whose currency is the euro says each amount once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workforce.documents import Document, lome
from tests.workforce.tiny import rows
from woezo.workforce.reports.report import Report, build, cases, compared
from woezo.workforce.tables import Column, Table, once

LILLE: Document = {
    **lome(),
    "site": {**lome()["site"], "name": "Lille", "country": "FR", "currency": "EUR"},
    "reference": [],
}


def every_table(report: Report) -> dict[str, Table]:
    """Of the plan, of its first reading, its what-ifs, and beside another."""
    further = [*cases(report, "starts"), compared(("A", report), ("B", report))]
    found = {**report.tables, **report.readings[0].tables}
    return found | {table.name: table for table in further if table is not None}


@pytest.fixture(scope="module")
def lille() -> Report:
    return build(LILLE, plans=2)


@pytest.fixture(scope="module")
def in_francs() -> Report:
    return build(lome(), plans=2)


def test_no_table_has_an_amount_twice(lille: Report, in_francs: Report) -> None:
    """And what is left is in euro; in francs every such column is there."""
    once_each, both = every_table(lille), every_table(in_francs)
    for name, table in both.items():
        columns = {column.name: column.unit for column in table.columns}
        doubled = {one.removesuffix("_eur") for one in columns if one.endswith("_eur")}
        assert doubled <= set(columns), name
        own = {column.name: column.unit for column in once_each[name].columns}
        assert not [one for one in own if one.endswith("_eur")], name
        assert {own[one].partition("/")[0] for one in doubled} <= {"EUR"}, name
        assert all(len(row) == len(own) for row in once_each[name].rows)
    twice = {name for name, table in both.items() if any(one.name.endswith("_eur") for one in table.columns)}
    assert twice == {"readings", "hours", "costs", "lines", "years", "contacts", "what_ifs", "to_keep", "compared"}


def test_the_amounts_are_those_of_the_reading(lille: Report) -> None:
    (first, *_) = lille.readings
    assert first.total == first.total_eur
    assert rows(first.tables["costs"])[-1]["total"] == first.total
    assert sum(row["amount"] for row in rows(first.tables["lines"])) == first.total


def hours(document: Document) -> list[dict[str, Any]]:
    return rows(build(document, plans=1).tables["hours"])


def test_beside_a_place_with_another_currency_the_hour_stands_in_the_column_that_compares(in_francs: Report) -> None:
    """The site in euro, the place in francs: both in euro, and the francs beside."""
    place = {"name": "Cotonou", "currency": "XOF", "agent_month": 140_000}
    mixed = hours({**LILLE, "reference": [place]})
    assert all(row["productive_hour_eur"] for row in mixed)
    assert {row["place"] for row in mixed if row["productive_hour"] is None} == {"Lille"}
    paris = next(row for row in rows(in_francs.tables["hours"]) if row["place"] == "Paris")
    assert paris["productive_hour"] is None
    assert float(paris["productive_hour_eur"]) == pytest.approx(32.62, abs=0.01)


def test_what_is_in_another_currency_stays() -> None:
    """A column of euro by itself, and one that only looks like a second."""
    table = Table("x", (Column("cost", "XOF"), Column("cost_eur", "EUR"), Column("total", "EUR")), ((1, 2, 3),))
    assert once(table) is table
    same = Table("x", (Column("cost", "EUR"), Column("cost_eur", "EUR"), Column("n", "count")), ((1, 1, 3), (2, 2, 4)))
    assert once(same) == Table("x", (Column("cost", "EUR"), Column("n", "count")), ((1, 3), (2, 4)))
