"""Who belongs to the queues of an Asterisk, and who pauses: the lines of a queue_log that tell of agents, not of calls.

A member of a queue or a logged-in agent is signed in; one who pauses in all his queues has a break.
"""

from __future__ import annotations

from typing import Final

from woezo.journal.facts import Span

JOINS: Final = ("ADDMEMBER", "AGENTLOGIN", "AGENTCALLBACKLOGIN")
LEAVES: Final = ("REMOVEMEMBER", "AGENTLOGOFF", "AGENTCALLBACKLOGOFF")
PAUSES: Final = ("PAUSE", "PAUSEALL", "UNPAUSE", "UNPAUSEALL")
EVERYWHERE: Final = ""
"""Instead of a queue: a log-in to all queues, a pause in all of them."""


class _Member:
    __slots__ = ("belongs", "paused_in", "paused_ms", "since_ms")

    def __init__(self) -> None:
        self.belongs: set[str] = set()
        self.paused_in: set[str] = set()
        self.since_ms = self.paused_ms = -1

    def pauses(self) -> bool:
        """In every queue that he belongs to, as far as it is known."""
        queues = self.belongs - {EVERYWHERE}
        return EVERYWHERE in self.paused_in or (bool(self.paused_in) and queues <= self.paused_in)


class Members:
    """All agents of one log. begins_ms: its first moment."""

    def __init__(self) -> None:
        self.begins_ms = 0
        self.signed_in: list[Span] = []
        self.paused: list[Span] = []
        self.skills: dict[str, set[str]] = {}
        self._known: dict[str, _Member] = {}

    def happens(self, at_ms: int, event: str, queue: str, agent: str, more: list[str]) -> bool:
        """One line; False if it is not about a member."""
        if not agent or event not in (*JOINS, *LEAVES, *PAUSES):
            return False
        member = self._known.setdefault(agent, _Member())
        place = queue if event in ("ADDMEMBER", "REMOVEMEMBER", "PAUSE", "UNPAUSE") and queue != "NONE" else EVERYWHERE
        if event in JOINS:
            self._joins(at_ms, agent, member, place)
        elif event in LEAVES:
            self._leaves(at_ms, agent, member, place, more)
        elif event.startswith("UN"):
            member.paused_in = set() if place == EVERYWHERE else member.paused_in - {place}
        else:
            member.paused_in.add(place)
        self._note_pause(at_ms, agent, member)
        return True

    def _joins(self, at_ms: int, agent: str, member: _Member, place: str) -> None:
        if place:
            self.skills.setdefault(agent, set()).add(place)
        if not member.belongs:
            member.since_ms = at_ms
        member.belongs.add(place)

    def _leaves(self, at_ms: int, agent: str, member: _Member, place: str, more: list[str]) -> None:
        """Who leaves and never came was there as the log began, or for as long as the line says."""
        if place:
            self.skills.setdefault(agent, set()).add(place)
        if not member.belongs and member.since_ms < 0:
            member.since_ms = (
                max(self.begins_ms, at_ms - _logged_in_ms(more)) if place == EVERYWHERE else self.begins_ms
            )
        elif not member.belongs:
            return
        member.belongs.discard(place)
        member.paused_in.discard(place)
        if not member.belongs:
            self._signs_out(at_ms, agent, member)

    def _signs_out(self, at_ms: int, agent: str, member: _Member) -> None:
        self.signed_in.append(Span(agent, member.since_ms, at_ms))
        member.paused_in.clear()

    def _note_pause(self, at_ms: int, agent: str, member: _Member) -> None:
        if member.pauses() == (member.paused_ms >= 0):
            return
        if member.paused_ms >= 0:
            self.paused.append(Span(agent, member.paused_ms, at_ms))
            member.paused_ms = -1
        else:
            member.paused_ms = at_ms

    def close(self, at_ms: int) -> None:
        """The end of the log: who is there, or pauses, does so up to it."""
        for agent, member in self._known.items():
            if member.belongs:
                self.signed_in.append(Span(agent, member.since_ms, at_ms))
            if member.paused_ms >= 0:
                self.paused.append(Span(agent, member.paused_ms, at_ms))


def _logged_in_ms(more: list[str]) -> int:
    """AGENTLOGOFF and AGENTCALLBACKLOGOFF say in their second parameter for how many seconds he was there."""
    return int(more[1]) * 1000 if len(more) > 1 and more[1].isdecimal() else 1 << 60
