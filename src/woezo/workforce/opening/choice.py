"""The weighted choice of a city: criteria with weights, marks from 0 to 10, a veto, and the ranking. All sums are exact.

Weights are shares of their sum, whatever they add up to. A city out by a veto is scored, so that one sees what it costs, and
is not ranked. A mark that is missing or cannot be read leaves its city out as well: no mark is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from woezo.parameters.faults import Fault
from woezo.workforce.opening.entries import Entry, Label, Sourced, entries

CRITERION_CELLS: Final = ("key", "name", "weight", "veto_at")
CITY_CELLS: Final = ("key", "name", "country", "marks")
MARK_CELLS: Final = ("value", "source", "date", "confidence")
BEST_MARK: Final = 10
HEAVIEST: Final = 1_000_000


@dataclass(frozen=True)
class Criterion:
    """share: its part of all weights. veto_at: a city with this mark or less is out; None if the criterion has no veto."""

    key: str
    name: Label
    share: Fraction
    veto_at: Fraction | None = None


@dataclass(frozen=True)
class Mark:
    """0 (worst) to 10 (best), and where it is from."""

    value: Fraction
    sourced: Sourced = field(default_factory=Sourced)


@dataclass(frozen=True)
class City:
    """A candidate with its mark for each criterion, by the criterion's key."""

    key: str
    name: Label
    country: str
    marks: Mapping[str, Mark]


@dataclass(frozen=True)
class Ranked:
    """A city and its weighted mark. rank: 1 is best, the same for equal scores; None without a score or by a veto.

    vetoed_by: criteria that put it out; unmarked: criteria without a mark; score None if there is any, or no criterion at all.
    """

    city: City
    score: Fraction | None
    rank: int | None
    vetoed_by: tuple[str, ...]
    unmarked: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """Criteria, whose shares add up to one, and candidates."""

    criteria: tuple[Criterion, ...] = ()
    cities: tuple[City, ...] = ()

    def shares(self) -> dict[str, Fraction]:
        """{criterion: its part of all weights}."""
        return {criterion.key: criterion.share for criterion in self.criteria}

    def ranking(self) -> tuple[Ranked, ...]:
        """All cities, the best first, those out at the end; in the order of the file where they are equal."""
        rated = [self._rated(city) for city in self.cities]
        scores = [one.score for one in rated if one.score is not None and not one.vetoed_by]
        placed = [
            Ranked(
                one.city,
                one.score,
                None if one.score is None or one.vetoed_by else 1 + sum(1 for score in scores if score > one.score),
                one.vetoed_by,
                one.unmarked,
            )
            for one in rated
        ]
        return tuple(sorted(placed, key=lambda one: one.rank or len(placed) + 1))

    def _rated(self, city: City) -> Ranked:
        unmarked = tuple(one.key for one in self.criteria if one.key not in city.marks)
        vetoed_by = tuple(
            one.key
            for one in self.criteria
            if one.veto_at is not None and one.key in city.marks and city.marks[one.key].value <= one.veto_at
        )
        marked = self.criteria and not unmarked
        score = sum((one.share * city.marks[one.key].value for one in self.criteria), Fraction(0)) if marked else None
        return Ranked(city, score, None, vetoed_by, unmarked)


def read_choice(document: Mapping[str, Any]) -> tuple[Choice, list[Fault]]:
    """Criteria and cities of a document (lists criterion, city) and what is wrong in them."""
    faults: list[Fault] = []
    weighted = [_criterion(entry) for entry in entries(document, "criterion", faults)]
    total = sum((one.share for one in weighted), Fraction(0))
    if weighted and not total:
        faults.append(Fault("weights_all_zero", "criterion"))
    criteria = tuple(
        Criterion(one.key, one.name, one.share / total if total else Fraction(1, len(weighted)), one.veto_at)
        for one in weighted
    )
    keys = [one.key for one in criteria]
    cities = tuple(_city(entry, keys) for entry in entries(document, "city", faults))
    return Choice(criteria, cities), faults


def _criterion(entry: Entry) -> Criterion:
    """With its weight as its share: they are made to add up to one when all are read."""
    entry.only(CRITERION_CELLS)
    weight, veto_at = entry.number("weight", "weighs_nothing"), entry.number("veto_at", "no_veto")
    if weight is None and "weight" not in entry.given:
        entry.wrong("missing", "weight", meanwhile="weighs_nothing")
    if weight is not None and not 0 <= weight <= HEAVIEST:
        entry.wrong("out_of_range", "weight", least="0", most=str(HEAVIEST), meanwhile="weighs_nothing")
        weight = None
    if veto_at is not None and not 0 <= veto_at <= BEST_MARK:
        entry.wrong("out_of_range", "veto_at", least="0", most=str(BEST_MARK), meanwhile="no_veto")
        veto_at = None
    return Criterion(
        entry.text("key"), entry.label("name"), Fraction(weight or 0), None if veto_at is None else Fraction(veto_at)
    )


def _city(entry: Entry, keys: list[str]) -> City:
    entry.only(CITY_CELLS)
    given = entry.given.get("marks", {})
    if not isinstance(given, Mapping):
        entry.wrong("not_a_table", "marks", meanwhile="not_ranked")
        given = {}
    cells = Entry(f"{entry.cell}.marks", given, entry.faults)
    cells.only(keys)
    marks = {key: mark for key in keys if (mark := _mark(cells, key))}
    return City(entry.text("key"), entry.label("name"), entry.text("country"), marks)


def _mark(cells: Entry, key: str) -> Mark | None:
    """Plain or as {value, source, date, confidence}."""
    found = cells.given.get(key)
    if isinstance(found, Mapping):
        inside = Entry(f"{cells.cell}.{key}", found, cells.faults)
        inside.only(MARK_CELLS)
        sourced = replace(inside.sourced(), at=inside.day("date"))
        value, cell = inside.number("value", "not_ranked"), (inside, "value")
    else:
        value, sourced, cell = cells.number(key, "not_ranked"), Sourced(), (cells, key)
    entry, name = cell
    if value is None and name not in entry.given:
        entry.wrong("missing", name, meanwhile="not_ranked")
    if value is None or not 0 <= value <= BEST_MARK:
        if value is not None:
            entry.wrong("out_of_range", name, least="0", most=str(BEST_MARK), meanwhile="not_ranked")
        return None
    return Mark(Fraction(Decimal(value)), sourced)
