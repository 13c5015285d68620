"""Figures of the twin in columns: a mean and the half-width of its interval, each below its like, units in the heading."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Final

from babel.numbers import format_decimal

from woezo.entrypoints.cli_tables import drawn
from woezo.planning.wording.words import MISSING, Words
from woezo.simulation.scenario.estimates import Estimate
from woezo.workforce.tables import Column, Table

FACTORS: Final = {"ratio": 100.0, "ms": 0.001}
LINE_WIDTH: Final = 100
SIGNS: Final = {"ratio": "%", "ms": "s"}


def places_of(values: Sequence[float]) -> int:
    """So many decimals that three figures of the largest count."""
    largest = max(map(abs, values), default=0.0)
    return 0 if largest >= 1000 else 1 if largest >= 10 else 2


def written(value: float, places: int, words: Words, *, signed: bool = False) -> str:
    """With so many decimals, whatever they are; nothing is never minus nothing. signed: more is said to be more."""
    rounded = round(value, places) or 0.0
    plus = "+" if signed and rounded > 0 else ""
    return plus + str(format_decimal(rounded, f"#,##0.{'0' * places}" if places else "#,##0", locale=words.locale))


def scaled(value: float, unit: str) -> float:
    """Shares in percent, durations in seconds."""
    return value * FACTORS.get(unit, 1.0)


def figure(value: float | None, unit: str, words: Words) -> str:
    """A single figure with its unit."""
    if value is None:
        return MISSING
    if unit == "ratio":
        return words.percent(value)
    return f"{written(scaled(value, unit), 1, words)} {SIGNS.get(unit, '')}".rstrip()


def head(measure: str, unit: str, words: Words) -> str:
    """What stands above a column, or before a row: the measure and its unit."""
    sign = SIGNS.get(unit)
    return f"{words.label(measure)}, {sign}" if sign else words.label(measure)


def cells(
    estimates: Sequence[Estimate],
    units: Sequence[str],
    words: Words,
    *,
    beside: Sequence[Estimate] = (),
    signed: bool = False,
) -> list[str]:
    """A column. Means of one unit have the same decimals, also those of a column beside it; ± stands below ±.

    What is the same in every replication has no interval, nor has what was played once.
    """
    places = dict.fromkeys(units, 0)
    for unit in places:
        alike = [*zip(estimates, units, strict=True), *zip(beside, units, strict=False)]
        places[unit] = places_of([scaled(e.mean, unit) for e, u in alike if u == unit and e.mean is not None])
        if unit == "agents" and not signed:
            places[unit] = 1  # of people at their desks a tenth is enough, in every column
    means, halves = [], []
    for one, unit in zip(estimates, units, strict=True):
        means.append(
            MISSING if one.mean is None else written(scaled(one.mean, unit), places[unit], words, signed=signed)
        )
        halves.append(f"± {written(scaled(one.ci95, unit), places[unit], words)}" if one.ci95 else "")
    widest = max(map(len, halves), default=0)
    return [f"{mean} {half:<{widest}}" if widest else mean for mean, half in zip(means, halves, strict=True)]


def folded(text: str) -> str:
    """A note in lines that a terminal shows."""
    return "\n".join(textwrap.wrap(text, LINE_WIDTH, break_on_hyphens=False, break_long_words=False))


def table(title: str, columns: Sequence[tuple[str, str, Sequence[str]]], words: Words, *, whole: bool = False) -> str:
    """Columns (heading, unit, cells) under their headings. whole: the last row is that of the whole, below a line."""
    heads = tuple(Column(f":{name}", unit) for name, unit, _ in columns)
    rows = tuple(zip(*(one for _, _, one in columns), strict=True))
    drawing = drawn(Table(f":{title}", heads, rows), words)
    if not whole:
        return drawing
    *lines, last = drawing.split("\n")
    return "\n".join([*lines, "  " + "─" * (max(map(len, [*lines[1:], last])) - 2), last])
