"""What makes a request happen once however often it is sent."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID


class Key(NamedTuple):
    """A sender's key, and a digest of what he asked for under it: the key means that and nothing else."""

    id: UUID
    request: str
