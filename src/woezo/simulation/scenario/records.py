"""Each contact of a replication as a flat line: what a spreadsheet or a check by hand wants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from woezo.routing.codes import (
    E_ACCEPTED,
    E_CANCELED,
    E_CHILD,
    E_COMPLETED,
    E_ENDED,
    E_REJECTED,
    E_RESCINDED,
    E_RESERVED,
    E_TIMED_OUT,
    E_WRAPPING,
    OUTCOMES,
)
from woezo.simulation.scenario.building import run_of
from woezo.simulation.scenario.model import Scenario
from woezo.simulation.scenario.replications import step
from woezo.simulation.watch import E_BEGUN

HEAD: Final = (
    "contact", "continues", "queue", "arrived_s", "answered_s", "ended_s", "wait_s", "handling_s", "wrap_up_s", "agent",
    "group", "outcome",
)  # fmt: skip
OF_RESERVATIONS: Final = frozenset(
    {E_ACCEPTED, E_WRAPPING, E_COMPLETED, E_REJECTED, E_TIMED_OUT, E_RESCINDED, E_CANCELED}
)


class Lived:
    """What is known of a contact so far, in milliseconds since midnight of the first day; None: it did not happen."""

    def __init__(self, queue: int, arrived_ms: int, continues: int, customer: int = -1) -> None:
        self.queue, self.arrived_ms, self.continues = queue, arrived_ms, continues
        self.customer = customer  # of a contact from outside: the same whenever he comes again
        self.answered_ms: int | None = None
        self.accepted_ms: int | None = None  # by the agent who handled it, who is another one where the first was lost
        self.ended_ms: int | None = None
        self.talked_until_ms: int | None = None
        self.wrapped_until_ms: int | None = None
        self.agent = 0
        self.outcome = ""
        self.held = 0  # reservations that are not over


def records(scenario: Scenario, replication: int = 0) -> Iterator[str]:
    """The lines of a CSV file: its head, then each contact once nothing of it is open; those left open come last."""
    names = [one.name for one in scenario.queues]
    groups = [one.name for one in scenario.groups for _ in range(one.agents)]
    yield ",".join(HEAD) + "\r\n"
    for id, one in lived(scenario, replication):
        yield _line(id, one, names, groups)


def lived(scenario: Scenario, replication: int = 0) -> Iterator[tuple[int, Lived]]:
    """Each contact with its number, once nothing of it is open; those left open come last."""
    run = run_of(scenario, replication)
    watch = run.watch
    assert watch is not None
    watch.log = []
    contacts: dict[int, Lived] = {}
    reservations: dict[int, tuple[int, int]] = {}
    more = True
    while more:
        more = step(run)
        for at_ms, code, a, b, c in watch.log:
            over = _follow(contacts, reservations, at_ms, code, a, b, c)
            if over:
                yield over, contacts.pop(over)
        watch.log.clear()
    yield from contacts.items()


def _follow(
    contacts: dict[int, Lived],
    reservations: dict[int, tuple[int, int]],
    at_ms: int,
    code: int,
    a: int,
    b: int,
    c: int,
) -> int:
    """One effect; the contact of which nothing is open any more, 0 for none."""
    if code == E_BEGUN:
        contacts[a] = Lived(b, at_ms, 0, c)
        return 0
    if code == E_CHILD:
        contacts[a] = Lived(c, at_ms, b)
        return 0
    if code == E_ENDED:
        contact = contacts[a]
        contact.ended_ms, contact.outcome = at_ms, OUTCOMES[b]
        return 0 if contact.held else a
    if code == E_RESERVED:
        reservations[a] = b, c
        contacts[b].held += 1
        return 0
    if a not in reservations or code not in OF_RESERVATIONS:
        return 0
    id, agent = reservations[a]
    contact = contacts[id]
    if code == E_ACCEPTED:
        contact.agent, contact.accepted_ms = agent, at_ms
        contact.answered_ms = at_ms if contact.answered_ms is None else contact.answered_ms
    elif code == E_WRAPPING:
        contact.talked_until_ms = at_ms
    else:
        del reservations[a]
        contact.held -= 1
        if code == E_COMPLETED:
            contact.talked_until_ms = at_ms if contact.talked_until_ms is None else contact.talked_until_ms
            contact.wrapped_until_ms = at_ms
        if contact.ended_ms is not None and not contact.held:
            return id
    return 0


def _line(id: int, one: Lived, names: list[str], groups: list[str]) -> str:
    waited_until = one.answered_ms if one.answered_ms is not None else one.ended_ms
    cells = (
        str(id),
        str(one.continues or ""),
        _quoted(names[one.queue - 1]),
        _seconds(one.arrived_ms, 0),
        _seconds(one.answered_ms, 0),
        _seconds(one.ended_ms, 0),
        _seconds(waited_until, one.arrived_ms),
        _seconds(one.talked_until_ms, one.accepted_ms),
        _seconds(one.wrapped_until_ms, one.talked_until_ms),
        str(one.agent or ""),
        _quoted(groups[one.agent - 1]) if one.agent else "",
        one.outcome,
    )
    return ",".join(cells) + "\r\n"


def _seconds(until_ms: int | None, since_ms: int | None) -> str:
    return "" if until_ms is None or since_ms is None else f"{(until_ms - since_ms) / 1000:.3f}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
