"""Times as a log writes them, with an offset or on the clock of a zone, as instants; whether they are of one zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from woezo.journal.facts import Misread

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MS: Final = timedelta(milliseconds=1)
HOUR: Final = timedelta(hours=1)
SHORTEST: Final = len("20240301T1000")
"""A date alone is no time."""


class Unreadable(Exception):
    """The text is no date and time."""


class Clock:
    """The times of one log, in the order of its lines. zone: the one given for it, if any.

    Times have an offset or not, all of them. With offsets: a single one is a zone of its own (most often UTC), several
    must be those of the zone given.
    """

    def __init__(self, zone: str | None) -> None:
        self.zone = zone
        self._info = ZoneInfo(zone) if zone else None
        self._offset: timedelta | None = None
        self._line = 0
        self._written = ""
        self._several = False
        self._foreign: Misread | None = None

    def instant_ms(self, line: int, text: str, not_before_ms: int = 0) -> int:
        """Milliseconds since 1970. An hour that the clock shows twice is the first one, unless that lies before what was.

        Raises Unreadable, and Misread if no single zone explains the times of the log.
        """
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise Unreadable(text) from None
        if len(text) < SHORTEST or not 1970 < moment.year < 2900:
            raise Unreadable(text)
        if moment.tzinfo is None:
            return self._local_ms(line, moment, not_before_ms)
        self._note(line, moment)
        return (moment - EPOCH) // MS

    def _local_ms(self, line: int, moment: datetime, not_before_ms: int) -> int:
        if self._offset is not None:
            raise Misread("log_mixed_offsets", line, first_line=self._line)
        if self._info is None:
            raise Misread("log_zone_missing", line)
        self._line = self._line or line
        at_ms = (moment.replace(tzinfo=self._info) - EPOCH) // MS
        if at_ms < not_before_ms:
            at_ms = max(at_ms, (moment.replace(tzinfo=self._info, fold=1) - EPOCH) // MS)
        return at_ms

    def _note(self, line: int, moment: datetime) -> None:
        """Refuse offsets that cannot be those of one zone."""
        offset = moment.utcoffset()
        if self._offset is None:
            if self._line:
                raise Misread("log_mixed_offsets", line, first_line=self._line)
            self._offset, self._line, self._written = offset, line, _written(moment)
        self._several = self._several or offset != self._offset
        if self._info is None:
            if self._several:
                raise Misread("log_two_zones", line, found=_written(moment), first=self._written, first_line=self._line)
            return
        of_zone = moment.astimezone(self._info)
        if self._foreign is None and offset != of_zone.utcoffset():
            self._foreign = Misread(
                "log_other_zone", line, found=_written(moment), zone=self.zone, expected=_written(of_zone)
            )
        if self._foreign is not None and self._several:
            raise self._foreign

    def named(self) -> str:
        """The zone of the days: the one given, else the single offset of the log. Raises Misread if it has no name."""
        if self.zone:
            return self.zone
        hours, rest = divmod(self._offset or timedelta(), HOUR)
        if rest or not -12 <= hours <= 14:
            raise Misread("log_zone_missing", self._line)
        return f"Etc/GMT{-hours:+d}" if hours else "UTC"


def _written(moment: datetime) -> str:
    """The offset as it stands in a time."""
    return moment.isoformat()[-6:]
