"""Raw counts: what happened to the contacts of one queue that arrived in one interval, and to the time of people.

Slotted records with plain integers, because the twin adds to them a million times a second. What is counted is said once,
here: the live floor, a replay and the twin share the fold that fills them (fold.py). Times in milliseconds.
"""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

FIELDS: Final = (
    "offered",
    "answered",
    "abandoned",
    "answered_within",
    "abandoned_within",
    "abandoned_short",
    "overflowed",
    "deflected",
    "blocked",  # found no line free and is in no other count; known where the lines are (in the twin)
    "called_back",
    "transferred",
    "canceled",
    "unanswered",  # closed by an agent who had not said a word
    "ended",
    "answered_wait_ms",
    "abandoned_wait_ms",
    "handled",
    "handling_ms",  # talk and hold
    "wrap_ms",
)


class Tally:
    """One number per name of FIELDS, of the contacts of a queue that arrived from start_ms on."""

    __slots__ = (
        "abandoned", "abandoned_short", "abandoned_wait_ms", "abandoned_within", "answered", "answered_wait_ms",
        "answered_within", "blocked", "called_back", "canceled", "deflected", "ended", "handled", "handling_ms", "offered",
        "overflowed", "queue", "start_ms", "transferred", "unanswered", "wrap_ms",
    )  # fmt: skip

    def __init__(self, queue: i64, start_ms: i64) -> None:
        self.queue = queue
        self.start_ms = start_ms
        self.offered: i64 = 0
        self.answered: i64 = 0
        self.abandoned: i64 = 0
        self.answered_within: i64 = 0
        self.abandoned_within: i64 = 0
        self.abandoned_short: i64 = 0
        self.overflowed: i64 = 0
        self.deflected: i64 = 0
        self.blocked: i64 = 0
        self.called_back: i64 = 0
        self.transferred: i64 = 0
        self.canceled: i64 = 0
        self.unanswered: i64 = 0
        self.ended: i64 = 0
        self.answered_wait_ms: i64 = 0
        self.abandoned_wait_ms: i64 = 0
        self.handled: i64 = 0
        self.handling_ms: i64 = 0
        self.wrap_ms: i64 = 0

    def values(self) -> list[int]:
        """In the order of FIELDS."""
        return [int(getattr(self, name)) for name in FIELDS]

    def set(self, values: list[int]) -> None:
        """From numbers in the order of FIELDS."""
        for name, value in zip(FIELDS, values, strict=True):
            setattr(self, name, value)


class Rules:
    """What the counts need to know of a queue: who reads counts as answered by the first message, the two thresholds."""

    __slots__ = ("short_ms", "target_ms", "text")

    def __init__(self, text: bool, target_ms: i64, short_ms: i64) -> None:
        self.text = text
        self.target_ms = target_ms
        self.short_ms = short_ms


class InHand:
    """A contact that has not ended. answered_ms is 0 until it is answered."""

    __slots__ = ("answered_ms", "arrived_ms", "rules", "tally")

    def __init__(self, tally: Tally, rules: Rules, arrived_ms: i64) -> None:
        self.tally = tally
        self.rules = rules
        self.arrived_ms = arrived_ms
        self.answered_ms: i64 = 0


class Attempt:
    """A reservation that is not over. accepted_ms and wrapping_ms are 0 until then."""

    __slots__ = ("accepted_ms", "agent", "contact", "interaction", "tally", "wrapping_ms")

    def __init__(self, contact: InHand, interaction: i64, agent: i64) -> None:
        self.tally = contact.tally
        self.contact = contact
        self.interaction = interaction
        self.agent = agent
        self.accepted_ms: i64 = 0
        self.wrapping_ms: i64 = 0
