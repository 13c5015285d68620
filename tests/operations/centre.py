"""A small centre in the database, and the acts of its people as the floor sees them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from woezo.accounts.models import Role, User
from woezo.interactions.models import Conversation, Customer, Interaction
from woezo.people.models import Activity, Agent, AgentSkill, Site, Skill, Team
from woezo.programmes.models import Client, Disposition, Programme, Queue, QueueSkill
from woezo.trail.actions import submit
from woezo.trail.models import Command

T0_MS = 1_795_420_800_000
CHAT_CAPACITY = {"units": 4, "weights": {"voice": 4, "chat": 2, "messaging": 1}, "limits": {}}


@dataclass
class Clock:
    """Time that moves only when a test says so."""

    now_ms: int = T0_MS

    def __call__(self) -> int:
        return self.now_ms

    def advance(self, by_ms: int) -> None:
        """Let time pass."""
        self.now_ms += by_ms


@dataclass
class Centre:
    """What was made, and shorthands to ask the floor for something."""

    site: Site
    programme: Programme
    chat: Queue
    voice: Queue
    agents: list[Agent] = field(default_factory=list)

    def ask(self, kind: str, **args: Any) -> Command:
        """Submit a command."""
        return submit(kind, args)[0]

    def sign_in(self, agent: Agent, desk: int = 1) -> Command:
        """The agent opens his desk, ready for work."""
        return self.ask("sign_in", agent=agent.pk, desk=desk, activity="available", routable=True)

    def arrive(self, queue: Queue | None = None) -> Interaction:
        """A customer comes to a queue."""
        queue = queue or self.chat
        customer = Customer.objects.create(client=self.programme.client, name="Awa Ndoye", language="fr")
        conversation = Conversation.objects.create(customer=customer, programme=self.programme, channel=queue.channel)
        interaction = Interaction.objects.create(conversation=conversation, queue=queue, channel=queue.channel)
        self.ask("arrive", interaction=interaction.pk, queue=queue.pk)
        return interaction


def make_centre(agents: int = 2) -> Centre:
    """One site, one programme, a chat queue and a voice queue, agents who can do both."""
    site = Site.objects.create(name="Dakar", country="SN", zone="Africa/Dakar", currency="XOF")
    team = Team.objects.create(site=site, name="A")
    skill = Skill.objects.create(code="french", name_fr="Français", name_en="French")
    client = Client.objects.create(name="Karité")
    programme = Programme.objects.create(
        client=client,
        name="Karité Mode",
        slug="karite",
        zone="Europe/Paris",
        languages=["fr"],
        brand={"name": "Karité"},
    )
    reason = Disposition.objects.create(programme=programme, code="order", name_fr="Commande", name_en="Order")
    Disposition.objects.create(programme=programme, parent=reason, code="late", name_fr="Retard", name_en="Late")
    chat = Queue.objects.create(programme=programme, name="Chat", code="karite-chat", channel="chat", target_ms=60_000)
    voice = Queue.objects.create(programme=programme, name="Voix", code="karite-voice", channel="voice")
    for queue in (chat, voice):
        QueueSkill.objects.create(queue=queue, skill=skill, level=2)
    for code, routable in (("available", True), ("lunch", False), ("break", False)):
        Activity.objects.create(code=code, name_fr=code, name_en=code, routable=routable)
    centre = Centre(site, programme, chat, voice)
    for number in range(agents):
        name = f"agent{number}-{uuid.uuid4().hex[:6]}"
        user = User.objects.create_user(f"{name}@example.org", None, name=name, role=Role.AGENT, language="fr")
        agent = Agent.objects.create(user=user, alias=f"Alias {number}", site=site, team=team, capacity=CHAT_CAPACITY)
        AgentSkill.objects.create(agent=agent, skill=skill, level=3)
        centre.agents.append(agent)
    return centre
