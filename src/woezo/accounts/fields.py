"""Types of API arguments: what a database or a screen could not hold is refused at the door, with the field's name."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError


def _no_controls(text: str) -> str:
    """NUL breaks PostgreSQL; the other control characters hide what a text says."""
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t\r":
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

Id = Annotated[int, Field(strict=True, ge=1, lt=2**53)]
"""A row's number in a JSON body."""

PathId = Annotated[int, Field(ge=1, lt=2**53)]
"""A row's number in an address."""

Level = Annotated[int, Field(strict=True, ge=1, le=5)]
"""A level of a skill, 5 is best."""

Wait = Annotated[int, Field(strict=True, ge=0, le=10_000_000_000)]
"""A duration in milliseconds, up to the core's longest wait."""
