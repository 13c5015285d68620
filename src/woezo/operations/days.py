"""The beginning of today where somebody is."""

from __future__ import annotations

from datetime import time
from functools import lru_cache

from woezo.timekit import instant_ms, local_date

QUARTER_MS = 15 * 60_000


def midnight_ms(zone: str, now_ms: int) -> int:
    """When today began in a zone. Zones differ by quarters of an hour, so the answer holds for one."""
    return _midnight_ms(zone, now_ms - now_ms % QUARTER_MS)


@lru_cache(maxsize=512)
def _midnight_ms(zone: str, at_ms: int) -> int:
    return instant_ms(zone, local_date(zone, at_ms), time())
