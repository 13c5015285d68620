"""Who I am."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema

from woezo.accounts.auth import actor

router = Router(tags=["accounts"])


class Me(Schema):
    """The signed-in user."""

    name: str
    email: str
    role: str
    language: str


@router.get("/me", response=Me, summary="The signed-in user")
def me(request: HttpRequest) -> Me:
    """Name, role and language of the session's or the token's user."""
    user = actor(request)
    return Me(name=user.name, email=user.email, role=user.role, language=user.language)
