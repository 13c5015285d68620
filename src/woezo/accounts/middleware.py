"""The user's language for each request, and error objects for whatever goes wrong under /api/."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation

from woezo.accounts.problems import LOST, Problem

API_CODES: Final = {
    400: "bad_request",
    401: "not_signed_in",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
}


class UserLanguage:
    """Activate the language in which the response is written: the user's, else the cookie's or the browser's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def language_of(request: HttpRequest) -> str:
    """fr or en."""
    known = [code for code, _ in settings.LANGUAGES]
    with suppress(*LOST):  # nobody can be looked up: the view says so, in the language that the browser asks for
        if request.user.is_authenticated:
            return request.user.language
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in known:
        return chosen
    accepted = translation.get_language_from_request(request)[:2]
    return accepted if accepted in known else settings.LANGUAGE_CODE


class ApiErrors:
    """An error object for every failure under /api/, also where no operation was reached: 404, 405, a broken body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code < 400 or not request.path.startswith("/api/"):
            return response
        if response.headers.get("Content-Type", "").startswith("application/json"):
            return response
        problem = Problem(API_CODES.get(response.status_code, "internal"), status=response.status_code)
        answer = JsonResponse(problem.body(), status=problem.status)
        if "Allow" in response.headers:
            answer.headers["Allow"] = response.headers["Allow"]
        return answer
