"""What a log of another system tells, in one form for all logs: contacts, presence, pauses, and rows that tell nothing.

Readers of logs yield these; recording.py turns them into the records of a journal. Instants are milliseconds since 1970.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

HANG_UP: Final = "hang_up"
END: Final = "end"
DEFLECT: Final = "deflect"
CANCEL: Final = "cancel"
ENDINGS: Final = (HANG_UP, END, DEFLECT, CANCEL)
"""Events of the router by which a contact ends: the customer leaves, the agent ends it, it is sent away, it is withdrawn."""


class Ring(NamedTuple):
    """An agent was called and did not take the contact."""

    agent: str
    from_ms: int
    to_ms: int


class Contact(NamedTuple):
    """One contact from its queue to its end. Nobody took it: agent is "" and answered_ms 0.

    rang_ms: when the agent who took it began to be called; answered_ms where the log does not know.
    ended_ms: the end of the conversation, or when the waiting customer was gone. wrapped_ms: the end of the wrap-up,
    ended_ms where the log does not know. ending: one of ENDINGS; END only if somebody had taken it. credit_ms: how much
    older it counted in its queue than it was. line: where the log tells of it. customer: whatever tells one customer of the
    log from another, "" if it does not know him; it is nowhere written down, a journal has numbers instead.
    """

    line: int
    queue: str
    channel: str
    arrived_ms: int
    ended_ms: int
    ending: str
    agent: str = ""
    rang_ms: int = 0
    answered_ms: int = 0
    wrapped_ms: int = 0
    credit_ms: int = 0
    rings: tuple[Ring, ...] = ()
    customer: str = ""


class Span(NamedTuple):
    """A time in which an agent was signed in, or paused, because the log says so."""

    agent: str
    from_ms: int
    to_ms: int


class BadRow(NamedTuple):
    """A row that cannot be used, and why: a code for which entrypoints.words_import has the text."""

    line: int
    reason: str


@dataclass
class Told:
    """Everything that is used of a log, and what is not.

    skills: the queues of which the log says that an agent belongs to them. bad: rows that cannot be used. asides: what is
    no fault and yet not in the journal, {code for which entrypoints.words_import has the text: how many}. unknown: words
    of the log that mean nothing here, {word: how many}.
    """

    contacts: list[Contact] = field(default_factory=list)
    signed_in: list[Span] = field(default_factory=list)
    paused: list[Span] = field(default_factory=list)
    skills: dict[str, set[str]] = field(default_factory=dict)
    bad: list[BadRow] = field(default_factory=list)
    asides: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)

    def between(self, from_ms: int, to_ms: int) -> Told:
        """The contacts that arrived from from_ms on and before to_ms, with who was there meanwhile."""
        kept = [one for one in self.contacts if from_ms <= one.arrived_ms < to_ms]
        times = [
            [Span(one.agent, max(one.from_ms, from_ms), min(one.to_ms, to_ms)) for one in spans]
            for spans in (self.signed_in, self.paused)
        ]
        signed_in, paused = ([one for one in spans if one.from_ms < one.to_ms] for spans in times)
        asides = self.asides + Counter({"aside_other_days": len(self.contacts) - len(kept)})
        return replace(self, contacts=kept, signed_in=signed_in, paused=paused, asides=asides)


class Misread(Exception):
    """The log as a whole cannot be used: a code for the words, the line that shows it, and fields for the text."""

    def __init__(self, code: str, line: int, **fields: object) -> None:
        super().__init__(f"line {line}: {code}")
        self.code = code
        self.line = line
        self.fields = fields
