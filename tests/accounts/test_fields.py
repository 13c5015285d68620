"""What API arguments may hold: bounds, no control characters, addresses and numbers in one form."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from woezo.accounts.fields import Body, Code, Email, Id, Level, Line, PathId, Phone, Wait


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Line, "  Claire  ", "Claire"),
        (Body, "deux\nlignes", "deux\nlignes"),
        (Email, " c@client.example ", "c@client.example"),
        (Email, "", ""),
        (Phone, "+228 90 01 23 45", "+22890012345"),
        (Phone, "", ""),
        (Level, 5, 5),
        (Wait, 0, 0),
        (PathId, "7", 7),
    ],
)
def test_taken(kind: Any, value: object, expected: object) -> None:
    assert TypeAdapter(kind).validate_python(value) == expected


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        (Line, "a\0b", "control_character"),
        (Line, "\x1b[31m", "control_character"),
        (Line, "x" * 161, "string_too_long"),
        (Code, "  ", "string_too_short"),
        (Body, "", "string_too_short"),
        (Email, "a@client.example\0", "control_character"),
        (Phone, "+228 90 01\0 23 45", "control_character"),
        (Body, "\ud800", "string_unicode"),
        (Email, "nobody", "email"),
        (Phone, "0612345678", "phone"),
        (Phone, "+1", "phone"),
        (Level, 6, "less_than_equal"),
        (Level, True, "int_type"),
        (Id, 2**53, "less_than"),
        (Id, "7", "int_type"),
        (Wait, -1, "greater_than_equal"),
    ],
)
def test_refused(kind: Any, value: object, reason: str) -> None:
    with pytest.raises(ValidationError) as error:
        TypeAdapter(kind).validate_python(value)
    assert error.value.errors()[0]["type"] == reason


@given(st.text(max_size=60))
def test_a_line_that_is_taken_can_be_stored(text: str) -> None:
    try:
        taken = TypeAdapter(Line).validate_python(text)
    except ValidationError:
        return
    assert "\0" not in taken
    taken.encode("utf-8")
