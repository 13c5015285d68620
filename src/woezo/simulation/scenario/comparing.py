"""Two scenarios side by side: what differs, and whether it is certain. Both are played with the same chance, pair by pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from woezo.simulation.scenario.estimates import Estimate, difference_of
from woezo.simulation.scenario.measures import OF_GROUPS, OF_QUEUES, Counted, Measure
from woezo.simulation.scenario.report import Figures, Report, added, estimate


@dataclass(frozen=True)
class Difference:
    """One measure in both, and the second less the first. better: whether more of it is good; None for what is neither."""

    name: str
    unit: str
    first: Estimate
    second: Estimate
    apart: Estimate
    better: bool | None

    @property
    def is_certain(self) -> bool:
        """Whether the interval of the difference leaves out zero."""
        return self.apart.mean is not None and self.apart.ci95 is not None and abs(self.apart.mean) > self.apart.ci95


@dataclass(frozen=True)
class Comparison:
    """Differences of the whole and of each queue, programme, group and site that both scenarios have."""

    total: tuple[Difference, ...]
    queues: dict[str, tuple[Difference, ...]]
    groups: dict[str, tuple[Difference, ...]]


MORE_IS_BETTER = {"answered": True, "abandoned": False, "blocked": False, "deflected": False, "abandonment_ratio": False,
                  "blocking_ratio": False, "mean_wait_ms": False, "average_speed_of_answer_ms": False} | {
                      f"SL-{number}": True for number in range(1, 7)}  # fmt: skip


def compared(first: Report, second: Report) -> Comparison:
    """The second less the first. Both have the same number of replications and the same seed."""
    one, two = first.sums, second.sums
    total = (
        *_differences(OF_QUEUES, [added(r) for r in one.queues], [added(r) for r in two.queues]),
        *_differences(OF_GROUPS, [added(r) for r in one.groups], [added(r) for r in two.groups]),
    )
    queues = _shared(list(first.queues), list(second.queues))
    groups = _shared(list(first.groups), list(second.groups))
    return Comparison(
        total,
        {
            name: _differences(OF_QUEUES, [r[a] for r in one.queues], [r[b] for r in two.queues])
            for name, a, b in queues
        },
        {
            name: _differences(OF_GROUPS, [r[a] for r in one.groups], [r[b] for r in two.groups])
            for name, a, b in groups
        },
    )


def _shared(first: Sequence[str], second: Sequence[str]) -> list[tuple[str, int, int]]:
    return [(name, first.index(name), second.index(name)) for name in first if name in second]


def _differences(
    measures: Sequence[Measure], first: Sequence[Counted], second: Sequence[Counted]
) -> tuple[Difference, ...]:
    found = []
    for one in measures:
        sides = [
            ([one.part(c) for c in side], [one.whole(c) if one.whole else 1.0 for c in side])
            for side in (first, second)
        ]
        apart = difference_of(*sides[0], *sides[1])
        found.append(
            Difference(
                one.name, one.unit, estimate(one, first), estimate(one, second), apart, MORE_IS_BETTER.get(one.name)
            )
        )
    return tuple(found)


__all__ = ["Comparison", "Difference", "Figures", "compared"]
