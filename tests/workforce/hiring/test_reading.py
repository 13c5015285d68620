"""Cells that cannot be used: each is named, with what stood there, and the rest of the plan computes."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from tests.workforce.documents import Document, changed, lome, one_class, small
from woezo.parameters.declaring import Confidence, declared
from woezo.parameters.faults import Fault, shown
from woezo.planning.wording.words import Words
from woezo.workforce.hiring.plan import GROUPS, LISTS
from woezo.workforce.hiring.reading import read
from woezo.workforce.reports.report import build

ENGLISH = Words(str, "en_GB")


def faults(document: Document) -> list[Fault]:
    """Those of a plan that is worked out all the same."""
    report = build(document, plans=2)
    assert report.plan is not None
    assert report.readings
    assert all(reading.tables["costs"].rows for reading in report.readings)
    return list(report.faults)


def only(document: Document) -> Fault:
    """The one fault of a changed preset."""
    (found,) = faults(document)
    return found


def nested(depth: int) -> list[Any]:
    """Brackets within brackets."""
    found: list[Any] = []
    for _ in range(depth):
        found = [found]
    return found


@pytest.mark.parametrize(
    ("cell", "given", "sentence"),
    [
        (
            "attrition.months_1_to_3_ratio",
            Decimal("-0.05"),
            "-0.05 (that is -5%) is out of range. Write a value from 0 to 1: 0.05 is 5%. "
            "Meanwhile the plan goes on with 0.05.",
        ),
        (
            "attrition.later_ratio",
            Decimal("1.2"),
            "1.2 (that is 120%) is out of range. Write a value from 0 to 1: 0.05 is 5%. "
            "Meanwhile the plan goes on with 0.015.",
        ),
        (
            "training.weeks",
            0,
            "0 is out of range. Write a value from 1 to 52. Meanwhile the plan goes on with 4.",
        ),
        (
            "training.weeks",
            Decimal("2.5"),
            "2.5 is not a whole number. Write one from 1 to 52. Meanwhile the plan goes on with 4.",
        ),
        (
            "training.weeks",
            "four",
            "“four” is not a number. Write a whole one from 1 to 52, without unit. Meanwhile the plan goes on with 4.",
        ),
        (
            "training.weeks",
            True,
            "“true” is not a number. Write a whole one from 1 to 52, without unit. Meanwhile the plan goes on with 4.",
        ),
        (
            "training.weeks",
            float("nan"),
            "“nan” is not a number. Write a whole one from 1 to 52, without unit. Meanwhile the plan goes on with 4.",
        ),
        (
            "training.weeks",
            {"source": "the trainer"},
            "a source is there, but no value. Write value = … beside it. Meanwhile the plan goes on with 4.",
        ),
        (
            "site.ends",
            "soon",
            "“soon” is not a date. Write year, month and day: 2020-04-01. Meanwhile the plan goes on without it.",
        ),
        (
            "site.ends",
            datetime(2021, 1, 1),  # noqa: DTZ001  (TOML has such)
            "“2021-01-01 00:00:00” is not a date. Write year, month and day: 2020-04-01. "
            "Meanwhile the plan goes on without it.",
        ),
        (
            "site.ends",
            date(9999, 1, 1),
            "1 Jan 9999 is too far off for a plan. Write a date from 1990 to 2150. Meanwhile the plan goes on without it.",
        ),
        (
            "learning.efficiency_ratios",
            [0.5, 7],
            "7 (that is 700%) is out of range. Write a value from 0 to 1.5: 0.05 is 5%. Meanwhile the plan goes on with "
            "0.53, 0.65, 0.74, 0.81, 0.86, 0.9, 0.93, 0.96, 0.98, 1.",
        ),
        (
            "learning.efficiency_ratios",
            [],
            "“[]” is not a list of numbers. Write one such as [0.5, 0.8, 1]. Meanwhile the plan goes on with "
            "0.53, 0.65, 0.74, 0.81, 0.86, 0.9, 0.93, 0.96, 0.98, 1.",
        ),
        (
            "presence.weekly_hours",  # the law's value stands in
            169,
            "169 is out of range. Write a value from 1 to 100. Meanwhile the plan goes on with 40.",
        ),
        (
            "training.weaks",
            4,
            "unknown parameter. Did you mean training.weeks?",
        ),
        ("training.xyzzy", 4, "unknown parameter. Delete it."),
    ],
)
def test_a_cell_and_its_sentence(cell: str, given: Any, sentence: str) -> None:
    found = only(changed(lome(), **{cell.replace(".", "__"): given}))
    assert found.cell == cell
    assert ENGLISH.sentence(found) == f"{cell}: {sentence}"


@pytest.mark.parametrize(
    ("field", "given", "code"),
    [
        ("metric", "heads", "not_a_choice"),
        ("metric", ["starts"], "not_a_choice"),
        ("nationals_only", "yes", "not_a_flag"),
        ("nationals_only", 1, "not_a_flag"),
        ("authority", "", "not_a_text"),
        ("authority", "A\x1b[31m", "not_a_text"),
        ("authority", "two\nlines", "not_a_text"),
        ("authority", "é" * 121, "not_a_text"),
        ("calendar_year", 20, "out_of_range"),
    ],
)
def test_a_cell_of_an_entry(field: str, given: Any, code: str) -> None:
    document = lome()
    document["promise"][0] |= {"calendar_year": 2020} | {field: given}
    if field == "calendar_year":
        document["promise"][0]["to"] = date(2020, 12, 31)
    found = only(document)
    assert (found.code, found.cell) == (code, f"promise.1.{field}")
    assert ENGLISH.sentence(found)


@pytest.mark.parametrize("field", ["calendar_year", "activity_years"])
def test_the_default_of_what_is_not_said_may_be_written(field: str) -> None:
    """As the reference has it: 0."""
    document = lome()
    written = build(
        changed(document, promise=[{**one, field: 0} if field not in one else one for one in document["promise"]])
    )
    assert (written.faults, written.readings) == (build(document).faults, build(document).readings)


def test_a_target_of_nobody_is_one_fault() -> None:
    document = lome()
    document["promise"] = [{**document["promise"][0], "target": 0}]
    found = only(document)
    assert (found.code, found.cell) == ("promise_without_target", "promise.1.target")
    assert "goes on with 0" not in ENGLISH.sentence(found)


@pytest.mark.parametrize("currency", ["xof", "CFA franc", "ratio", "X0F", "ÉUR", 952])
def test_a_currency_is_a_code(currency: object) -> None:
    """What looks like another unit of a table must never become one; without a currency there is no plan."""
    report = build(changed(lome(), site__currency=currency))
    assert report.plan is None
    assert [one.cell for one in report.faults] == ["site.currency"]
    document = lome()
    document["reference"][0]["currency"] = currency
    assert only(document).cell == "reference.1.currency"


def test_without_its_site_there_is_nothing_to_go_on_with() -> None:
    report = build({})
    assert (report.plan, report.readings, report.tables) == (None, (), {})
    assert [(one.code, one.cell) for one in report.faults] == [
        ("missing", f"site.{name}") for name in ("name", "country", "currency", "opening")
    ]


def test_an_entry_without_its_name_is_left_out() -> None:
    document = small()
    del document["support"][0]["name"]
    document["class"][1] = {"size": 5}
    found = {one.cell: one.code for one in faults(document)}
    assert found["support.1.name"] == found["class.2.start"] == "missing"
    plan, _ = read(document)
    assert plan is not None
    assert [one.name for one in plan.support] == ["Direction"]
    assert [one.number for one in plan.classes] == [1, 3]  # each keeps its place in the file


@pytest.mark.parametrize("given", [5, "x", [1], nested(3), None, [[]]])
def test_a_table_is_a_table_and_a_list_a_list(given: Any) -> None:
    assert ("not_a_table", "training") in {
        (one.code, one.cell) for one in faults(changed(lome()) | {"training": given})
    }
    codes = {(one.code, one.cell) for one in faults(lome() | {"support": given})}
    if isinstance(given, list):
        assert ("not_a_table", "support.1") in codes
    else:
        assert codes == {("not_a_list", "support")}


def test_what_is_too_much_is_not_read() -> None:
    """Lists of thousands of entries, and of unknown names: some are named, all others wait."""
    classes = [one_class(date(2020, 8, 3), 1) for _ in range(10_000)]
    found = faults(small(**{"class": classes}))
    assert next(one for one in found if one.code == "too_many").cell == "class"
    assert ENGLISH.sentence(next(one for one in found if one.code == "too_many")) == (
        "class: 10000 entries; only the first 400 are read."
    )
    found = faults(lome() | {f"k{number}" * 50: 1 for number in range(10_000)})
    assert len(found) == 20
    assert all(len(one.cell) <= 120 for one in found)


def test_provenance_is_kept_and_checked() -> None:
    stated = {"value": 5, "source": "the trainer", "date": date(2020, 2, 1), "confidence": "known"}
    plan, found = read(small(training__weeks=stated))
    assert plan is not None
    assert not found
    assert plan.training.weeks == 5
    where = plan.provenance["training.weeks"]
    assert (where.source, where.at, where.confidence) == ("the trainer", date(2020, 2, 1), Confidence.KNOWN)
    assert plan.provenance["training.rooms"].confidence is Confidence.STATED  # it stands there without a mark
    assert plan.provenance["site.per_euro"].confidence is Confidence.STATED


@pytest.mark.parametrize(
    ("part", "given", "code", "cell"),
    [
        ("confidence", "sure", "not_a_choice", "training.weeks.confidence"),
        ("confidence", ["known"], "not_a_choice", "training.weeks.confidence"),
        ("confidence", {"known": 1}, "not_a_choice", "training.weeks.confidence"),
        ("date", "yesterday", "not_a_date", "training.weeks.date"),
        ("date", datetime(2020, 1, 1), "not_a_date", "training.weeks.date"),  # noqa: DTZ001
        ("date", time(1), "not_a_date", "training.weeks.date"),
        ("source", 5, "not_a_text", "training.weeks.source"),
        ("sauce", "x", "unknown_key", "training.weeks.sauce"),
    ],
)
def test_a_provenance_that_cannot_be_read_does_not_cost_the_value(part: str, given: Any, code: str, cell: str) -> None:
    document = changed(lome(), training__weeks={"value": 3, part: given})
    found = only(document)
    assert (found.code, found.cell) == (code, cell)
    plan, _ = read(document)
    assert plan is not None
    assert plan.training.weeks == 3


def test_law_stands_in_by_country_and_day() -> None:
    """The law of the day of opening, with its own source; another country's is asked for."""
    document = lome()
    del document["presence"]
    plan, _ = read(document)
    assert plan is not None
    assert (plan.presence.weekly_hours, plan.presence.leave_weeks) == (40, 5)
    assert plan.pay.employer_charges_ratio == Decimal("0.175")
    assert "AMU" in _charges(changed(document, site__opening=date(2024, 4, 1), site__ends=date(2025, 3, 31)))
    document["site"]["country"] = "SN"
    found = {one.cell: one for one in faults(document) if one.code == "law_unknown"}
    assert set(found) == {"presence.weekly_hours", "presence.leave_weeks", "pay.employer_charges_ratio"}
    assert ENGLISH.sentence(found["presence.weekly_hours"]) == (
        "presence.weekly_hours: the law of SN is not in the tables. Write the value, with its source. "
        "Meanwhile the plan goes on with 40."
    )


