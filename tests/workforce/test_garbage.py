"""Whatever stands in whatever cell: nothing raises, nothing takes minutes, and the cell is named."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workforce.documents import Document, changed, lome, one_class, promise, small
from woezo.entrypoints.cli_plan import _plain, as_json, files, in_words
from woezo.parameters.declaring import declared
from woezo.parameters.reading import _value, _Wrong
from woezo.planning.rendering.files import to_csv
from woezo.planning.wording.words import Words
from woezo.workforce.hiring.plan import GROUPS, LISTS
from woezo.workforce.reports.report import build, cases

LANGUAGES = Words(str, "en_GB"), Words(str, "fr")
LONGEST_S = 60  # far above what any plan takes (benchmarks/plan.py), far below what a person waits

CELLS = [(name, one.name, parameter) for name, kind in GROUPS.items() for one, parameter in declared(kind)]
CELLS += [(f"{name}.1", one.name, parameter) for name, (_, kind) in LISTS.items() for one, parameter in declared(kind)]


def deep(make: Callable[[Any], Any], depth: int = 3_000) -> Any:
    """Brackets within brackets."""
    found: Any = make(0)
    for _ in range(depth):
        found = make(found)
    return found


ABSURD = {
    "nothing": "",
    "blank": "  ",
    "nan": float("nan"),
    "infinite": float("inf"),
    "minus infinite": float("-inf"),
    "signalling nan": Decimal("sNaN"),
    "largest float": 1.7e308,
    "smallest float": 5e-324,
    "exponent": Decimal("1e999999"),
    "small exponent": Decimal("1e-999999"),
    "zero with an exponent": Decimal("0e999999"),
    "minus zero": Decimal("-0"),
    "thousands of digits": Decimal("0." + "3" * 5_000),
    "hexadecimal": 16**5_000,
    "minus": -1,
    "minus a lot": -(10**30),
    "true": True,
    "sign": "\x1b[2J",
    "braces": "{given} %s %(a)s {0}",
    "formula": "=1+1",
    "unicode": "\u202eé\U0001f9d1‍\U0001f4bb" * 200,
    "empty list": [],
    "list": [1, 2],
    "long list": [1] * 10_000,
    "list of tables": [{}] * 10_000,
    "brackets": deep(lambda inner: [inner]),
    "braces within braces": deep(lambda inner: {"value": inner}),
    "table": {},
    "many keys": {f"key {number}": number for number in range(10_000)},
    "only a source": {"source": "x"},
    "mark that is a list": {"value": 1, "confidence": [], "date": [], "source": {}},
    "first day": date(1, 1, 1),
    "last day": date(9999, 12, 31),
    "moment": datetime(2020, 1, 1),  # noqa: DTZ001  (TOML has such)
    "time": clock(1),
    "no day": "2020-02-31",
}

anything = st.one_of(
    st.sampled_from(sorted(ABSURD)).map(ABSURD.__getitem__),
    st.integers(),
    st.integers(-10, 600),
    st.floats(),
    st.floats(0, 1),
    st.decimals(),
    st.decimals(0, 1, places=4),
    st.text(max_size=130),
    st.dates(date(1985, 1, 1), date(2155, 1, 1)),
    st.dates(date(2019, 1, 1), date(2024, 1, 1)),
    st.booleans(),
    st.recursive(st.integers() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=3), max_leaves=5),
    st.dictionaries(
        st.sampled_from(["value", "source", "date", "confidence", "x"]), st.integers() | st.text(max_size=9)
    ),
)


def told(document: Document) -> set[str]:
    """The cells of the faults of a plan that is worked out and shown in every way that there is."""
    began = time.perf_counter()
    report = build(document, plans=3)
    for words in LANGUAGES:
        for fault in report.faults:
            sentence = words.sentence(fault)
            assert fault.cell in sentence
            assert len(sentence) < 1_000
        for _, table in files(report):
            assert to_csv(table, words)
            for row in (*table.rows[:3], *table.rows[-3:]):
                assert all(words.cell(cell, column.unit) for cell, column in zip(row, table.columns, strict=True))
        in_words(report, words, [table for one in report.readings for table in cases(report, one.name)])
    json.dumps(as_json(report, LANGUAGES[0]), default=_plain, allow_nan=False)
    assert time.perf_counter() - began < LONGEST_S
    return {fault.cell for fault in report.faults}


def put(document: Document, place: str, name: str, value: Any) -> Document:
    """Into a group, or into the first entry of a list."""
    group, entry, _ = place.partition(".")
    if entry:
        document.setdefault(group, [{"name": "n", "start": date(2020, 8, 3), "day": date(2020, 8, 3)}])
        document[group][0][name] = value
    else:
        document.setdefault(group, {})[name] = value
    return document


def unsaid(name: str, value: Any) -> bool:
    """A 0 where it is the default, which says nothing, though the least that can be said lies above it."""
    return type(value) is int and value == 0 and name in ("target", "calendar_year", "activity_years")


@pytest.mark.parametrize("what", ABSURD)
def test_absurd_values_in_every_cell(what: str) -> None:
    """All cells of the plan at once, save those without which there is none: each that cannot be read is named."""
    needed = {"name", "country", "currency", "opening", "start", "day"}
    document, expected = small(), set()
    for place, name, parameter in CELLS:
        if name in needed:
            continue
        put(document, place, name, ABSURD[what])
        if not isinstance(ABSURD[what], dict) and not unsaid(name, ABSURD[what]):
            try:
                _value(ABSURD[what], parameter)
            except _Wrong:
                expected.add(f"{place}.{name}")
    cells = told(document)
    assert expected <= cells
    if isinstance(ABSURD[what], dict):
        assert len([cell for cell in cells if cell.startswith("training.")]) > 5


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(CELLS), anything), min_size=1, max_size=12))
def test_garbage_in_random_cells_is_named(chosen: list[tuple[Any, Any]]) -> None:
    document = small()
    for (place, name, _), value in chosen:
        put(document, place, name, value)
    cells = told(document)
    last = {(place, name): (parameter, value) for (place, name, parameter), value in chosen}
    for (place, name), (parameter, value) in last.items():
        cell = f"{place}.{name}"
        if isinstance(value, dict):
            if "value" not in value:
                assert cell in cells
            continue
        if unsaid(name, value):
            continue
        try:
            _value(value, parameter)
        except _Wrong:
            assert cell in cells, value


@settings(max_examples=25)
@given(st.sampled_from([*GROUPS, *LISTS]), anything)
def test_garbage_for_a_whole_group_or_list(name: str, value: Any) -> None:
    cells = told(small() | {name: value})
    if not isinstance(value, dict | list):
        assert name in cells


@settings(max_examples=40)
@given(st.dictionaries(st.text(max_size=20), anything, max_size=5))
def test_garbage_for_a_plan(document: dict[str, Any]) -> None:
    assert told(document) >= {"site.name", "site.country", "site.currency", "site.opening"} - {
        f"site.{name}" for name in document.get("site", {}) if isinstance(document.get("site"), dict)
    }


# -- plans that are possible, and large -----------------------------------------------------------------------------------
END = date(2030, 3, 31)


def many(name: str, count: int, **more: Any) -> list[Document]:
    """Copies of the preset's first entry of a list, with names of their own."""
    first = lome()[name][0]
    return [first | {"name": f"{name} {number}"} | more for number in range(count)]


