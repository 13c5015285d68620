"""Pages for what went wrong: what happened, what to do, a code to quote."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest, status: int, code: str) -> HttpResponse:
    """The error page of a code."""
    return render(request, "portal/error.html", {"code": code, "status": status}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404"""
    return page(request, 404, "not_found")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403"""
    return page(request, 403, "not_allowed")


def broken(request: HttpRequest) -> HttpResponse:
    """500"""
    return page(request, 500, "internal")


def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """A form that was open too long or did not come from us."""
    return page(request, 403, "form_expired")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400"""
    return page(request, 400, "bad_request")
