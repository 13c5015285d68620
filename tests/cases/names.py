"""Names in a case, ids in the core."""

from __future__ import annotations

from typing import Final

UNKNOWN_ID: Final = 999_999
STRANGERS: Final = ("Nobody", "Nowhere")
"""Names that are never known: an agent, a queue, a site or a programme that the router has not heard of."""
NAME: Final = r"[^\W\d_][\w'’]*\+*"


class Names:
    """One number per name and kind: site, programme, client, queue, agent, skill, contact."""

    def __init__(self) -> None:
        self._ids: dict[str, dict[str, int]] = {}

    def add(self, kind: str, name: str) -> int:
        """The id of a name, a new one if it is new."""
        ids = self._ids.setdefault(kind, {})
        return ids.setdefault(name, len(ids) + 1)

    def add_as(self, kind: str, name: str, id: int) -> None:
        """A name for an id that the core made."""
        self._ids.setdefault(kind, {})[name] = id

    def find(self, kind: str, name: str) -> int | None:
        """The id of a name that was declared, None if it was not."""
        if name in STRANGERS:
            return UNKNOWN_ID
        return self._ids.get(kind, {}).get(name)

    def known(self, kind: str) -> list[str]:
        """The names of a kind, in the order in which they came."""
        return list(self._ids.get(kind, {}))

    def name(self, kind: str, id: object) -> str:
        """The name of an id."""
        return next(name for name, other in self._ids.get(kind, {}).items() if other == id)
