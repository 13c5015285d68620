"""A large centre in a fresh database, for the benchmarks that need one: 60 profiles of agents, 200 queues of 40
programmes."""

from __future__ import annotations

import os
from pathlib import Path

GROUPS, QUEUES, PROGRAMMES = 60, 200, 40


def prepare(folder: Path, database_url: str, desks: int) -> tuple[list[str], str]:
    """A centre of many agents in a fresh database: their session keys, and an API token."""
    (folder / "secret.key").write_text("benchmark-" * 6)
    os.environ |= {"DJANGO_SETTINGS_MODULE": "woezo.entrypoints.settings", "WOEZO_DATA_DIR": str(folder)}
    if database_url:
        os.environ["WOEZO_DATABASE_URL"] = database_url
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from woezo.accounts.actions import issue_token
    from woezo.accounts.models import User
    from woezo.people.models import Activity, Agent, AgentSkill, Site, Skill
    from woezo.programmes.models import Client, Programme, Queue, QueueSkill

    call_command("migrate", verbosity=0)
    site = Site.objects.create(name="Floor", country="TG", zone="Africa/Lome", currency="XOF")
    clients = [Client.objects.create(name=f"Client {number}") for number in range(PROGRAMMES // 2)]
    programmes = [
        Programme.objects.create(client=clients[number // 2], name=f"P{number}", slug=f"p{number}", zone="UTC")
        for number in range(PROGRAMMES)
    ]
    Activity.objects.create(code="available", name_fr="En attente", name_en="Available", routable=True)
    skills = Skill.objects.bulk_create(Skill(code=f"s{q}", name_fr=f"s{q}", name_en=f"s{q}") for q in range(QUEUES))
    queues = Queue.objects.bulk_create(
        Queue(programme=programmes[q % PROGRAMMES], name=f"q{q}", code=f"q{q}", channel="chat", wrap_up="mandatory")
        for q in range(QUEUES)
    )
    QueueSkill.objects.bulk_create(QueueSkill(queue=queues[q], skill=skills[q], level=1) for q in range(QUEUES))
    users = User.objects.bulk_create(
        User(email=f"a{k}@floor.example", name=f"Agent {k}", role="agent", password="!") for k in range(desks)
    )
    capacity = {"units": 3, "weights": {"chat": 1}}
    agents = Agent.objects.bulk_create(
        Agent(user=user, alias=user.name, site=site, capacity=capacity) for user in users
    )
    AgentSkill.objects.bulk_create(
        AgentSkill(agent=agent, skill=skills[(k % GROUPS * 4 + j) % QUEUES], level=3)
        for k, agent in enumerate(agents)
        for j in range(10)
    )
    keys = []
    for user in users:
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = getattr(
            settings, "AUTHENTICATION_BACKENDS", ["django.contrib.auth.backends.ModelBackend"]
        )[0]
        session.create()
        keys.append(str(session.session_key))
    boss = User.objects.create(email="boss@floor.example", name="Boss", role="administrator", password="!")
    token = issue_token(boss, "benchmark", None)
    from django.db import connection

    connection.close()
    return keys, token
