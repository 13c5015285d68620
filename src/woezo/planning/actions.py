"""Changes to plans. Each names the version that its author had before his eyes; who comes second is told so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from woezo.accounts.fields import has_controls
from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.planning import rewriting
from woezo.planning import text as toml
from woezo.planning.models import Kind, Plan, Revision
from woezo.planning.reads import heading
from woezo.trail.actions import record_change
from woezo.trail.clock import now_ms

LONGEST_NAME: Final = 120
LONGEST_NOTE: Final = 200
FIELDS_IN_TRAIL: Final = 50


# -- the plan as a whole ------------------------------------------------------------------------------------------------
@transaction.atomic
def create(name: str, text: str, kind: Kind, what: str, actor: User) -> Plan:
    """A new plan whose first version is the text. Raises Problem: of the name, or what `document_of` says."""
    document = document_of(text)
    plan = Plan(name=_name(name), created_at_ms=now_ms())
    _store(plan)
    plan.current = _version(plan, 1, text, document, kind, what, actor)
    plan.save(update_fields=["current"])
    record_change(actor, "created", "plan", plan.pk, [])
    return plan


def duplicate(plan: Plan, name: str, actor: User) -> Plan:
    """Another plan with the same text and a history of its own. Raises Problem of the name."""
    return create(name, _current(plan).text, Kind.COPY, plan.name, actor)


@transaction.atomic
def rename(plan: Plan, name: str, actor: User) -> None:
    """Raises Problem: plan_name_empty, plan_name_taken."""
    plan.name = _name(name)
    _store(plan)
    record_change(actor, "changed", "plan", plan.pk, ["name"])


@transaction.atomic
def delete(plan: Plan, typed: str, actor: User) -> None:
    """Forget a plan and all its versions. typed: its name, which shows that this is meant. Raises plan_name_differs."""
    if typed.strip() != plan.name:
        raise Problem("plan_name_differs", "name")
    record_change(actor, "removed", "plan", plan.pk, [])
    plan.delete()


# -- its text -----------------------------------------------------------------------------------------------------------
def change(plan: Plan, seen: int, changes: Mapping[str, toml.Value | None], actor: User) -> Revision:
    """Set keys; None takes one out. Raises Problem: plan_changed, plan_no_key, plan_by_hand."""
    source = _("Entered by %(name)s") % {"name": actor.name}
    today = datetime.fromtimestamp(now_ms() / 1000, UTC).date()
    return _rewrite(plan, seen, lambda text: rewriting.changed(text, changes, source, today), actor)


def add_entry(plan: Plan, seen: int, key: str, fields: Mapping[str, toml.Value], actor: User) -> Revision:
    """One more entry at the end of a list, such as `class`. Raises Problem as `change` does."""
    return _rewrite(plan, seen, lambda text: rewriting.with_entry(text, key, fields), actor)


def remove_entry(plan: Plan, seen: int, key: str, actor: User) -> Revision:
    """Take an entry out of a list: `class.2`. Raises Problem as `change` does."""
    return _rewrite(plan, seen, lambda text: rewriting.without_entry(text, key), actor)


@transaction.atomic
def revise(plan: Plan, seen: int, text: str, actor: User, kind: Kind = Kind.CHANGE, what: str = "") -> Revision:
    """The text as somebody has written it. The same text makes no version. Raises plan_changed, and see document_of."""
    document = document_of(text)
    before = _claim(plan, seen)
    if text == before.text:
        return before
    changes = toml.differences(toml.read(before.text), document)
    plan.revisions.filter(number__gt=before.number).delete()
    note = what or "; ".join(str(one) for one in changes)
    after = _version(plan, before.number + 1, text, document, kind, note, actor)
    _move(plan, after)
    record_change(actor, "changed", "plan", plan.pk, [one.key for one in changes[:FIELDS_IN_TRAIL]])
    return after


def restore(plan: Plan, seen: int, old: Revision, actor: User) -> Revision:
    """The text of an old version as the newest one, so that nothing is lost. Raises plan_changed."""
    return revise(plan, seen, old.text, actor, Kind.RESTORE, str(old.number))


@transaction.atomic
def undo(plan: Plan, seen: int, actor: User) -> Revision:
    """Back to the version before. Raises Problem: plan_changed, plan_first."""
    return _step(plan, seen, -1, "plan_first", "undone", actor)


@transaction.atomic
def redo(plan: Plan, seen: int, actor: User) -> Revision:
    """On to the version that an undo has left. Raises Problem: plan_changed, plan_last."""
    return _step(plan, seen, 1, "plan_last", "redone", actor)


def document_of(text: str) -> dict[str, Any]:
    """What a plan's text says. Raises Problem: plan_too_large, and toml_… with the line and the remedy."""
    size = len(text.encode("utf-8", "replace"))
    if size > toml.LARGEST_BYTES:
        raise Problem("plan_too_large", "text", size=-(-size // 1000), most=toml.LARGEST_BYTES // 1000)
    try:
        return toml.read(text)
    except toml.NotToml as error:
        raise Problem(f"toml_{error.reason}", "text", line=error.line, column=error.column) from None


def conflict(plan: Plan) -> Problem:
    """Somebody was quicker: who, and when."""
    last = _current(Plan.objects.select_related("current__author").get(pk=plan.pk))
    return Problem("plan_changed", who=last.author.name if last.author else _("The system"), time=f"{last.at:%H:%M}")


# -- how ----------------------------------------------------------------------------------------------------------------
def _rewrite(plan: Plan, seen: int, write: Callable[[str], str], actor: User) -> Revision:
    base = plan.revisions.filter(pk=seen, pk__in=Plan.objects.filter(pk=plan.pk).values("current")).first()
    if base is None:
        raise conflict(plan)
    try:
        text = write(base.text)
    except rewriting.NoSuchKey as error:
        raise Problem("plan_no_key", str(error), value=error) from None
    except rewriting.TooIntricate:
        raise Problem("plan_by_hand") from None
    return revise(plan, seen, text, actor)


def _claim(plan: Plan, seen: int) -> Revision:
    """The current version, if that is the one that was seen; nobody else changes the plan until we commit."""
    if not Plan.objects.filter(pk=plan.pk, current=seen).update(current=seen):
        raise conflict(plan)
    return plan.revisions.get(pk=seen)


def _step(plan: Plan, seen: int, by: int, code: str, action: str, actor: User) -> Revision:
    before = _claim(plan, seen)
    after = plan.revisions.filter(number=before.number + by).first()
    if after is None:
        raise Problem(code)
    _move(plan, after)
    record_change(actor, action, "plan", plan.pk, [])
    return after


def _move(plan: Plan, revision: Revision) -> None:
    plan.current = revision
    plan.save(update_fields=["current"])


def _version(
    plan: Plan, number: int, text: str, document: dict[str, Any], kind: Kind, what: str, actor: User
) -> Revision:
    site, opens = heading(document)
    note = _plain(what)
    return Revision.objects.create(
        plan=plan,
        number=number,
        text=text,
        kind=kind,
        what=note if len(note) <= LONGEST_NOTE else f"{note[: LONGEST_NOTE - 1]}…",
        author=actor,
        at_ms=now_ms(),
        site=_plain(site)[:LONGEST_NAME] if isinstance(site, str) else "",
        opens=opens if type(opens) is date else None,
    )


def _store(plan: Plan) -> None:
    """Write the row; of two plans with one name the second is refused."""
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError:
        raise Problem("plan_name_taken", "name", value=plan.name) from None


def _name(typed: str) -> str:
    name = _plain(typed).strip()[:LONGEST_NAME]
    if not name:
        raise Problem("plan_name_empty", "name")
    return name


def _plain(text: str) -> str:
    """In one line, without the characters that no column holds: a TOML text may spell them out."""
    line = " ".join(text.split())
    return "".join(character for character in line if not has_controls(character))


def _current(plan: Plan) -> Revision:
    assert plan.current is not None
    return plan.current
