"""A plan worked out: its page, its printed page and its tables as files."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from woezo.accounts.pages import only, user_of
from woezo.accounts.problems import Problem
from woezo.planning.access import PLANNERS, get_plan
from woezo.planning.answers import (
    WHAT_IFS,
    about,
    file_name,
    file_of,
    note_of_day,
    on_day_of,
    report_of,
    spoken,
    told,
    what_ifs_of,
)
from woezo.planning.hiring import cases, editable, figures
from woezo.planning.models import Plan
from woezo.planning.opening.gates import gates_of
from woezo.planning.promises.definitions import definitions, without
from woezo.planning.promises.headcounts import sheets_of
from woezo.planning.promises.tracking import last_actuals
from woezo.planning.reads import neighbours
from woezo.planning.rendering.grids import grid
from woezo.planning.texts import toml
from woezo.planning.texts.versions import to_mend
from woezo.planning.wording.words import Words, rates
from woezo.workforce.hiring.plan import GROUPS, LISTS
from woezo.workforce.hiring.results import Reading, Report, Which
from woezo.workforce.tables import Table

BANDED: Final = ("curve", "on_day")
"""Tables with percentiles."""


@only(*PLANNERS)
@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The readings of the promise, what each takes and costs, every table, every assumption."""
    found = get_plan(user_of(request), pk)
    can_undo, can_redo = neighbours(found)
    context = {"plan": found, "can_undo": can_undo, "can_redo": can_redo, "gates": gates_of(found, spoken())}
    context |= _figures(found, request.GET.get("reading", ""))
    assert found.current is not None
    if mend := to_mend(found.current.text, f"/plans/{pk}/text/", found.current_id):
        context |= {"mend": mend, "problem": {}}
    if "panels" in context and sheets_of(found):
        with suppress(Problem):  # the tracker's own page says it
            context["tracker"] = last_actuals(found, spoken())
    return render(request, "planning/plan.html", context)


@only(*PLANNERS)
@require_GET
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """One page of paper that a director signs."""
    found = get_plan(user_of(request), pk)
    signers = gettext("Site director"), gettext("Finance"), gettext("For the outsourcer")
    context = {"plan": found, "signers": signers, **_figures(found, request.GET.get("reading", ""))}
    try:
        if "chosen" in context:
            tables = what_ifs_of(found, context["chosen"]["name"], Which())
            context["what_ifs"] = figures.what_ifs_on_paper(tables, spoken())
    except Problem as problem:  # what was worked out before is printed, and the page says what is not there
        context["problem"] = problem.body()["error"]
    return render(request, "planning/print.html", context)


def _figures(found: Plan, wanted: str) -> dict[str, Any]:
    words = spoken()
    try:
        report = report_of(found)
    except Problem as problem:  # the page still offers text, history and undo: there the plan can be mended
        return {"problem": problem.body()["error"]}
    context: dict[str, Any] = {"faults": [words.sentence(fault) for fault in report.faults], "simulated": report}
    if report.plan is None:
        return context
    reading = figures.chosen(report, wanted)
    return context | {
        "site": report.plan.site,
        "opening": words.cell(report.plan.site.opening, "date"),
        "last_day": report.plan.last_day,
        "panels": figures.panels(report, words),
        "without": without(report, words),
        "gap": figures.gap(report, words),
        "rates": rates(report.plan, words),
        "hours": (hours := figures.hours(report, words)),
        "days_off": figures.days_off(report, words),
        "hours_note": words.note("hours"),
        "own_currency": any(hour["price"] for hour in hours),
        "definitions": definitions(report, words),
        "notes": [words.sentence(note) for note in report.notes],
        "promise_rows": figures.promises(report, words),
        "asked": words.percent(report.plan.calendar.probability_ratio),
        "chosen": {"name": reading.name, "title": words.label(reading.name)},
        "tables": [(name, words.label(name)) for name in figures.SHOWN],
        "years": grid(reading.tables["years"], words),
        "parts": editable.parts(_document(found), words),
    }


