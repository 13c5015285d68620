"""From journal records to counts: one pass, the same live, in a replay and for a statement.

Counts belong to the quarter of an hour in which the interaction arrived; an interval is provisional until its last
interaction has ended. answered: voice, an accepted reservation; text, the effect `answered`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from woezo.measures.formulas import Served

INTERVAL_MS: Final = 15 * 60_000
KEPT_MS: Final = 48 * 3_600_000
FIELDS: Final = (
    "offered",
    "answered",
    "abandoned",
    "answered_within",
    "abandoned_within",
    "abandoned_short",
    "overflowed",
    "deflected",
    "called_back",
    "transferred",
    "canceled",
    "unanswered",  # closed by an agent who had not said a word
    "ended",
    "answered_wait_ms",
    "handled",
    "handling_ms",  # talk and hold
    "wrap_ms",
)
AT: Final = {name: index for index, name in enumerate(FIELDS)}
TEXT: Final = ("chat", "messaging", "email", "task")
# of a contact in hand: its queue, its interval, when it arrived, when it was answered (0: not yet)
QUEUE, START, ARRIVED, ANSWERED = 0, 1, 2, 3
# of a reservation in hand: queue and interval of its contact, then these
CONTACT, AGENT, ACCEPTED, WRAPPING = 2, 3, 4, 5

Row = list[int]


class Counts:
    """Counts of the last two days, and what must be remembered of the contacts in hand.

    rows: {queue: {start of the interval: one number per name of FIELDS}}.
    """

    def __init__(self, data: dict[str, Any] | None = None) -> None:
        data = _checked(data) if data is not None else {}
        rows = data.get("rows", {})
        self.rows: dict[int, dict[int, Row]] = {int(queue): _by_id(starts) for queue, starts in rows.items()}
        self._rules: dict[int, Row] = _by_id(data.get("rules", {}))  # queue: is text, target_ms, short_ms
        self._contacts: dict[int, Row] = _by_id(data.get("contacts", {}))
        self._attempts: dict[int, Row] = _by_id(data.get("attempts", {}))
        self._handled: dict[int, Row] = _by_id(data.get("handled", {}))  # agent: when he completed contacts
        self._swept_ms: int = data.get("swept_ms", 0)

    def data(self) -> dict[str, Any]:
        """Everything as data that JSON can hold; Counts(data) goes on from there."""
        return {
            "fields": list(FIELDS),
            "rows": {str(queue): _copy(rows) for queue, rows in self.rows.items()},
            "rules": _copy(self._rules),
            "contacts": _copy(self._contacts),
            "attempts": _copy(self._attempts),
            "handled": _copy(self._handled),
            "swept_ms": self._swept_ms,
        }

    # -- reading ------------------------------------------------------------------------------------------------------
    def since(self, queue: int, from_ms: int) -> dict[str, int]:
        """The sum of a queue's intervals that begin at from_ms or later, by name of FIELDS."""
        rows = [row for start, row in self.rows.get(queue, {}).items() if start >= from_ms]
        return {name: sum(row[index] for row in rows) for name, index in AT.items()}

    def handled_since(self, agent: int, from_ms: int) -> int:
        """How many contacts the agent has completed since then."""
        return sum(1 for at_ms in self._handled.get(agent, ()) if at_ms >= from_ms)

    # -- counting -----------------------------------------------------------------------------------------------------
    def fold(self, at_ms: int, event: str, args: dict[str, Any], effects: Iterable[list[Any]]) -> None:
        """Count one record."""
        effects = list(effects)
        if any(effect[0] == "refused" for effect in effects):
            return
        if event == "set_queue":
            target_ms, short_ms = args.get("target_ms", 30_000), args.get("short_ms", 5_000)
            self._rules[int(args["queue"])] = [int(args.get("channel") in TEXT), target_ms, short_ms]
        elif event == "arrive":
            self._begin(int(args["interaction"]), int(args["queue"]), at_ms)
        for effect in effects:
            count = COUNTERS.get(effect[0])
            if count is not None:
                count(self, at_ms, event, effect)
        if at_ms - self._swept_ms > INTERVAL_MS:
            self._sweep(at_ms)

    def _row(self, of: Row) -> Row:
        """The counts to which a contact or a reservation belongs."""
        return self.rows.setdefault(of[QUEUE], {}).setdefault(of[START], [0] * len(FIELDS))

    def _begin(self, id: int, queue: int, at_ms: int) -> None:
        if id not in self._contacts:
            self._contacts[id] = [queue, at_ms - at_ms % INTERVAL_MS, at_ms, 0]
            self._row(self._contacts[id])[AT["offered"]] += 1

    def _child(self, at_ms: int, event: str, effect: list[Any]) -> None:
        self._begin(effect[1], effect[3], at_ms)

    def _reserved(self, at_ms: int, event: str, effect: list[Any]) -> None:
        _, id, interaction, agent, _ = effect
        contact = self._contacts[interaction]
        self._attempts[id] = [contact[QUEUE], contact[START], interaction, agent, 0, 0]

    def _accepted(self, at_ms: int, event: str, effect: list[Any]) -> None:
        attempt = self._attempts[effect[1]]
        attempt[ACCEPTED] = at_ms
        contact = self._contacts.get(attempt[CONTACT])
        if contact is not None and not self._rules[contact[QUEUE]][0]:
            self._count_answer(contact, at_ms)

    def _answered(self, at_ms: int, event: str, effect: list[Any]) -> None:
        self._count_answer(self._contacts[effect[1]], at_ms)

    def _count_answer(self, contact: Row, at_ms: int) -> None:
        if contact[ANSWERED]:
            return
        contact[ANSWERED] = at_ms
        row, wait_ms = self._row(contact), at_ms - contact[ARRIVED]
        row[AT["answered"]] += 1
        row[AT["answered_wait_ms"]] += wait_ms
        row[AT["answered_within"]] += wait_ms <= self._rules[contact[QUEUE]][1]

    def _ended(self, at_ms: int, event: str, effect: list[Any]) -> None:
        contact = self._contacts.pop(effect[1])
        row, outcome = self._row(contact), effect[2]
        row[AT["ended"]] += 1
        if outcome == "abandoned" or (event == "hang_up" and not contact[ANSWERED]):
            self._count_abandon(contact, row, at_ms)
        elif outcome in AT:
            row[AT[outcome]] += 1
        elif not contact[ANSWERED]:
            row[AT["unanswered"]] += 1

    def _count_abandon(self, contact: Row, row: Row, at_ms: int) -> None:
        wait_ms = at_ms - contact[ARRIVED]
        _, target_ms, short_ms = self._rules[contact[QUEUE]]
        row[AT["abandoned"]] += 1
        row[AT["abandoned_within"]] += wait_ms <= target_ms
        row[AT["abandoned_short"]] += wait_ms <= short_ms

    def _wrapping(self, at_ms: int, event: str, effect: list[Any]) -> None:
        self._attempts[effect[1]][WRAPPING] = at_ms

    def _completed(self, at_ms: int, event: str, effect: list[Any]) -> None:
        attempt = self._attempts.pop(effect[1])
        talk_end_ms = attempt[WRAPPING] or at_ms
        row = self._row(attempt)
        row[AT["handled"]] += 1
        row[AT["handling_ms"]] += talk_end_ms - attempt[ACCEPTED]
        row[AT["wrap_ms"]] += at_ms - talk_end_ms
        self._handled.setdefault(attempt[AGENT], []).append(at_ms)

    def _given_up(self, at_ms: int, event: str, effect: list[Any]) -> None:
        del self._attempts[effect[1]]

    def _sweep(self, at_ms: int) -> None:
        """Forget what is older than anybody asks of live counts."""
        self._swept_ms = at_ms
        for rows in self.rows.values():
            for start in [start for start in rows if start < at_ms - KEPT_MS]:
                del rows[start]
        for agent, times in self._handled.items():
            self._handled[agent] = [when for when in times if when >= at_ms - KEPT_MS]