def test_a_day_before_the_law_names_the_day_and_not_the_country() -> None:
    """Togo is in the tables; 1991 is not."""
    found = faults(changed(lome(), site__opening=date(1991, 4, 1), site__ends=date(1992, 3, 31), presence={}))
    told = {one.cell: ENGLISH.sentence(one) for one in found if one.code in ("law_unknown", "law_too_old")}
    assert set(told) == {"presence.weekly_hours", "presence.leave_weeks", "pay.employer_charges_ratio"}
    for said in told.values():
        assert "the law of TG is in the tables from " in said
        assert "is not in the tables" not in said


def _charges(document: Document) -> str:
    plan, _ = read(document)
    assert plan is not None
    assert plan.pay.employer_charges_ratio == Decimal("0.225")
    return plan.provenance["pay.employer_charges_ratio"].source


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.050"), "0.05"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0E+999999"), "0"),
        (Decimal("1E+999999"), "1.000e+999999"),
        (Decimal("1E-999999"), "1.000e-999999"),
        (Decimal("sNaN"), "sNaN"),
        pytest.param(16**5000, "3.980e+6020", id="six thousand digits"),
        (1e9, "1000000000"),
        (1e300, "1.000e+300"),
        (20.5, "20.5"),
        (float("inf"), "inf"),
        (True, "true"),
        ((Decimal("0.5"), Decimal(1)), "0.5, 1"),
        pytest.param(nested(5000), "…", id="nested"),
        ({"a": 1}, "…"),
        ("é" * 500, "é" * 120),
        (date(2020, 4, 1), "2020-04-01"),
    ],
)
def test_a_value_as_a_sentence_has_it(value: object, text: str) -> None:
    """What is absurd is cut, whatever its type."""
    assert shown(value) == text


