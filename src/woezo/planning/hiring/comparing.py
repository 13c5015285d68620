"""Two plans side by side: what comes of them, what differs in their texts, and both as files."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from woezo.accounts.models import User
from woezo.accounts.pages import only, user_of
from woezo.accounts.problems import Problem
from woezo.planning import computing
from woezo.planning.access import PLANNERS, get_plan, plans_visible_to
from woezo.planning.answers import PLANS, SEED, about, file_name, file_of, spoken, told
from woezo.planning.models import Plan
from woezo.planning.rendering.grids import grid
from woezo.planning.texts.toml import Difference
from woezo.planning.texts.versions import differences, document_of
from woezo.workforce.tables import Column, Table

RESULTS: Final = "compared"
TEXTS: Final = "differences"


@only(*PLANNERS)
@require_GET
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """This plan and another one: what differs in their texts, and what comes of it."""
    user = user_of(request)
    found = get_plan(user, pk)
    others = plans_visible_to(user).exclude(pk=pk).order_by("name")
    context: dict[str, Any] = {"plan": found, "others": others, "here": gettext("Compare")}
    if other := _other(user, request):
        context |= {"other": other, "differences": _apart(found, other)}
        try:
            table = _results(found, other)
            context["grid"] = table and grid(table, spoken())
        except Problem as problem:
            context["problem"] = problem.body()["error"]
    return render(request, "planning/compare.html", context)


@only(*PLANNERS)
@require_GET
def file(request: HttpRequest, pk: int, file: str) -> HttpResponse:
    """One of the two tables of the page as CSV or XLSX. Raises Http404 where there is no such table."""
    user = user_of(request)
    found, other = get_plan(user, pk), _other(user, request)
    name, _, ending = file.partition(".")
    if other is None or name not in (RESULTS, TEXTS) or ending not in ("csv", "xlsx"):
        raise Http404
    try:
        table = _results(found, other) if name == RESULTS else _texts(found, other)
    except Problem as problem:
        told(request, problem)
        return redirect(f"/plans/{pk}/compare/?with={other.pk}")
    if table is None:
        raise Http404
    assert other.current is not None
    of = about(found, more=[("plan", other.name), ("version", other.current.number)])
    beside = f"{other.pk}-v{other.current.number}"
    return file_of([table], file_name(found, beside, name), ending, spoken(), of)


def _other(user: User, request: HttpRequest) -> Plan | None:
    """The plan that is asked for; None where none is. Raises Http404 for one that the user may not see."""
    wanted = request.GET.get("with", "")
    return get_plan(user, int(wanted)) if wanted.isdecimal() and len(wanted) < 10 else None


def _text(plan: Plan) -> str:
    assert plan.current is not None
    return plan.current.text


def _apart(found: Plan, other: Plan) -> list[Difference]:
    return differences(_text(found), _text(other))


def _texts(found: Plan, other: Plan) -> Table:
    columns = Column("key", "text"), *(Column(f"plan:{one.name}", "text") for one in (found, other))
    return Table(TEXTS, columns, tuple(tuple(one) for one in _apart(found, other)))


def _results(found: Plan, other: Plan) -> Table | None:
    """None where one of them has no promise that could be read. Raises Problem where one cannot be worked out."""
    for one in (found, other):
        document_of(_text(one))
    pair = [(one.name, _text(one)) for one in (found, other)]
    table: Table | None = computing.compute("compared", *pair, PLANS, SEED)
    return table
