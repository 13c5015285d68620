"""Who sits behind a session, kept for a moment: a desk asks a hundred times an hour, and two look-ups were half of an answer.

What this process changes of a user, or ends of his sessions, is forgotten at the commit (accounts.sessions.doubt); what
another one changes, `woezo` on the command line, is seen after LASTS_MS at the latest. Only a served centre remembers.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable
from typing import Final, NamedTuple

from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from woezo.accounts.models import User

LASTS_MS: Final = 60_000
KEPT: Final = 20_000


class Known(NamedTuple):
    """A user as he was read, and until when that may be believed."""

    user: User
    until_ms: int


class Remembered:
    """The users behind the sessions of this process, by session key."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self.clock = clock
        self._lock = threading.Lock()
        self._known: dict[str, Known] = {}
        self._changes = 0

    def user_of(self, request: HttpRequest) -> User | AnonymousUser:
        """The user of a request, as of a minute ago at most. His own copy: a view may change it."""
        key = request.session.session_key or ""
        known, now_ms = self._known.get(key), self.clock()
        if known is not None and now_ms < known.until_ms:
            request.session.accessed = True  # the answer varies with the cookie all the same
            return copy.copy(known.user)
        changes = self._changes
        user = auth.get_user(request)
        if isinstance(user, User):
            with self._lock:
                if changes == self._changes:  # else he may have changed while he was read
                    if len(self._known) >= KEPT:
                        self._known.clear()
                    self._known[key] = Known(copy.copy(user), now_ms + LASTS_MS)
        return user

    def forget(self, user: int) -> None:
        """He has changed, or one of his sessions is over."""
        with self._lock:
            self._changes += 1
            for key, known in list(self._known.items()):
                if known.user.pk == user:
                    del self._known[key]


_remembered: list[Remembered] = []


def attach(remembered: Remembered) -> None:
    """This process serves a centre."""
    _remembered[:] = [remembered]


def detach() -> None:
    """The centre closes."""
    _remembered.clear()


def forget(user: int) -> None:
    """A change of his that takes no right away."""
    for remembered in _remembered:
        remembered.forget(user)


class SignedIn(AuthenticationMiddleware):
    """Django's, with a memory where there is one."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if _remembered:
            request.user = SimpleLazyObject(lambda: _remembered[0].user_of(request))  # type: ignore[assignment]
