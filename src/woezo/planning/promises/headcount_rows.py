"""The rows of headcount sheets with what may not be shown, for headcounts.py alone: what stands there, how it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.db.models import F

from woezo.accounts.models import User
from woezo.parameters.faults import Fault
from woezo.planning.models import Headcount, Plan, Told
from woezo.trail.actions import audit, record_change
from woezo.trail.clock import now_ms
from woezo.workforce.promises.disclosure import Ledger, counted
from woezo.workforce.promises.headcounts import FIGURES, NOTE
from woezo.workforce.promises.observed import INDICATORS, Observation

OBJECT: Final = "headcount"


class Stored(NamedTuple):
    """A sheet as it stands."""

    pk: int
    at_ms: int
    note: str
    seen: Observation
    told: frozenset[str]

    @property
    def hidden(self) -> frozenset[str]:
        """The indicators that were counted and are not told."""
        return counted(self.seen) - self.told


class Known(NamedTuple):
    """The sheets of a plan by their days, and what was ever told of its indicators."""

    sheets: Mapping[date, Stored]
    told: Mapping[str, list[Any]]

    def ledgers(self) -> dict[str, Ledger]:
        """To go on from what was told."""
        return {name: Ledger(self.told.get(name, ())) for name in INDICATORS}


class Made(NamedTuple):
    """A sheet to write. over: the hidden indicators that were typed over."""

    one: Observation
    note: str
    told: frozenset[str]
    over: frozenset[str]


class Change(NamedTuple):
    """What somebody asked for: the sheets by their days and the ledgers with them, or why not; the sheet to forget."""

    made: Mapping[date, Made]
    ledgers: Mapping[str, Ledger]
    faults: Sequence[Fault] = ()
    gone: Stored | None = None


Say = Callable[[Plan, User, Sequence[int], Mapping[int, list[str]], "Stored | None"], None]
"""Leaves the trail: sheets created, the columns of those that changed, the sheet forgotten."""


Rows = tuple[list[Any], dict[str, list[Any]]]


def _rows(plan: Plan) -> Rows:
    """As the database has it now: in the lock this is compared, and nothing made of it."""
    rows = plan.headcounts.order_by("day").values_list("pk", "at_ms", NOTE, "told", "day", *FIGURES)
    return list(rows), dict(plan.told.values_list("indicator", "figures"))


def _known(rows: Rows) -> Known:
    sheets = {
        day: Stored(pk, at_ms, note, Observation(day, *figures), frozenset(told.split()))
        for pk, at_ms, note, told, day, *figures in rows[0]
    }
    return Known(sheets, rows[1])


def write(plan: Plan, check: Callable[[Known], Change], actor: User, say: Say) -> tuple[int, Change]:
    """Make a change that is not faulty; how many sheets it wrote.

    Whether a sheet fits depends on the others, and to check a long file takes longer than others may be kept from writing. So
    all is checked before the lock is taken, and once more if somebody else has written a sheet of the plan meanwhile.
    """
    while True:
        rows = _rows(plan)
        before = _known(rows)
        change = check(before)
        if change.faults:
            return 0, change
        with transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(
                created_at_ms=F("created_at_ms")
            )  # no other writes a sheet of it now
            if _rows(plan) == rows:
                return _store(plan, before, change, actor, say), change


def _store(plan: Plan, before: Known, change: Change, actor: User, say: Say) -> int:
    """Write what is not what stands there; how many sheets."""
    created, changed, fields = [], [], {}
    at_ms = now_ms()
    for day, made in change.made.items():
        told = " ".join(sorted(made.told))
        row = Headcount(plan=plan, author=actor, at_ms=at_ms, note=made.note, told=told, **asdict(made.one))
        stood = before.sheets.get(day)
        if stood is None:
            created.append(row)
        elif names := _changed(stood, made):
            changed.append(row)
            fields[stood.pk] = names
    Headcount.objects.bulk_create(created)
    _put(changed, ["plan", "day"], [*FIGURES, NOTE, "told", "author", "at_ms"])
    if created or changed:
        rows = [Told(plan=plan, indicator=name, figures=one.figures) for name, one in change.ledgers.items()]
        _put(rows, ["plan", "indicator"], ["figures"])
    if change.gone:
        Headcount.objects.filter(pk=change.gone.pk).delete()
    say(plan, actor, [row.pk for row in created], fields, change.gone)
    return len(created) + len(changed)


def _put(rows: Sequence[Headcount] | Sequence[Told], keys: list[str], columns: list[str]) -> None:
    """Rows in the place of those with the same keys."""
    if rows:
        type(rows[0]).objects.bulk_create(rows, update_conflicts=True, unique_fields=keys, update_fields=columns)  # type: ignore[arg-type]


def _changed(stood: Stored, made: Made) -> list[str]:
    """The columns in which a sheet differs from what stood there. Who types over a hidden figure has changed it, whatever he
    types: else he would learn whether he guessed right.
    """
    names = [name for name in FIGURES if name in made.over or getattr(made.one, name) != getattr(stood.seen, name)]
    return names + ([NOTE] if made.note != stood.note else [])


# -- the trail ------------------------------------------------------------------------------------------------------------
def say_each(
    _plan: Plan, actor: User, created: Sequence[int], fields: Mapping[int, list[str]], gone: Stored | None
) -> None:
    """Of a form: an entry for its sheet."""
    for pk in created:
        record_change(actor, "created", OBJECT, pk, [])
    for pk, names in fields.items():
        record_change(actor, "changed", OBJECT, pk, names)
    if gone:
        record_change(actor, "removed", OBJECT, gone.pk, [])


def say_once(
    plan: Plan, actor: User, created: Sequence[int], fields: Mapping[int, list[str]], _gone: Stored | None
) -> None:
    """Of a file: one entry with counts, under the plan."""
    if created or fields:
        names = {name for one in fields.values() for name in one}
        columns = [one for one in (*FIGURES, NOTE) if one in names]
        about = {"created": len(created), "changed": len(fields), "fields": columns}
        audit(actor, "imported", "headcounts", plan.pk, about)
