"""What labour law says, by country and date, where a hiring plan depends on it. Defaults: whoever relies on them has them
confirmed by local counsel.

Texts disagree and pages age, so each row names its source and how far it goes; a sum is marked like its weakest part. A row's
date is the day from which the source lets us say so; the rule itself may be older. A new value is a new row, never a change
of an old one: a plan of 2020 is computed by the law of 2020.

Minimum wages are for full legal hours, in units of the country's currency. Leave is in weeks: codes that count in days mean
working days of a week of six (30 days are five weeks), and a site of five days must not take them for days of its own.
Employer's charges are all that an employer pays on gross pay: social security by branch, health insurance, taxes on wages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from woezo.parameters.declaring import Confidence

RULES: Final = ("weekly_hours", "leave_weeks", "minimum_wage_month", "employer_charges_ratio")
CURRENCIES: Final = {"FR": "EUR", "TG": "XOF", "BJ": "XOF", "CM": "XAF"}  # in which the minimum wages are


@dataclass(frozen=True)
class Rule:
    """The value of a rule in a country from a day on, until the next row of the same rule."""

    country: str
    rule: str
    value: Decimal
    valid_from: date
    source: str
    confidence: Confidence


def legal(country: str, rule: str, on: date) -> Rule | None:
    """The row in force on a day; None for a country or a rule that is not here, or a day before its first row."""
    rows = [row for row in TABLE if (row.country, row.rule) == (country, rule) and row.valid_from <= on]
    return max(rows, key=lambda row: row.valid_from, default=None)


def first_day(country: str, rule: str) -> date | None:
    """From when on a rule is here; None where it is not."""
    return min((row.valid_from for row in TABLE if (row.country, row.rule) == (country, rule)), default=None)


def changes(country: str, rule: str, after: date, until: date) -> tuple[Rule, ...]:
    """The rows of a rule that come into force after a day, up to another."""
    return tuple(row for row in TABLE if (row.country, row.rule) == (country, rule) and after < row.valid_from <= until)


def countries() -> tuple[str, ...]:
    """The countries whose law is here."""
    return tuple(sorted({row.country for row in TABLE}))


def _rows(country: str, rule: str, *rows: tuple[str, str, str, str]) -> tuple[Rule, ...]:
    return tuple(
        Rule(country, rule, Decimal(value), date.fromisoformat(since), source, Confidence(mark))
        for value, since, mark, source in rows
    )


_AGECOR = "agecor.fr, SMIC horaire, historique"
_SMIC = "SMIC, décret; taux horaire x 35 x 52 / 12"
_CNSS_TOGO = "cleiss.fr, cotisations au Togo"
_CNPS = "cleiss.fr, cotisations au Cameroun; contributions FNE et Crédit foncier, loi 77-10 modifiée 90/050"

TABLE: Final = (
    *_rows("FR", "weekly_hours", ("35", "2002-01-01", "known", "Code du travail, durée légale")),
    *_rows(
        "TG",
        "weekly_hours",
        ("40", "2006-12-13", "known", "Code du travail, loi 2006-010 du 13 décembre 2006"),
        ("40", "2021-06-18", "seen", "Code du travail, loi 2021-012 du 18 juin 2021; edibajuris.com"),
    ),
    *_rows("BJ", "weekly_hours", ("40", "1998-01-27", "seen", "Code du travail, loi 98-004, art. 142; lanation.bj")),
    *_rows("CM", "weekly_hours", ("40", "1992-08-14", "seen", "Code du travail, loi 92/007, art. 80; rivermate.com")),
    *_rows("FR", "leave_weeks", ("5", "1982-02-01", "known", "Code du travail, congés payés: 30 jours ouvrables")),
    # 2.5 days a month; the page does not say whether of six or of seven days a week: 30 days of seven would be 4.3 weeks.
    *_rows("TG", "leave_weeks", ("5", "2006-12-13", "uncertain", "votresalaire.org/togo: 30 jours par an")),
    *_rows(
        "BJ",
        "leave_weeks",
        ("4", "1998-01-27", "seen", "loi 98-004, art. 158, 2 jours ouvrables par mois; lanation.bj"),
    ),
    *_rows(
        "CM",
        "leave_weeks",
        ("3", "1992-08-14", "seen", "loi 92/007, art. 89, 1,5 jour ouvrable par mois; juriafrica.com"),
    ),
    *_rows(
        "FR",
        "minimum_wage_month",
        ("1521.22", "2019-01-01", "seen", _AGECOR),
        ("1539.42", "2020-01-01", "seen", _AGECOR),
        ("1554.58", "2021-01-01", "seen", "sainte-claire-avocats.fr, 16 décembre 2020"),
        ("1589.47", "2021-10-01", "seen", _AGECOR),
        ("1603.12", "2022-01-01", "seen", _AGECOR),
        ("1645.58", "2022-05-01", "known", _SMIC),
        ("1678.95", "2022-08-01", "known", _SMIC),
        ("1709.28", "2023-01-01", "seen", f"{_SMIC}; optifinance.net"),
        ("1747.20", "2023-05-01", "known", _SMIC),
        ("1766.92", "2024-01-01", "seen", "talenz.fr, 24 octobre 2024"),
        ("1801.80", "2024-11-01", "seen", "décret 2024-951 du 23 octobre 2024; talenz.fr"),
        ("1823.03", "2026-01-01", "seen", "lafinancepourtous.com, 17 décembre 2025"),
    ),
    *_rows(
        "TG",
        "minimum_wage_month",
        ("35000", "2012-05-01", "seen", "54etats.fr; savoirnews.net, 2 janvier 2023"),
        ("52500", "2023-01-01", "seen", "savoirnews.net, 2 janvier 2023: arrêté, 302,89 F l’heure"),
    ),
    *_rows(
        "BJ",
        "minimum_wage_month",
        ("40000", "2015-01-01", "seen", "icilome.com, janvier 2023: 40 000 F depuis 2014; issa.int"),
        ("52000", "2023-01-01", "seen", "icilome.com, décembre 2022; businessnews.tg"),
    ),
    *_rows(
        "CM",
        "minimum_wage_month",
        ("36270", "2014-08-01", "seen", "cleiss.fr, cotisations au Cameroun (2017): depuis juillet 2014"),
        ("60000", "2023-03-21", "seen", "sikafinance.com; hors État et agriculture"),
    ),
    # Family 3 %, occupational risks 2 %, pension 12.5 %; from 2024 on the employer's half of universal health insurance, 5 %.
    *_rows(
        "TG",
        "employer_charges_ratio",
        ("0.175", "2016-01-01", "seen", f"{_CNSS_TOGO} (2016, 2023)"),
        ("0.225", "2024-01-01", "seen", f"{_CNSS_TOGO}; AMU, décret 2023-096/PR, uniondusahel.com, 1er février 2024"),
    ),
    # Pension 6.4 %, family 9 %, occupational risks 4 % (the highest class: "services" are put there), tax on wages (VPS) 4 %.
    *_rows(
        "BJ",
        "employer_charges_ratio",
        (
            "0.234",
            "2019-01-01",
            "uncertain",
            "issa.int; blog.uptimise.io, CNSS et Eurocham, 1er avril 2025; famille et VPS non vérifiés",
        ),
    ),
    # Family 7 % and pension 4.2 %, both up to 750,000 XAF a month; occupational risks 1.75 %, assumed: the lowest of three
    # classes; housing fund (CFC) 1.5 %, employment fund (FNE) 1 %.
    *_rows("CM", "employer_charges_ratio", ("0.1545", "2017-01-01", "assumed", _CNPS)),
    # Contributions of about 42 % less the general reduction, which is largest at the minimum wage and gone at 1.6 times it:
    # what is left for an agent paid a little above it. Another pay needs another ratio.
    *_rows(
        "FR",
        "employer_charges_ratio",
        ("0.16", "2019-01-01", "assumed", "réduction générale des cotisations, salaire proche du SMIC"),
    ),
)
