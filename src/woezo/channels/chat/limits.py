"""How fast visitors may write. Counted in this process's memory, per minute; generous, for many share one address."""

from __future__ import annotations

from contextlib import suppress
from ipaddress import ip_address
from typing import Final
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest

from woezo.accounts.problems import Problem

WINDOW_S: Final = 60
CONVERSATIONS: Final = 60
MESSAGES: Final = 60


def may_begin(request: HttpRequest) -> None:
    """Raises too_many. This machine itself is not limited: nobody else comes from there."""
    address = request.META.get("REMOTE_ADDR", "")
    if not _is_loopback(address):
        _count(f"chat/begin/{address}", CONVERSATIONS)


def may_write(conversation: UUID) -> None:
    """Raises too_many: nobody types this fast."""
    _count(f"chat/write/{conversation}", MESSAGES)


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _count(key: str, limit: int) -> None:
    if cache.add(key, 1, WINDOW_S):
        return
    with suppress(ValueError):  # the counter has just ended
        if cache.incr(key) > limit:
            raise Problem("too_many", seconds=WINDOW_S)
