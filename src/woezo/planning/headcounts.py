"""The headcount sheets of a plan: read without what may not be shown, entered, corrected, imported, deleted.

Nobody else reads their rows. When the figures come from the people's own records, `sheets_of` will read those.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from woezo.accounts.fields import has_controls
from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.parameters.faults import Fault, fault
from woezo.planning.models import Headcount, Plan
from woezo.trail.actions import audit, record_change
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
    seen = [Observation(row.day, *(getattr(row, name) for name in FIGURES)) for row in rows]
    return [
        Sheet(row.pk, public(one, names), names, row.note, row.author, row.at_ms)
        for row, one, names in zip(rows, seen, hidden(seen), strict=True)
    ]


class Stored(NamedTuple):
    """A sheet as it stands, with what may not be shown."""

    pk: int
    at_ms: int
    note: str
    seen: Observation


Known = Mapping[date, Stored]
"""The sheets of a plan by their days."""


def _known(plan: Plan) -> Known:
    rows = plan.headcounts.order_by("day").values_list("pk", "at_ms", NOTE, "day", *FIGURES)
    return {day: Stored(pk, at_ms, note, Observation(day, *figures)) for pk, at_ms, note, day, *figures in rows}


# -- writing ------------------------------------------------------------------------------------------------------------
class Change(NamedTuple):
    """What somebody asked for: the figures and the note of each day, or why not; the sheet to forget."""

    made: Mapping[date, tuple[Observation, str]]
    faults: Sequence[Fault] = ()
    gone: Stored | None = None


def enter(plan: Plan, cells: Mapping[str, str], actor: User) -> list[Fault]:
    """A sheet of another day, from the cells of a form by column. What is wrong; with that nothing is written."""
    row = typed(cells)

    def checked(known: Known) -> Change:
        if row.day in known:
            return Change({}, [fault("day_known", "day", row.day, line=0)])
        return _checked(known, [row])

    return list(_write(plan, checked, actor, _say_each)[1].faults)


def correct(plan: Plan, pk: int, seen: int, cells: Mapping[str, str], actor: User) -> list[Fault]:
    """Other figures for the day of a sheet. seen: when the sheet was written that its author had before his eyes.

    Raises Problem: headcount_changed, headcount_gone.
    """

    def checked(known: Known) -> Change:
        day = _claimed(known, pk, seen).seen.day
        return _checked(known, [typed({**cells, "day": day.isoformat()})])

    return list(_write(plan, checked, actor, _say_each)[1].faults)


def take(plan: Plan, content: bytes, actor: User) -> tuple[int, list[Fault]]:
    """All rows of a file, each in the place of its day's sheet if there is one; how many were written. With a fault, none."""
    if len(content) > headcount_file.LARGEST_BYTES:
        size, most = -(-len(content) // 1000), headcount_file.LARGEST_BYTES // 1000
        return 0, [fault("file_too_large", "", size, line=0, most=most)]
    rows, faults = headcount_file.read(content)
    written, change = _write(plan, lambda known: _checked(known, rows, faults), actor, _say_once)
    return written, list(change.faults)


def remove(plan: Plan, pk: int, seen: int, actor: User) -> date:
    """Forget a sheet; its day. Raises Problem: headcount_changed, headcount_gone."""
    change = _write(plan, lambda known: Change({}, gone=_claimed(known, pk, seen)), actor, _say_each)[1]
    assert change.gone is not None
    return change.gone.seen.day


def _claimed(known: Known, pk: int, seen: int) -> Stored:
    """The sheet, if nobody has written it since it was seen."""
    found = next((one for one in known.values() if one.pk == pk), None)
    if found is None:
        raise Problem("headcount_gone")
    if found.at_ms != seen:
        written = datetime.fromtimestamp(found.at_ms / 1000, UTC)
        row = Headcount.objects.select_related("author").filter(pk=pk).first()
        who = row.author.name if row and row.author else _("The system")
        raise Problem("headcount_changed", who=who, time=f"{written:%H:%M}")
    return found


def _checked(known: Known, rows: Sequence[Row], faults: Sequence[Fault] = ()) -> Change:
    """The sheets that rows make beside those that are there."""
    today = datetime.fromtimestamp(now_ms() / 1000, UTC).date()
    made, found = taken({day: one.seen for day, one in known.items()}, rows, today)
    found = [
        *faults,
        *found,
        *(fault("note_unreadable", NOTE, line=row.line) for row in rows if has_controls(row.note)),
    ]
    notes = {row.day: row.note for row in rows}
    return Change(
        {day: (one, notes[day]) for day, one in made.items()}, sorted(found, key=lambda one: int(one["line"]))
    )


def _write(plan: Plan, check: Callable[[Known], Change], actor: User, say: Callable[..., None]) -> tuple[int, Change]:
    """Make a change that is not faulty; how many sheets it wrote.

    Whether a sheet fits depends on the others, and to check a long file takes longer than others may be kept from writing. So
    all is checked before the lock is taken, and once more if somebody else has written a sheet of the plan meanwhile.
    """
    while True:
        known = _known(plan)
        change = check(known)
        if change.faults:
            return 0, change
        with transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(
                created_at_ms=F("created_at_ms")
            )  # no other writes a sheet of it now
            if _known(plan) == known:
                return _store(plan, known, change, actor, say), change


def _store(plan: Plan, known: Known, change: Change, actor: User, say: Callable[..., None]) -> int:
    """Write what is not what stands there; how many sheets."""
    created, changed, fields = [], [], {}
    at_ms = now_ms()
    for day, (one, note) in change.made.items():
        row = Headcount(plan=plan, author=actor, at_ms=at_ms, note=note, **asdict(one))
        before = known.get(day)
        if before is None:
            created.append(row)
        elif names := _changed(before, one, note):
            changed.append(row)
            fields[before.pk] = names
    Headcount.objects.bulk_create(created)
    Headcount.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["plan", "day"], update_fields=[*FIGURES, NOTE, "author", "at_ms"]
    )
    if change.gone:
        Headcount.objects.filter(pk=change.gone.pk).delete()
    say(plan, actor, [row.pk for row in created], fields, change.gone)
    return len(created) + len(changed)


def _changed(before: Stored, one: Observation, note: str) -> list[str]:
    """The columns in which a sheet differs from the one before it."""
    names = [name for name in FIGURES if getattr(one, name) != getattr(before.seen, name)]
    return names + ([NOTE] if note != before.note else [])


def _say_each(
    _plan: Plan, actor: User, created: Sequence[int], fields: Mapping[int, list[str]], gone: Stored | None
) -> None:
    """The trail of a form."""
    for pk in created:
        record_change(actor, "created", OBJECT, pk, [])
    for pk, names in fields.items():
        record_change(actor, "changed", OBJECT, pk, names)
    if gone:
        record_change(actor, "removed", OBJECT, gone.pk, [])


def _say_once(
    plan: Plan, actor: User, created: Sequence[int], fields: Mapping[int, list[str]], _gone: Stored | None
) -> None:
    """The trail of a file: one entry with counts, under the plan."""
    if created or fields:
        names = {name for one in fields.values() for name in one}
        about = {
            "created": len(created),
            "changed": len(fields),
            "fields": [one for one in (*FIGURES, NOTE) if one in names],
        }
        audit(actor, "imported", "headcounts", plan.pk, about)
