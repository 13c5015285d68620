"""What a journal tells, as contacts and spells of work: the same of an imported log and of the live floor.

All times are wall-clock milliseconds of the journal's zone since 1970-01-01: a day of a fit begins at local midnight,
and hours are those that people mean. In the hour that is repeated in autumn two contacts may change places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from woezo.journal.lines import Header, Record
from woezo.simulation.arrivals import DAY_MS

NEVER_ANSWERED: Final = -1
WRAPPED_RATIO: Final = 0.01
"""Of the conversations: where fewer have a wrap-up, it is known of none."""


@dataclass(slots=True)
class Contact:
    """One contact in its queue. answered_ms, talked_ms (the end of the conversation), done_ms (of the wrap-up) and
    ended_ms are -1 where they did not happen; agent 0 for none. credit_ms: how much older it counted than it was. customer:
    who came, 0 where the journal does not know him.
    """

    interaction: int
    queue: int
    arrived_ms: int
    credit_ms: int = 0
    agent: int = 0
    answered_ms: int = -1
    talked_ms: int = -1
    done_ms: int = -1
    ended_ms: int = -1
    outcome: str = ""
    customer: int = 0

    @property
    def wait_ms(self) -> int:
        """Until an agent answered, or until it ended unanswered."""
        return (self.answered_ms if self.answered_ms >= 0 else self.ended_ms) - self.arrived_ms

    @property
    def abandoned(self) -> bool:
        """The customer left before anybody answered."""
        return self.answered_ms < 0 and self.outcome == "abandoned"

    @property
    def lost(self) -> bool:
        """He left, or was sent away: he may call again."""
        return self.answered_ms < 0 and self.outcome in ("abandoned", "deflected")


Stream = tuple[int, int]
"""A queue and how much older than they are its customers count, milliseconds."""


def stream_of(one: Contact) -> Stream:
    """To which stream of customers a contact belongs."""
    return one.queue, one.credit_ms


@dataclass
class History:
    """A journal read. presence, pauses: of each agent, spells (from, to); presence_known: the journal's source said
    when agents were there, it was not taken from their contacts.
    """

    zone: str
    queues: dict[int, str]
    agents: dict[int, str]
    presence_known: bool
    contacts: list[Contact] = field(default_factory=list)
    presence: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    pauses: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    channels: dict[int, str] = field(default_factory=dict)
    targets_ms: dict[int, int] = field(default_factory=dict)

    def between(self, from_ms: int, to_ms: int) -> History:
        """The contacts that arrived from from_ms on and before to_ms; the presence as a whole."""
        kept = [one for one in self.contacts if from_ms <= one.arrived_ms < to_ms]
        return History(
            self.zone, self.queues, self.agents, self.presence_known, kept, self.presence, self.pauses, self.channels,
            self.targets_ms,
        )  # fmt: skip

    @property
    def knows_wrap_up(self) -> bool:
        """Whether the journal says how long agents had to do after conversations: not of a few only."""
        answered = sum(one.answered_ms >= 0 for one in self.contacts)
        return sum(one.done_ms > one.talked_ms >= 0 for one in self.contacts) > WRAPPED_RATIO * answered

    @property
    def days(self) -> list[int]:
        """Numbers of the days (since 1970-01-01) on which somebody came."""
        return sorted({one.arrived_ms // DAY_MS for one in self.contacts})


def by_stream(contacts: Iterable[Contact]) -> dict[Stream, list[Contact]]:
    """The contacts of each stream, in the order given."""
    found: dict[Stream, list[Contact]] = {}
    for one in contacts:
        found.setdefault(stream_of(one), []).append(one)
    return found


def history_of(header: Header, records: Iterable[Record], local_ms: Callable[[int], int]) -> History:
    """From the records of a journal; local_ms: from an instant to wall-clock milliseconds. Contacts that never ended
    are left out.
    """
    queues, agents = _distinct(header.queues), _distinct(header.agents)
    reading = _Reading(History(header.zone, queues, agents, header.presence_gap_s is None))
    for record in records:
        reading.follow(local_ms(record.at_ms), record.event, record.args, record.effects)
    return reading.closed()


def _distinct(names: Mapping[int, str]) -> dict[int, str]:
    """Two queues of a centre, or two people, may have one name; a scenario needs to tell them apart."""
    many = Counter(names.values())
    return {id: name if many[name] == 1 else f"{name} ({id})" for id, name in names.items()}


class _Reading:
    """A journal on its way."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.open: dict[int, Contact] = {}
        self.attempts: dict[int, tuple[int, int]] = {}
        self.wrapping: dict[int, Contact] = {}
        self.there: dict[int, int] = {}
        self.away: dict[int, int] = {}
        self.last_ms = 0

    def follow(self, at_ms: int, event: str, args: dict[str, Any], effects: list[Any]) -> None:
        self.last_ms = at_ms
        if event == "arrive":
            self._begin(at_ms, args["interaction"], args["queue"], args.get("credit_ms", 0), args.get("customer", 0))
        elif event == "set_queue":
            self.history.channels[args["queue"]] = args.get("channel", "task")
            self.history.targets_ms[args["queue"]] = args.get("target_ms", 30_000)
        elif event == "sign_in":
            self.there.setdefault(args["agent"], at_ms)
        elif event == "sign_out":
            self._ends(self.history.presence, self.there, args["agent"], at_ms)
        elif event == "activity":
            if args.get("routable", True):
                self._ends(self.history.pauses, self.away, args["agent"], at_ms)
            else:
                self.away.setdefault(args["agent"], at_ms)
        for effect in effects:
            self._effect(at_ms, effect)

    def _begin(self, at_ms: int, interaction: int, queue: int, credit_ms: int, customer: int) -> None:
        self.open[interaction] = Contact(interaction, queue, at_ms, credit_ms, customer=customer)

    @staticmethod
    def _ends(spells: dict[int, list[tuple[int, int]]], since: dict[int, int], agent: int, at_ms: int) -> None:
        begun_ms = since.pop(agent, None)
        if begun_ms is not None and at_ms > begun_ms:
            spells.setdefault(agent, []).append((begun_ms, at_ms))

    def _effect(self, at_ms: int, effect: list[Any]) -> None:
        match effect[0]:
            case "child":
                self._begin(at_ms, effect[1], effect[3], credit_ms=0, customer=0)
            case "reserved":
                self.attempts[effect[1]] = effect[2], effect[3]
            case "accepted":
                interaction, agent = self.attempts[effect[1]]
                contact = self.open.get(interaction)
                if contact is not None and contact.answered_ms < 0:
                    contact.answered_ms, contact.agent = at_ms, agent
                    self.wrapping[effect[1]] = contact
            case "wrapping":
                if (contact := self.wrapping.get(effect[1])) is not None:
                    contact.talked_ms = at_ms
            case "completed":
                if (contact := self.wrapping.pop(effect[1], None)) is not None:
                    contact.talked_ms = at_ms if contact.talked_ms < 0 else contact.talked_ms
                    contact.done_ms = at_ms
            case "ended":
                if (contact := self.open.pop(effect[1], None)) is not None:
                    contact.ended_ms, contact.outcome = at_ms, effect[2]
                    self.history.contacts.append(contact)

    def closed(self) -> History:
        """Spells that are open at the end of the journal end there; contacts in order of arrival."""
        for spells, since in ((self.history.presence, self.there), (self.history.pauses, self.away)):
            for agent in list(since):
                self._ends(spells, since, agent, self.last_ms)
        for contact in self.history.contacts:
            if contact.answered_ms >= 0 and contact.talked_ms < 0:
                contact.talked_ms = contact.done_ms = contact.ended_ms
        self.history.contacts.sort(key=lambda one: (one.arrived_ms, one.interaction))
        return self.history
