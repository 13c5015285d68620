"""A desk is a browser tab with a UUID; the core knows it by a number."""

from __future__ import annotations

from uuid import UUID


def desk_number(desk: str) -> int:
    """52 bits of the tab's UUID, which a JSON reader keeps exactly. 0: this is no UUID."""
    try:
        return UUID(desk).int % (1 << 52) or 1
    except ValueError:
        return 0
