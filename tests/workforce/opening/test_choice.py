"""The choice of a city and how far its weights must move: by hand, over grids of weights, and for whatever marks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import woezo
from woezo.parameters.declaring import Confidence
from woezo.workforce.opening.choice import Choice, read_choice
from woezo.workforce.opening.sensitivity import sensitivity

PRESET = Path(woezo.__file__).parent / "planning" / "presets" / "site" / "cities.toml"
GRID = 20


def document(weights: Mapping[str, Any], cities: Mapping[str, Mapping[str, Any]], **veto: Any) -> dict[str, Any]:
    criteria = [{"key": key, "name": key, "weight": weight} for key, weight in weights.items()]
    for criterion in criteria:
        if criterion["key"] in veto:
            criterion["veto_at"] = veto[criterion["key"]]
    return {"criterion": criteria, "city": [{"key": key, "name": key, "marks": dict(cities[key])} for key in cities]}


def choice(weights: Mapping[str, Any], cities: Mapping[str, Mapping[str, Any]], **veto: Any) -> Choice:
    found, faults = read_choice(document(weights, cities, **veto))
    assert not faults
    return found


def wrong(given: dict[str, Any]) -> list[tuple[str, str]]:
    return [(fault.code, fault.cell) for fault in read_choice(given)[1]]


LOME_DAKAR = {"lome": {"pool": 6, "pay": 8, "links": 7}, "dakar": {"pool": 8, "pay": 5, "links": 7}}
WEIGHTS = {"pool": 50, "pay": 40, "links": 10}


# -- the ranking


def test_a_ranking_by_hand() -> None:
    first, second = choice(WEIGHTS, LOME_DAKAR).ranking()
    assert (first.city.key, first.score, first.rank) == ("lome", Fraction(69, 10), 1)  # 0.5 x 6 + 0.4 x 8 + 0.1 x 7
    assert (second.city.key, second.score, second.rank) == ("dakar", Fraction(67, 10), 2)  # 0.5 x 8 + 0.4 x 5 + 0.1 x 7


def test_weights_are_shares_of_their_sum() -> None:
    thirds = choice({"a": 1, "b": 1, "c": 1}, {"x": {"a": 10, "b": 0, "c": 0}})
    assert set(thirds.shares().values()) == {Fraction(1, 3)}
    tenths = choice({"a": 0.1, "b": 0.2}, {"x": {"a": 0.1, "b": 0.1}})
    assert tenths.shares() == {"a": Fraction(1, 3), "b": Fraction(2, 3)}  # as written, not as a float has it
    assert tenths.ranking()[0].score == Fraction(1, 10)


def test_equal_scores_share_a_rank() -> None:
    marks = {"a": {"m": 5}, "b": {"m": 7}, "c": {"m": 5}, "d": {"m": 1}}
    assert [(one.city.key, one.rank) for one in choice({"m": 1}, marks).ranking()] == [
        ("b", 1),
        ("a", 2),
        ("c", 2),
        ("d", 4),
    ]


def test_a_veto_puts_out_whatever_the_sum() -> None:
    marks = {"a": {"m": 10, "allowed": 0}, "b": {"m": 1, "allowed": 1}, "c": {"m": 0, "allowed": 2}}
    first, second, out = choice({"m": 9, "allowed": 1}, marks, allowed=0).ranking()
    assert [first.city.key, second.city.key] == ["b", "c"]
    assert (out.city.key, out.rank, out.score, out.vetoed_by) == ("a", None, Fraction(9), ("allowed",))
    harder = choice({"m": 9, "allowed": 1}, marks, allowed=1).ranking()
    assert [(one.city.key, one.rank) for one in harder] == [("c", 1), ("a", None), ("b", None)]


# -- how far one weight


def test_one_weight_by_hand() -> None:
    """Lomé leads by 0.2. pool: d = -2, the others lead by 3 x 40/50 = 2.4 of half: level at 2.4 / 4.4 = 6/11."""
    found = sensitivity(choice(WEIGHTS, LOME_DAKAR))
    assert found is not None
    level = {one.criterion: (one.level_at, one.change) for one in found.one}
    assert level["pool"] == (Fraction(6, 11), Fraction(6, 11) - Fraction(1, 2))
    # pay: d = 3, the others trail by 2 x 50/60: level at (5/3) / (5/3 + 3) = 5/14, less than 40 %.
    assert level["pay"] == (Fraction(5, 14), Fraction(2, 5) - Fraction(5, 14))
    assert level["links"] == (None, None)  # equal there: no weight of it changes who leads
    assert [one.criterion for one in found.one] == ["pay", "pool", "links"]
    assert found.of_criterion("pool") is not None
    assert found.of_criterion("links") is None


def lead(found: Choice, one: str, other: str, shares: Mapping[str, Fraction]) -> Fraction:
    marks = {city.key: city.marks for city in found.cities}
    return sum(
        (share * (marks[one][key].value - marks[other][key].value) for key, share in shares.items()), Fraction(0)
    )


def with_share(shares: Mapping[str, Fraction], key: str, share: Fraction) -> dict[str, Fraction]:
    """One weight moved, the others in proportion."""
    left = 1 - shares[key]
    return {one: share if one == key else old * (1 - share) / left for one, old in shares.items()}


def grid(keys: list[str], parts: int = GRID) -> Iterator[dict[str, Fraction]]:
    """All weights in whole parts."""
    for cuts in combinations(range(parts + len(keys) - 1), len(keys) - 1):
        edges = (-1, *cuts, parts + len(keys) - 1)
        yield {
            key: Fraction(after - before - 1, parts) for key, before, after in zip(keys, edges, edges[1:], strict=False)
        }


def moved(one: Mapping[str, Fraction], other: Mapping[str, Fraction]) -> Fraction:
    return sum((abs(one[key] - other[key]) for key in one), Fraction(0)) / 2


MARKS = st.integers(0, 10)
CHOICES = st.builds(
    choice,
    st.fixed_dictionaries({key: st.integers(1, 9) for key in "abc"}),
    st.fixed_dictionaries({city: st.fixed_dictionaries(dict.fromkeys("abc", MARKS)) for city in "xyz"}),
)


@given(CHOICES)
def test_one_weight_over_a_grid(found: Choice) -> None:
    """No share nearer than the one found lets the other city lead; just beyond it, it does."""
    said, shares = sensitivity(found), found.shares()
    assert said is not None
    assert len(said.one) == 6
    for one in said.one:
        for part in range(GRID + 1):
            share = Fraction(part, GRID)
            ahead = lead(found, said.winner, one.other, with_share(shares, one.criterion, share))
            if one.change is None or abs(share - one.share) <= one.change:
                assert ahead >= 0
        if one.level_at is not None and one.change is not None:
            assert lead(found, said.winner, one.other, with_share(shares, one.criterion, one.level_at)) == 0
            side = [
                s
                for s in (Fraction(0), Fraction(1))
                if lead(found, said.winner, one.other, with_share(shares, one.criterion, s)) < 0
            ]
            assert side, "at one of the ends the other leads"
            beyond = one.level_at + (side[0] - one.level_at) / 1000
            assert lead(found, said.winner, one.other, with_share(shares, one.criterion, beyond)) < 0


# -- how far all weights together


def test_all_weights_by_hand() -> None:
    """d = -2, 3, 0: what goes from pay to pool counts five times over; the lead of 0.2 takes 0.04."""
    found = sensitivity(choice(WEIGHTS, LOME_DAKAR))
    assert found is not None
    (both,) = found.all
    assert both.moved == Fraction(1, 25)
    assert both.shares == {"pool": Fraction(54, 100), "pay": Fraction(36, 100), "links": Fraction(1, 10)}


def test_all_weights_when_the_best_criterion_is_not_enough() -> None:
    """d = 9, 4, -1 at shares 0.1, 0.8, 0.1: lead 4. 0.1 of the first gives 1; the other 3 take 0.6 of the second."""
    marks = {"x": {"a": 10, "b": 6, "c": 1}, "y": {"a": 1, "b": 2, "c": 2}}
    found = sensitivity(choice({"a": 1, "b": 8, "c": 1}, marks))
    assert found is not None
    assert found.all[0].shares == {"a": 0, "b": Fraction(1, 5), "c": Fraction(4, 5)}
    assert found.all[0].moved == Fraction(7, 10)


def test_who_is_nowhere_worse_leads_whatever_the_weights() -> None:
    found = sensitivity(
        choice(WEIGHTS, {"x": {"pool": 6, "pay": 6, "links": 6}, "y": {"pool": 6, "pay": 5, "links": 0}})
    )
    assert found is not None
    assert found.all[0].moved is None
    assert all(one.change is None for one in found.one)


@given(CHOICES)
def test_all_weights_over_a_grid(found: Choice) -> None:
    """No weights of the grid nearer than those found let the other city lead, and those found make it level."""
    said, shares = sensitivity(found), found.shares()
    assert said is not None
    points = [*grid(list(shares))]
    for both in said.all:
        leading = [point for point in points if lead(found, said.winner, both.other, point) < 0]
        if both.shares is None or both.moved is None:
            assert not leading
            continue
        assert lead(found, said.winner, both.other, both.shares) == 0
        assert sum(both.shares.values()) == 1
        assert min(both.shares.values()) >= 0
        assert moved(both.shares, shares) == both.moved
        assert all(moved(point, shares) > both.moved for point in leading)
        assert leading, "all weight on the winner's worst criterion is a point of the grid"


@given(CHOICES)
def test_one_weight_alone_is_never_nearer_than_all(found: Choice) -> None:
    said = sensitivity(found)
    assert said is not None
    together = {both.other: both.moved for both in said.all}
    for one in said.one:
        if one.change is not None:
            nearest = together[one.other]
            assert nearest is not None
            assert nearest <= one.change


def test_a_tie_needs_no_change() -> None:
    found = sensitivity(choice({"a": 1, "b": 1}, {"x": {"a": 4, "b": 6}, "y": {"a": 6, "b": 4}}))
    assert found is not None
    assert {one.change for one in found.one} == {0}
    assert found.all[0].moved == 0


def test_one_criterion_has_all_the_weight() -> None:
    """The others have no proportion: they share alike."""
    found = sensitivity(
        choice({"a": 1, "b": 0, "c": 0}, {"x": {"a": 9, "b": 1, "c": 2}, "y": {"a": 3, "b": 5, "c": 4}})
    )
    assert found is not None
    by_key = {one.criterion: one for one in found.one}
    assert by_key["a"].level_at == Fraction(3, 9)  # 6 x = 3 (1 - x)
    assert by_key["b"].level_at == Fraction(6, 10)  # 6 (1 - x) = 4 x


def test_a_city_out_by_a_veto_threatens_nobody() -> None:
    marks = {"x": {"m": 5, "allowed": 5}, "y": {"m": 9, "allowed": 0}}
    found = sensitivity(choice({"m": 1, "allowed": 1}, marks, allowed=0))
    assert found is not None
    assert (found.winner, found.one, found.all) == ("x", (), ())
    assert sensitivity(Choice()) is None


# -- the template


def test_the_template_is_assumed_and_complete() -> None:
    found, faults = read_choice(tomllib.loads(PRESET.read_text(encoding="utf-8")))
    assert not faults
    assert [city.name.fr for city in found.cities] == ["Lomé", "Cotonou", "Douala", "Abidjan", "Dakar"]
    assert {mark.sourced.confidence for city in found.cities for mark in city.marks.values()} == {Confidence.ASSUMED}
    assert [one.rank for one in found.ranking()] == [1, 2, 2, 4, 5]
    assert found.ranking()[0].score == Fraction(30 * 6 + 20 * 8 + 20 * 7 + 5 * 8 + 10 * 7 + 15 * 8, 100)
    said = sensitivity(found)
    assert said is not None
    assert said.winner == "lome"


# -- what is wrong


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        (document({"a": -1, "b": 1}, {}), [("out_of_range", "criterion.1.weight")]),
        (document({"a": 1_000_001, "b": 1}, {}), [("out_of_range", "criterion.1.weight")]),
        (document({"a": "much", "b": 1}, {}), [("not_a_number", "criterion.1.weight")]),
        (document({"a": float("nan"), "b": 1}, {}), [("not_a_number", "criterion.1.weight")]),
        (document({"a": 0, "b": 0}, {}), [("weights_all_zero", "criterion")]),
        (document({"a": 1}, {"x": {"a": 11}}), [("out_of_range", "city.1.marks.a")]),
        (document({"a": 1}, {"x": {"a": -0.5}}), [("out_of_range", "city.1.marks.a")]),
        (document({"a": 1}, {"x": {}}), [("missing", "city.1.marks.a")]),
        (document({"a": 1}, {"x": {"a": True}}), [("not_a_number", "city.1.marks.a")]),
        (document({"a": 1}, {"x": {"a": 1, "b": 1}}), [("unknown_key", "city.1.marks.b")]),
        (document({"a": 1}, {"x": {"a": {"value": 12}}}), [("out_of_range", "city.1.marks.a.value")]),
        (document({"a": 1}, {"x": {"a": {}}}), [("missing", "city.1.marks.a.value")]),
        (
            document({"a": 1}, {"x": {"a": {"value": 1, "confidence": "sure"}}}),
            [("not_a_choice", "city.1.marks.a.confidence")],
        ),
        (document({"a": 1}, {}, a=11), [("out_of_range", "criterion.1.veto_at")]),
        ({"criterion": [{"key": "a"}]}, [("missing", "criterion.1.weight"), ("weights_all_zero", "criterion")]),
        ({"city": [{"key": "x", "marks": 3}]}, [("not_a_table", "city.1.marks")]),
    ],
)
def test_what_is_wrong_is_named(given: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    assert wrong(given) == faults


def test_a_city_without_a_mark_is_not_ranked_and_the_others_are() -> None:
    found, _ = read_choice(document({"a": 1, "b": 1}, {"x": {"a": 9}, "y": {"a": 1, "b": 1}}))
    first, out = found.ranking()
    assert (first.city.key, first.rank) == ("y", 1)
    assert (out.city.key, out.rank, out.score, out.unmarked) == ("x", None, None, ("b",))


def test_without_a_criterion_nobody_leads() -> None:
    found, faults = read_choice({"city": [{"key": "a"}, {"key": "b"}]})
    assert not faults
    assert [(one.rank, one.score) for one in found.ranking()] == [(None, None)] * 2
    assert sensitivity(found) is None


def test_weights_of_nothing_are_taken_as_equal() -> None:
    found, _ = read_choice(document({"a": 0, "b": 0}, {"x": {"a": 2, "b": 4}}))
    assert found.ranking()[0].score == 3
