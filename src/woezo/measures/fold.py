"""From what the router says to counts: one pass, the same live, in a replay, in a statement and in the twin.

Counts belong to the quarter of an hour in which the interaction arrived; an interval is provisional until its last
interaction has ended. answered: voice, an accepted reservation; text, the effect `answered`.

Fold has one method for each effect that counts, with plain numbers: who reads journals (counts.py) and who runs the router
himself (simulation) call the same ones.
"""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from woezo.measures.tally import Attempt, InHand, Rules, Tally
from woezo.routing.codes import ABANDONED, CALLED_BACK, CANCELED, DEFLECTED, OVERFLOWED, TRANSFERRED

INTERVAL_MS: Final = 15 * 60_000
DEFAULT_TARGET_MS: Final = 30_000
DEFAULT_SHORT_MS: Final = 5_000


class Fold:
    """What must be remembered of the contacts and reservations in hand; the tallies are kept by who inherits."""

    __slots__ = ("attempts", "contacts", "rules")

    def __init__(self) -> None:
        self.contacts: dict[int, InHand] = {}
        self.attempts: dict[int, Attempt] = {}
        self.rules: dict[int, Rules] = {}

    def tally_of(self, queue: int, at_ms: i64) -> Tally:
        """The counts of the contacts of a queue that arrive in the interval in which this moment lies."""
        raise NotImplementedError

    def begun(self, interaction: int, queue: int, at_ms: i64) -> None:
        """A contact came, from outside or as the continuation of another one."""
        if interaction not in self.contacts:
            tally = self.tally_of(queue, at_ms)
            tally.offered = tally.offered + 1
            self.contacts[interaction] = InHand(tally, self.rules[queue], at_ms)

    def reserved(self, reservation: int, interaction: int, agent: i64, at_ms: i64) -> None:
        """A contact was proposed to an agent."""
        self.attempts[reservation] = Attempt(self.contacts[interaction], interaction, agent)

    def accepted(self, reservation: int, at_ms: i64) -> None:
        """He took it: where people talk, that is the answer."""
        attempt = self.attempts[reservation]
        attempt.accepted_ms = at_ms
        if not attempt.contact.rules.text and attempt.interaction in self.contacts:
            self._answer(attempt.contact, at_ms)

    def answered(self, interaction: int, at_ms: i64) -> None:
        """Where people write: the first message of a human."""
        self._answer(self.contacts[interaction], at_ms)

    def _answer(self, contact: InHand, at_ms: i64) -> None:
        if contact.answered_ms:
            return
        contact.answered_ms = at_ms
        tally = contact.tally
        wait_ms = at_ms - contact.arrived_ms
        tally.answered = tally.answered + 1
        tally.answered_wait_ms = tally.answered_wait_ms + wait_ms
        if wait_ms <= contact.rules.target_ms:
            tally.answered_within = tally.answered_within + 1

    def ended(self, interaction: int, outcome: i64, hung_up: bool, at_ms: i64) -> None:
        """It is over. outcome: index of codes.OUTCOMES; hung_up: because the customer left."""
        contact = self.contacts.pop(interaction)
        tally = contact.tally
        tally.ended = tally.ended + 1
        if outcome == ABANDONED or (hung_up and contact.answered_ms == 0):
            self._abandon(contact, at_ms)
        elif outcome == TRANSFERRED:
            tally.transferred = tally.transferred + 1
        elif outcome == OVERFLOWED:
            tally.overflowed = tally.overflowed + 1
        elif outcome == DEFLECTED:
            tally.deflected = tally.deflected + 1
        elif outcome == CALLED_BACK:
            tally.called_back = tally.called_back + 1
        elif outcome == CANCELED:
            tally.canceled = tally.canceled + 1
        elif contact.answered_ms == 0:
            tally.unanswered = tally.unanswered + 1

    def _abandon(self, contact: InHand, at_ms: i64) -> None:
        tally = contact.tally
        wait_ms = at_ms - contact.arrived_ms
        tally.abandoned = tally.abandoned + 1
        tally.abandoned_wait_ms = tally.abandoned_wait_ms + wait_ms
        if wait_ms <= contact.rules.target_ms:
            tally.abandoned_within = tally.abandoned_within + 1
        if wait_ms <= contact.rules.short_ms:
            tally.abandoned_short = tally.abandoned_short + 1

    def wrapping(self, reservation: int, at_ms: i64) -> None:
        """The conversation is over for this agent, his wrap-up begins."""
        self.attempts[reservation].wrapping_ms = at_ms

    def completed(self, reservation: int, at_ms: i64) -> None:
        """The agent is done with it."""
        attempt = self.attempts.pop(reservation)
        talk_end_ms = attempt.wrapping_ms if attempt.wrapping_ms else at_ms
        tally = attempt.tally
        tally.handled = tally.handled + 1
        tally.handling_ms = tally.handling_ms + talk_end_ms - attempt.accepted_ms
        tally.wrap_ms = tally.wrap_ms + at_ms - talk_end_ms

    def given_up(self, reservation: int, at_ms: i64) -> None:
        """It was rejected, timed out, rescinded or canceled."""
        del self.attempts[reservation]
