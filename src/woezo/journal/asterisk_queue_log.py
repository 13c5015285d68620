"""The queue_log of Asterisk as facts: epoch|call|queue|agent|EVENT|parameters, a line for each thing that happened.

Parameters as the documentation of Asterisk lists them; of those only CONNECT's and RINGNOANSWER's ring times and the log-in
time of AGENTLOGOFF are used, since every line has its own time. A queue_log knows no wrap-up. FULL, JOINEMPTY and JOINUNAVAIL
are written by systems built on Asterisk: the caller met a shut door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from woezo.journal.asterisk_members import Members
from woezo.journal.facts import DEFLECT, END, HANG_UP, BadRow, Contact, Misread, Ring, Told
from woezo.routing.codes import MAX_TIME_MS

CLOCK_MS: Final = 5_000
"""A clock that is set right may go back so far; more is a log in disorder."""
FIELDS: Final = 5
ENDS: Final = {
    "COMPLETEAGENT": END,
    "COMPLETECALLER": HANG_UP,
    "TRANSFER": END,
    "BLINDTRANSFER": END,
    "ATTENDEDTRANSFER": END,
}
"""How a conversation ends; the log does not say where a transferred caller went, so the contact is completed."""
GIVES_UP: Final = {
    "ABANDON": HANG_UP,
    "EXITWITHTIMEOUT": DEFLECT,
    "EXITEMPTY": DEFLECT,
    "EXITWITHKEY": DEFLECT,
    "SYSCOMPAT": DEFLECT,
}
DOORS: Final = ("FULL", "JOINEMPTY", "JOINUNAVAIL")
SHORTEST_NUMBER: Final = 3
"""Digits of a caller's number; shorter ones stand for a trunk or for nobody."""
TRANSFERS: Final = ("TRANSFER", "BLINDTRANSFER", "ATTENDEDTRANSFER")


def told(lines: Iterable[str]) -> Told:
    """What a log says. Raises Misread if its times are in disorder."""
    log = _Log()
    for number, line in enumerate(lines, 1):
        if line.strip():
            log.read(number, line.rstrip("\r\n").split("|"))
    return log.close()


class _Call:
    """A call that has not ended."""

    __slots__ = ("agent", "answered_ms", "arrived_ms", "caller", "line", "queue", "rang_ms", "rings")

    def __init__(self, line: int, queue: str, arrived_ms: int, caller: str = "") -> None:
        self.line = line
        self.queue = queue
        self.arrived_ms = arrived_ms
        self.caller = caller
        self.agent = ""
        self.rang_ms = self.answered_ms = 0
        self.rings: list[Ring] = []

    def ended(self, at_ms: int, ending: str) -> Contact:
        """The contact that it was."""
        taken = (self.agent, self.rang_ms, self.answered_ms, at_ms if self.agent else 0)
        return Contact(
            self.line, self.queue, "voice", self.arrived_ms, at_ms, ending, *taken, rings=tuple(self.rings),
            customer=self.caller,
        )  # fmt: skip


