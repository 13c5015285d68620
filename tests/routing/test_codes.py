"""The written-out indexes are those of the lists, and lists that journals depend on keep their order."""

from __future__ import annotations

import pytest

from woezo.routing import codes

LISTS = {
    "F_": codes.REFUSALS,
    "E_": codes.EFFECTS,
    "R_": codes.RESERVATION_STATES,
    "W_": codes.WRAP_UP_MODES,
}


@pytest.mark.parametrize("name", [name for name in vars(codes) if name[:2] in LISTS])
def test_an_index_stands_at_its_word(name: str) -> None:
    word = LISTS[name[:2]][getattr(codes, name)]
    assert word == ("" if name == "F_NONE" else name[2:].lower())


def test_states_stand_at_their_words() -> None:
    for word in codes.INTERACTION_STATES:
        assert codes.INTERACTION_STATES[getattr(codes, word.upper())] == word
    for word in codes.OUTCOMES[1:]:
        assert codes.OUTCOMES[getattr(codes, word.upper())] == word
