"""Everybody can read it: the contrast of the tokens' pairs in both themes, and marks that colour-blind eyes tell apart."""

from __future__ import annotations

import math
import re
from itertools import combinations
from pathlib import Path

import pytest

from woezo.portal import contrast
from woezo.portal.contrast import LEAST_FOR_MARKS, LEAST_FOR_TEXT, contrast_ratio, linear_parts, tint_of

CSS = (Path(contrast.__file__).parent / "static" / "portal" / "tokens.css").read_text(encoding="utf-8")


def colours(selector: str) -> dict[str, str]:
    """{token: #rrggbb} of the block that this selector opens."""
    block = CSS[CSS.index(selector) :].split("{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", block))


THEMES = {"light": colours(':root, [data-theme="light"] {'), "dark": colours('[data-theme="dark"] {')}
FAMILIES = sorted(name.removesuffix("-fg") for name in THEMES["light"] if name.endswith("-fg"))
CHARTS = sorted(name for name in THEMES["light"] if re.fullmatch(r"ch-\d", name))

TEXT = [
    *[(text, ground) for text in ("text", "text-2", "text-3") for ground in ("surface", "canvas")],
    ("text-2", "surface-3"),
    *[("text", "accent-bg"), ("text-3", "accent-bg"), ("text-2", "fault-bg")],
    *[("accent", "surface"), ("accent", "accent-bg"), ("accent-strong", "accent-bg"), ("on-accent", "accent")],
    *[(f"{family}-fg", ground) for family in FAMILIES for ground in (f"{family}-bg", "surface")],
    *[(line, "surface") for line in CHARTS],  # the label at its end has its colour
]
MARKS = [
    ("control-line", "surface"),
    ("focus", "canvas"),
    ("ch-ref", "surface"),
    *[(f"{family}-solid", "surface") for family in FAMILIES],
]


def test_the_ratio_is_the_one_of_wcag() -> None:
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast_ratio("#ffffff", "#0000ff") == pytest.approx(8.592, abs=0.001)
    assert contrast_ratio("#123456", "#123456") == 1
    assert tint_of("#000000") == "#e3e3e3"


def test_every_family_and_chart_is_looked_at() -> None:
    assert {"ready", "ring", "contact", "wrap", "learn", "rest", "fault", "off"} <= set(FAMILIES)
    assert len(CHARTS) >= 4
    for theme in THEMES.values():
        assert {f"{family}-{part}" for family in FAMILIES for part in ("fg", "bg", "solid")} <= set(theme)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("mark", "ground", "least"), [(*p, LEAST_FOR_TEXT) for p in TEXT] + [(*p, LEAST_FOR_MARKS) for p in MARKS]
)
def test_a_pair_can_be_told_apart(theme: str, mark: str, ground: str, least: float) -> None:
    tokens = THEMES[theme]
    assert contrast_ratio(tokens[mark], tokens[ground]) >= least


def test_the_systems_dark_theme_is_the_chosen_one() -> None:
    assert colours(":root:not([data-theme]) {") == THEMES["dark"]


# Machado, Oliveira and Fernandes 2009, full severity, on linear light
EYES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
TO_XYZ = ((0.4339, 0.3762, 0.1899), (0.2126, 0.7152, 0.0722), (0.0177, 0.1095, 0.8729))  # each by its white, D65
SERVICE_LEVELS = ("ready-solid", "ring-solid", "fault-solid")


def through(matrix: tuple[tuple[float, ...], ...], colour: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(share * part for share, part in zip(row, colour, strict=True)) for row in matrix)


def seen(colour: str, eyes: str) -> tuple[float, float, float]:
    """CIELAB of a colour as these eyes see it."""
    light = tuple(min(1.0, max(0.0, part)) for part in through(EYES[eyes], linear_parts(colour)))
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in through(TO_XYZ, light))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize(
    ("theme", "names", "least"),
    [("light", SERVICE_LEVELS, 16), ("dark", SERVICE_LEVELS, 18), ("light", CHARTS, 13), ("dark", CHARTS, 20)],
    ids=["service levels, light", "service levels, dark", "charts, light", "charts, dark"],
)
def test_colour_blind_eyes_tell_the_marks_apart(theme: str, names: tuple[str, ...], least: float, eyes: str) -> None:
    """CIE76 distances; what they leave in doubt the shape, the dash and the label say."""
    distances = {
        pair: math.dist(*(seen(THEMES[theme][name], eyes) for name in pair)) for pair in combinations(names, 2)
    }
    assert min(distances.values()) >= least - 0.5, distances
