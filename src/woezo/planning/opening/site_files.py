"""What is kept of a site beside its plan: the opening file, the clients' requirements, the choice of the city.

Each is one TOML text, as the plan is. What is to be done and what came of it stand in the same place: one text to read, to take
away and to compare, with its comments, and no row waits for a task that was renamed. A report of the day changes single cells,
and meets another one only in the same cell. Versions are appended and never dropped, so that undo is restoring; number 0, the
preset, is in no row. docs/adr/0016-opening-file.md
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from django.core.paginator import Page, Paginator
from django.db import transaction
from django.utils.translation import get_language

from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.planning.models import FileVersion, Kind, Plan, SiteFile
from woezo.planning.opening.cells import as_typed, place_of, shown_at
from woezo.planning.texts import toml
from woezo.planning.texts.supplied import site_text
from woezo.planning.texts.versions import PER_PAGE, conflict, differences, document_of, entered, note, rewritten, stored
from woezo.trail.actions import record_change
from woezo.trail.clock import now_ms

FIELDS_IN_TRAIL: Final = 50
SHOWN_VERSIONS: Final = 20
"""After a refusal: what others have done meanwhile."""
ATTEMPTS: Final = 5
"""To fill in a cell while others fill in theirs."""


class Cell(NamedTuple):
    """A cell that somebody has filled in: its key, what stood there before his eyes, what he typed."""

    key: str
    was: str
    value: str


def preset(plan: Plan, file: str) -> str:
    """The text that a file of a plan begins with: that of the country in which its site is now."""
    country = toml.value_at(stored(plan.current.text), "site.country") if plan.current else None
    return site_text(file, country if isinstance(country, str) else "")


def current(plan: Plan, file: str) -> FileVersion:
    """The version that holds."""
    return _newest(plan, file) or _beginning(plan, file)


def version_of(plan: Plan, file: str, number: int) -> FileVersion | None:
    """One version with its text; number 0 is the preset."""
    return plan.files.filter(file=file, number=number).first() if number else _beginning(plan, file)


def history(plan: Plan, file: str, asked: str | None = None) -> Page[FileVersion]:
    """The page of versions that is asked for, the latest first, the preset last; without the texts."""
    rows = plan.files.select_related("author").filter(file=file).defer("text").order_by("-number")
    numbers = range(current(plan, file).number, -1, -1)  # none is ever dropped
    page: Page[Any] = Paginator(numbers, PER_PAGE).get_page(asked)
    held = {row.number: row for row in rows.filter(number__in=page.object_list)}
    page.object_list = [held[number] if number else _beginning(plan, file) for number in page.object_list]
    return page


def since(plan: Plan, file: str, seen: int) -> list[FileVersion]:
    """What has been done to a file after a version was seen, the latest first; at least what stands there now."""
    return _rows(plan, file, seen) or [current(plan, file)]


def _rows(plan: Plan, file: str, after: int) -> list[FileVersion]:
    rows = plan.files.select_related("author").filter(file=file, number__gt=after)
    return list(rows.defer("text").order_by("-number")[:SHOWN_VERSIONS])


def report(plan: Plan, file: str, cells: Sequence[Cell], actor: User) -> FileVersion:
    """Fill in cells, unless somebody has filled in one of them meanwhile. Raises Problem: plan_changed, plan_no_key,
    plan_by_hand, plan_too_large.
    """
    told = "; ".join(f"{cell.key}: {cell.was or '–'} → {cell.value or '–'}" for cell in cells)
    for _attempt in range(ATTEMPTS):
        before = current(plan, file)
        text = _filled_in(before, cells, actor)
        after = _append(before, text, Kind.CHANGE, told, [cell.key for cell in cells], actor)
        if after is not None:
            return after
    raise conflict(current(plan, file))


def _filled_in(before: FileVersion, cells: Sequence[Cell], actor: User) -> str:
    document, language = document_of(before.text), get_language() or ""
    changes: dict[str, toml.Value | None] = {}
    for cell in cells:
        place = place_of(document, cell.key)
        if place is None:
            raise Problem("plan_no_key", cell.key, value=cell.key)
        if shown_at(document, place, language) not in (cell.was, cell.value):
            raise conflict(before)
        changes[place] = as_typed(cell.key, cell.value)
    text = rewritten(before.text, lambda text: entered(text, changes, actor))
    document_of(text)
    return text


def revise(
    plan: Plan, file: str, seen: int, text: str, actor: User, kind: Kind = Kind.CHANGE, what: str = ""
) -> FileVersion:
    """The text as somebody has written it. The same text makes no version. Raises plan_changed, and see document_of."""
    document_of(text)
    before = current(plan, file)
    if before.number != seen:
        raise conflict(before)
    changes = differences(before.text, text)
    told = what or "; ".join(str(one) for one in changes)
    after = _append(before, text, kind, told, [one.key for one in changes], actor)
    if after is None:
        raise conflict(current(plan, file))
    return after


def restore(plan: Plan, file: str, seen: int, old: FileVersion, actor: User) -> FileVersion:
    """The text of an old version as the newest one. Raises plan_changed."""
    return revise(plan, file, seen, old.text, actor, Kind.RESTORE, str(old.number))


def copy(plan: Plan, to: Plan, actor: User) -> None:
    """What holds of each file, for another plan of the same site."""
    for file in SiteFile.values:
        held = _newest(plan, file)
        if held is not None:
            nothing = FileVersion(plan=to, file=file, number=0)  # its text is read nowhere: a transaction may be open
            _append(nothing, held.text, Kind.COPY, plan.name, [], actor)


def _newest(plan: Plan, file: str) -> FileVersion | None:
    return plan.files.select_related("author").filter(file=file).order_by("-number").first()


def _beginning(plan: Plan, file: str) -> FileVersion:
    return FileVersion(
        plan=plan, file=file, number=0, text=preset(plan, file), kind=Kind.PRESET, at_ms=plan.created_at_ms
    )


@transaction.atomic
def _append(
    before: FileVersion, text: str, kind: Kind, what: str, fields: Sequence[str], actor: User
) -> FileVersion | None:
    """The next version; None if somebody else has written one meanwhile. Texts are read before: here nobody else writes."""
    if text == before.text:
        return before
    plan = Plan.objects.select_for_update().get(pk=before.plan.pk)  # SQLite takes its lock with the transaction
    if plan.files.filter(file=before.file, number__gt=before.number).exists():
        return None
    after = FileVersion.objects.create(
        plan=before.plan,
        file=before.file,
        number=before.number + 1,
        text=text,
        kind=kind,
        what=note(what),
        author=actor,
        at_ms=now_ms(),
    )
    named = [f"{before.file}.{field}" for field in fields[:FIELDS_IN_TRAIL]] or [before.file]
    record_change(actor, "changed", "plan", before.plan.pk, named)
    return after
