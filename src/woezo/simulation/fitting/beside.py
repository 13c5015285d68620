"""What was seen beside what was written: the figures of the page that comes with a fitted scenario.

The side of the scenario is read from its document, not from what was estimated: that will be played.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.fitting.calling_again import CallingAgain, all_calling_again
from woezo.simulation.fitting.history import Contact, History, Stream, by_stream, stream_of
from woezo.simulation.fitting.laws import HOUR_MS, LEAST_WORK_MS, Laws
from woezo.simulation.fitting.places import seen_by_stream, waits
from woezo.simulation.fitting.presence import Day
from woezo.simulation.fitting.redials import expected, observed
from woezo.simulation.fitting.survival import Curve, Seen, kaplan_meier
from woezo.simulation.fitting.writing import Document, Weeks, average_presence, queue_name, weekday_of

SHARES: Final = (0.1, 0.25, 0.5, 0.75, 0.9)
MOST_QUEUES: Final = 12
"""Of so many queues, those with most contacts, durations are shown."""
NINE_OF_TEN: Final = 1.645
"""Standard deviations around the mean that hold nine of ten."""


@dataclass(frozen=True)
class Distribution:
    """Of a duration, milliseconds. name: of its queue; many: how often it was seen; cut_short: how often only a part of it."""

    name: str
    seen: Curve
    written: Curve
    many: int
    cut_short: int

    def quantiles(self) -> list[tuple[float, float | None, float | None]]:
        """(share, seen, written); None where so many never ended."""
        return [(share, quantile(self.seen, share), quantile(self.written, share)) for share in SHARES]


@dataclass(frozen=True)
class Weekday:
    """A day of the week in intervals of one length. days: how many were seen; low, high: the least and the most of them."""

    weekday: int  # 0 is Monday
    days: int
    seen: tuple[float, ...]
    written: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True)
class DaySeen:
    """A single day, and the limits within which the scenario has nine days of ten."""

    day: int  # since 1970-01-01
    seen: float
    low: float
    high: float

    @property
    def is_within(self) -> bool:
        """Whether it lies between the limits."""
        return self.low <= self.seen <= self.high


@dataclass(frozen=True)
class Beside:
    """Everything that the page shows. pace: the handling of each day over that expected of its agents, queues and hours;
    left_out: how many queues are not shown one by one.
    """

    arrivals: tuple[Weekday, ...]  # by hour
    agents: tuple[Weekday, ...]  # by half hour
    handling: tuple[Distribution, ...]
    patience: tuple[Distribution, ...]
    redials: tuple[CallingAgain, ...]
    wrap: tuple[Distribution, ...]  # by queue where the journal knows it, else one without a name
    days: tuple[DaySeen, ...]
    pace: tuple[DaySeen, ...]
    left_out: int


def quantile(curve: Curve, share: float) -> float | None:
    """The least value that so many do not exceed."""
    return next((value for value, ratio in zip(*curve, strict=True) if ratio >= share - 1e-9), None)


def beside(history: History, laws: Laws, presence: Mapping[int, Day], document: Document) -> Beside:
    """A history and the scenario that was written from it."""
    written = {queue["name"]: queue for queue in document["queue"]}
    known = [one for one in history.contacts if queue_name(history, stream_of(one)) in written]
    frequent = [stream for stream, _ in Counter(map(stream_of, known)).most_common()]
    shown = sorted(frequent[:MOST_QUEUES])
    weeks = Weeks(history)
    again = _redials(history, known, document)
    return Beside(
        tuple(_arrivals(known, weeks, document, again)),
        tuple(_agents(history, presence, weeks, document)),
        tuple(_handling(history, shown, written)),
        tuple(_patience(history, shown, written)),
        _calling_again(history, shown, document),
        tuple(_wrap(history, laws, presence.values(), shown, written)),
        tuple(_days(known, weeks, document, again)),
        tuple(_pace(known, laws, document)),
        len(frequent) - len(shown),
    )


# -- weeks ----------------------------------------------------------------------------------------------------------------
Again = Mapping[str, Mapping[int, float]]
"""Redials in all weeks, by queue and hour of the week."""


def _redials(history: History, known: Sequence[Contact], document: Document) -> Again:
    """What the scenario makes of those who were lost: its arrivals are first calls only."""
    lost: dict[str, list[int]] = defaultdict(list)
    for one in known:
        if one.lost:
            lost[queue_name(history, stream_of(one))].append(one.ended_ms)
    return {name: expected(lost[name], *law) for name, law in _redial_laws(document).items()}


def _redial_laws(document: Document) -> dict[str, tuple[float, Curve]]:
    """Share and delay, by queue that has them."""
    return {
        queue["name"]: (queue["redial_ratio"], law_written(queue["redial_after"]))
        for queue in document["queue"]
        if "redial_after" in queue
    }


def _arrivals(known: Sequence[Contact], weeks: Weeks, document: Document, again: Again) -> Iterator[Weekday]:
    by_day: dict[int, list[int]] = {day: [0] * 24 for day in weeks.days}
    for one in known:
        by_day[one.arrived_ms // DAY_MS][one.arrived_ms % DAY_MS // HOUR_MS] += 1
    for weekday in range(7):
        hours = list(zip(*(by_day[day] for day in weeks.days if weekday_of(day) == weekday), strict=True))
        if not hours:
            continue
        rates = _rates(document, weekday)
        redials = [
            sum(one.get(weekday * 24 + hour, 0.0) for one in again.values()) / weeks.many[weekday] for hour in range(24)
        ]
        yield Weekday(
            weekday,
            weeks.many[weekday],
            tuple(sum(counts) / len(counts) for counts in hours),
            tuple(sum(rates[hour * 4 : hour * 4 + 4]) + redials[hour] for hour in range(24)),
            tuple(float(min(counts)) for counts in hours),
            tuple(float(max(counts)) for counts in hours),
        )


def _rates(document: Document, weekday: int) -> list[float]:
    """Of all queues, by quarter of an hour of a weekday."""
    whole = [queue["arrivals"]["per_interval"][weekday * 96 : weekday * 96 + 96] for queue in document["queue"]]
    return [sum(rates) for rates in zip(*whole, strict=True)]


def _agents(history: History, presence: Mapping[int, Day], weeks: Weeks, document: Document) -> Iterator[Weekday]:
    there = average_presence(presence, sorted(presence), weeks)
    for weekday in range(7):
        if not weeks.many[weekday]:
            continue
        yield Weekday(
            weekday,
            weeks.many[weekday],
            tuple(there[weekday * 48 : weekday * 48 + 48]),
            tuple(float(_on_duty(document, weekday, half)) for half in range(48)),
        )


def _on_duty(document: Document, weekday: int, half_hour: int) -> int:
    shifts = [shift for group in document["group"] for shift in group["shifts"]]
    return sum(
        shift["agents"]
        for shift in shifts
        if str(weekday + 1) in shift["weekdays"]
        and _half_hours(shift["begins"]) <= half_hour < _half_hours(shift["ends"])
        and not any(_half_hours(one[:5]) <= half_hour < _half_hours(one[6:]) for one in shift.get("breaks", ()))
    )


def _half_hours(clock: str) -> int:
    return int(clock[:2]) * 2 + int(clock[3:]) // 30


# -- durations ------------------------------------------------------------------------------------------------------------
def law_written(law: Document) -> Curve:
    """An empirical law as a curve, milliseconds."""
    values = [float(value) * 1000 for value in law["values_s"]]
    weights = [float(weight) for weight in law.get("weights", [1.0] * len(values))]
    whole, so_far, cumulative = sum(weights), 0.0, []
    for weight in weights:
        so_far += weight
        cumulative.append(so_far / whole)
    return Curve(values, cumulative)


def _handling(history: History, streams: Iterable[Stream], written: Mapping[str, Document]) -> Iterator[Distribution]:
    """Once of each queue: streams that differ in their head start have one law."""
    names = {queue: queue_name(history, (queue, credit_ms)) for queue, credit_ms in reversed(list(streams))}
    lasting: dict[int, list[Seen]] = defaultdict(list)
    for one in history.contacts:
        if one.queue in names and one.answered_ms >= 0 and one.talked_ms > one.answered_ms:
            lasting[one.queue].append(Seen(one.talked_ms - one.answered_ms, True))
    for queue, name in sorted(names.items()):
        yield _distribution(history.queues.get(queue, name), lasting[queue], written[name]["handling"])


def _patience(history: History, streams: Iterable[Stream], written: Mapping[str, Document]) -> Iterator[Distribution]:
    """Of somebody of factor 1: where the place counts, everybody by the factor that was written for his."""
    hurry: list[float] = next(
        (queue["patience"].get("hurry_by_place", []) for queue in written.values() if "patience" in queue), []
    )
    seen = seen_by_stream(waits(history.contacts), hurry)
    for stream in streams:
        name = queue_name(history, stream)
        if "patience" in written[name]:
            yield _distribution(name, seen[stream], written[name]["patience"])


def _calling_again(history: History, streams: Sequence[Stream], document: Document) -> tuple[CallingAgain, ...]:
    """Of streams of which lost customers are known."""
    seen = observed(by_stream(history.contacts))
    named = {queue_name(history, stream): seen[stream] for stream in streams}
    return all_calling_again(named, _redial_laws(document))


def _wrap(
    history: History,
    laws: Laws,
    days: Iterable[Day],
    streams: Iterable[Stream],
    written: Mapping[str, Document],
) -> Iterator[Distribution]:
    """As the journal tells it; else what was seen between contacts, which is one law for all queues."""
    if not laws.wraps:
        seen = [one for day in days for one in day.wraps]
        if any(one.ended for one in seen):
            yield _distribution("", seen, next(iter(written.values()))["wrap_up"])
        return
    lasting: dict[Stream, list[Seen]] = defaultdict(list)
    for one in history.contacts:
        if one.done_ms >= one.talked_ms >= 0:
            lasting[stream_of(one)].append(Seen(one.done_ms - one.talked_ms, True))
    for stream in streams:
        name = queue_name(history, stream)
        yield _distribution(name, lasting[stream], written[name]["wrap_up"])


def _distribution(name: str, seen: Sequence[Seen], law: Document) -> Distribution:
    cut_short = sum(not one.ended for one in seen)
    return Distribution(name, kaplan_meier(seen), law_written(law), len(seen), cut_short)


# -- days -----------------------------------------------------------------------------------------------------------------
def _days(known: Sequence[Contact], weeks: Weeks, document: Document, again: Again) -> Iterator[DaySeen]:
    """Contacts of each day. Within the limits is a Poisson number whose mean differs by days, of each queue by itself."""
    counted = Counter(one.arrived_ms // DAY_MS for one in known)
    limits = []
    for weekday in range(7):
        mean = variance = 0.0
        for queue in document["queue"]:
            own = sum(queue["arrivals"]["per_interval"][weekday * 96 : weekday * 96 + 96])
            redials = again.get(queue["name"], {})
            own += sum(redials.get(weekday * 24 + hour, 0.0) for hour in range(24)) / max(1, weeks.many[weekday])
            mean, variance = mean + own, variance + own + (own * queue["arrivals"]["busyness_cv"]) ** 2
        limits.append((max(0.0, mean - NINE_OF_TEN * sqrt(variance)), mean + NINE_OF_TEN * sqrt(variance)))
    for day in weeks.days:
        yield DaySeen(day, counted[day], *limits[weekday_of(day)])


def _pace(known: Sequence[Contact], laws: Laws, document: Document) -> Iterator[DaySeen]:
    """Days with less conversation than LEAST_WORK_MS tell nothing."""
    means = {queue: curve.mean_ms for queue, curve in laws.handling.items()}
    by_day: dict[int, list[tuple[int, float, float]]] = defaultdict(list)
    for one in known:
        if one.answered_ms >= 0 and one.talked_ms > one.answered_ms:
            hour = one.answered_ms // HOUR_MS
            planned = means[one.queue] * laws.agent_factors[one.agent] * laws.hour_factors[hour % 24]
            by_day[one.answered_ms // DAY_MS].append((hour, float(one.talked_ms - one.answered_ms), planned))
    ratios = [lasted / planned for rows in by_day.values() for _, lasted, planned in rows]
    mean = sum(ratios) / len(ratios)
    variance = sum((one - mean) ** 2 for one in ratios) / len(ratios)
    frame = document["scenario"]
    for day, rows in sorted(by_day.items()):
        whole = sum(planned for _, _, planned in rows)
        if whole <= LEAST_WORK_MS:
            continue
        by_hour: dict[int, float] = defaultdict(float)
        for hour, _, planned in rows:
            by_hour[hour] += planned
        single = variance * sum(planned * planned for _, _, planned in rows)
        hourly = frame["handling_cv_hour"] ** 2 * sum(planned * planned for planned in by_hour.values())
        deviation = sqrt(frame["handling_cv_day"] ** 2 + (single + hourly) / (whole * whole))
        seen = sum(lasted for _, lasted, _ in rows) / whole
        yield DaySeen(day, seen, max(0.0, 1 - NINE_OF_TEN * deviation), 1 + NINE_OF_TEN * deviation)