class _Log:
    def __init__(self) -> None:
        self.found = Told()
        self.members = Members()
        self.calls: dict[str, _Call] = {}
        self.line = self.last_line = 0
        self.now_ms = 0
        self.handlers: dict[str, Callable[[str, str, str, list[str]], None]] = {
            "ENTERQUEUE": self._enters,
            "CONNECT": self._connects,
            "RINGNOANSWER": self._rings,
            "RINGCANCELED": self._rings,
            **dict.fromkeys(DOORS, self._turned_away),
        }

    def read(self, line: int, fields: list[str]) -> None:
        """One line of the log."""
        try:
            at_ms = round(float(fields[0]) * 1000)
            _, call, queue, agent, event = fields[:FIELDS]
            if not 0 < at_ms <= MAX_TIME_MS:
                raise ValueError(fields[0])
        except (ValueError, OverflowError):
            self.found.bad.append(BadRow(line, "row_not_queue_log"))
            return
        if at_ms < self.now_ms - CLOCK_MS:
            raise Misread("log_out_of_order", line, earlier=self.last_line)
        if not self.now_ms:
            self.members.begins_ms = at_ms
        self.line, self.now_ms = line, max(at_ms, self.now_ms)
        if at_ms >= self.now_ms:
            self.last_line = line
        self._happens(event, call, queue, "" if agent == "NONE" else agent, fields[FIELDS:])

    def _happens(self, event: str, call: str, queue: str, agent: str, more: list[str]) -> None:
        if event in self.handlers:
            self.handlers[event](call, queue, agent, more)
        elif event in ENDS:
            self._ends(event, call)
        elif event in GIVES_UP:
            self._gives_up(event, call)
        elif not self.members.happens(self.now_ms, event, queue, agent, more):
            self.found.unknown[event] += 1
            if event == "QUEUESTART":
                self._interrupted()

    def _bad(self, line: int, reason: str) -> None:
        self.found.bad.append(BadRow(line, reason))

    # -- a call -------------------------------------------------------------------------------------------------------------
    def _enters(self, call: str, queue: str, agent: str, more: list[str]) -> None:
        before = self.calls.get(call)
        if before is not None:
            self._bad(before.line, "row_call_interrupted")
        self.calls[call] = _Call(self.line, queue, self.now_ms, _caller(more))

    def _turned_away(self, call: str, queue: str, agent: str, more: list[str]) -> None:
        self.found.contacts.append(_Call(self.line, queue, self.now_ms, _caller(more)).ended(self.now_ms, DEFLECT))

    def _connects(self, call: str, queue: str, agent: str, more: list[str]) -> None:
        one = self.calls.get(call)
        if one is None or one.agent:
            self._bad(self.line, "row_call_unknown")
        elif not agent:
            self._bad(self.line, "row_no_server")
            del self.calls[call]
        else:
            one.agent, one.answered_ms = agent, self.now_ms
            one.rang_ms = max(one.arrived_ms, self.now_ms - round(1000 * _number(more, 2)))

    def _rings(self, call: str, queue: str, agent: str, more: list[str]) -> None:
        one = self.calls.get(call)
        if one is None or one.agent or not agent:  # it may be told after the caller is gone
            self.found.asides["aside_ring_alone"] += 1
        else:
            one.rings.append(Ring(agent, max(one.arrived_ms, self.now_ms - round(_number(more, 0))), self.now_ms))

    def _ends(self, event: str, call: str) -> None:
        one = self.calls.get(call)
        if one is None or not one.agent:
            self._bad(self.line, "row_call_unknown")
            return
        del self.calls[call]
        self.found.contacts.append(one.ended(self.now_ms, ENDS[event]))
        if event in TRANSFERS:
            self.found.asides["aside_transferred"] += 1

    def _gives_up(self, event: str, call: str) -> None:
        one = self.calls.get(call)
        if one is None or one.agent:
            self._bad(self.line, "row_call_unknown")
            return
        del self.calls[call]
        self.found.contacts.append(one.ended(self.now_ms, GIVES_UP[event]))

    def _interrupted(self) -> None:
        """Asterisk was started anew: what was going on has no end in the log."""
        for one in self.calls.values():
            self._bad(one.line, "row_call_interrupted")
        self.calls.clear()

    def close(self) -> Told:
        """The end of the file."""
        for one in self.calls.values():
            self._bad(one.line, "row_call_unfinished")
        self.members.close(self.now_ms)
        found = self.found
        found.bad.sort()
        found.signed_in, found.paused, found.skills = self.members.signed_in, self.members.paused, self.members.skills
        return found


def _caller(more: list[str]) -> str:
    """His number, the second parameter of who enters; "" where it is withheld: many would be taken for one."""
    number = "".join(sign for sign in (more[1] if len(more) > 1 else "") if sign.isdigit())
    return number if len(number) >= SHORTEST_NUMBER and number.strip("0") else ""


def _number(more: list[str], index: int) -> float:
    """A parameter, 0 where it is missing: older versions write fewer."""
    try:
        return max(0.0, float(more[index]))
    except (IndexError, ValueError):
        return 0.0
