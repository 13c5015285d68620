"""What can be declared of a setting: its limits, its default, and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal

import pytest

from woezo.parameters.declaring import (
    Confidence,
    Parameter,
    choice,
    clock,
    count,
    declared,
    flag,
    levels,
    number,
    numbers,
    ratio,
    table,
    tables,
    text,
    texts,
)


@dataclass(frozen=True)
class Inner:
    """A table in a table."""

    share: Decimal = ratio("0.5", "A share")


@dataclass(frozen=True)
class Step(Inner):
    """One of a list; it knows its place."""

    number: int = 0


@dataclass(frozen=True)
class Outer:
    """One of each kind that the twin has brought."""

    place: int = 0
    size: Decimal = number("1.5", "A number", "0.5", "9")
    many: int = count(3, "A count", 1, 7)
    row: tuple[Decimal, ...] = numbers("Numbers", "0", "100")
    names: tuple[str, ...] = texts("Names")
    at: str = clock("08:30", "A time")
    skills: tuple[tuple[str, int], ...] = levels("Levels", 5)
    mode: str = choice("slow", ("slow", "fast"), "A word")
    code: str = text("", "A code", needed=True, letters=2)
    on: bool = flag("Yes or no")
    inner: Inner | None = table(Inner, "A table")
    steps: tuple[Step, ...] = tables(Step, "Tables", 4)


def of(name: str) -> Parameter:
    return {one.name: parameter for one, parameter in declared(Outer)}[name]


def test_only_declared_fields_are_settings() -> None:
    assert [one.name for one, _ in declared(Outer)] == [one.name for one in fields(Outer)][1:]


@pytest.mark.parametrize(
    ("name", "kind", "least", "most", "default"),
    [
        ("size", "number", "0.5", "9", Decimal("1.5")),
        ("many", "count", "1", "7", 3),
        ("row", "numbers", "0", "100", ()),
        ("names", "texts", None, "120", ()),
        ("at", "clock", None, None, "08:30"),
        ("skills", "levels", "1", "5", ()),
        ("mode", "choice", None, None, "slow"),
        ("code", "text", None, "120", ""),
        ("on", "flag", None, None, False),
        ("inner", "table", None, None, None),
        ("steps", "tables", None, "4", ()),
    ],
)
def test_a_kind_has_its_limits_and_its_default(
    name: str, kind: str, least: str | None, most: str | None, default: object
) -> None:
    """Limits include themselves; nothing declared is a mutable default."""
    parameter = of(name)
    assert (parameter.kind, getattr(Outer(), name)) == (kind, default)
    assert parameter.least == (None if least is None else Decimal(least))
    assert parameter.most == (None if most is None else Decimal(most))
    hash(default)


def test_a_table_says_what_it_is_made_of() -> None:
    assert (of("inner").of, of("steps").of) == (Inner, Step)
    assert of("size").of is None
    assert of("mode").choices == ("slow", "fast")
    assert (of("code").needed, of("code").letters, of("names").needed) == (True, 2, False)


def test_every_setting_says_what_it_means_and_how_far_its_default_may_be_trusted() -> None:
    for _, parameter in declared(Outer):
        assert parameter.meaning
        assert parameter.provenance.confidence in set(Confidence)