LARGE: dict[str, Callable[[], tuple[Document, str]]] = {
    "a hundred and fifty years": lambda: (
        changed(lome(), site__opening=date(1995, 4, 3), site__ends=date(2145, 1, 1)),
        "site.ends",
    ),
    "classes of another century": lambda: (
        changed(lome(), calendar__first=date(1990, 1, 1), **{"class": [one_class(date(1990, 1, 1), 20)] * 400}),
        "class.400.start",
    ),
    "a class of two thousand a week": lambda: (
        changed(
            lome(),
            training__class_size_most=500,
            **{"class": [one_class(date(2020, 3, 2) + timedelta(weeks=week), 2_000) for week in range(156)]},
        ),
        "class.156.size",
    ),
    "four hundred promises": lambda: (
        changed(lome(), promise=many("promise", 400, target=300, calendar_year=2022)),
        "promise",
    ),
    "a target of a hundred thousand": lambda: (
        changed(lome(), promise=[promise(100_000, date(2023, 3, 31))]),
        "promise.1.target",
    ),
    "thousands of everything": lambda: (
        changed(
            lome(), **{name: many(name, 5_000) for name in ("source", "support", "set_up", "programme", "reference")}
        ),
        "support",
    ),
    "ten thousand holidays": lambda: (
        changed(lome(), holiday=[{"day": date(2020, 1, 1) + timedelta(days=day)} for day in range(10_000)]),
        "holiday",
    ),
    "ten thousand people in ten years, a class a week in rooms of one": lambda: (
        changed(
            lome(),
            site__ends=END,
            calendar__every_weeks=1,
            training__weeks=1,
            training__rooms=200,
            training__class_size_most=1,
            promise=[promise(10_000, END, "on_payroll")],
        ),
        "promise.1.target",
    ),
    "rooms of five hundred, people who leave at once": lambda: (
        changed(
            lome(),
            site__ends=END,
            training__rooms=200,
            training__class_size_most=500,
            attrition__months_1_to_3_ratio=Decimal("0.9"),
            promise=[promise(10_000, END, "certified"), promise(9_000, END, "starts", since=date(2025, 1, 1))],
        ),
        "promise.1.target",
    ),
    "one of a hundred thousand applicants": lambda: (
        changed(
            lome(),
            sourcing__margin_ratio=5,
            source=many("source", 20, test_ratio=Decimal("0.0001"), share_ratio=Decimal("0.3")),
            calendar__probability_ratio=Decimal("0.999"),
            training__trainers=1,
        ),
        "calendar.every_weeks",
    ),
}


