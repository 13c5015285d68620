"""Changing a plan: its whole text, single keys, undo and redo; and what to show where somebody else was quicker."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from woezo.accounts.models import User
from woezo.accounts.pages import only, user_of
from woezo.accounts.problems import Problem
from woezo.planning import actions
from woezo.planning.access import PLANNERS, get_plan
from woezo.planning.answers import seen_in, told, work_ahead
from woezo.planning.models import Plan, Revision
from woezo.planning.reads import since
from woezo.planning.texts import toml
from woezo.planning.texts.versions import author_of, differences, fault_of, stored


@only(*PLANNERS)
@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole text, for those who prefer it."""
    plan = get_plan(user_of(request), pk)
    if request.method == "GET":
        held = current_of(plan).text
        return _text(request, plan, held, fault_of(held))
    if "text" not in request.POST:
        raise BadRequest
    typed = request.POST["text"].replace("\r\n", "\n")
    try:
        work_ahead(actions.revise(plan, seen_in(request), typed, user_of(request)))
    except Problem as problem:
        return _text(request, plan, typed, problem)
    messages.success(request, _("Saved: %(object)s") % {"object": plan})
    return redirect(f"/plans/{pk}/text/")


@only(*PLANNERS)
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Set keys: each `key` with its `value`, in the same order, and what it `was`; or `add` to a list, or `remove` from it."""
    plan = get_plan(user_of(request), pk)
    try:
        work_ahead(_changed(request, plan, user_of(request)))
    except Problem as problem:
        return _not_changed(request, plan, problem)
    return redirect(f"/plans/{pk}/#g-{_place(request)}")


@only(*PLANNERS)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the version that this one was made from; who did what is undone is told, for it may be somebody else's."""
    plan = get_plan(user_of(request), pk)
    undone = plan.revisions.select_related("author").filter(pk=seen_in(request)).first()
    return _step(request, plan, actions.undo, _undone(undone) if undone else "")


@only(*PLANNERS)
@require_POST
def redo(request: HttpRequest, pk: int) -> HttpResponse:
    """On to the version that was made from this one."""
    return _step(request, get_plan(user_of(request), pk), actions.redo)


def current_of(plan: Plan) -> Revision:
    """What stands there now."""
    assert plan.current is not None
    return plan.current


def _step(
    request: HttpRequest, plan: Plan, step: Callable[[Plan, int, User], Revision], undone: str = ""
) -> HttpResponse:
    try:
        found = step(plan, seen_in(request), user_of(request))
        work_ahead(found)
        here = _("This is version %(number)s now.") % {"number": found.number}
        messages.success(request, f"{here} {undone}".strip())
    except Problem as problem:
        told(request, problem)
    return redirect(f"/plans/{plan.pk}/")


def _undone(revision: Revision) -> str:
    said = _("Version %(number)s by %(who)s stays in the history.")
    return said % {"number": revision.number, "who": author_of(revision)}


def _changed(request: HttpRequest, plan: Plan, user: User) -> Revision:
    seen = seen_in(request)
    if "add" in request.POST:
        return actions.add_entry(plan, seen, request.POST["add"], {}, user)
    if "remove" in request.POST:
        return actions.remove_entry(plan, seen, request.POST["remove"], user)
    changes = {key: toml.typed(value, _is_text(key)) for key, value in _pairs(request)}
    return actions.change(plan, seen, changes, user)


def _place(request: HttpRequest) -> str:
    """The group or the list that a form belongs to, which the page opens again."""
    key = request.POST.get("add") or request.POST.get("remove") or request.POST.get("key", "")
    return quote(key.partition(".")[0][:40], safe="")


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    """The keys that somebody has changed: a form may send many, each with the value that `was` there."""
    rows = zip_longest(*(request.POST.getlist(name) for name in ("key", "value", "was")))
    return [(key, value) for key, value, was in rows if key is not None and value is not None and value != was]


def _is_text(key: str) -> bool:
    """Whether words stand there, be they digits."""
    from woezo.parameters.declaring import TEXTUAL, kind_at  # not before somebody changes a plan
    from woezo.workforce.hiring.plan import TABLES

    return kind_at(TABLES, key) in TEXTUAL


def _text(request: HttpRequest, plan: Plan, typed: str, problem: Problem | None = None) -> HttpResponse:
    """The form; after a refusal with what was typed, and beside it what others have written meanwhile."""
    context: dict[str, Any] = {
        "text": typed,
        "here": _("Text"),
        "label": _("Text of the plan"),
        "back": f"/plans/{plan.pk}/",
    }
    if problem is not None:
        context |= {"error": problem.body()["error"], "line": toml.line_of(typed, problem.values.get("line"))}
    if problem is not None and problem.code == "plan_changed":
        plan = get_plan(user_of(request), plan.pk)
        theirs = current_of(plan).text
        context |= {
            "since": since(plan, seen_in(request)),
            "theirs": theirs,
            "differences": differences(theirs, typed),
        }
    context |= {"plan": plan, "seen": plan.current_id}
    status = problem.status if problem and request.method == "POST" else 200
    return render(request, "planning/text.html", context, status=status)


def _not_changed(request: HttpRequest, plan: Plan, problem: Problem) -> HttpResponse:
    """Why, with what was typed: nothing of it is lost."""
    plan = get_plan(user_of(request), plan.pk)
    document = stored(current_of(plan).text)
    rows = [(key, toml.shown(toml.value_at(document, key)), value) for key, value in _pairs(request)]
    context = {
        "plan": plan,
        "back": f"/plans/{plan.pk}/",
        "error": problem.body()["error"],
        "since": since(plan, seen_in(request)) if problem.code == "plan_changed" else [],
        "rows": rows,
        "add": request.POST.get("add", ""),
        "remove": request.POST.get("remove", ""),
        **_entry(request, plan, document),
    }
    return render(request, "planning/not_changed.html", context, status=problem.status)


def _entry(request: HttpRequest, plan: Plan, document: dict[str, Any]) -> dict[str, Any]:
    """Whether an entry has moved, so that what was sent would fall upon another one of its number.

    With the entry that was to go, as its sender saw it.
    """
    old = plan.revisions.filter(pk=seen_in(request)).first()
    before = stored(old.text) if old else {}
    removed = request.POST.get("remove", "")
    keys = [removed] if removed else [key for key, _value in _pairs(request)]
    moved = not all(toml.stands(before, document, key, whole=bool(removed)) for key in keys)
    content = toml.value_at(before, removed) if removed else None
    entry = content if isinstance(content, dict) else {}
    return {"moved": moved, "entry": [(name, toml.shown(toml.value_at(entry, name))) for name in entry]}