@only(*PLANNERS)
@require_GET
def table(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A table to look at; with `part` without the page around it, for whoever opens it in the plan."""
    found, words = get_plan(user_of(request), pk), spoken()
    try:
        report = report_of(found)
        reading, tables = _tables(found, report, request.GET, name)
    except Problem as problem:
        return _back(request, pk, problem)
    if name not in tables:
        raise Http404
    wanted = WHAT_IFS if name == WHAT_IFS[0] else (name,)  # what happens, and what would keep the promise then
    day, which = request.GET.get("day", ""), cases.which_of(request.GET, report, reading)
    query = {"on_day": {"day": day}, "what_ifs": cases.query_of(which)}
    context: dict[str, Any] = {
        "grids": [grid(tables[one], words) for one in wanted if one in tables],
        "note": note_of_day(found, day) if name == "on_day" else "",
        "bands": _bands(report, words) if name in BANDED else "",
        "chosen": {"name": reading.name},
        "query": urlencode(query.get(name, {})),
    }
    if name == WHAT_IFS[0] and report.plan:
        context["chosen"]["title"] = words.label(reading.name)  # here the page alone does not say it
        context["choices"] = cases.choices(report.plan, reading, which, words)
    return _part(request, found, "planning/sheet.html", words.label(name), context)


def _bands(report: Report, words: Words) -> str:
    """What the percentiles of a table are of: a page takes fewer plans than the command."""
    said = gettext("5th percentile, median, 95th percentile: of %(plans)s simulated plans, seed %(seed)s.")
    return said % {"plans": words.count(report.plans), "seed": report.seed}


@only(*PLANNERS)
@require_GET
def assumptions(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A group of parameters, or a list of entries, to be changed in its place."""
    found, words = get_plan(user_of(request), pk), spoken()
    try:
        report = report_of(found)
    except Problem as problem:
        return _back(request, pk, problem)
    if report.plan is None or name not in {*GROUPS, *LISTS}:
        raise Http404
    if name in GROUPS:
        context: dict[str, Any] = {"group": editable.group(report.plan, _document(found), name, report.faults, words)}
    else:
        context = {"list": editable.entries(report.plan, _document(found), name, report.faults, words)}
    return _part(request, found, "planning/assumptions.html", words.label(name), context)


def _back(request: HttpRequest, pk: int, problem: Problem) -> HttpResponse:
    """To the plan, which says what could not be worked out and what to do."""
    told(request, problem)
    return redirect(f"/plans/{pk}/")


def _document(found: Plan) -> dict[str, Any]:
    """What the text says, as the model reads it."""
    assert found.current is not None
    return toml.read(found.current.text, parse_float=Decimal)


def _part(request: HttpRequest, found: Plan, part: str, here: str, context: dict[str, Any]) -> HttpResponse:
    """A piece of the plan's page: alone for the script that opens it there, else as a page of its own."""
    context |= {"plan": found, "here": here, "part": part}
    return render(request, part if "part" in request.GET else "planning/part.html", context)


@only(*PLANNERS)
@require_GET
def file(request: HttpRequest, pk: int, file: str) -> HttpResponse:
    """A table of the plan, or of the reading that is named, as CSV or XLSX; `all.xlsx` has them all."""
    found, words = get_plan(user_of(request), pk), spoken()
    name, _, ending = file.partition(".")
    if ending not in ("csv", "xlsx"):
        raise Http404
    try:
        report = report_of(found)
        reading, tables = _tables(found, report, request.GET, name)
    except Problem as problem:
        return _back(request, pk, problem)
    said, of = words.label(reading.name), about(found, report, reading.name)
    if name == "all" and ending == "xlsx":
        return file_of(tables.values(), file_name(found, said), ending, words, of)
    if name not in tables:
        raise Http404
    return file_of([tables[name]], file_name(found, said, name), ending, words, of)


def _tables(found: Plan, report: Report, asked: Mapping[str, str], name: str) -> tuple[Reading, dict[str, Table]]:
    """The reading that is wanted and its tables; what has to be worked out for it only if it is asked for by name.

    Raises Http404 without a plan.
    """
    if not report.readings:
        raise Http404
    reading = figures.chosen(report, asked.get("reading", ""))
    tables = {one.name: one for one in figures.tables_of(report, reading)}
    if name in (*WHAT_IFS, "all"):
        tables |= what_ifs_of(found, reading.name, cases.which_of(asked, report, reading))
    if name == "on_day":
        tables[name] = on_day_of(found, asked.get("day", ""))
    return reading, tables