@pytest.mark.parametrize("what", LARGE)
def test_a_large_plan_is_bounded_and_its_cell_named(what: str) -> None:
    document, cell = LARGE[what]()
    assert cell in told(document)


def test_twenty_promises_over_ten_years() -> None:
    """All that a plan may hold at once."""
    document = changed(
        lome(),
        site__ends=END,
        calendar__every_weeks=1,
        promise=[
            promise(
                80 * number + 1, date(2020, 5, 1) + timedelta(days=170 * number), ("starts", "certified")[number % 2]
            )
            for number in range(20)
        ],
        **{"class": [one_class(date(2020, 3, 2) + timedelta(weeks=number), 25) for number in range(400)]},
    )
    told(document)


def test_amounts_at_their_limits_add_up() -> None:
    """A thousand milliards a month for everybody, doubled every year, at ten euros for one unit: sums stay exact."""
    document = changed(lome(), site__ends=END, site__currency="TND", site__per_euro=Decimal("0.1"))
    document["pay"] = {"agent_month": Decimal("1e12"), "trainee_month": Decimal("1e12"), "raise_a_year_ratio": 1}
    document["pay"] |= {"months_a_year": 16, "employer_charges_ratio": 1}
    document["support"] = many("support", 50, heads=100_000, agents_per_head=1, month_pay=Decimal("1e12"))
    document["reference"] = []
    told(document)
    for reading in build(document, plans=2).readings:
        lines = reading.tables["lines"].rows
        assert sum(row[5] for row in lines) == reading.total  # type: ignore[misc]
        assert sum(row[6] for row in lines) == reading.total_eur  # type: ignore[misc]
        for row in lines:
            assert abs(Decimal(str(row[3])) * Decimal(str(row[4])) * 1_000 - Decimal(str(row[5]))) <= max(
                1, Decimal(str(row[5])) / 10**20
            )
