"""Amounts: minor units, one rounding, half up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from woezo.commercial.money import in_euro, minor, units


@pytest.mark.parametrize(
    ("amount", "currency", "whole"),
    [
        ("106064.64", "EUR", 10_606_464),
        ("0.005", "EUR", 1),  # half up
        ("-0.005", "EUR", -1),  # and away from zero
        ("69573843.06", "XOF", 69_573_843),  # no minor unit
        ("0.5", "XAF", 1),
        ("1.2345", "TND", 1_235),
    ],
)
def test_minor_units(amount: str, currency: str, whole: int) -> None:
    """An amount is rounded once, half up, to the currency's minor unit."""
    assert minor(Decimal(amount), currency) == whole


def test_there_and_back() -> None:
    """Minor units are exact."""
    assert units(10_606_464, "EUR") == Decimal("106064.64")
    assert units(69_573_843, "XOF") == 69_573_843


def test_a_fixed_rate() -> None:
    """2,828 XOF are 4.31 EUR at 655.957."""
    assert in_euro(2_828, "XOF", Decimal("655.957")) == 431
