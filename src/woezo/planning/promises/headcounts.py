"""The headcount sheets of a plan: read without what may not be shown, entered, corrected, imported, deleted.

Nobody else reads their rows. When the figures come from the people's own records, `sheets_of` will read those.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _

from woezo.accounts.fields import has_controls
from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.parameters.faults import Fault, fault
from woezo.planning.models import Headcount, Plan
from woezo.planning.promises.headcount_rows import Change, Known, Made, Stored, say_each, say_once, write
from woezo.trail.clock import now_ms
from woezo.workforce.promises import headcount_file
from woezo.workforce.promises.disclosure import Ledger, counted, decide, public
from woezo.workforce.promises.headcounts import FIGURES, NOTE, Row, taken, typed
from woezo.workforce.promises.observed import Observation


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
    return [_sheet(row) for row in plan.headcounts.select_related("author").order_by("day")]


def _sheet(row: Headcount) -> Sheet:
    one = Observation(row.day, *(getattr(row, name) for name in FIGURES))
    told = frozenset(row.told.split())
    return Sheet(row.pk, public(one, told), counted(one) - told, row.note, row.author, row.at_ms)


# -- writing ------------------------------------------------------------------------------------------------------------
def enter(plan: Plan, cells: Mapping[str, str], actor: User) -> list[Fault]:
    """A sheet of another day, from the cells of a form by column. What is wrong; with that nothing is written."""
    row = typed(cells)

    def checked(known: Known) -> Change:
        if row.day in known.sheets:
            return Change({}, {}, [fault("day_known", "day", row.day, line=0)])
        return _checked(known, [row])

    return list(write(plan, checked, actor, say_each)[1].faults)


def correct(plan: Plan, pk: int, seen: int, cells: Mapping[str, str], actor: User) -> list[Fault]:
    """Other figures for the day of a sheet. seen: when the sheet was written that its author had before his eyes.

    Raises Problem: headcount_changed, headcount_gone.
    """

    def checked(known: Known) -> Change:
        day = _claimed(known, pk, seen).seen.day
        return _checked(known, [typed({**cells, "day": day.isoformat()})])

    return list(write(plan, checked, actor, say_each)[1].faults)


def take(plan: Plan, content: bytes, actor: User) -> tuple[int, list[Fault]]:
    """All rows of a file, each in the place of its day's sheet if there is one; how many were written. With a fault, none."""
    if len(content) > headcount_file.LARGEST_BYTES:
        size, most = -(-len(content) // 1000), headcount_file.LARGEST_BYTES // 1000
        return 0, [fault("file_too_large", "", size, line=0, most=most)]
    rows, faults = headcount_file.read(content)
    written, change = write(plan, lambda known: _checked(known, rows, faults), actor, say_once)
    return written, list(change.faults)


def remove(plan: Plan, pk: int, seen: int, actor: User) -> date:
    """Forget a sheet; its day. Raises Problem: headcount_changed, headcount_gone."""
    change = write(plan, lambda known: Change({}, {}, gone=_claimed(known, pk, seen)), actor, say_each)[1]
    assert change.gone is not None
    return change.gone.seen.day


def _claimed(known: Known, pk: int, seen: int) -> Stored:
    """The sheet, if nobody has written it since it was seen."""
    found = next((one for one in known.sheets.values() if one.pk == pk), None)
    if found is None:
        raise Problem("headcount_gone")
    if found.at_ms != seen:
        written = datetime.fromtimestamp(found.at_ms / 1000, UTC)
        row = Headcount.objects.select_related("author").filter(pk=pk).first()
        who = row.author.name if row and row.author else _("The system")
        raise Problem("headcount_changed", who=who, time=f"{written:%H:%M}")
    return found


def _checked(known: Known, rows: Sequence[Row], faults: Sequence[Fault] = ()) -> Change:
    """The sheets that rows make beside those that are there. What they tell is decided in the order of their days."""
    today = datetime.fromtimestamp(now_ms() / 1000, UTC).date()
    made, found = taken({day: one.seen for day, one in known.sheets.items()}, rows, today)
    found = [
        *faults,
        *found,
        *(fault("note_unreadable", NOTE, line=row.line) for row in rows if has_controls(row.note)),
    ]
    if found:
        return Change({}, {}, sorted(found, key=lambda one: int(one["line"])))
    sent, ledgers = {row.day: row for row in rows}, known.ledgers()
    return Change({day: _made(made[day], sent[day], known.sheets.get(day), ledgers) for day in sorted(made)}, ledgers)


def _made(one: Observation, row: Row, stood: Stored | None, ledgers: Mapping[str, Ledger]) -> Made:
    """A figure that stays is not decided on anew: beside other sheets it would be another decision, which told of it."""
    kept = stood.told - row.figures.keys() if stood else frozenset()
    over = stood.hidden & row.figures.keys() if stood else frozenset()
    return Made(one, row.note, kept | decide(ledgers, one, row.figures.keys()), over)
