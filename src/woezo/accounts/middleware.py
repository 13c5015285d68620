"""The user's language for each request: his own choice, else the cookie's or the browser's."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class UserLanguage:
    """Activate the language in which the response is written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language_of(request))
        return response


def language_of(request: HttpRequest) -> str:
    """fr or en."""
    known = [code for code, _ in settings.LANGUAGES]
    if request.user.is_authenticated:
        return request.user.language
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in known:
        return chosen
    accepted = translation.get_language_from_request(request)[:2]
    return accepted if accepted in known else settings.LANGUAGE_CODE
