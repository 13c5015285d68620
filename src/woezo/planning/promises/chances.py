"""How a chance stands beside the one that a plan asks for."""

from __future__ import annotations

from typing import Final

UNLIKELY: Final = 0.2  # one chance in five: below it nobody should sign


def mark(chance: float, asked: float) -> str:
    """on_course, watch or off_course: a chance beside the one that the plan asks for. Met is said afterwards."""
    if chance >= asked - 1e-9:
        return "on_course"
    return "off_course" if chance < UNLIKELY else "watch"
