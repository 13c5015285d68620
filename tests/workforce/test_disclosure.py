"""What is shown of indicators: nothing under five can be read, or worked out from two sheets."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate, combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from woezo.workforce.disclosure import LEAST, hidden, public
from woezo.workforce.observed import Observation

FIRST = date(2020, 3, 2)


def women(*numbers: tuple[int, int | None]) -> list[bool]:
    """Of sheets with so many recruited, so many of them women: whether the women are shown."""
    sheets = [Observation(FIRST + timedelta(days=at), one, 0, 0, women=of) for at, (one, of) in enumerate(numbers)]
    return [of is not None and "women" not in names for (_, of), names in zip(numbers, hidden(sheets), strict=True)]


def test_fewer_than_five_are_hidden_and_so_is_what_tells_them() -> None:
    assert women((20, 12)) == [True]
    assert women((20, 4)) == [False]
    assert women((20, 16)) == [False]  # four men
    assert women((20, 20)) == [False]  # no man
    assert women((20, 0)) == [False]
    assert women((10, 5)) == [True]
    assert women((8, 4)) == [False]
    assert women((0, 0)) == [False]
    assert women((20, None)) == [False]


def test_two_sheets_do_not_tell_of_those_who_came_between_them() -> None:
    assert women((20, 12), (22, 13)) == [True, False]
    assert women((20, 12), (25, 13)) == [True, False]  # one woman and four men
    assert women((20, 12), (26, 18)) == [True, False]  # six women, no man
    assert women((20, 12), (30, 17)) == [True, True]
    assert women((20, 12), (20, 12)) == [True, True]  # nobody came
    assert women((20, 12), (20, 11)) == [True, False]  # somebody was counted wrong


def test_a_hidden_sheet_is_passed_over() -> None:
    """The third stands by the first, which was shown last; sheets without the figure change nothing."""
    assert women((20, 12), (24, 14), (30, 17)) == [True, False, True]
    assert women((20, 12), (24, None), (26, 14), (40, 20)) == [True, False, False, True]


def test_what_is_shown_again_does_not_tell_what_was_hidden() -> None:
    """Four of 104, then five of 105: the fifth has just come."""
    assert women((104, 100), (105, 100)) == [False, False]
    assert women((104, 100), (109, 103)) == [False, False]  # of the six since, one is not a woman before: two to four
    assert women((104, 100), (110, 104)) == [False, True]  # all 104 may have been women
    assert women((20, 12), (26, 18), (34, 20)) == [True, False, True]


def test_indicators_are_looked_at_one_by_one() -> None:
    one = Observation(FIRST, 20, 18, 0, nationals=19, women=12, youth=None, first_jobs=4)
    (names,) = hidden([one])
    assert names == {"nationals", "first_jobs"}
    shown = public(one, names)
    assert (shown.nationals, shown.women, shown.youth, shown.first_jobs) == (None, 12, None, None)
    assert (shown.recruited, shown.on_payroll, shown.day) == (20, 18, FIRST)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=9))
def test_no_two_figures_that_are_shown_differ_by_fewer_than_five(steps: list[tuple[int, int]]) -> None:
    numbers, sofar = [], (0, 0)
    for yes, no in steps:
        sofar = sofar[0] + yes, sofar[1] + no
        numbers.append((sum(sofar), sofar[0]))
    shown = [(of, whole - of) for (whole, of), is_shown in zip(numbers, women(*numbers), strict=True) if is_shown]
    assert all(min(parts) >= LEAST for parts in shown)
    for before, after in combinations(shown, 2):
        assert before == after or min(b - a for a, b in zip(before, after, strict=True)) >= LEAST


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 11), min_size=2, max_size=3))
def test_no_hidden_figure_can_be_worked_out(came: list[int]) -> None:
    """Every history with these recruits: whatever is shown of one, another one that shows the same has another figure."""
    totals = list(accumulate(came))
    alike: dict[tuple[int | None, ...], list[tuple[int, ...]]] = {}
    for steps in product(*(range(one + 1) for one in came)):
        numbers = tuple(accumulate(steps))
        shown = women(*zip(totals, numbers, strict=True))
        seen = tuple(number if is_shown else None for number, is_shown in zip(numbers, shown, strict=True))
        alike.setdefault(seen, []).append(numbers)
    for seen, histories in alike.items():
        for at, figure in enumerate(seen):
            if figure is None:
                assert len({numbers[at] for numbers in histories}) > 1, (totals, seen, histories)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=8))
def test_a_later_sheet_changes_nothing_of_what_was_shown(numbers: list[int]) -> None:
    sheets = [Observation(FIRST + timedelta(days=n), 60, 0, 0, first_jobs=one) for n, one in enumerate(numbers)]
    assert hidden(sheets)[:-1] == hidden(sheets[:-1])
