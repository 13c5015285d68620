"""Who is asking: a session (with CSRF) or an API token; and the check of his role."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import translation
from ninja.security import HttpBearer, SessionAuth

from woezo.accounts.actions import note_token_use
from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.accounts.reads import token_owner


class ApiTokenAuth(HttpBearer):
    """`Authorization: Bearer <api token>`, for integrations; the token acts with its owner's role."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The owner, or a refusal: a bad token never falls back on a session."""
        found = token_owner(token)
        if found is None:
            raise Problem("not_signed_in")
        row, stale = found
        if stale:
            note_token_use(row)
        if "Accept-Language" not in request.headers:
            translation.activate(row.user.language)  # UserLanguage restores the thread's language afterwards
        return row.user


AUTH = [ApiTokenAuth(), SessionAuth()]
"""The authentication of every API operation that does not say otherwise."""


def actor(request: HttpRequest) -> User:
    """The user of an authenticated API request."""
    user = getattr(request, "auth", None) or request.user
    if not isinstance(user, User):
        raise Problem("not_signed_in")
    return user


def require(request: HttpRequest, *roles: str) -> User:
    """The user, if he has one of the roles."""
    user = actor(request)
    if user.role not in roles:
        raise Problem("not_allowed")
    return user
