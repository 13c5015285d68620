"""The beginning of today where somebody is."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

HOUR_MS = 3_600_000


def midnight_ms(zone: str, now_ms: int) -> int:
    """When today began in a zone; the day may have 23 or 25 hours."""
    return _midnight_ms(zone, now_ms // 900_000)


@lru_cache(maxsize=512)
def _midnight_ms(zone: str, quarter: int) -> int:
    local = datetime.fromtimestamp(quarter * 900, ZoneInfo(zone))
    start = datetime(local.year, local.month, local.day, tzinfo=ZoneInfo(zone))
    if start > local:  # a midnight that the clock skipped
        start -= timedelta(days=1)
    return int(start.timestamp() * 1000)