@pytest.mark.parametrize(
    ("given", "read_as"),
    [
        (Decimal("0.1234567890123456789"), Decimal("0.123456789012")),
        (Decimal("1E-999999"), Decimal(0)),
        (Decimal("-0.0"), Decimal(0)),
        (0.1 + 0.2, Decimal("0.3")),
        (1, Decimal(1)),
    ],
)
def test_a_number_is_kept_to_twelve_decimals(given: Any, read_as: Decimal) -> None:
    plan, found = read(small(attrition__later_ratio=given))
    assert plan is not None
    assert not found
    assert plan.attrition.later_ratio == read_as


def test_every_limit_can_be_stood_upon() -> None:
    """The least and the most of every number are themselves allowed, and the plan computes with them."""
    for limit in ("least", "most"):
        for name, kind in GROUPS.items():
            for one, parameter in declared(kind):
                given = getattr(parameter, limit)
                if parameter.kind in ("ratio", "count", "number", "amount") and given is not None:
                    document = small(**{f"{name}__{one.name}": int(given) if parameter.kind == "count" else given})
                    codes = {found.code for found in faults(document) if found.cell == f"{name}.{one.name}"}
                    assert not codes & {"out_of_range", "not_whole"}, (name, one.name, limit)


def test_entries_at_their_limits() -> None:
    for limit in ("least", "most"):
        for name, (_, kind) in LISTS.items():
            for one, parameter in declared(kind):
                given = getattr(parameter, limit)
                if parameter.kind not in ("ratio", "count", "number", "amount") or given is None:
                    continue
                document = small()
                document[name][0][one.name] = int(given) if parameter.kind == "count" else given
                codes = {found.code for found in faults(document) if found.cell == f"{name}.1.{one.name}"}
                assert not codes & {"out_of_range", "not_whole"}, (name, one.name, limit)


