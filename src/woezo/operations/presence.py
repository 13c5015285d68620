"""Since when each agent is in his activity and in his status: what the core does not need and screens show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from woezo.routing.reading import status
from woezo.routing.router import Router


class Presence(NamedTuple):
    """An agent's activity and status, each with its beginning."""

    activity: str
    activity_since_ms: int
    status: str
    status_since_ms: int


class PresenceBook:
    """Kept after every commit. Read and written under the dispatcher's lock."""

    def __init__(self) -> None:
        self._now: dict[int, Presence] = {}

    def note(self, router: Router, agents: Iterable[int]) -> None:
        """Look at agents whom a commit has touched."""
        for id in agents:
            self.of(router, id)

    def of(self, router: Router, id: int) -> Presence:
        """The agent's presence; it begins now if it is another than was known."""
        agent = router.agents.get(id)
        activity, state = ("offline", "off_queue") if agent is None else (agent.activity, status(agent))
        now_ms = int(router.now_ms)
        known = self._now.get(id)
        if known is None:
            known = Presence(activity, now_ms, state, now_ms)
        if known.activity != activity:
            known = known._replace(activity=activity, activity_since_ms=now_ms)
        if known.status != state:
            known = known._replace(status=state, status_since_ms=now_ms)
        self._now[id] = known
        return known
