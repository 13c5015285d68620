"""The contrast of two colours as WCAG 2 defines it, and the tint that the chat page makes of a client's colour."""

from __future__ import annotations

LEAST_FOR_TEXT = 4.5
LEAST_FOR_MARKS = 3.0
WHITE = "#ffffff"
TINT_SHARE = 0.11  # of the colour in white: web/src/chat/brand.ts


def contrast_ratio(one: str, other: str) -> float:
    """From 1 to 21, for two colours written #rrggbb, in either order."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def tint_of(colour: str) -> str:
    """The ground on which a page sets text in this colour."""
    return "#" + "".join(f"{round(255 + (part - 255) * TINT_SHARE):02x}" for part in _parts(colour))


def linear_parts(colour: str) -> tuple[float, float, float]:
    """Red, green and blue as amounts of light, from 0 to 1."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = linear_parts(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
