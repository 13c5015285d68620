"""Changing what is kept of a site: cells reported day by day, a whole text, an old version; what to show after a refusal."""

from __future__ import annotations

from itertools import zip_longest
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from woezo.accounts.models import User
from woezo.accounts.pages import only, user_of
from woezo.accounts.problems import Problem
from woezo.planning.access import PLANNERS, get_plan
from woezo.planning.answers import seen_in, told
from woezo.planning.models import Plan, SiteFile
from woezo.planning.opening import site_files
from woezo.planning.opening.cells import place_of, shown_at
from woezo.planning.opening.pages import ADDRESSES
from woezo.planning.opening.site import site_of
from woezo.planning.opening.site_files import Cell, current
from woezo.planning.texts import toml
from woezo.planning.texts.versions import differences, fault_of, plain, stored

KEPT: Final = ("show", "owner")  # what the page is filtered by


@only(*PLANNERS)
@require_POST
def change(request: HttpRequest, pk: int, file: SiteFile) -> HttpResponse:
    """Fill in cells: each `key` with its `value`, in the same order, and what it `was`; `today` says which task is done."""
    plan, user = get_plan(user_of(request), pk), user_of(request)
    cells = _cells(request, plan, user)
    try:
        site_files.report(plan, file, cells, user)
    except Problem as problem:
        return _not_changed(request, plan, file, cells, problem)
    kept = urlencode({name: request.POST[name] for name in KEPT if request.POST.get(name)})
    row = request.POST.get("row", "")
    return redirect(_address(plan, file) + (f"?{kept}" if kept else "") + (f"#{row}" if row else ""))


@only(*PLANNERS)
@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, pk: int, file: SiteFile) -> HttpResponse:
    """The whole text."""
    plan, user = get_plan(user_of(request), pk), user_of(request)
    held = current(plan, file)
    if request.method == "GET":
        return _text(request, plan, file, held.text, held.number, fault_of(held.text))
    if "text" not in request.POST:
        raise BadRequest
    typed, seen = request.POST["text"].replace("\r\n", "\n"), seen_in(request)
    try:
        site_files.revise(plan, file, seen, typed, user)
    except Problem as problem:
        return _text(request, plan, file, typed, seen, problem)
    messages.success(request, _("Saved: %(object)s") % {"object": file.label})
    return redirect(f"{_address(plan, file)}text/")


@only(*PLANNERS)
@require_POST
def restore(request: HttpRequest, pk: int, file: SiteFile) -> HttpResponse:
    """The text of an old version becomes the newest one; 0 is the preset."""
    plan, user = get_plan(user_of(request), pk), user_of(request)
    wanted = request.POST.get("number", "")
    old = site_files.version_of(plan, file, int(wanted)) if wanted.isdecimal() and len(wanted) < 9 else None
    if old is None:
        raise Http404
    try:
        site_files.restore(plan, file, seen_in(request), old, user)
        messages.success(request, _("Version %(number)s is restored.") % {"number": old.number})
    except Problem as problem:
        told(request, problem)
    return redirect(_address(plan, file))


@only(*PLANNERS)
@require_GET
def download(request: HttpRequest, pk: int, file: SiteFile) -> HttpResponse:
    """The text as a file."""
    plan = get_plan(user_of(request), pk)
    response = HttpResponse(current(plan, file).text, content_type="application/toml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file}-{plan.pk}.toml"'
    return response


def _address(plan: Plan, file: SiteFile) -> str:
    return f"/plans/{plan.pk}/{ADDRESSES[file]}"


def _cells(request: HttpRequest, plan: Plan, user: User) -> list[Cell]:
    """What somebody has filled in. Done today: on the site's day, by him if he names nobody."""
    rows = zip_longest(*(request.POST.getlist(name) for name in ("key", "was", "value")), fillvalue="")
    sent = {key: Cell(key, was, plain(value).strip()) for key, was, value in rows}
    if done := request.POST.get("today"):
        site, _faults = site_of(plan, "")
        day = site.today.isoformat() if site else ""
        for cell, value in ((f"task.{done}.done", day), (f"task.{done}.done_by", user.name)):
            old = sent.get(cell, Cell(cell, "", ""))
            sent[cell] = old if cell.endswith("_by") and old.value else old._replace(value=value)
    return [cell for cell in sent.values() if cell.value != cell.was]


def _text(
    request: HttpRequest, plan: Plan, file: SiteFile, typed: str, seen: int, problem: Problem | None = None
) -> HttpResponse:
    """The form; after a refusal with what was typed, and beside it what others have written meanwhile."""
    context = {
        "plan": plan,
        "text": typed,
        "seen": seen,
        "here": file.label,
        "label": _("Text of the file"),
        "back": _address(plan, file),
        "error": problem.body()["error"] if problem else {},
        "line": toml.line_of(typed, problem.values.get("line")) if problem else "",
    }
    if problem is not None and problem.code == "plan_changed":
        held = current(plan, file)
        context |= {
            "seen": held.number,
            "theirs": held.text,
            "since": site_files.since(plan, file, seen),
            "differences": differences(held.text, typed),
        }
    status = problem.status if problem and request.method == "POST" else 200
    return render(request, "planning/text.html", context, status=status)


def _not_changed(request: HttpRequest, plan: Plan, file: SiteFile, cells: list[Cell], problem: Problem) -> HttpResponse:
    """Why, with what was typed: nothing of it is lost."""
    held = current(plan, file)
    document, language = stored(held.text), get_language() or ""
    places = [(cell, place_of(document, cell.key)) for cell in cells]
    context = {
        "plan": plan,
        "error": problem.body()["error"],
        "since": [held] if problem.code == "plan_changed" else [],
        "rows": [
            (cell.key, shown_at(document, place, language) if place else "", cell.value) for cell, place in places
        ],
        "back": _address(plan, file),
    }
    return render(request, "planning/not_changed.html", context, status=problem.status)
