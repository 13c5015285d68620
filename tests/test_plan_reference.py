"""docs/reference/plan.md: what it has of the code is the code's, and the plan at its end is one."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pages import renewed  # in buildtools, which tests/early.py finds
from reference import PAGE, PARTS
from woezo.parameters.declaring import Confidence
from woezo.planning.wording.labels import FAULTS
from woezo.planning.wording.words import NUMBERS
from woezo.workforce.hiring.plan import GROUPS, LISTS, METRICS
from woezo.workforce.reports.report import Report, build

TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    (text,) = re.findall(r"^```toml\n(.*?)^```", TEXT, re.M | re.S)
    return tomllib.loads(text, parse_float=Decimal)


@pytest.fixture(scope="module")
def report(example: dict[str, Any]) -> Report:
    return build(example, plans=20)


def test_what_the_code_says_stands_on_the_page() -> None:
    assert renewed(TEXT, PARTS) == TEXT, "run: python buildtools/reference.py"


def test_a_change_of_the_code_would_be_seen() -> None:
    assert (
        renewed(TEXT.replace("| `weeks` | weeks | 1 to 52 | 4 |", "| `weeks` | weeks | 1 to 52 | 5 |"), PARTS) == TEXT
    )
    with pytest.raises(AssertionError):
        renewed(TEXT.replace("<!-- end of law -->", ""), PARTS)


def test_every_word_of_a_plan_is_on_the_page() -> None:
    said = set(re.findall(r"`([^`\s]+)`", TEXT))
    assert {*METRICS, *Confidence, *FAULTS} - {
        "unknown_key_near",
        "missing_site",
        "missing_here",
        "ratio_out_of_range",
        *(set(NUMBERS.values())),
    } <= said
    assert {*(f"[{name}]" for name in GROUPS), *(f"[[{name}]]" for name in LISTS)} <= said
    assert set(PARTS) == set(re.findall(r"<!-- end of (\w+) -->", TEXT))


def test_the_plan_at_the_end_is_worked_out(example: dict[str, Any], report: Report) -> None:
    """Nothing to mend; both readings keep their promises, and there is a price of everything."""
    assert {*example} < {*GROUPS, *LISTS}
    assert set(LISTS) - set(example) == {"class"}
    assert report.faults == ()
    assert report.plan is not None
    assert report.plan.site.ends == date(2029, 2, 28)
    starts, there = report.readings
    assert min(one.chance for one in starts.chances if one.metric == "starts") >= 0.8
    assert min(one.chance for one in there.chances if one.metric == "on_payroll") >= 0.8
    assert there.end.on_payroll > 40 > starts.end.on_payroll
    assert all(table.rows for table in {**report.tables, **there.tables}.values())


def test_the_steady_hour_is_the_one_of_the_page(report: Report) -> None:
    """The formula of the page, worked out here for the reference of its plan."""
    pay = 1900 * (1 + 0.30) * 12 / 12 * (1 + 0.16)
    expected = (pay + 450) * 12 / (1820 * (1 - 0.33))
    (paris,) = (row for row in report.tables["hours"].rows if row[0] == "Paris")
    assert float(paris[-1]) == pytest.approx(expected)  # type: ignore[arg-type]
    assert expected == pytest.approx(32.62, abs=0.01)
