"""The plans whose speed is measured are plans: what comes with Woezo is rewritten for them."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest

from benchmarks.plan import SIZES, of_size
from woezo.workforce.reports.report import build


@pytest.mark.parametrize(("target", "years"), SIZES[:2])
def test_a_plan_of_so_many_people_and_years(target: int, years: int) -> None:
    report = build(tomllib.loads(of_size(target, years), parse_float=Decimal), plans=1)
    assert not report.faults
    starts = [one.start for one in report.readings[-1].classes]
    assert (max(starts) - min(starts)).days == pytest.approx(years * 365, abs=60), (
        "the first class begins before the opening"
    )
