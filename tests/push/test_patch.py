"""A patch turns one state into the other, for any two states."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from woezo.push.patch import diff, merge

LEAVES = st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab", max_size=2) | st.lists(st.integers(0, 2))
NAMES = st.sampled_from("abcd")
STATES = st.dictionaries(
    NAMES, st.recursive(LEAVES, lambda inner: st.dictionaries(NAMES, inner, max_size=4), max_leaves=12), max_size=4
)


def bare(state: Any) -> Any:
    """A state as a screen sees it: null is the same as absent."""
    if isinstance(state, dict):
        return {name: bare(value) for name, value in state.items() if value is not None}
    return state


@given(STATES, STATES)
def test_old_and_patch_make_new(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert bare(merge(old, diff(old, new))) == bare(new)


@given(STATES)
def test_no_difference_is_an_empty_patch(state: dict[str, Any]) -> None:
    assert diff(state, state) == {}


def test_the_rfcs_examples() -> None:
    target = {"title": "Goodbye!", "author": {"givenName": "John", "familyName": "Doe"}, "tags": ["example", "sample"]}
    patch = {"title": "Hello!", "phoneNumber": "+01-123-456-7890", "author": {"familyName": None}, "tags": ["example"]}
    merged = {
        "title": "Hello!",
        "author": {"givenName": "John"},
        "tags": ["example"],
        "phoneNumber": "+01-123-456-7890",
    }
    assert merge(target, patch) == merged
    assert merge([1], {"a": {"b": None}}) == {"a": {}}
