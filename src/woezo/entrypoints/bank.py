"""The day of a bank's call log as a centre: one queue per kind of call, the agents the log names, nothing invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from woezo.accounts.models import Role, User
from woezo.interactions.models import Conversation, Customer, Interaction
from woezo.journal.anonymous_bank import Call, Spell
from woezo.measures.formulas import Served
from woezo.operations.dispatcher import Dispatcher
from woezo.operations.playback import Contact, Playback, Shift, waits_ms
from woezo.people.models import Agent, AgentSkill, Site, Skill
from woezo.programmes.models import Client, Programme, Queue, QueueSkill

KINDS: Final = {
    "PS": "regular", "NW": "prospect", "NE": "stock exchange", "IN": "internet support", "TT": "call-back", "PE": "other",
}  # fmt: skip
CAPACITY: Final = {"units": 1, "weights": {"task": 1}}


class BankDay:
    """One day, set up in an empty database and played."""

    def __init__(self, date: str, calls: list[Call], spells: list[Spell], target_s: int) -> None:
        self.calls = [call for call in calls if call.queued]
        self.spells = spells
        self.target_ms = target_s * 1000
        self.midnight_ms = int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp() * 1000)

    def play(self) -> Iterator[float]:
        """Write the centre, then the day; yields the share done."""
        with transaction.atomic():
            queues = self._queues()
            agents = self._agents(queues)
        dispatcher = Dispatcher()
        dispatcher.start(self.midnight_ms)  # later, it would take the day's rows for contacts that nobody asked for
        with transaction.atomic():
            self._interactions(queues)
        shifts = [Shift(agents[s.server], self._ms(s.start_s), self._ms(s.end_s) + 1) for s in self.spells]
        contacts = [
            Contact(
                interaction=index,
                queue=queues[call.kind].pk,
                arrival_ms=self._ms(call.arrival_s),
                service_ms=call.service_s * 1000,
                patience_ms=-1 if call.server else call.wait_s * 1000,
                credit_ms=call.credit_s * 1000,
            )
            for index, call in enumerate(self.calls, 1)
        ]
        yield from Playback(dispatcher, contacts, shifts).play()

    def _ms(self, second: int) -> int:
        return self.midnight_ms + second * 1000

    def _queues(self) -> dict[str, Queue]:
        client = Client.objects.create(name="Anonymous Bank")
        programme = Programme.objects.create(client=client, name="Bank", slug="bank", zone="Asia/Jerusalem")
        queues = {}
        for kind in sorted({call.kind for call in self.calls}):
            skill = Skill.objects.create(code=kind.lower(), name_fr=kind, name_en=KINDS.get(kind, kind))
            queue = Queue.objects.create(
                programme=programme,
                name=KINDS.get(kind, kind),
                code=f"bank-{kind.lower()}",
                channel="task",
                target_ms=self.target_ms,
                accept="automatic",
                wrap_up="optional",
            )
            QueueSkill.objects.create(queue=queue, skill=skill, level=1)
            queues[kind] = queue
        return queues

    def _agents(self, queues: dict[str, Queue]) -> dict[str, int]:
        """Every agent of the day, with the kinds of call he took."""
        site = Site.objects.create(name="Bank", country="IL", zone="Asia/Jerusalem", currency="ILS")
        skills = {skill.code: skill for skill in Skill.objects.all()}
        kinds: dict[str, set[str]] = {}
        for call in self.calls:
            if call.server:
                kinds.setdefault(call.server, set()).add(call.kind)
        ids = {}
        for server in sorted(kinds):
            user = User.objects.create(email=f"{server}@bank.example", name=server, role=Role.AGENT)
            agent = Agent.objects.create(user=user, alias=server, site=site, capacity=CAPACITY)
            AgentSkill.objects.bulk_create(
                AgentSkill(agent=agent, skill=skills[kind.lower()], level=3) for kind in sorted(kinds[server])
            )
            ids[server] = agent.pk
        return ids

    def _interactions(self, queues: dict[str, Queue]) -> None:
        """One row for each call, ids in the order of the log. No name and no number is kept: customers are counted, and those
        whom the log does not tell apart are one without a reference.
        """
        programme = next(iter(queues.values())).programme
        named = list(dict.fromkeys(call.customer for call in self.calls))
        refs = [f"customer {number}" if name else "" for number, name in enumerate(named, 1)]
        people = Customer.objects.bulk_create(Customer(client=programme.client, ref=ref) for ref in refs)
        threads = Conversation.objects.bulk_create(
            Conversation(customer=one, programme=programme, channel="task") for one in people
        )
        thread_of = dict(zip(named, threads, strict=True))
        Interaction.objects.bulk_create(
            Interaction(id=index, conversation=thread_of[call.customer], queue=queues[call.kind], channel="task")
            for index, call in enumerate(self.calls, 1)
        )

    # -- what came of it ----------------------------------------------------------------------------------------------
    def by_hour(self) -> list[tuple[int, Outcome, Outcome]]:
        """(hour, as it was, as it was played), by the hour of arrival."""
        played = waits_ms()
        rows: dict[int, tuple[Outcome, Outcome]] = {}
        for index, call in enumerate(self.calls, 1):
            was, now = rows.setdefault(call.arrival_s // 3600, (Outcome(self.target_ms), Outcome(self.target_ms)))
            was.add(call.wait_s * 1000, answered=bool(call.server))
            answered_ms, ended_ms = played.get(index, (None, None))
            if answered_ms is not None:
                now.add(answered_ms, answered=True)
            elif ended_ms is not None:
                now.add(ended_ms, answered=False)
            else:
                now.waiting += 1
        return [(hour, was, now) for hour, (was, now) in sorted(rows.items())]


class Outcome:
    """Counts of an hour: what the formulas of service level read, the waits, and who was still waiting at the end."""

    def __init__(self, target_ms: int, short_ms: int = 5_000) -> None:
        self.target_ms = target_ms
        self.short_ms = short_ms
        self.served = Served()
        self.answered_wait_ms = 0
        self.waiting = 0

    def add(self, wait_ms: int, answered: bool) -> None:
        """Count one call."""
        in_time, short = int(wait_ms <= self.target_ms), int(wait_ms <= self.short_ms)
        if answered:
            self.answered_wait_ms += wait_ms
            more = Served(answered=1, answered_within=in_time)
        else:
            more = Served(abandoned=1, abandoned_within=in_time, abandoned_short=short)
        self.served = Served(*(a + b for a, b in zip(self.served, more, strict=True)))

    def merge(self, other: Outcome) -> None:
        """Add another hour."""
        self.served = Served(*(a + b for a, b in zip(self.served, other.served, strict=True)))
        self.answered_wait_ms += other.answered_wait_ms
        self.waiting += other.waiting
