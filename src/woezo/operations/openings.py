"""Opening hours as events of the core: a programme opens or closes when its calendar says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from woezo.programmes.hours import opening_state
from woezo.routing.router import Router

LOOK_AGAIN_MS = 60_000
"""Hours that somebody edits hold from the next look on."""


class Openings:
    """Compares the calendar with the router; reads the database once a minute and when a change is due.

    wall_ms: the clock that hours hang on, where the floor's time may lie before it (operations.steady).
    """

    def __init__(self, wall_ms: Callable[[], int] | None = None) -> None:
        self._wall_ms = wall_ms
        self._open: dict[int, bool] = {}
        self._look_ms = 0

    def __call__(self, router: Router, now_ms: int) -> list[tuple[str, dict[str, Any]]]:
        """The events that are due now."""
        if self._wall_ms is not None:
            now_ms = self._wall_ms()
        if not self._look_ms - LOOK_AGAIN_MS <= now_ms < self._look_ms:  # before it: the clock was put back
            self._look(now_ms)
        return [
            ("programme_open" if is_open else "programme_closed", {"programme": id})
            for id, is_open in self._open.items()
            if id in router.programmes and router.programmes[id].open != is_open
        ]

    def _look(self, now_ms: int) -> None:
        states = opening_state(now_ms)
        self._open = {id: is_open for id, (is_open, _) in states.items()}
        changes = [change_ms for _, change_ms in states.values() if change_ms is not None]
        self._look_ms = min([now_ms + LOOK_AGAIN_MS, *changes])
