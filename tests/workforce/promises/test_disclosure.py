"""What is told of indicators: nothing under five can be read, or worked out from everything that was ever told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate, combinations, permutations, product

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from woezo.workforce.promises.disclosure import LEAST, Ledger, counted, decide, public
from woezo.workforce.promises.observed import INDICATORS, Observation

FIRST = date(2020, 3, 2)


def women(*numbers: tuple[int, int]) -> list[bool]:
    """Of figures written one after the other, so many recruited, so many of them women: whether they are told."""
    ledger = Ledger()
    return [ledger.decide(recruited, number) for recruited, number in numbers]


def test_fewer_than_five_are_hidden_and_so_is_what_tells_them() -> None:
    assert women((20, 12)) == [True]
    assert women((20, 4)) == [False]
    assert women((20, 16)) == [False]  # four men
    assert women((20, 20)) == [False]  # no man
    assert women((20, 0)) == [False]
    assert women((10, 5)) == [True]
    assert women((8, 4)) == [False]
    assert women((0, 0)) == [False]


def test_two_sheets_do_not_tell_of_those_who_came_between_them() -> None:
    assert women((20, 12), (22, 13)) == [True, False]
    assert women((20, 12), (25, 13)) == [True, False]  # one woman and four men
    assert women((20, 12), (26, 18)) == [True, False]  # six women, no man
    assert women((20, 12), (30, 17)) == [True, True]
    assert women((20, 12), (20, 12)) == [True, True]  # nobody came


def test_a_hidden_sheet_is_passed_over() -> None:
    """The third stands by the first, which was told last."""
    assert women((20, 12), (24, 14), (30, 17)) == [True, False, True]


def test_what_is_told_again_does_not_tell_what_was_hidden() -> None:
    """Four of 104, then five of 105: the fifth has just come."""
    assert women((104, 100), (105, 100)) == [False, False]
    assert women((104, 100), (109, 103)) == [False, False]  # of the six since, one is not a woman before: two to four
    assert women((104, 100), (110, 104)) == [False, True]  # all 104 may have been women
    assert women((20, 12), (26, 18), (34, 20)) == [True, False, True]


def test_sheets_of_earlier_days_stand_by_both_neighbours() -> None:
    assert women((60, 30), (20, 10), (40, 20)) == [True, True, True]  # a history that is entered afterwards
    assert women((60, 30), (20, 10), (24, 14)) == [True, True, False]
    assert women((60, 30), (20, 10), (56, 27)) == [True, True, False]
    assert women((104, 4), (50, 20)) == [
        False,
        False,
    ]  # below what is hidden nothing is told: it is near what was told before
    assert women((104, 4), (220, 106), (150, 45)) == [False, True, True]


def test_a_correction_does_not_tell_of_the_few_who_were_counted_wrong() -> None:
    """What was told stays told: the correction stands beside it, whoever still has the sheet."""
    assert women((104, 62), (104, 63)) == [True, False]
    assert women((104, 62), (105, 62)) == [True, False]
    assert women((104, 62), (104, 63), (104, 62)) == [True, False, True]
    assert women((104, 26), (104, 62)) == [True, True]  # a slip of the fingers tells nothing
    assert women((1040, 620), (104, 62)) == [True, True]


def test_indicators_are_looked_at_one_by_one() -> None:
    one = Observation(FIRST, 20, 18, 0, nationals=19, women=12, youth=None, first_jobs=4)
    ledgers = {name: Ledger() for name in INDICATORS}
    assert counted(one) == {"nationals", "women", "first_jobs"}
    assert decide(ledgers, one, ("nationals", "youth")) == frozenset()
    told = decide(ledgers, one, counted(one))
    assert told == {"women"}
    assert {name: ledger.figures for name, ledger in ledgers.items()} == {
        "nationals": [(20, None)],
        "women": [(20, 12)],
        "youth": [],
        "first_jobs": [(20, None)],
    }
    shown = public(one, told)
    assert (shown.nationals, shown.women, shown.youth, shown.first_jobs) == (None, 12, None, None)
    assert (shown.recruited, shown.on_payroll, shown.day) == (20, 18, FIRST)


FIGURE = st.integers(0, 60).flatmap(lambda recruited: st.tuples(st.just(recruited), st.integers(0, recruited)))


@given(st.lists(FIGURE, max_size=30))
def test_no_two_figures_that_were_told_differ_by_fewer_than_five(figures: list[tuple[int, int]]) -> None:
    """Whatever is written, in whatever order, true or not."""
    told = [figure for figure, is_told in zip(figures, women(*figures), strict=True) if is_told]
    parts = [(number, recruited - number) for recruited, number in told]
    assert all(min(one) >= LEAST for one in parts)
    for before, after in combinations(parts, 2):
        assert before == after or min(abs(b - a) for a, b in zip(before, after, strict=True)) >= LEAST


@given(st.lists(FIGURE, max_size=30), FIGURE)
def test_a_ledger_is_stored_whole(figures: list[tuple[int, int]], last: tuple[int, int]) -> None:
    ledger = Ledger()
    for figure in figures:
        ledger.decide(*figure)
    again = Ledger(ledger.figures)
    assert again.figures == ledger.figures
    assert again.decide(*last) == ledger.decide(*last)


# -- an adversary -------------------------------------------------------------------------------------------------------------
def left(
    totals: Sequence[int], order: Sequence[int], least: int, rule: type[Ledger] = Ledger
) -> list[tuple[int, int, object]]:
    """Somebody knows the recruits of each sheet, in which order they were written, the rule, and all that is told and hidden.

    He goes through every history that there may have been. Of each hidden figure: how many values are left to him, how many the
    rule intends, and what he has seen.
    """
    alike: dict[tuple[int | None, ...], list[tuple[int, ...]]] = {}
    came = [after - before for before, after in zip((0, *totals), totals, strict=False)]
    for steps in product(*(range(one + 1) for one in came)):
        numbers, ledger = tuple(accumulate(steps)), rule(least=least)
        seen: list[int | None] = [None] * len(totals)
        for at in order:
            seen[at] = numbers[at] if ledger.decide(totals[at], numbers[at]) else None
        alike.setdefault(tuple(seen), []).append(numbers)
    return [
        (len({numbers[at] for numbers in histories}), intended(totals, seen, at, least), (totals, order, least, seen))
        for seen, histories in alike.items()
        for at, figure in enumerate(seen)
        if figure is None
    ]


def intended(totals: Sequence[int], seen: Sequence[int | None], at: int, least: int) -> int:
    """0 to 4 of those who came since the figure told before, fewer where fewer have come; or before the one told next."""
    told = [total for total, figure in zip(totals, seen, strict=True) if figure is not None]
    since = totals[at] - max((one for one in told if one < totals[at]), default=0)
    before = min((one for one in told if one > totals[at]), default=10_000) - totals[at]
    return 1 + min(least - 1, since, before)


def attacked(totals: Sequence[int], order: Sequence[int], least: int) -> None:
    for values, wanted, what in left(totals, order, least):
        assert values >= wanted, what


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_histories_of_three_sheets_in_any_order(order: tuple[int, ...]) -> None:
    for came in [(12, 1, 6), (5, 11, 5), (10, 3, 10), (9, 9, 1)]:
        attacked(list(accumulate(came)), order, LEAST)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from((2, 3, LEAST)),
    st.lists(st.integers(0, 11), min_size=2, max_size=5),
    st.randoms(use_true_random=False),
    st.booleans(),
)
@example(2, [4, 5, 5, 5], None, False)
def test_from_all_that_is_told_a_hidden_figure_keeps_its_five_values(
    least: int, came: list[int], random: object, again: bool
) -> None:
    """Sheets in any order of writing, some of them written twice; a smaller least makes room for longer histories."""
    size = 1
    for one in came:
        size *= one + 1
    assume(size <= 3_000)
    order = list(range(len(came)))
    if random is not None:
        random.shuffle(order)  # type: ignore[attr-defined]
    attacked(list(accumulate(came)), order + order[::-2] * again, least)


class Weaker(Ledger):
    """Without the third condition."""

    def _keeps_hidden(self, recruited: int, number: int) -> bool:
        return True


def test_the_adversary_finds_what_a_weaker_rule_tells() -> None:
    assert any(values < wanted for values, wanted, _ in left((12, 13, 19), (0, 1, 2), LEAST, Weaker))
