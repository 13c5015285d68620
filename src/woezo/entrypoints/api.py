"""The HTTP API: routers of the apps under one roof, and every error as one object."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError

from woezo import __version__
from woezo.accounts.api import router as accounts_router
from woezo.accounts.auth import AUTH
from woezo.accounts.problems import LOST, Problem, new_ref
from woezo.channels.chat.api import router as chat_router
from woezo.desk.api import router as desk_router
from woezo.entrypoints.schema import Api
from woezo.interactions.api import router as interactions_router
from woezo.operations.api import router as operations_router
from woezo.operations.dispatcher import Unavailable
from woezo.people.api import router as people_router
from woezo.programmes.api import router as programmes_router

log = logging.getLogger(__name__)

api = Api(
    title="Woezo",
    version=__version__,
    description="Contacts in, decisions and counts out. Every error is {error: {code, message, field, remedy, ref}}.",
    auth=AUTH,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)


for _router in (accounts_router, people_router, programmes_router, interactions_router, operations_router):
    api.add_router("", _router)
api.add_router("/chat", chat_router)
api.add_router("/desk", desk_router)


def _answer(request: HttpRequest, problem: Problem, ref: str = "") -> HttpResponse:
    return api.create_response(request, problem.body(ref), status=problem.status)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, error: Problem) -> HttpResponse:
    return _answer(request, error)


@api.exception_handler(AuthenticationError)
def _not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _answer(request, Problem("not_signed_in"))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return _answer(request, Problem("not_found"))


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return _answer(request, Problem("too_large"))


@api.exception_handler(SuspiciousOperation)
def _suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    return _answer(request, Problem("bad_request"))


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    codes = {400: "bad_request", 403: "form_expired", 404: "not_found", 429: "too_many"}
    return _answer(request, Problem(codes.get(error.status_code, "bad_request"), status=error.status_code, seconds=60))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    return _answer(request, Problem("invalid", field=_place(first["loc"]), reason=_reason(first)))


@api.exception_handler(Unavailable)
def _no_floor(request: HttpRequest, error: Unavailable) -> HttpResponse:
    return _answer(request, Problem("unavailable"))


def _database(request: HttpRequest, error: Exception) -> HttpResponse:
    return _logged(request, "unavailable", error)


for _kind in LOST:
    api.exception_handler(_kind)(_database)


@api.exception_handler(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    return _logged(request, "internal", error)


def _logged(request: HttpRequest, code: str, error: Exception) -> HttpResponse:
    ref = new_ref()
    log.error("%s %s failed, ref %s", request.method, request.path, ref, exc_info=error)
    return _answer(request, Problem(code), ref)


def _place(location: tuple[Any, ...]) -> str:
    """("body", "payload", "skills", "fr") -> "skills.fr": where the sender wrote it, not where we read it."""
    parts = list(location)
    if len(parts) > 1:
        parts = parts[2:] if parts[0] == "body" and len(parts) > 2 else parts[1:]
    return ".".join(str(part)[:60] for part in parts)


def _reason(error: dict[str, Any]) -> str:
    """A validation error in words of the user's language."""
    context = error.get("ctx") or {}
    limit = next((context[key] for key in ("ge", "gt", "le", "lt", "max_length", "min_length") if key in context), "")
    reasons = {
        "missing": _("is missing"),
        "extra_forbidden": _("is not known here"),
        "greater_than_equal": _("must be at least {limit}"),
        "greater_than": _("must be more than {limit}"),
        "less_than_equal": _("must be at most {limit}"),
        "less_than": _("must be less than {limit}"),
        "string_too_long": _("is longer than {limit} characters"),
        "string_too_short": _("is empty"),
        "too_long": _("has more than {limit} entries"),
        "string_type": _("must be a text"),
        "string_unicode": _("is not valid text"),
        "control_character": _("contains a control character"),
        "int_type": _("must be a whole number"),
        "int_parsing": _("must be a whole number"),
        "int_from_float": _("must be a whole number"),
        "bool_type": _("must be true or false"),
        "uuid_parsing": _("must be a UUID"),
        "uuid_type": _("must be a UUID"),
        "literal_error": _("must be one of {expected}"),
        "email": _("is not an e-mail address"),
        "phone": _("is not a telephone number"),
    }
    found = reasons.get(error["type"], _("is not valid"))
    return found.format(limit=limit, expected=context.get("expected", ""))
