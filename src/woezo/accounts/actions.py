"""Changes to accounts."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.db.models.functions import Now

from woezo.accounts.models import ApiToken, User
from woezo.accounts.reads import digest_of
from woezo.trail.actions import audit


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
