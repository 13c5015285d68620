"""The choice of a city as its page shows it: marks and weights to fill in, the ranking, and how far weights must move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from django.utils.translation import gettext as _

from woezo.parameters.declaring import Confidence
from woezo.planning.opening.fields import Field, Form
from woezo.planning.opening.marks import MINUS
from woezo.planning.wording.words import Words
from woezo.workforce.opening.choice import Choice, Ranked
from woezo.workforce.opening.sensitivity import Sensitivity, sensitivity

TO_VERIFY: Final = (Confidence.ASSUMED, Confidence.UNCERTAIN)
BAR: Final = 160  # pixels of a bar from a share of nothing to all


@dataclass(frozen=True)
class Head:
    """A criterion with the field of its weight. veto: the mark at which a city is out, or nothing."""

    name: str
    share: str
    veto: str
    field: Field


@dataclass(frozen=True)
class Cell:
    """A mark to fill in, how far it may be trusted, and where it is from."""

    field: Field
    confidence: str
    source: str
    vetoes: bool


@dataclass(frozen=True)
class Row:
    """A city in its place."""

    name: str
    country: str
    cells: list[Cell]
    score: str
    rank: str
    out: str
    wins: bool


@dataclass(frozen=True)
class Move:
    """How far one weight must move, in words and as a bar: from now to where another city draws level."""

    criterion: str
    share: str
    said: str
    now: float
    to: float | None
    nearest: str

    @property
    def left(self) -> float:
        """Where the bar of the move begins."""
        return min(self.now, self.now if self.to is None else self.to)

    @property
    def width(self) -> float:
        """How long it is."""
        return 0.0 if self.to is None else round(abs(self.to - self.now), 1)


@dataclass(frozen=True)
class Cities:
    """A choice, ready to be shown."""

    choice: Choice
    words: Words

    @cached_property
    def ranking(self) -> tuple[Ranked, ...]:
        """All cities, the best first."""
        return self.choice.ranking()

    @cached_property
    def moves_of(self) -> Sensitivity | None:
        """How far weights must move; None if no city is left to choose."""
        return sensitivity(self.choice)

    @cached_property
    def criteria(self) -> Mapping[str, str]:
        """{key: name} of the criteria."""
        return {one.key: one.name.said(self.words.language) or one.key for one in self.choice.criteria}

    @cached_property
    def cities(self) -> Mapping[str, str]:
        """{key: name} of the cities."""
        return {one.key: one.name.said(self.words.language) or one.key for one in self.choice.cities}

    def heads(self, form: Form) -> list[Head]:
        """The criteria."""
        return [
            Head(
                self.criteria[one.key],
                self.percent(one.share),
                "" if one.veto_at is None else self.number(one.veto_at),
                form.field(f"criterion.{one.key}.weight", _("Weight of %(name)s") % {"name": self.criteria[one.key]}),
            )
            for one in self.choice.criteria
        ]

    def rows(self, form: Form) -> list[Row]:
        """The cities, the best first."""
        return [self._row(one, form) for one in self.ranking]

    def assumed(self) -> tuple[int, int]:
        """How many marks are assumptions or to be verified, of how many."""
        marks = [mark for city in self.choice.cities for mark in city.marks.values()]
        return sum(1 for mark in marks if mark.sourced.confidence in TO_VERIFY), len(marks)

    def moves(self) -> list[Move]:
        """How far each weight must move alone, and where it stands at the smallest move of all together."""
        nearest = self.nearest()
        return [
            Move(
                criterion=self.criteria[key],
                share=self.percent(share),
                said=self._said(key),
                now=round(float(share) * BAR, 1),
                to=None if (level := self._level(key)) is None else round(float(level) * BAR, 1),
                nearest=self.percent(nearest[key]) if nearest else "–",
            )
            for key, share in self.choice.shares().items()
        ]

    def nearest(self) -> Mapping[str, Fraction] | None:
        """The nearest weights at which another city draws level, if there are any."""
        return self.moves_of.all[0].shares if self.moves_of and self.moves_of.all else None

    def verdict(self) -> list[str]:
        """Who leads, and how little it takes that somebody else does: one sentence each."""
        found = self.moves_of
        if not self.choice.criteria:
            return [_("There is nothing to compare the cities by: add a criterion in the text.")]
        if found is None:
            return [_("No city is left: each is out by a veto or lacks a mark.")]
        level = [self.cities[one.city.key] for one in self.ranking if one.rank == 1]
        if len(level) > 1:
            return [_("Level at these weights: %(names)s.") % {"names": ", ".join(level)}]
        return [_("%(winner)s leads.") % {"winner": level[0]}, self._smallest(found)]

    def percent(self, share: Fraction) -> str:
        """A share in percent."""
        return self.words.percent(float(share))

    def number(self, value: Fraction) -> str:
        """A mark, with two decimals at most."""
        return self.words.cell(round(float(value), 2), "number")

    def out(self, one: Ranked) -> str:
        """Why a city is not ranked."""
        vetoes = ", ".join(self.criteria[key] for key in one.vetoed_by)
        gaps = ", ".join(self.criteria[key] for key in one.unmarked)
        if vetoes:
            return _("Veto: %(names)s") % {"names": vetoes}
        return _("No mark: %(names)s") % {"names": gaps} if gaps else ""

    def _smallest(self, found: Sensitivity) -> str:
        if not found.all:
            return _("No other city is left to compare with.")
        first = found.all[0]
        if first.moved is None:
            return _("No weights make another city lead.")
        about = {"moves": ", ".join(self._points(first.shares or {})), "other": self.cities[first.other]}
        return _("The smallest move of the weights that brings %(other)s level: %(moves)s.") % about

    def _points(self, there: Mapping[str, Fraction]) -> list[str]:
        """What each weight that moves loses or gains, the losses first."""
        changes = {key: float(there[key] - share) * 100 for key, share in self.choice.shares().items() if key in there}
        return [
            _("%(points)s points for %(criterion)s") % {"points": self._signed(points), "criterion": self.criteria[key]}
            for key, points in sorted(changes.items(), key=lambda one: one[1])
            if points
        ]

    def _signed(self, points: float) -> str:
        """With one decimal, with more where that would be nothing."""
        size = abs(points)
        said = self.words.cell(round(size, 1) or round(size, 4), "number")
        return f"{MINUS if points < 0 else '+'}{said}"

    def _level(self, key: str) -> Fraction | None:
        one = self.moves_of.of_criterion(key) if self.moves_of else None
        return one.level_at if one else None

    def _said(self, key: str) -> str:
        one = self.moves_of.of_criterion(key) if self.moves_of else None
        if one is None or one.level_at is None:
            return _("No weight changes it.")
        about = {"level": self.percent(one.level_at), "other": self.cities[one.other]}
        if one.level_at == one.share:
            return _("%(other)s is level.") % about
        return (
            _("Above %(level)s %(other)s leads.") if one.level_at > one.share else _("Below %(level)s %(other)s leads.")
        ) % about

    def _row(self, one: Ranked, form: Form) -> Row:
        same = sum(1 for other in self.ranking if other.rank and other.rank == one.rank) > 1
        return Row(
            name=self.cities[one.city.key],
            country=one.city.country,
            cells=[self._cell(one, key, form) for key in self.choice.shares()],
            score="–" if one.score is None else self.number(one.score),
            rank=f"{one.rank} =" if same else str(one.rank or "–"),
            out=self.out(one),
            wins=one.rank == 1,
        )

    def _cell(self, one: Ranked, key: str, form: Form) -> Cell:
        mark = one.city.marks.get(key)
        label = _("%(city)s, %(criterion)s") % {"city": self.cities[one.city.key], "criterion": self.criteria[key]}
        sourced = mark.sourced if mark else None
        return Cell(
            form.field(f"city.{one.city.key}.marks.{key}", label),
            self.words.label(sourced.confidence.value) if sourced else "",
            sourced.source if sourced else "",
            key in one.vetoed_by,
        )
