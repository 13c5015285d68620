"""Dates and times in English: Django's own are the American ones. The client's are Intl's en-GB (web/src/common)."""

from __future__ import annotations

from typing import Final

DATE_FORMAT: Final = "j F Y"
TIME_FORMAT: Final = "H:i"
DATETIME_FORMAT: Final = "j F Y, H:i"
YEAR_MONTH_FORMAT: Final = "F Y"
MONTH_DAY_FORMAT: Final = "j F"
SHORT_DATE_FORMAT: Final = "d/m/Y"
SHORT_DATETIME_FORMAT: Final = "d/m/Y H:i"
FIRST_DAY_OF_WEEK: Final = 1
DATE_INPUT_FORMATS: Final = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y"]
TIME_INPUT_FORMATS: Final = ["%H:%M", "%H:%M:%S"]
DATETIME_INPUT_FORMATS: Final = [f"{date} {time}" for date in DATE_INPUT_FORMATS for time in TIME_INPUT_FORMATS]
