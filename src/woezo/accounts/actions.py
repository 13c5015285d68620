"""Changes to accounts."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.contrib.auth import authenticate, login
from django.db import transaction
from django.db.models.functions import Now
from django.http import HttpRequest

from woezo.accounts.fields import has_controls
from woezo.accounts.limits import account_name, note_failure, too_many_failures
from woezo.accounts.models import ApiToken, Role, User
from woezo.accounts.problems import Problem
from woezo.accounts.reads import digest_of
from woezo.accounts.remembered import forget
from woezo.accounts.sessions import doubt
from woezo.trail.actions import audit, record_change


@transaction.atomic
def issue_token(owner: User, name: str, actor: User | None) -> str:
    """A new API token, shown once: only its digest is kept."""
    token = f"wz_{secrets.token_urlsafe(32)}"
    row = ApiToken.objects.create(user=owner, name=name, digest=digest_of(token))
    audit(actor, "token_issued", "user", owner.pk, {"token": row.pk})
    return token


@transaction.atomic
def revoke_token(token: ApiToken, actor: User | None) -> None:
    """The token no longer opens anything."""
    audit(actor, "token_revoked", "user", token.user_id, {"token": token.pk})
    token.delete()


def note_token_use(token: ApiToken) -> None:
    """When a token was last used, to the hour: a write per request would cost more than it tells."""
    ApiToken.objects.filter(pk=token.pk).update(used_at=Now())


def sign_in(request: HttpRequest, email: str, password: str) -> User:
    """Open a session, or say why not; the answer is the same for an unknown address and a wrong password."""
    address = request.META.get("REMOTE_ADDR", "")
    if too_many_failures(email, address):
        raise Problem("too_many_failures")
    user = None
    if not has_controls(email):  # PostgreSQL takes no NUL, not even to look for it
        user = authenticate(request, username=account_name(email), password=password)
    if not isinstance(user, User):
        note_failure(email, address)
        audit(None, "sign_in_failed", "address", address)
        raise Problem("wrong_password")
    open_session(request, user)
    return user


@transaction.atomic
def open_session(request: HttpRequest, user: User) -> None:
    """The session of a user whose identity is established."""
    before = request.user
    login(request, user)
    audit(user, "signed_in", "user", user.pk)
    if isinstance(before, User) and before.pk != user.pk:  # his session in this browser is over
        doubt(before.pk)


@transaction.atomic
def choose_language(user: User, language: str) -> None:
    """The language of all his screens."""
    User.objects.filter(pk=user.pk).update(language=language)
    audit(user, "language", "user", user.pk, {"language": language})
    transaction.on_commit(lambda: forget(user.pk))


@transaction.atomic
def store(row: User, write: Callable[[], object], fields: list[str], actor: User) -> None:
    """Write a new or changed user. Raises Problem if nobody could administer the centre any more."""
    action = "created" if row.pk is None else "changed"
    before = _administrators()
    write()
    after = _administrators()
    if (before and not after) or (any(before.values()) and not any(after.values())):
        raise Problem("last_administrator")
    record_change(actor, action, "user", row.pk, fields)
    doubt(row.pk)


def _administrators() -> dict[int, bool]:
    """Who may administer, each with whether he has a password; locked, so that no two of them leave at once.

    Elsewhere a conditional UPDATE decides who was first. Here it cannot: each would change another row, on a condition
    that holds until the other commits. SQLite has no such lock and needs none: one transaction writes at a time.
    """
    rows = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk").select_for_update(no_key=True)
    return {row.pk: row.has_usable_password() for row in rows}
