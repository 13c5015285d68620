"""What other apps may read of accounts."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Final

from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Now

from woezo.accounts.models import ApiToken, Role, User
from woezo.trail.prepared import Prepared

USE_NOTED_EVERY = timedelta(hours=1)


def digest_of(token: str) -> str:
    """What is kept of a token. It has 256 random bits, so a plain hash is enough and a look-up stays one query."""
    return hashlib.sha256(token.encode()).hexdigest()


def _of_token(digest: str) -> QuerySet[ApiToken]:
    stale = Q(used_at__isnull=True) | Q(used_at__lt=Now() - USE_NOTED_EVERY)
    rows = ApiToken.objects.select_related("user").filter(digest=digest, user__is_active=True)
    return rows.annotate(stale=Case(When(stale, then=True), default=False))


_OF_TOKEN: Final = Prepared(_of_token, "a digest")


def token_owner(token: str) -> tuple[ApiToken, bool] | None:
    """The token's row with its user, if both are in force, and whether its last noted use is over an hour old."""
    row = _OF_TOKEN.first(digest_of(token))
    return None if row is None else (row, row.stale)  # type: ignore[attr-defined]  # the query says it


def first_of_roles() -> list[User]:
    """For each role that has users, the one who came first: the people of a demo's sign-in page."""
    found: dict[str, User] = {}
    for user in User.objects.filter(is_active=True).order_by("pk"):
        found.setdefault(user.role, user)
    return [found[role] for role in Role.values if role in found]


def tokens_of(user: User) -> list[ApiToken]:
    """A user's API tokens, newest first; what is kept of them opens nothing."""
    return list(ApiToken.objects.filter(user=user).order_by("-pk"))
