"""Who changed a plan, when and how; an old version and its way back; and the plan as a whole: its name, a copy, its end."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from woezo.accounts.pages import only, user_of
from woezo.accounts.problems import Problem
from woezo.planning import actions
from woezo.planning.access import PLANNERS, get_plan
from woezo.planning.answers import seen_in, told
from woezo.planning.hiring.editing import current_of
from woezo.planning.models import Plan, Revision
from woezo.planning.reads import history_of, in_force, version_of
from woezo.planning.texts.versions import PER_PAGE, differences, fault_of


@only(*PLANNERS)
@require_GET
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Fifty versions, the latest first; `page` asks for older ones."""
    return _history(request, get_plan(user_of(request), pk))


@only(*PLANNERS)
@require_GET
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """An old text, and what differs from it today."""
    plan = get_plan(user_of(request), pk)
    old = _version(plan, number)
    problem = fault_of(old.text) or fault_of(current_of(plan).text)
    context = {
        "plan": plan,
        "version": old,
        "differences": differences(old.text, current_of(plan).text),
        "problem": problem.body()["error"] if problem else {},
    }
    return render(request, "planning/version.html", context)


@only(*PLANNERS)
@require_POST
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The text of an old version becomes the newest one."""
    plan = get_plan(user_of(request), pk)
    try:
        actions.restore(plan, seen_in(request), _version(plan, number), user_of(request))
        messages.success(request, _("Version %(number)s is restored.") % {"number": number})
    except Problem as problem:
        told(request, problem)
    return redirect(f"/plans/{pk}/history/")


@only(*PLANNERS)
@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name."""
    plan = get_plan(user_of(request), pk)
    try:
        actions.rename(plan, request.POST.get("name", ""), user_of(request))
    except Problem as problem:
        return _history(request, get_plan(user_of(request), pk), "rename", problem)
    messages.success(request, _("Saved: %(object)s") % {"object": plan})
    return redirect(f"/plans/{pk}/history/")


@only(*PLANNERS)
@require_POST
def duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy under another name."""
    plan = get_plan(user_of(request), pk)
    try:
        copy = actions.duplicate(plan, request.POST.get("name", ""), user_of(request))
    except Problem as problem:
        return _history(request, plan, "duplicate", problem)
    return redirect(f"/plans/{copy.pk}/")


@only(*PLANNERS)
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """The end of a plan, if its name is typed in."""
    plan = get_plan(user_of(request), pk)
    try:
        actions.delete(plan, request.POST.get("name", ""), user_of(request))
    except Problem as problem:
        return _history(request, plan, "delete", problem)
    messages.success(request, _("Deleted: %(object)s") % {"object": plan.name})
    return redirect("/plans/")


def _version(plan: Plan, number: int) -> Revision:
    found = version_of(plan, number)
    if found is None:
        raise Http404
    return found


def _history(request: HttpRequest, plan: Plan, form: str = "", problem: Problem | None = None) -> HttpResponse:
    """The page; after a refusal with the error at the form that was sent, and what was typed."""
    context = {
        "plan": plan,
        "page": Paginator(history_of(plan), PER_PAGE).get_page(request.GET.get("page")),
        "in_force": in_force(plan),
        "form": form,
        "typed": request.POST.get("name", ""),
        "error": problem.body()["error"] if problem else {},
    }
    return render(request, "planning/history.html", context, status=problem.status if problem else 200)
