"""The promise tracker of a plan: how each promise stands, who was recruited, and the sheets that say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from woezo.accounts.pages import only, user_of
from woezo.accounts.problems import Problem
from woezo.parameters.faults import Fault, fault
from woezo.planning.access import PLANNERS, get_plan
from woezo.planning.answers import about, file_name, file_of, seen_in, spoken, told
from woezo.planning.models import Plan
from woezo.planning.promises import headcounts, tracking
from woezo.planning.promises.chances import UNLIKELY
from woezo.planning.promises.headcount_words import HIDDEN_WORD, sentence
from woezo.planning.promises.headcounts import Sheet, sheets_of
from woezo.planning.rendering.grids import grid
from woezo.planning.wording.words import Words
from woezo.workforce.promises.headcount_file import LARGEST_BYTES, MOST_ROWS
from woezo.workforce.promises.headcounts import COLUMNS, FIGURES, LONGEST_NOTE, NOTE
from woezo.workforce.promises.observed import COUNTS

REFUSED: Final = 422
PER_PAGE: Final = 50
ALL: Final = "all"


@only(*PLANNERS)
@require_GET
def promises(request: HttpRequest, pk: int) -> HttpResponse:
    """Promised, actual, forecast; the indicators; the sheets."""
    return _page(request, get_plan(user_of(request), pk))


@only(*PLANNERS)
@require_POST
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet of another day."""
    plan = get_plan(user_of(request), pk)
    wrong = headcounts.enter(plan, _cells(request), user_of(request))
    if wrong:
        return _page(request, plan, wrong, _cells(request))
    messages.success(request, _("The sheet is saved."))
    return redirect(f"/plans/{pk}/promises/")


@only(*PLANNERS)
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Sheets from a CSV file: all of them, or none."""
    plan = get_plan(user_of(request), pk)
    file = request.FILES.get("file")
    if file is None:
        return _page(request, plan, [fault("file_missing", "", line=0)], form="import")
    written, wrong = headcounts.take(plan, file.read(LARGEST_BYTES + 1), user_of(request))
    if wrong:
        return _page(request, plan, wrong, form="import")
    messages.success(request, _("Sheets written: %(n)s.") % {"n": spoken().cell(written, "count")})
    return redirect(f"/plans/{pk}/promises/")


@only(*PLANNERS)
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Other figures for the day of a sheet."""
    plan, words = get_plan(user_of(request), pk), spoken()
    wrong: list[Fault] = []
    if request.method == "POST":
        try:
            wrong = headcounts.correct(plan, number, seen_in(request), _cells(request), user_of(request))
        except Problem as problem:
            told(request, problem)
            return redirect(f"/plans/{pk}/promises/")
        if not wrong:
            messages.success(request, _("The sheet is saved."))
            return redirect(f"/plans/{pk}/promises/")
    found = next((one for one in sheets_of(plan) if one.pk == number), None)
    if found is None:
        raise Http404
    cells = _cells(request) if wrong else _written(found, words)
    context = {"plan": plan, "sheet": found, "day": words.cell(found.seen.day, "date"), "here": _("Correct a sheet")}
    context |= _form(cells, wrong, words)
    return render(request, "planning/headcount.html", context, status=REFUSED if wrong else 200)


