"""The live journal as the records of a journal file, for the twin: `woezo fit`, `check` and `rehearse` read those.

The whole journal is told as it was written, so that a fresh router makes the same reservations of it. A stretch of it begins
with what the centre was at its begin, the configuration and who was at a desk; contacts that were in hand then are left out.
Customers are numbers in order of appearance, so that who comes again is known and who he is is not. It is read a piece at a
time, by ranges of its number: a long journal fits in memory, and a floor that serves meanwhile finds nothing held.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from woezo.interactions.models import Interaction
from woezo.interactions.reads import PLACES, RESERVATION_EFFECTS
from woezo.journal import apply
from woezo.journal.effects import Encoded
from woezo.journal.lines import Record
from woezo.journal.marks import VERSIONS
from woezo.operations.recovery import recover
from woezo.routing.activities import OFFLINE
from woezo.routing.codes import B_DESK_LOST
from woezo.routing.model import Agent
from woezo.routing.router import Router
from woezo.trail.models import JournalRecord
from woezo.trail.reads import first_seq_at

PIECE: Final = 2000
EVER_MS: Final = 1 << 60
STAYS: Final = frozenset(("accepted", "wrapping"))
"""Effects after which a reservation goes on."""


class Stretch(NamedTuple):
    """A part of the journal: records from first on and before end, by their numbers. since_ms: None for its very begin."""

    since_ms: int | None
    first: int
    end: int


def stretch(since_ms: int | None, until_ms: int | None) -> Stretch:
    """From an instant on and before another; None: from the first record, to the last one."""
    end = first_seq_at(EVER_MS if until_ms is None else until_ms)
    if since_ms is None:
        return Stretch(None, 0, end)
    first = first_seq_at(since_ms)
    begins = not JournalRecord.objects.filter(seq__lt=first).exists()
    return Stretch(None if begins else since_ms, first, end)


def exported(part: Stretch) -> Iterator[Record]:
    """Its records, in order."""
    known = Customers()
    if part.since_ms is None:
        for piece in _pieces(part):
            yield from known.named(piece)
        return
    router = recover(until_seq=part.first - 1).router
    yield from _opening(router, part.first, part.since_ms)
    newcomers = Newcomers(router)
    for piece in _pieces(part):
        yield from known.named([kept for record in piece if (kept := newcomers.told(record)) is not None])


def _pieces(part: Stretch) -> Iterator[list[Record]]:
    first = part.first
    while True:
        rows = JournalRecord.objects.filter(seq__gte=first, seq__lt=part.end).order_by("seq")[:PIECE]
        found = list(rows.values_list("seq", "at_ms", "event", "body"))
        if not found:
            return
        yield [Record(at_ms, event, body["a"], body["e"]) for _, at_ms, event, body in found]
        first = found[-1][0] + 1


class Customers:
    """Adds to each arrival who comes, as a number: the first customer of all is 1. No router reads it.

    Who gave no reference is not known when he comes again, and would look like somebody who never does: he has no number.
    """

    def __init__(self) -> None:
        self.numbers: dict[int, int] = {}

    def named(self, piece: list[Record]) -> Iterator[Record]:
        """The same records."""
        came = [record.args["interaction"] for record in piece if record.event == "arrive"]
        rows = Interaction.objects.filter(pk__in=came).exclude(conversation__customer__ref="")
        who = dict(rows.values_list("pk", "conversation__customer"))
        for record in piece:
            customer = who.get(record.args["interaction"]) if record.event == "arrive" else None
            if customer is None:
                yield record
            else:
                number = self.numbers.setdefault(customer, len(self.numbers) + 1)
                yield record._replace(args={**record.args, "customer": number})


# -- a stretch --------------------------------------------------------------------------------------------------------------
def _opening(router: Router, first: int, at_ms: int) -> Iterator[Record]:
    """A centre without contacts that is as this one was."""
    mark = JournalRecord.objects.filter(seq__lt=first, event=VERSIONS).order_by("-seq").first()
    if mark is not None:
        yield Record(at_ms, VERSIONS, mark.body["a"], [])
    fresh = Router()
    for event, args in _events(router):
        yield Record(at_ms, event, args, apply(fresh, at_ms, event, args))


def _events(router: Router) -> Iterator[tuple[str, dict[str, Any]]]:
    for site in router.sites.values():
        yield "set_site", {"site": site.id, "country": site.country}
    for programme in router.programmes.values():
        args = {"programme": programme.id, "client": programme.client, "countries": list(programme.countries)}
        yield "set_programme", args
        if not programme.open:
            yield "programme_closed", {"programme": programme.id}
    for queue in router.queues.values():
        yield "set_queue", queue.args
    for agent in router.agents.values():
        yield "set_agent", agent.args
    for agent in router.agents.values():
        yield from _at_desk(agent)
    for site in router.sites.values():
        if not site.up:
            yield "site_down", {"site": site.id}


def _at_desk(agent: Agent) -> Iterator[tuple[str, dict[str, Any]]]:
    """What he asked to do after the work in hand, he does: that work is not told."""
    if not agent.desk or agent.next_activity == OFFLINE:
        return
    activity, routable = agent.activity, agent.routable
    if agent.next_activity:
        activity, routable = agent.next_activity, agent.next_routable
    yield "sign_in", {"agent": agent.id, "desk": agent.desk, "activity": "available", "routable": True}
    if not routable:
        yield "activity", {"agent": agent.id, "activity": activity, "routable": False}
    if agent.blocked & B_DESK_LOST:
        yield "desk_lost", {"agent": agent.id, "desk": agent.desk}


class Newcomers:
    """Leaves out what concerns contacts that were there before, and what becomes of them. What a record of theirs has brought
    about for others stays: as if the agent had become available then.
    """

    def __init__(self, router: Router) -> None:
        self.contacts = set(router.interactions)
        self.attempts = set(router.reservations)

    def told(self, record: Record) -> Record | None:
        """What is left of a record, None if nothing is."""
        if not self.contacts and not self.attempts:
            return record
        theirs = record.args.get("interaction") in self.contacts or record.args.get("reservation") in self.attempts
        kept = [effect for effect in record.effects if not self._is_old(effect)]
        if not theirs:
            return record._replace(effects=kept)
        others = [effect for effect in kept if effect[0] != "agent"]
        agent = next((effect[3] for effect in others if effect[0] == "reserved"), 0)
        if not agent:
            return None
        args = {"agent": agent, "activity": "available", "routable": True}
        return Record(record.at_ms, "activity", args, [["agent", agent], *others])

    def _is_old(self, effect: Encoded) -> bool:
        kind = str(effect[0])
        if kind in RESERVATION_EFFECTS:
            if effect[1] not in self.attempts:
                return False
            if kind not in STAYS:
                self.attempts.discard(effect[1])
            return True
        if not any(effect[place] in self.contacts for place in PLACES.get(kind, ())):
            return False
        if kind == "reserved":
            self.attempts.add(int(effect[1]))
        elif kind == "child":
            self.contacts.add(int(effect[1]))
        elif kind == "ended":
            self.contacts.discard(effect[1])
        return True
