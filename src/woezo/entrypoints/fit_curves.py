"""The geometry of the page of a fitted scenario: from figures to paths of SVG. Why no library: planning/rendering/charts.py.

What was seen is pale and broad, what was written a thin line over it: where they agree, one sees the one within the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from woezo.planning.rendering.charts import Tick, ticks
from woezo.simulation.fitting.beside import DaySeen, Distribution, Weekday, quantile
from woezo.simulation.fitting.calling_again import CallingAgain
from woezo.simulation.fitting.redials import Steps
from woezo.simulation.fitting.survival import Curve

WIDTH: Final = 360
HEIGHT: Final = 190
LEFT: Final = 44
RIGHT: Final = 350
TOP: Final = 10
BOTTOM: Final = 164
NEAR: Final = 0.5
"""Pixels that nobody tells apart."""
MOST_SHARE: Final = 0.97
"""Of a law the longest of its durations are cut off, or its bulk would not be seen."""
LITTLE_MORE: Final = 0.1
"""Where what was seen ends early, as patience does, the law is drawn for so large a share more."""
FAR_ABOVE: Final = 2.0
"""The busiest hour of all days is drawn up to so many times the busiest mean; its figure is in the table."""
MINUTE_MS: Final = 60_000
MOST_AGAIN_MS: Final = 60 * MINUTE_MS
"""Most redials come within this hour; what comes later is in the table."""
SECONDS_UP_TO_MS: Final = 180_000
LITTLE: Final = 0.03
"""Of the busiest hour: a night with a contact now and then is in the table only."""
BAR_GAP: Final = 0.12


@dataclass(frozen=True)
class Frame:
    """From values to pixels. y begins at 0."""

    x_low: float
    x_top: float
    y_top: float

    def x(self, value: float) -> float:
        """Pixels from the left."""
        return LEFT + (RIGHT - LEFT) * (value - self.x_low) / (self.x_top - self.x_low)

    def y(self, value: float) -> float:
        """Pixels from above."""
        return BOTTOM - (BOTTOM - TOP) * value / self.y_top


@dataclass(frozen=True)
class Drawing:
    """Ready to be written. areas, ranges, seen, written: paths; marks: (x, y, class); unit: of the x axis, "s" or "min"."""

    columns: tuple[Tick, ...]
    rows: tuple[Tick, ...]
    areas: str = ""
    ranges: str = ""
    seen: str = ""
    written: str = ""
    marks: tuple[tuple[float, float, str], ...] = ()
    unit: str = ""


# -- durations ------------------------------------------------------------------------------------------------------------
def distribution(one: Distribution) -> Drawing:
    """Shares against durations, both as stairs, with circles at some shares."""
    share = min(MOST_SHARE, max(0.5, (one.seen.cumulative or [0.0])[-1] + LITTLE_MORE))
    frame = Frame(0, max(quantile(one.written, share) or 0.0, quantile(one.seen, share) or 0.0, 1000.0), 1)
    unit, size = ("s", 1000) if frame.x_top < SECONDS_UP_TO_MS else ("min", MINUTE_MS)
    columns = tuple(Tick(_pixel(frame.x(number * size)), str(number)) for number in ticks(frame.x_top / size))
    rows = tuple(Tick(_pixel(frame.y(share / 4)), str(share * 25)) for share in range(5))
    marks = []
    for share, there, law in one.quantiles():
        for value, style in ((there, "seen"), (law, "written")):
            if value is not None and value <= frame.x_top:
                marks.append((_pixel(frame.x(value)), _pixel(frame.y(share)), style))
    return Drawing(
        columns,
        rows,
        seen=stairs(frame, one.seen),
        written=stairs(frame, one.written),
        marks=tuple(marks),
        unit=unit,
    )


def calling_again(one: CallingAgain) -> Drawing:
    """Shares that have called again, against the time since they were lost, or answered."""
    ends_ms = max((curve.values[-1] for curve in (one.lost, one.written) if curve.values), default=0.0)
    x_top = min(MOST_AGAIN_MS, max(ends_ms, MINUTE_MS))
    frame = Frame(
        0, x_top, 1.05 * max(*(_reached(curve, x_top) for curve in (one.lost, one.anyway, one.written)), 0.01)
    )
    columns = tuple(Tick(_pixel(frame.x(number * MINUTE_MS)), str(number)) for number in ticks(x_top / MINUTE_MS))
    rows = tuple(Tick(_pixel(frame.y(share / 100)), str(share)) for share in ticks(100 * frame.y_top))
    return Drawing(
        columns,
        rows,
        ranges=stairs(frame, one.anyway),
        seen=stairs(frame, one.lost),
        written=stairs(frame, one.written),
        unit="min",
    )


def _reached(curve: Curve, at_ms: float) -> float:
    return Steps(curve).until(at_ms)


def stairs(frame: Frame, curve: Curve) -> str:
    """A curve that rises at each of its values; values that no pixel tells apart rise together."""
    path, at = [f"M{frame.x(0):.1f} {frame.y(0):.1f}"], frame.x(0)
    reached = 0.0
    for value, ratio in zip(*curve, strict=True):
        if value > frame.x_top:
            break
        if frame.x(value) - at >= NEAR:
            at = frame.x(value)
            path.append(f"V{frame.y(reached):.1f}H{at:.1f}")
        reached = ratio
    path.append(f"V{frame.y(reached):.1f}")
    if curve.values and curve.values[-1] > frame.x_top:
        path.append(f"H{frame.x(frame.x_top):.1f}")
    return "".join(path)


# -- weeks ----------------------------------------------------------------------------------------------------------------
def hours_shown(days: Sequence[Weekday]) -> tuple[int, int]:
    """From the first to the last hour at which there is more than a LITTLE on any day, in whole steps of the axis."""
    least = LITTLE * max((max(*day.seen, *day.written) for day in days), default=0.0)
    busy = [
        position * 24 // len(day.seen)
        for day in days
        for position, values in enumerate(zip(day.seen, day.written, strict=True))
        if max(values) > least
    ]
    first, last = (min(busy), max(busy) + 1) if busy else (0, 24)
    return first - first % 2, min(24, last + last % 2)


def weekdays(days: Sequence[Weekday]) -> list[Drawing]:
    """Drawings of one scale: bars for what was seen, from the least to the most of the days a line, and stairs for what was
    written.
    """
    first, last = hours_shown(days)
    usual = max((max(*day.seen, *day.written) for day in days), default=0.0)
    most = max((max(day.high, default=0.0) for day in days), default=0.0)
    frame = Frame(first, last, 1.05 * max(usual, min(most, FAR_ABOVE * usual)) or 1.0)
    step = 2 if last - first <= 12 else 4
    columns = tuple(Tick(_pixel(frame.x(hour)), str(hour)) for hour in range(first, last + 1, step))
    rows = tuple(Tick(_pixel(frame.y(value)), str(value)) for value in ticks(frame.y_top))
    return [_weekday(frame, day, columns, rows) for day in days]


def _weekday(frame: Frame, day: Weekday, columns: tuple[Tick, ...], rows: tuple[Tick, ...]) -> Drawing:
    length = 24 / len(day.seen)
    shown = [at for at in range(len(day.seen)) if frame.x_low <= at * length < frame.x_top]
    bars: list[str] = []
    lines: list[str] = []
    steps: list[str] = []
    for at in shown:
        left, right = frame.x(at * length), frame.x((at + 1) * length)
        gap = (right - left) * BAR_GAP
        if day.seen[at]:
            bars.append(_box(left + gap, right - gap, frame.y(day.seen[at]), BOTTOM))
        if day.high and day.high[at] > day.low[at]:
            lines.append(f"M{(left + right) / 2:.1f} {frame.y(day.low[at]):.1f}V{max(TOP, frame.y(day.high[at])):.1f}")
        steps.append(f"{'V' if steps else f'M{left:.1f} '}{frame.y(day.written[at]):.1f}H{right:.1f}")
    return Drawing(columns, rows, areas="".join(bars), ranges="".join(lines), written="".join(steps))


# -- days -----------------------------------------------------------------------------------------------------------------
def days(seen: Sequence[DaySeen]) -> Drawing:
    """Days in their order: boxes for the limits, circles for what was seen. The columns are for whoever names the days."""
    first, last = seen[0].day, seen[-1].day + 1
    frame = Frame(first, last, 1.05 * max(max(one.seen, one.high) for one in seen))
    boxes = [
        _box(frame.x(one.day) + 0.2, frame.x(one.day + 1) - 0.2, frame.y(one.high), frame.y(one.low)) for one in seen
    ]
    marks = [
        (_pixel(frame.x(one.day + 0.5)), _pixel(frame.y(one.seen)), "seen" if one.is_within else "beyond")
        for one in seen
    ]
    columns = (Tick(LEFT, str(first), "start"), Tick(RIGHT, str(last - 1), "end"))
    rows = tuple(Tick(_pixel(frame.y(value)), str(value)) for value in ticks(frame.y_top))
    return Drawing(columns, rows, areas="".join(boxes), marks=tuple(marks))


def _box(left: float, right: float, top: float, bottom: float) -> str:
    return f"M{left:.1f} {bottom:.1f}V{top:.1f}H{right:.1f}V{bottom:.1f}Z"


def _pixel(value: float) -> float:
    return round(value, 1)
