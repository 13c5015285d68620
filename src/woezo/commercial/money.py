"""Amounts: whole numbers of a currency's minor unit, rates as Decimal, one rounding for each line.

XOF and XAF have no minor unit and are two currencies, though both are pegged to the euro at the same rate: their amounts are
never added up. An amount in another currency is worked out line by line, so that the lines of a table add up in each.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

# ISO 4217. What is not listed has two decimals, as most do.
NONE: Final = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
THREE: Final = "BHD IQD JOD KWD LYD OMR TND"
DECIMALS: Final = dict.fromkeys(NONE.split(), 0) | dict.fromkeys(THREE.split(), 3)

# Units of a currency for one euro that law or treaty has fixed: the CFA francs and the Comorian franc.
PEGS: Final = {"EUR": Decimal(1), "XOF": Decimal("655.957"), "XAF": Decimal("655.957"), "KMF": Decimal("491.96775")}


def decimals(currency: str) -> int:
    """Digits behind the point of a currency's minor unit."""
    return DECIMALS.get(currency, 2)


def minor(amount: Decimal, currency: str) -> int:
    """An amount in units of the currency as whole minor units, rounded half up (away from zero)."""
    return int(amount.scaleb(decimals(currency)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def units(amount: int, currency: str) -> Decimal:
    """Whole minor units as units of the currency."""
    return Decimal(amount).scaleb(-decimals(currency))


def per_euro(currency: str, given: Decimal | None) -> Decimal | None:
    """Units of a currency for one euro: fixed by law, else as given."""
    return PEGS.get(currency, given)


def in_euro(amount: int, currency: str, per_euro: Decimal) -> int:
    """Minor units of a currency as cents, at so many units of it for one euro; rounded once."""
    return minor(units(amount, currency) / per_euro, "EUR")
