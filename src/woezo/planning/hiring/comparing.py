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
from woezo.parameters.faults import shown
from woezo.planning import computing
from woezo.planning.access import PLANNERS, get_plan, plans_visible_to
from woezo.planning.answers import PLANS, SEED, about, file_name, file_of, report_of, spoken, told
from woezo.planning.models import Plan
from woezo.planning.rendering.grids import grid
from woezo.planning.texts import toml
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
    """What differs in the texts, and what law and defaults alone make differ; of plans that cannot be worked out the former."""
    texts = differences(_text(found), _text(other))
    try:
        first, second = _held(found), _held(other)
    except Problem:
        return texts
    listed = {one.key for one in texts}
    more = [key for key in first if key in second and key not in listed and first[key][0] != second[key][0]]
    said = [
        Difference(one.key, one.before or _said(first, one.key), one.after or _said(second, one.key)) for one in texts
    ]
    return [*said, *(Difference(key, _said(first, key), _said(second, key)) for key in more)]


Held = dict[str, tuple[str, str]]
"""By key a value that a plan goes by, and what it is from where the text does not say it: law, default."""


def _held(plan: Plan) -> Held:
    """Raises Problem where it cannot be worked out."""
    report, document = report_of(plan), toml.read(_text(plan))
    if report.plan is None:
        return {}
    held: Held = {}
    for key, value, *_where in report.tables["parameters"].rows:
        name = str(key)
        by_law = name in report.plan.by_law or name.endswith(".per_euro")
        said = toml.value_at(document, name) is not None
        held[name] = shown(value), "" if said else "by_law" if by_law else "by_default"
    return held


def _said(held: Held, key: str) -> str | None:
    """The value with its mark; None where the plan has none."""
    value, mark = held.get(key, (None, ""))
    return f"{value} ({spoken().label(mark)})" if mark else value


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
