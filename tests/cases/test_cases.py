"""One test per routing case, and that the cases together use every word of the core."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

from tests.cases.runner import Played, play
from tests.cases.text import Case, read_file
from woezo.journal import EVENTS
from woezo.routing.codes import EFFECTS, PAIR_REASONS, REFUSALS

FILES: Final = sorted(Path(__file__).parent.glob("*.case"))
CASES: Final = [case for path in FILES for case in read_file(path)]


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_case(case: Case) -> None:
    played = play(case)
    assert not played.problems, "\n" + "\n".join(played.problems)


@pytest.fixture(scope="module")
def everything() -> Played:
    total = Played()
    for case in CASES:
        played = play(case)
        total.events += played.events
        total.effects += played.effects
        total.reasons += played.reasons
        total.refusals += played.refusals
    return total


def missing(words: Iterable[str], used: Counter[str]) -> list[str]:
    return [word for word in words if word and word not in used]


def test_cases_use_every_event(everything: Played) -> None:
    assert not missing(EVENTS, everything.events)


def test_cases_show_every_effect(everything: Played) -> None:
    assert not missing(EFFECTS, everything.effects)


def test_cases_show_every_reason_of_a_pair(everything: Played) -> None:
    assert not missing(PAIR_REASONS, everything.reasons)


def test_cases_show_every_refusal(everything: Played) -> None:
    assert not missing(REFUSALS, everything.refusals)


def test_no_rule_is_stated_twice() -> None:
    titles = [case.title for case in CASES]
    assert len(titles) == len(set(titles))
