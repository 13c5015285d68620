"""The drawn curves: on the paper, with round marks and labels that can be read, whatever the figures are."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woezo.planning.rendering.charts import (
    BOTTOM,
    CHARACTER,
    LABEL_GAP,
    LEFT,
    RIGHT,
    TOP,
    Chart,
    Curve,
    chart,
    ticks,
)  # fmt: skip


def months(count: int, first: int = 1) -> list[date]:
    return [date(2020 + (first - 1 + n) // 12, (first - 1 + n) % 12 + 1, 1) for n in range(count)]


def drawn(*values: list[float], top: float, target: int | None = None) -> Chart:
    """Curves with a band as wide as themselves."""
    curves = [Curve(f"c{n}", "actual", one, [0.0] * len(one), one) for n, one in enumerate(values)]
    return chart("People", months(len(values[0])), curves, top, target, "end")


def points(path: str) -> list[tuple[float, float]]:
    """Every point of a path; a number that is none is refused by float."""
    found = [float(one) for one in re.split(r"[MZ ]+", path) if one]
    return list(zip(found[::2], found[1::2], strict=True))


def assert_on_paper(found: Chart) -> None:
    for line in found.lines:
        for x, y in points(line.path) + points(line.band):
            assert LEFT <= x <= RIGHT
            assert TOP - 0.05 <= y <= BOTTOM
    labels = sorted(line.label_y for line in found.lines)
    assert all(two - one >= LABEL_GAP - 0.11 for one, two in pairwise(labels))
    assert labels[-1] <= BOTTOM + 4.05
    assert all(TOP <= row.at <= BOTTOM for row in found.rows)
    assert found.rows[0].label == "0"


@given(st.floats(min_value=1, max_value=1e9))
def test_marks_are_round_few_and_within(top: float) -> None:
    found = ticks(top)
    assert found[0] == 0
    assert found[-1] <= top
    assert 2 <= len(found) <= 5
    steps = {two - one for one, two in pairwise(found)}
    assert len(steps) == 1
    assert re.fullmatch("[125]0*", str(steps.pop()))


@given(
    st.integers(1, 40).flatmap(
        lambda count: st.lists(st.lists(st.floats(0, 5000), min_size=count, max_size=count), min_size=3, max_size=3)
    )
)
def test_curves_stay_on_the_paper_and_labels_apart(values: list[list[float]]) -> None:
    assert_on_paper(drawn(*values, top=max(10.0, *map(max, values)) * 1.05))


@pytest.mark.parametrize("end", [0.0, 5.0, 10.0])
def test_three_curves_that_end_at_one_point_have_three_labels(end: float) -> None:
    found = drawn([1.0, end], [2.0, end], [3.0, end], top=10.5)
    assert_on_paper(found)
    assert len({line.label_y for line in found.lines}) == 3


def test_a_single_month_is_a_point_at_the_left() -> None:
    found = drawn([7.0], top=10.5)
    assert [x for x, _ in points(found.lines[0].path)] == [LEFT]
    assert found.lines[0].end == "7"


def test_people_are_written_as_the_reader_writes_them() -> None:
    """At the axis and at the end of a curve."""
    curves = [Curve("c", "actual", [0.0, 1060.7])]
    found = chart("People", months(2), curves, 1200.0, None, "end", written=lambda people: f"{people:,}")
    assert [line.end for line in found.lines] == ["1,061"]
    assert [row.label for row in found.rows] == ["0", "500", "1,000"]


def test_nobody_at_all_is_a_line_on_the_axis() -> None:
    found = drawn([0.0] * 12, [0.0] * 12, [0.0] * 12, top=10.5)
    assert_on_paper(found)
    assert {y for line in found.lines for _, y in points(line.path)} == {float(BOTTOM)}


def test_huge_numbers_keep_whole_labels() -> None:
    """No mark is written as a power of ten."""
    found = drawn([0.0, 2_000_000.0], top=2_100_000)
    assert_on_paper(found)
    assert [row.label for row in found.rows] == ["0", "500000", "1000000", "1500000", "2000000"]


def test_a_target_above_all_curves_is_on_the_paper() -> None:
    found = drawn([0.0, 3.0], top=525, target=500)
    assert_on_paper(found)
    assert found.target_y is not None
    assert TOP <= found.target_y < min(y for _, y in points(found.lines[0].path))


def test_years_begin_in_january_and_leave_room_for_the_last_month() -> None:
    found = chart("t", months(36, first=4), [Curve("c", "actual", [1.0] * 36)], 10, None, "Mar 2023")
    assert [(one.label, one.anchor) for one in found.columns] == [
        ("2021", "middle"),
        ("2022", "middle"),
        ("Mar 2023", "end"),
    ]
    assert found.target_y is None
    assert found.lines[0].band == ""


@pytest.mark.parametrize("count", [13, 20, 25, 37, 49, 61, 97, 145, 181])
@pytest.mark.parametrize("first", range(1, 13))
@pytest.mark.parametrize("last", ["Oct 2029", "sept. 2029"])
def test_no_mark_under_the_axis_touches_another(count: int, first: int, last: str) -> None:
    """In a wide font, with half a figure between them."""
    found = chart("t", months(count, first), [Curve("c", "actual", [1.0] * count)], 10, None, last)
    *years, end = found.columns
    assert end.label == last
    edges = [(one.at - 2 * CHARACTER, one.at + 2 * CHARACTER) for one in years]
    edges.append((RIGHT - len(last) * CHARACTER, RIGHT))
    assert all(before[1] + CHARACTER / 2 <= after[0] for before, after in pairwise(edges))
    assert years or count < 25
