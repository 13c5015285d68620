"""The end of sessions, and the changes of users after which whoever looks must show again that he may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from woezo.accounts.models import User

PIECE: Final = 500

_listeners: list[Callable[[int], None]] = []


def on_doubt(listener: Callable[[int], None]) -> Callable[[], None]:
    """Call `listener` with the id of a user who may have lost a right. Returns the function that ends it."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def doubt(user: int) -> None:
    """What this user may look at has perhaps changed; told after the commit."""
    transaction.on_commit(lambda: _tell(user))


def _tell(user: int) -> None:
    for listener in _listeners:
        listener(user)


@transaction.atomic
def close_session(request: HttpRequest) -> None:
    """Sign out: the session is over, and so are the screens that were opened with it."""
    user = request.user
    logout(request)
    if isinstance(user, User):
        doubt(user.pk)


def forget_expired(now_ms: int) -> bool:
    """Delete a piece of the sessions that have run out. True if there may be more."""
    ended = Session.objects.filter(expire_date__lt=datetime.fromtimestamp(now_ms / 1000, UTC))
    keys = list(ended.values_list("pk", flat=True)[:PIECE])
    Session.objects.filter(pk__in=keys).delete()
    return len(keys) == PIECE
