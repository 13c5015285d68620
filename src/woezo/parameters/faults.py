"""What is wrong in a plan: a code, the cell it stands in, and what was read. The words are chosen where they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

LONGEST_TEXT: Final = 120
LONGEST_NUMBER: Final = 30  # digits that are written out
MOST_NUMBERS: Final = 120  # of a list
ENDINGS: Final = ("taken", "meanwhile")  # what comes of the cell: a value that the plan goes on with, or something else


@dataclass(frozen=True)
class Fault:
    """One thing to mend.

    cell is the key of the parameter ("attrition.months_1_to_3_ratio", "class.2.size"); given is what stands there, as text;
    about holds what the sentence needs (limits, the value that the plan goes on with).
    """

    code: str
    cell: str
    given: str = ""
    about: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, name: str) -> str:
        """One of the words of the sentence."""
        return dict(self.about)[name]


def fault(code: str, cell: str, given: object = "", **about: object) -> Fault:
    """A fault; given and about are written as text."""
    return Fault(code, cell, shown(given), tuple((name, shown(value)) for name, value in about.items()))


def one_a_cell(faults: Iterable[Fault], found: Iterable[Fault]) -> list[Fault]:
    """Faults of reading, and what was found wrong afterwards. Of a cell that could not be read the latter is not told again: it
    is wrong with the default, which nobody wrote. But what came of the cell in the end is told, instead of the default.
    """
    read, more = list(faults), list(found)
    unread = {one.cell for one in read}
    ends = {one.cell: word for one in more for word in one.about if word[0] in ENDINGS}
    told = [ending(one, *ends[one.cell]) if one.cell in ends else one for one in read]
    return told + [one for one in more if one.cell not in unread]


def ending(one: Fault, name: str, what: object) -> Fault:
    """With another word for what comes of its cell: the value that is taken, or a code of what happens meanwhile."""
    return replace(one, about=(*(word for word in one.about if word[0] not in ENDINGS), (name, shown(what))))


def shown(value: object) -> str:
    """A value as it would stand in the file; of what nobody wants to read in a sentence, the beginning."""
    if isinstance(value, tuple | list):
        return ", ".join(_shown(one) for one in value[:MOST_NUMBERS])
    return _shown(value)


def _shown(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case list() | tuple() | Mapping():
            return "…"
        case int() | Decimal():
            return _written(Decimal(value))
        case float() if value.is_integer():  # 1e9 that was typed, not 1000000000.0
            return _written(Decimal(value))
        case _:
            return readable(str(value))


def _written(number: Decimal) -> str:
    """Without an exponent, unless the number is absurd."""
    if number.is_nan() or number.is_infinite():
        return str(number)
    if not number:
        return "0"
    if abs(number.adjusted()) > LONGEST_NUMBER or len(number.as_tuple().digits) > LONGEST_NUMBER:
        return f"{number:.3e}"
    return format(number.normalize(), "f")


def readable(text: str) -> str:
    """As far as a sentence shows it, and without what a terminal would carry out."""
    return "".join("?" if has_controls(sign) else sign for sign in text[:LONGEST_TEXT])


def has_controls(text: str) -> bool:
    """Whether there is something that a terminal would carry out, or that breaks a line."""
    return any(sign < " " or "\x7f" <= sign < "\xa0" or sign in "\u2028\u2029" for sign in text)
