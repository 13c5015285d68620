"""A fitted scenario as a document: what its text says, and what `read` makes a scenario of.

The scenario is the typical week of the history: arrivals by quarter of an hour and weekday, as many agents of each
group as were there on average. Its laws are those of the history; its groups have the people whom the journal knows,
so that days can be played again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import sqrt
from typing import Any, Final

from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.fitting.hands import capacity_of, in_hand
from woezo.simulation.fitting.history import Contact, History, Stream, by_stream
from woezo.simulation.fitting.laws import Laws
from woezo.simulation.fitting.presence import Day
from woezo.simulation.fitting.redials import Redials, expected
from woezo.simulation.fitting.shifts import HALF_HOURS, shifts_of
from woezo.simulation.fitting.survival import Curve
from woezo.simulation.scenario.model import LONGEST_S

QUARTER_MS: Final = 900_000
HALF_HOUR_MS: Final = 2 * QUARTER_MS
QUARTERS: Final = 7 * 96
OPEN_RATIO: Final = 0.75
"""A queue that is open on fewer of the days was opened, or closed, in between."""
EPOCH: Final = date(1970, 1, 1)
Document = dict[str, Any]


def weekday_of(day: int) -> int:
    """Of a day since 1970-01-01; 0 is Monday."""
    return (EPOCH + timedelta(days=day)).weekday()


def document_of(
    history: History, laws: Laws, presence: Mapping[int, Day], skills: Mapping[int, frozenset[int]], name: str
) -> Document:
    """The scenario of a history."""
    weeks = Weeks(history)
    contacts = by_stream(history.contacts)
    return {
        "scenario": {
            "name": name,
            "days": 7,
            "weekday": 1,
            "slots": "week",
            "replications": 10,
            "handling_cv_day": _rounded(laws.handling_cv_day),
            "handling_cv_hour": _rounded(laws.handling_cv_hour),
        },
        "queue": [
            _queue(history, laws, weeks, stream, contacts[stream])
            for stream in sorted(laws.contacts)
            if stream[0] in laws.handling
        ],
        "group": list(_groups(history, laws, presence, skills, weeks)),
    }


def queue_name(history: History, stream: Stream) -> str:
    """That of the journal, and the head start where there is one."""
    queue, credit_ms = stream
    name = history.queues.get(queue, f"queue {queue}")
    return f"{name} +{credit_ms // 1000} s" if credit_ms else name


class Weeks:
    """How often each quarter of an hour of a week lies in the days of a history."""

    def __init__(self, history: History) -> None:
        self.days = history.days
        self.many = [0] * 7
        for day in self.days:
            self.many[weekday_of(day)] += 1

    def open(self, days: Collection[int]) -> list[int]:
        """The days of a history on which a queue was open; days: those on which somebody came. All of them, unless it
        opened or closed so late or early that it is another centre since.
        """
        within = [day for day in self.days if min(days) <= day <= max(days)]
        return within if len(within) < OPEN_RATIO * len(self.days) else self.days

    def quarter(self, at_ms: int) -> int:
        """Of the week, from Monday on."""
        return weekday_of(at_ms // DAY_MS) * 96 + at_ms % DAY_MS // QUARTER_MS


def _queue(history: History, laws: Laws, weeks: Weeks, stream: Stream, contacts: Sequence[Contact]) -> Document:
    queue, credit_ms = stream
    counts = [0] * QUARTERS
    totals: dict[int, int] = defaultdict(int)
    for one in contacts:
        counts[weeks.quarter(one.arrived_ms)] += 1
        totals[one.arrived_ms // DAY_MS] += 1
    redials = (laws.redials or {}).get(stream)
    first_calls = _first_calls(contacts, redials, counts)
    per_interval = [_rounded(count / max(1, weeks.many[number // 96])) for number, count in enumerate(first_calls)]
    found: Document = {
        "name": queue_name(history, stream),
        "channel": history.channels.get(queue, "voice"),
        "skills": {history.queues.get(queue, str(queue)): 1},
        "target_s": history.targets_ms.get(queue, 30_000) / 1000,
        "arrivals": {"per_interval": per_interval, "interval_minutes": 15, "busyness_cv": _busyness(weeks, totals)},
        "handling": _law(laws.handling[queue]),
        "handling_by_hour": [_rounded(one) for one in laws.hour_factors],
        "wrap_up": _law(laws.wraps.get(queue, laws.wrap)),
    }
    if stream in laws.patience:
        found["patience"] = _law(laws.patience[stream])
        if laws.hurry:
            found["patience"]["hurry_by_place"] = [_rounded(one) for one in laws.hurry]
    if redials is not None and redials.certain:
        found |= {"redial_ratio": _rounded(redials.ratio), "redial_after": _law(redials.after)}
    if credit_ms:
        found["head_start_s"] = credit_ms / 1000
    return found


def _first_calls(contacts: Iterable[Contact], redials: Redials | None, counts: Sequence[int]) -> list[float]:
    """Without the redials that the losses of the history bring by the law that is written: the scenario makes these itself.
    By hour, for a quarter of an hour has too few; all quarters of an hour lose the same share.
    """
    if redials is None or not redials.certain:
        return [float(count) for count in counts]
    lost = (one.ended_ms for one in contacts if one.lost)
    again = expected(lost, redials.ratio, redials.after)
    whole = [sum(counts[hour * 4 : hour * 4 + 4]) for hour in range(QUARTERS // 4)]
    kept = [max(0.0, 1 - again[hour] / many) if many else 1.0 for hour, many in enumerate(whole)]
    return [count * kept[number // 4] for number, count in enumerate(counts)]


def _busyness(weeks: Weeks, totals: Mapping[int, int]) -> float:
    """The standard deviation over the mean of a day's total around that of its weekday, beyond what chance alone
    does.
    """
    opened = weeks.open(totals)
    beyond = expected = 0.0
    for weekday in range(7):
        days = [totals.get(day, 0) for day in opened if weekday_of(day) == weekday]
        mean = sum(days) / len(days) if days else 0.0
        if len(days) < 3 or mean < 20:
            continue
        beyond += sum((one - mean) ** 2 for one in days) / (len(days) - 1) - mean
        expected += mean * mean
    return _rounded(sqrt(max(0.0, beyond) / expected)) if expected else 0.0


def _law(curve: Curve) -> Document:
    """As an empirical law; weights are left out where all values are alike."""
    steps = [ratio - before for before, ratio in zip([0.0, *curve.cumulative], curve.cumulative, strict=False)]
    values_s = [min(round(value / 1000, 1), float(LONGEST_S)) for value in curve.values]
    found: Document = {"law": "empirical", "values_s": values_s}
    if max(steps) - min(steps) > 1e-9:
        found["weights"] = [round(step, 6) for step in steps]
    return found


def _rounded(value: float) -> float:
    return round(value, 4)


# -- people -----------------------------------------------------------------------------------------------------------------
def _groups(
    history: History, laws: Laws, presence: Mapping[int, Day], skills: Mapping[int, frozenset[int]], weeks: Weeks
) -> Iterator[Document]:
    """People with the same skills; as many on duty as were there on average in each hour of the week."""
    answered: dict[int, list[Contact]] = defaultdict(list)
    for one in history.contacts:
        if one.agent:
            answered[one.agent].append(one)
    alike: dict[frozenset[int], list[int]] = defaultdict(list)
    for agent in sorted(presence):
        if skills.get(agent):
            alike[skills[agent]].append(agent)
    for number, (queues, agents) in enumerate(
        sorted(alike.items(), key=lambda item: (-len(item[1]), sorted(item[0]))), 1
    ):
        shifts = shifts_of(average_presence(presence, agents, weeks))
        if not shifts:
            continue
        yield {
            "name": f"group {number}",
            "agents": sum(shift["agents"] for shift in shifts),
            "skills": {history.queues.get(queue, str(queue)): 1 for queue in sorted(queues)},
            "factor": _rounded(_mean_factor(laws, presence, agents)),
            **capacity_of(in_hand((one for agent in agents for one in answered[agent]), history.channels)),
            "shifts": shifts,
            "members": [
                {
                    "name": history.agents.get(agent, f"agent {agent}"),
                    "factor": _rounded(laws.agent_factors.get(agent, 1.0)),
                }
                for agent in agents
            ],
        }


def _mean_factor(laws: Laws, presence: Mapping[int, Day], agents: Sequence[int]) -> float:
    """Weighed by how long each was there."""
    there = {agent: sum(to_ms - from_ms for from_ms, to_ms in presence[agent].spells) for agent in agents}
    whole = sum(there.values())
    if not whole:
        return 1.0
    return sum(laws.agent_factors.get(agent, 1.0) * lasting for agent, lasting in there.items()) / whole


def average_presence(presence: Mapping[int, Day], agents: Sequence[int], weeks: Weeks) -> list[float]:
    """How many of them were there in each half hour of a week, pauses left out."""
    there = [0.0] * (QUARTERS // 2)
    days = set(weeks.days)
    for agent in agents:
        spells = [(from_ms, to_ms, 1.0) for from_ms, to_ms in presence[agent].spells]
        spells += [(from_ms, from_ms + for_ms, -1.0) for from_ms, for_ms in presence[agent].pauses]
        for from_ms, to_ms, sign in spells:
            at_ms = from_ms
            while at_ms < to_ms:
                end_ms = min(to_ms, at_ms - at_ms % HALF_HOUR_MS + HALF_HOUR_MS)
                if at_ms // DAY_MS in days:
                    there[weeks.quarter(at_ms) // 2] += sign * (end_ms - at_ms) / HALF_HOUR_MS
                at_ms = end_ms
    return [value / max(1, weeks.many[number // HALF_HOURS]) for number, value in enumerate(there)]
