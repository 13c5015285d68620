"""The list of a kind of object: search, sort, 50 rows, and the same table as a file."""

from __future__ import annotations

from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from woezo.accounts.models import Role
from woezo.accounts.pages import only
from woezo.planning.rendering.files import csv_file, harmless, of_spreadsheets
from woezo.portal.admin.kinds import BY_SLUG, KINDS, Column, ObjectKind

PER_PAGE: Final = 50


def kind_of(slug: str) -> ObjectKind:
    """The declaration behind an address."""
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


@only(Role.ADMINISTRATOR)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """All kinds with the number of rows."""
    counts = [(kind, kind.model._default_manager.count()) for kind in KINDS]
    return render(request, "portal/admin/overview.html", {"counts": counts})


@only(Role.ADMINISTRATOR)
@require_GET
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of the table, or all of it as CSV."""
    kind = kind_of(slug)
    search, sort = request.GET.get("q", "")[:100].replace("\0", ""), request.GET.get("sort", "")
    rows = _sorted(kind, _found(kind, search), sort)
    if request.GET.get("format") == "csv":
        return _csv(kind, rows)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "kind": kind,
        "search": search,
        "sort": sort,
        "page": page,
        "heads": [_head(column, sort) for column in kind.columns],
        "lines": _lines(kind, page),
    }
    return render(request, "portal/admin/list.html", context)


def _found(kind: ObjectKind, search: str) -> QuerySet[Model]:
    """Rows in which every word of the search stands somewhere."""
    rows = kind.model._default_manager.select_related(*kind.related)
    for word in search.split():
        condition = Q()
        for name in kind.search:
            condition |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(condition)
    return rows


def _sorted(kind: ObjectKind, rows: QuerySet[Model], sort: str) -> QuerySet[Model]:
    """By the column that was asked for; the id last, so that pages do not overlap."""
    for column in kind.columns:
        if column.sort and sort.removeprefix("-") == column.name:
            direction = "-" if sort.startswith("-") else ""
            return rows.order_by(f"{direction}{column.sort}", "pk")
    return rows.order_by(kind.order, "pk")


def _head(column: Column, sort: str) -> dict[str, Any]:
    state = {column.name: "ascending", f"-{column.name}": "descending"}.get(sort, "")
    following = f"-{column.name}" if state == "ascending" else column.name
    return {"column": column, "state": state, "sort": following if column.sort else ""}


def _lines(kind: ObjectKind, page: Page[Model]) -> list[dict[str, Any]]:
    """Each row's address and what its columns show; the first is the link."""
    return [
        {
            "url": f"/admin/{kind.slug}/{row.pk}/",
            "cells": [(column, shown(column.show(row))) for column in kind.columns],
        }
        for row in page.object_list
    ]


def shown(value: object) -> str:
    """A value as a cell has it; nothing is a dash."""
    return "–" if value is None or value == "" else str(value)


def _csv(kind: ObjectKind, rows: QuerySet[Model]) -> HttpResponse:
    """All rows; what looks like a formula is quoted, so that none is run."""
    heads = [capfirst(str(column.label)) for column in kind.columns]
    cells = ([_harmless(column.show(row)) for column in kind.columns] for row in rows)
    file = csv_file(heads, cells, of_spreadsheets(get_language() or "fr"))
    response = HttpResponse(file, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{kind.slug}.csv"'
    return response


def _harmless(value: object) -> str:
    text = "" if value is None else str(value)
    return text if isinstance(value, int | float) else harmless(text)
