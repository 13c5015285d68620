"""The laws of a journal: how long conversations, wrap-ups and patience last, how people and hours differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.fitting.history import Contact, History, Stream, by_stream
from woezo.simulation.fitting.places import hurry_by_place, seen_by_stream, waits
from woezo.simulation.fitting.presence import Day
from woezo.simulation.fitting.redials import Redials, redials_of
from woezo.simulation.fitting.survival import Curve, Hazards, Seen, continued, kaplan_meier, thinned

HOUR_MS: Final = 3_600_000
VALUES: Final = 200
"""So many values of an empirical law are written: steps of half a percent."""
OWN_CONTACTS: Final = 30
"""An agent's or an hour's own mean counts as much as the common one once it stands on so many contacts."""
FEW_PATIENCES: Final = 30
PATIENT: Final = 3.0
"""Standard deviations of chance by which fewer left than should have, were they like all: they are not."""
LEAST_WORK_MS: Final = 3_000_000
"""Of expected conversation in a day or an hour that tells how it differs from others."""


@dataclass(frozen=True)
class Laws:
    """Everything that is estimated of durations; factors are around 1."""

    handling: dict[int, Curve]  # by queue
    agent_factors: dict[int, float]
    hour_factors: tuple[float, ...]
    handling_cv_day: float
    handling_cv_hour: float
    wrap: Curve  # of all queues
    wraps: dict[int, Curve]  # by queue, where the journal knows it
    patience: dict[Stream, Curve]
    hurry: tuple[float, ...]  # of who finds 0, 1, 2 … waiting before him: on his chance to leave; the last beyond
    contacts: dict[Stream, int]
    redials: dict[Stream, Redials] | None  # None where the history does not know its customers


def laws_of(history: History, presence: Mapping[int, Day]) -> Laws:
    """From every contact of a history. Raises ValueError for a history in which nobody was served."""
    served = [one for one in history.contacts if one.answered_ms >= 0 and one.talked_ms > one.answered_ms]
    if not served:
        raise ValueError("nobody was served")
    lasting: dict[int, list[float]] = defaultdict(list)
    for one in served:
        lasting[one.queue].append(float(one.talked_ms - one.answered_ms))
    means = {queue: sum(values) / len(values) for queue, values in lasting.items()}
    overall = sum(map(sum, lasting.values())) / len(served)
    agents = _factors(served, lambda one: one.agent, lambda one: means[one.queue], overall)
    hours = _factors(
        served, lambda one: one.answered_ms // HOUR_MS % 24, lambda one: means[one.queue] * agents[one.agent], overall
    )
    waited = waits(history.contacts)
    hurry = hurry_by_place(waited)
    by_hour = tuple(hours.get(hour, 1.0) for hour in range(24))
    streams = by_stream(history.contacts)
    spread = _Spread(served, means, agents, by_hour)
    cv_day = spread.cv(DAY_MS)
    cv_both = spread.cv(HOUR_MS)
    between = _wrap(one for day in presence.values() for one in day.wraps)
    beyond = _wrap(one for day in presence.values() for one in day.beyond)
    wraps = _known_wraps(served, beyond.mean_ms) if history.knows_wrap_up else {}
    return Laws(
        {queue: thinned(_of_values(values), VALUES) for queue, values in lasting.items()},
        agents,
        by_hour,
        cv_day,
        sqrt(max(0.0, cv_both * cv_both - cv_day * cv_day)),
        thinned(_of_values([one for many in wraps.values() for one in many]), VALUES) if wraps else between,
        {queue: thinned(_of_values(values), VALUES) for queue, values in wraps.items()},
        _patience(seen_by_stream(waited, hurry), history.channels),
        tuple(hurry),
        {stream: len(many) for stream, many in streams.items()},
        redials_of(streams),
    )


def _of_values(values: Sequence[float]) -> Curve:
    ordered = sorted(values)
    return Curve(ordered, [(position + 1) / len(ordered) for position in range(len(ordered))])


def _factors(
    served: Sequence[Contact],
    key: Callable[[Contact], int],
    expected: Callable[[Contact], float],
    overall: float,
) -> dict[int, float]:
    """How much longer than expected conversations of one kind are, drawn towards 1 where they are few."""
    lasted: dict[int, float] = defaultdict(float)
    planned: dict[int, float] = defaultdict(float)
    for one in served:
        lasted[key(one)] += one.talked_ms - one.answered_ms
        planned[key(one)] += expected(one)
    few = OWN_CONTACTS * overall
    return {name: (lasted[name] + few) / (planned[name] + few) for name in lasted}


class _Spread:
    """How much days or hours differ beyond what so few conversations differ by themselves."""

    def __init__(
        self, served: Sequence[Contact], means: Mapping[int, float], agents: Mapping[int, float], hours: Sequence[float]
    ) -> None:
        self.rows: list[tuple[int, float, float]] = []
        for one in served:
            expected = means[one.queue] * agents[one.agent] * hours[one.answered_ms // HOUR_MS % 24]
            self.rows.append((one.answered_ms, float(one.talked_ms - one.answered_ms), expected))
        ratios = [lasted / expected for _, lasted, expected in self.rows]
        mean = sum(ratios) / len(ratios)
        self.variance = sum((one - mean) ** 2 for one in ratios) / len(ratios)

    def cv(self, length_ms: int) -> float:
        """The standard deviation over the mean of the common factor of such a time."""
        lasted: dict[int, float] = defaultdict(float)
        expected: dict[int, float] = defaultdict(float)
        squares: dict[int, float] = defaultdict(float)
        for at_ms, one, planned in self.rows:
            lasted[at_ms // length_ms] += one
            expected[at_ms // length_ms] += planned
            squares[at_ms // length_ms] += planned * planned * self.variance
        many = [key for key, whole in expected.items() if whole > LEAST_WORK_MS]
        if len(many) < 2:
            return 0.0
        beyond = sum((lasted[key] / expected[key] - 1) ** 2 - squares[key] / expected[key] ** 2 for key in many) / len(
            many
        )
        return sqrt(max(0.0, beyond))


def _wrap(times: Iterable[Seen]) -> Curve:
    seen = list(times)
    if not any(one.ended for one in seen):
        return Curve([0.0], [1.0])
    values, cumulative = kaplan_meier(seen)
    return thinned(Curve(values, [ratio / cumulative[-1] for ratio in cumulative]), VALUES)


def _known_wraps(served: Iterable[Contact], more_ms: float) -> dict[int, list[float]]:
    """Of each queue; more_ms: how long agents take after it until they are given who waits."""
    lasting: dict[int, list[float]] = defaultdict(list)
    for one in served:
        lasting[one.queue].append(max(0, one.done_ms - one.talked_ms) + more_ms)
    return lasting


def _patience(seen: Mapping[Stream, Sequence[Seen]], channels: Mapping[int, str]) -> dict[Stream, Curve]:
    """Of each stream; where few left, that of all of its channel: who writes is not as patient as who calls. Where so few
    left that they cannot be as impatient as those, their own; none where nobody left.
    """
    alike: dict[str, list[Stream]] = defaultdict(list)
    for stream in seen:
        alike[channels.get(stream[0], "")].append(stream)
    found: dict[Stream, Curve] = {}
    for streams in alike.values():
        everybody = [one for stream in streams for one in seen[stream]]
        if not any(one.ended for one in everybody):
            continue
        common, hazards = thinned(continued(everybody), VALUES), Hazards(everybody)
        for stream in streams:
            left, expected = _left_and_expected(seen[stream], hazards)
            if left >= FEW_PATIENCES or left < expected - PATIENT * sqrt(expected):
                if left:
                    found[stream] = thinned(continued(seen[stream]), VALUES)
            else:
                found[stream] = common
    return found


def _left_and_expected(seen: Sequence[Seen], hazards: Hazards) -> tuple[int, float]:
    """How many left, and how many of all would have in their place."""
    return sum(one.ended for one in seen), sum(one.factor * hazards.until(one.ms) for one in seen)
