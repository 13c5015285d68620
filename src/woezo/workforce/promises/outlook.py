"""How a promise stands, given what was seen on some days: the exact distribution of who counts on its last day.

The people who are there and those still to come are two parts that do not depend on each other.

*There now.* A sheet says how many are in training and how many are certified, not in which class each of them began. Of the
plan's classes held so far, each person is in one with the probability that its expected people have among those of all classes
in the same state (in training, certified); from there he stays with the conditional probability of its course. That is what the
plan itself says given the two totals, if the number of a class spreads like a Poisson number; a class that is nearly always
full spreads less, and the forecast is a little wider than it need be. It also goes on where the plan is silent: more people
than all its classes hold, or trainees while it has no class in training, who are then taken to have begun on the day of the
sheet (the certified: to be certified on it). One more person seen never lowers a chance, which whole people shared out among
classes by rounding would not grant. The rates are the plan's: the sheets do not correct them.

*Recruited.* Who is recruited is so for ever. A sheet that stands inside a promise's period tells what counts; of people
recruited between two sheets, with the period's first or last day between them, each began in one of the plan's classes of these
days with the probability of its expected starts (without a class, on one of these days).

*To come.* The classes after the sheet, as in chances.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import numpy as np

from woezo.workforce.hiring.calendars import period
from woezo.workforce.hiring.chances import at_least, distribution, quantile
from woezo.workforce.hiring.cohorts import LONGEST_WEEKS, Course, course
from woezo.workforce.hiring.funnel import expected_starts
from woezo.workforce.hiring.plan import CERTIFIED, METRICS, ON_PAYROLL, STARTS, YOUTH, Class, Plan, Promise
from woezo.workforce.periods import Period
from woezo.workforce.promises.draws import Distribution, certain, drawn, mean, sure, thinned
from woezo.workforce.promises.observed import Forecast, Observation

NOTHING: Final = Observation(date.min, 0, 0, 0, 0, 0, 0, 0)
LOW, HIGH = 0.05, 0.95


def forecasts(plan: Plan, held: tuple[Class, ...], seen: Sequence[Observation]) -> tuple[Forecast, ...]:
    """Of each promise: counted as it says, then in the other ways, as report.chances has them.

    held: a calendar of classes. seen: in order of their days; recruited never falls. Without any: the plan's own forecast.
    """
    found = []
    for promise in plan.promises:
        over = period(plan, promise)
        assert over is not None, "checks leave out promises without a period"
        for metric in (promise.metric, *(one for one in METRICS if one != promise.metric)):
            found.append(_forecast(plan, replace(promise, metric=metric), over, held, telling(seen, over.last)))
    return tuple(found)


def telling(seen: Sequence[Observation], last: date) -> Sequence[Observation]:
    """Those that tell something of a promise: up to the first one on its last day or later."""
    before = sum(1 for one in seen if one.day < last)
    return seen[: before + 1]


def _forecast(
    plan: Plan, promise: Promise, over: Period, held: tuple[Class, ...], seen: Sequence[Observation]
) -> Forecast:
    at = seen[-1] if seen else NOTHING
    coming = tuple(one for one in held if one.start > at.day)
    if promise.metric == STARTS:
        now = there = _begun(plan, promise, over, held, seen)
    else:
        now = _counted(plan, promise, at, certain(at.on_payroll if promise.metric == ON_PAYROLL else at.certified))
        there = _counted(plan, promise, at, _staying(plan, promise.metric, held, at, over.last)) if seen else certain(0)
    chances = np.convolve(there, distribution(plan, promise, coming, over.first, over.last))
    actual = sure(now) if seen else None
    least, most = (actual, actual) if actual is not None else _bounds(plan, promise, over, held, seen)
    return Forecast(
        promise=promise.number,
        name=promise.name,
        metric=promise.metric,
        last=over.last,
        target=promise.target,
        seen=at.day if seen else None,
        actual=actual,
        least=least,
        most=most,
        expected=mean(chances),
        low=quantile(chances, LOW),
        high=quantile(chances, HIGH),
        chance=at_least(chances, promise.target),
    )


# -- recruited ----------------------------------------------------------------------------------------------------------
def _begun(
    plan: Plan, promise: Promise, over: Period, held: tuple[Class, ...], seen: Sequence[Observation]
) -> Distribution:
    """Of the people recruited so far: how many count."""
    whole, before = certain(0), NOTHING
    for one in _with_what_counts(promise, seen):
        since = _since(before, one)
        within = thinned(certain(since.recruited), _share_within(plan, over, held, before.day, one.day))
        whole = np.convolve(whole, _counted(plan, promise, since, within))
        before = one
    return whole


def _with_what_counts(promise: Promise, seen: Sequence[Observation]) -> Sequence[Observation]:
    """Those that say how many nationals or young people there are, where it matters, and the last one."""
    wanted = _marks(promise)
    return [one for one in seen[:-1] if all(_known(one, name) is not None for name in wanted)] + list(seen[-1:])


def _since(before: Observation, after: Observation) -> Observation:
    """The people who came between two sheets."""

    def more(name: str, most: int) -> int | None:
        was, now = getattr(before, name), getattr(after, name)
        return None if was is None or now is None else min(max(0, now - was), most)

    came = max(0, after.recruited - before.recruited)
    return Observation(after.day, came, 0, 0, more("nationals", came), youth=more("youth", came))


def _share_within(plan: Plan, over: Period, held: tuple[Class, ...], after: date, to: date) -> float:
    """Of the people recruited after a day and up to another: the share that began in the period."""
    classes = [(one.start, expected_starts(plan, one.size)) for one in held if after < one.start <= to]
    whole = sum(weight for _, weight in classes)
    if whole:
        return sum(weight for day, weight in classes if over.first <= day <= over.last) / whole
    first = to if after == date.min else after + timedelta(days=1)
    inside = (min(to, over.last) - max(first, over.first)).days + 1
    return max(0, inside) / ((to - first).days + 1)


# -- there --------------------------------------------------------------------------------------------------------------
def _staying(plan: Plan, metric: str, held: tuple[Class, ...], at: Observation, to: date) -> Distribution:
    """Of the people on the payroll: how many are there, or certified, on a later day; on the same day or before: who is."""
    if at.day >= to:
        return certain(at.on_payroll if metric == ON_PAYROLL else at.certified)
    trainees = thinned(
        certain(at.on_payroll - at.certified), _stays(plan, metric, held, at.day, to, is_certified=False)
    )
    certified = thinned(certain(at.certified), _stays(plan, metric, held, at.day, to, is_certified=True))
    return np.convolve(trainees, certified)


def _stays(plan: Plan, metric: str, held: tuple[Class, ...], at: date, to: date, *, is_certified: bool) -> float:
    """The probability that somebody who is there on a day, in training or certified, counts on a later one."""
    whole = part = 0.0
    for one in held:
        career, week = course(plan, one.pass_ratio), min((at - one.start).days // 7, LONGEST_WEEKS - 1)
        if week < 0 or (week >= career.trained) != is_certified or not career.there[week]:
            continue
        weight = expected_starts(plan, one.size) * career.there[week]
        whole += weight
        part += weight * _lasts(career, metric, week, (to - one.start).days // 7)
    if whole:
        return part / whole
    career = course(plan)
    week = career.trained if is_certified else 0
    return _lasts(career, metric, week, week + (to - at).days // 7) if career.there[week] else 0.0


def _lasts(career: Course, metric: str, week: int, to: int) -> float:
    """The probability that somebody who is there in a week of his course counts in a later one."""
    if metric == CERTIFIED and to < career.trained:
        return 0.0
    return career.there[min(to, LONGEST_WEEKS - 1)] / career.there[week]


# -- who counts -----------------------------------------------------------------------------------------------------------
def _marks(promise: Promise) -> list[str]:
    """Which of those recruited are the only ones who count: nationals, youth, and ages, which no sheet counts."""
    found = ["nationals"] if promise.nationals_only else []
    return found + (["youth" if promise.ages == YOUTH else "ages"] if promise.ages else [])


def _known(one: Observation, name: str) -> int | None:
    """How many of those recruited a sheet says to be such."""
    found: int | None = getattr(one, name, None)
    return found


def _bounds(
    plan: Plan, promise: Promise, over: Period, held: tuple[Class, ...], seen: Sequence[Observation]
) -> tuple[int, int]:
    """The fewest and the most who count by the last sheet, whoever of those counted is whose."""
    if not seen:
        return 0, 0
    if promise.metric != STARTS:
        return _among(promise, seen[-1], seen[-1].on_payroll if promise.metric == ON_PAYROLL else seen[-1].certified)
    least, most, before = 0, 0, NOTHING
    for one in _with_what_counts(promise, seen):
        since, share = _since(before, one), _share_within(plan, over, held, before.day, one.day)
        fewest, all_such = _among(promise, since, since.recruited)
        least += fewest if share >= 1 else 0
        most += all_such if share > 0 else 0
        before = one
    return least, most


def _among(promise: Promise, of: Observation, people: int) -> tuple[int, int]:
    """Of some of those recruited: the fewest and the most who count. Each who is not such may be any of them."""
    known = [_known(of, name) for name in _marks(promise)]
    others = [of.recruited if such is None else of.recruited - such for such in known]
    return max(0, people - sum(others)), min([people, *(such for such in known if such is not None)])


def _counted(plan: Plan, promise: Promise, of: Observation, chances: Distribution) -> Distribution:
    """Of some of those recruited: who counts. Neither leaving nor the class one is in depends on who one is."""
    for name in _marks(promise):
        if (known := _known(of, name)) is None:
            share = plan.recruits.nationals_ratio if name == "nationals" else plan.age_share(promise)
            chances = thinned(chances, float(share))
        else:
            chances = drawn(chances, of.recruited, known)
    return chances
