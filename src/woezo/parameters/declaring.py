"""What a plan is made of: each parameter declared once, with its unit, its limits, what it means and where its default is from.

The dataclasses of plan.py declare their fields with the functions below. The catalogue that the reader, the form and the
reference page go by is gathered from them, so that none can know a parameter that another does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, NamedTuple

DRAWN_UP: Final = date(2026, 11, 23)  # when the defaults were gathered


class Confidence(StrEnum):
    """How far a value may be trusted."""

    SEEN = "seen"  # read in the source that is named
    KNOWN = "known"  # general knowledge of the trade, not looked up
    ASSUMED = "assumed"  # chosen to model with
    UNCERTAIN = "uncertain"  # to be verified before anybody relies on it
    STATED = "stated"  # written by whoever wrote the plan, without a mark


@dataclass(frozen=True)
class Provenance:
    """Where a value is from."""

    source: str
    at: date | None
    confidence: Confidence


@dataclass(frozen=True)
class Parameter:
    """One thing that a plan may say. kind decides how it is read and shown; least and most include themselves."""

    kind: str  # ratio, ratios, count, number, numbers, amount, text, texts, date, clock, flag, choice, levels, table, tables
    meaning: str
    least: Decimal | None
    most: Decimal | None
    provenance: Provenance
    choices: tuple[str, ...] = ()
    needed: bool = False
    letters: int = 0  # of a text that is a code: so many capital letters
    of: Any = None  # the dataclass of a table


def gettext_noop(text: str) -> str:
    """Marks a text for translation; whoever shows it translates it."""
    return text


TEXTUAL: Final = ("text", "choice")
"""Kinds of parameters whose value is words, be they digits."""


class Counted(NamedTuple):
    """A sentence that says how many: for one, for more, and the name in it of the number that decides."""

    one: str
    more: str
    by: str

    def __str__(self) -> str:
        return self.more


def ngettext_noop(one: str, more: str, by: str) -> Counted:
    """Marks a sentence that says how many; whoever shows it translates the form that its number takes."""
    return Counted(one, more, by)


def kind_at(tables: Mapping[str, Any], key: str) -> str:
    """The kind of the parameter that a dotted key names, `class.2.size`; empty if there is none.

    tables: by name the dataclass of a table, or of each entry of a list.
    """
    head, *names = key.split(".")
    of, kind = tables.get(head), ""
    for name in names:
        if name.isdecimal():
            continue
        found = next((parameter for one, parameter in declared(of) if one.name == name), None) if of else None
        of, kind = (found.of, found.kind) if found else (None, "")
    return kind


def _from(source: str, confidence: str) -> Provenance:
    return Provenance(source or gettext_noop("Woezo's default"), DRAWN_UP, Confidence(confidence))


def _declared(parameter: Parameter, default: Any) -> Any:
    return field(default=default, metadata={"parameter": parameter})


def ratio(
    default: str | None, meaning: str, source: str = "", confidence: str = "assumed", most: str = "1", least: str = "0"
) -> Any:
    """A share, 0 to 1 unless least and most say otherwise; None where another parameter stands in for it."""
    given = Parameter("ratio", meaning, Decimal(least), Decimal(most), _from(source, confidence))
    return _declared(given, None if default is None else Decimal(default))


def ratios(default: tuple[str, ...], meaning: str, source: str = "", confidence: str = "assumed") -> Any:
    """Shares in order."""
    given = Parameter("ratios", meaning, Decimal(0), Decimal("1.5"), _from(source, confidence))
    return _declared(given, tuple(Decimal(one) for one in default))


def count(
    default: int | None, meaning: str, least: int = 0, most: int = 100_000, source: str = "", mark: str = "assumed"
) -> Any:
    """A whole number; None where the plan may leave it out."""
    return _declared(Parameter("count", meaning, Decimal(least), Decimal(most), _from(source, mark)), default)


def number(default: str, meaning: str, least: str, most: str, source: str = "", confidence: str = "assumed") -> Any:
    """A number with decimals."""
    given = Parameter("number", meaning, Decimal(least), Decimal(most), _from(source, confidence))
    return _declared(given, Decimal(default))


def rate() -> Any:
    """Units of a currency for one euro; left out where law has fixed it."""
    meaning = gettext_noop("Units of the currency for one euro; known for currencies with a fixed rate")
    given = Parameter("number", meaning, Decimal("0.1"), Decimal(1_000_000), _from("", "stated"))
    return _declared(given, None)


def amount(default: str, meaning: str, source: str = "", confidence: str = "assumed") -> Any:
    """An amount in units of the site's currency, zero or more."""
    given = Parameter("amount", meaning, Decimal(0), Decimal("1e12"), _from(source, confidence))
    return _declared(given, Decimal(default))


def text(default: str, meaning: str, *, needed: bool = False, letters: int = 0) -> Any:
    """Words on one line, up to 120 characters; or a code of so many capital letters."""
    given = Parameter("text", meaning, None, Decimal(120), _from("", "stated"), needed=needed, letters=letters)
    return _declared(given, default)


def choice(default: str, choices: tuple[str, ...], meaning: str) -> Any:
    """One of a few words."""
    return _declared(Parameter("choice", meaning, None, None, _from("", "stated"), choices), default)


def day(meaning: str, *, needed: bool = False) -> Any:
    """A date; None where the plan may leave it out."""
    return _declared(Parameter("date", meaning, None, None, _from("", "stated"), needed=needed), None)


def flag(meaning: str) -> Any:
    """Yes or no; no unless said."""
    return _declared(Parameter("flag", meaning, None, None, _from("", "stated")), False)


def of_law(kind: str, rule: str, meaning: str, least: str = "0", most: str = "1") -> Any:
    """A value that the law of the site's country gives on the day of opening, unless the plan says another."""
    return _declared(Parameter(kind, meaning, Decimal(least), Decimal(most), _from(f"law:{rule}", "known")), None)


def declared(group: Any) -> Iterator[tuple[Field[Any], Parameter]]:
    """The fields of a group that a plan may set."""
    for one in fields(group):
        if "parameter" in one.metadata:
            yield one, one.metadata["parameter"]


def numbers(meaning: str, least: str, most: str, *, needed: bool = False) -> Any:
    """Numbers in order; none unless said."""
    given = Parameter("numbers", meaning, Decimal(least), Decimal(most), _from("", "stated"), needed=needed)
    return _declared(given, ())


def texts(meaning: str) -> Any:
    """Words in order; none unless said."""
    return _declared(Parameter("texts", meaning, None, Decimal(120), _from("", "stated")), ())


def clock(default: str, meaning: str) -> Any:
    """A time of day, "08:30"; "24:00" is the end of the day. Empty where it may be left out."""
    return _declared(Parameter("clock", meaning, None, None, _from("", "stated")), default)


def levels(meaning: str, most: int) -> Any:
    """Whole numbers by name, from 1, as pairs."""
    return _declared(Parameter("levels", meaning, Decimal(1), Decimal(most), _from("", "stated")), ())


def table(kind: Any, meaning: str) -> Any:
    """A table in the table; None unless said."""
    return _declared(Parameter("table", meaning, None, None, _from("", "stated"), of=kind), None)


def tables(kind: Any, meaning: str, most: int) -> Any:
    """A list of tables in the table, so many at most; none unless said."""
    return _declared(Parameter("tables", meaning, None, Decimal(most), _from("", "stated"), of=kind), ())
