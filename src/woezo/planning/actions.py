"""Changes to plans. Each names the version that its author had before his eyes; who comes second is told so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Max

from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.planning.models import Kind, Plan, Revision
from woezo.planning.opening import site_files
from woezo.planning.reads import heading
from woezo.planning.texts import rewriting, toml
from woezo.planning.texts.versions import conflict, differences, document_of, entered, note, plain, rewritten
from woezo.trail.actions import record_change
from woezo.trail.clock import now_ms

LONGEST_NAME: Final = 120
FIELDS_IN_TRAIL: Final = 50


# -- the plan as a whole ------------------------------------------------------------------------------------------------
def create(name: str, text: str, kind: Kind, what: str, actor: User) -> Plan:
    """A new plan whose first version is the text. Raises Problem: of the name, or what `versions.document_of` says."""
    return _create(name, text, document_of(text), kind, what, actor)


@transaction.atomic
def _create(name: str, text: str, document: dict[str, Any], kind: Kind, what: str, actor: User) -> Plan:
    plan = Plan(name=_name(name), created_at_ms=now_ms())
    _store(plan)
    plan.current = _version(plan, None, text, document, kind, what, actor)
    plan.save(update_fields=["current"])
    record_change(actor, "created", "plan", plan.pk, [])
    return plan


def duplicate(plan: Plan, name: str, actor: User) -> Plan:
    """Another plan with the same text, the same site files and a history of its own. Raises Problem of the name."""
    text = _current(plan).text
    document = document_of(text)
    with transaction.atomic():
        copy = _create(name, text, document, Kind.COPY, plan.name, actor)
        site_files.copy(plan, copy, actor)
    return copy


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
    return _rewrite(plan, seen, lambda text: entered(text, changes, actor), actor)


def add_entry(plan: Plan, seen: int, key: str, fields: Mapping[str, toml.Value], actor: User) -> Revision:
    """One more entry at the end of a list, such as `class`. Raises Problem as `change` does."""
    return _rewrite(plan, seen, lambda text: rewriting.with_entry(text, key, fields), actor)


def remove_entry(plan: Plan, seen: int, key: str, actor: User) -> Revision:
    """Take an entry out of a list: `class.2`. Raises Problem as `change` does."""
    return _rewrite(plan, seen, lambda text: rewriting.without_entry(text, key), actor)


def revise(plan: Plan, seen: int, text: str, actor: User, kind: Kind = Kind.CHANGE, what: str = "") -> Revision:
    """The text as somebody has written it. The same text makes no version. Raises plan_changed, and see document_of.

    The texts are read before the transaction: SQLite holds its one lock for writing from a transaction's beginning.
    """
    document = document_of(text)
    before = _seen(plan, seen)
    if text == before.text:
        return before
    changes = differences(before.text, text)
    told = what or "; ".join(str(one) for one in changes)
    with transaction.atomic():
        _claim(plan, seen)
        after = _version(plan, before, text, document, kind, told, actor)
        _move(plan, after)
        record_change(actor, "changed", "plan", plan.pk, [one.key for one in changes[:FIELDS_IN_TRAIL]])
    return after


def restore(plan: Plan, seen: int, old: Revision, actor: User) -> Revision:
    """The text of an old version as the newest one, so that nothing is lost. Raises plan_changed."""
    return revise(plan, seen, old.text, actor, Kind.RESTORE, str(old.number))


@transaction.atomic
def undo(plan: Plan, seen: int, actor: User) -> Revision:
    """Back to the version that this one was made from. Raises Problem: plan_changed, plan_first."""
    here = _claim(plan, seen)
    return _step(plan, here.before, "plan_first", "undone", actor)


@transaction.atomic
def redo(plan: Plan, seen: int, actor: User) -> Revision:
    """On to the last version that was made from this one. Raises Problem: plan_changed, plan_last."""
    here = _claim(plan, seen)
    return _step(plan, here.after.order_by("number").last(), "plan_last", "redone", actor)


# -- how ----------------------------------------------------------------------------------------------------------------
def _rewrite(plan: Plan, seen: int, write: Callable[[str], str], actor: User) -> Revision:
    return revise(plan, seen, rewritten(_seen(plan, seen).text, write), actor)


def _seen(plan: Plan, seen: int) -> Revision:
    """The current version, if that is the one that was seen."""
    found = plan.revisions.filter(pk=seen, pk__in=Plan.objects.filter(pk=plan.pk).values("current")).first()
    if found is None:
        raise _conflict(plan)
    return found


def _conflict(plan: Plan) -> Problem:
    return conflict(_current(Plan.objects.select_related("current__author").get(pk=plan.pk)))


def _claim(plan: Plan, seen: int) -> Revision:
    """The current version, if that is the one that was seen; nobody else changes the plan until we commit."""
    if not Plan.objects.filter(pk=plan.pk, current=seen).update(current=seen):
        raise _conflict(plan)
    return plan.revisions.get(pk=seen)


def _step(plan: Plan, after: Revision | None, code: str, action: str, actor: User) -> Revision:
    if after is None:
        raise Problem(code)
    _move(plan, after)
    record_change(actor, action, "plan", plan.pk, [])
    return after


def _move(plan: Plan, revision: Revision) -> None:
    plan.current = revision
    plan.save(update_fields=["current"])


def _version(
    plan: Plan, before: Revision | None, text: str, document: dict[str, Any], kind: Kind, what: str, actor: User
) -> Revision:
    site, opens = heading(document)
    last = plan.revisions.aggregate(last=Max("number"))["last"] or 0
    return Revision.objects.create(
        plan=plan,
        before=before,
        number=last + 1,
        text=text,
        kind=kind,
        what=note(what),
        author=actor,
        at_ms=now_ms(),
        site=plain(site)[:LONGEST_NAME] if isinstance(site, str) else "",
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
    name = plain(typed).strip()[:LONGEST_NAME]
    if not name:
        raise Problem("plan_name_empty", "name")
    return name


def _current(plan: Plan) -> Revision:
    assert plan.current is not None
    return plan.current
