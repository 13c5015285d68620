"""Types of API arguments: what a database or a screen could not hold is refused at the door, with the field's name."""

from __future__ import annotations

import unicodedata
from typing import Annotated

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError


def has_controls(text: str) -> bool:
    """NUL and lone surrogates break PostgreSQL; the other control characters hide what a text says."""
    return any(unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t\r" for character in text)


def _no_controls(text: str) -> str:
    if has_controls(text):
        raise PydanticCustomError("control_character", "control_character")
    return text


Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=160), AfterValidator(_no_controls)]
"""A short text: a name, a subject."""

Code = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), AfterValidator(_no_controls)
]
"""A code that somebody chose: of a queue, a skill, an activity."""

Body = Annotated[str, StringConstraints(min_length=1, max_length=10_000), AfterValidator(_no_controls)]
"""A message."""

Note = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_no_controls)]
"""A note for colleagues; may be empty."""


def _email(text: str) -> str:
    if text:
        try:
            validate_email(text)
        except ValidationError:
            raise PydanticCustomError("email", "email") from None
    return text


def _phone(text: str) -> str:
    """The number in its international form, so that one person has one number."""
    if not text:
        return text
    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        raise PydanticCustomError("phone", "phone") from None
    if not phonenumbers.is_possible_number(number):
        raise PydanticCustomError("phone", "phone")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


Email = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(_no_controls), AfterValidator(_email)
]
"""An e-mail address, or nothing."""

Phone = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=40), AfterValidator(_no_controls), AfterValidator(_phone)
]
"""A telephone number with its country code, or nothing."""

Id = Annotated[int, Field(strict=True, ge=1, lt=2**53)]
"""A row's number in a JSON body."""

PathId = Annotated[int, Field(ge=1, lt=2**53)]
"""A row's number in an address."""

Level = Annotated[int, Field(strict=True, ge=1, le=5)]
"""A level of a skill, 5 is best."""

Wait = Annotated[int, Field(strict=True, ge=0, le=10_000_000_000)]
"""A duration in milliseconds, up to the core's longest wait."""
