"""Simulated plans: every recruit as a person who starts, learns and leaves by numbers of his own.

The random numbers are a function of (seed, plan, class, place), not a stream: the person on a place has the same luck in every
variant of a plan, so that variants differ by what was changed and by nothing else, and the order of the work changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np

from woezo.workforce.cohorts import LONGEST_WEEKS, course
from woezo.workforce.funnel import starts
from woezo.workforce.plan import Class, Plan

COUNTS: Final = ("recruited", "on_payroll", "certified", "effective")
LEVELS: Final = (0.05, 0.5, 0.95)
MOST_AT_ONCE: Final = 1_000_000  # people of a class, over all plans: what keeps memory within bounds

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.uint64]]
Figures = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

# The finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
FIRST: Final = np.uint64(0xBF58476D1CE4E5B9)
SECOND: Final = np.uint64(0x94D049BB133111EB)


def mixed(numbers: Numbers) -> Numbers:
    """Each number as one that looks random; a bijection of 64 bits."""
    with np.errstate(over="ignore"):
        numbers = (numbers ^ (numbers >> np.uint64(30))) * FIRST
        numbers = (numbers ^ (numbers >> np.uint64(27))) * SECOND
        return numbers ^ (numbers >> np.uint64(31))


def uniform(seed: int, plans: range, cohort: int, places: int) -> Figures:
    """One number in [0, 1) for each plan (rows) and place (columns) of a class; place 0 is the class's own.

    Of the seed the last 64 bits count.
    """
    with np.errstate(over="ignore"):
        start = mixed(np.array([seed % 2**64], dtype=np.uint64) + GOLDEN)
        of_class = mixed(start + GOLDEN * np.uint64(cohort + 1))
        of_plan = mixed(of_class + GOLDEN * np.arange(plans.start + 1, plans.stop + 1, dtype=np.uint64))
        of_place = mixed(of_plan[:, None] + GOLDEN * np.arange(1, places + 1, dtype=np.uint64)[None, :])
    return (of_place >> np.uint64(11)).astype(np.float64) * 2.0**-53


def simulate(
    plan: Plan, classes: tuple[Class, ...], days: Sequence[date], *, plans: int, seed: int
) -> dict[str, Figures]:
    """Of each simulated plan (rows) the people on each day (columns), by name of COUNTS."""
    most = max((one.size for one in classes), default=1)
    parts = [range(first, min(first + MOST_AT_ONCE // most, plans)) for first in range(0, plans, MOST_AT_ONCE // most)]
    found = [_simulate(plan, classes, days, part, seed) for part in parts]
    return {name: np.concatenate([one[name] for one in found]) for name in COUNTS}


def _simulate(
    plan: Plan, classes: tuple[Class, ...], days: Sequence[date], plans: range, seed: int
) -> dict[str, Figures]:
    found: dict[str, Figures] = {name: np.zeros((len(plans), len(days))) for name in COUNTS}
    for number, one in enumerate(classes):
        luck = uniform(seed, plans, number, one.size + 1)
        began = np.searchsorted(np.cumsum(starts(plan, one.size)), luck[:, 0], side="right").clip(max=one.size)
        # Whoever has not started is given a number that no course reaches.
        people = np.where(np.arange(one.size)[None, :] < began[:, None], luck[:, 1:], 2.0)
        career = course(plan, one.pass_ratio)
        weeks = np.array([min((day - one.start).days // 7, LONGEST_WEEKS - 1) for day in days])
        week = weeks.clip(min=0)  # of a day long before the class there is none to look up
        # A person stays as long as the course is above his number: one number decides certification and leaving.
        there = below(people, np.where(weeks >= 0, np.array(career.there)[week], 0.0))
        found["recruited"] += began[:, None] * (weeks >= 0)
        found["on_payroll"] += there
        found["certified"] += there * (weeks >= career.trained)
        found["effective"] += there * np.where(weeks >= 0, np.array(career.efficiency)[week], 0.0)
    return found


def below(people: Figures, limits: Figures) -> Figures:
    """How many numbers of each row lie below each of the limits."""
    order = np.argsort(limits)
    rank = np.searchsorted(limits[order], people, side="right")  # the limits that are not above a number
    rows, columns = len(people), len(limits) + 1
    places = rank + columns * np.arange(rows)[:, None]
    counts = np.bincount(places.ravel(), minlength=rows * columns).reshape(rows, columns)
    found = np.empty((rows, len(limits)))
    found[:, order] = counts.cumsum(axis=1)[:, :-1]
    return found


def bands(figures: Figures) -> Figures:
    """The 5th, 50th and 95th percentile (rows) of each day (columns): smallest values reached by that share of the plans."""
    return np.quantile(figures, LEVELS, axis=0, method="inverted_cdf")
