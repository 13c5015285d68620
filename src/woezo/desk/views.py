"""What an agent's desk shows, built for many desks at once."""

from __future__ import annotations

from typing import Any

from woezo import __version__
from woezo.desk.actions import customer_reads, needs_disposition
from woezo.desk.company import Company, company_of
from woezo.interactions.models import Conversation, Interaction, Message, Reservation
from woezo.operations import floor, live
from woezo.operations.days import midnight_ms
from woezo.operations.directory import AgentEntry, Directory, ProgrammeEntry
from woezo.operations.presence import PresenceBook
from woezo.operations.talks import earlier_contacts, message_state, messages_of, parked_with, reservations_in_hand
from woezo.routing.capacity import LoadClass
from woezo.routing.codes import B_DESK_LOST
from woezo.routing.model import Agent
from woezo.routing.router import Router

State = dict[str, Any]
DEGRADED: State = {"server": {"state": "degraded"}}
"""What a desk shows on top while the floor stands: what is on it may be old, and acts are refused."""
HISTORIES_KEPT = 20_000
Hand = list[tuple[Reservation | None, Interaction]]


class DeskViews:
    """The builder of the topics desk:<agent>."""

    def __init__(self, presence: PresenceBook) -> None:
        self.presence = presence
        self._histories: dict[int, list[State]] = {}

    def build(self, names: list[str]) -> dict[str, State]:
        """The states of several desks."""
        directory = live.directory()
        agents = [id for name in names if (id := int(name.partition(":")[2])) in directory.agents]
        with floor.dispatcher().reading() as router:
            people = {id: self._me(router, directory, directory.agents[id]) for id in agents}
            company = {id: company_of(router, id) for id in agents}
            busy = [id for id in agents if id in router.agents and router.agents[id].first_held is not None]
        hands = _hands(busy, agents)
        messages = messages_of({c.pk for hand in hands.values() for _, i in hand for c in [i.conversation]}, "agent")
        return {
            f"desk:{id}": {"me": people[id]}
            | self._work(directory, directory.agents[id], hands.get(id, []), messages, company[id])
            | {"server": {"version": __version__, "state": "live"}}
            for id in agents
        }

    def _me(self, router: Router, directory: Directory, entry: AgentEntry) -> State:
        agent = router.agents.get(entry.id)
        now = self.presence.of(router, entry.id)
        site = directory.sites[entry.site]
        language = entry.language
        today_ms = midnight_ms(site.zone, int(router.now_ms))
        used, total = (0, 0) if agent is None else own_places(agent)
        lost = agent is not None and agent.desk != 0 and bool(agent.blocked & B_DESK_LOST)
        return {
            "id": entry.id,
            "name": entry.name,
            "alias": entry.alias,
            "site": site.name,
            "zone": site.zone,
            "team": entry.team,
            "language": language,
            "activity": now.activity,
            "activity_since_ms": now.activity_since_ms,
            "status": now.status,
            "status_since_ms": now.status_since_ms,
            "next_activity": (agent.next_activity or None) if agent is not None else None,
            "activities": [
                {"code": code, "label": labels[language], "routable": routable}
                for code, labels, routable in directory.activities
            ],
            "places": {"used": used, "total": total},
            "desk": "lost" if lost else "open",
            "handled_today": floor.dispatcher().counts.handled_since(entry.id, today_ms),
            "signed_in": agent is not None and agent.desk != 0,
        }

    def _work(
        self,
        directory: Directory,
        agent: AgentEntry,
        hand: Hand,
        messages: dict[int, list[Message]],
        company: dict[int, Company],
    ) -> State:
        reservations, conversations = {}, {}
        for reservation, interaction in hand:
            if reservation is None:
                continue
            if interaction.state != "parked":
                reservations[str(reservation.pk)] = reservation_state(directory, reservation, interaction)
            if reservation.state != "pending":
                talk = _conversation(directory, agent, reservation, interaction, messages[interaction.conversation_id])
                talk["history"] = self._history(interaction, directory)
                talk |= _company(directory, agent, interaction, company.get(interaction.pk))
                conversations[str(interaction.public_id)] = talk
        return {"reservations": reservations, "conversations": conversations}

    def _history(self, interaction: Interaction, directory: Directory) -> list[State]:
        """What came before does not change while the interaction is in hand, so it is read once."""
        key = interaction.pk
        if key not in self._histories:
            if len(self._histories) >= HISTORIES_KEPT:
                self._histories.clear()
            self._histories[key] = [
                {
                    "at_ms": one.arrived_at_ms,
                    "channel": one.channel,
                    "label": one.subject or directory.queues[one.queue_id].name,
                }
                for one in earlier_contacts(interaction)
            ]
        return self._histories[key]


def own_places(agent: Agent) -> tuple[int, int]:
    """Places on the agent's own scale: what he has in hand, and that with how many more fit of his lightest channel.

    Units are for the router: one chat of three is a place of three, whether it weighs one unit or twenty. The lightest
    is, among the channels of the queues he may serve, the one of which most fit, so neither a channel that he never
    gets nor one that has reached its limit distorts the scale.
    """
    used = len(agent.reservations)
    channels = {int(entry.line.queue.channel) for entry in agent.group.entries}
    return used, used + max((_more(agent.load, channel) for channel in channels), default=0)


