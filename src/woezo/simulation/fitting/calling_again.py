"""Who calls again, seen beside written: for the page that comes with a fitted scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from woezo.simulation.fitting.redials import LEAST, MINUTE_MS, Observed, Steps
from woezo.simulation.fitting.survival import Curve, kaplan_meier

TIMES_MS: Final = tuple(minutes * MINUTE_MS for minutes in (1, 5, 15, 60, 240))
MOST_POINTS: Final = 500
NOBODY: Final = Curve([], [])


@dataclass(frozen=True)
class CallingAgain:
    """Shares that have called again until a time, milliseconds. name: of the queue; many: of so many who were lost, and are
    known; lost: these; anyway: those who were answered; written: who redials by the scenario, or would have called anyway.
    """

    name: str
    many: int
    lost: Curve
    anyway: Curve
    written: Curve

    def shares(self) -> list[tuple[int, float, float, float]]:
        """(until when, lost, anyway, written), at times that are alike for all."""
        lost, anyway, written = Steps(self.lost), Steps(self.anyway), Steps(self.written)
        return [(at_ms, lost.until(at_ms), anyway.until(at_ms), written.until(at_ms)) for at_ms in TIMES_MS]


def calling_again(name: str, observed: Observed, ratio: float, after: Curve) -> CallingAgain:
    """ratio, after: as they stand in the scenario, 0 and no curve where nothing does."""
    lost, anyway = kaplan_meier(observed.lost), kaplan_meier(observed.answered)
    return CallingAgain(name, len(observed.lost), lost, anyway, _both(anyway, ratio, after))


def _both(anyway: Curve, ratio: float, after: Curve) -> Curve:
    """Whichever comes first, where neither hinders the other."""
    first, second = Steps(anyway), Steps(after)
    values = sorted({*_some(anyway.values), *after.values})
    return Curve(values, [1 - (1 - ratio * second.until(at_ms)) * (1 - first.until(at_ms)) for at_ms in values])


def _some(values: Sequence[float]) -> Iterator[float]:
    """Not more than can be drawn, and the last."""
    step = 1 + len(values) // MOST_POINTS
    yield from values[::step]
    yield from values[-1:]


def all_calling_again(
    observed: Mapping[str, Observed], laws: Mapping[str, tuple[float, Curve]]
) -> tuple[CallingAgain, ...]:
    """Of the queues of which so many lost customers are known that a curve tells something, by name. laws: share and delay
    of those that have them.
    """
    return tuple(
        calling_again(name, some, *laws.get(name, (0.0, NOBODY)))
        for name, some in observed.items()
        if len(some.lost) >= LEAST
    )