def test_the_source_of_plain_values_is_said_once() -> None:
    document = small() | {"stated": {"source": "Budget 2027", "date": date(2026, 10, 1), "confidence": "known"}}
    document["pay"] = {
        "agent_month": {"value": 100_000, "source": "Survey", "confidence": "seen"},
        "trainee_month": 70_000,
    }
    plan, faults = read(document)
    assert plan is not None
    assert not [one for one in faults if one.cell.startswith("stated")]
    assert plan.provenance["pay.trainee_month"].source == "Budget 2027"
    assert plan.provenance["pay.trainee_month"].confidence is Confidence.KNOWN
    assert plan.provenance["pay.agent_month"].source == "Survey"
    plan, _ = read({**document, "learning": {}})
    assert plan is not None
    assert plan.provenance["learning.efficiency_ratios"].source != "Budget 2027", "a default has its own"


@pytest.mark.parametrize(
    ("given", "cell"),
    [("Budget", "stated"), ({"sauce": "x"}, "stated.sauce"), ({"confidence": "sure"}, "stated.confidence")],
)
def test_what_is_wrong_with_it_is_named(given: Any, cell: str) -> None:
    plan, faults = read(small() | {"stated": given})
    assert plan is not None
    assert cell in {one.cell for one in faults}


def test_every_parameter_of_the_preset_has_source_and_date_and_mark() -> None:
    plan, _ = read(lome())
    assert plan is not None
    bare = {
        cell for cell, one in plan.provenance.items() if not one.source or (one.at is None and one.source[:4] != "law:")
    }
    assert not bare


@pytest.mark.parametrize(("name", "value"), [("country", 7), ("currency", "franc"), ("opening", "soon")])
def test_without_its_ground_a_plan_does_not_go_on(name: str, value: Any) -> None:
    """Whoever mends it is not told that the plan goes on without it, nor with a default elsewhere."""
    document = small(attrition={"later_ratio": 7})
    plan, faults = read({**document, "site": {**document["site"], name: value}})
    assert plan is None
    assert {one.cell: dict(one.about).get("meanwhile") for one in faults} == {
        f"site.{name}": "nothing",
        "attrition.later_ratio": None,
    }
    assert not [one for one in faults if "taken" in dict(one.about)]


@pytest.mark.parametrize("name", ["", "  ", 7, None])
def test_a_plan_goes_on_without_the_name_of_its_site(name: Any) -> None:
    document = small()
    site = {key: value for key, value in document["site"].items() if key != "name"}
    plan, (fault,) = read({**document, "site": site | ({} if name is None else {"name": name})})
    assert plan is not None
    assert (fault.cell, fault["taken"], plan.site.name) == ("site.name", plan.site.country, plan.site.country)