def _more(load: LoadClass | None, channel: int) -> int:
    """How many more of a channel fit: steps through the load classes until there is no further one."""
    count = 0
    while load is not None and (load := load.taken[channel]) is not None:
        count += 1
    return count


def _hands(busy: list[int], agents: list[int]) -> dict[int, Hand]:
    """By agent: what rings, what he talks about, what he wraps up, and what is parked with him.

    busy: those of them who hold something. Of what is parked only the rows know whose it is without a look at them all.
    """
    hands: dict[int, Hand] = {}
    for reservation in reservations_in_hand(busy) if busy else ():
        hands.setdefault(reservation.agent_id, []).append((reservation, reservation.interaction))
    for interaction in parked_with(agents):
        if interaction.agent_id is not None:
            last = next(
                (r for r in reversed(interaction.reservations.all()) if r.agent_id == interaction.agent_id), None
            )
            hands.setdefault(interaction.agent_id, []).append((last, interaction))
    return hands


def reservation_state(directory: Directory, reservation: Reservation, interaction: Interaction) -> State:
    """A reservation in hand: what rings, runs or is wrapped up."""
    queue = directory.queues[interaction.queue_id]
    programme = directory.programmes[queue.programme]
    return {
        "id": reservation.pk,
        "state": reservation.state,
        "interaction": str(interaction.public_id),
        "made_ms": reservation.made_ms,
        "due_ms": reservation.due_ms,
        "programme": programme.name,
        "queue": queue.name,
        "channel": queue.channel,
        "waiting_since_ms": interaction.arrived_at_ms or reservation.made_ms,
        "target_ms": queue.target_ms,
        "accept": queue.accept,
        "may_reject": queue.may_reject,
        "customer_name": interaction.conversation.customer.name,
        "wrap_up_mode": queue.wrap_up,
        "wrap_due_ms": reservation.wrap_due_ms if reservation.state == "wrapping" else None,
        "disposition_required": needs_disposition(directory, reservation),
        "asked_by": _asked_by(directory, reservation, interaction),
    }


def _conversation(
    directory: Directory, agent: AgentEntry, reservation: Reservation, interaction: Interaction, messages: list[Message]
) -> State:
    queue = directory.queues[interaction.queue_id]
    programme = directory.programmes[queue.programme]
    arrived_ms = interaction.arrived_at_ms or reservation.made_ms
    accepted_ms = reservation.accepted_ms or reservation.made_ms
    return {
        "id": str(interaction.public_id),
        "reservation": reservation.pk,
        "state": _talk_state(reservation, interaction),
        "channel": queue.channel,
        "customer": _customer(interaction.conversation),
        "programme": {"name": programme.name, "brand": programme.brand.get("name", programme.name)},
        "queue": queue.name,
        "queued_at_ms": interaction.queued_at_ms or arrived_ms,
        "accepted_ms": accepted_ms,
        "wait_ms": max(0, accepted_ms - arrived_ms),
        "subject": interaction.subject,
        "customer_reads": customer_reads(queue.channel),
        "messages": {
            str(m.pk): message_state(m, _author(directory, interaction, m), agent.language, "agent") for m in messages
        },
        "dispositions": reasons(programme, agent.language),
        "transfer_targets": [
            {"queue": other.id, "label": other.name}
            for other in directory.queues.values()
            if other.programme == queue.programme and other.channel == queue.channel and other.id != queue.id
        ],
    }


def _asked_by(directory: Directory, reservation: Reservation, interaction: Interaction) -> str | None:
    """Who asks for advice, where it is a consultation."""
    if not reservation.consult or interaction.agent_id == reservation.agent_id:
        return None
    entry = directory.agents.get(interaction.agent_id or 0)
    return entry.alias if entry else ""


def _company(directory: Directory, agent: AgentEntry, interaction: Interaction, company: Company | None) -> State:
    """Whose the contact is, and which colleagues are in it or called into it."""
    return {
        "leads": interaction.agent_id == agent.id,
        "conference": interaction.conference,
        "colleagues": {
            str(id): {"alias": entry.alias, "site": directory.sites[entry.site].name, "state": state}
            for id, state in (company or {}).items()
            if (entry := directory.agents.get(id)) is not None
        },
    }


def _talk_state(reservation: Reservation, interaction: Interaction) -> str:
    if reservation.state == "wrapping":
        return "wrapping"
    return interaction.state if interaction.state in ("held", "parked") else "connected"


def _customer(conversation: Conversation) -> State:
    customer = conversation.customer
    return {
        "name": customer.name,
        "language": customer.language,
        "email": customer.email,
        "phone": customer.phone,
        "since_year": customer.created_at.year,
    }


def _author(directory: Directory, interaction: Interaction, message: Message) -> str:
    if message.author == "agent":
        entry = directory.agents.get(message.agent_id or 0)
        return entry.alias if entry else ""
    return interaction.conversation.customer.name if message.author == "customer" else ""


def reasons(programme: ProgrammeEntry, language: str) -> list[State]:
    """What may come of a contact: motives, and under each what to choose."""
    return [
        {
            "id": id,
            "label": labels[language],
            "children": [{"id": child, "label": names[language]} for child, names in children],
        }
        for id, labels, children in programme.dispositions
    ]