@only(*PLANNERS)
@require_POST
def delete(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The end of a sheet."""
    plan = get_plan(user_of(request), pk)
    try:
        day = headcounts.remove(plan, number, seen_in(request), user_of(request))
        messages.success(request, _("The sheet of %(day)s is deleted.") % {"day": spoken().cell(day, "date")})
    except Problem as problem:
        told(request, problem)
    return redirect(f"/plans/{pk}/promises/")


@only(*PLANNERS)
@require_GET
def tables(request: HttpRequest, pk: int, table: str) -> HttpResponse:
    """A table of the tracker as CSV or XLSX; `all.xlsx` has them all."""
    plan, words = get_plan(user_of(request), pk), spoken()
    name, _dot, ending = table.partition(".")
    if ending not in ("csv", "xlsx"):
        raise Http404
    try:
        tracked = tracking.tracked(plan)
    except Problem:
        return redirect(f"/plans/{pk}/promises/")  # the page says it, with what to do
    made, of = tracking.tables(tracked, words), about(plan, tracked.report)
    if name == "all" and ending == "xlsx":
        return file_of(made.values(), file_name(plan, "promises"), ending, words, of)
    if name not in made:
        raise Http404
    return file_of([made[name]], file_name(plan, name), ending, words, of)


def _cells(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in COLUMNS}


def _written(found: Sheet, words: Words) -> dict[str, str]:
    """A sheet as its form shows it; who leaves the word in the place of a hidden figure leaves the figure."""
    figures = {name: "" if (value := getattr(found.seen, name)) is None else str(value) for name in FIGURES}
    return figures | dict.fromkeys(found.hidden, words.translate(HIDDEN_WORD)) | {NOTE: found.note}


def _form(cells: Mapping[str, str], wrong: Sequence[Fault], words: Words) -> dict[str, Any]:
    """The fields of a sheet with what was typed, and what is wrong with each."""
    fields = [
        {
            "name": name,
            "label": words.label(name),
            "value": cells.get(name, ""),
            "wrong": [sentence(one, words) for one in wrong if one.cell == name],
            "required": name in COUNTS,
        }
        for name in COLUMNS
    ]
    return {"fields": fields, "longest": LONGEST_NOTE} | _said(wrong, words)


def _said(wrong: Sequence[Fault], words: Words) -> dict[str, Any]:
    """What is wrong, for the summary."""
    return {"wrong": [(one.cell, sentence(one, words)) for one in wrong], "wrongs": words.cell(len(wrong), "count")}


def _last(sheet: Sheet, words: Words) -> dict[str, Any]:
    counts = {name: words.cell(getattr(sheet.seen, name), "count") for name in COUNTS}
    return counts | {"day": sheet.seen.day}


def _page(
    request: HttpRequest,
    plan: Plan,
    wrong: Sequence[Fault] = (),
    cells: Mapping[str, str] | None = None,
    form: str = "enter",
) -> HttpResponse:
    """The tracker; after a refusal with the form that was sent."""
    words, problem = spoken(), None
    try:
        found = tracking.tracked(plan)
    except Problem as error:  # the sheets are there all the same
        found, problem = tracking.Tracked(None, sheets_of(plan), {}), error.body()["error"]
    latest, wanted = found.sheets[::-1], request.GET.get("page", "")
    shown = Paginator(latest, max(1, len(latest)) if wanted == ALL else PER_PAGE).get_page(wanted)
    here = list(shown.object_list)
    sheets = grid(tracking.headcounts(here, words, HIDDEN_WORD), words)
    charts = tracking.charts(found, words)
    context = {
        "plan": plan,
        "here": _("Promise tracker"),
        "problem": problem,
        "faults": [words.sentence(one) for one in found.report.faults] if found.report else [],
        "promises": tracking.followed(found, words),
        "in_doubt": found.in_doubt,
        "charts": charts,
        "left_out": any(chart.left_out for _, chart in charts),
        "indicators": tracking.indicators(found, words),
        "last": _last(found.sheets[-1], words) if found.sheets else None,
        "count": words.cell(len(latest), "count"),
        "page": shown,
        "sheets": list(zip(here, sheets.rows, strict=True)),
        "hidden": any(one.hidden for one in here),
        "heads": sheets.heads,
        "asked": words.percent(found.asked),
        "unlikely": words.percent(UNLIKELY),
        "form": form,
        "columns": [(name, words.label(name)) for name in COLUMNS],
        "most": {"rows": words.cell(MOST_ROWS, "count"), "kB": LARGEST_BYTES // 1000},
    }
    context |= _form(cells or {}, wrong if form == "enter" else (), words)
    context |= _said(wrong, words)
    return render(request, "planning/promises.html", context, status=REFUSED if wrong else 200)
