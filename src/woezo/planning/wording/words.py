"""What a plan's codes, columns, units and faults are called, and how its figures are written. Without Django: the command says
them too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from woezo.commercial.money import PEGS, units
from woezo.parameters.declaring import Counted, Provenance
from woezo.parameters.declaring import gettext_noop as _
from woezo.parameters.faults import Fault
from woezo.planning.wording.labels import DATED, GOES_ON, LABELS, LEFT_OUT, MEANWHILE, NAMED, NOTES, SENTENCES, SHEETS
from woezo.planning.wording.scenario_words import SCENARIO_INSTEAD, SCENARIO_LABELS
from woezo.planning.wording.site_words import SITE_LABELS
from woezo.workforce.hiring.plan import Plan
from woezo.workforce.tables import EURO, Cell, Column
from woezo.workforce.working_time import in_english

MISSING: Final = "–"
FIXED_RATE: Final = _("1 EUR = {rate} {currency}, fixed parity")
RATE: Final = _("1 EUR = {rate} {currency} ({source})")
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MILLION: Final = 1_000_000
LARGEST_RATIO: Final = 1_000_000
NEARLY_NONE: Final = 1e-6


def in_number(one: str, more: str, number: int) -> str:
    """Of a sentence that says how many, the form that English takes."""
    return one if number == 1 else more


NUMBERS: Final = {
    "count": "not_a_count",
    "levels": "not_a_count",
    "ratio": "not_a_share",
    "ratios": "not_a_share",
    "amount": "not_an_amount",
    "number": "not_a_number_within",
    "numbers": "not_a_number_within",
}
"""By kind of parameter, what to say of something that is not a number: what one that could stand there looks like."""


@dataclass(frozen=True)
class Words:
    """A language: how to translate (msgid to text), the locale by which figures are written (fr, en_GB), which labels,
    and which sentences for faults. goes_on: whether what has a fault is worked out all the same, with a default in its place.
    plural: how to translate a sentence that says how many (as gettext.ngettext does).
    """

    translate: Callable[[str], str]
    locale: str
    labels: Mapping[str, str] = field(default_factory=lambda: LABELS, hash=False)
    sentences: Mapping[str, str | Counted] = field(default_factory=lambda: SENTENCES, hash=False)
    goes_on: bool = True
    plural: Callable[[str, str, int], str] = in_number

    def of_site(self) -> Words:
        """For the files of a site, in which some codes mean something else: a requirement may be open, a promise not."""
        return replace(self, labels=LABELS | SITE_LABELS)

    def of_scenario(self) -> Words:
        """For a scenario of the twin and what came of it; with a fault it is not played."""
        labels, sentences = LABELS | SCENARIO_LABELS, SENTENCES | SCENARIO_INSTEAD
        return replace(self, labels=labels, sentences=sentences, goes_on=False)

    def label(self, code: str) -> str:
        """A column, a code or a table; a name of the plan, behind a colon, stays as it is."""
        if ":" in code:
            return self._named(*code.split(":", 1))
        head, point, tail = code.partition(".")
        if point and tail.isdigit():
            return f"{self.label(head)} {tail}"
        if point:
            return f"{self.label(head)}, {_lowered(self.label(tail))}"
        return self.translate(self.labels[code]) if code in self.labels else code

    def _named(self, kind: str, name: str) -> str:
        if kind not in NAMED:
            return name
        which = self.cell(date.fromisoformat(name), "date") if kind in DATED else name
        return self.translate(NAMED[kind]).format(which=which)

    def sheet(self, table: str) -> str:
        """The name of its sheet in a workbook, which has no more than 31 characters."""
        return self.translate(SHEETS[table]) if table in SHEETS else self.label(table)

    def within(self, code: str) -> str:
        """Its label, within a sentence."""
        return _lowered(self.label(code))

    def note(self, table: str) -> str:
        """What the reader of a table must know; empty where it says all itself."""
        return self.translate(NOTES[table]) if table in NOTES else ""

    def text(self, value: str, unit: str) -> str:
        """A cell of text: a code, a text of the plan that may be a word of ours, or a text that stays as it is."""
        if unit in ("code", "month"):  # of a sum over months the column says that it is one
            return self.label(value)
        if unit == "holiday" and self.language == "en":
            return in_english(value)
        return self.translate(self.labels.get(value, value)) if unit == "word" and value else value

    def sentence(self, fault: Fault, where: str = "") -> str:
        """What is wrong, where, and what to do. where: what people call the cell, else it goes by its key."""
        about = {"given": fault.given, "cell": fault.cell, **dict(fault.about)}
        code = _variant(fault.code, about)
        if not code.startswith("not_a_"):  # of what cannot be read it says what was written
            about = {name: self._if_a_day(value) for name, value in about.items()}
        if code == "ratio_out_of_range":
            about["percent"] = self.percent(Decimal(fault.given))
        if "chance" in about:
            about["chance"] = self.percent(Decimal(about["chance"]))
        if "load" in about:
            about["load"] = self.cell(float(about["load"]), "people")
        if "letters" in about:
            about["example"] = "TG" if about["letters"] == "2" else "XOF"
        if "holiday" in about and self.language == "en":
            about["holiday"] = in_english(about["holiday"])
        if "counted" in about:
            about["counted"] = _lowered(self.label(about["counted"]))
        said = f"{where or fault.cell}{self.colon} {self.said(self.sentences[code], about).format(**about)}"
        after = self._meanwhile(about) if self.goes_on else ""
        return f"{said} {after}" if after else said

    def _if_a_day(self, value: str) -> str:
        """A date as people write it; anything else as it is."""
        if not DAY.fullmatch(value):
            return value
        with suppress(ValueError):
            return self.cell(date.fromisoformat(value), "date")
        return value

    def said(self, sentence: str | Counted, about: Mapping[str, str]) -> str:
        """Translated; of one that says how many in the form that its number takes, as about has it."""
        if isinstance(sentence, str):
            return self.translate(sentence)
        number = about[sentence.by]
        return self.plural(sentence.one, sentence.more, int(number) if number.isdecimal() else 2)

    def _meanwhile(self, about: Mapping[str, str]) -> str:
        """What comes of a cell that has a fault."""
        if "meanwhile" in about:
            return self.translate(MEANWHILE[about["meanwhile"]])
        if "taken" not in about:
            return ""
        return self.translate(GOES_ON).format(**about) if about["taken"] else self.translate(LEFT_OUT)

    @property
    def language(self) -> str:
        """Its two letters."""
        return self.locale[:2]

    @property
    def colon(self) -> str:
        """French has a space before it."""
        return "\N{NO-BREAK SPACE}:" if self.locale == "fr" else ":"

    def percent(self, ratio: float | Decimal) -> str:
        """A share; a very small or large one is not rounded to none or all."""
        for sign, edge, beyond in (("<", 0.001, 0 < ratio < 0.001), (">", 0.999, 0.999 < ratio < 1)):
            if beyond:
                return f"{sign} {self._percent(edge)}"
        return self._percent(ratio)

    def chance(self, ratio: float) -> str:
        """Of what people will do: never quite none or all, however near a figure of the machine comes to it."""
        return self.percent(min(max(ratio, NEARLY_NONE), 1 - NEARLY_NONE))

    def _percent(self, ratio: float | Decimal) -> str:
        return format_percent(
            ratio, "#,##0.#\N{NO-BREAK SPACE}%" if self.locale == "fr" else "#,##0.#%", locale=self.locale
        )

    def cell(self, value: Cell, unit: str) -> str:
        """A figure as people read it."""
        if value is None or value == "":
            return MISSING
        if isinstance(value, str):
            return self.text(value, unit)
        if isinstance(value, date):
            return format_date(value, "MMM y", locale=self.locale) if unit == "month" else self._day(value)
        if unit == "ratio":
            return self.percent(value)
        return self._number(value, unit)

    def _day(self, day: date) -> str:
        """French counts the first of a month, and only that, with an ordinal, for which the patterns of dates have no sign."""
        first = self.language == "fr" and day.day == 1
        return format_date(day, "d'er' MMM y" if first else "d MMM y", locale=self.locale)

    def count(self, people: int) -> str:
        """So many, as the reader writes it."""
        return self.cell(people, "count")

    def _number(self, value: int | float | Decimal, unit: str) -> str:
        patterns = {
            "people": "#,##0.0",
            "number": "#,##0.####",
            **dict.fromkeys(("rate", "value"), "#,##0.############"),
            "year": "0",
            "hours": "#,##0",
            "count": "#,##0",
        }
        if unit in patterns:
            return format_decimal(value, patterns[unit], locale=self.locale)
        currency = unit.split("/")[0]
        whole_amount = unit == currency and unit != "price"
        amount = units(int(value), currency) if whole_amount else Decimal(value)
        whole = whole_amount or abs(amount) >= 1000
        return format_decimal(amount, "#,##0" if whole else "#,##0.00", locale=self.locale)

    def brief(self, amount: int, currency: str) -> str:
        """An amount in minor units for a headline: three figures that count, in millions from a million on."""
        whole = units(amount, currency)
        if abs(whole) < MILLION:
            return f"{format_decimal(round(whole), '#,##0', locale=self.locale)}\N{NO-BREAK SPACE}{currency}"
        millions = whole / MILLION
        figures = format_decimal(millions, "#,##0" if abs(millions) >= 100 else "#,##0.00", locale=self.locale)
        return f"{figures}\N{NO-BREAK SPACE}M\N{NO-BREAK SPACE}{currency}"

    def head(self, column: Column) -> str:
        """The heading of a column, with its currency where it has one and the name does not say it."""
        label, currency = self.label(column.name), column.unit.split("/")[0]
        return f"{label}, {currency}" if currency.isupper() and not label.endswith("EUR") else label


def rates(plan: Plan, words: Words) -> str:
    """What one euro is in each currency that the plan and its other places go by, and where that is from."""
    places: list[tuple[str, Any]] = [
        ("site", plan.site),
        *((f"reference.{one.number}", one) for one in plan.references),
    ]
    said: dict[tuple[str, Any], str] = {}
    for at, place in places:
        if place.per_euro is not None and place.currency != EURO:
            said.setdefault((place.currency, place.per_euro), _rate(place, plan.provenance[f"{at}.per_euro"], words))
    return " · ".join(said.values())


def _rate(place: Any, where: Provenance, words: Words) -> str:
    rate, fixed = words.cell(place.per_euro, "rate"), PEGS.get(place.currency) == place.per_euro
    source = words.translate(where.source) if where.source else words.label(str(where.confidence))
    return words.translate(FIXED_RATE if fixed else RATE).format(rate=rate, currency=place.currency, source=source)


def _variant(code: str, about: dict[str, str]) -> str:
    """The sentence for a code where what is known of the cell asks for another than the common one."""
    special = {
        "unknown_key": ("unknown_key_near", bool(about.get("near"))),
        "no_such_name": ("no_such_name_near", bool(about.get("near"))),
        "missing": _missing(about),
        "out_of_range": ("ratio_out_of_range", about.get("kind") in ("ratio", "ratios") and _readable(about)),
        "not_a_number": (NUMBERS.get(about.get("kind", ""), code), True),
        "not_a_text": ("text_too_long", "longest" in about),
        "opens_on_day_of_rest": ("opens_on_holiday", bool(about.get("holiday"))),
    }
    other, holds = special.get(code, (code, False))
    return other if holds else code


def _missing(about: dict[str, str]) -> tuple[str, bool]:
    """Of a value that is left out: whether the plan stands on it, or what comes of it is said behind."""
    if about["cell"].startswith("site.") and about["cell"] != "site.name":
        return "missing_site", True
    return "missing_here", about["cell"] == "site.name" or "meanwhile" in about


def _readable(about: dict[str, str]) -> bool:
    """Whether what was given is a number that people want to know in percent."""
    try:
        return abs(Decimal(about["given"])) < LARGEST_RATIO
    except InvalidOperation:
        return False


def _lowered(label: str) -> str:
    """Within a sentence."""
    return label[:1].lower() + label[1:]
