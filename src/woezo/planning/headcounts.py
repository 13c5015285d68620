"""The headcount sheets of a plan: read without what may not be shown, entered, corrected, imported, deleted.

Nobody else reads their rows. When the figures come from the people's own records, `sheets_of` will read those.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from woezo.accounts.fields import has_controls
from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.parameters.faults import Fault, fault
from woezo.planning.models import Headcount, Plan
from woezo.trail.actions import record_change
from woezo.trail.clock import now_ms
from woezo.workforce import headcount_file
from woezo.workforce.disclosure import hidden, public
from woezo.workforce.headcounts import FIGURES, NOTE, Row, taken, typed
from woezo.workforce.observed import Observation

OBJECT: Final = "headcount"


@dataclass(frozen=True)
class Sheet:
    """A day's figures as they may be shown. hidden: the indicators that were counted and may not."""

    pk: int
    seen: Observation
    hidden: frozenset[str]
    note: str
    author: User | None
    at_ms: int

    @property
    def at(self) -> datetime:
        """When it was written."""
        return datetime.fromtimestamp(self.at_ms / 1000, UTC)


# -- reading ------------------------------------------------------------------------------------------------------------
def sheets_of(plan: Plan) -> list[Sheet]:
    """In order of their days: all that anybody learns of the people of a plan."""
    rows = list(plan.headcounts.select_related("author").order_by("day"))
    seen = [_observation(row) for row in rows]
    return [
        Sheet(row.pk, public(one, names), names, row.note, row.author, row.at_ms)
        for row, one, names in zip(rows, seen, hidden(seen), strict=True)
    ]


def _observation(row: Headcount) -> Observation:
    return Observation(row.day, **{name: getattr(row, name) for name in FIGURES})


# -- writing ------------------------------------------------------------------------------------------------------------
@transaction.atomic
def enter(plan: Plan, cells: Mapping[str, str], actor: User) -> list[Fault]:
    """A sheet of another day, from the cells of a form by column. What is wrong; with that nothing is written."""
    row = typed(cells)
    _alone(plan)
    if row.day is not None and plan.headcounts.filter(day=row.day).exists():
        return [fault("day_known", "day", row.day, line=0)]
    return _write(plan, [row], actor)[1]


@transaction.atomic
def correct(plan: Plan, pk: int, seen: int, cells: Mapping[str, str], actor: User) -> list[Fault]:
    """Other figures for the day of a sheet. seen: when the sheet was written that its author had before his eyes.

    Raises Problem: headcount_changed, headcount_gone.
    """
    day = _claim(plan, pk, seen).day
    return _write(plan, [typed({**cells, "day": day.isoformat()})], actor)[1]


def take(plan: Plan, content: bytes, actor: User) -> tuple[int, list[Fault]]:
    """All rows of a file, each in the place of its day's sheet if there is one; how many were written. With a fault, none."""
    if len(content) > headcount_file.LARGEST_BYTES:
        size, most = -(-len(content) // 1000), headcount_file.LARGEST_BYTES // 1000
        return 0, [fault("file_too_large", "", size, line=0, most=most)]
    rows, faults = headcount_file.read(content)
    return _write(plan, rows, actor, faults)


@transaction.atomic
def remove(plan: Plan, pk: int, seen: int, actor: User) -> date:
    """Forget a sheet; its day. Raises Problem: headcount_changed, headcount_gone."""
    row = _claim(plan, pk, seen)
    record_change(actor, "removed", OBJECT, row.pk, [])
    row.delete()
    return row.day


def _claim(plan: Plan, pk: int, seen: int) -> Headcount:
    """The row, if nobody has written it since it was seen."""
    _alone(plan)
    row = plan.headcounts.select_related("author").filter(pk=pk).first()
    if row is None:
        raise Problem("headcount_gone")
    if row.at_ms != seen:
        written = datetime.fromtimestamp(row.at_ms / 1000, UTC)
        raise Problem(
            "headcount_changed", who=row.author.name if row.author else _("The system"), time=f"{written:%H:%M}"
        )
    return row


def _alone(plan: Plan) -> None:
    """Nobody else writes a sheet of the plan until we commit: whether it fits depends on the others."""
    Plan.objects.filter(pk=plan.pk).update(created_at_ms=F("created_at_ms"))


@transaction.atomic
def _write(plan: Plan, rows: Sequence[Row], actor: User, faults: Sequence[Fault] = ()) -> tuple[int, list[Fault]]:
    _alone(plan)
    known = {row.day: row for row in plan.headcounts.all()}
    today = datetime.fromtimestamp(now_ms() / 1000, UTC).date()
    made, found = taken({day: _observation(row) for day, row in known.items()}, rows, today)
    found = [*faults, *found, *(_unreadable(row) for row in rows if has_controls(row.note))]
    if found:
        return 0, sorted(found, key=lambda one: int(one["line"]))
    notes = {row.day: row.note for row in rows}
    return sum(_store(plan, known.get(day), one, notes[day], actor) for day, one in made.items()), []


def _unreadable(row: Row) -> Fault:
    return fault("note_unreadable", NOTE, line=row.line)


def _store(plan: Plan, row: Headcount | None, one: Observation, note: str, actor: User) -> bool:
    """Write a sheet; False if it is what stands there."""
    values = {**asdict(one), NOTE: note}
    if row is None:
        row = Headcount.objects.create(plan=plan, author=actor, at_ms=now_ms(), **values)
        record_change(actor, "created", OBJECT, row.pk, [])
        return True
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if changed:
        Headcount.objects.filter(pk=row.pk).update(author=actor, at_ms=now_ms(), **values)
        record_change(actor, "changed", OBJECT, row.pk, changed)
    return bool(changed)
