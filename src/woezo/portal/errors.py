"""Pages for what went wrong: what happened, what to do, a code to quote."""

from __future__ import annotations

import logging
import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from woezo.accounts.problems import LOST, Problem, new_ref

log = logging.getLogger(__name__)


def page(request: HttpRequest, code: str, ref: str = "") -> HttpResponse:
    """The page of a code of accounts.problems."""
    problem = Problem(code)
    return render(request, "portal/error.html", problem.body(ref), status=problem.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 for what is too large to be looked at"""
    return page(request, "too_large" if isinstance(exception, RequestDataTooBig) else "bad_request")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404"""
    return page(request, "not_found")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403"""
    return page(request, "not_allowed")


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away"""
    ref = new_ref()
    error = sys.exc_info()
    log.error("%s %s failed, ref %s", request.method, request.path, ref, exc_info=error)
    return page(request, "unavailable" if isinstance(error[1], LOST) else "internal", ref)


def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """A form that was open too long or did not come from us."""
    return page(request, "form_expired")
