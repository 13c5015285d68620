"""Curves of people over months as SVG geometry; the template draws it, so that it is there without a script and prints sharp.

No charting library: those of Python bring megabytes and styles of their own, those of the browser need a script and draw
pixels. What is here is three curves, two bands and an axis.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

WIDTH: Final = 512
HEIGHT: Final = 244
LEFT: Final = 42  # of which 36 for a number of ten thousands
RIGHT: Final = 358
TOP: Final = 12
BOTTOM: Final = 220
LABEL_X: Final = RIGHT + 9
LABEL_GAP: Final = 17.0  # pixels between two labels at the ends of curves
MARK_GAP: Final = 12.0  # pixels between two marks of one shape
CHARACTER: Final = 7.4  # pixels of one under the axis, in a wide font
STEPS: Final = (1, 2, 5)
SHAPES: Final = {"circle": "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", "square": "m-3.5 -3.5h7v7h-7z"}  # around a point


@dataclass(frozen=True)
class Curve:
    """What is drawn: a value for each month, and the band around it if there is one. style: a class of plan.css."""

    name: str
    style: str
    values: Sequence[float]
    low: Sequence[float] = ()
    high: Sequence[float] = ()


@dataclass(frozen=True)
class Line:
    """A curve as it stands in the chart."""

    name: str
    style: str
    path: str
    band: str
    end_y: float
    label_y: float
    end: str


@dataclass(frozen=True)
class Seen:
    """What was counted on a day. shape: of SHAPES; said: when the pointer is on it."""

    day: date
    people: int
    shape: str
    said: str


@dataclass(frozen=True)
class Mark:
    """A day's figure in the chart."""

    path: str
    said: str


@dataclass(frozen=True)
class Tick:
    """A mark of an axis."""

    at: float
    label: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Chart:
    """Ready to draw. title says in words what it shows."""

    title: str
    lines: tuple[Line, ...]
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    target_y: float | None
    marks: tuple[Mark, ...] = ()
    left_out: int = 0  # days within the chart that are too near to a later one to be marked
    # For the template, which cannot see the module's names.
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM
    label_x: int = LABEL_X


def chart(
    title: str,
    months: Sequence[date],
    curves: Sequence[Curve],
    top: float,
    target: int | None,
    last: str,
    seen: Sequence[Seen] = (),
    written: Callable[[int], str] = str,
) -> Chart:
    """Curves over months, up to top on the axis of people, which starts at 0. last: what stands under the last month.

    seen: days within these months are marked, of days too near to each other the last. A month's value is that of its last day.
    written: a number of people as the reader writes it.
    """
    steps = max(len(months) - 1, 1)

    def x(number: float) -> float:
        return LEFT + (RIGHT - LEFT) * number / steps

    def y(people: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * people / top

    def points(values: Sequence[float], order: Sequence[int]) -> str:
        return " ".join(f"{x(number):.1f} {y(values[number]):.1f}" for number in order)

    ahead, back = range(len(months)), range(len(months) - 1, -1, -1)
    ends = _apart([y(curve.values[-1]) for curve in curves])
    lines = tuple(
        Line(
            name=curve.name,
            style=curve.style,
            path=f"M{points(curve.values, ahead)}",
            band=f"M{points(curve.high, ahead)} {points(curve.low, back)}Z" if curve.high else "",
            end_y=round(y(curve.values[-1]), 1),
            label_y=round(label + 4, 1),
            end=written(round(curve.values[-1])),
        )
        for curve, label in zip(curves, ends, strict=True)
    )
    rows = tuple(Tick(round(y(people), 1), written(people)) for people in ticks(top))
    years = [Tick(round(x(n), 1), str(month.year)) for n, month in enumerate(months) if month.month == 1]
    columns = (*_clear(years, RIGHT - CHARACTER * len(last)), Tick(RIGHT, last, "end"))
    placed = [(one, _months_since(months[0], one.day)) for one in seen]
    within = [(one, x(at)) for one, at in placed if one.day >= months[0] and at <= steps]
    marks = tuple(Mark(f"M{at:.1f} {y(one.people):.1f}{SHAPES[one.shape]}", one.said) for one, at in _thinned(within))
    aim = None if target is None else round(y(target), 1)
    return Chart(title, lines, rows, columns, aim, marks, len(within) - len(marks))


def _clear(years: Sequence[Tick], edge: float) -> list[Tick]:
    """Those that touch neither what begins at the edge nor each other, the latest first chosen."""
    kept: list[Tick] = []
    for one in reversed(years):
        half = CHARACTER * len(one.label) / 2
        if one.at + half + CHARACTER <= edge:
            kept.append(one)
            edge = one.at - half
    return kept[::-1]


def _thinned(within: Sequence[tuple[Seen, float]]) -> list[tuple[Seen, float]]:
    """Of each shape the last mark, and going back from it those that do not touch the one after them."""
    kept: list[tuple[Seen, float]] = []
    edges: dict[str, float] = {}
    for one, at in reversed(within):
        if at <= edges.get(one.shape, RIGHT):
            edges[one.shape] = at - MARK_GAP
            kept.append((one, at))
    return kept[::-1]


def _months_since(first: date, day: date) -> float:
    """From the last day of the first month to a day; nothing for a day before it."""
    share = day.day / monthrange(day.year, day.month)[1]
    return max(0.0, (day.year - first.year) * 12 + day.month - first.month - 1 + share)


def ticks(top: float) -> list[int]:
    """Round numbers from 0 to top, three to five of them."""
    size = 1
    while True:
        for step in STEPS:
            if top / (step * size) < 5:
                return list(range(0, int(top) + 1, step * size))
        size *= 10


def _apart(places: list[float]) -> list[float]:
    """The places of labels, moved down where one would cover another, then all up if the last left the chart."""
    order = sorted(range(len(places)), key=lambda one: places[one])
    moved, before = list(places), float("-inf")
    for one in order:
        moved[one] = before = max(places[one], before + LABEL_GAP)
    beyond = max(0.0, before - BOTTOM)
    return [place - beyond for place in moved]
