"""One centre through the router and the reference: the same events must give the same effects."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

from tests.swarm.centre import Centre
from tests.swarm.parameters import Args
from tests.swarm.reference import Reference
from tests.swarm.reference_model import LineKey
from woezo.journal import apply
from woezo.routing import Router
from woezo.routing.model import Line, due_ms
from woezo.routing.timers import T_LINE


class Different(AssertionError):
    """Router and reference disagree; the message has all that is needed to see it."""


def alike(ours: list[Any], theirs: list[Any]) -> bool:
    """The same effects; those that decide in the same order."""
    ours, theirs = [e[:2] if e[0] == "refused" else e for e in ours], [*theirs]
    if [e for e in ours if e[0] == "reserved"] != [e for e in theirs if e[0] == "reserved"]:
        return False
    return _counted(ours) == _counted(theirs)


def _counted(effects: list[Any]) -> Counter[str]:
    """An agent who is told of more than once is told of."""
    agents = {str(effect) for effect in effects if effect[0] == "agent"}
    return Counter([str(effect) for effect in effects if effect[0] != "agent"] + [*agents])


class Pair:
    """A router and the reference, fed with the same events."""

    def __init__(self) -> None:
        self.router = Router()
        self.reference = Reference()

    def apply(self, at_ms: int, event: str, args: Args) -> list[Any]:
        """One event through both. Raises Different."""
        line = None
        if event == "timer":
            if self._idle_line_timers(at_ms):
                return []
            line = self._line()
        ours = apply(self.router, at_ms, event, args)
        theirs = self.reference.apply(at_ms, event, args, line)
        if not alike(ours, theirs):
            raise Different(f"router    {ours}\nreference {theirs}")
        return ours

    def _line(self) -> LineKey | None:
        """The line whose timer fires: of those that are due, lines may come in another order."""
        due = _first_due(self.router, self.reference.state.now_ms)
        return due[1] if due is not None and due in self.reference.due_lines() else None

    def _idle_line_timers(self, at_ms: int) -> bool:
        """Nobody says how often a line is looked at: a timer of a line that changes nothing need not be due in both."""
        self.reference.state.now_ms = max(at_ms, self.reference.state.now_ms)
        due = _first_due(self.router, self.reference.state.now_ms)
        if due is not None and due not in self.reference.due_lines():
            ours = apply(self.router, at_ms, "timer", {})
            if ours:
                raise Different(f"router    {ours}\nreference has no such timer of a line")
            return True
        while (theirs := self.reference.first_due()) is not None and theirs[0] == T_LINE:
            if theirs in _due_lines(self.router, self.reference.state.now_ms):
                break
            effects = self.reference.apply(at_ms, "timer", {})
            if effects:
                raise Different(f"router    has no such timer of a line\nreference {effects}")
        return False


def _first_due(router: Router, now_ms: int) -> tuple[int, LineKey] | None:
    """The line whose timer is the router's first, if it is due; a line is known by what makes it."""
    timer = router.timers.first()
    if timer is None or timer.due_ms > now_ms or timer.kind != T_LINE:
        return None
    return _name(cast(Line, timer.owner))


def _name(line: Line) -> tuple[int, LineKey]:
    return T_LINE, (int(line.queue.id), line.required, int(line.priority), line.excluded)


def _due_lines(router: Router, now_ms: int) -> list[tuple[int, LineKey]]:
    lines = [line for queue in router.queues.values() for line in queue.lines]
    return [_name(line) for line in lines if due_ms(line.timer) <= now_ms]


def compare(seed: int, events: int, journal: list[Any] | None = None) -> Centre:
    """Run a centre through both, event by event."""
    centre, pair = Centre(seed), Pair()
    for number in range(events):
        at_ms, event, args = centre.next(pair.router)
        if journal is not None:
            journal.append((at_ms, event, args))
        try:
            pair.apply(at_ms, event, args)
        except Different as difference:
            raise Different(f"{centre}\n#{number} {at_ms} {event} {args}\n{difference}") from None
    return centre
