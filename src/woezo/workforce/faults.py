"""What is wrong in a plan: a code, the cell it stands in, and what was read. The words are chosen where they are shown."""

from __future__ import annotations

from dataclasses import dataclass


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
    return Fault(code, cell, str(given), tuple((name, str(value)) for name, value in about.items()))
