"""The counts of the live floor and of a replay: from journal records, for the last two days, as data for snapshots.

Of a journal that is read to count it, for as long as it lasts: Counts(kept_ms=WHOLE).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from mypy_extensions import i64

from woezo.measures.fold import DEFAULT_SHORT_MS, DEFAULT_TARGET_MS, INTERVAL_MS, Fold
from woezo.measures.formulas import Served
from woezo.measures.tally import FIELDS, Attempt, InHand, Rules, Tally
from woezo.routing.codes import OUTCOMES, TEXT_CHANNELS

KEPT_MS: Final = 48 * 3_600_000
WHOLE: Final = 1 << 60
FORMAT: Final = 2
GIVEN_UP: Final = ("rejected", "timed_out", "rescinded", "canceled")


class Counts(Fold):
    """tallies: {queue: {start of the interval: Tally}}."""

    __slots__ = ("_handled", "_kept_ms", "_swept_ms", "tallies")

    def __init__(self, data: dict[str, Any] | None = None, kept_ms: int = KEPT_MS) -> None:
        super().__init__()
        self._kept_ms = kept_ms
        self.tallies: dict[int, dict[int, Tally]] = {}
        self._handled: dict[int, list[int]] = {}  # agent: when he completed contacts
        self._swept_ms: int = 0
        if data is not None:
            self._restore(data)

    def tally_of(self, queue: int, at_ms: i64) -> Tally:
        """The one of the quarter of an hour, begun where there is none."""
        start_ms = at_ms - at_ms % INTERVAL_MS
        of_queue = self.tallies.setdefault(queue, {})
        found = of_queue.get(start_ms)
        if found is None:
            found = of_queue[start_ms] = Tally(queue, start_ms)
        return found

    # -- as data ------------------------------------------------------------------------------------------------------
    def data(self) -> dict[str, Any]:
        """Everything as data that JSON can hold; Counts(data) goes on from there."""
        return {
            "format": FORMAT,
            "fields": list(FIELDS),
            "rows": {
                str(queue): {str(start): tally.values() for start, tally in of_queue.items()}
                for queue, of_queue in self.tallies.items()
            },
            "rules": {str(queue): [int(one.text), one.target_ms, one.short_ms] for queue, one in self.rules.items()},
            "contacts": {str(id): _contact(one) for id, one in self.contacts.items()},
            "attempts": {
                str(id): [*_contact(one.contact), one.interaction, one.agent, one.accepted_ms, one.wrapping_ms]
                for id, one in self.attempts.items()
            },
            "handled": {str(agent): list(times) for agent, times in self._handled.items()},
            "swept_ms": self._swept_ms,
        }

    def _restore(self, data: dict[str, Any]) -> None:
        """Raises ValueError for what another version counted: its columns would be read as others."""
        if data.get("format") != FORMAT or data["fields"] != list(FIELDS):
            raise ValueError("counts of another version than this one's")
        for queue, rows in data["rows"].items():
            for start, values in rows.items():
                self.tally_of(int(queue), int(start)).set(values)
        self.rules = {int(queue): Rules(bool(text), *times) for queue, (text, *times) in data["rules"].items()}
        for id, values in data["contacts"].items():
            self.contacts[int(id)] = self._in_hand(values)
        for id, (queue, start, arrived, answered, interaction, agent, accepted, wrapping) in data["attempts"].items():
            contact = self.contacts.get(interaction) or self._in_hand([queue, start, arrived, answered])
            attempt = self.attempts[int(id)] = Attempt(contact, interaction, agent)
            attempt.accepted_ms, attempt.wrapping_ms = accepted, wrapping
        self._handled = {int(agent): list(times) for agent, times in data["handled"].items()}
        self._swept_ms = data["swept_ms"]

    def _in_hand(self, values: list[int]) -> InHand:
        queue, start_ms, arrived_ms, answered_ms = values
        found = InHand(self.tally_of(queue, start_ms), self.rules[queue], arrived_ms)
        found.answered_ms = answered_ms
        return found

    # -- reading ------------------------------------------------------------------------------------------------------
    def since(self, queue: int, from_ms: int) -> dict[str, int]:
        """The sum of a queue's intervals that begin at from_ms or later, by name of FIELDS."""
        rows = [one.values() for start, one in self.tallies.get(queue, {}).items() if start >= from_ms]
        return {name: sum(row[index] for row in rows) for index, name in enumerate(FIELDS)}

    def handled_since(self, agent: int, from_ms: int) -> int:
        """How many contacts the agent has completed since then."""
        return sum(1 for at_ms in self._handled.get(agent, ()) if at_ms >= from_ms)

    # -- counting -----------------------------------------------------------------------------------------------------
    def fold(self, at_ms: int, event: str, args: dict[str, Any], effects: Iterable[list[Any]]) -> None:
        """Count one record of a journal."""
        effects = list(effects)
        if any(effect[0] == "refused" for effect in effects):
            return
        if event == "set_queue":
            target_ms, short_ms = args.get("target_ms", DEFAULT_TARGET_MS), args.get("short_ms", DEFAULT_SHORT_MS)
            self.rules[int(args["queue"])] = Rules(args.get("channel") in TEXT_CHANNELS, target_ms, short_ms)
        elif event == "arrive":
            self.begun(int(args["interaction"]), int(args["queue"]), at_ms)
        for effect in effects:
            self._count(effect, event == "hang_up", at_ms)
        if at_ms - self._swept_ms > INTERVAL_MS:
            self._sweep(at_ms)

    def _count(self, effect: list[Any], hung_up: bool, at_ms: int) -> None:
        match effect[0]:
            case "child":
                self.begun(effect[1], effect[3], at_ms)
            case "reserved":
                self.reserved(effect[1], effect[2], effect[3], at_ms)
            case "accepted":
                self.accepted(effect[1], at_ms)
            case "answered":
                self.answered(effect[1], at_ms)
            case "ended":
                self.ended(effect[1], OUTCOMES.index(effect[2]), hung_up, at_ms)
            case "wrapping":
                self.wrapping(effect[1], at_ms)
            case "completed":
                agent = int(self.attempts[effect[1]].agent)
                self.completed(effect[1], at_ms)
                self._handled.setdefault(agent, []).append(at_ms)
            case given if given in GIVEN_UP:
                self.given_up(effect[1], at_ms)

    def _sweep(self, at_ms: int) -> None:
        """Forget what is older than anybody asks of live counts."""
        self._swept_ms = at_ms
        for rows in self.tallies.values():
            for start in [start for start in rows if start < at_ms - self._kept_ms]:
                del rows[start]
        for agent, times in self._handled.items():
            self._handled[agent] = [when for when in times if when >= at_ms - self._kept_ms]


def served(counts: dict[str, int]) -> Served:
    """The part of counts that the formulas of service level read."""
    return Served(**{name: counts[name] for name in Served._fields})


def _contact(one: InHand) -> list[int]:
    return [one.tally.queue, one.tally.start_ms, one.arrived_ms, one.answered_ms]