def served(counts: dict[str, int]) -> Served:
    """The part of counts that the formulas of service level read."""
    return Served(**{name: counts[name] for name in Served._fields})


COUNTERS: Final[dict[str, Callable[[Counts, int, str, list[Any]], None]]] = {
    "child": Counts._child,
    "reserved": Counts._reserved,
    "accepted": Counts._accepted,
    "answered": Counts._answered,
    "ended": Counts._ended,
    "wrapping": Counts._wrapping,
    "completed": Counts._completed,
    "rejected": Counts._given_up,
    "timed_out": Counts._given_up,
    "rescinded": Counts._given_up,
    "canceled": Counts._given_up,
}


def _checked(data: dict[str, Any]) -> dict[str, Any]:
    """Raises ValueError for what another version counted: its columns would be read as others."""
    widths = {len(row) for rows in data["rows"].values() for row in rows.values()}
    if data.get("fields", list(FIELDS)) != list(FIELDS) or widths - {len(FIELDS)}:
        raise ValueError("counts of other fields than this version's")
    return data


def _by_id(data: dict[Any, Any]) -> dict[int, Row]:
    return {int(id): list(row) for id, row in data.items()}


def _copy(rows: dict[int, Row]) -> dict[str, Row]:
    return {str(id): list(row) for id, row in rows.items()}
