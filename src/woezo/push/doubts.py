"""Whether who opened a screen may still look at it: asked when there is a doubt, and every five minutes in any case."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError

from woezo.accounts.problems import Problem

log = logging.getLogger("woezo.push")
RECHECK_S = 300.0
"""For what nobody tells this process: a session that ran out, a change made by the command line."""


class Doubts:
    """One event per open screen, by user. Belongs to the event loop's thread."""

    def __init__(self) -> None:
        self._events: dict[int, set[asyncio.Event]] = {}

    def tell(self, user: int) -> None:
        """Every screen of this user must be checked now."""
        for event in self._events.get(user, ()):
            event.set()

    async def until_lost(self, user: int, may_stay: Callable[[], Awaitable[bool]]) -> None:
        """Return once the user may not look any more. While that cannot be read, he may."""
        with self._event_of(user) as event:
            event.set()  # he may have changed since he was let in
            while True:
                with suppress(TimeoutError):
                    await asyncio.wait_for(event.wait(), RECHECK_S)
                event.clear()
                try:
                    if not await may_stay():
                        return
                except (DatabaseError, Problem) as error:
                    log.warning("user %s cannot be checked: %r; again later", user, error)

    @contextmanager
    def _event_of(self, user: int) -> Iterator[asyncio.Event]:
        event = asyncio.Event()
        events = self._events.setdefault(user, set())
        events.add(event)
        try:
            yield event
        finally:
            events.discard(event)
            if not events:
                self._events.pop(user, None)
